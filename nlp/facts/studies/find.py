"""Studies of a page: one row a study, at the sentence that first names it, with what later sentences add.

A noun phrase with a head such as "study" or "trial" opens a study ("a 2023 trial", "another study", "several studies") or goes
on with one ("the study", "these researchers"). The sentences after it that speak of its participants, groups or authors tell
more of it, until the next is opened. An abstract quoted with its citation line or PMID is one study.
"""

import re
from dataclasses import dataclass
from typing import cast

import re2

from nlp.facts import identifiers
from nlp.facts.studies import details
from nlp.facts.studies.abstracts import Abstract, abstracts
from nlp.facts.studies.experiments import experiments
from nlp.facts.studies.naming import SYNTHESES, Named, design_of, heads, names, rank
from nlp.facts.words import grammar, holds, triggered
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER, Duration, to_float
from nlp.schema import Design, EvidenceLevel, Study

_READ = ("heading", "body", "list_item", "table_cell")
_TRIGGER = re2.compile(
    r"(?i)\bstud(?:y|ies)\b|\btrials?\b|\bresearch|meta-?\s?anal|\breviews?\b|\bcohorts?\b|randomi[sz]|randomly"
    r"|\brcts?\b|\bsurvey|\bevidence\b|\bdata\b|in vitro|case (?:report|series)"
    r"|guideline|\bstatement\b|experiment|scientists|investigat|\banaly[sz]|PMID|\bdoi\b|\b10\.\d{4}/|participants"
    r"|subjects|volunteers|patients|\bpublished\b|\breports?\b|\bpaper\b|\bteam\b|mice\b|\brats\b|placebo|\bwe \b|women"
    r"|\bmen\b|children|adults|\bfollowed\b|NCT\d|(?:19|20)\d\d,? (?:[\w-]+ ){1,6}(?:found|discovered)\b"
)
EVIDENCE: dict[Design, EvidenceLevel] = {
    "meta_analysis": "synthesis", "systematic_review": "synthesis", "rct": "trial", "clinical_trial": "trial",
    "cohort": "observational", "case_control": "observational", "cross_sectional": "observational", "observational": "observational",
    "mendelian_randomization": "observational", "survey": "observational", "animal": "preclinical", "in_vitro": "preclinical",
    "case_report": "opinion", "review": "opinion", "guideline": "opinion", "unspecified": "unspecified",
}  # fmt: skip
_SCOPE = re2.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|researchers?|scientists|investigators|authors?|participants?|subjects|volunteers|team|they"
    r"|we|groups?|placebo|analysis|patients|those (?:who|given|taking|receiving)|the (?:women|men|children|babies|infants|mice"
    r"|rats))\b"
)
_ELSEWHERE = ("million", "According to the", "according to the", "in the U.S", "in the US", "in the United States")
_POOLING = re.compile(r"\banalys", re.IGNORECASE)
_THE_COUNTED = re.compile(
    r"the\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|few|only|recent|latest|available|original)\s", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s", re.IGNORECASE)
_NEAR = 70  # characters after many studies' name that still tell of them
_FAR = 14  # sentences that a study stays spoken of without being named


@dataclass(slots=True)
class _Found:
    """A study on the way to its row."""

    start: int
    end: int
    sentence: Sentence
    design: Design
    is_generic: bool
    last: int  # position of the sentence that last spoke of it
    size: details.Size | None = None
    n_studies: int | None = None
    year: int | None = None
    duration: Duration | None = None
    journal: tuple[int, int] | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registry_id: str | None = None
    block: Abstract | None = None
    is_own: bool = False  # the review whose abstract the text is
    is_restated: bool = False  # in plain language, after the abstract


def find(page: Page) -> list[Study]:
    """Every study that the running text tells of, in the order of the text."""
    studies: list[_Found] = []
    blocks = abstracts(page)
    named, unnamed = heads(page), experiments(page)
    worth = {s.position for s in triggered(page, _TRIGGER, _READ)} | {position for position, told in unnamed.items() if told}
    for s in (page.sentences[position] for position in sorted(worth)):
        block = next((a for a in blocks if a.first <= s.position <= a.last), None)
        if block:
            _read_abstract(page, s, block, named.get(s.position, []), studies)
        else:
            told = list(names(page, s, named.get(s.position, [])))
            more = [n for n in unnamed.get(s.position, []) if not told or n.design == "case_report"]
            _read(page, s, told + more, studies)
    return [_row(page, study) for study in studies]


# --- running text ------------------------------------------------------------------------------------------------------------


def _read(page: Page, s: Sentence, told: list[Named], studies: list[_Found]) -> None:
    """Opens or goes on with the studies that a sentence names, and gives each what the sentence tells up to the next."""
    touched: list[tuple[int, _Found]] = []
    if own := _own_review(page, s, studies):
        touched.append((s.start, own))
    for named in told:
        if study := _open_or_go_on(page, s, named, studies):
            study.last = s.position
            touched.append((named.start, study))
    particular = next((study for study in reversed(studies) if not study.is_generic), None)
    unnamed = None if touched or s.kind == "heading" else _unnamed(page, s, particular)
    if unnamed:
        studies.append(unnamed)
        touched.append((s.start, unnamed))
    elif not touched and particular and _goes_on(page, s, particular):
        particular.last = s.position
        touched.append((s.start, particular))
    starts = [s.start, *(start for start, _ in touched[1:]), s.end]
    for (_, study), start, end in zip(touched, starts, starts[1:], strict=False):
        if s.kind == "heading":
            study.year = study.year or details.year(page.shadow, start, end)
        else:
            _take_in(page, s, study, start, end)


def _open_or_go_on(page: Page, s: Sentence, named: Named, studies: list[_Found]) -> _Found | None:
    own = next((study for study in studies if study.is_own), None)
    if own and (own.is_restated or _is_of_review(page, named)):
        return own
    known = _meant(page, s, named, studies)
    if known:
        if named.is_generic:
            if _POOLED.search(page.shadow, s.start, s.end) or (named.opens and known.design not in SYNTHESES):
                known.design = "meta_analysis"  # it pooled them
        elif rank(named.design) < rank(known.design):
            known.design = named.design
        return known
    if s.kind == "heading" and s.position > 0 and named.design == "unspecified":
        return None
    if named.by_agent and any(study.last >= s.position - 3 for study in studies):
        return None
    if (
        named.is_generic
        and not named.opens
        and named.design == "unspecified"
        and not _THE_COUNTED.match(page.shadow, named.start, named.end)
    ) or (named.self_told and not named.opens):
        return None
    design = "clinical_trial" if own and named.design == "unspecified" else named.design
    design = "rct" if own and design == "clinical_trial" and _RCTS.search(page.shadow, own.start, own.sentence.end) else design
    study = _Found(named.start, named.end, s, design, named.is_generic, s.position)
    studies.append(study)
    return study


_UNNAMED = grammar(
    rf"""\b (?: (?P<rct> randomi[sz]ed [ ] (?: to | into ) \b | randomly [ ] (?: assigned | allocated | divided | split ) )
      | (?P<cohort> {NUMBER} [ ] (?: [\w-]+ [ ] ){{0,5}}? (?: were [ ] )? followed [ ] (?: up [ ] )? (?: for | over ) )
      | (?P<unspecified> (?: researchers | scientists | investigators | doctors ) [ ] (?: put | gave | fed | tested | recruited | asked
          | had | took ) [ ] (?: a [ ] group [ ] of [ ] )? {NUMBER} [ ]
        | in [ ] (?: 19 | 20 ) \d\d ,? [ ] (?: [\w'-]+ [ ] ){{1,6}}? (?: found | discovered | reported | showed ) ) \b )"""
)


def _unnamed(page: Page, s: Sentence, last: _Found | None) -> _Found | None:
    """A study told without a name: "44 smokers were followed for a year"; not where the last study waits for its size."""
    found = _UNNAMED.search(page.shadow, s.start, s.end) if holds(page.shadow[s.start : s.end], _DOING) else None
    if not found or (
        last and _goes_on(page, s, last) and not (last.size and any(n.rank > 0 for n in details.sizes(page.shadow, s.start, s.end)))
    ):
        return None
    return _Found(found.start(), found.end(), s, cast(Design, found.lastgroup), False, s.position)


_DOING = ("andom", "ollowed", "esearchers", "cientists", "nvestigators", "octors", "In 1", "In 2", "in 1", "in 2")
_INCLUDED = grammar(
    rf"""\b (?: (?: we | this [ ] (?: \w+ [ ] ){{0,2}}? (?: review | update | overview | meta-analysis ) | the [ ] review
        | review [ ] authors ) [ ] (?: [^.;]{{0,80}}? [ ] )?? (?: included | includes | identified | found | analy[sz]ed | pooled ) [ ]
        (?: (?: a [ ] total [ ] of | only | data [ ] from ) [ ] )? (?P<n> {NUMBER} ) (?: [ ] (?! of\b | in\b | \d ) [\w()',-]+ ){{0,5}}?
        [ ] (?: studies | trials | RCTs | study | trial )
      | (?P<counted> {NUMBER} ) (?: [ ] (?! of\b | in\b | \d ) [\w()',-]+ ){{0,4}}? [ ] (?: studies | trials | RCTs ) \b [^.;]{{0,60}}? [ ]
        (?: (?: fulfilled | met | satisfied | fulfilling | meeting ) [ ] [^.;]{{0,30}}? criteria | were [ ] (?: included | eligible )
          (?: [ ] in [ ] (?: this | the | our ) [ ] (?: systematic [ ] )? (?: review | meta-analysis ) )? ) ) \b"""
)
_POOLED = re.compile(r"\b(?:pooled|combined|pooling)\b", re.IGNORECASE)
_RCTS = re.compile(r"RCT|randomi[sz]ed", re.IGNORECASE)
_IN_PASSING = re.compile(r"\([^()]*$|\bevidence (?:from|of) $", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:previous|earlier|prior|past|cohort|observational|animal|unpublished)\b", re.IGNORECASE)


def _own_review(page: Page, s: Sentence, studies: list[_Found]) -> _Found | None:
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
    if last is None or last.design not in SYNTHESES or s.position - last.last > _FAR:
        last = _Found(found.start(), found.end(), s, "systematic_review", False, s.position)
        studies.append(last)
    n = to_float(found["n"] or found["counted"])
    last.is_own, last.last, last.n_studies = True, s.position, last.n_studies or (int(n) if n else None)
    return last


_COUNTED = ("tudies", "rials", "RCTs", "tudy", "rial")
_INCLUDING = ("We ", "we ", "eview", "criteria", "were included", "were eligible")


def _is_of_review(page: Page, named: Named) -> bool:
    """Whether a noun phrase in a review's abstract means what it pooled, or the review itself."""
    words = page.shadow[named.start : named.end]
    if _OTHER.search(words):
        return False
    in_passing = _IN_PASSING.search(page.shadow, max(0, named.start - 40), named.start)
    return named.is_generic or named.design in SYNTHESES or not (named.opens and named.is_one) or in_passing is not None


def _meant(page: Page, s: Sentence, named: Named, studies: list[_Found]) -> _Found | None:
    """The study that a noun phrase goes on with, if it opens none."""
    particular = [study for study in studies if not study.is_generic and s.position - study.last <= 60]
    if not particular:
        return None
    last = particular[-1]
    if named.opens:
        words = page.shadow[named.start : named.end]
        pools = last.design in SYNTHESES or (
            last.design in ("unspecified", "cohort") and _POOLING.search(page.shadow, last.start, last.end)
        )
        if (
            named.is_generic
            and pools
            and _NUMBERED.match(words)
            and (last.design not in SYNTHESES or _POOLED.search(page.shadow, s.start, named.start))
        ):
            return last  # "an international analysis ...": the studies counted later are those it pooled
        # The headline and first lines of a story name its study more than once: "..., study finds", "a new analysis ...".
        is_lead = (
            not named.by_agent
            and not named.is_other
            and last.sentence.position <= 3
            and s.position <= 12
            and len(particular) == 1
            and not last.is_own
            and s.kind != "list_item"
            and last.size is None
            and not named.is_generic
        )
        return (
            last
            if is_lead and (last.design == "unspecified" or named.design in ("unspecified", last.design)) and last.start != named.start
            else None
        )
    if named.is_generic:
        return last if last.design in SYNTHESES and s.position - last.last <= _FAR else None  # "the trials used": those it reviewed
    fitting = [study for study in particular if _compatible(named.design, study.design)]
    return fitting[-1] if fitting else None


def _compatible(named: Design, known: Design) -> bool:
    if "unspecified" in (named, known) or named == known:
        return True
    return (
        {named, known} <= {"rct", "clinical_trial"}
        or {named, known} <= {"cohort", "observational"}
        or {named, known} <= {"meta_analysis", "systematic_review", "review"}
    )


def _goes_on(page: Page, s: Sentence, study: _Found) -> bool:
    """Whether a sentence that names no study still speaks of the last one."""
    if study.is_generic or s.kind == "heading" or s.position - study.last > _FAR:
        return False
    words = page.shadow[s.start : s.end]
    if holds(words, _ELSEWHERE):
        return False
    return s.line == study.sentence.line or s.position - study.last == 1 or _SCOPE.search(words) is not None


def _take_in(page: Page, s: Sentence, study: _Found, start: int, end: int) -> None:
    """Adds what [start, end) of a sentence tells to a study that it speaks of."""
    text = page.shadow
    if study.is_generic:
        end = min(end, max(start, study.end) + _NEAR)
    if not _NUMERIC.search(text[start:end]):
        return _settle(page, study, start, end)
    for size in details.sizes(text, start, end):
        if size.rank > (study.size.rank if study.size else -1):
            study.size = size
    study.duration = study.duration or details.duration(text, start, end)
    _settle(page, study, start, end)
    if study.design in ("meta_analysis", "systematic_review", "unspecified", "review"):
        n = details.n_studies(text, start, end)
        study.n_studies = study.n_studies or n
        if n and study.design == "unspecified" and not study.is_generic:
            study.design = "meta_analysis"
    study.year = study.year or details.year(text, start, end)
    raw = page.text[start:end]
    if not holds(raw, _IDENTIFIED):
        return
    study.doi = study.doi or identifiers.doi(raw)
    study.pmid = study.pmid or identifiers.pmid(raw)
    study.pmcid = study.pmcid or identifiers.pmcid(raw)
    study.registry_id = study.registry_id or identifiers.registry_id(raw)


_IDENTIFIED = ("10.", "PM", "ubMed", "ubmed", "NCT", "ISRCTN", "ACTRN", "udraCT", "EUCTR", "UMIN", "hiCTR", "CTRI", "IRCT")


def _settle(page: Page, study: _Found, start: int, end: int) -> None:
    """Design and journal, which need no number."""
    if not study.is_generic and (told := _told_design(page.shadow, start, end, study.design)):
        study.design = told
    study.journal = study.journal or details.journal(page.shadow, start, end)


_NUMERIC = re2.compile(
    r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|thousand"
    r"|million|year|month|week|half|dozen)s?\b"
)
_RANDOMIZED = re.compile(
    r"\brandomi[sz]ed\b|\brandomly (?:assigned|allocated|divided|selected to|gave|given)|\bdouble-blind|\bplacebo[- ]controlled",
    re.IGNORECASE,
)
_PLACEBO = re.compile(
    r"\b(?:placebos?|(?:intervention|treatment|supplement(?:ed|ation)?|experimental) (?:group|arm)|(?:sugar|dummy|inactive) pills?)\b",
    re.IGNORECASE,
)
_ANIMALS = re.compile(r"\b(?:mice|rats|rodents|rabbits|monkeys|hamsters|(?:mouse|rat|murine|animal|rodent) models?)\b", re.IGNORECASE)
_HUMANS = re.compile(r"\b(?:humans?|people|patients?|women|men|adults|children|participants|volunteers|clinical|persons?)\b", re.IGNORECASE)
_SETTLES = (
    "andom",
    "mice",
    "rats",
    "rodent",
    "rabbit",
    "monkey",
    " model",
    "lacebo",
    " group",
    " arm",
    " pill",
    "ouble-blind",
    "ollow",
    "track",
    "ross-sectional",
    "ross sectional",
    "ase-control",
    "eta-anal",
    "ooled",
    "endelian",
)
_MISSING = re.compile(r"\b(?:need|needed|future|should|required|until)\b", re.IGNORECASE)
_FOLLOWED = re.compile(
    r"\b(?:were followed|followed for|followed up|followed (?:just |nearly |about |almost |around |roughly |some |over |more than )*\d+"
    r"|of those followed|tracked"
    r"|for an average of [\d.]+ years|average follow-up)\b",
    re.IGNORECASE,
)


def _told_design(text: str, start: int, end: int, known: Design) -> Design | None:
    """A design that words settle without naming the study: people were randomly assigned, or followed for years."""
    if known not in ("unspecified", "clinical_trial") or not holds(text[start:end], _SETTLES) or _MISSING.search(text, start, end):
        return None
    if known in ("unspecified", "clinical_trial") and _RANDOMIZED.search(text, start, end):
        return "rct"
    if known == "unspecified":
        if _ANIMALS.search(text, start, end) and not _HUMANS.search(text, start, end):
            return "animal"
        if _PLACEBO.search(text, start, end):
            return "clinical_trial"
        if _FOLLOWED.search(text, start, end):
            return "cohort"
        told = design_of(text[start:end])
        return told if told in ("cross_sectional", "case_control", "meta_analysis", "mendelian_randomization") else None
    return None


# --- quoted abstracts ------------------------------------------------------------------------------------------------------

_OURS = re2.compile(
    r"(?i)\b(?:we|our|the present|the current|this (?:[\w-]+ ){0,3}(?:stud|trial|analysis|review|meta|research|cohort|investigat|report))"
    r"|\bstud(?:y|ied)\b|\btrials?\b|\bmeta-anal|\breview\b|randomi[sz]ed|\bcohort\b"
    r"|cross-sectional|\bmethods\b|(?:objectives?|aims?|purpose|design|results)[ *_]{0,3}:"
)


def _read_abstract(page: Page, s: Sentence, block: Abstract, found: list[tuple[int, int]], studies: list[_Found]) -> None:
    """All sentences of a quoted abstract tell of one study, but for the studies that its first lines look back on."""
    study = next((f for f in reversed(studies) if f.block == block), None)
    if (found and s.kind != "heading") and (study is None or _EARLIER.search(page.shadow, s.start, s.end)):
        before = [n for n in names(page, s, found) if n.is_generic and n.opens]
        if before and not _ITS_OWN.search(page.shadow, s.start, s.end):
            studies.extend(_Found(n.start, n.end, s, n.design, True, s.position) for n in before)
            return
    if study is None:
        if s.kind == "heading" and design_of(page.shadow[s.start : s.end]) == "unspecified":
            return
        if not _OURS.search(page.shadow[s.start : s.end]):
            return
        study = _Found(
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
        and not re.search(
            r"\b(?:previous|prior|future|other|further|need\w*|animal studies|epidemiological studies|several|many"
            r"|observational studies)\b",
            page.shadow[s.start : s.end],
            re.IGNORECASE,
        )
    ):
        study.design = told
    _take_in(page, s, study, s.start, s.end)
    if study.design == "unspecified" and _RECEIVED.search(page.shadow, s.start, s.end):
        study.design = "clinical_trial"
    study.last = s.position


_EARLIER = re.compile(r"\b(?:past|previous|prior|earlier)\b", re.IGNORECASE)
_ITS_OWN = re.compile(
    r"\b(?:we|our|this|included|systematic|meta-analys[ei]s|(?:objectives?|aim|purpose|methods?|design|results?) ?:)", re.IGNORECASE
)
_RECEIVED = re.compile(
    r"\b(?:subjects|patients|participants|women|men|children|adults|infants|volunteers|adolescents) (?:(?:who|each|all) )?"
    r"(?:received|took|were (?:given|supplemented|administered|treated))\b",
    re.IGNORECASE,
)


def _row(page: Page, f: _Found) -> Study:
    people = f.size.people if f.size else None
    named = page.mentions_in(f.sentence.start, f.sentence.end, "POPULATION")
    population = page.text[slice(*people)] if people else page.text[named[0].start : named[0].end] if named else None
    is_one = f.design == "case_report" and "-year-old" in page.shadow[f.start : f.end]
    n = f.size.n if f.size else 1 if is_one else None
    return page.row(
        Study, f.start, f.end,
        design=f.design, n_participants=n, n_studies=f.n_studies if f.design in SYNTHESES else None,
        year=f.year, duration_days_low=f.duration.low if f.duration else None, duration_days_high=f.duration.high if f.duration else None,
        population=population, journal=page.text[slice(*f.journal)] if f.journal else None,
        doi=f.doi, pmid=f.pmid, pmcid=f.pmcid, registry_id=f.registry_id, evidence_level=EVIDENCE[f.design],
    )  # fmt: skip
