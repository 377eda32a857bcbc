"""What a text names and does not speak of, which is left out.

Outcomes that an estimate was adjusted for or that a drug is for ("blood pressure medications"), and the class of disease that another one
is said to be ("psoriasis, an autoimmune disease", "a lack is a public health problem"); the balance between two; the nutrient that a drug
spares or wastes ("potassium-sparing diuretics"), or that an enzyme or channel is called after ("pyruvate kinase", "calcium channels").
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from nlp import lexicon
from nlp.marking.vocabulary import any_of
from nlp.page import Mention

_FOR_A_LIST = r"\s(?:\w+\s){0,2}for\s(?P<list>[^.;:!?\n]+)"
_ADJUSTED = (  # of either case; each begins with letters that a search finds fast
    re.compile(rf"djust(?:ed|ing|ments?|s)?{_FOR_A_LIST}"),
    re.compile(rf"ontroll(?:ed|ing){_FOR_A_LIST}"),
)
_JOINT = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_CLAUSE = re.compile(rf"\b(?:{any_of('finite')})\b", re.IGNORECASE)  # what holds a verb is no item of the list
_DRUG = re.compile(r"(?:[\s-](?:lowering|reducing|regulating|relieving|thinning))?\s(?:drug|medication|medicine|pill)s?\b")
_IS_A = re.compile(r"(?:,|\b(?:is|are))\s['\"]?(?:an?|the\smost\s\w+)\s(?:(?!between|for|in|of|to|with)[\w-]+\s){0,2}$")
_OF_A_CLASS = re.compile(r"(?:condition|disease|disorder|illness|infection)\b")
_PROBLEM = re.compile(r"\b(?:an?|the|this|public)\s(?:[\w-]+\s){0,3}$")
_BETWEEN = re.compile(r"\sbetween\b")
_SPARED = re.compile(r"[\s-](?:sparing|wasting|losing|depleting)\b")
_CALLED_AFTER = re.compile(  # proteins that handle it
    r"[\s-](?:[\d,]+(?:alpha)?[\s-])?(?:ion\s|specific\s|dependent\s)?(?:"
    r"[a-z]*(?:kinase|synthase|synthetase|transferase|reductase|dehydrogenase|oxidase|peroxidase|hydroxylase|carboxylase|deaminase|isomerase"
    r"|phosphatase)"
    r"|channel|(?:co)?transporter|exchanger|(?:x\s)?receptor|sensing\sreceptor|pump)s?\b",
    re.IGNORECASE,
)
_BEFORE = 60  # characters that tell what something is said to be


def spoken_of(mentions: Iterable[Mention], plain: str) -> Iterator[Mention]:
    """The mentions less those of which the text does not speak."""
    adjusted = list(_adjusted(plain))
    for m in mentions:
        if m.label == "NUTRIENT" and (_SPARED.match(plain, m.end) or _CALLED_AFTER.match(plain, m.end)):
            continue
        if m.label == "OUTCOME" and (
            any(start <= m.start < end for start, end in adjusted)
            or _DRUG.match(plain, m.end)
            or (m.concept_id == "balance" and _BETWEEN.match(plain, m.end))
            or _is_what_another_is(m, plain)
        ):
            continue
        yield m


def _adjusted(plain: str) -> Iterator[tuple[int, int]]:
    """Where the lists of what was adjusted for begin and end."""
    for found in chain.from_iterable(pattern.finditer(plain) for pattern in _ADJUSTED):
        start = end = found.start("list")
        joints = [*((j.start(), j.end()) for j in _JOINT.finditer(plain, start, found.end())), (found.end(), found.end())]
        for stop, after in joints:
            if _CLAUSE.search(plain, end, stop):
                break
            end = after
        yield start, end


def _is_what_another_is(outcome: Mention, plain: str) -> bool:
    """Whether an outcome is a class that another one is said to be of, or the problem that it is said to be."""
    before = max(0, outcome.start - _BEFORE)
    if outcome.concept_id == "health_problems":
        return plain[outcome.end - 1] != "s" and bool(_PROBLEM.search(plain, before, outcome.start))
    if outcome.concept_id not in _classes() or not _OF_A_CLASS.search(plain, outcome.start, outcome.end):
        return False
    return bool(_IS_A.search(plain, before, outcome.start))


@cache
def _classes() -> frozenset[str]:
    """Diseases of which the lexicon knows kinds."""
    known = lexicon.outcomes()
    return frozenset(o.parent_id for o in known.values() if o.parent_id and known[o.parent_id].category == "disease")
