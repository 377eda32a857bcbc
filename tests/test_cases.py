"""One runner for every cases.yaml beside a finder: the text goes through reading, marking and all finders, as in a run.

A case names a text and, by table, the rows that must come out, no more and no fewer, in any order; only the columns listed
are compared, and a table that is not listed is not looked at. `todo` says why a case fails today: it must fail (strict).
Claims are those of the grammar, however likely: what is learned from articles is not to be judged by single sentences of ours.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import nlp
from nlp import schema
from nlp.claims import stating, words
from nlp.reading import from_text

HOME = Path(nlp.__file__).parent
FILES = sorted(HOME.rglob("cases.yaml"))


def cases() -> Iterator[Any]:
    for file in FILES:
        for number, case in enumerate(yaml.safe_load(file.read_text("utf-8")), 1):
            marks = [pytest.mark.xfail(reason=case["todo"], strict=True)] if "todo" in case else []
            yield pytest.param(case, id=f"{file.parent.relative_to(HOME)}-{number}", marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "LIKELY", dict.fromkeys(stating.LIKELY, 0.0))
    tables = case.keys() & schema.TABLES.keys()
    assert tables, "a case must name at least one table"
    found: dict[str, list[Any]] = {table: [] for table in tables}
    for row in nlp.find(nlp.mark([from_text(case["text"], title=case.get("title"))])):
        if getattr(row, "found_by", "grammar") == "grammar":
            found.get(schema.table_of(type(row)), []).append(row)
            assert not isinstance(row, schema.Claim) or _quotes_what_turns_it(row), row
    for table in sorted(tables):
        got = [_told(row) for row in sorted(found[table], key=lambda r: (r.char_start, r.char_end))]
        want = case[table]
        assert len(got) == len(want), f"{table}: {len(want)} expected, found {_brief(got)}"
        # What is expected in most columns takes its row first, before one that asks for less can.
        for expected in sorted(want, key=len, reverse=True):
            match = next((row for row in got if all(_same(row[column], value) for column, value in expected.items())), None)
            assert match is not None, f"{table}: no row says {expected}; left are {_brief(got)}"
            got.remove(match)


def _quotes_what_turns_it(claim: schema.Claim) -> bool:
    """Whether a claim's quote says that the exposure lacks, if it names it, and that an effect is denied."""
    said = [word for word, _, _ in words.tokens(claim.quote)]
    told = {(meaning.kind, meaning.sign) for at in range(len(said)) if (match := words.longest(said, at)) for meaning in match[1]}
    named = claim.exposure_text is not None and claim.exposure_text in claim.quote
    if claim.lack and named and told.isdisjoint({("lack_before", "="), ("lack_after", "="), ("anaphor", "-")}):
        return False
    denials = {("negation", "="), ("unmoved", "="), ("unsettled", "-"), ("predicate", "=")}  # "is safe" denies a harm
    return claim.direction != "no_effect" or not told.isdisjoint(denials)


def _told(row: Any) -> dict[str, Any]:
    return {c["name"]: getattr(row, c["name"]) for c in schema.columns(schema.table_of(type(row)))}


def _same(got: Any, want: Any) -> bool:
    return list(got) == want if isinstance(got, tuple) else bool(got == want)


def _brief(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    hidden = {"article_id", "sentence_id", "char_start", "char_end"}
    return [{k: v for k, v in row.items() if k not in hidden and v not in (None, ())} for row in rows]
