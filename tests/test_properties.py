"""What must hold of every row, whatever the text."""

import dataclasses
import random
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nlp
from nlp import lexicon, schema
from nlp.page import Article
from nlp.reading import from_text

RAW = Path(__file__).parent.parent / "data" / "raw"
BOUNDS = {
    "doses": [("amount_low", "amount_high"), ("ug_per_day_low", "ug_per_day_high"), ("duration_days_low", "duration_days_high")],
    "levels": [("value_low", "value_high"), ("si_low", "si_high")],
    "effects": [("ci_low", "ci_high"), ("ratio_low", "ratio_high")],
    "studies": [("duration_days_low", "duration_days_high")],
}

CONCEPTS: dict[str, Collection[str]] = {
    "NUTRIENT": lexicon.nutrients(), "FOOD": lexicon.nutrients(), "OUTCOME": lexicon.outcomes(),
    "BIOMARKER": lexicon.biomarkers(), "POPULATION": lexicon.populations(),
}  # fmt: skip

# Pieces of the language of health articles, and of what scrapers leave of it.
PIECES = st.sampled_from([
    "Take 5,000 IU of vitamin D3 daily", "1,000–2,000 IU", "up to 350 mg of magnesium glycinate twice a day",
    "(95% CI: 11-39%, p=0.002)", "raised bone density by 3.8%", "a 24% lower risk of heart attack", "RR 0.45", "in 847 women",
    "for 8-12 weeks", "doi: 10.5555/abc(97)1-2", "PMID: 99100231", "25(OH)D below 30 ng/mL", "does not prevent", "may help with",
    "without enough K2", "µg", "½ teaspoon", "10 × 10^9 CFU", "— but —", "“quoted”", "body.1 The", "| a | 5 mg |", "•", "1.", "\n",
    "\n\n", "References\n\n", "<b>", "İ", "\u202f", "🙂", "%", "p<", "5:1",
])  # fmt: skip


def rows_of(article: Article) -> list[Any]:
    return list(nlp.find(nlp.mark([article])))


def hold(article: Article, rows: list[Any]) -> None:
    """Asserts grounding, bounds, references between rows, concepts of their label, and values within their columns' lists."""
    keys = {table: {getattr(r, schema.key_of(table)) for r in rows if isinstance(r, cls)} for table, cls in schema.EXTRACTED.items()}
    keys["sentences"] = {r.sentence_id for r in rows if isinstance(r, schema.SentenceRow)}
    keys |= {"articles": {article.article_id}, "nutrients": set(lexicon.nutrients()), "outcomes": set(lexicon.outcomes())}
    for row in rows:
        table = schema.table_of(type(row))
        if isinstance(row, schema.Grounded | schema.SentenceRow):
            assert article.text[row.char_start : row.char_end] == (row.quote if isinstance(row, schema.Grounded) else row.text) != ""
        if isinstance(row, schema.MentionRow):
            assert row.concept_id in CONCEPTS[row.label], row
        if isinstance(row, schema.Dose | schema.Claim):
            assert row.population is None or row.population in lexicon.populations(), row
        for low, high in BOUNDS.get(table, []):
            if None not in (values := (getattr(row, low), getattr(row, high))):
                assert values[0] <= values[1], row
        for column in schema.columns(table):
            value = getattr(row, column["name"])
            if column["values"] and value is not None:
                assert value in column["values"], (table, column["name"], value)
            if column["refers"] in keys and value is not None:
                for item in value if isinstance(value, tuple) else (value,):
                    assert item in keys[column["refers"]], (table, column["name"], item)
    for table, cls in schema.EXTRACTED.items():
        ids = [getattr(r, schema.key_of(table)) for r in rows if isinstance(r, cls)]
        assert len(ids) == len(set(ids)), f"{table}: an identifier twice"


@pytest.mark.parametrize("article", [a for a in nlp.read(RAW) if isinstance(a, Article)], ids=lambda a: a.source_uri)
def test_rows_of_the_sample_corpus(article: Article) -> None:
    rows = rows_of(article)
    hold(article, rows)
    assert [dataclasses.asdict(r) for r in rows] == [dataclasses.asdict(r) for r in rows_of(article)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=6), min_size=1, max_size=25))
def test_rows_of_any_text(pieces: list[str]) -> None:
    article = from_text(" ".join(pieces))
    hold(article, rows_of(article))


def test_rows_do_not_depend_on_the_company() -> None:
    """The same article gives the same rows alone, after others and before others."""
    read = [a for a in nlp.read(RAW) if isinstance(a, Article)]
    alone = {a.article_id: rows_of(a) for a in read}
    random.Random(1).shuffle(read)
    together: dict[str, list[Any]] = {a.article_id: [] for a in read}
    for row in nlp.find(nlp.mark(read)):
        together[row.article_id].append(row)
    assert together == alone
