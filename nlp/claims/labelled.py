"""Lists under a label, as herb monographs and leaflets have them: "Purported uses: Allergies; Inflammation", "Side effects: nausea"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.clauses import Clause
from nlp.claims.context import Section
from nlp.claims.relations import Reading
from nlp.claims.words import Sign, generic

_SIGN: dict[Section, Sign] = {"uses": "good", "benefits": "good", "harms": "+", "deficiency": "+"}


def cases(found: Sequence[Clause]) -> list[Clause]:
    """The clauses that name what happened before telling in whom: "Nausea and headache: In one study"."""
    return [
        clause
        for clause, following in pairwise(found)
        if following.opened_by == ":" and any(i.argument and i.argument.outcome for i in clause.items) and not _acts(clause)
    ]


def _acts(clause: Clause) -> bool:
    return any((i.argument and i.argument.nutrients) or i.kind == "verb" for i in clause.items)


def listed(found: list[Clause], section: Section) -> Iterator[Reading]:
    """A reading for each item of a labelled list: what it is used for, or what it brings about."""
    if section not in _SIGN:
        return
    told = cases(found) if section == "harms" else []
    for clause, following in zip(found, [*found[1:], None], strict=True):
        if clause.inserted or (clause not in told if told else following is not None and following.opened_by == ":"):
            continue  # a label within the list, or an aside
        if any(i.kind in ("verb", "auxiliary", "pronoun", "weak") for i in clause.items):
            continue
        turn: list[Item] = []
        for item in _with_names(clause.items):
            if item.kind in ("sign", "join"):
                turn = []
            elif item.kind in ("adjective", "noun") and item.sign in ("+", "-"):
                turn = [item]
            elif item.argument is not None and item.argument.outcome is not None:
                label = Item("use" if section == "uses" else "link", item.start, item.start, section, sign=_SIGN[section])
                yield Reading(
                    "label", None, item, [label, *([] if section in ("uses", "benefits") else turn)], clause, hedged=section == "uses"
                )


def _with_names(items: list[Item]) -> Iterator[Item]:
    """Items with runs of plain words, which a list holds where no lexicon knows the name, made outcomes."""
    i = 0
    while i < len(items):
        run: list[Item] = []
        while i < len(items) and items[i].kind == "word" and len(run) < 4:
            run.append(items[i])
            i += 1
        following = items[i] if i < len(items) else None
        if (
            run
            and run[-1].text not in generic()
            and len(run[-1].text) > 3
            and (following is None or following.kind in ("sign", "join", "preposition"))
        ):
            text = " ".join(w.text for w in run)
            yield Item("open", run[0].start, run[-1].end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))
        elif following is not None:
            yield following
            i += 1
