"""The role of a level: what it is to the one who tells it, by the weights of all that is told of it."""

import re
from collections.abc import Iterator
from math import log2
from typing import cast

from nlp import lexicon
from nlp.facts import weighing
from nlp.facts.levels.analyte import VITAMIN_D, conversion
from nlp.lexicon import Biomarker
from nlp.page import Page, Sentence
from nlp.quantity import Quantity
from nlp.schema import Level, LevelRole

_STEPS = (25.0, 30.0, 50.0, 75.0, 80.0, 100.0, 125.0, 150.0, 200.0, 250.0, 375.0)  # nmol/L of 25-hydroxyvitamin D that are talked about
_ROUND = 150.0  # from which on thresholds are round numbers
_REACH = 80  # characters before a level in which its clause is read
_RANGE = r"[(\[](?:the\s)?(?:lab(?:oratory)?\s)?(?:normal|reference|ref\.?|target)\b"
_BEFORE = {
    # "25(OH)D   20 ng/mL": a sign below or above was lost as a mark of HTML
    "its sign is lost": re.compile(r"(?:\b(?:levels?|concentrations?|values?)[ ]|[)D][ ]|\][ ]{2})[ ]+(?:or[ ]=[ ])?\Z"),
    "in a reference range": re.compile(rf"{_RANGE}[^()\[\]\d]*\Z", re.IGNORECASE),
    # "did not reach the target levels of 20 ng/mL"
    "aimed at": re.compile(
        r"\b(?:target|goal)\s(?!group|population|study)(?:[\w()-]+\s){0,4}(?:of|at|is|was)\s(?:about\s|~\s?)?\Z", re.IGNORECASE
    ),
    # "a normal calcium level of 2.4 mmol/L" was measured
    "somebody's": re.compile(
        r"\b(?:a|had|with|and|showed)\s(?:[a-z]+\s)?(?:normal|low|high|elevated|raised)\s(?!(?:normal|limit)\b)[^.;,]{2,45}\sof\s\Z",
        re.IGNORECASE,
    ),
}
_AFTER = {
    "in a share": re.compile(r"\s?(?:was (?:seen|observed|found) )?in \d[\d.]*\s?(?:%|percent)", re.IGNORECASE),  # "in 4% of them"
    # "88.4 pmol/L (reference 0.6 to 6.7 pmol/L)"
    "held against a range": re.compile(rf"\s?{_RANGE}[^()\[\]]*\d", re.IGNORECASE),
}


def role_of(page: Page, sentence: Sentence, level: Quantity, analyte: Biomarker, before: Level | None) -> LevelRole:
    """What a level of a sentence is to the one who tells it; `before` is the one told before it."""
    return cast(LevelRole, weighing.likeliest("levels", signs(page, sentence, level, analyte, before)))


def signs(page: Page, sentence: Sentence, level: Quantity, analyte: Biomarker, before: Level | None) -> Iterator[str]:
    """All that the role is weighed by."""
    shadow = page.shadow
    yield from weighing.around(__package__, page, sentence, level)
    yield from _of_value(level, analyte)
    yield from (f"clause: {name}" for name, grammar in _BEFORE.items() if grammar.search(shadow[sentence.start : level.start][-_REACH:]))
    yield from (f"clause: {name}" for name, grammar in _AFTER.items() if grammar.match(shadow, level.end, sentence.end))
    if before:
        yield f"{'beside' if before.char_start >= sentence.start else 'after'} one {before.role}"


def _of_value(level: Quantity, analyte: Biomarker) -> Iterator[str]:
    """How high it is and whether more of its analyte is better."""
    told = weighing.bounds(level)
    outcome = lexicon.outcomes().get(analyte.outcome_id or "")
    better = outcome.better_when if outcome else "neither"
    yield from (f"of {analyte.name}", f"better {better}", f"told {told}, better {better}")
    if _is_finely_told(level):
        yield "finely told"
    value = (level.high or level.low or 0.0) * (conversion(analyte.name, level.unit) or 0.0)
    if value > 0:
        yield from (f"{analyte.name} of some 2^{round(2 * log2(value)) / 2}{said}" for said in ("", f", told {told}"))
    if analyte.name == VITAMIN_D:
        yield from (f"from {step:g} nmol/L{said}" for step in _STEPS if value >= step - 0.5 for said in ("", f", told {told}"))


def _is_finely_told(level: Quantity) -> bool:
    """Whether a level is told more finely than thresholds are: 88.4, 3.83 or 222, not 30, 12.5, 0.4 or 126."""
    value = level.low or 0.0
    digits = f"{value:g}".replace(".", "").lstrip("0")
    in_parts = value % 1 not in (0.0, 0.5) and len(digits) > 2
    return in_parts or (value > _ROUND and value % 5 != 0)
