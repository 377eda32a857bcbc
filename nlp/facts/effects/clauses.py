"""Clauses around a number: where its own begins and ends, and where the words after it stop telling what changes."""

import re

from nlp.facts.effects.estimates import Estimate
from nlp.page import Page, Sentence

_TAIL_END = re.compile(  # where the words that follow a number stop telling what changes
    r"""[.;:?!|] | , \s | \s - \s | [(\[] (?! (?: OH | HDL | LDL ) \b )
    | \s (?: and \s | or \s )? (?: an? \s | about \s )? (?= \d [\d.]* \s? (?: % | percent \b | X \b | -? fold \b | times \b ) )
    | \s (?: than | compared | versus | vs | among | when | while | whereas | but | after | if | by
      | (?<! baby[ ] ) (?<! child[ ] ) (?<! diagnosed[ ] ) (?<! born[ ] ) (?<! time[ ] ) (?<! down[ ] ) with
      | without | on | following | at | per | over
      | (?<! classified[ ] ) (?<! diagnosed[ ] ) (?<! defined[ ] ) as
      | (?<! death[ ] ) (?<! deaths[ ] ) (?<! dying[ ] ) (?<! die[ ] ) from
      | due | because | that | who | which | were | was | is | are | had | has
      | for [ ] (?: each | every | those | people | women | men | participants | patients ) ) \s""",
    re.VERBOSE | re.IGNORECASE,
)
_TAIL = 110
_CLAUSE_START = re.compile(r"[;?!]|(?<!vs)\.\s|,\s(?:and|but|while|whereas|although)\s|\s(?:while|whereas|but)\s", re.IGNORECASE)
_COPULA = re.compile(
    r"\b(?:was|were|is|are|be|been|being|became)\s(?:(?:also|about|around|nearly|almost|over|up to|roughly|approximately"
    r"|significantly|on average|at least|still|even|some|an|a|by|more than)\s)*$",
    re.IGNORECASE,
)


def tail(page: Page, start: int, limit: int) -> tuple[int, int]:
    """The words after a number that may tell what changes, as a span."""
    stop = min(limit, start + _TAIL)
    found = _TAIL_END.search(page.shadow, start, stop)
    return start, found.start() if found else stop


def head(page: Page, s: Sentence, before: int) -> int:
    """Where the clause begins that stands before a place."""
    starts = list(_CLAUSE_START.finditer(page.shadow, s.start, before))
    return next((m.end() for m in reversed(starts) if not _in_brackets(page.shadow[s.start : m.start()])), s.start)


def foot(page: Page, s: Sentence, after: int) -> int:
    """Where the clause ends that stands after a place."""
    ends = _CLAUSE_START.finditer(page.shadow, after, s.end)
    return next((m.start() for m in ends if not _in_brackets(page.shadow[s.start : m.start()])), s.end)


def is_after_copula(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether "was", "is" stands before the estimate, so that its subject does too: "the risk was 24% higher"."""
    return bool(_COPULA.search(page.shadow, max(s.start, e.start - 40), e.start))


def _in_brackets(before: str) -> bool:
    return before.count("(") > before.count(")")
