"""What a clause's readings are worth as statements: denied, hedged, or not stated at all (questions, aims, what is to be tested)."""

import re
from collections.abc import Sequence

from nlp.claims import mixed
from nlp.claims.arguments import Item
from nlp.claims.clauses import Clause
from nlp.claims.relations import Reading
from nlp.claims.unstated import is_unstated
from nlp.claims.words import Kind

_CONCEDED = frozenset({
    "not statistically significant", "not significant", "statistical significance", "did not reach statistical significance",
    "was not significant",
})  # fmt: skip


def scoped(reading: Reading, frame: Clause | None, main: Clause | None) -> Reading | None:
    """The reading with negation and hedge told, or None where nothing is stated.

    Args:
        main: the clause that a participle goes on from ("..., improving flow"); a hedge there reaches it.
        frame: the clause that introduces this one with "that" or "whether" ("there is no evidence that ..."), if any.
    """
    if is_unstated(reading):
        return None
    before = _before(reading)
    asked = reading.clause.opened_by == "whether"
    verdict = _verdict(reading, frame) or (mixed.verdict(frame.items) if asked and frame is not None else None)
    frame_denial = _denial_of_frame(frame.items) if frame is not None else None
    undecided = verdict if verdict is not None and verdict.sign == "-" else None
    if asked and not frame_denial and verdict is None:
        return None
    if verdict is not None and verdict.sign == "~":
        reading.chain, reading.hedged = [verdict], True
        return reading
    aimed = frame is not None and _aims(_last_phrase(frame.items)) and not frame_denial
    if aimed or (_aims(reading.clause.items if _studied(reading) else before) and not _unable(before)):
        return None
    if any(m.kind == "predicate" and m.sign == "=" for m in reading.outcome.meanings):  # safe
        if _denial(reading, before) or frame_denial:
            return None
        reading.denied_by = reading.outcome
        return reading
    if verdict is None and _frames_only(reading) and not frame_denial and not _denial(reading, before):
        return None
    reading.chain = next(([c] for c in reading.chain if c.text in mixed.CONFLICTING), reading.chain)
    reading.denied_by = frame_denial or undecided or _denial(reading, before)
    reading.hedged = (
        concedes(reading.clause)
        or _has(before, "hedge")
        or any(c.kind == "use" for c in reading.chain)
        or any(c is not None and _has(c.items, "hedge") for c in (frame, main))
    )
    return reading


def _before(reading: Reading) -> list[Item]:
    """The clause's items up to the end of what decides: the outcome, or the last cue after it; but for an opening "if you have ...,"."""
    last = max([reading.outcome.end, *(c.end for c in reading.chain)])
    if reading.construction == "passive" and reading.group is not None:
        last = max(last, reading.group.items[0].start)
    items = [i for i in reading.clause.items if i.end <= last]
    while items and items[0].kind == "sign":
        items = items[1:]
    if items and items[0].text.startswith("if ") and reading.group is not None:
        comma = next((n for n, i in enumerate(items) if i.text == ","), None)
        if comma is not None and items[comma].end <= reading.group.items[0].start:
            return items[comma + 1 :]
    return items


def _last_phrase(frame: Sequence[Item]) -> Sequence[Item]:
    """What stands after the last comma of an introducing clause: the "doctors found" of "when they were examined, doctors found"."""
    comma = max((n for n, i in enumerate(frame) if i.text == ","), default=-1)
    return frame[comma + 1 :] or frame


def _verdict(reading: Reading, frame: Clause | None) -> Item | None:
    """What a clause says at its end of what it names: "the role of zinc in colds is unclear", "data on D and falls are mixed".

    Where a verb states the relation, its end speaks of that verb's object, unless it is only put: "evidence that zinc helps is lacking".
    """
    states = any(c.kind == "verb" and not c.text.endswith("ing") for c in reading.chain)
    is_introduced = frame is not None and not _RESEARCH.isdisjoint(i.text for i in frame.items[-1:])
    is_put = is_introduced or reading.clause.opened_by == "whether" or _is_of_research(reading.clause.items)
    if states and not is_put:
        return None
    items = reading.clause.items
    if mixed.is_of_another(items):
        return None
    for n, item in enumerate(items):
        if item.kind == "unsettled" and item.start >= reading.outcome.end and mixed.is_predicate(items, n):
            commas = sum(i.text == "," and i.start >= reading.outcome.end for i in items[:n])
            return item if commas % 2 == 0 else None
    return mixed.verdict(items)


def _is_of_research(items: Sequence[Item]) -> bool:
    """Whether a clause begins with research on what it names: "studies on folate to reduce strokes ..."."""
    first = next((n for n, i in enumerate(items) if i.argument), 0)
    led = items[:first]
    return any(i.text in _RESEARCH for i in led) and all(i.kind in _OF_NOUNS for i in led)


_OF_NOUNS = ("word", "preposition", "determiner", "adjective", "adverb")


_RESEARCH = frozenset({
    "study", "studies", "research", "trial", "trials", "rcts", "work", "data", "evidence", "understanding", "investigation",
    "investigations", "experiments", "information", "knowledge",
})  # fmt: skip


def _aims(items: Sequence[Item]) -> bool:
    """Whether items tell an aim; "is needed to" tells one of research, not of a nutrient."""
    for n, item in enumerate(items):
        if item.kind == "aim" or (item.kind == "link" and item.may_be("aim")):
            of_research = any(not _RESEARCH.isdisjoint(i.text.split(" ")) for i in items[:n])
            if of_research or not item.text.endswith(" needed to"):
                return True
    return False


_TRIED = frozenset({"trials", "studies", "research", "data"})
_SCARCE = ("insufficient", "not enough", "inadequate", "lack of", "not sufficient")


def _unable(before: Sequence[Item]) -> bool:
    """Whether an aim is said to be out of reach: "research is insufficient to evaluate the efficacy of"."""
    aim = next((n for n, i in enumerate(before) if i.kind == "aim"), 0)
    for n, item in enumerate(before[:aim]):
        untried = item.text == "no" and any(i.text in _TRIED for i in before[n + 1 : min(n + 4, aim)])
        scarce = item.kind in ("negation", "unsettled") and any(word in item.text for word in _SCARCE)
        if scarce or (item.kind == "negation" and untried):
            return True
    return False


def _studied(reading: Reading) -> bool:
    """Whether no verb states the relation ("the association of D with falls was examined"): what follows may say that nothing is stated."""
    return not any(c.kind in ("verb", "motion") for c in reading.chain)


_FRAME = re.compile(r"(?:effects?|impacts?|influence|roles|relationship|relations?|interactions?)\b")


def _frames_only(reading: Reading) -> bool:
    """Whether a relation is named but not told: "the effects of D on falls", as against "D has an effect on falls"."""
    told = [c for c in reading.chain if c.sign != "="]
    if not told or any(c.kind in ("weak", "verb") for c in reading.chain):
        return False
    before = [i.text for i in reading.clause.items if i.end <= told[0].start]
    if told[0].text.startswith("relation") and not _STATED.isdisjoint(before) and "about" not in before:
        return False  # there is a relationship between
    framed = told[0].kind == "link" and told[0].sign == "~" and bool(_FRAME.match(told[0].text))
    return framed and all(c.kind in ("link", "noun") for c in told)


_STATED = frozenset({"is", "was", "to be", "exists", "appears", "found", "showed", "shows", "demonstrated", "revealed", "suggests"})


def _denial_of_frame(frame: Sequence[Item]) -> Item | None:
    """What of an introducing clause denies what it introduces: "there is no evidence that", not "it did no harm, hinting that"."""
    denying = (n for n, i in enumerate(frame) if i.text != "without" and (i.kind == "negation" or (i.kind, i.sign) == ("unsettled", "-")))
    at = next(denying, None)
    if at is None or any(i.text == "," or (i.argument and i.argument.outcome) for i in frame[at:]):
        return None
    return frame[at]


def _denial(reading: Reading, before: Sequence[Item]) -> Item | None:
    """The negation that reaches the reading; it ends with the phrase that a comma closes ("Among women not taking calcium, ...")."""
    first = min([reading.outcome.start, *(c.start for c in reading.chain)])
    for n, item in enumerate(before):
        lacks = item.text == "lack of" and n + 1 < len(before) and before[n + 1].kind == "link"  # a lack of effect on
        doing = item.text == "without" and any(i.kind == "verb" and i.text.endswith("ing") for i in before[n + 1 : n + 2])
        if item.text == "without" and not doing and any(c.start > item.start and c.kind == "verb" for c in reading.chain):
            continue  # helps women without diabetes avoid
        if item.text in _OF_ITS_NOUN and _denies_another(before[n + 1 :], reading, first):
            continue  # with no side effects it cuts the risk of
        if reading.construction == "passive" and item.text == "not" and before[n - 1].text == ",":
            continue  # related to cellular, not blood zinc
        if item.text == "no" and before[n + 1 : n + 2] and before[n + 1].text == ",":
            continue  # No, it was
        if item.kind == "negation" and item.text.endswith(" evidence"):
            return item
        if item.kind == "negation" or lacks or (item.kind == "unsettled" and item.sign == "-"):
            comma = next((m for m, i in enumerate(before[n:]) if i.text == "," and i.start < first), None)
            led = [i.text for i in before[n:] if i.end <= first and i.kind not in ("adverb", "determiner")][-1:]
            if comma is None or comma <= 1 or led in (["or"], ["nor"]):
                return item
    return None


_OF_ITS_NOUN = frozenset({"no", "little or no", "little to no", "without", "without any"})


def _denies_another(after: Sequence[Item], reading: Reading, first: int) -> bool:
    """Whether a `no` speaks of an outcome that stands before all that the reading says."""
    denied = next((i for i in after if i.argument and i.argument.outcome), None)
    return denied is not None and denied is not reading.outcome and denied.end <= first and any(c.kind == "verb" for c in reading.chain)


def _has(items: Sequence[Item], kind: Kind) -> bool:
    kinds = [i.kind for i in items]
    return kind in kinds or ("link" in kinds and any(i.kind == "link" and i.may_be(kind) for i in items))


def concedes(clause: Clause) -> bool:
    """Whether a clause takes back the certainty of the one before: "although that was not statistically significant"."""
    return not _CONCEDED.isdisjoint([i.text for i in clause.items if i.kind == "hedge"])
