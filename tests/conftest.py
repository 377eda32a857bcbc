"""What several tests share: a small corpus of our own sentences, a stub reader, and a run of the store over them."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from nlp import schema, store
from nlp.schema import ArticleRow, Dose, Reject, SentenceRow


@dataclass(frozen=True)
class Line:
    """A record of the stub reader: one line of a text file, `identity|words`."""

    source_uri: str
    sha256: str
    identity: str | None
    words: str


def records(raw: Path) -> Callable[[Path], Iterator[Line | Reject]]:
    """Lists the lines of files below a folder; an empty line is a reject."""

    def of(path: Path) -> Iterator[Line | Reject]:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            uri = f"{path.relative_to(raw)}#{number}"
            identity, _, words = line.partition("|")
            if words:
                yield Line(uri, hashlib.sha256(line.encode()).hexdigest(), identity, words)
            else:
                yield Reject(source_uri=uri, stage="listing", reason="empty line")

    return of


def rows(record: Line) -> Sequence[Any]:
    """An article of one sentence, published on the day it says, and a dose for every word; words that say "broken" are a reject."""
    if "broken" in record.words:
        return [Reject(source_uri=record.source_uri, stage="reading", reason="broken words")]
    article_id = schema.row_id("articles", record.identity)
    article = ArticleRow(
        article_id=article_id, source_uri=record.source_uri, text=record.words, text_sha256=record.sha256,
        n_chars=len(record.words), n_words=len(record.words.split()), n_sentences=1,
        published=date.fromisoformat(day[0]) if (day := re.search(r"\d{4}-\d\d-\d\d", record.words)) else None,
    )  # fmt: skip
    sentence_id = schema.row_id("sentences", article_id, 0)
    sentence = SentenceRow(sentence_id=sentence_id, article_id=article_id, position=0, kind="body", char_start=0,
                           char_end=len(record.words), text=record.words)  # fmt: skip
    doses, at = [], 0
    for word in record.words.split():
        at = record.words.index(word, at)
        doses.append(Dose(
            dose_id=schema.row_id("doses", article_id, at), nutrient_id=word, role="studied", amount_low=float(len(word)),
            article_id=article_id, sentence_id=sentence_id, char_start=at, char_end=at + len(word), quote=word,
        ))  # fmt: skip
        at += len(word)
    return [article, sentence, *doses]


@dataclass
class Corpus:
    """A raw and a processed folder, and a run of the store over them in one process."""

    raw: Path
    processed: Path
    version: str = "1"
    read: int = 0  # records read by the last run

    def write(self, name: str, *lines: str) -> None:
        (self.raw / name).write_text("\n".join(lines) + "\n")

    def plan(self) -> store.Plan:
        spool = self.processed / "staging" / "records"
        files = {path.name: path for path in sorted(self.raw.iterdir())}
        return store.plan(files, records(self.raw), store.current(self.processed), spool, self.version)

    def stage(self, shard: store.Shard) -> None:
        if not store.staged(self.processed, shard.key):
            found = [rows(record) for record in shard.records()]  # type: ignore[arg-type]
            self.read += len(found)
            store.stage(self.processed, shard.key, found)

    def run(self, compare: Callable[[Path], None] = lambda folder: None) -> store.Draft:
        self.read = 0
        with store.lock(self.processed):
            plan = self.plan()
            for shard in plan.shards:
                self.stage(shard)
            draft = store.assemble(self.processed, plan, datetime.now(UTC))
            compare(draft.folder)
            store.complete(self.processed, draft, store.version())
            store.commit(self.processed, draft, f"<p>{draft.run_id}</p>")
        return draft

    def table(self, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = store.read(store.files(self.processed, name), name).to_pylist()
        return rows

    def data(self) -> dict[str, bytes]:
        """Bytes of every table file, less those of the tables that tell of runs."""
        found = (path for table in schema.TABLES for path in store.files(self.processed, table))
        return {f"{p.parent.name}/{p.name}": p.read_bytes() for p in found if p.parent.name not in ("runs", "articles", "rejects")}


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """A corpus of three files and 60 articles."""
    made = Corpus(tmp_path / "raw", tmp_path / "processed")
    made.raw.mkdir()
    made.write("a.txt", *(f"a{i}|magnesium helps {i} sleepers" for i in range(40)))
    made.write("b.txt", *(f"b{i}|zinc shortens {i} colds" for i in range(19)), "b19|broken", "")
    made.write("c.txt", "c0|iron lifts ferritin")
    return made


@pytest.fixture
def many_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small buckets and shards, so that a small corpus has several."""
    monkeypatch.setattr("nlp.store.planning.ARTICLES_PER_BUCKET", 8)
    monkeypatch.setattr("nlp.store.planning.RECORDS_PER_SHARD", 5)


@pytest.fixture(autouse=True)
def no_terminal_colours() -> None:
    os.environ["NO_COLOR"] = "1"
