"""A class that stands for the one of its members that the article is about.

Where an article on omega-3 fatty acids says "fatty acids", it means those: no other fatty acids are named, and these more often; and
where one on hibiscus tea says "hibiscus", it means the tea. Where one names a single type of diabetes, its "diabetes" is that type. Wider
classes keep their own sense beside a member: the protein that one needs is no whey protein.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import lexicon
from nlp.page import NUTRIENT, Mention

_CLASSES = ("amino_acids", "fatty_acids", "hibiscus")
_DIABETES = "diabetes"
_TYPES = {"type_1_diabetes", "type_2_diabetes"}


def specified(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, those of a class that stands for one member as mentions of that member."""
    mentions = tuple(mentions)
    named = Counter(m.concept_id for m in mentions if m.label == NUTRIENT)
    meant: dict[tuple[str, str | None], str | None] = {(NUTRIENT, of): _member(of, named) for of in _CLASSES if named[of]}
    types = _TYPES & {m.concept_id for m in mentions if m.label == "OUTCOME"}
    meant["OUTCOME", _DIABETES] = types.pop() if len(types) == 1 else None
    for m in mentions:
        member = meant.get((m.label, m.concept_id))
        yield replace(m, concept_id=member) if member else m


def _member(of: str, named: Counter[str | None]) -> str | None:
    """The member that a class stands for in an article that names nutrients so often: its name ends or begins with the class's."""
    names = {nutrient: lexicon.nutrients()[nutrient].name for nutrient in named if nutrient}
    own = names[of]
    members = [nutrient for nutrient, name in names.items() if name.endswith(" " + own) or name.startswith(own + " ")]
    return members[0] if len(members) == 1 and named[members[0]] > named[of] else None
