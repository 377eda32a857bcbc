"""Snapshots: the lock of a run, its staged shards, and the commit that makes a draft the current snapshot.

Layout of a processed folder:

    <table> -> current/<table>, report.html -> current/report.html      what people open
    current -> snapshots/<run_id>   swapped in one step at the end of a run
    snapshots/<run_id>/<table>/     Parquet files; those that a run did not touch are hard links to the previous snapshot's
    snapshots/<run_id>/codebook.csv, report.html, manifest.parquet
    staging/<key>/<table>/          shards that are read but not yet committed: a killed run resumes with them
    .lock                           held by the run that is at work
"""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nlp import dictionary, lexicon, schema
from nlp.schema import ArticleRow, Reject, Run
from nlp.store import tables
from nlp.store.assembling import Draft
from nlp.store.planning import Plan, recency, write_manifest
from nlp.store.tables import BY_ARTICLE, current
from nlp.store.versions import Version

REPORT = "report.html"


class Locked(Exception):
    """Another run is at work on the processed folder. The message says which."""


class Occupied(Exception):
    """Files of others stand where the tables would be. The message says which."""


@contextmanager
def lock(processed: Path) -> Iterator[None]:
    """Hold the processed folder for one run; the lock goes with the process, however it ends.

    Raises:
        Locked: another run holds it.
        Occupied: it holds a file or folder of others where a table would be.
    """
    processed.mkdir(parents=True, exist_ok=True)
    for link in (processed / name for name in ("current", *schema.TABLES)):
        if link.exists() and not link.is_symlink():
            raise Occupied(f"{link} is there already and is no table of an earlier run; choose another folder, or move it away")
    with (processed / ".lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Locked(f"another run is at work on {processed} ({file.read() or 'just begun'})") from None
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC")
        file.flush()
        yield


def is_up_to_date(snapshot: Path, plan: Plan, version: Version) -> bool:
    """Whether a run would change nothing: no input did, and this very code made the snapshot."""
    return plan.is_empty and _runs(snapshot)[-1].pipeline_version == version.pipeline


def count_rows(snapshot: Path) -> dict[str, int]:
    """Rows of every table of a snapshot."""
    return {table: sum(pq.read_metadata(path).num_rows for path in tables.files(snapshot, table)) for table in schema.TABLES}


def staged(processed: Path, key: str) -> bool:
    """Whether a shard is finished."""
    return tables.staging(processed, key).exists()


def stage(processed: Path, key: str, articles: Iterable[Sequence[Any]]) -> None:
    """Write the rows of a shard, whole or not at all.

    Args:
        processed: the processed folder.
        key: the shard's.
        articles: for each record its rows, an ArticleRow first, or a Reject alone.
    """
    found = list(articles)
    try:
        made = _tables(found)
    except (ValueError, TypeError):  # a row that no table can hold must not cost the other articles
        made = _tables([article if (reject := _unfit(article)) is None else [reject] for article in found])
    folder = tables.staging(processed, f".{key}.{os.getpid()}")
    for table, rows in made.items():
        tables.write(folder, table, tables.in_order(rows) if table in BY_ARTICLE else rows)
    try:
        folder.rename(tables.staging(processed, key))
    except OSError:  # another worker has finished the same shard
        shutil.rmtree(folder)


def _tables(articles: Sequence[Sequence[Any]]) -> dict[str, pa.Table]:
    rows: dict[str, list[Any]] = {table: [] for table in (*BY_ARTICLE, "rejects")}
    versions = sorted((rows[0] for rows in articles if isinstance(rows[0], ArticleRow)), key=recency)
    latest = {version.article_id: version for version in versions}
    for article in articles:
        first = article[0]
        # An earlier version of an article leaves its line in `articles`: it tells the commit what the record was.
        is_whole = not isinstance(first, ArticleRow) or latest[first.article_id] is first
        for row in article if is_whole else article[:1]:
            rows[schema.table_of(type(row))].append(row)
    return {table: tables.to_arrow(table, found) for table, found in rows.items()}


def _unfit(article: Sequence[Any]) -> Reject | None:
    """A reject in place of an article whose rows do not fit their tables."""
    try:
        _tables([article])
    except (ValueError, TypeError) as error:
        reason = "what was found in it fits no table; please report it with the article"
        return Reject(source_uri=article[0].source_uri, stage="finding", reason=reason, error=ascii(error))
    return None


def complete(processed: Path, draft: Draft, version: Version) -> None:
    """Give a draft all that a snapshot holds beside what was read and compared: the vocabulary, the runs, the manifest."""
    previous = current(processed)
    vocabulary = (lexicon.nutrients().values(), lexicon.outcomes().values(), lexicon.reference_intakes())
    for table, rows in zip(schema.VOCABULARY, vocabulary, strict=True):
        tables.write_rows(draft.folder, table, list(rows))
    for table in schema.COMPARED:
        if not tables.files(draft.folder, table):
            tables.write_rows(draft.folder, table, [])
    write_manifest(draft.folder, draft.entries)
    tables.write_bytes(draft.folder / "codebook.csv", dictionary.codebook().encode())
    tables.write_rows(draft.folder, "runs", [*(_runs(previous) if previous else []), _run(draft, version)])


def commit(processed: Path, draft: Draft, report: str) -> Path:
    """Make a complete draft the current snapshot, in one step that readers see whole or not at all.

    Args:
        processed: the processed folder.
        draft: all tables.
        report: HTML that shows them, and becomes the current one with them.

    Returns:
        The snapshot's folder.
    """
    tables.write_bytes(draft.folder / REPORT, report.encode())
    for folder in (*draft.folder.iterdir(), draft.folder):
        if folder.is_dir():
            _sync(folder)
    snapshot = draft.folder.rename(draft.folder.with_name(draft.run_id))
    _sync(snapshot.parent)
    _link(processed / "current", Path("snapshots") / draft.run_id)
    for name in (*schema.TABLES, REPORT):
        _link(processed / name, Path("current") / name)
    shutil.rmtree(processed / "staging", ignore_errors=True)
    return snapshot


def _runs(snapshot: Path) -> list[Run]:
    return [Run(**row) for row in tables.read(tables.files(snapshot, "runs"), "runs").to_pylist()]


def _run(draft: Draft, version: Version) -> Run:
    articles = [e for e in draft.entries if e.is_article]
    was_article = {e.source_uri for e in draft.plan.previous if e.is_article}
    todo = {e.source_uri for e in draft.plan.todo}
    return Run(
        run_id=draft.run_id,
        started_at=draft.started_at,
        finished_at=datetime.now(UTC),
        status="completed_with_rejects" if draft.rejects else "completed",
        pipeline_version=version.pipeline,
        lexicon_version=version.lexicon,
        ner_model=version.ner,
        n_articles=len(articles),
        n_read=sum(e.source_uri in todo for e in articles),
        n_gone=len(was_article.intersection(draft.plan.gone)),
        n_rejects=len(draft.rejects),
        n_rows=sum(count_rows(draft.folder).values()),
    )


def _sync(folder: Path) -> None:
    """Have a folder's entries on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _link(link: Path, target: Path) -> None:
    """Let a symbolic link point to a target, in one step."""
    if link.is_symlink() and link.readlink() == target:
        return
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
