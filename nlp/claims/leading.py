"""Lists whose items end the sentence before them: "Low zinc is linked to:", "Symptoms of zinc deficiency:"."""

from collections.abc import Sequence

from nlp.claims import clauses, settling
from nlp.claims.arguments import Item
from nlp.claims.context import Context
from nlp.claims.settling import Settled
from nlp.page import Sentence

_VERBAL = frozenset({"verb", "weak", "link", "use", "auxiliary", "hedge", "helper"})


def lead(items: Sequence[Item]) -> list[Item]:
    """What the items of a list go on from, if it names what acts; a heading as "Benefits of zinc:" includes them."""
    told = list(items)
    while told and told[-1].kind == "stop":
        told.pop()
    if not any(i.argument and i.argument.nutrients for i in told):
        return []
    if any(i.kind in _VERBAL and " of" not in i.text for i in told):
        return told
    return [*told, Item("preposition", told[-1].end, told[-1].end, "include")]


def led(items: Sequence[Item], sentence: Sentence, context: Context) -> list[Settled]:
    """What an item of a list states as the end of the sentence that leads to the list; nothing where it names what acts itself."""
    if not context.lead or sentence.kind != "list_item" or any(i.argument and i.argument.nutrients for i in items):
        return []
    bulleted = next((n for n, i in enumerate(items) if i.kind not in ("sign", "stop", "number")), 0)
    settled = settling.settled(clauses.clauses([*context.lead, *items[bulleted:]]), sentence, context, False)
    return [told for told in settled if told[0].outcome.start >= sentence.start]
