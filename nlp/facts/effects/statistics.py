"""Confidence intervals and p-values as articles print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from nlp.facts.words import grammar
from nlp.quantity import to_float
from nlp.schema import Comparison

DECIMAL = r"(?: \d+ (?: \.\d+ | ,\d\d? (?![\d,]) )? | \.\d+ )"
"""Source of a verbose pattern for one number of a statistic: 1.24, .72, 39, and 1,24 with a decimal comma."""
SIGNED = rf"(?: [-+]? {DECIMAL} )"

_TO = r"[ ]? (?: % | percent )? [ ]? (?: - | to\b | through\b | and\b | [,;/~] | \.\.+ ) [ ]?"
BOUNDS = rf"(?P<low> {SIGNED} ) {_TO} (?P<high> {SIGNED} )"
"""Source of a verbose pattern for the two ends of an interval: 1.11-1.39, 0.72 to 0.98, -2.2, 0.02."""

_INTERVAL = grammar(
    rf"""
    (?: (?P<level> 9\d (?:\.\d)? ) [ ]? (?: % | percent )? [ ]? -? \(?
        (?: C\.?[IL1]\.?(?![a-z]) s? | Cr\.?I | (?: confiden(?:ce|t) | credible | uncertainty ) [ -] (?: interval | limit | range )s? )
      | (?P<bare> 9\d [ ]? % ) (?= [ ] -? \d* \.\d+ [ ]? (?: - | to ) )
      | (?: \b CI | \b confidence [ ] intervals? ) (?: [ ]? [(,]? [ ]? (?P<level_after> 9\d (?:\.\d)? ) [ ]? % \)? )?
    )
    (?: [ ]? [(\[] C\.?[IL]\.? [)\]] )?
    [ :=,;()\[\]]{{0,5}} (?: (?: of | from | was | were | is | ranging | ranges | between
      | for [^.;()\d]{{1,40}} ) [ ] ){{0,3}} [(\[]{{0,2}}
    {BOUNDS} (?! \d ) (?: [ ]? % )?
    """
)
_P = grammar(
    r"""
    (?<! [\w/-] ) p (?: [ -]? val(?:ue)?s? )? [*_]{0,2}
    (?: [ ]? [-(]? [ ]? (?: for [ ] )? (?: the [ ] )? (?P<of> (?: linear [ ] )? trends? | interactions? | heterogeneity
      | difference | all | both ) \)? )?
    [ ]? [*_]{0,2} (?: was | were | is | of | : )? [ ]? (?P<op> =+ | < =? | > =? | [≤≥] | less [ ] than | greater [ ] than )? [ ]?
    (?P<p> \d? [.,] \d+ (?: [ ]? x [ ]? 10 [ ]? [\^(]? [ ]? - [ ]? \d+ \)? | e - \d+ )? | (?<= [=<>≤≥ ] ) [01] (?! [\d.,:] ) )
    (?! [ ]? (?: % | [\d.]*\d | SD\b ) | [a-z] )
    """
)
_SAID = re.compile(r"\b(?:was|were|is|of)\b|:", re.IGNORECASE)
_POWER = re.compile(r"[ ]?x[ ]?10[ ]?[\^(]?[ ]?-[ ]?")
# "p < 0.05 was considered significant" tells a threshold, not a finding; so do the tests of a model's own assumptions.
_THRESHOLD_AFTER = re.compile(
    r"[ ,)]*(?:\w+ ){0,3}?(?:considered|regarded|defined|deemed|indicat\w+ statistical|as (?:the )?(?:level|cut|thresh))", re.IGNORECASE
)
_THRESHOLD_BEFORE = re.compile(
    r"\bif (?:the |a )?$|significan(?:t|ce) (?:when|if|where|for|as)(?: the)? *$"
    r"|(?:significance|significant|threshold|level|alpha)[^.;()]{0,25}\b(?:set|defined|accepted|considered|fixed"
    r"|established)\b[^.;]{0,20}$|\bheterogeneity\b[^.;]{0,60}$|significan(?:ce|t)(?: level)? (?:at|was|of)[ a]*$",
    re.IGNORECASE,
)


class Printed(NamedTuple):
    """A printed number, and the lowest and highest value that rounding may have turned into it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval at [start, end) of the text; `level` in percent."""

    start: int
    end: int
    low: Printed
    high: Printed
    level: float | None


@dataclass(frozen=True, slots=True)
class PValue:
    """A p-value at [start, end) of the text."""

    start: int
    end: int
    op: Comparison
    p: Printed
    is_compared: bool = True  # whether a sign or word says how; "p 0.05" may have lost its "<"


def printed(text: str) -> Printed:
    """A number as printed, with half a unit of its last digit to both sides.

    >>> printed("1.24")
    Printed(value=1.24, low=1.235, high=1.245)
    """
    plain = text.replace("*", "").replace(" ", "").lstrip("+")
    if plain.count(",") == 1 and len(plain.rsplit(",", 1)[1]) < 3:
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "")
    try:
        value = float(plain)
        digits = len(plain.partition(".")[2])
    except ValueError:
        value, digits = to_float(text) or 0.0, 0
    half = 0.5 * 10**-digits
    return Printed(value, round(value - half, digits + 1), round(value + half, digits + 1))


def intervals(shadow: str, start: int, end: int) -> Iterator[Interval]:
    """Intervals that are named as such ("95% CI 0.72 to 0.98"), in order."""
    for found in _INTERVAL.finditer(shadow, start, end):
        low, high = printed(found["low"]), printed(found["high"])
        if low.value <= high.value:
            level = found["level"] or found["level_after"]
            yield Interval(found.start(), found.end(), low, high, float(level) if level else None)


def p_values(shadow: str, start: int, end: int) -> Iterator[PValue]:
    """P-values of findings, in order; not thresholds of significance, nor tests of interaction and heterogeneity."""
    for found in _P.finditer(shadow, start, end):
        of, op = (found["of"] or "").lower(), (found["op"] or "").lower()
        is_page = not op and shadow[found.start() + 1] == "."  # "p.14"
        if of.startswith(("interaction", "heterogeneity")) or is_page or (not op and found["p"][0] not in "0."):
            continue
        if _THRESHOLD_AFTER.match(shadow, found.end(), end) or _THRESHOLD_BEFORE.search(
            shadow[max(start, found.start() - 80) : found.start()]
        ):
            continue
        comparison: Comparison = "<" if op[:1] in ("<", "≤", "l") and op else ">" if op[:1] in (">", "≥", "g") and op else "="
        if (p := _probability(found["p"])).value > 1:
            continue
        is_compared = bool(op or _SAID.search(shadow, found.start(), found.start("p")))
        yield PValue(found.start(), found.end(), comparison, p, is_compared)


def _probability(text: str) -> Printed:
    mantissa, *power = _POWER.split(text.lower().replace("e-", "x10-"))
    p = printed(mantissa)
    scale = 10.0 ** -int(power[0].rstrip(")")) if power else 1.0
    return Printed(p.value * scale, max(p.low, 0.0) * scale, p.high * scale)
