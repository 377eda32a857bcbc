"""What a sentence leaves to its surroundings: the exposure of "it", of a list item, of a labelled list, of an article on one thing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from typing import Literal

from nlp import lexicon
from nlp.claims import words
from nlp.claims.arguments import Argument, Item
from nlp.page import OWN_TEXT, Page, Sentence

Section = Literal["uses", "harms", "benefits", "deficiency", "interactions", "aims", "other"]

_LABEL = re.compile(r"(?P<label>[A-Z][A-Za-z' /-]{2,41}+)\s?(?::|$)\s*")
# How it is taken or how often it happens, within a list of side effects: "Oral, toxicity: ...", "Topical: ...", "Common (oral): ..."
_ROUTE = re.compile(
    r"""(?: (?: oral(?:ly)? | topical(?:ly)? | intravenous(?:ly)? | (?:intra)?nasal | parenteral | vaginal | inhal(?:ed|ation)
      | injected | common | uncommon | rare | (?: in )? frequent | less[ ]common | occasional | mild | severe | acute | chronic
      | toxicity | overdose | reported | isolated[ ]incidences ) (?: [ ]\([\w ,-]{2,40}\) )?
      (?: , [ ]? | [ ]?/[ ]? | [ ]and[ ] | [ ] | (?=:) ) )+ :\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_FIRST = 3  # sentences that may be a title, a label and a beginning
_RARELY = 5  # times that a monograph names a form of its plant for once that it names the plant
_TITLED = 0.3  # the same for one that the title names
_DOMINANT = 0.6  # share of an article's nutrient mentions that makes a nutrient its topic


@dataclass(slots=True)
class Antecedent:
    """Exposures named earlier, to which a pronoun or nothing at all may refer."""

    nutrients: tuple[str, ...]
    together: bool = False
    lack: bool = False
    position: int = 0  # of the sentence that names them


@dataclass(slots=True)
class Context:
    """What has been read of an article so far."""

    topic: tuple[str, ...]
    titled: bool = False  # the title or the first sentences name the topic
    members: dict[str, str] = field(default_factory=dict)  # of a class of nutrients, the one that the article speaks of
    brief: bool = False  # an abstract or a leaflet, which keeps to its topic
    recent: Antecedent | None = None
    subject: Antecedent | None = None  # what the last sentence is about: the first thing it names, if that is an exposure
    introduced: Antecedent | None = None  # named before a list, or in one of its items: what the next go on about
    section: Section | None = None
    line: int = -1  # line of the article that is being read
    labelled: tuple[str, ...] = ()  # exposures of the label that the line begins with
    pairs: list[Antecedent] = field(default_factory=list)
    outcomes: tuple[Argument, ...] = ()  # of the last sentence that names any
    lead: Sequence[Item] = ()  # of the sentence that a list completes: "low zinc is linked to:"

    def name(self, named: Sequence[Antecedent], position: int) -> None:
        """Notes the exposures that a sentence names."""
        if not named:
            return
        self.recent = Antecedent(named[0].nutrients, named[0].together, named[0].lack, position)
        together = next((a for a in named if len(a.nutrients) > 1), None)
        everything = together.nutrients if together else tuple(dict.fromkeys(n for a in named for n in a.nutrients))
        if together or len(everything) == 2:
            self.pairs.append(Antecedent(everything, True, False, position))


def same_family(nutrients: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two sets of nutrients name the same thing, or forms of it."""
    return not {_family(n) for n in nutrients}.isdisjoint(_family(n) for n in others)


_BROAD = ("fatty_acids", "b_vitamins", "amino_acids")


def members(page: Page) -> dict[str, str]:
    """The nutrient that an article names for each of the classes it may be called by, where it names one of the class often enough."""
    counts = Counter(m.concept_id for m in page.mentions if m.label == "NUTRIENT" and m.concept_id)
    found = {}
    for broad in _BROAD:
        of_class = [(n, times) for n, times in counts.most_common() if _is_of_class(n, broad)]
        if of_class and of_class[0][1] >= max(_OFTEN, counts[broad]):
            found[broad] = of_class[0][0]
    return found


_OFTEN = 3  # times


@cache
def _is_of_class(nutrient: str, broad: str) -> bool:
    lineage = lexicon.lineage(nutrient)
    return broad in lineage[1:] or any(n.endswith(f"_{broad}") for n in lineage)


def topic(page: Page) -> tuple[str, ...]:
    """The one nutrient an article is about: named in its title or first line, or most often by far; empty where there is none.

    In a monograph ("Common name: ... Scientific name: ...") it is what the scientific name says, else what is named most often.
    """
    counts: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for m in page.mentions:
        if m.label == "NUTRIENT" and m.concept_id and page.sentence_at(m.start).kind in OWN_TEXT:
            counts[_family(m.concept_id)] += 1
            own[m.concept_id] += 1
    if not counts:
        return ()
    family, n = counts.most_common(1)[0]
    title = page.sentences[0]
    if label(page, title):
        most = own.most_common(1)[0][0]
        scientific = _scientific(page)
        rarely = scientific is None or own[scientific] * _RARELY < own[most] or same_family((scientific,), (most,))
        return (most if rarely or scientific is None else scientific,)
    titled = [m for m in page.mentions_in(title.start, title.end, "NUTRIENT") if m.concept_id]
    told = {_family(m.concept_id or "") for m in titled}
    if len(told) == 1:
        named = told.pop()
        whole = titled[0].end - titled[0].start >= 0.8 * (title.end - title.start)
        if whole or counts[named] >= _TITLED * sum(counts.values()):
            said = titled[0].concept_id or named
            return (named if not whole and own[named] >= own[said] else said,)
    if n < _DOMINANT * sum(counts.values()):
        return ()
    members = [nutrient for nutrient, _ in own.most_common() if _family(nutrient) == family]
    return (family if family in own else members[0],)


def _scientific(page: Page) -> str | None:
    """The nutrient that a monograph's line of the scientific name tells."""
    for s in page.sentences[:_FIRST]:
        if page.shadow[s.start : s.end].lower().startswith("scientific name"):
            return next((m.concept_id for m in page.mentions_in(s.start, s.end, "NUTRIENT")), None)
    return None


def titled(page: Page, topic: Sequence[str]) -> bool:
    """Whether the title or the first sentences name the topic."""
    families = {_family(nutrient) for nutrient in topic}
    first = page.sentences[:_FIRST]
    return any(_family(m.concept_id or "") in families for s in first for m in page.mentions_in(s.start, s.end, "NUTRIENT"))


@cache
def _family(nutrient: str) -> str:
    """The broadest nutrient it counts for below the classes ("vitamins", "minerals")."""
    return [nutrient, *takewhile(_specific, lexicon.lineage(nutrient)[1:])][-1]


_CLASSES = frozenset(
    {"vitamins", "minerals", "dietary_supplements", "antioxidants", "b_vitamins", "nutrients", "trace_minerals", "electrolytes"}
)


def _specific(nutrient: str) -> bool:
    return nutrient not in _CLASSES and not nutrient.endswith(("_complex", "s_class"))


@cache
def _labels() -> dict[str, Section]:
    return {row["label"]: row["section"] for row in words.rows("labels")}  # type: ignore[misc]


def label(page: Page, sentence: Sentence) -> tuple[Section, int] | None:
    """The section that a sentence's label or a heading opens, and the offset after the label."""
    told = _LABEL.match(page.shadow, sentence.start, sentence.end)
    if told:
        section = _labels().get(told["label"].lower().strip())
        if section and (
            page.shadow[told.end("label") : told.end()].strip() == ":" or sentence.kind == "heading" or told.end() >= sentence.end
        ):
            return section, told.end()
    return None


def route(page: Page, sentence: Sentence, start: int) -> int | None:
    """The offset after a label in a list of side effects that tells how it is taken or how often they happen, if one stands at `start`."""
    told = _ROUTE.match(page.shadow, start, sentence.end)
    return told.end() if told else None
