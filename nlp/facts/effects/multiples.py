"""Changes told as multiples: "three times the risk", "8-fold", "doubled", "cut in half"."""

import re
from collections.abc import Iterator

from nlp.facts.effects.cues import LINKED, changed, cue_before, cues_of
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.names import any_word
from nlp.facts.effects.statistics import Printed, printed
from nlp.facts.words import alternatives, grammar, meanings
from nlp.quantity import NUMBER
from nlp.schema import EffectDirection

_MULTIPLES = meanings(__package__, "multiple")
_RISKS = rf"{any_word('risk', 'rate')} | mortality"
_MORE = rf"""(?: as [ ] (?: likely | high | many | much | great | large | common | effective | good | prevalent | fast | often
  | long | low | strong | potent | powerful )
    | (?: the | their | your | his | her | an? ) [ ] (?: [a-z-]+ [ ] ){{0,2}}? (?: {_RISKS} | benefits? | effects? | number
      | amount | size | levels? | falls | fractures | recurrences? | relapses | heart [ ] attacks | strokes | infections
      | colds | deaths | side [ ] effects )
    | that [ ] (?: of | in | for | among | expected | seen | observed ) | what [ ] (?: was | is ) [ ] expected
    | {_RISKS} | (?: (?! (?: if | in | with | when | and | or | than ) \b ) [a-z-]+ [ ] )?
    (?: more | less | fewer | greater | higher | lower | larger | better | faster
      | longer | slower | shorter
    | increase[ds]? | reduced | reductions? | decrease[ds]? | drops? | declines?
    | jump | boost | surge | likely | probable | improve\w* | rise | difference | elevat\w+ ) )"""
_FOLD = grammar(
    rf"""(?<! [\w.,/-] ) (?: (?P<factor> a [ ] factor [ ] of ) [ ] | (?P<between> between [ ] ) )?
    (?P<value> {NUMBER} ) (?: -? [ ] (?: to | or ) [ ] {NUMBER} | [ ]? x? [ ]? - [ ]? {NUMBER}
      | (?(between) [ ] and [ ] {NUMBER} | (?!) ) )?
    (?(factor) | (?: [ ]? -? [ ]? fold | [ ]? -? x (?! [ ]? \d ) | (?: [ ] | - ) times
      | (?: (?<= \d \. \d ) | (?<= \d \. \d\d ) ) (?= [ ] (?: more | less ) [ ] likely ) ) ) (?! \w )
    (?! [ ] (?: a | per | each | every | in [ ] (?: an? | one | the | \d+ ) | daily | weekly ) \b (?! [ ] (?: risk | higher | lower ) ) )
    (?P<after> (?: [ ] | - )? {_MORE} \b )?"""
)
_MULTIPLE = grammar(
    rf"(?<! [\w-] ) (?P<word> {alternatives(_MULTIPLES)} ) (?! \w | -(?!fold) | [ ] (?: blind | dummy | dose | times? | every "
    rf"| of [ ] (?: them | us | all ) ) )"
)
_MULTIPLE_AFTER = grammar(rf"[ ] {_MORE} \b")
_HALF = grammar(
    r"\b (?: in | by | about | almost | nearly | roughly | than | over ) [ ] (?: (?: about | almost | nearly | roughly "
    r"| more [ ] than | over ) [ ] )? half \b (?! [ ] (?: of | a | an | the | as ) \b )"
)
_BREAK = re.compile(r"[;:]|[ *]-[ *]")
_THAT = re.compile(r"[ *-]*(?:that|what)\b", re.IGNORECASE)
_ALONE = re.compile(  # "the excretion doubled within a day": no object
    r"[\s*]*(?:[.,;:()|!?]|$|(?:at|in|over|after|within|during|by|when|from|among|between|since|for|on|with|and|but|as|if)\b)",
    re.IGNORECASE,
)
_FEWER = re.compile(r"\b(?:less|low|lower|fewer|reduc\w+|decreas\w+|drops?|declines?|slower|shorter)\b", re.IGNORECASE)
_VERB_FORM = re.compile(r".*(?:d|s|ing)$")
_HALF_PRINTED = Printed(0.5, 0.45, 0.55)


def folds(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Multiples: "three times the risk", "8-fold", "2.5X more likely", "doubled", "cut in half" (0.5)."""
    cues = cues_of(shadow, start, end)
    for found in _FOLD.finditer(shadow, start, end):
        number = printed(found["value"])
        if found["after"]:
            direction: EffectDirection = "decrease" if _FEWER.search(found["after"]) else "increase"
            yield Estimate(
                found.start(), found.end(), found.start("value"), "fold_change", number, None, direction, follows=_precedes(found["after"])
            )
        elif (change := cue_before(shadow, cues, found.start())) and change.how != "of":
            yield changed(found.start(), found.end(), change, found.start("value"), "fold_change", number, None)
    for half in _HALF.finditer(shadow, start, end):
        verbs = [c for c in cues if c.is_a("verb") and c.end <= half.start() < c.end + 90]
        if verbs and not _BREAK.search(shadow, verbs[-1].end, half.start()):
            gap = (verbs[-1].end, half.start())
            yield Estimate(
                verbs[-1].start, half.end(), half.end() - len("half"), "fold_change", _HALF_PRINTED, None, verbs[-1].direction, gap=gap
            )
    yield from _multiples(shadow, start, end)


def _precedes(after: str) -> bool:
    """Whether a multiple stands before what it is of: "twice the risk of falls", not "was twice that of others"."""
    return not _THAT.match(after)


def _multiples(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Words for a multiple: "twice the risk", "doubled"."""
    for found in _MULTIPLE.finditer(shadow, start, end):
        word = found["word"].lower()
        value = float(_MULTIPLES[word])
        after = _MULTIPLE_AFTER.match(shadow, found.end(), end)
        is_step = word.endswith("ing") and not after and LINKED.match(shadow, found.end(), end)
        if after or (_VERB_FORM.match(word) and word not in ("twice", "thrice") and not is_step and not word.endswith("fold")):
            direction: EffectDirection = "decrease" if value < 1 or (after and _FEWER.search(after[0])) else "increase"
            yield Estimate(
                found.start(),
                after.end() if after else found.end(),
                found.start(),
                "fold_change",
                Printed(value, value, value),
                None,
                direction,
                follows=_precedes(after[0]) if after else not _ALONE.match(shadow, found.end(), end),
            )
