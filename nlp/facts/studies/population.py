"""Who was studied: the people counted, else those that the sentence names with the study."""

import re

from nlp.facts.studies.found import Found
from nlp.page import Mention, Page

# Words that say of whom a study is only that they took part.
_ANYONE = re.compile(
    r"(?:(?:study|unique|total|human|such|eligible|consecutive|most) )?"
    r"(?:participants|particpants|people|persons|subjects|individuals|volunteers|cases|members)",
    re.IGNORECASE,
)
# What tells whom only with the noun after it, and a state that no one is.
_NO_ONE = re.compile(r"(?:pa?ediatric|neonatal|postmenopausal|lactation|\w+ controls|controls|cases)", re.IGNORECASE)
_PREFIX = re.compile(r"\b(?:non|pre|post|peri|ex)-$", re.IGNORECASE)
_PATIENT = re.compile(r"\b\d\d?-year-old[ -](?:\w+ ){0,2}?(?:m[ae]n|wom[ae]n|boy|girl|(?:fe)?male|patient|infant|child|lady|gentleman)\b")
_OF_A_NAME = re.compile(r"(?:'s?)? [A-Z]")  # "Women's Hospital", "Health Professionals Follow-Up Study"
_FIRST = re.compile(r"\W*(?:[\w-]+,? )?(?:in|among|of|for) (?:[\w-]+ ){0,4}", re.IGNORECASE)  # "However, in older women, one trial ..."
_THAN = re.compile(r"\bthan (?:in |among |the |that of )*$")  # whom they were compared with
_NEAR = 6  # characters in which the second of a pair begins
_PAIRED = re.compile(r" (?:and|or) ")
_ACCORDING = re.compile(r"\baccording to (?:\w+ )?$")
_AT_THE_END = 30  # characters after a study whose finding stands before it: "..., a new study suggests"


def population(page: Page, study: Found, end: int) -> str | None:
    """The people counted; else the first named from the study's name to `end`, where the next study of the sentence is named.

    What stands before the study tells them where it is a heading or list item, begins with them, or is what the study found.
    """
    people = study.size.people if study.size else None
    if people and not _ANYONE.fullmatch(page.text, *people):
        return page.text[people[0] : _end_of_pair(page, people[1])]
    if study.design == "case_report" and (patient := _PATIENT.search(page.shadow, study.start, study.end)):
        return page.text[slice(*patient.span())]
    s = study.sentence
    named = [
        m
        for m in page.mentions_in(s.start, end, "POPULATION")
        if not (_OF_A_NAME.match(page.shadow, m.end) or _THAN.search(page.shadow, s.start, m.start))
        and not _NO_ONE.fullmatch(page.shadow, m.start, m.end)
    ]
    after = [m for m in named if m.start >= study.start]
    told = after or [m for m in named if _is_of_study(page, study, m)]
    return page.text[_in_full(page, told[0].start) : _end_of_pair(page, told[0].end)] if told else None


def _in_full(page: Page, start: int) -> int:
    """Where people named from `start` on begin with what stands before a hyphen: "pre-diabetic patients"."""
    prefix = _PREFIX.search(page.shadow, max(0, start - 6), start)
    return prefix.start() if prefix else start


def _end_of_pair(page: Page, end: int) -> int:
    """Where people named up to `end` end together with those named beside them: "black boys and girls"."""
    beside = next(iter(page.mentions_in(end, end + _NEAR, "POPULATION")), None)
    return beside.end if beside and _PAIRED.fullmatch(page.shadow, end, beside.start) else end


def _is_of_study(page: Page, study: Found, people: Mention) -> bool:
    """Whether people named before a study are those that it is of."""
    s = study.sentence
    if s.kind != "body" or _FIRST.fullmatch(page.shadow, s.start, people.start):
        return True
    return s.end - study.end < _AT_THE_END or _ACCORDING.search(page.shadow, s.start, study.start) is not None
