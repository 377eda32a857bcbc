"""What the words before an estimate say changes."""

import re

from nlp.facts.effects.clauses import head, is_after_copula, tail
from nlp.facts.effects.context import carried
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import Subject, any_word, by_name, is_level, is_status, outcomes, worded
from nlp.facts.effects.who import at_risk, changing, is_of_whom
from nlp.page import Page, Sentence

_RISK_OF = re.compile(
    rf"\b(?:(?:{any_word('risk', 'rate')}|predictors?)\s(?:of|for)|susceptibility\sto)\s(?:having\s|developing\s|an?\s"
    r"|the\s|any\s)*(?P<words>[A-Za-z][\w'/ -]{2,50}?)(?=\s?[(\[,;.:]|\s(?:in|among|was|were|is|by|with|and|as|when|compared|for|at|than"
    r"|may|might|can|could|will|would|appears?|seems?|has|had|have"
    r"|to)\s|\s*$)",
    re.IGNORECASE,
)
_LED = re.compile(  # "The main determinants of sitting alone at 6 months were weight (OR 2) and age (OR 3)"
    r"\b(?:determinants?|predictors?|risk factors?)\s(?:of|for)\s(?P<words>[A-Za-z][^;:()]{2,80}?)(?:,[^;:()]{2,60},)?"
    r"\s(?:were|are|was|included?)\b",
    re.IGNORECASE,
)
_PROTECTIVE = re.compile(r"\b(?:was|were|is|are)\s(?:\w+\s)?(?:protective|harmful|a risk factor)\s?[(\[][^()\[\]]{0,12}$", re.IGNORECASE)
_ASSOCIATED = re.compile(
    r"(?P<words>[A-Za-z][\w'/ -]{2,60}?)\s(?:was|were|is|are)\s(?:\w+\s)?(?:associated|correlated)\swith\b", re.IGNORECASE
)
_SPOKEN_OF = re.compile(
    r"(?:^[\s*#>-]*|[.,;:()\]]\s?|\b(?:that|and|the|their|your|his|her)\s)(?P<words>[A-Za-z][\w'/ -]{2,60}?)[\s*]*"
    r"(?:[(\[][^()\[\]]{0,25})?$",
    re.IGNORECASE,
)
_PREDICTED = re.compile(
    r"[)\]][\s*]*(?:was|were|are|is)\s(?:\w+\s){0,2}(?:predict(?:ors?|ive)\sof|risk factors?\sfor|associated\swith|related\sto)\s",
    re.IGNORECASE,
)
CHANGE_IN = re.compile(
    r"\b(?:(?:reductions?|increases?|decreases?|differences?|improvements?|changes?|rise|decline|drop|fall|effects?)\s(?:in|on)"
    r"|(?:effects?|protection|protects?|protected|protective)\sagainst)\s"
    r"(?P<words>[A-Za-z][\w'/ -]{2,60}?)(?=\s(?:in|among|with|by|between|compared|from|at|after|on|for|was|were|when)\b|\s?[,;.()\[\]])",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\s*#>-]*(?:[A-Z][a-z ]{2,40},[\s*]*)?(?P<words>[A-Za-z][\w'/() -]{2,60}?)\s"
    r"(?:(?:was|were|is|are|did|does|had|remained|differed|has|have"
    r"|showed\s(?:an?|no)\s(?:\w+\s){0,3}?(?:decreases?|increases?|reductions?|improvements?|changes?|differences?|declines?))\b"
    r"|(?:increased|decreased|improved|declined|rose|fell|dropped)(?=\s*(?:by|from|in|with|after|over|during|significantly|[(\[]|$))"
    r"|correlated\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:[^()\[\]]{0,90}[)\]])?[\s)\]*]*(?:,|;|\band\b|\bor\b|\bin\b|\bof\b)(?:\s(?:and|or))?[\s*]+"
    r"(?P<words>[A-Za-z][\w'/ -]{1,60}?)[\s*]*[(\[][^()\[\]]{0,25}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:^|[|,;:)\]\d]\s)[\s*]*(?P<words>[A-Za-z][\w/ -]{1,30}):\s?$")  # "PTH: r = -0.24 WHR: r = 0.16"
_BETWEEN = re.compile(
    r"\bbetween\s[^,;]{2,70}?\sand\s(?P<words>[A-Za-z][\w/ -]{2,50}?)(?:\s(?:at|in|of|among)\s[^,;()]{2,40})?\s?[(\[,]?\s?$"
)
_ALL_CAUSE = re.compile(r"\ball[ -]cause\s?[(\[][^()\[\]]{0,25}$", re.IGNORECASE)  # "all-cause (HR 0.7) and cardiac mortality"
_CORRELATED = re.compile(r"\s(?:(?:correlat(?:ed|es?)|associated)\s(?:\w+ly\s)?with|related\s(?:\w+ly\s)?to)\s", re.IGNORECASE)
_AGE = re.compile(
    r"\s*(?:(?:increasing|advancing|older|baseline|maternal|patients?'?)\s)?(?:age|sex|gender)\b", re.IGNORECASE
)  # comes of nothing
_BRACKET = re.compile(r"\s?(?:[(\[](?!OH)|,|$)")
_LISTED_AFTER = re.compile(r"(?:,|\band\b|\bor\b)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_CASES = re.compile(r"\s(?:cases|patients|survivors)\b", re.IGNORECASE)  # "the gene was commoner in asthma cases (OR 1.4)"
_SCORE = re.compile(
    r"\b(?P<words>[A-Z][A-Z\d-]{1,8}\s(?:total\s)?scores?)[\s*]*(?:(?:was|were|also|significantly|had)\s)*$"
)  # "MGC score fell"
_SPOKEN = 80  # characters before an estimate that may speak of it


def told_before(page: Page, s: Sentence, e: Estimate, since: int) -> Subject | None:
    """What the words before an estimate say changes: those since the last estimate, else those of its clause, else of its sentence."""
    clause = head(page, s, e.start)
    if (label := _LABELLED.search(page.shadow[since : e.start])) and (
        what := worded(page, *(since + at for at in label.span("words")), is_object=True)
    ):
        return what
    if e.measure in RATIOS and (what := _predicted(page, s, e)):
        return what
    if not e.follows and (score := _SCORE.search(page.shadow, max(s.start, e.start - _SPOKEN), e.start)):
        return next(iter(outcomes(page, *score.span("words"))[::-1]), None) or Subject(*score.span("words"))
    if cause := _ALL_CAUSE.search(page.shadow, clause, e.start):
        return Subject(cause.start(), cause.start() + len("all-cause"), by_name()["all-cause mortality"])
    if (e.measure == "correlation" or e.is_number_needed) and (what := _correlated(page, e, max(clause, since))):
        return what
    if since > clause and (what := _beside(page, e, since)):
        return what
    pair = _BETWEEN.search(page.shadow, clause, e.start) if e.measure == "correlation" else None
    if pair and (what := worded(page, *pair.span("words"))) and not is_level(what):
        return what
    for start in dict.fromkeys((clause, s.start)):
        if what := _named(page, e, start) or _phrased(page, e, start):
            return what
    if named := [o for o in outcomes(page, s.start, e.start) if not is_of_whom(page, o) and not (e.measure in RATIOS and is_level(o))]:
        return named[-1]
    if e.measure in RATIOS and (cases := [o for o in outcomes(page, clause, e.start) if _CASES.match(page.shadow, o.end)]):
        return cases[-1]
    base = max(clause, e.start - _SPOKEN)
    is_after = e.follows and not is_after_copula(page, s, e)
    found = None if is_after else _SPOKEN_OF.search(page.shadow[base : e.start])
    return worded(page, base + found.start("words"), base + found.end("words")) if found else None


def _predicted(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What a list of predictors is of that is told after them: "age (OR 1.4) and low zinc (OR 2.2) were predictors of pneumonia"."""
    if _PROTECTIVE.search(page.shadow, head(page, s, e.start), e.start):
        return carried(page, s, s.start, is_risk=True)
    if led := _LED.search(page.shadow, s.start, e.start):
        named = outcomes(page, *led.span("words"))
        return named[0] if named else worded(page, *led.span("words"))
    told = _PREDICTED.search(page.shadow, e.end, s.end)
    if not told:
        return None
    words = tail(page, told.end(), s.end)
    return next(iter(changing(page, e, outcomes(page, *words))), None) or _risk_of(page, *words)


def _correlated(page: Page, e: Estimate, start: int) -> Subject | None:
    """Of the two sides of a correlation, one of them a nutrient's level in the body, the other: what may come of it."""
    cue = _CORRELATED.search(page.shadow, start, e.start)
    stop = _BRACKET.search(page.shadow, cue.end()) if cue else None
    if not cue or not stop:
        return None
    sides = [(start, cue.start()), (cue.end(), min(stop.start(), e.start))]
    levels = [any(is_status(o) for o in outcomes(page, *side)) for side in sides]
    if levels[0] == levels[1]:
        return None
    other, level = (sides[levels.index(told)] for told in (False, True))
    if _AGE.match(page.shadow, *other):
        return next(o for o in outcomes(page, *level) if is_status(o))
    other = tail(page, *other) if other[0] == cue.end() else other
    named = next(iter(outcomes(page, *other)), None) or (worded(page, *other) if level[0] == start else None)
    return named or next(o for o in outcomes(page, *level) if is_status(o))  # "taking statins was associated with vitamin D levels"


def _beside(page: Page, e: Estimate, since: int) -> Subject | None:
    """What is named since the last estimate, or listed after it: "stroke (RR 0.8) and heart attack (RR 0.9)"."""
    named = changing(page, e, outcomes(page, since, e.start))
    last = named[-1].end if named and not (e.measure in RATIOS and is_status(named[-1])) else since
    told = _LISTED.match(page.shadow, since, e.start) if last == since else None
    told = told or CHANGE_IN.search(page.shadow, last, e.start)
    return (worded(page, *told.span("words")) if told else None) or (named[-1] if last > since else None)


def _named(page: Page, e: Estimate, start: int) -> Subject | None:
    """The outcome that is named, or that one is at risk of, between a place and an estimate."""
    named = changing(page, e, outcomes(page, start, e.start))
    if (risk := _risk_of(page, start, e.start)) and not any(_is_next_to(page, what, risk) for what in named):
        return risk
    return at_risk(page, named) if named else None


def _phrased(page: Page, e: Estimate, start: int) -> Subject | None:
    """What no lexicon names and is associated, differs, or is the subject of what stands between a place and an estimate."""
    places = _ASSOCIATED.search(page.shadow, start, e.start), CHANGE_IN.search(page.shadow, start, e.start)
    found = (*places, _OPENING.match(page.shadow, start, e.start))
    return next((what for place in found if place and (what := worded(page, *place.span("words")))), None)


def _is_next_to(page: Page, what: Subject, risk: Subject) -> bool:
    """Whether a name is the one that one is at risk of, or listed after it; not one of a phrase further on."""
    if what.start <= risk.end:
        return what.end > risk.start
    return bool(_LISTED_AFTER.search(page.shadow, risk.end, what.start))


def _risk_of(page: Page, start: int, end: int) -> Subject | None:
    """The last "risk of X" within a span, for an X that is no name of the lexicon."""
    found = list(_RISK_OF.finditer(page.shadow, start, end))
    return worded(page, *found[-1].span("words")) if found else None
