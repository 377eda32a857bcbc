"""The public corpora as spaCy examples and as text for vectors, found by file name anywhere below a folder, in archives too.

- BC5CDR (`CDR_*Set.PubTator.txt`): PubMed abstracts with CHEMICAL and DISEASE.
- healthsea (`ner/*.spacy`): reviews of supplements with CONDITION and BENEFIT.
- MedQuAD (records of `*.jsonl.gz` whose `source` is medquad): pages on diseases and drugs, unlabelled, for the vectors.
"""

import gzip
import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from sentencex import segment
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from nlp.marking.shadow import shadow

_BC5CDR = {"train": "CDR_TrainingSet.PubTator.txt", "dev": "CDR_DevelopmentSet.PubTator.txt", "test": "CDR_TestSet.PubTator.txt"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its entities as (start, end, label), in order, none overlapping another."""

    text: str
    entities: tuple[tuple[int, int, str], ...]


def bc5cdr(folder: Path, part: str) -> Iterator[Labelled]:
    """Sentences of BC5CDR's train, dev or test part."""
    for block in _content(folder, _BC5CDR[part]).decode().strip().split("\n\n"):
        title, abstract, *annotations = block.split("\n")
        text = f"{title.split('|', 2)[2]} {abstract.split('|', 2)[2]}"
        fields = [line.split("\t") for line in annotations]
        entities = {(int(f[1]), int(f[2]), f[4].upper()) for f in fields if len(f) > 5}  # the shorter lines are relations
        yield from sentences(text, _longest(entities))


def healthsea(folder: Path, part: str) -> Iterator[Labelled]:
    """Sentences of healthsea's train or dev part."""
    docs = DocBin().from_bytes(_content(folder, f"ner/{part}.spacy")).get_docs(spacy.blank("en").vocab)
    for doc in docs:
        yield from sentences(doc.text, [(e.start_char, e.end_char, e.label_) for e in doc.ents])


def medquad(folder: Path) -> Iterator[str]:
    """Paragraphs of MedQuAD, each once."""
    seen = set()
    for path in sorted(folder.rglob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record.get("source") == "medquad":
                    for paragraph in shadow(record["text"]).split("\n"):
                        if paragraph.strip() and paragraph not in seen:
                            seen.add(paragraph)
                            yield paragraph


def docs(language: Language, labelled: Iterable[Labelled]) -> Iterator[Doc]:
    """Examples for spaCy; an entity that begins or ends within a token cannot be learned and is left out."""
    for sentence in labelled:
        doc = language.make_doc(sentence.text)
        spans = (doc.char_span(start, end, label) for start, end, label in sentence.entities)
        doc.ents = tuple(span for span in spans if span)
        yield doc


def _content(folder: Path, name: str) -> bytes:
    """The bytes of the file whose path ends so, unpacked or in an archive.

    Raises:
        FileNotFoundError: there is none.
    """
    for path in sorted(folder.rglob(Path(name).name)):
        if path.as_posix().endswith(name):
            return path.read_bytes()
    for archive in sorted(folder.rglob("*.tar.gz")):
        with tarfile.open(archive) as members:
            for member in members:
                if member.name.endswith(name) and (file := members.extractfile(member)):
                    return file.read()
    raise FileNotFoundError(f"No {name} below {folder}, unpacked or in a .tar.gz.")


def _longest(entities: set[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Of overlapping entities (the parts of a composite one) the one that begins first and is longest."""
    kept: list[tuple[int, int, str]] = []
    for entity in sorted(entities, key=lambda e: (e[0], -e[1])):
        if not kept or entity[0] >= kept[-1][1]:
            kept.append(entity)
    return kept


def sentences(text: str, entities: Sequence[tuple[int, int, str]] = ()) -> Iterator[Labelled]:
    """The text as the pipeline reads it: plain signs, one sentence at a time; an entity over a wrong sentence end joins the two."""
    plain = shadow(text)
    start = end = 0
    for piece in segment("en", plain):
        end += len(piece)
        if plain[start:end].strip() and not any(s < end < e for s, e, _ in entities):
            yield Labelled(plain[start:end], tuple((s - start, e - start, label) for s, e, label in entities if start <= s < end))
            start = end
