"""The README's example comes out as shown, its blocks run on tables made from the sample corpus, and pages name files that exist."""

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sample import sample

import nlp
from nlp import schema
from nlp.reading import from_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def drawn(table: str) -> tuple[list[str], list[list[str]]]:
    """The columns and the rows of the table that has this name in its first cell."""
    (lines,) = re.findall(rf"^\| {table} (\|.*)\n\|[-:| ]+\n((?:\| \|.*\n)+)", README, re.MULTILINE)
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in (lines[0], *lines[1].splitlines()))
    return head[1:-1], [row[2:-1] for row in rows]


def cell(value: Any) -> str:
    """A value as the README shows it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value or "")


@pytest.mark.parametrize("table", ["claims", "effects", "doses"])
def test_the_first_example_comes_out_as_shown(table: str) -> None:
    rows = [row for row in nlp.find(nlp.mark([from_text(blocks("")[0])])) if schema.table_of(type(row)) == table]
    columns, shown = drawn(table)
    assert shown == [[cell(getattr(row, column)) for column in columns] for row in rows]


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(code.replace("data/processed", str(sample())), {})


@pytest.mark.parametrize("query", blocks("sql"))
def test_sql(query: str) -> None:
    assert duckdb.sql(query.replace("data/processed", str(sample()))).fetchall(), "a query of the README should find something"


def test_every_table_is_named() -> None:
    assert all(f"`{table}`" in README for table in schema.TABLES)


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "nlp").rglob("*.md"))], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_named_exists(page: Path) -> None:
    for name in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / name).exists(), name
