"""Quoted abstracts: all sentences tell of one study, but for the studies that the first lines look back on."""

import re

import re2

from nlp.facts.studies import details
from nlp.facts.studies.abstracts import Abstract
from nlp.facts.studies.designs import design_of, rank
from nlp.facts.studies.found import Found, take_in
from nlp.facts.studies.naming import names
from nlp.page import Page, Sentence

_OURS = re2.compile(
    r"(?i)\b(?:we\b|our\b|the present|the current|this (?:[\w-]+ ){0,3}(?:stud|trial|analysis|review|meta|research|cohort|investigat"
    r"|report))|\bstud(?:y|ied)\b|\btrials?\b|\bmeta-anal|\breview\b|randomi[sz]ed|\bcohort\b"
    r"|cross-sectional|\bmethods\b|(?:objectives?|aims?|purpose|design|results)[ *_]{0,3}:"
)
_EARLIER = re.compile(r"\b(?:past|previous|prior|earlier)\b", re.IGNORECASE)
_PREVIOUSLY = re.compile(r"\bwe (?:have )?(?:previously|recently) (?:reported|showed|shown|found|demonstrated|observed)\b", re.IGNORECASE)
_SMALL = 0.3  # share of words in small letters below which a line is one of names
_OTHERS = re.compile(r"\b(?:no|few|any|several|numerous|many|some|most)\s(?:[\w-]+\s){0,3}(?:stud(?:y|ies)|trials?)\b", re.IGNORECASE)
_ITS_OWN = re.compile(
    r"\b(?:(?:we|our(?! knowledge)|this|included|systematic|meta-analys[ei]s)\b"
    r"|(?:objectives?|aim|purpose|methods?|design|results?) ?:)",
    re.IGNORECASE,
)


def read_abstract(page: Page, s: Sentence, block: Abstract, found: list[tuple[int, int]], studies: list[Found]) -> None:
    """All sentences of a quoted abstract tell of one study, but for the studies that its first lines look back on."""
    study = next((f for f in reversed(studies) if f.block == block), None)
    if (found and s.kind != "heading") and (study is None or _looks_back(page, s, block) or _EARLIER.search(page.shadow, s.start, s.end)):
        before = [n for n in names(page, s, found) if n.is_generic and n.opens]
        if before and not _ITS_OWN.search(page.shadow, s.start, s.end):
            studies.extend(Found(n.start, n.end, s, n.design, True, s.position) for n in before)
            return
    if study is None and (earlier := _PREVIOUSLY.search(page.shadow, s.start, s.end)):
        studies.append(Found(earlier.start(), earlier.end(), s, "unspecified", False, s.position))
        return
    if study is None:
        told = design_of(page.shadow[s.start : s.end])
        if told == "unspecified" and (s.kind == "heading" or not _OURS.search(page.shadow[s.start : s.end])):
            return
        if s.position != block.first and _is_of_names(page.shadow[s.start : s.end]):
            return
        if _OTHERS.search(page.shadow, s.start, s.end) and not _ITS_OWN.search(page.shadow, s.start, s.end):
            return
        study = Found(
            s.start,
            s.end,
            s,
            "unspecified",
            False,
            s.position,
            year=block.year,
            journal=block.journal,
            doi=block.doi,
            pmid=block.pmid,
            block=block,
        )
        studies.append(study)
    told = design_of(page.shadow[s.start : s.end])
    if (
        _OURS.search(page.shadow[s.start : s.end])
        and rank(told) < rank(study.design)
        and not (study.sentence.kind == "heading" and study.sentence is not s)  # the title tells it best
        and not re.search(
            r"\b(?:previous|prior|future|other|further|need\w*|animal studies|epidemiological studies|several|many"
            r"|observational studies)\b",
            page.shadow[s.start : s.end],
            re.IGNORECASE,
        )
    ):
        study.design = told
    take_in(page, s, study, s.start, s.end)
    if study.design == "unspecified" and details.TREATED.search(page.shadow, s.start, s.end):
        study.design = "clinical_trial"
    study.last = s.position


def _is_of_names(words: str) -> bool:
    """Whether a line tells the authors: hardly a word in small letters."""
    return sum(word[0].islower() for word in words.split()) < _SMALL * len(words.split())


def _looks_back(page: Page, s: Sentence, block: Abstract) -> bool:
    """Whether a sentence stands before the abstract comes to its own study."""
    below_title = page.sentences[block.first].end
    return _ITS_OWN.search(page.shadow, below_title, s.start) is None
