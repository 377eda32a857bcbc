"""Entity recognisers of spaCy and scispaCy, by name or path: they add the names that the lexicons do not have."""

from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

from nlp.marking import names
from nlp.page import Mention, Sentence

_READ = {"heading", "body", "list_item", "table_cell"}
# What a recogniser's label is as a kind of concept; labels not listed here are kept without a link.
_CONCEPT = {"CHEMICAL": "NUTRIENT", "SIMPLE_CHEMICAL": "NUTRIENT", "DISEASE": "OUTCOME", "CONDITION": "OUTCOME", "ENTITY": "OUTCOME"}
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer")


class ModelNotFound(Exception):
    """The pipeline that was asked for is not installed, or recognises no entities. The message says what to do."""


class Recogniser:
    """A spaCy pipeline with an entity recogniser, loaded once."""

    def __init__(self, name: str) -> None:
        import spacy

        try:
            # A parser or tagger costs most of the time and no entity needs them.
            self._language: Any = spacy.load(name, exclude=_UNUSED)
        except OSError as error:
            raise ModelNotFound(
                f"The spaCy pipeline '{name}' is not installed and is no folder. Install it (scispaCy's models are listed at "
                f"allenai.github.io/scispacy), give the path of a trained pipeline, or run without --ner."
            ) from error
        if not {"ner", "beam_ner", "entity_ruler"} & set(self._language.pipe_names):
            has = ", ".join(self._language.pipe_names) or "nothing"
            raise ModelNotFound(f"The spaCy pipeline '{name}' has no entity recogniser (it has: {has}).")
        self.version = f"{self._language.meta['name']} {self._language.meta['version']} (spaCy {metadata.version('spacy')})"

    def find(self, shadow: str, sentences: Sequence[Sentence], known: Sequence[Mention]) -> Iterator[Mention]:
        """Entities of running text, headings, lists and tables that overlap no name already known, in order."""
        taken = {offset for m in known for offset in range(m.start, m.end)}
        read = [s for s in sentences if s.kind in _READ]
        with self._language.memory_zone():
            docs = self._language.pipe(shadow[s.start : s.end] for s in read)
            for sentence, doc in zip(read, docs, strict=True):
                for entity in doc.ents:
                    start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
                    if taken.isdisjoint(range(start, end)):
                        yield _mention(start, end, entity.label_, entity.text)


def _mention(start: int, end: int, label: str, text: str) -> Mention:
    name = names.concept(_CONCEPT.get(label, label), text)
    # The score is unknown: spaCy's transition-based recogniser gives none.
    return Mention(start, end, label, name.concept_id if name else None, name.form if name else None, "ner", None)
