"""Cues whose words stand apart or make a property of an outcome: "linked in many studies to", "pain-relieving effects"."""

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.arguments import Argument, Item
from nlp.claims.words import TURNS, Sign

_JOINED = frozenset({"associated", "linked", "correlated", "tied", "connected"})
_MADE = frozenset({"effect", "effects", "impact", "influence", "change", "changes", "alteration", "alterations"})
_OPENING = _JOINED | _MADE | {"difference", "differences"}
_HOW: dict[str, Sign] = {"inversely": "-", "negatively": "-", "protectively": "-", "positively": "+"}
_WITHIN = 7  # items between "linked" and its "to"

# what an outcome and a participle before them tell of: "its cholesterol-lowering effects"
_BORNE = frozenset({
    "effect", "effects", "property", "properties", "activity", "activities", "action", "actions", "power", "powers", "potential",
    "benefit", "benefits", "ability", "abilities", "capacity", "impact",
})  # fmt: skip


def phrased(items: list[Item]) -> list[Item]:
    """Items with such cues made one: a link for "linked ... to", a property for "pain-relieving effects"; the unchanged did not move."""
    found: list[Item] = []
    for n, item in enumerate(items):
        if item.text in _OPENING:
            found.append(_linked(items, n))
        elif item.text in ("it", "them") and _is_object(found, items[n + 1 : n + 2]):
            found.append(Item("outcome_anaphor", item.start, item.end, item.text, argument=Argument(outcome=item.text, refers_back=True)))
        elif item.kind == "unmoved":
            found += _unmoved(item, found, items[n + 1 : n + 3])
        elif item.kind in ("verb", "noun") and found and found[-1].kind == "outcome" and _is_joined(found[-1], item):
            found[-1:] = _turned(found[-1], item, items[n + 1 : n + 2])
        else:
            found.append(item)
    return found


def _linked(items: Sequence[Item], n: int) -> Item:
    """The word at `n` as a link, where what completes it follows."""
    item = items[n]
    if item.text in _MADE:
        return replace(item, kind="link", sign="~") if _was_seen(items[n + 1 : n + 6]) else item
    if item.text in _JOINED and _completed(items, n):
        return replace(item, kind="link", sign=_HOW.get(items[n - 1].text, "=") if n else "=")
    differ = item.text not in _JOINED and _between_groups(items[n + 1 : n + 9])
    return replace(item, kind="link", sign="~") if differ else item


_SEEN = frozenset({"seen", "found", "observed", "noted", "reported", "detected", "recorded", "evident", "shown", "demonstrated"})


def _was_seen(after: Sequence[Item]) -> bool:
    """`No effect was seen on falls`: what was found stands between an effect and what it is on."""
    at = next((n for n, i in enumerate(after) if i.text in ("on", "in", "for")), 0)
    told = [i for i in after[:at] if i.kind not in ("auxiliary", "adverb", "negation")]
    return len(told) == 1 and not _SEEN.isdisjoint(told[0].text.split(" "))


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


_STAYING = frozenset({"is", "are", "was", "were", "be", "been", "being", "remain", "remains", "remained", "stay", "stayed", "stays"})
_COUNTED = frozenset({
    "rate", "rates", "risk", "risks", "incidence", "level", "levels", "number", "odds", "prevalence", "frequency", "score", "scores",
    "severity", "likelihood", "concentrations",
})  # fmt: skip


def _unmoved(item: Item, before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """`Falls were similar in both groups` as "did not move", `had similar rates of falls` as "had no"; else a plain word."""
    led = next((i for i in reversed(before) if i.kind not in ("adverb", "determiner")), None)
    no = Item("negation", item.start, item.end, item.text)
    if led is not None and led.text in _STAYING and _speaks_of_outcome(before) and not _compares(after[:1]):
        led.kind = "auxiliary"
        return [no, Item("motion", item.start, item.end, item.text, sign="~")]
    if led is not None and led.kind == "weak" and any(i.text in _COUNTED for i in after):
        return [no]
    return [replace(item, kind="word")]


def _speaks_of_outcome(before: Sequence[Item]) -> bool:
    """Whether the first thing that a clause names is an outcome."""
    opened = next((n for n in range(len(before), 0, -1) if before[n - 1].kind in ("boundary", "stop", "report", "whether")), 0)
    first = next((i.argument for i in before[opened:] if i.argument is not None), None)
    return first is not None and first.outcome is not None


def _compares(after: Sequence[Item]) -> bool:
    """`Similar to those of`, `the same when it is given`: what it is like, or under what."""
    return any(i.text == "to" or i.kind == "conditional" for i in after)


def _is_object(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a pronoun is what an exposure changes, named before: "zinc raises absorption, tea lowers it by half"."""
    led = [i for i in before if i.kind not in ("auxiliary", "hedge", "adverb")][-2:]
    changed = len(led) == 2 and led[0].kind == "exposure" and led[1].kind == "verb" and led[1].sign in TURNS
    ends = not after or after[0].kind in ("sign", "stop", "join", "boundary", "adverb") or after[0].text in ("by", "in", "too")
    return changed and ends and any(i.kind == "outcome" for i in before)
