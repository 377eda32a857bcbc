"""What outcomes are called: names of the lexicon, and noun phrases that it does not hold."""

import re
from dataclasses import dataclass
from functools import cache

from nlp import lexicon
from nlp.facts.words import alternatives, meanings
from nlp.page import Page
from nlp.quantity import canonical_unit


@dataclass(frozen=True, slots=True)
class Subject:
    """What changes: a name of the lexicon (a biomarker's may have no outcome), or the article's own words."""

    start: int
    end: int
    outcome_id: str | None = None
    is_named: bool = True


_LOW = re.compile(r"(?:low|insufficient|inadequate|suboptimal)\s", re.IGNORECASE)
_DEATH = re.compile(r"(?:die|dying)\b", re.IGNORECASE)


def any_word(*kinds: str) -> str:
    """Source of a verbose pattern for any word of some classes of words.tsv."""
    return alternatives(meanings(__package__, *kinds))


# What no outcome begins or ends with: "their", "in", "significantly", "was lower".
_LEADING = re.compile(rf"(?: (?: {any_word('function', 'verb', 'adjective')} | an? ) \b [\s*]* )+", re.VERBOSE | re.IGNORECASE)
_TRAILING = re.compile(
    rf"(?: [\s*(,-]+ (?: {any_word('function', 'verb', 'adjective', 'copula')} | not | did ) )+ [\s*(,-]* $", re.VERBOSE | re.IGNORECASE
)
_NO_NOUN = re.compile(rf"\b (?: {any_word('copula')} | {any_word('clause')} ) \b", re.VERBOSE | re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)?")
_PREPOSITION = re.compile(r"\s(?:of|in|for|to|with|on|from|among|by|at|between|as|during)\s", re.IGNORECASE)
_NO_OUTCOME = frozenset(meanings(__package__, "no_outcome"))
_VAGUE = frozenset(meanings(__package__, "vague"))  # "outcome" tells nothing, "poor outcome" does
_GENE = re.compile(r"rs\d{3,}", re.IGNORECASE)
_SCALES = {"scale", "scales", "index", "questionnaire"}  # outcomes by a name of their own only: "Young Mania Rating Scale"
_FALLING = re.compile(
    rf"(?:\b(?:{any_word('risk', 'rate')}) (?:of|for)|likely to) (?:an? )?(?P<falls>falling|fall)\b"
    r"|\b(?P<fall>falls?)(?= (?:risks?|rates?|incidence)\b)|\b(?P<fell>falls)(?= were\b)",
    re.IGNORECASE,
)
EVENTS = frozenset({"disease", "mortality", "risk", "pregnancy", "adverse_effect"})
"""Categories of outcomes that one has or has not, and may be at risk of."""
_WHO = re.compile(r"(?:obese|overweight|diabetics?|hypertensives?|asthmatics?)", re.IGNORECASE)
_BECOME = re.compile(r"\b(?:be|being|becom\w+|became|get\w*|were|was|are|is|stay\w*|remain\w*|more|less)\s(?:\w+\s)?$", re.IGNORECASE)
_OF_WHOM = re.compile(rf"(?:{any_word('risk', 'rate')})\s(?:in|among|with)\b", re.IGNORECASE)  # "risk in the zinc group"
_MODIFIER = re.compile(
    r"-(?:(?:in)?dependent|induced|mediated|derived|stimulated|activated)\b|\s(?:vaccin\w+|shots?(?! up\b)|drugs?|medications?)\b",
    re.IGNORECASE,
)
_STATUS = ("_levels", "_deficiency", "25_hydroxyvitamin_d")
_OTHER = re.compile(r"(?:_|\bnon-)$", re.IGNORECASE)  # "non-Alzheimer's dementia", "Z_TB"
_PREFIX = re.compile(r"\b(?:colo|pre|pseudo|hyper|hypo|anti)-$", re.IGNORECASE)  # "colo-rectal cancer"
_UNTOLD = re.compile(r"(?:primary|secondary|main|composite) (?:outcome|end ?point)s?\b", re.IGNORECASE)  # told elsewhere what it is
_NO_LEAD = {"group", "arm", "trial", "study", "treatment", "follow-up"}  # "trial duration" changes nothing in the body
_DOING = re.compile(  # "baking them whole": what is done, not what changes
    r"[a-z]+ing (?:them|it|the|an?|your|their|this|these|in|on|up|out|off|more|less|for|with)\b", re.IGNORECASE
)
_LONGEST = 9  # words of a name that the lexicon has not


@cache
def _outcome_of(biomarker: str) -> str | None:
    outcome_id = lexicon.biomarkers()[biomarker].outcome_id
    return outcome_id if outcome_id in lexicon.outcomes() else None


def outcomes(page: Page, start: int, end: int) -> list[Subject]:
    """Outcomes named within [start, end), biomarkers among them, in order."""
    named = [
        Subject(m.start, m.end, m.concept_id)
        for m in page.mentions_in(start, end, "OUTCOME")
        if m.end <= end
        and not _is_of_people(page, m.start, m.end)
        and not (page.shadow[m.start].isupper() and _OTHER.search(page.shadow, max(0, m.start - 4), m.start))
    ]
    named += [Subject(*m.span(m.lastgroup or 0), by_name()["falls"]) for m in _FALLING.finditer(page.shadow, start, end)]
    measured = [
        Subject(m.start, m.end, _outcome_of(m.concept_id))
        for m in page.mentions_in(start, end, "BIOMARKER")
        if m.concept_id and m.end <= end
    ]
    free = [m for m in measured if not any(m.start < n.end and n.start < m.end for n in named)]
    return sorted((m for m in named + free if not _is_part(page, m)), key=lambda m: m.start)


def _is_of_people(page: Page, start: int, end: int) -> bool:
    """Whether a name tells who people are, not what they may become: "obese women", not "were obese"."""
    return bool(_WHO.fullmatch(page.shadow, start, end) and not _BECOME.search(page.shadow, max(0, start - 20), start))


def _is_part(page: Page, what: Subject) -> bool:
    """Whether a name is a piece of a longer one: "Z_TB", "pain_score_2", "lipoxygenase-dependent", "diseases of the airways"."""
    before, after = page.shadow[max(0, what.start - 2) : what.start], page.shadow[what.end : what.end + 2]
    if re.fullmatch(r"\w_", before) and before[0] != "_":  # "_pain_" is a name in italics
        return True
    if after[:1] == "/" or (before[-1:] == "/" and before[0].isalnum()):  # "hip/wrist fracture", "TC/HDL-C ratio"
        return True
    if before[-1:] == "-" and _PREFIX.search(page.shadow, max(0, what.start - 8), what.start):
        return True
    is_generic = what.outcome_id == by_name()["disease risk"] and page.shadow.startswith(" of ", what.end)
    return is_generic or bool(re.fullmatch(r"_[^\W_]", after) or _MODIFIER.match(page.shadow, what.end))


def statuses(page: Page, start: int, end: int) -> set[str]:
    """Nutrients whose level in the body, or deficiency, is named within a span."""
    named = {m.concept_id for m in page.mentions_in(start, end, "OUTCOME")}
    named |= {_outcome_of(m.concept_id) for m in page.mentions_in(start, end, "BIOMARKER") if m.concept_id}
    return {stem_of(name) for name in named if name and is_status(Subject(start, end, name))}


def is_level(what: Subject) -> bool:
    """Whether an outcome is the level of a nutrient in the body, which no one is at risk of."""
    return is_status(what) and not (what.outcome_id or "").endswith("_deficiency")


def is_status(what: Subject) -> bool:
    """Whether an outcome is how much of a nutrient the body has: its level, its deficiency."""
    return what.outcome_id is not None and what.outcome_id.endswith(_STATUS) and stem_of(what.outcome_id) in lexicon.nutrients()


@cache
def acted_on(outcome_id: str) -> frozenset[str]:
    """The nutrient whose level, absorption or making in the body an outcome is, and its forms: "curcumin_absorption" is curcumin's."""
    stem = stem_of(outcome_id) if outcome_id == "25_hydroxyvitamin_d" else outcome_id
    led = [name for name in lexicon.nutrients() if stem == name or stem.startswith(f"{name}_")]
    own = max(led, key=len, default=None)
    return frozenset(name for name, n in lexicon.nutrients().items() if own and own in (name, n.parent_id))


def stem_of(status: str) -> str:
    """The nutrient that a level or deficiency is of, by the outcome_id of that."""
    return "vitamin_d" if status == "25_hydroxyvitamin_d" else status.rpartition("_")[0]


@cache
def by_name() -> dict[str, str]:
    """The outcome_id of a name."""
    return {outcome.name: key for key, outcome in lexicon.outcomes().items()}


def worded(page: Page, start: int, end: int, *, is_object: bool = False) -> Subject | None:
    """The noun phrase that fills a span, in the article's words; None for people, times, pronouns and half sentences.

    None for a nutrient too, which is what acts, unless it is the object of a verb: "lowers the arsenic by half".
    """
    text = page.shadow[start:end].lstrip(" *")
    start = end - len(text)
    if lead := _LEADING.match(text):
        text = text[lead.end() :]
        start += lead.end()
    text = _TRAILING.sub("", " " + text)[1:].rstrip(" *,(-")
    if page.shadow[:start].endswith("(OH)"):
        return None  # "25(OH)D level": no name begins in the middle of one
    end = start + len(text)
    exact = next((o for o in outcomes(page, start, end) if (o.start, o.end) == (start, end)), None)
    if not exact and not _may_be_outcome(text):
        return None
    if not is_object and any(m.start <= start and end <= m.end for m in page.mentions_in(max(0, start - 40), end, "NUTRIENT")):
        return None
    if exact:
        return exact
    nutrients = page.mentions_in(start, end, "NUTRIENT") if _LOW.match(text) else []
    if nutrients and nutrients[-1].end == end and (lack := f"{nutrients[-1].concept_id}_deficiency") in lexicon.outcomes():
        return Subject(start, end, lack)
    return Subject(start, end, by_name()["all-cause mortality"] if _DEATH.match(text) else None, is_named=False)


def _may_be_outcome(text: str) -> bool:
    words, phrase = text.split(), _PREPOSITION.split(_BRACKETS.sub("", text), maxsplit=1)[0].lower().split()
    if (
        (len(text) < 3 and not text.isupper())
        or not phrase
        or len(words) > _LONGEST
        or _NO_NOUN.search(text)
        or _DOING.match(text)
        or _OF_WHOM.match(text)
        or _GENE.match(text)
        or not text[0].isalpha()
        or words[-1].isdigit()
    ):
        return False
    noun = phrase[-1].strip("*'\"")
    if canonical_unit(noun) or _UNTOLD.match(text):
        return False
    if noun in _SCALES:
        return sum(word[0].isupper() for word in words) > 2
    return (
        (noun not in _NO_OUTCOME or (noun == "ratio" and "/" in text))
        and phrase[0] not in _NO_LEAD
        and not (len(words) == 1 and noun in _VAGUE)
    )
