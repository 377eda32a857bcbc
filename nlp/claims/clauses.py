"""A sentence as the claim grammar sees it: clauses of items, each an argument (exposure or outcome), a cue, or a word between.

What can be both (a nutrient's blood level, its deficiency) stays open until a relation says on which side it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from nlp.claims.arguments import Item
from nlp.claims.composing import composed
from nlp.claims.items import items as items_of
from nlp.claims.words import Token
from nlp.page import Page

_BOUNDARY = frozenset({"boundary", "report", "whether", "stop"})


@dataclass(slots=True)
class Clause:
    """Items between two boundaries; `opened_by` is the boundary before it."""

    items: list[Item] = field(default_factory=list)
    opened_by: str = ""
    inserted: bool = False  # stands in brackets


def clauses(page: Page, start: int, end: int, tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of [start, end) in order, those in brackets after the one that they interrupt."""
    items = composed(items_of(page, start, end, tokens))
    found, inserted = [Clause()], []
    depth = 0
    dashes = [i for i in items if i.kind == "stop" and i.text == "-"]
    opening, closing = (dashes[0], dashes[1]) if len(dashes) == 2 else (None, None)
    for item in items:
        if item is opening or item.text in "([":
            depth += 1
            inserted.append(Clause(opened_by="(", inserted=True))
        elif item is closing or item.text in ")]":
            depth = max(depth - 1, 0)
        elif depth:
            inserted[-1].items.append(item)
        elif item.kind in _BOUNDARY:
            found += [*inserted, Clause(opened_by=item.text)]
            inserted = []
        else:
            found[-1].items.append(item)
    return [clause for clause in (*found, *inserted) if clause.items or clause.opened_by == "?"]
