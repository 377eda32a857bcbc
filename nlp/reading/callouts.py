"""Footnote markers that hang on sentences, recognised against the article's reference list."""

import re
from collections.abc import Sequence

from nlp.page import Callout, Line

_NUMBERS = r"\d{1,3}(?:\s?[-–,]\s?\d{1,3})*"
_CALLOUT = re.compile(
    rf"""
      (?<=[a-z)\]"”’'%*][.,;:!?]) (?P<after_stop>\d{{1,3}}(?:[-–,]\d{{1,3}})*) (?=\s+\D|\s*$|$)   # body.1 The; eat.2,3 Without
    | (?<=[a-z]{{4}}) (?P<after_word>\d{{1,3}}(?:[-–,]\d{{1,3}})*) (?=\s|[.,;:)]|$)                  # mineralization6 and
    | \[ (?P<bracketed>{_NUMBERS}) \]                                                               # [3, 5-7]
    | (?P<raised>[¹²³⁰⁴-⁹]+(?:[⁻,][¹²³⁰⁴-⁹]+)*)                                                     # ¹²
    """,
    re.VERBOSE | re.MULTILINE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def callouts(text: str, lines: Sequence[Line]) -> tuple[Callout, ...]:
    """Callouts of the text, in order: none where the article has no list with these numbers."""
    known = {line.marker for line in lines if line.kind == "reference" and line.marker}
    if not known:
        return ()
    found = []
    for line in lines:
        if line.kind in ("reference", "boilerplate"):
            continue
        for match in _CALLOUT.finditer(text, line.start, line.end):
            markers = _expanded(match[match.lastgroup or 0])
            if markers and known.issuperset(markers):
                found.append(Callout(match.start(), match.end(), markers))
    return tuple(found)


def _expanded(numbers: str) -> tuple[str, ...]:
    """`3, 5-7` is 3, 5, 6, 7."""
    markers: list[str] = []
    for part in re.split(r"\s*,\s*", numbers.translate(_RAISED).replace("–", "-")):
        first, _, last = (n.strip() for n in part.partition("-"))
        markers += [str(n) for n in range(int(first), int(last or first) + 1)]
    return tuple(markers)
