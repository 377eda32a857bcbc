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
from flows.tasks import compare, mark_and_find, read, show
from nlp import store
from nlp.store import Draft, Plan


CORES = os.cpu_count() or 1
SHARDS_AT_ONCE: Any = ThreadPoolTaskRunner(max_workers=CORES)  # threads, each of which waits for a worker process


class Parameters(BaseModel):
    """What a run is asked to do."""

    model_config = ConfigDict(extra="forbid")

    raw: Path = Field(Path("data/raw"), description="Folder of articles, or one file.")
    out: Path = Field(Path("data/processed"), description="Folder of the tables.")
    workers: int = Field(CORES, ge=1, description="Worker processes, of which one a core can be busy.")
    ner: str | None = Field(None, description="Name or path of a spaCy or scispaCy pipeline whose entities are marked too.")
    fields: dict[str, str] = Field({}, description="Names of JSON records' fields where they are none of the usual: text -> story.")
    max_reject_share: float = Field(0.5, ge=0, le=1, description="Share of inputs rejected above which the run fails and commits nothing.")
    seconds_per_article: float = Field(60, gt=0, description="Time after which reading an article counts as never ending.")


@flow(name="claims", task_runner=SHARDS_AT_ONCE)
def claims(parameters: Parameters) -> State[Summary]:
    """Read, mark, find, compare, show: what is new in the raw folder becomes part of a new snapshot."""
    p, started_at = parameters, datetime.now(UTC)
    with store.lock(p.out), Pool(p.workers, p.ner, p.seconds_per_article) as pool:
        version = store.version(pool.model, p.fields)
        previous = store.current(p.out)

        plan = read(p.raw, p.fields, p.out, version.reading)
        if previous and store.is_up_to_date(previous, plan, version):
            told = nothing_new(previous)
        else:
            mark_and_find_all(plan, p.out, pool)
            draft = store.assemble(p.out, plan, started_at)
            if draft.reject_share > p.max_reject_share:
                return Failed(message=too_many_rejects(draft))
            compare(draft.folder)
            told = summary(draft, store.commit(p.out, draft, version), previous)
        show(told)
    return Completed(name="CompletedWithRejects" if told.rejects else "Completed", message=told.headline, data=told)


def mark_and_find_all(plan: Plan, processed: Path, pool: Pool) -> None:
    """Every shard as a task of its own; any that fails for good fails the run."""
    if plan.shards:
        with tally(len(plan.todo)) as count:
            for future in [mark_and_find.submit(shard, processed, pool, count) for shard in plan.shards]:
                future.result()


def too_many_rejects(draft: Draft) -> str:
    """Why the run failed, with the first reason."""
    first = draft.rejects[0]
    return (
        f"{draft.reject_share:.0%} of the inputs were rejected, the first being {first.source_uri} ({first.reason}). "
        f"Nothing was committed; what was read is kept. A higher max_reject_share lets them pass."
    )
