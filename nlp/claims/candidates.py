"""Which sentences may state a claim, and what part of them: something acts there, and something is acted on."""

import re
from collections.abc import Set

from nlp.claims import words
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


def is_related(spoken: Set[str], acted_on: bool) -> bool:
    """Whether words may relate one thing to another; where nothing is known to be acted on, only those that may name it themselves."""
    anything = acted_on or not words.organs().keys().isdisjoint(spoken)
    relating = words.openings() if anything else words.openings("property", "predicate", "process", "absorbs", "verb")
    return not relating.isdisjoint(spoken)
