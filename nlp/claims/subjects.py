"""What acts on an outcome from before it: the exposures, the cues from them to it, and whether anything else could be meant."""

from collections.abc import Sequence
from dataclasses import replace

from nlp.claims.arguments import Item
from nlp.claims.chains import relates
from nlp.claims.groups import Group, Slot, new_subject
from nlp.claims.words import CUES, bystanders

FAR = 3  # words between the last cue and the exposure beyond which they hardly belong together


def subject_of(slots: Sequence[Slot], n: int) -> tuple[Group, list[Item]] | None:
    """The group that acts on the n-th argument from before it, and the cues between: the clause's first, or one that a new verb follows."""
    if n and (owner := slots[n - 1].group) and owner.anaphor is slots[n - 1].item and all(g.text == "to" for g in slots[n].gap):
        return owner, []  # its antioxidant effects
    best: int | None = None
    for m in range(n):
        group = slots[m].group
        if group is None:
            continue
        linking = any(g.text == "linking" for g in slots[m].gap)
        anew = best is not None and slots[best].group is not group and new_subject(slots, m)
        if (best is None and not group.governed) or linking or anew:
            best = m
    if best is None:
        return None
    group = slots[best].group
    while best + 1 < n and slots[best + 1].group is group:
        best += 1
    between = [g for s in slots[best + 1 : n + 1] for g in s.gap if g.kind in CUES]
    return (group, between) if group else None


def chain_after(slot: Slot, group: Group, between: Sequence[Item]) -> list[Item]:
    """The cues from a group to an outcome after it, those before the group with them where they announce what comes."""
    told = relates(slot.chain) or any(c.sign != "=" or c.kind not in ("noun", "adjective") for c in between)
    chain = slot.chain if told else _announced(group, slot.gap) + slot.chain
    if chain and chain[-1].kind == "use" and chain[-1].sign == "=" and slot.gap and slot.gap[-1].text == "for":
        return [*chain[:-1], replace(chain[-1], sign="good")]  # used as a supplement for
    return chain


def _announced(group: Group, gap: Sequence[Item]) -> list[Item]:
    """The cue before a group that joins it to what follows: "the association between D and falls", "the benefits of D for bones"."""
    apart = "word" if group.introduced and group.introduced[-1].text.endswith(" between") and any(g.text == "and" for g in gap) else ""
    joined = all(g.kind in _JOINING or g.kind == apart or (g.sign == "=" and g.kind in ("noun", "adjective")) for g in gap)
    cues = [c for c in group.introduced if c.kind in ("link", "use") or (c.kind == "noun" and c.sign != "=")]
    if cues and cues[-1].text.startswith(("risk factor", "cause")):
        return []  # risk factors for zinc deficiency include
    if cues and cues[-1].text.startswith(("association", "correlation")) and [g.text for g in gap[:1]] == ["with"]:
        joined = True  # the association of D with falls
    return cues if joined and cues and cues[-1].text.endswith((" of", " between", " for", " with", "benefits", "benefit")) else []


_JOINING = frozenset({"preposition", "join", "determiner", "adverb", "tail", "number"})


def is_near(slots: Sequence[Slot], n: int, group: Group) -> bool:
    """Whether few words stand between a group and an outcome that no cue joins: "garlic for cancer prevention"."""
    start = max(m for m in range(n) if slots[m].group is group)
    return sum(g.kind == "word" for s in slots[start + 1 : n + 1] for g in s.gap) <= FAR


def is_bare(slots: Sequence[Slot], n: int) -> bool:
    """Whether no word before the outcome or its cues could itself be what acts."""
    if n and _shares_subject(slots[n].gap):
        return is_bare(slots, 0)
    before: list[Item] = []
    for slot in slots[: n + 1]:
        for g, following in zip(slot.gap, [*slot.gap[1:], None], strict=False):
            beside = g.kind == "adjective" and following is not None and following.kind == "word"  # more hijab clothing may
            if g.kind in _CUING and not beside and (slot is slots[n] or slot.chain is slots[n].chain):
                return not any(b.kind == "word" and b.text not in bystanders() for b in before[-4:])
            before.append(g)
        if slot is not slots[n] and slot.chain is not slots[n].chain and slot.item.kind != "property":
            return False  # another outcome stands where what acts would
    return not any(b.kind == "word" and b.text not in bystanders() for b in before[-4:])


_CUING = frozenset({"verb", "link", "noun", "adjective", "weak", "use"})


def _shares_subject(gap: Sequence[Item]) -> bool:
    """Whether a verb is joined to the one before: "may raise LDL and has no effect on"."""
    after = next((g for g in gap if g.kind not in ("sign", "join", "adverb", "negation")), None)
    joined = any(g.kind == "join" for g in gap[:2])
    return joined and after is not None and after.kind in ("verb", "weak", "auxiliary", "hedge")
