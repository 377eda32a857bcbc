"""The lexicons: every name on one concept, every concept that is referred to there, every file in order."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from nlp import lexicon, tsv
from nlp.marking.folding import fold
from nlp.marking.linking import plain

TABLES = ("nutrients", "forms", "outcomes", "biomarkers", "populations", "homonyms")


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_sorted_and_full(table: str) -> None:
    lines = (files("nlp.lexicon") / f"{table}.tsv").read_text("utf-8").splitlines()
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row[0] for row in rows[1:]] == sorted(row[0] for row in rows[1:])


def test_no_name_stands_on_two_concepts() -> None:
    concepts: dict[tuple[str, str], set[str]] = {}
    for name in lexicon.names():
        concepts.setdefault((name.label, fold(name.text)), set()).add(name.concept_id)
    assert {name: on for name, on in concepts.items() if len(on) > 1} == {}


# What a drug does is one thing, what has such an effect another: "effects of antidepressants" are no "antidepressant effect".
MEANT = {
    "antibiotic effect",
    "anticoagulant effect",
    "antidepressant effect",
    "antihypertensive effect",
    "cns depressant effect",
    "crp",  # CRP and CRPS
    "disease burden",
    "lung inflammation",
}


def test_no_name_stands_on_two_concepts_in_other_words() -> None:
    concepts: dict[tuple[str, str], set[str]] = {}
    for name in lexicon.names():
        if name.label in ("NUTRIENT", "OUTCOME"):
            concepts.setdefault((name.label, plain(name.text)), set()).add(name.concept_id)
    assert {name for (_, name), on in concepts.items() if len(on) > 1} == MEANT


def test_what_is_referred_to_is_there() -> None:
    nutrients, outcomes = lexicon.nutrients(), lexicon.outcomes()
    assert {n.parent_id for n in nutrients.values()} - {None} <= nutrients.keys()
    assert {o.parent_id for o in outcomes.values()} - {None} <= outcomes.keys()
    for parents in ({k: n.parent_id for k, n in nutrients.items()}, {k: o.parent_id for k, o in outcomes.items()}):
        for key in parents:
            above = [key]
            while (parent := parents[above[-1]]) is not None:
                assert parent not in above, f"{key} stands above itself: {above}"
                above.append(parent)
    assert {f.nutrient_id for f in lexicon.forms()} | {i.nutrient_id for i in lexicon.reference_intakes()} <= nutrients.keys()
    of_one_form = {(i.nutrient_id, i.form) for i in lexicon.reference_intakes() if i.form}
    assert of_one_form <= {(f.nutrient_id, f.form) for f in lexicon.forms()}
    assert {b.outcome_id for b in lexicon.biomarkers().values()} - {None} <= outcomes.keys()


def test_the_names_of_forms_are_synonyms_of_their_nutrient() -> None:
    assert "methylcobalamin" in lexicon.nutrients()["vitamin_b12"].synonyms


def test_identifiers_are_slugs_and_those_of_others_have_their_form() -> None:
    assert all(re.fullmatch(r"[a-z0-9_]+", slug) for slug in [*lexicon.nutrients(), *lexicon.outcomes()])
    for concept in [*lexicon.nutrients().values(), *lexicon.outcomes().values()]:
        assert concept.mesh_id is None or (re.fullmatch(r"[CD]\d{6,9}", concept.mesh_id) and "MeSH" in (concept.source or ""))
    for nutrient in lexicon.nutrients().values():
        assert nutrient.chebi_id is None or (re.fullmatch(r"CHEBI:\d+", nutrient.chebi_id) and "ChEBI" in (nutrient.source or ""))


def test_a_homonym_holds_a_name_and_is_none() -> None:
    names = {(name.label, fold(name.text)) for name in lexicon.names()}
    single = {(label, text.removesuffix("s")) for label, text in names} | names
    for homonym in lexicon.homonyms():
        words = fold(homonym.text).split()
        within = {(homonym.label, " ".join(words[a:b])) for a in range(len(words)) for b in range(a + 1, len(words) + 1)}
        assert (homonym.label, fold(homonym.text)) not in names
        assert within & single or {(label, text.removesuffix(end)) for label, text in within for end in ("s", "es")} & single, homonym.text


def test_quotation_marks_are_letters_and_cells_left_off_are_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "worded").mkdir()
    (tmp_path / "worded" / "words.tsv").write_text('word\tmeans\n"fat" soluble\ta\nzinc\n', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert tsv.rows("worded", "words") == [{"word": '"fat" soluble', "means": "a"}, {"word": "zinc", "means": ""}]


def test_a_lineage_leads_from_a_form_to_the_widest_class() -> None:
    assert lexicon.lineage("vitamin_d3") == ("vitamin_d3", "vitamin_d", "vitamins")
