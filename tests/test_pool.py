"""Workers: a crash, a hang or a kill -9 costs one article or nothing, and never the run."""

import errno
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Corpus, rows

from flows.pool import Pool
from nlp import store

MARK = "REACHED"


class Reader:
    """A stub that does what the words of an article say."""

    def __init__(self, ner: str | None) -> None:
        if ner:
            raise ValueError(f"no model {ner}")
        self.model = None

    def __call__(self, record: Any) -> Sequence[Any]:
        verb, _, argument = record.words.partition(" ")
        if verb == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif verb == "die-once" and not Path(argument).exists():
            Path(argument).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        elif verb == "hang":
            time.sleep(3600)
        elif verb == "fail":
            raise ValueError("a fault")
        elif verb == "full":
            raise OSError(errno.ENOSPC, "No space left on device")
        return rows(record)


@pytest.fixture
def few(corpus: Corpus) -> Corpus:
    """One shard of a few articles."""
    for path in corpus.raw.iterdir():
        path.unlink()
    return corpus


def stage(corpus: Corpus, seconds: float = 20) -> dict[str, str]:
    """Stage all shards in one worker; the reasons of rejects by input."""
    with Pool(1, seconds_per_article=seconds, reader=Reader) as pool:
        told: list[int] = []
        for shard in corpus.plan().shards:
            pool.stage(corpus.processed, shard, told.append)
            assert told[-1] == len(shard.source_uris)
    corpus.run()
    assert corpus.read == 0  # all were staged
    return {row["source_uri"]: row["reason"] for row in corpus.table("rejects")}


def test_an_article_that_kills_its_worker_becomes_a_reject(few: Corpus) -> None:
    few.write("a.txt", "1|zinc", "2|die now", "3|iron", "4|die again", "5|copper")
    died = "the process that read it died, twice; 3 runs try it before it is left out for good"
    assert stage(few) == {"a.txt#2": died, "a.txt#4": died}
    assert len(few.table("articles")) == 3


def test_what_a_worker_was_lost_on_is_tried_again(few: Corpus) -> None:
    few.write("a.txt", "1|zinc", "2|die now", "3|iron")
    stage(few)
    assert [entry.source_uri for entry in few.plan().todo] == ["a.txt#2"]
    few.run()  # by a reader that lives
    assert (len(few.table("articles")), few.table("rejects"), few.plan().is_empty) == (3, [], True)


def test_what_a_worker_is_always_lost_on_is_left_until_something_changes(few: Corpus) -> None:
    few.write("a.txt", "1|zinc", "2|die now", "3|iron")
    for _ in range(store.TRIES):
        assert not few.plan().is_empty
        assert set(stage(few)) == {"a.txt#2"}
    assert few.plan().is_empty
    few.write("b.txt", "1|copper")
    assert [entry.source_uri for entry in few.plan().todo] == ["b.txt#1"]
    few.write("a.txt", "1|zinc", "2|die later", "3|iron")
    assert "a.txt#2" in [entry.source_uri for entry in few.plan().todo]
    few.version = "2"
    assert "a.txt#2" in [entry.source_uri for entry in few.plan().todo]


def test_a_disk_that_is_full_fails_the_run_and_rejects_nothing(few: Corpus) -> None:
    few.write("a.txt", "1|zinc", "2|full")
    with Pool(1, reader=Reader) as pool, pytest.raises(OSError, match="No space left on device"):
        pool.stage(few.processed, few.plan().shards[0], print)
    assert not store.staged(few.processed, few.plan().shards[0].key)


def test_an_article_that_never_ends_becomes_a_reject(few: Corpus) -> None:
    few.write("a.txt", "1|zinc", "2|hang", "3|iron")
    assert stage(few, seconds=5) == {"a.txt#2": "reading it never came to an end; 3 runs try it before it is left out for good"}
    assert len(few.table("articles")) == 2


def test_a_worker_killed_from_outside_costs_no_article(few: Corpus, tmp_path: Path) -> None:
    few.write("a.txt", "1|zinc", f"2|die-once {tmp_path / MARK}", "3|iron")
    assert stage(few) == {}
    assert (tmp_path / MARK).exists()


def test_a_fault_of_the_reader_is_raised_with_the_trace_of_the_worker(few: Corpus) -> None:
    few.write("a.txt", "1|fail")
    with Pool(1, reader=Reader) as pool, pytest.raises(ValueError, match="a fault") as raised:
        pool.stage(few.processed, few.plan().shards[0], print)
    assert "in __call__" in raised.value.__notes__[0]
    assert not store.staged(few.processed, few.plan().shards[0].key)


def test_a_model_that_is_missing_is_told_before_the_run() -> None:
    with Pool(1, ner="none_such", reader=Reader) as pool, pytest.raises(ValueError, match="no model none_such"):
        _ = pool.model


def test_workers_end_with_the_pool(few: Corpus) -> None:
    few.write("a.txt", "1|zinc")
    with Pool(2, reader=Reader) as pool:
        pool.stage(few.processed, few.plan().shards[0], print)
        (worker,) = pool._started
        assert worker._process.is_alive()
    assert not worker._process.is_alive()
