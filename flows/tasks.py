"""The steps of the flow as Prefect tasks: what it schedules, retries and shows."""

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.artifacts import Summary, Tally, publish
from flows.pool import Pool
from nlp import comparing, reading, showing, store
from nlp.comparing import duplicates
from nlp.store import Plan, Shard


@task(cache_policy=NO_CACHE)
def read(raw: Path, fields: dict[str, str], processed: Path, version: str) -> Plan:
    """List what is new, changed or gone since the last snapshot, or was read by another version."""
    return store.plan(
        raw=raw,
        sources=reading.sources(raw),
        records=lambda path: reading.records(path, raw, fields),
        snapshot=store.current(processed),
        spool=store.spool(processed),
        version=version,
    )


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
    articles = store.read(store.files(folder, "articles"), "articles", ["published", "source_uri", "article_id", "minhash"]).to_pylist()
    # The earliest copy counts as the original; without a date the name decides.
    articles.sort(key=lambda a: (a["published"] is None, a["published"], a["source_uri"]))
    primary = duplicates.groups({a["article_id"]: a["minhash"] for a in articles}, first=[a["article_id"] for a in articles])
    store.set_duplicates(folder, {article_id: (group, article_id == group) for article_id, group in primary.items()})
    for table, rows in comparing.compare(folder).items():
        store.write_table(folder, table, rows)


@task(cache_policy=NO_CACHE)
def report(snapshot: Path, processed: Path) -> None:
    """Write the report of a snapshot beside the tables, in place of the one before."""
    draft = processed / ".report.html"
    draft.write_text(showing.report(snapshot), encoding="utf-8")
    draft.replace(processed / showing.REPORT)


@task(cache_policy=NO_CACHE)
def show(summary: Summary) -> Summary:
    """Tell people what the run did."""
    publish(summary)
    return summary
