"""What a sentence finds: an estimate with the interval and the p-value that are its own, or one of these alone."""

import re
from dataclasses import dataclass

from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.statistics import Interval, PValue, intervals, p_values
from nlp.page import Page, Sentence

_FAR = 130  # characters between an estimate and the interval or p-value that is still its own


@dataclass(slots=True)
class Finding:
    """An estimate (or none) with the interval and p-value that stand with it."""

    estimate: Estimate | None
    interval: Interval | None = None
    p: PValue | None = None

    @property
    def ends(self) -> tuple[int, ...]:
        return tuple(part.end for part in (self.estimate, self.interval, self.p) if part)

    @property
    def end(self) -> int:
        return max(self.ends)

    @property
    def start(self) -> int:
        return min(part.start for part in (self.estimate, self.interval, self.p) if part)


def with_statistics(page: Page, s: Sentence, estimates: list[Estimate], hints: set[str]) -> list[Finding]:
    """Intervals and p-values given to the estimate before them; those of no estimate are findings of their own."""
    findings = [Finding(e, e.interval) for e in estimates]
    for interval in intervals(page.shadow, s.start, s.end) if "interval" in hints else ():
        owner = _owner(findings, interval.start)
        if any(f.interval and f.interval.start < interval.end and interval.start < f.interval.end for f in findings):
            continue
        if owner and owner.interval is None and not _VALUE_BESIDE.search(page.shadow, owner.end, interval.start):
            owner.interval = interval
        elif not _of_a_level(page, s, interval):
            findings.append(Finding(None, interval))
    for p in p_values(page.shadow, s.start, s.end) if "p" in hints else ():
        owner = _follower(page, findings, p) or _owner(findings, p.start)
        if owner and owner.p is None:
            owner.p = p
        else:
            findings.append(Finding(None, None, p))
    return findings


def _owner(findings: list[Finding], at: int) -> Finding | None:
    before = [f for f in findings if f.start < at and at - f.end < _FAR]
    return max(before, key=lambda f: f.start, default=None)


def _follower(page: Page, findings: list[Finding], p: PValue) -> Finding | None:
    """The estimate right after a p-value that a bracket opens: "(p = 0.001, OR = 2.7)"."""
    if page.shadow[p.start - 1] not in "([":
        return None
    return next((f for f in findings if f.estimate and f.start >= p.end and not page.shadow[p.end : f.start].strip(" ,;*")), None)


_VALUE_BESIDE = re.compile(r"(?<![\w.=<>-])-?\d[\d.]*(?:\s?(?:points?|[a-z]+/[a-z]+)(?: differences?)?)?[\s*,;:(\[]{1,5}$", re.IGNORECASE)
_VALUE_BEFORE = re.compile(r"(?<![a-z(-])\d[\d.]*(?!\()\b|percent|per cent|%|prevalence|proportion|sensitivity|specificity", re.IGNORECASE)


def _of_a_level(page: Page, s: Sentence, interval: Interval) -> bool:
    """Whether the interval is that of a mean, a level or a prevalence: a number that is no effect stands before it."""
    return bool(_VALUE_BEFORE.search(page.shadow, max(s.start, interval.start - 90), interval.start))
