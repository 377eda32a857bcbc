"""Whether an estimate, its confidence interval and its p-value fit each other, allowing for rounding.

A p-value is recomputed from an estimate and its interval as in Altman & Bland, "How to obtain the P value from a confidence
interval", BMJ 2011;343:d2304: the standard error is the interval's width over twice its normal quantile (3.92 for 95%), z the
estimate over its standard error, both on the log scale for ratios. What is compared are ranges: every printed number stands
for all values that round to it.
"""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

from nlp.facts.effects.statistics import Printed
from nlp.schema import Check, Comparison

# Tests other than Wald's (exact, likelihood ratio, log-rank) give somewhat other p-values from the same data.
_OTHER_TESTS = 2.0
_SMALLEST = 0.001  # tables and programs print smaller p-values as this one or as 0.000
_NORMAL = NormalDist()


class Verdict(NamedTuple):
    """The outcome of a check, and why in a sentence."""

    check: Check
    reason: str


def check(
    estimate: Printed | None,
    bounds: tuple[Printed, Printed] | None,
    level: float | None,
    p: tuple[Comparison, Printed] | None,
    *,
    is_ratio: bool,
) -> Verdict:
    """Does the interval hold the estimate, and does the p-value fit the interval?

    Args:
        estimate: the estimate; on the ratio scale where `is_ratio`.
        bounds: both ends of its interval on the same scale.
        level: the interval's level in percent; 95 where none is told.
        p: how the p-value is told, and the value.
        is_ratio: whether no effect is 1 and the interval is even on the log scale; else no effect is 0.
    """
    if estimate is None or bounds is None:
        return Verdict("not_checkable", "Only an estimate with its interval can be checked.")
    low, high = bounds
    interval = f"The interval {low.value:g} to {high.value:g}"
    if not (low.low <= estimate.high and estimate.low <= high.high):
        return Verdict("inconsistent", f"{interval} does not hold {estimate.value:g}.")
    if p is None:
        return Verdict("consistent", f"{interval} holds {estimate.value:g}; there is no p-value to check.")
    if is_ratio and min(low.low, estimate.low) <= 0:
        return Verdict("not_checkable", f"{interval} holds {estimate.value:g}; too near 0 to recompute p from its logarithm.")
    p_low, p_high = _p_range(estimate, low, high, level or 95.0, math.log if is_ratio else float)
    op, told = p
    word = f"p {op} {told.value:g}"
    fits = _fits(op, told, p_low / _OTHER_TESTS, p_high * _OTHER_TESTS)
    computed = f"{interval} holds {estimate.value:g} and means a p of {p_low:.2g} to {p_high:.2g} (rounding allowed for)"
    return Verdict("consistent", f"{computed}, which fits {word}.") if fits else Verdict("inconsistent", f"{computed}, not {word}.")


def check_arms(arm: Printed, other: Printed, told: Printed, *, relative: bool) -> Verdict:
    """Do two arms (percent each) give the difference told: in percentage points, or in percent of the other arm where `relative`?"""
    lows = abs(arm.low - other.high), abs(arm.high - other.low)
    low, high = min(lows), max(lows)
    if relative:
        low, high = 100 * low / other.high, 100 * high / max(other.low, 1e-9)
    fits = low <= told.high and told.low <= high
    unit = "percent" if relative else "percentage points"
    shown = f"{arm.value:g}% and {other.value:g}% differ by {low:.3g} to {high:.3g} {unit} (rounding allowed for)"
    return (
        Verdict("consistent", f"{shown}, which fits {told.value:g}.") if fits else Verdict("inconsistent", f"{shown}, not {told.value:g}.")
    )


def _p_range(estimate: Printed, low: Printed, high: Printed, level: float, scale: Callable[[float], float]) -> tuple[float, float]:
    """Smallest and largest two-sided p-value that values rounding to those printed can give."""
    quantile = 2 * _NORMAL.inv_cdf(0.5 + level / 200)
    widest = (scale(high.high) - scale(low.low)) / quantile
    narrowest = max((scale(high.low) - scale(low.high)) / quantile, 1e-9)
    ends = abs(scale(estimate.low)), abs(scale(estimate.high))
    nearest = 0.0 if scale(estimate.low) * scale(estimate.high) <= 0 else min(ends)
    return _p(max(ends) / narrowest), _p(nearest / widest)


def _p(z: float) -> float:
    return math.erfc(z / math.sqrt(2))


def _fits(op: Comparison, told: Printed, low: float, high: float) -> bool:
    if op == "<" or told.value <= _SMALLEST:
        return low <= told.value
    if op == ">":
        return high >= told.value
    return told.low <= high and low <= told.high
