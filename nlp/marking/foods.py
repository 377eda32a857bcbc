"""Foods that an article treats as an active substance, and those it only speaks of.

A food is a nutrient only where the article treats it as the active: where it comes back to the food again and again, or speaks of its
extract, juice or supplement. Any other food is a mention of its own label, FOOD: it may still act in a claim or carry a dose, as
nutrients do.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import lexicon
from nlp.page import FOOD, NUTRIENT, Mention

_ACTIVE = 5  # times that an article names a food which it treats as an active,
_SHARE = 0.25  # and that at least of the times that it names what it names most
_PREPARED = re.compile(r"(?:^|.*\s)(?:concentrate|extract|juice)s?$", re.IGNORECASE)
_AS_SUPPLEMENT = re.compile(r"\s(?:capsule|concentrate|extract|powder|supplement|tablet)", re.IGNORECASE)


def told_apart(mentions: Iterable[Mention], shadow: str) -> Iterator[Mention]:
    """The mentions, foods that are no actives of the article as FOOD."""
    mentions = tuple(mentions)
    named = Counter(m.concept_id for m in mentions if m.label == NUTRIENT)
    prepared = {m.concept_id for m in mentions if _PREPARED.match(shadow[m.start : m.end]) or _AS_SUPPLEMENT.match(shadow, m.end)}
    least = max(_ACTIVE, _SHARE * max(named.values(), default=0))
    for m in mentions:
        is_food = m.label == NUTRIENT and lexicon.nutrients()[m.concept_id or ""].kind == "food"
        yield replace(m, label=FOOD) if is_food and named[m.concept_id] < least and m.concept_id not in prepared else m
