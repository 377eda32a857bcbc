"""Levels of a page: concentrations and counts in the body, with their analyte, SI value and role."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import re2

from nlp import lexicon
from nlp.facts.cues import cues, strongest
from nlp.facts.levels.analyte import VITAMIN_D, Analytes, bare_beside, conversion, plausible
from nlp.lexicon import Biomarker
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER, Kind, Quantity, kind_of, quantities, spots, to_float
from nlp.schema import Level, LevelRole

_MEASURED: tuple[Kind, ...] = ("concentration", "trace", "substance")
_SHORT = {"ng", "nmol"}  # vitamin D levels told in short: "20 ng of vitamin D"
_UNREAD = ("reference", "boilerplate")

# "75 nmol/L (which is 30 ng/mL)", "30 ng/mL or 75 nmol/L": the second tells the first again
_AGAIN = re.compile(r"\s?[(\[=~/,-]*\s?(?:which is|or|i\.e\.,?|about|approximately|equivalent to|equals?|~|=|≈)?\s?", re.I)
# an increase, a difference or an interval is no level
_CHANGE_BEFORE = re.compile(
    r"""(?: \b (?: by | (?: increase | decrease | rise | increment | reduction | drop | decline | difference | change | gain | improvement )s? (?: \s [^.;,]{0,80} )?
            \s (?: of | was | were | = | : ) | per | every | each | for \s (?: every | each ) | MD | WMD | SMD | CI | confidence \s interval | SD | SE | SEM | RMSE | detection \s limit
            | limit \s of \s (?: detection | quantification ) | sensitivity | [∆Δ] | additional | extra | another ) [\s:=,(of]{0,6} (?: (?: about | around | only | just | up \s to ) \s )? | [±∆Δ] \s? ) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE_AFTER = re.compile(
    r"[\s-]*(?:\([^()]{1,25}\)\s)?(?:per year |mean |average )?(?:increments?|increas\w+|decreas\w+|higher|lower|rise|raise|decline|drop|difference|reduction|change|gain|less|more|improvement|greater)\b"
    r"(?! than| concentration| level)", re.I
)  # fmt: skip
_AGAINST = re.compile(r"\b(?:vs\.?|versus|compared (?:to|with)|and|or|than)\s[^.;]{0,30}\Z", re.I)  # "fell by 5.9 mmHg vs. 1.5 mmHg"
_MOVED = re.compile(r"\b(?:increas|rose|ris|rais|decreas|fell|fall|drop|declin|improv|reduc|went|go|elevat|chang|boost|climb|jump|mov)\w*\b[^.;]{0,80}\bfrom\s(?:about |a mean of |an average of )?\Z", re.I)
_REACHED = re.compile(r"\b(?:get|gets|got|getting|bring|brings|brought|raise|raised|raising|bump\w*|boost\w*|increase\w*|go|goes|went|rise|rose)\b[^;]{0,60}\Z", re.I)

_BOUND = r"(?P<upper> below | under | less \s than | lower \s than | < | ≤ ) \s? | (?P<lower> above | over | more \s than | greater \s than | higher \s than | at \s least | exceed(?:s|ed|ing)? | > | ≥ ) \s?"
_BARE = re.compile(
    rf"""(?: \b (?: is | are | was | were | of | at | to | be | remains? | stays? | between | you're | you \s are ) \s | (?<= [\s(] ) | \A )
         (?: {_BOUND} ) (?P<number> {NUMBER} ) (?! [\d.,]*\d | \s? [%/°$x] | \s? - | \s (?: and \s )? [\w(] (?! n \b | f \b ) ) (?: \s or \s (?: (?P<more> more | higher | above ) | (?P<less> less | lower | below ) ) )?""",
    re.VERBOSE | re.IGNORECASE,
)
_TOLD = re.compile(
    rf"""(?: \s levels? | \s scores? | \s counts? | \s values? )? (?: \s? \( [^()]{{1,60}} \) )?
         \s (?: is | was | were | are | of | at | reached | = | falls? | drops? | stays? ) \s (?: about \s | around \s | only \s | just \s )? (?: {_BOUND} )?
         (?P<number> {NUMBER} | zero ) (?! [\d.,]*\d | \s? [%/°$x] | - | \s (?! (?: in | for | and | or | but | on | is | was | were | are | means ) \b ) \w )
         (?: \s (?: or | and ) \s (?: (?P<more> more | higher | greater | above | over ) | (?P<less> less | lower | below | under ) ) )?""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_SPOT = re2.compile(r"(?i)\b(?:below|under|less than|lower than|above|over|more than|greater than|higher than|at least|exceeds?) \d+\b")
_TOLD_SPOT = re2.compile(r"(?i)\b(?:is|was|were|are|of|at|reached|falls?|drops?|stays?) (?:about |around |only |just )?(?:below |under |less than |lower than |above |over |more than |greater than |higher than |at least |exceeds? )?(?:\d|zero\b)")


def find(page: Page) -> list[Level]:
    """The levels of a page in the order of the text. Those whose analyte cannot be told are left out."""
    found: list[Level] = []
    analytes = Analytes(page)
    for sentence, measured in _candidates(page):
        levels = [(q, a) for q in (_levels(page.shadow, sentence) if measured else ()) if (a := analytes.of(sentence, q))]
        levels += _bare(page, analytes, sentence, levels)
        found.extend(_level(page, sentence, q, analyte) for q, analyte in sorted(levels, key=lambda pair: pair[0].start))
    return found


def _candidates(page: Page) -> Iterator[tuple[Sentence, bool]]:
    """Sentences that may tell a level, and whether it may have a unit."""
    measured = {page.sentence_at(i).position for i in spots(page.shadow, _MEASURED)}
    bare: set[int] = set()
    if measured or any(m.label == "BIOMARKER" for m in page.mentions):
        bare = {page.sentence_at(m.start()).position for pattern in (_BARE_SPOT, _TOLD_SPOT) for m in pattern.finditer(page.shadow)}
    return ((s, s.position in measured) for s in (page.sentences[i] for i in sorted(measured | bare)) if s.kind not in _UNREAD)


def _levels(shadow: str, sentence: Sentence) -> list[Quantity]:
    """The concentrations of a sentence, less differences, intervals, and what only tells one again in another unit."""
    kept: list[Quantity] = []
    seen: Quantity | None = None
    changed = False  # whether the amount before is a change, and this one its counterpart
    for q in quantities(shadow, sentence.start, sentence.end):
        if q.unit is None or q.unit.endswith("m2") or (kind_of(q.unit) != "concentration" and q.unit not in _SHORT):
            continue
        if q.unit == "mmHg" and shadow[q.start - 1] == "/":  # 120/80 mmHg goes by the first
            continue
        if shadow[q.start - 1] == "-" and shadow[q.start - 2] in " (:":  # below zero: a change
            continue
        changed = _is_change(shadow, sentence, q) or (changed and bool(_AGAINST.search(shadow, seen.end if seen else q.start, q.start)))
        again = seen is not None and q.unit != seen.unit and _AGAIN.fullmatch(shadow, seen.end, q.start)
        seen = q
        if not again and not changed:
            kept.extend(_as_told(shadow, sentence, q))
    return kept


def _is_change(shadow: str, sentence: Sentence, q: Quantity) -> bool:
    return bool(_CHANGE_BEFORE.search(shadow, max(sentence.start, q.start - 110), q.start) or _CHANGE_AFTER.match(shadow, q.end))


def _as_told(shadow: str, sentence: Sentence, q: Quantity) -> Iterator[Quantity]:
    """A level as it is meant: "rose from 20 to 30 ng/mL" are two, "gets you up to 75 nmol/L" is no bound."""
    before = max(sentence.start, q.start - 100)
    moved = _MOVED.search(shadow, before, q.start) or ("±" in shadow[q.start : q.end] and shadow[before : q.start].endswith("from "))
    if q.low is not None and q.high is not None and q.low < q.high and moved:
        yield replace(q, high=q.low)
        yield replace(q, low=q.high)
    elif q.low is None and shadow.startswith(("up to", "Up to"), q.start) and _REACHED.search(shadow, before, q.start):
        yield replace(q, low=q.high)
    else:
        yield q


def _bare(page: Page, analytes: Analytes, sentence: Sentence, told: list[tuple[Quantity, str]]) -> list[tuple[Quantity, str]]:
    """Levels told without a unit: beside a biomarker ("eGFR is below 30"), or after one with a unit ("Above 80, ...")."""
    found: list[tuple[Quantity, str]] = []
    with_unit = quantities(page.shadow, sentence.start, sentence.end)
    last = analytes.last(sentence)
    for m in bare_beside(page, sentence):
        analyte = lexicon.biomarkers()[m.concept_id or ""]
        number = _TOLD.match(page.shadow, m.end, sentence.end)
        if number and not any(q.start <= number.start("number") < q.end for q in with_unit):
            unit = last[1] if last and last[0] == analyte.name else None
            q = _quantity(number, unit, start=m.start)
            if q and plausible(analyte, unit, q.low if q.low is not None else q.high or 0.0):
                found.append((q, analyte.name))
    if last and not told and not found:
        for number in _BARE.finditer(page.shadow, sentence.start, sentence.end):
            q = _quantity(number, last[1], start=number.start("number"))
            if q and plausible(lexicon.biomarkers()[last[0]], last[1], q.low if q.low is not None else q.high or 0.0):
                found.append((q, last[0]))
    for q, name in found:
        analytes.told(sentence, q.unit, name)
    return found


def _quantity(m: re.Match[str], unit: str | None, start: int) -> Quantity | None:
    value = 0.0 if m["number"].lower() == "zero" else to_float(m["number"])
    if value is None:
        return None
    bound = m.start("upper") if m["upper"] else m.start("lower") if m["lower"] else start
    upper, lower = m["upper"] or m["less"], m["lower"] or m["more"]
    return Quantity(min(start, bound), m.end(), None if upper else value, None if lower else value, unit)


def _level(page: Page, sentence: Sentence, q: Quantity, analyte: str) -> Level:
    biomarker = lexicon.biomarkers()[analyte]
    factor = conversion(analyte, q.unit)
    si = [None if factor is None or bound is None else round(bound * factor, 6) for bound in (q.low, q.high)]
    return page.row(
        Level, q.start, q.end, analyte=analyte, outcome_id=biomarker.outcome_id, value_low=q.low, value_high=q.high, unit=q.unit,
        si_low=si[0], si_high=si[1], si_unit=biomarker.si_unit if factor is not None else None, role=_role(page.shadow, sentence, q, biomarker),
    )  # fmt: skip


def _role(shadow: str, sentence: Sentence, q: Quantity, analyte: Biomarker) -> LevelRole:
    text = shadow[sentence.start : sentence.end]
    told = strongest(cues(__package__, text), text, q.start - sentence.start, q.end - sentence.start)
    if told:
        return cast("LevelRole", told)
    if q.low is not None and q.high is not None:
        return "observed"
    outcome = lexicon.outcomes().get(analyte.outcome_id or "")
    better = outcome.better_when if outcome else "neither"
    if q.low is None:
        return "target" if better == "lower" else "deficiency"
    return "target" if better == "higher" else "toxicity"
