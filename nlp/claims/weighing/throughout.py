"""What the other sentences of an article tell of a pair: how often each side is named, and what the grammar claims of them there."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from nlp.claims.weighing.pairs import Seen, claim_key, outcome_key, outcomes
from nlp.schema import ClaimDirection


@dataclass(frozen=True, slots=True)
class Throughout:
    """Counts of sentences by nutrient and by what an outcome is called; of claims by both."""

    named: Counter[str] = field(default_factory=Counter)
    acting: Counter[str] = field(default_factory=Counter)
    acted_on: Counter[str] = field(default_factory=Counter)
    claimed: dict[tuple[str, str], Counter[ClaimDirection]] = field(default_factory=lambda: defaultdict(Counter))


def throughout(article: Iterable[Seen]) -> Throughout:
    """The counts of an article's sentences."""
    told = Throughout()
    for seen in article:
        told.named.update({e.nutrient for e in seen.exposures if e.at is not None})
        told.named.update({outcome_key(seen.items[n]) for n in outcomes(seen.items)})
        told.acting.update({n for c in seen.claims for n in c.exposure_ids})
        told.acted_on.update({claim_key(c) for c in seen.claims})
        for claim in seen.claims:
            for nutrient in claim.exposure_ids:
                told.claimed[nutrient, claim_key(claim)][claim.direction] += 1
    return told


def elsewhere(told: Throughout, seen: Seen, nutrient: str, outcome: str) -> Counter[ClaimDirection]:
    """Which way the article's other sentences claim that a nutrient turns an outcome."""
    here = Counter(c.direction for c in seen.claims if nutrient in c.exposure_ids and claim_key(c) == outcome)
    return told.claimed.get((nutrient, outcome), Counter()) - here
