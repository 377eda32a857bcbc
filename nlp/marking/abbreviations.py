"""Abbreviations that an article defines for itself: "restless legs syndrome (RLS)" makes every later "RLS" mean that.

scispaCy's algorithm (Schwartz and Hearst, Pac Symp Biocomput 2003:451-62) says whether a short form abbreviates a long one.
It is asked only where a name of the lexicons stands beside a bracket with a short word that is not yet one of its names.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.page import Mention

_SHORT = r"(?P<short>[A-Z][\w-]{0,8}[A-Z0-9]|[a-z]{1,3}[A-Z][\w-]{0,6})"
_SHORT_AFTER = re.compile(rf"\s?\({_SHORT}s?\)")  # restless legs syndrome (RLS)
_SHORT_BEFORE = re.compile(rf"(?<![\w-]){_SHORT}\s?\($")  # RLS (restless legs syndrome)
_LONGEST_SHORT = 14  # characters that _SHORT_BEFORE looks back
_LINKED = {"NUTRIENT", "OUTCOME"}


def resolve(shadow: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions with the article's own abbreviations in force: where a long form names a concept, its short form does so everywhere."""
    meant = dict(_definitions(shadow, mentions))
    if not meant:
        return mentions
    any_short = "|".join(sorted(map(re.escape, meant), key=len, reverse=True))
    short_forms = re.compile(rf"(?<![A-Za-z0-9])(?:{any_short})(?=s?(?![A-Za-z0-9]))")
    own = [_as(meant[used.group()], used.start(), used.end()) for used in short_forms.finditer(shadow)]
    taken = {(offset, m.label) for m in own for offset in range(m.start, m.end)}
    kept = [m for m in mentions if not any((offset, m.label) in taken for offset in range(m.start, m.end))]
    return sorted([*kept, *own], key=lambda m: (m.start, -m.end, m.label))


def _as(long: Mention, start: int, end: int) -> Mention:
    """The short form at [start, end) as a mention of what its long form names."""
    return Mention(start, end, long.label, long.concept_id, long.form, "abbreviation")


def _definitions(shadow: str, mentions: list[Mention]) -> Iterator[tuple[str, Mention]]:
    """Short forms with the mention of their long form; the last definition of a short form holds."""
    known = {(m.start, m.concept_id) for m in mentions}
    for mention in mentions:
        if mention.label in _LINKED:
            beside = _SHORT_AFTER.match(shadow, mention.end)
            if not beside and shadow.startswith(")", mention.end):
                beside = _SHORT_BEFORE.search(shadow, max(0, mention.start - _LONGEST_SHORT), mention.start)
            is_new = beside and (beside.start("short"), mention.concept_id) not in known
            if beside and is_new and _abbreviates(beside["short"], shadow[mention.start : mention.end]):
                yield beside["short"], mention


def _abbreviates(short: str, long: str) -> bool:
    """Whether a short form abbreviates the whole of a long form, its first word included."""
    from scispacy.abbreviation import find_abbreviation  # spaCy loads only where an article defines something

    tokenizer = _tokenizer()
    written, abbreviated = tokenizer(long), find_abbreviation(tokenizer(long)[:], tokenizer(short)[:])[1]
    return abbreviated is not None and len(abbreviated) == len(written)


@cache
def _tokenizer() -> Any:  # spaCy's Tokenizer, which no signature outside this room names
    import spacy

    return spacy.blank("en").tokenizer
