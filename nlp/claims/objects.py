"""Outcomes that no lexicon names: the direct object of a verb, a part of the body, what a list leaves to its last head word."""

import re
from collections.abc import Sequence

from nlp.claims import words
from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.words import HEADS, TURNS, generic, never_outcomes


def with_objects(items: list[Item]) -> list[Item]:
    """Items with the direct objects of verbs made outcomes where no known outcome stands there: "inhibits aldose reductase".

    The object follows its verb at once and ends with its phrase; in a list it may stand beside other objects.
    """
    kinds = {item.kind for item in items}
    if "outcome" in kinds:
        items = _with_shared_heads(items)
    if kinds.isdisjoint(_GOVERNING):
        return items
    found: list[Item] = []
    governed = False  # a verb has come, and since then only its objects
    headed: Item | None = None  # a verb or link that may govern a part of the body
    read = 0  # items taken
    for i, item in enumerate(items):
        if i < read:
            continue
        if headed and item.text in words.organs() and _stands_alone(items[i + 1 : i + 2]):
            found.append(_organ(item, headed))
            continue
        if governed and (told := _object(items, i, found)):
            named, read = told
            found.append(named)
            continue
        if item.kind in _GOVERNING and _governs(item, items[i + 1 : i + 2]):
            governed = True
        elif governed and item.kind not in _WITHIN_OBJECT and item.text not in ("of", "in", "against"):
            governed = False
        if item.kind in HEADS:
            headed = item
        elif headed and item.kind not in ("determiner", "join", "sign"):
            headed = None
        found.append(item)
    return found


def _object(items: Sequence[Item], i: int, before: Sequence[Item]) -> tuple[Item, int] | None:
    """The outcome that a name at `i` tells of which no lexicon has, and where it ends."""
    run = _run(items, i)
    if not run:
        return None
    after = items[i + len(run) : i + len(run) + 2]
    following = after[0] if after else None
    if following is not None and following.kind not in _ENDS_OBJECT and not _turns(after):
        return None
    if not (_nameable(run) or _amid_outcomes(before, run, following)):
        return None
    named = _open(run, following)
    return named, i + len(run) + (named.end > run[-1].end)


def _governs(item: Item, after: Sequence[Item]) -> bool:
    """Whether what an item acts on follows it: a verb, "active against", "inhibition of"."""
    if item.kind == "verb":
        return item.sign != "="
    if item.kind == "noun" and item.sign in TURNS:
        return item.text.endswith((" of", " in")) or any(i.text in ("of", "in") for i in after)
    if item.kind == "property":
        return any(i.text in ("in", "against") for i in after)
    return (item.kind == "link" and item.text.endswith((" against", " on"))) or item.text == "via"


_GOVERNING = frozenset({"verb", "noun", "property", "link", "preposition"})
_WITHIN_OBJECT = frozenset({"determiner", "join", "sign", "outcome", "property", "open", "noun", "adjective", "adverb", "number"})


def _stands_alone(after: Sequence[Item]) -> bool:
    """Whether a part of the body is itself the object: not in "the heart muscle", "the skin from sun damage", "the gut absorb iron"."""
    return not after or (after[0].kind not in ("word", "noun", "outcome") and after[0].text not in ("from", "against", "to"))


def _organ(item: Item, head: Item) -> Item:
    """`protects the heart` speaks of heart health, `damages the liver` of liver damage."""
    health, damage = words.organs()[item.text]
    harmed = head.kind == "verb" and head.sign == "bad" and bool(damage)
    name = damage if harmed else health
    argument = Argument(outcome=name, outcome_id=outcome_id(name), harmed=harmed)
    return Item("outcome", item.start, item.end, name, argument=argument)


def _with_shared_heads(items: list[Item]) -> list[Item]:
    """Items with the names of a list made whole where its last word is meant of each: "breast, colon and prostate cancer"."""
    found: list[Item] = []
    for item in items:
        if item.kind == "outcome" and found and found[-1].kind == "word" and (named := _headed(found[-1:], item, whole=True)):
            found.pop()  # lung cancers
            named.end = item.end
            item = named
        at = len(found)
        while item.kind == "outcome" and (chunk := _listed_before(found, at)):
            at, end = chunk
            if named := _headed(found[at:end], item):
                found[at:end] = [named]
            elif found[at].kind != "outcome":
                break  # leukemia, bladder and breast cancer: what has a name of its own keeps it
        found.append(item)
    return found


def _listed_before(items: Sequence[Item], at: int) -> tuple[int, int] | None:
    """The bounds of what stands before the comma or `and` that ends at `at`: an outcome, or up to three words."""
    end = at
    while end and (items[end - 1].kind == "join" or items[end - 1].text == ","):
        end -= 1
    start = end - 1
    if end == at or start < 0 or items[start].kind not in ("word", "outcome"):
        return None
    while items[start].kind == "word" and start and end - start < 3 and items[start - 1].kind == "word":
        start -= 1
    return start, end


def _headed(chunk: Sequence[Item], last: Item, whole: bool = False) -> Item | None:
    """An item of a list with the head of the list's last name, or with that whole name, if an outcome goes by it."""
    words = last.text.split(" ")
    for n in range(0 if whole else 1, 1 if whole else len(words)):
        text = f"{' '.join(i.text for i in chunk)} {' '.join(words[n:])}"
        if known := outcome_id(text) or outcome_id(text.removesuffix("s")):
            return Item("outcome", chunk[0].start, chunk[-1].end, text, argument=Argument(outcome=text, outcome_id=known))
    return None


_ENDS_OBJECT = frozenset({"sign", "join", "preposition"})


def _run(items: Sequence[Item], i: int) -> list[Item]:
    run: list[Item] = []
    while i < len(items) and len(run) < 6 and _continues(run[-1:], items[i]):
        run.append(items[i])
        i += 1
    return run


def _continues(last: Sequence[Item], item: Item) -> bool:
    """Whether an item begins a name or goes on with it: the `levels` of "mmp9 levels", the `4` of "glut 4"."""
    if item.kind == "word":
        return item.text not in ("said", "says")
    if item.kind == "number":
        return bool(last) and len(last[0].text) <= _SYMBOL
    return bool(last) and (item.kind == "process" or (item.kind == "noun" and item.sign == "="))


_SYMBOL = 4  # letters of a gene's symbol before its number


# osteocalcin, lipolysis, il6
_TECHNICAL = re.compile(r"(?:ase|ine?|sis|itis|[ae]mia|uria|oma|pathy|genesis|cytes?|lysis|[a-z]\d|\d[a-z]?)s?$")


def _amid_outcomes(before: Sequence[Item], run: Sequence[Item], following: Item | None) -> bool:
    """Whether a plain word is one of a list of outcomes: the burns of "treats wounds, burns and ulcers"."""
    if len(before) < 2 or before[-2].kind not in ("outcome", "open") or len(run) > 1 or run[0].text in generic():
        return False
    inner = before[-1].text == "," and following is not None and following.kind in ("sign", "join")
    return (inner or (before[-1].kind == "join" and following is None)) and not run[0].text.endswith(("ed", "ing", "ly"))


def _nameable(run: Sequence[Item]) -> bool:
    last = run[-1].text
    if last in never_outcomes() or (last in generic() and all(w.text in generic() for w in run)):
        return False
    technical = bool(_TECHNICAL.search(last))
    if not technical and (len(run) == 1 or last not in words.heads()):
        return False
    if len(run) == 1 and last in words.organs():
        return False
    return len(run) < 4 and len(last) > 3 and not last.endswith("ly")


def _turns(after: Sequence[Item]) -> bool:
    """Whether the noun after an object tells what becomes of it ("parp cleavage inhibition") and ends the phrase."""
    return after[0].kind == "noun" and after[0].sign in ("+", "-") and (len(after) == 1 or after[1].kind in _ENDS_OBJECT)


def _open(run: Sequence[Item], following: Item | None) -> Item:
    text = " ".join(w.text for w in run)
    turn = following if following is not None and following.kind == "noun" else None
    argument = Argument(outcome=text, outcome_id=outcome_id(text), sign=turn.sign if turn else "=")
    return Item("open", run[0].start, (turn or run[-1]).end, text, argument=argument)
