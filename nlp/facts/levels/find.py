"""Levels of a page: concentrations and counts in the body, with their analyte, SI value and role."""

import re
from collections.abc import Iterator
from math import isclose

from nlp import lexicon
from nlp.facts.levels import bare
from nlp.facts.levels.analyte import BLOOD_PRESSURE, Analytes, conversion, plausible
from nlp.facts.levels.measured import MEASURED, levels
from nlp.facts.levels.role import role_of
from nlp.page import OWN_TEXT, Page, Sentence
from nlp.quantity import Quantity, spots
from nlp.schema import Level

_NEAR = 60  # characters between a level and the same again in another unit
_ROUNDED = 0.04  # by how much of it the second may differ

_QUESTION = re.compile(r"[\W\d]*(?:is|are|does|do|should|can)\b(?:[^.]|\.(?=\d))*", re.IGNORECASE)  # only asks: "Is 50 ng too high"
_CALLED = 10.0  # times the highest usual level that a number may be which the text calls a level
_OF_A_BODY = "body mass index"  # a measure of a body, not of something in it


def find(page: Page) -> list[Level]:
    """The levels of a page in the order of the text. Those whose analyte cannot be told are left out."""
    found: list[Level] = []
    analytes = Analytes(page)
    for sentence, measured in _candidates(page):
        told = [(q, a) for q in (levels(page.shadow, sentence) if measured else ()) if (a := analytes.of(sentence, q))]
        told += _bare(page, analytes, sentence, told)
        for q, analyte in sorted(told, key=lambda pair: pair[0].start):
            level = _level(page, sentence, q, analyte, found[-1] if found else None)
            if not any(_is_same(before, level, analyte) for before in found[-2:]):
                found.append(level)
    return found


def _is_same(before: Level, level: Level, analyte: str) -> bool:
    """Whether a level tells one before it again in another unit: "30 to 60 ng/mL (75 and 150 nmol/L)"."""
    near = before.analyte == analyte and 0 <= level.char_start - before.char_end <= _NEAR
    near = near and conversion(analyte, before.unit) != conversion(analyte, level.unit)
    bounds = [si for si in (before.si_low, before.si_high) if si]
    told = [si for si in (level.si_low, level.si_high) if si]
    return near and bool(told) and all(any(isclose(si, bound, rel_tol=_ROUNDED) for bound in bounds) for si in told)


def _candidates(page: Page) -> Iterator[tuple[Sentence, bool]]:
    """Sentences that may tell a level, and whether it may have a unit."""
    measured = {page.sentence_at(i).position for i in spots(page.shadow, MEASURED)}
    without: set[int] = set()
    if measured or any(m.label == "BIOMARKER" for m in page.mentions):
        without = {page.sentence_at(i).position for i in bare.spots(page.shadow)}
    sentences = (page.sentences[i] for i in sorted(measured | without))
    told = (s for s in sentences if s.kind in OWN_TEXT and not _QUESTION.fullmatch(page.shadow, s.start, s.end))
    return ((s, s.position in measured) for s in told)


def _bare(page: Page, analytes: Analytes, sentence: Sentence, told: list[tuple[Quantity, str]]) -> list[tuple[Quantity, str]]:
    """Levels told without a unit, beside a biomarker's name or as a bound.

    A bound that stands by itself counts where the sentence tells no level with a unit, or the same number with it.
    """
    found: list[tuple[Quantity, str]] = []
    last = analytes.last(sentence)
    found += [(q, analyte) for level, analyte in told if (q := bare.reached(page.shadow, sentence, level)) and plausible(analyte, q)]
    for m in page.mentions_in(sentence.start, sentence.end, "BIOMARKER"):
        if m.concept_id and m.concept_id != _OF_A_BODY:
            unit = last[1] if last and last[0] == m.concept_id else None
            q = bare.beside(page.shadow, sentence, m, unit)
            if q and plausible(m.concept_id, q):
                found.append((q, m.concept_id))
            if m.concept_id == BLOOD_PRESSURE and not told and not found:
                found = [(q, BLOOD_PRESSURE) for q in bare.pressures(page.shadow, m.end, sentence.end)]
    if not told and not found and (spoken := analytes.spoken_of(sentence)):
        found += [(q, spoken) for q in bare.called(page.shadow, sentence) if plausible(spoken, q, slack=_CALLED)]
    if last:
        numbers = {bound for q, _ in told for bound in (q.low, q.high)}
        for q in bare.bounded(page.shadow, sentence, last[1]):
            again = any(q.start < other.end and other.start < q.end for other, _ in (*told, *found))
            if not again and (not told or (q.low or q.high) in numbers) and plausible(last[0], q):
                found.append((q, last[0]))
    for q, analyte in found:
        analytes.told(sentence, q.unit, analyte)
    return found


def _level(page: Page, sentence: Sentence, q: Quantity, analyte: str, before: Level | None) -> Level:
    biomarker = lexicon.biomarkers()[analyte]
    factor = conversion(analyte, q.unit)
    si = [None if factor is None or bound is None else round(bound * factor, 6) for bound in (q.low, q.high)]
    return page.row(
        Level, q.start, q.end, analyte=analyte, outcome_id=biomarker.outcome_id, value_low=q.low, value_high=q.high, unit=q.unit,
        si_low=si[0], si_high=si[1], si_unit=None if factor is None else biomarker.si_unit,
        role=role_of(page, sentence, q, biomarker, before),
    )  # fmt: skip
