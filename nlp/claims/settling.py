"""The readings of a sentence's clauses, with what acts and what is acted on in each settled: by its words, or by what surrounds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from nlp.claims import antecedents, labelled, relations, scope
from nlp.claims.arguments import Argument
from nlp.claims.clauses import Clause
from nlp.claims.context import Antecedent, Context
from nlp.claims.groups import Group
from nlp.claims.noting import note
from nlp.claims.relations import Reading
from nlp.page import Sentence

Acted = tuple[Reading, Antecedent]
Settled = tuple[Reading, Antecedent, Argument]


def settled(parts: list[Clause], sentence: Sentence, context: Context, told_here: bool) -> list[Settled]:
    """Readings of a sentence's clauses, each with what acts and the outcome. `told_here`: the sentence begins with a section's label."""
    before = context.outcomes
    return [
        resolved
        for reading, acting in _readings(parts, sentence, context, told_here)
        for resolved in _resolved(reading, acting, _named(parts, reading) or before)
    ]


@dataclass(slots=True)
class _SoFar:
    """What the clauses of a sentence have told, and what those after them may go on about."""

    found: list[Acted] = field(default_factory=list)
    before: list[Antecedent] = field(default_factory=list)  # what acted, or was named without acting, clause by clause
    last: list[Reading] = field(default_factory=list)  # of the last clause that states anything
    waiting: list[Reading] = field(default_factory=list)  # before a colon, after which what acts may be named
    main: Clause | None = None  # the last one that is not inserted


def _readings(parts: list[Clause], sentence: Sentence, context: Context, told_here: bool) -> list[Acted]:
    """Readings of the clauses in order, with what acts in each; `context` takes what the sentence named."""
    so_far = _SoFar()
    for n in range(len(parts)):
        _read(parts, n, so_far, sentence, context)
    found, waiting = so_far.found, so_far.waiting
    if waiting and (acting := antecedents.announced(so_far.before, waiting[0], sentence, context)):
        found = [*((reading, acting) for reading in waiting), *found]
    found = _listed(parts, found, so_far.before, sentence, context, told_here) or found
    note(parts, so_far.before, sentence, context)
    return found


def _read(parts: list[Clause], n: int, so_far: _SoFar, sentence: Sentence, context: Context) -> None:
    """Read one clause; `so_far` and `context` take what it tells."""
    part, followed_by = parts[n], parts[n + 1].opened_by if n + 1 < len(parts) else None
    read, groups = relations.readings(part)
    if scope.concedes(part):
        for reading in so_far.last:
            reading.hedged = True
    told = _stated(read, part, so_far.main, followed_by, context)
    if _is_title(parts, sentence):
        told = [r for r in told if _finite(r)]
    named = [Antecedent(ids, g.together, g.lack, sentence.position) for g in groups if not g.governed and (ids := g.nutrients)]
    if part.opened_by == ":" and named and not told:
        so_far.found += _announced(so_far.waiting, named[0])
        so_far.waiting = []
    announcing = part.opened_by == "" and followed_by == ":"
    so_far.waiting += (r for r in told if announcing and r.group is None)
    acted = _acted([r for r in told if not announcing or r.group is not None], named, parts[: n + 1], so_far, sentence, context)
    so_far.found += acted
    if so_far.found and not read and part.opened_by == "but":
        said, acting = so_far.found[-1]
        so_far.found += _excepted(part, said, acting)
        so_far.found += _denied(part, groups, said, sentence)
    if context.section != "interactions" and (label := _label_of(part)):
        context.labelled = label.nutrients
        named = named or [label]
    so_far.before += [acted[0][1]] if acted and not part.inserted else named
    so_far.main = so_far.main if part.inserted else part
    so_far.last = told or so_far.last


def _stated(read: Sequence[Reading], part: Clause, main: Clause | None, followed_by: str | None, context: Context) -> list[Reading]:
    """The readings of a clause that state something, as what introduces it or it goes on with has them."""
    speaks_of = followed_by == ":" and context.section == "interactions"  # names the drugs of which the text after the colon tells
    if speaks_of or followed_by == "?":
        return []
    introduced = main if part.opened_by in _INTRODUCING else None
    continued = main if part.opened_by == "," else None
    return [stated for r in read if (stated := scope.scoped(r, introduced, continued)) is not None]


def _announced(waiting: Sequence[Reading], named: Antecedent) -> Iterator[Acted]:
    """The readings before a colon, with what the clause after it names: "Two supplements lower blood pressure: garlic and beetroot"."""
    several = len(named.nutrients) > 1
    for reading in waiting:
        yield reading, replace(named, together=several and (named.together or antecedents.joint(reading)))


def _acted(
    told: Sequence[Reading], named: Sequence[Antecedent], parts: Sequence[Clause], so_far: _SoFar, sentence: Sentence, context: Context
) -> list[Acted]:
    """The readings of the last of some clauses in which it is settled what acts."""
    *left, part = parts
    known = so_far.before
    if part.opened_by in antecedents.RELATIVE:
        known = antecedents.modified(part, next((p for p in reversed(left) if not p.inserted), part), known, so_far.last)
    found: list[Acted] = []
    for reading in told:
        if not so_far.before and antecedents.stands_for_another(reading, left):
            continue
        if acting := antecedents.acting(reading, so_far.before if _points(reading) else known, sentence, context):
            reading.remote = not (so_far.before or named or context.section or context.labelled)
            found.append((reading, acting))
    return found


def _listed(
    parts: list[Clause], found: Sequence[Acted], before: Sequence[Antecedent], sentence: Sentence, context: Context, told_here: bool
) -> list[Acted]:
    """The outcomes that stand without a verb under the label of a section, with what the label or the sentence names."""
    reported = context.section == "harms" and bool(labelled.cases(parts))
    listing = told_here or sentence.kind == "list_item" or reported or (parts and _label_of(parts[0]))
    stated = not reported and any(r.construction in ("active", "passive") for r, _ in found)
    if not context.section or not listing or stated:
        return []
    sublabelled = context.section != "harms" and any(p.opened_by == ":" for p in parts)
    named = [a for a in before[:1] if not (told_here and a.lack and context.section == "harms")]  # "Toxicity: copper deficiency, fever"
    acting = named[0] if named else None if sublabelled else antecedents.labelled_by(context)
    if acting is None:
        return []
    told = Antecedent(acting.nutrients, lack=context.section == "deficiency")
    return [(reading, told) for reading in labelled.listed(parts, context.section)]


def _points(reading: Reading) -> bool:
    """Whether a pronoun stands for what acts, which any clause before may have named: "..., which may explain its effect on"."""
    return reading.group is not None and reading.group.anaphor is not None


def _is_title(parts: Sequence[Clause], sentence: Sentence) -> bool:
    """Whether a sentence is the title of a study."""
    designed = sentence.kind == "heading" and any(not _DESIGNS.isdisjoint(i.text.split(" ")) for p in parts for i in p.items)
    return designed or sentence.kind == "reference"


_DESIGNS = frozenset({"trial", "trials", "study", "studies", "protocol", "evaluation", "investigation", "investigations", "rct", "cohort"})


def _finite(reading: Reading) -> bool:
    """Whether a title states what a study found: "D reduces falls: a trial", not "a trial of D to reduce falls"."""
    return any(
        c.kind in ("link", "adjective", "weak") or (c.kind in ("verb", "motion") and c.text.endswith(("s", "ed"))) for c in reading.chain
    )


def _excepted(part: Clause, reading: Reading, acting: Antecedent) -> Iterator[Acted]:
    """The outcomes of "... but not vomiting", which what was said before denies by leaving its verb out."""
    if part.items and part.items[0].kind == "negation" and [i.text for i in part.items[1:2]] not in (["with"], ["among"]):
        outcomes = [i for i in part.items if i.argument and i.argument.outcome]
        yield from ((replace(reading, outcome=i, clause=part, chain=[], denied_by=part.items[0]), acting) for i in outcomes)


def _denied(part: Clause, groups: Sequence[Group], reading: Reading, sentence: Sentence) -> Iterator[Acted]:
    """What was said before, denied of the exposures of "... but not by K1", "... but K1 does not"."""
    items = [i for i in part.items if i.kind != "sign"]
    denial = next((i for i in (*items[:1], *items[-1:]) if i.kind == "negation"), None)
    for group in groups if denial is not None else ():
        if group.nutrients:
            acting = Antecedent(group.nutrients, group.together, group.lack, sentence.position)
            yield replace(reading, group=group, denied_by=denial), acting


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
