"""Changes told in tables: a row for each outcome, a cell for each arm; the head of the column or the words above say what changes."""

from collections.abc import Iterator
from itertools import takewhile
from typing import cast

from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.names import outcomes
from nlp.facts.effects.statistics import printed
from nlp.facts.words import alternatives, grammar, meanings
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER
from nlp.schema import EffectDirection, Measure

# A number that opens a cell, or follows another in it.
_CELL = grammar(
    rf"""(?: \| | ; | (?<= [a-z] ) [ ] ) [ ]? (?P<value> {NUMBER} ) (?: [ ]? (?: - | to ) [ ]? {NUMBER} )? [ ]?
    (?: (?P<percent> % ) (?: [ ]? (?= \| )
      | [ ] (?= for | overall | in | if | with | increase | decrease | higher | lower | \( ) )
      | (?: x | -? fold ) [ ]? (?= \| ) )"""
)
_CUES = meanings(__package__, "noun", "verb", "adjective")
_CUE = grammar(rf"\b (?P<cue> {alternatives(_CUES)} ) \b")


def in_table(page: Page, s: Sentence) -> Iterator[Estimate]:
    """The cells of a row that names an outcome, where its column's head, or without one the sentence above, tells of a change."""
    if s.kind != "table_cell" or not (cells := list(_CELL.finditer(page.shadow, s.start, s.end))):
        return
    if not outcomes(page, s.start, cells[0].start()):
        return
    for cell in cells:
        column = page.shadow.count("|", s.start, cell.start())
        if direction := _told_above(page, s, column):
            start, end = cell.start("value"), cell.start() + len(cell[0].rstrip(" *"))
            measure: Measure = "percent_change" if cell["percent"] else "fold_change"
            yield Estimate(start, end, start, measure, printed(cell["value"]), "percent" if cell["percent"] else None, direction)


def _told_above(page: Page, s: Sentence, column: int) -> EffectDirection | None:
    """Up or down, by the head of a column or, where the table has none, by the sentence above it."""
    rows = list(takewhile(lambda t: t.kind in ("table_cell", "boilerplate"), page.sentences[s.position :: -1]))
    head = next(row for row in reversed(rows) if row.kind == "table_cell")
    words = page.shadow[head.start : head.end]
    if _CELL.search(words):
        above = page.sentences[max(0, s.position - len(rows))]
        words = page.shadow[above.start : above.end]
    else:
        words = (words.split("|") + [""] * (column + 2))[column + 1]
    cues = list(_CUE.finditer(words))
    return cast(EffectDirection, _CUES[cues[-1]["cue"].lower()]) if cues else None
