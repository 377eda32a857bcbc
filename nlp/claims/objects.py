"""Outcomes that no lexicon names: the direct object of a verb, a part of the body, what a list leaves to its last head word."""

import re
from collections.abc import Sequence

from nlp.claims import words
from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.words import HEADS, generic, never_outcomes


def with_objects(items: list[Item]) -> list[Item]:
    """Items with the direct objects of verbs made outcomes where no known outcome stands there: "inhibits aldose reductase".

    The object follows its verb at once and ends with its phrase; in a list it may stand beside other objects.
    """
    found: list[Item] = []
    governed = False  # a verb has come, and since then only its objects
    headed: Item | None = None  # a verb or link that may govern a part of the body
    i = 0
    while i < len(items):
        item = items[i]
        if headed and item.text in words.organs() and _stands_alone(items[i + 1 : i + 2]):
            found.append(_organ(item, headed))
            i += 1
            continue
        run = _run(items, i) if governed else []
        following = items[i + len(run)] if i + len(run) < len(items) else None
        named = None
        if run and (following is None or following.kind in _ENDS_OBJECT):
            named = _shared_head(run, items[i + len(run) :]) or (_open(run) if _nameable(run) else None)
        if named:
            found.append(named)
            i += len(run)
            continue
        if (item.kind == "verb" and item.sign in ("+", "-")) or (item.kind == "link" and item.text.endswith(" against")):
            governed = True
        elif item.kind not in _WITHIN_OBJECT and item.text != "of":
            governed = False
        if item.kind in HEADS:
            headed = item
        elif item.kind not in ("determiner", "join", "sign"):
            headed = None
        found.append(item)
        i += 1
    return found


_WITHIN_OBJECT = frozenset({"determiner", "join", "sign", "outcome", "property", "open", "noun", "adjective", "adverb", "number"})


def _stands_alone(after: Sequence[Item]) -> bool:
    """Whether a part of the body is itself the object: not in "the heart muscle", nor in "the skin from sun damage"."""
    return not after or (after[0].kind != "word" and after[0].text not in ("from", "against"))


def _organ(item: Item, head: Item) -> Item:
    """`protects the heart` speaks of heart health, `damages the liver` of liver damage."""
    health, damage = words.organs()[item.text]
    harmed = head.kind == "verb" and head.sign == "bad" and bool(damage)
    name = damage if harmed else health
    argument = Argument(outcome=name, outcome_id=outcome_id(name), harmed=harmed)
    return Item("outcome", item.start, item.end, name, argument=argument)


def _shared_head(run: Sequence[Item], after: Sequence[Item]) -> Item | None:
    """`breast, colon and prostate cancer`: the last word of the list's last name is meant of each."""
    listed = next((i for i in after if i.kind not in ("word", "sign", "join")), None)
    if listed is None or listed.kind != "outcome" or after[0].kind not in ("sign", "join"):
        return None
    text = f"{' '.join(w.text for w in run)} {listed.text.split(' ')[-1]}"
    known = outcome_id(text)
    return Item("outcome", run[0].start, run[-1].end, text, argument=Argument(outcome=text, outcome_id=known)) if known else None


_ENDS_OBJECT = frozenset({"sign", "join", "preposition"})


def _run(items: Sequence[Item], i: int) -> list[Item]:
    run: list[Item] = []
    while i < len(items) and items[i].kind == "word" and len(run) < 5:
        run.append(items[i])
        i += 1
    return run


# osteocalcin, lipolysis, il6
_TECHNICAL = re.compile(r"(?:ase|ine?|sis|itis|[ae]mia|uria|oma|pathy|genesis|cytes?|lysis|[a-z]\d|\d[a-z]?)s?$")


def _nameable(run: Sequence[Item]) -> bool:
    last = run[-1].text
    if last in never_outcomes() or (last in generic() and all(w.text in generic() for w in run)):
        return False
    if len(run) == 1 and not _TECHNICAL.search(last):
        return False
    return len(run) < 4 and len(last) > 3 and not last.endswith("ly")


def _open(run: Sequence[Item]) -> Item:
    text = " ".join(w.text for w in run)
    return Item("open", run[0].start, run[-1].end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))
