"""From a web page to its main text: trafilatura finds it, and we walk what it found to text and blocks."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import trafilatura
from lxml import etree, html

from nlp.reading.characters import clean, raised
from nlp.reading.lines import Block
from nlp.schema import SentenceKind

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without text, for which we have rejects

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # lxml takes no text with an encoding declared in it
_PARSER = html.HTMLParser(remove_comments=True, remove_pis=True)  # comments amid a paragraph would cost the text after them
_MIN_CHARS = 120  # less than a paragraph is no article
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")
_BLOCKS = frozenset({"p", "head", "list", "item", "table", "row", "cell", "quote", "div", "main", "body", "code"})
_COUNTER = re.compile(r"\d{1,2}[.)]?")  # the number of a slide or step, without its words
_SENTENCE_END = re.compile(r"[.!?:;)”\"]$")


@dataclass
class WebPage:
    """A page's main text, its blocks, and what the page says of itself."""

    text: str
    blocks: list[Block]
    title: str | None
    authors: tuple[str, ...]
    published: str | None  # as ISO 8601
    url: str | None


def web_page(source: str) -> WebPage:
    """Read an HTML page.

    Raises:
        ValueError: a message for people where the page holds no article.
    """
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", source), parser=_PARSER)
    except (etree.ParserError, ValueError) as error:
        raise ValueError("HTML with no article in it") from error
    _unfold(tree)
    found: Any = trafilatura.bare_extraction(
        tree, include_comments=False, include_formatting=True, include_links=True, favor_recall=True, with_metadata=True
    )
    if found is None or found.body is None:
        raise ValueError("HTML with no article in it")
    written = _Writer()
    written.walk(found.body)
    if found.title and written.blocks and written.blocks[0].kind != "heading":
        written = _Writer()
        written.write(found.title, "heading", None)
        written.walk(found.body)
    text, blocks = written.finish()
    if len(text) < _MIN_CHARS:
        raise ValueError("HTML with no article in it")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return WebPage(text, blocks, found.title, authors, found.date, found.url)


def _unfold(tree: Any) -> None:
    """Show what the page folds away and trafilatura would drop: accordions, and captions that are text of their own."""
    for details in tree.iter("details"):
        _become(details, "div")
    for summary in tree.iter("summary"):
        _become(summary, "p")
        etree.strip_tags(summary, "*")
    for section in tree.xpath(
        ".//section[not(*[not(self::a or self::b or self::br or self::em or self::i or self::span or self::strong)])]"
    ):
        _become(section, "p")
    for caption in tree.xpath(".//figcaption"):
        _become(caption, "p")
        for around in caption.iterancestors("figure", "li", "div"):
            # Cards of a slider are hidden until they slide in.
            if around.tag == "figure" or "slide" in around.get("class", "") or "aria-hidden" in around.attrib:
                _become(around, "div")


def _become(element: Any, tag: str) -> None:
    """Make an element a plain one, without the names by which trafilatura knows what to drop."""
    element.tag = tag
    element.attrib.clear()


@dataclass
class _Writer:
    """Writes blocks one after the other, with their offsets."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def walk(self, element: Any, kind: SentenceKind | None = None, marker: str | None = None) -> None:
        """Write an element's blocks; inline text between them is a block too."""
        inline = [_said(element.text)]

        def close() -> None:
            for line in _broken("".join(inline)):
                self.write(line, kind, marker)
            inline.clear()

        for child in element:
            if child.tag in _BLOCKS:
                close()
                self._block(child, kind, marker)
            else:
                inline.append(_inline(child, "".join(inline)))
            inline.append(_said(child.tail))
        close()

    def _block(self, element: Any, kind: SentenceKind | None, marker: str | None) -> None:
        if element.tag == "head":
            self.walk(element, kind or "heading")
        elif element.tag == "list":
            numbered = element.get("rend") == "ol"
            for number, item in enumerate(element, start=1):
                if numbered and item.find("list") is None:  # a reference may hold authors, title and journal in blocks of their own
                    self.write(" ".join(_flat(item)), "list_item", str(number))
                else:
                    self.walk(item, "list_item", str(number) if numbered else None)
        elif element.tag == "row":
            self._row(element)
        else:
            self.walk(element, kind, marker)

    def _row(self, row: Any) -> None:
        """One line a table row, its cells in order; a row of one cell is layout."""
        if len(row) == 1:
            self.walk(row[0])
            return
        cells = [" ".join(" ".join(_flat(cell)).split()) for cell in row]
        self.write(" | ".join(cells).strip(" |"), "table_cell", None)

    def write(self, words: str, kind: SentenceKind | None, marker: str | None) -> None:
        line = " ".join(clean(words).split())
        if not any(c.isalnum() for c in line) or _COUNTER.fullmatch(line):
            return
        if kind is None and self.blocks and self.blocks[-1].kind is None and line[0].islower() and not _SENTENCE_END.search(self.parts[-1]):
            before = self.blocks.pop()  # one paragraph, cut where a link or picture stood
            line = f"{self.parts.pop()} {line}"
            self.length = before.start
        self.blocks.append(Block(self.length, self.length + len(line), kind, marker))
        self.parts.append(line)
        self.length += len(line) + 2

    def finish(self) -> tuple[str, list[Block]]:
        return "\n\n".join(self.parts), self.blocks


def _said(words: str | None) -> str:
    """Text as a browser shows it: the source's line ends are blanks (so a line feed in what we hold is a break of the page's)."""
    return _SPACES.sub(" ", words or "")


def _inline(element: Any, before: str) -> str:
    """The text of an inline element that follows other text."""
    if element.tag == "lb":
        return "\n"
    if element.tag == "graphic" or not isinstance(element.tag, str):
        return ""
    words = _said(element.text)
    for child in element:
        words += _inline(child, before + words) + _said(child.tail)
    if element.get("rend") == "#sup":
        return raised(words, before)
    glued = element.get("rend") == "#b" and words[-1:].isalnum() and (element.tail or "")[:1].isupper()
    return words + "\n" if glued else words  # a bold heading set on the line of its paragraph


def _flat(cell: Any) -> Iterator[str]:
    """The text of a table cell, its blocks one after the other."""
    text = _said(cell.text)
    for child in cell:
        if child.tag in _BLOCKS:
            yield text
            yield from _flat(child)
            text = ""
        else:
            text += _inline(child, text)
        text += _said(child.tail)
    yield text


def _broken(words: str) -> Iterator[str]:
    """Lines of a paragraph with line breaks: apart where a sentence or entry ends there, joined where a sentence runs on."""
    line = ""
    for part in words.split("\n"):
        if line and (_SENTENCE_END.search(line.rstrip()) or not part.lstrip()[:1].islower()):
            yield line
            line = part
        else:
            line = f"{line} {part}" if line else part
    yield line
