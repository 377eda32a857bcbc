"""The kind of every line of an article: heading, body, list item, table row, reference, furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.page import Line
from nlp.schema import SentenceKind


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own; `kind` and `marker` where the source's markup told them."""

    start: int
    end: int
    kind: SentenceKind | None = None
    marker: str | None = None


_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)[\s#]*$")
_BULLET = re.compile(r"[•*‣◦▪·●○–—-]\s+\S")
_NUMBERED = re.compile(r"(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})[.)])(?:\s+|$)")
_RULE = re.compile(r"[\W_]+$")
_ROW = re.compile(r"\|.*\||.*\t.*\t|.*\S \| \S.* \| \S")
_REFERENCES = re.compile(r"(?:references?|sources?|bibliography|citations?|works cited|literature cited)\b[\w &,/]{0,20}:?$", re.IGNORECASE)


def blocks(text: str) -> Iterator[Block]:
    """The physical lines of plain text."""
    return (Block(*found.span()) for found in _LINE.finditer(text))


def lines(text: str, found: list[Block]) -> tuple[Line, ...]:
    """Lines of the article in order, each with its kind and the heading it stands under."""
    made: list[Line] = []
    section: str | None = None
    in_references = False
    for i, block in enumerate(found):
        line = text[block.start : block.end]
        following = text[found[i + 1].start : found[i + 1].end] if i + 1 < len(found) else ""
        kind, marker = _kind(line, following)
        kind, marker = block.kind or kind, block.marker or marker
        if kind == "heading":
            section = heading_text(line)
            in_references = bool(_REFERENCES.match(section))
        elif in_references and kind == "list_item":
            kind = "reference"
        made.append(Line(block.start, block.end, kind, None if kind == "heading" else section, marker))
    return tuple(made)


def heading_text(line: str) -> str:
    """The words of a heading without its markup."""
    found = _HEADING.match(line)
    return (found["text"] if found else line).strip("*_ :")


def _kind(line: str, following: str) -> tuple[SentenceKind, str | None]:
    if _RULE.match(line):
        return "boilerplate", None
    if _HEADING.match(line):
        return "heading", None
    if _ROW.match(line):
        return "table_cell", None
    if _BULLET.match(line):
        return "list_item", None
    if found := _NUMBERED.match(line):
        return "list_item", found["square"] or found["round"] or found["plain"]
    if len(line) <= 120 and line[-1] not in ".:;,!" and len(following) > len(line) and line[0].isupper():
        return "heading", None
    return "body", None
