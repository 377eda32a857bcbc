"""The data dictionary, made from the schema: data/README.md for people, codebook.csv for programs.

`python -m nlp.dictionary > data/README.md` writes it anew.
"""

import csv
import io

from nlp import schema

_GROUPS = {
    "Corpus": (schema.CORPUS, "What was read, and what could not be."),
    "Vocabulary": (schema.VOCABULARY, "The concepts that rows point to."),
    "Extracted": (
        schema.EXTRACTED,
        "What the articles say. Every row quotes its source: `articles.text[char_start:char_end] == quote`.",
    ),
    "Compared": (schema.COMPARED, "What the articles say together."),
}
_HEAD = """\
# The tables

Made from `nlp/schema.py` by `python -m nlp.dictionary > data/README.md`; do not edit.

`raw/` holds what is read, `processed/` what is written. Every table below is a folder of Parquet files, `processed/<table>/`, in a
snapshot of one run: `processed/<table>` is a link into `processed/current/`, a link to `processed/snapshots/<run_id>/`. A run ends by
swapping that one link: to open several tables of one run, whatever ends meanwhile, follow it once
(`Path("processed/current").resolve()`). Earlier snapshots stay readable until someone deletes them. The same descriptions stand in each
Parquet file's field metadata and in the snapshot's `codebook.csv`.

A column marked `?` is null where nothing is said; one marked **key** identifies the row. Offsets are half-open and count Unicode
code points. Units stand in the column's name or behind its meaning.
"""


def codebook() -> str:
    """One CSV line a column of every table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("table", "column", "type", "nullable", "key", "unit", "refers_to", "values", "description"))
    for table in schema.TABLES:
        for c in schema.columns(table):
            told = (c["unit"], c["refers"], "|".join(c["values"] or ()), c["meaning"])
            writer.writerow((table, c["name"], c["type"], c["nullable"], c["key"], *told))
    return out.getvalue()


def readme() -> str:
    """The data dictionary as Markdown."""
    parts = [_HEAD]
    for title, (tables, meaning) in _GROUPS.items():
        parts.append(f"\n## {title}\n\n{meaning}\n")
        parts += (_section(table) for table in tables)
    return "".join(parts)


def _section(table: str) -> str:
    lines = [f"\n### {table}\n", f"{summary(table)}\n", "| column | type | meaning |", "|---|---|---|"]
    for c in schema.columns(table):
        kind = c["type"] + ("?" if c["nullable"] else "") + (" **key**" if c["key"] else "")
        lines.append(f"| {c['name']} | {kind} | {meaning(c)} |")
    return "\n".join(lines) + "\n"


def summary(table: str) -> str:
    """What a row of the table is, in a sentence or two."""
    return " ".join((schema.TABLES[table].__doc__ or "").split())


def meaning(column: dict[str, object]) -> str:
    """A column's meaning with its unit, values and the table it refers to."""
    told = [str(column["meaning"])]
    if isinstance(column["values"], list) and not all(value in told[0] for value in column["values"]):
        told.append(f"One of {', '.join(column['values'])}.")
    if column["unit"]:
        told.append(f"Unit: {column['unit']}.")
    if column["refers"]:
        told.append(f"Refers to {column['refers']}.")
    return " ".join(told)


if __name__ == "__main__":
    print(readme(), end="")
