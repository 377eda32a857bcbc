"""What becomes of a drug as an outcome: "reduces the effectiveness of warfarin", "raises serum levels of some antibiotics"."""

import re
from collections.abc import Sequence
from functools import cache

from nlp.claims import words
from nlp.claims.arguments import Argument, Item, outcome_id

_HEADS = frozenset({
    "effectiveness", "efficacy", "effect", "effects", "activity", "action", "actions", "absorption", "levels", "level", "concentration",
    "concentrations", "metabolism", "clearance", "bioavailability", "disposition", "potency", "elimination", "breakdown",
})  # fmt: skip
_OPENING = _HEADS | {f"{head} of" for head in _HEADS}
OF_DRUGS = _OPENING | {"effective"}  # words without one of which nothing is told of a drug
_QUALIFYING = frozenset({"determiner", "adjective", "adverb", "number"})
_LONGEST = 3  # words of a drug's name


def with_drugs(items: list[Item]) -> list[Item]:
    """Items with what drugs do made outcomes, one for each drug of a list."""
    items = _effective(items)
    found: list[Item] = []
    n = 0
    while n < len(items):
        head = _head(items, n)
        drugs, end = _named(items, head[1]) if head else ([], n)
        if head and drugs:
            found += [item for at, drug in enumerate(drugs) for item in _listed(items[n], drug, head[0], at)]
            n = end
        else:
            found.append(items[n])
            n += 1
    return found


def _effective(items: list[Item]) -> list[Item]:
    """Items with the pills of "makes birth control pills less effective" as their effectiveness."""
    at = next((n for n, i in enumerate(items[:-1]) if i.text in ("less", "more") and items[n + 1].text == "effective"), 0)
    start = at
    while start and (items[start - 1].kind in ("word", "tail") or items[start - 1].text == "control") and at - start < _LONGEST:
        start -= 1
    made = start and any(i.text in _MADE for i in items[max(start - 3, 0) : start])
    if not made or not _is_drug(items[start:at]):
        return items
    text = f"{' '.join(w.text for w in items[start:at])} effectiveness"
    outcome = Item("outcome", items[start].start, items[at - 1].end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))
    return [*items[:start], outcome, *items[at:]]


_MADE = frozenset({"make", "makes", "made", "making", "render", "renders"})


def _head(items: Sequence[Item], n: int) -> tuple[str, int] | None:
    """The noun at `n` that tells what a drug does, and where the drug's name begins."""
    if items[n].text not in _OPENING or items[n].argument is not None:
        return None
    word, _, of = items[n].text.rpartition(" ") if items[n].text.endswith(" of") else (items[n].text, "", "")
    after = n + 1
    if not of:
        if after >= len(items) or items[after].text != "of":
            return None
        after += 1
    while after < len(items) and (items[after].kind in _QUALIFYING or _is_sort(items, after)):
        after += 1
    return word, after


def _named(items: Sequence[Item], start: int) -> tuple[list[list[Item]], int]:
    """The drugs listed from `start`, each as its words, and where the list ends."""
    drugs: list[list[Item]] = []
    run: list[Item] = []
    end = n = start
    for n, item in enumerate(items[start:], start):
        if item.kind == "word" and len(run) < _LONGEST:
            run.append(item)
        elif item.kind in ("join", "sign") or item.text in ("including", "such as", "like"):
            if run and not _is_drug(run):
                break
            drugs += [run] if run else []
            run, end = [], n
        else:
            break
    else:
        n += 1
    if run and _is_drug(run):
        drugs.append(run)
        end = n
    return drugs, end


def _is_sort(items: Sequence[Item], at: int) -> bool:
    """`anticancer drugs`: a property that tells which drugs."""
    return items[at].kind == "property" and _is_drug(items[at + 1 : at + 2])


def _is_drug(run: Sequence[Item]) -> bool:
    return bool(run) and bool(_drug().search(run[-1].text))


@cache
def _drug() -> re.Pattern[str]:
    """Matches the last word of a drug's name."""
    endings = [row["part"] for row in words.rows("drugs") if row["kind"] == "ending"]
    whole = [row["part"] for row in words.rows("drugs") if row["kind"] == "word"]
    return re.compile(rf"(?:\w\w(?:{'|'.join(endings)})|^(?:{'|'.join(whole)}))$")


def _listed(head: Item, drug: Sequence[Item], noun: str, at: int) -> list[Item]:
    """The outcome of one drug, after a comma where it is not the first."""
    text = f"{' '.join(w.text for w in drug)} {noun}"
    start = drug[0].start if at else head.start
    outcome = Item("outcome", start, drug[-1].end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))
    return [outcome] if not at else [Item("sign", start, start, ","), Item("join", start, start, "and"), outcome]
