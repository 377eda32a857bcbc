"""Footnote markers that hang on sentences, recognised against the article's reference list."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from nlp.page import Callout, Line

_LIST = r"\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*"
_GLUED = r"\d{1,3}(?:[-–,]\d{1,3})*"
_CALLOUT = re.compile(
    rf"""
      \[\s?(?P<square>{_LIST})\s?\]                                                    # [3, 5-7]
    | (?<=[a-z)\]"”’'%*][.,;!?]) (?P<after_stop>{_GLUED}) (?=[\s)]|$)                    # body.1 The; eat.2,3 Without; eat,4 making
    | (?<=[a-z]{{4}}) (?P<after_word>{_GLUED}) (?=[\s,;:)]|\.(?!\w)|$)                   # mineralization6 and
    | (?P<raised>[¹²³⁰⁴-⁹]+(?:[⁻,][¹²³⁰⁴-⁹]+)*)                                           # body.¹²
    | (?<=[a-z%.,;)\]"”’]\s) \((?P<round>{_LIST})\) (?=[\s.,;:]|$)                       # rats (13).
    """,
    re.VERBOSE,
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# Words whose number is their own: "omega3", "Fig. 2", "phase (2)".
_NUMBERED = re.compile(
    r"\b(?:vitamin|omega|type|phase|group|stage|grade|table|figure|day|week|month|visit|step|level|part|chapter|font|(?:figs?|no|nos|vol|pp?)\.)\s?$",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?:(?:^|\D)10|(?:^|[\W\d])(?:[ckmµ]?m|ft|in|s))$")  # what a raised number is an exponent of: 10⁶, kg/m²
_SLACK = 4  # places that a list's next number may run ahead: callouts in figures and tables get lost
_RESUMED = 2  # callouts, of the next few, that go on where the numbers jump ahead
_CITED = 0.9  # share of a list's length that the highest number cited must reach for its items to be numbered
_ENOUGH = 3  # callouts that must run in order before round brackets, or a beginning amid the list, are believed
_NAMES = 0.35  # share of words in small letters below which a line is one of names: "Ann Lee1, Bo Poe2 and Cy Roe1"


def callouts(text: str, lines: Sequence[Line]) -> tuple[Callout, ...]:
    """Callouts of the text, in order: none where the article has no reference list with these numbers.

    Numbers in square brackets are believed wherever the list has them, others only where they run nearly in order, and numbers
    in round brackets only where the article has no other callouts.
    """
    places: dict[str, int] = {}
    for line in lines:
        if line.kind == "reference" and line.marker:
            places.setdefault(line.marker, len(places) + 1)
    if not places:
        return ()
    known = [(style, callout) for style, callout in _candidates(text, lines) if all(marker in places for marker in callout.markers)]
    square = [callout for style, callout in known if style == "square"]
    glued = _in_order([callout for style, callout in known if style not in ("square", "round")], places)
    found = sorted(square + glued, key=lambda callout: callout.start)
    if not found:
        found = _in_order([callout for style, callout in known if style == "round"], places)
        found = found if len(found) >= _ENOUGH else []
    return tuple(found)


def _in_order(found: Sequence[Callout], places: Mapping[str, int]) -> list[Callout]:
    """Those callouts that go back to a number met before or on to one of the next."""
    firsts = [places[callout.markers[0]] for callout in found]
    start = min(firsts[:_ENOUGH], default=1) - 1
    reached, kept = start, []
    for i, (place, callout) in enumerate(zip(firsts, found, strict=True)):
        # Past a gap (a figure or table that was lost) the next callouts must go on from there.
        going_on = sum(place - _SLACK <= later <= place + 2 * _SLACK for later in firsts[i + 1 : i + 1 + _SLACK])
        if place <= reached + _SLACK or going_on >= _RESUMED:
            reached = max(reached, *(places[marker] for marker in callout.markers))
            kept.append(callout)
    return kept if start < _SLACK or len(kept) >= _ENOUGH else []


def numbered(text: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with the items of a list that lost its numbers numbered by their place, where the text cites nearly all of them."""
    items = [line for line in lines if line.kind == "reference" and text[line.start] != ">"]  # which goes on with a broken line
    if len(items) < _ENOUGH or any(line.marker for line in items):
        return tuple(lines)
    cited = {int(m) for style, callout in _candidates(text, lines) if style in ("square", "after_stop") for m in callout.markers}
    if not cited or min(cited) > 1 or not _CITED * len(items) <= max(cited) <= len(items) or len(cited) < len(items) / 2:
        return tuple(lines)
    markers = {line.start: str(n) for n, line in enumerate(items, 1)}
    return tuple(replace(line, marker=markers[line.start]) if line.start in markers else line for line in lines)


def _candidates(text: str, lines: Sequence[Line]) -> Iterator[tuple[str, Callout]]:
    """What has the form of a callout, with the name of the form."""
    for line in lines:
        if line.kind in ("reference", "boilerplate"):
            continue
        of_names: bool | None = None
        for match in _CALLOUT.finditer(text, line.start, line.end):
            style = match.lastgroup or ""
            if style != "square":
                if of_names is None:
                    of_names = _is_of_names(text[line.start : line.end])
                own = _POWER if style == "raised" else _NUMBERED
                if of_names or own.search(text, max(line.start, match.start() - 12), match.start()):
                    continue
            yield style, Callout(match.start(), match.end(), _expanded(match[style]))


def _is_of_names(line: str) -> bool:
    words = line.split()
    return sum(word[0].islower() for word in words) < _NAMES * len(words)


def _expanded(numbers: str) -> tuple[str, ...]:
    """`3, 5-7` is 3, 5, 6, 7."""
    markers: list[str] = []
    for part in re.split(r"\s*[,;]\s*", numbers.translate(_RAISED).replace("–", "-")):
        first, _, last = (n.strip() for n in part.partition("-"))
        markers += [str(n) for n in range(int(first), int(last or first) + 1)] or [first, last]
    return tuple(markers)
