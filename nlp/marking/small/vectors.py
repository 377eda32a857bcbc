"""floret vectors: every word is the sum of its letter n-grams' rows in one small table, so that no word lacks a vector."""

from collections.abc import Iterable
from pathlib import Path

import floret
from spacy.language import Language

# Bojanowski et al., Trans ACL 2017:5:135-46 (subwords); github.com/explosion/floret (the hashed table).
_SETTINGS = {
    "model": "cbow",
    "mode": "floret",
    "dim": 96,
    "bucket": 50_000,
    "hashCount": 2,
    "minn": 3,
    "maxn": 5,
    "epoch": 10,
    "minCount": 4,
}


def train(language: Language, texts: Iterable[str], folder: Path) -> Path:
    """Trains on the texts, as the tokenizer cuts them, in lower case; returns the table in floret's text format.

    floret's seed is fixed. One thread only: with more every run gives another table.
    """
    corpus, table = folder / "tokens.txt", folder / "vectors.floret"
    with corpus.open("w", encoding="utf-8") as out:
        for text in texts:
            out.write(" ".join(token.lower_ for token in language.make_doc(text) if not token.is_space) + "\n")
    floret.train_unsupervised(str(corpus), thread=1, **_SETTINGS).save_floret_vectors(str(table))
    return table
