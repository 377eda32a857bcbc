"""What there is to do: which articles are new, changed, gone, or were read by other code, words or models.

The manifest of a snapshot tells for every input what was read from it. A file of the same size and time is not opened, one of
the same bytes is not listed; of the files left only new and changed records are planned, in shards that workers can take.
"""

import hashlib
import pickle
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import IO, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from nlp.schema import ArticleRow, Reject
from nlp.store import tables

ARTICLES_PER_BUCKET = 128  # so that one article added costs the rewriting of about a hundred
MAX_BUCKETS = 1024
RECORDS_PER_SHARD = 256  # a second or two of work: what a kill may cost
TRIES = 3  # runs that read an input anew where its reader died or hung, which may be the machine's fault
_SETTLED_NS = 2_000_000_000  # a file touched less than this before it was read may change again within the clock's grain

MANIFEST = "manifest.parquet"


class Record(Protocol):
    """What the store needs to know of a record: see nlp.reading.Record."""

    @property
    def source_uri(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def identity(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the manifest: one input, and what became of it."""

    source_uri: str
    file: str  # below the raw folder
    file_size: int
    file_mtime_ns: int  # 0 where the file was too young to go by its time
    file_sha256: str
    digest: str | None  # of the record's bytes and identity; null for what could not be listed
    version: str  # of the code, words and model that read it
    article_id: str | None = None  # null for a reject
    published: str | None = None  # the article's day, in ISO 8601
    same_as: str | None = None  # source_uri of the record that the article was taken from instead
    n_lost: int = 0  # runs in a row that lost their reader on these bytes, with this version

    @property
    def is_settled(self) -> bool:
        """Whether no other run needs to read these bytes with this version."""
        return self.n_lost in (0, TRIES)

    @property
    def is_article(self) -> bool:
        """Whether the snapshot has an article of it."""
        return self.article_id is not None and self.same_as is None


@dataclass(frozen=True, slots=True)
class Shard:
    """Records of one bucket for a worker to read: where their pickles lie in the spool file."""

    key: str  # hash of the records and of what reads them: the same work has the same key in the next run
    spool: Path
    spans: tuple[tuple[int, int], ...]  # offset and length of each
    source_uris: tuple[str, ...]  # sorted

    def records(self) -> Iterator[Record]:
        """The records, read from the spool one at a time."""
        with self.spool.open("rb") as spool:
            for offset, length in self.spans:
                spool.seek(offset)
                yield pickle.loads(spool.read(length))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do.

    Attributes:
        version: of the code, words and model that read.
        previous: the manifest of the last snapshot.
        kept: inputs that the previous snapshot has read by this version.
        todo: inputs to be read, in `shards`.
        rejects: inputs that could not be listed.
        gone: inputs of the previous snapshot that are no longer there.
        n_new, n_changed: how many of todo the previous snapshot did not have, or had with other bytes.
        shards: the work.
    """

    version: str
    previous: tuple[Entry, ...]
    kept: tuple[Entry, ...]
    todo: tuple[Entry, ...]
    rejects: tuple[tuple[Entry, Reject], ...]
    gone: tuple[str, ...]
    n_new: int
    n_changed: int
    shards: tuple[Shard, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the raw folder is as the last snapshot found it, and was read by this version."""
        rejected_before = {entry.source_uri for entry in self.previous if entry.digest is None}
        return bool(self.previous) and not self.todo and not self.gone and all(e.source_uri in rejected_before for e, _ in self.rejects)


def bucket_count(n_inputs: int) -> int:
    """How many buckets a corpus has: a power of two, by its size alone, so that its files depend on nothing else."""
    return min(MAX_BUCKETS, 1 << max(0, -(-n_inputs // ARTICLES_PER_BUCKET) - 1).bit_length())


def bucket_of(source_uri: str, count: int) -> int:
    """The bucket of an input. When the count doubles a bucket falls into two."""
    return int.from_bytes(hashlib.blake2b(source_uri.encode(), digest_size=4).digest()) % count


def read_manifest(snapshot: Path | None) -> list[Entry]:
    """The manifest of a snapshot; empty where there is none, or one of another version of the store."""
    rows = pq.ParquetFile(snapshot / MANIFEST).read() if snapshot else pa.table({})
    return [Entry(**row) for row in rows.to_pylist()] if rows.column_names == [f.name for f in fields(Entry)] else []


def write_manifest(snapshot: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest, sorted by input."""
    rows = [asdict(entry) for entry in sorted(entries, key=lambda e: e.source_uri)]
    kinds = [(f.name, pa.int64() if f.type is int else pa.string()) for f in fields(Entry)]
    tables.write_bytes(snapshot / MANIFEST, tables.to_parquet(pa.Table.from_pylist(rows, schema=pa.schema(kinds))))


def plan(
    sources: Mapping[str, Path],
    records: Callable[[Path], Iterable[Record | Reject]],
    snapshot: Path | None,
    spool: Path,
    version: str,
) -> Plan:
    """Compare the raw folder with the last snapshot.

    Args:
        sources: the files of the raw folder by their name below it.
        records: lists the records of one file.
        snapshot: the last snapshot's folder, if there is one.
        spool: file to put the records in that have to be read.
        version: of the code, words and model that read.
    """
    previous = read_manifest(snapshot)
    by_file: dict[str, list[Entry]] = defaultdict(list)
    for entry in previous:
        by_file[entry.file].append(entry)
    files = [_look(path, name, by_file) for name, path in sources.items()]
    unchanged = {file.name for file in files if file.name in by_file and by_file[file.name][0].file_sha256 == file.sha256}
    fresh = _fresh(previous, unchanged, version)
    found = _Found(version)
    spool.parent.mkdir(parents=True, exist_ok=True)
    with spool.open("wb") as out:
        for file in files:
            known = by_file[file.name]
            if file.name in unchanged and all(entry.source_uri in fresh for entry in known):
                found.kept += (replace(entry, file_mtime_ns=file.mtime_ns) for entry in known)
            else:
                for record in records(file.path):
                    found.add(file, record, fresh, out)
    if not found.todo:
        spool.unlink()
    return found.plan(previous, spool)


def recency(version: Entry | ArticleRow) -> tuple[str, str]:
    """The order of the versions of one article, of which the last is taken: by the day published, else by name, as of dated scrapes."""
    return str(version.published or ""), version.source_uri


def _fresh(previous: list[Entry], unchanged: set[str], version: str) -> dict[str, Entry]:
    """Inputs that need not be read again where their bytes are the same.

    One that gave way to a later version in another file is read again when that file changes: it may stand for itself now.
    """
    file_of = {entry.source_uri: entry.file for entry in previous}
    read = (e for e in previous if e.version == version and e.is_settled)
    return {e.source_uri: e for e in read if e.same_as is None or file_of[e.same_as] in unchanged}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the raw folder as it was found."""

    path: Path
    name: str
    size: int
    mtime_ns: int
    sha256: str


def _look(path: Path, name: str, by_file: Mapping[str, list[Entry]]) -> _File:
    """A file's size, time and hash; the hash is the manifest's where size and time are."""
    known = by_file[name][0] if name in by_file else None
    try:
        stat = path.stat()
        if known and (known.file_size, known.file_mtime_ns) == (stat.st_size, stat.st_mtime_ns):
            return _File(path, name, known.file_size, known.file_mtime_ns, known.file_sha256)
        settled = time.time_ns() - stat.st_mtime_ns > _SETTLED_NS
        with path.open("rb") as file:
            return _File(path, name, stat.st_size, stat.st_mtime_ns if settled else 0, hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return _File(path, name, 0, 0, "")  # not to be opened, or gone since: its listing says why


_Todo = tuple[Entry, tuple[int, int]]  # an input to be read, and where its record lies in the spool


@dataclass(slots=True)
class _Found:
    """A plan in the making."""

    version: str
    kept: list[Entry] = field(default_factory=list)
    todo: list[_Todo] = field(default_factory=list)
    rejects: list[tuple[Entry, Reject]] = field(default_factory=list)

    def add(self, file: _File, record: Record | Reject, fresh: dict[str, Entry], spool: IO[bytes]) -> None:
        """Take in a record of a file that had to be listed."""
        entry = Entry(record.source_uri, file.name, file.size, file.mtime_ns, file.sha256, None, self.version)
        if isinstance(record, Reject):
            self.rejects.append((entry, record))
            return
        entry = replace(entry, digest=_digest(record.sha256, record.identity))
        before = fresh.get(entry.source_uri)
        if before and before.digest == entry.digest:
            self.kept.append(replace(before, file_size=file.size, file_mtime_ns=file.mtime_ns, file_sha256=file.sha256))
        else:
            data = pickle.dumps(record)
            self.todo.append((entry, (spool.tell(), len(data))))
            spool.write(data)

    def plan(self, previous: list[Entry], spool: Path) -> Plan:
        """The plan, with the work in shards."""
        digests = {entry.source_uri: entry.digest for entry in previous}
        todo = tuple(entry for entry, _ in self.todo)
        here = {entry.source_uri for entry in (*self.kept, *todo, *(entry for entry, _ in self.rejects))}
        return Plan(
            version=self.version,
            previous=tuple(previous),
            kept=tuple(self.kept),
            todo=todo,
            rejects=tuple(self.rejects),
            gone=tuple(sorted(digests.keys() - here)),
            n_new=sum(entry.source_uri not in digests for entry in todo),
            n_changed=sum(digests.get(entry.source_uri, entry.digest) != entry.digest for entry in todo),
            shards=tuple(_shards(self.todo, bucket_count(len(here)), spool, self.version)),
        )


def _shards(todo: list[_Todo], n_buckets: int, spool: Path, version: str) -> Iterator[Shard]:
    buckets: dict[int, list[_Todo]] = defaultdict(list)
    for work in sorted(todo, key=lambda work: work[0].source_uri):
        buckets[bucket_of(work[0].source_uri, n_buckets)].append(work)
    for _, works in sorted(buckets.items()):
        for first in range(0, len(works), RECORDS_PER_SHARD):
            entries, spans = zip(*works[first : first + RECORDS_PER_SHARD], strict=True)
            key = _digest(version, *((entry.source_uri, entry.digest) for entry in entries))
            yield Shard(key, spool, spans, tuple(entry.source_uri for entry in entries))


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
