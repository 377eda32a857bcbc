"""Listing what there is to read: files of any known kind, and the records within them."""

import codecs
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from nlp.reading.characters import decode
from nlp.reading.metadata import parsed, value_of
from nlp.schema import Reject

MAX_BYTES = 5_000_000  # per article; a longer one is a dump, not an article
_AS_LINES = "; a JSON file is read whole, so write many articles as JSON lines (.jsonl), which may be of any size"

Format = Literal["text", "markdown", "html", "record"]
_FORMATS: dict[str, Format] = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", ".jsonl": "record", ".json": "record"}
_GZIP = b"\x1f\x8b"
_FOREIGN = {b"%PDF": "a PDF file", b"PK\x03\x04": "a zip archive or office document", b"\x89PNG": "an image", b"\xff\xd8\xff": "an image"}


@dataclass(frozen=True, slots=True)
class Record:
    """One article to be: where it stands, and the bytes that hold it."""

    source_uri: str  # path below the raw folder, with #record where the file holds several
    sha256: str  # of the bytes
    payload: bytes
    format: Format
    identity: str | None = None  # what tells the record from others, where that is not its place: its URL
    fields: Mapping[str, str] = field(default_factory=dict)  # our name of a field -> the record's


def sources(raw: Path) -> list[Path]:
    """All files below a folder in sorted order (or the one file), without hidden ones."""
    if raw.is_file():
        return [raw]
    if not raw.is_dir():
        raise FileNotFoundError(f"no such file or folder: {raw}")
    below = (path for path in raw.rglob("*") if path.is_file())
    visible = (path for path in below if not any(part.startswith(".") for part in path.relative_to(raw).parts))
    return sorted(visible, key=lambda path: path.relative_to(raw).as_posix())


def place(path: Path, raw: Path) -> str:
    """A file's path below the raw folder as the tables tell it: bytes of it that are no UTF-8 stand as escapes."""
    return (path.name if path == raw else path.relative_to(raw).as_posix()).encode("utf-8", "backslashreplace").decode()


def records(path: Path, raw: Path, fields: Mapping[str, str] | None = None) -> Iterator[Record | Reject]:
    """List the articles of a file without reading them.

    Args:
        path: a text, Markdown, HTML, JSON or JSON-lines file, gzipped or not.
        raw: the folder that source_uri counts from (or the file itself).
        fields: names of a JSON record's fields where they are not among `metadata.FIELDS`, as {"text": "story"}.

    Yields:
        One Record an article, or a Reject for what cannot become one. A gzip that breaks off yields what came before.
    """
    uri = place(path, raw)
    suffix = Path(uri.lower().removesuffix(".gz")).suffix
    if suffix not in _FORMATS:
        yield _reject(uri, f"not a kind of file that is read here ({suffix or 'no suffix'}; known: {' '.join(_FORMATS)}, each also .gz)")
        return
    known = _FORMATS[suffix]
    try:
        with _in_utf8(_opened(path)) if known == "record" else _opened(path) as stream:
            if known == "record" and not (suffix == ".json" and _is_one_value(stream)):
                found = _lines(stream, uri, fields or {})
            else:
                found = _whole(stream.read(MAX_BYTES + 1), uri, known, fields or {})
            yield next(found, None) or _reject(uri, "empty")
            yield from found
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield _reject(uri, "the gzip file is cut off or damaged; what came before was read", error)
    except OSError as error:
        yield _reject(uri, "the file cannot be opened", error)
    except ValueError as error:
        yield _reject(uri, str(error))


def _reject(uri: str, reason: str, error: Exception | None = None) -> Reject:
    return Reject(source_uri=uri, stage="listing", reason=reason, error=f"{type(error).__name__}: {error}" if error else None)


def _opened(path: Path) -> IO[bytes]:
    """The file's bytes, decompressed where they are gzip, whatever the suffix says."""
    with path.open("rb") as file:
        zipped = file.read(2) == _GZIP
    return gzip.open(path) if zipped else path.open("rb")  # type: ignore[return-value]


def _in_utf8(stream: IO[bytes]) -> IO[bytes]:
    """A stream that can be cut into lines: behind its byte order mark; what is marked as UTF-16, as PowerShell writes it, is turned whole.

    Raises:
        ValueError: a message for people where it is not in the encoding that it is marked as.
    """
    mark = stream.read(len(codecs.BOM_UTF8))
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with stream:
            return io.BytesIO(decode(mark + stream.read()).encode())
    stream.seek(len(mark) if mark == codecs.BOM_UTF8 else 0)
    return stream


def _whole(data: bytes, uri: str, known: Format, fields: Mapping[str, str]) -> Iterator[Record | Reject]:
    """The record, or records of a JSON list, that a whole file holds."""
    if reason := unreadable(data):
        yield _reject(uri, reason + (_AS_LINES if known == "record" and len(data) > MAX_BYTES else ""))
    elif known == "record":
        try:
            found = parsed(data)
        except ValueError as error:
            yield _reject(uri, "broken JSON", error)
            return
        seen: set[str] = set()
        for number, value in enumerate(found if isinstance(found, list) else [found], start=1):
            where = f"{uri}#{_record_id(value, fields, seen) or number}" if isinstance(found, list) else uri
            yield _record(json.dumps(value).encode(), value, where, fields, seen)
    else:
        yield Record(uri, hashlib.sha256(data).hexdigest(), data, known)


def unreadable(data: bytes) -> str | None:
    """Why bytes cannot be an article at all: empty, too large, or a foreign kind of file."""
    if not data.strip():
        return "empty"
    if len(data) > MAX_BYTES:
        return f"too large: more than {MAX_BYTES // 1_000_000} MB for one article"
    return next((f"{kind}, not text" for magic, kind in _FOREIGN.items() if data.startswith(magic)), None)


def _is_one_value(stream: IO[bytes]) -> bool:
    """Whether a .json file is one JSON value, and not JSON lines under a wrong name."""
    start = stream.tell()
    first, second = stream.readline(MAX_BYTES).strip(), stream.readline(MAX_BYTES).strip()
    stream.seek(start)
    return not (first.startswith(b"{") and first.endswith(b"}") and second.startswith(b"{"))


def _lines(stream: IO[bytes], uri: str, fields: Mapping[str, str]) -> Iterator[Record | Reject]:
    """The records of JSON lines, one a line."""
    seen: set[str] = set()
    for number, line in enumerate(_limited(stream), start=1):
        if not line.strip():
            continue
        if reason := unreadable(line):
            yield _reject(f"{uri}#{number}", f"line {number}: {reason}")
            continue
        try:
            value = parsed(line)
        except ValueError as error:
            yield _reject(f"{uri}#{number}", f"line {number}: broken JSON", error)
            continue
        yield _record(line, value, f"{uri}#{_record_id(value, fields, seen) or number}", fields, seen)


def _limited(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines of a stream; of one that is too long only as much as shows that."""
    while line := stream.readline(MAX_BYTES + 2):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)
        yield line


def _record_id(value: Any, fields: Mapping[str, str], seen: set[str]) -> str | None:
    """The record's own id, unless another record of the file had it before."""
    found = value_of(value, "id", fields) if isinstance(value, dict) else None
    if not found or f"#{found}" in seen:
        return None
    seen.add(f"#{found}")
    return str(found)


def _record(data: bytes, value: Any, uri: str, fields: Mapping[str, str], seen: set[str]) -> Record | Reject:
    if not isinstance(value, dict):
        return _reject(uri, "the JSON value is no record with fields")
    url = value_of(value, "url", fields)
    identity = url if isinstance(url, str) and url.lower().startswith(("http://", "https://")) else None
    if identity in seen:  # several records were cut from one page: its address alone does not tell them apart
        identity = f"{identity} {uri}"
    elif identity:
        seen.add(identity)
    return Record(uri, hashlib.sha256(data).hexdigest(), data, "record", identity, fields)
