"""The schema keeps what analysts rely on, and everything made from it is fresh."""

import csv
import dataclasses
import io
import typing
from pathlib import Path

import pytest

from nlp import dictionary, schema

# What is relied on outside: columns may be added, none renamed or dropped.
CONTRACT = {
    "articles": "article_id source_uri url site title authors published language text text_sha256 n_chars n_words n_sentences "
    "duplicate_group is_primary run_id ingested_at",
    "sentences": "sentence_id article_id position section kind char_start char_end text",
    "rejects": "source_uri stage reason error run_id seen_at",
    "runs": "run_id started_at finished_at status pipeline_version lexicon_version",
    "nutrients": "nutrient_id name kind parent_id synonyms mesh_id chebi_id rxnorm_id ug_per_iu",
    "outcomes": "outcome_id name category better_when parent_id synonyms mesh_id hpo_or_mondo_id",
    "reference_intakes": "nutrient_id population kind amount_per_day unit ug_per_day authority source",
    "mentions": "mention_id label concept_id source score",
    "doses": "dose_id nutrient_id form amount_low amount_high unit times per ug_per_day_low ug_per_day_high duration_days_low "
    "duration_days_high role population study_id",
    "levels": "level_id analyte value_low value_high unit si_low si_high si_unit role",
    "effects": "effect_id measure value unit ci_low ci_high ci_level p_op p_value direction ratio ratio_low ratio_high outcome_id "
    "outcome_text nutrient_ids comparator study_id",
    "studies": "study_id design n_participants n_studies year duration_days_low duration_days_high population doi pmid pmcid "
    "registry_id evidence_level reference_ids",
    "references": "reference_id marker text title journal year doi pmid url",
    "claims": "claim_id exposure_ids exposure_text lack outcome_id outcome_text direction polarity certainty attribution claim_type "
    "population comparator dose_ids effect_ids study_ids reference_ids evidence_level score",
    "comparisons": "exposure_ids outcome_id n_articles n_independent n_increases n_decreases n_no_effect n_affects n_hedged agreement "
    "verdict best_evidence_level n_cited_studies ratio_min ratio_max dose_ug_per_day_min dose_ug_per_day_max",
    "conflicts": "claim_id_a claim_id_b kind article_id_a article_id_b quote_a quote_b explanation",
    "shared_sources": "doi pmid n_articles article_ids",
}
GROUNDING = ["article_id", "sentence_id", "char_start", "char_end", "quote"]


def test_no_table_or_column_of_the_contract_is_missing() -> None:
    assert CONTRACT.keys() <= schema.TABLES.keys()
    for table, columns in CONTRACT.items():
        assert set(columns.split()) <= {c["name"] for c in schema.columns(table)}, table


def test_every_extracted_row_says_where_it_stands() -> None:
    for table in schema.EXTRACTED:
        assert [c["name"] for c in schema.columns(table)][: len(GROUNDING)] == GROUNDING


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_column_is_explained_and_keyed(table: str) -> None:
    columns = schema.columns(table)
    assert all(c["meaning"].endswith(".") for c in columns)
    assert all(c["refers"] in {None, *schema.TABLES} for c in columns)
    assert any(c["key"] for c in columns) or table == "reference_intakes"  # which has none of its own
    assert all(value == value.lower() for c in columns for value in c["values"] or ())
    for field in schema.arrow_schema(table):
        assert field.metadata[b"description"]


def test_the_data_dictionary_is_fresh() -> None:
    written = Path(__file__).parent.parent / "data" / "README.md"
    assert written.read_text() == dictionary.readme(), "make it anew: python -m nlp.dictionary > data/README.md"


def test_the_codebook_has_a_line_for_every_column() -> None:
    lines = list(csv.DictReader(io.StringIO(dictionary.codebook())))
    assert [(line["table"], line["column"]) for line in lines] == [(t, c["name"]) for t in schema.TABLES for c in schema.columns(t)]
    role = next(line for line in lines if (line["table"], line["column"]) == ("doses", "role"))
    assert role["values"].split("|") == list(typing.get_args(schema.DoseRole))


def test_rows_are_frozen_and_ids_say_what_they_are() -> None:
    assert all(dataclasses.is_dataclass(cls) and cls.__dataclass_params__.frozen for cls in schema.TABLES.values())  # type: ignore[attr-defined]
    assert schema.row_id("doses", "a", 1) == schema.row_id("doses", "a", 1) != schema.row_id("doses", "a", 2)
    assert schema.row_id("doses", "a").startswith("dose_")
