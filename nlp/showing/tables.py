"""The tables of a folder, opened for questions: `queries/` holds the SQL."""

from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from nlp import comparing, lexicon, schema

_LARGE = ("sentences", "mentions")  # seldom asked: left on the disk


class Outdated(Exception):
    """Tables that another version wrote lack a column, or a whole table, that this one asks for. The message says what to do."""


class Tables:
    """A folder of tables and the names of what they speak of.

    Raises:
        Outdated: a table is missing, or was written by a version with other columns.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._db = duckdb.connect()
        self._db.execute(comparing.TURNED)
        for name in schema.TABLES:
            if not (folder / name).is_dir():
                raise Outdated(f"the tables in {folder} are not whole ({name} is missing); claims run makes them anew")
            rows = self._db.read_parquet(comparing.parquet(folder, name))
            if missing := [column["name"] for column in schema.columns(name) if column["name"] not in rows.columns]:
                raise Outdated(f"the tables in {folder} are of another version ({name} has no {missing[0]}); claims run makes them anew")
            rows.create_view(name) if name in _LARGE else rows.create(name)

    def ask(self, question: str, **given: Any) -> list[dict[str, Any]]:
        """Rows of a query in `queries/`, or of SQL itself."""
        sql = _query(question) if question.isidentifier() else question
        rows: list[dict[str, Any]] = self._db.sql(sql, params=given or None).to_arrow_table().to_pylist()
        return rows

    def title(self, article_id: str) -> str:
        """Title of an article, or where it was read from."""
        return self._titles[article_id]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {row["article_id"]: row["title"] for row in self.ask("articles")}

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        return int(self.ask(f'select count(*) as n from "{table}"')[0]["n"])


@cache
def _query(name: str) -> str:
    return (files(__package__) / "queries" / f"{name}.sql").read_text("utf-8")


def nutrient_name(nutrient_id: str) -> str:
    """Name of a nutrient."""
    return lexicon.nutrients()[nutrient_id].name if nutrient_id in lexicon.nutrients() else nutrient_id


def outcome_name(outcome_id: str) -> str:
    """Name of an outcome."""
    return lexicon.outcomes()[outcome_id].name if outcome_id in lexicon.outcomes() else outcome_id


def with_broader(nutrient_id: str) -> tuple[str, ...]:
    """A nutrient and those that it counts for."""
    return lexicon.with_broader(nutrient_id, comparing.broader_nutrients())


@cache
def with_narrower(nutrient_id: str) -> tuple[str, ...]:
    """A nutrient and those that count for it."""
    return tuple(key for key in lexicon.nutrients() if nutrient_id in with_broader(key))


@cache
def with_narrower_outcomes(outcome_id: str) -> tuple[str, ...]:
    """An outcome and those that count for it."""
    return tuple(key for key in lexicon.outcomes() if outcome_id in lexicon.with_broader(key, comparing.broader_outcomes()))


def intakes(nutrient_id: str) -> dict[str, Any] | None:
    """What authorities say for adults, in ug a day, of every form: least and highest recommended, highest limit, and who they are.

    `supplements_only`: the limit leaves out what food holds.
    """
    told = [intake for intake in comparing.adult_intakes().get(nutrient_id, ()) if not intake.form]
    advised = [i.ug_per_day for i in told if i.kind in ("rda", "ai") and i.ug_per_day]
    limits = [i for i in told if i.kind == "ul" and i.ug_per_day]
    if not told:
        return None
    return {
        "low": min(advised, default=None), "high": max(advised, default=None),
        "limit": max((i.ug_per_day for i in limits if i.ug_per_day), default=None),
        "supplements_only": bool(limits) and all(i.supplements_only for i in limits),
        "authorities": sorted({i.authority for i in told}),
    }  # fmt: skip
