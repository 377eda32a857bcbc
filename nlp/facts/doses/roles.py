"""The role of a dose, from the cue words around it."""

import re
from functools import cache
from typing import cast

from nlp.facts.cues import STRONG, Cue, cues, starred, strongest
from nlp.facts.doses.regimen import Regimen
from nlp.facts.words import meanings
from nlp.page import Page, Sentence
from nlp.quantity import Quantity
from nlp.schema import DoseRole

_HOLDERS = {"capsule", "tablet", "softgel", "pill", "gummy", "serving", "100 g", "100 ml", "cup", "bottle", "drop", "glass", "egg", "slice"}


_PARTS = ("table_cell", "list_item")  # lines that are read on from what stands above them
_NO_MORE = ("no", "n't", "never", "without", "avoid", "at most", "max")  # advice not to go above
_NEAR = 3  # sentences within which an amount without any cue has the role of the one before


@cache
def _opening() -> re.Pattern[str]:
    """A pattern for the words that make advice of a clause that they open: "Take 2,000 IU", "In short, take 2,000 IU"."""
    return re.compile(rf"(?: \A [\W\d]* | [,:;] \s ) (?: {starred(meanings(__package__, 'opening'))} ) \b", re.VERBOSE | re.IGNORECASE)


class Roles:
    """Tells the roles of the doses of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: tuple[int, DoseRole] | None = None  # position of the sentence of the last dose with a cue, and its role
        self._read: tuple[int, str, list[Cue]] = (-1, "", [])  # position, text and cues of the sentence at hand

    def of(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole:
        """What the amount is to the one who tells it: by its sentence, the heading, or the doses told before it."""
        told = self._by_sentence(sentence, amount, regimen)
        if told is None and self._last and (sentence.position - self._last[0] <= _NEAR or sentence.kind in _PARTS):
            told = self._last[1]
        if told is None and sentence.section:
            told = cast("DoseRole | None", strongest(cues(__package__, sentence.section), sentence.section, 0, len(sentence.section)))
        if told is not None:
            self._last = (sentence.position, told)
        return told or "other"

    def _by_sentence(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole | None:
        if regimen.per in _HOLDERS or (regimen.per or "").endswith((" g", " oz", " mL", " kcal", " cups")):
            return "content"
        if self._read[0] != sentence.position:
            text = self._page.shadow[sentence.start : sentence.end]
            self._read = (sentence.position, text, cues(__package__, text))
        _, text, found = self._read
        told = strongest(found, text, amount.start - sentence.start, amount.end - sentence.start)
        if amount.low is None and told in (None, "recommended"):
            words = self._page.shadow[amount.start : amount.end].lower()
            if words.startswith(_NO_MORE) or self._last == (sentence.position, "limit"):  # or shares the bound of the one before
                return "limit"
        if amount.high is None and told in (None, "recommended") and any(c.means == "limit" and c.strength == STRONG for c in found):
            return "limit"  # "too much ..., which would take doses in excess of 10,000 IU"
        if told in (None, "studied", "content") and _opening().search(text, 0, amount.start - sentence.start):
            return "recommended"
        return cast("DoseRole | None", told)
