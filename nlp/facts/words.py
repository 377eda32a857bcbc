"""What finders share: the words.tsv beside each, how words are woven into patterns, and the sentences worth a closer look."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from nlp import tsv
from nlp.page import Page, Sentence

COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
"""Source of a pattern, verbose or not, for how many there are, in digits or words, from two on."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
"""Likewise for the name of a month, in full or short."""


@cache
def meanings(package: str, *classes: str) -> dict[str, str]:
    """Word -> what it means, over some classes of the words.tsv of a finder's package (columns: class, means, words)."""
    return {word: row["means"] for row in tsv.rows(package, "words") if row["class"] in classes for word in row["words"].split("|")}


def alternatives(words: Iterable[str]) -> str:
    """Source of a verbose pattern for any of the words, the longest first.

    >>> alternatives(["risk", "risk ratio"])
    'risk[ ]ratio|risk'
    """
    return "|".join(re.escape(w).replace(r"\ ", "[ ]") for w in sorted(set(words), key=lambda w: (-len(w), w)))


def grammar(source: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A verbose pattern in which `[ ]` stands for any run of spaces and asterisks (marks of bold print), `[ ]?` for none too."""
    return re.compile(source.replace("[ ]?", "[ *]{0,6}").replace("[ ]", "[ *]{1,6}"), re.VERBOSE | flags)


def scanner(source: str) -> Any:
    """An RE2 pattern of the same notation, in any case, for finding words fast in a sentence; RE2 knows no look-around."""
    spaced = source.replace("[ ]?", r"[\x20*]{0,6}").replace("[ ]", r"[\x20*]{1,6}")
    return re2.compile("(?i)" + re.sub(r"\s+", "", spaced))


def occurrences(scan: Any, shadow: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a scanner's words within [start, end) that no hyphen or letter continues to the left."""
    text = shadow[start:end]
    found = [m.span() for m in scan.finditer(text)]
    return [(start + low, start + high) for low, high in found if low == 0 or not (text[low - 1] == "-" or text[low - 1].isalnum())]


def holds(text: str, literals: tuple[str, ...]) -> bool:
    """Whether one of some literals occurs in a text: the cheapest reason not to run a pattern."""
    return any(literal in text for literal in literals)


def triggered(page: Page, trigger: Any, kinds: tuple[str, ...]) -> list[Sentence]:
    """The sentences of some kinds in which a compiled RE2 pattern occurs, each once, in order."""
    found: list[Sentence] = []
    read_to = 0
    for m in trigger.finditer(page.shadow):
        if m.start() >= read_to:
            s = page.sentence_at(m.start())
            read_to = max(s.end, m.end())
            if s.kind in kinds:
                found.append(s)
    return found
