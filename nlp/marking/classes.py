"""A class of nutrients that stands for the one of its members that the article is about.

Where an article on omega-3 fatty acids says "fatty acids", it means those: no other fatty acids are named, and these more often. Wider
classes keep their own sense beside a member: the protein that one needs is no whey protein.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import lexicon
from nlp.page import NUTRIENT, Mention

_CLASSES = ("amino_acids", "fatty_acids")


def specified(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, those of a class that stands for one member as mentions of that member."""
    mentions = tuple(mentions)
    named = Counter(m.concept_id for m in mentions if m.label == NUTRIENT)
    meant = {of: _member(of, named) for of in _CLASSES if named[of]}
    for m in mentions:
        member = meant.get(m.concept_id or "") if m.label == NUTRIENT else None
        yield replace(m, concept_id=member) if member else m


def _member(of: str, named: Counter[str | None]) -> str | None:
    """The member that a class stands for in an article that names nutrients so often: its name ends with the class's."""
    tail = " " + lexicon.nutrients()[of].name
    members = [nutrient for nutrient in named if nutrient and lexicon.nutrients()[nutrient].name.endswith(tail)]
    return members[0] if len(members) == 1 and named[members[0]] > named[of] else None
