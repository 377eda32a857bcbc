"""Levels of a page: concentrations and counts in the body, with their analyte, SI value and role."""

import re
from collections.abc import Iterator
from math import isclose
from typing import NamedTuple, cast

from nlp import lexicon
from nlp.facts.cues import STRONG, WEAK, Cue, cues, strongest
from nlp.facts.levels import bare
from nlp.facts.levels.analyte import BLOOD_PRESSURE, VITAMIN_D, Analytes, conversion, plausible
from nlp.facts.levels.measured import MEASURED, levels
from nlp.lexicon import Biomarker
from nlp.page import Page, Sentence
from nlp.quantity import Quantity, spots
from nlp.schema import Level, LevelRole

_UNREAD = ("reference", "boilerplate")
_NEAR = 60  # characters between a level and the same again in another unit
_ROUNDED = 0.04  # by how much of it the second may differ

_QUESTION = re.compile(r"[\W\d]*(?:is|are|does|do|should|can)\b(?:[^.]|\.(?=\d))*", re.IGNORECASE)  # only asks: "Is 50 ng too high"
_OF_A_BODY = "body mass index"  # a measure of a body, not of something in it
# "4075 U/L (target 35-105 U/L)": the words in brackets are of the level in them
_OF_NEXT = re.compile(r"[^()]*\([^()]*")
_NUMBER_IN_BRACKETS = re.compile(r"[^()]*\d")
_IN_SHARE = re.compile(r"\s?(?:was (?:seen|observed|found) )?in \d[\d.]*\s?(?:%|percent)", re.IGNORECASE)  # "above 30 ng/mL in 4% of them"
# "25(OH)D   20 ng/mL": a sign below or above was lost as a mark of HTML
_SIGN_LOST = re.compile(r"(?:\b(?:levels?|concentrations?|values?)[ ]|[)D][ ]|\][ ]{2})[ ]+(?:or[ ]=[ ])?\Z")
# "88.4 pmol/L (reference 0.6 to 6.7 pmol/L)": what is held against a range was measured, and the range is normal
_RANGE = r"[(\[](?:the\s)?(?:lab(?:oratory)?\s)?(?:normal|reference|ref\.?)\b"
_AGAINST_RANGE = re.compile(rf"\s?{_RANGE}[^()\[\]]*\d", re.IGNORECASE)
_IS_RANGE = re.compile(rf"{_RANGE}[^()\[\]\d]*\Z", re.IGNORECASE)
# "did not reach the target levels of 20 ng/mL"
_AIM = re.compile(r"\b(?:target|goal)\s(?!group|population|study)(?:[\w()-]+\s){0,4}(?:of|at|is|was)\s(?:about\s|~\s?)?\Z", re.IGNORECASE)
# "a higher risk of falls than those above 15 ng/mL": it is the others' risk
_HELD_AGAINST = re.compile(r"\b(?:than|versus|compar\w+ (?:to|with))\b")
# "a normal calcium level of 2.4 mmol/L" was measured
_SOMEBODYS = re.compile(
    r"\b(?:a|had|with|and|showed)\s(?:[a-z]+\s)?(?:normal|low|high|elevated|raised)\s(?!(?:normal|limit)\b)[^.;,]{2,45}\sof\s\Z",
    re.IGNORECASE,
)


class _Middling(NamedTuple):
    """Levels in the SI unit up to which nobody calls one too high, and from which on nobody calls one, or a range, too low."""

    too_high: float
    too_low: float
    range_too_low: float


_MIDDLING = {VITAMIN_D: _Middling(too_high=100.0, too_low=90.0, range_too_low=75.0)}
_DEFINES = re.compile(r"\b(?:defined|classified|categori[sz]ed|regarded|considered)\b", re.IGNORECASE)  # "levels were defined as below 20"
_REACHING = ("up to", "as high", "as much")  # bounds from below
# what a bound is that goes the other way than its words: above "deficient" is enough, below "optimal" is too little
_OPPOSITE: dict[tuple[str, str | None], dict[str, str]] = {
    ("higher", "target"): {"below": "deficiency"},
    ("higher", "deficiency"): {"above": "target"},
    ("higher", "toxicity"): {"below": "deficiency"},
    ("lower", "target"): {"above": "toxicity"},
}


def find(page: Page) -> list[Level]:
    """The levels of a page in the order of the text. Those whose analyte cannot be told are left out."""
    found: list[Level] = []
    analytes = Analytes(page)
    for sentence, measured in _candidates(page):
        told = [(q, a) for q in (levels(page.shadow, sentence) if measured else ()) if (a := analytes.of(sentence, q))]
        told += _bare(page, analytes, sentence, told)
        for q, analyte in sorted(told, key=lambda pair: pair[0].start):
            level = _level(page, sentence, q, analyte)
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
    told = (s for s in sentences if s.kind not in _UNREAD and not _QUESTION.fullmatch(page.shadow, s.start, s.end))
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
    if last:
        numbers = {bound for q, _ in told for bound in (q.low, q.high)}
        for q in bare.bounded(page.shadow, sentence, last[1]):
            again = any(q.start < other.end and other.start < q.end for other, _ in (*told, *found))
            if not again and (not told or (q.low or q.high) in numbers) and plausible(last[0], q):
                found.append((q, last[0]))
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
    start, end = q.start - sentence.start, q.end - sentence.start
    if q.low == q.high and _SIGN_LOST.search(shadow, max(q.start - 20, sentence.start), q.start):
        return "other"
    is_exact = q.low == q.high
    if not ((q.low is None) ^ (q.high is None)) and _AIM.search(shadow, max(q.start - 60, sentence.start), q.start):
        return "target"
    if _IN_SHARE.match(shadow, q.end) or (is_exact and _AGAINST_RANGE.match(shadow, q.end)):
        return "observed"
    if is_exact and _SOMEBODYS.search(shadow, max(q.start - 80, sentence.start), q.start):
        return "observed"
    is_bound = (q.low is None) != (q.high is None)
    if _IS_RANGE.search(shadow, max(q.start - 40, sentence.start), q.start):
        return "target"
    telling = [c for c in cues(__package__, text) if not _is_of_next(text, end, c) and not (is_bound and _is_faint(c, end))]
    telling = [c for c in telling if not (c.means == "toxicity" and c.strength < STRONG and _HELD_AGAINST.search(text, c.end, start))]
    telling = [c for c in telling if c.means != _impossible(q, analyte)]
    if _DEFINES.search(text, 0, start):
        telling = [c for c in telling if c.means != "observed" or not _DEFINES.search(text, c.start, start)]
    told = strongest(telling, text, start, end)
    if told in ("target", "toxicity") and is_exact and _is_finely_told(q):  # "a normal calcium of 2.46 mmol/L"
        return "observed"
    reached = shadow[q.start : q.end].lower().startswith(_REACHING)
    if (better, told) in _OPPOSITE and is_bound and not reached:
        told = _OPPOSITE[better, told].get("below" if q.low is None else "above", told)
    if told and not (told == "deficiency" and better == "lower"):  # blood pressure is not deficient: the cue is another's
        return cast("LevelRole", told)
    if q.low is not None and q.high is not None:
        return "observed"
    if q.low is None:
        return "target" if better == "lower" else "deficiency"
    return "target" if better == "higher" else "toxicity"


def _impossible(level: Quantity, analyte: Biomarker) -> str | None:
    """The role that nobody gives to such a level, whatever is told beside it."""
    factor, bounds = conversion(analyte.name, level.unit), _MIDDLING.get(analyte.name)
    if factor is None or bounds is None or level.low is None:
        return None
    if (level.high or level.low) * factor < bounds.too_high:
        return "toxicity"
    ranges = level.high is not None and level.low < level.high
    return "deficiency" if level.low * factor >= (bounds.range_too_low if ranges else bounds.too_low) else None


def _is_finely_told(level: Quantity) -> bool:
    """Whether a level is told more finely than thresholds are: 88.4, 3.83, not 30, 12.5 or 0.4."""
    value = level.low or 0.0
    digits = f"{value:g}".replace(".", "").lstrip("0")
    return value % 1 not in (0.0, 0.5) and len(digits) > 2


def _is_faint(cue: Cue, end: int) -> bool:
    """Whether it is too little to make a bound that ends at `end` one that was measured: "was", or what "had" says after it."""
    return cue.means == "observed" and (cue.strength <= WEAK or (cue.start >= end and cue.strength < STRONG))


def _is_of_next(text: str, end: int, cue: Cue) -> bool:
    return cue.start >= end and bool(_OF_NEXT.fullmatch(text, end, cue.end) and _NUMBER_IN_BRACKETS.match(text, cue.end))
