"""Levels of a page: concentrations and counts in the body, with their analyte, SI value and role."""

from collections.abc import Iterator
from typing import cast

from nlp import lexicon
from nlp.facts.cues import cues, strongest
from nlp.facts.levels import bare
from nlp.facts.levels.analyte import Analytes, conversion, plausible
from nlp.facts.levels.measured import MEASURED, levels
from nlp.lexicon import Biomarker
from nlp.page import Page, Sentence
from nlp.quantity import Quantity, spots
from nlp.schema import Level, LevelRole

_UNREAD = ("reference", "boilerplate")
_OF_A_BODY = "body mass index"  # a measure of a body, not of something in it


def find(page: Page) -> list[Level]:
    """The levels of a page in the order of the text. Those whose analyte cannot be told are left out."""
    found: list[Level] = []
    analytes = Analytes(page)
    for sentence, measured in _candidates(page):
        told = [(q, a) for q in (levels(page.shadow, sentence) if measured else ()) if (a := analytes.of(sentence, q))]
        told += _bare(page, analytes, sentence, alone=not told)
        found.extend(_level(page, sentence, q, analyte) for q, analyte in sorted(told, key=lambda pair: pair[0].start))
    return found


def _candidates(page: Page) -> Iterator[tuple[Sentence, bool]]:
    """Sentences that may tell a level, and whether it may have a unit."""
    measured = {page.sentence_at(i).position for i in spots(page.shadow, MEASURED)}
    without: set[int] = set()
    if measured or any(m.label == "BIOMARKER" for m in page.mentions):
        without = {page.sentence_at(i).position for i in bare.spots(page.shadow)}
    sentences = (page.sentences[i] for i in sorted(measured | without))
    return ((s, s.position in measured) for s in sentences if s.kind not in _UNREAD)


def _bare(page: Page, analytes: Analytes, sentence: Sentence, alone: bool) -> list[tuple[Quantity, str]]:
    """Levels told without a unit. One that no biomarker's name stands beside counts only where the sentence tells no other."""
    found: list[tuple[Quantity, str]] = []
    last = analytes.last(sentence)
    for m in page.mentions_in(sentence.start, sentence.end, "BIOMARKER"):
        if m.concept_id and m.concept_id != _OF_A_BODY:
            unit = last[1] if last and last[0] == m.concept_id else None
            q = bare.beside(page.shadow, sentence, m, unit)
            if q and plausible(m.concept_id, q):
                found.append((q, m.concept_id))
    if last and alone and not found:
        found = [(q, last[0]) for q in bare.bounded(page.shadow, sentence, last[1]) if plausible(last[0], q)]
    for q, analyte in found:
        analytes.told(sentence, q.unit, analyte)
    return found


def _level(page: Page, sentence: Sentence, q: Quantity, analyte: str) -> Level:
    biomarker = lexicon.biomarkers()[analyte]
    factor = conversion(analyte, q.unit)
    si = [None if factor is None or bound is None else round(bound * factor, 6) for bound in (q.low, q.high)]
    return page.row(
        Level, q.start, q.end, analyte=analyte, outcome_id=biomarker.outcome_id, value_low=q.low, value_high=q.high, unit=q.unit,
        si_low=si[0], si_high=si[1], si_unit=None if factor is None else biomarker.si_unit,
        role=_role(page.shadow, sentence, q, biomarker),
    )  # fmt: skip


def _role(shadow: str, sentence: Sentence, q: Quantity, analyte: Biomarker) -> LevelRole:
    """What the level is by the words around it; without any, by which way the analyte is better."""
    text = shadow[sentence.start : sentence.end]
    outcome = lexicon.outcomes().get(analyte.outcome_id or "")
    better = outcome.better_when if outcome else "neither"
    told = strongest(cues(__package__, text), text, q.start - sentence.start, q.end - sentence.start)
    if told and not (told == "deficiency" and better == "lower"):  # blood pressure is not deficient: the cue is another's
        return cast("LevelRole", told)
    if q.low is not None and q.high is not None:
        return "observed"
    if q.low is None:
        return "target" if better == "lower" else "deficiency"
    return "target" if better == "higher" else "toxicity"
