"""What a page is about: the nutrients that an amount may be of where its sentence names none."""

from collections import Counter
from typing import NamedTuple

from nlp import lexicon
from nlp.facts.doses.fitting import FOODLIKE
from nlp.facts.words import meanings
from nlp.lexicon import lineage
from nlp.page import Page

BROAD = frozenset(meanings(__package__, "broad"))
"""Names of whole groups and of drugs, of which no dose is told."""
_SUBJECT = 8  # one in so many mentions, and two, make a nutrient one that a sentence may go on about without its name


class Topics(NamedTuple):
    """What a page is about."""

    counted: Counter[str]  # how often each nutrient is named
    title: list[str]  # the nutrients of the title
    common: list[str]  # those that make up half of all mentions, their kinds counted in
    food: list[str]  # the one most often named of those that are eaten or drunk, where it is a subject

    def has_subject(self, nutrient_id: str) -> bool:
        """Whether a nutrient is one that a sentence may go on about without its name."""
        count = self.counted[nutrient_id]
        return nutrient_id in self.title or (count > 1 and count * _SUBJECT >= self.counted.total())


def topics(page: Page) -> Topics:
    """What a page is about, by the nutrients that it names."""
    mentions = page.mentions_in(0, len(page.shadow), "NUTRIENT")
    named = [(m.concept_id, m.start) for m in mentions if m.concept_id and m.concept_id not in BROAD]
    counted = Counter(n for n, _ in named)
    title = next((s for s in page.sentences if s.kind != "boilerplate"), None)
    in_title = dict.fromkeys(n for n, start in named if title and title.start <= start < title.end)
    families: Counter[str] = Counter()
    for n, count in counted.items():
        families.update(dict.fromkeys(lineage(n), count))
    common = [n for n, count in families.most_common(9) if 2 * count >= len(named) and n in counted]
    eaten = [n for n, count in counted.most_common() if lexicon.nutrients()[n].kind in FOODLIKE and count * _SUBJECT >= len(named)]
    return Topics(counted, list(in_title), common, eaten[:1])
