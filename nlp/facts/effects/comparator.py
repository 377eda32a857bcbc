"""What an effect is compared with, in the article's words: the other arm, or the step of a dose response."""

import re

from nlp.facts.effects.estimates import Estimate
from nlp.page import Page, Sentence

_WORDS = r"(?: [^.;:()\[\]|] | \. (?= \d ) | [(\[] OH [)\]] ){2,110}?"
_VERB = r"""(?: had | has | have | was | were | is | are | did | saw | after | at | there | we | should | would | will | may | might | can
    | could | show\w* | led | predicted | reduc(?: es? | ed ) | increase[sd]? | improve[sd]? | lowers? | lowered | raise[sd]?
    | results? | resulted | \w+ly [ ] \w+ed | in [ ] the [ ] study | followed [ ] by )"""
_STEP_VERB = _VERB.replace("increase[sd]?", "increase[sd]")  # "each 10 mg increase in zinc lowered ..."
_COMPARED = re.compile(
    rf"""\b(?: (?: as [ ] )? compared [ ] (?: with | to | against ) | in [ ] comparison [ ] (?: with | to ) | versus | vs\.?
      | relative [ ] to | as [ ] opposed [ ] to | rather [ ] than
        | than (?: [ ] (?: in | for | with | among ) )? (?= [ ] (?: those | people | women | men | patients | participants | the
          | placebo | control | children | adults | who ) ) )
    [ ] (?! [-+]? [\d.,/]+ (?! [\d.,]* [ -]? (?: IU | ng | m?c?g | nmol | years? | [a-z]+ [ ] (?: group | arm ) ) ))
    (?P<what> {_WORDS} )
    (?= [ ]? (?: , (?! \d ) | \. (?! \d ) | [;:=|)\]] | [(\[] (?! OH ) | [ ] - [ ] | $ ) | [ ] {_VERB} [ ] | [ ] [\d.]+ [ ]? % )""",
    re.VERBOSE | re.IGNORECASE,
)
_STEP = re.compile(
    rf"""\b (?: for [ ] )? (?: every | each | per ) [ ] (?: additional [ ] | extra [ ] )? (?! \d+ [ ] (?: patients | people | persons
    | women | men | participants ) ) (?P<what> \d {_WORDS} )
    (?= , | \. (?! \d ) | [;:)\]] | [(\[] (?! OH ) | [ ] - [ ] | [ ] (?: {_STEP_VERB} | the | their ) [ ] | $ )""",
    re.VERBOSE | re.IGNORECASE,
)
# Where a phrase may not end: what it names stands beyond what was read.
_CUT_OFF = re.compile(
    r"\b(?:those|who|whose|with|of|than|in|the|an?|and|or|to|from|by|for|on|among|when it|predicted"
    r"|consum(?:ed|ing)|receiving|taking|below|above)\s*$",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\.\s+(?=[A-Z*#(\[])|;\s(?![^()\[\]]*[)\]])")  # another sentence, not told apart


def comparator(page: Page, s: Sentence, e: Estimate) -> tuple[int, int] | None:
    """What the estimate is compared with, as a span: told after it, else before it; or the step of a dose response."""
    breaks = [m.end() for m in _BREAK.finditer(page.shadow, s.start, s.end)]
    start = max((at for at in breaks if at <= e.at), default=s.start)
    end = min((at for at in breaks if at > e.at), default=s.end)
    before = list(_COMPARED.finditer(page.shadow, start, e.start))
    for found in (_COMPARED.search(page.shadow, e.end, end), *before[-1:], _STEP.search(page.shadow, start, end)):
        if found and not _CUT_OFF.search(found["what"]):
            return found.span("what")
    return None
