"""Which study is meant: the one spoken of before, or another."""

import re

import re2

from nlp.facts.studies.designs import SYNTHESES, are_compatible
from nlp.facts.studies.found import Found
from nlp.facts.studies.naming import Named
from nlp.facts.words import COUNT, holds
from nlp.page import Page, Sentence
from nlp.quantity import to_float

_SCOPE = re2.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|researchers?|scientists|investigators|authors?|participants?|subjects|volunteers|team|they"
    r"|we|groups?|placebo|analysis|patients|those (?:who|given|taking|receiving)|the (?:women|men|children|babies|infants|mice"
    r"|rats))\b"
)
_ELSEWHERE = ("million", "According to the", "according to the", "in the U.S", "in the US", "in the United States")
_POOLING = re.compile(r"\banalys", re.IGNORECASE)
_NUMBERED = re.compile(rf"{COUNT}\s", re.IGNORECASE)
_CITED = re.compile(r"\[\s?\d{1,3}(?=[\s,\]–-])|(?<=[a-z])\.?\s\(\d{1,3}(?=[,)])|\bet al\b|(?<=[a-z]{3})[.,]\d{1,3}(?=\s[A-Z]|$)")
_OURS = re.compile(r"our\b|the (?:present|current)\b", re.IGNORECASE)
_NEW = re.compile(r"\b(?:new|recent|latest|current)\b", re.IGNORECASE)
_SEVERAL = 3  # studies of which an article that tells of them is no story of one
_ABOVE = 6  # sentences above an abstract's aim in which its study is named already
_TOP = 5  # position of the last sentence that may first name the study of a story
_LEAD = 3  # sentences within which "researchers found" and "a study" are of one study, though not a new one
FAR = 14  # sentences that a study stays spoken of without being named
_BELOW = 2  # sentences below a heading, or after a review was spoken of, that tell of the same
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = 12  # characters after a study's name in which its year stands
_MANY = 40  # people that hardly two studies of one article have in common
_POOLED = re.compile(
    r"\b(?:pooled|combined|pooling|analy[sz]ed|reviewed)\b|\bbased on (?:\w+ ){0,4}$|\banalysis of (?:the )?(?:results|data) from $",
    re.IGNORECASE,
)

_PLANNED = re.compile(  # "A larger trial of 60 people is being planned."
    r"\b(?:is|are|was|were)\s(?:now\s|already\s|being\s|also\s|currently\s)*(?:planned|planning|under\s?way|ongoing|recruiting)\b"
    r"|\bplans?\s(?:to|for|an?)\b|\bwill\s(?:soon\s)?(?:begin|start|enroll|recruit)\b",
    re.IGNORECASE,
)


def meant(page: Page, s: Sentence, named: Named, studies: list[Found]) -> Found | None:
    """The study that a noun phrase goes on with, if it opens none."""
    if named.title and (known := next((study for study in studies if study.title == named.title), None)):
        return known
    if own := _own_paper(page, named, studies):
        return own
    particular = [study for study in studies if not study.is_generic and s.position - study.last <= 60]
    if not particular:
        return None
    last = particular[-1]
    if named.is_aim:
        return last if s.position - last.last <= _ABOVE and last.sentence.kind != "list_item" else None
    if named.by_agent and named.opens and not named.is_other and particular[0].sentence.position <= _TOP and len(particular) < _SEVERAL:
        return last  # "Researchers gave ...", in a story of one study
    if named.opens and (_is_under_heading(s, named, last) or _is_of_aim(s, named, last)):
        return last
    if named.opens:
        if _are_some_of(page, s, named, last):
            return last
        return last if _are_pooled(page, s, named, last) or (len(particular) == 1 and _is_of_lead(page, s, named, last)) else None
    if named.is_generic:
        return last if last.design in SYNTHESES and s.position - last.last <= FAR else None  # "the trials used": those it reviewed
    if named.design in SYNTHESES:  # a review is one of the reviews, or what was last spoken of
        is_near = s.position - last.last <= _LEAD and not named.self_told
        particular = [study for study in particular if study.design in SYNTHESES or (study is last and is_near and not study.size)]
    elif named.title:  # "the Nurses' Health Study" may name the study of a story anew, but no other
        particular = [study for study in particular if (study.sentence.position <= _TOP or study.block) and study.design not in SYNTHESES]
        particular = [study for study in particular if not study.title or _is_part(study.title, named.title)]
    return next((study for study in reversed(particular) if are_compatible(named.design, study.design)), None)


def _is_part(title: str, other: str) -> bool:
    """Whether one proper name is the other in brief: "women's health study" of "the Iowa women's health study"."""
    return title in other or other in title


def is_restated(study: Found, earlier: Found) -> bool:
    """Whether a study is one told before: of as many people, or a review of as many studies."""
    if study.is_generic or earlier.is_generic or not are_compatible(study.design, earlier.design):
        return False
    if study.year and earlier.year and study.year != earlier.year:
        return False
    if study.size and earlier.size:
        return study.size.n == earlier.size.n >= _MANY
    return study.n_studies is not None and study.n_studies == earlier.n_studies


def _are_some_of(page: Page, s: Sentence, named: Named, last: Found) -> bool:
    """Whether many trials are those that the review just spoken of put together, or some: "five trials of zinc" of its thirteen."""
    if not named.is_generic or last.design not in SYNTHESES or s.position - last.last > _BELOW:
        return False
    if last.last == s.position and named.design in ("unspecified", "clinical_trial", "rct"):
        return not named.is_other  # "researchers found that in trials comparing doses ..."
    many = _NUMBERED.match(page.shadow, named.start, named.end)
    return many is not None and (to_float(many[0].strip()) or 0) <= (last.n_studies or 0)


def _own_paper(page: Page, named: Named, studies: list[Found]) -> Found | None:
    """The study whose abstract and text the page holds, where a phrase means it: "our study", "the present study"."""
    if named.is_generic or not _OURS.match(page.shadow, named.start, named.end):
        return None
    return next((study for study in studies if study.block and are_compatible(named.design, study.design)), None)


def are_put_together(page: Page, s: Sentence, named: Named) -> bool:
    """Whether a sentence tells of so many studies that someone pooled them: "researchers combined ten earlier studies"."""
    return (
        named.is_generic
        and _NUMBERED.match(page.shadow, named.start, named.end) is not None
        and _POOLED.search(page.shadow, s.start, named.start) is not None
    )


def _are_pooled(page: Page, s: Sentence, named: Named, last: Found) -> bool:
    """Whether "ten earlier studies" are those that the last study pooled: "an international analysis ...", "they combined ..."."""
    if are_put_together(page, s, named):
        return s.position - last.last <= FAR and last.design in ("unspecified", *SYNTHESES)
    if not named.is_generic or not _NUMBERED.match(page.shadow, named.start, named.end):
        return False
    return last.design in ("unspecified", "cohort") and _POOLING.search(page.shadow, last.start, last.end) is not None


def _is_of_lead(page: Page, s: Sentence, named: Named, last: Found) -> bool:
    """Whether a phrase names a story's study again: its headline and first lines do ("..., study finds", "a new analysis ...")."""
    return (
        not (named.by_agent or named.is_other or named.is_generic or last.is_own)
        and last.sentence.position <= 3
        and s.position <= 12
        and (
            not last.by_agent or s.position - last.sentence.position < _LEAD or _NEW.search(page.shadow, named.start, named.end) is not None
        )
        and s.kind not in ("list_item", "table_cell")
        and last.size is None
        and (last.design == "unspecified" or named.design in ("unspecified", last.design))
        and last.start != named.start
        and not _DATED.search(page.shadow, named.start, min(s.end, named.end + _DATE))
    )


def _is_under_heading(s: Sentence, named: Named, last: Found) -> bool:
    """Whether a phrase stands just below the heading that tells of its study: "Falls and aspirin – RCT 2022", "A 4-year trial ..."."""
    return (
        last.sentence.kind == "heading"
        and last.block is None
        and (s.kind == "body" or last.sentence.position == 0)
        and s.position - last.last <= _BELOW
        and not (named.is_generic or named.is_other)
        and are_compatible(named.design, last.design)
    )


def _is_of_aim(s: Sentence, named: Named, last: Found) -> bool:
    """Whether a phrase tells how the study was done whose aim came before: "The aim of this study was ... In a randomized trial"."""
    is_told_yet = last.size is not None or s.position - last.last > _LEAD
    return last.is_aim and not (is_told_yet or named.is_generic or named.is_other) and are_compatible(named.design, last.design)


def _same_source(page: Page, s: Sentence, study: Found) -> bool:
    """Whether a sentence cites nothing, or something that the study's own sentence cites too."""
    cited = set(_CITED.findall(page.text, s.start, s.end))
    return not cited or not cited.isdisjoint(_CITED.findall(page.text, study.sentence.start, study.sentence.end))


def goes_on(page: Page, s: Sentence, study: Found) -> bool:
    """Whether a sentence that names no study still speaks of the last one."""
    if study.is_generic or s.kind == "heading" or s.position - study.last > FAR:
        return False
    if study.sentence.kind == "list_item" and s.line != study.sentence.line:
        return False  # items of a list tell of a study each
    words = page.shadow[s.start : s.end]
    if holds(words, _ELSEWHERE) or _PLANNED.search(words) or not _same_source(page, s, study):
        return False
    return s.line == study.sentence.line or s.position - study.last <= 2 or _SCOPE.search(words) is not None
