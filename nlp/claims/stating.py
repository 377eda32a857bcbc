"""A settled reading as claims: which way the outcome goes, how certain that is, and what is quoted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from nlp import lexicon
from nlp.claims import arguments, attributes, chains, tying, weighing
from nlp.claims.arguments import Argument, Item
from nlp.claims.context import Antecedent
from nlp.claims.relations import Reading
from nlp.claims.weighing import Seen, Weighed
from nlp.page import Page, Sentence
from nlp.schema import Attribution, Certainty, Claim, ClaimDirection, Outcome


@dataclass(frozen=True, slots=True)
class Said:
    """What is the same for every claim of a sentence, worked out once."""

    page: Page
    sentence: Sentence
    attribution: Attribution
    population: str | None
    near: tying.Near


def said(page: Page, sentence: Sentence, facts: tying.Facts) -> Said:
    """What a sentence says of each of its claims; `facts` are those of the article."""
    return Said(
        page, sentence, attributes.attribution(page, sentence), attributes.population(page, sentence),
        tying.near(page, sentence, facts),
    )  # fmt: skip


def claims(said: Said, reading: Reading, acting: Antecedent, argument: Argument) -> Iterator[Claim]:
    """The claims of a reading: one for each exposure, or one for all that are taken together."""
    page = said.page
    known = lexicon.outcomes().get(argument.outcome_id or "")
    better_when = known.better_when if known else None
    chain = reading.chain[:-1] if argument.harmed else reading.chain
    goes: ClaimDirection = chains.direction(chain, argument.sign, better_when)
    if better_when in ("higher", "lower") and _is_among_benefits(reading):
        goes = "increases" if better_when == "higher" else "decreases"
    if goes == "increases" and better_when != "higher" and not acting.lack and argument.sign == "=" and _is_unsigned(reading, chain):
        goes = "affects"
    if _INVERSELY.match(page.shadow, reading.outcome.end):
        goes = "decreases"
    if goes == "increases" and better_when == "lower" and not acting.lack and _is_doubtful_harm(reading, acting, known):
        return
    own = set(argument.nutrients) & set(acting.nutrients)
    if _is_lowered(argument):
        goes = _OPPOSITE.get(goes, goes)
    certainty: Certainty = "asserted"
    if reading.negated:
        goes, certainty = "no_effect", "negated"
    elif reading.hedged:
        certainty = "hedged"
    named = reading.group is not None and bool(reading.group.nutrients)
    start, end = _quoted(reading, said.sentence)
    if not acting.lack and _UNTOLD_LEVEL.search(page.text, start, end + _BEHIND):
        return
    if own and (_tells_itself(reading) or (not named and argument.lack) or _goes_astray(goes, acting, argument)):
        return
    cue = ", ".join(page.text[c.start : c.end] for c in reading.chain if c.end > c.start) or None
    for nutrients in [tuple(sorted(acting.nutrients))] if acting.together else [(n,) for n in acting.nutrients]:
        yield _row(said, (start, end), nutrients, acting.lack, argument, goes, certainty, cue, _exposure_text(page, reading))


def _row(
    said: Said, span: tuple[int, int], nutrients: tuple[str, ...], lack: bool, argument: Argument,
    goes: ClaimDirection, certainty: Certainty, cue: str | None, exposure_text: str | None,
) -> Claim:  # fmt: skip
    """A claim as it is read, not yet weighed."""
    known = lexicon.outcomes().get(argument.outcome_id or "")
    polarity = attributes.polarity(goes, known.better_when if known else None)
    start, end = span
    return said.page.row(
        Claim, start, end, exposure_ids=nutrients, exposure_text=exposure_text, lack=lack,
        outcome_id=argument.outcome_id, outcome_text=argument.outcome, direction=goes, polarity=polarity, certainty=certainty,
        cue=cue, attribution=said.attribution, population=said.population,
        comparator=attributes.comparator(said.page, said.sentence, start),
        claim_type=attributes.claim_type(argument.outcome or "", argument.outcome_id, lack, polarity),
        **tying.ties(said.near, start, end, nutrients, argument),
    )  # fmt: skip


# Least score of a claim: what a construction tells is kept unless it is unlikely, what none tells must be likely by itself. Of all that
# is kept some 85 in 100 are right.
LIKELY = {"grammar": 0.35, "weighing": 0.6}


def likely(page: Page, seen: Seen, facts: tying.Facts) -> list[Claim]:
    """The claims of a sentence with their scores: the grammar's that are likely, and those of likely pairs that it passes over."""
    weighed = list(weighing.weighed(seen))
    found = [replace(w.claim, score=round(w.score, 3)) for w in weighed if w.claim and w.score >= LIKELY["grammar"]]
    if unread := [w for w in weighed if not w.claim and w.score >= LIKELY["weighing"]]:
        about = said(page, seen.sentence, facts)
        found += [_unread(about, seen, w) for w in unread]
    return found


def _unread(said: Said, seen: Seen, weighed: Weighed) -> Claim:
    """What a pair that the grammar claims nothing of would claim."""
    exposure, outcome = weighed.pair.exposure, seen.items[weighed.pair.outcome or 0]
    assert outcome.argument is not None  # only pairs of two that the sentence names are weighed without a claim
    acting = seen.items[exposure.at] if exposure.at is not None else None
    named = [outcome, acting] if acting is not None else [outcome]
    span = _span([*named, *_lack_words(named)])
    certainty: Certainty = "negated" if weighed.direction == "no_effect" else "hedged" if _is_hedged(seen.items, *span) else "asserted"
    if certainty == "negated":
        span = _with_denial(seen.items, *span)
    text = said.page.text[acting.start : acting.end] if acting is not None else None
    row = _row(said, span, (exposure.nutrient,), exposure.lack, outcome.argument, weighed.direction, certainty, None, text)
    return replace(row, found_by="weighing", score=round(weighed.score, 3))


def _is_hedged(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether a hedge stands between two arguments or before the first in its clause."""
    before = [i for i in items if i.end <= start]
    opened = next((n for n in range(len(before), 0, -1) if before[n - 1].kind in ("stop", "boundary")), 0)
    return any(i.kind == "hedge" for i in (*before[opened:], *(i for i in items if start <= i.start < end)))


def _with_denial(items: Sequence[Item], start: int, end: int) -> tuple[int, int]:
    """A span, widened to the nearest denial of its sentence where it holds none."""
    denials = [i for i in items if i.kind == "negation" or (i.kind, i.sign) == ("unsettled", "-")]
    nearest = min(denials, key=lambda i: max(start - i.end, i.start - end), default=None)
    return (start, end) if nearest is None else (min(start, nearest.start), max(end, nearest.end))


_PLAIN = frozenset({"vitamin", "mineral", "fatty_acid"})
_REFERRING = frozenset({"this", "these", "that", "such", "those"})


def _is_doubtful_harm(reading: Reading, acting: Antecedent, known: Outcome | None) -> bool:
    """Whether a harm by what the body needs is told without naming it: more often a lack or something else does it.

    Adverse effects, which are told of what is taken, are left.
    """
    needed = any(n.kind in _PLAIN for n in map(lexicon.nutrients().get, acting.nutrients) if n is not None)
    if not needed or (known is not None and (known.category == "adverse_effect" or known.outcome_id == "adverse_effects")):
        return False
    following = next((i.text for i in reading.clause.items if i.start >= reading.outcome.end), "")
    pointed = reading.group is not None and reading.group.items[0].text not in _REFERRING
    needing = any(c.text in ("requires", "require") for c in reading.chain)
    return (reading.remote and not pointed) or following in ("cells", "cell") or needing


_INVERSELY = re.compile(r"\s?\(\s?r\s?=\s?[-−–]")  # was correlated with pressure (r = -0.2)

# "levels  20 ng/mL": a sign that the page lost, which may have said below
_UNTOLD_LEVEL = re.compile(r"\b(?:levels?|concentrations?|25-?OHD|25\(OH\)D)\s{2,}\d")
_BEHIND = 20  # characters


def _is_among_benefits(reading: Reading) -> bool:
    """Whether an outcome is one of the benefits that the clause lists: "its benefits include lower weight and better sleep"."""
    before = [i.text for i in reading.clause.items if i.end <= reading.outcome.start]
    listed = next((n for n, text in enumerate(before) if text in ("include", "includes", "including", "such as")), 0)
    return any(text.startswith("benefits") for text in before[:listed])


def _is_unsigned(reading: Reading, chain: Sequence[Item]) -> bool:
    """Whether a relation is told without which way it goes: by its cues, or of a status or level that may be high or low."""
    items = reading.group.items if reading.group else []
    status = any(_name(item).endswith(_STATES) and not _is_high(reading, item) for item in items)
    return chains.is_unsigned(chain, at_all=status)


_STATES = (" status", " levels", " level", " concentration", " concentrations")


def _name(item: Item) -> str:
    return ((item.argument.outcome if item.argument else None) or item.text).lower()


def _is_high(reading: Reading, item: Item) -> bool:
    """Whether a state is told to be high: "higher zinc levels", "elevated serum zinc levels"."""
    before = [i for i in reading.clause.items if i.end <= item.start][-3:]
    return any(i.kind in ("adjective", "verb") and i.sign == "+" for i in before)


def _goes_astray(goes: ClaimDirection, acting: Antecedent, argument: Argument) -> bool:
    """Whether a nutrient is said to do to its own level in the body what it cannot: to lower it, to bring about its lack."""
    acts = arguments.acting(argument.outcome_id or "")
    deficiency = acts is not None and acts[1]
    return acting.lack or goes == ("increases" if deficiency else "decreases") or (deficiency and goes == "affects")


_OPPOSITE: dict[ClaimDirection, ClaimDirection] = {"increases": "decreases", "decreases": "increases"}


def _is_lowered(argument: Argument) -> bool:
    """Whether an outcome is a low level told as such ("causes low 25(OH)D"), not a deficiency, whose name says so itself."""
    acts = arguments.acting(argument.outcome_id or "")
    return argument.lack and acts is not None and not acts[1]


def _tells_itself(reading: Reading) -> bool:
    """Whether a nutrient's state in the body is said to act on itself ("25(OH)D levels in the low teens")."""
    return reading.group is not None and any(i.kind == "outcome" for i in reading.group.items)


def _quoted(reading: Reading, sentence: Sentence) -> tuple[int, int]:
    """What of a sentence tells a reading; what leads to a list stands in another."""
    named = [reading.outcome, *(reading.group.items if reading.group else [])]
    denial = [reading.denied_by] if reading.denied_by else []
    return _span([p for p in (*named, *reading.chain, *_lack_words(named), *denial) if p.start >= sentence.start])


def _lack_words(named: Iterable[Item]) -> Iterator[Item]:
    """What makes a lack of the names: without it a quote would say the contrary."""
    for item in named:
        if item.argument is not None:
            yield from item.argument.lack_words


def _span(parts: Sequence[Item]) -> tuple[int, int]:
    return min(p.start for p in parts), max(p.end for p in parts)


def _exposure_text(page: Page, reading: Reading) -> str | None:
    if reading.group is None:
        return None
    return page.text[reading.group.items[0].start : reading.group.items[-1].end]
