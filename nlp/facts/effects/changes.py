"""Changes told in words as percentages or amounts: "fell by nine percent", "24% higher", "lowered by 5 mmHg"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.facts.effects.arms import is_before_after
from nlp.facts.effects.cues import RISK_NEXT, Change, changed, cue_after, cue_before, cues_of, is_step
from nlp.facts.effects.estimates import CHANGE_UNIT, CONCENTRATION, DOSED, INTERVAL_NEXT, PERCENT_SIGN, Estimate, unit_of
from nlp.facts.effects.statistics import Printed, printed
from nlp.facts.words import grammar
from nlp.quantity import NUMBER, to_float
from nlp.schema import Measure

# --- percentages --------------------------------------------------------------------------------------------------------

_FRACTION = r"(?: an? | one | two | three | four ) (?: [ ] | - ) (?: third | quarter | fourth | fifth ) s?"
_PERCENT = grammar(
    rf"""(?<! [\w.,/^] ) (?<! \d- ) (?: (?P<value> {NUMBER} ) (?: {PERCENT_SIGN}? [ ]?
      (?: - | to [ ] | and [ ] (?! [^.;]{{0,110}} respectively )
      | or [ ] ) [ ]? (?: up [ ] to [ ] )? {NUMBER} (?! {PERCENT_SIGN} [ ]? - [ ]? \d ) )?
    (?P<sign> {PERCENT_SIGN} ) (?! [ ]? -? (?: (?: lower | upper ) [ ] )? (?: C\.?I\b | CrI | confiden | credible ) )
      | (?P<fraction> {_FRACTION} ) (?! [\w-] ) )"""
)
_NOUN_NEXT = re.compile(r"[ *]+(?:part(?:y|ies)|group|person|reviewer|author|study|trial|time|dose)\b", re.IGNORECASE)
# What stands between two numbers of one cue: "by 20% and triglycerides by 30%", "2 mmHg systolic (95% CI 1 to 3) and 1 mmHg".
_JOINED = grammar(
    r"""(?: [ ] (?: (?: after | at ) [ ] [^.;:%,()]{3,30}? | [a-z]+ ) )? [ ]? (?: [(\[] [^()\[\]]* [)\]] )? [ ]?
    (?: , [ ] including | , | ,? [ ] and | ,? [ ] or | / ) [ ]?
    (?P<gap> (?: (?: [^.;:%\d] | \d+ (?= - [a-z] ) | (?<= [a-z-] ) \d{1,3} (?! [\d.%] ) ){0,60} [ ] by [ ]
      | for [ ] [^.;:%\d,]{3,40} , [ ]? )? )
    (?: about | a | an | around | [ ] )*"""
)
_MANY = 3  # shares of a list
_OF_WHAT = re.compile(r"[ *]+of[ *]+(?:the|their|your|our|his|her|its)\b", re.IGNORECASE)
_LIST_NEXT = re.compile(r"[ *]*(?:,|,? and|,? or)[ *]*(?:and )?")
_TOLD_AFTER = re.compile(r"[^.,;:()]{0,80}")
_COMPARATOR = grammar(
    r"[^.;]{0,90} \b (?: compared [ ] (?: with | to ) | versus | vs\.? | as [ ] opposed [ ] to | against ) [^.;:%\d]{0,40} "
)
_ABSOLUTE = re.compile(r"\babsolute\b", re.IGNORECASE)
_CHANCE = grammar(
    r"[ ] (?: \w+ [ ] )? (?: chance | probability | likelihood | lifetime [ ] risk | risk ) \b (?! [ ] (?: reduction | increase "
    r"| decrease | of [ ] (?: detecting | finding | showing ) ) )"
)


def percents(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Percentages of change: "24% higher", "fell by nine percent", "a reduction of 12 to 15%" (the lower bound)."""
    last: Estimate | None = None
    cues = cues_of(shadow, start, end)
    shares = list(_PERCENT.finditer(shadow, start, end))
    for i, found in enumerate(shares):
        is_comparator = last and last.measure != "half_life_or_other" and _COMPARATOR.fullmatch(shadow, last.end, found.start())
        if is_comparator or is_before_after(shadow, found.start(), found.end()):
            continue
        number, unit = _percentage(found)
        change = cue_after(shadow, cues, found.end()) or cue_before(shadow, cues, found.start())
        if found["fraction"] and not (change and _is_of_fraction(shadow, found.end(), change)):
            continue
        if change and not _is_share(shadow, found, change, shares):
            if not is_step(shadow, start, found.start(), change, end):
                words = shadow[max(start, min(found.start(), change.cue.start) - 20) : max(found.end(), change.cue.end)]
                measure: Measure = "absolute_risk_change" if "points" in unit or _ABSOLUTE.search(words) else "percent_change"
                estimate = changed(found.start(), found.end(), change, found.start(), measure, number, unit)
                last = _apart(shadow, estimate)
                yield last
                if change.how == "after":
                    yield from _listed(shadow, last, shares[:i])
        elif last and last.measure != "half_life_or_other" and (joined := _joined(shadow, last, found, number)):
            last = joined
            yield last
        elif chance := _CHANCE.match(shadow, found.end(), end):
            last = Estimate(found.start(), chance.end(), found.start(), "half_life_or_other", number, unit, "increase", follows=True)
            yield last


def _is_share(shadow: str, found: re.Match[str], change: Change, shares: list[re.Match[str]]) -> bool:
    """Whether a number in brackets tells how many had something, as others of its list do: "thirst (43%), weight loss (48%)"."""
    bracketed = [s for s in shares if shadow[s.start() - 1] == "(" and shadow[s.end() : s.end() + 1] == ")"]
    return change.how == "direct" and change.cue.is_a("noun") and found in bracketed and len(bracketed) >= _MANY


def _joined(shadow: str, last: Estimate, found: re.Match[str], number: Printed) -> Estimate | None:
    """A number with the cue of the one before: "by 20% and 30%, respectively", "lowered LDL by 20% and triglycerides by 30%"."""
    told = _JOINED.fullmatch(shadow, last.end, found.start())
    if not told:
        return None
    gap = told.span("gap") if told["gap"] else last.gap
    return replace(last, start=found.start(), end=found.end(), at=found.start(), number=number, gap=gap)


def _listed(shadow: str, last: Estimate, before: list[re.Match[str]]) -> Iterator[Estimate]:
    """The numbers of a list of which a cue follows the last: "20%, 30%, and 40% lower risk of falls"."""
    told = _TOLD_AFTER.match(shadow, last.end)
    at = last.at
    for found in reversed(before):
        if not told or not found["value"] or not _LIST_NEXT.fullmatch(shadow, found.end(), at):
            return
        at = found.start()
        number, unit = _percentage(found)
        yield replace(last, start=at, end=found.end(), at=at, number=number, unit=unit, follows=False, gap=told.span())


def _apart(shadow: str, e: Estimate) -> Estimate:
    """Of the words between a cue and its number only those after an earlier number of the cue: "lowered LDL by 20% and CRP by 30%"."""
    earlier = _EARLIER.match(shadow, *e.gap) if e.gap else None
    if not e.gap or not earlier:
        return e
    return replace(e, start=earlier.end(), gap=(earlier.end(), e.gap[1]))


def _percentage(found: re.Match[str]) -> tuple[Printed, str]:
    """The number in percent and its unit; "a third" is 33."""
    if found["fraction"]:
        value = float(round(100 * (to_float(found["fraction"]) or 0.0)))
        return Printed(value, value - 0.5, value + 0.5), "percent"
    return printed(found["value"]), "percentage points" if "point" in found["sign"].lower() else "percent"


def _is_of_fraction(shadow: str, end: int, change: Change) -> bool:
    """Whether a fraction is the size of the change: "cut by a third", "a third less", "cut a third of your risk"."""
    if change.how == "after":
        return not shadow[end : change.cue.start].strip(" *-")
    is_object = change.how == "direct" and change.cue.is_a("verb") and _OF_WHAT.match(shadow, end)
    return (change.how == "by" or bool(is_object)) and not _NOUN_NEXT.match(shadow, end)


# --- amounts ------------------------------------------------------------------------------------------------------------

_AMOUNT = grammar(
    rf"""(?<! [\w.,/$£€^] ) (?<! \d- ) (?P<value> [-+]? (?: {NUMBER} ) ) (?: [ ]? (?: - | to | or ) [ ]? {NUMBER} )?
    (?: [ ]? (?: ± | \+/- ) [ ]? \d[\d.]* )?
    (?: [ ] (?: more | fewer | extra ) [ ] | [ ] | - )?
    (?P<unit> {CHANGE_UNIT} ) (?! [a-z_%] | \d [\d,]* [\w/] | [ -] olds? \b | [ ] of [ ] age | [ ] levels? \b )"""
)
_EARLIER = grammar(
    rf"(?: [^;:] )*? (?<! [\w.,/-] ) (?: {_FRACTION} | {NUMBER} (?: [ ]? - [ ]? {NUMBER} )? )"
    rf"(?: (?<= third ) | (?<= quarter ) | {PERCENT_SIGN} | [ ]? (?: {CHANGE_UNIT} ) (?! [a-z] ) ) [^,;()]{{0,25}}? "
    r"(?: [(\[] [^()\[\]]* [)\]] )? (?: , (?: [ ] and )? | [ ] and | [ ] or ) [ ]"
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CRITERION = re.compile(
    r"(?:[<>≥≤]=? ?|\b(?:above|below|beyond|exceeding)[ *]+)$", re.IGNORECASE
)  # "a rise of > 10 ng/mL" tells whom one counts
_OF_BODY = re.compile(r"[ *]+(?:less|more|lower|higher)[ *]+(?:body|visceral|belly|lean|muscle|fat|bone|birth)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:if|with|when|per|for)[ *]+(?:\w+[ *]+)?$", re.IGNORECASE)  # "less likely if 10 ng more": the step
_LASTING = {"days", "weeks", "months", "years"}
_HOW_LONG = re.compile(
    r"\b(?:ages?\sof|for|in|at|after|within|over|during|every|last|past|least|than|age|aged)\s(?:(?:about|only|just|the|less|more|than|first|next)\s)*$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\b(?:follow(?:ed)?[ -]?up|followed|durations?|periods?)\b[^.;,]*$", re.IGNORECASE)
_OF_THE_BODY = {"lb", "kg", "points", "mmHg"}


def differences(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Changes told in units: "lowered systolic pressure by 5 mmHg", "8 points higher". Not doses, nor the steps of a dose response."""
    cues = cues_of(shadow, start, end)
    if not cues:
        return
    last: Estimate | None = None
    for found in _AMOUNT.finditer(shadow, start, end):
        unit = unit_of(found["unit"])
        number = printed(found["value"].split("/")[0] if unit == "mmHg" else found["value"])  # "by 7/2 mmHg": systolic, diastolic
        change = cue_after(shadow, cues, found.end()) or cue_before(shadow, cues, found.start())
        joined = _joined(shadow, last, found, number) if last and not change else None
        if last and joined and (unit == last.unit or joined.gap != last.gap):
            last = replace(joined, unit=unit)
            yield last
        if (
            unit == "percent"
            or (unit in DOSED and not (INTERVAL_NEXT.match(shadow, found.end()) or _OF_BODY.match(shadow, found.end())))
            or not change
            or _CRITERION.search(shadow, max(start, found.start() - 12), found.start())
            or change.how == "object"
            or (change.how == "of" and RISK_NEXT.match(shadow, change.cue.end))
            or is_step(shadow, start, found.start(), change, end)
        ):
            continue
        if change.how == "direct" and not (change.cue.is_a("verb") and (unit in _OF_THE_BODY or CONCENTRATION.search(unit or ""))):
            continue  # "gained three pounds" is a change; "higher 3 days" may be anything
        if change.how == "after" and _GIVEN.search(shadow, max(start, found.start() - 30), found.start()):
            continue
        words_between = len(_BRACKETS.sub("", shadow[found.end() : change.cue.start]).split()) if change.how == "after" else 0
        if words_between > (0 if unit in _LASTING else 1) or (unit in _LASTING and _is_how_long(shadow, start, found, change)):
            continue
        estimate = changed(found.start(), found.end(), change, found.start(), "mean_difference", number, unit)
        last = _apart(shadow, estimate)
        yield last


def _is_how_long(shadow: str, start: int, found: re.Match[str], change: Change) -> bool:
    """Whether a time tells how long something took, not by how much it changed: "for two weeks showed fewer", "the 12-month increase"."""
    return (
        shadow.startswith(" of ", found.end())
        or (change.how == "after" and change.cue.is_a("noun") and "-" in found[0])
        or bool(_FOLLOWED.search(shadow, max(start, found.start() - 60), found.start()))
        or bool(_HOW_LONG.search(shadow, max(start, found.start() - 30), found.start()))
    )
