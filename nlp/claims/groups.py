"""What acts in a clause: exposures named side by side as one group, taken together or each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nlp import lexicon
from nlp.claims.arguments import KINDS, Item

_GROUP_GAP = frozenset({
    "join", "determiner", "adverb", "sign", "together_between", "together_before", "apart", "number", "tail", "process",
})  # fmt: skip


_TAKING = frozenset({"with", "of", "eating", "taking", "drinking", "consuming"})  # taking fish oil or eating fish


@dataclass(slots=True)
class Group:
    """Exposures named side by side. `together`: taken as one combination, not each by itself."""

    items: list[Item]
    introduced: list[Item] = field(default_factory=list)  # what stands between the last argument and the group
    together: bool = False
    governed: bool = False  # the object of a verb rather than what acts
    alternative: bool = False  # one or the other

    @property
    def lack(self) -> bool:
        """Of the first named; a deficiency named last is that of all ("iron, zinc or folate deficiency")."""
        first = self.items[0].argument
        return (first is not None and first.lack) or self._deficient

    @property
    def _deficient(self) -> bool:
        last = self.items[-1]
        return last.kind == "outcome" and last.argument is not None and last.argument.lack

    @property
    def nutrients(self) -> tuple[str, ...]:
        lack, deficient = self.lack, self._deficient
        named = (i.argument for i in self.items if i.argument and (deficient or i.argument.lack == lack))
        return tuple(dict.fromkeys(n for a in named for n in a.nutrients if n))

    @property
    def anaphor(self) -> Item | None:
        return next((i for i in self.items if i.argument and i.argument.anaphor), None)


@dataclass(slots=True)
class Slot:
    """An argument of the clause and the items between it and the one before."""

    item: Item
    gap: list[Item]
    group: Group | None = None  # set for exposures
    chain: list[Item] = field(default_factory=list)  # set for outcomes
    observed: bool = False  # the outcome says who was looked at ("in patients with diabetes")


def slots_of(items: Sequence[Item]) -> list[Slot]:
    """The arguments of a clause in order, each with what stands before it."""
    slots: list[Slot] = []
    gap: list[Item] = []
    for item in items:
        if item.argument is None or (item.argument.anaphor and not _stands_alone(item, gap)):
            gap.append(item)
        else:
            slots.append(Slot(item, gap))
            gap = []
    return slots


def _stands_alone(item: Item, gap: Sequence[Item]) -> bool:
    """Whether a pronoun may speak of an exposure: `to help it` hardly does."""
    return (
        item.text not in ("they", "their", "its", "it")
        or not gap
        or gap[-1].kind not in ("preposition",)
        or bool(item.argument and item.argument.lack)
    )


def _acts(slots: Sequence[Slot], n: int) -> bool:
    """Whether the n-th argument acts in its clause.

    What could also be acted on (a level, a deficiency) acts where nothing before it does and something else is acted on.
    """
    argument = slots[n].item.argument
    if argument is None or not (argument.nutrients or argument.anaphor):
        return False
    if argument.outcome is None:
        return True
    if argument.lack and n and _only_acts(slots[n - 1]) and all(g.kind in ("join", "sign") for g in slots[n].gap):
        return True  # iron, zinc or folate deficiency
    if any(_only_acts(s) for s in slots[:n]) and not any(g.text == "linking" for g in slots[n].gap):
        return False
    others = [s.item.argument for s in slots if s.item.argument and s.item.argument is not argument]
    if any(a.outcome is not None and not a.nutrients for a in others):
        return True
    return n == 0 and not any(_only_acts(s) for s in slots[n + 1 :]) and any(a.outcome is not None for a in others)


def _only_acts(slot: Slot) -> bool:
    return slot.item.argument is not None and slot.item.argument.outcome is None


def grouped(slots: Sequence[Slot]) -> list[Group]:
    """The groups of exposures in order; each slot that acts is told its group."""
    groups: list[Group] = []
    for n, slot in enumerate(slots):
        if not _acts(slots, n):
            continue
        before = slots[n - 1].group if n else None
        if before is not None and before.items[-1] is slots[n - 1].item and _names_kind(slot):
            slot.group = before
        elif before is not None and ((_is_beside(slot.gap) and not _led_by(before, slots, n)) or _shares(slots[n - 1], slot)):
            slot.group = before
            added = any(g.may_be("together_between") or g.text == "supplementation with" for g in slot.gap)
            if not _apposition(slot) and not (before.alternative and added):  # D or D plus calcium
                before.items.append(slot.item)
            before.together |= added
            before.alternative |= any(g.text == "or" or g.text in _GIVING or g.kind == "link" for g in slot.gap)
        elif before is not None and [g.text for g in slot.gap if g.text != ","] in (["such as"], ["including"]):
            before.items = [slot.item]  # plants such as garlic
            slot.group = before
        else:
            together = (_is_led_together(slot.gap) or _is_taken_with(slot.gap)) and not any(g.kind == "apart" for g in slot.gap[-3:])
            slot.group = Group([slot.item], slot.gap, together, _governed(slots, n))
            groups.append(slot.group)
    for before_slot, slot in pairwise(slots):
        owner = before_slot.group
        if owner and slot.group is not owner and any(g.may_be("together_after") for g in slot.gap[:4]):
            owner.together = True
    for group in groups:
        group.together |= _are_partners(group, slots)
        group.together &= len(set(group.nutrients)) > 1 and not group.alternative
    return groups


def _is_led_together(gap: Sequence[Item]) -> bool:
    return any(g.may_be("together_before") for g in gap[-4:])


def _is_taken_with(gap: Sequence[Item]) -> bool:
    """`When taken with vitamin C, vitamin E may`: the first is told as the company of the second."""
    return any(g.kind == "conditional" for g in gap) and any(g.may_be("together_between") and " " in g.text for g in gap[-2:])


# Named side by side these are taken together in 36 of 42 annotated sentences; of other pairs only in one of three.
_PARTNERS = ({"calcium", "vitamin_d"}, {"calcium", "vitamin_d3"}, {"vitamin_d3", "vitamin_k2"})
_EACH = frozenset({"are", "were", "both", "each"})  # tell what each of two does


def _are_partners(group: Group, slots: Sequence[Slot]) -> bool:
    """`Calcium and vitamin D reduce fractures`: two that are given together, though no word says so."""
    if len(group.items) != 2 or group.lack or set(group.nutrients) not in _PARTNERS:
        return False
    beside = next((s.gap for s in slots if s.item is group.items[1]), ())
    after = next((s.gap for s in slots if s.item.start > group.items[1].end), ())
    return [g.text for g in beside] in (["and"], ["&"]) and not any(g.text in _EACH for g in after[:1])


def _led_by(before: Group, slots: Sequence[Slot], n: int) -> bool:
    """Whether the group before only leads to what acts: "in the absence of calcium, vitamin D raises"."""
    leading = before.items == [slots[0].item] and bool(before.introduced) and before.introduced[0].kind == "preposition"
    return leading and [g.text for g in slots[n].gap] == [","] and new_subject(slots, n)


def _is_beside(gap: Sequence[Item]) -> bool:
    """Whether the exposures on both sides of a gap are named side by side."""
    return (
        all(g.kind in _GROUP_GAP or g.text in _TAKING or g.may_be("together_between") for g in gap)
        or _lists_unknown(gap)
        or _exemplifies(gap)
    )


def _lists_unknown(gap: Sequence[Item]) -> bool:
    """Whether exposures are listed with others between them that no lexicon names: "ginger, rosemary, and turmeric"."""
    parts = [n for n, g in enumerate(gap) if g.kind == "join" or g.text == ","]
    words = [n for n, g in enumerate(gap) if g.kind == "word"]
    if not parts or not words or any(g.kind not in ("word", "join", "sign", "determiner") for g in gap):
        return False
    return parts[0] == 0 and parts[-1] > words[-1] and len(words) <= 2 * len(parts)


def _exemplifies(gap: Sequence[Item]) -> bool:
    """`vitamin A and its analogs such as beta-carotene`."""
    return len(gap) > 1 and gap[-1].text == "such as" and gap[0].kind == "join" and all(g.kind in ("determiner", "word") for g in gap[1:-1])


def _shares(before: Slot, slot: Slot) -> bool:
    """Whether what is said of one exposure is said of the other, though neither is listed beside the other."""
    return _equals(slot.gap) or _gives_member(before, slot)


def _equals(gap: Sequence[Item]) -> bool:
    """`D2 is as effective as D3`: what is said is said of both."""
    told = any(g.text in ("as effective as", "as potent as", "as good as") for g in gap)
    return told and all(g.kind in ("auxiliary", "adverb", "link", "determiner") for g in gap)


_GIVING = frozenset({"such as", "including", "like", "especially", "particularly", "namely"})


def _gives_member(before: Slot, slot: Slot) -> bool:
    """`tree nuts such as walnuts`: the second is one of the first, and both are meant."""
    if not any(g.text in _GIVING for g in slot.gap) or not all(g.text in _GIVING or g.kind in ("sign", "determiner") for g in slot.gap):
        return False
    whole = before.item.argument.nutrients[:1] if before.item.argument else ()
    member = slot.item.argument.nutrients[:1] if slot.item.argument else ()
    return any(w in KINDS for w in whole) or any(w in lexicon.lineage(m) for w in whole for m in member)


_IS = frozenset({"is", "are", "was"})
_ARTICLES = frozenset({"a", "an", "the", "one"})


def _names_kind(slot: Slot) -> bool:
    """`L-tyrosine is an amino acid`, `turmeric, a bright yellow spice`: the second name says what the first is."""
    if not slot.gap or (slot.gap[0].text not in _IS and slot.gap[0].text != ","):
        return False
    rest = slot.gap[1:]
    told = any(g.text in _ARTICLES for g in rest[:2]) and len(rest) < 6
    return told and all(g.kind in ("determiner", "adverb", "word", "adjective", "number") or g.text == "of" for g in rest)


def _apposition(slot: Slot) -> bool:
    """`quercetin, a flavonoid`: the second name says what the first is."""
    return bool(slot.gap) and slot.gap[-1].text in ("a", "an") and any(g.text == "," for g in slot.gap)


_VERBAL = frozenset({"verb", "motion", "weak", "link", "auxiliary", "hedge", "helper", "use"})


def _governed(slots: Sequence[Slot], m: int) -> bool:
    """Whether the group is the object of a verb before it rather than what acts: the zinc of "carry zinc to the liver".

    So is what an outcome is linked to: the zinc of "colds are linked to low zinc and high lead".
    """
    gap = slots[m].gap
    if any(g.kind == "conditional" for g in gap) and all(g.sign == "+" for g in gap if g.kind == "verb"):
        return False  # if people raise their intake of zinc, colds
    linked = m > 0 and slots[m - 1].group is None and any(g.kind == "link" and g.text.endswith((" to", " with")) for g in gap)
    return (linked or any(g.kind == "verb" for g in gap)) and not new_subject(slots, m)


def new_subject(slots: Sequence[Slot], m: int) -> bool:
    """`A raises X and B lowers Y`, `studies show B lowers Y`: a verb follows B at once."""
    after = slots[m + 1].gap if m + 1 < len(slots) else []
    heads = [g for g in after if g.kind in _VERBAL]
    if not heads or any(g.kind in ("join", "sign", "preposition", "noun") for g in after[: after.index(heads[0])]):
        return False
    return after.index(heads[0]) < 3 and bool(slots[m].gap) and (slots[m].gap[-1].kind != "preposition" or _begins(slots[m].gap))


_AMOUNTS = frozenset({"of", "amount", "amounts", "large", "small", "doses", "dose", "quantities"})


def _begins(gap: Sequence[Item]) -> bool:
    """Whether a group begins after a comma with how it is taken: ", consumption of large amounts of green tea can"."""
    rest = list(gap)
    while rest and (rest[-1].text in _AMOUNTS or rest[-1].kind in ("tail", "determiner", "adjective", "number")):
        rest.pop()
    return bool(rest) and rest[-1].text == "," and any(g.kind == "tail" for g in gap[len(rest) :])
