"""Names that count only in context: what makes them meant.

A nutrient's name counts throughout an article that makes it certain: by another name, in the title, by one place beside an amount or
a word of taking, or by coming back to it again and again. An outcome's must be told as one in every place, by the words before it or
by the list that it stands in: an article on the common cold may still speak of cold water.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files

from nlp.marking.folding import Hit, fold

_AMOUNT = r"""
    (?: [\d½¼¾⅓⅔⅛]\s? | \b(?:an?|one|two|three|four|five|six|eight|ten|half|quarters?|thirds?|eighths?|few|several)\s)
    (?: mcg|ug|mg|g|grams?|milligrams?|micrograms?|iu|ml
      | cups?|tablespoons?|teaspoons?|capsules?|drops?|oz|ounces?|servings?|handfuls?|slices?)
    \s(?:kg\s)?(?:of\s)?"""


def _any_of(kind: str) -> str:
    """Source of a verbose pattern for the words of one class of context.tsv, the longest first."""
    with (files(__package__) / "context.tsv").open(encoding="utf-8") as lines:
        words = next(row["words"] for row in csv.DictReader(lines, delimiter="\t") if row["class"] == kind).split("|")
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_TAKEN_BEFORE = re.compile(rf"(?:{_AMOUNT} | \b(?:{_any_of('taken')})\s)$", re.VERBOSE)
_TAKEN_AFTER = re.compile(rf"\s(?:{_any_of('prepared')}|(?:tea|oil)\b)")
_PREPARED = ("extract", "powder", "concentrate", "supplement", "capsules")  # a food by such a name is taken as an active
_SUBJECT = 9  # times that an article names a substance of which it treats
_TOLD_BEFORE = re.compile(rf"\b(?:{_any_of('told')})\s(?:\w+\s)?$")
_JOINED = re.compile(r"(?:[,;]?\s(?:and|or|&)|[,;/])\s?", re.IGNORECASE)
_LONGEST_JOINT = 6
# What follows a name that is no part of a longer one: a sign, a number, or a word that begins no noun ("burns in"; but not "heart valve").
_ENDS = re.compile(rf"[^\w\s-]|\s*$|\s+[^\w\s]|\s+\d|\s+(?:{_any_of('no_noun')})\b", re.IGNORECASE)
_BEFORE = 40  # characters that tell what a name means


def judged(hits: Iterable[Hit], folded: str, title: str) -> tuple[list[Hit], list[Hit]]:
    """The hits that are certain, and those of outcomes that are not; nutrients that are not are left out. `title` is folded."""
    known = [(hit, _certain(hit, folded)) for hit in hits]
    named = Counter(concept for _, concept in {(hit.start, hit.name.concept_id) for hit, _ in known if hit.name.label == "NUTRIENT"})
    nutrients = {
        hit.name.concept_id
        for hit, certain in known
        if certain or named[hit.name.concept_id] >= _SUBJECT or " " + fold(hit.name.text) in " " + title
    }
    doubted = [hit for hit, _ in known if hit.name.label == "NUTRIENT" and hit.name.concept_id not in nutrients]
    within = {(start, hit.end) for hit in doubted for start in range(hit.start + 1, hit.end)}  # the milk of a doubtful "breast milk"
    meant = [hit for hit, certain in known if certain or (hit.name.label == "NUTRIENT" and hit.name.concept_id in nutrients)]
    meant = [hit for hit in meant if hit.name.label != "NUTRIENT" or hit.name.match != "in_context" or (hit.start, hit.end) not in within]
    return meant, [hit for hit, certain in known if not certain and hit.name.label == "OUTCOME"]


def _certain(hit: Hit, folded: str) -> bool:
    """Whether a name needs no context, or has it: a nutrient beside an amount or a word of taking, an outcome told as one."""
    if hit.name.match != "in_context" or hit.name.text.endswith(_PREPARED):
        return True
    before = folded[max(0, hit.start - _BEFORE) : hit.start]
    if hit.name.label == "NUTRIENT":
        return bool(_TAKEN_BEFORE.search(before) or _TAKEN_AFTER.match(folded, hit.end))
    return bool(_TOLD_BEFORE.search(before) and _ENDS.match(folded, hit.end))


def listed(doubtful: Iterable[Hit], certain: Iterable[Hit], shadow: str) -> Iterator[Hit]:
    """Outcomes told by the list that they stand in: the burns of "wounds, burns and skin infections"."""
    starts = {hit.start for hit in certain if hit.name.label == "OUTCOME"}
    ends = {hit.end for hit in certain if hit.name.label == "OUTCOME"}
    forwards = sorted((hit for hit in doubtful if _ENDS.match(shadow, hit.end)), key=lambda hit: hit.start)
    for hit in forwards:
        if _joins_before(shadow, hit.start, ends):
            ends.add(hit.end)
            yield hit
    for hit in reversed(forwards):
        after = _JOINED.match(shadow, hit.end)
        if after and after.end() in starts:
            starts.add(hit.start)
            yield hit


def _joins_before(shadow: str, start: int, ends: set[int]) -> bool:
    return any(end in ends and _JOINED.fullmatch(shadow, end, start) for end in range(max(0, start - _LONGEST_JOINT), start))
