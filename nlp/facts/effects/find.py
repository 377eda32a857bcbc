"""Effects of a page: every number that says how large an effect is, with its interval, p-value, outcome and exposures."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import re2

from nlp import lexicon
from nlp.facts.effects import scope
from nlp.facts.effects.changes import differences, folds, percents
from nlp.facts.effects.check import Verdict, check, check_arms
from nlp.facts.effects.estimates import Estimate, arms, chances, half_lives, means
from nlp.facts.effects.labels import RATIOS, labelled
from nlp.facts.effects.statistics import Interval, Printed, PValue, intervals, p_values
from nlp.facts.words import triggered
from nlp.page import Page, Sentence
from nlp.schema import Effect, EffectDirection, Measure

_READ = ("heading", "body", "list_item", "table_cell")
# What a sentence must hold for each grammar to read it. One pass of RE2 over a page each: joined they are slower.
_HINT = {
    "percent": re2.compile(r"(?i)%|per ?cent|\bpct|\b(?:third|quarter|fourth|fifth)s?\b"),
    "label": re2.compile(
        r"(?i)\bratios?\b|\bodds\b|\b(?:relative|absolute) (?:risk|rate|reduction|increase|difference|odds)|risk difference"
        r"|\b[a-z]{0,4}(?:or|rr|hr|md|es|pr|sir|smr|irr|rrs|hrs|ors)(?:s|adj|a|p)?\b[^a-z]{0,14}\d|\bCI\b|\dCI|\bC\.I\."
        r"|confiden[ct]e? interval|\b(?:r|rs|rho)\b ?[=:]|ρ|β|correlations?(?: coefficients?)? of|coefficient|effect size|cohen|hedge"
        r"|treatment effect"
        r"|\b(?:mean|average|net|median|adjusted|between-group|treatment|standardi[sz]ed) (?:difference|change|increase|decrease|reduction)"
    ),
    "versus": re2.compile(r"(?i)\bvs\b|\bversus\b|\bcompared (?:with|to)\b"),
    "half-life": re2.compile(r"(?i)half[- ]li"),
    "fold": re2.compile(
        r"(?i)fold\b|\btimes\b|\d ?-?x\b|\bfactor of\b|\btwice\b|\bthrice\b|doubl|\btripl|\btrebl|quadrupl|quintupl|\bhal(?:f|ve)"
    ),
    "difference": re2.compile(
        r"(?i)(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)) ?-? ?\**(?:IQ |points?\b|min|hours?\b|days?\b|weeks?\b|months?\b"
        r"|years?\b|mm ?hg|kg|kilo|pounds?\b|lbs?\b|cm\b|inch|ng\b|nmol|nano|pg|mcg/|mg/d|mmol|bpm|beats|g/d|U/L)"
    ),
    "interval": re2.compile(r"(?i)\bC\.?[IL1]\b|\dCI\b|\bCI\d|confiden[ct]e?|credible|uncertainty i"),
    "p": re2.compile(r"(?i)\bp[*_ ]{0,3}(?:-? ?val(?:ue)?s?)?[^a-z]{0,12}[=<>≤≥]|\bp(?:: ?|[*_ ]{0,2})0?\.\d|\bp[ -]?val"),
}
_GRAMMARS: tuple[tuple[str, Callable[[str, int, int], Iterator[Estimate]]], ...] = (  # the surest first
    ("label", labelled), ("half-life", half_lives), ("percent", percents), ("fold", folds), ("difference", differences),
    ("percent", arms), ("versus", means), ("versus", chances),
)  # fmt: skip
_NO_DIFFERENCE = re.compile(
    r"\bno\b[^.;]{0,40}\b(?:difference|association|effect|change|benefit|relationship|correlation|improvement|reduction)"
    r"|\b(?:not|n't|nor)\b[^.;]{0,40}\b(?:differ|change|affect|reduce|associated|correlat|significant|influence|improve"
    r"|related)|\bnon-?significant|\bunchanged\b|\bsimilar\b",
    re.IGNORECASE,
)
_UP_OR_DOWN = re.compile(
    r"\b(?:(?P<increase>increas\w*|higher|greater|more|rais\w+|rose|improv\w+|elevat\w+|positive\w*|longer|larger|better)"
    r"|(?P<decrease>decreas\w*|lower\w*|reduc\w+|less|fewer|declin\w+|fell|dropped|inverse\w*|negative\w*|shorter|smaller))\b",
    re.IGNORECASE,
)
_CORRELATED = re.compile(r"\bcorrelat\w+", re.IGNORECASE)
_IMPROVED = re.compile(r"improv|better|protect", re.IGNORECASE)
_FAR = 130  # characters between an estimate and the interval or p-value that is still its own


@dataclass(slots=True)
class _Finding:
    """An estimate (or none) with the interval and p-value that stand with it."""

    estimate: Estimate | None
    interval: Interval | None = None
    p: PValue | None = None

    @property
    def end(self) -> int:
        return max(part.end for part in (self.estimate, self.interval, self.p) if part)

    @property
    def start(self) -> int:
        return min(part.start for part in (self.estimate, self.interval, self.p) if part)


def find(page: Page) -> list[Effect]:
    """Every effect that the page tells, in the order of the text."""
    told: dict[int, set[str]] = {}
    for name, hint in _HINT.items():
        for s in triggered(page, hint, _READ):
            told.setdefault(s.position, set()).add(name)
    return [effect for position in sorted(told) for effect in _effects(page, page.sentences[position], told[position])]


def _effects(page: Page, s: Sentence, hints: set[str]) -> Iterator[Effect]:
    found = _estimates(page, s, hints)
    findings = _with_statistics(page, s, found, hints)
    pair = [f.estimate for f in findings if f.estimate and f.estimate.against and f.estimate.unit == "percent"]
    for finding in sorted(findings, key=lambda f: f.start):
        yield _effect(page, s, finding, pair[0] if len(pair) == 1 else None)


def _estimates(page: Page, s: Sentence, hints: set[str]) -> list[Estimate]:
    """The sentence's estimates in order, each number once: what names its measure is surer than a change, a change than bare arms."""
    chosen: list[Estimate] = []
    for hint, grammar in _GRAMMARS:
        for e in grammar(page.shadow, s.start, s.end) if hint in hints else ():
            if not any(e.at == c.at or (c.at <= e.at < c.end and c.at < e.end) for c in chosen) and _is_effect(page, s, e):
                chosen.append(e)
    return sorted(chosen, key=lambda e: e.at)


def _is_effect(page: Page, s: Sentence, e: Estimate) -> bool:
    if e.measure in RATIOS:
        return 0 <= e.number.value < 1000
    if e.measure == "half_life_or_other":
        if e.against and e.unit != "percent" and not scope.is_measured(page, s, e):
            return False
        return e.unit != "percent" or bool(e.comparator) or bool(page.mentions_in(s.start, s.end, "NUTRIENT"))
    if e.measure in ("correlation", "standardized_mean_difference"):
        return True
    return scope.is_told(page, s, e, scope.subject(page, s, e, e.end))


def _with_statistics(page: Page, s: Sentence, estimates: list[Estimate], hints: set[str]) -> list[_Finding]:
    """Intervals and p-values given to the estimate before them; those of no estimate are findings of their own."""
    findings = [_Finding(e, e.interval) for e in estimates]
    for interval in intervals(page.shadow, s.start, s.end) if "interval" in hints else ():
        owner = _owner(findings, interval.start)
        if owner and owner.interval is None:
            owner.interval = interval
        elif not any(
            f.interval and f.interval.start < interval.end and interval.start < f.interval.end for f in findings
        ) and not _of_a_level(page, s, interval):
            findings.append(_Finding(None, interval))
    for p in p_values(page.shadow, s.start, s.end) if "p" in hints else ():
        owner = _owner(findings, p.start)
        if owner and owner.p is None:
            owner.p = p
        else:
            findings.append(_Finding(None, None, p))
    return findings


def _owner(findings: list[_Finding], at: int) -> _Finding | None:
    before = [f for f in findings if f.start < at and at - f.end < _FAR]
    return max(before, key=lambda f: f.start, default=None)


_VALUE_BEFORE = re.compile(r"(?<![a-z(-])\d[\d.]*(?!\()\b|percent|per cent|%|prevalence|proportion|sensitivity|specificity", re.IGNORECASE)


def _of_a_level(page: Page, s: Sentence, interval: Interval) -> bool:
    """Whether the interval is that of a mean, a level or a prevalence: a number that is no effect stands before it."""
    return bool(_VALUE_BEFORE.search(page.shadow, max(s.start, interval.start - 90), interval.start))


def _effect(page: Page, s: Sentence, f: _Finding, pair: Estimate | None) -> Effect:
    e = f.estimate or _bare(page, s, f)
    what = scope.subject(page, s, e, f.end) or scope.carried(page, s)
    against = scope.comparator(page, s, e)
    arm = scope.arm(page, s, e)
    measure = _measure(page, s, e, what)
    value = e.number.value if f.estimate else None
    direction = _direction(page, s, e, f, what, measure)
    ratio = (
        _ratio_scale(e, f, measure, direction, is_risk=measure == "fold_change" and scope.is_risk(page, s, e, what))
        if f.estimate
        else _Ratio()
    )
    verdict = _verdict(e, f, ratio, measure, pair) if f.estimate else Verdict("not_checkable", "No estimate is told.")
    return page.row(
        Effect, f.start, f.end,
        measure=measure, value=value, unit=e.unit if f.estimate else None,
        ci_low=f.interval.low.value if f.interval else None, ci_high=f.interval.high.value if f.interval else None,
        ci_level=(f.interval.level or 95.0) if f.interval else None,
        p_op=f.p.op if f.p else None, p_value=f.p.p.value if f.p else None,
        direction=direction, ratio=ratio.value, ratio_low=ratio.low, ratio_high=ratio.high,
        outcome_id=what.outcome_id if what else None, outcome_text=page.text[what.start : what.end] if what else None,
        nutrient_ids=scope.exposures(page, s, e.start, what, against),
        comparator=e.comparator or (page.text[slice(*against)] if against else None),
        arm=page.text[slice(*arm)] if arm else None,
        check=verdict.check, check_reason=verdict.reason,
    )  # fmt: skip


def _bare(page: Page, s: Sentence, f: _Finding) -> Estimate:
    """Stands in for the estimate of a p-value or interval told without one."""
    before = page.shadow[s.start : f.start]
    measure: Measure = "correlation" if _CORRELATED.search(before) else "mean_difference"
    return Estimate(f.start, f.end, f.start, measure, Printed(0.0, 0.0, 0.0))


def _measure(page: Page, s: Sentence, e: Estimate, what: scope.Subject | None) -> Measure:
    if e.measure == "percent_change" and scope.is_risk(page, s, e, what):
        return "relative_risk_change"
    return e.measure


def _direction(page: Page, s: Sentence, e: Estimate, f: _Finding, what: scope.Subject | None, measure: Measure) -> EffectDirection | None:
    if e.direction:
        return _of_outcome(page, e, what) if e.direction == "increase" else e.direction
    if measure == "half_life_or_other" and f.estimate:
        return None
    words = page.shadow[s.start : f.start]
    told = f.estimate is not None
    if told and measure in RATIOS:
        if e.number.value == 1 or (_NO_DIFFERENCE.search(words) and not _excludes(f, 1.0)):
            return "none"
        return "increase" if e.number.value > 1 else "decrease"
    if _NO_DIFFERENCE.search(words) and not (f.p and f.p.p.value < 0.05):
        return "none"
    if told and measure in ("correlation", "mean_difference", "standardized_mean_difference") and e.number.value < 0:
        return "decrease"
    if cues := list(_UP_OR_DOWN.finditer(words)):
        return "increase" if cues[-1]["increase"] else "decrease"
    return "increase" if told and e.number.value > 0 else None


def _excludes(f: _Finding, null: float) -> bool:
    return f.interval is not None and not f.interval.low.value <= null <= f.interval.high.value


def _of_outcome(page: Page, e: Estimate, what: scope.Subject | None) -> EffectDirection:
    """An improvement of what is better low is a decrease of it."""
    if (
        what
        and what.outcome_id
        and _IMPROVED.search(page.shadow, e.start, e.end)
        and lexicon.outcomes()[what.outcome_id].better_when == "lower"
    ):
        return "decrease"
    return "increase"


# --- the ratio scale, and the checks on it ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ratio:
    value: float | None = None
    low: float | None = None
    high: float | None = None
    printed: Printed | None = None
    bounds: tuple[Printed, Printed] | None = None


def _ratio_scale(e: Estimate, f: _Finding, measure: Measure, direction: EffectDirection | None, *, is_risk: bool) -> _Ratio:
    """Risk measures on one scale: a 24% higher risk is 1.24, its interval 11-39% is 1.11 to 1.39; 24% lower is 0.76."""
    if measure == "relative_risk_change":

        def convert(n: Printed) -> Printed:
            return _of_percent(n, direction)

    elif measure in RATIOS or (measure == "fold_change" and is_risk):
        inverted = measure == "fold_change" and direction == "decrease" and e.number.value > 1

        def convert(n: Printed) -> Printed:
            return _sorted(1 / n.value, 1 / n.low, 1 / n.high) if inverted and n.low > 0 else n

    else:
        return _Ratio()
    ratio = convert(e.number)
    bounds = None
    if f.interval:
        bounds = f.interval.low, f.interval.high
        if not (measure == "relative_risk_change" and _is_ratio_interval(ratio, *bounds)):
            low, high = sorted((convert(bounds[0]), convert(bounds[1])), key=lambda n: n.value)
            bounds = low, high
    return _Ratio(
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


def _verdict(e: Estimate, f: _Finding, ratio: _Ratio, measure: Measure, pair: Estimate | None) -> Verdict:
    if e.against:
        return check(None, None, None, None, is_ratio=False)  # an interval beside two arms is that of their difference
    p = (f.p.op, f.p.p) if f.p else None
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
