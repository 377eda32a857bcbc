"""What a record says of its article under its own names: JSON objects and the front matter of Markdown files."""

import email.utils
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from nlp.reading.characters import clean, decode

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "main_content", "maintext", "full_text", "raw_text", "plain_text"),
    "html": ("html", "raw_html", "body_html", "content_html", "page_html"),
    "url": ("url", "link", "source_url", "canonical_url", "uri", "href", "permalink"),
    "title": ("title", "headline", "name"),
    "published": ("date", "published", "publish_date", "date_published", "datepublished", "published_at", "pubdate", "pub_date"),
    "authors": ("authors", "author", "byline", "creator", "creators"),
    "id": ("id", "_id", "doc_id", "article_id", "uuid", "guid"),
}
"""Names under which a JSON record's fields are found, in any case, the likeliest first."""

_BETWEEN_NAMES = re.compile(r";|\band\b|,(?!\s*[A-Z][A-Za-z.]{0,4}\b)")  # the comma of "Ann Lee, MD" is none
_DAY_FORMATS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d. %B %Y", "%d %b %Y", "%m/%d/%Y", "%Y/%m/%d", "%B %Y", "%Y-%m", "%Y")


def parsed(data: bytes) -> Any:
    """The JSON value that bytes hold, in whatever encoding.

    Raises:
        ValueError: they hold none, or one nested too deeply for any article.
    """
    try:
        return json.loads(data)
    except UnicodeDecodeError:
        return json.loads(decode(data))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def value_of(record: Mapping[str, Any], name: str, fields: Mapping[str, str]) -> Any:
    """What a JSON record says under one of our field names, read as what such a field holds; None where it says nothing of that kind."""
    if name in fields:
        return _READ_AS[name](record.get(fields[name])) or None
    by_lower_case = {str(key).lower().replace("-", "_"): value for key, value in record.items()}
    told = (_READ_AS[name](values.get(known)) for values in (record, by_lower_case) for known in FIELDS[name])
    return next((value for value in told if value), None)


def words(value: Any) -> str | None:
    """A field's words; those of a list of paragraphs one below the other."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    return clean(value).strip() or None if isinstance(value, str) else None


def address(value: Any) -> str | None:
    """A web address that can be taken apart."""
    written = words(value) or ""
    try:
        return written if urlsplit(written).hostname else None
    except ValueError:
        return None


def names(value: Any) -> tuple[str, ...]:
    """Authors from a string, a list, or records with a name."""
    if isinstance(value, dict):
        return names(value.get("name"))
    if isinstance(value, list):
        return tuple(name for item in value for name in names(item))
    named = _BETWEEN_NAMES.split(value) if isinstance(value, str) else []
    return tuple(name for part in named if (name := part.strip().removeprefix("By ").removeprefix("by ")))


def day(value: Any) -> date | None:
    """A day from ISO 8601, RFC 2822, seconds since 1970, or a date as people write it."""
    written = str(value or "").strip()
    if re.fullmatch(r"-?\d{9,10}(?:\.\d+)?", written):
        return datetime.fromtimestamp(float(written), UTC).date()
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        pass
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    try:
        return email.utils.parsedate_to_datetime(written).date()
    except (ValueError, OverflowError):
        return None


def number_or_name(value: Any) -> str | None:
    """An identifier: words, or a whole number."""
    return words(str(value)) if isinstance(value, str | int) else None


_READ_AS: dict[str, Callable[[Any], Any]] = {
    "text": words, "html": words, "url": address, "title": words, "published": day, "authors": names, "id": number_or_name,
}  # fmt: skip
