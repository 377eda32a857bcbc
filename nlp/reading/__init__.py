"""Files of any known kind -> Articles: text with a kind for every line, and footnote callouts.

    for article in read(Path("data/raw")):
        ...

Listing (`sources`, `records`) is cheap and apart from reading (`article`), so that a run can skip what it has read before
and hand the rest to workers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from nlp import schema
from nlp.page import Article, Line
from nlp.reading import callouts, characters, lines, markdown, metadata, web
from nlp.reading.files import MAX_BYTES, Format, Record, place, records, sources
from nlp.reading.metadata import FIELDS
from nlp.schema import Reject

__all__ = ["FIELDS", "MAX_BYTES", "Record", "article", "from_text", "place", "read", "records", "sources"]

_LANGUAGE_SAMPLE = 3_000  # characters that tell a language surely; a third of them mostly does
_ENGLISH = re.compile(r"\b(?:the|of|and|to|is|are|that|with|for|this|by|from)\b", re.IGNORECASE)
_ENGLISH_SHARE = 0.1  # of the words: above it a text is English, without asking the classifier (which takes as long as all else)
_SHORT = 200  # characters below which a guess at the language proves nothing
_BRIEF = 600  # characters within which a site's notice is all that there is
_NOTICE = re.compile(
    r"""are\ you\ (?:a\ robot|human) | (?:not|n['’]t)\ a\ robot | captcha | checking\ your\ browser | unusual\ (?:traffic|activity)
    | (?:enable|supports?)\ (?:javascript|cookies) | access\ (?:to\ this\ page\ )?(?:has\ been\ |is\ )?denied
    | (?:page|file)\ (?:was\ )?not\ found""",
    re.VERBOSE | re.IGNORECASE,
)
_TRACKING = re.compile(r"utm_\w+|\w*clid|mc_[ce]id")  # who sent the reader: campaigns and clicks
_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<\?xml|<!doctype\s+html|<html|<head|<body)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</(?:p|div|li|h[1-6]|td)>.*</(?:p|div|li|h[1-6]|td)>", re.IGNORECASE | re.DOTALL)


def read(path: Path, fields: Mapping[str, str] | None = None) -> Iterator[Article | Reject]:
    """Read a file, or all files below a folder.

    Args:
        path: file or folder.
        fields: names of JSON records' fields where they are none of the usual, as {"text": "story"}.

    Yields:
        An Article or a Reject for every input, in sorted order of files.
    """
    for source in sources(path):
        for record in records(source, path, fields):
            yield record if isinstance(record, Reject) else article(record)


@dataclass(frozen=True, slots=True)
class _Told:
    """A source's text, and what it says of the article beside."""

    body: str
    blocks: Sequence[lines.Block] | None = None  # where markup told them
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None


def article(record: Record) -> Article | Reject:
    """Read one record: text, lines, callouts, and what the source tells of the article."""
    try:
        told = _told(record)
    except ValueError as error:
        return _reject(record.source_uri, str(error), error.__cause__)
    if not told.body.strip():
        return _reject(record.source_uri, "empty")
    if len(told.body) < _BRIEF and (notice := _NOTICE.search(told.body)):
        return _reject(record.source_uri, f'a notice of the site ("{notice.group()}") and no article; scrape the page again')
    language = _language(told.body)
    if language != "en" and len(told.body) >= _SHORT:
        return _reject(record.source_uri, f"not English (language found: {language})")
    return _article(told, record.source_uri, _identity(record, told), language if language == "en" else None)


def from_text(text: str, source_uri: str = "text.txt", title: str | None = None) -> Article:
    """An article from a text in hand, whatever its language."""
    return _article(_Told(characters.clean(text), title=title), source_uri, source_uri, None)


def _reject(uri: str, reason: str, error: BaseException | None = None) -> Reject:
    return Reject(source_uri=uri, stage="reading", reason=reason, error=f"{type(error).__name__}: {error}" if error else None)


def _told(record: Record) -> _Told:
    """What a record's bytes hold, whatever they are said to be.

    Raises:
        ValueError: a message for people where they hold no article.
    """
    if record.format == "record":
        return _from_fields(metadata.parsed(record.payload), record.fields)
    written = characters.decode(record.payload)
    if _is_html(written, record.format):
        return _from_html(written)
    if record.format == "markdown":
        body, fields = markdown.plain(characters.clean(written))
        return _from_fields(fields | {"text": body}, record.fields)
    return _Told(characters.clean(written))


def _is_html(written: str, known: Format) -> bool:
    """Whether a text is a web page or a piece of one, whatever its file is called. Markdown may hold tags."""
    return bool(_PAGE.match(written)) or (known != "markdown" and bool(_TAGS.search(written)))


def _from_html(markup: str) -> _Told:
    found = web.web_page(markup if _PAGE.match(markup) else f"<article>{markup}</article>")
    return _Told(
        found.text, found.blocks, metadata.address(found.url), metadata.words(found.title), found.authors, metadata.day(found.published)
    )


def _from_fields(value: Mapping[str, Any], fields: Mapping[str, str]) -> _Told:
    found = _found_in(value, fields)
    title = metadata.value_of(value, "title", fields) or found.title
    return _Told(
        body=found.body if found.blocks else _titled(found.body, title),
        blocks=found.blocks,
        url=metadata.value_of(value, "url", fields) or found.url,
        title=title,
        authors=metadata.value_of(value, "authors", fields) or found.authors,
        published=metadata.value_of(value, "published", fields) or found.published,
    )


def _found_in(value: Mapping[str, Any], fields: Mapping[str, str]) -> _Told:
    """What a record's markup holds; where there is none, or no article in it, its text."""
    written = [said for name in ("html", "text") if (said := metadata.value_of(value, name, fields))]
    if not written:
        raise ValueError("the record has no text (under the usual names; other fields can be named)")
    *markup, last = written
    for said in markup:
        with suppress(ValueError):
            return _from_written(said)
    return _from_written(last)


def _from_written(written: str) -> _Told:
    return _from_html(written) if _is_html(written, "record") else _Told(written)


def _titled(body: str, title: str | None) -> str:
    """The text with its title on top, where it does not stand there already: titles state findings."""
    if not title or _bare(title) in _bare(body[: 2 * len(title) + 200]):
        return body
    return f"{title}\n\n{body}"


def _bare(words: str) -> str:
    return re.sub(r"\W+", "", words).lower()


def _article(told: _Told, uri: str, identity: str, language: str | None) -> Article:
    body = told.body
    marked = callouts.numbered(body, lines.lines(body, told.blocks or lines.blocks(body), told.title))
    return Article(
        article_id=schema.row_id("articles", _normalised(identity)),
        source_uri=uri,
        text=body,
        lines=marked,
        callouts=callouts.callouts(body, marked),
        url=told.url,
        site=(urlsplit(told.url).hostname or "").removeprefix("www.") or None if told.url else None,
        title=told.title or _first_heading(body, marked),
        authors=told.authors,
        published=told.published,
        language=language,
    )


def _first_heading(body: str, marked: Sequence[Line]) -> str | None:
    first = marked[0] if marked else None
    return lines.heading_text(body[first.start : first.end]) if first and first.kind == "heading" else None


def _identity(record: Record, told: _Told) -> str:
    """What an article is known by from run to run: its URL, else its place. A site's front page is no article's address."""
    if record.identity:
        return record.identity
    if told.url and (urlsplit(told.url).path.strip("/") or urlsplit(told.url).query):
        return told.url
    return record.source_uri


def _normalised(identity: str) -> str:
    """A URL without what does not tell pages apart: scheme, www, tracking parameters, fragment, trailing slash."""
    address, _, record = identity.partition(" ")
    if not address.lower().startswith(("http://", "https://")) or not metadata.address(address):
        return identity
    parts = urlsplit(address)
    query = urlencode(sorted((key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(key)))
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{query}" if query else "") + (f" {record}" if record else "")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)


def _language(body: str) -> str:
    """Two-letter code of the language of a text."""
    head = body[: _LANGUAGE_SAMPLE // 3]
    if len(_ENGLISH.findall(head)) > _ENGLISH_SHARE * head.count(" "):
        return "en"
    return str(_identifier().classify(body[:_LANGUAGE_SAMPLE])[0])
