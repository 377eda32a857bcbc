"""A snapshot's tables of articles, from the previous snapshot and the staged shards.

Articles lie in buckets by a hash of their input, sorted by article_id, so a file's bytes depend on the corpus and nothing
else: not on the history of runs, nor on how the work was cut or who did it.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from nlp.schema import Reject
from nlp.store import tables
from nlp.store.planning import Entry, Plan, Shard, bucket_count, bucket_of
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


def assemble(processed: Path, plan: Plan, started_at: datetime) -> Draft:
    """Put a snapshot's tables of articles together from the previous one and the staged shards."""
    run_id = f"{started_at:%Y%m%d-%H%M%S-%f}"
    previous = current(processed)
    for leftover in processed.glob("snapshots/.*"):
        shutil.rmtree(leftover)  # of a run that was killed
    folder = processed / "snapshots" / f".{run_id}"
    folder.mkdir(parents=True)
    read = [_staged_articles(processed, shard) for shard in plan.shards]
    article_ids = {uri: article_id for articles in read for uri, article_id in articles.items()}
    entries = _without_repeats(
        [*plan.kept, *(replace(e, article_id=article_ids.get(e.source_uri)) for e in plan.todo), *(entry for entry, _ in plan.rejects)]
    )
    for bucket, parts in enumerate(_parts(processed, previous, plan, entries, read)):
        for table in BY_ARTICLE:
            _fill(folder, table, bucket, parts, run_id, started_at)
    rejects = _rejects(processed, previous, plan, entries, run_id, started_at)
    tables.write_rows(folder, "rejects", rejects)
    return Draft(folder, run_id, started_at, plan, entries, rejects)


def _staged_articles(processed: Path, shard: Shard) -> dict[str, str]:
    """article_id by source_uri of a finished shard."""
    found = tables.read(tables.files(tables.staging(processed, shard.key), "articles"), "articles", ["source_uri", "article_id"])
    return dict(zip(*(column.to_pylist() for column in found.columns), strict=True))


def _without_repeats(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries by input; of those that are the same article the first has it and the others say so."""
    first: dict[str, str] = {}
    settled = []
    for entry in sorted(entries, key=lambda e: e.source_uri):
        winner = first.setdefault(entry.article_id, entry.source_uri) if entry.article_id else entry.source_uri
        settled.append(replace(entry, same_as=None if winner == entry.source_uri else winner))
    return tuple(settled)


@dataclass(slots=True)
class _Part:
    """Articles of a bucket that come from one file of each table: a bucket of the previous snapshot, or a staged shard."""

    folder: Path
    bucket: int
    n_articles: int  # that the files hold
    is_staged: bool
    keep: dict[str, str]  # article_id by source_uri of those to take over

    def files(self, table: str) -> list[Path]:
        return tables.files(self.folder, table, self.bucket)


def _parts(
    processed: Path, previous: Path | None, plan: Plan, entries: Sequence[Entry], read: Sequence[Mapping[str, str]]
) -> list[list[_Part]]:
    """For every bucket of the new snapshot, where its articles come from."""
    n_before, n_now = bucket_count(len(plan.previous)), bucket_count(len(entries))
    held = Counter(bucket_of(e.source_uri, n_before) for e in plan.previous if e.article_id and not e.same_as)
    shard_of = {uri: number for number, shard in enumerate(plan.shards) for uri in shard.source_uris}
    parts: list[dict[tuple[bool, int], _Part]] = [{} for _ in range(n_now)]
    for entry in entries:
        if entry.article_id is None or entry.same_as is not None:
            continue
        number = shard_of.get(entry.source_uri)
        if number is not None:
            origin, made = (True, number), (tables.staging(processed, plan.shards[number].key), tables.WHOLE, len(read[number]), True)
        else:
            assert previous is not None  # what is kept was there before
            bucket = bucket_of(entry.source_uri, n_before)
            origin, made = (False, bucket), (previous, bucket, held[bucket], False)
        part = parts[bucket_of(entry.source_uri, n_now)].setdefault(origin, _Part(*made, {}))
        part.keep[entry.source_uri] = entry.article_id
    return [list(bucket.values()) for bucket in parts]


def _fill(folder: Path, table: str, bucket: int, parts: Sequence[_Part], run_id: str, started_at: datetime) -> None:
    """Write one bucket of a table: a link where a file can be taken as it is, else a new one."""
    unread = table == "articles" and any(part.is_staged for part in parts)  # a staged article does not know its run yet
    if len(parts) == 1 and len(parts[0].keep) == parts[0].n_articles and not unread:
        tables.adopt(parts[0].files(table), folder, table, bucket)
        return
    rows = tables.in_order(tables.combine(table, [_taken(part, table) for part in parts]))
    if unread:
        rows = _filled(_filled(rows, "run_id", run_id), "ingested_at", started_at)
    tables.write(folder, table, rows, bucket)


def _taken(part: _Part, table: str) -> pa.Table:
    rows = tables.read(part.files(table), table)
    column, wanted = ("source_uri", part.keep.keys()) if table == "articles" else ("article_id", part.keep.values())
    return rows.filter(pc.is_in(rows[column], value_set=pa.array(list(wanted), pa.string())))


def _filled(rows: pa.Table, column: str, value: object) -> pa.Table:
    place = rows.schema.get_field_index(column)
    field = rows.schema.field(place)
    return rows.set_column(place, field, pc.fill_null(rows[column], pa.scalar(value, field.type)).combine_chunks())


def _rejects(
    processed: Path, previous: Path | None, plan: Plan, entries: Sequence[Entry], run_id: str, started_at: datetime
) -> tuple[Reject, ...]:
    """All rejects of the snapshot by input; one seen before keeps the run and time that saw it first."""
    before = {reject.source_uri: reject for reject in _read_rejects(previous)} if previous else {}
    rejects = [reject for _, reject in plan.rejects]
    rejects += (before[e.source_uri] for e in plan.kept if e.article_id is None and e.source_uri in before)
    rejects += (reject for shard in plan.shards for reject in _read_rejects(tables.staging(processed, shard.key)))
    rejects += (Reject(source_uri=e.source_uri, stage="reading", reason=f"the same article as {e.same_as}") for e in entries if e.same_as)
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
            rows = tables.read([path], "articles")
            for column, values in zip(("duplicate_group", "is_primary"), zip(*new, strict=True), strict=True):
                place = rows.schema.get_field_index(column)
                rows = rows.set_column(place, rows.schema.field(place), pa.array(values, rows.schema.field(place).type))
            tables.write(folder, "articles", tables.combine("articles", [rows]), int(path.name[:4]))
