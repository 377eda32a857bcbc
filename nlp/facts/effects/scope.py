"""What an estimate tells of: the outcome that changes, the exposures, what it is compared with, the arm."""

import re
from dataclasses import dataclass
from functools import cache

from nlp import lexicon
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.facts.words import alternatives, meanings
from nlp.page import Mention, Page, Sentence


@dataclass(frozen=True, slots=True)
class Subject:
    """What changes: a name of the lexicon (a biomarker's may have no outcome), or the article's own words."""

    start: int
    end: int
    outcome_id: str | None = None
    is_named: bool = True


def _words(kind: str) -> str:
    return alternatives(meanings(__package__, kind))


_RISK = re.compile(rf"\b (?: {_words('risk')} ) \b", re.VERBOSE | re.IGNORECASE)
_MERIT = re.compile(rf"\b (?: {_words('merit')} ) \b", re.VERBOSE | re.IGNORECASE)
_ASIDE = re.compile(rf"\b (?: {_words('aside')} ) \b", re.VERBOSE | re.IGNORECASE)
_HOW_MUCH = re.compile(
    r"\s(?:[a-z]+\s)?(?:scores?|severity|symptoms?|levels?|index|scales?|volume|density|activity|pressure|markers?"
    r"|lesions?|parameters?|concentrations?|size|duration|progression)\b",
    re.IGNORECASE,
)
_EVENTS = {"disease", "mortality", "risk", "pregnancy", "adverse_effect"}

# Where the words that follow a number stop telling what changes.
_TAIL_END = re.compile(
    r"[.;:?!(\[|]|,\s|\s(?:than|compared|versus|vs|among|when|while|whereas|but|after|if|by|with|without|on|following|at|per"
    r"|over|(?<!death )(?<!deaths )(?<!dying )(?<!die )from|due|because|that|who|which|were|was|is|are|had|has|for (?:each|every"
    r"|those|people|women|men|participants|patients))\s",
    re.IGNORECASE,
)
_TAIL = 110
_COPULA = re.compile(
    r"\b(?:was|were|is|are|be|been|being|became)\s(?:(?:also|about|around|nearly|almost|over|up to|roughly|approximately"
    r"|significantly|on average|at least|still|even|some|an|a|by|more than)\s)*$",
    re.IGNORECASE,
)
_RISK_LED = re.compile(r"\b(?:risks?|odds|incidence|likelihood|rates?|prevalence|chances?)\s(?:of|for)\s(?:\w+\s){0,2}$", re.IGNORECASE)
# "35% lower risk" and "twice the risk of developing the condition": of what, was said before.
_BARE_RISK = re.compile(
    r"\s?(?:risks?|likelihood|odds|chance|rates?|likely)"
    r"(?:\s(?:of|for|to)\s(?:be\s)?(?:developing|getting|having|develop|get|have|diagnosed with)?"
    r"\s?(?:the|this|that|their)?\s?(?:disease|condition|disorder|illness|problem|it|do so))?(?:\sand\s.*)?\s?",
    re.IGNORECASE | re.DOTALL,
)
_DEATH_FROM = re.compile(r"\b(?:deaths?|dying|die|mortality)\s(?:from|of|due to|because of)\s(?:the\s)?$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"[;?!|]|\.\s|,\s(?:and|but|while|whereas|although)\s|\s(?:while|whereas|but)\s", re.IGNORECASE)
_NOUN_PHRASE = re.compile(r"\s?(?:(?:in|of|for|to|on)\s)?(?:(?:the|their|your|his|her|its|an?|all)\s)?(?P<words>[A-Za-z][\w/+' -]{2,60})")
_FOR = re.compile(r"[\s,;)\]]*(?:for|of|in)\s(?:the\s)?(?:risk of\s|odds of\s)?", re.IGNORECASE)
_EMPTY = re.compile(r"(?:over|in total|overall|it|this|that|them|about|and|or)\b", re.IGNORECASE)
_PRONOMINAL = re.compile(  # "cut that risk by 41%": of what, was said before
    r"\s*(?:in |of )?(?:(?:that|this|these|those|it|them)\b[\w ]{0,15}"
    r"|(?:the |their |its |your |his |her )?(?:risks?|odds|chances?|rates?))\s*",
    re.IGNORECASE,
)
_LIKELY_TO = re.compile(r"(?:\slikely)?\sto\s", re.IGNORECASE)  # of what is likely, not of who is
_OF_WHOM = re.compile(r"\b(?:those|people|women|men|patients) (?:with|who|reporting|having) [^,;()]{0,40}$|\bat (?:any )?$", re.IGNORECASE)
_MORE_OF = re.compile(r"\b(?:more|less|fewer|extra)$", re.IGNORECASE)  # "10 percent less pasta": of what no lexicon names, no effect
_RISK_OF = re.compile(
    r"\b(?:risks?|odds|incidence|likelihood|rates?|prevalence|probability|chances?)\s(?:of|for)\s(?:having\s|developing\s|an?\s"
    r"|the\s)*(?P<words>[A-Za-z][\w' -]{2,50}?)(?=\s?[(\[,;.:]|\s(?:in|among|was|were|is|by|with|and|when|compared|for|at|than"
    r"|may|might|can|could|will|would|appears?|seems?|has|had|have"
    r"|to)\s|\s*$)",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"(?:^[\s*#>-]*|[.,;:(]\s?|\b(?:that|and|the|their|your|his|her)\s)(?P<words>[A-Za-z][\w'() -]{2,60}?)[\s*]*(?:\b(?:was|were"
    r"|is|are|be|been|being|has|have|had|may|can|could|would|will|might|also|significantly|appeared|seemed|to|actually|in|by"
    r"|at)[\s*]+)*$",
    re.IGNORECASE,
)
# Words before a number that tell nothing of what changes: "it", "the risk", "another study found".
_PRONOUN = re.compile(
    r"(?:the\s)?risks?$|(?:group|arm)\b|.*\b(?:study|trial|found|same|researchers|those|years?|income|(?:was|were) associated)\b"
    r"|(?:he|she|it|they|we|you|this|that|these|those|which|who|i)\b",
    re.IGNORECASE,
)
_NOT_MEASURED = re.compile(
    r"\b(?:(?<!gestational )ages?|aged|follow(?:ed)?[ -]up|followed|older|younger|disease duration)\b", re.IGNORECASE
)
_TOLD_BEFORE = 60  # characters before two arms' numbers that tell of what they are
_LOOK_BACK = 700
_NEAR = 45  # characters before an intransitive cue ("risk fell by 9%") that tell what it is of
_NEARBY = 300  # characters before a sentence within which a nutrient makes an unlinked outcome one of ours


@cache
def _outcome_of(biomarker: str) -> str | None:
    outcome_id = lexicon.biomarkers()[biomarker].outcome_id
    return outcome_id if outcome_id in lexicon.outcomes() else None


def outcomes(page: Page, start: int, end: int) -> list[Subject]:
    """Outcomes named within [start, end), biomarkers among them, in order."""
    named = [Subject(m.start, m.end, m.concept_id) for m in page.mentions_in(start, end, "OUTCOME") if m.end <= end]
    measured = [
        Subject(m.start, m.end, _outcome_of(m.concept_id))
        for m in page.mentions_in(start, end, "BIOMARKER")
        if m.concept_id and m.end <= end
    ]
    free = [m for m in measured if not any(m.start < n.end and n.start < m.end for n in named)]
    return sorted(named + free, key=lambda m: m.start)


def subject(page: Page, s: Sentence, e: Estimate, told_until: int) -> Subject | None:
    """What the estimate says changes.

    Looked for after the number ("24% higher risk of falls"), between cue and number ("cut the risk of falls by 20%"), then before.
    `told_until`: where the estimate's interval and p-value end; "HR 1.8 (95% CI 1.6-2.1) for falls" names it there.
    """
    is_ratio = e.measure in RATIOS
    if (
        is_ratio
        and (led := _FOR.match(page.shadow, told_until, s.end))
        and (named := outcomes(page, led.end(), min(s.end, led.end() + 30)))
    ):
        return named[0]
    if e.gap and (named := outcomes(page, *e.gap)):
        return named[0]
    if around := [o for o in outcomes(page, max(s.start, e.start - 40), e.end) if o.start < e.start < o.end]:
        return around[0]  # "weight gain of 2 kg"
    if e.gap and not is_ratio and _PRONOMINAL.fullmatch(page.shadow, *e.gap):
        return carried(page, s)
    tail = _tail(page, e.end, s.end)
    if (
        e.follows
        and not _LIKELY_TO.match(page.shadow, e.end)
        and _COPULA.search(page.shadow, max(s.start, e.start - 40), e.start)
        and (named := outcomes(page, _head(page, s, e.start), e.start))
    ):
        return _at_risk(page, named)
    if (e.follows or e.gap) and not is_ratio and (named := outcomes(page, e.at if e.follows else tail[0], tail[1])):
        return _with_death(page, named[0])
    if e.follows and not is_ratio and _BARE_RISK.fullmatch(page.shadow, *tail):
        return next(iter(outcomes(page, _head(page, s, e.start), e.start)[-1:]), None)
    if not is_ratio and (words := _phrase(page, tail) if e.follows else _phrase(page, e.gap) if e.gap else None):
        return words
    head = _head(page, s, e.start)
    named = [o for o in outcomes(page, head, e.start) if not _OF_WHOM.search(page.shadow, head, o.start)]
    if (risk := _risk_of(page, head, e.start)) and not (named and named[-1].start >= risk.start):
        return risk
    if named := named or outcomes(page, s.start, e.start):
        return _at_risk(page, named)
    return _subject_phrase(page, head, e.start)


def _at_risk(page: Page, named: list[Subject]) -> Subject:
    """Of several outcomes before a number the last that one is at risk of, else the last."""
    return next((what for what in reversed(named) if _RISK_LED.search(page.shadow, max(0, what.start - 25), what.start)), named[-1])


def _with_death(page: Page, what: Subject) -> Subject:
    """ "Death from cancer" is told as such, and linked to cancer mortality where the lexicon has it."""
    if led := _DEATH_FROM.search(page.shadow, max(0, what.start - 25), what.start):
        name = lexicon.outcomes()[what.outcome_id].name if what.outcome_id else ""
        return Subject(led.start(), what.end, _by_name().get(f"{name} mortality", what.outcome_id))
    return what


@cache
def _by_name() -> dict[str, str]:
    return {outcome.name: key for key, outcome in lexicon.outcomes().items()}


def _tail(page: Page, start: int, limit: int) -> tuple[int, int]:
    stop = min(limit, start + _TAIL)
    found = _TAIL_END.search(page.shadow, start, stop)
    return start, found.start() if found else stop


def _head(page: Page, s: Sentence, before: int) -> int:
    starts = list(_CLAUSE_START.finditer(page.shadow, s.start, before))
    return next((m.end() for m in reversed(starts) if not _in_brackets(page.shadow[s.start : m.start()])), s.start)


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _phrase(page: Page, span: tuple[int, int]) -> Subject | None:
    """The noun phrase that fills a span, in the article's words."""
    found = _NOUN_PHRASE.match(page.shadow, *span)
    return _worded(found) if found and found["words"].strip() and not _EMPTY.match(found["words"]) else None


def _risk_of(page: Page, start: int, end: int) -> Subject | None:
    """The last "risk of X" within a span, for an X that is no name of the lexicon."""
    found = list(_RISK_OF.finditer(page.shadow, start, end))
    return _worded(found[-1]) if found else None


def _subject_phrase(page: Page, start: int, end: int) -> Subject | None:
    """The words that a verb before the number speaks of: "The amount of craving" of "... was reduced by 81%"."""
    base = max(start, end - 80)
    found = _SPOKEN_OF.search(page.shadow[base:end])
    return _worded(found, base) if found and not _PRONOUN.match(found["words"]) else None


def _worded(found: re.Match[str], base: int = 0) -> Subject:
    start = base + found.start("words")
    return Subject(start, start + len(found["words"].rstrip(" *,(")), None, is_named=False)


def is_told(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a percentage, multiple or difference is one of health: of a risk, an outcome, a merit, not of an intake or a price."""
    tail = _tail(page, e.end, s.end)
    is_told_before = not (e.gap or e.follows) or _COPULA.search(page.shadow, max(s.start, e.start - 40), e.start)
    near = page.shadow[max(s.start, e.start - (_NEAR if is_told_before else 0)) : tail[1]]
    if _ASIDE.search(near) or (what and _ASIDE.search(page.shadow, what.start, min(what.end + 14, s.end))):
        return False
    if (what and what.is_named) or _RISK.search(near) or _MERIT.search(near):
        return True
    if e.measure == "mean_difference" or _MORE_OF.search(page.shadow, e.at, e.end):
        return False
    in_context = page.mentions_in(max(0, s.start - _NEARBY), s.end, "NUTRIENT")
    return bool(in_context) and (what is not None or carried(page, s) is not None)


def is_risk(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether what changes is a risk, odds, incidence or an event that one has or has not, rather than a quantity."""
    tail = _tail(page, e.end, s.end)
    words = page.shadow[e.start : tail[1]]
    if what and what.end <= e.start:
        words = page.shadow[max(_head(page, s, e.start), what.start - 40) : tail[1]]
    if _HOW_MUCH.match(page.shadow, what.end) if what else False:
        return False
    if _RISK.search(words):
        return True
    return bool(what and what.outcome_id and lexicon.outcomes()[what.outcome_id].category in _EVENTS)


def carried(page: Page, s: Sentence) -> Subject | None:
    """The outcome last named before the sentence, not too far: "Vegetarians had 35% lower risk" tells it of what was spoken of."""
    named = outcomes(page, max(0, s.start - _LOOK_BACK), s.start)
    return named[-1] if named else None


def is_measured(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether two arms' numbers are of something measured in them, not of an intake, an age, a follow-up or a state at baseline."""
    low = max(_head(page, s, e.start), e.start - _TOLD_BEFORE)
    named = outcomes(page, low, e.start)
    if _ASIDE.search(page.shadow, named[-1].end if named else low, e.start):
        return False
    return e.unit not in (None, "years", "months", "weeks", "days") or not _NOT_MEASURED.search(page.shadow, low, e.start)


# --- exposures, comparator, arm ------------------------------------------------------------------------------------------

_COMPARATOR = re.compile(
    r"""\b(?: (?: as [ ] )? compared [ ] (?: with | to | against ) | in [ ] comparison [ ] (?: with | to ) | versus | vs\.?
      | relative [ ] to | as [ ] opposed [ ] to | rather [ ] than
        | than (?: [ ] (?: in | for | with | among ) )? (?= [ ] (?: those | people | women | men | patients | participants | the
          | placebo | control | children | adults | who ) ) )
        [ ] (?P<what> [^.;:()\[\]|]{3,90}? ) (?= , [ ] | [.;:()\[\]|] | $ | [ ] (?: had | was | were | after | at
          | in [ ] the [ ] study | \d ) )""",
    re.VERBOSE | re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:for\s)?(?:every|each|per)\s(?:additional\s|extra\s)?(?P<what>\d[^.;:()\[\],]{2,70}?)(?=,|[.;:()\[\]]|\s(?:was|were|is"
    r"|the|their|had)\s|$)",
    re.IGNORECASE,
)
_ARM = re.compile(r"\b(?:in|of|for|among|with|the)\s(?:the\s)?(?P<what>(?:[\w'+/-]+\s){0,4}?(?:group|arm)(?:\s[A-D1-4]\b)?)", re.IGNORECASE)
_NOT_TAKEN = re.compile(
    r"\b(?:without|no|not taking|instead of|unlike|than|versus|vs\.?|compared (?:to|with)|rather than)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
_PARAGRAPH = 4  # sentences before one that may tell its exposure


def exposures(page: Page, s: Sentence, start: int, what: Subject | None, against: tuple[int, int] | None) -> tuple[str, ...]:
    """Nutrients that the estimate is told of, sorted.

    Those of its clause, else of its sentence, else of the sentences before, else of the title.
    """

    def named(low: int, high: int) -> tuple[str, ...]:
        return tuple(
            sorted({m.concept_id for m in page.mentions_in(low, high, "NUTRIENT") if m.concept_id and _is_exposure(page, m, what, against)})
        )

    head = _head(page, s, start)
    if found := named(head, start) or named(s.start, s.end):
        return found
    before = [p for p in page.sentences[max(0, s.position - _PARAGRAPH) : s.position] if p.kind not in ("boilerplate", "reference")]
    for sentence in reversed(before):
        if found := named(sentence.start, sentence.end):
            return found
    return named(page.sentences[0].start, page.sentences[0].end)


def _is_exposure(page: Page, m: Mention, what: Subject | None, against: tuple[int, int] | None) -> bool:
    if what and m.start < what.end and what.start < m.end:
        return False
    if against and against[0] <= m.start < against[1]:
        return False
    return not _NOT_TAKEN.search(page.shadow, max(0, m.start - 40), m.start)


def comparator(page: Page, s: Sentence, e: Estimate) -> tuple[int, int] | None:
    """What the estimate is compared with, as a span: told after it, else before it; or the step of a dose response."""
    for found in (
        _COMPARATOR.search(page.shadow, e.end, s.end),
        _COMPARATOR.search(page.shadow, s.start, e.start),
        _STEP.search(page.shadow, s.start, s.end),
    ):
        if found:
            return found.span("what")
    return None


def arm(page: Page, s: Sentence, e: Estimate) -> tuple[int, int] | None:
    """The arm or group that the estimate tells of, as a span: the next one named, else the one before in the same clause."""
    if found := _ARM.search(page.shadow, e.at if e.against else e.end - 1, min(s.end, e.end + 70)):
        return found.span("what")
    before = list(_ARM.finditer(page.shadow, _head(page, s, e.start), e.start))
    return before[-1].span("what") if before else None
