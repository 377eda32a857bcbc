"""What decides the rows beside the articles: the code, the lexicons, and the entity recogniser."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from nlp import lexicon

# What decides no row that is read from an article.
_AFTER_READING = {"corpus.py", "dictionary.py", "terminal.py", "store", "showing", "comparing/__init__.py"}
CODE = {".py", ".sql", ".tsv", ".npz", ".cfg", ".html", ".css", ".js"}
"""Kinds of files that decide what a run leaves behind; the others of the package are documents and cases."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a run reads with.

    Attributes:
        pipeline: the package's version and a hash of all its code.
        lexicon: hash of the lexicons.
        ner: name and version of the entity recogniser, or None.
        reading: hash of what decides the rows of one article; articles read by another one are read anew.
    """

    pipeline: str
    lexicon: str
    ner: str | None
    reading: str


def version(ner: str | None = None, fields: Mapping[str, str] | None = None) -> Version:
    """The version of this installation, with an entity recogniser (its name and version) and names of JSON fields."""
    package, words, code = metadata.version("health-claims"), lexicon.version(), Path(lexicon.__file__).parents[1]
    return Version(
        pipeline=f"{package}+{_hash_of_code(code, reading_only=False)}",
        lexicon=words,
        ner=ner,
        reading=_hash(_hash_of_code(code, reading_only=True), words, ner or "", repr(sorted((fields or {}).items()))),
    )


@cache
def _hash_of_code(folder: Path, reading_only: bool) -> str:
    code = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.suffix in CODE}
    deciding = {name: path for name, path in code.items() if not (reading_only and _is_after_reading(name))}
    return _hash(*(part for name in sorted(deciding) for part in (name, deciding[name].read_bytes())))


def _is_after_reading(name: str) -> bool:
    return name in _AFTER_READING or name.partition("/")[0] in _AFTER_READING or name.endswith(".sql")


def _hash(*parts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()
