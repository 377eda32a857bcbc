"""What of a sentence may act, what may be acted on, and their pairs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from nlp.claims.arguments import Item
from nlp.claims.context import Antecedent, Context, same_family
from nlp.page import Sentence
from nlp.schema import Claim

Told = Literal["named", "state", "label", "subject", "recent", "introduced", "topic"]

_FAR = 4  # sentences after which what was named is hardly meant
_FEW = 2  # exposures of an antecedent that are weighed
_AWAY = 50  # items: the distance of what the sentence does not name
_ACTED_ON = frozenset({"outcome", "property", "process", "absorbs", "exposure", "verb", "open"})


class Exposure(NamedTuple):
    """A nutrient that may act. `at` is the index of its item, null where only what surrounds the sentence names it."""

    nutrient: str
    lack: bool
    told: Told
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as it is weighed: its items, what may act, and what the grammar claims of it."""

    sentence: Sentence
    ends_with: str  # the last sign of its text
    items: Sequence[Item]
    exposures: Sequence[Exposure]
    section: str | None
    topic: Sequence[str]
    claims: Sequence[Claim] = ()
    before: "Seen | None" = None  # the sentence before it


class Pair(NamedTuple):
    """An exposure and the index of the item of an outcome; null for an outcome that was named before."""

    exposure: Exposure
    outcome: int | None


def exposures(items: Sequence[Item], sentence: Sentence, context: Context) -> list[Exposure]:
    """What may act in a sentence: what its items name, then what a label, the sentences before and the topic tell."""
    found = [
        Exposure(i.argument.nutrients[0], i.argument.lack, "named" if i.kind == "exposure" else "state", n)
        for n, i in enumerate(items)
        if i.argument and i.argument.nutrients
    ]
    for told, antecedent in _antecedents(sentence, context):
        found += [Exposure(n, antecedent.lack, told) for n in antecedent.nutrients[:_FEW] if not _is_among(n, found)]
    return found


def _is_among(nutrient: str, found: Sequence[Exposure]) -> bool:
    """Whether a sentence tells a nutrient already, by its name or by that of its form: "D3" where D is the topic."""
    return any(same_family((nutrient,), (e.nutrient,)) for e in found)


def _antecedents(sentence: Sentence, context: Context) -> Iterator[tuple[Told, Antecedent]]:
    if context.labelled:
        yield "label", Antecedent(context.labelled)
    if context.subject and sentence.position - context.subject.position <= 1:
        yield "subject", context.subject
    if context.recent and sentence.position - context.recent.position <= _FAR:
        yield "recent", context.recent
    if context.introduced:
        yield "introduced", context.introduced
    for nutrient in context.topic:
        yield "topic", Antecedent((nutrient,))


def outcomes(items: Sequence[Item]) -> list[int]:
    """The indices of what may be acted on."""
    return [n for n, i in enumerate(items) if i.kind in _ACTED_ON and i.argument and i.argument.outcome and not i.argument.refers_back]


def pairs(seen: Seen) -> list[Pair]:
    """Each exposure with each outcome once, at the places nearest to each other; nothing acts on itself."""
    nearest: dict[tuple[str, str], tuple[int, Pair]] = {}
    for exposure in seen.exposures:
        for outcome in outcomes(seen.items):
            if exposure.at == outcome:
                continue
            key = (exposure.nutrient, outcome_key(seen.items[outcome]))
            distance = _AWAY if exposure.at is None else abs(exposure.at - outcome)
            if key not in nearest or distance < nearest[key][0]:
                nearest[key] = (distance, Pair(exposure, outcome))
    return [pair for _, pair in nearest.values()]


def outcome_key(item: Item) -> str:
    """What an outcome is called: its concept, else its words."""
    assert item.argument is not None
    return item.argument.outcome_id or item.argument.outcome or ""


def claim_key(claim: Claim) -> str:
    """The same of the outcome of a claim."""
    return claim.outcome_id or claim.outcome_text or ""


def claimed(seen: Seen, claim: Claim) -> Pair:
    """The pair that a claim of the grammar speaks of, lacking as claimed; of exposures taken together, the first that is named."""
    named = [e._replace(lack=claim.lack) for e in seen.exposures if e.nutrient in claim.exposure_ids]
    told = [n for n in outcomes(seen.items) if outcome_key(seen.items[n]) == claim_key(claim)]
    if not named:
        return Pair(Exposure(claim.exposure_ids[0], claim.lack, "topic"), told[0] if told else None)
    if not told:
        return Pair(named[0], None)
    return min(
        (Pair(e, n) for e in named for n in told),
        key=lambda pair: _AWAY if pair.exposure.at is None else abs(pair.exposure.at - (pair.outcome or 0)),
    )
