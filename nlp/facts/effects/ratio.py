"""Risk measures on one scale, and whether an estimate, its interval, its p-value and the arms fit each other."""

from dataclasses import dataclass

from nlp.facts.effects.check import Verdict, check, check_arms
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.findings import Finding
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.statistics import Printed
from nlp.schema import EffectDirection, Measure


@dataclass(frozen=True, slots=True)
class Ratio:
    """An estimate and its interval as ratios, and the same as printed; all None for what is no measure of risk."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    printed: Printed | None = None
    bounds: tuple[Printed, Printed] | None = None


def ratio_scale(f: Finding, measure: Measure, direction: EffectDirection | None, *, is_risk: bool) -> Ratio:
    """Risk measures on one scale: a 24% higher risk is 1.24, its interval 11-39% is 1.11 to 1.39; 24% lower is 0.76."""
    e = f.estimate
    if not e:
        return Ratio()
    if measure == "relative_risk_change":

        def convert(n: Printed) -> Printed:
            return _of_percent(n, direction)

    elif measure in RATIOS or (measure == "fold_change" and is_risk):
        inverted = measure == "fold_change" and direction == "decrease" and e.number.value > 1

        def convert(n: Printed) -> Printed:
            return _sorted(1 / n.value, 1 / n.low, 1 / n.high) if inverted and n.low > 0 else n

    else:
        return Ratio()
    ratio = convert(e.number)
    if ratio.value <= 0:
        return Ratio()  # "300% fewer" is less than none
    bounds = None
    if f.interval:
        bounds = f.interval.low, f.interval.high
        if not (measure == "relative_risk_change" and _is_ratio_interval(ratio, *bounds)):
            low, high = sorted((convert(bounds[0]), convert(bounds[1])), key=lambda n: n.value)
            bounds = low, high
    return Ratio(
        _rounded(ratio.value), _rounded(bounds[0].value) if bounds else None, _rounded(bounds[1].value) if bounds else None, ratio, bounds
    )


def _is_ratio_interval(ratio: Printed, low: Printed, high: Printed) -> bool:
    """Whether the interval of a percentage is told as that of a ratio: "24% lower risk (95% CI 0.61 to 0.94)"."""
    return low.value > 0 and high.value < 20 and low.low <= ratio.high and ratio.low <= high.high and high.value != int(high.value)


def _of_percent(n: Printed, direction: EffectDirection | None) -> Printed:
    """24 percent more as a ratio is 1.24, 24 percent less 0.76."""
    sign = -1 if direction == "decrease" else 1
    return _sorted(1 + sign * n.value / 100, 1 + sign * n.low / 100, 1 + sign * n.high / 100)


def _sorted(value: float, low: float, high: float) -> Printed:
    return Printed(value, min(low, high), max(low, high))


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


def verdict_of(f: Finding, ratio: Ratio, measure: Measure, pair: Estimate | None) -> Verdict:
    """Whether the numbers of a finding fit each other; `pair` are the two arms that its sentence tells, if it tells just two."""
    e = f.estimate
    if not e or e.against:
        return check(None, None, None, None, is_ratio=False)  # an interval beside two arms is that of their difference
    p = (f.p.op, f.p.p) if f.p and f.p.is_compared else None
    level = f.interval.level if f.interval else None
    if ratio.printed and ratio.bounds:
        return check(ratio.printed, ratio.bounds, level, p, is_ratio=True)
    if (
        f.interval
        and measure == "percent_change"
        and _is_ratio_interval((changed := _of_percent(e.number, e.direction)), f.interval.low, f.interval.high)
    ):
        return check(changed, (f.interval.low, f.interval.high), level, p, is_ratio=True)
    if f.interval and measure not in RATIOS:
        number, low, high = e.number, f.interval.low, f.interval.high
        if high.value < 0 < number.value:  # "fell by 1.2 (-1.9 to -0.5)"
            number = _sorted(-number.value, -number.low, -number.high)
        return check(number, (low, high), level, p, is_ratio=False)
    if pair and pair.against and measure in ("absolute_risk_change", "relative_risk_change"):
        return check_arms(pair.number, pair.against, e.number, relative=measure == "relative_risk_change")
    return check(None, None, None, None, is_ratio=False)
