"""A corpus as a whole: what there is to read in a raw folder, and what its articles say together."""

from collections.abc import Mapping
from pathlib import Path

from nlp import comparing, reading, store
from nlp.comparing import duplicates
from nlp.store import Plan


def plan(raw: Path, processed: Path, version: str, fields: Mapping[str, str] | None = None) -> Plan:
    """List what is new, changed or gone since the last snapshot, or was read by another version.

    Args:
        raw: folder of articles, or one file.
        processed: folder of the tables.
        version: of what reads (`store.version().reading`).
        fields: names of JSON records' fields where they are none of the usual, as {"text": "story"}.
    """
    return store.plan(
        sources={reading.place(path, raw): path for path in reading.sources(raw)},
        records=lambda path: reading.records(path, raw, fields),
        snapshot=store.current(processed),
        spool=store.spool(processed),
        version=version,
    )


def compare(folder: Path) -> None:
    """Group the near-duplicates of a draft and compare what its articles say: complete its tables of articles, write the compared ones."""
    articles = store.read(store.files(folder, "articles"), "articles", ["published", "source_uri", "article_id", "minhash"]).to_pylist()
    # The earliest copy counts as the original; without a date the name decides.
    articles.sort(key=lambda a: (a["published"] is None, a["published"], a["source_uri"]))
    primary = duplicates.groups({a["article_id"]: a["minhash"] for a in articles}, first=[a["article_id"] for a in articles])
    store.set_duplicates(folder, {article_id: (group, article_id == group) for article_id, group in primary.items()})
    for table, rows in comparing.compare(folder).items():
        store.write_table(folder, table, rows)
