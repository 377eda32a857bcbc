"""The weights of a claim's score, fitted on annotated articles; not a test.

    python tests/calibration.py RAW GOLD.yaml             # print how the scores of left-out articles fit what was right
    python tests/calibration.py RAW GOLD.yaml --write     # write nlp/claims/scoring.tsv, fitted on all of them

RAW is a folder of articles, GOLD.yaml annotates their claims as gold.yaml does those of the sample corpus (which is too small and too
well read to calibrate on). A claim found is right where the annotation has it: exposures, outcome and direction in that sentence.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from quality import _says

import nlp
from nlp.claims import scoring
from nlp.page import Article, Page
from nlp.schema import Claim, SentenceRow

WEIGHTS = Path(scoring.__file__).with_name("scoring.tsv")
RIDGE = 2.0  # strength of the pull towards no weight: the least log loss on left-out articles among 1, 2, 4, 8 and 16
RARE = 12  # claims below which a feature gets no weight

Vector = NDArray[np.float64]


class Judged(NamedTuple):
    """A claim found: the article it stands in, its features, and whether it is right."""

    article: str
    features: frozenset[str]
    right: bool


def judged(raw: Path, gold: dict[str, Any]) -> list[Judged]:
    """Every claim found in the annotated articles."""
    found = []
    for article in (a for a in nlp.read(raw) if isinstance(a, Article) and a.source_uri in gold):
        (page,) = nlp.mark([article])
        assert isinstance(page, Page)
        found += list(_judged(page, list(gold[article.source_uri].get("claims", []))))
    return found


def _judged(page: Page, annotated: list[dict[str, Any]]) -> Sequence[Judged]:
    rows = list(nlp.find([page]))
    sentences = {row.sentence_id: row.text for row in rows if isinstance(row, SentenceRow)}
    found = []
    for claim in (row for row in rows if isinstance(row, Claim)):
        match = next((told for told in annotated if _says(claim, told, sentences)), None)
        if match is not None:
            annotated.remove(match)
        features = frozenset({*scoring.of_sentence(page, page.sentence_at(claim.char_start)), *scoring.of_claim(claim)})
        found.append(Judged(page.article.article_id, features, match is not None))
    return found


def fitted(claims: Sequence[Judged]) -> dict[str, float]:
    """Weights by feature: logistic regression with a ridge on all but the constant, by Newton's method."""
    counts = Counter(feature for claim in claims for feature in claim.features)
    names = sorted(feature for feature, n in counts.items() if n >= RARE)
    x: Vector = np.array([[float(name in claim.features) for name in names] for claim in claims])
    y: Vector = np.array([float(claim.right) for claim in claims])
    ridge = np.diag([0.0 if name == "any" else RIDGE for name in names])
    weights: Vector = np.zeros(len(names))
    for _ in range(25):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + ridge @ weights
        weights = weights - np.linalg.solve(x.T @ (x * (chance * (1 - chance))[:, None]) + ridge, slope)
    return dict(zip(names, map(float, weights), strict=True))


def left_out(claims: Sequence[Judged]) -> Vector:
    """The score of each claim, by weights fitted without its article."""
    scores = np.zeros(len(claims))
    for article in sorted({claim.article for claim in claims}):
        weights = fitted([claim for claim in claims if claim.article != article])
        for n, claim in enumerate(claims):
            if claim.article == article:
                scores[n] = 1 / (1 + np.exp(-sum(weights.get(feature, 0.0) for feature in claim.features)))
    return scores


def report(scores: Vector, right: Vector) -> str:
    """Tenths of the claims by score with the share told and the share right; the area under the curve; the log loss against a constant."""
    lines = ["score     told  right  claims"]
    for tenth in np.array_split(np.argsort(scores), 10):
        low, high = scores[tenth].min(), scores[tenth].max()
        lines.append(f"{low:.2f}-{high:.2f}  {scores[tenth].mean():.2f}  {right[tenth].mean():.2f}   {len(tenth)}")
    above = scores[right == 1][:, None] - scores[right == 0][None, :]
    share = right.mean()
    loss, constant = (-np.mean(right * np.log(p) + (1 - right) * np.log(1 - p)) for p in (scores, np.full(len(scores), share)))
    return "\n".join([*lines, f"area {np.mean((above > 0) + (above == 0) / 2):.3f}, log loss {loss:.4f}, of a constant {constant:.4f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true", help="write nlp/claims/scoring.tsv")
    args = parser.parse_args()
    claims = judged(args.raw, yaml.safe_load(args.gold.read_text("utf-8")))
    print(report(left_out(claims), np.array([float(claim.right) for claim in claims])))
    if args.write:
        lines = [f"{feature}\t{weight:.2f}" for feature, weight in fitted(claims).items()]
        WEIGHTS.write_text("\n".join(["feature\tweight", *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
