"""The tables of a raw folder, made by the library alone, without a scheduler."""

import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from flows.pool import Reader
from nlp import corpus, showing, store

RAW = Path(__file__).parent.parent / "data" / "raw"


def process(raw: Path, out: Path) -> Path:
    """Read a raw folder into a new snapshot; the folder of tables."""
    reader, version = Reader(None), store.version()
    with store.lock(out):
        plan = corpus.plan(raw, out, version.reading)
        for shard in plan.shards:
            if not store.staged(out, shard.key):
                store.stage(out, shard.key, map(reader, shard.records()))
        draft = store.assemble(out, plan, datetime.now(UTC))
        corpus.compare(draft.folder)
        store.complete(out, draft, version)
        return store.commit(out, draft, showing.report(draft.folder))


@cache
def sample() -> Path:
    """The processed folder of the sample corpus, made once, in two runs: at first one article is missing."""
    folder = Path(tempfile.mkdtemp(prefix="claims-sample-"))
    raw = Path(shutil.copytree(RAW, folder / "raw"))
    late = raw / "magnesium-for-sleep.md"
    late.unlink()
    process(raw, folder / "processed")
    shutil.copy(RAW / late.name, late)
    process(raw, folder / "processed")
    return folder / "processed"
