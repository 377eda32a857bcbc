"""The review whose abstract the text is: it counts what it included ("we included 14 trials"), and what it pooled is itself."""

import re

from nlp.facts.studies.designs import SYNTHESES
from nlp.facts.studies.found import Found
from nlp.facts.studies.naming import Named
from nlp.facts.studies.which import FAR
from nlp.facts.words import COUNT, grammar, holds
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER, to_float

_INTERVAL = re.compile(r"\b95 ?% (?:CI\b|confidence interval)", re.IGNORECASE)
_ESTIMATES = 3  # pooled effects told with their interval that make a review of several trials a meta-analysis
_TRIALS = rf"(?!1 ){COUNT} (?:trials|studies|RCTs)"
_PEOPLE = r"(?:participants|women|infants|children|people|patients)"
# Only a meta-analysis has them.
_POOLED = re.compile(
    r"\bNNT\b|\bnumber needed to treat\b|\bparticipants in the (?:meta-)?analys|\bheterogeneity was\b|\bI ?[2\u00b2] ?=|\bI2\b"
    r"|\b(?:did|carried out|performed) (?:a )?meta-analys"
    rf"|\b{_TRIALS}[;,] (?:n ?= ?)?[\d, ]+ {_PEOPLE}|\b{_PEOPLE}[;,] {_TRIALS}\b",  # "(RR 0.9; 6 trials, 400 participants)"
    re.IGNORECASE,
)
_NOT_POOLED = re.compile(
    r"\b(?:unable|impossible|not possible|could not|did not|cannot) (?:to )?[^.;]{0,40}?(?:\bmeta-analys|\bpool)", re.IGNORECASE
)
_SINGLE = re.compile(r"\b(?:one|1) (?:[\w-]+ )?(?:study|trial|RCT)\b", re.IGNORECASE)  # whose estimates are no pooled ones
_COUNTED = ("tudies", "rials", "RCTs", "tudy", "rial", "ublications", "apers")
_INCLUDING = ("We ", "we ", "eview", "criteria", "were included", "were eligible")
_INCLUDED = grammar(
    rf"""\b (?: (?: we | this [ ] (?: \w+ [ ] ){{0,2}}? (?: review | update | overview | meta-analysis ) | the [ ] (?: \w+ [ ] )? review
        | review [ ] authors ) [ ] (?: (?: (?! \b(?:that|which)\b ) [^.;] ){{0,80}}? [ ] )?? (?: included | includes | identified | found
        | analy[sz]ed | evaluated | assessed | pooled ) [ ]
        (?: (?: a [ ] total [ ] of | only | data [ ] from ) [ ] )? (?P<n> {NUMBER} ) (?: [ ] (?! of\b | in\b | \d ) [\w()',-]+ ){{0,5}}?
        [ ] (?: studies | trials | RCTs | study | trial | publications | papers )
      | (?P<counted> {NUMBER} ) (?: [ ] (?! of\b | in\b | \d ) [\w()',-]+ ){{0,4}}? [ ] (?: studies | trials | RCTs | publications ) \b
        [^.;]{{0,140}}? [ ]
        (?: (?: fulfilled | met | satisfied | fulfilling | meeting ) [ ] [^.;]{{0,30}}? criteria | were [ ] (?: included | eligible )
          (?: [ ] in [ ] (?: this | the | our ) [ ] (?: systematic [ ] )? (?: review | meta-analysis ) )? ) ) \b"""
)
_IN_PASSING = re.compile(r"\([^()]*$|\bevidence (?:from|of) $", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:previous|decades|earlier|prior|past|cohort|observational|animal|unpublished)\b", re.IGNORECASE)


def own_review(page: Page, s: Sentence, studies: list[Found]) -> Found | None:
    """The review whose abstract the text is, where a sentence counts what it included: "we included 14 trials"."""
    words = page.shadow[s.start : s.end]
    if (
        s.kind == "heading"
        or not (holds(words, _COUNTED) and holds(words, _INCLUDING))
        or not (found := _INCLUDED.search(page.shadow, s.start, s.end))
    ):
        return None
    own = next((study for study in studies if study.is_own), None)
    if own:
        own.is_restated = s.position > own.sentence.position + 2
        return own
    last = next((study for study in reversed(studies) if not study.is_generic), None)
    if last is None or last.design not in SYNTHESES or s.position - last.last > FAR:
        last = Found(found.start(), found.end(), s, "systematic_review", False, s.position)
        studies.append(last)
    n = to_float(found["n"] or found["counted"])
    if last.design == "systematic_review" and n and n > 1 and _is_pooled(page.shadow, s.start):
        last.design = "meta_analysis"
    last.is_own, last.last, last.n_studies = True, s.position, last.n_studies or (int(n) if n else None)
    return last


def _is_pooled(text: str, start: int) -> bool:
    """Whether an abstract tells estimates over several trials: in so many words, or many intervals and hardly a single trial."""
    if _NOT_POOLED.search(text, start):
        return False
    estimates = len(_INTERVAL.findall(text, start))
    return _POOLED.search(text, start) is not None or (estimates >= max(_ESTIMATES, 2 * len(_SINGLE.findall(text, start))))


def is_of_review(page: Page, named: Named) -> bool:
    """Whether a noun phrase in a review's abstract means what it pooled, or the review itself."""
    words = page.shadow[named.start : named.end]
    if _OTHER.search(words):
        return False
    is_single = named.opens and named.is_one
    in_passing = _IN_PASSING.search(page.shadow, max(0, named.start - 40), named.start)
    return named.is_generic or named.design in SYNTHESES or not is_single or (in_passing is not None and not words.startswith("one "))
