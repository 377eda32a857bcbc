"""What a sentence leaves for those after it to point back at: the exposures and outcomes that it names."""

from collections.abc import Sequence

from nlp.claims.arguments import Argument, Names
from nlp.claims.clauses import Clause
from nlp.claims.context import Antecedent, Context
from nlp.page import Page, Sentence


def note(parts: Sequence[Clause], named: Sequence[Antecedent], sentence: Sentence, context: Context) -> None:
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


def pass_over(page: Page, sentence: Sentence, names: Names, context: Context) -> None:
    """Keeps what a sentence that states nothing names for those after it."""
    nutrients = tuple(dict.fromkeys(m.concept_id for m in names.nutrients if m.concept_id))
    context.name([Antecedent(nutrients[:1])] if nutrients else [], sentence.position)
    if nutrients or sentence.kind != "list_item":
        context.introduced = Antecedent(nutrients, len(nutrients) > 1) if nutrients else None
    if names.outcomes:
        context.outcomes = tuple(Argument(outcome=page.shadow[m.start : m.end], outcome_id=m.concept_id) for m in names.outcomes)
    first = min([*names.nutrients[:1], *names.outcomes[:1]], key=lambda m: m.start, default=None)
    context.subject = Antecedent(nutrients[:1], position=sentence.position) if first is not None and first.label != "OUTCOME" else None
