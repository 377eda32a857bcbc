"""Cues: words that speak for a role, the more the stronger they are and the nearer they stand."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from nlp.facts.words import alternatives, meanings

STRONG, WEAK = 9.0, 4.0
_STRENGTH = {"strong": STRONG, "plain": 6.0, "weak": WEAK}  # classes of a finder's words.tsv that hold cues
_STEP = 40  # characters that cost a cue one point of its strength
_CLAUSE = re.compile(
    r";\s|,\s(?:but|while|whereas|although|though|which|who)\s|\s(?:but|while|whereas|although)\s|\.\s|\s\|\s", re.IGNORECASE
)
_NEGATED = re.compile(r"(?:\b(?:no|not|without|never|nor|neither)|n't)\s(?:\w+\s){0,2}\Z")
_CROSSED = 3.0  # points that a clause's end between a cue and its place costs


class Cue(NamedTuple):
    """A cue word in a text, what it means, and how strongly."""

    start: int
    end: int
    means: str
    strength: float


_BLANKS = str.maketrans(dict.fromkeys("-/([{'\"*_|>+&=~<", " "))  # signs that only join or quote


def starred(words: Iterable[str]) -> str:
    """Source of a verbose pattern for any of the words, where `*` stands for the rest of one.

    Words are grouped by their first letter, so that a place where none begins is left after few steps.
    """
    grouped: dict[str, list[str]] = {}
    for word in words:
        grouped.setdefault(word[0].lower(), []).append(word[1:])
    return "|".join(f"{re.escape(first)}(?:{alternatives(rest)})" for first, rest in sorted(grouped.items())).replace(r"\*", r"\w*")


@cache
def _automaton(package: str, classes: tuple[str, ...]) -> tuple[AhoCorasick, list[tuple[bool, str, str]]]:
    """All words of some classes of a package's words.tsv, and of each whether it is but a beginning, what it means, and its class.

    Every word begins with a blank, unless a `*` stands for its beginning.
    """
    told = {
        (word[1:] if word[0] == "*" else f" {word.rstrip('*')}").lower().translate(_BLANKS): (word[-1] == "*", means, name)
        for name in classes
        for word, means in meanings(package, name).items()
    }
    return AhoCorasick(list(told), matchkind=MatchKind.LeftmostLongest), list(told.values())


def _spotted(package: str, classes: tuple[str, ...], folded: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, meaning and class of each word found; the folded text begins with a blank.

    So the place of a hit's blank is the offset of its first letter in the text.
    """
    automaton, told = _automaton(package, classes)
    for i, start, end in automaton.find_matches_as_indexes(folded):
        is_beginning, means, name = told[i]
        if is_beginning or not folded[end : end + 1].isalnum():
            yield start, end - 1, means, name


def _folded(text: str) -> str:
    return " " + text.lower().translate(_BLANKS)


def cues(package: str, text: str) -> list[Cue]:
    """The cues of a package's words.tsv in a text, in order, less the negated ones ("without fear of toxicity")."""
    folded = _folded(text)
    return [
        Cue(start, end, means, _STRENGTH[name])
        for start, end, means, name in _spotted(package, tuple(_STRENGTH), folded)
        if not _NEGATED.search(folded, max(start - 25, 0), start + 1)
    ]


def says(package: str, name: str, text: str) -> bool:
    """Whether a text has a word of a class of a package's words.tsv."""
    return any(True for _ in _spotted(package, (name,), _folded(text)))


def weighed(found: Iterable[Cue], text: str, start: int, end: int) -> Iterator[tuple[str, float]]:
    """What each of the cues found in a text means, and how much that weighs for its words at [start, end)."""
    for cue in found:
        left, right = min(cue.end, end), max(cue.start, start)
        worth = cue.strength - max(right - left, 0) / _STEP
        yield cue.means, worth - _CROSSED * crossed(cue, text, start, end)


def crossed(cue: Cue, text: str, start: int, end: int) -> bool:
    """Whether a clause ends between a cue and the words at [start, end)."""
    return bool(_CLAUSE.search(text, min(cue.end, end), max(cue.start, start)))


def heaviest(evidence: Iterable[tuple[str, float]]) -> str | None:
    """The meaning that weighs most: the strongest of what speaks for it in full, and each further a third; None without any."""
    weights: dict[str, list[float]] = {}
    for means, worth in evidence:
        if worth > 0:
            weights.setdefault(means, []).append(worth)
    return max(weights, key=lambda means: 2 * max(weights[means]) + sum(weights[means]), default=None)
