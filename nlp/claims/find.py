"""Sentences to claims: reads each with the grammar, fills from the context what it leaves out, and makes the rows.

`tying` first ties the facts to their studies and references, and gathers them by sentence. `context` finds what the article is about, and
goes on from sentence to sentence. Then, for each sentence:

1. Names. `candidates` tells what part of it may state something, `context` the section whose label it begins with. `arguments` tells what
   the names in it are to a claim, and `items` puts them in order with the phrases of the tables (`words`) and the words between.
2. Items. `composing` takes in what makes one thing with an argument: with `drugs` what becomes of a drug, with `phrases` cues whose words
   stand apart, with `pointing` names that do not act, with `lacking` what is low. `objects` adds outcomes that no lexicon names.
3. Readings. `clauses` cuts the items, and `settling` reads clause by clause. In each, `relations` finds who acts on what: `groups` takes
   exposures side by side together, `chains` the cues that govern each outcome; what acts stands before it (`subjects`) or behind it
   (`passives`), and what is only near is left out (`spurious`); `mixed` tells research that came out both ways. `scope` tells what is
   denied or hedged, and with `unstated` what is not stated at all. `antecedents` settles what acts where the clause does not name it,
   `labelled` reads lists under a label, and `noting` keeps for later sentences what this one names. `leading` has an item of a list read
   as the end of the sentence before the list.
4. Claims. `stating` makes claims of the readings: the direction and certainty, with `attributes` who says it and for whom, with `tying` the
   doses, effects, studies and references it rests on.
5. Scores. `weighing` gives every pair of an exposure and an outcome its chance. Claims that are unlikely go, and `stating` adds those of
   likely pairs that the grammar passed over.

Last, `overclaiming` holds what each claim says against what the studies that it rests on can show.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nlp.claims import arguments, candidates, clauses, leading, overclaiming, settling, stating, tying, weighing, words
from nlp.claims import context as contexts
from nlp.claims.arguments import Item
from nlp.claims.composing import composed
from nlp.claims.context import Context
from nlp.claims.items import items as items_of
from nlp.claims.noting import pass_over
from nlp.claims.objects import with_objects
from nlp.claims.weighing import Seen
from nlp.page import Page, Sentence
from nlp.schema import Claim, Grounded, Reference

_BRIEF = 40  # sentences


def find(page: Page, facts: Sequence[Grounded]) -> list[Grounded]:
    """Facts with their ties filled in (study and reference ids), followed by the claims of the article."""
    tied = tying.tied(page, facts)
    gathered = tying.gathered(tied)
    found: list[Grounded] = list(tied)
    for seen in read(page, tied, gathered):
        found += _distinct(stating.likely(page, seen, gathered))
    return overclaiming.judged(page, found)


def read(page: Page, tied: Sequence[Grounded], gathered: tying.Facts) -> Iterator[Seen]:
    """The sentences that may state something, each with what it names and what the grammar claims of it."""
    titles = {r.sentence_id: title for r in tied if isinstance(r, Reference) and (title := _title(r))}
    topic = contexts.topic(page)
    context = Context(topic, contexts.titled(page, topic), contexts.members(page), len(page.sentences) < _BRIEF)
    before: Seen | None = None
    for sentence in page.sentences:
        if span := candidates.span(page, sentence, titles):
            before = _seen(page, sentence, *span, context, gathered, before)
            yield before
            before = replace(before, before=None)


def _title(reference: Reference) -> str | None:
    """The title of a reference, or what stands before its journal where no title was told apart."""
    if reference.title or not reference.journal:
        return reference.title
    return reference.text.partition(reference.journal)[0].strip() or None


def _seen(page: Page, sentence: Sentence, start: int, end: int, context: Context, facts: tying.Facts, before: Seen | None) -> Seen:
    """A sentence's items and what may act in it, read by the grammar where its words relate something; `context` goes on."""
    told_here = _label(page, sentence, context)
    start = told_here or start
    names = arguments.names(page, start, end)
    amounts = list(arguments.amounts(names, start, end, facts.amounts.get(sentence.sentence_id, ())))
    tokens = words.tokens(page.shadow[start:end])
    acted_on = bool(amounts or names.outcomes or names.biomarkers)
    may_state = context.section != "aims" and bool(amounts or candidates.may_state(page, sentence, start, end, names, context))
    goes_on = context.section is not None or (sentence.kind == "list_item" and bool(context.lead))
    related = may_state and (goes_on or candidates.is_related({t[0] for t in tokens}, acted_on))
    items: list[Item] = []
    leads = sentence.kind != "list_item" and page.shadow[start:end].rstrip().endswith(":")
    if related or (context.section != "aims" and (acted_on or leads)):
        items = composed(items_of(page, start, tokens, names, amounts))
    weighable = with_objects(items)
    exposures = weighing.exposures(weighable, sentence, context) if items else []
    claims: list[Claim] = []
    if related:
        led = leading.led(items, sentence, context)
        settled = led or settling.settled(clauses.clauses(items), sentence, context, told_here is not None)
        said = stating.said(page, sentence, facts) if settled else None
        claims = [c for reading, acting, argument in settled if said for c in stating.claims(said, reading, acting, argument)]
    else:
        pass_over(page, sentence, names, context)
    if sentence.kind != "list_item":
        context.lead = leading.lead(items) if leads else ()
    if context.labelled:  # "Licorice: high blood pressure, fatigue": nothing that was named before is meant
        exposures = [e for e in exposures if e.at is not None or e.told == "label"]
    return Seen(sentence, page.shadow[end - 1], weighable, exposures, context.section, context.topic, claims, before)


def _label(page: Page, sentence: Sentence, context: Context) -> int | None:
    """Where a sentence goes on after the label of a section that it begins with; `context` takes the section."""
    told = contexts.label(page, sentence)
    if told:
        context.section, at = told
        context.labelled = ()
    elif sentence.kind == "heading":
        context.section = None
    if sentence.line != context.line:
        context.line, context.labelled = sentence.line, ()
    if context.section == "harms" and (after := contexts.route(page, sentence, at if told else sentence.start)):
        return after
    return at if told else None


def _distinct(rows: Iterable[Claim]) -> list[Claim]:
    """Claims of a sentence, each exposure and outcome once: the surest reading."""
    best: dict[tuple[object, ...], Claim] = {}
    for row in rows:
        key = (row.exposure_ids, row.lack, row.outcome_id or row.outcome_text, row.direction == "no_effect")
        if key not in best or row.score > best[key].score:
            best[key] = row
    return list(best.values())
