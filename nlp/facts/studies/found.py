"""A study on the way to its row, and what the sentences that speak of it add: design, size, year, duration, identifiers."""

import re
from dataclasses import dataclass

import re2

from nlp.facts import identifiers
from nlp.facts.studies import details
from nlp.facts.studies.abstracts import Abstract
from nlp.facts.studies.designs import SYNTHESES, design_of
from nlp.facts.studies.sizes import Size, sizes
from nlp.facts.words import alternatives, grammar, holds, meanings
from nlp.page import Page, Sentence
from nlp.quantity import Duration
from nlp.schema import Design

_LEAD = 5  # position of the last sentence that may name the study of a story
_REACH = 8  # sentences below its name in which numbers may still be a study's
_SETTLED = 3  # sentences below its name in which words may still tell its design
_DATED = 300  # characters after its name in which any year told may be a study's
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PAPERS = 500  # studies that hardly a review has put together
_NEAR = 70  # characters after many studies' name that still tell of them

_COMMA = re.compile(r",(?!\d)")
_OVERALL = re.compile(r"\b(?:duration|followed|follow-up)\b", re.IGNORECASE)  # what a review tells of the trials' length
_IDENTIFIED = ("10.", "PM", "ubMed", "ubmed", "NCT", "ISRCTN", "ACTRN", "udraCT", "EUCTR", "UMIN", "hiCTR", "CTRI", "IRCT")

_NUMERIC = re2.compile(
    r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand"
    r"|million|year|month|week|half|dozen)s?\b"
)

_RANDOMIZED = re.compile(
    r"(?<!non-)\brandomi[sz]ed\b|\brandomly (?:assigned|allocated|divided|(?:selected|chosen|picked) to|gave|given|received)"
    r"|\brandomi[sz]ation to\b"
    r"|\b(?:assigned|allocated|divided|split|put (?:them|people)) (?:at random|randomly)\b",
    re.IGNORECASE,
)

_PLACEBO = re.compile(
    r"\b(?:placebos?|phase (?:[1-4]|I{1,3})"
    r"|(?:either received|received either)|assigned to (?:take|receive|eat|drink|either|one of)"
    r"|(?:intervention|treatment|supplement(?:ed|ation)?|experimental) (?:group|arm)|(?:sugar|dummy|inactive) pills?)\b",
    re.IGNORECASE,
)

_TOOK_PART = re.compile(r"\b(?:went through|took part in|participated in|enrolled in) an? (?:[\w-]+ ){0,4}trial\b", re.IGNORECASE)
_ANIMALS = grammar(rf"\b (?: {alternatives(meanings(__package__, 'animals'))} ) \b")
_HUMANS = re.compile(r"\b(?:humans?|people|patients?|women|men|adults|children|participants|volunteers|clinical|persons?)\b", re.IGNORECASE)

_MISSING = re.compile(r"\b(?:need|needed|future|should|required|until|not an?|only way|ideally)\b", re.IGNORECASE)

_CELLS = re.compile(r"\b(?:cell lines?|cell cultures?|cultured cells|in vitro|petri dish(?:es)?|test tubes?)\b", re.IGNORECASE)
_CASES_AND_CONTROLS = re.compile(r"\bcases\b[^.;]{0,80}\bcontrols\b|\bmatched (?:healthy )?control(?:s|\ssubjects)\b", re.IGNORECASE)

_FOLLOWED = re.compile(
    r"\b(?:correlated|associated|linked|predicted)\b[^.;]{0,80} years later\b"
    r"|\b(?:were followed|followed prospectively"
    r"|followed (?:[\w,'-]+ ){1,12}?(?:for|over) (?:[\w,-]+ ){1,3}(?:years|months|decades)"
    r"|followed for|followed up|followed (?:just |nearly |about |almost |around |roughly |some |over |more than )*\d+"
    r"|of those followed|tracked|(?:disease|dementia|cancer|diabetes)-free at (?:the )?(?:start|beginning|baseline|outset)"
    r"|[Oo]ver (?:the (?:next|following|course of) )?(?:about |nearly |an average of |more than )?(?:[\w.-]+ (?:years|decades)|decade),?"
    r" (?:about )?[\d,]+ (?:[\w-]+ ){1,4}(?:developed|got|died|suffered|had|were diagnosed)"
    r"|for an average of [\d.]+ years|average follow-up|[\w.]+[- ](?:years?|yrs?)[- ]follow-?up"
    r"|(?:monitored|tracked)\b[^.;]{0,60}? over an? [\w.]+-year period)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Found:
    """A study on the way to its row."""

    start: int
    end: int
    sentence: Sentence
    design: Design
    is_generic: bool
    last: int  # position of the sentence that last spoke of it
    size: Size | None = None
    n_studies: int | None = None
    year: int | None = None
    duration: Duration | None = None
    journal: tuple[int, int] | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registry_id: str | None = None
    block: Abstract | None = None
    title: str | None = None  # proper name, in small letters
    by_agent: bool = False  # named by who did it
    was_followed: bool = False  # a cohort only because people were followed: a trial may do so too
    is_aim: bool = False  # named by what it is to find out, as abstracts begin
    is_own: bool = False  # the review whose abstract the text is
    is_restated: bool = False  # in plain language, after the abstract


def take_in(page: Page, s: Sentence, study: Found, start: int, end: int) -> None:
    """Adds what [start, end) of a sentence tells to a study that it speaks of."""
    text = page.shadow
    if study.is_generic:
        if study.design == "unspecified" and is_of_animals(text, max(start, study.end), end):
            study.design = "animal"
        elif study.design == "unspecified" and _is_of_cells(text, max(start, study.end), end):
            study.design = "in_vitro"
        comma = _COMMA.search(text, max(start, study.end), end)
        end = min(end, max(start, study.end) + _NEAR, comma.start() if comma else end)
    if not _is_near(s, study) or not _NUMERIC.search(text[start:end]):
        return settle(page, s, study, start, end)
    _take_size(text, s, study, start, end)
    if not (study.is_own and study.design in SYNTHESES) or _OVERALL.search(text, start, end):
        study.duration = study.duration or details.duration(text, start, end)
    settle(page, s, study, start, end)
    _take_n_studies(text, s, study, start, end)
    if not (study.is_own and study.design in SYNTHESES):  # its years are those that it searched
        since = max(start, study.start - _NEAR) if study.is_generic else start
        is_of_one = not study.is_generic or len(set(_YEAR.findall(text, since, s.end))) < 2  # "several studies (Roe 2009, Moe 2010)"
        study.year = study.year or (details.year(text, since, end, is_far=start - study.start > _DATED) if is_of_one else None)
    raw = page.text[start:end]
    if not holds(raw, _IDENTIFIED):
        return
    study.doi = study.doi or identifiers.doi(raw)
    study.pmid = study.pmid or identifiers.pmid(raw)
    study.pmcid = study.pmcid or identifiers.pmcid(raw)
    study.registry_id = study.registry_id or identifiers.registry_id(raw)


def _take_size(text: str, s: Sentence, study: Found, start: int, end: int) -> None:
    """What a title tells is the total, and what the sentence tells that names the study is surer than what later ones do."""
    for size in sizes(text, start, end):
        if study.design in SYNTHESES and size.people is None and size.rank == 1 and size.n < _PAPERS:
            continue  # "n = 6" of a review counts its studies
        surer = 2 * (s.kind == "heading") + (s.position == study.sentence.position) if size.rank > 0 else 0
        if size.rank > 0 and size.rank + surer > (study.size.rank if study.size else 0):
            study.size = size._replace(rank=size.rank + surer)


def _take_n_studies(text: str, s: Sentence, study: Found, start: int, end: int) -> None:
    """How many studies were pooled; what was only called a study is a meta-analysis then, unless its people were counted before."""
    if study.design not in ("meta_analysis", "systematic_review", "unspecified", "review"):
        return
    is_of_people = study.size is not None and study.size.rank > 0 and s.position != study.sentence.position
    if study.design == "unspecified" and is_of_people:
        return
    n = details.n_studies(text, start, end)
    study.n_studies = study.n_studies or n
    if n and study.design == "unspecified" and not study.is_generic:
        study.design = "meta_analysis"


def _is_near(s: Sentence, study: Found, reach: int = _REACH) -> bool:
    """Whether a sentence's numbers may be a study's: those of a story's or page's own study wherever it is spoken of."""
    is_own = study.block is not None or study.is_own or study.sentence.position <= _LEAD
    return is_own or s.line == study.sentence.line or s.position - study.sentence.position <= reach


def settle(page: Page, s: Sentence, study: Found, start: int, end: int) -> None:
    """Adds the design and journal that [start, end) of a sentence tells, which need no number."""
    known: Design = "clinical_trial" if study.was_followed else study.design
    is_named_here = s.position == study.sentence.position
    told: Design | None = None
    if not study.is_generic and _is_near(s, study, _REACH if study.sentence.kind == "heading" else _SETTLED):
        told = _told_design(page.shadow, start, end, known, is_named_here=is_named_here)
    if told and not (told == "animal" and _is_of_people(page.shadow, study, end if is_named_here else study.end)):
        study.design, study.was_followed = told, told == "cohort"
    study.journal = study.journal or details.journal(page.shadow, start, end)


def _is_of_people(text: str, study: Found, end: int) -> bool:
    """Whether a study's name and what follows it up to `end` tell of people alone: "a human study", "rats, and a study of ten women"."""
    return _HUMANS.search(text, study.start, end) is not None and not _ANIMALS.search(text, study.start, end)


def is_of_animals(text: str, start: int, end: int) -> bool:
    """Whether a text names animals and no people before them."""
    animals, humans = _ANIMALS.search(text, start, end), _HUMANS.search(text, start, end)
    return animals is not None and not (humans and humans.start() < animals.start())


def _is_of_cells(text: str, start: int, end: int) -> bool:
    return _CELLS.search(text, start, end) is not None and not _HUMANS.search(text, start, end)


def _told_design(text: str, start: int, end: int, known: Design, *, is_named_here: bool) -> Design | None:
    """A design that words settle without naming the study: people were randomly assigned, or followed for years."""
    if known not in ("unspecified", "clinical_trial", "rct"):
        return None
    if _MISSING.search(text, start, end):
        return None
    if is_of_animals(text, start, end) and (known != "rct" or is_named_here):
        return "animal"
    if known != "rct" and _RANDOMIZED.search(text, start, end):
        return "rct"
    if known == "unspecified":
        if is_named_here and _is_of_cells(text, start, end):
            return "in_vitro"
        if _PLACEBO.search(text, start, end) or _TOOK_PART.search(text, start, end):
            return "clinical_trial"
        if _FOLLOWED.search(text, start, end):
            return "cohort"
        if _CASES_AND_CONTROLS.search(text, start, end):
            return "case_control"
        told = design_of(text[start:end])
        return told if told in ("cross_sectional", "case_control", "meta_analysis", "mendelian_randomization") else None
    return None
