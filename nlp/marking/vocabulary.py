"""The words of context.tsv, as they are and woven into patterns."""

import re
from functools import cache

from nlp import tsv


@cache
def words(kind: str) -> frozenset[str]:
    """The words, or the identifiers of concepts, of one class of context.tsv."""
    return frozenset(next(row["words"] for row in tsv.rows(__package__, "context") if row["class"] == kind).split("|"))


@cache
def any_of(kind: str) -> str:
    """Source of a verbose pattern for the words of one class of context.tsv, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words(kind), key=lambda word: (-len(word), word)))
