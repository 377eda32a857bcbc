"""Sentences to claims: reads each with the grammar, fills from the context what it leaves out, and makes the rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp import lexicon
from nlp.claims import antecedents, arguments, attributes, chains, clauses, labelled, overclaiming, relations, scope, scoring, tying, words
from nlp.claims import context as contexts
from nlp.claims.arguments import Argument, Item
from nlp.claims.clauses import Clause
from nlp.claims.composing import SAFE
from nlp.claims.context import Antecedent, Context
from nlp.claims.groups import Group
from nlp.claims.relations import Reading
from nlp.page import Page, Sentence
from nlp.schema import Certainty, Claim, ClaimDirection, Grounded, Reference

_INTRODUCING = frozenset({"that", "whether", "if"})


_BRIEF = 40  # sentences


def find(page: Page, facts: Sequence[Grounded]) -> list[Grounded]:
    """Facts with their ties filled in (study and reference ids), followed by the claims of the article."""
    tied = tying.tied(page, facts)
    gathered = tying.gathered(tied)
    titles = {r.sentence_id: title for r in tied if isinstance(r, Reference) and (title := _title(r))}
    topic = contexts.topic(page)
    context = Context(topic, contexts.titled(page, topic), contexts.members(page), len(page.sentences) < _BRIEF)
    found: list[Grounded] = list(tied)
    for sentence in page.sentences:
        if span := _span(page, sentence, titles):
            found += _claims(page, sentence, *span, context, gathered)
    return overclaiming.judged(page, found)


def _title(reference: Reference) -> str | None:
    """The title of a reference, or what stands before its journal where no title was told apart."""
    if reference.title or not reference.journal:
        return reference.title
    return reference.text.partition(reference.journal)[0].strip() or None


def _span(page: Page, sentence: Sentence, titles: dict[str, str]) -> tuple[int, int] | None:
    """The part of a sentence that may state something: not furniture, of a reference only its title, no questions."""
    start, end = sentence.start, sentence.end
    if sentence.kind == "boilerplate":
        return None
    if sentence.kind == "reference":
        title = titles.get(sentence.sentence_id)
        at = page.text.find(title, start, end) if title else -1
        if at < 0 or title is None:
            return None
        start, end = at, at + len(title)
    if page.shadow[start:end].rstrip("\"')] ").endswith("?"):
        asked = _ASKED.search(page.shadow, start, end)
        return (start, asked.start()) if asked and not _ASKS.match(page.shadow, start, end) else None
    return start, end


_ASKS = re.compile(r"\W*(?:is|are|was|were|do|does|did|can|could|will|would|should|what|why|how|who|which)\b", re.IGNORECASE)
# "..., but can they also protect": what stands before a question is stated
_ASKED = re.compile(r",\s(?:but|so|yet)\s(?:what|why|how|who|where|can|could|do|does|did|is|are|was|were|will|would|should)\b[^?]*\?")


def _claims(page: Page, sentence: Sentence, start: int, end: int, context: Context, facts: tying.Facts) -> list[Claim]:
    told = contexts.label(page, sentence)
    if told:
        context.section, start = told
        context.labelled = ()
    elif sentence.kind == "heading":
        context.section = None
    if sentence.line != context.line:
        context.line, context.labelled = sentence.line, ()
    amounts = list(arguments.amounts(page, start, end, facts.amounts.get(sentence.sentence_id, ())))
    if context.section == "aims" or not (amounts or _may_state(page, sentence, start, end, context)):
        _pass_over(page, sentence, start, end, context)
        return []
    tokens = words.tokens(page.shadow[start:end])
    acted_on = bool(amounts or arguments.outcomes(page, start, end) or page.mentions_in(start, end, "BIOMARKER"))
    acted_on = acted_on or not words.organs().keys().isdisjoint(t[0] for t in tokens)
    relating = words.openings() if acted_on else words.openings("property", "process", "absorbs", "verb")
    related = not relating.isdisjoint(t[0] for t in tokens) or any(t[0] == SAFE for t in tokens)
    if context.section is None and not related:
        _pass_over(page, sentence, start, end, context)
        return []
    parts = clauses.clauses(page, start, end, tokens, amounts)
    before = context.outcomes
    read = [
        resolved
        for reading, acting in _readings(parts, sentence, context, told is not None)
        for resolved in _resolved(reading, acting, _named(parts, reading) or before)
    ]
    found = (row for reading, acting, argument in read for row in _rows(page, sentence, reading, acting, argument, facts))
    return _distinct([scoring.scored(page, sentence, row) for row in found])


_REFERRING = re.compile(
    r"\b(?:it|its|they|their|this|these|both|the|such)\b|\b(?:supplement|dose|intake|ingestion|use|consumption|combin|treat|overdose|fortif|together|toxicity|adding|duo|deficien|insufficien|low\s)",
    re.IGNORECASE,
)


def _may_state(page: Page, sentence: Sentence, start: int, end: int, context: Context) -> bool:
    """Whether something is named that could act, or be pointed at, and something that could be acted on."""
    if page.mentions_in(start, end, "NUTRIENT"):
        return True
    if not (arguments.outcomes(page, start, end) or page.mentions_in(start, end, "BIOMARKER")):
        return False
    if sentence.kind == "list_item" or context.section or context.labelled:
        return True
    if context.titled and any(m.concept_id == "adverse_effects" for m in page.mentions_in(start, end, "OUTCOME")):
        return True
    states = page.mentions_in(start, end, "BIOMARKER")
    if states or any(arguments.acting(m.concept_id or "") for m in page.mentions_in(start, end, "OUTCOME")):
        return True
    near = context.recent is not None and sentence.position - context.recent.position <= 2
    return near and bool(_REFERRING.search(page.shadow, start, end))


def _pass_over(page: Page, sentence: Sentence, start: int, end: int, context: Context) -> None:
    """Keeps what a sentence that states nothing names for those after it."""
    nutrients = tuple(dict.fromkeys(m.concept_id for m in page.mentions_in(start, end, "NUTRIENT") if m.concept_id))
    context.name([Antecedent(nutrients[:1])] if nutrients else [], sentence.position)
    if nutrients or sentence.kind != "list_item":
        context.introduced = Antecedent(nutrients, len(nutrients) > 1) if nutrients else None
    outcomes = arguments.outcomes(page, start, end)
    if outcomes:
        context.outcomes = tuple(Argument(outcome=page.shadow[m.start : m.end], outcome_id=m.concept_id) for m in outcomes)
    first = min([*page.mentions_in(start, end, "NUTRIENT")[:1], *outcomes[:1]], key=lambda m: m.start, default=None)
    context.subject = Antecedent(nutrients[:1], position=sentence.position) if first is not None and first.label == "NUTRIENT" else None


def _readings(parts: list[Clause], sentence: Sentence, context: Context, told_here: bool) -> Iterator[tuple[Reading, Antecedent]]:
    """Readings of a sentence's clauses with what acts in each. `told_here`: the sentence begins with a section's label."""
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
        named = [Antecedent(g.nutrients, g.together, g.lack, sentence.position) for g in groups if g.nutrients and not g.governed]
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
            elif acting := antecedents.acting(reading, before if _points(reading) else known, sentence, context):
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
    _note(parts, before, sentence, context)
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


def _note(parts: Sequence[Clause], named: Sequence[Antecedent], sentence: Sentence, context: Context) -> None:
    """Keeps what the sentence names for those after it."""
    context.name(named, sentence.position)
    if named or sentence.kind != "list_item":
        context.introduced = named[0] if named else None
    first = next((i.argument for n, p in enumerate(parts) for i in p.items[0 if n else _led(p) :] if i.argument), None)
    if first is not None and first.nutrients and named:
        context.subject = Antecedent(named[0].nutrients, named[0].together, named[0].lack, sentence.position)
    elif first is None or not first.anaphor:
        context.subject = None
    elif context.subject is not None:
        context.subject = Antecedent(context.subject.nutrients, context.subject.together, context.subject.lack, sentence.position)
    outcomes = [i.argument for p in parts for i in p.items if i.argument and i.argument.outcome_id and not i.argument.nutrients]
    if outcomes:
        context.outcomes = tuple({a.outcome_id: a for a in outcomes}.values())


def _led(part: Clause) -> int:
    """How many items lead to what a clause is about: "In liver cells, honokiol ..."."""
    if not part.items or part.items[0].kind != "preposition":
        return 0
    comma = next((n for n, i in enumerate(part.items) if i.text == ","), 0)
    return 0 if any(i.argument and i.argument.nutrients for i in part.items[:comma]) else comma


def _label_of(part: Clause) -> Antecedent | None:
    """`Licorice: ...`, `Iodine toxicity: ...`: a clause of nothing but an exposure."""
    acting = [i.argument for i in part.items if i.argument and i.argument.nutrients]
    if part.opened_by == "" and len(acting) == 1 and len(part.items) <= 2:
        return Antecedent(acting[0].nutrients, lack=acting[0].lack)
    return None


def _named(parts: Sequence[Clause], reading: Reading) -> list[Argument]:
    """The outcomes that the sentence names before that of a reading."""
    items = [i for part in parts for i in part.items if i.end <= reading.outcome.start]
    return [i.argument for i in items if i.argument and i.argument.outcome_id and not i.argument.nutrients]


def _resolved(reading: Reading, acting: Antecedent, before: Sequence[Argument]) -> Iterator[tuple[Reading, Antecedent, Argument]]:
    """A reading with its outcome, or with those that "this disease" (the last named) and "these diseases" (all named) stand for."""
    argument = reading.outcome.argument
    if argument is not None and argument.refers_back:
        own = [i.argument for i in reading.clause.items if i.end <= reading.outcome.start and i.argument and i.argument.outcome_id]
        meant = own or list(before)
        yield from ((reading, acting, a) for a in (meant if reading.outcome.text.startswith("these") else meant[-1:]))
    elif argument is not None:
        yield reading, acting, argument


def _rows(page: Page, sentence: Sentence, reading: Reading, acting: Antecedent, argument: Argument, facts: tying.Facts) -> Iterator[Claim]:
    known = lexicon.outcomes().get(argument.outcome_id or "")
    better_when = known.better_when if known else None
    chain = reading.chain[:-1] if argument.harmed else reading.chain
    goes: ClaimDirection = chains.direction(chain, argument.sign, better_when)
    if better_when in ("higher", "lower") and _is_among_benefits(reading):
        goes = "increases" if better_when == "higher" else "decreases"
    if goes == "increases" and better_when != "higher" and not acting.lack and argument.sign == "=" and _is_unsigned(reading, chain):
        goes = "affects"
    own = set(argument.nutrients) & set(acting.nutrients)
    if _is_lowered(argument):
        goes = _OPPOSITE.get(goes, goes)
    certainty: Certainty = "asserted"
    if reading.negated:
        goes, certainty = "no_effect", "negated"
    elif reading.hedged:
        certainty = "hedged"
    named = reading.group is not None and bool(reading.group.nutrients)
    start, end = _quoted(reading)
    if own and (_tells_itself(reading) or (not named and argument.lack) or _goes_astray(goes, acting, argument)):
        return
    for nutrients in [tuple(sorted(acting.nutrients))] if acting.together else [(n,) for n in acting.nutrients]:
        polarity = attributes.polarity(goes, better_when)
        yield page.row(
            Claim, start, end, exposure_ids=nutrients, exposure_text=_exposure_text(page, reading), lack=acting.lack,
            outcome_id=argument.outcome_id, outcome_text=argument.outcome, direction=goes, polarity=polarity, certainty=certainty,
            cue=", ".join(page.text[c.start : c.end] for c in reading.chain if c.end > c.start) or None,
            attribution=attributes.attribution(page, sentence),
            claim_type=attributes.claim_type(argument.outcome or "", argument.outcome_id, acting.lack, polarity),
            population=attributes.population(page, sentence), comparator=attributes.comparator(page, sentence, start),
            **tying.ties(page, sentence, start, end, nutrients, argument, facts),
        )  # fmt: skip


def _is_among_benefits(reading: Reading) -> bool:
    """Whether an outcome is one of the benefits that the clause lists: "its benefits include lower weight and better sleep"."""
    before = [i.text for i in reading.clause.items if i.end <= reading.outcome.start]
    listed = next((n for n, text in enumerate(before) if text in ("include", "includes", "including", "such as")), 0)
    return any(text.startswith("benefits") for text in before[:listed])


def _is_unsigned(reading: Reading, chain: Sequence[Item]) -> bool:
    """Whether a relation is told without which way it goes: by its cues, or of a status that may be high or low."""
    status = reading.group is not None and any(item.text.endswith(" status") for item in reading.group.items)
    return chains.is_unsigned(chain, at_all=status)


def _goes_astray(goes: ClaimDirection, acting: Antecedent, argument: Argument) -> bool:
    """Whether a nutrient is said to do to its own level in the body what it cannot: to lower it, to bring about its lack."""
    acts = arguments.acting(argument.outcome_id or "")
    deficiency = acts is not None and acts[1]
    return acting.lack or goes == ("increases" if deficiency else "decreases") or (deficiency and goes == "affects")


_OPPOSITE: dict[ClaimDirection, ClaimDirection] = {"increases": "decreases", "decreases": "increases"}


def _is_lowered(argument: Argument) -> bool:
    """Whether an outcome is a low level told as such ("causes low 25(OH)D"), not a deficiency, whose name says so itself."""
    acts = arguments.acting(argument.outcome_id or "")
    return argument.lack and acts is not None and not acts[1]


def _tells_itself(reading: Reading) -> bool:
    """Whether a nutrient's state in the body is said to act on itself ("25(OH)D levels in the low teens")."""
    return reading.group is not None and any(i.kind == "outcome" for i in reading.group.items)


def _quoted(reading: Reading) -> tuple[int, int]:
    parts = [reading.outcome, *reading.chain, *(reading.group.items if reading.group else [])]
    return min(p.start for p in parts), max(p.end for p in parts)


def _exposure_text(page: Page, reading: Reading) -> str | None:
    if reading.group is None:
        return None
    return page.text[reading.group.items[0].start : reading.group.items[-1].end]


def _distinct(rows: Sequence[Claim]) -> list[Claim]:
    """Claims of a sentence, each exposure and outcome once: the surest reading."""
    best: dict[tuple[object, ...], Claim] = {}
    for row in rows:
        key = (row.exposure_ids, row.lack, row.outcome_id or row.outcome_text, row.direction == "no_effect")
        if key not in best or row.score > best[key].score:
            best[key] = row
    return list(best.values())
