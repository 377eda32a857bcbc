"""Weighing: what is likelier comes with a higher score, what no construction tells is found, and the recipe learns what it is shown."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest
import weights as recipe

import nlp
from nlp.claims import stating
from nlp.claims.weighing import weigh
from nlp.reading import from_text
from nlp.schema import Claim, ClaimDirection

PLAIN = "Turmeric is linked to less joint pain."
TANGLED = "Spinach was eaten. It raised calcium levels and may have led to nausea."
NO_VERB = "Adverse effects of kava: nausea, headache. Kava and the liver: hepatitis in three patients, one of them on kava for a month."


def claims(text: str) -> list[Claim]:
    return [row for row in nlp.find(nlp.mark([from_text(text)])) if isinstance(row, Claim)]


def test_a_plain_reading_is_surer_than_a_tangled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "LIKELY", dict.fromkeys(stating.LIKELY, 0.0))
    read = [[c.score for c in claims(text) if c.found_by == "grammar"] for text in (PLAIN, TANGLED)]
    assert all(read)
    assert min(read[0]) > max(read[1])


def test_what_is_unlikely_is_no_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(c.score >= stating.LIKELY[c.found_by] for c in claims(PLAIN + " " + TANGLED))
    monkeypatch.setattr(stating, "LIKELY", dict.fromkeys(stating.LIKELY, 1.0))
    assert not claims(PLAIN)


def test_what_the_grammar_passes_over_is_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "LIKELY", dict.fromkeys(stating.LIKELY, 0.0))
    found = claims(NO_VERB)
    weighed = [c for c in found if c.found_by == "weighing"]
    assert weighed
    assert all(c.cue is None and 0 < c.score < 1 for c in weighed)
    # Nothing is claimed twice: what the grammar says of a pair is what is kept.
    pairs = [(c.sentence_id, c.exposure_ids, c.outcome_id or c.outcome_text) for c in found]
    assert len(pairs) == len(set(pairs))


def test_what_is_weighed_quotes_what_makes_it_a_lack_or_a_denial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stating, "LIKELY", dict.fromkeys(stating.LIKELY, 0.0))
    (lacking,) = claims("Those with low vitamin D, including those who work at night, appear to be much more likely to get asthma.")
    (denied,) = claims("There is no link of zinc with colds.")
    assert lacking.found_by == denied.found_by == "weighing"
    assert lacking.lack
    assert lacking.quote.startswith("low vitamin D")
    assert denied.direction == "no_effect"
    assert denied.quote == "no link of zinc with colds"


def test_every_weight_is_of_one_feature() -> None:
    with recipe.WEIGHTS.open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert tuple(rows[0]) == ("feature", *weigh.COLUMNS)
    assert len({row[0] for row in rows}) == len(rows) > 1000
    assert all(len(row) == len(rows[0]) and all(math.isfinite(float(cell)) for cell in row[1:]) for row in rows[1:])


def test_what_is_weighed_together_is_weighed_alone_too() -> None:
    with recipe.WEIGHTS.open(encoding="utf-8") as lines:
        alone = {row[0] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    with recipe.TOGETHER.open(encoding="utf-8") as lines:
        header, *twos = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert header == ["feature", "with", "relation"]
    assert len({frozenset(two[:2]) for two in twos}) == len(twos) > 500
    assert {name for two in twos for name in two[:2]} <= alone
    assert all(math.isfinite(float(two[2])) for two in twos)


def test_the_recipe_learns_what_only_two_features_together_tell() -> None:
    told: list[tuple[str, str, ClaimDirection | None]] = [
        ("left", "up", "increases"), ("right", "down", "decreases"), ("right", "down", "affects"),
        ("left", "down", None), ("right", "up", None),
    ]  # fmt: skip
    examples = [recipe.Example(str(n % 10), ["any", a, b], None, goes) for n in range(200) for a, b, goes in told]
    relation = recipe.fitted(examples, recipe.frequent(examples)).logits(examples[:5])[:, 0]
    assert min(relation[:3]) > max(relation[3:])


def _examples(n: int) -> list[recipe.Example]:
    """Claims where the feature "works" is, whose direction another feature tells."""
    ways: list[tuple[str, ClaimDirection]] = [("falls", "decreases"), ("rises", "increases"), ("sways", "affects")]
    told = [("works" if k % 2 else "idles", *ways[k % 3]) for k in range(n)]
    examples = [(["any", does, way], goes if does == "works" else None) for does, way, goes in told]
    return [recipe.Example(str(k % 10), features, None, goes) for k, (features, goes) in enumerate(examples)]


def test_the_recipe_finds_what_makes_a_claim_and_which_way_it_goes() -> None:
    examples = [*_examples(300), recipe.Example("0", ["any", "rare"], None, "affects")]
    names = recipe.frequent(examples)
    assert "rare" not in names
    weight = dict(zip(names, recipe.fitted(examples, names).alone, strict=True))
    relation, falls = weigh.COLUMNS.index("relation"), weigh.COLUMNS.index("decreases")
    assert weight["works"][relation] > 0 > weight["idles"][relation]
    assert weight["falls"][falls] > weight["rises"][falls]
    chance, goes, score = recipe.left_out(examples[:-1])
    assert chance[1::2].min() > chance[0::2].max()
    assert np.all(score <= chance)
    assert goes[1:6:2] == ["increases", "decreases", "affects"]


def test_an_annotated_claim_is_found_again_by_names(tmp_path: Path) -> None:
    sentence = "Turmeric is linked to less joint pain."
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(f"On spices\n\n{sentence} Nothing is known of ginger and sleep.\n", "utf-8")
    gold = tmp_path / "gold.jsonl"
    claim = '{"sentence": "%s", "exposures": ["turmeric"], "outcome": ["pain in the joints", "joint pain"], "direction": "decreases"}'
    gold.write_text('{"article": "a", "claims": [%s]}\n' % (claim % sentence), "utf-8")
    examples = recipe.annotated(tmp_path / "raw", gold).examples
    assert [e.goes for e in examples if e.goes] == ["decreases"]
    assert len(examples) > 1
