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
from nlp.marking.variants import variants
from nlp.page import Mention

# A plural ending; then the word has ended, or a footnote's number is glued to it.
_PLURAL = re.compile(r"(?:'?s|es)?(?:(?![0-9a-z])|(?<=[a-z]{6})(?=\d{1,2}(?:[,.;:)\s]|$)))")
_SURE_ENDS = frozenset((" ", ".", ",", ";", ":", ")", ""))  # most names need not be asked for a plural
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
# The initials of an author in a list of authors are no abbreviation: "Gorham ED, Smith JL".
_AUTHOR_BEFORE = re.compile(r"[A-Z][a-z'-]+ $")
_AUTHOR_AFTER = re.compile(r"\d*(?:,? et al|,\s?(?:and |& )?[A-Z][a-z'-]+(?:-[A-Z][a-z]+)? [A-Z]{1,3}\b)")
_LONGEST_SURNAME = 25
# Nor is a degree among degrees: "Jane Smith, MS, RD".
_DEGREE = r"(?:CNS|CPT|DBA|DO|LDN?|MA|MD|MPH|PhD|RDN?)"
_DEGREE_BEFORE = re.compile(rf"\b{_DEGREE}, $")
_DEGREE_AFTER = re.compile(rf", {_DEGREE}\b")
# An outcome in the name of an organisation or a journal: the Institute of Diabetes and Digestive Diseases, the Stroke Association.
_BODY_BEFORE = re.compile(
    r"(?:\bjournals?"
    r"  |\b(?:Academy|Annals|Archives|Association|Cent(?:er|re)s?|College|Council|Department|Division|Institutes?|Journal|Office|Society)"
    r"   \s(?:for|of|on))"
    r"\s(?:(?:[A-Z]\w+|and|of|the|&),?\s)*$",
    re.VERBOSE,
)
_BODY_AFTER = re.compile(
    r" (?:(?:[A-Z]\w+|and|of|&),? ){0,5}"
    r"(?:Alliance|Association|Cent(?:er|re)s?|Charity|Clinic|Coalition|Council|Foundation|Fund|Institute|Journal|League|Network|Society|Trust)\b"
)
_LONGEST_BODY = 60
_VITAMIN_OF_A_LETTER = re.compile(r"(?<=vitamin) [a-k]\d{0,2}\b")  # "antenatal vitamin D" names no antenatal vitamin


@cache
def _automaton() -> tuple[AhoCorasick, list[list[Name]]]:
    """The automaton over all folded names, and by pattern the names that fold to it. What varies a name is no other concept's name."""
    named = {(name.label, fold(name.text)) for name in lexicon.names()}
    by_pattern: dict[str, list[Name]] = {}
    for name in chain(lexicon.names(), lexicon.homonyms()):
        varied = (text for text in map(fold, variants(name)) if (name.label, text) not in named)
        for text in dict.fromkeys((fold(name.text), *varied)):
            by_pattern.setdefault(" " + text, []).append(name)
    return AhoCorasick(list(by_pattern)), list(by_pattern.values())


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
        stop = end if haystack[end : end + 1] in _SURE_ENDS else _end(haystack, end)
        if stop is None or shadow.find("\n", start, end - 1) >= 0:  # no name runs over lines
            continue
        if haystack.startswith("vitamin", end - 7) and _VITAMIN_OF_A_LETTER.match(haystack, end):
            continue
        for name in names[pattern]:
            if name.label == "OUTCOME" and shadow[start].isupper() and _names_a_body(shadow, start, stop - 1):
                continue
            if name.match != "as_written":
                yield Hit(name, start, stop - 1)
            elif haystack[end:stop] in ("", "s") and _as_written(shadow, start, end - 1, name.text):
                yield Hit(name, start, end - 1)


def _end(haystack: str, end: int) -> int | None:
    """Where a name ends that the search ends at `end`, its plural included; null where the word goes on."""
    ending = _PLURAL.match(haystack, end)
    return ending.end() if ending else None


def _as_written(shadow: str, start: int, end: int, name: str) -> bool:
    """Whether a name stands there to the case, whatever joins its parts, and is neither an author's initials nor a degree."""
    written = shadow[start:end]
    if written != name and written.translate(BLANKS) != name.translate(BLANKS):
        return False
    before = shadow[max(0, start - _LONGEST_SURNAME) : start]
    if _DEGREE_BEFORE.search(before) or _DEGREE_AFTER.match(shadow, end):
        return False
    return not (_AUTHOR_BEFORE.search(before) and _AUTHOR_AFTER.match(shadow, end))


def _names_a_body(shadow: str, start: int, end: int) -> bool:
    """Whether a capitalised name is part of the name of an organisation or a journal."""
    return bool(_BODY_AFTER.match(shadow, end) or _BODY_BEFORE.search(shadow, max(0, start - _LONGEST_BODY), start))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping names of one label the longest, in the order of the text; of two that are equal the homonym.

    "loss of bone mineral density" holds "loss of bone" and "bone mineral density": the second is kept.
    """
    kept: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, bool(h.name.concept_id))):
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
