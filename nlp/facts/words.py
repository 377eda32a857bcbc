"""A finder's words: the words.tsv beside it, and how words are woven into a pattern."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def meanings(package: str, *classes: str) -> dict[str, str]:
    """Word -> what it means, over some classes of the words.tsv of a finder's package (columns: class, means, words)."""
    with (files(package) / "words.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {word: row["means"] for row in rows if row["class"] in classes for word in row["words"].split("|")}


def alternatives(words: Iterable[str]) -> str:
    """Source of a verbose pattern for any of the words, the longest first; a space stands for one or more.

    >>> alternatives(["risk", "risk ratio"])
    'risk[ ]+ratio|risk'
    """
    return "|".join(re.escape(w).replace(r"\ ", "[ ]+") for w in sorted(set(words), key=lambda w: (-len(w), w)))
