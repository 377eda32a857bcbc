"""What decides the rows beside the articles: the code, the lexicons, and the entity recogniser."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import nlp
from nlp import lexicon

_AFTER_READING = ("comparing", "showing", "store")  # change no row that is read from an article


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


def version(ner: str | None = None, options: str = "") -> Version:
    """The version of this installation, with an entity recogniser (its name and version) and other options that decide rows."""
    package, words = metadata.version("health-claims"), lexicon.version()
    return Version(
        pipeline=f"{package}+{_hash_of_code(reading_only=False)}",
        lexicon=words,
        ner=ner,
        reading=_hash(_hash_of_code(reading_only=True), words, ner or "", options),
    )


@cache
def _hash_of_code(reading_only: bool) -> str:
    folder = Path(nlp.__path__[0])
    deciding = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".tsv") and path.parent.name != "lexicon")
    if reading_only:
        deciding = [path for path in deciding if path.relative_to(folder).parts[0] not in _AFTER_READING]
    return _hash(*(part for path in deciding for part in (path.relative_to(folder).as_posix(), path.read_bytes())))


def _hash(*parts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=6)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8) + data)
    return digest.hexdigest()
