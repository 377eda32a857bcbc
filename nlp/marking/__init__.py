"""Article -> Page: sentences, and the names in them. The only room that imports spaCy and scispaCy."""

import re
from collections.abc import Iterable, Iterator

from nlp.marking import abbreviations, asides, classes, foods, names
from nlp.marking.entities import LEXICON, ModelNotFound, Recogniser
from nlp.marking.sentences import sentences
from nlp.marking.shadow import shadow
from nlp.page import Article, Mention, Page, Sentence

__all__ = ["Marker", "ModelNotFound"]


class Marker:
    """Marks articles; holds the entity recogniser, if one is asked for, so that it loads once.

    Args:
        ner: None or "lexicon" for the lexicons alone; "small" for the model of this package; else the name or path of a spaCy pipeline.

    Raises:
        ModelNotFound: the recogniser is not installed or is none.
    """

    def __init__(self, ner: str | None = None) -> None:
        self._recogniser = Recogniser(ner) if ner and ner != LEXICON else None
        self.model = self._recogniser.version if self._recogniser else None

    def page(self, article: Article) -> Page:
        """The article with its sentences and mentions."""
        plain = shadow(article.text, article.callouts)
        split = sentences(article, plain)
        found = abbreviations.resolve(plain, names.find(plain, article.title))
        spoken = asides.spoken_of(_within_sentences(_without_parts(found, plain), split), plain)
        found = list(foods.told_apart(classes.specified(spoken), plain, article.title))
        if self._recogniser:
            found = sorted([*found, *self._recogniser.find(plain, split, found)], key=lambda m: (m.start, -m.end, m.label))
        return Page(article, plain, split, tuple(found))


def _within_sentences(mentions: Iterable[Mention], split: tuple[Sentence, ...]) -> Iterator[Mention]:
    """Mentions that lie within one sentence: a name does not run over a full stop or from a heading into the text."""
    at = 0
    for mention in mentions:
        while at < len(split) and split[at].end <= mention.start:
            at += 1
        if at < len(split) and split[at].start <= mention.start and mention.end <= split[at].end:
            yield mention


# A nutrient inside an outcome's name is spoken of for itself where the name says one of these: "serum zinc levels", "absorption of iron".
_FOR_ITSELF = re.compile(
    r"absor|defici|excretion|insufficien|intake|level|metabolism|overdose|retention|status|toxicity|uptake"
    r"|\b(?:low|high|elevated|excess|too\smuch|lack\sof)\s(?!blood)",
    re.IGNORECASE,
)


def _without_parts(mentions: Iterable[Mention], plain: str) -> Iterator[Mention]:
    """Mentions less the nutrients that are but a part of an outcome's name: the sugar of "blood sugar", the calcium of "artery calcium".

    A nutrient that begins the name ("calcium absorption", "vitamin d levels") is spoken of for itself.
    """
    around = Mention(0, 0, "", None)  # the last outcome that reaches over what follows
    for mention in mentions:
        if mention.label in ("OUTCOME", "BIOMARKER") and mention.end >= around.end:
            around = mention
        is_part = mention.label == "NUTRIENT" and around.start < mention.start and mention.end <= around.end
        if not is_part or _FOR_ITSELF.search(plain, around.start, around.end):
            yield mention
