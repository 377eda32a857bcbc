"""What an effect is compared with, in the article's words: the other arm, or the step of a dose response."""

import re

from nlp.facts.effects.estimates import Estimate
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER

_WORDS = r"(?: [^.;:()\[\]|] | \. (?= \d ) | [(\[] OH [)\]] ){2,110}?"
_VERB = r"""(?: had | has | have | was | were | is | are | did | saw | after | at (?! [ ] (?: or | least ) \b ) | there | we | they | should
    | would | will | may | might | can | could | show\w* | led | predicted | reduc(?: es? | ed ) | increase[sd]? | improve[sd]?
    | lower(?: s | ed ) | raise[sd]? | results? | resulted | using | adjust\w* | \w+ly [ ] \w+ed | in [ ] the [ ] study
    | followed [ ] by )"""
_STEP_VERB = _VERB.replace("increase[sd]?", "increase[sd]")  # "each 10 mg increase in zinc lowered ..."
_STOP = r"[ *]* (?: [,:;=|)\]] (?! \d ) | \. (?! \d ) | [(\[] (?! OH ) | [ ] - [ ] | $ )"
_WHO = r"""(?: those | people | women | men | patients | participants | the | placebo | controls? | children | adults | who | individuals
    | subjects )"""
_COMPARED = re.compile(
    rf"""\b(?: (?: as [ ] )? compared [ ] (?: with | to | against ) | in [ ] comparison [ ] (?: with | to ) | versus | vs\.?
      | relative [ ] to | as [ ] opposed [ ] to | rather [ ] than
      | than (?: [ ] (?: in | for | with | among ) )? (?= [ ] {_WHO} \b ) )
    [ ]+ (?! [ ] | [-+]? [\d.,/]+ (?! [\d.,]* [ -]? (?: IU | ng | m?c?g | nmol | years? | [a-z]+ [ ] (?: group | arm ) ) ))
    (?P<what> {_WORDS} ) (?= {_STOP} | [ ] {_VERB} [ ] | [ ] (?: and [ ] )? [\d.]+ [ ]? % | [ ] and [ ] [\d.]+ [ ]? \( )""",
    re.VERBOSE | re.IGNORECASE,
)
_THAN = re.compile(  # "three times more likely to fall than brewed tea drinkers", "twice as common as in Japan"
    rf"""[^.;:()\[\]|%]{{0,90}}? \b (?: than | as ) [ ] (?: (?: in | for | with | among | at | during | was | were | is | are | did
      | do ) [ ] )?
    (?! (?: if | when | it | its | usual | before | previous\w* | once | ever | a [ ] result | well | you | we | this | that [ ] (?! of )
      | compared | needed | twice | much | many | high | low | two | three ) \b | [-+]? \d )
    (?P<what> {_WORDS} ) (?= {_STOP} | [ ] {_VERB} [ ] | [ ] (?: and | but | if | when | resulting | in [ ] \w+ing ) [ ] | \*\*[ ] )""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"(?P<than>er|more|less|likely)$|\bas \w+$", re.IGNORECASE)
_STEP = re.compile(
    rf"""\b (?: (?: for [ ] )? (?: every | each | per ) [ ] (?: additional [ ] | extra [ ] )?
      (?! \d+ [ ] (?: patients | people | persons | women | men | participants ) | 1? 0,? 000? [ ] )
      (?= \d | (?: {NUMBER} | units? | grams? | milligrams? | ounces? | servings? | SD | standard [ ] deviation ) \b )
      | for [ ] (?= \d [^.;,]{{1,14}} [ ] (?: increase | decrease | increment | rise ) \b )
      | an? [ ] (?= \d [^.;,]{{1,25}} [ ] (?: increase | decrease | increment | rise | decline ) [ ] in [ ] [^.;,]{{3,60}}
        [ ] associated ) )
    (?P<what> {_WORDS} )
    (?= , | \. (?! \d ) | [;:)\]] | [(\[] (?! OH ) | [ ] - [ ] | [ ] (?: {_STEP_VERB} | the | their | and [ ] [\d.]+ ) [ ] | $ )""",
    re.VERBOSE | re.IGNORECASE,
)
# Where a phrase may not end: what it names stands beyond what was read.
_CUT_OFF = re.compile(
    r"\b(?:those|who|whose|with|of|than|in|the|an?|and|or|to|from|by|for|on|among|when it|predicted"
    r"|consum(?:ed|ing)|receiving|taking|below|above|25)\s*$|^levels$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d[\d.]*\s?[\w/%]{0,8}[\s,]*$")  # right before "versus": two numbers that are compared, not two arms
_BREAK = re.compile(r"\.\s+(?=[A-Z*#(\[])|;\s")  # another sentence, not told apart
_BRACKET = re.compile(r"[()\[\]]")
_NEAR = 100  # characters before a break within which a bracket opens that holds it


def comparator(page: Page, s: Sentence, e: Estimate) -> tuple[int, int] | None:
    """What the estimate is compared with, as a span: told after it, else before it; or the step of a dose response."""
    start, end = _clause(page, s, e.at)
    told = _COMPARATIVE.search(page.shadow, e.start, e.end)
    than = _THAN.match(page.shadow, e.end, end) if told else None
    before = list(_COMPARED.finditer(page.shadow, start, e.start))
    steps = sorted(_STEP.finditer(page.shadow, start, end), key=lambda m: (m.start() < e.start, abs(m.start() - e.start)))
    arms = (_COMPARED.search(page.shadow, e.end, end), *before[-1:])
    for found in (than, *(a for a in arms if a and not _is_of_numbers(page, e, a)), *steps[:1]):
        if found and not _CUT_OFF.search(found["what"]):
            low, high = found.span("what")
            return low, low + len(page.shadow[low:high].rstrip(" *"))
    return None


def _is_of_numbers(page: Page, e: Estimate, found: re.Match[str]) -> bool:
    """Whether two other numbers are compared: "(32 ng/mL vs 22 ng/mL in the placebo arm)"."""
    are_numbers = found["what"][0].isdigit() and not e.start <= found.start() <= e.end + 1
    return are_numbers and bool(_NUMBERS.search(page.shadow, max(0, found.start() - 20), found.start()))


def _clause(page: Page, s: Sentence, at: int) -> tuple[int, int]:
    """The part of a sentence around a place that no full stop or semicolon ends, but for those in brackets."""
    breaks = [
        m.end()
        for m in _BREAK.finditer(page.shadow, s.start, s.end)
        if not _is_in_brackets(page.shadow[max(s.start, m.start() - _NEAR) : m.start()])
    ]
    return max((b for b in breaks if b <= at), default=s.start), min((b for b in breaks if b > at), default=s.end)


def _is_in_brackets(before: str) -> bool:
    depth = 0
    for sign in _BRACKET.findall(before):
        depth = depth + 1 if sign in "([" else max(0, depth - 1)
    return depth > 0
