"""The role of a dose, by the weights of all that is told of it."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import cast

from nlp.facts import weighing
from nlp.facts.cues import Cue, cues
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
        page = self._page
        text, start, end = page.shadow[sentence.start : sentence.end], amount.start - sentence.start, amount.end - sentence.start
        yield from _of_amount(page.shadow, amount, regimen)
        for clause in clauses.said(page.shadow, sentence, amount):
            yield f"clause: {clause}"
            yield f"clause: {clause}, told {weighing.bounds(amount)}"
        yield from weighing.around(page.shadow, sentence, amount.start, amount.end)
        yield from weighing.of_cues(_cues(text), text, start, end)
        yield from weighing.of_lines_above(__package__, page, sentence)
        yield from self._of_page(sentence, before)

    def _of_page(self, sentence: Sentence, before: Dose | None) -> Iterator[str]:
        """What the page speaks of, and what the dose before is."""
        yield f"is {sentence.kind}"
        yield f"page is of {self._usual}"
        if before:
            away = sentence.position - self._page.sentence_at(before.char_start).position
            yield f"{'beside' if away == 0 else 'after' if away <= _NEAR else 'long after'} one {before.role}"
        for label in ("OUTCOME", "POPULATION"):
            if self._page.mentions_in(sentence.start, sentence.end, label):
                yield f"tells {label.lower()}"

    @cached_property
    def _usual(self) -> str | None:
        """The role that the words of the whole page speak for most."""
        counted: Counter[str] = Counter()
        for cue in cues(__package__, self._page.shadow):
            counted[cue.means] += round(cue.strength) * (cue.means != "limit")  # which is told of single amounts
        return counted.most_common(1)[0][0] if counted else None


@lru_cache(maxsize=64)
def _cues(text: str) -> list[Cue]:
    return cues(__package__, text)


def _of_amount(shadow: str, amount: Quantity, regimen: Regimen) -> Iterator[str]:
    """Its bounds, its unit, and how often it is taken."""
    kind = kind_of(amount.unit or "")
    yield "any"
    yield f"told {weighing.bounds(amount)}"
    yield from (f"said {word}" for word in weighing.words(shadow[amount.start : amount.end]))
    yield f"in {amount.unit}"
    yield f"in unit of {kind}"
    per = regimen.per or "no time"
    yield "per holder" if per in _HOLDERS or per.endswith(_HELD) else f"per {per}"
    if regimen.days_low or regimen.days_high:
        yield "for some time"
    if kind == "household" and (amount.low or amount.high or 0.0) >= _FEAST:
        yield "a feast"
