"""The small recogniser of this package: chemicals, diseases, lay conditions and benefits. README.md is its model card.

It lies in one file. Three quarters of a trained pipeline are its vectors, for which one byte a number and one scale a row will do.
"""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.util import load_model_from_config
from spacy.vectors import Vectors
from thinc.api import Config, use_ops

FILE = Path(__file__).with_name("model.npz")
_FLORET = ("minn", "maxn", "hash_count", "hash_seed", "bow", "eow", "attr")


def fast() -> AbstractContextManager[None]:
    """Within it, pipelines are made that multiply matrices with numpy: three times as fast as with blis, spaCy's own choice."""
    return use_ops("numpy", use_blis=False)


def load() -> Language:
    """The trained pipeline, its vectors unpacked."""
    return unpack(FILE)


def pack(language: Language, path: Path) -> None:
    """Writes a trained pipeline with floret vectors to one compressed file, without the strings seen in training."""
    vectors = language.vocab.vectors
    scale = np.abs(vectors.data).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1  # rows on which no n-gram of the texts fell
    np.savez_compressed(
        path,
        rows=np.round(vectors.data / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        floret=np.array(json.dumps({name: getattr(vectors, name) for name in _FLORET})),
        config=np.array(language.config.to_str()),
        pipeline=np.frombuffer(language.to_bytes(exclude=["vocab"]), np.uint8),
    )


def unpack(path: Path) -> Language:
    """The pipeline that `pack` wrote."""
    with np.load(path) as packed, fast():
        language = load_model_from_config(Config().from_str(str(packed["config"])))
        floret = json.loads(str(packed["floret"]))
        table = packed["rows"] * packed["scale"]
        language.vocab.vectors = _Vectors(strings=language.vocab.strings, data=table, mode="floret", **floret)
        return language.from_bytes(packed["pipeline"].tobytes(), exclude=["vocab"])


class _Vectors(Vectors):  # type: ignore[misc]
    """Vectors that remember those of the words met: to make one from its letter n-grams takes longer than most of what follows."""

    _MOST = 50_000  # words remembered, 20 MB

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._met: dict[int, Any] = {}

    def get_batch(self, keys: Any) -> Any:
        words, places = np.unique(np.asarray(keys, np.uint64), return_inverse=True)
        if len(self._met) > self._MOST:
            self._met.clear()
        if new := [word for word in words.tolist() if word not in self._met]:
            self._met.update(zip(new, super().get_batch(new), strict=True))
        return np.stack([self._met[word] for word in words.tolist()])[places]
