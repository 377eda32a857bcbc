"""Whose effect an estimate is: the exposures, what they are compared with, the arm."""

import re
from itertools import islice

from nlp.facts.effects.clauses import head
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.names import Subject
from nlp.page import Mention, Page, Sentence

_COMPARATOR = re.compile(
    r"""\b(?: (?: as [ ] )? compared [ ] (?: with | to | against ) | in [ ] comparison [ ] (?: with | to ) | versus | vs\.?
      | relative [ ] to | as [ ] opposed [ ] to | rather [ ] than
        | than (?: [ ] (?: in | for | with | among ) )? (?= [ ] (?: those | people | women | men | patients | participants | the
          | placebo | control | children | adults | who ) ) )
        [ ] (?P<what> (?: [^.;:()\[\]|] | \.(?=\d) | [(\[]OH[)\]] ){3,90}? )
        (?= , [ ] | \.(?!\d) | [;:|)\]] | [(\[](?!OH) | $ | [ ] (?: had | was | were | after | at
          | in [ ] the [ ] study | \d ) )""",
    re.VERBOSE | re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:for\s)?(?:every|each|per)\s(?:additional\s|extra\s)?(?P<what>\d(?:[^.;:()\[\],]|\.(?=\d)|[(\[]OH[)\]]){2,70}?)(?=,|\.(?!\d)|[;:)\]]|[(\[](?!OH)|\s(?:was|were|is"
    r"|the|their|had)\s|$)",
    re.IGNORECASE,
)
_STEP_LED = re.compile(r"\b(?:every|each|per)\s(?:additional\s|extra\s)?$", re.IGNORECASE)  # what is taken more of, not another arm
_STEP_NEAR = 20
_ARM = re.compile(r"\b(?:in|of|for|among|with|the)\s(?:the\s)?(?P<what>(?:[\w'+/-]+\s){0,4}?(?:group|arm)(?:\s[A-D1-4]\b)?)", re.IGNORECASE)
_NOT_TAKEN = re.compile(
    r"\b(?:without|no|not taking|instead of|unlike|than|versus|vs\.?|compared (?:to|with)|rather than)\s(?:\w+\s){0,2}$", re.IGNORECASE
)
_PARAGRAPH = 8  # sentences before one that may tell its exposure


def exposures(page: Page, s: Sentence, start: int, what: Subject | None, against: tuple[int, int] | None) -> tuple[str, ...]:
    """Nutrients that the estimate is told of, sorted.

    Those of its clause, else of its sentence, else of the sentences before, else of the title.
    """

    def named(low: int, high: int) -> tuple[str, ...]:
        return tuple(
            sorted({m.concept_id for m in page.mentions_in(low, high, "NUTRIENT") if m.concept_id and _is_exposure(page, m, what, against)})
        )

    if found := named(head(page, s, start), start) or named(s.start, s.end):
        return found
    before = (page.sentences[i] for i in range(s.position - 1, -1, -1))
    for sentence in islice((b for b in before if b.kind in ("body", "heading", "list_item")), _PARAGRAPH):
        if found := named(sentence.start, sentence.end):
            return found
    return named(page.sentences[0].start, page.sentences[0].end)


def _is_exposure(page: Page, m: Mention, what: Subject | None, against: tuple[int, int] | None) -> bool:
    if what and m.start < what.end and what.start < m.end:
        return False
    if against and against[0] <= m.start < against[1] and not _STEP_LED.search(page.shadow, max(0, against[0] - _STEP_NEAR), against[0]):
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
    before = list(_ARM.finditer(page.shadow, head(page, s, e.start), e.start))
    return before[-1].span("what") if before else None
