"""The words of context.tsv, woven into patterns."""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def any_of(kind: str) -> str:
    """Source of a verbose pattern for the words of one class of context.tsv, the longest first."""
    with (files(__package__) / "context.tsv").open(encoding="utf-8") as lines:
        words = next(row["words"] for row in csv.DictReader(lines, delimiter="\t") if row["class"] == kind).split("|")
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
