"""The flow: raw articles to a snapshot of all tables, through the five verbs of the README."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.task_runners import ThreadPoolTaskRunner
from pydantic import BaseModel, ConfigDict, Field

from flows.artifacts import Summary, nothing_new, summary, tally
from flows.pool import Pool
from flows.tasks import compare, mark_and_find, read, report, show
from nlp import store
from nlp.marking import ModelNotFound
from nlp.store import Draft, Plan

CORES = os.cpu_count() or 1
SHARDS_AT_ONCE: Any = ThreadPoolTaskRunner(max_workers=CORES)  # threads, each of which waits for a worker process


class Parameters(BaseModel):
    """What a run is asked to do."""

    model_config = ConfigDict(extra="forbid")

    raw: Path = Field(default=Path("data/raw"), description="Folder of articles, or one file.")
    out: Path = Field(default=Path("data/processed"), description="Folder of the tables.")
    workers: int = Field(default=CORES, ge=1, description="Worker processes; more than one a core are not used.")
    ner: str | None = Field(default=None, description="Name or path of a spaCy or scispaCy pipeline whose entities are marked too.")
    fields: dict[str, str] = Field(default={}, description="Names of JSON records' fields where they are none of the usual: text -> story.")
    max_reject_share: float = Field(default=0.9, ge=0, le=1, description="Share of inputs rejected above which nothing is committed.")
    max_gone_share: float = Field(default=0.5, ge=0, le=1, description="Share of the articles gone above which nothing is committed.")
    seconds_per_article: float = Field(default=60, gt=0, description="Time after which reading an article counts as never ending.")


@flow(name="claims", task_runner=SHARDS_AT_ONCE)
def claims(parameters: Parameters) -> State[Summary]:
    """Read, mark, find, compare, show: what is new in the raw folder becomes part of a new snapshot."""
    try:
        with store.lock(parameters.out), Pool(parameters.workers, parameters.ner, parameters.seconds_per_article) as pool:
            told = renew(parameters, pool)
    except (store.Locked, store.Occupied, ModelNotFound, Refused) as error:
        return Failed(name=type(error).__name__, message=str(error))
    return Completed(name="CompletedWithRejects" if told.rejects else "Completed", message=told.headline, data=told)


def renew(p: Parameters, pool: Pool) -> Summary:
    """Make a new snapshot, unless the current one is up to date."""
    if p.out.resolve().is_relative_to(p.raw.resolve()):
        raise Refused(f"{p.out} lies within {p.raw}: the run would read what it writes")
    started_at, previous = datetime.now(UTC), store.current(p.out)
    version = store.version(pool.model, p.fields)

    plan = read(p.raw, p.fields, p.out, version.reading)
    if previous and store.is_up_to_date(previous, plan, version):
        return show(nothing_new(previous))
    mark_and_find_all(plan, p.out, pool)
    draft = store.assemble(p.out, plan, started_at)
    refuse(draft, p)
    compare(draft.folder)
    store.complete(p.out, draft, version)
    snapshot = store.commit(p.out, draft, report(draft.folder))
    return show(summary(draft, snapshot, previous))


def mark_and_find_all(plan: Plan, processed: Path, pool: Pool) -> None:
    """Every shard as a task of its own; any that fails for good fails the run."""
    if plan.shards:
        with tally(len(plan.todo)) as count:
            for future in [mark_and_find.submit(shard, processed, pool, count) for shard in plan.shards]:
                future.result()


class Refused(Exception):
    """The run is not fit to be committed. The message says why."""


def refuse(draft: Draft, p: Parameters) -> None:
    """Let no empty folder, no other one and none with too many rejects pass for the corpus: what was read is kept, nothing is committed."""
    if not draft.entries:
        raise Refused(f"there is nothing to read in {p.raw}")
    if draft.reject_share > p.max_reject_share:
        first = draft.rejects[0]
        raise Refused(
            f"{draft.reject_share:.0%} of the inputs were rejected, more than {p.max_reject_share:.0%}, so nothing was committed; "
            f"the first is {first.source_uri} ({first.reason})"
        )
    if draft.gone_share > p.max_gone_share:
        raise Refused(
            f"{draft.gone_share:.0%} of the articles in {p.out} are not in {p.raw}, more than {p.max_gone_share:.0%}, so nothing was "
            f"committed; choose another folder of tables (--out), or let these articles go (--max-gone-share 1)"
        )
