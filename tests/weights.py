"""The recipe of nlp/claims/weighing/weights.tsv: what relates an exposure to an outcome, learned from annotated articles; not a test.

    python tests/weights.py RAW GOLD.jsonl            # how it does on articles left out
    python tests/weights.py RAW GOLD.jsonl --write    # fit on all of them and write weights.tsv

RAW is a folder of articles. A line of GOLD.jsonl is {"article": file stem, "read": whether the grammar's authors had read it, "claims":
[{"sentence", "exposures": [names], "outcome": [names], "direction"}]}. What the grammar makes of an article that its authors had read is
better than elsewhere, so its features get weights of their own there, which are thrown away.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from nlp import facts, lexicon, reading
from nlp.claims import stating, tying
from nlp.claims.find import read as read_claims
from nlp.claims.weighing import features, weigh
from nlp.claims.weighing.weigh import COLUMNS, DIRECTIONS, candidates
from nlp.marking import Marker
from nlp.page import Article, Page
from nlp.schema import ClaimDirection

WEIGHTS = Path(weigh.__file__).with_name("weights.tsv")
FOLDS = 5
STRENGTH = {"relation": 0.02, "direction": 0.1}  # of the weights' freedom (C): the best on articles left out
RARE = 12  # pairs below which a feature gets no weight
SMALL = 0.02  # a feature whose weights are all nearer to 0 is left out

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A pair of an annotated article: its features, whether the grammar claims it, and which way it goes, null where it is no claim."""

    article: str
    features: Sequence[str]
    by_grammar: ClaimDirection | None
    goes: ClaimDirection | None


class Annotated(NamedTuple):
    """What is learned from, and how many claims the articles have, by name."""

    examples: Sequence[Example]
    claims: dict[str, int]


def annotated(raw: Path, gold: Path) -> Annotated:
    """The candidates of every annotated article with what the annotation says of them."""
    told = {line["article"]: line for line in map(json.loads, gold.read_text("utf-8").splitlines())}
    marker = Marker()
    examples: list[Example] = []
    for article in (a for a in reading.read(raw) if isinstance(a, Article)):
        name = Path(article.source_uri).stem
        if name in told:
            examples += _examples(name, marker.page(article), told[name]["claims"], bool(told[name].get("read")))
    return Annotated(examples, {name: len(line["claims"]) for name, line in told.items()})


def _examples(article: str, page: Page, claims: Sequence[dict[str, Any]], read: bool) -> Iterator[Example]:
    tied = tying.tied(page, facts.find(page))
    for seen in read_claims(page, tied, tying.gathered(tied)):
        text = page.text[seen.sentence.start : seen.sentence.end]
        here = [c for c in claims if _is_same_sentence(c["sentence"], text)]
        for pair, claim in candidates(seen):
            outcome = seen.items[pair.outcome].argument if pair.outcome is not None else None
            key = (claim.outcome_id, claim.outcome_text) if claim else (outcome.outcome_id, outcome.outcome) if outcome else (None, None)
            exposures = claim.exposure_ids if claim else (pair.exposure.nutrient,)
            fitting = [c for c in here if _names_any(c["exposures"], exposures) and _is_outcome(c["outcome"], *key)]
            whole = [c for c in fitting if len(c["exposures"]) == len(exposures)]
            if fitting and not whole:
                continue  # part of what is taken together: neither right nor wrong
            said = features.of(seen, pair, claim)
            named = [f"read: {f}" if read and f.startswith("grammar: ") else f for f in sorted(said)]
            by_grammar = claim.direction if claim else None
            directions = [c["direction"] for c in whole]
            goes = by_grammar if by_grammar in directions else directions[0] if directions else None
            yield Example(article, named, by_grammar, goes)


def _words(text: str) -> list[str]:
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in re.findall(r"[a-z0-9]+", text.lower())]


def _plain(text: str) -> str:
    return "".join(_words(text))


def _is_same_sentence(annotated: str, text: str) -> bool:
    short, long = sorted((_words(annotated), _words(text)), key=len)
    return bool(short) and sum(w in set(long) for w in short) >= 0.7 * len(short)


@cache
def _names() -> dict[str, set[str]]:
    """The names of every concept, those of its parent and children among them."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in lexicon.nutrients().values():
        own = {_plain(n) for n in (concept.name, *concept.synonyms)}
        found[concept.nutrient_id] |= own
        if concept.parent_id:
            parent = lexicon.nutrients()[concept.parent_id]
            found[concept.parent_id] |= own
            found[concept.nutrient_id] |= {_plain(n) for n in (parent.name, *parent.synonyms)}
    for outcome in lexicon.outcomes().values():
        found[outcome.outcome_id] |= {_plain(n) for n in (outcome.name, *outcome.synonyms)}
    return found


def _names_any(names: Sequence[str], ids: Sequence[str]) -> bool:
    return all(any(_plain(name) in _names()[i] for name in names) for i in ids)


def _is_outcome(names: Sequence[str], outcome_id: str | None, text: str | None) -> bool:
    """Whether an annotated outcome, told by its names, is meant: by its concept, or by half of the words."""
    said = set(_words(text or ""))
    if any(_plain(n) in _names().get(outcome_id or "", ()) or set(_words(n)) == said for n in names):
        return True
    return any((w := set(_words(n))) and said and len(w & said) / len(w | said) >= 0.5 for n in names)


class Fitted(NamedTuple):
    """Weights of the features in the order of `names`: a row each, the columns are COLUMNS."""

    names: Sequence[str]
    weights: Floats


def fitted(examples: Sequence[Example], names: Sequence[str]) -> Fitted:
    """Logistic regressions: of the relation on all examples, of the direction on those that are claims."""
    x = _matrix(examples, names)
    goes = np.array([e.goes or "" for e in examples])
    related = LogisticRegression(C=STRENGTH["relation"], max_iter=2000, tol=1e-3, fit_intercept=False).fit(x, goes != "")
    directed = LogisticRegression(C=STRENGTH["direction"], max_iter=2000, tol=1e-3, fit_intercept=False)
    directed.fit(x[np.flatnonzero(goes != "")], goes[goes != ""])
    weights = np.zeros((len(names), len(COLUMNS)))
    weights[:, 0] = related.coef_[0]
    for n, direction in enumerate(directed.classes_):
        weights[:, COLUMNS.index(str(direction))] = directed.coef_[n]
    return Fitted(names, weights)


def frequent(examples: Sequence[Example]) -> list[str]:
    """The features that enough examples have."""
    counts: dict[str, int] = defaultdict(int)
    for example in examples:
        for feature in example.features:
            counts[feature] += 1
    return sorted(name for name, n in counts.items() if n >= RARE)


def _matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    index = {name: n for n, name in enumerate(names)}
    rows = [sorted({index[f] for f in e.features if f in index}) for e in examples]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(r, dtype=int) for r in rows]) if rows else np.array([], dtype=int)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(names)))


def left_out(examples: Sequence[Example]) -> tuple[Floats, list[ClaimDirection], Floats]:
    """Of each example by weights fitted without its article: the chance of a relation, the likeliest direction, and the score."""
    articles = sorted({e.article for e in examples})
    fold = {name: n % FOLDS for n, name in enumerate(articles)}
    chance, score = np.zeros(len(examples)), np.zeros(len(examples))
    goes: list[ClaimDirection] = ["affects"] * len(examples)
    names = frequent(examples)
    for k in range(FOLDS):
        weights = fitted([e for e in examples if fold[e.article] != k], names).weights
        at = [n for n, e in enumerate(examples) if fold[e.article] == k]
        logits = _matrix([examples[n] for n in at], names) @ weights
        turned = np.exp(logits[:, 1:] - logits[:, 1:].max(axis=1, keepdims=True))
        turned /= turned.sum(axis=1, keepdims=True)
        for row, n in enumerate(at):
            chance[n] = 1 / (1 + np.exp(-logits[row, 0]))
            goes[n] = examples[n].by_grammar or DIRECTIONS[int(turned[row].argmax())]
            score[n] = chance[n] * turned[row][DIRECTIONS.index(goes[n])]
    return chance, goes, score


def report(data: Annotated, read: set[str]) -> str:
    """How pairs are told apart on articles left out, and what taking the likely ones brings."""
    examples = data.examples
    chance, goes, score = left_out(examples)
    unread = np.array([e.article not in read for e in examples])
    right = np.array([e.goes is not None and e.goes == g for e, g in zip(examples, goes, strict=True)])
    told = np.array([e.by_grammar is not None for e in examples])
    claim = np.array([e.goes is not None for e in examples])
    wanted = sum(n for name, n in data.claims.items() if name not in read)
    lines = [f"{len(data.claims)} articles, {len(examples)} pairs, {claim.sum()} of them claims", f"{wanted} claims of unread articles:"]
    for name, part in (("grammar's", told & unread), ("others", ~told & unread)):
        direction = (right & claim & part).sum() / (claim & part).sum()
        lines.append(f"{name}: AUC {roc_auc_score(claim[part], chance[part]):.3f}, direction {direction:.3f}")
    lines.append("least score  found  precision  recall  F1")
    for least, taken in (("grammar", told), *((f"{n:.2f}", score >= n) for n in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))):
        n, hits = (taken & unread).sum(), (taken & unread & right).sum()
        lines.append(f"{least}  {n:5d}  {hits / n:.3f}  {hits / wanted:.3f}  {2 * hits / (n + wanted):.3f}")
    lines.append("score  told  right  claims")
    at = np.flatnonzero(unread & (score >= stating.LIKELY))
    for tenth in np.array_split(at[np.argsort(score[at])], 10):
        low, high = score[tenth].min(), score[tenth].max()
        lines.append(f"{low:.2f}-{high:.2f}  {score[tenth].mean():.2f}  {right[tenth].mean():.2f}  {len(tenth)}")
    return "\n".join(lines)


def write(model: Fitted) -> int:
    """Writes weights.tsv; how many features it has."""
    lines = [
        "\t".join((name, *(f"{w:.2f}".removesuffix("0").removesuffix("0").removesuffix(".") for w in row)))
        for name, row in zip(model.names, model.weights, strict=True)
        if not name.startswith("read: ") and np.abs(row).max() >= SMALL
    ]
    WEIGHTS.write_text("\n".join(["\t".join(("feature", *COLUMNS)), *lines]) + "\n", "utf-8")
    return len(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true", help="write weights.tsv")
    asked = parser.parse_args()
    data = annotated(asked.raw, asked.gold)
    read = {line["article"] for line in map(json.loads, asked.gold.read_text("utf-8").splitlines()) if line.get("read")}
    print(report(data, read))
    if asked.write:
        print(f"{write(fitted(data.examples, frequent(data.examples)))} features written")


if __name__ == "__main__":
    main()
