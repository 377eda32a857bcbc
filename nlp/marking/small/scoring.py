"""Scores of a pipeline on BC5CDR's test part and healthsea's dev part: exact spans, overlapping spans, speed.

Every entity of the annotators counts, also one that no tokens fit.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language

from nlp.marking.small import corpora
from nlp.marking.small.corpora import Labelled

Spans = list[list[tuple[int, int, str]]]


def report(language: Language, folder: Path) -> str:
    """A table of scores in percent by label."""
    abstracts, reviews = list(corpora.bc5cdr(folder, "test")), list(corpora.healthsea(folder, "dev"))
    in_abstracts, speed = _found(language, abstracts)
    in_reviews, _ = _found(language, reviews)
    # A disease found in a review is a condition: what the pipeline takes them for is the same.
    in_reviews = [[(s, e, "CONDITION" if label == "DISEASE" else label) for s, e, label in found] for found in in_reviews]
    lines = ["| corpus | label | n | precision | recall | F1 | overlap precision | overlap recall |", "|---|---|---|---|---|---|---|---|"]
    lines += _rows("BC5CDR test", abstracts, in_abstracts, ("CHEMICAL", "DISEASE"))
    lines += _rows("healthsea dev", reviews, in_reviews, ("CONDITION", "BENEFIT"))
    return "\n".join([*lines, f"{speed:,.0f} tokens a second"])


def _found(language: Language, labelled: list[Labelled]) -> tuple[Spans, float]:
    """Entities by sentence, and tokens read a second."""
    began = time.process_time()
    docs = list(language.pipe([sentence.text for sentence in labelled]))
    speed = sum(map(len, docs)) / (time.process_time() - began)
    return [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs], speed


def _rows(corpus: str, labelled: list[Labelled], found: Spans, labels: tuple[str, ...]) -> Iterator[str]:
    for counted in [labels, *((label,) for label in labels)]:
        told = [[e for e in sentence.entities if e[2] in counted] for sentence in labelled]
        ours = [[e for e in entities if e[2] in counted] for entities in found]
        n, n_ours = sum(map(len, told)), sum(map(len, ours))
        right = sum(len(set(a) & set(b)) for a, b in zip(told, ours, strict=True))
        precision, recall = right / max(n_ours, 1), right / n
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        scores = (precision, recall, f1, _met(ours, told) / max(n_ours, 1), _met(told, ours) / n)
        yield f"| {corpus} | {' + '.join(counted)} | {n} | " + " | ".join(f"{100 * score:.1f}" for score in scores) + " |"


def _met(spans: Spans, others: Spans) -> int:
    """How many spans share a character with one of the same label among the others."""
    return sum(
        any(a[2] == b[2] and a[0] < b[1] and b[0] < a[1] for b in there) for here, there in zip(spans, others, strict=True) for a in here
    )
