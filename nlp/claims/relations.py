"""Who acts on what within a clause: groups of exposures, the chain of cues that governs each outcome, and the way it acts.

A chain is read from the exposure towards the outcome, so that "prevents the decline in bone density" turns twice. The
constructions, in the order tried:

- active: exposure, cues, outcome ("magnesium lowers the risk of stroke", "the effect of D on falls")
- passive: outcome, cues, exposure ("falls were reduced by D", "obesity is linked to low D", "fewer falls with D")
- intransitive: outcome, cues, the exposure before it or told elsewhere ("with more magnesium, the risk fell")
- fragment: cues and outcome alone; the context says what acts ("Faster reaction time" in a list on vitamin D)
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import Literal

from nlp.claims.arguments import Argument, Item, outcome_id
from nlp.claims.clauses import Clause
from nlp.claims import words
from nlp.claims.words import Sign, bystanders, generic, never_outcomes

Construction = Literal["active", "passive", "intransitive", "fragment", "label"]

_HEADS = frozenset({"verb", "link"})
_CUES = frozenset({"verb", "motion", "link", "use", "helper", "weak", "noun", "adjective"})
_TURNS = frozenset({"+", "-", "good", "bad"})
_GROUP_GAP = frozenset({
    "join", "determiner", "adverb", "sign", "together_between", "together_before", "apart", "number", "tail", "process",
})  # fmt: skip
_TO_EXPOSURE = frozenset({
    "by", "with", "after", "from", "in", "among", "through", "following", "using", "taking", "receiving", "given", "if", "when", "who",
    "for", "on", "consuming", "getting", "eating", "having", "via", "during", "of", "to", "containing",
})  # fmt: skip


@dataclass(slots=True)
class Group:
    """Exposures named side by side. `together`: taken as one combination, not each by itself."""

    items: list[Item]
    introduced: list[Item] = field(default_factory=list)  # what stands between the last argument and the group
    together: bool = False
    governed: bool = False  # the object of a verb rather than what acts

    @property
    def lack(self) -> bool:
        """Of the first named; a deficiency named last is that of all ("iron, zinc or folate deficiency")."""
        return any(i.argument.lack for i in self.items[:1] if i.argument) or self._deficient

    @property
    def _deficient(self) -> bool:
        last = self.items[-1]
        return last.kind == "outcome" and last.argument is not None and last.argument.lack

    @property
    def nutrients(self) -> tuple[str, ...]:
        lack = self.lack
        named = (i.argument for i in self.items if i.argument and (self._deficient or i.argument.lack == lack))
        return tuple(dict.fromkeys(n for a in named for n in a.nutrients if n))

    @property
    def anaphor(self) -> Item | None:
        return next((i for i in self.items if i.argument and i.argument.anaphor), None)


@dataclass(slots=True)
class Reading:
    """One outcome of a clause with the chain of cues that governs it; `group` is null where the context must say what acts."""

    construction: Construction
    group: Group | None
    outcome: Item
    chain: list[Item]
    clause: Clause
    bare: bool = False  # nothing else in the clause could act
    negated: bool = False
    hedged: bool = False


@dataclass(slots=True)
class _Slot:
    """An argument of the clause and the items between it and the one before."""

    item: Item
    gap: list[Item]
    group: Group | None = None  # set for exposures
    chain: list[Item] = field(default_factory=list)  # set for outcomes
    observed: bool = False  # the outcome says who was looked at ("in patients with diabetes")


def readings(clause: Clause) -> tuple[list[Reading], list[Group]]:
    """The clause's readings in order, and its groups of exposures."""
    items = _with_open_outcomes(clause.items)
    slots = _slots(items)
    groups = _grouped(slots)
    tail = items[items.index(slots[-1].item) + 1 :] if slots else []
    found = []
    _chain(slots)
    for n, slot in enumerate(slots):
        if slot.group is None:
            following = slots[n + 1] if n + 1 < len(slots) else None
            if reading := _read(slots, n, following, tail, clause):
                found.append(reading)
    return found, groups


# --- roles ---------------------------------------------------------------------------------------------------------------


def _slots(items: Sequence[Item]) -> list[_Slot]:
    slots: list[_Slot] = []
    gap: list[Item] = []
    for item in items:
        if item.argument is None or (item.argument.anaphor and not _stands_alone(item, gap)):
            gap.append(item)
        else:
            slots.append(_Slot(item, gap))
            gap = []
    return slots


def _stands_alone(item: Item, gap: Sequence[Item]) -> bool:
    """Whether a pronoun may speak of an exposure: `to help it` hardly does."""
    return (
        item.text not in ("this", "they", "their", "its", "it")
        or not gap
        or gap[-1].kind not in ("preposition",)
        or bool(item.argument and item.argument.lack)
    )


def _acts(slots: Sequence[_Slot], n: int) -> bool:
    """Whether the n-th argument acts in its clause. What could also be the outcome acts where nothing before it does and something else is acted on."""
    argument = slots[n].item.argument
    if argument is None or not (argument.nutrients or argument.anaphor):
        return False
    if argument.outcome is None:
        return True
    if any(s.item.argument and s.item.argument.outcome is None for s in slots[:n]):
        return False
    others = [s.item.argument for s in slots if s.item.argument and s.item.argument is not argument]
    pure_exposure_after = any(s.item.argument and s.item.argument.outcome is None and s.item.argument.nutrients for s in slots[n + 1 :])
    pure_outcome = any(a.outcome is not None and not a.nutrients for a in others)
    if pure_outcome and not (
        pure_exposure_after and not argument.lack and n == 0 and not any(a.outcome and not a.nutrients for a in others)
    ):
        return True
    return not pure_exposure_after and n == 0 and any(a.outcome is not None for a in others)


def _grouped(slots: list[_Slot]) -> list[Group]:
    groups: list[Group] = []
    last: _Slot | None = None
    for n, slot in enumerate(slots):
        if _acts(slots, n):
            joins = (
                last is not None
                and last.group is not None
                and all(g.kind in _GROUP_GAP or g.text in ("with", "of") for g in slot.gap)
            )
            if joins and last is not None and last.group is not None:
                slot.group = last.group
                if not _apposition(slot):
                    slot.group.items.append(slot.item)
                slot.group.together |= any(g.kind == "together_between" or g.may_be("together_between") for g in slot.gap)
            else:
                slot.group = Group([slot.item], slot.gap)
                slot.group.together = any(g.may_be("together_before") for g in slot.gap[-4:])
                if any(g.kind == "apart" for g in slot.gap[-3:]):
                    slot.group.together = False
                groups.append(slot.group)
        last = slot
    for n, slot in enumerate(slots[1:], 1):
        owner = slots[n - 1].group
        if owner and slot.group is not owner and any(g.may_be("together_after") for g in slot.gap[:4]):
            owner.together = True
    for n, slot in enumerate(slots):
        if slot.group and slot.group.items[0] is slot.item:
            slot.group.governed = _governed(slots, n)
    for group in groups:
        group.together &= len(set(group.nutrients)) > 1
    return groups


def _apposition(slot: _Slot) -> bool:
    """`quercetin, a flavonoid`: the second name says what the first is."""
    return bool(slot.gap) and slot.gap[-1].text in ("a", "an") and any(g.text == "," for g in slot.gap)


# --- outcomes that no lexicon names --------------------------------------------------------------------------------------------


def _with_open_outcomes(items: list[Item]) -> list[Item]:
    """Items with the direct objects of verbs made outcomes where no known outcome stands there: "inhibits aldose reductase".

    The object follows its verb at once and ends with its phrase; in a list it may stand beside other objects.
    """
    found: list[Item] = []
    governed = False  # a verb has come, and since then only its objects
    headed: Item | None = None  # a verb or link that may govern a part of the body
    i = 0
    while i < len(items):
        item = items[i]
        if headed and item.text in words.organs() and (i + 1 == len(items) or (items[i + 1].kind != "word" and items[i + 1].text not in ("from", "against"))):
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
        if (item.kind == "verb" and item.sign in ("+", "-")):
            governed = True
        elif item.kind not in ("determiner", "join", "sign", "outcome", "property", "open", "noun", "adjective", "adverb", "number") and item.text != "of":
            governed = False
        if item.kind in _HEADS:
            headed = item
        elif item.kind not in ("determiner", "join", "sign"):
            headed = None
        found.append(item)
        i += 1
    return found


def _organ(item: Item, head: Item) -> Item:
    """`protects the heart` speaks of heart health, `damages the liver` of liver damage."""
    health, damage = words.organs()[item.text]
    harmed = head.kind == "verb" and head.sign == "bad" and bool(damage)
    name = damage if harmed else health
    argument = Argument(outcome=name, outcome_id=outcome_id(name), harmed=harmed)
    return Item("outcome", item.start, item.end, name, argument=argument)


def _shared_head(run: Sequence[Item], after: Sequence[Item]) -> Item | None:
    """`breast, colon and prostate cancer`: the last word of the list's last name is meant of each."""
    listed = next((i for i in after if i.kind not in ("word", "sign", "join")), None) if after and after[0].kind in ("sign", "join") else None
    if listed is None or listed.kind != "outcome":
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


_TECHNICAL = re.compile(r"(?:ase|ine?|sis|itis|[ae]mia|uria|oma|pathy|genesis|cytes?|lysis|[a-z]\d|\d[a-z]?)s?$")  # osteocalcin, lipolysis, il6


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


# --- chains --------------------------------------------------------------------------------------------------------------


def _chain(slots: Sequence[_Slot]) -> None:
    """Gives every outcome the cues that govern it; an outcome listed beside another shares those that its own do not replace."""
    last: _Slot | None = None
    first: list[Item] = []  # the chain that a list began with
    for slot in slots:
        if slot.group is None:
            own = _governing(slot.gap)
            slot.observed = _of_people(slot.gap) or (last is not None and last.observed and _is_listed(slot.gap))
            if last is not None and last.group is None and _is_person(last, slot):
                helped = last.chain
                slot.chain = helped + own
                for other in slots:
                    if other.chain is helped:
                        other.chain = []
            elif last is not None and last.group is None and _is_listed(slot.gap):
                heads = [g for g in own if g.kind in ("verb", "link", "use", "weak")]
                if not own:
                    slot.chain = last.chain if any(c.kind in ("noun", "adjective") for c in first) else first or last.chain
                elif not heads:
                    slot.chain = [g for g in last.chain if g.kind not in ("noun", "adjective")] + own
                else:
                    slot.chain = first = own
            else:
                slot.chain = first = own
        last = slot


def _governing(gap: Sequence[Item]) -> list[Item]:
    """The cues of a gap; of verbs joined side by side ("prevent and treat") only the last, for they say the same, and of a deed told by
    its means ("exerts protective effects by inhibiting") the means."""
    cues: list[Item] = []
    joined = False
    for item, following in zip_longest(gap, gap[1:]):
        if item.text == "by" and following is not None and following.kind == "verb":
            cues = []  # exerts protective effects by inhibiting
        if item.kind in _CUES:
            if joined and cues and item.kind == "verb" and cues[-1].kind == "verb":
                cues.pop()
            cues.append(item)
        joined = item.kind in ("join", "sign") or (joined and item.kind in ("adverb", "hedge", "auxiliary"))
    return cues


_LISTING = frozenset({"including", "include", "includes", "such as", "like", "of"})
_IN_LIST = frozenset({"join", "sign", "determiner", "adverb", "word", "number", "hedge", "apart", "together_between"})


def _is_listed(gap: Sequence[Item]) -> bool:
    """Whether an outcome is listed beside the one before it: "A, B and severe C", "problems such as A"."""
    if not any(g.kind in ("join", "sign", "together_between", "apart") or g.text in _LISTING for g in gap):
        return False
    return all(g.kind in _CUES or g.kind in _IN_LIST or (g.kind == "preposition" and g.text in _LISTING) for g in gap)


def _is_person(last: _Slot, slot: _Slot) -> bool:
    """`helps obese children lose weight`: what stands before the second verb is who is helped."""
    return (
        bool(last.chain)
        and bool(slot.gap)
        and slot.gap[0].kind in ("verb", "weak")
        and last.chain[-1].kind in ("verb", "noun")
        and not slot.gap[0].text.endswith("ed")
    )


def relates(chain: Sequence[Item]) -> bool:
    """Whether cues say that something is done: a verb or link, or a change told by a noun or adjective."""
    return any(
        c.kind in _HEADS or (c.kind == "use" and c.sign != "=") or (c.kind in ("noun", "adjective") and c.sign in _TURNS) for c in chain
    )


def _read(slots: Sequence[_Slot], n: int, following: _Slot | None, tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    argument = slot.item.argument
    if argument is None or argument.outcome is None:
        return None
    after = following.gap if following else list(tail)
    for construct in (_active, _passive, _intransitive, _fragment):
        if reading := construct(slots, n, after, tail, clause):
            return reading
    return None


def _active(slots: Sequence[_Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    subject = _subject(slots, n)
    if subject is None:
        return None
    group, between = subject
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    chain = slot.chain or ([] if between else _announced(group, slot.gap))
    if slot.observed or _done_by_another(slot.gap) or _no_object(slot.gap) or any(c.text in _REVERSED for c in chain):
        return None
    weak = any(c.kind in ("weak", "helper") for c in chain)
    acted = slot.item.argument is not None and not slot.item.argument.nutrients
    if any(g.text == "without" for g in slot.gap) and not relates(chain):
        return Reading("active", group, slot.item, chain, clause)  # "2,000 IU a day without fear of toxicity"
    measured = slot.item.argument is not None and slot.item.argument.measured
    if relates(chain) or (measured and weak) or (own and (weak or chain or not between)) or (group.lack and weak and acted):
        return Reading("active", group, slot.item, chain, clause)
    if weak and any(g.kind == "negation" for g in slot.gap):
        return Reading("active", group, slot.item, chain, clause)
    return None


_PEOPLE = frozenset({
    "patients", "people", "women", "men", "children", "adults", "individuals", "those", "subjects", "participants", "mice", "rats",
    "infants", "persons",
})  # fmt: skip


def _of_people(gap: Sequence[Item]) -> bool:
    """Whether the outcome only says who was looked at: "raises glucose uptake in patients with diabetes"."""
    last = max((n for n, g in enumerate(gap) if g.kind in _CUES and g.kind != "weak"), default=-1)
    after = [g.text for g in gap[last + 1 :]]
    return any(a in _PEOPLE and b in ("with", "who", "having", "at", "suffering") for a, b in pairwise(after))


_NO_OBJECT = frozenset({"after", "during", "before", "among", "despite", "following", "until", "since", "throughout", "when", "if", "than"})
_REVERSED = frozenset({
    "dependent on", "depends on", "depend on", "relies on", "rely on", "caused by", "induced by", "result from", "resulted from", "results from",
    "stem from", "stems from", "required by", "needed by", "helped by", "prone to",
})  # fmt: skip
_AGENT = re.compile(r"(?:effects?|impacts?|influence|roles?|importance|benefits?|efficacy) of$")


def _no_object(gap: Sequence[Item]) -> bool:
    """Whether the outcome is no object of the cues: "helped after hip fracture", "a paraneoplastic effect of the tumor"."""
    last = max((n for n, g in enumerate(gap) if g.kind in _CUES), default=-1)
    return any(g.text in _NO_OBJECT for g in gap[last + 1 :]) or (last >= 0 and bool(_AGENT.search(gap[last].text)))


def _announced(group: Group, gap: Sequence[Item]) -> list[Item]:
    """The cue before a group that joins it to what follows: "the association between D and falls", "the benefits of D for bones"."""
    joined = all(g.kind in ("preposition", "join", "determiner", "adverb", "tail", "number") or (g.sign == "=" and g.kind in ("noun", "adjective")) for g in gap)
    cues = [c for c in group.introduced if c.kind in ("link", "noun", "use")]
    return cues if joined and cues and cues[-1].text.endswith((" of", " between", " for", " with", "benefits", "benefit")) else []


def _done_by_another(gap: Sequence[Item]) -> bool:
    """Whether the verb is passive and something else does it: "responses generated by lymphocytes"."""
    return any(a.kind == "verb" and a.text.endswith(("ed", "en")) and b.text == "by" for a, b in pairwise(gap))


def _subject(slots: Sequence[_Slot], n: int) -> tuple[Group, list[Item]] | None:
    """The group that acts on the n-th argument from before it, and the cues between: the first of the clause, or one that opens a new verb."""
    if n and (owner := slots[n - 1].group) and owner.anaphor is slots[n - 1].item and all(g.text == "to" for g in slots[n].gap):
        return owner, []  # its antioxidant effects
    best: int | None = None
    for m in range(n):
        group = slots[m].group
        if group is None:
            continue
        if (best is None and not group.governed) or (best is not None and slots[best].group is not group and _new_subject(slots, m)):
            best = m
    if best is None:
        return None
    group = slots[best].group
    while best + 1 < n and slots[best + 1].group is group:
        best += 1
    between = [g for s in slots[best + 1 : n + 1] for g in s.gap if g.kind in _CUES]
    return (group, between) if group else None


_VERBAL = frozenset({"verb", "motion", "weak", "link", "auxiliary", "hedge", "helper", "use"})


def _governed(slots: Sequence[_Slot], m: int) -> bool:
    """Whether the group is the object of a verb before it rather than what acts: the calcium of "bind calcium to the matrix"."""
    return any(g.kind == "verb" for g in slots[m].gap) and not _new_subject(slots, m)


def _new_subject(slots: Sequence[_Slot], m: int) -> bool:
    """`A raises X and B lowers Y`, `studies show B lowers Y`: a verb follows B at once."""
    after = slots[m + 1].gap if m + 1 < len(slots) else []
    heads = [g for g in after if g.kind in _VERBAL]
    if not heads or any(g.kind in ("join", "sign", "preposition", "noun") for g in after[: after.index(heads[0])]):
        return False
    return after.index(heads[0]) < 3 and bool(slots[m].gap) and slots[m].gap[-1].text not in ("to", "of")


_FAR = 3  # words between the last cue and the exposure beyond which they hardly belong together


def _passive(slots: Sequence[_Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    m = n + 1
    while m < len(slots) and slots[m].group is None and slots[m].chain is slot.chain:
        m += 1  # outcomes listed beside it share what comes after the list
    if m >= len(slots):
        return None
    group, gap = slots[m].group, slots[m].gap
    if group is None:
        return None
    cues = _governing(gap)
    if cues and any(g.text == "," for g in gap[: gap.index(cues[0])]):
        return None
    if cues and sum(g.kind == "word" for g in gap[gap.index(cues[-1]) :]) > _FAR:
        return None
    if any(c.kind == "link" for c in cues):
        if any(c.text in ("need", "needs") or c.kind == "verb" for c in cues[: 1 + next(n for n, c in enumerate(cues) if c.kind == "link")]):
            return None
        told = any(c.sign in ("+", "-") for c in slot.chain) and any(c.kind == "link" and c.sign in ("good", "bad", "~") for c in cues)
        return Reading("passive", group, slot.item, slot.chain + ([] if told else cues), clause)
    if any(g.text in ("than", "versus", "vs", "compared", "without") for g in gap):
        return None
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    introduced = (own and any(g.text == "of" for g in gap)) or any(g.text.rsplit(" ", 1)[-1] in _TO_EXPOSURE for g in gap[-4:]) or any(i.argument and i.argument.lack for i in group.items)
    if not introduced:
        return None
    if slot.observed and not any(c.kind == "weak" for c in cues):
        return None  # patients with arthritis were treated with D
    chain = slot.chain + [c for c in cues if c.kind != "weak"]
    if relates(chain) or own or any(c.kind == "motion" for c in cues):
        return Reading("passive", group, slot.item, chain, clause)
    return None


def _intransitive(slots: Sequence[_Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
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
    chain = slot.chain + cues[:1]
    subject = _subject(slots, n)
    group = subject[0] if subject else None
    if group is not None and not group.anaphor and not group.lack and not any(g.text in _ADVERBIAL for g in group.introduced):
        return None
    return Reading("intransitive", group, slot.item, chain, clause, bare=_bare(slots, n))


_ADVERBIAL = frozenset(["with", "after", "following", "for", "in", "among", "on", "by", "using", "without"])


def _predicate(after: Sequence[Item]) -> list[Item]:
    """The cue that an outcome is the subject of: "was significantly lower", "risk fell"."""
    for g in list(after)[:5]:
        if g.kind in ("verb", "motion", "adjective", "noun") and g.sign in _TURNS:
            return [g]
        if g.text == ",":
            return []
        if g.kind == "weak" and g.text.startswith("develop"):
            return [g]
        if g.kind == "word" and g.text not in generic():
            return []
    return []


def _fragment(slots: Sequence[_Slot], n: int, after: Sequence[Item], tail: Sequence[Item], clause: Clause) -> Reading | None:
    slot = slots[n]
    own = slot.item.argument is not None and slot.item.argument.sign != "="
    acts = any(s.group and not (m < n and s.group.governed) for m, s in enumerate(slots))
    if slot.observed:
        return None
    if not acts and (relates(slot.chain) or own):
        return Reading("fragment", None, slot.item, slot.chain, clause, bare=_bare(slots, n))
    return None


def _bare(slots: Sequence[_Slot], n: int) -> bool:
    """Whether no word before the outcome or its cues could itself be what acts."""
    before: list[Item] = []
    for slot in slots[: n + 1]:
        for g in slot.gap:
            if g.kind in ("verb", "link", "noun", "adjective", "weak", "use"):
                return not any(b.kind == "word" and b.text not in bystanders() for b in before[-4:])
            before.append(g)
        if slot is not slots[n] and slot.chain is not slots[n].chain and slot.item.kind != "property":
            return False  # another outcome stands where what acts would
    return not any(b.kind == "word" and b.text not in bystanders() for b in before[-4:])


# --- direction -----------------------------------------------------------------------------------------------------------


def direction(chain: Sequence[Item], own: Sign, better_when: str | None) -> Literal["increases", "decreases", "affects"]:
    """What a chain of cues does to the outcome at its end, whose own sign (of a property) comes last."""
    turn, value = 1, ""
    for before, cue in zip([None, *chain], chain, strict=False):
        if cue.sign == "-":
            if value == "good" and before is not None and before.kind == "verb" and cue.kind == "adjective":
                turn, value = turn, ""  # improves low mood
                continue
            turn, value = -turn, ""
        elif cue.sign == "+":
            if value == "good" and before is not None and before.kind == "verb" and cue.kind == "adjective":
                turn, value = -turn, ""  # improves elevated pressure
                continue
            value = ""
        elif cue.sign in ("good", "bad", "~"):
            value = cue.sign
    if own == "-":
        turn, value = -turn, ""
    elif own == "+":
        value = ""
    elif own == "~":
        value = "~"
    if value == "~":
        return "affects"
    if value:
        turn *= (1 if value == "good" else -1) * (-1 if better_when == "lower" else 1)
    return "increases" if turn > 0 else "decreases"


def exposures(groups: Sequence[Group]) -> Iterator[str]:
    """All nutrients of some groups."""
    for group in groups:
        yield from group.nutrients
