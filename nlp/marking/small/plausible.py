"""What of the small model's finds the pipeline takes: on text unlike its own it calls everyday words and persons' names entities.

The probabilities of its decisions do not tell right from wrong (by beam search both are near 1); how a name is written does.
"""

import csv
import re
from functools import cache
from importlib.resources import files

# Initials, persons, organisations and addresses hold no word written small, or what no name holds.
_WORD_WRITTEN_SMALL = re.compile(r"(?<![A-Za-z])[a-z]{3}")
_ODD = re.compile(r"\s\s|://|\[|[(,:;]$|\d{3,}$")
_DISEASES = {"DISEASE", "CONDITION"}


def plausible(label: str, text: str) -> bool:
    """Whether an entity looks like a name of its kind; one of a disease ends as such names do (`endings.tsv`: `-itis`, `pain`).

    >>> plausible("DISEASE", "plaque psoriasis"), plausible("DISEASE", "omnivores"), plausible("CHEMICAL", "Carol")
    (True, False, False)
    """
    if _ODD.search(text) or not _WORD_WRITTEN_SMALL.search(text):
        return False
    words, suffixes = _endings()
    last = re.split(r"[\s-]", text.lower())[-1]
    singular = re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", last))
    return label not in _DISEASES or last in words or singular in words or singular.endswith(suffixes) or last.endswith(suffixes)


@cache
def _endings() -> tuple[frozenset[str], tuple[str, ...]]:
    """Words a disease's name ends in, and endings of such words."""
    with (files(__package__) / "endings.tsv").open(encoding="utf-8") as table:
        endings = [row["ending"] for row in csv.DictReader(table, delimiter="\t")]
    return frozenset(e for e in endings if e[0] != "-"), tuple(e[1:] for e in endings if e[0] == "-")
