"""Changes told in words: percentages, multiples and amounts beside a word that raises or lowers.

A cue ("fell", "higher", "reduction") stands before its number ("fell by nine percent", "a reduction in falls of 12%", "cut the
risk of falls 20%") or after it ("24% higher", "30% fall risk reduction"); of several, the nearest that fits counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast

from nlp.facts.effects.estimates import CHANGE_UNIT, DOSED, PERCENT_SIGN, Estimate, is_before_after, unit_of
from nlp.facts.effects.statistics import Printed, printed
from nlp.facts.words import alternatives, grammar, meanings, occurrences, scanner
from nlp.quantity import NUMBER, to_float
from nlp.schema import EffectDirection, Measure

_WORDS = {name: meanings(__package__, name) for name in ("verb", "adjective", "noun")}
_CUE = scanner(rf"\b (?: {alternatives(word for words in _WORDS.values() for word in words)} ) \b")
_COMPOUND = re.compile(r"-(?:dose|fat|grade|quality|income|level)")
# The event, not the change: "risk of falling"; a share, not a rise: "makes up 40%".
_NO_CHANGE = re.compile(r"\b(?:(?:of|for|from)\s(?:falls?|falling)|in the fall|to the fall|ma(?:de|kes?|king)[ *]+up)$", re.IGNORECASE)
_REACH = 150  # characters between a cue and its number
_ABOUT = r"""(?: (?: about | around | approximately | approx\. | roughly | nearly | almost | some | over | up [ ] to
  | as [ ] (?: much | high | many | little | low ) [ ] as
    | at [ ] least | close [ ] to | (?: more | less | greater ) [ ] than | an? | the | of | average | mean | estimated | median
      | additional | further | whopping
    | striking | impressive | modest | relative | total | full | extra | only | just | another | anywhere | from | between | by
      | even | fully | well | significantly
    | statistically | ~ | ≈ | [<>≥≤] | \( ) [ ]? )*"""
_BY = grammar(rf"(?P<gap> [^.;:?!]{{0,120}}? ) (?<! \w ) by [ ] {_ABOUT}", re.IGNORECASE)
_OF = grammar(
    rf"(?P<gap> (?: [ ] (?: in | of | for | from | on | to ) \b (?: (?! baseline | threshold "
    rf"| from [ ] ) [^.;:?!] ){{0,80}}? )? [ ] ) (?: of | was | is | were | = | : ) [ ]? (?! from ) {_ABOUT}",
    re.IGNORECASE,
)
_DIRECT = grammar(rf"[ ] (?! from | of | to ) {_ABOUT}", re.IGNORECASE)
# A verb with its object straight before the number; a word that opens another phrase may not end it ("raised levels in 20%").
_OBJECT = grammar(rf"(?P<gap> [ ] (?! in | of | to | from ) [^.,;:?!()\d]{{2,60}}? ) [ ] {_ABOUT}")
_DANGLING = set(meanings(__package__, "dangling"))
_WHEN = re.compile(r"[ *]*(?:in|among|with|after|from|during|for|over|at|when|by|on)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the|this|that|no|significant|greater)[ *]+(?:\w+[ *]+)?$", re.IGNORECASE)
_BETWEEN = grammar(
    rf"(?: [ ] | - )? (?: [(\[] (?: [^()\[\]] | [(\[] [^()\[\]]* [)\]] ){{0,60}} [)\]] [ ]? )? (?: or [ ] (?: more "
    rf"| greater ) [ ] )? (?: (?! (?: {alternatives(meanings(__package__, 'break'))} ) \b ) [a-z][\w'-]* [ ] ){{0,3}}?",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|the)[ *]+$", re.IGNORECASE)  # "a prolonged illness": no verb
_PER_STEP = re.compile(
    r"\b(?:(?:per|every|each)[ *]+(?:additional |extra |one |1 )?|(?:ratios?|OR|HR|RR)[ *]+for[ *]+(?:an?[ *]+)?)$", re.IGNORECASE
)
_LINKED = re.compile(
    r"[^.;]{0,80}?\b(?:(?:was|were|is|are)[ *]+(?:\w+[ *]+)?(?:associated|linked|tied|related|accompanied)|results?[ *]+in|resulted[ *]+in"
    r"|leads?[ *]+to|led[ *]+to)\b.*\d",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    word: str

    def is_a(self, kind: str) -> bool:
        return self.word in _WORDS[kind]

    @property
    def direction(self) -> EffectDirection:
        return cast(EffectDirection, next(words[self.word] for words in _WORDS.values() if self.word in words))


@dataclass(frozen=True, slots=True)
class _Change:
    """A cue that fits a number, and how."""

    cue: _Cue
    how: Literal["by", "of", "direct", "object", "after"]
    gap: tuple[int, int] | None = None


@lru_cache(maxsize=4)  # the three grammars read the same sentence one after the other
def _cues(shadow: str, start: int, end: int) -> tuple[_Cue, ...]:
    spans = occurrences(_CUE, shadow, start, end)
    return tuple(
        _Cue(low, high, " ".join(shadow[low:high].lower().replace("*", " ").split()))
        for low, high in spans
        if not _COMPOUND.match(shadow, high) and not _NO_CHANGE.search(shadow, low - 12, high)
    )


def _before(shadow: str, cues: tuple[_Cue, ...], at: int) -> _Change | None:
    """The nearest cue before a number that fits it. Of a noun and a verb the verb: "increases the risk of hearing loss by 20%"."""
    near = [c for c in cues if c.end <= at and at - c.end < _REACH][::-1]
    for i, cue in enumerate(near):
        if change := _fits(shadow, cue, at):
            if (
                change.how == "by"
                and cue.is_a("noun")
                and not cue.is_a("verb")
                and not _ARTICLE.search(shadow, max(0, cue.start - 30), cue.start)
            ):
                verb = next((c for c in near[i + 1 :] if c.is_a("verb") and "," not in shadow[c.end : at] and _fits(shadow, c, at)), None)
                return _fits(shadow, verb, at) if verb else change
            return change
    return None


def _fits(shadow: str, cue: _Cue, at: int) -> _Change | None:
    is_noun = cue.is_a("noun")
    is_verb = cue.is_a("verb") and not (not is_noun and _ARTICLE_BEFORE.search(shadow, max(0, cue.start - 6), cue.start))
    if (is_verb or is_noun) and (m := _BY.fullmatch(shadow, cue.end, at)):
        told_before = is_verb and not is_noun and _WHEN.match(m["gap"])
        return _Change(cue, "by", None if told_before or not m["gap"].strip(" *") else m.span("gap"))
    if is_noun and (m := _OF.fullmatch(shadow, cue.end, at)):
        return _Change(cue, "of", m.span("gap") if m["gap"].strip(" *") else None)
    if _DIRECT.fullmatch(shadow, cue.end, at):
        return _Change(cue, "direct")
    if is_verb and (m := _OBJECT.fullmatch(shadow, cue.end, at)) and m["gap"].split()[-1].lower() not in _DANGLING:
        return _Change(cue, "object", m.span("gap"))
    return None


def _after(shadow: str, cues: tuple[_Cue, ...], number_end: int) -> _Change | None:
    """The cue right after a number: "24% higher", "20 percent further reduction"."""
    for cue in cues:
        if number_end <= cue.start < number_end + 60 and not (cue.is_a("verb") and not cue.is_a("noun") and not cue.is_a("adjective")):
            if _BETWEEN.fullmatch(shadow, number_end, cue.start):
                return _Change(cue, "after")
            return None
    return None


def _is_step(shadow: str, start: int, at: int, change: _Change, end: int) -> bool:
    """Whether the number is the step of a dose response ("every 10% increase in fibre was linked to a 5% ..."), not its effect."""
    first = min(at, change.cue.start)
    if _PER_STEP.search(shadow, max(start, first - 30), first):
        return True
    return change.how == "after" and change.cue.is_a("noun") and bool(_LINKED.match(shadow, change.cue.end, end))


def _estimate(start: int, end: int, change: _Change, at: int, measure: Measure, number: Printed, unit: str | None) -> Estimate:
    return Estimate(
        min(start, change.cue.start), max(end, change.cue.end), at, measure, number, unit, change.cue.direction,
        follows=change.how in ("after",), gap=change.gap,
    )  # fmt: skip


# --- percentages --------------------------------------------------------------------------------------------------------

_FRACTION = r"(?: an? | one | two | three | four ) (?: [ ] | - ) (?: third | quarter | fourth | fifth ) s?"
_PERCENT = grammar(
    rf"""(?<! [\w.,/^] ) (?<! \d- ) (?: (?P<value> {NUMBER} ) (?: {PERCENT_SIGN}? [ ]? (?: - | to [ ] | and [ ]
      | or [ ] ) [ ]? (?: up [ ] to [ ] )? {NUMBER} )?
    (?P<sign> {PERCENT_SIGN} ) (?! [ ]? -? (?: C\.?I\b | CrI | confiden | credible ) ) | (?P<fraction> {_FRACTION} ) (?! [\w-] ) )"""
)
_NOUN_NEXT = re.compile(r"[ *]+(?:part(?:y|ies)|group|person|reviewer|author|study|trial|time|dose)\b", re.IGNORECASE)
_AND = re.compile(r"[\s,*]*(?:\([^()]*\))?[\s,*]*(?:and\b|or\b)?[\s*]*")
_JOINED = grammar(
    r"[ ]? (?: , | ,? [ ] and | ,? [ ] or | / ) [ ]? (?P<gap> (?: [^.;:%\d]{0,60} [ ] by [ ] )? ) (?: about | a | an | around "
    r"| [ ] )*"
)
_ABSOLUTE = re.compile(r"\babsolute\b", re.IGNORECASE)
_CHANCE = grammar(
    r"[ ] (?: \w+ [ ] )? (?: chance | probability | likelihood | lifetime [ ] risk | risk ) \b (?! [ ] (?: reduction | increase "
    r"| decrease ) )"
)


def percents(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Percentages of change: "24% higher", "fell by nine percent", "a reduction of 12 to 15%" (the lower bound)."""
    last: Estimate | None = None
    cues = _cues(shadow, start, end)
    for found in _PERCENT.finditer(shadow, start, end):
        if is_before_after(shadow, found.start(), found.end()):
            continue
        number, unit = _percentage(found)
        change = _after(shadow, cues, found.end()) or _before(shadow, cues, found.start())
        if found["fraction"] and not (change and _is_of_fraction(shadow, found.end(), change)):
            continue
        if change:
            if not _is_step(shadow, start, found.start(), change, end):
                words = shadow[max(start, min(found.start(), change.cue.start) - 20) : max(found.end(), change.cue.end)]
                measure: Measure = "absolute_risk_change" if "points" in unit or _ABSOLUTE.search(words) else "percent_change"
                estimate = _estimate(found.start(), found.end(), change, found.start(), measure, number, unit)
                if last and estimate.gap and estimate.gap[0] < last.at < estimate.gap[1]:
                    # "lowered LDL by 20% and triglycerides by 30%": of the gap only what follows the first number is the second one's.
                    start_ = last.end + len(_AND.match(shadow[last.end : estimate.gap[1]])[0])  # type: ignore[index]  # it matches the empty string
                    estimate = replace(estimate, start=start_, gap=(start_, estimate.gap[1]))
                last = estimate
                yield last
        elif last and last.measure != "half_life_or_other" and (joined := _JOINED.fullmatch(shadow, last.end, found.start())):
            # "by 20% and 30%, respectively", "lowered LDL by 20% and triglycerides by 30%": the second has the first one's cue.
            last = replace(
                last,
                end=found.end(),
                at=found.start(),
                number=number,
                start=found.start(),
                gap=joined.span("gap") if joined["gap"] else last.gap,
            )
            yield last
        elif chance := _CHANCE.match(shadow, found.end(), end):
            last = Estimate(found.start(), chance.end(), found.start(), "half_life_or_other", number, unit, "increase", follows=True)
            yield last


def _percentage(found: re.Match[str]) -> tuple[Printed, str]:
    """The number in percent and its unit; "a third" is 33."""
    if found["fraction"]:
        value = float(round(100 * (to_float(found["fraction"]) or 0.0)))
        return Printed(value, value - 0.5, value + 0.5), "percent"
    return printed(found["value"]), "percentage points" if "point" in found["sign"].lower() else "percent"


def _is_of_fraction(shadow: str, end: int, change: _Change) -> bool:
    """Whether a fraction is the size of the change, "cut by a third", "a third less", not a share of people nor one of three."""
    if change.how == "after":
        return not shadow[end : change.cue.start].strip(" *-")
    return change.how == "by" and not _NOUN_NEXT.match(shadow, end)


# --- multiples ----------------------------------------------------------------------------------------------------------

_MULTIPLES = meanings(__package__, "multiple")
_RISKS = r"risks? | odds | rates? | likelihood | chances? | probability | incidence"
_MORE = rf"""(?: as [ ] (?: likely | high | many | much | great | large | common | effective | good | prevalent | fast | often
  | long | low | strong | potent | powerful )
    | (?: the | their | your | his | her | an? ) [ ] (?: [a-z-]+ [ ] ){{0,2}}? (?: {_RISKS} | benefits? | effects? | number
      | amount | size | levels? ) | that [ ] (?: of | in | for | among | expected | seen | observed ) | what [ ] (?: was | is ) [ ] expected
    | {_RISKS} | (?: (?! (?: if | in | with | when | and | or | than ) \b ) [a-z-]+ [ ] )?
    (?: more | less | fewer | greater | higher | lower | larger | better | faster
      | longer | slower | shorter
    | increase[ds]? | reduced | reductions? | decrease[ds]? | likely | improve\w* | rise | difference | elevat\w+ ) )"""
_FOLD = grammar(
    rf"""(?<! [\w.,/-] ) (?: (?P<factor> a [ ] factor [ ] of ) [ ] | (?P<between> between [ ] ) )?
    (?P<value> {NUMBER} ) (?: -? [ ] to [ ] {NUMBER} | [ ]? x? [ ]? - [ ]? {NUMBER} | (?(between) [ ] and [ ] {NUMBER} | (?!) ) )?
    (?(factor) | (?: [ ]? -? [ ]? fold | [ ]? -? x (?! [ ]? \d ) | (?: [ ] | - ) times ) ) (?! \w )
    (?! [ ] (?: a | per | each | every | in | daily | weekly ) \b (?! [ ] (?: risk | higher | lower ) ) ) (?P<after> (?: [ ]
      | - )? {_MORE} \b )?"""
)
_MULTIPLE = grammar(
    rf"(?<! [\w-] ) (?P<word> {alternatives(_MULTIPLES)} ) (?! \w | -(?!fold) | [ ] (?: blind | dummy | dose | time | times "
    rf"| of [ ] (?: them | us | all ) ) )"
)
_MULTIPLE_AFTER = grammar(rf"[ ] {_MORE} \b")
_HALF = grammar(
    r"\b (?: in | by | about | almost | nearly | roughly | than | over ) [ ] (?: (?: about | almost | nearly | roughly "
    r"| more [ ] than | over ) [ ] )? half \b (?! [ ] (?: of | a | an | the | as ) \b )"
)
_THAT = re.compile(r"[ *-]*(?:that|what)\b", re.IGNORECASE)
_FEWER = re.compile(r"\b(?:less|low|lower|fewer|reduc\w+|decreas\w+|slower|shorter)\b", re.IGNORECASE)
_VERB_FORM = re.compile(r".*(?:d|s|ing)$")
_HALF_PRINTED = Printed(0.5, 0.45, 0.55)


def folds(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Multiples: "three times the risk", "8-fold", "2.5X more likely", "doubled", "cut in half" (0.5)."""
    cues = _cues(shadow, start, end)
    for found in _FOLD.finditer(shadow, start, end):
        number = printed(found["value"])
        if found["after"]:
            direction: EffectDirection = "decrease" if _FEWER.search(found["after"]) else "increase"
            yield Estimate(
                found.start(), found.end(), found.start("value"), "fold_change", number, None, direction, follows=_is_before(found["after"])
            )
        elif (change := _before(shadow, cues, found.start())) and change.how != "of":
            yield _estimate(found.start(), found.end(), change, found.start("value"), "fold_change", number, None)
    for half in _HALF.finditer(shadow, start, end):
        verbs = [c for c in cues if c.is_a("verb") and c.end <= half.start() < c.end + 90]
        if verbs:
            gap = (verbs[-1].end, half.start())
            yield Estimate(
                verbs[-1].start, half.end(), half.end() - len("half"), "fold_change", _HALF_PRINTED, None, verbs[-1].direction, gap=gap
            )
    yield from _multiples(shadow, start, end)


def _is_before(after: str) -> bool:
    """Whether a multiple stands before what it is of: "twice the risk of falls", not "was twice that of others"."""
    return not _THAT.match(after)


def _multiples(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Words for a multiple: "twice the risk", "doubled"."""
    for found in _MULTIPLE.finditer(shadow, start, end):
        word = found["word"].lower()
        value = float(_MULTIPLES[word])
        after = _MULTIPLE_AFTER.match(shadow, found.end(), end)
        is_step = word.endswith("ing") and not after and _LINKED.match(shadow, found.end(), end)
        if after or (_VERB_FORM.match(word) and word not in ("twice", "thrice") and not is_step):
            direction: EffectDirection = "decrease" if value < 1 or (after and _FEWER.search(after[0])) else "increase"
            yield Estimate(
                found.start(),
                after.end() if after else found.end(),
                found.start(),
                "fold_change",
                Printed(value, value, value),
                None,
                direction,
                follows=_is_before(after[0] if after else ""),
            )


# --- amounts ------------------------------------------------------------------------------------------------------------

_AMOUNT = grammar(
    rf"""(?<! [\w.,/$£€^] ) (?<! \d- ) (?P<value> [-+]? (?: {NUMBER} ) ) (?: [ ]? (?: - | to ) [ ]? {NUMBER} )? (?: [ ] | - )?
    (?P<unit> {CHANGE_UNIT} ) (?! [\w%] | [ -] olds? \b | [ ] of [ ] age )"""
)
_CRITERION = re.compile(r"[<>≥≤]=? ?$")  # "a rise of > 10 ng/mL" tells whom one counts
_GIVEN = re.compile(r"\b(?:if|with|when|per|for)[ *]+(?:\w+[ *]+)?$", re.IGNORECASE)  # "less likely if 10 ng more": the step
_LASTING = {"days", "weeks", "months", "years"}
_HOW_LONG = re.compile(
    r"\b(?:for|in|after|within|over|during|every|last|past|least|than|age|aged)\s(?:(?:about|only|just|the|less|more|than|first|next)\s)*$",
    re.IGNORECASE,
)
_OF_THE_BODY = {"pounds", "pound", "lb", "lbs", "kg", "kilograms", "points", "mmHg"}


def differences(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Changes told in units: "lowered systolic pressure by 5 mmHg", "8 points higher". Not doses, nor the steps of a dose response."""
    cues = _cues(shadow, start, end)
    if not cues:
        return
    for found in _AMOUNT.finditer(shadow, start, end):
        unit = unit_of(found["unit"])
        change = _after(shadow, cues, found.end()) or _before(shadow, cues, found.start())
        if (
            unit == "percent"
            or unit in DOSED
            or not change
            or _CRITERION.search(shadow, max(start, found.start() - 3), found.start())
            or change.how == "object"
            or _is_step(shadow, start, found.start(), change, end)
        ):
            continue
        if change.how == "direct" and not (change.cue.is_a("verb") and unit in _OF_THE_BODY):
            continue  # "gained three pounds" is a change; "higher 3 days" may be anything
        if change.how == "after" and _GIVEN.search(shadow, max(start, found.start() - 30), found.start()):
            continue
        words_between = len(shadow[found.end() : change.cue.start].split()) if change.how == "after" else 0
        is_lasting = unit in _LASTING
        if words_between > (0 if is_lasting else 1) or (
            is_lasting
            and (shadow.startswith(" of ", found.end()) or _HOW_LONG.search(shadow, max(start, found.start() - 30), found.start()))
        ):
            continue  # "for two weeks showed fewer": how long
        yield _estimate(found.start(), found.end(), change, found.start(), "mean_difference", printed(found["value"]), unit)
