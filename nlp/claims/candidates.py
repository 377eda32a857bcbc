"""Which sentences may state a claim, and what part of them: something acts there, and something is acted on."""

import re
from collections.abc import Set

from nlp.claims import arguments, words
from nlp.claims.arguments import Names
from nlp.claims.context import Context
from nlp.page import Page, Sentence


def span(page: Page, sentence: Sentence, titles: dict[str, str]) -> tuple[int, int] | None:
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


def may_state(page: Page, sentence: Sentence, start: int, end: int, names: Names, context: Context) -> bool:
    """Whether something is named that could act, or be pointed at, and something that could be acted on."""
    if names.nutrients:
        return True
    if not (names.outcomes or names.biomarkers):
        return False
    if sentence.kind == "list_item" or context.section or context.labelled:
        return True
    if names.biomarkers or any(arguments.acting(m.concept_id or "") for m in names.outcomes):
        return True
    near = context.recent is not None and sentence.position - context.recent.position <= 2
    referring = near and _REFERRING.search(page.shadow, start, end)
    return bool(referring or (context.titled and _GOING_ON.search(page.shadow, start, end)))


_REFERRING = re.compile(
    r"\b(?:it|its|they|their|this|these|both|the|such|no|not|groups|arms)\b|\b(?:supplement|dose|intake|ingestion|use|consumption|combin|treat|overdose|fortif|together|toxicity|adding|duo|deficien|insufficien|low\s)",
    re.IGNORECASE,
)
# speaks of the topic though nothing near names it: a pronoun, what a trial found not to happen
_GOING_ON = re.compile(
    r"\b(?:it|its|no|not|groups|arms|unchanged|unaffected|similar|supplements?|deficiency|adverse|side\seffects?)\b|n't\b", re.IGNORECASE
)


def is_related(spoken: Set[str], acted_on: bool) -> bool:
    """Whether words may relate one thing to another; where nothing is known to be acted on, only those that may name it themselves."""
    anything = acted_on or not words.organs().keys().isdisjoint(spoken)
    relating = words.openings() if anything else words.openings("property", "predicate", "process", "absorbs", "verb")
    return not relating.isdisjoint(spoken)
