"""Roles told by the words around a place: the strongest cue wins, less for every step away."""

import re
from collections.abc import Iterable
from functools import cache

from nlp.facts.words import alternatives, meanings

_STRENGTH = {"strong": 9.0, "plain": 6.0, "weak": 4.0}  # classes of a finder's words.tsv that hold cues
_STEP = 40  # characters that cost a cue one point of its strength


def starred(words: Iterable[str]) -> str:
    """Source of a verbose pattern for any of the words, where `*` stands for the rest of one."""
    return alternatives(words).replace(r"\*", r"\w*")


@cache
def _patterns(package: str) -> list[tuple[re.Pattern[str], str, float]]:
    """For each strength and meaning a pattern for its cues."""
    found = []
    for strength, points in _STRENGTH.items():
        told = meanings(package, strength)
        for means in sorted(set(told.values())):
            source = starred(word for word, meant in told.items() if meant == means)
            found.append((re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.VERBOSE | re.IGNORECASE), means, points))
    return found


def strongest(package: str, shadow: str, within: tuple[int, int], at: tuple[int, int]) -> str | None:
    """What the strongest cue of a package's words.tsv within [start, end) means for the words at [start, end); None without any."""
    best: tuple[float, str | None] = (0.0, None)
    for pattern, means, points in _patterns(package):
        for m in pattern.finditer(shadow, *within):
            away = max(at[0] - m.end(), m.start() - at[1], 0)
            if points - away / _STEP > best[0]:
                best = (points - away / _STEP, means)
    return best[1]
