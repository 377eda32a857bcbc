"""What words make of the arguments beside them: processes ("absorption of iron"), lack ("low vitamin D"), what merely trails a name."""

from collections.abc import Sequence

from nlp import lexicon
from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.drugs import with_drugs
from nlp.claims.phrases import phrased
from nlp.claims.words import Meaning, Sign

_STATUS = frozenset({"level", "levels", "status", "concentration", "concentrations", "stores", "content"})

_BETWEEN_LACK = frozenset({"determiner", "adverb", "tail", "preposition", "number", "process", "anaphor", "apart"})

_LACK_WORDS = frozenset({
    "dietary", "overall", "average", "mean", "daily", "habitual", "usual",
    "serum", "blood", "plasma", "circulating", "maternal", "total", "body", "ng", "ml", "nmol", "l", "mg", "iu", "units",
    "mcg", "ug", "micrograms", "milligrams",
})  # fmt: skip


def composed(items: list[Item]) -> list[Item]:
    """Items with processes ("absorption of iron"), the lack of an exposure, and what merely trails its name taken in."""
    return _tailed(_lacking(_processed(_pointing(_contained(phrased(_borrowed(with_drugs(_harmless(items)))))))))


SAFE = "safe"
_BE = frozenset({"is", "are", "was", "were", "be", "been", "to be"})


def _harmless(items: list[Item]) -> list[Item]:
    """Items with the `safe` of "ginger is safe" as what it says of adverse effects."""
    for n, item in enumerate(items):
        if item.text == SAFE and item.argument is None and _is_predicate(items, n):
            item.kind, item.argument = "outcome", Argument(outcome="adverse effects", outcome_id="adverse_effects", sign="-")
    return items


def _is_predicate(items: Sequence[Item], n: int) -> bool:
    """Whether an adjective ends what a form of "be" says: "is generally safe for adults", but not "is a safe way", "is safe to say"."""
    before = next((i for i in reversed(items[:n]) if i.kind != "adverb" and i.text not in ("completely", "perfectly", "considered")), None)
    following = items[n + 1] if n + 1 < len(items) else None
    ends = following is None or following.kind in ("sign", "stop", "boundary", "join") or following.text in _CLOSING
    return before is not None and before.text in _BE and ends


_CLOSING = frozenset({"for", "in", "at", "when", "during"})


def _borrowed(items: list[Item]) -> list[Item]:
    """Items with the effects of something else ("the hypotensive effects of these drugs") as an outcome by itself."""
    if not any(i.kind == "property" for i in items):
        return items
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


# What these make of an exposure, or of an outcome, is another thing.
_OF_ITS_OWN = frozenset({
    "induced", "transporter", "transporters", "receptor", "receptors", "gene", "genes", "channel", "channels", "antagonist", "antagonists",
    "blocker", "blockers", "finger", "fingers", "activating", "binding", "dependent", "responsive", "sensitive", "inhibitor",
    "inhibitors", "resistance", "cell", "cells", "binder", "binders", "hydrolase", "oxidase", "synthase", "reductase",
    "amide", "ratio", "ratios", "target", "targets", "researcher", "researchers",
})  # fmt: skip
_ANOTHER = frozenset({
    "threshold", "patients", "patient", "sufferers", "survivors", "drug", "drugs", "medication", "medications", "surgery", "surgeon",
    "surgeons", "research", "researchers", "specialist", "specialists", "center", "clinic", "clinics", "foundation", "institute",
    "season", "seasons", "society", "association", "symposium", "symposiums", "trial", "trials", "study", "promoter", "suppressor",
    "awareness",
    "people", "adults", "women", "men", "children", "individuals", "subjects", "participants", "mice", "rats", "persons", "volunteers",
    "girls", "boys", "teens", "adolescents", "infants", "kids", "mothers", "elderly", "postmenopausal",
})  # fmt: skip
_IMPAIRED = frozenset({
    "dysfunction", "impairment", "impairments", "deficit", "deficits", "disturbance", "disturbances", "problem", "problems", "loss",
    "losses", "decline", "trouble", "troubles", "weakness", "abnormalities", "dysregulation", "shrinkage",
})  # fmt: skip
_AIDS = frozenset({"aid", "aids"})
_TURNING = _IMPAIRED | _AIDS  # what turns an outcome before it, whatever else it may be
_POSSESSIVE = frozenset({"its", "their"})

# of what a possessive may stand for: its effects, its leaves
_PARTS = frozenset({
    "effects", "effect", "benefits", "benefit", "leaves", "leaf", "bark", "root", "roots", "seeds", "seed", "fruit", "fruits", "flowers",
    "berries", "extract", "extracts", "oil", "juice", "constituents", "ingredients",
})  # fmt: skip

_OWNED = frozenset({"property", "link", "use", "helper", "process"})

_PRONOUNS = frozenset({"it", "they", "itself"})


_INERT = frozenset({"determiner", "preposition", "auxiliary", "adverb", "number", "sign", "join", "hedge", "pronoun", "negation"})


def _pointing(items: list[Item]) -> list[Item]:
    """Items less what does not point at an exposure: the `this` of "this weakness", the `their` of "their risk", the estrogen of
    "estrogen-induced"; of two outcomes side by side ("IBD quality of life") the second is meant."""
    found: list[Item] = []
    for n, item in enumerate(items):
        if item.argument is None and item.kind != "noun" and item.text not in _TURNING:
            found.append(item)
            continue
        following = items[n + 1] if n + 1 < len(items) else None
        if item.kind == "anaphor" and (not _points(item, following) or _told_by_kind(item, found)):
            item.argument, item.kind = None, "determiner"
        if item.kind == "property" and following is not None and following.kind == "outcome" and following.start - item.end <= 1:
            continue  # neurotoxic free radicals
        if item.text in _POSSESSIVE and item.argument is not None and _owned_here(items, n):
            item.argument, item.kind = None, "determiner"  # garlic is prized for its antibacterial effects
        role = bool(found) and found[-1].text == "in" and any(i.kind == "link" and i.sign == "~" for i in found[-2:])
        if item.kind == "anaphor" and item.text in _CARED and not role and following is not None and following.text in ("of", "for"):
            item = Item("noun", item.start, item.end, item.text, sign="-")
        if item.kind == "noun" and item.text == "treatment" and _is_given(found, following):
            item.kind = "tail"
        if item.kind == "exposure" and following is not None and (_makes_another(following) or _is_carrier(item, found[-5:], following)):
            continue
        if item.kind == "outcome" and following is not None and following.text in _ANOTHER and not _lack_something(items[n + 1 : n + 7]):
            continue
        if item.text in _IMPAIRED and found and _impairs(found[-1], item):
            continue
        if (item.kind == "noun" or item.text in _AIDS) and item.sign in ("+", "-") and found and _averts(found[-1], item, following):
            found[-1].end = item.end  # stroke prevention
            continue
        if item.kind == "outcome" and following is not None and following.kind == "outcome" and following.start - item.end <= 1:
            _compounded(item, following)
            continue
        if item.kind == "outcome" and len(found) > 1 and found[-1].text in ("from", "due to") and _is_death(found[-2]):
            item = _death_from(found[-2], item)
            del found[-2:]
        found.append(item)
    return found


def _is_given(found: Sequence[Item], following: Item | None) -> bool:
    """Whether a treatment is what is given ("benefits from treatment with zinc"), not what is done about an outcome."""
    return following is not None and following.text == "with" and not (found and found[-1].kind == "outcome")


_CARED = frozenset({"treatment", "the treatment", "the therapy"})


def _owned_here(items: Sequence[Item], n: int) -> bool:
    """Whether what a possessive stands for is named before it in the same clause, and a property follows it."""
    after = next((i for i in items[n + 1 : n + 4] if i.kind not in ("word", "adjective", "hedge", "adverb")), None)
    if after is None or after.kind != "property":
        return False
    for item in reversed(items[:n]):
        if item.kind in ("boundary", "report", "stop", "whether") or item.text == ",":
            return False
        if item.argument is not None:
            return bool(item.argument.nutrients) and item.argument.outcome is None
    return False


def _lack_something(after: Sequence[Item]) -> bool:
    """Whether patients are said to have little of something: the lupus of "lupus patients had low zinc" is told of."""
    had = next((n for n, i in enumerate(after) if i.text in ("had", "have", "has")), None)
    return had is not None and any(i.may_be("lack_before") for i in after[had:])


def _makes_another(following: Item) -> bool:
    """Whether the word after a name makes another thing of it: `zinc finger`, `caffeine-induced`, but not `caffeine induced`."""
    return following.text in _OF_ITS_OWN and (following.text != "induced" or following.kind == "word")


def _compounded(first: Item, second: Item) -> None:
    """Of two outcomes side by side the second is meant ("IBD quality of life"), or what both name ("bone" and "health benefits")."""
    name = f"{first.text} {second.text.split(' ')[0]}"
    if second.argument is not None and (known := outcome_id(name)):
        second.argument.outcome, second.argument.outcome_id, second.start = name, known, first.start


def _is_carrier(item: Item, before: Sequence[Item], following: Item) -> bool:
    """`Milk fortification`, `fortification of milk`: the food carries what acts."""
    known = lexicon.nutrients().get(item.argument.nutrients[0]) if item.argument and item.argument.nutrients else None
    fortified = any(i.text.startswith("fortif") for i in before)
    return known is not None and known.kind == "food" and (fortified or following.text in ("fortification", "fortified", "enriched"))


def _impairs(outcome: Item, noun: Item) -> bool:
    """Takes into an outcome the noun right after it that turns it ("immunity dysfunction"), if it does."""
    argument = outcome.argument
    if outcome.kind != "outcome" or argument is None or argument.sign != "=" or noun.start - outcome.end > 1:
        return False
    known = lexicon.outcomes().get(argument.outcome_id or "")
    if known is not None and known.better_when == "lower" and known.category in ("disease", "symptom", "risk", "adverse_effect"):
        return False  # diabetes problems
    argument.sign, outcome.end = "-", noun.end
    return True


def _averts(outcome: Item, noun: Item, following: Item | None) -> bool:
    """Takes into an outcome the noun right after it that turns it ("stroke prevention", "cholesterol reduction"), if it does."""
    argument = outcome.argument
    if outcome.kind != "outcome" or argument is None or argument.sign != "=" or noun.start - outcome.end > 1:
        return False
    if following is not None and following.kind not in ("sign", "join", "preposition", "stop", "auxiliary", "boundary"):
        return False
    argument.sign = noun.sign
    return True


def _points(item: Item, following: Item | None) -> bool:
    """Whether a pronoun stands for an exposure, by the word after it."""
    if item.text == "it":
        return following is None or following.text not in (
            "takes",
            "took",
            "seems",
            "appears",
        )  # it takes little thiamine to prevent beriberi
    if item.text in _POSSESSIVE:
        return following is not None and (following.kind in _OWNED or following.text in _PARTS)
    compound = following is not None and following.kind == "word" and following.start - item.end == 1
    return not compound or item.text in _PRONOUNS  # the supplement industry, the mineral oil


def _told_by_kind(item: Item, before: Sequence[Item]) -> bool:
    """`used as a natural supplement`, `a weight loss supplement`: what kind of thing it is, not which."""
    if item.text in ("it", "its", "they", "their", "this") or not before:
        return False
    told = [i for i in before[-4:] if i.kind not in ("word", "adjective")][-2:]
    if len(told) == 2 and told[1].text in ("a", "an") and (told[0].kind == "auxiliary" or told[0].text.endswith("as")):
        return True
    return before[-1].kind == "outcome" or any(i.kind == "use" and i.text.endswith(" a") for i in before[-2:])


def _is_death(item: Item) -> bool:
    known = lexicon.outcomes().get(item.argument.outcome_id or "") if item.argument else None
    return known is not None and (known.category == "mortality" or known.outcome_id == "hospitalization")


def _death_from(death: Item, cause: Item) -> Item:
    """`death from heart disease` as one outcome."""
    text = f"{death.text} from {cause.text}"
    return Item("outcome", death.start, cause.end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))


def _processed(items: list[Item]) -> list[Item]:
    """`calcium absorption`, `absorption of calcium`, `absorb calcium`, `calcium is absorbed` are outcomes, not exposures."""
    found: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.kind in _INERT:
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


def _lacking(items: list[Item]) -> list[Item]:
    """Marks the exposures that are lacking: `low`, `without`, `less than 20 ng of` before, `deficiency`, `levels below` after."""
    dropped: set[int] = set()
    for i, item in enumerate(items):
        argument = item.argument
        if argument is None or not (argument.nutrients or argument.anaphor):
            continue
        if argument.lack:
            argument.lack = not any(b.text in _MENDED for b in items[max(i - 2, 0) : i])
            continue
        before = i - 1
        while before >= 0 and i - before < 6 and _may_part(items[before]):
            before -= 1
        if before >= 0 and items[before].may_be("lack_before") and _is_lack(items, before) and not _is_small_dose(items[before:], item):
            argument.lack = True
            dropped.add(before)
            _share_lack(items, i)
            continue
        after = i + 1
        while after < len(items) and after - i < 4 and items[after].kind in ("tail", "process", "anaphor"):
            after += 1
        if (low := _low_level(items, after, argument)) is not None:
            argument.lack = True
            dropped.update(range(after, low + 1))
            continue
        if after < len(items) and items[after].may_be("lack_after") and _tells_lack(items[after]) and argument.anaphor is None:
            argument.lack = True
            dropped.add(after)
    return [item for i, item in enumerate(items) if i not in dropped]


def _share_lack(items: Sequence[Item], first: int) -> None:
    """Makes lacking what is listed beside a lacking exposure: "low intakes of iron, zinc and copper"."""
    listed: list[Item] = []
    for item in items[first + 1 :]:
        if item.kind == "exposure":
            listed.append(item)
        elif item.kind not in ("join", "tail") and item.text not in (",", "especially", "particularly"):
            break
    told = [i.text for i in items[first + 1 :] if listed and i.end <= listed[-1].start]
    if any(t in ("and", "or", "especially", "particularly") for t in told):
        for item in listed:
            if item.argument is not None:
                item.argument.lack = True


def _low_level(items: Sequence[Item], after: int, owner: Argument) -> int | None:
    """Where the number stands that tells an exposure's level to be low: "when vitamin D is below 20 ng/mL"."""
    at = after + 1 if after < len(items) and items[after].kind == "auxiliary" else after
    level = items[at].argument if at < len(items) else None
    low = level is not None and level.measured and level.lack and level.nutrients == owner.nutrients
    return at if low else None


# "correction of vitamin D deficiency improves mood" is a claim on vitamin D.
_MENDED = frozenset({"correction", "correcting", "treatment", "treating", "repletion", "reversal", "reversing", "correct"})


def _may_part(item: Item) -> bool:
    """Whether a word may stand between `low` and the exposure: "low serum levels of", "less than 20 ng of"."""
    if item.may_be("lack_before"):
        return False
    return (
        (item.kind in _BETWEEN_LACK and (item.kind != "preposition" or item.text == "of"))
        or item.text in _LACK_WORDS
        or (item.kind == "noun" and item.sign == "=")
    )


def _tells_lack(item: Item) -> bool:
    """`D-depleted mice`, but not `D restricted growth`."""
    return item.kind != "verb" or item.text in ("depleted", "starved", "deprived")


_GIVEN = frozenset({"supplementation", "supplement", "supplements", "dose", "doses", "therapy", "treatment"})
_SMALL = frozenset({"low", "lower", "lowest", "limited", "minimal", "low level of", "low levels of"})


def _is_small_dose(items: Sequence[Item], exposure: Item) -> bool:
    """`Low levels of vitamin D supplementation`: little is given, which is not to say that it lacks."""
    at = next(n for n, i in enumerate(items) if i is exposure) + 1
    return items[0].text in _SMALL and at < len(items) and items[at].text in _GIVEN


def _is_lack(items: Sequence[Item], at: int) -> bool:
    """Whether `lower` or `reducing` speaks of the exposure: no finite verb does, a participle that begins the clause does."""
    if items[at].kind != "verb":
        return True
    return items[at].text.endswith("ing") and (
        at == 0 or items[at - 1].text == "by" or items[at - 1].kind == "stop" or (at == 1 and items[0].kind == "sign")
    )


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
            continue
        if item.kind in ("exposure", "outcome") and item.argument and item.argument.nutrients and _unrefer(found):
            item.argument.lack = True
            _share_lack(items, items.index(item))
        found.append(item)
    return found


_GIVEN_AS_ONE = frozenset({"supplementation", "treatment", "therapy", "administration", "group", "arm"})


def _are_two(found: Sequence[Item]) -> bool:
    """Whether a list ends with just two exposures: the "calcium and vitamin D" of "calcium and vitamin D supplementation"."""
    two = len(found) > 2 and found[-2].text in ("and", "&") and found[-3].kind == "exposure"
    return two and not (len(found) > 3 and (found[-4].text == "," or found[-4].kind in ("join", "apart", "determiner")))


_AMOUNTS = frozenset({"amount", "amounts", "quantities", "large", "small", "moderate", "dose", "doses", "intake", "intakes"})


def _unrefer(before: list[Item]) -> bool:
    """`supplementation with D`, `a low intake of D`: the word before the name refers to nothing else. Whether it tells a lack."""
    at = len(before) - 1
    while at >= 0 and (before[at].kind in ("preposition", "determiner", "adjective", "adverb", "number") or before[at].text in _AMOUNTS):
        at -= 1
    if at >= 0 and before[at].kind == "anaphor" and before[at].text not in ("it", "they") and len(before) - at < 7:
        told = before[at].argument
        before[at].argument = None
        before[at].kind = "tail"
        return told is not None and told.lack and len(before) - at == 2
    return False
