"""Foods that an article treats as an active substance, and those it only speaks of.

"Foods are nutrients only where the article treats them as the active": where it comes back to a food again and again. Any other
food is a mention of its own label, FOOD: it may still act in a claim or carry a dose, as NUTRIENTs do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import lexicon
from nlp.page import FOOD, NUTRIENT, Mention

_ACTIVE = 5  # times that an article names a food which it treats as an active


def told_apart(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions, foods that are no actives of the article as FOOD."""
    mentions = tuple(mentions)
    named = Counter(m.concept_id for m in mentions if m.label == NUTRIENT)
    for m in mentions:
        is_food = m.label == NUTRIENT and lexicon.nutrients()[m.concept_id or ""].kind == "food"
        yield replace(m, label=FOOD) if is_food and named[m.concept_id] < _ACTIVE else m
