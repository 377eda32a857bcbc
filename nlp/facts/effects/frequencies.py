"""Effects told in numbers of people: "3 fewer deaths per 1,000 people", "150 people need treatment to prevent one death"."""

import re
from collections.abc import Iterator

from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.statistics import printed
from nlp.facts.words import grammar
from nlp.quantity import NUMBER

_PEOPLE = r"(?: people | persons? | patients? | participants? | women | men | adults | children | infants | users | births | person-years )"
_BASE = r"""(?: 100 (?:,?000)? | 10? ,?000 | 1[ ]?000 | (?: a [ ] | one [ ] )? (?: hundred | thousand ) )
    (?! [\d,]*\d | [ ]? (?: IU | m?c?g | mL ) \b )"""
_OF = rf"(?: per | in | for | among | out [ ] of ) [ ] (?: every [ ] )? (?P<of> {_BASE} )"
_MORE = r"(?: (?P<fewer> fewer | less ) | more | extra | additional | excess )"
_EVENTS = r"(?: [a-z][\w'-]* [ ] ){1,6}?"
_FREQUENCIES = (
    grammar(rf"(?<! [\w.,/-] ) (?P<value> {NUMBER} ) [ ] {_MORE} [ ] {_EVENTS} {_OF}"),
    grammar(
        rf"""\b (?: (?P<fewer> reductions? | decreases? | declines? | drops? ) | increases? | rises? ) [ ] (?P<gap> [^.;:\d]{{0,60}}? )
        of [ ] (?P<value> {NUMBER} ) [ ] (?: {_EVENTS} )? {_OF}"""
    ),
    grammar(rf"\b (?P<of> {_BASE} ) [ ] {_PEOPLE} \b [^.;:\d]{{0,120}}? (?P<value> {NUMBER} ) [ ] {_MORE} [ ] (?= [a-z] )"),
)
_NEEDED = grammar(
    rf"""(?<! [\w.,/-] ) (?P<value> {NUMBER} ) [ ] (?: [a-z]+ [ ] ){{0,2}}? {_PEOPLE} [ ] [^.;:\d]{{0,80}}? (?: \b to [ ] (?: prevent
    | avoid | avert | save | spare ) [ ] (?: just [ ] | only [ ] )? (?: one | 1 | a [ ] single ) \b
    | \b for [ ] (?: one | 1 | a [ ] single ) (?= [ ] [^.;:\d]{{3,50}}? to [ ] be [ ] (?: saved | prevented | avoided | averted ) ) )"""
)
_TREATED = re.compile(r"\b(?:treat(?:ed|ing|ment)?|giv(?:e|en|ing)|tak(?:e|en|ing)|supplement\w*|screen\w*|vaccinat\w*)\b", re.IGNORECASE)
_BEFORE = 25  # characters before a number of people that tell of their treatment: "one has to treat 150 people"


_PREVENTED = grammar(
    rf"""\b (?: prevent | avert | avoid | sav | spar ) (?: e?s | e?d | ing | e )? [ ]
    (?: (?: an? | another | about | up [ ] to | some | nearly | as [ ] many [ ] as | additional | extra | over | more [ ] than
      | approximately | at [ ] least | only | just | roughly ) [ ] ){{0,3}}
    (?P<value> {NUMBER} ) (?: [ ] (?: - | to ) [ ] {NUMBER} )? [ ] (?: (?: new | premature | annual ) [ ] )?
    (?P<what> cases | deaths | lives | fractures | strokes | falls | heart [ ] attacks | cancers | births ) \b"""
)


def frequencies(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Changes of an absolute risk as natural frequencies: "a reduction in deaths of 4 per 1,000 persons"."""
    for pattern in _FREQUENCIES:
        for found in pattern.finditer(shadow, start, end):
            gap = found.span("gap") if "gap" in pattern.groupindex and found["gap"].strip() else None
            at = found.start("value")
            yield Estimate(
                found.start() if gap else at, found.end(), at, "absolute_risk_change", printed(found["value"]), f"per {found['of']}",
                "decrease" if found["fewer"] else "increase", follows=gap is None, gap=gap,
            )  # fmt: skip


def prevented(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Events that something prevents in a population: "could prevent 100,000 cases of cancer"; not the one of a number needed to treat."""
    for found in _PREVENTED.finditer(shadow, start, end):
        if (number := printed(found["value"])).value > 1:
            at, unit = found.start("value"), found["what"].lower()
            yield Estimate(at, found.end(), at, "absolute_risk_change", number, unit, "decrease", follows=True)


def numbers_needed(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Numbers needed to treat told in words: "150 people need to be treated to prevent one death"."""
    for found in _NEEDED.finditer(shadow, start, end):
        if _TREATED.search(shadow, max(start, found.start() - _BEFORE), found.end()):
            yield Estimate(
                found.start(), found.end(), found.start("value"), "half_life_or_other", printed(found["value"]), None, "decrease",
                follows=True,
            )  # fmt: skip
