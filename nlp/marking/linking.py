"""Entities to concepts: an entity is what a name of the lexicons names if the two are equal once both are made plain.

Plain is: folded as for the lexicons' own search; every word singular; "cancer of the breast" as "breast cancer"; British ae, oe and
our as e and or ("anaemia", "tumour"). An entity that equals no name so is tried without the words of `qualifiers.tsv` ("the",
"severe") in front of it.
"""

import re
from functools import cache

from nlp import lexicon, tsv
from nlp.lexicon import Name
from nlp.marking.folding import fold

_OF = re.compile(r"(?P<head>[a-z ]+?) of (?:the )?(?P<whole>[a-z ]+)")
_BRITISH = re.compile(r"(?P<ligature>[ao]e)(?=[a-z])|(?<=[a-z])(?P<our>our)\b")
_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"))
_NO_PLURALS = ("ss", "us", "is")


def concept(label: str, text: str) -> Name | None:
    """The lexicon's name of one label that an entity's text says, exactly or made plain; none where several concepts would fit."""
    known = _by_plain()
    return known.get((label, plain(text))) or known.get((label, plain(_unqualified(text))))


def plain(text: str) -> str:
    """The text made plain.

    >>> plain("Tumours of the prostate")
    'prostate tumor'
    """
    bare = " ".join(map(_singular, fold(text).split()))
    if turned := _OF.fullmatch(bare):
        bare = f"{turned['whole']} {turned['head']}"
    return _BRITISH.sub(lambda odd: "or" if odd["our"] else "e", bare)


def _unqualified(text: str) -> str:
    words = fold(text).split()
    while len(words) > 1 and words[0] in _qualifiers():
        words = words[1:]
    return " ".join(words)


def _singular(word: str) -> str:
    for plural, singular in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word[:-1] if word.endswith("s") and not word.endswith(_NO_PLURALS) and len(word) > 3 else word


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(row["qualifier"] for row in tsv.rows(__package__, "qualifiers"))


@cache
def _by_plain() -> dict[tuple[str, str], Name]:
    """Names by label and plain text, less those that count only as written ("AID") or in context ("skin")."""
    found: dict[tuple[str, str], Name] = {}
    unclear = set()
    for name in lexicon.names():
        if name.match == "any_case":
            key = (name.label, plain(name.text))
            if found.setdefault(key, name).concept_id != name.concept_id:
                unclear.add(key)
    return {key: name for key, name in found.items() if key not in unclear}
