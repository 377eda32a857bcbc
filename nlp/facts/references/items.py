"""Items of a reference list: lines as they stand, lines that a page broke put together, lines that hold several cut apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.facts.references import names
from nlp.page import Line, Page

_MARKER = re.compile(
    r"(?:[*•\s]*(?:\[\s?\d{1,3}[a-z]?\s?\]|\[[IVXl]{1,5}\]|\(\d{1,3}\)|\d(?:\s{0,2}\d){0,2}\s*[.)\]](?!\d)|\d{1,3}\s?[-–]\s|\d{1,3}(?=\s{0,3}[A-Z]))[\s↵^.]*)*[*•↵^↑\s]*"
    r"(?-i:\(?[a-z]\)?[.)]\s*(?=[A-Z])|(?:[a-z]\s+){1,6}(?=[A-Z])|[ivx]{1,5}\s+(?=[A-Z]))?"
    r"(?:(?:sources?|(?:journal )?references?(?: information)?|(?:full )?citations?"
    r"|(?:journal |original |research )?(?:article|paper|publication)):\s*|Ref\.?:?\s+)?",
    re.IGNORECASE,
)
_OWN_MARKER = re.compile(r"\W*(\d(?:\s{0,2}\d){0,2}[a-z]?|[ivx]{1,5})\W*")
_BOLD = re.compile(r"\s*\*\*\s*(?=[;:,])|\*\*|(?<=\s)\*(?=\w)")
_BULLET = re.compile(r"\n\s*[*•>]\s")  # of a line that goes on
_SPACES = re.compile(r"[\s\u00a0]+")
_YEAR = re.compile(r"(?:18|19|20)\d\d")
# What goes on with an item that the line before began: small letters, or the numbers of a volume.
_GOES_ON = re.compile(
    r"[*\s]*(?:(?-i:[a-z])|(?:(?:19|20)\d\d[;,]\s?)?\d{1,4}(?:\s?\(\d+\))?\s?[:,–-]\s?\w?\d+(?:[–-]\w?\d+)?\.?\s*(?:$|http|doi|PM))",
    re.IGNORECASE,
)
_NEXT_NUMBER = re.compile(r"(?<=[\d.;)\]/a-z])\s+(?:\*\s+)?(?P<head>\[?(?P<marker>\d{1,3}))\s?[.)\]]\s+(?=[A-Z])")
_ITEM_ENDS = re.compile(
    r"(?:\d\(\d{1,3}\)\.|\[pii\]|[\d)][:;,.]\s?\w{0,2}\d+(?:[-–]\w*\d+)?\.?|PMID:?\s?\d+\.?|10\.\d{4,}/\S*\d\)?\.?|\d{4}\.|Press\.|/\S*"
    r"|[Aa]ccessed[ ][^.]{4,30}\.)\s+(?=[A-Z])"
)
_NO_NAMES = re.compile(r"[A-Z]\w+(?:\s\w+)?,\s[A-Z]{2}\s?:|PubMed\b")  # a publisher's place, a database
_BREAKS_OFF = re.compile(r"(?:(?<!\d)[,:]|&|\s(?:a|and|by|for|from|in|of|on|the|to|with))$")  # "Roe, P. J., &", "the uses of salt in"
_OPENING = 900  # characters of an item within which the names that open it end
_CHARS = 1500  # of an item that are read


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: where it stands, its marker, and its words without the marker, in one line."""

    start: int
    end: int
    marker: str | None
    text: str


def of(page: Page) -> Iterator[Item]:
    """The items of the page's reference list, in order."""
    for span in _joined(page):
        yield from _cut(page.text, span)


def _joined(page: Page) -> Iterator[Item]:
    """Lines of the list, each with those that go on with it."""
    lines = page.article.lines
    listed = [at for at, line in enumerate(lines) if line.kind == "reference"]
    is_marked = sum(lines[at].marker is not None for at in listed) > 0.4 * len(listed)
    read_to = -1
    for at in listed:
        if at <= read_to:
            continue
        read_to = at
        item = Item(lines[at].start, lines[at].end, lines[at].marker, "")
        while read_to + 1 < len(lines) and _goes_on(page.text, item, lines[read_to + 1], is_marked=is_marked):
            read_to += 1
            item = replace(item, end=lines[read_to].end)
        yield item


def _goes_on(text: str, last: Item, line: Line, *, is_marked: bool) -> bool:
    """Whether a line without a marker goes on with the item before it, which breaks off.

    In a list with markers it goes on also where the item has told no year yet or breaks off before its numbers.
    """
    if line.marker is not None or line.kind not in ("reference", "list_item", "body"):
        return False
    if _BREAKS_OFF.search(text[last.start : last.end]):
        return True
    if not is_marked or last.marker is None:
        return False
    ending = text[last.end - 1]
    if line.kind == "reference" and (ending.isalpha() or ending == ")" or _GOES_ON.match(text, line.start, line.end)):
        return True
    if names.persons(text[line.start : line.end].lstrip("*• ")) and text[last.end - 1] not in ",;&":
        return False
    return _YEAR.search(text, last.start, last.end) is None and _YEAR.search(text, line.start, line.end) is not None


def _cut(text: str, item: Item) -> Iterator[Item]:
    """The items that a stretch of the list holds: a next number or a next list of names begins another."""
    start, marker = item.start, item.marker
    for cut in _cuts(text, item):
        yield _read(text, start, cut[0], marker)
        start, marker = cut[1], cut[2]
    yield _read(text, start, item.end, marker)


def _cuts(text: str, item: Item) -> list[tuple[int, int, str | None]]:
    """Where an item ends and the next begins, with the next one's marker."""
    cuts: list[tuple[int, int, str | None]] = []
    number = int(item.marker) if item.marker and item.marker.isdecimal() else None
    for found in _NEXT_NUMBER.finditer(text, item.start, item.end) if number else ():
        if int(found["marker"]) == number + len(cuts) + 1 and _YEAR.search(text, item.start, found.start()):  # type: ignore[operator]
            cuts.append((found.start(), found.start("head"), found["marker"]))
    if cuts or item.marker or _head(text[item.start : item.end])[1]:
        return cuts
    for found in _ITEM_ENDS.finditer(text, item.start, item.end):
        if _opens(text, found.end()) and _YEAR.search(text, cuts[-1][1] if cuts else item.start, found.end()):
            cuts.append((found.end(), found.end(), None))
    return cuts


def _opens(text: str, at: int) -> bool:
    """Whether an item may begin at an offset: with its authors, and not with what only looks like them."""
    return not _NO_NAMES.match(text, at) and names.opening(_SPACES.sub(" ", text[at : at + _OPENING])) is not None


def _read(text: str, start: int, end: int, marker: str | None) -> Item:
    while end > start and text[end - 1].isspace():
        end -= 1
    written = text[start : min(end, start + _CHARS)]
    length, own = _head(written)
    words = _SPACES.sub(" ", _BULLET.sub(" ", _BOLD.sub("", written[length:]))).strip()
    return Item(start, end, marker or own, words)


def _head(written: str) -> tuple[int, str | None]:
    """How many characters mark an item, and the number or letters that they tell."""
    head = _MARKER.match(written)
    own = _OWN_MARKER.fullmatch(head[0]) if head else None
    return head.end() if head else 0, "".join(own[1].split()) if own else None
