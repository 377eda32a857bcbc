"""The steps of the flow as Prefect tasks: what it schedules, retries and shows."""

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.artifacts import Summary, Tally, publish
from flows.pool import Pool
from nlp import corpus, showing, store
from nlp.store import Plan, Shard


@task(cache_policy=NO_CACHE)
def read(raw: Path, fields: dict[str, str], processed: Path, version: str) -> Plan:
    """List what is new, changed or gone since the last snapshot, or was read by another version."""
    return corpus.plan(raw, processed, version, fields)


@task(cache_policy=NO_CACHE, task_run_name="mark and find: shard {shard.key}", retries=2, retry_delay_seconds=1)
def mark_and_find(shard: Shard, processed: Path, pool: Pool, tally: Tally) -> None:
    """Have one shard read, marked and searched by a worker, unless a killed run has done so."""
    if not store.staged(processed, shard.key):
        pool.stage(processed, shard, lambda done: tally.tell(shard.key, done))
    tally.tell(shard.key, len(shard.source_uris))
    tally.shard_done()


@task(cache_policy=NO_CACHE)
def compare(folder: Path) -> None:
    """Group near-duplicates and compare what the articles of a draft say."""
    corpus.compare(folder)


@task(cache_policy=NO_CACHE)
def report(folder: Path) -> str:
    """The report on the tables of a draft, as HTML."""
    return showing.report(folder)


@task(cache_policy=NO_CACHE)
def show(summary: Summary) -> Summary:
    """Tell people what the run did."""
    publish(summary)
    return summary
