"""What a number in a text is weighed by: the words and cues around it, and the lines above it. A sign is there or not, and has a name.

Studies are weighed by the words around them (`beside`) and by signs of their own.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from nlp.facts.cues import STRONG, WEAK, Cue, crossed, cues, heaviest, weighed
from nlp.page import Page, Sentence
from nlp.quantity import Quantity

_TOKEN = re.compile(r"[a-z][a-z']*|\d[\d,.]*|[%$|:;?()<>=/+-]|≥|≤|±")
_NEAR = 12  # words on either side that are told apart from those of the rest of the sentence
_NEXT = 3  # words on either side whose place is told
_BESIDE, _BY = 15, 60  # characters up to which a cue stands beside a number, or by it
_UP = {"list_item": 12, "table_cell": 60}  # lines that are read on from what stands above them, and how far up
_LEVELS = (2, 4, 6, 8)  # what the cues of a role come to


def around(package: str, page: Page, sentence: Sentence, number: Quantity) -> Iterator[str]:
    """What any number of a sentence is weighed by; `package` is the finder's, whose words.tsv holds its cues."""
    text, start, end = page.shadow[sentence.start : sentence.end], number.start - sentence.start, number.end - sentence.start
    yield from ("any", f"told {bounds(number)}", f"in {number.unit}", f"is {sentence.kind}")
    yield from (f"said {word}" for word in words(text[start:end]))
    yield from (f"tells {label.lower()}" for label in ("OUTCOME", "POPULATION") if page.mentions_in(sentence.start, sentence.end, label))
    yield from beside(text, start, end)
    yield from _of_cues(_cues(package, text), text, start, end)
    yield from _of_lines_above(package, page, sentence)


def bounds(quantity: Quantity) -> str:
    """Which of its bounds a number tells."""
    if quantity.low is None:
        return "below"
    if quantity.high is None:
        return "above"
    return "exactly" if quantity.low == quantity.high else "as range"


def beside(text: str, start: int, end: int) -> Iterator[str]:
    """The words around [start, end): which, on which side, and the place of the nearest."""
    before, after = words(text[:start])[::-1], words(text[end:])
    for side, told in (("left", before), ("right", after)):
        yield from (f"{side}: {word}" for word in told[:_NEAR])
        yield from (f"{side} {n}: {word}" for n, word in enumerate(told[:_NEXT]))
    yield from (f"word: {word}" for word in before + after)


def words(text: str) -> list[str]:
    """The words and signs of a text in lower case, all numbers as one."""
    return ["#" if word[0].isdigit() else word for word in _TOKEN.findall(text.lower())]


def _of_cues(found: Sequence[Cue], text: str, start: int, end: int) -> Iterator[str]:
    """The cues of a sentence: what each means, where it stands, and what those of one meaning come to."""
    for cue in found:
        side = "left" if cue.start < start else "right"
        gap = max(cue.start - end, start - cue.end, 0)
        near = "beside" if gap <= _BESIDE else "by" if gap < _BY else "far"
        other = ", in another clause" if crossed(cue, text, start, end) else ""
        strength = "strong" if cue.strength == STRONG else "weak" if cue.strength == WEAK else "plain"
        yield from (f"cue of {cue.means}: {said}" for said in (side, strength, f"{side} {near}{other}"))
    worth: dict[str, float] = {}
    for means, weight in weighed(found, text, start, end):
        worth[means] = max(weight, worth.get(means, 0.0))
    yield from (f"cues of {means} come to {level}" for means, weight in worth.items() for level in _LEVELS if weight >= level)
    first, *others = sorted(worth, key=lambda means: -worth[means]) or ["none"]
    yield f"most for {first}"
    yield from (f"most for {first}, then {other}" for other in others[:1])


def _of_lines_above(package: str, page: Page, sentence: Sentence) -> Iterator[str]:
    """The line that a list follows upon, the heading, and the sentence before, by their words and by what their cues mean."""
    before = page.sentences[sentence.position - 1] if sentence.position else None
    above = {"heading": sentence.section, "lead-in": _lead_in(page, sentence), "before": before and page.shadow[before.start : before.end]}
    for name, text in above.items():
        if text:
            yield from (f"{name}: {word}" for word in words(text))
            yield f"{name} is of {_meant(package, text)}"


def _lead_in(page: Page, sentence: Sentence) -> str | None:
    """The line that a list follows upon ("Participants took either:"), the first row of a table."""
    if sentence.kind not in _UP:
        return None
    first = page.first_alike(sentence, _UP[sentence.kind])
    above = first if sentence.kind == "table_cell" else page.sentences[max(first.position - 1, 0)]
    text = page.shadow[above.start : above.end]
    if above.position == sentence.position or above.kind == "heading":
        return None
    return text if sentence.kind == "table_cell" or text.rstrip(" *").endswith(":") else None


def _meant(package: str, text: str) -> str | None:
    return heaviest(weighed(_cues(package, text), text, 0, len(text)))


@lru_cache(maxsize=256)
def _cues(package: str, text: str) -> Sequence[Cue]:
    """Each sentence is asked about for every number that it tells, and for those of the next."""
    return cues(package, text)
