"""What else a claim's sentence tells: who says it, of what sort it is, for whom, against what, and whether it is good."""

import re

import re2

from nlp import lexicon
from nlp.page import Page, Sentence
from nlp.schema import Attribution, ClaimDirection, ClaimType, Polarity

_STUDY = re2.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|meta-?analys[ei]s|(?:systematic\s|Cochrane\s)?reviews?|research(?:ers)?|RCTs?|cohort|participants|placebo|in\svitro|animal\smodels?"
    r"|investigators|experiments?|randomi[sz]ed|scientists|findings|evidence)\b|\bp\s?[<=]\s?0?\.\d|95\s?%\s?CI"
)  # fmt: skip
_AUTHORITY = re2.compile(
    r"\b(?:FDA|NIH|WHO|EFSA|USDA|CDC|NHS|World\sHealth\sOrganization|Institute\sof\sMedicine|National\s\w+|American\s(?:\w+\s){1,3}(?:Association|Society|Academy|College)"
    r"|Endocrine\sSociety|guidelines|(?:Food|Health)\s(?:and|Authority)|Academy\sof|Harvard|experts?|(?:Dr|Prof)\.|professor|Ph\.?D|M\.?D\.?|doctors\s(?:say|recommend))\b"
)  # fmt: skip
_ANECDOTE = re.compile(r"\b(?:I(?:'ve|'m|'d)?|my|me|myself)\b(?!\s?[.)])")
_COMPARATOR = re.compile(
    r"""\b(?:compared\s(?:with|to)|in\scomparison\s(?:with|to)|versus|vs\.?|relative\sto|than(?=\s(?:placebo|those|taking|either|people|women|men|children|controls?|the\s(?:\w+\s)?group)\b))\s
        (?P<comparator>[^,.;:()]{2,60}?)(?=\s(?:in|for|by|at|over|after|and|who|were|was|had|on|during)\b|[,.;:()]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
_DRUGS = re.compile(
    r"\b(?:warfarin|drugs?|medications?|chemotherapy|anticoagulants?|blood\sthinners?|antibiotics?|statins?|doxorubicin|substrate|cyp\w+|cytochrome|effectiveness)\b",
    re.I,
)
_UPTAKE = re.compile(r"\b(?:absor\w+|bioavailability|uptake|levels?|status|25-hydroxyvitamin d|retention|excretion)\b", re.I)


def attribution(page: Page, sentence: Sentence) -> Attribution:
    """Who says so, by the words of the sentence."""
    text = page.shadow[sentence.start : sentence.end]
    if sentence.kind == "reference" or _STUDY.search(text):
        return "study"
    if _AUTHORITY.search(text):
        return "authority"
    return "anecdote" if _ANECDOTE.search(text) else "author"


def claim_type(outcome_text: str, outcome_id: str | None, lack: bool, polarity: Polarity) -> ClaimType:
    """What sort of claim it is."""
    known = lexicon.outcomes().get(outcome_id or "")
    if lack:
        return "deficiency"
    if _DRUGS.search(outcome_text):
        return "interaction"
    if _UPTAKE.search(outcome_text):
        return "bioavailability"
    if known and (known.category == "adverse_effect" or polarity == "harm"):
        return "safety"
    if known is None or known.category == "process":
        return "mechanism"
    return "efficacy"


def polarity(direction: ClaimDirection, better_when: str | None) -> Polarity:
    """Whether the outcome goes the way that is good."""
    if direction not in ("increases", "decreases") or better_when not in ("higher", "lower"):
        return "neutral"
    return "benefit" if (direction == "increases") == (better_when == "higher") else "harm"


def population(page: Page, sentence: Sentence) -> str | None:
    """For whom, where the sentence names a group of people."""
    named = page.mentions_in(sentence.start, sentence.end, "POPULATION")
    return named[0].concept_id if named else None


def comparator(page: Page, sentence: Sentence, start: int) -> str | None:
    """Against what, in the article's words."""
    told = _COMPARATOR.search(page.shadow, start, sentence.end)
    return page.text[told.start("comparator") : told.end("comparator")].strip() if told else None
