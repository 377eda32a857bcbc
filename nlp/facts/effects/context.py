"""Outcomes that the sentence of an estimate does not tell: what was spoken of before it."""

import re

from nlp import lexicon
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import EVENTS, Subject, any_word, is_level, is_status, outcomes
from nlp.facts.effects.who import is_of_whom
from nlp.page import Page, Sentence

BARE_RISK = re.compile(  # "35% lower risk" and "twice the risk of developing the condition": of what, was said before
    rf"\s?(?:{any_word('risk', 'rate')}|likely)"
    r"(?:\s(?:of|for|to)\s(?:be\s)?(?:developing|getting|having|develop|get|have|diagnosed with)?"
    r"\s?(?:the|this|that|their)?\s?(?:disease|condition|disorder|illness|problem|it|do so))?(?:\sand\s.*)?\s?",
    re.IGNORECASE | re.DOTALL,
)
_LIKELY_TO = re.compile(r"likely to\s", re.IGNORECASE)
_GOES_ON = re.compile(r"[\s*#>|•-]*(?:[a-z(\[]|Group |An? [\d.]+ ?%)")  # a sentence that begins within another
_MORE_WHO = re.compile(r"\b(?:higher|lower|greater|smaller)\s(?:numbers?|proportion|percentage|share|rate)\sof\s(?P<words>.+)", re.DOTALL)
_THIS = re.compile(  # "This association was strong among boys (OR 2.1)"
    r"""[\s*#>|•-]* (?: this | these | the | an? | similar ) \s (?: \w+ \s ){0,2}?
    (?: association | relationship | effect | finding | risk | result | benefit ) s? \s
    (?! of \b | with \b | for \b | between \b | on \b )""",
    re.VERBOSE | re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:it|this|these|they|those levels?|that)(?:'s)?\s(?:\w+\s){0,3}$", re.IGNORECASE)
_PREDICTORS = re.compile(
    r"\b(?:factors?\b.*\bpredict\w*|factors? (?:for|of)|predictors? of|(?:related|linked) to|associated with)\b", re.IGNORECASE
)
_RATIO_ROW = re.compile(r"[\s|*]*(?:\w+\s){0,3}ratios?\b[^|]*\|", re.IGNORECASE)  # of what, a row above tells
_OF_LEVELS = ("correlation", "mean_difference", "standardized_mean_difference")  # as often of what is measured as of what was spoken of
_LOOK_BACK = 700


def carried(page: Page, s: Sentence, until: int, noun: str | None = None, *, is_risk: bool = False) -> Subject | None:
    """The outcome last named before a place, not too far; of several the last with a noun in its name ("that damage").

    "Vegetarians had 35% lower risk" tells it of what was spoken of.
    """
    named = [o for o in outcomes(page, max(0, s.start - _LOOK_BACK), until) if not is_risk or (_may_befall(o) and not is_of_whom(page, o))]
    alike = [o for o in named if noun and noun.lower() in page.shadow[o.start : o.end].lower()]
    return next(iter((alike or named)[::-1]), None)


def _may_befall(what: Subject) -> bool:
    """Whether one may be at risk of an outcome: not of a biomarker or a function."""
    return not what.outcome_id or lexicon.outcomes()[what.outcome_id].category in EVENTS | {"symptom"}


def spoken_of(page: Page, s: Sentence, e: Estimate, *, is_bare: bool) -> Subject | None:
    """What was spoken of before a sentence that does not tell it: the outcome last named, where it goes on ("they fell by 9%").

    Else the one outcome of the sentence before, or of the title; None where several are named: what is not told is not guessed.
    """
    if is_bare and page.shadow[s.start : e.start].strip(" *•-([") == "":
        return None
    if _LIKELY_TO.match(page.shadow, max(e.start, e.end - len("likely"))) and not BARE_RISK.match(page.shadow, e.end):
        return None
    if s.kind == "list_item" and _GOES_ON.match(page.shadow, s.start):
        lead = lead_of(page, s)
        return next((o for o in outcomes(page, lead.start, lead.end)[::-1] if not is_of_whom(page, o)), None) if lead else None
    if is_bare and page.shadow[s.start] in "([":
        return None
    if s.kind == "table_cell" and e.measure in RATIOS and _RATIO_ROW.match(page.shadow, s.start, e.start):
        return carried(page, s, s.start, is_risk=True)
    before = next((b for b in page.sentences[s.position - 1 :: -1] if b.kind != "boilerplate"), s) if s.position else s
    if page.shadow[s.start : e.start].strip(" >*•-") in ("(", "[") and (more := _MORE_WHO.search(page.shadow, before.start, before.end)):
        return next(iter(outcomes(page, *more.span("words"))), None) or Subject(*more.span("words"))
    if (s.kind == "body" and _GOES_ON.match(page.shadow, s.start)) or _THEY.search(page.shadow, max(s.start, e.start - 40), e.start):
        return carried(page, s, s.start, is_risk=e.measure in RATIOS)
    is_of_that = e.measure in RATIOS and _THIS.match(page.shadow, s.start, s.end)
    if (is_bare or e.measure in _OF_LEVELS) and not is_of_that:
        return None
    for told in (before, page.sentences[0]):
        if named := {o.outcome_id: o for o in outcomes(page, told.start, told.end) if not is_level(o)}:
            only = next(iter(named.values())) if len(named) == 1 else None
            is_at_hand = e.measure in RATIOS and told is before and s.kind != "table_cell"
            return only or (carried(page, s, s.start, is_risk=True) if is_at_hand else None)
    return None


def predicted(page: Page, s: Sentence) -> Subject | None:
    """What a list of predictors is of, by the words that lead it in: "Recurrence of gout was closely related to" (a list of ratios)."""
    lead = lead_of(page, s) if s.kind == "list_item" else None
    if not lead or not _PREDICTORS.search(page.shadow, lead.start, lead.end):
        return None
    named = [o for o in outcomes(page, lead.start, lead.end) if _may_befall(o) and not is_status(o) and not is_of_whom(page, o)]
    return named[-1] if named else None


def lead_of(page: Page, s: Sentence) -> Sentence | None:
    """The sentence that leads a list in, of one of its items."""
    before = (page.sentences[i] for i in range(s.position - 1, max(-1, s.position - 12), -1))
    lead = next((b for b in before if b.kind != "list_item"), None)
    return lead if lead and page.shadow[lead.end - 1] not in ".!?" else None
