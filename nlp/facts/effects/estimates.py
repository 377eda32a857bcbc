"""An effect size as a sentence tells it, its units, and half-lives, which need neither label nor word of change."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.facts.effects.statistics import Interval, Printed, printed
from nlp.facts.words import grammar
from nlp.quantity import NUMBER, UNIT, canonical_unit
from nlp.schema import EffectDirection, Measure

PERCENT_SIGN = r"(?: [ ]? % | [ -]? (?: percent | per [ ]? cent | pct\.? ) (?: age [ ] points? | [ ] points? )? (?! \w ) )"
"""Source of a pattern for the unit of a percentage; for `grammar`."""

CHANGE_UNIT = rf"""(?: (?: IQ [ ] )? points? | minutes? | mins? | hours? | days? | weeks? | months? | years? | mm [ ]? Hg | kg | kilograms?
    | pounds? | lbs? | cm | centimeters? | inch(?:es)? | beats [ ] (?: per | a ) [ ] minute | bpm | mmol (?! / ) | {UNIT} )"""
"""Source of a pattern for the unit of a change other than percent; for `grammar`."""
DOSED = {
    "IU", "ug", "mg", "g", "CFU", "mL", "L", "cup", "capsule", "tablespoon", "teaspoon", "serving", "kcal", "oz", "drop", "mg/kg", "g/kg",
}  # fmt: skip
"""Units of what is taken: an amount in them is a dose or an intake, not an effect."""
INTERVAL_NEXT = re.compile(
    r"(?:/[a-z]+| [a-z]+)?[ *]*[,;(\[][^()\[\].;,]{0,12}\bC\.?I\b|[ *]*[,;(\[][ *]*9\d ?%[^.;()]{0,4}confidence", re.IGNORECASE
)
"""A confidence interval right after a number: what has one is an effect, whatever it is of."""
CONCENTRATION = re.compile(r"/(?:m|d|u)?L$")
"""The end of a unit in which what is in the body is measured."""
_LIFETIMES = {"minutes", "hours", "days", "weeks", "months", "years"}
_TIMES = {"second", "sec", "minute", "min", "hour", "day", "week", "month", "year"}


def unit_of(written: str | None) -> str | None:
    """The plain form of an effect's unit."""
    if not written:
        return None
    plain = " ".join(written.lower().replace("*", " ").split())
    return canonical_unit(written) or (plain + "s" if plain in _TIMES | {"point"} else plain)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that tells an effect, and the words that make it one: both lie within [start, end).

    What changes is told after them where `follows` ("24% higher risk of falls"), in `gap` between cue and number where there
    is one ("cut the risk of falls by 20%"), else before ("falls dropped 20%").
    """

    start: int
    end: int
    at: int  # where the number begins
    measure: Measure
    number: Printed
    unit: str | None = None
    direction: EffectDirection | None = None
    interval: Interval | None = None
    follows: bool = False
    gap: tuple[int, int] | None = None
    against: Printed | None = None  # the other arm, where two are told
    comparator: str | None = None  # its words

    @property
    def is_half_life(self) -> bool:
        """Whether it is a half-life: a time of no other arm."""
        return self.measure == "half_life_or_other" and not self.against and self.unit in _LIFETIMES

    @property
    def is_number_needed(self) -> bool:
        """Whether it is a number needed to treat or harm (or stands in for a bare p-value): neither time, share nor arm."""
        return self.measure == "half_life_or_other" and not self.against and self.unit is None


_HALF_LIFE = re.compile(r"\bhalf[- ]li(?:fe|ves)\b", re.IGNORECASE)
_LIFE_NEAR = 110  # characters after "half-life" within which it is told
_OTHER_TIME = re.compile(r"\b(?:over|for|after|during|within|every|reflect\w*|takes?|lasts?|steady)\b", re.IGNORECASE)  # no half-life
_LIFETIME = grammar(
    rf"(?P<value> {NUMBER} ) (?: [ ]? (?: - | to | and | or ) [ ]? {NUMBER} )? (?: [ ] | - )? (?P<unit> (?: minute | hour | day "
    rf"| week | month | year ) s? ) \b"
)


def half_lives(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Durations told after "half-life"."""
    if named := _HALF_LIFE.search(shadow, start, end):
        last = named.end() + _LIFE_NEAR
        for found in _LIFETIME.finditer(shadow, named.end(), min(end, named.end() + _LIFE_NEAR)):
            if _OTHER_TIME.search(shadow, last, found.start()):
                return
            last = found.end()
            unit = found["unit"].lower().removesuffix("s") + "s"
            yield Estimate(
                found.start(), found.end(), found.start("value"), "half_life_or_other", printed(found["value"]), unit, gap=named.span()
            )
