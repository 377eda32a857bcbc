"""The kind of every line of an article: heading, body, list item, table row, reference, furniture."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.page import Line
from nlp.reading import furniture, reflists
from nlp.schema import SentenceKind


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that stands on its own; `kind` and `marker` where the source's markup told them."""

    start: int
    end: int
    kind: SentenceKind | None = None
    marker: str | None = None


_RUN_ON_ITEM = re.compile(r"-\s+(?:(?!\s-\s).)+")
_LINE = re.compile(r"\S[^\n]*(?<=\S)")
_MARKER_ALONE = re.compile(r"(?:\d{1,3}\.\s*)?(?:\[\d{1,3}\]|\d{1,3}[.)])$")
_HEADING = re.compile(r"#{1,6}\s*(?P<text>\S.*?)[\s#]*$")
_BULLET = re.compile(r"[•*‣◦▪·●○–—-]\s+\S")
_NUMBERED = re.compile(
    r"(?:[*•-]\s+)?(?:\[(?P<square>\d{1,3}[a-z]?)\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})\s{0,2}[.)])(?:\s*↵)?(?:\s+|(?=[A-Z])|$)"
)
_NUMBERED_BARE = re.compile(r"(?:[*•-]\s+)?(\d{1,3})\s+(?=[A-Z])")  # in reference lists only
_ROW = re.compile(r"\|.*\||[^\t]*\t[^\t]*\S|.*\S \| \S.* \| \S")
_ENDED = re.compile(r"[.!?:][\"'”’)*\]]*$")


def blocks(text: str) -> list[Block]:
    """The lines of plain text; a marker that stands alone goes with the line after it, hard-wrapped lines with their paragraph."""
    found = [Block(start, end) for line in _LINE.finditer(text) for start, end in _items(text, *line.span())]
    wrapped = _is_wrapped(text, found)
    joined: list[Block] = []
    for block in found:
        if joined and _belongs(text, joined[-1], block, wrapped):
            joined[-1] = replace(joined[-1], end=block.end)
        else:
            joined.append(block)
    return joined


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items of a list that lost its line ends: "- one - two - three"."""
    if text.startswith("- ", start) and text.count(" - ", start, end) > 1:
        for item in _RUN_ON_ITEM.finditer(text, start, end):
            yield item.span()
    else:
        yield start, end


def _is_wrapped(text: str, found: Sequence[Block]) -> bool:
    """Whether lines end where the page did, not the paragraph: none is long, and most end within a sentence."""
    if len(found) < 6 or max(block.end - block.start for block in found) > 120:
        return False
    followed = [a for a, b in pairwise(found) if b.start - a.end <= 2 and a.end - a.start > 50]
    within = [block for block in followed if not _ENDED.search(text[block.start : block.end])]
    return len(followed) >= 4 and len(within) > 0.6 * len(followed)


def _belongs(text: str, before: Block, block: Block, wrapped: bool) -> bool:
    """Whether a line goes on what the line before began."""
    gap = text[before.end : block.start]
    if _MARKER_ALONE.match(text[before.start : before.end]):
        return gap.count("\n") <= 2 and not _MARKER_ALONE.match(text[block.start : block.end])
    if not wrapped or gap.count("\n") > 1 or before.end - text.rfind("\n", 0, before.end) < 50:
        return False
    line = text[block.start : block.end]
    return not any(form.match(line) for form in (_HEADING, _BULLET, _NUMBERED, _ROW))


def lines(text: str, found: Sequence[Block], title: str | None = None) -> tuple[Line, ...]:
    """Lines of the article in order, each with its kind and the heading it stands under."""
    written = [text[block.start : block.end] for block in found]
    kinds = _kinds(written, found, title)
    kinds = reflists.marked(written, kinds)
    kinds = _without_furniture(text, written, found, kinds, title)
    return tuple(_sectioned(written, found, kinds))


def _sectioned(written: Sequence[str], found: Sequence[Block], kinds: Sequence[SentenceKind]) -> Iterator[Line]:
    section: str | None = None
    around: str | None = None  # the section that goes on after a list with a heading of its own
    number, before = 0, ""
    for line, block, kind in zip(written, found, kinds, strict=True):
        if kind == "heading":
            around = section if _is_label(line) else None
            section = heading_text(line)
        elif kind == "body" and before == "list_item" and around:
            section, around = around, None
        marker = block.marker or _marker(line, kind)
        is_aside = kind == "boilerplate" or line.startswith(">")
        if kind != before and not is_aside:
            number = 0
        number += marker is not None
        if marker == "1" and number > 1 and not block.marker:
            marker = str(number)  # Markdown may number every item 1 and leave the counting to the page
        before = before if is_aside else kind
        yield Line(block.start, block.end, kind, None if kind == "heading" else section, marker)


def _is_label(line: str) -> bool:
    """Whether a heading only introduces the list below it: "For maintenance:"."""
    return not _HEADING.match(line) and line.rstrip("*_ ").endswith(":")


def _marker(line: str, kind: SentenceKind) -> str | None:
    """The number that a list item or reference is marked with."""
    if kind not in ("list_item", "reference"):
        return None
    found = _NUMBERED.match(line) or (_NUMBERED_BARE.match(line) if kind == "reference" else None)
    inner = _NUMBERED.match(line, found.end()) if found else None  # "1. [1] Title" is marked twice
    found = inner if inner and inner["square"] else found
    return next((number.lstrip("0") or "0" for number in found.groups() if number), None) if found else None


def heading_text(line: str) -> str:
    """The words of a heading without its markup."""
    found = _HEADING.match(line)
    plain = (found["text"] if found else line).strip("*_ :")
    return plain[numbered.end() :] if (numbered := _NUMBERED.match(plain)) and numbered.end() < len(plain) else plain


# --- kinds by shape ----------------------------------------------------------------------------------------------------


def _kinds(written: Sequence[str], found: Sequence[Block], title: str | None) -> list[SentenceKind]:
    """Kinds by markup and shape. From the last to the first, for what follows tells a heading."""
    kinds: list[SentenceKind] = ["body"] * len(written)
    for i in reversed(range(len(written))):
        kinds[i] = found[i].kind or _by_markup(written[i]) or "body"
        if i + 1 == len(written) or found[i].kind or kinds[i] not in ("body", "list_item") or _BULLET.match(written[i]):
            continue
        numbered = _NUMBERED.match(written[i])  # "1. Iron" is a heading where no other item but a paragraph follows
        if (not numbered or kinds[i + 1] == "body") and _heads(
            written[i][numbered.end() if numbered else 0 :], written[i + 1], kinds[i + 1], found[i + 1].start - found[i].end > 1
        ):
            kinds[i] = "heading"
    if written and kinds[0] == "body" and _is_title(written, title):
        kinds[0] = "heading"
    return kinds


def _by_markup(line: str) -> SentenceKind | None:
    if not any(c.isalpha() for c in line):
        return "table_cell" if any(c.isdigit() for c in line) else "boilerplate"  # the debris of a table; a rule
    if len(line) < 3 and not any(c.isdigit() for c in line):
        return "boilerplate"  # an initial that stands for a picture
    if _HEADING.match(line):
        return "heading"
    if ("|" in line or "\t" in line) and _ROW.match(line):
        return "table_cell"
    return "list_item" if _BULLET.match(line) or _NUMBERED.match(line) else None


def _is_title(written: Sequence[str], title: str | None) -> bool:
    """Whether the first line is the article's title."""
    first = written[0]
    return same(first, title) or (len(written) > 1 and len(first) <= 200 and first[-1] not in ".,;:")


def same(line: str, other: str | None) -> bool:
    """Whether two lines say the same but for case and the markup around them."""
    return other is not None and _bare(line) == _bare(other)


def _bare(line: str) -> str:
    return line.strip("#*_ .:").lower()


_LABEL = re.compile(r"[A-Z][\w -]{2,30}:(?:\s|$)")
_NO_HEADING = re.compile(
    r"""
      .*:\s*[<>~≈]?\s?\d                   # Sodium: 30 mg
    | .*(?:19|20)\d\d\s*[;,:]\s*\d          # Bone. 2012;51
    | .*(?:\bdoi\b|@|https?://|\bPMID\b)
    | [^"“].*[a-z)](?<!\bvs)[.!?]\s+[A-Z]    # two sentences
    | [^A-Z0-9"'“‘¿(].*[^?]$               # begins in the middle of a sentence
    """,
    re.VERBOSE,
)


def _heads(line: str, following: str, following_kind: SentenceKind, apart: bool) -> bool:
    """Whether an unmarked line is a heading: short, no sentence, and what follows is longer, a list or a table."""
    plain = line.strip("*_ ")
    if not plain or len(plain) > 120 or _NO_HEADING.match(plain):
        return False
    words = plain.split()
    if plain.endswith(":"):  # "Key takeaways:", not "The other videos in this series include:", and no label left empty
        return len(words) <= 4 and not _LABEL.match(following)
    if plain[-1] in ".,;" or len(words) > 16 or (": " in plain and not _is_title_case(words)):
        return False
    if following_kind in ("list_item", "table_cell"):
        return apart or len(words) <= 8 or plain[-1] == "?"
    if following_kind == "heading":
        return apart and _is_title_case(words)
    if following_kind != "body":
        return False
    enough = 30 if plain[-1] == "?" else max(60, 1.5 * len(plain))
    return len(following) >= enough or (apart and _is_title_case(words) and bool(_ENDED.search(following)))


def _is_title_case(words: Sequence[str]) -> bool:
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


# --- furniture ---------------------------------------------------------------------------------------------------------

_TAIL = 0.6  # share of the text after which a box reaches to the end of the article, if nothing ends it
_BOX_LINES = 6  # lines that a box higher up may hold
_BOX_LINE = 200  # characters of its longest line
_HEAD_LINES = 3  # lines at the head of a box that are its own, be they like headings: the author's name and title
_TEASER = 250  # characters that a card of a related article stays below


def _without_furniture(
    text: str, written: Sequence[str], found: Sequence[Block], kinds: Sequence[SentenceKind], title: str | None
) -> list[SentenceKind]:
    """Kinds with furniture told apart. A reference list ends any box, for it may stand below the related articles."""
    result = list(kinds)
    box: furniture.Covers | None = None
    opened = 0  # index of the line that opened the box
    for i, line in enumerate(written):
        if kinds[i] == "reference" or reflists.is_heading(line):
            box = None
        elif covers := furniture.covers(line):
            result[i] = "boilerplate"
            if covers != "line":
                box, opened = covers, i
        elif _is_repeated(written, i, title):
            result[i] = "boilerplate"
        elif box:
            in_tail = found[opened].start > _TAIL * len(text)
            if _box_ends(written, kinds, i, i - opened, in_tail and box == "rest", in_tail):
                box = None
            else:
                result[i] = "boilerplate"
    return result


def _box_ends(written: Sequence[str], kinds: Sequence[SentenceKind], i: int, depth: int, is_last: bool, in_tail: bool) -> bool:
    """Whether the article goes on at line i, `depth` lines into a box."""
    if is_last:
        return False
    if not in_tail:
        return depth > _BOX_LINES or len(written[i]) > _BOX_LINE or (kinds[i] == "heading" and depth > 1)
    if kinds[i] != "heading" or depth <= _HEAD_LINES:
        return False
    section = [line for line, kind in zip(written[i + 1 : i + 4], kinds[i + 1 : i + 4], strict=True) if kind in ("body", "list_item")]
    return any(len(line) > _TEASER and not line.endswith(("...", "…")) for line in section)


def _is_repeated(written: Sequence[str], i: int, title: str | None) -> bool:
    """Whether a short line says again what the line before it, or the title at the head of the article, said."""
    line = written[i]
    if i == 0 or len(line) > 200 or not any(c.isalpha() for c in line):
        return False
    at_head = i < 10 and all(len(other) <= 120 for other in written[1:i])
    return same(line, written[i - 1]) or (at_head and (same(line, written[0]) or same(line, title)))
