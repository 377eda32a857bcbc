"""The cues that govern each outcome of a clause, and the direction that they give it.

A chain is read from the exposure towards the outcome, so that "prevents the decline in bone density" turns twice.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from nlp.claims.arguments import Item
from nlp.claims.groups import Slot
from nlp.claims.words import CUES, HEADS, TURNS, Sign


def govern(slots: Sequence[Slot]) -> None:
    """Gives every outcome the cues that govern it; an outcome listed beside another shares those that its own do not replace."""
    last: Slot | None = None
    first: list[Item] = []  # the chain that a list began with
    repeated = False  # each of a list has a change of its own: "decreased tone, decreased appetite, irritability"
    for slot in slots:
        if slot.group is None:
            own = governing(slot.gap)
            if last is not None and (borne := _borne_against(last.item, slot.gap)):
                own = [borne, *own]
            elif last is not None and last.group is None and slot.gap and all(_qualifies(g) for g in slot.gap):
                continue  # stillbirth at any gestational age
            slot.observed = of_people(slot.gap) or _of_reaction(slot.gap)
            if last is not None and last.group is None and not governing(slot.gap):
                slot.observed |= of_people(last.gap) and is_listed(slot.gap)
            if last is not None and last.group is None and _is_person(last, slot):
                helped = last.chain
                slot.chain = helped + own
                for other in slots:
                    if other.chain is helped:
                        other.chain = []
            elif last is not None and last.group is None and is_listed(slot.gap, last.gap):
                own, repeated = _own_in_list(slot.gap, last.chain, repeated)
                slot.chain = _chain_in_list(own, last.chain, first, repeated)
                if slot.chain is own:
                    first = own
            else:
                slot.chain = first = own
                repeated = False
        last = slot


def _own_in_list(gap: Sequence[Item], before: Sequence[Item], repeated: bool) -> tuple[list[Item], bool]:
    """The cues that a listed outcome has of its own, not those of an unknown one before it; and whether each of the list has such."""
    parted = max((n for n, g in enumerate(gap) if g.kind in ("join", "sign")), default=0)
    cues = governing(gap)
    repeated |= bool(cues and before) and cues[0].kind == "adjective" and cues[0].text == before[-1].text
    unknown = any(g.kind == "word" for g in gap[:parted])
    return (governing(gap[parted:]) if unknown and repeated else cues), repeated


def _chain_in_list(own: list[Item], before: list[Item], first: list[Item], repeated: bool) -> list[Item]:
    """The cues that govern an outcome listed beside another: its own, under the verb that both share."""
    shared = [g for g in before if g.kind not in ("noun", "adjective")]
    if own and own[0].sign in TURNS and len(shared) > 1 and shared[-2].kind == "link" and shared[-1].text.endswith("ed"):
        shared.pop()  # linked to reduced weight and lower pressure
    if all(g.kind in ("noun", "adjective") and g.sign == "=" for g in own):  # none, or words as `chronic`, `levels of`
        if repeated:
            return shared
        return before if any(c.kind in ("noun", "adjective") for c in first) else first or before
    if any(g.kind in ("verb", "link", "use", "weak") for g in own) or _parallel(own, before):
        return own
    return shared + own


def _borne_against(before: Item, gap: Sequence[Item]) -> Item | None:
    """The `in` or `against` of "antitumor effects in leukemia", "cytotoxic properties against leukemia" as a link."""
    if before.kind != "property" or not gap or gap[0].text not in ("in", "against"):
        return None
    lowers = gap[0].text == "against" or before.sign == "-"
    return replace(gap[0], kind="link", sign="-") if lowers else None


def _qualifies(item: Item) -> bool:
    """Whether a word leads to what only qualifies the outcome before it: "stillbirth at any gestational age"."""
    return item.kind == "determiner" or (item.kind == "preposition" and item.text not in _LISTING)


def _parallel(own: Sequence[Item], before: Sequence[Item]) -> bool:
    """Whether a cue stands beside the verb before it rather than under it: "reduced cavities, increased height"."""
    return own[0].text.endswith("ed") and any(c.kind == "verb" and c.text.endswith("ed") for c in before)


def governing(gap: Sequence[Item]) -> list[Item]:
    """The cues of a gap.

    Of verbs or nouns joined side by side ("prevent and treat") only the last, for they say the same; of a deed told by its means
    ("exerts protective effects by inhibiting") the means.
    """
    if CUES.isdisjoint([item.kind for item in gap]):
        return []
    cues: list[Item] = []
    joined = False
    aim: Item | None = None  # what stands before a `to`
    for before, item, following in zip([None, *gap], gap, [*gap[1:], None], strict=False):
        if item.text == "by" and following is not None and following.kind == "verb":
            cues = []  # exerts protective effects by inhibiting
        if item.text in _RESULTING:
            cues = []  # has a protective effect resulting in less damage
        if item.kind == "auxiliary" and joined:
            cues = []  # have fewer symptoms and are less likely to
        if item.kind == "verb" and before is not None and before.text == "to" and aim is not None and aim.kind == "word":
            cues = []  # blocks signals to prevent migration
        if item.kind == "verb" and before is not None and before.text in _MODAL:
            cues = [c for c in cues if c.kind == "link"]  # letting lozenges dissolve could shorten colds
        aim = before
        if item.kind == "verb" and _is_finite(item, before):
            cues = [c for c in cues if c.kind not in ("noun", "adjective")]  # anti-migraine treatment reduced attacks
        if item.kind == "adjective" and any(c.kind == "adjective" and c.text == item.text for c in cues):
            continue  # 20% lower vascular and 28% lower all-cause mortality
        if item.kind in CUES and not _is_compound(item, following):
            if joined and cues and _says_same(cues[-1], item):
                cues.pop()
            cues.append(item)
        joined = item.kind in ("join", "sign") or (joined and item.kind in ("adverb", "hedge", "auxiliary"))
    return cues


def _says_same(before: Item, item: Item) -> bool:
    """`Prevent and treat`, `preventing or delaying`"""
    deeds = before.text.endswith("ing") and item.text.endswith("ing") and before.sign in TURNS and before.kind in ("verb", "noun")
    return item.kind in ("verb", "noun") and item.sign != "=" and (before.kind == item.kind or deeds)


_RESULTING = frozenset({"resulting in", "leading to"})


def _is_compound(item: Item, following: Item | None) -> bool:
    """Whether a noun only tells what sort of thing the next one is: `maintenance therapy`, `prevention programs`."""
    beside = following is not None and following.kind in ("word", "tail") and following.start - item.end == 1
    if following is not None and following.text in _PEOPLE and item.kind == "verb" and item.text.endswith(("ed", "ing")):
        return beside  # affected individuals
    return beside and item.kind == "noun" and item.sign in ("+", "-") and " " not in item.text and item.text != "inverse"


_MODAL = frozenset({"may", "might", "could", "can", "will", "would", "did", "does"})


def _is_finite(verb: Item, before: Item | None) -> bool:
    """Whether a verb says what its subject does: not "reducing", "to reduce", "of reduced"."""
    if verb.text.split(" ")[0].endswith("ing") or before is None:
        return False
    return before.kind in ("noun", "adverb")


_LISTING = frozenset({"including", "include", "includes", "such as", "like", "of"})

_IN_LIST = frozenset({"join", "sign", "determiner", "adverb", "word", "number", "hedge", "apart", "together_between"})


# may go on about an outcome before the next of its list: "death by 36 weeks, stroke"
_OF_THE_LAST = _IN_LIST | CUES | {"preposition", "process", "tail", "lack_after"}


def is_listed(gap: Sequence[Item], before: Sequence[Item] = ()) -> bool:
    """Whether an outcome is listed beside the one before it: "A, B and severe C", "problems such as A"."""
    parted = next((n for n, g in enumerate(gap) if g.kind in ("join", "sign")), 0)
    if any(g.text == "against" or g.text.endswith(" against") for g in gap[:parted]):
        return False  # immunity against infections, especially tuberculosis
    if all(g.kind in _OF_THE_LAST for g in gap[:parted]):
        gap = gap[parted:]
    if not any(g.kind in ("join", "sign", "together_between", "apart") or g.text in _LISTING for g in gap):
        return False
    repeated = {g.text.rsplit(" ", 1)[-1] for g in before} | _LISTING  # improvements in sleep and in mood
    return all(
        g.kind in CUES or g.kind in _IN_LIST or (g.kind == "preposition" and (g.text in repeated or _belongs(last, following)))
        for last, g, following in zip([None, *gap], gap, [*gap[1:], None], strict=False)
    )


def _belongs(last: Item | None, following: Item | None) -> bool:
    """Whether a preposition in a list goes with a noun ("anxiety, spikes in pressure") or tells in whom ("and, in adults, cancer")."""
    told = last is not None and last.kind in ("noun", "motion")
    return told or (following is not None and following.text in _PEOPLE)


def _is_person(last: Slot, slot: Slot) -> bool:
    """`helps obese children lose weight`: what stands before the second verb is who is helped."""
    return (
        bool(last.chain)
        and bool(slot.gap)
        and slot.gap[0].kind in ("verb", "weak")
        and last.chain[-1].kind in ("verb", "noun")
        and not slot.gap[0].text.split(" ")[0].endswith("ed")
    )


_PEOPLE = frozenset({
    "patients", "people", "women", "men", "children", "adults", "individuals", "those", "subjects", "participants", "mice", "rats",
    "infants", "persons", "volunteers", "girls", "boys", "animals", "teens", "teenagers", "adolescents", "kids", "mothers", "males",
    "females", "seniors", "veterans", "smokers", "athletes", "someone", "anyone",
})  # fmt: skip


_WHO = frozenset({"with", "without", "who", "having", "at", "suffering"})


# who is named with a disease before: "lupus patients"
SICK = frozenset({
    "patients", "patient", "sufferers", "survivors", "people", "adults", "women", "men", "children", "individuals", "subjects",
    "participants",
})  # fmt: skip
_REACTING = frozenset({"response", "responses", "reaction", "reactions", "adherence", "adaptation", "responsive", "responsiveness"})


def _of_reaction(gap: Sequence[Item]) -> bool:
    """Whether the outcome only says what is reacted to: "improves the response to interferon"."""
    return len(gap) > 1 and gap[-1].text == "to" and gap[-2].text in _REACTING


def of_people(gap: Sequence[Item]) -> bool:
    """Whether the outcome only says who was looked at: "raises glucose uptake in patients with diabetes", "people at high risk of"."""
    named = max((n for n, (a, b) in enumerate(pairwise(gap)) if a.text in _PEOPLE and b.text in _WHO), default=None)
    return named is not None and not _are_helped(gap[:named]) and not _goes_on(gap[named + 1 :])


_HELP = ("treatment", "relief", "benefit", "benefits")


def _are_helped(before: Sequence[Item]) -> bool:
    """Whether what people have is itself what is acted on: "effective in patients with", "for the treatment of adults with"."""
    if not before:
        return False
    last = before[-1]
    treated = last.text in ("of", "for") and len(before) > 1 and before[-2].kind == "noun" and before[-2].text.endswith(_HELP)
    return treated or (last.kind == "link" and last.sign == "good" and last.text.endswith((" in", " for")))


def _goes_on(gap: Sequence[Item]) -> bool:
    """Whether after those looked at something is said: a verb, a noun after a comma, "without any improvement"."""
    said = any(g.kind in ("verb", "motion", "link", "use", "helper") for g in gap)
    anew = any(a.text == "," and b.kind in ("determiner", "adjective", "noun") for a, b in pairwise(gap))
    return said or anew or (gap[0].text == "without" and any(g.kind == "weak" or g.text == "having" for g in gap[1:2]))


def is_unsigned(chain: Sequence[Item], at_all: bool = False) -> bool:
    """Whether cues tell of a relation without a word on which way it goes: "the association between D and mortality", "predicts".

    Args:
        chain: the cues.
        at_all: whether "associated with" says no way either, as of a status.
    """
    told = any(c.sign in TURNS for c in chain)
    return not told and any(c.kind == "link" and (at_all or c.text.startswith(_UNSIGNED)) for c in chain)


_UNSIGNED = (
    "link to", "links to", "link with", "links with", "connection to", "connection with",
    "association", "correlation", "relation", "link between", "links between", "connection between", "predict",
)  # fmt: skip


def relates(chain: Sequence[Item]) -> bool:
    """Whether cues say that something is done: a verb or link, or a change told by a noun or adjective."""
    return any(
        c.kind in HEADS or (c.kind == "use" and c.sign != "=") or (c.kind in ("noun", "adjective") and c.sign in TURNS) for c in chain
    )


# what they are for gets better, be it an ailment or health
_CARING = frozenset({"solution for", "solution to", "remedy for", "remedies for", "treatment for", "treatments for", "therapy for"})
_WARDING = ("protection against", "protects against", "protect against", "remed", "used to treat", "treatment for")


def direction(chain: Sequence[Item], own: Sign, better_when: str | None) -> Literal["increases", "decreases", "affects"]:
    """What a chain of cues does to the outcome at its end, whose own sign (of a property) comes last."""
    if chain and chain[-1].kind == "unsettled":
        return "affects"  # data on its pain-relieving effects are mixed
    turn, value = 1, ""
    for before, cue, following in zip([None, *chain], chain, [*chain[1:], None], strict=False):
        if cue.text in _CARING and following is not None and following.kind == "noun" and following.sign == "-":
            continue  # a treatment for the prevention of
        if cue.sign in ("good", "bad", "~") or (cue.text in _CARING and better_when == "higher"):
            mended = value == "good" and cue.sign == "bad" and cue.kind == "adjective"  # an improvement in poor memory
            value = "good" if cue.sign == "-" or mended else cue.sign
        elif cue.sign in ("+", "-"):
            mends = value == "good" and before is not None and before.kind == "verb" and cue.kind == "adjective"
            turn *= -1 if (cue.sign == "-") != mends else 1  # what mends "low mood" raises it
            value = ""
    said = bool(chain) and chain[-1].sign == "-" and chain[-1].kind in ("link", "noun", "use")
    if own == "-" and not said:  # "a remedy for cancer prevention" says the same twice
        turn, value = (turn if value == "bad" else -turn), ""
    elif own == "+":
        turn, value = (-turn if value == "bad" else turn), ""
    elif own == "~":
        value = "~"
    if value == "~":
        return "affects"
    if better_when == "higher" and own == "=" and turn < 0 and not value and chain and chain[-1].text.startswith(_WARDING):
        return "increases"  # protection against colds, wound healing
    if value:
        turn *= (1 if value == "good" else -1) * (-1 if better_when == "lower" else 1)
    return "increases" if turn > 0 else "decreases"
