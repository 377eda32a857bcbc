"""Entities that the lexicons do not have, found by the small model of this package or by any spaCy or scispaCy pipeline.

The lexicons lead: an entity that overlaps a name they found is dropped. Only sentences that can state a fact or claim are read:
running text, headings, lists and tables that name a nutrient or follow a sentence that does.

An entity that is but another writing of a lexicon's name (see `linking`) becomes a mention of that concept, with the lexicon's label.
Any other has no concept; its label is the kind that `labels.tsv` tells of the pipeline's label. Those of no kind there ("energy" as a
benefit) count only where they are linked; a label not listed stands for itself.
"""

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from typing import Any

from nlp import tsv
from nlp.marking import linking
from nlp.page import FOOD, NUTRIENT, OWN_TEXT, Mention, Sentence

LEXICON, SMALL = "lexicon", "small"  # what may be asked for besides the name or path of a pipeline

_log = logging.getLogger(__name__)
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer")  # they cost most of the time; entities need none
_LINKER = "scispacy_linker"


class ModelNotFound(Exception):
    """The pipeline that was asked for is not installed, or recognises no entities. The message says what to do."""


class Recogniser:
    """A pipeline with an entity recogniser, loaded once: `small`, or whatever spaCy loads by name or path.

    Raises:
        ModelNotFound: there is no such pipeline, or it recognises nothing.
    """

    def __init__(self, name: str) -> None:
        self._language, self._takes = _small() if name == SMALL else (_installed(name), _everything)
        self._linker: Any = self._language.get_pipe(_LINKER) if _LINKER in self._language.pipe_names else None
        self.version = f"{self._language.meta['name']} {self._language.meta['version']} (spaCy {metadata.version('spacy')})"

    def find(self, shadow: str, sentences: Sequence[Sentence], known: Sequence[Mention]) -> Iterator[Mention]:
        """Entities that overlap no mention already known, in order."""
        taken = {offset for m in known for offset in range(m.start, m.end)}
        read = list(_worth_reading(sentences, known))
        with self._language.memory_zone():  # what the texts leave in vocabulary and tokenizer goes with the article
            for sentence, doc in zip(read, self._language.pipe(shadow[s.start : s.end] for s in read), strict=True):
                for entity in doc.ents:
                    start, end = sentence.start + entity.start_char, sentence.start + entity.end_char
                    if taken.isdisjoint(range(start, end)) and self._takes(entity.label_, entity.text):
                        yield from self._mention(start, end, entity)

    def _mention(self, start: int, end: int, entity: Any) -> Iterator[Mention]:
        kind, label = _labels().get(entity.label_, (entity.label_, ""))
        names = (linking.concept(label, text) for text in (entity.text, *self._canonical(entity)))
        # The score is unknown: spaCy's transition-based recogniser gives none.
        if name := next(filter(None, names), None):
            yield Mention(start, end, name.label, name.concept_id, name.form, "ner", None)
        elif kind:
            yield Mention(start, end, kind, None, None, "ner", None)

    def _canonical(self, entity: Any) -> Iterator[str]:
        """The name and aliases that the pipeline's entity linker has for its best candidate."""
        if self._linker and entity._.kb_ents:
            best = self._linker.kb.cui_to_entity[entity._.kb_ents[0][0]]
            yield from (best.canonical_name, *best.aliases)


def _worth_reading(sentences: Iterable[Sentence], known: Iterable[Mention]) -> Iterator[Sentence]:
    """Sentences in which something may be said of a nutrient."""
    nutrients = [m.start for m in known if m.label in (NUTRIENT, FOOD)]
    before = False
    for sentence in sentences:
        names_one = bisect_left(nutrients, sentence.end) > bisect_left(nutrients, sentence.start)
        if (names_one or before) and sentence.kind in OWN_TEXT:
            yield sentence
        before = names_one


def _small() -> tuple[Any, Callable[[str, str], bool]]:
    from nlp.marking.small import load, plausible  # spaCy loads only where a model is asked for

    return load(), plausible.plausible


def _everything(label: str, text: str) -> bool:
    return True


def _installed(name: str) -> Any:
    """The pipeline of that name or path, without what costs time and finds no entities.

    Its entity linker is left out, with a warning, where the knowledge base is not on this machine.
    """
    import scispacy.abbreviation  # makes its components known to spaCy
    import scispacy.linking  # noqa: F401
    import spacy

    try:
        try:
            language = spacy.load(name, exclude=_UNUSED)
        except (OSError, ValueError) as error:
            language = spacy.load(name, exclude=(*_UNUSED, _LINKER))
            _log.warning("The entity linker of '%s' is not used: its knowledge base cannot be loaded (%s).", name, error)
    except OSError as error:
        raise ModelNotFound(
            f"The spaCy pipeline '{name}' is not installed and is no folder. Install it (scispaCy's models are listed at "
            f"allenai.github.io/scispacy), give the path of a trained pipeline, or ask for '{SMALL}' or '{LEXICON}'."
        ) from error
    if not {"ner", "beam_ner", "entity_ruler", "span_ruler"} & set(language.pipe_names):
        has = ", ".join(language.pipe_names) or "nothing"
        raise ModelNotFound(f"The spaCy pipeline '{name}' has no entity recogniser (it has: {has}).")
    return language


@cache
def _labels() -> dict[str, tuple[str, str]]:
    """By a pipeline's label: the kind of entity that it is to us, and the label of the names it is linked to."""
    return {row["label"]: (row["kind"], row["names"]) for row in tsv.rows(__package__, "labels")}
