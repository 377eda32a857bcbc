"""Names and texts made comparable, letter for letter."""

from functools import cache, lru_cache
from typing import NamedTuple

from nlp import lexicon
from nlp.lexicon import Name

# Commas, full stops, colons, percent signs and closing brackets keep "iron, deficiency" from being read as "iron deficiency".
BLANKS = str.maketrans(dict.fromkeys("\n-/([{'\"*_|>+&=~\u2022\u00ae\u2122<#", " "))


class Hit(NamedTuple):
    """A name at [start, end) of a text."""

    name: Name
    start: int
    end: int


def fold(text: str) -> str:
    """Lower case with signs that only join or quote as blanks; of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered (U+0130)
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(BLANKS)


@cache
def _by_text() -> dict[tuple[str, str], Name]:
    return {(name.label, fold(name.text)): name for name in reversed(list(lexicon.names()))}


@lru_cache(maxsize=1 << 14)  # lists name the same again and again
def concept(label: str, text: str) -> Name | None:
    """The name of the lexicon that a text says in full, whatever its case, joints and plural."""
    known, folded = _by_text(), fold(text)
    return known.get((label, folded)) or known.get((label, folded.removesuffix("s"))) or known.get((label, f"{folded}s"))
