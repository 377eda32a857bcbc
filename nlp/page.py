"""What a finder sees: an article, its sentences, and the names marked in it. Plain records, no spaCy type.

All offsets are half-open and count Unicode code points in `article.text`.
"""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from nlp import schema
from nlp.schema import Grounded, MentionSource, SentenceKind

Row = TypeVar("Row", bound=Grounded)
NUTRIENT, FOOD = "NUTRIENT", "FOOD"
OWN_TEXT: tuple[SentenceKind, ...] = ("heading", "body", "list_item", "table_cell")
"""Kinds of the sentences in which an article itself says something; references and furniture are left."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of the article of one kind: a heading, a paragraph, a list item, a table row, a reference, furniture."""

    start: int
    end: int
    kind: SentenceKind
    section: str | None = None  # text of the heading it stands under
    marker: str | None = None  # of a list item or reference: "1", "a"; null for bullets


@dataclass(frozen=True, slots=True)
class Callout:
    """A footnote marker hanging on a sentence: the `2,3` of `eat.2,3`. Only those that point into a reference list."""

    start: int
    end: int
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. `lines` are in order, do not overlap, and leave out only white space."""

    article_id: str
    source_uri: str
    text: str
    lines: tuple[Line, ...]
    callouts: tuple[Callout, ...] = ()
    url: str | None = None
    site: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str | None = None

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole heading, list item, table row or reference that holds but one. Same kinds as its line."""

    sentence_id: str
    position: int
    start: int
    end: int
    kind: SentenceKind
    section: str | None = None
    line: int = 0  # index of its line in article.lines


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text. Mentions of one label do not overlap (the longest wins); those of different labels may."""

    start: int
    end: int
    label: str  # NUTRIENT, FOOD, OUTCOME, BIOMARKER, POPULATION, or an entity recogniser's label
    concept_id: str | None
    form: str | None = None
    source: MentionSource = "lexicon"
    score: float | None = 1.0


@dataclass(frozen=True)
class Page:
    """An article with its sentences and mentions, both in the order of the text.

    `shadow` has the length of `article.text`; grammars match on it: callouts are blanks, odd spaces are spaces, en and em
    dashes and minus signs are hyphens, but a comma where one set without spaces begins a clause, curly quotes are straight,
    micro signs are `u`, a middle dot between digits is a point, the multiplication sign is `x`. So an offset in it is an
    offset in the text.
    """

    article: Article
    shadow: str
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]

    @property
    def text(self) -> str:
        return self.article.text

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _by_label(self) -> dict[str, tuple[list[int], list[Mention]]]:
        found: dict[str, tuple[list[int], list[Mention]]] = {}
        for m in self.mentions:
            for label in (m.label, NUTRIENT) if m.label == FOOD else (m.label,):
                starts, mentions = found.setdefault(label, ([], []))
                starts.append(m.start)
                mentions.append(m)
        return found

    @cached_property
    def _callout_starts(self) -> list[int]:
        return [c.start for c in self.article.callouts]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset (or the last that begins before it)."""
        return self.sentences[max(bisect_right(self._sentence_starts, offset) - 1, 0)]

    def first_alike(self, sentence: Sentence, most: int) -> Sentence:
        """The first in the run of sentences of one kind that a sentence stands in, as the first row of a table; at most so many up."""
        at = sentence.position
        while at > max(sentence.position - most, 0) and self.sentences[at - 1].kind == sentence.kind:
            at -= 1
        return self.sentences[at]

    def mentions_in(self, start: int, end: int, label: str) -> list[Mention]:
        """Mentions of one label that begin within [start, end), in order; foods are among the nutrients."""
        starts, mentions = self._by_label.get(label, ([], []))
        return mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def callouts_in(self, start: int, end: int) -> Sequence[Callout]:
        """Callouts that begin within [start, end), in order. A sentence's span holds the callouts that hang on it."""
        return self.article.callouts[bisect_left(self._callout_starts, start) : bisect_left(self._callout_starts, end)]

    def row(self, cls: type[Row], start: int, end: int, **says: Any) -> Row:
        """A grounded row of class `cls` quoting [start, end), its identifier made from where it stands and what it says.

        A row stands in the sentence of its first character.
        """
        table = schema.table_of(cls)
        told = tuple((f.name, says[f.name]) for f in fields(cls) if f.name in says)
        says[schema.key_of(table)] = schema.row_id(table, self.article.article_id, start, end, told)
        sentence_id = self.sentence_at(start).sentence_id
        return cls(
            article_id=self.article.article_id, sentence_id=sentence_id, char_start=start, char_end=end, quote=self.text[start:end], **says
        )
