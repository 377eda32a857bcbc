"""The readings of a sentence's clauses, with what acts and what is acted on in each settled: by its words, or by what surrounds it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.claims import antecedents, labelled, relations, scope
from nlp.claims.arguments import Argument
from nlp.claims.clauses import Clause
from nlp.claims.context import Antecedent, Context
from nlp.claims.groups import Group
from nlp.claims.noting import note
from nlp.claims.relations import Reading
from nlp.page import Sentence

Settled = tuple[Reading, Antecedent, Argument]


def settled(parts: list[Clause], sentence: Sentence, context: Context, told_here: bool) -> list[Settled]:
    """Readings of a sentence's clauses, each with what acts and the outcome. `told_here`: the sentence begins with a section's label."""
    before = context.outcomes
    return [
        resolved
        for reading, acting in _readings(parts, sentence, context, told_here)
        for resolved in _resolved(reading, acting, _named(parts, reading) or before)
    ]


def _readings(parts: list[Clause], sentence: Sentence, context: Context, told_here: bool) -> Iterator[tuple[Reading, Antecedent]]:
    """Readings of the clauses in order, with what acts in each."""
    before: list[Antecedent] = []
    frame: Clause | None = None
    designed = sentence.kind == "heading" and any(not _DESIGNS.isdisjoint(i.text.split(" ")) for p in parts for i in p.items)
    titled = designed or sentence.kind == "reference"
    last: list[Reading] = []
    waiting: list[Reading] = []  # fragments before a colon that may say what acts
    found: list[tuple[Reading, Antecedent]] = []
    for n, part in enumerate(parts):
        introduced = frame if part.opened_by in _INTRODUCING else None
        main = frame if part.opened_by == "," else None
        read, groups = relations.readings(part)
        if scope.concedes(part):
            for reading in last:
                reading.hedged = True
        asked = n + 1 < len(parts) and parts[n + 1].opened_by == "?"
        told = [s for r in read if not asked and (s := scope.scoped(r, introduced, main)) is not None]
        if titled:
            told = [r for r in told if _finite(r)]
        if context.section == "interactions" and n + 1 < len(parts) and parts[n + 1].opened_by == ":":
            told = []  # the drugs that the text after the colon speaks of
        named = [Antecedent(ids, g.together, g.lack, sentence.position) for g in groups if not g.governed and (ids := g.nutrients)]
        if part.opened_by == ":" and named and not told:
            several = len(named[0].nutrients) > 1
            found += [(r, replace(named[0], together=several and (named[0].together or antecedents.joint(r)))) for r in waiting]
            waiting = []
        announcing = part.opened_by == "" and n + 1 < len(parts) and parts[n + 1].opened_by == ":"
        left = next((p for p in reversed(parts[:n]) if not p.inserted), part)
        known = antecedents.modified(part, left, before, last) if part.opened_by in antecedents.RELATIVE else before
        acted: Antecedent | None = None
        for reading in told:
            if announcing and reading.group is None:
                waiting.append(reading)
            elif not before and antecedents.stands_for_another(reading, parts[:n]):
                continue
            elif acting := antecedents.acting(reading, before if _points(reading) else known, sentence, context):
                reading.remote = not (before or named or context.section or context.labelled)
                found.append((reading, acting))
                acted = acted or acting
        if found and not read and part.opened_by == "but":
            found += [*_excepted(part, *found[-1]), *((replace(found[-1][0], negated=True), a) for a in _denied(part, groups, sentence))]
        if context.section != "interactions" and (label := _label_of(part)):
            context.labelled = label.nutrients
            named = named or [label]
        before += [acted] if acted and not part.inserted else named
        frame = part if not part.inserted else frame
        last = told or last
    if waiting and (acting := antecedents.announced(before, waiting[0], sentence, context)):
        found = [*((r, acting) for r in waiting), *found]
    reported = context.section == "harms" and bool(labelled.cases(parts))
    listing = context.section and (told_here or sentence.kind == "list_item" or reported or (parts and _label_of(parts[0])))
    stated = not reported and any(r.construction in ("active", "passive") for r, _ in found)
    if listing and not stated and (listed := list(labelled.listed(parts, context.section or "other"))):
        sublabelled = context.section != "harms" and any(p.opened_by == ":" for p in parts)
        acting = before[0] if before else None if sublabelled else antecedents.labelled_by(context)
        if acting:
            found = [(r, Antecedent(acting.nutrients, lack=context.section == "deficiency")) for r in listed]
    note(parts, before, sentence, context)
    yield from found


def _points(reading: Reading) -> bool:
    """Whether a pronoun stands for what acts, which any clause before may have named: "..., which may explain its effect on"."""
    return reading.group is not None and reading.group.anaphor is not None


_DESIGNS = frozenset({"trial", "trials", "study", "studies", "protocol", "evaluation", "investigation", "investigations", "rct", "cohort"})


def _finite(reading: Reading) -> bool:
    """Whether a title states what a study found: "D reduces falls: a trial", not "a trial of D to reduce falls"."""
    return any(
        c.kind in ("link", "adjective", "weak") or (c.kind in ("verb", "motion") and c.text.endswith(("s", "ed"))) for c in reading.chain
    )


def _excepted(part: Clause, reading: Reading, acting: Antecedent) -> Iterator[tuple[Reading, Antecedent]]:
    """The outcomes of "... but not vomiting", which what was said before denies by leaving its verb out."""
    if part.items and part.items[0].kind == "negation" and [i.text for i in part.items[1:2]] not in (["with"], ["among"]):
        outcomes = [i for i in part.items if i.argument and i.argument.outcome]
        yield from ((replace(reading, outcome=i, clause=part, chain=[], negated=True), acting) for i in outcomes)


def _denied(part: Clause, groups: Sequence[Group], sentence: Sentence) -> Iterator[Antecedent]:
    """The exposures of "... but not by K1", "... but K1 does not"."""
    kinds = [i.kind for i in part.items if i.kind != "sign"]
    if kinds and (kinds[0] == "negation" or kinds[-1] == "negation"):
        yield from (Antecedent(g.nutrients, g.together, g.lack, sentence.position) for g in groups if g.nutrients)


def _label_of(part: Clause) -> Antecedent | None:
    """`Licorice: ...`, `Iodine toxicity: ...`: a clause of nothing but an exposure."""
    acting = [i.argument for i in part.items if i.argument and i.argument.nutrients]
    if part.opened_by == "" and len(acting) == 1 and len(part.items) <= 2:
        return Antecedent(acting[0].nutrients, lack=acting[0].lack)
    return None


def _resolved(reading: Reading, acting: Antecedent, before: Sequence[Argument]) -> Iterator[Settled]:
    """A reading with its outcome, or with those that "this disease" (the last named) and "these diseases" (all named) stand for."""
    argument = reading.outcome.argument
    if argument is not None and argument.refers_back:
        own = [i.argument for i in reading.clause.items if i.end <= reading.outcome.start and i.argument and i.argument.outcome_id]
        meant = own or list(before)
        yield from ((reading, acting, a) for a in (meant if reading.outcome.text.startswith("these") else meant[-1:]))
    elif argument is not None:
        yield reading, acting, argument


def _named(parts: Sequence[Clause], reading: Reading) -> list[Argument]:
    """The outcomes that the sentence names before that of a reading."""
    items = [i for part in parts for i in part.items if i.end <= reading.outcome.start]
    return [i.argument for i in items if i.argument and i.argument.outcome_id and not i.argument.nutrients]


_INTRODUCING = frozenset({"that", "whether", "if"})
