"""What acts in a reading: its own exposures, those that a pronoun stands for, or those that the surroundings settle."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.claims import chains
from nlp.claims.arguments import Item
from nlp.claims.clauses import Clause
from nlp.claims.context import Antecedent, Context, same_family
from nlp.claims.groups import Group
from nlp.claims.relations import Reading
from nlp.claims.words import TURNS, bystanders
from nlp.page import Sentence

RELATIVE = frozenset({"which", "that", "whose", "where"})
_STATES = frozenset({"high", "low", "poor", "severe", "abnormal", "too much"})  # tell how something is, not that it changes
_SAME_THING = frozenset({"it", "they", "its", "their", "which"})


def acting(reading: Reading, before: Sequence[Antecedent], sentence: Sentence, context: Context) -> Antecedent | None:
    """The exposures of a reading, or None where nothing settles them."""
    group = reading.group
    if group is not None and group.nutrients:
        return Antecedent(_narrowed(group, context), group.together, group.lack, sentence.position)
    anaphor = group.anaphor if group is not None else None
    if anaphor is not None and anaphor.argument is not None:
        found = _referred(anaphor, _named_before(anaphor, reading) or before, sentence, context)
        if found is None:
            return None
        lack = anaphor.argument.lack or (found.lack and anaphor.text in _SAME_THING)
        return Antecedent(found.nutrients, found.together, lack, found.position)
    if group is None and (_of_controls(reading.clause.items) or _over_years(reading.clause.items)):
        return None
    links = [c for c in reading.chain if c.kind == "link" and c.sign in ("+", "=")]
    if links and all(c.kind != "verb" for c in reading.chain) and not (reading.negated and context.titled):
        return None  # "all risk factors for heart disease" speaks of what was named before, not of what acts on it
    if before and (reading.bare or (context.labelled and len(before) == 1)):
        return replace(before[-1], lack=before[-1].lack and not _is_given(reading))
    if not reading.bare or reading.clause.opened_by in RELATIVE:
        return None
    if context.labelled:
        return Antecedent(context.labelled)
    if sentence.kind == "list_item":
        return context.introduced if reading.construction == "fragment" and _headed(reading) else None
    if context.titled and _of_side_effects(reading):
        return Antecedent(context.topic)
    if _goes_on(sentence, context) and _done(reading) and not _done_by_someone(reading):
        return Antecedent(context.topic)
    given = context.recent if context.recent and sentence.position - context.recent.position <= 2 else None
    return replace(given, lack=False) if given and _of_groups(reading.clause.items) else None


def _is_given(reading: Reading) -> bool:
    """Whether a clause speaks of supplements: what lacked in the clause before is given in this one."""
    return any(i.text.startswith("supplement") for i in reading.clause.items if i.end <= reading.outcome.start)


def _narrowed(group: Group, context: Context) -> tuple[str, ...]:
    """What the article speaks of in the place of a class that it belongs to: the omega-3 of "these fatty acids"."""
    others = any(i.text in ("other", "some", "certain") for i in group.introduced[-2:])
    if len(group.nutrients) != 1 or others:
        return group.nutrients
    member = context.members.get(group.nutrients[0])
    return (member,) if member else group.nutrients


_UNGIVEN = frozenset({"placebo", "control"})


def _over_years(items: Sequence[Item]) -> bool:
    """Whether a clause tells how something went over the years: "incidence doubled in 20 years"."""
    return any(i.text in ("decades", "decade", "years") and before.kind == "number" for before, i in pairwise(items)) and any(
        i.text in ("incidence", "prevalence", "rate", "rates", "cases") for i in items
    )


def _of_controls(items: Sequence[Item]) -> bool:
    """Whether a clause tells of those who were given nothing: "no difference was seen in the placebo group"."""
    at = next((n for n, i in enumerate(items[:-1]) if i.text in _UNGIVEN and items[n + 1].text in ("group", "arm", "groups")), 0)
    told = [i.text for i in items[max(at - 3, 0) : at]][-3:]
    return at > 1 and told[-1] in ("the", "a") and told[-2] in ("in", "among", "for") and told[:-2] != ["not"]


def _of_groups(items: Sequence[Item]) -> bool:
    """Whether a clause speaks of a trial's groups: "falls were as common in both groups"; what was given was named just before."""
    return any(i.text in ("groups", "arms") for i in items)


def _of_side_effects(reading: Reading) -> bool:
    """`Side effects include nausea`, `there were no side effects`: those of what the article is about."""
    first = next((i.argument for i in reading.clause.items if i.argument), None)
    return first is not None and first.outcome_id == "adverse_effects"


def _goes_on(sentence: Sentence, context: Context) -> bool:
    """Whether the text still speaks of the topic that the title names, and of nothing else since."""
    if not (context.topic and context.titled):
        return False
    recent = context.recent
    if recent is None or context.brief:
        return True
    return sentence.position - recent.position <= _FAR and same_family(recent.nutrients, context.topic)


_FAR = 4  # sentences after which a topic that has not been named again is hardly meant, but in a brief article


def _done(reading: Reading) -> bool:
    """Whether a reading that names nothing that acts still says that something does: a verb, a change, a property, what is not there."""
    argument = reading.outcome.argument
    changed = any(c.kind == "verb" for c in reading.chain) or _was_found(reading)
    told = reading.negated or changed or (argument is not None and argument.sign != "=")
    return told and not any(c.text in _STATES or c.text in _SUFFERED for c in reading.chain)


def _was_found(reading: Reading) -> bool:
    """Whether a change is told to have been there: "there was a fall in pressure", "an improvement in mood was seen"."""
    found = any(i.text == "there" or not _FOUND.isdisjoint(i.text.split(" ")) for i in reading.clause.items)
    return found and any(c.kind == "noun" and c.sign in TURNS for c in reading.chain)


_FOUND = frozenset({"seen", "observed", "found", "noted"})
_SUFFERED = frozenset({"lose", "loses", "losing", "lost", "lose weight"})  # by people rather than brought about by what is not named

_NOBODY = frozenset({
    "sign", "adverb", "determiner", "number", "negation", "preposition", "hedge", "noun", "adjective", "weak", "auxiliary", "link",
})  # fmt: skip


def _done_by_someone(reading: Reading) -> bool:
    """Whether a verb before the outcome has a subject, named by words that stand for nothing known: "aneurysms cause bleeding"."""
    verb = next((c for c in reading.chain if c.kind in ("verb", "weak", "helper", "use") and c.end <= reading.outcome.start), None)
    before = [i for i in reading.clause.items if verb is not None and i.end <= verb.start]
    return any(i.kind not in _NOBODY and i.text not in bystanders() for i in before)


_CARE = frozenset({"treatment", "treatments", "prevention", "treat", "prevent"})  # name what is done rather than what comes of it


def _headed(reading: Reading) -> bool:
    """Whether an item of a list begins with the cue: "Fewer colds in winter"."""
    first = next((i for i in reading.clause.items if i.kind not in ("sign", "adverb", "determiner", "number")), None)
    changes = first is not None and first.kind in ("verb", "adjective", "noun") and first.sign in TURNS and first.text not in _CARE
    return changes and first in reading.chain and first.text not in _STATES


def _named_before(anaphor: Item, reading: Reading) -> list[Antecedent]:
    """What acts in the same clause before a pronoun: "because calcitriol is short-lived it ..."."""
    if anaphor.text not in _SAME_THING:
        return []
    named = [i.argument for i in reading.clause.items if i.kind == "exposure" and i.end <= anaphor.start and i.argument]
    return [Antecedent(a.nutrients, lack=a.lack) for a in named[:1]]


def _referred(anaphor: Item, before: Sequence[Antecedent], sentence: Sentence, context: Context) -> Antecedent | None:
    if anaphor.argument is not None and anaphor.argument.anaphor == "all":
        pair = context.pairs[-1] if context.pairs else None
        return pair if pair and sentence.position - pair.position <= 6 else None
    if before:
        return before[-1]
    recent = context.recent if context.recent and sentence.position - context.recent.position <= 2 else None
    if anaphor.text in _SAME_THING:
        if context.subject and sentence.position - context.subject.position <= 1:
            return context.subject
        if not context.titled or anaphor.text not in ("it", "its"):
            return None
        return recent if recent and sentence.position - recent.position <= 1 else Antecedent(context.topic)
    settled = context.labelled or context.topic
    return Antecedent(settled) if settled else recent


def stands_for_another(reading: Reading, parts: Sequence[Clause]) -> bool:
    """Whether a pronoun stands for a subject that is nothing known: "Bowel problems matter, as they can cause pain"."""
    if reading.group is None or reading.group.items[0].text not in ("it", "they") or not parts or reading.clause.opened_by == "that":
        return False
    first = next((i for i in parts[0].items if i.kind not in ("sign", "determiner", "adjective", "adverb")), None)
    return first is not None and first.kind == "word" and first.text not in bystanders()


def labelled_by(context: Context) -> Antecedent | None:
    """What a list under a label tells of: the exposure of the label, or the article's topic."""
    nutrients = context.labelled or context.topic
    return Antecedent(nutrients) if nutrients else None


def joint(reading: Reading) -> bool:
    """Whether the clause speaks of a partnership: "A winning team for bones: D3 and K2"."""
    return any(not _PARTNERS.isdisjoint(i.text.split(" ")) for i in reading.clause.items)


_PARTNERS = frozenset({"duo", "team", "pair", "partners", "partnership", "together", "combination", "teamwork", "synergy"})


def announced(before: Sequence[Antecedent], reading: Reading, sentence: Sentence, context: Context) -> Antecedent | None:
    """What acts in a heading before a colon: what the text after it tells of ("Better bones: D3 raises ... while K2 ...")."""
    told = tuple(dict.fromkeys(n for a in before if a.nutrients for n in a.nutrients))
    if told:
        return Antecedent(told, len(told) > 1, before[0].lack, sentence.position)
    return acting(reading, before, sentence, context)


def modified(part: Clause, left: Clause, before: list[Antecedent], last: list[Reading]) -> list[Antecedent]:
    """What acts in a relative clause: the exposure that it follows, or, where it follows what that raises, the same exposure.

    "magnesium, which relaxes"; "K2 raises muscle function, which is essential for balance"; not "diseases that are related to".
    """
    if left.items and left.items[-1].kind in ("verb", "weak", "helper"):
        return before  # ensures that
    follows = next((i for i in reversed(_without_apposition(left.items)[-2:]) if i.argument), None)
    if follows is None or follows.argument is None:
        apposed = left.opened_by == "-" and not any(i.argument for i in left.items)
        return before if before and (apposed or _tells_kind(left)) else []
    if follows.argument.lack and follows.kind == "outcome":
        return [Antecedent(follows.argument.nutrients, lack=True)]
    if follows.argument.nutrients or part.opened_by == "where":
        return before
    raised = [r for r in last if r.outcome is follows and chains.direction(r.chain, "=", "higher") != "decreases"]
    return before if part.opened_by == "which" and raised else []


_APPOSED = frozenset({"determiner", "adverb", "adjective", "word", "preposition"})


def _without_apposition(items: Sequence[Item]) -> Sequence[Item]:
    """The items but for what a name at their end is said to be: "lentinan, a polysaccharide,"."""
    commas = [n for n, i in enumerate(items) if i.text == ","]
    if len(commas) < 2 or commas[-1] != len(items) - 1:
        return items
    apposed = items[commas[-2] + 1 : -1]
    told = len(apposed) > 1 and apposed[0].text in ("a", "an", "the", "one") and all(i.kind in _APPOSED for i in apposed)
    return items[: commas[-2]] if told else items


_OF_A_KIND = frozenset({"determiner", "adverb", "word", "sign", "join", "adjective", "tail", "absorbs", "preposition", "number"})


def _tells_kind(clause: Clause) -> bool:
    """`Ginger is a spice that ...`: an exposure, a form of "be" and nothing else that could be meant."""
    kinds = [i.kind for i in clause.items if i.kind not in _OF_A_KIND]
    return kinds[:2] == ["exposure", "auxiliary"] and len(kinds) == 2
