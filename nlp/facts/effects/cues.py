"""Words of change beside a number: "fell", "higher", "reduction".

A cue stands before its number ("fell by nine percent", "a reduction in falls of 12%", "cut the risk of falls 20%") or after it
("24% higher", "30% fall risk reduction"); of several, the nearest that fits counts.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.names import any_word
from nlp.facts.effects.statistics import Printed
from nlp.facts.words import alternatives, grammar, meanings, occurrences, scanner
from nlp.schema import EffectDirection, Measure

_WORDS = {name: meanings(__package__, name) for name in ("verb", "adjective", "noun")}
_CUE = scanner(rf"\b (?: {alternatives(word for words in _WORDS.values() for word in words)} ) \b")
_COMPOUND = re.compile(r"-(?:dose|fat|grade|quality|income|level)")
# The event, not the change: "risk of falling", "reduces falls by 20%"; a share, not a rise: "makes up 40%".
_NO_CHANGE = re.compile(
    r"\b(?:(?:of|for|from|(?:reduc|increas)(?:e[sd]?|ing)|(?:prevent|lower)(?:s|ed|ing)?|cuts?|cutting|fewer|more)\s(?:falls?|falling)"
    r"|in the fall|to the fall|ma(?:de|kes?|king)[ *]+up)$",
    re.IGNORECASE,
)
_BEFORE = 14  # characters before a cue that tell whether it is one
_REACH = 150  # characters between a cue and its number
_ABOUT = r"""(?: (?: about | around | approximately | approx\. | roughly | nearly | almost | some | over | up [ ] to
  | as [ ] (?: much | high | many | little | low ) [ ] as
    | at [ ] least | close [ ] to | (?: more | less | greater ) [ ] than | an? | the | of | average | mean | estimated | median
      | additional | further | whopping
    | striking | impressive | modest | relative | total | full | extra | only | just | another | anywhere | from | between | by
      | even | fully | well | significantly
    | statistically | ~ | ≈ | [<>≥≤] | \( ) [ ]? )*"""
_BY = grammar(rf"(?P<gap> (?: [^.;:?!] | \. (?= \d ) ){{0,120}}? ) (?<! \w ) by [ ] {_ABOUT}", re.IGNORECASE)
_OF = grammar(
    rf"(?P<gap> (?: [ ] (?: in | of | for | from | on | to ) \b (?: (?! baseline | threshold "
    rf"| (?: from | when | if | where ) [ ] ) [^.;:?!] ){{0,80}}? )? [ ] ) (?: of | was | is | were | = | : ) [ ]? (?! from ) {_ABOUT}",
    re.IGNORECASE,
)
_DIRECT = grammar(rf"[ ] (?! from | of | to ) {_ABOUT}", re.IGNORECASE)
# A verb with its object straight before the number; a word that opens another phrase may not end it ("raised levels in 20%").
_OBJECT = grammar(rf"(?P<gap> [ ] (?! in | of | to | from | for | was | were ) [^.,;:?!()\d]{{2,60}}? ) [ ] {_ABOUT}")
RISK_NEXT = re.compile(rf"[ *]+(?:relative )?(?:{any_word('risk')})\b", re.IGNORECASE)
"""A risk right after a cue, which is no amount of anything: "the increased risk was 25%"."""
_DANGLING = set(meanings(__package__, "dangling"))
_WHEN = re.compile(r"[ *]*(?:in|among|with|after|from|during|for|over|at|when|by|on)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the|this|that|no|significant|greater)[ *]+(?:\w+[ *]+)?$", re.IGNORECASE)
_BETWEEN = grammar(
    rf"(?: [ ] | - )? (?: [(\[] (?: [^()\[\]] | [(\[] [^()\[\]]* [)\]] ){{0,60}} [)\]] [ ]? )? (?: or [ ] (?: more "
    rf"| greater ) [ ] )? (?: (?! (?: {any_word('break')} ) \b ) [a-z][\w'-]* [ ] ){{0,3}}?",
    re.IGNORECASE,
)
_ARTICLE_BEFORE = re.compile(r"\b(?:an?|the)[ *]+$", re.IGNORECASE)  # "a prolonged illness": no verb
_PER_STEP = re.compile(
    r"\b(?:(?:per|every|each)[ *]+(?:additional |extra |one |1 )?|(?:ratios?|OR|HR|RR)[ *]+for[ *]+(?:an?[ *]+)?)$", re.IGNORECASE
)
_OBJECT_NEXT = re.compile(r"[ *]+(?:an?|the|your|their|his|her|its|our)\b", re.IGNORECASE)  # "above 150 mg/dL increases the risk"
_FOR_STEP = re.compile(r"\b(?:for|per|with)[ *]+(?:an?[ *]+)?$", re.IGNORECASE)  # "for increases of 50 nmol/L the odds ..."
_AT_LEAST = re.compile(r"\bat least[ *]+$", re.IGNORECASE)  # "weight loss of at least 10% led to ..."
_OPENS = re.compile(r"[\s*#>|-]*(?:an?|the|each|every|such an?)\s(?:\w+\s)?", re.IGNORECASE)
_LOWERS = re.compile(  # "a loss of 5% of your weight can lower ..."
    r"[^.;,]{0,60}?\s(?:can|could|may|might|will|would|should)\s(?:\w+\s)?(?:lower|reduce|improve|increase|raise|cut|help|decrease|prevent)",
    re.IGNORECASE,
)
LINKED = re.compile(  # but not "is linked with every extra 10 grams", which is the step itself
    r"[^.;]{0,80}?\b(?:(?:was|were|is|are)[ *]+(?:\w+[ *]+)?(?:associated|linked|tied|related|accompanied)|results?[ *]+in|resulted[ *]+in"
    r"|leads?[ *]+to|led[ *]+to|confer(?:s|red)|predict(?:s|ed)|corresponds?[ *]+to|corresponded[ *]+to)\b"
    r"(?![ *]+(?:with[ *]+|to[ *]+)?(?:each|every|per)\b)(?:.*\d|[ *]+an?[ *]*$)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Cue:
    start: int
    end: int
    word: str

    def is_a(self, kind: str) -> bool:
        return self.word in _WORDS[kind]

    @property
    def direction(self) -> EffectDirection:
        return cast(EffectDirection, next(words[self.word] for words in _WORDS.values() if self.word in words))


@dataclass(frozen=True, slots=True)
class Change:
    """A cue that fits a number, and how."""

    cue: Cue
    how: Literal["by", "of", "direct", "object", "after"]
    gap: tuple[int, int] | None = None


@lru_cache(maxsize=4)  # the three grammars read the same sentence one after the other
def cues_of(shadow: str, start: int, end: int) -> tuple[Cue, ...]:
    spans = occurrences(_CUE, shadow, start, end)
    return tuple(
        Cue(low, high, " ".join(shadow[low:high].lower().replace("*", " ").split()))
        for low, high in spans
        if not _COMPOUND.match(shadow, high) and not _NO_CHANGE.search(shadow, max(0, low - _BEFORE), high)
    )


def cue_before(shadow: str, cues: tuple[Cue, ...], at: int) -> Change | None:
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


def _fits(shadow: str, cue: Cue, at: int) -> Change | None:
    is_noun = cue.is_a("noun")
    is_verb = cue.is_a("verb") and not (not is_noun and _ARTICLE_BEFORE.search(shadow, max(0, cue.start - 6), cue.start))
    if (is_verb or is_noun) and (m := _BY.fullmatch(shadow, cue.end, at)):
        told_before = is_verb and not is_noun and _WHEN.match(m["gap"]) and not any(c.isdigit() for c in m["gap"])
        return Change(cue, "by", None if told_before or not m["gap"].strip(" *") else m.span("gap"))
    is_of_risk = cue.is_a("adjective") and RISK_NEXT.match(shadow, cue.end)
    if (is_noun or is_of_risk) and (m := _OF.fullmatch(shadow, is_of_risk.end() if is_of_risk else cue.end, at)):
        return Change(cue, "of", m.span("gap") if m["gap"].strip(" *") else None)
    if _DIRECT.fullmatch(shadow, cue.end, at):
        return Change(cue, "direct")
    if is_verb and (m := _OBJECT.fullmatch(shadow, cue.end, at)) and m["gap"].split()[-1].lower() not in _DANGLING:
        return Change(cue, "object", m.span("gap"))
    return None


def cue_after(shadow: str, cues: tuple[Cue, ...], number_end: int) -> Change | None:
    """The cue right after a number: "24% higher", "20 percent further reduction"."""
    for cue in cues:
        if number_end <= cue.start < number_end + 60 and not (cue.is_a("verb") and not cue.is_a("noun") and not cue.is_a("adjective")):
            is_verb = cue.is_a("verb") and not cue.is_a("adjective") and _OBJECT_NEXT.match(shadow, cue.end)
            if not is_verb and _BETWEEN.fullmatch(shadow, number_end, cue.start):
                return Change(cue, "after")
            return None
    return None


def is_step(shadow: str, start: int, at: int, change: Change, end: int) -> bool:
    """Whether the number is the step of a dose response ("every 10% increase in fibre was linked to a 5% ..."), not its effect."""
    first = min(at, change.cue.start)
    if _PER_STEP.search(shadow, max(start, first - 30), first):
        return True
    if change.how == "of" and _FOR_STEP.search(shadow, max(start, first - 15), first):
        return True
    is_cause = change.cue.word.endswith("ing") or (change.how == "of" and _OPENS.fullmatch(shadow, start, change.cue.start))
    if is_cause and change.how != "after" and _LOWERS.match(shadow, at, end):
        return True
    is_of_change = change.how == "after" or (change.how == "of" and bool(_AT_LEAST.search(shadow, change.cue.end, at)))
    return is_of_change and change.cue.is_a("noun") and bool(LINKED.match(shadow, max(at, change.cue.end), end))


def changed(start: int, end: int, change: Change, at: int, measure: Measure, number: Printed, unit: str | None) -> Estimate:
    return Estimate(
        min(start, change.cue.start), max(end, change.cue.end), at, measure, number, unit, change.cue.direction,
        follows=change.how in ("after",), gap=change.gap,
    )  # fmt: skip
