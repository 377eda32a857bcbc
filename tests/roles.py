"""The recipe of doses.tsv, levels.tsv and studies.tsv in nlp/facts/weighing: what is told is to the one who tells it; not a test.

    python tests/roles.py doses RAW GOLD.jsonl            # how it does on articles left out
    python tests/roles.py doses RAW GOLD.jsonl --write    # fit on all of them and write the table

RAW is a folder of articles, or a file of them. A line of GOLD.jsonl is {"article": source or file stem, "doses": [{"sentence", "low",
"high", "unit", "role"}], "levels": [likewise], "studies": [{"sentence", "quote", "role"}]}; what is found as a study is a "study" or a
"remark". The cases beside the finders are learned from as well.
"""

import argparse
import importlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from weights import is_same_sentence

from nlp import reading
from nlp.facts.doses.regimen import Regimen
from nlp.facts.doses.roles import Roles
from nlp.facts.levels.role import role_of, signs
from nlp.facts.studies import remarks
from nlp.facts.studies.found import Found
from nlp.facts.weighing import weigh
from nlp.lexicon import Biomarker
from nlp.marking import Marker
from nlp.page import Article, Page, Sentence
from nlp.quantity import Quantity
from nlp.schema import Dose, DoseRole, Level, LevelRole, Study

FOLDS = 10
STRENGTH = 0.2  # of the weights' freedom (C): the best on articles left out
RARE = 4  # examples below which a sign gets no weight
OURS = 4  # what a case of ours weighs, which shows one thing and no other
DEAR = {"remark": 1.5}  # a remark taken for a study does more harm than a study that is lost
CASE = " case "  # in the name of what is no article
SMALL = 0.02  # a sign whose weights are all nearer to 0 is left out

Floats = NDArray[np.float64]
Told = Quantity | Study
KNOWN_BY = ("low", "high", "unit", "quote", "design", "n_participants", "n_studies", "year")  # what tells one found from another
Annotation = Callable[[Sentence, Told, Iterable[str]], str | None]  # the role that something is annotated with, its signs noted


class Example(NamedTuple):
    """A number or study of an annotated article: its signs, and the role that it is annotated with."""

    article: str
    signs: Sequence[str]
    role: str


def annotated(fact: str, raw: Path, gold: Path) -> list[Example]:
    """The numbers of annotated articles, and those of the cases beside the finder."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in map(json.loads, gold.read_text("utf-8").splitlines()):
        told[line["article"]] += line.get(fact, [])
    marker = Marker()
    examples: list[Example] = []
    for article in (a for a in reading.read(raw) if isinstance(a, Article)):
        rows = told.get(article.source_uri) or told.get(Path(article.source_uri).stem)
        if rows:
            examples += _examples(fact, article.source_uri, marker.page(article), rows)
    return examples + list(_cases(fact, marker))


def _cases(fact: str, marker: Marker) -> Iterator[Example]:
    file = Path(weigh.__file__).parents[1] / fact / "cases.yaml"
    for number, case in enumerate(yaml.safe_load(file.read_text("utf-8"))):
        rows = [{"role": "study"} | row for row in case[fact]] if fact == "studies" else [r for r in case.get(fact, []) if "role" in r]
        if rows and "todo" not in case:
            article = reading.from_text(case["text"], title=case.get("title"))
            names = {"amount_low": "low", "amount_high": "high", "value_low": "low", "value_high": "high"}
            rows = [{names.get(k, k): v for k, v in row.items()} | {"sentence": case["text"]} for row in rows]
            yield from _examples(fact, f"{fact}{CASE}{number}", marker.page(article), rows)


def _examples(fact: str, name: str, page: Page, rows: Sequence[dict[str, Any]]) -> list[Example]:
    """The numbers of a page whose role is annotated, as the finder asks for it; the one before has the role that it is annotated with."""
    left, found = list(rows), []

    def annotation(sentence: Sentence, told: Told, signs: Iterable[str]) -> str | None:
        text = page.text[sentence.start : sentence.end]
        row = next((r for r in left if _is_same(r, told) and is_same_sentence(r["sentence"], text)), None)
        if row is None:
            return None
        left.remove(row)
        found.append(Example(name, sorted(set(signs)), row["role"]))
        return str(row["role"])

    with pytest.MonkeyPatch.context() as patch:
        RECORDERS[fact](patch, annotation)
        importlib.import_module(f"nlp.facts.{fact}.find").find(page)
    return found


def _record_doses(patch: pytest.MonkeyPatch, annotation: Annotation) -> None:
    class Recorder(Roles):
        def of(self, sentence: Sentence, amount: Quantity, regimen: Regimen, before: Dose | None) -> DoseRole:
            role = annotation(sentence, amount, self.signs(sentence, amount, regimen, before))
            return cast(DoseRole, role) if role else super().of(sentence, amount, regimen, before)

    patch.setattr(importlib.import_module("nlp.facts.doses.find"), "Roles", Recorder)


def _record_levels(patch: pytest.MonkeyPatch, annotation: Annotation) -> None:
    def recorder(page: Page, sentence: Sentence, level: Quantity, analyte: Biomarker, before: Level | None) -> LevelRole:
        role = annotation(sentence, level, signs(page, sentence, level, analyte, before))
        return cast(LevelRole, role) if role else role_of(page, sentence, level, analyte, before)

    patch.setattr(importlib.import_module("nlp.facts.levels.find"), "role_of", recorder)


def _record_studies(patch: pytest.MonkeyPatch, annotation: Annotation) -> None:
    def recorder(page: Page, study: Found, before: Found | None) -> bool:
        return annotation(study.sentence, find._row(page, study, [study]), remarks.signs(page, study, before)) == "remark"

    find = importlib.import_module("nlp.facts.studies.find")
    patch.setattr(find, "is_remark", recorder)


RECORDERS = {"doses": _record_doses, "levels": _record_levels, "studies": _record_studies}


def _is_same(row: dict[str, Any], told: Told) -> bool:
    return all(row[key] == getattr(told, key, row[key]) for key in KNOWN_BY if key in row)


def fitted(examples: Sequence[Example]) -> tuple[list[str], list[str], Floats]:
    """The roles, the signs that enough examples have, and a logistic regression's weights: a line a sign, a column a role."""
    counts = Counter(sign for e in examples for sign in e.signs)
    signs = sorted(sign for sign, n in counts.items() if n >= RARE)
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
    worth = [OURS if CASE in e.article else DEAR.get(e.role, 1) for e in examples]
    model.fit(_matrix(examples, signs), [e.role for e in examples], sample_weight=worth)
    roles = [str(role) for role in model.classes_]
    if len(roles) == 2:  # fitted as one column, the log odds of the second role: half for it and half against the first
        return roles, signs, model.coef_.T * (-0.5, 0.5)
    return roles, signs, model.coef_.T


def _matrix(examples: Sequence[Example], signs: Sequence[str]) -> csr_matrix:
    index = {sign: n for n, sign in enumerate(signs)}
    rows = [[index[s] for s in e.signs if s in index] for e in examples]
    columns, ends = [n for row in rows for n in row], np.cumsum([0, *map(len, rows)])
    return csr_matrix((np.ones(len(columns)), columns, ends), (len(rows), len(signs)))


def left_out(examples: Sequence[Example]) -> list[str]:
    """The role of each example by weights fitted without its article."""
    articles = sorted({e.article for e in examples})
    random.Random(0).shuffle(articles)
    fold = {name: n % FOLDS for n, name in enumerate(articles)}
    told = [""] * len(examples)
    for k in range(FOLDS):
        roles, signs, weights = fitted([e for e in examples if fold[e.article] != k])
        at = [n for n, e in enumerate(examples) if fold[e.article] == k]
        for n, row in zip(at, _matrix([examples[n] for n in at], signs) @ weights, strict=True):
            told[n] = roles[int(row.argmax())]
    return told


def report(examples: Sequence[Example]) -> str:
    """How many roles are right on articles left out, role by role."""
    told = left_out(examples)
    pairs = [(e.role, role) for e, role in zip(examples, told, strict=True) if CASE not in e.article]
    lines = [f"{len(pairs)} of {len({e.article for e in examples})} articles, {sum(a == b for a, b in pairs) / len(pairs):.3f} right"]
    for role in sorted({a for a, _ in pairs}):
        right = sum(a == b == role for a, b in pairs)
        found, wanted = sum(b == role for _, b in pairs), sum(a == role for a, _ in pairs)
        lines.append(f"{role:12s} {wanted:5d}  precision {right / max(found, 1):.3f}  recall {right / wanted:.3f}")
    return "\n".join(lines)


def write(fact: str, examples: Sequence[Example]) -> str:
    """Writes the table of a fact; how long it is."""
    roles, signs, weights = fitted(examples)
    rows = [[sign, *(f"{w:.2f}" for w in row)] for sign, row in zip(signs, weights, strict=True) if np.abs(row).max() >= SMALL]
    path = Path(weigh.__file__).with_name(f"{fact}.tsv")
    path.write_text("\n".join("\t".join(row) for row in [["sign", *roles], *rows]) + "\n", "utf-8")
    return f"{len(rows)} signs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fact", choices=RECORDERS)
    parser.add_argument("raw", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true", help="write the table of weights")
    asked = parser.parse_args()
    examples = annotated(asked.fact, asked.raw, asked.gold)
    print(report(examples))
    if asked.write:
        print(f"{write(asked.fact, examples)} written")


if __name__ == "__main__":
    main()
