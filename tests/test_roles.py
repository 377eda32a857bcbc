"""Roles: the tables know the roles of the schema, what is told differently gets another role, and the recipe learns what it is shown."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import roles as recipe

import nlp
from nlp.facts.weighing import likeliest, weigh
from nlp.reading import from_text
from nlp.schema import Dose, DoseRole, Level, LevelRole, Study


@pytest.mark.parametrize(
    ("fact", "roles"), [("doses", get_args(DoseRole)), ("levels", get_args(LevelRole)), ("studies", ("remark", "study"))]
)
def test_the_weights_are_of_the_roles_that_are_asked_for(fact: str, roles: tuple[str, ...]) -> None:
    known = weigh.weights(fact)
    assert sorted(known.roles) == sorted(roles)
    assert known.table.shape == (len(known.line), len(known.roles))


def test_the_readme_names_every_fact_that_can_be_fitted_anew() -> None:
    (how,) = re.findall(
        r"^- .*(?:\n  .*)*tests/roles\.py.*(?:\n  .*)*", Path(__file__).parents[1].joinpath("README.md").read_text(), re.MULTILINE
    )
    assert all(fact in how for fact in recipe.RECORDERS)


def test_signs_that_nothing_was_learned_of_tell_nothing() -> None:
    assert likeliest("doses", ["any", "left: zyzzyva"]) == likeliest("doses", ["any"])


def test_a_sign_is_there_or_not_however_often() -> None:
    known = weigh.weights("levels")
    first, second = known.table[known.line["any"]].argsort()[::-1][:2]
    sign = next(s for s, n in known.line.items() if known.table[n, second] - known.table[n, first] > 0.1)
    assert likeliest("levels", ["any", *[sign] * 50]) == likeliest("levels", ["any", sign])


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The women were given 400 mg of magnesium a day for twelve weeks.", "studied"),
        ("Adults should get 400 mg of magnesium a day.", "recommended"),
        ("Never take more than 400 mg of magnesium a day.", "limit"),
        ("A cup of the cooked beans contains 400 mg of magnesium.", "content"),
        ("I have been taking 400 mg of magnesium every night since spring.", "taken"),
    ],
)
def test_one_amount_told_in_five_ways(text: str, role: str) -> None:
    assert [row.role for row in nlp.find(nlp.mark([from_text(text)])) if isinstance(row, Dose)] == [role]


def test_of_two_levels_in_one_sentence_each_has_its_role() -> None:
    text = "Her ferritin was 9 ng/mL, while anything below 15 ng/mL is deficient."
    assert [row.role for row in nlp.find(nlp.mark([from_text(text)])) if isinstance(row, Level)] == ["observed", "deficiency"]


def test_the_recipe_learns_what_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, gold, lines = tmp_path / "raw", tmp_path / "gold.jsonl", []
    raw.mkdir()
    for n in range(30):
        verb, role = (("nibbled", "taken"), ("buried", "other"), ("sniffed", "studied"))[n % 3]
        sentence = f"The wombats {verb} {n + 1} mg of zinc."
        (raw / f"{n}.txt").write_text(sentence)
        rows = [{"sentence": sentence, "low": n + 1, "high": n + 1, "unit": "mg", "role": role}]
        lines.append(json.dumps({"article": str(n), "doses": rows}))
    gold.write_text("\n".join(lines))
    monkeypatch.setattr(recipe, "_cases", lambda *_: [])
    examples = recipe.annotated("doses", raw, gold)
    assert len(examples) == 30
    assert recipe.left_out(examples) == [e.role for e in examples]
    roles, signs, weights = recipe.fitted(examples)
    told = dict(zip(signs, weights, strict=True))
    assert told["left 0: nibbled"][roles.index("taken")] > 0 > told["left 0: buried"][roles.index("taken")]


def test_a_remark_on_research_is_no_study() -> None:
    told = "Many of today's standard treatments for gout are based on earlier clinical trials."
    done = "An earlier clinical trial found that zinc eased gout in 60 women."
    found = nlp.find(nlp.mark([from_text(f"Gout\n\n{told}\n\n{done}")]))
    assert [row.n_participants for row in found if isinstance(row, Study)] == [60]


def test_the_recipe_learns_what_is_no_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, gold, lines = tmp_path / "raw", tmp_path / "gold.jsonl", []
    raw.mkdir()
    for n in range(20):
        whose, role = (("wombat", "remark"), ("quokka", "study"))[n % 2]
        sentence = f"One {whose} study of {n + 30} women found less gout."
        (raw / f"{n}.txt").write_text(sentence)
        lines.append(json.dumps({"article": str(n), "studies": [{"sentence": sentence, "quote": f"One {whose} study", "role": role}]}))
    gold.write_text("\n".join(lines))
    monkeypatch.setattr(recipe, "_cases", lambda *_: [])
    examples = recipe.annotated("studies", raw, gold)
    assert recipe.left_out(examples) == [e.role for e in examples]
    roles, signs, weights = recipe.fitted(examples)
    told = dict(zip(signs, weights, strict=True))
    assert told["name: wombat"][roles.index("remark")] > 0 > told["name: wombat"][roles.index("study")]


def test_the_recipe_learns_from_all_lines_of_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {5: "The women took 5 mg of zinc.", 7: "The men took 7 mg of iron."}
    (tmp_path / "a.txt").write_text(" ".join(said.values()))
    rows = ({"sentence": sentence, "low": n, "high": n, "unit": "mg", "role": "studied"} for n, sentence in said.items())
    (tmp_path / "gold.jsonl").write_text("\n".join(json.dumps({"article": "a", "doses": [row]}) for row in rows))
    monkeypatch.setattr(recipe, "_cases", lambda *_: [])
    assert len(recipe.annotated("doses", tmp_path / "a.txt", tmp_path / "gold.jsonl")) == 2


def test_the_recipe_learns_from_the_cases_and_writes_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh, "__file__", str(tmp_path / "weighing" / "weigh.py"))
    for folder in ("raw", "studies", "weighing"):
        (tmp_path / folder).mkdir()
    told, done = "Many treatments for gout are based on earlier clinical trials.", "A clinical trial found less gout in 60 women."
    (tmp_path / "studies" / "cases.yaml").write_text(
        f"- {{text: {told} {done}, studies: [{{design: clinical_trial, n_participants: 60}}]}}"
    )
    (tmp_path / "raw" / "a.txt").write_text(told)
    row = {"sentence": told, "quote": "earlier clinical trials", "role": "remark"}
    (tmp_path / "gold.jsonl").write_text(json.dumps({"article": "a", "studies": [row]}))
    examples = recipe.annotated("studies", tmp_path / "raw", tmp_path / "gold.jsonl")
    assert [(e.role, "name: earlier" in e.signs) for e in examples] == [("remark", True), ("study", False)]
    examples = [e._replace(article=f"{e.article} {n}") for e in examples for n in range(10)]
    assert recipe.report(examples).splitlines()[0].endswith(" 1.000 right")

    assert recipe.write("studies", examples).endswith(" signs")
    header, *lines = (tmp_path / "weighing" / "studies.tsv").read_text().splitlines()
    assert header == "sign\tremark\tstudy"
    weights = {sign: (float(remark), float(study)) for sign, remark, study in (line.split("\t") for line in lines)}
    assert weights["name: earlier"][0] == -weights["name: earlier"][1] > 0
