"""Worker processes that live as long as the run, and load their models once.

Each thread of the flow drives one worker through a pipe. The worker says which record it begins, so when it dies or stays
silent for too long the record is known: it becomes a reject, a new worker takes the shard up, and the others never notice.
The machine may be to blame as well as the record, so later runs try it again (`store.TRIES`). What a worker can say itself, as that
the disk is full, is raised in the thread that drives it.
"""

import logging
import multiprocessing
import os
import queue
import signal
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from nlp import store
from nlp.marking.entities import LEXICON
from nlp.schema import Reject, Stage
from nlp.store import Shard

log = logging.getLogger(__name__)

DEATHS = 2  # of workers on one record until the record is to blame: the first may have been an operator or the system


class Rows(Protocol):
    """What a worker does: all rows of a record, or a reject alone."""

    model: str | None

    def __call__(self, record: Any) -> Sequence[Any]: ...


class Reader:
    """Reads, marks and searches articles with the library.

    Args:
        ner: name or path of an entity recogniser.

    Raises:
        nlp.marking.ModelNotFound: it is not installed or recognises no entities.
    """

    def __init__(self, ner: str | None) -> None:
        from nlp.marking import Marker

        self._marker = Marker(ner)
        self.model = self._marker.model

    def __call__(self, record: Any) -> Sequence[Any]:
        """All rows of a record, or a reject alone. A fault of ours in one article must not cost the others."""
        from nlp import reading
        from nlp.rows import rows

        stage: Stage = "reading"
        try:
            article = reading.article(record)
            if isinstance(article, Reject):
                return [article]
            stage = "marking"
            page = self._marker.page(article)
            stage = "finding"
            return list(rows(page))
        except Exception as error:
            log.exception("%s failed in %s", record.source_uri, stage)
            reason = f"a fault of this program in {stage}; please report it with the article"
            return [Reject(source_uri=record.source_uri, stage=stage, reason=reason, error=f"{type(error).__name__}: {error}")]


class Pool:
    """So many workers, each started when it is first needed.

    Args:
        workers: how many.
        ner: name or path of an entity recogniser for every worker to load.
        seconds_per_article: time after which an article counts as one that never ends.
        reader: makes what a worker does, in the worker.
    """

    def __init__(
        self, workers: int, ner: str | None = None, seconds_per_article: float = 60, reader: Callable[[str | None], Rows] = Reader
    ) -> None:
        self._start = partial(_Worker, reader, ner, seconds_per_article)
        self._reads_entities = ner not in (None, LEXICON)
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()  # None where one may be started
        self._started: list[_Worker] = []
        self._is_closed = False
        for _ in range(workers):
            self._idle.put(None)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._is_closed = True
        for worker in self._started:
            worker.stop()

    @property
    def model(self) -> str | None:
        """Name and version of the entity recogniser.

        Raises:
            nlp.marking.ModelNotFound: it is not installed or recognises no entities.
        """
        if not self._reads_entities:
            return None
        with self._worker() as worker:
            return worker.model

    def stage(self, processed: Path, shard: Shard, tell: Callable[[int], None]) -> None:
        """Have a shard read, marked, searched and staged; wait for it.

        Args:
            processed: the processed folder.
            shard: the records.
            tell: called with the number of records done, as they are.
        """
        deaths: Counter[int] = Counter()
        poison: dict[int, str] = {}
        while True:
            try:
                with self._worker() as worker:
                    for done in worker.stage(processed, shard, poison):
                        tell(done)
                return
            except _Lost as lost:
                if self._is_closed:
                    raise RuntimeError("the run has ended") from lost
                if lost.at in poison:
                    raise RuntimeError(f"workers end without a word at {shard.source_uris[lost.at]}") from lost
                deaths[lost.at] += 1
                log.warning("%s while reading %s; a new one takes its shard", lost, shard.source_uris[lost.at])
                if lost.is_late or deaths[lost.at] == DEATHS:
                    told = "reading it never came to an end" if lost.is_late else "the process that read it died, twice"
                    poison[lost.at] = f"{told}; {store.TRIES} runs try it before it is left out for good"

    @contextmanager
    def _worker(self) -> Iterator["_Worker"]:
        """A worker for a while; one that fails is replaced."""
        worker = self._idle.get()
        fit = None
        try:
            if self._is_closed:
                raise RuntimeError("the run has ended")
            if worker is None:
                worker = self._start()
                self._started.append(worker)
            yield worker
            fit = worker
        finally:
            if fit is None and worker is not None:
                worker.stop()
            self._idle.put(fit)


class _Lost(Exception):
    """A worker died or was silent for too long."""

    def __init__(self, at: int, is_late: bool) -> None:
        super().__init__("a worker hung" if is_late else "a worker died")
        self.at = at  # number of the record that it had begun
        self.is_late = is_late


class _Worker:
    """The flow's side of one worker process."""

    def __init__(self, reader: Callable[[str | None], Rows], ner: str | None, limit: float) -> None:
        self._limit = limit
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # inherited: the cores are shared out among workers, not among their threads
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, reader, ner), daemon=True)
        self._process.start()
        theirs.close()
        try:
            self.model: str | None = self._answer()
        except _Lost:
            raise RuntimeError("a worker process ended before it was ready") from None

    def stage(self, processed: Path, shard: Shard, poison: Mapping[int, str]) -> Iterator[int]:
        """Hand over a shard and yield how many of its records are done, until it is staged."""
        at = 0
        with _lost_at(at):
            self._connection.send((processed, shard, poison))
        while (begun := self._answer(at, self._limit)) is not None:
            at = begun
            yield at
        yield len(shard.source_uris)

    def stop(self) -> None:
        self._process.kill()
        self._process.join()

    def _answer(self, at: int = 0, limit: float | None = None) -> Any:
        """What the worker says next, within so many seconds. An exception that it sends is raised as what it is."""
        with _lost_at(at):
            if not self._connection.poll(limit):
                raise _Lost(at, is_late=True)
            answer = self._connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def _lost_at(at: int) -> Iterator[None]:
    """A connection that fails is a worker that died at this record."""
    try:
        yield
    except (EOFError, OSError) as error:
        raise _Lost(at, is_late=False) from error


def _work(connection: Connection, reader: Callable[[str | None], Rows], ner: str | None) -> None:
    """What a worker process does: serve shards until the flow is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the flow's to handle
    try:
        rows_of = reader(ner)
        connection.send(rows_of.model)
        while True:
            processed, shard, poison = connection.recv()
            store.stage(processed, shard.key, _articles(shard, rows_of, poison, connection.send))
            connection.send(None)
    except (EOFError, ConnectionError):
        return  # the flow is gone
    except Exception as error:
        error.add_note("In the worker:\n" + traceback.format_exc())  # its traceback does not travel with it
        connection.send(error)


def _articles(shard: Shard, rows_of: Rows, poison: Mapping[int, str], begin: Callable[[int], None]) -> Iterator[Sequence[Any]]:
    for number, record in enumerate(shard.records()):
        begin(number)
        if number in poison:
            yield [Reject(source_uri=record.source_uri, stage="lost", reason=poison[number])]
        else:
            yield rows_of(record)
