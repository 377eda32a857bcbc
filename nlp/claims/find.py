"""Sentences to claims: reads each with the grammar, fills from the context what it leaves out, and makes the rows."""

from collections.abc import Iterable, Sequence

from nlp.claims import arguments, candidates, clauses, overclaiming, settling, stating, tying, words
from nlp.claims import context as contexts
from nlp.claims.context import Context
from nlp.claims.noting import pass_over
from nlp.page import Page, Sentence
from nlp.schema import Claim, Grounded, Reference

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
        if span := candidates.span(page, sentence, titles):
            found += _claims(page, sentence, *span, context, gathered)
    return overclaiming.judged(page, found)


def _title(reference: Reference) -> str | None:
    """The title of a reference, or what stands before its journal where no title was told apart."""
    if reference.title or not reference.journal:
        return reference.title
    return reference.text.partition(reference.journal)[0].strip() or None


def _claims(page: Page, sentence: Sentence, start: int, end: int, context: Context, facts: tying.Facts) -> list[Claim]:
    told = contexts.label(page, sentence)
    if told:
        context.section, start = told
        context.labelled = ()
    elif sentence.kind == "heading":
        context.section = None
    if sentence.line != context.line:
        context.line, context.labelled = sentence.line, ()
    names = arguments.names(page, start, end)
    amounts = list(arguments.amounts(names, start, end, facts.amounts.get(sentence.sentence_id, ())))
    if context.section == "aims" or not (amounts or candidates.may_state(page, sentence, start, end, names, context)):
        pass_over(page, sentence, names, context)
        return []
    tokens = words.tokens(page.shadow[start:end])
    acted_on = bool(amounts or names.outcomes or names.biomarkers)
    if context.section is None and not candidates.is_related({t[0] for t in tokens}, acted_on):
        pass_over(page, sentence, names, context)
        return []
    parts = clauses.clauses(page, start, tokens, names, amounts)
    settled = settling.settled(parts, sentence, context, told is not None)
    if not settled:
        return []
    said = stating.said(page, sentence, facts)
    return _distinct(claim for reading, acting, argument in settled for claim in stating.claims(said, reading, acting, argument))


def _distinct(rows: Iterable[Claim]) -> list[Claim]:
    """Claims of a sentence, each exposure and outcome once: the surest reading."""
    best: dict[tuple[object, ...], Claim] = {}
    for row in rows:
        key = (row.exposure_ids, row.lack, row.outcome_id or row.outcome_text, row.direction == "no_effect")
        if key not in best or row.score > best[key].score:
            best[key] = row
    return list(best.values())
