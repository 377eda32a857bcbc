"""What people see of a run: its summary, and how far it is."""

import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from prefect.artifacts import create_markdown_artifact, create_progress_artifact, update_progress_artifact
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from nlp import schema, store
from nlp.schema import Conflict, Reject
from nlp.store import Draft

_LISTED = 20  # rejects and conflicts that a summary tells one by one


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        snapshot: folder of the snapshot that is current now.
        n_articles: articles in it.
        n_read: inputs read by this run, of which n_new were not there before and n_changed had changed.
        n_gone: inputs that are no longer there.
        rejects: every input without an article.
        rows: rows by table, now and in the snapshot before.
        conflicts: those that the snapshot before did not have.
    """

    snapshot: Path
    n_articles: int
    n_read: int
    n_new: int
    n_changed: int
    n_gone: int
    rejects: tuple[Reject, ...]
    rows: Mapping[str, tuple[int, int]]
    conflicts: tuple[Conflict, ...]

    @property
    def headline(self) -> str:
        """The run in a line."""
        if not (self.n_read or self.n_gone):
            return f"Nothing new: {_count(self.n_articles, 'article')} as before"
        return (
            f"{_count(self.n_articles, 'article')}, {_count(self.n_read, 'input')} read ({self.n_new:,} new, {self.n_changed:,} changed), "
            f"{self.n_gone:,} gone, {len(self.rejects):,} rejected"
        )

    def markdown(self) -> str:
        """The run on a page."""
        parts = [f"# {self.headline}\n\nSnapshot `{self.snapshot}`\n", "| table | rows | since the last snapshot |\n|---|---:|---:|"]
        parts += (f"| {table} | {now:,} | {now - before:+,} |" for table, (now, before) in self.rows.items())
        if self.rejects:
            parts.append(f"\n## Rejected: {len(self.rejects):,}\n\n| input | reason |\n|---|---|")
            parts += (f"| {_cell(r.source_uri)} | {_cell(r.reason)} |" for r in self.rejects[:_LISTED])
        if self.conflicts:
            parts.append(f"\n## New conflicts: {len(self.conflicts):,}\n\n| kind | one says | the other says |\n|---|---|---|")
            parts += (f"| {c.kind} | {_cell(c.quote_a)} | {_cell(c.quote_b)} |" for c in self.conflicts[:_LISTED])
        return "\n".join(parts) + "\n"


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _cell(text: str) -> str:
    """Text of others within a table cell: no markup, no new line."""
    plain = " ".join(text.split()).translate({ord(c): f"\\{c}" for c in "\\`*_[]<>|"})
    return plain if len(plain) <= 200 else plain[:199] + "…"


def summary(draft: Draft, snapshot: Path, previous: Path | None) -> Summary:
    """The summary of a run that committed a snapshot."""
    now, before = store.count_rows(snapshot), store.count_rows(previous) if previous else {}
    known = {conflict.conflict_id for conflict in _conflicts(previous)} if previous else set()
    return Summary(
        snapshot=snapshot,
        n_articles=now["articles"],
        n_read=len(draft.plan.todo),
        n_new=draft.plan.n_new,
        n_changed=draft.plan.n_changed,
        n_gone=len(draft.plan.gone),
        rejects=draft.rejects,
        rows={table: (now[table], before.get(table, 0)) for table in schema.TABLES},
        conflicts=tuple(conflict for conflict in _conflicts(snapshot) if conflict.conflict_id not in known),
    )


def nothing_new(snapshot: Path) -> Summary:
    """The summary of a run that found the snapshot up to date and wrote nothing."""
    rows = store.count_rows(snapshot)
    rejects = (Reject(**row) for row in store.read(store.files(snapshot, "rejects"), "rejects").to_pylist())
    same = {table: (count, count) for table, count in rows.items()}
    return Summary(snapshot, rows["articles"], 0, 0, 0, 0, tuple(rejects), same, ())


def _conflicts(snapshot: Path) -> list[Conflict]:
    return [Conflict(**row) for row in store.read(store.files(snapshot, "conflicts"), "conflicts").to_pylist()]


def publish(told: Summary) -> None:
    """Put the summary where Prefect shows it."""
    create_markdown_artifact(key="claims-summary", markdown=told.markdown(), description=told.headline)


class Tally:
    """Counts the records done in all shards; shows them in Prefect by the shard, on a terminal by the record."""

    def __init__(self, total: int, bar: Progress) -> None:
        self._total = total
        self._done: dict[str, int] = {}
        self._lock = threading.Lock()
        self._bar = bar
        self._task = bar.add_task("read, mark, find", total=total)
        artifact = create_progress_artifact(progress=0.0, key="claims-progress", description="Records read, marked and searched")
        assert isinstance(artifact, UUID)
        self._artifact = artifact

    def tell(self, key: str, done: int) -> None:
        """So many records of a shard are done."""
        with self._lock:
            advance = done - self._done.get(key, 0)
            self._done[key] = done
        self._bar.advance(self._task, advance)

    def shard_done(self) -> None:
        """A shard is finished."""
        update_progress_artifact(self._artifact, progress=100 * sum(self._done.values()) / self._total)


@contextmanager
def tally(total: int) -> Iterator[Tally]:
    """A count of records, with a progress bar where the output is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        yield Tally(total, bar)
