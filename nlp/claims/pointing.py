"""Words and names that do not point at what acts or is acted on: the `this` of "this weakness", the lupus of "lupus research"."""

from collections.abc import Sequence

from nlp import lexicon
from nlp.claims.arguments import Argument, Item, outcome_id

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
    "losses", "decline", "trouble", "troubles", "weakness", "abnormality", "abnormalities", "dysregulation", "shrinkage",
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

INERT = frozenset({"determiner", "preposition", "auxiliary", "adverb", "number", "sign", "join", "hedge", "pronoun", "negation"})


def pointing(items: list[Item]) -> list[Item]:
    """Items less what does not point at an exposure: the `this` of "this weakness", the `their` of "their risk", the estrogen of
    "estrogen-induced"; of two outcomes side by side ("IBD quality of life") the second is meant."""
    found: list[Item] = []
    for n, item in enumerate(items):
        if item.argument is None and item.kind != "noun" and item.text not in _TURNING:
            found.append(item)
            continue
        following = items[n + 1] if n + 1 < len(items) else None
        told = _told(items, n, found)
        if _is_passed_over(told, items[n + 1 : n + 7], found):
            continue
        if told.kind == "noun" and told.text == "treatment" and _is_given(found, following):
            told.kind = "tail"
        if told.kind == "outcome" and len(found) > 1 and found[-1].text in ("from", "due to") and _is_death(found[-2]):
            told = _death_from(found[-2], told)
            del found[-2:]
        found.append(told)
    return found


def _told(items: Sequence[Item], n: int, found: Sequence[Item]) -> Item:
    """The item at `n`, a plain word where it only looks like a pronoun, a noun where it tells of care."""
    item, following = items[n], items[n + 1] if n + 1 < len(items) else None
    if item.kind == "anaphor" and (not _points(item, following) or _told_by_kind(item, found)):
        item.argument, item.kind = None, "determiner"
    if item.text in _POSSESSIVE and item.argument is not None and _owned_here(items, n):
        item.argument, item.kind = None, "determiner"  # garlic is prized for its antibacterial effects
    role = bool(found) and found[-1].text == "in" and any(i.kind == "link" and i.sign == "~" for i in found[-2:])
    if item.kind == "anaphor" and item.text in _CARED and not role and following is not None and following.text in ("of", "for"):
        return Item("noun", item.start, item.end, item.text, sign="-")
    return item


def _is_passed_over(item: Item, after: Sequence[Item], found: list[Item]) -> bool:
    """Whether an item is taken into the one before or after it, or only tells its sort."""
    following = after[0] if after else None
    if item.text in _IMPAIRED and found and _impairs(found[-1], item):
        return True
    if (item.kind == "noun" or item.text in _AIDS) and item.sign in ("+", "-") and found and _averts(found[-1], item, following):
        found[-1].end = item.end  # stroke prevention
        return True
    if following is None:
        return False
    if item.kind == "exposure":
        return _makes_another(following) or _is_carrier(item, found[-5:], following)
    if item.kind == "property":
        return following.kind == "outcome" and following.start - item.end <= 1  # neurotoxic free radicals
    if item.kind == "outcome" and following.text in _ANOTHER and not _lack_something(after):
        return True
    if item.kind == "outcome" and following.kind == "outcome" and following.start - item.end <= 1:
        _compounded(item, following)
        return True
    return False


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
