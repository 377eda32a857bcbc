"""A snapshot's tables of articles, from the previous snapshot and the staged shards.

Articles lie in buckets by a hash of their input, sorted by article_id, so a file's bytes depend on the corpus and nothing
else: not on the history of runs, nor on how the work was cut or who did it.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from nlp.schema import Reject
from nlp.store import tables
from nlp.store.planning import Entry, Plan, bucket_count, bucket_of, recency
from nlp.store.tables import BY_ARTICLE, current


@dataclass(frozen=True, slots=True)
class Draft:
    """A snapshot not yet committed: its folder holds the tables of articles, and those compared once they are."""

    folder: Path
    run_id: str
    started_at: datetime
    plan: Plan
    entries: tuple[Entry, ...]
    rejects: tuple[Reject, ...]

    @property
    def reject_share(self) -> float:
        """Share of the inputs that could not be read, 0 to 1; articles that are there twice do not count as such."""
        return sum(entry.article_id is None for entry in self.entries) / max(len(self.entries), 1)

    @property
    def gone_share(self) -> float:
        """Share of the articles of the snapshot before that have gone, 0 to 1: no input has their identifier or stands in their place."""
        here = {known for entry in self.entries for known in (entry.article_id, entry.source_uri)}
        before = [entry for entry in self.plan.previous if entry.is_article]
        return sum(here.isdisjoint((entry.article_id, entry.source_uri)) for entry in before) / max(len(before), 1)


def assemble(processed: Path, plan: Plan, started_at: datetime) -> Draft:
    """Put a snapshot's tables of articles together from the previous one and the staged shards."""
    run_id = f"{started_at:%Y%m%d-%H%M%S-%f}"
    previous = current(processed)
    for leftover in processed.glob("snapshots/.*"):
        shutil.rmtree(leftover)  # of a run that was killed
    folder = processed / "snapshots" / f".{run_id}"
    folder.mkdir(parents=True)
    staged = [_staged(tables.staging(processed, shard.key)) for shard in plan.shards]
    entries = _settled(plan, staged)
    for bucket, parts in enumerate(_parts(previous, plan, entries, staged)):
        for table in BY_ARTICLE:
            _fill(folder, table, bucket, parts, run_id, started_at)
    rejects = _rejects(previous, plan, staged, entries, run_id, started_at)
    tables.write_rows(folder, "rejects", rejects)
    return Draft(folder, run_id, started_at, plan, entries, rejects)


@dataclass(frozen=True, slots=True)
class _Staged:
    """A finished shard: its folder, what there is to know of each of its articles, by source_uri, and its rejects."""

    folder: Path
    articles: Mapping[str, Mapping[str, Any]]
    rejects: tuple[Reject, ...]


def _staged(folder: Path) -> _Staged:
    found = tables.read(tables.files(folder, "articles"), "articles", ["source_uri", "article_id", "published"]).to_pylist()
    return _Staged(folder, {row["source_uri"]: row for row in found}, tuple(_read_rejects(folder)))


def _settled(plan: Plan, staged: Sequence[_Staged]) -> tuple[Entry, ...]:
    """All inputs with what became of them, in order; of the versions of one article the latest has it and the others say so."""
    articles = {uri: article for shard in staged for uri, article in shard.articles.items()}
    n_lost = _times_lost(plan, staged)
    read = (_read(replace(entry, n_lost=n_lost[entry.source_uri]), articles.get(entry.source_uri)) for entry in plan.todo)
    entries = sorted((*plan.kept, *read, *(entry for entry, _ in plan.rejects)), key=lambda e: e.source_uri)
    latest = {entry.article_id: entry.source_uri for entry in sorted(entries, key=recency) if entry.article_id}
    settled = []
    for entry in entries:
        taken = latest[entry.article_id] if entry.article_id else entry.source_uri
        settled.append(replace(entry, same_as=None if taken == entry.source_uri else taken))
    return tuple(settled)


def _times_lost(plan: Plan, staged: Sequence[_Staged]) -> Counter[str]:
    """How many runs in a row, this one included, lost their reader on an input as it is now."""
    lost = {reject.source_uri for shard in staged for reject in shard.rejects if reject.stage == "lost"}
    before = {(e.source_uri, e.digest, e.version): e.n_lost for e in plan.previous}
    return Counter({e.source_uri: before.get((e.source_uri, e.digest, e.version), 0) + 1 for e in plan.todo if e.source_uri in lost})


def _read(entry: Entry, article: Mapping[str, Any] | None) -> Entry:
    """An input with what was read of it."""
    if article is None:
        return entry
    return replace(entry, article_id=article["article_id"], published=article["published"] and article["published"].isoformat())


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where articles come from: one file of each table, of a bucket of the previous snapshot or of a staged shard."""

    folder: Path
    bucket: int
    is_staged: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """Articles to take over from one origin."""

    origin: _Origin
    article_ids: Mapping[str, str]  # by source_uri
    is_whole: bool  # the origin holds no others

    def rows(self, table: str) -> pa.Table:
        """Their rows in a table."""
        rows = tables.read(self.files(table), table)
        column, wanted = ("source_uri", self.article_ids.keys()) if table == "articles" else ("article_id", self.article_ids.values())
        return rows.filter(pc.is_in(rows[column], value_set=pa.array(list(wanted), pa.string())))

    def files(self, table: str) -> list[Path]:
        return tables.files(self.origin.folder, table, self.origin.bucket)


def _parts(previous: Path | None, plan: Plan, entries: Sequence[Entry], staged: Sequence[_Staged]) -> Iterator[list[_Part]]:
    """For every bucket of the new snapshot in turn, the articles that go into it."""
    n_before, n_now = bucket_count(len(plan.previous)), bucket_count(len(entries))
    origin: dict[str, _Origin] = {}
    if previous:
        origin |= {e.source_uri: _Origin(previous, bucket_of(e.source_uri, n_before), False) for e in plan.previous if e.is_article}
    held = Counter(origin.values())
    for shard in staged:
        origin |= dict.fromkeys(shard.articles, _Origin(shard.folder, tables.WHOLE, True))
        held[_Origin(shard.folder, tables.WHOLE, True)] = len(shard.articles)
    taken: list[dict[_Origin, dict[str, str]]] = [{} for _ in range(n_now)]
    for entry in entries:
        if entry.is_article and entry.article_id:
            bucket = taken[bucket_of(entry.source_uri, n_now)]
            bucket.setdefault(origin[entry.source_uri], {})[entry.source_uri] = entry.article_id
    for bucket in taken:
        yield [_Part(where, articles, len(articles) == held[where]) for where, articles in bucket.items()]


def _fill(folder: Path, table: str, bucket: int, parts: Sequence[_Part], run_id: str, started_at: datetime) -> None:
    """Write one bucket of a table: a link where a file can be taken as it is, else a new one."""
    new = table == "articles" and any(part.origin.is_staged for part in parts)  # a staged article does not know its run yet
    if len(parts) == 1 and parts[0].is_whole and not new:
        tables.adopt(parts[0].files(table), folder, table, bucket)
        return
    rows = tables.in_order(tables.combine(table, [part.rows(table) for part in parts]))
    if new:
        rows = _filled(_filled(rows, "run_id", run_id), "ingested_at", started_at)
    tables.write(folder, table, rows, bucket)


def _filled(rows: pa.Table, column: str, value: object) -> pa.Table:
    return _with(rows, column, pc.fill_null(rows[column], pa.scalar(value, rows[column].type)))


def _with(rows: pa.Table, column: str, values: pa.Array | pa.ChunkedArray) -> pa.Table:
    place = rows.schema.get_field_index(column)
    return rows.set_column(place, rows.schema.field(place), values)


def _rejects(
    previous: Path | None, plan: Plan, staged: Sequence[_Staged], entries: Sequence[Entry], run_id: str, started_at: datetime
) -> tuple[Reject, ...]:
    """All rejects of the snapshot by input; one seen before keeps the run and time that saw it first."""
    before = {reject.source_uri: reject for reject in _read_rejects(previous)} if previous else {}
    rejects = [reject for _, reject in plan.rejects]
    rejects += (before[e.source_uri] for e in plan.kept if e.article_id is None and e.source_uri in before)
    rejects += (reject for shard in staged for reject in shard.rejects)
    earlier = ((e.source_uri, f"a copy or an earlier version of {e.same_as}") for e in entries if e.same_as)
    rejects += (Reject(source_uri=uri, stage="reading", reason=reason) for uri, reason in earlier)
    seen = [_seen(reject, before.get(reject.source_uri), run_id, started_at) for reject in rejects]
    return tuple(sorted(seen, key=lambda reject: reject.source_uri))


def _seen(reject: Reject, before: Reject | None, run_id: str, started_at: datetime) -> Reject:
    first = before if before and (before.stage, before.reason, before.error) == (reject.stage, reject.reason, reject.error) else None
    return first or replace(reject, run_id=run_id, seen_at=started_at)


def _read_rejects(folder: Path) -> list[Reject]:
    return [Reject(**row) for row in tables.read(tables.files(folder, "rejects"), "rejects").to_pylist()]


def set_duplicates(folder: Path, groups: Mapping[str, tuple[str, bool]]) -> None:
    """Set duplicate_group and is_primary of a draft's articles.

    Args:
        folder: the draft's folder.
        groups: group and whether it is the primary, by article_id; articles not named have no group.
    """
    for path in tables.files(folder, "articles"):
        told = tables.read([path], "articles", ["article_id", "duplicate_group", "is_primary"]).to_pydict()
        new = [groups.get(article_id, (None, True)) for article_id in told["article_id"]]
        if new != list(zip(told["duplicate_group"], told["is_primary"], strict=True)):
            group, primary = zip(*new, strict=True)
            rows = tables.read([path], "articles")
            rows = _with(_with(rows, "duplicate_group", pa.array(group, pa.string())), "is_primary", pa.array(primary, pa.bool_()))
            tables.write(folder, "articles", tables.combine("articles", [rows]), tables.bucket_in(path))
