"""The recipe of nlp/claims/weighing/weights.tsv and together.tsv: what relates an exposure to an outcome; not a test.

    python tests/weights.py RAW GOLD.jsonl            # how it does on articles left out
    python tests/weights.py RAW GOLD.jsonl --write    # fit on all of them and write both tables

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
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from nlp import facts, lexicon, reading
from nlp.claims import stating, tying
from nlp.claims.find import read as read_claims
from nlp.claims.weighing import Seen, features, weigh
from nlp.claims.weighing.pairs import Pair
from nlp.claims.weighing.weigh import COLUMNS, DIRECTIONS, candidates
from nlp.marking import Marker
from nlp.page import Article, Page
from nlp.schema import Claim, ClaimDirection

WEIGHTS = Path(weigh.__file__).with_name("weights.tsv")
TOGETHER = WEIGHTS.with_name("together.tsv")
FOLDS = 5
STRENGTH = {"relation": 0.02, "direction": 0.1}  # of the weights' freedom (C): the best on articles left out
RARE = 12  # pairs below which a feature gets no weight
SMALL = 0.02  # a feature whose weights are all nearer to 0 is left out
TELLING = 80  # features that are weighed two by two as well: those that move the relation most
RARE_TOGETHER = 30  # pairs below which two features get no weight together
NESTED = 0.95  # share of a feature's pairs above which another that goes along adds nothing

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
        here = [c for c in claims if is_same_sentence(c["sentence"], text)]
        asked = [_Asked(pair, claim, *_key(seen, pair, claim)) for pair, claim in candidates(seen)]
        goes = _assigned(asked, here)
        for n, one in enumerate(asked):
            if n not in goes and any(_fit(c, one) and len(c["exposures"]) != len(one.exposures) for c in here):
                continue  # part of what is taken together: neither right nor wrong
            said = features.of(seen, one.pair, one.claim)
            named = [f"read: {f}" if read and f.startswith("grammar: ") else f for f in sorted(said)]
            yield Example(article, named, one.claim.direction if one.claim else None, goes.get(n))


class _Asked(NamedTuple):
    """A pair with the identifiers that an annotated claim is looked for by."""

    pair: Pair
    claim: Claim | None
    exposures: Sequence[str]
    outcome_id: str | None
    outcome_text: str | None


def _key(seen: Seen, pair: Pair, claim: Claim | None) -> tuple[Sequence[str], str | None, str | None]:
    if claim:
        return claim.exposure_ids, claim.outcome_id, claim.outcome_text
    outcome = seen.items[pair.outcome].argument if pair.outcome is not None else None
    return (pair.exposure.nutrient,), outcome.outcome_id if outcome else None, outcome.outcome if outcome else None


def _assigned(asked: Sequence[_Asked], claims: Sequence[dict[str, Any]]) -> dict[int, ClaimDirection]:
    """Which way each pair goes that is a claim: every annotated claim is one pair's, that which names it best."""
    fits = sorted(
        (
            (_likeness(claim, one), -m, -n)
            for m, claim in enumerate(claims)
            for n, one in enumerate(asked)
            if _fit(claim, one) and len(claim["exposures"]) == len(one.exposures)
        ),
        reverse=True,
    )
    goes: dict[int, ClaimDirection] = {}
    taken: set[int] = set()
    for _, m, n in fits:
        if -n not in goes and -m not in taken:
            goes[-n] = claims[-m]["direction"]
            taken.add(-m)
    return goes


def _fit(claim: dict[str, Any], one: _Asked) -> bool:
    return _names_any(claim["exposures"], one.exposures, _names()) and _is_outcome(claim["outcome"], one.outcome_id, one.outcome_text)


def _likeness(claim: dict[str, Any], one: _Asked) -> int:
    """How closely a pair is called what an annotated claim calls it: by its own name, by the direction that the grammar tells."""
    own = _names_any(claim["exposures"], one.exposures, _own_names())
    outcome = any(
        _plain(n) in _own_names().get(one.outcome_id or "", ()) or _plain(n) == _plain(one.outcome_text or "") for n in claim["outcome"]
    )
    return 2 * own + 2 * outcome + (one.claim is not None and one.claim.direction == claim["direction"])


def _words(text: str) -> list[str]:
    return [w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in re.findall(r"[a-z0-9]+", text.lower())]


def _plain(text: str) -> str:
    return "".join(_words(text))


def is_same_sentence(annotated: str, text: str) -> bool:
    """Whether an annotated sentence is that of a page, which may be cut otherwise: most words of the shorter stand in the longer."""
    short, long = sorted((_words(annotated), _words(text)), key=len)
    return bool(short) and sum(w in set(long) for w in short) >= 0.7 * len(short)


@cache
def _own_names() -> dict[str, set[str]]:
    """The names of every concept."""
    concepts = [(c.nutrient_id, c) for c in lexicon.nutrients().values()] + [(c.outcome_id, c) for c in lexicon.outcomes().values()]
    return {key: {_plain(n) for n in (c.name, *c.synonyms)} for key, c in concepts}


@cache
def _names() -> dict[str, set[str]]:
    """The same with those of the parents and children of nutrients among them."""
    own = _own_names()
    found = {key: set(names) for key, names in own.items()}
    for concept in lexicon.nutrients().values():
        if concept.parent_id:
            found[concept.parent_id] |= own[concept.nutrient_id]
            found[concept.nutrient_id] |= own[concept.parent_id]
    return found


def _names_any(names: Sequence[str], ids: Sequence[str], known: dict[str, set[str]]) -> bool:
    return all(any(_plain(name) in known[i] for name in names) for i in ids)


def _is_outcome(names: Sequence[str], outcome_id: str | None, text: str | None) -> bool:
    """Whether an annotated outcome, told by its names, is meant: by its concept, or by half of the words."""
    said = set(_words(text or ""))
    if any(_plain(n) in _names().get(outcome_id or "", ()) or set(_words(n)) == said for n in names):
        return True
    return any((w := set(_words(n))) and said and len(w & said) / len(w | said) >= 0.5 for n in names)


class Fitted(NamedTuple):
    """Weights of features, and of two together."""

    names: Sequence[str]
    alone: Floats  # a row for each name, by COLUMNS
    twos: Sequence[tuple[str, str]]
    together: Floats  # one for each two, on the relation

    def logits(self, examples: Sequence[Example]) -> Floats:
        """The sums that examples come to, by COLUMNS."""
        x = _matrix(examples, self.names)
        sums: Floats = x @ self.alone
        sums[:, 0] += _both(x, self.names, self.twos) @ self.together
        return sums


def fitted(examples: Sequence[Example], names: Sequence[str]) -> Fitted:
    """Logistic regressions: of the relation on all examples, of the direction on those that are claims."""
    x = _matrix(examples, names)
    goes = np.array([e.goes or "" for e in examples])
    twos = _twos(x, names, telling(x, names, goes != ""))
    related = _regression("relation").fit(hstack([x, _both(x, names, twos)]).tocsr(), goes != "").coef_[0]
    directed = _regression("direction").fit(x[np.flatnonzero(goes != "")], goes[goes != ""])
    weights = np.zeros((len(names), len(COLUMNS)))
    weights[:, 0] = related[: len(names)]
    for n, direction in enumerate(directed.classes_):
        weights[:, COLUMNS.index(str(direction))] = directed.coef_[n]
    return Fitted(names, weights, twos, related[len(names) :])


def _regression(of: str) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH[of], max_iter=2000, tol=1e-3, fit_intercept=False)


def telling(x: csr_matrix, names: Sequence[str], claim: NDArray[np.bool_]) -> list[str]:
    """The features that move the chance of a relation most: by weight and by how the pairs divide into those with and without."""
    weight = np.abs(_regression("relation").fit(x, claim).coef_[0])
    share = np.asarray(x.mean(axis=0)).ravel()
    moving = weight * np.sqrt(np.maximum(share * (1 - share), 0))
    known = [n for n, name in enumerate(names) if not name.startswith("read: ")]
    return [names[n] for n in sorted(known, key=lambda n: -moving[n])[:TELLING]]


def _twos(x: csr_matrix, names: Sequence[str], of: Sequence[str]) -> list[tuple[str, str]]:
    """Any two of some features that go together often, and yet not always."""
    columns = x[:, [names.index(name) for name in of]]
    often = (columns.T @ columns).toarray()
    found = []
    for i, j in combinations(range(len(of)), 2):
        if RARE_TOGETHER <= often[i, j] < NESTED * min(often[i, i], often[j, j]):
            found.append((of[i], of[j]))
    return found


def _both(x: csr_matrix, names: Sequence[str], twos: Sequence[tuple[str, str]]) -> csr_matrix:
    """Which examples have both of two features."""
    if not twos:
        return csr_matrix((x.shape[0], 0))
    columns, index = x.tocsc(), {name: n for n, name in enumerate(names)}
    first, second = (columns[:, [index[two[side]] for two in twos]] for side in (0, 1))
    return first.multiply(second).tocsr()


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
        model = fitted([e for e in examples if fold[e.article] != k], names)
        at = [n for n, e in enumerate(examples) if fold[e.article] == k]
        logits = model.logits([examples[n] for n in at])
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
    kept = np.where(told, score >= stating.LIKELY["grammar"], score >= stating.LIKELY["weighing"])
    for least, taken in (("grammar", told), ("kept", kept), *((f"{n:.2f}", score >= n) for n in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8))):
        n, hits = (taken & unread).sum(), (taken & unread & right).sum()
        lines.append(f"{least}  {n:5d}  {hits / n:.3f}  {hits / wanted:.3f}  {2 * hits / (n + wanted):.3f}")
    lines.append("score  told  right  claims")
    at = np.flatnonzero(unread & kept)
    for tenth in np.array_split(at[np.argsort(score[at])], 10):
        low, high = score[tenth].min(), score[tenth].max()
        lines.append(f"{low:.2f}-{high:.2f}  {score[tenth].mean():.2f}  {right[tenth].mean():.2f}  {len(tenth)}")
    return "\n".join(lines)


def write(model: Fitted) -> str:
    """Writes both tables; how long they are."""
    twos = [(*two, weight) for two, weight in zip(model.twos, model.together, strict=True) if abs(weight) >= SMALL]
    needed = {name for two in twos for name in two[:2]}
    rows = [
        (name, *row)
        for name, row in zip(model.names, model.alone, strict=True)
        if name in needed or (not name.startswith("read: ") and np.abs(row).max() >= SMALL)
    ]
    _table(WEIGHTS, ("feature", *COLUMNS), rows)
    _table(TOGETHER, ("feature", "with", "relation"), sorted(twos))
    return f"{len(rows)} features and {len(twos)} twos"


def _table(path: Path, header: Sequence[str], rows: Sequence[Sequence[str | float]]) -> None:
    lines = ["\t".join(header), *("\t".join(map(_cell, row)) for row in rows)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _cell(told: str | float) -> str:
    return told if isinstance(told, str) else f"{told:.2f}".removesuffix("0").removesuffix("0").removesuffix(".")


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
        print(f"{write(fitted(data.examples, frequent(data.examples)))} written")


if __name__ == "__main__":
    main()
