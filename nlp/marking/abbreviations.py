"""Abbreviations that an article defines for itself: "all-cause mortality (ACM)" makes every later "ACM" mean that.

scispaCy's detector (Schwartz and Hearst, Pac Symp Biocomput 2003:451-62) finds the long forms. It reads only the sentences
that hold a short word in brackets, so that the tokenizer's cost falls on few.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from nlp.page import Mention, Sentence

_BRACKETED = re.compile(r"\((?:[A-Z][\w-]{0,8}[A-Z0-9]s?|[a-z]{1,3}[A-Z][\w-]{0,6})\)")
_LINKED = {"NUTRIENT", "OUTCOME"}
_SPARE = 8  # characters of a long form that its name may leave out at the front


@cache
def _detector() -> Any:  # spaCy's Language, which no signature outside this room names
    import spacy
    from scispacy.abbreviation import AbbreviationDetector  # noqa: F401  (registers the component)

    language = spacy.blank("en")
    language.add_pipe("abbreviation_detector")
    return language


def definitions(shadow: str, sentences: Sequence[Sentence]) -> dict[str, tuple[int, int]]:
    """Short form -> span of the long form where it is first defined."""
    found: dict[str, tuple[int, int]] = {}
    defining = [s for s in sentences if s.kind != "boilerplate" and _BRACKETED.search(shadow, s.start, s.end)]
    if not defining:
        return found
    language = _detector()
    with language.memory_zone():
        docs = language.pipe(shadow[s.start : s.end] for s in defining)
        for sentence, doc in zip(defining, docs, strict=True):
            for short in doc._.abbreviations:
                long = short._.long_form
                found.setdefault(short.text, (sentence.start + long.start_char, sentence.start + long.end_char))
    return found


def resolve(shadow: str, defined: dict[str, tuple[int, int]], mentions: list[Mention]) -> list[Mention]:
    """Mentions with the article's own abbreviations in force: where a long form names a concept, its short form does so everywhere."""
    meant = {short: long for short, span in defined.items() for long in _named(span, mentions)}
    if not meant:
        return mentions
    short_forms = re.compile(r"(?<![A-Za-z0-9])(?:%s)(?=s?(?![A-Za-z0-9]))" % "|".join(sorted(map(re.escape, meant), key=len, reverse=True)))
    own = {}
    for used in short_forms.finditer(shadow):
        long = meant[used.group()]
        own[used.start(), long.label] = Mention(used.start(), used.end(), long.label, long.concept_id, long.form, "abbreviation")
    kept = [m for m in mentions if not any(m.start <= start < m.end and m.label == label for start, label in own)]
    return sorted([*kept, *own.values()], key=lambda m: (m.start, -m.end, m.label))


def _named(long_form: tuple[int, int], mentions: list[Mention]) -> list[Mention]:
    """The mentions that name a long form: that end where it ends and leave at most a word of it out ("serum", "total")."""
    start, end = long_form
    return [m for m in mentions if m.label in _LINKED and m.end == end and start <= m.start <= start + _SPARE]
