"""Who acts on what within a clause. The constructions, in the order tried:

- active: exposure, cues, outcome ("magnesium lowers the risk of stroke", "the effect of D on falls")
- passive: outcome, cues, exposure ("falls were reduced by D", "obesity is linked to low D", "fewer falls with D")
- intransitive: outcome, cues, the exposure before it or told elsewhere ("with more magnesium, the risk fell")
- fragment: cues and outcome alone; the context says what acts ("Faster reaction time" in a list on vitamin D)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp import lexicon
from nlp.claims import mixed
from nlp.claims.arguments import Item
from nlp.claims.chains import govern, relates
from nlp.claims.clauses import Clause
from nlp.claims.groups import Group, Slot, grouped, slots_of
from nlp.claims.objects import with_objects
from nlp.claims.passives import had_low, introduces, is_due, is_second, told_before
from nlp.claims.spurious import done_by_another, found_beside, no_object, of_symptoms, says_of_another, tells_content
from nlp.claims.subjects import FAR, chain_after, is_bare, is_near, subject_of
from nlp.claims.words import HEADS, TURNS, generic

Construction = Literal["active", "passive", "intransitive", "fragment", "label"]


@dataclass(slots=True)
class Reading:
    """One outcome of a clause with the chain of cues that governs it; `group` is null where the context must say what acts."""

    construction: Construction
    group: Group | None
    outcome: Item
    chain: list[Item]
    clause: Clause
    bare: bool = False  # nothing else in the clause could act
    denied_by: Item | None = None
    hedged: bool = False
    remote: bool = False  # what acts is named neither by the sentence nor by a label over it

    @property
    def negated(self) -> bool:
        return self.denied_by is not None


def readings(clause: Clause) -> tuple[list[Reading], list[Group]]:
    """The clause's readings in order, and its groups of exposures."""
    if not any(i.argument or i.kind in HEADS for i in clause.items):
        return [], []
    items = with_objects(clause.items)
    slots = slots_of(items)
    groups = grouped(slots)
    tail = items[items.index(slots[-1].item) + 1 :] if slots else []
    found = []
    govern(slots)
    for n, slot in enumerate(slots):
        if slot.group is None:
            following = slots[n + 1] if n + 1 < len(slots) else None
            if reading := _read(slots, n, following, tail, clause):
                found.append(reading)
    if unsettled := mixed.verdict(items):
        found += _mixed(slots, groups, unsettled, found, clause)
    return found, groups


def _mixed(slots: Sequence[Slot], groups: Sequence[Group], verdict: Item, found: Sequence[Reading], clause: Clause) -> list[Reading]:
    """The outcomes on which research came out both ways ("studies on iron and stroke are mixed"): those of which nothing else is told.

    Beside other readings they stand behind the verdict: "it did not relieve pain, and had mixed results in depression".
    """
    read = [r.outcome for r in found]
    acting: Sequence[Group | None] = groups or [None]
    return [
        Reading("active", group, slot.item, [verdict], clause, bare=group is None)
        for slot in slots
        if slot.group is None and slot.item.argument is not None and slot.item.argument.outcome and not slot.observed
        if slot.item not in read and (not read or slot.item.start > verdict.start)
        for group in acting
    ]


def _read(slots: Sequence[Slot], n: int, following: Slot | None, tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    argument = slot.item.argument
    if argument is None or argument.outcome is None:
        return None
    after = following.gap if following else list(tail)
    for construct in (_active, _passive, _intransitive, _fragment):
        if reading := construct(slots, n, after, tail, clause):
            return reading
    return None


def _active(slots: Sequence[Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    subject = subject_of(slots, n)
    if subject is None:
        return None
    group, between = subject
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    chain = chain_after(slot, group, between)
    leading = next((s for s in slots if s.chain is slot.chain and s.chain), slot)  # the first of a list
    if says_of_another(slots, next(m for m, s in enumerate(slots) if s is leading)) or of_symptoms(leading.gap):
        return None
    if _lists_effects(slots, n):
        return Reading("active", group, slot.item, [], clause)
    alone = not any(s.group is None and s.chain for s in slots[:n])
    if slot.observed and alone and slots[n - 1].group is group and _is_lower(slot.gap):
        lacking = [replace(i, argument=replace(i.argument, lack=True)) for i in group.items if i.argument]
        return Reading("active", replace(group, items=lacking), slot.item, [], clause)
    if slot.observed and group.lack and alone and _are_found(slot.gap, after, tail):
        return Reading("active", group, slot.item, [], clause)
    if tells_content(leading.gap) or slot.observed or done_by_another(slot.gap):
        return None
    if slots[n - 1].group is group and found_beside(slot.gap, group):
        return None
    if no_object(slot.gap) or any(c.text in _REVERSED for c in chain):
        return None
    if made := _made(slot, after):
        return Reading("active", group, slot.item, [made], clause)
    weak = any(c.kind in ("weak", "helper") for c in chain)
    acted = slot.item.argument is not None and not slot.item.argument.nutrients
    if any(g.text == "without" for g in slot.gap) and not relates(chain) and _is_unwanted(slot.item):
        return Reading("active", group, slot.item, chain, clause)  # "2,000 IU a day without fear of toxicity"
    measured = slot.item.argument is not None and slot.item.argument.measured
    if (
        relates(chain)
        or (measured and weak)
        or (own and (weak or chain or (not between and is_near(slots, n, group))))
        or _by_means(slot)
        or (group.lack and weak and acted)
    ):
        return Reading("active", group, slot.item, chain, clause)
    if weak and any(g.kind == "negation" for g in slot.gap):
        return Reading("active", group, slot.item, chain, clause)
    return None


_MAKING = frozenset({"make", "makes", "made", "making", "render", "renders"})
_KEEPING = frozenset({"keep", "keeps", "keeping", "kept"})
_HELD = {("under", "control"), ("in", "check"), ("at", "bay")}
_WELL = frozenset({"strong", "healthy", "regular", "normal", "sharp", "supple", "stable", "steady"})


def _is_unwanted(item: Item) -> bool:
    known = lexicon.outcomes().get(item.argument.outcome_id or "") if item.argument else None
    return known is not None and known.better_when == "lower"


def _made(slot: Slot, after: Sequence[Item]) -> Item | None:
    """The adjective of "made the cancer better", the verb of "keeps bones strong", "keeps sugar in check", if that stands there."""
    keeping = next((g for g in slot.gap[-3:] if g.text in _KEEPING), None)
    if keeping is not None and (slot.item.text.rsplit(" ", 1)[-1] in _WELL or (after and after[0].text in _WELL)):
        return replace(keeping, sign="good")
    if keeping is not None and tuple(g.text for g in after[:2]) in _HELD:
        return replace(keeping, sign="good")
    making = any(g.text in _MAKING for g in slot.gap[-3:])
    return after[0] if making and after and after[0].kind == "adjective" and after[0].sign in TURNS else None


def _is_lower(gap: Sequence[Item]) -> bool:
    """`Zinc levels are lower in people with lupus`"""
    told = [g for g in gap if g.kind not in ("adverb", "determiner")]
    return len(told) > 2 and told[0].kind == "auxiliary" and told[1].text in _LOWER and told[2].text in ("in", "among")


_LOWER = frozenset({"lower", "low", "reduced", "decreased", "diminished"})


def _are_found(gap: Sequence[Item], after: Sequence[Item], tail: Sequence[Item]) -> bool:
    """`Low zinc in patients with lupus`, `a lack of zinc is common in people with lupus`, where nothing more is said of it."""
    said = any(g.kind in ("verb", "link", "motion", "use", "negation") for g in [*gap, *after, *tail])
    return not said and any(g.text in ("in", "among") for g in gap)


def _by_means(slot: Slot) -> bool:
    """`lowers pressure via enzyme inhibition`: what it does to the one outcome is how it acts on the other."""
    argument = slot.item.argument
    deed = argument is not None and (argument.sign != "=" or slot.item.text.endswith(("activation", "induction", "stimulation")))
    return deed and any(g.text in ("via", "through") for g in slot.gap)


_REVERSED = frozenset({
    "due to", "dependent on", "depends on", "depend on", "relies on", "rely on", "caused by", "induced by", "result from", "resulted from",
    "results from", "stem from", "stems from", "required by", "needed by", "helped by", "prone to",
})  # fmt: skip


_SYMPTOMS = frozenset({"symptoms", "signs", "symptoms of", "signs of", "consequences", "complications"})
_LISTS = frozenset({"include", "includes", "are", "were"})


def _lists_effects(slots: Sequence[Slot], n: int) -> bool:
    """`signs of zinc deficiency include hair loss`, `side effects of iron are nausea and pain`: what is listed is brought about."""
    start = next((m for m in range(n + 1) if any(g.text in _LISTS for g in slots[m].gap)), None)
    if start is None or any(g.kind in ("verb", "link", "weak", "negation") for s in slots[: n + 1] for g in s.gap):
        return False
    told = any(g.text in _SYMPTOMS for s in slots[: start + 1] for g in s.gap)
    return told or any(_is_side_effects(s.item) for s in slots[:start])


def _is_side_effects(item: Item) -> bool:
    return item.argument is not None and item.argument.outcome_id == "adverse_effects"


_NEAR = 4  # words within which an adverse effect and what brings it about stand together
_ENSUING = frozenset({"with", "from", "after", "following", "to"})


def _is_adverse(item: Item) -> bool:
    known = lexicon.outcomes().get(item.argument.outcome_id or "") if item.argument else None
    return known is not None and known.category == "adverse_effect"


def _passive(slots: Sequence[Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    m = n + 1
    while m < len(slots) and slots[m].group is None and slots[m].chain is slot.chain:
        m += 1  # outcomes listed beside it share what comes after the list
    if m >= len(slots):
        return None
    group, gap = slots[m].group, slots[m].gap
    if group is None or says_of_another(slots, n):
        return None
    cues = told_before(slot, gap)
    if cues is None:
        return None
    if is_due(gap):
        return Reading("passive", group, slot.item, slot.chain, clause)
    far = FAR if not any(g.text in ("after", "following") for g in gap[-3:]) else 2 * FAR
    if cues and sum(g.kind == "word" for g in gap[gap.index(cues[-1]) :]) > far:
        return None
    if any(c.kind == "link" for c in cues):
        link = next(n for n, c in enumerate(cues) if c.kind == "link")
        if any(c.kind == "verb" for c in cues[:link]) or cues[link].text.startswith(("risk factor", "cause of", "causes of")):
            return None  # obesity is a risk factor for zinc deficiency
        told = any(c.sign in ("+", "-") for c in slot.chain) and any(c.kind == "link" and c.sign in ("good", "bad", "~") for c in cues)
        return Reading("passive", group, slot.item, ([] if told else cues) + slot.chain, clause)
    if any(g.text in ("than", "versus", "vs", "compared", "without") for g in gap):
        return None
    if group.lack and had_low(slot, gap):
        return Reading("passive", group, slot.item, [], clause)
    if slot.chain and slot.chain[-1].text.endswith(("linking", " between")) and is_second(gap):
        return Reading("passive", group, slot.item, slot.chain, clause)
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    if not introduces(slot, gap, group):
        return None
    if slot.observed and not any(c.kind == "weak" for c in cues):
        return None  # patients with arthritis were treated with D
    chain = [c for c in cues if c.kind != "weak"] + slot.chain
    if not chain and 0 < len(gap) <= _NEAR and gap[0].text in _ENSUING and _is_adverse(slot.item):
        return Reading("passive", group, slot.item, chain, clause)  # nausea after taking iron
    absent = any(g.kind == "negation" for g in slots[0].gap) and all(c.kind == "weak" or c.sign in ("=", "~") for c in chain)
    if relates(chain) or own or absent or any(c.kind == "motion" for c in cues):
        return Reading("passive", group, slot.item, chain, clause)
    return None


def _intransitive(slots: Sequence[Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    if relates(slot.chain):
        return None
    m = n + 1
    while m < len(slots) and slots[m].group is None and slots[m].chain is slot.chain:
        m += 1  # what is said of the last of a list is said of all
    following = slots[m] if m < len(slots) else None
    if m > n + 1:
        after = following.gap if following else tail
    cues = _predicate(after)
    if not cues:
        return None
    if following is not None and following.group is None and not any(g.kind in ("preposition", "sign", "join") for g in after):
        return None  # it has an object of its own
    chain = cues[:1] + slot.chain
    subject = subject_of(slots, n)
    group = subject[0] if subject else None
    if group is not None and slot.gap and slot.gap[-1].text == "for":
        return None  # rashes after green tea for weight loss were reported
    if group is not None and not group.anaphor and not group.lack and not any(g.text in _ADVERBIAL for g in group.introduced):
        return None
    return Reading("intransitive", group, slot.item, chain, clause, bare=is_bare(slots, n))


_ADVERBIAL = frozenset({
    "as", "with", "after", "following", "for", "in", "among", "on", "by", "using", "without", "eating", "taking", "drinking", "consuming",
    "getting", "receiving", "given",
})  # fmt: skip


_ALONE = re.compile(
    r".*ed$|(?:increas|decreas|drop|improv|worsen|doubl|deteriorat|heal|cut|shrink|shrank|chang)"
)  # verbs that need no object, and participles


def _predicate(after: Sequence[Item]) -> list[Item]:
    """The cue that an outcome is the subject of: "was significantly lower", "risk fell", "did not change"."""
    denied = False
    for g in list(after)[:5]:
        denied |= g.kind == "negation"
        if g.kind in ("verb", "motion", "adjective", "noun") and (g.sign in TURNS or (denied and g.sign == "~")):
            return [g] if g.kind != "verb" or _ALONE.match(g.text) else []
        if g.text == "," or g.kind == "join":
            return []
        if g.kind == "weak" and g.text.startswith("develop"):
            return [g]
        if g.kind == "word" and g.text not in generic():
            return []
    return []


def _fragment(slots: Sequence[Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    acts = any(s.group and not (m < n and s.group.governed) for m, s in enumerate(slots))
    if slot.observed:
        return None
    if n and not any(s.group for s in slots[:n]) and _is_side_effects(slots[0].item) and _lists_effects(slots, n):
        announced = next(g for s in slots for g in s.gap if g.text in _LISTS)
        return Reading("fragment", None, slot.item, [replace(announced, kind="verb", sign="+")], clause, bare=True)
    if not acts and any(g.kind == "negation" for g in slot.gap) and _is_adverse(slot.item):
        return Reading("fragment", None, slot.item, slot.chain, clause, bare=True)  # there were no side effects
    if not acts and (relates(slot.chain) or own):
        return Reading("fragment", None, slot.item, slot.chain, clause, bare=is_bare(slots, n))
    return None
