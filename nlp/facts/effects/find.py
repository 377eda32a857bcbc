"""Effects of a page: every number that says how large an effect is, with its interval, p-value, outcome and exposures.

Grammars find estimates: `labels` ("HR 0.7"), `changes` ("24% lower"), `multiples`, `frequencies`, `arms` (two groups held against each
other), `tables`. `findings` joins each with its interval and p-value (`statistics`); what a p-value without an estimate tests is told by
`bare`. What changes is told by `outcome`, in lists by `respective`, else by what stands `before` or in the `context`, and named
`in_full`; by what it changes by `exposure`, against what by `comparator`, which way by `direction`. `ratio` puts the number on one scale,
`check` tells whether it fits its interval, p-value and arms, and `relevance` leaves out what is no effect. `names`, `clauses`, `cues` and
`who` serve them all.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

import re2

from nlp import lexicon
from nlp.facts.effects.arms import after_before, arms, chances, counts, gone, means, times
from nlp.facts.effects.bare import is_of_numbers, tested
from nlp.facts.effects.changes import differences, percents
from nlp.facts.effects.clauses import head
from nlp.facts.effects.comparator import comparator
from nlp.facts.effects.context import predicted, spoken_of
from nlp.facts.effects.direction import direction
from nlp.facts.effects.estimates import CONCENTRATION, Estimate, half_lives
from nlp.facts.effects.exposure import arm, exposures, topic
from nlp.facts.effects.findings import Finding, with_statistics
from nlp.facts.effects.frequencies import frequencies, numbers_needed, prevented
from nlp.facts.effects.in_full import coordinated, in_full
from nlp.facts.effects.labels import RATIOS, labelled
from nlp.facts.effects.multiples import folds
from nlp.facts.effects.names import EVENTS, Subject, any_word, is_level, stem_of
from nlp.facts.effects.outcome import subject
from nlp.facts.effects.ratio import ratio_scale, verdict_of
from nlp.facts.effects.relevance import is_measured, is_of_food, is_of_regions, is_planned, is_risk, is_told
from nlp.facts.effects.respective import respective
from nlp.facts.effects.statistics import Printed
from nlp.facts.effects.tables import in_table
from nlp.facts.words import COUNT, triggered
from nlp.page import OWN_TEXT, Page, Sentence
from nlp.schema import Effect, Measure

# What a sentence must hold for each grammar to read it. One pass of RE2 over a page each: joined they are slower.
_HINT = {
    "percent": re2.compile(r"(?i)%|per ?cent|\bpct|\b(?:third|quarter|fourth|fifth)s?\b"),
    "label": re2.compile(
        r"(?i)\bratios?\b|\bodds\b|\b(?:relative|absolute) (?:risk|rate|reduction|increase|difference|odds)|risk difference"
        r"|\b[a-z]{0,4}(?:or|rr|hr|md|es|pr|sir|smr|irr|rrs|hrs|ors)(?:s|adj|a|p)?\b[^a-z]{0,14}\d|\bCI\b|\dCI|\bC\.I\."
        r"|confiden[ct]e? interval|\b(?:r|rs|rho)\b ?[=:]|ρ|β|correlations?(?: coefficients?)? of|coefficient|effect size|cohen|hedge"
        r"|\b(?:or|rr|hr)s? (?:of|was|were|is) [\d.]|treatment effect|needed to (?:treat|harm)|\bNN[TH]"
        r"|\b(?:mean|average|net|median|adjusted|between-group|treatment|standardi[sz]ed) (?:difference|change|increase|decrease|reduction)"
    ),
    "versus": re2.compile(
        r"(?i)\bvs\b|\bv\. |\bversus\b|\bcompared (?:with|to)\b|\b(?:while|whereas)\b"
        rf"|\b(?:instead of|rather than) (?:only |about |just )?(?:one|{COUNT})"
    ),
    "frequency": re2.compile(
        r"(?i)\b(?:in|per|for|every|among|of|if)(?: every)? (?:(?:a |one )?(?:hundred|thousand)|1[0,]{2,6}|1 000)\b"
        r"|\b(?:one|1|a single)\b[^.;]* to be (?:saved|prevented|avoided|averted)"
        r"|\bto (?:prevent|avoid|avert|save|spare) (?:just |only )?(?:one|1|a single)\b"
    ),
    "half-life": re2.compile(r"(?i)half[- ]li"),
    "fold": re2.compile(
        r"(?i)fold\b|\btimes\b|\d ?-?x\b|\bfactor of\b|\btwice\b|\bthrice\b|doubl|\btripl|\btrebl|quadrupl|quintupl|\bhal(?:f|ve)"
        r"|\d\.\d+ (?:more|less) likely|quarter the\b"
    ),
    "prevented": re2.compile(r"(?i)\b(?:prevent|avert|avoid|sav(?:e|ing)|spar(?:e|ing))"),
    "from": re2.compile(r"(?i)\bfrom [a-z\d ]*\d?[a-z\d. ]* to\b"),
    "difference": re2.compile(
        rf"(?i)(?:\d|\b{COUNT}) ?-? ?\**(?:IQ |points?\b|min|hours?\b|days?\b|weeks?\b|months?\b"
        r"|years?\b|grams?\b|mm ?hg|kg|kilo|pounds?\b|lbs?\b|cm\b|inch|ng\b|nmol|nano|pg|mcg/|mg/d|mmol|bpm|beats|g/d|U/L|servings?\b"
        r"|(?:more|fewer|extra) )"
    ),
    "interval": re2.compile(r"(?i)\bC\.?[IL1]\b|\dCI\b|\bCI\d|confiden[ct]e?|credible|uncertainty i|\b9\d ?% -?\d*\.\d"),
    "p": re2.compile(r"(?i)\bp[*_ ]{0,3}(?:-? ?val(?:ue)?s?)?[^a-z]{0,12}[=<>≤≥]|\bp(?:: ?|[*_ ]{0,2})0?\.\d|\bp[ -]?val"),
}
_GRAMMARS: tuple[tuple[str, Callable[[str, int, int], Iterator[Estimate]]], ...] = (  # the surest first
    ("label", labelled), ("half-life", half_lives), ("frequency", frequencies), ("frequency", numbers_needed), ("prevented", prevented),
    ("percent", percents), ("fold", folds), ("difference", differences),
    ("percent", arms), ("versus", means), ("p", after_before), ("versus", chances), ("versus", counts), ("versus", times), ("from", gone),
)  # fmt: skip
_SAME = re.compile(r"[\s,;()\[\]*]*(?:and|or|vs\.?)?[\s,;()\[\]*]*")  # findings of one outcome side by side
_LACK = re.compile(r"\b(?:deficiency|insufficiency|deficient|insufficient)\b", re.IGNORECASE)
_DEFICIENT = re.compile(
    rf"\b(?:(?:{any_word('risk', 'rate')}) (?:of|for)(?: having)?|likely to be)"
    r" (?:severe(?:ly)? |being )?(?P<lack>deficien(?:cy|t)|insufficien(?:cy|t))\b",
    re.IGNORECASE,
)
_MEAN_CHANGE = re.compile(r"(?:mean|average|median)\s(?:\w+\s)?(?:increase|decrease|reduction|rise|fall|drop)\b", re.IGNORECASE)
_IN_PERCENT = "hba1c"  # measured in percent, so that small percentages are differences of it
_SMALL = 4  # percent
_CLOSE = 110  # characters between "correlated" and a p-value of that correlation
_ONE_EACH = (*RATIOS, "correlation")
_CORRELATED = re.compile(r"\bcorrelat\w+", re.IGNORECASE)


def find(page: Page) -> list[Effect]:
    """Every effect that the page tells, in the order of the text."""
    told: dict[int, set[str]] = {}
    for name, hint in _HINT.items():
        for s in triggered(page, hint, OWN_TEXT):
            told.setdefault(s.position, set()).add(name)
    main = cache(partial(topic, page))
    return [effect for position in sorted(told) for effect in _effects(page, page.sentences[position], told[position], main)]


def _effects(page: Page, s: Sentence, hints: set[str], main: Callable[[], str | None]) -> Iterator[Effect]:
    findings = with_statistics(page, s, _estimates(page, s, hints), hints)
    if not findings or is_of_food(page, s):
        return
    pairs = [f.estimate for f in findings if f.estimate and f.estimate.against and f.estimate.unit == "percent"]
    told = respective(page, s, findings)
    since, what = s.start, None
    for finding in sorted(findings, key=lambda f: f.start):
        is_bare = not finding.estimate or finding.estimate.measure in RATIOS
        if told or not (what and is_bare and _SAME.fullmatch(page.shadow, since, finding.start)):
            before, what = (
                what,
                told.get(finding.estimate.at if finding.estimate else finding.start) or _changing(page, s, finding, since, main),
            )
            if not what and finding.estimate and (finding.estimate.against or is_risk(page, s, finding.estimate, None)):
                what = before  # "dropped their risk of falls 30% and those on more had 40% less risk"
        pair = pairs[0] if len(pairs) == 1 else None
        for each in _together(page, s, finding, what, since, findings):
            effect = _effect(page, s, finding, each, pair, main)
            if _says(page, s, finding, each, effect):
                yield effect
        since = finding.end


def _together(page: Page, s: Sentence, f: Finding, what: Subject | None, since: int, findings: list[Finding]) -> list[Subject | None]:
    """What changes by one amount: both of "LDL and triglycerides fell by 9%"; but a ratio, and one number of several, is of one outcome."""
    is_one_of_several = any(o is not f and _SAME.fullmatch(page.shadow, min(o.end, f.end), max(o.start, f.start)) for o in findings)
    is_ratio = f.estimate is not None and f.estimate.measure in _ONE_EACH
    if not what or what.end > s.end or what.start < f.start < what.end or is_one_of_several or f.interval or is_ratio:
        return [what]
    return [*coordinated(page, what, max(since, s.start), s.end)]


def _says(page: Page, s: Sentence, f: Finding, what: Subject | None, effect: Effect) -> bool:
    """Whether an effect says something: a bare p-value or interval, a change, two arms and a cell have an outcome."""
    if not f.estimate:
        is_unread = what and f.p and is_of_numbers(page, what, f.start, effect.direction)
        return effect.outcome_text is not None and not is_unread
    if effect.measure in RATIOS and effect.value == 1 and not (f.interval or f.p):
        return False  # what the others are compared with
    is_change = effect.measure in ("percent_change", "fold_change", "correlation") and effect.ratio is None
    is_tested = f.interval is not None and not f.estimate.against
    if effect.measure == "mean_difference" and effect.unit and CONCENTRATION.search(effect.unit) and not is_tested and not f.p:
        return effect.outcome_text is not None
    return effect.outcome_text is not None or is_tested or not (is_change or f.estimate.against or s.kind == "table_cell")


def _estimates(page: Page, s: Sentence, hints: set[str]) -> list[Estimate]:
    """The sentence's estimates in order, each number once: what names its measure is surer than a change, a change than bare arms."""
    chosen: list[Estimate] = []
    for hint, grammar in _GRAMMARS:
        for e in grammar(page.shadow, s.start, s.end) if hint in hints else ():
            if not any(e.at == c.at or (c.at <= e.at < c.end and c.at < e.end) for c in chosen) and _is_effect(page, s, e):
                chosen.append(e)
    return sorted(chosen or in_table(page, s), key=lambda e: e.at)


def _is_effect(page: Page, s: Sentence, e: Estimate) -> bool:
    if e.measure in RATIOS:
        return 0 <= e.number.value < 1000
    if e.measure == "half_life_or_other":
        if e.against and not is_measured(page, s, e):
            return False
        if e.against and (is_planned(page, s, e) or (e.unit == "percent" and is_of_regions(page, s, e))):
            return False
        return e.unit != "percent" or bool(e.comparator) or bool(page.mentions_in(s.start, s.end, "NUTRIENT"))
    if e.measure == "correlation":
        return abs(e.number.value) <= 1
    if e.measure == "standardized_mean_difference":
        return True
    return is_told(page, s, e, subject(page, s, e, (e.interval.end if e.interval else e.end,), s.start))


def _changing(page: Page, s: Sentence, f: Finding, since: int, main: Callable[[], str | None]) -> Subject | None:
    e = f.estimate
    if not e:
        what = tested(page, s, _bare(page, s, f), f.ends, since)
    else:
        what = predicted(page, s) if e.measure in RATIOS else None
        what = what or subject(page, s, e, f.ends, since) or _lacking(page, s, e, main) or spoken_of(page, s, e, is_bare=False)
    what = in_full(page, what, s.end) if what else None
    return _fitting(page, s, e, what) if what and e else what


def _lacking(page: Page, s: Sentence, e: Estimate, main: Callable[[], str | None]) -> Subject | None:
    """Of "19 times the risk of deficiency" what is lacking, which the article's main nutrient tells."""
    lack = _DEFICIENT.search(page.shadow, s.start, s.end)
    lacked = f"{main()}_deficiency" if lack else ""
    return Subject(*lack.span("lack"), lacked) if lack and lacked in lexicon.outcomes() else None


def _fitting(page: Page, s: Sentence, e: Estimate, what: Subject) -> Subject | None:
    """What may change by an amount of its kind: a concentration is of no disease; of deficient people a share is no level."""
    category = lexicon.outcomes()[what.outcome_id].category if what.outcome_id else None
    if e.unit and CONCENTRATION.search(e.unit) and category in EVENTS | {"symptom"}:
        return None
    lack = _LACK.search(page.shadow, head(page, s, e.start), e.start) if e.against and e.unit == "percent" and is_level(what) else None
    deficiency = f"{stem_of(what.outcome_id or '')}_deficiency"
    return Subject(*lack.span(), deficiency) if lack and deficiency in lexicon.outcomes() else what


def _effect(page: Page, s: Sentence, f: Finding, what: Subject | None, pair: Estimate | None, main: Callable[[], str | None]) -> Effect:
    e = f.estimate or _bare(page, s, f)
    against = comparator(page, s, e)
    if what and against and against.start <= what.start < against.end:
        what = None
    group = arm(page, s, e)
    measure = _measure(page, s, e, what)
    goes = direction(page, s, e, f, what, measure)
    ratio = ratio_scale(f, measure, goes, is_risk=measure == "fold_change" and is_risk(page, s, e, what))
    verdict = verdict_of(f, ratio, measure, pair)
    return page.row(
        Effect, f.start, f.end,
        measure=measure, value=e.number.value if f.estimate else None, unit=e.unit if f.estimate else None,
        ci_low=f.interval.low.value if f.interval else None, ci_high=f.interval.high.value if f.interval else None,
        ci_level=f.interval.level if f.interval else None,
        p_op=f.p.op if f.p else None, p_value=f.p.p.value if f.p else None,
        direction=goes, ratio=ratio.value, ratio_low=ratio.low, ratio_high=ratio.high,
        outcome_id=what.outcome_id if what else None, outcome_text=page.text[what.start : what.end] if what else None,
        nutrient_ids=exposures(page, s, e, what, against, main),
        comparator=e.comparator or (page.text[against.start : against.end] if against else None),
        arm=page.text[slice(*group)] if group else None,
        check=verdict.check, check_reason=verdict.reason,
    )  # fmt: skip


def _bare(page: Page, s: Sentence, f: Finding) -> Estimate:
    """Stands in for the estimate of a p-value or interval told without one, of which no more than "correlated" tells the measure."""
    measure: Measure = "correlation" if _CORRELATED.search(page.shadow, max(s.start, f.start - _CLOSE), f.start) else "half_life_or_other"
    return Estimate(f.start, f.end, f.start, measure, Printed(0.0, 0.0, 0.0))


def _measure(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> Measure:
    if e.measure == "percent_change" and what and what.outcome_id == _IN_PERCENT and e.number.value < _SMALL:
        return "mean_difference"
    if e.measure == "mean_difference" and e.unit == "percent" and _MEAN_CHANGE.match(page.shadow, e.start):
        return "percent_change" if not what or what.outcome_id != _IN_PERCENT else "mean_difference"
    if e.measure == "percent_change" and is_risk(page, s, e, what):
        return "relative_risk_change"
    return e.measure
