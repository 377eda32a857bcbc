"""Names that count only in context: what makes them meant.

A nutrient's name counts throughout an article that makes it certain: by another name, in the title, by one place beside an amount or
a word of taking, or by coming back to it again and again. An outcome's must be told as one in every place, by the words before it or
by the list that it stands in: an article on the common cold may still speak of cold water.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from nlp import lexicon
from nlp.marking import foods
from nlp.marking.folding import Hit, fold
from nlp.marking.vocabulary import any_of

_AMOUNT = r"""
    (?: [\d½¼¾⅓⅔⅛]\s? | \b(?:an?|one|two|three|four|five|six|eight|ten|half|quarters?|thirds?|eighths?|few|several)\s)
    (?: mcg|ug|mg|g|grams?|milligrams?|micrograms?|iu|ml
      | cups?|tablespoons?|teaspoons?|capsules?|drops?|oz|ounces?|servings?|handfuls?|slices?
      | bottles?|cans?|glass(?:es)?|mugs?|pints?|pounds?|quarts?|spoonfuls?)
    \s(?:kg\s)?(?:(?:a|each|every|per)\sday\s)?(?:of\s)?"""


_TAKEN_BEFORE = re.compile(rf"(?:{_AMOUNT} | \b(?:{any_of('taken')})\s)$", re.VERBOSE)
_GIVEN_BEFORE = re.compile(rf"{_AMOUNT}$", re.VERBOSE)
_TAKEN_AFTER = re.compile(rf"\s(?:{any_of('prepared')}|(?:tea|oil)\b)")
_PREPARED = ("extract", "powder", "concentrate", "supplement", "capsules")  # a food by such a name is taken as an active
_MIXED = re.compile(r"\sand\s|\splus\s|[+/]")  # "EPA and DHA" share an amount, and are two wherever they have none
_OMEGA_3 = "omega_3_fatty_acids"
_MACRONUTRIENTS = ("fatty_acid", "fiber", "protein")
_SUBJECT = 9  # times that an article names a substance of which it treats
_TOLD_BEFORE = re.compile(rf"\b(?:{any_of('told')})\s(?:\w+\s)?$")
_JOINED = re.compile(r"(?:[,;]?\s(?:and|or|&)|[,;/])\s?", re.IGNORECASE)
_LONGEST_JOINT = 6
# What follows a name that is no part of a longer one: a sign, a number, or a word that begins no noun ("burns in"; but not "heart valve").
_ENDS = re.compile(rf"[^\w\s-]|\s*$|\s+[^\w\s]|\s+\d|\s+(?:{any_of('no_noun')})\b", re.IGNORECASE)
_AROUND = re.compile(r"[^.!?;]*$")  # a sentence's words before a name,
_REST = re.compile(r"[^.!?;]{0,150}")  # and after it
_LONGEST_SENTENCE = 200
_BEFORE = 40  # characters that tell what a name means


def judged(hits: Iterable[Hit], folded: str, title: str) -> tuple[list[Hit], list[Hit]]:
    """The hits that are certain, and those that a list may yet make so. `title` is folded."""
    known = [(hit, _certain(hit, folded)) for hit in hits]
    of_nutrients = [(hit, certain) for hit, certain in known if hit.name.label == "NUTRIENT"]
    nutrients = {hit.name.concept_id for hit, certain in of_nutrients if certain}
    doubted = [hit for hit, _ in of_nutrients if hit.name.concept_id not in nutrients]
    named = Counter(concept for concept, _ in {(hit.name.concept_id, hit.start) for hit in doubted})
    nutrients |= {concept for concept, times in named.items() if times >= _SUBJECT}
    nutrients |= {hit.name.concept_id for hit in doubted if " " + fold(hit.name.text) in " " + title}
    nutrients |= _relatives(nutrients)
    eaten = [hit for hit in doubted if _kind(hit) == "food"]
    sure = sorted(hit.start for hit, certain in of_nutrients if certain)
    alone = [hit for hit in eaten if not _is_beside(hit, sure, folded)]
    outcomes = [hit.start for hit, certain in known if certain and hit.name.label == "OUTCOME"]
    told = foods.acting(((hit.name.concept_id, hit.end) for hit in eaten), outcomes, folded)
    nutrients |= {food for food, times in told.items() if times >= foods.TOLD}
    nutrients |= foods.acting(((hit.name.concept_id, hit.end) for hit in alone), outcomes, folded).keys()
    doubted = [hit for hit in doubted if hit.name.concept_id not in nutrients]
    within = {(start, hit.end) for hit in doubted for start in range(hit.start + 1, hit.end)}  # the milk of a doubtful "breast milk",
    within |= {(hit.start, end) for hit in doubted for end in range(hit.start + 1, hit.end)}  # the olive of a doubtful "olive oil"
    meant = [hit for hit, certain in known if certain or _is_of(hit, nutrients)]
    meant = [hit for hit in meant if hit.name.label != "NUTRIENT" or hit.name.match != "in_context" or (hit.start, hit.end) not in within]
    return meant, [hit for hit, certain in known if not certain and _may_be_listed(hit)]


def _certain(hit: Hit, folded: str) -> bool:
    """Whether a name needs no context, or has it: a nutrient beside an amount or a word of taking, an outcome told as one."""
    if hit.name.match != "in_context" or (hit.name.text.endswith(_PREPARED) and _kind(hit) == "food"):
        return True
    before = folded[max(0, hit.start - _BEFORE) : hit.start]
    if _is_mixture(hit):
        return bool(_GIVEN_BEFORE.search(before))
    if hit.name.label == "NUTRIENT":
        return bool(_TAKEN_AFTER.match(folded, hit.end) or _TAKEN_BEFORE.search(before))
    return bool(_ENDS.match(folded, hit.end) and _TOLD_BEFORE.search(before))


def _is_beside(food: Hit, nutrients: list[int], folded: str) -> bool:
    """Whether the food's sentence names a nutrient, given where all start: then the nutrient acts, and the food but holds it."""
    clause = _AROUND.search(folded, max(0, food.start - _LONGEST_SENTENCE), food.start)
    rest = _REST.match(folded, food.end)
    start, end = (clause.start() if clause else food.start), (rest.end() if rest else food.end)
    return bisect_left(nutrients, start) < bisect_left(nutrients, end)


def _relatives(named: set[str]) -> set[str]:
    """The omega-3 fatty acids, where an article names any: by EPA it then means no agency."""
    family = _omega_3s()
    return set() if family.isdisjoint(named) else set(family)


@cache
def _omega_3s() -> frozenset[str]:
    return frozenset(id for id, n in lexicon.nutrients().items() if _OMEGA_3 in (id, n.parent_id) and n.kind == "fatty_acid")


def _may_be_listed(hit: Hit) -> bool:
    """Whether a doubtful name is told by a list: an outcome, or what foods are made of, "fat" beside a vitamin."""
    return hit.name.label == "OUTCOME" or _kind(hit) in _MACRONUTRIENTS


def _is_of(hit: Hit, nutrients: set[str]) -> bool:
    return hit.name.label == "NUTRIENT" and hit.name.concept_id in nutrients and not _is_mixture(hit)


def _is_mixture(hit: Hit) -> bool:
    return hit.name.label == "NUTRIENT" and hit.name.match == "in_context" and bool(_MIXED.search(hit.name.text))


def _kind(hit: Hit) -> str | None:
    nutrient = lexicon.nutrients().get(hit.name.concept_id) if hit.name.label == "NUTRIENT" else None
    return nutrient.kind if nutrient else None


def listed(doubtful: Iterable[Hit], certain: Iterable[Hit], shadow: str) -> Iterator[Hit]:
    """Names told by the list that they stand in: the burns of "wounds, burns and skin infections", the fat of "zinc, fat and protein"."""
    starts = {(hit.name.label, hit.start) for hit in certain}
    ends = {(hit.name.label, hit.end) for hit in certain}
    forwards = sorted((hit for hit in doubtful if _ENDS.match(shadow, hit.end)), key=lambda hit: hit.start)
    for hit in forwards:
        if _joins_before(shadow, hit, ends):
            ends.add((hit.name.label, hit.end))
            yield hit
    for hit in reversed(forwards):
        after = _JOINED.match(shadow, hit.end)
        if after and (hit.name.label, after.end()) in starts:
            starts.add((hit.name.label, hit.start))
            yield hit


def _joins_before(shadow: str, hit: Hit, ends: set[tuple[str, int]]) -> bool:
    near = range(max(0, hit.start - _LONGEST_JOINT), hit.start)
    return any((hit.name.label, end) in ends and _JOINED.fullmatch(shadow, end, hit.start) for end in near)
