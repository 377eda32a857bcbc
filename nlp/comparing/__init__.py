"""Tables in, tables out: comparisons, conflicts and shared sources, in SQL that a reader can open beside this file."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from nlp import schema

# The numbers that the SQL asks for, each a decision stated in the data dictionary.
_DECISIONS: dict[str, dict[str, Any]] = {
    "comparisons": {"agreed": 0.75},  # share of articles in one direction from which they agree
    "conflicts": {
        "sure": 0.5,  # least score of a claim held against another
        "apart": 4.0,  # factor from which recommended doses conflict
        "deficient_apart": 1.5,  # factor from which thresholds of deficiency conflict
    },
    "shared_sources": {"title_length": 30},  # shortest title that names a work by itself
}
_READ = ("articles", "claims", "doses", "effects", "levels", "studies", "references")
_MACROS = """
create macro evidence_rank(level) as list_position(['synthesis', 'trial', 'observational', 'preclinical', 'opinion', 'unspecified'], level);
create macro verb(direction) as case direction when 'no_effect' then 'does not change' else direction end;
"""


def compare(tables: Mapping[str, pa.Table] | Path) -> dict[str, pa.Table]:
    """The compared tables, made from the corpus and extracted ones.

    Args:
        tables: a folder that holds a folder of Parquet files for each table, or the tables themselves by name.

    Returns:
        `comparisons`, `conflicts` and `shared_sources` in the schemas of `nlp.schema`.
    """
    with duckdb.connect() as base:
        for name in _READ:
            if isinstance(tables, Path):
                base.read_parquet(str(tables / name / "*.parquet")).create_view(name)
            else:
                base.register(name, tables[name])
        base.execute(_MACROS)
        return {name: _table(base, name) for name in schema.COMPARED}


def _table(base: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    sql = (files(__package__) / f"{name}.sql").read_text("utf-8")
    found = base.sql(sql, params=_DECISIONS[name]).to_arrow_table()
    return found.select(schema.arrow_schema(name).names).cast(schema.arrow_schema(name))
