"""Cues whose words stand apart or make a property of an outcome: "linked in many studies to", "pain-relieving effects"."""

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.arguments import Item
from nlp.claims.words import Sign

_JOINED = frozenset({"associated", "linked", "correlated", "tied", "connected"})
_OPENING = _JOINED | {"difference", "differences"}
_HOW: dict[str, Sign] = {"inversely": "-", "negatively": "-", "protectively": "-", "positively": "+"}
_WITHIN = 7  # items between "linked" and its "to"

# what an outcome and a participle before them tell of: "its cholesterol-lowering effects"
_BORNE = frozenset({
    "effect", "effects", "property", "properties", "activity", "activities", "action", "actions", "power", "powers", "potential",
    "benefit", "benefits", "ability", "abilities", "capacity", "impact",
})  # fmt: skip


def phrased(items: list[Item]) -> list[Item]:
    """Items with such cues made one: a link for "linked ... to", a property for "pain-relieving effects"."""
    found: list[Item] = []
    for n, item in enumerate(items):
        if item.kind == "word":
            found.append(_linked(items, n) if item.text in _OPENING else item)
        elif item.kind in ("verb", "noun") and found and found[-1].kind == "outcome" and _is_joined(found[-1], item):
            found[-1:] = _turned(found[-1], item, items[n + 1 : n + 2])
        else:
            found.append(item)
    return found


def _linked(items: Sequence[Item], n: int) -> Item:
    """The word at `n` as a link, where what completes it follows."""
    item = items[n]
    if item.text in _JOINED and _completed(items, n):
        return replace(item, kind="link", sign=_HOW.get(items[n - 1].text, "=") if n else "=")
    differ = item.text not in _JOINED and _between_groups(items[n + 1 : n + 9])
    return replace(item, kind="link", sign="~") if differ else item


def _between_groups(after: Sequence[Item]) -> bool:
    """`no differences were found between the groups in`: those who were given something and those who were not."""
    at = next((n for n, i in enumerate(after) if i.text == "between"), None)
    if at is None or any(i.argument is not None and not i.argument.anaphor for i in after[:at]):
        return False
    groups = next((i for i in after[at + 1 :] if i.kind not in ("determiner", "anaphor", "adjective")), None)
    return groups is not None and groups.text in ("groups", "arms")


def _completed(items: Sequence[Item], n: int) -> bool:
    """Whether the `with` or `to` of a link comes before anything else that could act or be acted on."""
    for item in items[n + 1 : n + 1 + _WITHIN]:
        if item.text in ("with", "to"):
            return True
        if item.argument is not None or item.kind in ("verb", "negation", "boundary", "stop", "report"):
            return False
    return False


def _is_joined(outcome: Item, verb: Item) -> bool:
    """Whether a participle stands right after an outcome that it changes: `pain-relieving`."""
    if outcome.argument is None or outcome.argument.sign != "=" or verb.start - outcome.end > 1:
        return False
    return verb.text.endswith("ing") and verb.sign in ("+", "-", "good")


_DRUGS = frozenset({"drug", "drugs", "medication", "medications", "medicine", "medicines", "agent", "agents", "therapy", "pills"})


def _turned(outcome: Item, verb: Item, after: Sequence[Item]) -> list[Item]:
    """An outcome and the participle at its end as a property of what bears it, or as the words that tell a sort of drug."""
    following = after[0].text if after else ""
    if following in _DRUGS:
        return [replace(outcome, kind="word", end=verb.end, argument=None)]
    if following not in _BORNE or outcome.argument is None:
        return [outcome, verb]
    sign: Sign = "+" if verb.sign == "good" else verb.sign
    return [Item("property", outcome.start, verb.end, outcome.text, argument=replace(outcome.argument, nutrients=(), sign=sign))]
