"""What an estimate says changes: an outcome of the lexicon, or the article's own words."""

import re

from nlp.facts.effects.before import CHANGE_IN, told_before
from nlp.facts.effects.clauses import head, is_after_copula, tail
from nlp.facts.effects.context import BARE_RISK, carried, spoken_of
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.in_full import with_death
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import Subject, any_word, by_name, is_level, outcomes, worded
from nlp.facts.effects.who import AS_MANY, ASIDE, OF_VALUE, at_risk, changing, is_of_need, is_of_whom, led_by_risk, needed
from nlp.page import Page, Sentence

_LIKELY = re.compile(r"(?:likely|probable)$", re.IGNORECASE)
_DAYS_WITH = re.compile(r"\s(?:days?|nights?|episodes?|cases?|bouts?|attacks?)\s(?:of|with)\s", re.IGNORECASE)
_HAD = re.compile(r"\b(?:had|have|got|developed|reported|experienced|suffered|showed|saw|died)\b", re.IGNORECASE)
_TO = re.compile(r"\s?(?:likely\s)?(?:for\s(?:\w+\s){1,4}?)?to\s", re.IGNORECASE)  # of what is likely, not of who is
_SURVIVE = re.compile(r"\s?(?:likely\s)?(?:to\s)?(?:surviv\w+|(?:be\s|still\s)*alive)\b", re.IGNORECASE)
_LOST = re.compile(r"\b(?:lost|loses?|losing|shed)\s(?:an average of\s|on average\s)?$", re.IGNORECASE)
_OF_THEM = re.compile(
    r"[^.;,]{0,70}?\b(?:(?P<alive>survived|(?:were|are) (?:still )?alive)|(?P<died>died))\b", re.IGNORECASE
)  # "14% of the men died"
_OCCUR = re.compile(r"\s?to\s(?:re-?)?(?:occur|happen|recur|appear|return|come back|be (?:seen|found|present|common))\b", re.IGNORECASE)
_PART = re.compile(  # "kills 90% of the germs"
    r"[\s*]+of\s(?:the\s|their\s|your\s|our\s|all\s)?(?P<words>[A-Za-z][\w/' -]{2,50}?)"
    r"(?=\s(?:and|or|in|from|with|among|compared|when|after|by|that|which|on)\b|[.,;:()\[\]]|\s*$)",
    re.IGNORECASE,
)
_OBJECT_AFTER = re.compile(r"[)\]]\s(?:[a-z]+\s)??(?:in\s|of\s)?(?P<words>[A-Za-z][^.,;:()]{3,40})")
_TOLD_FOR = re.compile(
    r"[\s,;)\]*]*(?P<preposition>for|of|in)\s(?!each\b|every\b)(?:an?\s|the\s)?"
    r"(?P<words>[A-Za-z][\w/' -]{2,60}?)(?=\s(?:and|or|in|with|among|compared|versus|vs|when|per|at|was|were|after"
    r"|who)\b|[.,;:()\[\]]|\s*$)",
    re.IGNORECASE,
)
_RISK_AFTER = re.compile(  # "reduced by 87% the risk of gout"
    rf"\s(?:the|their|your|his|her)\s(?P<risk>(?:{any_word('risk', 'rate')}|number|severity)\sof\s)",
    re.IGNORECASE,
)
_PRONOMINAL = re.compile(  # "cut that risk by 41%", "the activity of this enzyme": of what, was said before
    r"\s*(?:in |of |the \w+ of )?(?:(?:that|this|these|those|it|them)\b(?:\s\w+){0,1}?(?:\s(?P<noun>[a-z]+))?(?:\s(?:in|of)\s.*)?"
    rf"|(?:the |their |its |your |his |her )?(?P<risk>{any_word('risk', 'rate')}))\s*",
    re.IGNORECASE,
)
_OF_WEIGHT = re.compile(
    r"(?:lost|loses?|losing|dropped|dropping|shed|gained|gaining|put on)\b|\d[\w ]{0,8}(?:pounds?|lbs?|kg)\b", re.IGNORECASE
)
_THAN_WHO = re.compile(r"\s(?:than|as|compared (?:to|with))\s[^,;:.()\d]{2,60}?\sto\s", re.IGNORECASE)  # "likely than men to have gout"
_PART_OF_WEIGHT = re.compile(r"\sof\s(?:their|your|his|her|its|the)\s(?P<words>(?:\w+\s){0,2}weight)\b", re.IGNORECASE)
_LIVED = re.compile(r"\b(?:lived?(?!\sbirth)|lives|living)\s(?:\w+\s){0,5}$", re.IGNORECASE)
_MERIT = re.compile(rf"\s?(?: {any_word('merit')} ) \b", re.VERBOSE | re.IGNORECASE)  # "60% more effective at raising blood levels"
_WHERE = re.compile(  # "longer in the circulation", "more common in": where, not what
    r"\b(?:longer|shorter|higher|lower|faster|slower|common|frequent|prevalent|often|high|low) in (?!risk|the risk)", re.IGNORECASE
)
_LOSS = re.compile(r"\b(?:loss|decline|deterioration|worsening)\s(?:in|of)\s$", re.IGNORECASE)  # "lower loss in bone density"
_ASSOCIATED = re.compile(r"\b(?:associated with|predict(?:ors?|ed|ive)(?: of)?|risk factors for)\s", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[;|(\[]|\.\s")
_VERB_NEAR = 40  # characters before an estimate within which a verb tells what it is of
_AROUND = 40
_REACH = 110  # characters after "as many" within which stands what they had
_COMMON = re.compile(r"\s(?:common|frequent|prevalent)\b", re.IGNORECASE)  # who is so stands before: "gout 3X more common if"
_COUNTED = 15  # characters after "as many" within which what is counted begins
_NEAR = 45  # characters after a merit within which stands what it is good for


def subject(page: Page, s: Sentence, e: Estimate, ends: tuple[int, ...], since: int) -> Subject | None:
    """What the estimate says changes; None where its sentence does not tell.

    Looked for after the number ("24% higher risk of falls"), between cue and number ("cut the risk of falls by 20%"), then before.

    Args:
        ends: where the estimate, its interval and its p-value end; "HR 1.8 (95% CI 1.6-2.1) for falls" names it at one of these.
        since: where the sentence's estimate before this one ends, else where the sentence starts.
    """
    if what := _by_words(page, s, e):
        return what
    is_led = bool(outcomes(page, since, e.start))
    is_alone = not (is_led or e.gap or e.follows)  # "-4.2 mmHg (95% CI -8.8; -0.3) for blood pressure"
    if e.measure in RATIOS or e.is_number_needed or is_alone or s.kind == "table_cell":
        for end in ends:
            if told := _told_for(page, s, end, is_led=is_led):
                return told
    if what := _within(page, s, e):
        return what
    if e.gap and e.measure not in RATIOS and (pronoun := _PRONOMINAL.fullmatch(page.shadow, *e.gap)):
        told = _told_for(page, s, e.end, is_led=False) if pronoun["risk"] else None  # "raised the chance by 4.8 X of cancer death"
        return told or carried(page, s, e.start, pronoun["noun"], is_risk=pronoun["risk"] is not None)
    if e.gap and ASIDE.search(page.shadow, *e.gap):
        return None
    what = _of_part(page, s, e) or _after(page, s, e) or told_before(page, s, e, since)
    return what or (_told_later(page, s, e, max(ends)) if e.measure in (*RATIOS, "correlation") or e.against else None)


def _told_later(page: Page, s: Sentence, e: Estimate, end: int) -> Subject | None:
    """What stands later in the clause, or is what lists are associated with: "an RR of 0.59 suggests that diabetes is rarer"."""
    stop = _ELSEWHERE.search(page.shadow, end + 1, s.end)
    named = changing(page, e, outcomes(page, end, stop.start() if stop else s.end))
    if free := [o for o in named if not is_of_whom(page, o)]:
        return free[0]
    cue = _ASSOCIATED.search(page.shadow, end, s.end)
    return next(iter(changing(page, e, outcomes(page, cue.end(), min(s.end, cue.end() + _NEAR)))), None) if cue else None


def _by_words(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What the estimate's own words tell: a half-life, "lost 40 pounds", "9% of their weight", "lived longer", "need twice as much"."""
    if e.is_half_life and e.gap:
        return Subject(*e.gap, by_name().get("half-life"))
    if e.unit in ("kg", "lb") and e.measure == "mean_difference" and _OF_WEIGHT.match(page.shadow, e.start):
        of_what = next(iter(outcomes(page, *tail(page, e.end, s.end))), None)
        return of_what or Subject(e.start, e.end, by_name()["body weight"])
    if e.unit == "percent" and (weight := _PART_OF_WEIGHT.match(page.shadow, e.end, s.end)):
        return Subject(*weight.span("words"), by_name()["body weight"])
    if e.against and e.unit == "percent" and (of_them := _OF_THEM.match(page.shadow, e.end, s.end)):
        told = "alive" if of_them["alive"] else "died"
        return Subject(*of_them.span(told), by_name()["survival" if told == "alive" else "all-cause mortality"])
    near = max(s.start, e.start - _VERB_NEAR), e.start
    if e.follows and _LOST.search(page.shadow, *near) and page.shadow.startswith(" weight", e.end):
        return Subject(e.end + 1, e.end + len(" weight"), by_name()["weight loss"])
    if e.follows and (lived := _LIVED.search(page.shadow, *near)):
        return Subject(lived.start(), e.end, by_name()["longevity"])
    return needed(page, s, e) if e.follows and is_of_need(page, s, e) else None


def _within(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What is named between cue and number, around the estimate ("weight gain of 2 kg"), or between two arms' numbers."""
    named = changing(page, e, outcomes(page, *e.gap)) if e.gap else []
    if named and e.measure == "correlation":  # "between vitamin D levels and FEV1"
        return next((what for what in reversed(named) if not is_level(what)), named[-1])
    if named:
        at_risk_of = next((what for what in named if led_by_risk(page, what)), None) if e.measure in RATIOS else None
        return with_death(page, at_risk_of or named[0])
    if around := [o for o in outcomes(page, max(s.start, e.start - _AROUND), e.end) if o.start < e.start < o.end]:
        return around[0]
    within = outcomes(page, e.start, e.end) if e.against else []
    return within[-1] if within else None  # "one in 1,000 babies had autism, compared to two in 1,000"


def _of_part(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What a percentage is a part of, or what stands after its brackets: "kills 90% of the germs", "increased (20%) bone mass"."""
    if e.unit != "percent" or e.against:
        return None
    if not (e.gap or e.follows) and (risk := _RISK_AFTER.match(page.shadow, e.end, s.end)):
        low, high = tail(page, risk.start("risk"), s.end)  # "risk of stroke" is a name, "risk of gout" holds one
        return next(iter(outcomes(page, low, high)), None) or worded(page, risk.end(), high)
    if not (e.gap or e.follows) and (part := _PART.match(page.shadow, e.end, s.end)):
        return next(iter(outcomes(page, *part.span("words"))), None) or worded(page, *part.span("words"), is_object=True)
    changed = _OBJECT_AFTER.match(page.shadow, e.end, s.end) if e.measure == "percent_change" else None
    return next(iter(outcomes(page, *changed.span("words"))), None) if changed else None


def _counted(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What there is as many of: "twice as many deaths", "half as many days with a cold", "twice as many had a cold"."""
    if told := _DAYS_WITH.match(page.shadow, e.end, s.end):
        return next(iter(outcomes(page, told.end(), tail(page, told.end(), s.end)[1])), None)
    counted = [o for o in outcomes(page, *tail(page, e.end, s.end)) if o.start - e.end <= _COUNTED and not is_of_whom(page, o)]
    if counted:
        return counted[0]
    had = _HAD.search(page.shadow, e.end, min(s.end, e.end + _REACH))
    return next(iter(outcomes(page, had.end(), min(s.end, had.end() + _REACH))), None) if had else None


def _told_for(page: Page, s: Sentence, told_until: int, *, is_led: bool) -> Subject | None:
    """What stands right after an estimate: "RR 0.75 (0.57 to 1.00) for a poor outcome"; "in" and "of" only where none stands before."""
    told = _TOLD_FOR.match(page.shadow, told_until, s.end)
    if not told or (is_led and told["preposition"].lower() != "for") or page.shadow.startswith("(OH", told.end()):
        return None
    if named := [o for o in outcomes(page, *told.span("words")) if not (OF_VALUE.match(page.shadow, o.end) or is_of_whom(page, o))]:
        return named[0]
    is_apart = "," in told[0] or ";" in told[0]  # ", for other drugs the results ..."
    return worded(page, *told.span("words")) if told["preposition"].lower() == "for" and not is_apart else None


def _after(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """What the words after an estimate, or between its cue and its number, say changes."""
    if e.measure in RATIOS or not (e.follows or e.gap):
        return None
    if AS_MANY.search(page.shadow, e.start, e.end):
        return _counted(page, s, e)
    low, high = tail(page, e.end, s.end)
    if merit := _MERIT.match(page.shadow, low, high) or _MERIT.search(page.shadow, e.at, e.end):
        return next(iter(outcomes(page, merit.end(), min(s.end, merit.end() + _NEAR))), None) or worded(page, *merit.span())
    if lived := _SURVIVE.match(page.shadow, low, high):
        return Subject(*lived.span(), by_name()["survival"])
    is_likely = _LIKELY.search(page.shadow, e.start, e.end)
    if is_likely and (than := _THAN_WHO.match(page.shadow, e.end, s.end)):
        return next(iter(changing(page, e, outcomes(page, *tail(page, than.end(), s.end)))), None)
    is_to = _TO.match(page.shadow, low) and not _OCCUR.match(page.shadow, low)
    is_of_whom = bool(is_likely and not is_to)
    if e.follows and (is_of_whom or _COMMON.match(page.shadow, e.end) or (is_after_copula(page, s, e) and not is_to)):
        if named := changing(page, e, outcomes(page, head(page, s, e.start), e.start)):
            return at_risk(page, named)
        if is_of_whom:
            return None
    if e.follows and (where := _WHERE.search(page.shadow, e.at, high)) and where.start() < low < where.end():
        return None
    if named := changing(page, e, outcomes(page, e.at if e.follows else low, high)):
        loss = _LOSS.search(page.shadow, low, named[0].start) if e.follows else None
        return Subject(loss.start(), named[0].end) if loss else with_death(page, named[0])
    if e.follows and BARE_RISK.fullmatch(page.shadow, low, high) and not (high < s.end and page.shadow[low:high].endswith(" to ")):
        named = [o for o in changing(page, e, outcomes(page, head(page, s, e.start), e.start)) if not is_level(o)]
        return named[-1] if named else carried(page, s, e.start, is_risk=True) or spoken_of(page, s, e, is_bare=False)
    span = (low, high) if e.follows else e.gap
    if span and (pronoun := _PRONOMINAL.fullmatch(page.shadow, *span)):
        return carried(page, s, e.start, pronoun["noun"], is_risk=pronoun["risk"] is not None)
    if e.follows and (further := CHANGE_IN.search(page.shadow, low, min(s.end, high + 1))):
        return worded(page, *further.span("words"))  # "25% lower yearly increase in lesion volume"
    if not span:
        return None
    is_object = not e.follows or page.shadow.startswith((" in ", " of "), low)
    of = page.shadow.rfind(" of ", *span)  # "the number of people who had a good level of pain relief"
    return worded(page, *span, is_object=is_object) or (worded(page, of + 4, span[1], is_object=is_object) if of > 0 else None)
