"""Names of journals and publishers: where one begins that ends some words."""

import re
from functools import cache

from nlp.facts.words import meanings

_NAMED_BEFORE = re.compile(
    r"(?:^|(?<=[.?!,]\s))(?P<name>(?:[A-Z][\w-]*\s){0,3}(?:Journal|Annals|Archives|Bulletin|Agents|Advances|Frontiers|Clinics)\s"
    r"(?:(?:[A-Z][\w&-]*|(?:of|ofthe|in|and|the|for|&)(?:[A-Z]\w+)?)\s)*|(?<=[a-z\d)][.?!]\s)(?:[A-Z][\w-]*\s){1,4}J\.?\s)$"
)
# Capitals alone between a title's end and a name of the list: "... in winter. Kobe J Med Sci".
_SENTENCE = re.compile(r"(?<=[a-z\d)][.?!]\s)(?<!\bal\.\s)(?P<name>(?:(?![IVX]+\b)[A-Z](?:[\w-]*|\w{1,4}\.)\s(?:in\s|of\s)?){1,2})$")
_ABBREVIATED = re.compile(r"[A-Z][a-z]{0,8}(?:[A-Z][a-z]{1,8})?\.")
_LIKE = re.compile(r"(?:The\s)?[A-Z][\w&'’./-]*(?:[\s,:]+(?:[A-Z][\w&'’.()/-]*|of|and|the|in|for|on|de|et|&|\([A-Z][\w ]+\)))*")
_SMALL = frozenset({"and", "of", "for", "in", "on", "&"})
_EDITOR = re.compile(r",\s(?=[A-Z]\.\s)")  # "in The Salt Book, B. Poe, Ed."
_LONGEST = 14  # words of a journal's name


def begins(words: str, *, is_numbered: bool) -> int | None:
    """Where a journal begins that ends the words: one of the list, or one in abbreviations; None where none does.

    A name of one word that may as well end a title ("... and breast cancer") counts after a full stop or comma, or before
    the numbers of a volume.
    """
    known = _known(words, is_numbered)
    return _whole(words, _abbreviated(words, known))


def is_known(words: str) -> bool:
    """Whether the words are the name of a journal or publisher of the list, in any case and with or without points."""
    return plain(words) in _names()


def opens(words: str) -> str | None:
    """What reads like a journal's name at the beginning of the words."""
    found = _LIKE.match(words.lstrip(" .,"))
    return _EDITOR.split(found[0])[0].strip(" .,") if found else None


def is_like(words: str) -> bool:
    """Whether words read like a journal's name: few, and all with capitals but the small ones."""
    return len(words.split()) <= _LONGEST and _LIKE.fullmatch(words) is not None


def plain(name: str) -> str:
    return " ".join(re.sub(r"[.,:]", " ", name).lower().replace("’", "'").split())


@cache
def _names() -> frozenset[str]:
    return frozenset(plain(name) for name in meanings(__package__, "journal", "publisher"))


@cache
def journal_words() -> frozenset[str]:
    """Every word of the journals' names that is none of titles, in small letters."""
    words = frozenset(word for name in meanings(__package__, "journal") for word in plain(name).split())
    return words - meanings(__package__, "topic").keys()


def _known(words: str, is_numbered: bool) -> int | None:
    """Where a journal of the list begins; the longest name wins, a leading "The" is its own."""
    tokens = list(re.finditer(r"\S+", words))[-_LONGEST:]
    for token in tokens:
        start = token.start()
        if (start == 0 or words[start].isupper() or words[start] == "e") and plain(words[start:]) in _names():
            before = words[:start].rstrip()
            if (
                before
                and token is tokens[-1]
                and before[-1] not in ".,;:?!)]\"”'’"
                and not (is_numbered and before.split()[-1] not in _SMALL)
            ):
                return None
            return len(before) - 3 if before.endswith("The") else start
    return None


def _whole(words: str, start: int | None) -> int | None:
    """Where the journal begins of whose name only the last words are in the list: "Journal of Animal Science"."""
    longer = (_NAMED_BEFORE.search(words, 0, start) or _SENTENCE.search(words, 0, start)) if start else None
    return longer.start("name") if longer else start


def _abbreviated(words: str, known: int | None) -> int | None:
    """Where a journal begins that ends the words in abbreviations: "... of milk. J. Anim. Breed. Genet".

    One that ends in a name of the list, which begins at `known`, begins before it only where the list's own words go on.
    """
    start = known
    tokens = list(re.finditer(r"\S+", words))[-_LONGEST:]
    for before, token in zip(reversed(tokens[:-1]), reversed(tokens), strict=False):
        if token is not tokens[-1] and plain(token[0]) not in journal_words() and (known or not _ABBREVIATED.fullmatch(token[0])):
            break
        if before[0][-1] in ".?!" and token[0][0].isupper() and token is not tokens[-1]:
            start = min(token.start(), start or token.start())
    return start
