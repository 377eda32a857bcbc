"""What of the small model's finds the pipeline takes: on text unlike its own it calls everyday words and persons' names entities.

The probabilities of its decisions do not tell right from wrong (by beam search both are near 1); how a name is written does.
"""

import re
from functools import cache

from nlp import tsv

# Initials, persons, organisations and addresses hold no word written small, or what no name holds.
_WORD_WRITTEN_SMALL = re.compile(r"(?<![A-Za-z])[a-z]{3}")
_ODD = re.compile(r"\s\s|://|[\[!?=@]|-\s|\w\.\w{2}|[(,:;]$|\d{3,}$")
_KINDS = {"CHEMICAL": "chemical", "DISEASE": "disease", "CONDITION": "disease"}


def plausible(label: str, text: str) -> bool:
    """Whether an entity looks like a name of its kind: a chemical or disease ends as such names do (`endings.tsv`: `-itis`, `pain`).

    >>> plausible("DISEASE", "plaque psoriasis"), plausible("DISEASE", "omnivores"), plausible("CHEMICAL", "magazine")
    (True, False, False)
    """
    if _ODD.search(text) or not _WORD_WRITTEN_SMALL.search(text):
        return False
    return label not in _KINDS or _kind(re.split(r"[\s-]", text.lower())) == _KINDS[label]


def _kind(words: list[str]) -> str | None:
    """The kind of name that words make: the entry of the last tells, in either number, else that of its longest ending."""
    singular = re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", words[-1]))
    endings = _endings()
    for last in (words[-1], singular):
        after_others = [f"… {last}"] if len(words) > 1 else []
        for ending in (*after_others, last, *(f"-{last[at:]}" for at in range(len(last) - 1))):
            if ending in endings:
                return endings[ending]
    return None


@cache
def _endings() -> dict[str, str]:
    """By the word that a name ends in, or its last letters: what kind of name it is.

    `… disease` needs other words before it. What is of the kind `none` ends like a name and is none.
    """
    return {row["ending"]: row["kind"] for row in tsv.rows(__package__, "endings")}
