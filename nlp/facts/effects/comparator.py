"""What an effect is compared with, in the article's words: the other arm, or the step of a dose response."""

import re
from dataclasses import dataclass

from nlp.facts.effects.context import lead_of
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.labels import RATIOS
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER

_WORDS = r"(?: [^.;:()\[\]|] | (?<= \d ) \. (?= \d ) | [(\[] OH [)\]] ){2,110}?"
_VERB = r"""(?: had | has | have | was | were | is | are | did | saw | after | at (?! [ ] (?: or | least ) \b ) | there | we | they | should
    | would | will | may | might | can | could | show\w* | led | predicted | reduc(?: es? | ed ) | increase[sd]? | improve[sd]?
    | lower(?: s | ed ) | raise[sd]? | results? | resulted | using | adjust\w* | \w+ly [ ] \w+ed | in [ ] the [ ] study
    | followed [ ] by )"""
_STEP_VERB = _VERB.replace("increase[sd]?", "increase[sd]")  # "each 10 mg increase in zinc lowered ..."
_CLAUSE_END = (
    rf"[ ] (?<! [ ]who[ ] ) (?<! [ ]that[ ] ) (?<! [ ]which[ ] ) (?<! n't[ ] ) (?<! [ ]not[ ] ) {_VERB} [ ]"  # "men who were ill had"
)
_STOP = r"[ *]* (?: [,:;=|)\]] (?! \d ) | \. (?! \d ) | (?<! \d ) \. | [(\[] (?! OH ) | [ ] - [ ] | $ )"
_WHO = r"""(?: those | people | women | men | patients | participants | the | placebo | controls? | children | adults | who | individuals
    | subjects )"""
_COMPARED = re.compile(
    rf"""\b(?: (?: as [ ] )? compared [ ] (?: with | to | against ) | in [ ] comparison [ ] (?: with | to ) | versus | vs\.?
      | relative [ ] to | as [ ] opposed [ ] to | rather [ ] than
      | than (?: [ ] (?: in | for | with | among ) )? (?= [ ] {_WHO} \b ) )
    [ ]+ (?! [ ] | [-+]? [\d.,/]+ (?! [\d.,]* [ -]? (?: IU | ng | m?c?g | nmol | years? | [a-z]+ [ ] (?: group | arm ) ) ))
    (?P<what> {_WORDS} ) (?= {_STOP} | {_CLAUSE_END} | [ ] (?: and [ ] )? [\d.]+ [ ]? % | [ ] and [ ] [\d.]+ [ ]? \( )""",
    re.VERBOSE | re.IGNORECASE,
)
_THAN = re.compile(  # "three times more likely to fall than brewed tea drinkers", "twice as common as in Japan"
    rf"""[^.;:()\[\]|%]{{0,90}}? \b (?: than | as ) [ ] (?: (?: in | for | with | among | at | during | was | were | is | are | did
      | do ) [ ] )?
    (?! (?: if | when | it | its | usual | before | previous\w* | once | ever | a [ ] result | well | you | we | this | that [ ]
      (?! of | associated )
      | compared | needed | twice | much | many | high | low | two | three ) \b | [-+]? \d )
    (?P<what> {_WORDS} ) (?= {_STOP} | {_CLAUSE_END} | [ ] (?: and | but | if | when | resulting | in [ ] \w+ing
      | to [ ] (?: have | develop | get | be | become | die | suffer | report ) ) [ ] | \*\*[ ] )""",
    re.VERBOSE | re.IGNORECASE,
)
_GREATER = re.compile(  # "better disease control than prednisone alone (RR 1.8)", which may stand before or after an estimate
    rf"""\b(?: better | worse | greater | higher | lower | shorter | longer | faster | larger | smaller | more | less | fewer ) \b
    (?: [^.;:()\[\]|,] | \. (?= \d ) ){{1,60}}? [ ] than [ ] [ *]* (?: (?: in | for | with | among | did | was | were ) [ ] )?
    (?! (?: if | when | it | its | usual | before | previous\w* | expected | half | that [ ] (?! of ) ) \b | [-+<>]? \d )
    (?P<what> {_WORDS} ) (?= {_STOP} | [ ] (?: in [ ] (?: people | patients ) | {_VERB} ) [ ] )""",
    re.VERBOSE | re.IGNORECASE,
)
_THAT_OF = re.compile(  # "half that of the control group"
    rf"""(?: \S+ [ ] ){{1,2}} (?: that | those ) [ ] (?: of | in | among | for ) [ ] (?P<what> {_WORDS} ) (?= {_STOP} | {_CLAUSE_END} )""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPARATIVE = re.compile(r"(?P<than>er|more|less|likely)$|\bas \w+$", re.IGNORECASE)
_STEP = re.compile(
    rf"""\b (?: (?: for [ ] )? (?<! out [ ] of [ ] )
      (?= (?: every | each | per (?! [ ] 10{{0,2}} ,? 000 \b ) ) [ ] (?: additional [ ] | extra [ ] )?
        (?! [\d,]+ [ ] (?: patients | people | persons | women | men | participants )
          | {NUMBER} (?: [ ] to [ ] \w+ )? [ ] (?: minutes | hours | days | weeks | months | years ) \b )
        (?: \d | (?: {NUMBER} | units? | grams? | milligrams? | ounces? | servings? | SD | standard [ ] deviation ) \b ) )
      | for [ ] (?= \d [^.;,]{{1,14}} [ ] (?: increase | decrease | increment | rise ) \b )
      | an? [ ] (?= \d [^.;,]{{1,25}} [ ] (?: increase | decrease | increment | rise | decline ) [ ] in [ ] [^.;,]{{3,60}}
        [ ] (?: is [ ] | was [ ] | were [ ] )? (?: \w+ly [ ] )? (?: associated | linked | related ) ) )
    (?P<what> (?: (?: every | each | per ) [ ] )? {_WORDS} )
    (?= , | \. (?! \d ) | (?<! \d ) \. | [;:)\]] | [(\[] (?! OH ) | [ ] - [ ]
      | [ ] (?: {_STEP_VERB} | the | their | and [ ] [\d.]+ ) [ ] | $ )""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACEBO = re.compile(
    r"\b(?:compared (?:with|to)|comparison (?:with|to)|versus|vs\.?|or|with|than|against)\s(?:an?\s)?"
    r"(?P<what>placebo(?: or no (?:treatment|intervention))?|no (?:treatment|intervention|supplementation)(?: or placebo)?)\b",
    re.IGNORECASE,
)
_OTHER_ARM = re.compile(
    r"\b(?:compared (?:with|to)|versus|than|in comparison (?:with|to))\s(?!(?:an?\s)?(?:placebo|no\s))[a-z]", re.IGNORECASE
)
_OBSERVED = re.compile(r"\b(?:cohorts?|case[ -]control|observational|cross-sectional|prospective (?:stud|diabet))", re.IGNORECASE)
_ABSTRACT = 1500  # characters before an effect within which the placebo of its trial is told
_INCREMENT = re.compile(
    r"\b(?:(?<=\ba )|(?<=\ban )|(?=(?:each|every)\s))"
    r"(?P<what>(?:(?:each|every)\s)?(?:increment|increase|decrease|rise)\s(?:of|in)\s[^,;:]{3,60}?)\s(?:was|were|is)\b",
    re.IGNORECASE,
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


@dataclass(frozen=True, slots=True)
class Comparator:
    """The words [start, end) that an effect is compared with: another arm, or a step, which is more of what is taken."""

    start: int
    end: int
    is_step: bool = False


def comparator(page: Page, s: Sentence, e: Estimate) -> Comparator | None:
    """What the estimate is compared with: told after it, else before it; or the step of a dose response."""
    start, end = _clause(page, s, e.at)
    told = _COMPARATIVE.search(page.shadow, e.start, e.end)
    than = _THAN.match(page.shadow, e.end, end) if told else _THAT_OF.match(page.shadow, e.at, end)
    before = list(_COMPARED.finditer(page.shadow, start, e.start))
    increment = _INCREMENT.search(page.shadow, start, e.start)
    steps = sorted(_STEP.finditer(page.shadow, start, end), key=lambda m: (m.start() < e.start, abs(m.start() - e.start)))
    arms = (_COMPARED.search(page.shadow, e.end, end), *before[-1:])
    if e.measure in RATIOS and not any(arms):
        arms = next(_GREATER.finditer(page.shadow, start, e.start), None), None
    for found in (than, *(a for a in arms if a and not _is_of_numbers(page, e, a)), *steps[:1], increment):
        if found and not _CUT_OFF.search(found["what"]):
            return _comparator_of(found)
    return _of_list(page, s) or _of_trial(page, s, e)


def _comparator_of(found: re.Match[str]) -> Comparator:
    start = found.start("what")
    return Comparator(start, start + len(found["what"].rstrip(" *")), is_step=found.re in (_STEP, _INCREMENT))


def _of_list(page: Page, s: Sentence) -> Comparator | None:
    """What each item of a list is compared with, which the words that lead it in tell: "an increment of 25 nmol/L was associated with"."""
    lead = lead_of(page, s) if s.kind == "list_item" else None
    told = [m for cue in (_COMPARED, _STEP, _INCREMENT) for m in cue.finditer(page.shadow, lead.start, lead.end)] if lead else []
    return _comparator_of(told[-1]) if told and not _CUT_OFF.search(told[-1]["what"]) else None


def _of_trial(page: Page, s: Sentence, e: Estimate) -> Comparator | None:
    """The placebo of a trial, where its abstract tells a ratio or a difference with an interval and no other arm."""
    if e.measure not in RATIOS and not (e.measure == "mean_difference" and e.interval):
        return None
    told = list(_PLACEBO.finditer(page.shadow, max(0, s.start - _ABSTRACT), s.start))
    if not told or any(other.search(page.shadow, told[-1].end(), s.end) for other in (_OTHER_ARM, _OBSERVED)):
        return None
    return _comparator_of(told[-1])


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
