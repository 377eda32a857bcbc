"""What an estimate says changes: an outcome of the lexicon, or the article's own words."""

import re

from nlp import lexicon
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import EVENTS, Subject, any_word, by_name, is_level, is_status, outcomes, with_death, worded
from nlp.page import Page, Sentence

_TAIL_END = re.compile(  # where the words that follow a number stop telling what changes
    r"[.;:?!|]|\s-\s|[(\[](?!(?:OH|HDL|LDL)\b)|,\s|\s(?:than|compared|versus|vs|among|when|while|whereas|but|after|if|by"
    r"|(?<!baby )(?<!child )(?<!diagnosed )(?<!born )(?<!time )with|without|on|following|at|per|over"
    r"|(?<!classified )(?<!diagnosed )(?<!defined )as"
    r"|(?<!death )(?<!deaths )(?<!dying )(?<!die )from"
    r"|due|because|that|who|which|were|was|is|are|had|has|for (?:each|every|those|people|women|men|participants|patients))\s",
    re.IGNORECASE,
)
_TAIL = 110
_CLAUSE_START = re.compile(r"[;?!|]|\.\s|,\s(?:and|but|while|whereas|although)\s|\s(?:while|whereas|but)\s", re.IGNORECASE)
_COPULA = re.compile(
    r"\b(?:was|were|is|are|be|been|being|became)\s(?:(?:also|about|around|nearly|almost|over|up to|roughly|approximately"
    r"|significantly|on average|at least|still|even|some|an|a|by|more than)\s)*$",
    re.IGNORECASE,
)
_RISK_LED = re.compile(
    r"\b(?:risks?|odds|incidence|likelihood|rates?|prevalence|chances?|predictors?|susceptibility)\s(?:of|for|to)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_BARE_RISK = re.compile(  # "35% lower risk" and "twice the risk of developing the condition": of what, was said before
    r"\s?(?:risks?|likelihood|odds|chance|rates?|likely)"
    r"(?:\s(?:of|for|to)\s(?:be\s)?(?:developing|getting|having|develop|get|have|diagnosed with)?"
    r"\s?(?:the|this|that|their)?\s?(?:disease|condition|disorder|illness|problem|it|do so))?(?:\sand\s.*)?\s?",
    re.IGNORECASE | re.DOTALL,
)
_LIKELY = re.compile(r"likely$", re.IGNORECASE)
_LIKELY_TO = re.compile(r"likely to\s", re.IGNORECASE)
_AS_MANY = re.compile(r"as many$", re.IGNORECASE)  # of people who had something
_HAD = re.compile(r"\b(?:had|have|got|developed|reported|experienced|suffered|showed|saw|died)\b", re.IGNORECASE)
_TO = re.compile(r"\s?(?:likely\s)?to\s", re.IGNORECASE)  # of what is likely, not of who is
_PART = re.compile(  # "kills 90% of the germs"
    r"[\s*]+of\s(?:the\s|their\s|your\s|our\s|all\s)?(?P<words>[A-Za-z][\w/' -]{2,50}?)"
    r"(?=\s(?:and|or|in|from|with|among|compared|when|after|by|that|which|on)\b|[.,;:()\[\]]|\s*$)",
    re.IGNORECASE,
)
_TOLD_FOR = re.compile(
    r"[\s,;)\]*]*(?P<preposition>for|of|in)\s(?!each\b|every\b)(?:an?\s|the\s)?(?:risk of\s|odds of\s)?"
    r"(?P<words>[A-Za-z][\w/' -]{2,60}?)(?=\s(?:and|or|in|with|among|compared|versus|vs|when|per|at|was|were|after"
    r"|who)\b|[.,;:()\[\]]|\s*$)",
    re.IGNORECASE,
)
_PRONOMINAL = re.compile(  # "cut that risk by 41%", "the activity of this enzyme": of what, was said before
    r"\s*(?:in |of |the \w+ of )?(?:(?:that|this|these|those|it|them)\b(?:\s\w+){0,1}?(?:\s(?P<noun>[a-z]+))?(?:\s(?:in|of)\s.*)?"
    r"|(?:the |their |its |your |his |her )?(?P<risk>risks?|odds|chances?|rates?|incidence|prevalence|likelihood|probability))\s*",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(  # who, or what the estimate is adjusted for
    r"\b(?:those|people|women|men|mothers|patients|adults|children|subjects|individuals|participants|infants|persons)"
    r" (?:with|without|who|reporting|having) [^,;()]{0,40}$|\bat (?:any )?$"
    r"|\bcompared (?:with|to) (?:an? )?[^,;()]{0,20}$"
    r"|\b(?:accounting|adjust(?:ing|ed|ment)?|controlling|controlled|corrected|independent(?:ly)?)"
    r" (?:for|of) (?:(?!, the |risk)[^;()]){0,80}$",
    re.IGNORECASE,
)
_BY_WHAT = re.compile(r"\b(?:using|assessed by|measured (?:by|with|on)|gauged by|according to)\s(?:the\s)?$", re.IGNORECASE)  # a scale
_IN_WHOM = re.compile(r"\b(?:in|among|than)\s(?:the\s|non-?)?$", re.IGNORECASE)
_WHO = re.compile(
    r"[+-]?\w{0,2}\s(?:groups?|patients|arms?|subjects|individuals|cases|controls|women|men|children|participants|mice|rats|people|adults"
    r"|teens|teenagers|boys|girls|infants|mothers|smokers"
    r"|(?:\w+\s)?(?:haplotype|variant|genotype|allele|polymorphism|gene)s?)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?:\slevels?|\sconcentrations?)?(?:[\s-](?:in|un)?(?:sufficien|deficien|replete|adequate)|\s?[<>≥≤])", re.IGNORECASE)
_PERSONAL = re.compile(r"(?:obese|diabetics?|pregnant|frail|depressed|hypertensives?|deficient|asthmatics?)$", re.IGNORECASE)
_RISK_OF = re.compile(
    r"\b(?:(?:risks?|odds|incidence|likelihood|rates?|prevalence|probability|chances?|predictors?)\s(?:of|for)|susceptibility\sto)\s(?:having\s|developing\s|an?\s"
    r"|the\s|any\s)*(?P<words>[A-Za-z][\w'/ -]{2,50}?)(?=\s?[(\[,;.:]|\s(?:in|among|was|were|is|by|with|and|as|when|compared|for|at|than"
    r"|may|might|can|could|will|would|appears?|seems?|has|had|have"
    r"|to)\s|\s*$)",
    re.IGNORECASE,
)
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
_CHANGE_IN = re.compile(
    r"\b(?:reductions?|increases?|decreases?|differences?|improvements?|changes?|rise|decline|drop|fall|effects?)\s(?:in|on)\s"
    r"(?P<words>[A-Za-z][\w'/ -]{2,60}?)(?=\s(?:in|among|with|by|between|compared|from|at|after|on|for|was|were|when)\b|\s?[,;.()\[\]])",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\s*#>-]*(?:[A-Z][a-z ]{2,40},[\s*]*)?(?P<words>[A-Za-z][\w'/() -]{2,60}?)\s"
    r"(?:(?:was|were|is|are|did|does|had|remained|differed|has|have)\b"
    r"|(?:increased|decreased|improved|declined|rose|fell|dropped)(?=\s*(?:by|from|in|significantly|[(\[]|$)))",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:[^()\[\]]{0,90}[)\]])?[\s)\]*]*(?:,|;|\band\b|\bor\b|\bin\b|\bof\b)(?:\s(?:and|or))?[\s*]+"
    r"(?P<words>[A-Za-z][\w'/ -]{1,60}?)[\s*]*[(\[][^()\[\]]{0,25}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:^|[|,;:)\]\d]\s)[\s*]*(?P<words>[A-Za-z][\w/ -]{1,30}):\s?$")  # "PTH: r = -0.24 WHR: r = 0.16"
_OF_WEIGHT = re.compile(
    r"(?:lost|loses?|losing|dropped|dropping|shed|gained|gaining|put on)\b|\d[\w ]{0,8}(?:pounds?|lbs?|kg)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"[\s*]*(?:levels?|scores?|concentrations?|index)?[\s*]*[(\[,;:]?[^()\[\]]{0,60}")
_GOES_ON = re.compile(r"[\s*#>|•-]*(?:[a-z(\[]|Group |An? [\d.]+ ?%)")  # a sentence that begins within another
_THEY = re.compile(r"\b(?:it|this|these|they|those levels?|that)\s(?:\w+\s){0,3}$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s[^,;]{2,70}?\sand\s(?P<words>[A-Za-z][\w/ -]{2,50}?)(?:\sat\s[^,;()]{2,30})?\s?[(\[,]?\s?$")
_NEED = re.compile(r"\b(?P<words>needs?|requires?)\s(?:\w+\s){0,2}$", re.IGNORECASE)  # "need three times as much sun"
_LIVED = re.compile(r"\b(?:lived?|lives|living)\s(?:\w+\s){0,5}$", re.IGNORECASE)
_LISTED_AFTER = re.compile(r"(?:,|\band\b|\bor\b)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_OF_VALUE = re.compile(r"(?:\s*[(\[][A-Z]+[)\]]\s?,?)?\s?(?:[<>≥≤]|of\s\d|\d)")  # "BMI 25 to 30": who, not what
_MERIT = re.compile(rf"\s?(?: {any_word('merit')} ) \b", re.VERBOSE | re.IGNORECASE)  # "60% more effective at raising blood levels"
_NEAR = 45  # characters after a merit within which stands what it is good for
_CONCENTRATION = re.compile(r"/(?:m|d|u)?L$")
_SPOKEN = 80  # characters before an estimate that may speak of it
_LOOK_BACK = 700
_BESIDE = 3  # characters between a name and what stands beside it


def carried(page: Page, s: Sentence, until: int, noun: str | None = None, *, is_risk: bool = False) -> Subject | None:
    """The outcome last named before a place, not too far; of several the last with a noun in its name ("that damage").

    "Vegetarians had 35% lower risk" tells it of what was spoken of.
    """
    named = [o for o in outcomes(page, max(0, s.start - _LOOK_BACK), until) if not (is_risk and not _may_befall(o))]
    alike = [o for o in named if noun and noun.lower() in page.shadow[o.start : o.end].lower()]
    return next(iter((alike or named)[::-1]), None)


def _may_befall(what: Subject) -> bool:
    """Whether one may be at risk of an outcome: not of a biomarker or a function."""
    return not what.outcome_id or lexicon.outcomes()[what.outcome_id].category in EVENTS


def is_plain(page: Page, s: Sentence, start: int, what: Subject) -> bool:
    """Whether a bare p-value or interval is plainly of an outcome: named right before it, or the only one of its clause."""
    if what.end > start or what.start < s.start:
        return True
    if _ASIDE.fullmatch(page.shadow, what.end, start):
        return what.is_named or not any(c.isdigit() for c in page.shadow[what.start : what.end])
    named = {o.outcome_id for o in outcomes(page, head(page, s, start), start) if not _is_of_whom(page, o)}
    return named <= {what.outcome_id}


def spoken_of(page: Page, s: Sentence, e: Estimate, *, is_bare: bool) -> Subject | None:
    """What was spoken of before a sentence that does not tell it: the outcome last named, where it goes on ("they fell by 9%").

    Else the one outcome of the sentence before, or of the title; None where several are named: what is not told is not guessed.
    """
    if is_bare and page.shadow[s.start : e.start].strip(" *•-([") == "":
        return None
    if _LIKELY_TO.match(page.shadow, max(e.start, e.end - len("likely"))) and not _BARE_RISK.match(page.shadow, e.end):
        return None
    if _GOES_ON.match(page.shadow, s.start) or _THEY.search(page.shadow, max(s.start, e.start - 40), e.start):
        return carried(page, s, s.start, is_risk=e.measure in RATIOS)
    if is_bare:
        return None
    before = next((b for b in page.sentences[s.position - 1 :: -1] if b.kind != "boilerplate"), s) if s.position else s
    for told in (before, page.sentences[0]):
        if named := {o.outcome_id: o for o in outcomes(page, told.start, told.end) if not is_level(o)}:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def subject(page: Page, s: Sentence, e: Estimate, ends: tuple[int, ...], since: int) -> Subject | None:
    """What the estimate says changes; None where its sentence does not tell.

    Looked for after the number ("24% higher risk of falls"), between cue and number ("cut the risk of falls by 20%"), then before.

    Args:
        ends: where the estimate, its interval and its p-value end; "HR 1.8 (95% CI 1.6-2.1) for falls" names it at one of these.
        since: where the sentence's estimate before this one ends, else where the sentence starts.
    """
    if e.is_half_life and e.gap:
        return Subject(*e.gap, by_name().get("half-life"))
    if e.unit in ("kg", "lb") and e.measure == "mean_difference" and _OF_WEIGHT.match(page.shadow, e.start):
        of_what = next(iter(outcomes(page, *tail(page, e.end, s.end))), None)
        return of_what or Subject(e.start, e.end, by_name()["body weight"])  # "lost 40 pounds"
    if e.follows and (lived := _LIVED.search(page.shadow, max(s.start, e.start - 30), e.start)):
        return Subject(lived.start(), e.end, by_name()["longevity"])
    if e.measure == "fold_change" and e.follows and (need := _NEED.search(page.shadow, max(s.start, e.start - 30), e.start)):
        return Subject(*need.span("words"), None, is_named=False)
    is_led = bool(outcomes(page, since, e.start))
    is_alone = not (is_led or e.gap or e.follows)  # "-4.2 mmHg (95% CI -8.8; -0.3) for blood pressure"
    if e.measure in RATIOS or e.is_number_needed or is_alone:
        for end in ends:
            if told := _told_for(page, s, end, is_led=is_led):
                return told
    if e.gap and (named := _changing(page, e, outcomes(page, *e.gap))):
        return with_death(page, next((what for what in named if _led_by_risk(page, what)), named[0]) if e.measure in RATIOS else named[0])
    if around := [o for o in outcomes(page, max(s.start, e.start - 40), e.end) if o.start < e.start < o.end]:
        return around[0]  # "weight gain of 2 kg"
    if e.against and (within := outcomes(page, e.at, e.end)):
        return within[-1]  # "one in 1,000 babies had autism, compared to two in 1,000"
    if e.gap and e.measure not in RATIOS and (pronoun := _PRONOMINAL.fullmatch(page.shadow, *e.gap)):
        if pronoun["risk"] and (told := _told_for(page, s, e.end, is_led=False)):
            return told
        return carried(page, s, e.start, pronoun["noun"], is_risk=pronoun["risk"] is not None)
    if not (e.gap or e.follows or e.against) and e.unit == "percent" and (part := _PART.match(page.shadow, e.end, s.end)):
        named = outcomes(page, *part.span("words"))
        return named[0] if named else worded(page, *part.span("words"), is_object=True)
    what = _after(page, s, e) or _before(page, s, e, since)
    if not what and e.measure in RATIOS:  # "an RR of 0.59 suggests that the risk of diabetes is reduced"
        return next(iter(_changing(page, e, outcomes(page, max(ends), s.end))), None)
    return what


def tail(page: Page, start: int, limit: int) -> tuple[int, int]:
    """The words after a number that may tell what changes, as a span."""
    stop = min(limit, start + _TAIL)
    found = _TAIL_END.search(page.shadow, start, stop)
    return start, found.start() if found else stop


def head(page: Page, s: Sentence, before: int) -> int:
    """Where the clause begins that stands before a place."""
    starts = list(_CLAUSE_START.finditer(page.shadow, s.start, before))
    return next((m.end() for m in reversed(starts) if not _in_brackets(page.shadow[s.start : m.start()])), s.start)


def is_after_copula(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether "was", "is" stands before the estimate, so that its subject does too: "the risk was 24% higher"."""
    return bool(_COPULA.search(page.shadow, max(s.start, e.start - 40), e.start))


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")


def _told_for(page: Page, s: Sentence, told_until: int, *, is_led: bool) -> Subject | None:
    """What stands right after an estimate: "RR 0.75 (0.57 to 1.00) for a poor outcome"; "in" and "of" only where none stands before."""
    told = _TOLD_FOR.match(page.shadow, told_until, s.end)
    if not told or (is_led and told["preposition"].lower() != "for") or page.shadow.startswith("(OH", told.end()):
        return None
    if named := [o for o in outcomes(page, *told.span("words")) if not _OF_VALUE.match(page.shadow, o.end)]:
        return named[0]
    is_apart = "," in told[0] or ";" in told[0]  # ", for other drugs the results ..."
    return worded(page, *told.span("words")) if told["preposition"].lower() == "for" and not is_apart else None


def _after(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What the words after an estimate, or between its cue and its number, say changes."""
    if e.measure in RATIOS or not (e.follows or e.gap):
        return None
    if _AS_MANY.search(page.shadow, e.start, e.end):
        had = _HAD.search(page.shadow, e.end, min(s.end, e.end + _TAIL))
        return next(iter(outcomes(page, had.end(), min(s.end, had.end() + _TAIL))), None) if had else None
    low, high = tail(page, e.end, s.end)
    if merit := _MERIT.match(page.shadow, low, high) or _MERIT.search(page.shadow, e.at, e.end):
        return next(iter(outcomes(page, merit.end(), min(s.end, merit.end() + _NEAR))), None) or worded(page, *merit.span())
    is_of_whom = bool(_LIKELY.search(page.shadow, e.start, e.end) and not _TO.match(page.shadow, low))
    if e.follows and (is_of_whom or (is_after_copula(page, s, e) and not _TO.match(page.shadow, low))):
        if named := _changing(page, e, outcomes(page, head(page, s, e.start), e.start)):
            return _at_risk(page, named)
        if is_of_whom:
            return None
    if named := _changing(page, e, outcomes(page, e.at if e.follows else low, high)):
        return with_death(page, named[0])
    if e.follows and _BARE_RISK.fullmatch(page.shadow, low, high) and not (high < s.end and page.shadow[low:high].endswith(" to ")):
        named = [o for o in _changing(page, e, outcomes(page, head(page, s, e.start), e.start)) if not is_level(o)]
        return named[-1] if named else spoken_of(page, s, e, is_bare=False)
    span = (low, high) if e.follows else e.gap
    if span and (pronoun := _PRONOMINAL.fullmatch(page.shadow, *span)):
        return carried(page, s, e.start, pronoun["noun"], is_risk=pronoun["risk"] is not None)
    return worded(page, *span, is_object=not e.follows or page.shadow.startswith(" in ", low)) if span else None


def _before(page: Page, s: Sentence, e: Estimate, since: int) -> Subject | None:
    """What the words before an estimate say changes: those since the last estimate, else those of its clause, else of its sentence."""
    clause = head(page, s, e.start)
    if (label := _LABELLED.search(page.shadow[since : e.start])) and (
        what := worded(page, *(since + at for at in label.span("words")), is_object=True)
    ):
        return what
    if e.measure in RATIOS and (what := _predicted(page, s, e)):
        return what
    if since > clause and (what := _beside(page, e, since)):
        return what
    pair = _BETWEEN.search(page.shadow, clause, e.start) if e.measure == "correlation" else None
    if pair and (what := worded(page, *pair.span("words"))) and not is_level(what):
        return what
    for start in dict.fromkeys((clause, s.start)):
        if what := _named(page, e, start) or _phrased(page, e, start):
            return what
    if named := [o for o in outcomes(page, s.start, e.start) if not _is_of_whom(page, o) and not (e.measure in RATIOS and is_level(o))]:
        return named[-1]
    base = max(clause, e.start - _SPOKEN)
    is_after = e.follows and not is_after_copula(page, s, e)
    found = None if is_after else _SPOKEN_OF.search(page.shadow[base : e.start])
    return worded(page, base + found.start("words"), base + found.end("words")) if found else None


def _predicted(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What a list of predictors is of that is told after them: "age (OR 1.4) and low zinc (OR 2.2) were predictors of pneumonia"."""
    told = _PREDICTED.search(page.shadow, e.end, s.end)
    return next(iter(_changing(page, e, outcomes(page, told.end(), tail(page, told.end(), s.end)[1]))), None) if told else None


def _beside(page: Page, e: Estimate, since: int) -> Subject | None:
    """What is named since the last estimate, or listed after it: "stroke (RR 0.8) and heart attack (RR 0.9)"."""
    named = _changing(page, e, outcomes(page, since, e.start))
    last = named[-1].end if named and not (e.measure in RATIOS and is_status(named[-1])) else since
    told = _LISTED.match(page.shadow, since, e.start) if last == since else None
    told = told or _CHANGE_IN.search(page.shadow, last, e.start)
    return (worded(page, *told.span("words")) if told else None) or (named[-1] if last > since else None)


def _named(page: Page, e: Estimate, start: int) -> Subject | None:
    """The outcome that is named, or that one is at risk of, between a place and an estimate."""
    named = _changing(page, e, outcomes(page, start, e.start))
    if (risk := _risk_of(page, start, e.start)) and not any(_is_next_to(page, what, risk) for what in named):
        return risk
    return _at_risk(page, named) if named else None


def _phrased(page: Page, e: Estimate, start: int) -> Subject | None:
    """What no lexicon names and is associated, differs, or is the subject of what stands between a place and an estimate."""
    places = _ASSOCIATED.search(page.shadow, start, e.start), _CHANGE_IN.search(page.shadow, start, e.start)
    found = (*places, _OPENING.match(page.shadow, start, e.start))
    return next((what for place in found if place and (what := worded(page, *place.span("words")))), None)


def _is_next_to(page: Page, what: Subject, risk: Subject) -> bool:
    """Whether a name is the one that one is at risk of, or listed after it; not one of a phrase further on."""
    if what.start <= risk.end:
        return what.end > risk.start
    return bool(_LISTED_AFTER.search(page.shadow, risk.end, what.start))


def _changing(page: Page, e: Estimate, named: list[Subject]) -> list[Subject]:
    """Of outcomes named, those that may change.

    Not what people have; of a concentration what is measured; of a ratio not the nutrient's status if there is another.
    """
    free = [
        o
        for o in named
        if not (o.end < e.start and _OF_VALUE.match(page.shadow, o.end, e.start))
        and not (o.end <= e.at and _is_of_whom(page, o))
        and not (_PERSONAL.search(page.shadow, o.start, o.end) and _IN_WHOM.search(page.shadow, max(0, o.start - 15), o.start))
    ]
    if e.unit and _CONCENTRATION.search(e.unit):
        return [o for o in free if not o.outcome_id or lexicon.outcomes()[o.outcome_id].category == "biomarker"]
    if e.measure not in RATIOS and e.measure not in ("fold_change", "percent_change"):
        return free
    at_risk = [o for o in free if not is_status(o) or e.start - o.end <= _BESIDE or _led_by_risk(page, o)] or free
    return [o for o in at_risk if e.measure not in RATIOS or not is_level(o)]


def _is_of_whom(page: Page, what: Subject) -> bool:
    """Whether a name tells who or which gene: "asthma patients", "the VDR genotype", "25(OH)D below 20", "vitamin D-deficient women"."""
    before = max(0, what.start - 80), what.start
    if _OF_WHOM.search(page.shadow, *before) or _BY_WHAT.search(page.shadow, *before):
        return True
    return bool(_WHO.match(page.shadow, what.end) or (is_status(what) and _STATUS.match(page.shadow, what.end)))


def _led_by_risk(page: Page, what: Subject) -> bool:
    return bool(_RISK_LED.search(page.shadow, max(0, what.start - 30), what.start))


def _at_risk(page: Page, named: list[Subject]) -> Subject:
    """Of several outcomes before a number the last that one is at risk of, else the last."""
    return next((what for what in reversed(named) if _led_by_risk(page, what)), named[-1])


def _risk_of(page: Page, start: int, end: int) -> Subject | None:
    """The last "risk of X" within a span, for an X that is no name of the lexicon."""
    found = list(_RISK_OF.finditer(page.shadow, start, end))
    return worded(page, *found[-1].span("words")) if found else None
