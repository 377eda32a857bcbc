"""Durations: numbers with days, weeks, months or years, told in days."""

import re
from dataclasses import dataclass

from nlp.quantity.numbers import NUMBER, runs, to_float

_DAYS = {"d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0, "f": 14.0}  # by the unit's first letter; 30 days a month, 365 a year


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time in days. `high` is null in "at least 6 weeks", `low` in "up to 6 weeks"."""

    start: int
    end: int
    low: float | None
    high: float | None


_DURATION = re.compile(
    rf"""
    (?<! [\w.,] ) (?<! [A-Z]- )
    (?P<low> {NUMBER} | \b an? (?= [ ] (?: full [ ] )? (?: week | month | year ) \b ) )
    (?: (?: [ -]? (?: days? | weeks? | wks? | months? | mos? | years? | yrs? ) )?
        (?: \s? - \s? | \s (?: to | or ) \s ) (?P<high> {NUMBER} ) )?
    (?P<plus> \+ )?
    (?: [ -] (?: full | whole | consecutive | straight ) )? [ -]?
    (?P<unit> days? | d | weeks? | wks? | w | fortnights? | months? | mos? | mths? | mth | years? | yrs? | yr | y ) \b
    (?P<more> [ ] or [ ] (?: longer | more ) \b )?
    (?! [ -]? (?: of [ ] age | old | ago | earlier | (?: or | and ) [ ] (?: older | over | above ) \b ) | '? [ ] (?: of [ ] )? gestation )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UPPER = re.compile(
    r"\b (?: up \s to | at \s most | (?: less | fewer ) \s than | under | no \s (?: more | longer ) \s than ) \s \Z",
    re.VERBOSE | re.IGNORECASE,
)
_LOWER = re.compile(r"(?: \b (?: at \s least | (?: more | longer | greater ) \s than ) \s | [>≥] \s? ) \Z", re.VERBOSE | re.IGNORECASE)
_AGE = re.compile(
    r"""\b (?: aged? (?: \s (?: of | between | from | over | under ) )? | ages | older \s than | younger \s than | over \s age
          | under \s age ) \s \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT = re.compile(r"[dwfmyDWFMY](?<![A-Za-z].)(?i:ays?|eeks?|k|ks|ortnights?|onths?|os?|ths?|ears?|rs?|)\b")
_REACH = 45  # characters before its unit in which a duration begins


def durations(shadow: str, start: int, end: int) -> list[Duration]:
    """The stretches of time within [start, end), in order; ages and points in time ("3 years ago") are none."""
    found: list[Duration] = []
    reached = start
    for unit in _UNIT.finditer(shadow, start, end):
        for run in runs(shadow, max(reached, unit.start() - _REACH), unit.start()):
            if m := _DURATION.match(shadow, run, end):
                reached = m.end()
                if d := _duration(shadow, start, m):
                    found.append(d)
                break
    return found


def _duration(shadow: str, start: int, m: re.Match[str]) -> Duration | None:
    reach = max(start, m.start() - 20)
    days = _DAYS[m["unit"][0].lower()]
    low = to_float(m["low"])
    high = to_float(m["high"]) if m["high"] else low
    if low is None or high is None or low > high or _AGE.search(shadow, reach, m.start()):
        return None
    if upper := _UPPER.search(shadow, reach, m.start()):
        return Duration(upper.start(), m.end(), None, high * days)
    if m["plus"] or m["more"]:
        return Duration(m.start(), m.end(), low * days, None)
    if lower := _LOWER.search(shadow, reach, m.start()):
        return Duration(lower.start(), m.end(), low * days, None)
    return Duration(m.start(), m.end(), low * days, high * days)
