"""The role of a dose, from the cue words around it (words.tsv): the strongest wins, less for every step away."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import cast

from nlp.facts.doses.regimen import Regimen
from nlp.facts.words import alternatives, meanings
from nlp.page import Sentence
from nlp.quantity import Quantity
from nlp.schema import DoseRole

_STRENGTH = {"strong": 9.0, "plain": 6.0, "weak": 4.0}
_STEP = 40  # characters that cost a cue one point of its strength
_CONTENT = {"capsule", "tablet", "softgel", "pill", "gummy", "serving", "100 g", "100 ml", "cup", "bottle", "drop", "glass", "egg", "slice"}


def _starred(words: Iterable[str]) -> str:
    """Source of a pattern for the words, where `*` stands for the rest of one."""
    return alternatives(words).replace(r"\*", r"\w*")


@cache
def _cues() -> list[tuple[re.Pattern[str], DoseRole, float]]:
    """For each strength and role a pattern for its cues."""
    found = []
    for strength, points in _STRENGTH.items():
        told = meanings(__package__, strength)
        for role in sorted(set(told.values())):
            source = _starred(word for word, means in told.items() if means == role)
            found.append((re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.VERBOSE | re.IGNORECASE), cast(DoseRole, role), points))
    return found


def role(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity, regimen: Regimen) -> DoseRole:
    """What the amount is to the one who tells it."""
    if regimen.per in _CONTENT:
        return "content"
    best: tuple[float, DoseRole] = (0.0, "other")
    for pattern, told, strength in _cues():
        for m in pattern.finditer(shadow, sentence.start, sentence.end):
            away = max(amount.start - m.end(), m.start() - amount.end, 0)
            best = max(best, (strength - away / _STEP, told))
    return best[1]


@cache
def drugs() -> re.Pattern[str]:
    """A pattern for a drug's name that ends close before an amount."""
    source = _starred(meanings(__package__, "drug"))
    return re.compile(
        rf"\b (?: {source} ) s? (?: \s (?: at | of | dose | acetate | sodium | hcl ) ){{0,2}} [\s(:,]{{1,3}} \Z",
        re.VERBOSE | re.IGNORECASE,
    )
