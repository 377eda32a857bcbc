"""Ties told by the text between a claim and the doses, effects, studies and references around it. Never by mere nearness:
what stands in the claim's own clause or sentence, what its callouts name, or the study that the sentence before it introduces."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nlp.page import Page, Sentence
from nlp.schema import Dose, Effect, EvidenceLevel, Grounded, Level, Reference, Study

_RANK: Mapping[EvidenceLevel, int] = {"synthesis": 0, "trial": 1, "observational": 2, "preclinical": 3, "opinion": 4, "unspecified": 5}
_GOES_ON = re.compile(
    r"""(?:(?:They|It|The\s(?:researchers|authors|study|trial|team|results?|findings?|investigators|analysis|effects?|women|men|participants|group|patients|children)
        |Those|These|Researchers|Overall|In\s(?:the|this|that)\s(?:study|trial|analysis)|This\s(?:study|trial)|Results?|Compared|After|At\s(?:the|that|six|12))\b)
        |(?:A|An)\s\d|\d""",
    re.VERBOSE,
)


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


def ties(page: Page, sentence: Sentence, nutrients: Iterable[str], outcome_id: str | None, facts: Facts) -> dict[str, object]:
    """The columns of a claim that name other rows, and its evidence level."""
    wanted = set(nutrients)
    doses = [d for d in facts.doses.get(sentence.sentence_id, ()) if d.nutrient_id in wanted and d.role != "content"]
    effects = [e for e in facts.effects.get(sentence.sentence_id, ()) if _fits(e, wanted, outcome_id)]
    studies = facts.studies.get(sentence.sentence_id) or _before(page, sentence, facts.studies)
    named = [facts.by_marker[m] for c in page.callouts_in(sentence.start, sentence.end) for m in c.markers if m in facts.by_marker]
    references = [*(r.reference_id for r in named), *(i for s in studies for i in s.reference_ids)]
    levels = sorted({s.evidence_level for s in studies}, key=_RANK.__getitem__)
    return {"dose_ids": tuple(d.dose_id for d in doses), "effect_ids": tuple(e.effect_id for e in effects),
            "study_ids": tuple(s.study_id for s in studies), "reference_ids": tuple(dict.fromkeys(references)),
            "evidence_level": levels[0] if levels else None}  # fmt: skip


def _fits(effect: Effect, nutrients: set[str], outcome_id: str | None) -> bool:
    if effect.nutrient_ids and not nutrients & set(effect.nutrient_ids):
        return False
    return outcome_id is None or effect.outcome_id is None or effect.outcome_id == outcome_id
