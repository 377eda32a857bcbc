"""Which outcome each of several numbers is of that are told "respectively"."""

import re

from nlp.facts.effects.clauses import head
from nlp.facts.effects.findings import Finding
from nlp.facts.effects.in_full import coordinated
from nlp.facts.effects.names import Subject, is_level, outcomes
from nlp.page import Page, Sentence

_RESPECTIVELY = re.compile(r"\brespective(?:ly)?\b", re.IGNORECASE)
# What stands between two numbers of one list: the first's unit, interval and p-value, and the comma or "and".
_NEXT = re.compile(r"[-+]?[\d.,]+[\s*]*(?:%|percent)?[\s*]*(?:[(\[][^()\[\]]*[)\]])?[\s*,;]*(?:and\b)?[\s*]*(?:by\s)?", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,;]*(?:and)?\s*")


def respective(page: Page, s: Sentence, findings: list[Finding]) -> dict[int, Subject]:
    """Outcome by the place of a number: "the odds of stroke and falls were 1.2 and 0.8, respectively"; empty where counts differ."""
    return _of_estimates(page, s, findings) | _of_p_values(page, s, findings)


def _of_estimates(page: Page, s: Sentence, findings: list[Finding]) -> dict[int, Subject]:
    """Those named before the numbers, or after: "lost 5% and 9% of their weight and fat, respectively"."""
    numbers = [f.estimate.at for f in findings if f.estimate]
    if len(numbers) < 2 or not _RESPECTIVELY.search(page.shadow, numbers[-1], s.end):
        return {}
    last = numbers[:1]
    for at in numbers[1:]:
        last = [*last, at] if _NEXT.fullmatch(page.shadow, last[-1], at) else [at]
    for low, high in ((head(page, s, last[0]), last[0]), (last[-1], s.end)):
        named = [o for o in outcomes(page, low, high) if not is_level(o)]
        if len(last) == len(named) > 1:
            return dict(zip(last, named, strict=True))
    return {}


def _of_p_values(page: Page, s: Sentence, findings: list[Finding]) -> dict[int, Subject]:
    """Those of a list, of which a list of as many bare p-values follows: "lower LDL and triglycerides (p = 0.02 and p = 0.01)"."""
    told: dict[int, Subject] = {}
    bare = [f for f in findings if not f.estimate and f.p]
    while bare:
        n = next((i for i in range(1, len(bare)) if not _BESIDE.fullmatch(page.shadow, bare[i - 1].end, bare[i].start)), len(bare))
        group, bare = bare[:n], bare[n:]
        low, high = head(page, s, group[0].start), group[0].start
        named = outcomes(page, low, high)
        joined = coordinated(page, named[-1], low, high) if named else []
        if len(joined) == n > 1:
            told |= zip((f.start for f in group), joined, strict=True)
    return told
