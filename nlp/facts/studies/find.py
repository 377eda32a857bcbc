"""Studies of a page: one row a study, at the sentence that first names it, with what later sentences add.

A noun phrase with a head such as "study" or "trial" opens a study ("a 2023 trial", "another study", "several studies") or goes
on with one ("the study", "these researchers"). The sentences after it that speak of its participants, groups or authors tell
more of it, until the next is opened. An abstract quoted with its citation line or PMID is one study.

phrases, research, lookalikes, naming: the noun phrases, whether research was done, what they name; unnamed, experiments: studies
without one; which: the study meant; found, details, sizes, population, designs: what is told of it; abstracts, quoted: quoted
abstracts; own: the review whose abstract the text is; remarks: what was found and is none.
"""

import re
from dataclasses import replace

import re2

from nlp.facts.studies import details
from nlp.facts.studies.abstracts import abstracts
from nlp.facts.studies.designs import EVIDENCE, SYNTHESES, rank
from nlp.facts.studies.experiments import experiments
from nlp.facts.studies.found import Found, settle, take_in
from nlp.facts.studies.naming import Named, names
from nlp.facts.studies.own import is_of_review, own_review
from nlp.facts.studies.phrases import heads
from nlp.facts.studies.population import population
from nlp.facts.studies.quoted import read_abstract
from nlp.facts.studies.remarks import is_remark
from nlp.facts.studies.sizes import n_cases
from nlp.facts.studies.unnamed import unnamed
from nlp.facts.studies.which import are_put_together, goes_on, is_restated, meant
from nlp.facts.words import COUNT, triggered
from nlp.page import OWN_TEXT, Page, Sentence
from nlp.schema import Design, Study

_TRIGGER = re2.compile(  # besides the heads of noun phrases
    r"(?i)randomi[sz]|randomly|in vitro|\bstatement\b|investigated|\banaly[sz]ed|PMID|\bdoi\b|\b10\.\d{4}/|participants"
    r"|subjects|volunteers|patients|\bpublished\b|\bteam\b|mice\b|\brats\b|placebo|\bwe \b|women"
    r"|\bmen\b|children|adults|\bfollowed\b|\bcases? (?:of|in)\b"
    r"|petri dish|test tube|NCT\d|(?:19|20)\d\d,? (?:[\w-]+ ){1,6}(?:found|discovered)\b"
)
_NEAR = 3  # sentences after a study was spoken of in which "the researchers" are its own
_LEAD = 5  # position of the last sentence that may first name the study of a news story
_PLAIN = "PLAIN LANGUAGE SUMMARY"  # what an abstract is restated in
_ABSTRACT = 40  # sentences of a review's abstract and of its plain words, in which "one study" is one that it includes
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_DATED_STUDY = re.compile(r" ?[-–,] ?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")  # "... : a pilot study – May 2015", as a title
_ENROLLED = re.compile(r"\b(?:recruited|enrolled|participants|volunteers|assigned|placebo)\b", re.IGNORECASE)
_COHORT = re.compile(r"\bcohort", re.IGNORECASE)
_SIMILAR = re.compile(r"\bsimilar\b", re.IGNORECASE)
_RCTS = re.compile(r"RCT|randomi[sz]ed", re.IGNORECASE)
# "these trials", "the observational studies", but not "the Harvard cohorts", "the consensus guidelines"
_ANAPHORIC = re.compile(r"(?:[Tt]hese|[Tt]hose|[Bb]oth|[Ii]ts|[Tt]heir|[Tt]he)\s(?!.*guideline)[^A-Z\d]*")
_THE_COUNTED = re.compile(rf"the\s(?:{COUNT}|few|only|recent|latest|available|original)\s", re.IGNORECASE)


def find(page: Page) -> list[Study]:
    """Every study that the running text tells of, in the order of the text."""
    studies: list[Found] = []
    blocks = abstracts(page)
    named, done = heads(page), experiments(page)
    worth = {s.position for s in triggered(page, _TRIGGER, OWN_TEXT)} | {position for position, told in done.items() if told} | named.keys()
    worth |= {position for block in blocks for position in range(block.first, block.last + 1)}
    for s in (page.sentences[position] for position in sorted(worth)):
        if s.kind not in OWN_TEXT:
            continue
        block = next((a for a in blocks if a.first <= s.position <= a.last), None)
        if block:
            read_abstract(page, s, block, named.get(s.position, []), studies)
        else:
            _read(page, s, _joined(names(page, s, named.get(s.position, [])), done.get(s.position, [])), studies)
    _date_news(page, studies)
    studies = [f for i, f in enumerate(studies) if not any(is_restated(f, earlier) for earlier in studies[:i])]
    told = [f for before, f in zip([None, *studies], studies, strict=False) if not is_remark(page, f, before)]
    return [_row(page, study, studies) for study in told]


def _joined(named: list[Named], done: list[Named]) -> list[Named]:
    """Studies named, with the design that what was done tells; where none is named, what was done. Case reports stand beside both."""
    settings = {n.design for n in done} & {"in_vitro", "animal"}
    if named and len(settings) == 1:
        design = settings.pop()
        named = [replace(n, design=design) if n.design == "unspecified" and not n.is_generic else n for n in named]
    return named + [n for n in done if not named or n.design == "case_report"]


def _read(page: Page, s: Sentence, told: list[Named], studies: list[Found]) -> None:
    """Opens or goes on with the studies that a sentence names, and gives each what the sentence tells up to the next."""
    touched: list[tuple[int, Found]] = []
    if own := own_review(page, s, studies):
        touched.append((s.start, own))
    for named in told:
        if study := _open_or_go_on(page, s, named, studies):
            study.last = s.position
            touched.append((named.start, study))
    particular = _spoken_of(page, s, studies)
    nameless = None if touched or s.kind == "heading" else unnamed(page, s, particular)
    if nameless and not any(f.is_generic and f.design == nameless.design and f.last >= s.position - 1 for f in studies):
        studies.append(nameless)
        touched.append((s.start, nameless))
    elif not touched and particular and not any(n.is_generic for n in told) and goes_on(page, s, particular):
        particular.last = s.position
        touched.append((s.start, particular))
    starts = [s.start, *(start for start, _ in touched[1:]), s.end]
    for (_, study), start, end in zip(touched, starts, starts[1:], strict=False):
        if s.kind == "heading":
            study.year = study.year or details.year(page.shadow, start, end)
            settle(page, s, study, start, end)
        else:
            take_in(page, s, study, start, end)


def _spoken_of(page: Page, s: Sentence, studies: list[Found]) -> Found | None:
    """The study that a sentence without a name may speak of: the paper's own where "we" do, else the last.

    Whom a news story's study enrolled is told after a review was looked back on.
    """
    particular = [study for study in studies if not study.is_generic]
    own = next((study for study in particular if study.block), None)
    if own and _WE.search(page.shadow, s.start, s.end):
        return own
    last = particular[-1] if particular else None
    if last and last.design in SYNTHESES and not last.block and s.position > last.last and _ENROLLED.search(page.shadow, s.start, s.end):
        first = particular[0]
        return first if first.sentence.position <= _LEAD and first.design not in SYNTHESES else last
    return last


def _open_or_go_on(page: Page, s: Sentence, named: Named, studies: list[Found]) -> Found | None:
    own = next((study for study in studies if study.is_own), None)
    if own and s.kind != "list_item" and (own.is_restated or page.shadow.find(_PLAIN, own.end, s.end) >= 0 or is_of_review(page, named)):
        return own
    known = meant(page, s, named, studies)
    if known:
        if named.is_generic:
            if named.opens and known.design not in SYNTHESES:
                known.design = "meta_analysis"  # it pooled them
        elif rank(named.design) < rank(known.design):
            known.design = named.design
        return known
    if not _may_open(page, s, named, studies):
        return None
    is_pooled = are_put_together(page, s, named)
    design = "meta_analysis" if is_pooled else _design(page, s, named, studies, own)
    is_generic = named.is_generic and not is_pooled
    study = Found(
        named.start, named.end, s, design, is_generic, s.position, title=named.title, by_agent=named.by_agent, is_aim=named.is_aim
    )
    study.was_followed = design == "cohort" and not (named.title or _COHORT.search(page.shadow, named.start, named.end))
    studies.append(study)
    return study


def _may_open(page: Page, s: Sentence, named: Named, studies: list[Found]) -> bool:
    """Whether what is not known yet may be a study of its own: not "these trials" or "the researchers", whose study was spoken of."""
    if named.opens:
        return (
            s.kind != "heading"
            or s.position == 0
            or named.design != "unspecified"
            or _DATED_STUDY.match(page.shadow, named.end) is not None
        )
    if (s.kind == "heading" and s.position > 0 and named.design == "unspecified") or named.self_told:
        return False
    if named.is_generic:
        is_anaphoric = named.design == "unspecified" or _ANAPHORIC.fullmatch(page.shadow, named.start, named.end)
        return not is_anaphoric or _THE_COUNTED.match(page.shadow, named.start, named.end) is not None
    return not (named.by_agent and any(study.last >= s.position - _NEAR for study in studies if not study.is_generic))


def _design(page: Page, s: Sentence, named: Named, studies: list[Found], own: Found | None) -> Design:
    """The design named, or that of the studies which the page's own review includes, or of the last for "a similar study"."""
    if named.design not in ("unspecified", "clinical_trial"):
        return named.design
    if own and s.position - own.sentence.position <= _ABSTRACT:
        end = page.sentences[min(own.sentence.position + _ABSTRACT, len(page.sentences) - 1)].end
        return "rct" if _RCTS.search(page.shadow, own.start, end) else "clinical_trial"
    last = _spoken_of(page, s, studies) if _SIMILAR.search(page.shadow, named.start, named.end) else None
    return last.design if last and last.last >= s.position - 1 and named.design == "unspecified" else named.design


def _date_news(page: Page, studies: list[Found]) -> None:
    """Gives the study that a news story is about the story's year, and the journal of the source named at its end."""
    news = next((study for study in studies if not study.is_generic), None)
    if news and news.year is None and news.sentence.position <= _LEAD:
        news.year, journal = details.story(page)
        news.journal = news.journal or journal


def _row(page: Page, f: Found, studies: list[Found]) -> Study:
    end = min((other.start for other in studies if f.start < other.start < f.sentence.end), default=f.sentence.end)
    n = f.size.n if f.size else n_cases(page.shadow[f.start : f.end]) if f.design == "case_report" else None
    low, high = (days and float(round(days)) for days in (f.duration.low, f.duration.high)) if f.duration else (None, None)
    return page.row(
        Study, f.start, f.end,
        design=f.design, n_participants=n, n_studies=f.n_studies if f.design in SYNTHESES else None,
        year=f.year, duration_days_low=low, duration_days_high=high,
        population=population(page, f, end), journal=page.text[slice(*f.journal)] if f.journal else None,
        doi=f.doi, pmid=f.pmid, pmcid=f.pmcid, registry_id=f.registry_id, evidence_level=EVIDENCE[f.design],
    )  # fmt: skip
