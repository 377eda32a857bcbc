"""Foods that an article treats as an active substance, and those it only speaks of.

A food is a nutrient only where the article treats it as the active: where it comes back to the food again and again, names it in its
title, says of it more than once what it does, or speaks of its extract, juice or supplement. Any other food is a mention of its own
label, FOOD: it may still act in a claim or carry a dose, as nutrients do.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from nlp import lexicon
from nlp.marking.folding import fold
from nlp.marking.vocabulary import any_of
from nlp.page import FOOD, NUTRIENT, Mention

_ACTIVE = 5  # times that an article names a food which it treats as an active,
_SHARE = 0.25  # and that at least of the times that it names what it names most
_PREPARED = re.compile(r"(?:^|.*\s)(?:concentrate|extract|juice)s?$", re.IGNORECASE)
_AS_SUPPLEMENT = re.compile(r"\s(?:capsule|concentrate|extract|powder|supplement|tablet)", re.IGNORECASE)
_REST = re.compile(r"[^.!?;\n]{0,150}")  # of a sentence
_ACTS = re.compile(rf"\b(?:{any_of('told')}|associated with|help|helps|linked to|protect|protects)\b", re.IGNORECASE)
TOLD = 2  # times that an article says what an active does
# No actives, whatever an article says of them.
_NO_ACTIVE = re.compile(
    r"^(?:alcohol|calorie_restriction|fasting|fortified_foods|fruits_and_vegetables|processed_foods|red_meat|water)$|_diet$"
)


def acting(foods: Iterable[tuple[str, int]], outcomes: Iterable[int], shadow: str) -> Counter[str]:
    """How often which foods, given as concepts with the ends of their names, are told to change the outcomes that start where told."""
    starts = sorted(outcomes)
    told: Counter[str] = Counter()
    for food, end in foods:
        sentence = _REST.match(shadow, end)
        within = starts[bisect_left(starts, end) : bisect_left(starts, sentence.end())] if sentence else []
        if within and _ACTS.search(shadow, end, within[-1]):
            told[food] += 1
    return told


def told_apart(mentions: Iterable[Mention], shadow: str, title: str | None) -> Iterator[Mention]:
    """The mentions, foods that are no actives of the article as FOOD."""
    mentions = tuple(mentions)
    foods = [m for m in mentions if m.label == NUTRIENT and lexicon.nutrients()[m.concept_id or ""].kind == "food"]
    if not foods:
        yield from mentions
        return
    named = Counter(m.concept_id for m in mentions if m.label == NUTRIENT)
    least = max(_ACTIVE, _SHARE * max(named.values()))
    entitled = " " + fold(title or "")
    told = acting(((m.concept_id or "", m.end) for m in foods), (m.start for m in mentions if m.label == "OUTCOME"), shadow)
    active = {
        *(food for food, times in named.items() if times >= least),
        *(m.concept_id for m in foods if " " + fold(shadow[m.start : m.end]) in entitled),
        *(m.concept_id for m in foods if _PREPARED.match(shadow[m.start : m.end]) or _AS_SUPPLEMENT.match(shadow, m.end)),
        *(food for food, times in told.items() if times >= TOLD),
    }
    only_foods = {id(m) for m in foods if m.concept_id not in active or _NO_ACTIVE.search(m.concept_id or "")}
    for m in mentions:
        yield replace(m, label=FOOD) if id(m) in only_foods else m
