"""What the clause around an amount says of it: who takes it, that it is advised, enough, too much, or held by a food."""

import re
from functools import cache

from nlp.facts.cues import starred
from nlp.facts.words import meanings


def _words(name: str) -> str:
    return starred(meanings(__package__, name))


def _grammar(source: str) -> re.Pattern[str]:
    return re.compile(source, re.VERBOSE | re.IGNORECASE)


ABOVE = _grammar(r"(?: more | greater | higher | larger ) \s than | over | above | beyond | in \s excess | exceed | >")
"""What makes an amount one that another goes beyond."""

OR_ABOVE = _grammar(r"[^.;,()]{0,40}? \s or \s (?: more | higher | greater | above ) \b")
"""The same after an amount: "6,000 mg a day or higher"."""

LABEL = _grammar(r"\A [^.:|]{2,60} (?: [:|] | \s - ) \s? (?: about | around | up \s to )? \s? \Z")
"""A line's label, all that stands before its amount: "Adults over 70: ", "Men | "."""


HOW_OFTEN = _grammar(r"\A [\W\d]* how \s (?: often | long ) \b")
"""A question about an amount that is given: "How often should I take 50,000 IU"."""

HARMLESS = _grammar(
    r"""[^.;]{0,40}? \s (?: do | does | did | would ) \s not \s (?: appear \s to \s | seem \s to \s )?
        (?: lead | cause | result | increase | raise | pose | produce | induce ) \b"""
)
"""What is said of an amount after it, so that no harm told there makes it a limit: "a day do not lead to"."""

QUESTION = _grammar(r"\? [\s*')]* \Z | \A [\W\d]* how \s (?: often | much | many | long ) \b")
"""A sentence that only asks."""


@cache
def eater() -> re.Pattern[str]:
    """One who has what he takes, and holds no dose, close before an amount: "women who had about"."""
    return _grammar(rf"\b (?: {_words('eater')} ) \b [^.;,]{{0,40}} \Z")


@cache
def opening() -> re.Pattern[str]:
    """The words that make advice of a clause that they open: "Take 2,000 IU", "In short, take 2,000 IU"."""
    return _grammar(rf"(?: \A [\W\d]* | [,:;] \s ) (?: {_words('opening')} ) \b (?! \s of \b | - )")


@cache
def person() -> re.Pattern[str]:
    """Someone who tells or is told of taking something, up to its amount: "I used to take", "a 30-year-old man who took"."""
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


REACHED = _grammar(
    r"""\b to \s (?: get | reach | obtain | match | equal ) \s [^.;?!]* , \s [^.;?!]*?
        (?: \b (?: you | we | one ) (?: 'd | \s (?: would | could ) )? \s (?: need | have ) \s to \s (?: eat | drink | consume | swallow )
          | \b it's \s | \b it \s (?: would \s )? takes? \b )"""
)
"""How much food would hold an amount: "to get 30 mg, you'd need to eat ten cups"."""

FATE = _grammar(
    r"""\b (?: when | if ) \s (?: we | you ) \s (?: [a-z]+ \s ){0,3}? (?: take | swallow | ingest | consume ) \b [^.;?!]* ,
        [^.;?!]* \b (?: absorb\w* | (?: our | your | the ) \s body | excret\w* )"""
)
"""What a body does with an amount: "when we swallow 30 mg, our body absorbs most of it"."""

KEPT_BELOW = _grammar(
    r"\b (?: limit\w* | restrict\w* | keep | stick | stay | cut \s (?: back | down ) ) \s (?: [\w-]+ \s ){0,5}? (?: to | at )? \s? \Z"
)
"""Advice to stay below a bound, up to it: "limit your sodium to", "should stick to"."""


@cache
def advice() -> re.Pattern[str]:
    """Advice to take something, up to its amount: "you could easily add", "the best thing is to drink"."""
    able = "can | could | might | may | should | need | ought | want | will"
    return _grammar(
        rf"""\b (?: (?: you | we | one ) (?: 'd )? \s (?: {able} ) (?: \s [a-z]+ ){{0,3}}?
                  | should (?: \s [a-z]+ ){{0,2}}? | (?: is | be | try | need | needs | best | important | advised ) \s to
                ) \s (?: {_words("taken")} ) \b [^.;:]{{0,50}} \Z"""
    )


ASKS_WHETHER = _grammar(r"\b (?: whether | aim(?: s | ed )? \s to | to \s (?: evaluate | determine | test | assess ) )")
"""A study's question, which settles nothing: "to evaluate if 200 IU is enough"."""

REQUIRED = _grammar(
    r"""\b (?: necessary | needed | required ) \s (?: to | for | by ) \s [^.;:]{2,80}? \s (?: be | is | was ) \s
        (?: (?: about | around | at \s least | only | just | roughly | approximately ) \s ){0,2} \Z
      | \b (?: needs? | needed | requires? | required ) \b (?! \s (?: to | for | by ) \b )
        (?! [^.;,:]{0,20} \b (?: stud | trial | research ) ) [^.;,:]{0,30} \Z"""
)
"""What is needed, up to its amount: "infants needed at least", "the amount needed to reach that may be"."""

INTAKE = _grammar(
    r"""\b (?: RDAs? | RDI | DRI | daily \s values? | (?: recommended | reference | adequate ) \s
               (?: (?: daily | dietary | minimum | nutrient ) \s ){0,2} (?: intakes? | allowances? | amounts? | values? ) )
        (?: \s of | \s is | \s was | \s are | : | ,? \s which \s is )? \s (?: about \s | just \s | only \s )? \Z"""
)
"""An authority's word for what one should take, up to its amount: "the recommended daily intake of"."""

UPPER = _grammar(
    r"""\b (?: upper \s (?: intake \s )? (?: levels? | limits? ) (?: \s intake )? | UL | NOAEL | LOAEL
               | maximum \s (?: intake | (?: safe | daily | tolerable ) \s (?: dose | intake | amount | level ) ) )
        (?: \s for \s [\w\s]{3,25}? )? (?: \s (?: of | is | was | at | set \s at ) | : )? \s (?: about \s )? \Z"""
)
"""An authority's word for what one should not exceed, up to its amount: "the upper level intake at"."""

NOT_TO_TAKE = _grammar(
    r"""\b (?: (?: should | must | ought | do ) (?: \s not | n't ) | never ) \s (?: to \s )?
        (?: take | use | consume | give | eat | drink ) \b (?: \s [\w-]+ ){0,4}? \s? \Z"""
)
"""Advice against an amount, up to it: "should not take"."""

SERVED = _grammar(
    r"""(?: \s of \s [\w -]{2,25}? )? \s in \s (?: an? | one | each | every | that | \d ) [\s-]? [\w -]{0,25}?
        \b (?: serving | cup | egg | glass | ounce | slice | capsule | pill | tablet | bottle | handful | teaspoon | tablespoon ) \b"""
)
"""What holds an amount, after it: "500 mcg of vitamin K2 in a three-ounce serving"."""

OF_INTAKE = _grammar(
    r"""\s (?: RDA | RDI | DRI | daily \s value | recommended ) \b
      | (?: \s of \s [\w-]+ (?: \s [\w-]+ )? )? \s (?: that \s )? the \s (?: [\w-]+ \s ){1,6}? (?: recommends? | advises? ) \b"""
)
"""The same after an amount: "the 1,000 mg RDA", "the 600 IU that the society recommends"."""

ASKED = _grammar(
    r"""\A \W* (?: (?: okay | ok | but | so | and | well | yes | no ) ,? \s ){0,2}
        (?: is | are | isn't | aren't | could | would | can | does | do | doesn't | don't ) \b [^.?]* \?"""
)
"""A question that wants yes or no: "Isn't 1,000 mg a lot?"."""

PILLS = _grammar(
    r"""[\s-] (?: (?: [a-z]+ \s )? or \s [\d,]+ \s? [a-z]+ [\s-] )?
        (?: capsules? | tablets? | caplets? | softgels? | pills? | gummies ) (?! \w )"""
)
"""What holds an amount, after it: "come in 500 mg or 650 mg tablets"."""


ABSTRACT = _grammar(
    r"""\A \W* (?: background | objectives? | aims? | designs? | methods? | (?: patients | materials ) \s and \s methods | interventions?
               | participants | results? | findings | conclusions? ) [\s*]* (?: : | (?-i: (?= [A-Z] ) ) )"""
)
"""A part of a study's abstract, by its name: "Conclusions: ..."."""

SOLD_WITH = _grammar(
    r"""\b (?: pills? | tablets? | capsules? | softgels? | gummies | multivitamins? | brands? | cereals? ) \b [^.;]{0,45}?
        \s with \s (?: only \s | just \s | about \s | up \s to \s )? \Z"""
)
"""A product with what it holds, up to its amount: "pills, even in most shops, with"."""


@cache
def verdict() -> re.Pattern[str]:
    """What is said of an amount after it: "a day are not recommended" (group `limit`), "is enough" (group `enough`)."""
    be = r"(?: is | are | (?: is | are | was | were ) \s considered | (?: may | can | could | would | should ) \s be | seems? | appears? )"
    return _grammar(
        rf"""(?: (?! \s - \s ) [^.;:|] ){{0,40}}? \s {be} \s (?: (?! not \b ) [a-z]+ \s ){{0,2}}?
             (?: (?P<limit> {_words("forbidden")} ) | (?P<safe> safe (?! \s and ) )
               | (?P<enough> {_words("sufficing")} ) ) (?! \w )"""
    )


@cache
def harm() -> re.Pattern[str]:
    """The harm that is said to be done by an amount above a bound: "a day lowers copper levels"."""
    risk = r"(?: increas | rais ) \w+ \s [^.;,]{0,30} \b (?: risk | mortality | death s? )"
    return _grammar(rf"[^.;|]{{0,50}}? \s (?: {_words('harming')} | {risk} ) (?! \w )")


@cache
def holding() -> re.Pattern[str]:
    """A verb of holding, up to the amount held: "has about"."""
    return _grammar(
        rf"""\b (?: {_words("holding")} )
             (?: \s (?: (?! (?: been | to | taken | had | shown ) \b ) [a-z]+ | up \s to | as \s much \s as ) ){{0,2}}? \s? \Z"""
    )


@cache
def holder() -> re.Pattern[str]:
    """What makes a measure of food one that holds something: "of peppermint leaves has as much"."""
    much = r"(?: as | about | around | only | just | nearly | almost | roughly | more | less | up \s to | over | half | plenty | no | \d )"
    return _grammar(rf"\s of \s [\w\s,-]{{2,45}}? \s (?: (?: {_words('holding')} ) \s (?= {much} ) | is \s about \s | counts (?! \w ) )")
