"""Sentences to claims: reads each with the grammar, fills from the context what it leaves out, and makes the rows."""

from collections.abc import Iterator, Sequence

from nlp import lexicon
from nlp.claims import attributes, clauses, labelled, relations, scope, scoring, tying
from nlp.claims import context as contexts
from nlp.claims.clauses import Clause
from nlp.claims.context import Antecedent, Context
from nlp.claims.relations import Group, Reading
from nlp.page import Page, Sentence
from nlp.schema import Certainty, Claim, ClaimDirection, Grounded, Reference

_INTRODUCING = frozenset({"that", "whether", "if", ":"})
_SAME_THING = frozenset({"it", "they", "this", "its", "their", "which"})


def find(page: Page, facts: Sequence[Grounded]) -> list[Grounded]:
    """Facts with their ties filled in (study and reference ids), followed by the claims of the article."""
    tied = tying.tied(page, facts)
    gathered = tying.gathered(tied)
    titles = {r.sentence_id: r.title for r in tied if isinstance(r, Reference) and r.title}
    context = Context(contexts.topic(page))
    found: list[Grounded] = list(tied)
    for sentence in page.sentences:
        if span := _span(page, sentence, titles):
            found += _claims(page, sentence, *span, context, gathered)
    return found


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
    return None if page.shadow[start:end].rstrip("\"')] ").endswith("?") else (start, end)


def _claims(page: Page, sentence: Sentence, start: int, end: int, context: Context, facts: tying.Facts) -> list[Claim]:
    told = contexts.label(page, sentence)
    if told:
        context.section, start = told
        context.labelled = ()
    elif sentence.kind == "heading":
        context.section = None
    named = page.mentions_in(start, end, "NUTRIENT")
    if sentence.kind == "heading":
        context.heading = Antecedent(tuple(dict.fromkeys(m.concept_id for m in named if m.concept_id)), position=sentence.position)
    if context.section == "aims" or not (named or page.mentions_in(start, end, "OUTCOME") or page.mentions_in(start, end, "BIOMARKER")):
        return []
    parts = clauses.clauses(page, start, end)
    rows = [row for reading, acting in _readings(parts, sentence, context) for row in _rows(page, sentence, reading, acting, facts)]
    return _distinct(rows)


def _readings(parts: list[Clause], sentence: Sentence, context: Context) -> Iterator[tuple[Reading, Antecedent]]:
    """Readings of a sentence's clauses with what acts in each."""
    before: list[Group] = []
    frame: Clause | None = None
    last: list[Reading] = []
    found: list[tuple[Reading, Antecedent]] = []
    for part in parts:
        introduced = frame if part.opened_by in _INTRODUCING and part.opened_by != ":" else None
        read, groups = relations.readings(part)
        if scope.concedes(part):
            for reading in last:
                reading.hedged = True
        told = [s for r in read if (s := scope.scoped(r, introduced)) is not None]
        for reading in told:
            if acting := _acting(reading, before, sentence, context):
                found.append((reading, acting))
        before += [g for g in groups if g.nutrients]
        if part.opened_by == "" and sentence.kind != "heading" and _is_label(part, groups):
            context.labelled = groups[0].nutrients
        frame = part if not part.inserted else frame
        last = told or last
    if not found and context.section:
        acting = _labelled_by(before, context)
        found = [(r, acting) for r in labelled.listed(parts, context.section)] if acting else []
    context.name(before, sentence.position)
    yield from found


def _is_label(part: Clause, groups: Sequence[Group]) -> bool:
    """`Licorice: ...`: a clause of nothing but an exposure."""
    return len(groups) == 1 and bool(groups[0].nutrients) and len(part.items) <= 2


def _labelled_by(before: Sequence[Group], context: Context) -> Antecedent | None:
    if before:
        return Antecedent(before[0].nutrients, lack=context.section == "deficiency")
    nutrients = context.labelled or context.topic
    return Antecedent(nutrients, lack=context.section == "deficiency") if nutrients else None


def _acting(reading: Reading, before: Sequence[Group], sentence: Sentence, context: Context) -> Antecedent | None:
    """The exposures of a reading: its own, those a pronoun stands for, or those that the surroundings settle."""
    group = reading.group
    if group is not None and group.nutrients:
        return Antecedent(group.nutrients, group.together, group.lack, sentence.position)
    anaphor = group.anaphor if group is not None else None
    if anaphor is not None and anaphor.argument is not None:
        found = _referred(anaphor.argument.anaphor or "", before, sentence, context)
        if found is None:
            return None
        lack = anaphor.argument.lack or (found.lack and anaphor.text in _SAME_THING)
        return Antecedent(found.nutrients, found.together, lack, found.position)
    if not reading.bare:
        return None
    if before:
        return Antecedent(before[-1].nutrients, before[-1].together, before[-1].lack, sentence.position)
    if context.labelled:
        return Antecedent(context.labelled)
    if sentence.kind in ("list_item", "heading", "table_cell"):
        return Antecedent(context.topic) if context.topic else None
    near = context.recent is not None and sentence.position - context.recent.position <= 2
    if context.topic and near and reading.outcome.argument is not None and reading.outcome.argument.outcome_id:
        return Antecedent(context.topic)
    return None


def _referred(number: str, before: Sequence[Group], sentence: Sentence, context: Context) -> Antecedent | None:
    if number == "all":
        pair = context.pairs[-1] if context.pairs else None
        return pair if pair and sentence.position - pair.position <= 6 else None
    if before:
        return Antecedent(before[-1].nutrients, before[-1].together, before[-1].lack, sentence.position)
    if context.recent is not None and sentence.position - context.recent.position <= 2:
        return context.recent
    if context.labelled:
        return Antecedent(context.labelled)
    return Antecedent(context.topic) if context.topic else None


def _rows(page: Page, sentence: Sentence, reading: Reading, acting: Antecedent, facts: tying.Facts) -> Iterator[Claim]:
    argument = reading.outcome.argument
    if argument is None or argument.outcome is None:
        return
    known = lexicon.outcomes().get(argument.outcome_id or "")
    better_when = known.better_when if known else None
    goes: ClaimDirection = relations.direction(reading.chain, argument.sign, better_when)
    certainty: Certainty = "asserted"
    if reading.negated:
        goes, certainty = "no_effect", "negated"
    elif reading.hedged:
        certainty = "hedged"
    named = reading.group is not None and bool(reading.group.nutrients)
    start, end = _quoted(reading)
    for nutrients in [tuple(sorted(acting.nutrients))] if acting.together else [(n,) for n in acting.nutrients]:
        polarity = attributes.polarity(goes, better_when)
        yield page.row(
            Claim, start, end, exposure_ids=nutrients, exposure_text=_exposure_text(page, reading), lack=acting.lack,
            outcome_id=argument.outcome_id, outcome_text=argument.outcome, direction=goes, polarity=polarity, certainty=certainty,
            cue=", ".join(page.text[c.start : c.end] for c in reading.chain if c.end > c.start) or None,
            attribution=attributes.attribution(page, sentence),
            claim_type=attributes.claim_type(argument.outcome, argument.outcome_id, acting.lack, polarity),
            population=attributes.population(page, sentence), comparator=attributes.comparator(page, sentence, start),
            score=scoring.score(reading.construction, named=named, known=known is not None),
            **tying.ties(page, sentence, nutrients, argument.outcome_id, facts),
        )  # fmt: skip


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
        key = (row.exposure_ids, row.lack, row.outcome_id or row.outcome_text)
        if key not in best or row.score > best[key].score:
            best[key] = row
    return list(best.values())
