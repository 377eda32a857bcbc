"""The grammar of effect sizes: numbers that say how large an effect, difference, association or risk is.

Every function reads one sentence of a page's shadow, [start, end), and yields `Estimate`s in the order of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from nlp.facts.effects.statistics import BOUNDS, DECIMAL, SIGNED, Interval, Printed, intervals, printed
from nlp.facts.words import alternatives, meanings
from nlp.quantity import NUMBER, UNIT, canonical_unit
from nlp.schema import EffectDirection, Measure


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that tells an effect, and the words that make it one.

    [start, end) spans number and cue. What changes stands, in this order of likelihood, in one of the spans of `subject`
    ("risk of falls" in "cut the risk of falls by 20%"), else somewhere before.
    """

    start: int
    end: int
    at: int  # where the number begins
    measure: Measure
    number: Printed
    unit: str | None = None
    direction: EffectDirection | None = None
    interval: Interval | None = None
    follows: bool = False  # whether what changes is told after the number ("24% higher risk of falls")
    gap: tuple[int, int] | None = None  # words between cue and number: where both stand, they tell what changes
    comparator: str | None = None


_VERB, _ADJECTIVE, _NOUN = (alternatives(meanings(__package__, words)) for words in ("verb", "adjective", "noun"))
_CHANGES = meanings(__package__, "verb", "adjective", "noun")
_LABELS = meanings(__package__, "label")
_ABBREVIATIONS = meanings(__package__, "abbreviation")
_MULTIPLES = meanings(__package__, "multiple")
_ABOUT = r"""(?: (?: about | around | approximately | approx\. | roughly | nearly | almost | some | over | up [ ] to | as [ ] (?: much | high | many | little | low ) [ ] as | at [ ] least | close [ ] to
    | (?: more | less | greater ) [ ] than | (?: an? | the ) (?: [ ] (?: average | mean | estimated | median | additional | further | whopping | striking | impressive | modest | astounding | relative | total | full | extra ) )* (?: [ ] of )?
    | an? | average | mean | median | only | just | another | anywhere | between | by | even | fully | well | significantly | ~ | ≈ | [<>≥≤] ) [ ]? )*"""

_PERCENT_SIGN = r"(?: [ ]? % | [ -]? (?: percent | per [ ] cent | pct\.? ) (?: age [ ] points? | [ ] points? )? (?! \w ) )"
_PERCENT = re.compile(
    rf"""(?<! [\w.,/^] ) (?<! \d- ) (?P<value> {NUMBER} ) (?: {_PERCENT_SIGN}? [ ]? (?: - | [ ] to [ ] | [ ] and [ ] | [ ] or [ ] ) [ ]? (?: up [ ] to [ ] )? {NUMBER} )?
    (?P<sign> {_PERCENT_SIGN} ) (?! [ ]? (?: C\.?I\b | CrI | confiden | credible ) )""",
    re.VERBOSE | re.IGNORECASE,
)
_LEVEL_AFTER = re.compile(r"[ ]?(?:CI\b|CrI|confidence|credible)", re.IGNORECASE)

# "reduce falls by 20%", "a reduction in falls of 20%", "fell 20%", "cut the risk of falls 20%": the cue nearest to the number.
_BEFORE = re.compile(
    rf"""^ .* \b (?: (?P<by> {_VERB} | {_NOUN} ) \b (?P<by_gap> [^.;:?!]{{0,110}}? ) \b by [ ] {_ABOUT}
       | (?P<of> {_NOUN} ) \b (?P<of_gap> [^.;:?!]{{0,80}}? ) \b (?: of | was | is | were | = | : ) [ ]? {_ABOUT}
       | (?P<direct> {_VERB} | {_ADJECTIVE} | {_NOUN} ) [ ] {_ABOUT}
       | (?P<verb> {_VERB} ) \b (?P<verb_gap> [ ] [^.,;:?!()\d]{{2,60}}? (?<! [ ]in )(?<! [ ]to )(?<! [ ]among )(?<! [ ]for )(?<! [ ]at )(?<! [ ]with )(?<! [ ]and )(?<! [ ]or )(?<! [ ]the )(?<! [ ]than )(?<! [ ]from )(?<! [ ]was )(?<! [ ]were )(?<! [ ]is )(?<! [ ]of )(?<! [ ]only )(?<! [ ]on )(?<! [ ]that )(?<! [ ]contains )(?<! [ ]had )(?<! [ ]have )(?<! [ ]but )(?<! [ ]are ) ) [ ] {_ABOUT}
       ) $""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REACH = 150  # characters before a number within which its cue may stand
_SMALL = r"(?! (?: of | in | were | was | had | have | has | who | and | or | to | the | with | for | from | on | at | by | are | is | did | that | as | when | if | but | vs | versus | than | after | during | among | while ) \b ) [a-z][\w'-]*"
# "20% lower risk", "20 percent reduction in falls", "20% fall risk reduction".
_AFTER = re.compile(
    rf"""[ -]? (?: \( [^()]{{0,40}} \) [ ]? )? (?: or [ ] (?: more | greater ) [ ] )? (?: {_SMALL} [ ] ){{0,3}}? (?P<cue> {_ADJECTIVE} | {_NOUN} | increasing | reducing | decreasing ) \b (?! - )""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINED = re.compile(r"\s?(?:,|,? and|,? or|/|,? respectively)\s?(?:by |about |a |an )*", re.IGNORECASE)
_PER_STEP = re.compile(r"\b(?:per|every|each)\s(?:additional\s|extra\s)?$", re.IGNORECASE)
_STEP_AFTER = re.compile(r"[^.;]{0,60}\b(?:was|were|is|are)\s(?:\w+\s)?(?:associated|linked|tied|related|accompanied)", re.IGNORECASE)
_CHANCE = re.compile(r"[ ](?:\w+[ ])?(?:chance|probability|likelihood|lifetime[ ]risk|risk)\b(?![ ](?:reduction|increase|decrease))", re.IGNORECASE)


def _direction(word: str) -> EffectDirection:
    return cast(EffectDirection, _CHANGES[" ".join(word.lower().split())])


def percents(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Percentages of change: "24% higher", "fell by nine percent", "a reduction of 12 to 15%" (the lower bound)."""
    last: Estimate | None = None
    for found in _PERCENT.finditer(shadow, start, end):
        if made := _percent(shadow, start, end, found):
            last = made
            yield last
        elif last and _JOINED.fullmatch(shadow, last.end, found.start()):
            # "by 20% and 30%, respectively": the second has the first one's cue.
            last = Estimate(last.start, found.end(), found.start(), last.measure, printed(found["value"]), last.unit, last.direction, gap=last.gap)
            yield last


def _percent(shadow: str, start: int, end: int, found: re.Match[str]) -> Estimate | None:
    number, unit = printed(found["value"]), "percentage points" if "point" in found["sign"].lower() else "percent"
    after = _AFTER.match(shadow, found.end(), end)
    if after:
        if _PER_STEP.search(shadow, max(start, found.start() - 20), found.start()) or (not after["cue"].lower() in _COMPARED and _is_step(shadow, found, after.end(), end)):
            return None
        words = shadow[max(start, found.start() - 30) : after.end()]
        return Estimate(found.start(), after.end(), found.start(), _measure(words, unit), number, unit, _direction(after["cue"]), follows=True)
    base = max(start, found.start() - _REACH)
    if before := _BEFORE.match(shadow[base : found.start()]):
        name = next(n for n in ("by", "of", "direct", "verb") if before[n])
        gap = (base + before.start(f"{name}_gap"), base + before.end(f"{name}_gap")) if name != "direct" else None
        cue = base + before.start(name)
        words = shadow[max(start, cue - 20) : found.end()]
        return Estimate(cue, found.end(), found.start(), _measure(words, unit), number, unit, _direction(before[name]), gap=gap)
    if chance := _CHANCE.match(shadow, found.end(), end):
        return Estimate(found.start(), chance.end(), found.start(), "half_life_or_other", number, unit, "increase", follows=True)
    return None


_COMPARED = set(meanings(__package__, "adjective"))


def _is_step(shadow: str, found: re.Match[str], cue_end: int, end: int) -> bool:
    """Whether the number is the step of a dose response ("a 10% increase in fibre was linked to ..."), not its effect."""
    following = _STEP_AFTER.match(shadow, cue_end, end)
    return bool(following) and bool(re.search(r"\d", shadow[following.end() : end])) if following else False


def _measure(words: str, unit: str) -> Measure:
    return "absolute_risk_change" if unit == "percentage points" or re.search(r"\babsolute\b", words, re.IGNORECASE) else "percent_change"


# --- ratios, differences, correlations by name -------------------------------------------------------------------------

_LABEL = re.compile(
    rf"(?<! [\w-] ) (?: (?P<short> {alternatives(_ABBREVIATIONS)} ) | (?i: (?P<words> {alternatives(_LABELS)} ) ) ) (?! [\w-] )",
    re.VERBOSE,
)
_NUMBER = re.compile(rf"(?<! [\w.] ) (?P<value> {SIGNED} ) (?! [\w/] | [.,]\d | -[a-z\d] )", re.VERBOSE)
# What stands between a label and its number and holds numbers of its own, or says the label again.
_ASIDE = re.compile(
    rf"""[(\[]? 9\d (?:\.\d)? [ ]? % (?: [ ]? -? (?: CI s? | C\.I\. | CrI | confiden(?:ce|t) [ ] intervals? | CL ) \b )? [)\]]?
       | \( [ ]? (?: CI | {alternatives(_ABBREVIATIONS)} ) [ ]? [)\]] | \b per [ ] [\d.]+ [ -]? (?: \w+ (?: [ /] \w+ )? )?""",
    re.VERBOSE,
)
_TIGHT = re.compile(r"[ ,;:=(\[)\]~]* (?: (?: was | were | of | is | to [ ] be ) [ ] (?: about | approximately | only | up [ ] to | [ ] )* [=:]? [ ]? )? [(\[]?", re.VERBOSE | re.IGNORECASE)
_LEADS = re.compile(r"(?: \b (?: was | were | of | is | be | by | reached | at | to ) [ ]* | [=:,;)\]] [ ]* ) [(\[]? $", re.VERBOSE | re.IGNORECASE)
_BACKED = re.compile(r"[ ]? %? [ ]? [,;(\[]{0,2} [ ]? (?: 9\d [.\d]* [ ]? %? [ ]? -? [ ]? C | C\.?I | P \b | [(\[] [ ]? [-+]? [.\d]+ [ ]? (?: - | , | to | ; ) [ ]? [-+]? [.\d]+ )", re.VERBOSE | re.IGNORECASE)
_P_VALUE = re.compile(r"\bp\s?(?:-?\s?values?\s?)?(?:[=<>]|of|was)", re.IGNORECASE)
_WINDOW = 110  # characters after a label within which its number may stand
_UNIT_AFTER = re.compile(rf"[ ]? (?: (?P<percent> % | percent \b ) | (?P<unit> points? | minutes? | hours? | days? | weeks? | months? | years? | {UNIT} ) (?! \w ) )", re.VERBOSE | re.IGNORECASE)
_CORRELATION = re.compile(r"(?<! [\w.] ) (?: rs? | rho | ρ | R ) [ ]? [=:] [ ]? (?P<value> [-+]? [ ]? [01]? \.\d+ ) (?! \d )", re.VERBOSE)

_BARE = re.compile(
    rf"""(?<! [\w.,-] ) (?P<value> [-+]? {DECIMAL} ) [ ]? %? [ ]? (?: [(\[] | [,;] (?= [^()\[\]]{{0,30}} [)\]] ) ) [ ]? {BOUNDS} [ ]? %? [ ]? [)\];,]""",
    re.VERBOSE | re.IGNORECASE,
)
_ODDS = re.compile(r"\b(?:odds|hazards?|relative risk|risk)\b", re.IGNORECASE)
_TIMES_MORE = re.compile(r"[^;]{0,60}\btimes\s(?:more|as|higher|greater|the)\b", re.IGNORECASE)
_OF_NO_EFFECT = re.compile(r"\b(?:sensitivity|specificity|area under|AUC|I2|prevalence|proportion|heritability|median|mean age|cut-?off|concentration|agreement|kappa|incidence rate of|survival rate)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(rf"\b(?:differ\w*|change[ds]?|coefficient|{'|'.join(sorted(w for w in _CHANGES if ' ' not in w))})\b", re.IGNORECASE)
RATIOS: tuple[Measure, ...] = ("odds_ratio", "hazard_ratio", "relative_risk", "rate_ratio")
_SIGNED_MEASURES: tuple[Measure, ...] = ("mean_difference", "standardized_mean_difference", "correlation")


def labelled(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Estimates whose measure is named: "OR 2.4", "the hazard ratio for falls was 0.8", "SMD -0.39", "r = 0.45".

    A number that stands before an interval of its own shares the label before it: "ORs were 1.2 (95% CI 1.1-1.4) and 0.8 (0.6-0.9)".
    """
    told: dict[int, Measure] = {}
    taken: set[int] = set()
    for label in _LABEL.finditer(shadow, start, end):
        measure = cast(Measure, _ABBREVIATIONS[label["short"]] if label["short"] else _LABELS[" ".join(label["words"].lower().split())])
        told[label.start()] = measure
        at = _number_of(shadow, label, end)
        if at and at.start() not in taken:
            taken.add(at.start())
            yield _named(shadow, label.start(), at, measure, end, gap=(label.end(), at.start()))
    for found in _CORRELATION.finditer(shadow, start, end):
        taken.add(found.start("value"))
        yield Estimate(found.start(), found.end(), found.start("value"), "correlation", printed(found["value"]))
    for at, interval in _with_interval(shadow, start, end):
        if at.start() not in taken and (measure_ := _shared(shadow, start, at, interval, told, end)):
            taken.add(at.start())
            yield _named(shadow, at.start(), at, measure_, end, interval)


def _number_of(shadow: str, label: re.Match[str], end: int) -> re.Match[str] | None:
    """The number that a label names: the first after it, where only words of its own stand between."""
    stop = min(end, label.end() + _WINDOW)
    stop = p.start() if (p := _P_VALUE.search(shadow, label.end(), stop)) else stop
    plain = _ASIDE.sub(lambda m: " " * len(m[0]), shadow[label.end() : stop])
    at = _NUMBER.search(plain)
    if not at or re.search(r"[.;]\s", plain[: at.start()].replace("; ", "  ") if not plain[: at.start()].strip(" ;,") else plain[: at.start()]):
        return None
    found = _NUMBER.match(shadow, label.end() + at.start())
    if not found or (label["short"] in ("B", "ES", "SIR", "PR", "MD", "AMD") and not _BACKED.match(shadow, found.end(), end)):
        return None
    between = plain[: at.start()]
    is_plain = not label["short"] or "=" in between or ":" in between or "." in found["value"]
    if _TIGHT.fullmatch(between) and is_plain and not shadow.startswith("%", found.end()):
        return found
    leads = _LEADS.search(between) or not between.strip()
    return found if leads and (_BACKED.match(shadow, found.end(), end) or ("." in found["value"] and re.search(r"\w", between) and not re.search("[,;]$", between.strip()))) else None


def _named(shadow: str, start: int, at: re.Match[str], measure: Measure, end: int, interval: Interval | None = None, gap: tuple[int, int] | None = None) -> Estimate:
    unit, stop = None, at.end()
    if measure not in RATIOS and (told := _UNIT_AFTER.match(shadow, at.end(), end)):
        unit, stop = "percent" if told["percent"] else _unit(told["unit"]), told.end()
    number = printed(at["value"])
    words = _DIFFERENCE.search(shadow[start : at.start()])
    direction = _direction(words[0]) if words and measure not in RATIOS and words[0].lower() in _CHANGES else None
    return Estimate(start, stop, at.start(), measure, number, unit, direction, interval or _bare_interval(shadow, at.start(), end), gap=gap)


def _bare_interval(shadow: str, at: int, end: int) -> Interval | None:
    """The interval in brackets after a number, not named as one: "0.81 (0.77-0.85)"."""
    found = _BARE.match(shadow, at, end)
    if not found:
        return None
    value, low, high = printed(found["value"]), printed(found["low"]), printed(found["high"])
    return Interval(found.start("low"), found.end("high"), low, high, None) if low.value <= value.value <= high.value and low.value < high.value else None


def _with_interval(shadow: str, start: int, end: int) -> Iterator[tuple[re.Match[str], Interval]]:
    """Numbers with the interval that follows them, named as one or not."""
    for interval in intervals(shadow, start, end):
        before = re.compile(rf"(?P<value> (?<! [\w.] ) {SIGNED} ) (?: [ ]? (?: {UNIT} | points? ) )? [ ]? [,;:(\[ ]{{0,4}} $", re.VERBOSE)
        if found := before.search(shadow, max(start, interval.start - 40), interval.start):
            yield found, interval
    for bare in _BARE.finditer(shadow, start, end):
        if interval_ := _bare_interval(shadow, bare.start(), end):
            yield bare, interval_


def _shared(shadow: str, start: int, at: re.Match[str], interval: Interval, told: dict[int, Measure], end: int) -> Measure | None:
    """The measure of a number that has an interval and no label of its own."""
    before = [measure for where, measure in told.items() if where < at.start()]
    if before:
        return before[-1]
    if "%" in shadow[at.start() : interval.start].split("9")[0]:
        return None  # a percentage: `percents` knows whether it is a change
    if _TIMES_MORE.match(shadow, interval.end, end):
        return "fold_change"
    lead = shadow[max(start, at.start() - 120) : at.start()]
    if _OF_NO_EFFECT.search(lead):
        return None
    if "." in at["value"] and interval.low.value > 0 and _ODDS.search(lead):
        return "odds_ratio" if re.search(r"\bodds\b", lead, re.IGNORECASE) else "hazard_ratio" if "hazard" in lead.lower() else "relative_risk"
    return "mean_difference" if interval.level and _DIFFERENCE.search(lead) else None


def _unit(written: str | None) -> str | None:
    if not written:
        return None
    plain = canonical_unit(written)
    return plain or written.strip().lower()


# --- multiples ---------------------------------------------------------------------------------------------------------

_MORE = rf"(?: as [ ] (?: likely | high | many | much | great | large | common | effective | good | prevalent | fast | often | long | low | strong | potent | powerful ) | (?: the | their | your | his | her | an? ) [ ] (?: [a-z-]+ [ ] ){{0,2}}? (?: risk | odds | rate | rates | likelihood | chance | chances | probability | incidence | benefit | effect | number ) | risk | likelihood | odds | {_ADJECTIVE} | {_NOUN} | more | increas\w+ | reduc\w+ | decreas\w+ | better | effective | likely )"
_FOLD = re.compile(
    rf"""(?<! [\w.,/-] ) (?P<value> {NUMBER} ) (?: [ ]? - [ ]? {NUMBER} | [ ] to [ ] {NUMBER} )? (?: [ ]? - [ ]? fold | [ ]? fold | [ ]? -? [xX] (?! \w ) | [ -] times ) (?! \w ) (?! [ ]? \d )
    (?! [ ] (?: a | per | each | every | in ) [ ] (?: day | week | month | year ) | [ ] (?: daily | weekly ) )
    (?P<after> [ ]? (?: \( [^()]{{0,30}} \) [ ] )? (?: {_SMALL} [ ] ){{0,1}}? {_MORE} \b )?""",
    re.VERBOSE | re.IGNORECASE,
)
_MULTIPLE = re.compile(
    rf"""(?<! [\w-] ) (?: (?P<word> {alternatives(_MULTIPLES)} ) (?! [\w] | - (?: blind | dose | check | bond | strand | dummy | life | lives | lif | y ) | [ ] (?: blind | dummy | of [ ] (?: them | us | all ) ) ) ) """,
    re.VERBOSE | re.IGNORECASE,
)
_IN_HALF = re.compile(rf"\b (?: (?P<verb> {_VERB} ) \b [^.;:?!]{{0,80}}? )? \b (?: in | by ) [ ] (?: {_ABOUT} )? half \b", re.VERBOSE | re.IGNORECASE)
_MULTIPLE_AFTER = re.compile(rf"[ ]? {_MORE} \b", re.VERBOSE | re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|lower|fewer|reduc\w+|decreas\w+|decline|drop|fewer|smaller|shorter|slower)\b", re.IGNORECASE)


def folds(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Multiples: "three times the risk", "8-fold", "2.5X more likely", "doubled", "cut in half" (0.5)."""
    for found in _FOLD.finditer(shadow, start, end):
        number = printed(found["value"])
        base = max(start, found.start() - _REACH)
        if found["after"]:
            direction: EffectDirection = "decrease" if _LESS.search(found["after"]) else "increase"
            yield Estimate(found.start(), found.end(), found.start(), "fold_change", number, None, direction, follows=True)
        elif before := _BEFORE.match(shadow[base : found.start()]):
            name = next(n for n in ("by", "of", "direct", "verb") if before[n])
            gap = (base + before.start(f"{name}_gap"), base + before.end(f"{name}_gap")) if name != "direct" else None
            yield Estimate(base + before.start(name), found.end(), found.start(), "fold_change", number, None, _direction(before[name]), gap=gap)
    yield from _multiples(shadow, start, end)


def _multiples(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    halved = _IN_HALF.search(shadow, start, end)
    if halved and halved["verb"]:
        yield Estimate(halved.start(), halved.end(), halved.end() - 4, "fold_change", Printed(0.5, 0.45, 0.55), None, _direction(halved["verb"]), gap=(halved.end("verb"), halved.end() - 8))
    for found in _MULTIPLE.finditer(shadow, start, end):
        if halved and halved.start() <= found.start() < halved.end():
            continue
        word = found["word"].lower()
        value = float(_MULTIPLES[word])
        is_verb = word.endswith(("d", "s", "ing")) and word not in ("thrice",)
        after = _MULTIPLE_AFTER.match(shadow, found.end(), end)
        if not after and not (is_verb and word != "twice") and word not in ("double", "triple", "halve", "quadruple"):
            continue
        direction: EffectDirection = "decrease" if value < 1 or (after and _LESS.search(after[0])) else "increase"
        stop = after.end() if after else found.end()
        yield Estimate(found.start(), stop, found.start(), "fold_change", Printed(value, value, value), None, direction, follows=True)


# --- differences with a unit, half-lives, arms -----------------------------------------------------------------------------

_EFFECT_UNIT = rf"(?: points? | minutes? | mins? | hours? | days? | weeks? | months? | years? | mm [ ]? Hg | kg | kilograms? | pounds? | lbs? | cm | centimeters? | inch(?:es)? | IQ [ ] points? | beats [ ] (?: per | a ) [ ] minute | bpm | {UNIT} )"
_AMOUNT = re.compile(rf"(?<! [\w.,/$£€^] ) (?<! \d- ) (?P<value> [-+]? (?: {NUMBER} ) ) (?: [ ]? (?: - | to ) [ ]? {NUMBER} )? [ -]? (?P<unit> {_EFFECT_UNIT} ) (?! [\w%] )", re.VERBOSE | re.IGNORECASE)
_DOSE_UNITS = {"IU", "ug", "mg", "g", "CFU", "mL", "L", "cup", "capsule", "tablespoon", "teaspoon", "serving", "kcal", "oz", "drop", "percent"}
_HALF_LIFE = re.compile(r"\bhalf[- ]li(?:fe|ves)\b", re.IGNORECASE)
_LIFETIME = re.compile(rf"(?P<value> {NUMBER} ) (?: [ ]? (?: - | to | and | or ) [ ]? {NUMBER} )? [ -]? (?P<unit> minutes? | hours? | days? | weeks? | months? | years? ) (?! \w )", re.VERBOSE | re.IGNORECASE)


def differences(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Changes told in units: "lowered systolic pressure by 5 mmHg", "8 points higher". Not doses, nor the steps of a dose response."""
    for found in _AMOUNT.finditer(shadow, start, end):
        unit = _unit(found["unit"])
        if unit in _DOSE_UNITS:
            continue
        number = printed(found["value"])
        base = max(start, found.start() - _REACH)
        if (before := _BEFORE.match(shadow[base : found.start()])) and (before["by"] or before["of"]):
            name = "by" if before["by"] else "of"
            gap = (base + before.start(f"{name}_gap"), base + before.end(f"{name}_gap"))
            yield Estimate(base + before.start(name), found.end(), found.start(), "mean_difference", number, unit, _direction(before[name]), gap=gap)
        elif (after := _AFTER.match(shadow, found.end(), end)) and not _PER_STEP.search(shadow, max(start, found.start() - 20), found.start()):
            if after["cue"].lower() in _COMPARED or not _is_step(shadow, found, after.end(), end):
                yield Estimate(found.start(), after.end(), found.start(), "mean_difference", number, unit, _direction(after["cue"]), follows=True)


def half_lives(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Durations told as half-lives."""
    named = _HALF_LIFE.search(shadow, start, end)
    if named:
        for found in _LIFETIME.finditer(shadow, named.end(), end):
            unit = found["unit"].lower()
            yield Estimate(found.start(), found.end(), found.start(), "half_life_or_other", printed(found["value"]), unit if unit.endswith("s") else unit + "s")


_GROUP = r"(?: [\w'+/-]+ [ ] ){0,6}?"
_ARM = rf"""(?: (?: in | of | for | among | with | on ) [ ] (?: the [ ] )? (?: [\w'+/-]+ [ ] ){{0,6}}? (?: groups? (?: [ ] [A-D1-4] \b )? | arms? | controls? | placebo | recipients | those [ ] [\w -]{{3,40}} )
              | (?: with | on ) [ ] (?: the [ ] )? (?: [\w'+/-]+ [ ]? ){{1,3}} )"""
_SHARE = re.compile(rf"(?<! [\w.,-] ) (?P<value> {DECIMAL} ) {_PERCENT_SIGN} (?P<arm> [ ] {_ARM} \b )?", re.VERBOSE | re.IGNORECASE)
_VERSUS = re.compile(rf"(?: [ ] | [^.;%\d]{{0,50}} [ ] ) \(? (?: vs\.? | versus | compared [ ] (?: with | to ) | as [ ] opposed [ ] to | against ) [ ] (?: only [ ] | just [ ] | about [ ] | [^.;%\d]{{0,40}}? )?", re.VERBOSE | re.IGNORECASE)
_CONTROL = re.compile(r"\b(?:placebo|controls?|usual care|untreated|unsupplemented|unfortified|without|non-?users?|no supplement)\b", re.IGNORECASE)


def arms(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Event rates of arms: "35% vs 20%", "12% in the zinc group and 20% in the placebo group": the control's is the comparator."""
    shares = list(_SHARE.finditer(shadow, start, end))
    for i, share in enumerate(shares[:-1]):
        following = shares[i + 1]
        if _VERSUS.fullmatch(shadow, share.end("value") + 1, following.start()) or _VERSUS.fullmatch(shadow, share.end(), following.start()):
            yield _arm(shadow, share, following)
            return
    grouped = [s for s in shares if s["arm"]]
    if len(grouped) > 1:
        control = next((s for s in grouped if _CONTROL.search(s["arm"])), grouped[0])
        yield from (_arm(shadow, s, control) for s in grouped if s is not control)


def _arm(shadow: str, share: re.Match[str], other: re.Match[str]) -> Estimate:
    number, against = printed(share["value"]), printed(other["value"])
    direction: EffectDirection = "increase" if number.value > against.value else "decrease" if number.value < against.value else "none"
    return Estimate(share.start(), share.end(), share.start(), "half_life_or_other", number, "percent", direction, comparator=" ".join(other[0].split()))
