"""How the tables lie on disk: plan, stage, assemble, commit, and open what is committed.

with store.lock(processed):
    plan = store.plan(...)                               # what is new, changed or gone
    for shard in plan.shards:
        store.stage(processed, shard.key, rows_of(shard.records()))
    draft = store.assemble(processed, plan, started_at)  # the tables of articles
    compare(draft.folder)                                # write_table, set_duplicates
    store.complete(processed, draft, version)            # all tables are there
    store.commit(processed, draft, report)               # all at once, or nothing
"""

from nlp.store.assembling import Draft, assemble, set_duplicates
from nlp.store.planning import TRIES, Entry, Plan, Record, Shard, plan
from nlp.store.snapshot import REPORT, Locked, Occupied, commit, complete, count_rows, is_up_to_date, lock, stage, staged
from nlp.store.tables import current, files, read, spool, write_table
from nlp.store.versions import Version, version

__all__ = [
    "REPORT", "TRIES", "Draft", "Entry", "Locked", "Occupied", "Plan", "Record", "Shard", "Version", "assemble", "commit", "complete",
    "count_rows", "current", "files", "is_up_to_date", "lock", "plan", "read", "set_duplicates", "spool", "stage", "staged", "version",
    "write_table",
]  # fmt: skip
