"""What words make of the arguments beside them: processes ("absorption of iron"), lack ("low vitamin D"), what merely trails a name."""

from collections.abc import Sequence

from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.drugs import OF_DRUGS, with_drugs
from nlp.claims.lacking import lacking, make_lacking
from nlp.claims.phrases import phrased
from nlp.claims.pointing import INERT, pointing
from nlp.claims.words import Meaning, Sign

_STATUS = frozenset({"level", "levels", "status", "concentration", "concentrations", "stores", "content"})


def composed(items: list[Item]) -> list[Item]:
    """Items with processes ("absorption of iron"), the lack of an exposure, and what merely trails its name taken in."""
    spoken = {item.text for item in items}
    items = _predicated(items)
    if not OF_DRUGS.isdisjoint(spoken):
        items = with_drugs(items)
    kinds = [item.kind for item in items]
    if "property" in kinds:
        items = _borrowed(items)
    items = phrased(items)
    if kinds.count("exposure") > 1:
        items = _contained(items)
    items = pointing(items)
    if "exposure" in kinds:
        items = _processed(items)
    return _tailed(lacking(items))


_BE = frozenset({"is", "are", "was", "were", "be", "been", "to be"})
_SEEMING = frozenset({"completely", "perfectly", "considered", "very", "more", "super", "quite", "so", "even", "potentially"})


def _predicated(items: list[Item]) -> list[Item]:
    """Items with what is said of something by one adjective made an outcome: "ginger is safe", "tea is healthy"."""
    for n, item in enumerate(items):
        told = next((m for m in item.meanings if m.kind == "predicate"), None)
        if told is not None and _is_predicate(items, n) and (told.sign == "=" or _is_of_exposure(items[:n])):
            sign: Sign = "-" if told.sign == "=" else told.sign
            item.kind, item.argument = "outcome", Argument(outcome=told.outcome, outcome_id=outcome_id(told.outcome or ""), sign=sign)
        elif item.kind == "predicate":
            item.kind = "word"
    return items


def _is_predicate(items: Sequence[Item], n: int) -> bool:
    """Whether an adjective ends what a form of "be" says: "is generally safe for adults", but not "is a safe way", "is safe to say"."""
    before = next((i for i in reversed(items[:n]) if i.kind not in ("adverb", "negation") and i.text not in _SEEMING), None)
    following = items[n + 1] if n + 1 < len(items) else None
    ends = following is None or following.kind in _PARTING_CLAUSES or following.text in _CLOSING
    return before is not None and before.text in _BE and ends


def _is_of_exposure(before: Sequence[Item]) -> bool:
    """Whether what a clause speaks of last is an exposure."""
    named = next((i.argument for i in reversed(before) if i.argument is not None), None)
    return named is not None and named.outcome is None


_PARTING_CLAUSES = frozenset({"sign", "stop", "boundary", "report", "join"})
_CLOSING = frozenset({"for", "in", "at", "when", "during"})


def _borrowed(items: list[Item]) -> list[Item]:
    """Items with the effects of something else ("the hypotensive effects of these drugs") as an outcome by itself."""
    found: list[Item] = []
    for n, item in enumerate(items):
        if item.kind == "property" and (owner := _owner(items[n + 1 : n + 5])):
            name = f"{item.text} effects of {owner.text.removeprefix('effects of ').removeprefix('effect of ')}"
            item.kind, item.argument = "outcome", Argument(outcome=name, outcome_id=outcome_id(name))
        if not (found and found[-1].kind == "outcome" and item.text.startswith(("effects of ", "effect of "))):
            found.append(item)
    return found


def _owner(after: Sequence[Item]) -> Item | None:
    """Whose effects a property tells of, where it is no exposure: the drugs of "effects of these drugs"."""
    if after and after[0].kind == "outcome" and after[0].text.startswith(("effects of ", "effect of ")):
        return after[0]
    texts = [i.text for i in after[:2]]
    rest = after[2:] if texts == ["effects", "of"] else after[1:] if texts[:1] in (["of"], ["effects of"], ["effect of"]) else ()
    owner = next((i for i in rest if i.kind not in ("determiner", "adverb")), None)
    return owner if owner is not None and owner.kind == "word" else None


_CARRIERS = frozenset({"dietary_supplements", "herbal_tea", "herbal_medicine", "nutritional_supplements"})
_ENRICHED = frozenset({"rich", "enriched", "fortified", "based", "containing"})


def _carries(item: Item) -> bool:
    return item.argument is not None and item.argument.nutrients[:1] != () and item.argument.nutrients[0] in _CARRIERS


def _carrier_before(found: Sequence[Item]) -> int | None:
    """Where a carrier stands that what follows is in: the tea of "an herbal tea containing ginger"."""
    at = len(found) - 1
    while at >= 0 and found[at].text in ("containing", "made", "from", "with", "of", "contains"):
        at -= 1
    held = 0 <= at < len(found) - 1 and found[at].kind == "exposure"
    return at if held and (found[at + 1].text == "containing" or _carries(found[at])) else None


_SALTS = frozenset({"chloride", "sodium", "potassium"})
_HOLDING = frozenset({"in", "from"})
_PARTING = frozenset({"contained", "found", "present", "naturally", "the", "made", "derived", "isolated", "extracted", "obtained", "tail"})


def _contained(items: list[Item]) -> list[Item]:
    """Items less the exposures that only hold another ("curcumin in turmeric", "saponins contained in the leaves of alfalfa"), and of two
    names side by side ("omega-3 fish oil") the more general."""
    found: list[Item] = []
    for item in items:
        if item.kind == "exposure" and found:
            if found[-1].kind == "exposure" and item.start - found[-1].end == 1:
                if item.text.lower() in _SALTS or _carries(item):
                    continue
                found.pop()
            elif len(found) > 1 and found[-1].text in _ENRICHED and found[-2].kind == "exposure" and _carries(item):
                continue
            elif (at := _carrier_before(found)) is not None:
                del found[at]
            elif found[-1].text in _HOLDING or (found[-1].text == "the" and len(found) > 1 and found[-2].text in _HOLDING):
                at = len(found) - 1
                while at >= 0 and (found[at].text in _HOLDING | _PARTING or found[at].kind == "tail"):
                    at -= 1
                if at >= 0 and found[at].kind == "exposure":
                    continue
        found.append(item)
    return found


def _processed(items: list[Item]) -> list[Item]:
    """`calcium absorption`, `absorption of calcium`, `absorb calcium`, `calcium is absorbed` are outcomes, not exposures."""
    found: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.kind in INERT:
            found.append(item)
            i += 1
            continue
        if item.kind == "exposure" and (taken := _process_after(items, i)):
            last, process = taken
            if len(found) > 1 and found[-1].kind == "join" and found[-2].kind == "exposure" and process in _STATUS:
                found[-2] = _process(found[-2], found[-2], found[-2], process)  # calcium and phosphorus levels
            found.append(_process(item, items[last], item, process))
            i = last + 1
        elif (item.kind in ("process", "absorbs") or item.may_be("process")) and (at := _exposure_after(items, i)):
            process = next((m.outcome for m in item.meanings if m.kind in ("process", "absorbs")), None) or item.text
            found.append(_process(item, items[at], items[at], process))
            i = at + 1
            while i + 1 < len(items) and items[i].kind == "join" and items[i + 1].kind == "exposure":
                found += [items[i], _process(items[i + 1], items[i + 1], items[i + 1], process)]
                i += 2
        else:
            found.append(item)
            i += 1
    return found


def _process_after(items: Sequence[Item], i: int) -> tuple[int, str] | None:
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None:
        return None
    if following.may_be("process"):
        return i + 1, next(m.outcome or "" for m in following.meanings if m.kind == "process")
    at = i + 2
    while at < len(items) and items[at].kind == "adverb":
        at += 1
    passive = following.kind == "auxiliary" or following.text in ("gets", "get")
    if passive and at < len(items) and items[at].kind == "absorbs":
        return at, next(m.outcome or "" for m in items[at].meanings if m.kind == "absorbs")
    return None


def _exposure_after(items: Sequence[Item], i: int) -> int | None:
    """Index of the exposure that a process word governs, through `of` for a noun."""
    verb = items[i].kind == "absorbs"
    at = i + 1
    if not verb:
        if at >= len(items) or items[at].text not in ("of", "and"):
            return None
        at += 1
    limit = at + 3
    while at < min(limit, len(items)) and items[at].kind in ("determiner", "adverb", "word", "adjective"):
        at += 1
    return at if at < len(items) and items[at].kind == "exposure" else None


def _process(first: Item, last: Item, exposure: Item, process: str) -> Item:
    nutrients = exposure.argument.nutrients if exposure.argument and process in _STATUS else ()
    name = f"{exposure.text.lower()} {process}"
    sign: Sign = "+" if "absorbs" in (first.kind, last.kind) else "="
    argument = Argument(nutrients, name, outcome_id(name), sign=sign)
    return Item("outcome", min(first.start, exposure.start), max(last.end, exposure.end), name, argument=argument)


def _tailed(items: list[Item]) -> list[Item]:
    """Drops what trails an exposure's name (`supplementation`, `intake`); its levels may themselves be an outcome."""
    found: list[Item] = []
    for item in items:
        if found and found[-1].kind == "exposure" and item.may_be("tail"):
            if item.text in _GIVEN_AS_ONE and _are_two(found):
                found[-2].meanings = (Meaning("together_between"),)
            owner = found[-1].argument
            if owner and item.text in _STATUS and owner.outcome is None:
                owner.outcome = f"{found[-1].text.lower()} {item.text}"
            found[-1].end = item.end if item.text not in ("alone",) else found[-1].end
            continue
        if item.kind == "anaphor" and found and found[-1].kind == "exposure":
            if item.argument and item.argument.lack and (owner := found[-1].argument):
                owner.lack, owner.lack_words = True, (*item.argument.lack_words, item)  # **magnesium** deficiency
            continue
        if item.kind in ("exposure", "outcome") and item.argument and item.argument.nutrients and (told_by := _unrefer(found)):
            make_lacking(items, items.index(item), told_by)
        found.append(item)
    return found


_GIVEN_AS_ONE = frozenset({"supplementation", "treatment", "therapy", "administration", "group", "arm"})


def _are_two(found: Sequence[Item]) -> bool:
    """Whether a list ends with just two exposures: the "calcium and vitamin D" of "calcium and vitamin D supplementation"."""
    two = len(found) > 2 and found[-2].text in ("and", "&") and found[-3].kind == "exposure"
    return two and not (len(found) > 3 and (found[-4].text == "," or found[-4].kind in ("join", "apart", "determiner")))


_AMOUNTS = frozenset({"amount", "amounts", "quantities", "large", "small", "moderate", "dose", "doses", "intake", "intakes"})


def _unrefer(before: list[Item]) -> tuple[Item, ...]:
    """`supplementation with D`, `a low intake of D`: the word before the name refers to nothing else. What of it tells a lack."""
    at = len(before) - 1
    while at >= 0 and (before[at].kind in ("preposition", "determiner", "adjective", "adverb", "number") or before[at].text in _AMOUNTS):
        at -= 1
    if at >= 0 and before[at].kind == "anaphor" and before[at].text not in ("it", "they") and len(before) - at < 7:
        told = before[at].argument
        before[at].argument = None
        before[at].kind = "tail"
        if told is not None and told.lack and len(before) - at == 2:
            return (*told.lack_words, before[at])
    return ()
