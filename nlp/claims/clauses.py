"""A sentence as the claim grammar sees it: clauses of items, each an argument (exposure or outcome), a cue, or a word between.

What can be both (a nutrient's blood level, its deficiency) stays open until a relation says on which side it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nlp.claims.arguments import Item

_BOUNDARY = frozenset({"boundary", "report", "whether", "stop"})


# never part clauses
_PLAIN = frozenset({
    "word", "determiner", "noun", "adjective", "adverb", "exposure", "outcome", "auxiliary", "hedge", "join", "number", "link", "negation",
})  # fmt: skip


_PARTING = frozenset({"but", "as", "(", "[", ")", "]"})  # may part them, whatever they are


@dataclass(slots=True)
class Clause:
    """Items between two boundaries; `opened_by` is the boundary before it."""

    items: list[Item] = field(default_factory=list)
    opened_by: str = ""
    inserted: bool = False  # stands in brackets


def clauses(items: Sequence[Item]) -> list[Clause]:
    """The clauses of a sentence's items in order, those in brackets after the one that they interrupt."""
    found, inserted = [Clause()], list[Clause]()
    depth = 0
    dashes = [i for i in items if i.kind == "stop" and i.text == "-"]
    opening, closing = (dashes[0], dashes[1]) if len(dashes) == 2 else (None, None)
    excepted = range(0)
    for n, item in enumerate(items):
        if not depth and _keeps_on(item) and n not in excepted:
            found[-1].items.append(item)
        elif n in excepted:
            inserted[-1].items.append(item)
        elif item.text == "but" and (closes := _exception(items, n)):
            inserted.append(Clause(opened_by="but", inserted=True))
            excepted = range(n + 1, closes)
        elif item is opening or item.text in "([":
            depth += 1
            inserted.append(Clause(opened_by="(", inserted=True))
        elif item is closing or item.text in ")]":
            depth = max(depth - 1, 0)
            if not depth and inserted and _names_what_acts(inserted[-1], found[-1]):
                found[-1].items += inserted.pop().items
        elif depth:
            inserted[-1].items.append(item)
        elif item.text == "but" and any(i.text in _ADDING for i in found[-1].items):
            found[-1].items.append(replace(item, kind="join"))
        elif item.kind in _BOUNDARY and (_aside(items, n) or _governed_whether(items, n)):
            found[-1].items.append(item)
        elif item.text == "as" and items[n + 1 : n + 2] and items[n + 1].text in ("it", "they"):
            found += [*inserted, Clause(opened_by="because")]
            inserted = []
        elif item.text == ":" and _announces_list(found[-1]):
            continue
        elif item.kind in _BOUNDARY:
            found += [*inserted, Clause(opened_by="whether" if item.kind == "whether" else item.text)]
            inserted = []
        elif _opens_participle(items, n):
            found += [*inserted, Clause(opened_by=",", items=[item])]
            inserted = []
        else:
            found[-1].items.append(item)
    return [clause for clause in (*found, *inserted) if clause.items or clause.opened_by == "?"]


def _keeps_on(item: Item) -> bool:
    """Whether an item can neither open, close nor part a clause."""
    return item.kind in _PLAIN or not (item.kind in _BOUNDARY or item.kind == "verb" or item.text in _PARTING)


def _exception(items: Sequence[Item], n: int) -> int | None:
    """Where an exception ends that a comma closes before the clause goes on: "E, but not C or A, was linked to"."""
    if n + 1 >= len(items) or items[n + 1].text != "not":
        return None
    end = next((m for m in range(n + 2, len(items)) if items[m].text == "," or items[m].kind in _STATING), None)
    if end is None or items[end].text != "," or end + 1 >= len(items):
        return None
    return end + 1 if items[end + 1].kind in _STATING else None


_STATING = frozenset({"verb", "motion", "weak", "auxiliary", "hedge", "link", "boundary", "stop"})
_ADDING = frozenset({"not only", "not just", "not merely", "not simply"})  # ... but also


def _aside(items: Sequence[Item], n: int) -> bool:
    """`Absorption, however, fell`: between commas the word parts nothing."""
    return items[n].text == "however" and 0 < n < len(items) - 1 and items[n - 1].text == items[n + 1].text == ","


_ANNOUNCING = frozenset({"such as", "including", "include", "includes", "for", "following", "of", "in"})


def _announces_list(clause: Clause) -> bool:
    """`may reduce the following outcomes: ...`, `benefits for: ...`: the clause goes on after the colon."""
    told = [i for i in clause.items if i.kind in ("verb", "link")]
    last = clause.items[-1] if clause.items else None
    if last is None or not told or any(i.argument and i.argument.outcome for i in clause.items):
        return False
    following = next((i for i in clause.items if i.text == "following"), None)
    if last.text.endswith("outcomes") and following is not None:
        last.kind, following.kind = "word", "determiner"
        return True
    return last.text in _ANNOUNCING


def _governed_whether(items: Sequence[Item], n: int) -> bool:
    """`made no difference to whether children had fevers`: what follows is the object."""
    return items[n].kind == "whether" and n > 0 and items[n - 1].kind == "link"


def _opens_participle(items: Sequence[Item], n: int) -> bool:
    """`..., enhancing bone density`: a participle after a comma goes on about what acts in the main clause."""
    return n > 0 and items[n].kind == "verb" and items[n].text.split(" ")[0].endswith("ing") and items[n - 1].text == ","


def _names_what_acts(inserted: Clause, clause: Clause) -> bool:
    """Whether brackets hold what the clause leaves out: "individual herbs (licorice, red clover) may ..."."""
    named = [i.argument for i in inserted.items if i.argument]
    told = any(i.argument and (i.argument.nutrients or i.argument.outcome) for i in clause.items)
    return bool(named) and not told and all(a.nutrients and a.outcome is None for a in named) and bool(clause.items)
