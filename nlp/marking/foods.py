"""What an article treats as a nutrient or an active substance, and what it only speaks of.

A food is a nutrient only where the article treats it as the active: where it comes back to the food again and again, names it in its
title, says of it more than once what it does, or speaks of its extract, juice or supplement. The same holds of groups such as "dietary
supplements". A food that is fortified but carries another nutrient; toxic metals and sunlight are none. A wide class, such as the
vitamins, stands for those of its members that the article names more often. What is only spoken of is a mention of its own label,
FOOD: it may still act in a claim or carry a dose, as nutrients do.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from nlp import lexicon
from nlp.marking.folding import fold
from nlp.marking.vocabulary import any_of, words
from nlp.page import FOOD, NUTRIENT, Mention

_ACTIVE = 5  # times that an article names a food which it treats as an active,
_SHARE = 0.25  # and that at least of the times that it names what it names most
_PREPARED = re.compile(r"(?:^|.*\s)(?:concentrate|extract|juice)s?$", re.IGNORECASE)
_AS_SUPPLEMENT = re.compile(r"\s(?:capsule|concentrate|extract|powder|supplement|tablet)", re.IGNORECASE)
_FORTIFIED_BEFORE = re.compile(r"\bfortif(?:ied|ication\sof|ying)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FORTIFIED_AFTER = re.compile(r"[\s-](?:(?:is|are|was|were)\s)?fortif", re.IGNORECASE)
_BEFORE = 40  # characters that tell of a food that it is fortified
_REST = re.compile(r"[^.!?;\n]{0,150}")  # of a sentence
_ACTS = re.compile(rf"\b(?:{any_of('told')}|associated with|help|helps|linked to|protect|protects)\b", re.IGNORECASE)
TOLD = 2  # times that an article says what an active does


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
    """The mentions, what the article only speaks of as FOOD."""
    mentions = tuple(mentions)
    named = Counter(m.concept_id or "" for m in mentions if m.label == NUTRIENT)
    aside = {of for of in named if of in words("no_active") or of.endswith("_diet") or _stands_for_members(of, named)}
    judged = [m for m in mentions if m.label == NUTRIENT and m.concept_id not in aside and _is_judged(m.concept_id or "")]
    if judged:
        aside |= {m.concept_id or "" for m in judged} - _active(judged, mentions, named, shadow, fold(title or ""))
    for m in mentions:
        yield replace(m, label=FOOD) if m.label == NUTRIENT and m.concept_id in aside else m


def _active(foods: list[Mention], mentions: tuple[Mention, ...], named: Counter[str], shadow: str, title: str) -> set[str]:
    """Which of the foods an article treats as actives, given how often it names what. `title` is folded."""
    least = max(_ACTIVE, _SHARE * max(named.values()))
    told = acting(((m.concept_id or "", m.end) for m in foods), (m.start for m in mentions if m.label == "OUTCOME"), shadow)
    active = {
        *(m.concept_id for m in foods if named[m.concept_id or ""] >= least),
        *(m.concept_id for m in foods if " " + fold(shadow[m.start : m.end]) in " " + title),
        *(m.concept_id for m in foods if _PREPARED.match(shadow[m.start : m.end]) or _AS_SUPPLEMENT.match(shadow, m.end)),
        *(food for food, times in told.items() if times >= TOLD),
    }
    return {food for food in active if food} - {m.concept_id for m in foods if _is_fortified(m, shadow)}


def _is_fortified(food: Mention, shadow: str) -> bool:
    before = shadow[max(0, food.start - _BEFORE) : food.start]
    return bool(_FORTIFIED_BEFORE.search(before) or _FORTIFIED_AFTER.match(shadow, food.end))


@cache
def _is_judged(nutrient_id: str) -> bool:
    """Whether an article's use of it says whether it is a nutrient: a food, or a group that is spoken of as foods are."""
    return lexicon.nutrients()[nutrient_id].kind == "food" or nutrient_id in words("as_foods")


def _stands_for_members(of: str, named: Counter[str]) -> bool:
    """Whether a wide class is named less often than one of its members: "these vitamins" in an article on vitamin D."""
    return of in words("wide_class") and any(times > named[of] and of in _classes(other) for other, times in named.items())


@cache
def _classes(nutrient_id: str) -> frozenset[str]:
    """The classes that a nutrient belongs to, near and far, if it is of their kind: a multivitamin is no vitamin."""
    if nutrient_id in words("no_active"):
        return frozenset()
    known = lexicon.nutrients()
    return frozenset(near for near in lexicon.lineage(nutrient_id)[1:] if known[near].kind == known[nutrient_id].kind)
