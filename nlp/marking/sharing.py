"""Names that share a word: "vitamins A, C and E", "lung and breast cancer", "muscle mass and strength"."""

import re
from collections.abc import Iterable, Iterator

from nlp.marking.folding import Hit, concept

_VITAMIN_LIST = re.compile(
    r"\b(?P<first>[Vv]it(?:amin)?s?\.?[\s-]?(?:(?:like|such\sas|including)\s)?[A-K]\d{0,2})(?P<rest>(?:\s?(?:,\s?(?:and\s|or\s|&\s?)?|/|&|\+|and\s|or\s|plus\s)\s?(?:[Vv]itamin\s)?[A-K]\d{0,2}\b)+)"
    r"|\b(?P<plural>[Vv]itamins\s[A-K]\d{0,2})\b"
)
_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-K]\d{0,2}\b")
_JOINT = r"(?:\s\(\d{1,3}\))*(?:,?\s(?:and|or|&)\s|,\s|\s?/\s?)"
_JOINT_ENDS = (", ", " and ", " or ", " & ", "/", "/ ")  # what every joint ends with: asked first, as most names stand in no list
_WORDS_BEFORE = re.compile(rf"(?P<two>[A-Za-z][\w-]+\s)?(?P<one>(?!(?:for|from|in|of|on|to|with)\b)[A-Za-z][\w-]+){_JOINT}$")
_OTHER = re.compile(r"\bother\s(?:(?:forms|kinds|types)\sof\s)?$")
_WORD_AFTER = re.compile(rf"{_JOINT}(?P<word>[a-z][\w-]+)(?![\w-]|\sof\b)")
_LONGEST = 50  # characters that the words before may take
_LONGEST_OTHER = len("other forms of ")
_OTHER_ENDS = ("other ", " of ")  # what those end with: asked first
_OF = re.compile(r"(?P<heads>[A-Za-z-]+(?:,\s[a-z-]+)*,?\s(?:and|or|&)\s[a-z-]+)\sof\s(?:the\s|an?\s|your\s|their\s)?$")
_OF_ENDS = (" of ", " of the ", " of a ", " of an ", " of your ", " of their ")


def vitamin_lists(shadow: str) -> Iterator[Hit]:
    """The letters in "vitamins A, C and E" and "vitamin D3 and K2", each as the vitamin it stands for."""
    for listed in _VITAMIN_LIST.finditer(shadow):
        for n, letter in enumerate(_LETTER.finditer(shadow, listed.start() + 3, listed.end())):
            if name := concept("NUTRIENT", f"vitamin {letter.group()}"):
                yield Hit(name, letter.start() if n else listed.start(), letter.end())


def shared(shadow: str, hits: Iterable[Hit]) -> list[Hit]:
    """Names that end, or of outcomes also begin, with words of the name that they are joined to.

    The lung of "lung and breast cancer" or "lung and other cancers" is lung cancer, the black of "black and green tea" black tea, the
    strength of "muscle mass and strength" muscle strength.
    """
    named = [hit for hit in hits if hit.name.label in ("OUTCOME", "NUTRIENT")]
    found: list[Hit] = []
    for hit in named:
        found += _of(shadow, hit)
        words = re.split("[ -]", shadow[hit.start : hit.end].lower())
        other = shadow.endswith(_OTHER_ENDS, 0, hit.start) and _OTHER.search(shadow, max(0, hit.start - _LONGEST_OTHER), hit.start)
        if other:
            found += _before(shadow, hit._replace(start=other.start()), ["other", *words])
        elif len(words) > 1:
            found += (*_before(shadow, hit, words), *_after(shadow, hit, words))
    if not found:
        return found
    taken = {offset for hit in named if hit.name.match != "in_context" for offset in range(hit.start, hit.end)}
    return [hit for hit in found if taken.isdisjoint(range(hit.start, hit.end))]


def _before(shadow: str, hit: Hit, words: list[str]) -> Iterator[Hit]:
    """The names before it in its list that lack its last words, from right to left."""
    start = hit.start
    while shadow.endswith(_JOINT_ENDS, 0, start) and (before := _WORDS_BEFORE.search(shadow, max(0, start - _LONGEST), start)):
        spans = [(before.start(part), before.end("one")) for part in ("two", "one") if before[part]]
        own = next(filter(None, (_named(hit, shadow[a:b], words, a, b) for a, b in spans)), None)
        if own is None:
            return
        yield own
        start = own.start


def _of(shadow: str, hit: Hit) -> Iterator[Hit]:
    """What is told of one name by several words: the "duration and severity of colds" are cold duration and cold severity."""
    if shadow.endswith(_OF_ENDS, 0, hit.start) and (before := _OF.search(shadow, max(0, hit.start - _LONGEST), hit.start)):
        whole = shadow[hit.start : hit.end]
        heads = list(re.finditer(r"(?!(?:and|or)\b)[\w-]+", before["heads"]))
        told = [concept("OUTCOME", f"{whole} {head.group()}") or concept("OUTCOME", f"{head.group()} of {whole}") for head in heads]
        if told[-1]:  # "use or absence of calcium" tells nothing of calcium
            yield from (
                Hit(name, before.start() + h.start(), before.start() + h.end()) for name, h in zip(told, heads, strict=True) if name
            )


def _named(hit: Hit, own: str, words: list[str], start: int, end: int) -> Hit | None:
    """A name of one's own words with the last words of another."""
    for tail in _tails(words):
        name = concept(hit.name.label, " ".join([own.rstrip("-"), *tail]))
        if name and name.concept_id != hit.name.concept_id:
            return Hit(name, start, end)
    return None


def _tails(words: list[str]) -> Iterator[list[str]]:
    """The last words of a name, the longest first; then less their last: a "cancer cell" counts for a cancer."""
    yield from (words[n:] for n in range(1, len(words)))
    yield from (words[n:-1] for n in range(1, len(words) - 1))


def _after(shadow: str, hit: Hit, words: list[str]) -> Iterator[Hit]:
    """The outcomes after it in its list that lack its first words."""
    end = hit.end
    while hit.name.label == "OUTCOME" and (after := _WORD_AFTER.match(shadow, end)):
        name = concept("OUTCOME", " ".join([*words[:-1], after["word"]]))
        if name is None or name.concept_id == hit.name.concept_id:
            return
        yield Hit(name, after.start("word"), after.end("word"))
        end = after.end()
