"""Which of the names around an estimate may change, and which tell who was studied."""

import re

from nlp import lexicon
from nlp.facts.effects.estimates import CONCENTRATION, Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import Subject, any_word, is_level, is_status
from nlp.page import Page, Sentence

_RISK_LED = re.compile(
    rf"\b(?:{any_word('risk', 'rate')}|predictors?)\s(?:of|for|to)\s(?:\w+\s){{0,2}}$",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(  # who, or what the estimate is adjusted for
    r"\b(?:those|people|women|men|females|males|mothers|patients|adults|children|subjects|individuals|participants|infants|persons)"
    r" (?:(?:with|without|reporting|having) (?:(?!\b(?:had|have|has|was|were|is|are|showed)\b)[^,;()]){0,40}|who [^,;()]{0,40})$"
    r"|\bat (?:any )?$"
    r"|\bcompared (?:with|to) (?:an? )?[^,;()]{0,20}$"
    r"|\b(?:accounting|adjust(?:ing|ed|ment)?|controlling|controlled|corrected|independent(?:ly)?)"
    r" (?:for|of) (?:(?!, the |risk)[^;()]){0,80}$"
    r"|\b(?:tertile|quartile|quintile|decile|category|categories)s? of (?:serum |plasma |total |baseline )?$"
    r"|\bas an? (?:percentage|proportion|share) of (?:total )?$|\((?:such as|including|e\.g\.,?|like) [^()]*$"
    r"|\badjust(?:ing|ed|ment),? includ(?:ing|ed) (?:the )?$",
    re.IGNORECASE,
)
_BY_WHAT = re.compile(
    r"\b(?:using|(?:assessed|evaluated|defined|determined) by(?: both)?|measured (?:as|by|with|on)|gauged by|according to)\s(?:the\s)?$",
    re.IGNORECASE,
)  # a scale
_RISK_NEXT = re.compile(rf"\s(?:{any_word('risk')}|likely)\b", re.IGNORECASE)
_IN_WHOM = re.compile(r"\b(?:in|among|than)\s(?:the\s|non-?)?$", re.IGNORECASE)
_WHO = re.compile(
    r"""[+-]? \w{0,2} (?: \s? \( [^()]* \) )? \s
    (?: groups? | patients | arms? | subjects | individuals | cases | controls | women | men | children | participants | mice | rats
      | people | adults | cohorts? | teens | teenagers | boys | girls | infants | mothers | smokers
      | (?: \w+ \s )? (?: haplotype | variant | genotype | allele | polymorphism | gene ) s? ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_STATUS = re.compile(r"(?:\slevels?|\sconcentrations?)?(?:[\s-](?:in|un)?(?:sufficien|deficien|replete|adequate)|\s?[<>≥≤])", re.IGNORECASE)
_PERSONAL = re.compile(r"(?:obese|diabetics?|pregnant|frail|depressed|hypertensives?|deficient|asthmatics?)$", re.IGNORECASE)
_NEED = re.compile(r"\b(?:needs?|requires?)\s(?!to\sbe\s)(?:\w+\s){0,2}$", re.IGNORECASE)
OF_VALUE = re.compile(r"(?:\s*[(\[][A-Z]+[)\]]\s?,?)?\s?(?:[<>≥≤]|of\s\d|\d)")  # "BMI 25 to 30": who, not what
ASIDE = re.compile(rf"\b (?: {any_word('aside')} ) \b", re.VERBOSE | re.IGNORECASE)
"""What changes that is no outcome: an intake, a price."""
AS_MANY = re.compile(r"as many$", re.IGNORECASE)
"""The end of an estimate of how many people there are who had something, or how many things."""
_NEED_NEAR, _NEEDED_NEAR = 30, 45  # characters before and after an estimate within which a need, and what is needed, are told
_BESIDE = 3  # characters between a name and what stands beside it


def changing(page: Page, e: Estimate, named: list[Subject]) -> list[Subject]:
    """Of outcomes named, those that may change.

    Not what people have; of a concentration what is measured; of a ratio not the nutrient's status if there is another.
    """
    free = [
        o
        for o in named
        if not (o.end < e.start and OF_VALUE.match(page.shadow, o.end, e.start))
        and not (o.end <= e.at and is_of_whom(page, o))
        and not (_PERSONAL.search(page.shadow, o.start, o.end) and _IN_WHOM.search(page.shadow, max(0, o.start - 15), o.start))
    ]
    free = [o for o in free if not _in_brackets(page, o, e)] or free
    if e.unit and CONCENTRATION.search(e.unit):
        return [o for o in free if not o.outcome_id or lexicon.outcomes()[o.outcome_id].category == "biomarker"]
    if e.measure not in RATIOS and e.measure not in ("fold_change", "percent_change"):
        return free
    at_risk = [o for o in free if not is_status(o) or e.start - o.end <= _BESIDE or led_by_risk(page, o)] or free
    is_risk = e.measure in RATIOS or _RISK_NEXT.match(page.shadow, e.end)
    return [o for o in at_risk if not is_risk or not is_level(o)]


def _in_brackets(page: Page, what: Subject, e: Estimate) -> bool:
    """Whether a name stands in brackets that close before the estimate: "osteopenia (low bone mass) was twice as common"."""
    between = page.shadow[what.end : e.at]
    return ")" in between and between.find(")") < (between.find("(") if "(" in between else len(between))


def is_of_whom(page: Page, what: Subject) -> bool:
    """Whether a name tells who or which gene: "asthma patients", "the VDR genotype", "25(OH)D below 20", "vitamin D-deficient women"."""
    before = max(0, what.start - 80), what.start
    if _OF_WHOM.search(page.shadow, *before) or _BY_WHAT.search(page.shadow, *before):
        return True
    return bool(_WHO.match(page.shadow, what.end) or (is_status(what) and _STATUS.match(page.shadow, what.end)))


def led_by_risk(page: Page, what: Subject) -> bool:
    return bool(_RISK_LED.search(page.shadow, max(0, what.start - 30), what.start))


def is_of_need(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether an estimate tells how much more of something one needs: "obese people need twice as much vitamin D"."""
    return bool(_NEED.search(page.shadow, max(s.start, e.start - _NEED_NEAR), e.start))


def needed(page: Page, s: Sentence, e: Estimate) -> Subject | None:
    """The nutrient that one needs more of."""
    named = page.mentions_in(e.end, min(s.end, e.end + _NEEDED_NEAR), "NUTRIENT")
    return Subject(named[0].start, named[0].end) if named else None


def at_risk(page: Page, named: list[Subject]) -> Subject:
    """Of several outcomes before a number the last that one is at risk of, else the last."""
    return next((what for what in reversed(named) if led_by_risk(page, what)), named[-1])
