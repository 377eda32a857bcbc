"""The score of a claim: plain readings come before tangled ones, and the weights are of features that there are."""

import csv

import calibration

import nlp
from nlp.reading import from_text
from nlp.schema import Claim

PLAIN = "Turmeric is linked to less joint pain."
TANGLED = "Spinach was eaten. It raised calcium levels and may have led to nausea."


def scores(text: str) -> list[float]:
    return [row.score for row in nlp.find(nlp.mark([from_text(text)])) if isinstance(row, Claim)]


def test_a_plain_reading_is_surer_than_a_tangled_one() -> None:
    assert scores(TANGLED)
    assert min(scores(PLAIN)) > max(scores(TANGLED))


def test_fitting_finds_what_marks_right_claims_and_leaves_rare_features_out() -> None:
    claims = [calibration.Judged(str(n % 5), frozenset({"any", "easy" if n % 2 else "hard"}), n % 2 == 1 or n % 3 == 0) for n in range(60)]
    claims.append(calibration.Judged("0", frozenset({"any", "rare"}), True))
    weights = calibration.fitted(claims)
    assert weights["easy"] > 0 > weights["hard"]
    assert "rare" not in weights
    left_out = calibration.left_out(claims[:-1])
    assert left_out[1::2].min() > left_out[0::2].max()


def test_every_weight_is_of_one_feature() -> None:
    with calibration.WEIGHTS.open(encoding="utf-8") as lines:
        weights = [(row["feature"], float(row["weight"])) for row in csv.DictReader(lines, delimiter="\t")]
    assert len(dict(weights)) == len(weights) > 10
