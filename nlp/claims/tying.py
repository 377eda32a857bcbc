"""Ties told by the text between a claim and the doses, effects, studies and references around it. Never by mere nearness:
what stands in the claim's own clause or sentence, what its callouts name, or the study that the sentence before it introduces."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from nlp.claims.arguments import Argument
from nlp.page import Page, Sentence
from nlp.schema import Dose, Effect, EvidenceLevel, Grounded, Level, Reference, Study

_LEVELS = get_args(EvidenceLevel)
_PEOPLE = r"(?:researchers|authors|investigators|patients|participants|women|men|children)"
_GOES_ON = re.compile(
    rf"""(?:\d{{1,3}}\s\s+)?  # a callout left over from the sentence before
        (?:(?:They|It\s(?:also\s)?(?:\w+ed|found|finds|shows|suggests|concludes|reports|reveals|indicates|demonstrates)
        |Th(?:ose|ese)\s(?:who|with|taking|given|receiving|results|findings|data|studies|trials|effects|{_PEOPLE})
        |The\s(?:study|trial|team|analysis|group|(?:results?|findings?|effects?)(?!\sof)|{_PEOPLE})|Th(?:is|at)\s(?:study|trial)
        |Researchers\s(?:also|then|conclud|found|say|said|think|believe)\w*
        |Overall|In\s(?:the|this|that)\s(?:study|trial|analysis)|Results?|Compared|After|At\s(?:the|that|six|12))\b
        |(?:An?\s)?\d[\d.,]*\s?(?:%|percent|of|people|{_PEOPLE})(?!\w))""",
    re.VERBOSE,
)
_PARTING = re.compile(
    r"""\([^()]*\) | \[[^\[\]]*\]  # nothing parts within brackets
        | (?P<cut> ; | ,?\s(?:whereas|whilst|while|although|but|however)[\s,]
        | (?: (?<=[\w)\]]{2}) (?<!\bal) (?<!\bvs) (?<!\b[DSM][rt]) | (?<=itamin\s[A-Z]) ) \.['"]?[\d,\]\[-]*\s+(?=['"]?[A-Z]) )""",
    re.VERBOSE,
)
_CONCEDED = re.compile(r"(?:While|Whereas|Although|Though)\s[^,;()]*(?=,)")  # "While D may help bones, a trial found ..."


@dataclass(slots=True)
class Facts:
    """The other rooms' facts of an article, by sentence."""

    doses: dict[str, list[Dose]] = field(default_factory=lambda: defaultdict(list))
    amounts: dict[str, list[Dose | Level]] = field(default_factory=lambda: defaultdict(list))
    effects: dict[str, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    studies: dict[str, list[Study]] = field(default_factory=lambda: defaultdict(list))
    by_marker: dict[str, Reference] = field(default_factory=dict)


def gathered(facts: Sequence[Grounded]) -> Facts:
    """Facts by the sentence they stand in."""
    found = Facts()
    for fact in facts:
        if isinstance(fact, Dose | Level):
            found.amounts[fact.sentence_id].append(fact)
        if isinstance(fact, Dose):
            found.doses[fact.sentence_id].append(fact)
        elif isinstance(fact, Effect):
            found.effects[fact.sentence_id].append(fact)
        elif isinstance(fact, Study):
            found.studies[fact.sentence_id].append(fact)
        elif isinstance(fact, Reference) and fact.marker:
            found.by_marker.setdefault(fact.marker, fact)
    return found


def tied(page: Page, facts: Sequence[Grounded]) -> list[Grounded]:
    """Studies with the references that tell them, doses and effects with their study."""
    by_marker = gathered(facts).by_marker
    references = [f for f in facts if isinstance(f, Reference)]
    sourced = [_sourced(page, f, references, by_marker) if isinstance(f, Study) else f for f in facts]
    told = gathered(sourced).studies
    return [_studied(page, f, told) for f in sourced]


def _sourced(page: Page, study: Study, references: Sequence[Reference], by_marker: Mapping[str, Reference]) -> Study:
    sentence = page.sentence_at(study.char_start)
    named = [by_marker[m] for c in page.callouts_in(sentence.start, sentence.end) for m in c.markers if m in by_marker]
    same = [r for r in references if _same_work(study, r)]
    ids = tuple(dict.fromkeys(r.reference_id for r in (*same, *named)))
    return replace(study, reference_ids=ids) if ids else study


def _same_work(study: Study, reference: Reference) -> bool:
    if (study.doi and study.doi == reference.doi) or (study.pmid and study.pmid == reference.pmid):
        return True
    return bool(
        study.journal
        and reference.journal
        and study.year == reference.year is not None
        and _plain(study.journal) == _plain(reference.journal)
    )


def _plain(journal: str) -> str:
    return re.sub(r"\W+", " ", journal.lower()).removeprefix("the ").strip()


def _studied(page: Page, fact: Grounded, told: Mapping[str, list[Study]]) -> Grounded:
    """The study of a dose that was given in one, and of an effect that one found: of its sentence, else of the text it goes on from."""
    if not isinstance(fact, Effect) and not (isinstance(fact, Dose) and fact.role == "studied"):
        return fact
    if studies := told.get(fact.sentence_id) or _before(page, page.sentence_at(fact.char_start), told):
        return replace(fact, study_id=_nearest(studies, fact.char_start).study_id)
    return fact


def _nearest(studies: Sequence[Study], offset: int) -> Study:
    return min(studies, key=lambda s: (s.char_start > offset, abs(s.char_start - offset)))


def _before(page: Page, sentence: Sentence, told: Mapping[str, list[Study]]) -> list[Study]:
    """Studies of the sentences just before that the sentence goes on about: "They found", "The women who", "A 2% gain"."""
    at = sentence.position
    for _ in range(3):
        if at == 0 or page.sentences[at - 1].line != sentence.line or not _GOES_ON.match(page.shadow, page.sentences[at].start):
            return []
        at -= 1
        if studies := told.get(page.sentences[at].sentence_id):
            return studies
    return []


@dataclass(frozen=True, slots=True)
class Near:
    """What the claims of one sentence may be tied to."""

    sentence: Sentence
    cuts: Sequence[int]  # where its parts end; empty where nothing stands in any of them
    doses: Sequence[Dose]
    effects: Sequence[Effect]
    studies: Sequence[Study]  # told in the sentence
    earlier: Sequence[Study]  # of the text that it goes on from
    cited: Sequence[str]  # references that its callouts name


def near(page: Page, sentence: Sentence, facts: Facts) -> Near:
    """The facts of an article that the claims of a sentence may be tied to."""
    key = sentence.sentence_id
    doses, effects, studies = facts.doses.get(key, ()), facts.effects.get(key, ()), facts.studies.get(key, ())
    cuts = _cuts(page, sentence) if doses or effects or studies else ()
    cited = [facts.by_marker[m] for c in page.callouts_in(sentence.start, sentence.end) for m in c.markers if m in facts.by_marker]
    earlier = _before(page, sentence, facts.studies)
    return Near(sentence, cuts, doses, effects, studies, earlier, [r.reference_id for r in cited])


def ties(near: Near, start: int, end: int, nutrients: Iterable[str], outcome: Argument) -> dict[str, object]:
    """The columns of the claim at [start, end) that name other rows, and its evidence level."""
    wanted = set(nutrients)
    low, high = _part(near, start, end)
    doses = [d for d in near.doses if d.nutrient_id in wanted and d.role != "content" and low <= d.char_start < high]
    effects = [e for e in near.effects if low <= e.char_start < high and _fits(e, wanted, outcome, start, end)]
    studies = _told(near.studies, low, high) or near.earlier
    references = [*near.cited, *(i for s in studies for i in s.reference_ids)]
    levels = sorted({s.evidence_level for s in studies}, key=_LEVELS.index)
    return {"dose_ids": tuple(d.dose_id for d in doses), "effect_ids": tuple(e.effect_id for e in effects),
            "study_ids": tuple(s.study_id for s in studies), "reference_ids": tuple(dict.fromkeys(references)),
            "evidence_level": levels[0] if levels else None}  # fmt: skip


def _cuts(page: Page, sentence: Sentence) -> list[int]:
    """Where a sentence's parts end: at semicolons, "while", "but", and full stops that end no sentence here."""
    span = (sentence.start, sentence.end)
    cuts = [m.start() for m in _PARTING.finditer(page.shadow, *span) if m["cut"]]
    if conceded := _CONCEDED.match(page.shadow, *span):
        cuts.append(conceded.end())
    return cuts


def _part(near: Near, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that a claim stands in."""
    low = max((c for c in near.cuts if c <= start), default=near.sentence.start)
    return low, min((c for c in near.cuts if c >= end), default=near.sentence.end)


def _told(studies: Sequence[Study], low: int, high: int) -> list[Study]:
    """The studies of a part of a sentence, else those that the sentence named last before it."""
    own = [s for s in studies if low <= s.char_start < high]
    earlier = [s for s in studies if s.char_start < low]
    return own or earlier[-1:]


def _fits(effect: Effect, nutrients: set[str], outcome: Argument, start: int, end: int) -> bool:
    """Whether an effect may be that of the claim at [start, end): of its exposure and outcome, as far as either is known."""
    if effect.nutrient_ids and not nutrients & set(effect.nutrient_ids):
        return False
    if effect.outcome_id is not None:
        return effect.outcome_id == outcome.outcome_id or (
            outcome.outcome_id is None and effect.char_start < end and start < effect.char_end
        )
    return effect.outcome_text is None or not _content(effect.outcome_text).isdisjoint(_content(outcome.outcome or ""))


def _content(text: str) -> set[str]:
    """The words of a text that are not too short to tell anything."""
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}
