"""What stands between an outcome and what acts on it from behind: "fell in women given", "is linked to", "may be due to"."""

from collections.abc import Sequence
from itertools import pairwise

from nlp.claims.arguments import Item
from nlp.claims.chains import SICK, governing, relates
from nlp.claims.groups import Group, Slot
from nlp.claims.spurious import WHERE

_TO_EXPOSURE = frozenset({
    "between",
    "by", "with", "after", "from", "in", "among", "through", "following", "using", "taking", "receiving", "given", "if", "when", "who",
    "consuming", "getting", "eating", "having", "via", "during", "containing", "assigned", "drinking",
})  # fmt: skip


def _is_led_to(gap: Sequence[Item]) -> bool:
    """Whether words lead to the exposure, which then is not the verb's object."""
    return any(g.text.rsplit(" ", 1)[-1] in _TO_EXPOSURE for g in gap)


def _told_of_outcome(gap: Sequence[Item]) -> list[Item] | None:
    """The cues of a gap before an exposure, less a change of the exposure itself; None where that is all ("had a rise in zinc")."""
    cues = governing(gap)
    if not cues or cues[-1].kind != "noun" or cues[-1].sign == "=":
        return cues
    after = gap[gap.index(cues[-1]) + 1 :]
    if all(g.text in ("in", "of") or g.kind == "determiner" for g in after):
        return cues[:-1] if relates(cues[:-1]) else None
    return cues


def _is_predicate(adjective: Item, gap: Sequence[Item]) -> bool:
    """`was lower with`, but not the `increasing` of "were given increasing doses of"."""
    following = next((g for g in gap if g.start >= adjective.end), None)
    return following is None or following.kind in _AFTER_PREDICATE


_AFTER_PREDICATE = frozenset({"preposition", "together_between", "together_before", "sign", "link", "auxiliary", "conditional"})

_HAVING = frozenset({"had", "have", "has", "having"})


def had_low(slot: Slot, gap: Sequence[Item]) -> bool:
    """`Patients with lupus tend to have lower zinc`, `lupus patients had low zinc`: the lack goes with what the people have."""
    told = [g for g in gap if g.kind not in ("hedge", "adverb", "auxiliary", "determiner") or g.text in _HAVING]
    patients = bool(told) and told[0].text in SICK
    if not (patients or slot.observed) or any(g.kind in ("link", "verb", "motion", "negation", "boundary") for g in told):
        return False
    words = [g for g in told[patients:] if g.text not in ("to", "do", "of") and g.kind not in ("noun", "apart")]
    return bool(words) and words[0].text in _HAVING and len(words) < 4


def is_second(gap: Sequence[Item]) -> bool:
    """Whether a gap only joins: "the association between falls and the intake of zinc"."""
    return any(g.text == "and" for g in gap) and all(g.kind in ("join", "determiner", "tail") or g.text == "of" for g in gap)


_BESIDE_DUE = frozenset({"determiner", "adjective", "hedge", "auxiliary", "adverb"})  # may be partly due to

_UNITS = frozenset({"mg", "mcg", "ug", "iu", "g", "grams", "milligrams", "micrograms", "units", "daily", "of", "a", "day"})


def _of_amount(item: Item) -> bool:
    """Whether an item tells how much: "with daily supplements of at least 4 mg of"."""
    return item.kind in ("number", "exempt", "tail", "determiner") or item.text in _UNITS


def told_before(slot: Slot, gap: Sequence[Item]) -> list[Item] | None:
    """The cues of the gap that are told of the outcome before it; None where what follows is not told to act on it."""
    cues = _told_of_outcome(gap)
    if cues is None:
        return None
    acted = any(c.kind == "verb" and not c.may_be("adjective") and not c.may_be("noun") for c in slot.chain)
    if acted and gap and gap[0].text in WHERE - {"with"}:
        return None  # helps the body to fight colds in zinc deficiency
    if relates(slot.chain) and not any(g.kind == "auxiliary" for g in gap):
        cues = [c for c in cues if c.kind != "verb" or not c.text.endswith("ed")]  # a rise in density in treated patients with
    conditional = any(g.kind == "conditional" for g in gap)  # are not enhanced when people increase their protein
    if cues and cues[-1].kind == "verb" and not conditional and not _is_led_to(gap[max(gap.index(cues[-1]) - 1, 0) :]):
        return None  # weight loss in women boosts vitamin D
    cues = [c for c in cues if c.kind != "adjective" or _is_predicate(c, gap)]
    if sum(g.text == "," for g in (gap[: gap.index(cues[0])] if cues else gap)) % 2:
        return None  # two commas only enclose an aside
    return cues


def is_due(gap: Sequence[Item]) -> bool:
    """`may be partly due to`"""
    return [g.text for g in gap if g.kind not in _BESIDE_DUE] == ["due to"]


_NAMING = frozenset({"called", "named", "known", "as"})


def introduces(slot: Slot, gap: Sequence[Item], group: Group) -> bool:
    """Whether a gap leads from an outcome to what acts: by its last words, or because what follows lacks."""
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    if any(a.text == "for" and b.text in ("every", "each") for a, b in pairwise(gap)):
        return True  # 16% more risk for every milligram of
    leading = [g for g in gap if not _of_amount(g)][-4:]
    introduced = any(g.text.rsplit(" ", 1)[-1] in _TO_EXPOSURE for g in leading) or (own and any(g.text == "of" for g in gap))
    named = slot.item.kind == "property" and all(g.text in _NAMING for g in gap)  # an antioxidant called lutein
    return introduced or named or any(i.argument and i.argument.lack for i in group.items)
