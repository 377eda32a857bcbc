"""The role of a dose, by the weights of all that is told of it."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import cast

from nlp.facts import weighing
from nlp.facts.cues import cues
from nlp.facts.doses import clauses
from nlp.facts.doses.regimen import Regimen
from nlp.page import Page, Sentence
from nlp.quantity import Quantity, kind_of
from nlp.schema import Dose, DoseRole

_HOLDERS = {"capsule", "caplet", "tablet", "softgel", "pill", "gummy", "serving", "100 g", "100 ml", "cup", "bottle", "drop", "glass",
            "egg", "slice", "tablespoon", "teaspoon", "liter", "litre", "quart"}  # fmt: skip
_HELD = (" g", " oz", " mL", " kcal", " cups")  # endings of what a dose is per that make it what a food holds
_NEAR = 3  # sentences within which the role of the dose before tells something
_FEAST = 20  # cups, spoonfuls, servings: nobody would advise so much


class Roles:
    """Tells the roles of the doses of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def of(self, sentence: Sentence, amount: Quantity, regimen: Regimen, before: Dose | None) -> DoseRole:
        """What the amount is to the one who tells it; `before` is the dose told before it."""
        return cast(DoseRole, weighing.likeliest("doses", self.signs(sentence, amount, regimen, before)))

    def signs(self, sentence: Sentence, amount: Quantity, regimen: Regimen, before: Dose | None) -> Iterator[str]:
        """All that the role is weighed by."""
        yield from weighing.around(__package__, self._page, sentence, amount)
        yield from _of_amount(amount, regimen)
        for clause in clauses.said(self._page.shadow, sentence, amount):
            yield f"clause: {clause}"
            yield f"clause: {clause}, told {weighing.bounds(amount)}"
        yield from self._of_page(sentence, before)

    def _of_page(self, sentence: Sentence, before: Dose | None) -> Iterator[str]:
        """What the page speaks of, and what the dose before is."""
        yield f"page is of {self._usual}"
        if before:
            away = sentence.position - self._page.sentence_at(before.char_start).position
            yield f"{'beside' if away == 0 else 'after' if away <= _NEAR else 'long after'} one {before.role}"

    @cached_property
    def _usual(self) -> str | None:
        """The role that the words of the whole page speak for most."""
        counted: Counter[str] = Counter()
        for cue in cues(__package__, self._page.shadow):
            counted[cue.means] += round(cue.strength) * (cue.means != "limit")  # which is told of single amounts
        return counted.most_common(1)[0][0] if counted else None


def _of_amount(amount: Quantity, regimen: Regimen) -> Iterator[str]:
    """Its kind of unit, and how often it is taken."""
    kind = kind_of(amount.unit or "")
    yield f"in unit of {kind}"
    per = regimen.per or "no time"
    yield "per holder" if per in _HOLDERS or per.endswith(_HELD) else f"per {per}"
    if regimen.days_low or regimen.days_high:
        yield "for some time"
    if kind == "household" and (amount.low or amount.high or 0.0) >= _FEAST:
        yield "a feast"
