"""Comparisons, conflicts and shared sources on small tables made here; near-duplicates on texts made here."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pytest

from nlp import schema
from nlp.comparing import compare
from nlp.comparing.duplicates import groups, signature

_DEFAULTS: dict[str, dict[str, Any]] = {
    "articles": {"source_uri": "", "text": "", "text_sha256": "", "n_chars": 0, "n_words": 0, "n_sentences": 0},
    "claims": {
        "exposure_ids": ("vitamin_d",), "outcome_id": "falls", "direction": "decreases", "polarity": "benefit", "certainty": "asserted",
        "attribution": "author", "claim_type": "efficacy", "score": 0.9,
    },
    "doses": {"nutrient_id": "vitamin_d", "role": "recommended"},
    "effects": {"measure": "relative_risk", "nutrient_ids": ("vitamin_d",), "outcome_id": "falls"},
    "levels": {"analyte": "25-hydroxyvitamin d", "si_unit": "nmol/L", "role": "target"},
    "studies": {"design": "rct", "evidence_level": "trial"},
    "references": {"text": ""},
}  # fmt: skip


def table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """A table whose rows say only what matters here."""
    where = {"article_id": "a1", "sentence_id": "s", "char_start": 0, "char_end": 1, "quote": "q"} if name in schema.EXTRACTED else {}
    made = [schema.TABLES[name](**(where | {schema.key_of(name): f"{name}{n}"} | _DEFAULTS[name] | row)) for n, row in enumerate(rows)]
    return pa.Table.from_pylist([dataclasses.asdict(row) for row in made], schema=schema.arrow_schema(name))


def compared(**tables: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    articles = [{"article_id": f"a{n}"} for n in range(1, 6)]
    given = {name: [] for name in _DEFAULTS} | {"articles": articles} | tables
    return {name: found.to_pylist() for name, found in compare({name: table(name, rows) for name, rows in given.items()}).items()}


def claims(*said: str) -> list[dict[str, Any]]:
    return [{"article_id": f"a{n}", "direction": direction} for n, direction in enumerate(said, 1)]


@pytest.mark.parametrize(
    ("said", "verdict", "agreement"),
    [
        (["decreases"], "single_source", 1.0),
        (["decreases", "decreases", "decreases"], "consensus", 1.0),
        (["decreases", "increases"], "contested", 0.5),
        (["no_effect", "no_effect", "no_effect", "decreases"], "null_finding", 0.75),
        (["affects", "affects"], "consensus", None),
    ],
)
def test_verdict(said: list[str], verdict: str, agreement: float | None) -> None:
    (row,) = compared(claims=claims(*said))["comparisons"]
    assert (row["verdict"], row["agreement"], row["n_independent"]) == (verdict, agreement, len(said))


def test_a_lack_counts_for_the_nutrient_itself() -> None:
    lack = {"article_id": "a2", "direction": "increases", "lack": True}
    (row,) = compared(claims=[*claims("decreases"), lack])["comparisons"]
    assert (row["n_decreases"], row["n_increases"], row["verdict"]) == (2, 0, "consensus")


def test_copies_count_once() -> None:
    articles = [{"article_id": "a1", "duplicate_group": "a1"}, {"article_id": "a2", "duplicate_group": "a1", "is_primary": False}]
    (row,) = compared(articles=articles, claims=claims("decreases", "decreases"))["comparisons"]
    assert (row["n_articles"], row["n_independent"], row["verdict"]) == (2, 1, "single_source")


def test_doses_and_ratios_come_from_what_is_tied_to_the_claims() -> None:
    tied = [{"dose_ids": ("doses0",), "effect_ids": ("effects0",)}, {"article_id": "a2", "dose_ids": ("doses1",)}]
    doses = [
        {"ug_per_day_low": 10.0, "ug_per_day_high": 20.0},
        {"ug_per_day_low": 50.0, "ug_per_day_high": 50.0},
        {"ug_per_day_low": 900.0},
    ]
    (row,) = compared(claims=tied, doses=doses, effects=[{"ratio": 0.8}, {"ratio": 3.0}])["comparisons"]
    assert (row["dose_ug_per_day_min"], row["dose_ug_per_day_max"], row["ratio_min"], row["ratio_max"]) == (10, 50, 0.8, 0.8)


def conflicts(kind: str, **tables: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["article_id_a"], row["article_id_b"]) for row in compared(**tables)["conflicts"] if row["kind"] == kind]


def test_opposite_directions_conflict_but_not_hedged_nor_of_another_population() -> None:
    assert conflicts("direction", claims=claims("decreases", "increases")) == [("a1", "a2")]
    hedged = {"article_id": "a2", "direction": "increases", "certainty": "hedged"}
    elsewhere = [{"population": "children"}, {"article_id": "a2", "direction": "increases", "population": "older adults"}]
    assert conflicts("direction", claims=[*claims("decreases"), hedged]) == []
    assert conflicts("direction", claims=elsewhere) == []


def test_a_lack_that_harms_does_not_conflict_with_a_nutrient_that_helps() -> None:
    assert conflicts("direction", claims=[*claims("decreases"), {"article_id": "a2", "direction": "increases", "lack": True}]) == []


def test_intervals_that_exclude_each_other_conflict() -> None:
    apart = [{"ratio_low": 0.5, "ratio_high": 0.7}, {"article_id": "a2", "ratio_low": 0.9, "ratio_high": 1.1}]
    touching = [{"ratio_low": 0.5, "ratio_high": 0.95}, {"article_id": "a2", "ratio_low": 0.9, "ratio_high": 1.1}]
    assert conflicts("effect_size", effects=apart) == [("a1", "a2")]
    assert conflicts("effect_size", effects=touching) == []


def test_recommendations_far_apart_and_above_a_limit_conflict() -> None:
    doses = [
        {"ug_per_day_low": 10.0, "ug_per_day_high": 20.0},
        {"article_id": "a2", "ug_per_day_low": 250.0, "ug_per_day_high": 250.0},
        {"article_id": "a3", "ug_per_day_high": 100.0, "role": "limit"},
    ]
    assert conflicts("dose_recommendation", doses=doses) == [("a1", "a2")]
    assert conflicts("dose_limit", doses=doses) == [("a2", "a3")]


def test_thresholds_conflict() -> None:
    levels = [{"si_low": 50.0, "si_high": 100.0}, {"article_id": "a2", "si_low": 150.0, "si_high": 200.0}]
    assert conflicts("level_threshold", levels=levels) == [("a1", "a2")]


def test_articles_on_one_study_share_a_source() -> None:
    named = compared(
        studies=[{"doi": "10.5555/X.1"}, {"article_id": "a2", "pmid": "99100231"}],
        references=[
            {"article_id": "a2", "doi": "10.5555/x.1"},
            {"article_id": "a3", "pmid": "99100231"},
            {"article_id": "a3", "doi": "10.5555/alone"},
        ],
    )["shared_sources"]
    assert [(row["source_key"], row["article_ids"]) for row in named] == [
        ("doi:10.5555/x.1", ["a1", "a2"]),
        ("pmid:99100231", ["a2", "a3"]),
    ]


STORY = (
    "Daily vitamin D cuts winter infections, a review of fourteen trials finds. " * 3
    + "The authors pooled six thousand people from ten countries."
)


def test_copies_are_grouped_under_the_earliest() -> None:
    texts = {
        "b": STORY,
        "a": STORY + " Our health desk adds a word.",
        "c": "Zinc lozenges shorten the common cold by two days if taken early.",
    }
    assert groups({key: signature(text) for key, text in texts.items()}, first=["b", "a", "c"]) == {"a": "b", "b": "b"}


def test_a_signature_depends_on_the_words_alone() -> None:
    assert signature("Zinc  helps,\nthey say.") == signature("zinc helps they say")
