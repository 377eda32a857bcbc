"""Estimates whose measure is named: odds, hazard and risk ratios, mean differences, correlations."""

import math
import re
from collections.abc import Iterator
from typing import cast

import re2

from nlp.facts.effects.estimates import Estimate, unit_of
from nlp.facts.effects.names import any_word
from nlp.facts.effects.statistics import BOUNDS, DECIMAL, SIGNED, Interval, intervals, printed
from nlp.facts.words import alternatives, grammar, meanings, occurrences
from nlp.quantity import UNIT
from nlp.schema import EffectDirection, Measure

RATIOS: tuple[Measure, ...] = ("odds_ratio", "hazard_ratio", "relative_risk", "rate_ratio")

_LABELS = meanings(__package__, "label")
_ABBREVIATIONS = meanings(__package__, "abbreviation")
_CHANGES = meanings(__package__, "verb", "adjective", "noun")
_DOUBTFUL = {"B", "ES", "SIR", "PR", "MD", "AMD", "SMR", "HRP", "HRR", "AHR"}  # stand for much else: only with an interval or p-value
# Abbreviations count as written only, names in any case.
_LABEL = re2.compile(
    rf"\b(?:{'|'.join(sorted(_ABBREVIATIONS, key=len, reverse=True))})\b|β|(?i:\b(?:{'|'.join(sorted(_LABELS, key=len, reverse=True))})\b)"
)
_VALUE = grammar(rf"(?P<value> {SIGNED} )")
_NUMBER = grammar(rf"(?<! [\w.] ) (?P<value> {SIGNED} ) (?! [\w/] | [.,]\d | -[a-z\d] | [(\[]OH )")
# What stands between a label and its number and holds numbers of its own, or says the label again.
_ASIDE = grammar(
    rf"""[(\[]? 9\d (?:\.\d)? [ ]? % (?: [ ]? -? (?: CI s? | C\.I\. | CrI | confiden(?:ce|t) [ ] intervals? | CL ) \b )? [)\]]?
       | [(\[] [ ]? (?: CI | {alternatives(_ABBREVIATIONS)} ) [ ]? [)\]] | \b per [ ] [\d.]+ (?: [ ] | - )? (?: \w+ (?: [ /] \w+ )? )?"""
)
_TIGHT = grammar(
    r"[ *,;:=(\[)\]~]* (?: (?: was | were | of | is | to [ ] be | for ) [ ] (?: (?: about | around | approximately | only "
    r"| up [ ] to ) [ ] )? [=:]? [ ]? )? [(\[]?"
)
_LEADS = grammar(r"(?: \b (?: was | were | of | is | be | by | reached | at | to ) [ ] | [=:,;)\]] [ ]? ) [(\[]? $")
_BACKED = grammar(
    rf"[ ]? (?: % | points? | minutes? | hours? | days? | kg "
    rf"| {UNIT} )? [ ]? [,;(\[]{{0,2}} [ ]? (?: 9\d [.\d]* [ ]? %? [ ]? -? [ ]? C | C\.?I | P \b "
    rf"| [(\[] [ ]? [-+]? [.\d]+ [ ]? (?: - | , | to | ; ) [ ]? [-+]? [.\d]+ )"
)
_REFERENCE = re.compile(r"\s?[(\[]\s?ref", re.IGNORECASE)  # "1.00 (reference)": what the others are compared with
_END = grammar(r"[.;] [ ] | \b p [ ]? (?: -? [ ]? values? [ ]? )? (?: [=<>] | of | was )")
_EVEN = 0.05  # of an interval's width that its estimate may stand off the middle by rounding
_NEAR = 75  # characters up to a little after an interval within which a word of change makes its number a difference
_WINDOW = 110  # characters after a label within which its number stands
_UNIT_AFTER = grammar(
    r"(?: [ ]? (?: \( [\d.]+ \) | (?: ± | \+/- ) [ ]? [\d.]+ ) )? [ ]? "
    rf"(?: (?P<percent> % | percent \b ) | (?P<unit> points? | minutes? | hours? | days? | weeks? | months? | years? "
    rf"| {UNIT} ) (?! \w ) )"
)
_CORRELATION = grammar(r"(?<! [\w.] ) (?: rs? | rho | ρ | R ) [ ]? [=:] [ ]? (?P<value> [-+]? [ ]? [01]? \.\d+ ) (?! \d )", re.RegexFlag(0))
_BARE = grammar(
    rf"""(?<! [\w.,-] ) (?P<value> [-+]? {DECIMAL} ) [ ]? %? [ ]? (?: [(\[] | [,;] (?= [^()\[\]]{{0,30}} [)\]] ) )
        [ ]? {BOUNDS} [ ]? %? [ ]? [)\];,]"""
)
_BOUNDS = grammar(BOUNDS)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", BOUNDS)
_LISTS = grammar(
    rf"""(?P<values> (?<! [\w.] ) {SIGNED} (?: , [ ] {SIGNED} )* ,? [ ] and [ ] {SIGNED} )
    [ ]? [,;(\[] [ ]? (?: 9\d [ ]? % [ ]? )? (?: C\.?I s? | confidence [ ] intervals? ) [ ]? [:=,]? [ ]?
    (?P<bounds> [(\[]? {_UNNAMED} (?: [)\]]? [ ]? (?: [,;] [ ]? (?: and [ ] )? | and [ ] ) [(\[]? {_UNNAMED} )+ )"""
)
_BEFORE_INTERVAL = grammar(
    rf"(?P<value> (?<! [\w.] ) {SIGNED} ) (?: [ ]? (?: {UNIT} | points? ) )? (?: [ ] differences? )? [ *,;:(\[]{{0,5}} $"
)
_ODDS = re.compile(rf"\b(?:{any_word('risk')}|likely)\b", re.IGNORECASE)
_TIMES_MORE = re.compile(r"[^;]{0,60}\btimes\s(?:more|as|higher|greater|the)\b", re.IGNORECASE)
_TIMES_NEXT = re.compile(r"[\s)\]]*times\s(?:more|as|higher|greater)\s\w+", re.IGNORECASE)
_THAN = re.compile(r"(?:\s?[\w/%]{1,8})?\W{0,6}than\b", re.IGNORECASE)  # "(10.7 ng/mL, 95% CI 4.5-16.8) than": a level
_HARM = re.compile(r"needed to harm|NNT?H\b")
_OTHER_LABEL = re.compile(r"\b[A-Za-z]*[A-Z]{2}\w*\s?[=:]\s?$")  # some measure that is none of ours
_NO_EFFECT = re.compile(
    r"\b(?:sensitivity|specificity|area under|AUC|I2|prevalence|proportion|heritability|median|mean age|cut-?off"
    r"|agreement|kappa|incidence rate of|survival rate)\b",
    re.IGNORECASE,
)
_DIFFERENCE = grammar(rf"\b (?: differ\w* | change[ds]? | coefficient | {alternatives(_CHANGES)} ) \b")


def labelled(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Estimates with their measure named: "OR 2.4", "the hazard ratio for falls was 0.8", "SMD -0.39", "r = 0.45".

    A number that stands before an interval of its own shares the label before it: "ORs were 1.2 (95% CI 1.1-1.4) and 0.8 (0.6-0.9)".
    """
    told: dict[int, Measure] = {}
    taken: set[int] = set()
    listed = list(_respectively(shadow, start, end))
    starts = {found.start("value") for found, _ in listed}
    for low, high in occurrences(_LABEL, shadow, start, end):
        name = shadow[low:high]
        told[low] = measure = cast(Measure, _ABBREVIATIONS.get(name) or _LABELS[name.lower()])
        number = _number_of(shadow, name, measure, high, end)
        if number and number.start("value") not in taken | starts:
            taken.add(number.start("value"))
            yield _named(shadow, low, number, measure, end, gap=(high, number.start("value")))
    for found in _CORRELATION.finditer(shadow, start, end):
        taken.add(found.start("value"))
        yield Estimate(found.start(), found.end(), found.start("value"), "correlation", printed(found["value"]))
    for found, own in listed:
        if before := [measure for where, measure in told.items() if where < found.start()]:
            taken.add(found.start("value"))
            yield _named(shadow, found.start("value"), found, before[-1], end, interval=own)
    for number, interval in _with_interval(shadow, start, end):
        is_bound = any(own.start <= number.start("value") < own.end for _, own in listed)
        if number.start("value") not in taken and not is_bound and (shared := _shared(shadow, start, number, interval, told, end)):
            taken.add(number.start("value"))
            yield _named(shadow, number.start("value"), number, shared, end, interval=interval)


def _number_of(shadow: str, label: str, measure: Measure, label_end: int, end: int) -> re.Match[str] | None:
    """The number that a label names: the first after it, if the words between belong to the label."""
    plain = _ASIDE.sub(lambda m: " " * len(m[0]), shadow[label_end : min(end, label_end + _WINDOW)])
    if measure in RATIOS and plain.startswith("-"):
        plain = " " + plain[1:]  # "RR-0.97" joins, "SMD-0.97" is less than nothing
    at = _NUMBER.search(plain)
    found = _VALUE.match(shadow, label_end + at.start()) if at else None
    if not at or not found or (measure in RATIOS and shadow.startswith("%", found.end())):
        return None
    between = plain[: at.start()]
    backed = _BACKED.match(shadow, found.end(), end) is not None
    if _REFERENCE.match(shadow, found.end()):
        return None
    if _TIGHT.fullmatch(between):
        says = label not in _ABBREVIATIONS or label.startswith("NN") or "=" in between or ":" in between or "." in found["value"]
        return found if backed or (says and label not in _DOUBTFUL) else None
    if _END.search(between) or _LABEL.search(between):
        return None  # "the gene AHR was tied to less PCOS (OR 0.48)": another's number
    by_verb = "." in found["value"] and not between.rstrip(" *([").endswith((",", ";", ")"))
    return found if _LEADS.search(between) and (backed or by_verb) and label not in _DOUBTFUL else None


def _named(
    shadow: str,
    start: int,
    number: re.Match[str],
    measure: Measure,
    end: int,
    interval: Interval | None = None,
    gap: tuple[int, int] | None = None,
) -> Estimate:
    unit, stop = None, number.end("value")
    if measure not in RATIOS and (told := _UNIT_AFTER.match(shadow, stop, end)):
        unit, stop = "percent" if told["percent"] else unit_of(told["unit"]), told.end()
    if measure == "fold_change" and interval and (more := _TIMES_NEXT.match(shadow, interval.end, end)):
        stop = more.end()
    cue = _DIFFERENCE.search(shadow[start : number.start("value")].lower()) if measure not in RATIOS else None
    direction = cast(EffectDirection | None, _CHANGES.get(cue[0])) if cue else None
    if _HARM.search(shadow, start, number.start("value")):
        direction = "increase"
    at = number.start("value")
    return Estimate(
        start,
        stop,
        at,
        measure,
        printed(number["value"]),
        unit,
        direction,
        interval or _bare_interval(shadow, at, end),
        follows=measure == "fold_change",
        gap=gap,
    )


def _bare_interval(shadow: str, at: int, end: int) -> Interval | None:
    """The interval in brackets after a number, not named as one: "0.81 (0.77-0.85)"."""
    if found := _BARE.match(shadow, at, end):
        value, low, high = printed(found["value"]), printed(found["low"]), printed(found["high"])
        if low.value <= value.value <= high.value and low.value < high.value:
            return Interval(found.start("low"), found.end("high"), low, high, None)
    return None


def _respectively(shadow: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Interval]]:
    """Numbers of a list with the interval at the same place of the list after it: "1.2 and 0.8 (95% CI 1.0-1.4 and 0.7-0.9)"."""
    for listed in _LISTS.finditer(shadow, start, end):
        numbers = list(_VALUE.finditer(shadow, *listed.span("values")))
        bounds = list(_BOUNDS.finditer(shadow, *listed.span("bounds")))
        if len(numbers) == len(bounds):
            for number, told in zip(numbers, bounds, strict=True):
                value, low, high = printed(number["value"]), printed(told["low"]), printed(told["high"])
                if low.value <= value.value <= high.value:
                    yield number, Interval(told.start(), told.end(), low, high, None)


def _with_interval(shadow: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Interval]]:
    """Numbers with the interval that follows them, named as one or not."""
    for named in intervals(shadow, start, end):
        found = _BEFORE_INTERVAL.search(shadow, max(start, named.start - 40), named.start)
        if found and _holds(named, printed(found["value"]).value):
            yield found, named
    for bare in _BARE.finditer(shadow, start, end):
        if unnamed := _bare_interval(shadow, bare.start(), end):
            yield bare, unnamed


def _holds(interval: Interval, value: float) -> bool:
    """Whether an interval holds a value or, of a decrease told by its size, its negative."""
    return any(interval.low.low <= v <= interval.high.high for v in (value, -value))


def _is_log_even(value: float, interval: Interval) -> bool:
    """Whether an interval is even about its estimate on the log scale and not on the plain one, as that of a ratio is."""
    low, high = interval.low.value, interval.high.value
    if not 0 < low < value < high:
        return False
    plain, log = (value - low) / (high - low), math.log(value / low) / math.log(high / low)
    return abs(log - 0.5) < _EVEN < abs(plain - 0.5)


def _shared(shadow: str, start: int, number: re.Match[str], interval: Interval, told: dict[int, Measure], end: int) -> Measure | None:
    """The measure of a number that has an interval and no label of its own."""
    at = number.start("value")
    if (unit := _UNIT_AFTER.match(shadow, number.end("value"), end)) and unit["percent"]:
        is_below = number["value"].startswith("-") and "mean_difference" in told.values()
        return "mean_difference" if is_below else None  # of other percentages the interval does not decide whether they are changes
    before = [measure for where, measure in told.items() if where < at]
    if before:
        return before[-1]
    if _TIMES_MORE.match(shadow, interval.end, end):
        return "fold_change"
    lead = shadow[max(start, at - 120) : at]
    if _OTHER_LABEL.search(lead):
        return None
    if _NO_EFFECT.search(lead) or _THAN.match(shadow, interval.end, end):
        return None
    if "." in number["value"] and interval.low.value > 0 and (words := _ODDS.findall(lead)):
        word = words[-1].lower()
        return "odds_ratio" if word == "odds" else "hazard_ratio" if word.startswith("hazard") else "relative_risk"
    if interval.level and interval.low.value < 0 and interval.high.value > interval.low.value:
        return "mean_difference"  # what may be less than nothing is a difference
    if _is_log_even(printed(number["value"]).value, interval):
        return None  # some ratio, of which none knows
    near = lead + shadow[interval.end : min(end, interval.end + 25)]
    return "mean_difference" if interval.level and _DIFFERENCE.search(near[-_NEAR:]) else None
