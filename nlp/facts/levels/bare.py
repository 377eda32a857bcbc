"""Levels told without a unit: beside a biomarker ("eGFR is below 30"), or after a level with one ("Above 80, ...")."""

import re
from collections.abc import Iterator

import re2

from nlp.facts.levels.measured import ABOVE, BELOW
from nlp.page import Mention, Sentence
from nlp.quantity import NUMBER, Quantity, quantities, to_float

_BOUND = rf"(?: (?P<upper> {BELOW} ) | (?P<lower> {ABOVE} | > | ≥ ) ) \s?"
_OR_MORE = (
    r"""(?: \s (?: or | and ) \s (?: (?P<more> more | higher | greater | above | over ) | (?P<less> less | lower | below | under ) ) )?"""
)
_GOES_ON = r"(?: in | if | for | and | or | but | on | is | was | were | are | means | did | didn't ) \b"
_NO_UNIT = rf"(?! [\d.,]* \d | , \s \d | [a-z(] | : \d | \s? [%/°$x±] | \? \w | \s? - | \s+ (?! {_GOES_ON} ) [\w(\[] )"
_VERB = (
    r"(?P<verb> is | was | were | are | of | at | reached | = | falls? | drops? | stays? ) \s (?: (?: about | around | only | just ) \s )?"
)

_BESIDE = re.compile(
    rf"""(?: \s (?: level | score | count | value ) s? )? (?: \s? \( [^()]{{1,60}} \) | , \s [^,.;]{{1,40}} , )?
         \s (?: {_VERB} )?
         (?: {_BOUND} )? (?P<number> {NUMBER} | zero ) {_NO_UNIT} {_OR_MORE}""",
    re.VERBOSE | re.IGNORECASE,
)
# "vegans hit a level of 14, vegetarians 30, and omnivores 37"
_LEVEL_OF = re.compile(rf"\b levels? \s {_VERB} (?: {_BOUND} )? (?P<number> {NUMBER} ) {_NO_UNIT} {_OR_MORE}", re.VERBOSE | re.IGNORECASE)
_OTHERS = re.compile(rf", \s (?: and \s )? (?: [a-z]+ \s ){{1,2}} (?P<number> \d+ (?: \.\d+ )? ) {_NO_UNIT}", re.VERBOSE | re.IGNORECASE)
_BOUNDED = re.compile(
    rf"""(?: \b (?: is | are | was | were | of | at | to | be | remains? | stays? | between | you're ) \s | (?<= [\s(] ) (?<! \d \s ) | \A )
         {_BOUND} (?P<number> {NUMBER} ) {_NO_UNIT}
         (?! \s (?: for | and | or | but | on | is | was | were | are | means ) \b ) {_OR_MORE}""",
    re.VERBOSE | re.IGNORECASE,
)
# "those over 70": of age
_AGED = re.compile(
    r"\b(?:those|people|persons|adults|(?:wo)?men|patients|seniors|children|aged?|anyone|everyone)\s(?:over|under)\s\Z", re.IGNORECASE
)
# "cholesterol fell from 280 mg/dL of blood to 195"
_REACHED = re.compile(
    rf"(?: \s of \s blood )? \s to \s (?: about \s | around \s )? (?P<number> \d[\d.]* ) {_NO_UNIT}", re.VERBOSE | re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s(?:[a-z]+\s){0,4}\Z", re.IGNORECASE)
# "a blood pressure of 130/80 or higher": goes by the first
_PRESSURE = re.compile(
    rf"(?<! [\d./] ) (?: {_BOUND} )? (?P<number> [7-9]\d | [12]\d\d ) / (?P<second> [4-9]\d | 1\d\d ) (?! [\d/%] | \s? mm ) {_OR_MORE}",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = "(?:below|under|less than|lower than|above|over|more than|greater than|higher than|at least|exceeds?) "
_VERBS = "(?:is|was|were|are|of|at|reached|falls?|drops?|stays?) (?:about |around |only |just )?"
_SPOT = re2.compile(rf"(?i)\b(?:{_WORDS}\d|{_VERBS}(?:{_WORDS})?(?:\d|zero\b))")


def spots(shadow: str) -> Iterator[int]:
    """Offsets where a level without a unit may stand: quick, to tell the sentences that are worth reading."""
    return (m.start() for m in _SPOT.finditer(shadow))


def beside(shadow: str, sentence: Sentence, name: Mention, unit: str | None) -> Quantity | None:
    """The number told right after a biomarker's name: "eGFR is below 30", "calcium score (never checked before) was zero"."""
    m = _BESIDE.match(shadow, name.end, sentence.end)
    if m is None or not (m["verb"] or m["upper"] or m["lower"]):
        return None
    if any(q.start <= m.start("number") < q.end for q in quantities(shadow, sentence.start, sentence.end)):
        return None
    return _quantity(m, unit, start=name.start)


def bounded(shadow: str, sentence: Sentence, unit: str | None) -> Iterator[Quantity]:
    """The bounds of a sentence told without a unit: "If you are below 30, ...", "Above 80, ..."."""
    for m in _BOUNDED.finditer(shadow, sentence.start, sentence.end):
        if not _AGED.search(shadow, sentence.start, m.start("number")) and (q := _quantity(m, unit, start=m.start("number"))):
            yield q


def called(shadow: str, sentence: Sentence) -> Iterator[Quantity]:
    """The numbers of a sentence that are called levels: "a level of 14, vegetarians 30, and omnivores 37"."""
    for m in _LEVEL_OF.finditer(shadow, sentence.start, sentence.end):
        if q := _quantity(m, None, start=m.start("number")):
            yield q
        end = m.end()
        while other := _OTHERS.match(shadow, end, sentence.end):
            end = other.end()
            yield Quantity(other.start("number"), end, float(other["number"]), float(other["number"]), None)


def reached(shadow: str, sentence: Sentence, level: Quantity) -> Quantity | None:
    """What a level went to, in its unit: the 195 of "from 280 mg/dL of blood to 195"."""
    m = _REACHED.match(shadow, level.end, sentence.end)
    if m is None or not _FROM.search(shadow, sentence.start, level.start):
        return None
    value = to_float(m["number"].rstrip("."))
    return None if value is None else Quantity(m.start("number"), m.end("number"), value, value, level.unit)


def pressures(shadow: str, start: int, end: int) -> Iterator[Quantity]:
    """The blood pressures within [start, end) told without a unit, in mmHg."""
    for m in _PRESSURE.finditer(shadow, start, end):
        if int(m["second"]) < int(m["number"]) and (q := _quantity(m, "mmHg", start=m.start("number"))):
            yield q


def _quantity(m: re.Match[str], unit: str | None, start: int) -> Quantity | None:
    value = 0.0 if m["number"].lower() == "zero" else to_float(m["number"])
    if value is None:
        return None
    bound = m.start("upper") if m["upper"] else m.start("lower") if m["lower"] else start
    upper, lower = m["upper"] or m["less"], m["lower"] or m["more"]
    return Quantity(min(start, bound), m.end(), None if upper else value, None if lower else value, unit)
