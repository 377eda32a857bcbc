"""What the clause around an amount says of it: who takes it, that it is advised, needed, enough, too much, or held by a food."""

import re
from collections.abc import Iterator
from functools import cache

from nlp.facts.cues import starred
from nlp.facts.words import meanings
from nlp.page import Sentence
from nlp.quantity import Quantity


def said(shadow: str, sentence: Sentence, amount: Quantity) -> Iterator[str]:
    """The names of the clauses that an amount of a sentence stands in."""
    text, before = shadow[sentence.start : sentence.end], shadow[sentence.start : amount.start]
    yield from (name for name, grammar in _up_to().items() if grammar.search(before))
    yield from (name for name, grammar in _WHOLE.items() if grammar.search(text))
    verdict = _verdict().match(shadow, amount.end, sentence.end)
    if verdict:
        yield from (name for name, told in verdict.groupdict().items() if told)
    if _harm().match(shadow, amount.end, sentence.end):
        yield "harmful"


def _words(name: str) -> str:
    return starred(meanings(__package__, name))


def _grammar(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


_WHOLE = {
    # "How often should I take 50,000 IU", "Isn't 1,000 mg a lot?"
    "asked how often": _grammar(r"\A [\W\d]* how \s (?: often | long ) \b"),
    "asked": _grammar(r"\? [\s*')]* \Z | \A [\W\d]* how \s (?: often | much | many | long ) \b"),
    # "to get 30 mg, you'd need to eat ten cups"
    "reached": _grammar(
        r"""\b to \s (?: get | reach | obtain | match | equal ) \s [^.;?!]* , \s [^.;?!]*?
            (?: \b (?: you | we | one ) (?: 'd | \s (?: would | could ) )? \s (?: need | have ) \s to
                  \s (?: eat | drink | consume | swallow )
              | \b it's \s | \b it \s (?: would \s )? takes? \b )"""
    ),
    # "when we swallow 30 mg, our body absorbs most of it"
    "its fate": _grammar(
        r"""\b (?: when | if ) \s (?: we | you ) \s (?: [a-z]+ \s ){0,3}? (?: take | swallow | ingest | consume ) \b [^.;?!]* ,
            [^.;?!]* \b (?: absorb\w* | (?: our | your | the ) \s body | excret\w* )"""
    ),
    # "Conclusions: ..."
    "of an abstract": _grammar(
        r"""\A \W* (?: background | objectives? | aims? | designs? | methods? | (?: patients | materials ) \s and \s methods
                   | interventions? | participants | results? | findings | conclusions? ) [\s*]* (?: : | (?-i: (?= [A-Z] ) ) )"""
    ),
}


@cache
def _up_to() -> dict[str, re.Pattern[str]]:
    """What is said up to an amount."""
    return {"a person takes": _person(), "advised": _advice(), "held": _holding(), "required": _REQUIRED, "an intake": _INTAKE}


def _person() -> re.Pattern[str]:
    """Someone who tells or is told of taking something: "I used to take", "a 30-year-old man who took"."""
    auxiliary = r"""(?: am | was | is | have | has | had | been | used \s to | now | then | also | just | still | usually | always
                      | personally | currently | only ) \b"""
    return _grammar(
        rf"""(?-i: \b (?: I | [Hh]e | [Ss]he ) ) (?<! should \s I ) (?<! can \s I ) (?<! do \s I )
             (?: (?: 'd | 've | 'm | 's | \s {auxiliary} ){{0,4}}? \s (?: {_words("personal")} ) (?! \w )
                 [^.;:]{{0,80}} (?: \d [^.;\d]{{0,40}} )*
               | \s [^.;]{{1,180}} \s and \s (?: then \s )? (?: started | began ) \s (?: taking | using ) [^.;:]{{0,40}} ) \Z
            | (?-i: \b [A-Z][a-z]+ ) \s (?: himself | herself | personally ) \s (?: {_words("personal")} ) (?! \w ) [^.;:]{{0,60}}
            | \b (?: (?: tragic | extreme | one | a ) \s case \s (?: report | in \s which | where | of \s an? ) | of \s these \s cases
                | cases \s of \s [^.;]{{1,60}} \s (?: reported | attributed ) ) \b [^.;]{{0,180}}
            | \b \d{{1,3}} [ -] year [ -] old \s (?: \w+ \s )? (?: boy | girl | man | woman | male | female ) \b [^.;]{{0,180}} \Z"""
    )


def _advice() -> re.Pattern[str]:
    """Advice to take something: "you could easily add", "the best thing is to drink"."""
    able = "can | could | might | may | should | need | ought | want | will"
    return _grammar(
        rf"""\b (?: (?: you | we | one ) (?: 'd )? \s (?: {able} ) (?: \s [a-z]+ ){{0,3}}?
                  | should (?: \s [a-z]+ ){{0,2}}? | (?: is | be | try | need | needs | best | important | advised ) \s to
                ) \s (?: {_words("taken")} ) \b [^.;:]{{0,50}} \Z"""
    )


def _holding() -> re.Pattern[str]:
    """A verb of holding: "has about"."""
    return _grammar(
        rf"""\b (?: {_words("holding")} )
             (?: \s (?: (?! (?: been | to | taken | had | shown ) \b ) [a-z]+ | up \s to | as \s much \s as ) ){{0,2}}? \s? \Z"""
    )


# "infants needed at least", "the amount needed to reach that may be"
_REQUIRED = _grammar(
    r"""\b (?: necessary | needed | required ) \s (?: to | for | by ) \s [^.;:]{2,80}? \s (?: be | is | was ) \s
        (?: (?: about | around | at \s least | only | just | roughly | approximately ) \s ){0,2} \Z
      | \b (?: needs? | needed | requires? | required ) \b (?! \s (?: to | for | by ) \b )
        (?! [^.;,:]{0,20} \b (?: stud | trial | research ) ) [^.;,:]{0,30} \Z"""
)
# an authority's word for what one should take: "the recommended daily intake of"
_INTAKE = _grammar(
    r"""\b (?: RDAs? | RDI | DRI | daily \s values? | (?: recommended | reference | adequate ) \s
               (?: (?: daily | dietary | minimum | nutrient ) \s ){0,2} (?: intakes? | allowances? | amounts? | values? ) )
        (?: \s of | \s is | \s was | \s are | : | ,? \s which \s is )? \s (?: about \s | just \s | only \s )? \Z"""
)


@cache
def _verdict() -> re.Pattern[str]:
    """What is said of an amount after it: "a day are not recommended", "is enough"."""
    be = r"(?: is | are | (?: is | are | was | were ) \s considered | (?: may | can | could | would | should ) \s be | seems? | appears? )"
    return _grammar(
        rf"""(?: (?! \s - \s ) [^.;:|] ){{0,40}}? \s {be} \s (?: (?! not \b ) [a-z]+ \s ){{0,2}}?
             (?: (?P<forbidden> {_words("forbidden")} ) | (?P<safe> safe (?! \s and ) )
               | (?P<enough> {_words("sufficing")} ) ) (?! \w )"""
    )


@cache
def _harm() -> re.Pattern[str]:
    """The harm that is said to be done by an amount above a bound: "a day lowers copper levels"."""
    risk = r"(?: increas | rais ) \w+ \s [^.;,]{0,30} \b (?: risk | mortality | death s? )"
    return _grammar(rf"[^.;|]{{0,50}}? \s (?: {_words('harming')} | {risk} ) (?! \w )")
