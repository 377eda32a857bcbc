"""What the names in a sentence are to a claim: exposures, outcomes, or both (a nutrient's blood level, its deficiency)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from nlp import lexicon
from nlp.claims import words
from nlp.claims.words import Kind, Meaning, Sign
from nlp.page import Mention, Page
from nlp.schema import Dose, Grounded, Level


@dataclass(slots=True)
class Argument:
    """Something that acts or is acted on. `nutrients` is empty for what cannot act, `outcome` null for what cannot be acted on."""

    nutrients: tuple[str, ...] = ()
    outcome: str | None = None  # its words
    outcome_id: str | None = None
    lack: bool = False
    sign: Sign = "="  # a property ("anti-inflammatory") or a process verb ("absorbs") brings its own
    anaphor: str | None = None  # each, all
    harmed: bool = False  # "damages the liver": the verb is told by the outcome (liver damage), which goes up
    measured: bool = False  # a level as a number ("30 ng/mL"), which "gets up to" and "reaches" raise
    refers_back: bool = False  # `this disease`: an outcome named before
    lack_words: tuple["Item", ...] = ()  # that tell the lack, where they stand apart from the name


@dataclass(slots=True, eq=False)
class Item:
    """A token or phrase with what it is to the grammar."""

    kind: str
    start: int
    end: int
    text: str
    sign: Sign = "="
    meanings: tuple[Meaning, ...] = ()
    argument: Argument | None = None

    def may_be(self, kind: Kind) -> bool:
        for meaning in self.meanings:  # noqa: SIM110 - a plain loop, for this is asked of every item
            if meaning.kind == kind:
                return True
        return False


_EXCESS = re.compile(r"\s(?:toxicity|overdose|overload|accumulation|excess|poisoning)$")

_DEFICIENT = re.compile(r"\s(?:deficienc(?:y|ies)|insufficiency|inadequacy|depletion)$")

_LEVELS = re.compile(r"\s(?:levels?|status|concentrations?|intake)$")

_LEVELS_OF = re.compile(r"^(?:levels?|concentrations?|amounts?|intakes?)\sof\s")

# insulin-requiring
_COMPOUND = re.compile(
    r"-(?:requiring|dependent|induced|treated|resistant|naive|related|associated|prone|specific|free|depleting|producing|positive|negative|like)\b"
)
# "cancer prevention" tells a direction of cancer, "fewer colds" one of colds
_AVERTED = re.compile(r"\s(?:prevention|treatment|therapy|relief|reduction|cure)$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:fewer|less|faster|better|more|improved?|reduced|decreased|increased|enhanced|stronger|greater|worsened)", re.IGNORECASE
)

_CLASSES = frozenset({"dietary_supplements", "vitamins", "minerals", "nutrients"})

KINDS = _CLASSES | {"amino_acids", "antioxidants", "b_vitamins", "herbal_medicine", "flavonoids", "polyphenols", "fatty_acids"}

_SYSTEMS = frozenset({"ayurvedic_medicine", "traditional_chinese_medicine"})  # where something is used, not what

_TOLD_KIND = re.compile(r"\bas\s(?:an?\s)?(?:[\w-]+\s)?$", re.IGNORECASE)  # marketed as a dietary supplement
_POINTED_AT = re.compile(r"(?:\b(?:this|these|both|two|such|each)\s(?:\w+\s)?|\bthe\s)$", re.IGNORECASE)


class Names(NamedTuple):
    """The names marked in a stretch of text, each sort in order."""

    nutrients: Sequence[Mention]
    outcomes: Sequence[Mention]  # and diseases and complaints that an entity recogniser found and no lexicon has
    biomarkers: Sequence[Mention]


def names(page: Page, start: int, end: int) -> Names:
    """The names in [start, end)."""
    outcomes = page.mentions_in(start, end, "OUTCOME")
    if more := page.mentions_in(start, end, "DISEASE") + page.mentions_in(start, end, "CONDITION"):
        outcomes = sorted(outcomes + more, key=lambda m: m.start)
    return Names(page.mentions_in(start, end, "NUTRIENT"), outcomes, page.mentions_in(start, end, "BIOMARKER"))


def amounts(names: Names, start: int, end: int, facts: Sequence[Grounded]) -> Iterator[Item]:
    """Doses and blood levels that stand for what they are of, where the sentence does not name it: "2,000 IU a day", "above 30 ng/mL"."""
    if not facts:
        return
    named = {m.concept_id for m in names.nutrients if _is_active(m.concept_id)}
    for fact in facts:
        if not start <= fact.char_start < end:
            continue
        span = (fact.char_start, fact.char_end, fact.quote.lower())
        if isinstance(fact, Dose) and fact.nutrient_id and not named and fact.role != "content":
            yield Item("exposure", *span, argument=Argument((fact.nutrient_id,)))
        elif isinstance(fact, Level) and fact.outcome_id and (acts := acting(fact.outcome_id)):
            yield Item("outcome", *span, argument=Argument((acts[0],), fact.analyte, fact.outcome_id, _is_low(fact), measured=True))


def _is_low(level: Level) -> bool:
    """Whether a level tells a lack: "below 20 ng/mL"."""
    return level.value_low is None and level.value_high is not None and not level.quote.lower().startswith("up to")


def _is_active(concept: str | None) -> bool:
    known = lexicon.nutrients().get(concept or "")
    return known is None or known.kind != "food"


def arguments(page: Page, names: Names) -> Iterator[Item]:
    """Mentions of nutrients and outcomes; a nutrient within an outcome's name belongs to it."""
    named = {(n.start, n.end) for n in names.nutrients}
    acted_on = _outermost([*names.outcomes, *(b for b in names.biomarkers if (b.start, b.end) not in named)])
    for n in names.nutrients:
        passed_over = n.concept_id in _SYSTEMS or _refers_back(page, n) or _is_bodily(page, n)
        if not passed_over and not any(o.start < n.end and n.start < o.end for o in acted_on):
            yield Item("exposure", n.start, n.end, page.shadow[n.start : n.end], argument=Argument((n.concept_id or "",)))
    for o, following in zip_longest(acted_on, acted_on[1:]):
        if _COMPOUND.match(page.shadow, o.end) or _does(page, o, following):
            continue
        if o.label == "BIOMARKER":
            yield _outcome(page, o, _biomarker_outcome(o.concept_id or ""))
        else:
            yield _outcome(page, o, o.concept_id)


# What the body is also made of acts only where it is said to be eaten.
_BODILY = frozenset({"protein", "dietary_fat"})
_EATEN = re.compile(
    r"\b(?:diet\w*|intakes?|consum\w+|eat\w*|ate|meals?|foods?|powders?|shakes?|supplement\w*|ingest\w+|high|low|grams?|g|calories|animal|plant|whey|soy|milk|fed|feeding)\b",
    re.IGNORECASE,
)  # fmt: skip
_AROUND = 30  # characters


def _is_bodily(page: Page, mention: Mention) -> bool:
    """`The protein binds`, `fat under the skin`: part of the body, not of the diet."""
    return mention.concept_id in _BODILY and not _EATEN.search(page.shadow, max(mention.start - _AROUND, 0), mention.end + _AROUND)


def _does(page: Page, mention: Mention, following: Mention | None) -> bool:
    """Whether a name is the verb of the one after it: `harm the kidneys`."""
    near = following is not None and following.start - mention.end <= len(" healthy ")
    return near and _is_verb(page.shadow[mention.start : mention.end].lower())


def _refers_back(page: Page, mention: Mention) -> bool:
    """`supplements`, `these vitamins`: a class that stands for what was named before."""
    text = page.shadow[mention.start : mention.end].lower()
    if mention.concept_id in KINDS and _TOLD_KIND.search(page.shadow, max(mention.start - 20, 0), mention.start):
        return True
    if mention.concept_id not in _CLASSES:
        return False
    return text in ("supplement", "supplements", "nutrient", "nutrients") or bool(
        _POINTED_AT.search(page.shadow, max(mention.start - 20, 0), mention.start)
    )


def _outermost(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end, m.label != "OUTCOME")):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept


def _outcome(page: Page, mention: Mention, concept: str | None) -> Item:
    """A mention of an outcome as an item: an outcome, or a property that brings about one."""
    told = _name(page.shadow[mention.start : mention.end], concept)
    start, end = mention.start + told.led, mention.end
    text = page.shadow[start:end].lower()
    if told.of_drug and _is_drug(page, start, end):
        return Item("word", start, end, text)
    if told.kind == "outcome" and page.shadow[end : end + 11].lower() == " properties":
        own = Argument(outcome=told.outcome, outcome_id=told.outcome_id, sign="+")  # wound healing properties
        return Item("property", start, end, text, argument=own)
    argument = Argument(told.nutrients, told.outcome, told.outcome_id, told.lack, told.sign)
    return Item(told.kind, start, end, text, argument=argument)


class _Name(NamedTuple):
    """What an outcome's name tells by itself."""

    kind: Literal["outcome", "property"]
    outcome: str | None
    outcome_id: str | None
    sign: Sign = "="
    nutrients: tuple[str, ...] = ()
    lack: bool = False
    led: int = 0  # letters of a first word that is a cue
    of_drug: bool = False  # may name a drug: "an analgesic"


@lru_cache(maxsize=2**14)
def _name(text: str, concept: str | None) -> _Name:
    led = 0
    lead, _, bare = text.partition(" ")  # "fewer colds", "boost immunity": the first word may be a cue, the rest the outcome
    leads = bool(bare) and (bool(_COMPARED.fullmatch(lead)) or _is_verb(lead.lower()) or lead.lower() == "induced")
    if leads and (known := outcome_id(bare)) and (known == concept or _COMPARED.fullmatch(lead)):
        led, text, concept, leads = len(lead) + 1, bare, known, False
    lowered = text.lower()
    if told := words.property_told(lowered):
        return _Name("property", told.outcome, outcome_id(told.outcome or "") or concept, told.sign, led=led, of_drug=True)
    acts = (acting(concept) if concept else None) or _acting_name(lowered)
    nutrients, lack = ((acts[0],), acts[1]) if acts else ((), False)
    if _STATING.match(lowered):
        return _Name("property", text, concept, "+", led=led)
    sign: Sign = "="
    if _AVERTED.search(text):
        sign = "-"
    elif lowered.endswith(("benefit", "benefits")) or (leads and _is_verb(lead.lower())):
        sign = "+"
    return _Name("outcome", text, concept, sign, nutrients, lack, led)


# names that say by themselves what is done
_STATING = re.compile(
    r"(?:toxic|harmful)\sto\b|(?:is|are|be|been|it's|very|super|more)\s(?:healthy|harmful|toxic)|(?:good|healthy|bad)\sfor\syou\b"
)
_BESIDE_DRUG = re.compile(r"\b(?:to|with|than|of|by|plus|standard|conventional|common|used)\s(?:an?\s|the\s|other\s)?$", re.IGNORECASE)
_NOUN_ENDS = re.compile(r"\s?(?:[.,;:)]|$)|\s(?:is|was|are|were|alone|in|for|on|at|to|that|which|will|may|can|plus)\b")


def _is_drug(page: Page, start: int, end: int) -> bool:
    """Whether a word as `analgesic` names a drug: "caffeine added to an analgesic"."""
    led = _BESIDE_DRUG.search(page.shadow, max(start - 30, 0), start)
    return bool(led) and " " not in page.shadow[start:end] and bool(_NOUN_ENDS.match(page.shadow, end))


@cache
def _is_verb(word: str) -> bool:
    """Whether a name that begins with the word says by itself what is done: "lose weight", "damage the liver"."""
    match = words.longest([word], 0)
    kinds = {m.kind for m in match[1]} if match else set()
    return bool(kinds & {"verb", "absorbs"}) and not kinds & {"noun", "adjective", "process"}


@cache
def _biomarker_outcome(name: str) -> str | None:
    known = lexicon.biomarkers().get(name)
    return (known.outcome_id if known else None) or outcome_id(name)


@cache
def _ids(label: str) -> dict[str, str]:
    return {name.text.lower(): name.concept_id for name in reversed(list(lexicon.names())) if name.label == label}


def outcome_id(text: str) -> str | None:
    """The outcome that goes by exactly this name."""
    return _ids("OUTCOME").get(text.lower())


@cache
def acting(concept: str) -> tuple[str, bool] | None:
    """The nutrient whose state in the body an outcome is, and whether it is its lack: vitamin_d_deficiency -> (vitamin_d, True)."""
    known = lexicon.outcomes().get(concept)
    return _acting_name(known.name.lower()) if known else None


@cache
def _acting_name(name: str) -> tuple[str, bool] | None:
    for row in words.rows("status"):
        if row["outcome"] == name:
            nutrient = _ids("NUTRIENT").get(row["nutrient"])
            return (nutrient, bool(row["lack"])) if nutrient else None
    for pattern, lack in ((_DEFICIENT, True), (_LEVELS, False), (_LEVELS_OF, False), (_EXCESS, False)):
        nutrient = _ids("NUTRIENT").get(pattern.sub("", name))
        if nutrient and nutrient not in _BODILY and pattern.search(name):
            return nutrient, lack
    return None
