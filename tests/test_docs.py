"""The README's blocks run, on tables made from the sample corpus."""

import re
from pathlib import Path

import duckdb
import pytest
from sample import sample

from nlp import schema

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_python(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    exec(code.replace("data/processed", str(sample())), {})


@pytest.mark.parametrize("query", blocks("sql"))
def test_sql(query: str) -> None:
    assert duckdb.sql(query.replace("data/processed", str(sample()))).fetchall(), "a query of the README should find something"


def test_every_table_is_named() -> None:
    assert all(f"`{table}`" in README for table in schema.TABLES)


def test_every_file_named_exists() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / name).exists(), name
