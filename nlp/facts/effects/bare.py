"""What a p-value or interval tests that is told without an estimate."""

import re

from nlp.facts.effects.clauses import head
from nlp.facts.effects.context import spoken_of
from nlp.facts.effects.cues import cues_of
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.in_full import coordinated
from nlp.facts.effects.names import Subject, any_word, is_status, outcomes, worded
from nlp.facts.effects.outcome import subject
from nlp.facts.effects.relevance import is_at_baseline
from nlp.facts.effects.who import is_of_whom
from nlp.page import Page, Sentence
from nlp.schema import EffectDirection

_OF_NUMBERS = re.compile(r"[(\[][^()\[\]=]*\d[\d.]*[^()\[\]=\d.]+\d[^()\[\]]*$")
_NUMBER_BESIDE = re.compile(  # "a mean of 12.6 ng/mL (p = 0.01)": it tests a number that no grammar reads; but "(F = 1.1; p = 0.3)"
    r"(?<![=<>]\s)(?<![=<>\w.,-])[-+]?\d[\d.]*(?:\.\d+|\s?%|\s[a-zA-Zµ]{1,6}/[a-zA-Z]{1,4})\)?\s?[a-zµ]{0,3}\s?[(\[,;]+\s?$"
)
_LIST_OF_NUMBERS = re.compile(r"\d[\d.]*, \d[\d.]*,? and \d[\d.]*\s?[\w/]*\s?[(\[]$")  # "64, 49 and 21 nmol/L (p < 0.01)"
_MEASURED_IN = re.compile(  # "it was 19 in active and 6 in healed rickets": of whom, not what
    r"\d[\d.]*\s?[\w/%]*\s(?:in|among|for)\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE
)
_ASIDE = re.compile(r"(?:\s?\([A-Za-z\d-]{2,12}\))?(?:[^()\[\],;]{0,25}[(\[,;:])?[^()\[\]]{0,60}")
_CHANGED = re.compile(rf"\b (?: {any_word('verb', 'noun')} | significant ) [\s*]* [(\[] $", re.VERBOSE | re.IGNORECASE)
_AFTER = re.compile(r"[^()\[\]]{0,40}[)\]]\s(?:[a-z]+\s)??(?:in\s|of\s)?(?P<words>[A-Za-z][^.,;:()]{3,40})")
_OBJECT = re.compile(
    r"\s(?!(?:from|in|by|to|with|after|at|over|among|during|on|for|and|or|but|than|when|compared|only|of|dose)\b|\w+ly\b)"
    r"(?P<words>[A-Za-z][^().;:,]{3,80}?)"
    r"(?=\s(?:as\scompared|compared|in|after|over|with|from|at|among|by|versus|vs|relative|during|for|than|when|following|within|and|but)\b"
    r"|\s?[(\[,;]|\s*$)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|no|this|that|any)\s(?:\w+\s)?$", re.IGNORECASE)  # "a significant increase": no verb
_UNREAD = re.compile(r"(?<![\w.,(<>=-])\d+(?:\.\d+)?(?![\w.(/-])(?!\s?(?:weeks?|months?|mo|years?|days?|hours?|h|IU|m?c?g)\b)")
_NO_TEST = re.compile(r"\bsignificance\b[^.;]{0,50}$|\bHardy", re.IGNORECASE)  # from which p-value on something counts
_TRAIT = re.compile(r"(?:\w+\s)?(?:ages?|sex|gender|race|ethnicity)", re.IGNORECASE)  # by which groups are told to be alike
_NEAR = 40  # characters before a bracket within which a word of change stands


def tested(page: Page, s: Sentence, e: Estimate, ends: tuple[int, ...], since: int) -> Subject | None:
    """What a bare p-value or interval is of; None where its sentence does not plainly tell.

    The object of a verb, "zinc lowered the number of colds (p = 0.01)", else what the words around tell. It is of nothing where it
    tests numbers that no grammar reads, "(placebo 98%, low dose 96%, high dose 95%, p = 0.12)", or how things were at first.
    """
    if (
        _NO_TEST.search(page.shadow, s.start, e.start)
        or is_at_baseline(page, s, e.start)
        or _OF_NUMBERS.search(page.shadow, s.start, e.start)
    ):
        return None
    if _LIST_OF_NUMBERS.search(page.shadow, s.start, e.start):
        return None
    what = _after_brackets(page, s, e) or _object(page, s, e, since)
    if what and not _TRAIT.fullmatch(page.shadow, what.start, what.end):
        return what
    what = subject(page, s, e, ends, since) or spoken_of(page, s, e, is_bare=True)
    is_of_people = what and _TRAIT.fullmatch(page.shadow, what.start, what.end)
    return what if what and not is_of_people and _is_plain(page, s, e.start, what) else None


def is_of_numbers(page: Page, what: Subject, start: int, direction: EffectDirection | None) -> bool:
    """Whether a bare p-value tests numbers that no grammar reads, and no word tells what came of them.

    "Ferritin was 69 (13) and 29 (11) ng/mL (p = 0.01)"; but "ferritin was lower in vegans (22 ng/mL) than in others (41 ng/mL; p = 0.01)".
    """
    if direction not in (None, "none"):
        return False
    return bool(_NUMBER_BESIDE.search(page.shadow, what.end, start) or (not direction and _UNREAD.search(page.shadow, what.end, start)))


def _after_brackets(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What stands after brackets that a word of change precedes: "a reduction (p < 0.05) in plasma renin"."""
    if not _CHANGED.search(page.shadow, max(s.start, e.start - _NEAR), e.start):
        return None
    told = _AFTER.match(page.shadow, e.end, s.end)
    return next((o for o in outcomes(page, *told.span("words")) if not is_of_whom(page, o)), None) if told else None


def _object(page: Page, s: Sentence, e: Estimate, since: int) -> Subject | None:
    """What the last verb of change before a p-value changes, where it is no name's own: "reduced the severity of symptoms"."""
    cues = cues_of(page.shadow, max(since, head(page, s, e.start)), e.start)
    verbs = [c for c in cues if c.is_a("verb") and not _ARTICLE.search(page.shadow, max(s.start, c.start - 30), c.start)]
    told = _OBJECT.match(page.shadow, verbs[-1].end, e.start) if verbs else None
    if not told:
        return None
    low, high = told.span("words")
    named = [o for o in outcomes(page, low, high) if not is_of_whom(page, o)]
    of = page.shadow.find(" of ", low, high)
    return (
        named[0] if named else worded(page, low, high, is_object=True) or (worded(page, of + 4, high, is_object=True) if of > 0 else None)
    )


def _is_plain(page: Page, s: Sentence, start: int, what: Subject) -> bool:
    """Whether an outcome is plainly what is tested: named right before, or the only one of its clause but for a nutrient's status."""
    if _MEASURED_IN.search(page.shadow, max(s.start, what.start - 40), what.start):
        return False
    if what.end > start or what.start < s.start:
        return True
    if _ASIDE.fullmatch(page.shadow, what.end, start):
        return what.is_named or not any(c.isdigit() for c in page.shadow[what.start : what.end])
    low = head(page, s, start)
    named = {o.outcome_id for o in outcomes(page, low, start) if not is_of_whom(page, o) and (is_status(what) or not is_status(o))}
    return named <= {o.outcome_id for o in coordinated(page, what, low, start)}
