"""What a pair is weighed by: each feature is there or not, and has a name that a person can read in weights.tsv.

The features of a sentence, of an exposure and of an outcome do not depend on the other side, so each is worked out once; those of a
pair tell what stands between the two, and what the grammar made of them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from nlp import lexicon
from nlp.claims import words
from nlp.claims.arguments import Item, acting
from nlp.claims.context import same_family
from nlp.claims.weighing.pairs import Exposure, Pair, Seen, claim_key, outcome_key, outcomes
from nlp.claims.words import CUES
from nlp.schema import Claim

_PARTING = CUES | {
    "negation", "hedge", "exempt", "unsettled", "aim", "report", "whether", "conditional", "boundary", "stop", "lack_before", "lack_after",
}  # fmt: skip
_LINKING = frozenset({"sign", "join", "determiner", "adjective", "together_between", "number", "tail"})
_TOKEN = re.compile(r"[a-z]{3,}")


def of(seen: Seen, pair: Pair, claim: Claim | None) -> set[str]:
    """All that a pair is weighed by."""
    outcome = of_outcome(seen, pair.outcome) if pair.outcome is not None else set()
    return of_sentence(seen) | of_exposure(seen, pair.exposure) | outcome | of_pair(seen, pair, claim)


def of_sentence(seen: Seen) -> set[str]:
    """What a sentence tells of any of its pairs."""
    sentence, items, before = seen.sentence, seen.items, seen.before
    named = {e.nutrient for e in seen.exposures if e.at is not None}
    found = {
        "any", f"is {sentence.kind}", f"section {seen.section}", f"ends with {seen.ends_with}",
        f"nutrients {_level(len(named), 1, 2, 4)}", f"outcomes {_level(len(outcomes(items)), 2, 4, 8)}",
        f"grammar: claims of the sentence {_level(len(seen.claims), 1, 2, 4)}",
    }  # fmt: skip
    found.update(f"heading {word}" for word in _TOKEN.findall((sentence.section or "").lower()))
    found.update(f"word {_text(i)}" for i in items)
    found.update(f"speaks of {outcome_key(items[n])}" for n in outcomes(items))
    first = [i for i in items if i.kind not in ("sign", "stop")][:2]
    found.update(f"begins {_text(i)}" for i in first)
    found.update(f"begins with {_kind(i)}" for i in first[:1])
    if before is not None:
        found.add(f"after {before.sentence.kind}: {sentence.kind}")
    return found


def of_exposure(seen: Seen, exposure: Exposure) -> set[str]:
    """What an exposure tells of any outcome it may act on."""
    nutrient, items, at = lexicon.nutrients().get(exposure.nutrient), seen.items, exposure.at
    found = {f"exposure {exposure.nutrient}", f"exposure is {nutrient.kind if nutrient else 'unknown'}", f"told by {exposure.told}"}
    if exposure.lack:
        found.add("lacks")
    if exposure.nutrient in seen.topic:
        found.add("is the topic")
    before = [c for c in seen.before.claims if exposure.nutrient in c.exposure_ids] if seen.before else []
    found.update(f"grammar: acts in the sentence before, {c.direction}" for c in before[-1:])
    if any(exposure.nutrient in c.exposure_ids for c in seen.claims):
        found.add("grammar: acts in the sentence")
    if at is None:
        found.add(f"only told by {exposure.told}, others named: {any(e.at is not None for e in seen.exposures)}")
        return found
    found.update(_around("exposure", items, at, 4, 3))
    if all(i.kind != "exposure" for i in items[:at]):
        found.add("first exposure")
    return found


def of_outcome(seen: Seen, at: int) -> set[str]:
    """What an outcome tells of any exposure that may act on it."""
    items, item = seen.items, seen.items[at]
    argument = item.argument
    assert argument is not None
    known = lexicon.outcomes().get(argument.outcome_id or "")
    better = known.better_when if known else "unknown"
    found = {
        f"outcome {argument.outcome_id}", f"outcome is {known.category if known else 'unknown'}", f"better {better}",
        f"outcome told by {item.kind}{argument.sign}", f"better {better}, brings {argument.sign}",
    }  # fmt: skip
    if argument.nutrients:
        found.add("outcome is a state of a nutrient")
    if argument.lack:
        found.add("outcome is low")
    if any(outcome_key(item) == claim_key(c) for c in seen.claims):
        found.add("grammar: acted on")
    if all(not (i.argument and i.argument.outcome) for i in items[:at]):
        found.add("first outcome")
    found.update(_around("outcome", items, at, 6, 5))
    found.update(_signs(items, at, better, argument.sign))
    return found


def of_pair(seen: Seen, pair: Pair, claim: Claim | None) -> set[str]:
    """What stands between an exposure and an outcome, and what the grammar made of them (`claim`, if it claims anything)."""
    found = set(_of_claim(claim)) if claim else {"grammar: claims nothing"}
    if pair.outcome is None:
        return {*found, "outcome named before"}
    items, exposure, outcome = seen.items, pair.exposure, pair.outcome
    argument = items[outcome].argument
    if argument and argument.nutrients and same_family(argument.nutrients, (exposure.nutrient,)):
        found.add("its own state")
    found.update(_of_listed(seen, pair))
    if exposure.at is None:
        if any(i.kind == "anaphor" for i in items):
            found.add("points back")
    else:
        found.update(_between(seen, exposure, exposure.at, outcome))
    return found


def _of_claim(claim: Claim) -> Iterator[str]:
    """How hard a claim of the grammar was to read."""
    outcome = lexicon.outcomes().get(claim.outcome_id or "")
    cues = claim.cue.split(", ") if claim.cue else []
    yield from ("grammar: claims", f"grammar: {claim.direction}", f"grammar: {claim.certainty}", f"grammar: type {claim.claim_type}")
    yield f"grammar: exposure told by {_told_by(claim)}"
    yield f"grammar: cue is {_phrase_kind(cues[0]) if cues else 'none'}"
    yield from (f"grammar: cue {cue.lower()}" for cue in cues[:2])
    yield f"grammar: cues {min(len(cues), 4)}"
    yield f"grammar: {claim.direction}, better {outcome.better_when if outcome else 'unknown'}, lack {claim.lack}"
    yield f"grammar: exposures {min(len(claim.exposure_ids), 3)}"
    if acting(claim.outcome_id or ""):
        yield "grammar: outcome is a state of a nutrient"


def _told_by(claim: Claim) -> str:
    """Where the exposure stands: named in the sentence, a pronoun, or only in what surrounds it."""
    if claim.exposure_text is None:
        return "context"
    return "pronoun" if _phrase_kind(claim.exposure_text) == "anaphor" else "name"


@cache
def _phrase_kind(phrase: str) -> str:
    """What a phrase is to the grammar."""
    match = words.longest([word for word, _, _ in words.tokens(phrase)], 0)
    return match[1][0].kind if match else "word"


def _of_listed(seen: Seen, pair: Pair) -> Iterator[str]:
    """What the grammar claims of those that either is listed with."""
    assert pair.outcome is not None
    beside = [n for n in _listed(seen.items, pair.outcome) if _is_outcome(seen.items[n])]
    if beside:
        keys = {outcome_key(seen.items[n]) for n in beside}
        same = [c for c in seen.claims if pair.exposure.nutrient in c.exposure_ids and claim_key(c) in keys]
        yield f"grammar: listed outcome {same[0].direction if same else 'not acted on'}"
    if pair.exposure.at is None:
        return
    others = [n for n in _listed(seen.items, pair.exposure.at) if seen.items[n].kind == "exposure"]
    if others:
        names = {a.nutrients[0] for n in others if (a := seen.items[n].argument) and a.nutrients}
        same = [c for c in seen.claims if claim_key(c) == outcome_key(seen.items[pair.outcome]) and not names.isdisjoint(c.exposure_ids)]
        yield f"grammar: listed exposure {same[0].direction if same else 'does nothing'}"


def _listed(items: Sequence[Item], at: int) -> Iterator[int]:
    """The indices of the arguments that one is listed with: "falls, fractures and pain"."""
    for step in (-1, 1):
        n, gap = at + step, 0
        while 0 <= n < len(items) and gap <= 4:
            if items[n].argument:
                if not gap:
                    break
                yield n
                gap = 0
            elif items[n].kind in _LINKING:
                gap += 1
            else:
                break
            n += step


def _is_outcome(item: Item) -> bool:
    return item.argument is not None and bool(item.argument.outcome)


def _between(seen: Seen, exposure: Exposure, at: int, outcome: int) -> Iterator[str]:
    items = seen.items
    first, last = sorted((at, outcome))
    order = "acts on" if at < outcome else "by"
    between = items[first + 1 : last]
    yield f"order {order}"
    yield f"exposures between {_level(sum(i.kind == 'exposure' for i in between), 1, 2, 4)}"
    yield f"outcomes between {_level(sum(i.kind == 'outcome' for i in between), 1, 2, 4)}"
    for i in between[:25]:
        yield f"{order}: {_text(i)}"
        yield f"{order}: a {_kind(i)}"
    telling = [_kind(i) for i in between if i.kind in _PARTING]
    yield f"{order}: {' '.join(telling[:6])}"
    for a, b in pairwise(telling):
        yield f"{order}: {a} then {b}"
    signs = "".join(i.sign for i in between if i.kind in CUES and i.sign != "=")[:4]
    negated = any(i.kind == "negation" for i in between)
    low = any(i.kind in ("lack_before", "lack_after") for i in items[max(at - 4, 0) : at + 4])
    yield f"{order}: signs {signs}"
    yield f"{order}: signs {signs}, negated {negated}"
    yield f"{order}: signs {signs}, lack {exposure.lack or low}"


def _around(name: str, items: Sequence[Item], at: int, n_before: int, n_after: int) -> Iterator[str]:
    """The items near one: within reach before and after it, and the two next to it on either side."""
    before, after = items[max(at - n_before, 0) : at], items[at + 1 : at + 1 + n_after]
    for side, near in (("before", before[::-1]), ("after", after)):
        for n, i in enumerate(near):
            yield f"{side} {name}: {_text(i)}"
            yield f"{side} {name}: a {_kind(i)}"
            if n < 2:
                yield f"{side} {name} {n + 1}: a {_kind(i)}"
                yield f"{side} {name} {n + 1}: {_text(i)}"


def _signs(items: Sequence[Item], at: int, better: str, own: str) -> Iterator[str]:
    """Which way the cues near an outcome turn it; what is good or bad is told by what is better."""
    told = []
    negated = any(i.kind == "negation" for i in items[max(at - 12, 0) : at + 6])
    for side, near in (("left", items[max(at - 11, 0) : at][::-1]), ("right", items[at + 1 : at + 9])):
        cues = [(n, i) for n, i in enumerate(near) if i.kind in CUES]
        for n, i in cues[:1]:
            yield f"cue {side}: {_kind(i)}"
            yield f"cue {side}: {_text(i)}"
            yield f"cue {side} {_level(n, 1, 2, 4)} away"
        turning = [(n, i.kind, _turned(i.sign, better)) for n, i in cues if i.sign != "="]
        told.append(turning[0][2] if turning else "none")
        yield f"turned {side}: {told[-1]}"
        for n, kind, sign in turning[:1]:
            yield f"turned {side}: {sign} by {kind}"
            yield f"turned {side}: {sign}, negated {negated}"
            yield f"turned {side}: {sign}, brings {own}"
            yield f"turned {side}: {sign}, near {n < 3}"
            yield f"turned {side} by two: {' '.join(t[2] for t in turning[:2])}"
    yield f"turned: {' '.join(told)}"


def _turned(sign: str, better: str) -> str:
    if sign not in ("good", "bad") or better not in ("higher", "lower"):
        return sign
    return "+" if (sign == "good") == (better == "higher") else "-"


def _text(item: Item) -> str:
    """An item's words; of a name, an amount or a number only that it is one, for which it is does not matter there."""
    if item.kind in ("exposure", "number"):
        return f"a {item.kind}"
    return "an outcome" if item.argument and item.argument.outcome_id else item.text.lower()


def _kind(item: Item) -> str:
    return item.kind if item.sign == "=" else f"{item.kind}{item.sign}"


def _level(n: int, *bounds: int) -> str:
    """A number by the highest of the bounds that it reaches."""
    at = bisect_left(bounds, n + 1)
    return f"from {bounds[at - 1]}" if at else f"below {bounds[0]}"
