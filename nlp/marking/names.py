"""Names of the lexicons found in a text, all in one pass (Aho-Corasick), then judged by where they stand.

Both names and text are folded one for one: lower case, and signs such as hyphens, slashes, brackets and quotes to blanks, so that
"beta-carotene" finds "beta carotene". Every pattern begins with a blank: a name starts where a word starts. What follows
it must not go on the word, save a plural ending.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from ahocorasick_rs import AhoCorasick

from nlp import lexicon
from nlp.lexicon import Name
from nlp.marking import context, sharing
from nlp.marking.folding import BLANKS, Hit, fold
from nlp.page import Mention

_PLURAL = re.compile(r"(?:'?s|es)?(?![0-9a-z])")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
# The initials of an author in a list of authors are no abbreviation: "Gorham ED, Smith JL".
_AUTHOR_BEFORE = re.compile(r"[A-Z][a-z'-]+ $")
_AUTHOR_AFTER = re.compile(r"\d*(?:,? et al|,\s?(?:and |& )?[A-Z][a-z'-]+(?:-[A-Z][a-z]+)? [A-Z]{1,3}\b)")
_LONGEST_SURNAME = 25
_VITAMIN_OF_A_LETTER = re.compile(r"(?<=vitamin) [a-k]\d{0,2}\b")  # "antenatal vitamin D" names no antenatal vitamin


@cache
def _automaton() -> tuple[AhoCorasick, list[list[Name]]]:
    """The automaton over all folded names, and by pattern the names that fold to it."""
    by_pattern: dict[str, list[Name]] = {}
    for name in chain(lexicon.names(), lexicon.homonyms()):
        for written in _inflected(name):
            by_pattern.setdefault(" " + fold(written), []).append(name)
    return AhoCorasick(list(by_pattern)), list(by_pattern.values())


# Prefixes that texts write with and without a hyphen: preeclampsia, pre-eclampsia.
_PREFIX = re.compile(
    r"(anti|auto|co|hyper|hypo|immuno|inter|micro|mis|multi|neuro|non|over|post|pre|re|sub|under)-?([a-z]{4}.*)",
)


def _inflected(name: Name) -> Iterator[str]:
    """A name as texts vary it: a prefix with or without hyphen, singular for plural, "-ies" for "-y"; "-s" is left to `_PLURAL`."""
    text = name.text
    yield text
    if joined := _PREFIX.match(text):
        yield f"{joined[1]}{joined[2]}" if "-" in joined[0] else f"{joined[1]} {joined[2]}"
    if re.search(r"[^aeiou]y$", text):
        yield text[:-1] + "ies"
    elif name.label == "NUTRIENT" and " " not in text:
        return  # "greens" and "oats" are foods, "green" and "oat" are not
    elif re.search(r"[^aeiou]ies$", text):
        yield text[:-3] + "y"
    elif re.search(r"\w{3}(?:sh|ch|x|ss)es$", text):
        yield text[:-2]
    elif re.search(r"\w{3}[^siu]s$", text):
        yield text[:-1]


def find(shadow: str, title: str | None = None) -> list[Mention]:
    """Mentions of lexicon names in order; within a label the longest wins, and none overlaps another."""
    folded = fold(_ADDRESS.sub(lambda found: " " * len(found.group()), shadow))
    hits = [*_spotted(shadow, folded), *sharing.vitamin_lists(shadow)]
    certain, doubtful = context.judged(hits, folded, fold(title or ""))
    found = _longest(certain)
    found = [*sharing.shared(shadow, found), *found]  # of two names at one place the first is kept
    return _mentions(_longest([*found, *context.listed(doubtful, found, shadow)]))


def _spotted(shadow: str, folded: str) -> Iterator[Hit]:
    """Every name with its span, where words begin and end, in the case that it asks for."""
    automaton, names = _automaton()
    haystack = " " + folded  # so a hit's start is the offset of the name's first letter in the text
    for pattern, start, end in automaton.find_matches_as_indexes(haystack, overlapping=True):
        ending = _PLURAL.match(haystack, end) if "\n" not in shadow[start : end - 1] else None  # no name runs over lines
        if ending and not _VITAMIN_OF_A_LETTER.match(haystack, end):
            for name in names[pattern]:
                if name.match != "as_written":
                    yield Hit(name, start, ending.end() - 1)
                elif ending.group() in ("", "s") and _as_written(shadow, start, end - 1, name.text):
                    yield Hit(name, start, end - 1)


def _as_written(shadow: str, start: int, end: int, name: str) -> bool:
    """Whether a name stands there to the case, whatever joins its parts, and is no author's initials."""
    written = shadow[start:end]
    if written != name and written.translate(BLANKS) != name.translate(BLANKS):
        return False
    before = shadow[max(0, start - _LONGEST_SURNAME) : start]
    return not (_AUTHOR_BEFORE.search(before) and _AUTHOR_AFTER.match(shadow, end))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping names of one label the longest, in the order of the text.

    "loss of bone mineral density" holds "loss of bone" and "bone mineral density": the second is kept.
    """
    kept: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        before = kept.setdefault(hit.name.label, [])
        if before and hit.start < before[-1].end:
            if hit.end - hit.start <= before[-1].end - before[-1].start:
                continue
            before.pop()
        before.append(hit)
    return [hit for of_label in kept.values() for hit in of_label]


def _mentions(hits: Iterable[Hit]) -> list[Mention]:
    """Hits as mentions in the order of the text, less the homonyms."""
    named = (Mention(h.start, h.end, h.name.label, h.name.concept_id, h.name.form) for h in hits if h.name.concept_id)
    return sorted(named, key=lambda m: (m.start, -m.end, m.label))
