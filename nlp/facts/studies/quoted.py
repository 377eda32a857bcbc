"""Quoted abstracts: all sentences tell of one study, but for the studies that the first lines look back on."""

import re

import re2

from nlp.facts.studies import details
from nlp.facts.studies.abstracts import Abstract
from nlp.facts.studies.designs import are_compatible, design_of, rank
from nlp.facts.studies.found import Found, take_in
from nlp.facts.studies.naming import names
from nlp.facts.words import COUNT, MONTH
from nlp.page import Page, Sentence
from nlp.schema import Design

_OURS = re2.compile(
    r"(?i)\b(?:we\b|our\b|the present|the current|this (?:[\w-]+ ){0,3}(?:stud|trial|analysis|review|meta|research|cohort|investigat"
    r"|report))|\bstud(?:y|ied)\b|\btrials?\b|\bmeta-anal|\breview\b|randomi[sz]ed|\bcohort\b"
    r"|cross-sectional|\bmethods\b|(?:objectives?|aims?|purpose|design|results)[ *_]{0,3}:"
)
_EARLIER = re.compile(r"\b(?:past|previous|prior|earlier)\b", re.IGNORECASE)
_PREVIOUSLY = re.compile(
    r"\bwe (?:have )?(?:previously|recently) (?:reported|showed|shown|found|demonstrated|observed)\b"
    r"|\b(?:an?|our|one) (?:previous|prior|earlier) (?:[\w-]+ )?(?:study|trial|report)"
    r" (?:[\w-]+ ){0,4}?(?:show|found|suggest|demonstrat|report)",
    re.IGNORECASE,
)
_TOP = 8  # position of the last sentence in which the abstract begins that a page's title tells of
_SMALL = 0.3  # share of words in small letters below which a line is one of names
_OTHERS = re.compile(r"\b(?:no|few|any|several|numerous|many|some|most)\s(?:[\w-]+\s){0,3}(?:stud(?:y|ies)|trials?)\b", re.IGNORECASE)
_KNOWN = re.compile(  # before the study
    r"\b(?:has|have) (?:\w+ly |also )?(?:been )?(?:\w+ly )?"
    r"(?:shown|associated|linked|suggested|reported|implicated|demonstrated|found|indicated)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"\b(?:we|our(?! knowledge)|this|included|systematic|meta-analys[ei]s)\b", re.IGNORECASE)
_NOT_ITS_OWN = re.compile(r"\b(?:previous|prior|future|other|further|upcoming|need\w*|several|many)\b", re.IGNORECASE)
_DATED = re.compile(rf"\b{MONTH} (?:19|20)\d\d\b")
_CULTURED = re.compile(r"\bcells?\b[^.;]{0,60}\b(?:were|was) (?:\w+ly )?(?:cultured|treated|incubated|exposed|stimulated)\b", re.IGNORECASE)
_CONCLUDES = re.compile(r"[\W_]*(?:conclusions?|discussion|interpretation)\b", re.IGNORECASE)
# Studies that an abstract speaks of in general: "cross-sectional studies cannot tell"; but "data of three randomized trials" are its own.
_AT_LARGE = re.compile(
    rf"\b(?P<counted>{COUNT} )?(?:(?!(?:of|from|in|by|with|and|{COUNT})\b)[\w-]+ ){{0,3}}"
    r"(?:studies|trials|RCTs|meta-analyses|guidelines)\b(?! (?:was|were) (?:conducted|performed|carried|done)\b)",
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
    told = _design_told(page, s)
    if study is None:
        if not _is_opened(page, s, block, told):
            return
        study = _titled(studies, block, told)
        if study is None:
            study = Found(s.start, s.end, s, "unspecified", False, s.position)
            studies.append(study)
        study.block, study.year, study.journal = block, block.year or study.year, block.journal or study.journal
        study.doi, study.pmid = block.doi or study.doi, block.pmid or study.pmid
    elif s.kind == "list_item" and _DATED.search(page.shadow, s.start, s.end):
        return  # a link to another
    if rank(told) < rank(study.design) and _is_settled(page, s, study):
        study.design = told
    take_in(page, s, study, s.start, s.end)
    is_treated = details.TREATED.search(page.shadow, s.start, s.end) and not _NOT_ITS_OWN.search(page.shadow, s.start, s.end)
    if study.design == "unspecified" and is_treated:
        study.design = "clinical_trial"
    if study.design == "unspecified" and _CULTURED.search(page.shadow, s.start, s.end):
        study.design = "in_vitro"
    study.last = s.position


def _titled(studies: list[Found], block: Abstract, told: Design) -> Found | None:
    """The study that the page's title tells, where the abstract below it may be of that: "Falls halved by kelp - RCT"."""
    title = studies[0] if len(studies) == 1 else None
    if title is None or title.sentence.position > 0 or title.is_generic or title.block or block.first > _TOP:
        return None
    is_same = title.year in (None, block.year) or block.year is None
    return title if is_same and are_compatible(title.design, told) else None


def _is_opened(page: Page, s: Sentence, block: Abstract, told: Design) -> bool:
    """Whether a sentence is the first that tells of the abstract's own study: no line of names, nothing that was known before."""
    words = page.shadow[s.start : s.end]
    if told == "unspecified" and (s.kind == "heading" or not _OURS.search(words)):
        return False
    if s.position != block.first and _is_of_names(words):
        return False
    return _ITS_OWN.search(words) is not None or not (_OTHERS.search(words) or _KNOWN.search(words))


def _is_settled(page: Page, s: Sentence, study: Found) -> bool:
    """Whether a sentence may settle the design: the title tells it best, the conclusions only what was not told."""
    if study.sentence.kind == "heading":
        return study.sentence is s or (study.block is not None and s.position == study.block.first)
    if study.design != "unspecified" and _CONCLUDES.match(page.shadow, s.start, s.end):
        return False
    return _OURS.search(page.shadow[s.start : s.end]) is not None and not _NOT_ITS_OWN.search(page.shadow, s.start, s.end)


def _design_told(page: Page, s: Sentence) -> Design:
    """The design that a sentence of an abstract may tell of its own study: studies at large tell none, but in a title."""
    words = page.shadow[s.start : s.end]
    return design_of(words if s.kind == "heading" else _AT_LARGE.sub(lambda m: m[0] if m["counted"] else "", words))


def _is_of_names(words: str) -> bool:
    """Whether a line tells the authors: hardly a word in small letters."""
    return sum(word[0].islower() for word in words.split()) < _SMALL * len(words.split())


def _looks_back(page: Page, s: Sentence, block: Abstract) -> bool:
    """Whether a sentence stands before the abstract comes to its own study."""
    below_title = page.sentences[block.first].end
    return _ITS_OWN.search(page.shadow, below_title, s.start) is None
