"""Studies of a page: one row a study, at the sentence that first names it, with what later sentences add.

A noun phrase with a head such as "study" or "trial" opens a study ("a 2023 trial", "another study", "several studies") or goes
on with one ("the study", "these researchers"). The sentences after it that speak of its participants, groups or authors tell
more of it, until the next is opened. An abstract quoted with its citation line or PMID is one study.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import re2

from nlp.facts import identifiers
from nlp.facts.studies import details
from nlp.facts.words import alternatives, grammar, holds, meanings, occurrences, scanner, triggered
from nlp.page import Page, Sentence
from nlp.quantity import Duration
from nlp.schema import Design, EvidenceLevel, Study

_READ = ("heading", "body", "list_item", "table_cell")
_TRIGGER = re2.compile(
    r"(?i)\bstud(?:y|ies)\b|\btrials?\b|\bresearch|meta-?\s?anal|\breviews?\b|\bcohorts?\b|randomi[sz]|randomly"
    r"|\brcts?\b|\bsurvey|\bevidence\b|\bdata\b|in vitro|case (?:report|series)"
    r"|guideline|\bstatement\b|experiment|scientists|investigat|\banaly[sz]|PMID|\bdoi\b|\b10\.\d{4}/|participants"
    r"|subjects|volunteers|patients|\bpublished\b|\breports?\b|\bpaper\b|\bteam\b|mice\b|\brats\b|placebo|\bwe \b|women"
    r"|\bmen\b|children|adults|\bfollowed\b|NCT\d"
)
EVIDENCE: dict[Design, EvidenceLevel] = {
    "meta_analysis": "synthesis", "systematic_review": "synthesis", "rct": "trial", "clinical_trial": "trial",
    "cohort": "observational", "case_control": "observational", "cross_sectional": "observational", "observational": "observational",
    "mendelian_randomization": "observational", "survey": "observational", "animal": "preclinical", "in_vitro": "preclinical",
    "case_report": "opinion", "review": "opinion", "guideline": "opinion", "unspecified": "unspecified",
}  # fmt: skip
# Of several designs told of one study the first counts: "a meta-analysis of randomized trials", "a randomized trial in rats".
_PRECEDENCE: tuple[Design, ...] = (
    "meta_analysis", "systematic_review", "mendelian_randomization", "in_vitro", "animal", "rct", "case_control", "cohort",
    "cross_sectional", "clinical_trial", "survey", "observational", "case_report", "guideline", "review", "unspecified",
)  # fmt: skip
_SYNTHESES = ("meta_analysis", "systematic_review", "review", "guideline")

_DESIGNS: dict[str, Design] = meanings(__package__, "design")  # type: ignore[assignment]  # the file's words are the Literal's
_DESIGN = scanner(rf"\b (?: {alternatives(_DESIGNS)} ) \b")
_AGENTS = set(meanings(__package__, "agent"))
_HEAD = scanner(
    rf"\b (?: {alternatives([*meanings(__package__, 'head'), *_AGENTS])}"
    r"| in [ ] vitro [ ] (?: and [ ] animal [ ] )? (?: studies | data ) | (?: in | on | to ) [ ] (?: mice | rats | rodents ) ) \b"
)
# Determiners that go on with a study ("the", "these") or open one ("another", "several"), and words that no noun phrase runs over.
_GOING_ON, _OPENING, _BREAK = (set(meanings(__package__, words)) for words in ("going_on", "opening", "break"))
_BEFORE_COMMA = re.compile(r"(?:ed|blind|scale|center|centre|term|size|arm|way|new|large|small|long|recent|prospective|\\d\\d\\d\\d)$")
_WORD = re.compile(r"[^\s(),;:\"\[\]|]+")
_FINDING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding'))} ) \b")
_TELLING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) \b")
_HAS_FINDING = grammar(
    rf"(?: [ ] (?: \( [^)]* \) | \[ [^\]]* \] "
    rf"| [\w',-]+ ) ){{0,9}}? [ ] (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) (?! \w )"
)
# What is wanted, planned, looked for or denied is no study.
_WANTED_BEFORE = re.compile(
    r"\b(?:more|further|additional|future|larger|better|needs?|needed|requires?d?|await\w*|planned|upcoming|ongoing|no"
    r"|any|without|well-designed|lack of|need for|to find|searched for|looking for|search for|design|join|enroll in"
    r"|conduct)"
    r"(?:\s(?!(?:in|of|by|though|but|show|shows|and)\b)[\w/-]+){0,4}\s$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(
    r"[^.,;]{0,60}?\b(?:(?:is|are|was|were|be) (?:still |also |clearly |urgently )?(?:needed|required|warranted|necessary"
    r"|under ?way|ongoing|lacking|being|planned|limited|scarce|sparse)|will|should|needs? to|must|may be needed|would be)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"\bmeans that in a study\b|\bexamined in one study\b|\bbased on a specific study\b", re.IGNORECASE)
_QUESTION = re.compile(r"^[\W_]*(?:how|why|what|is|are|does|do|should|can|when|which|who)\b", re.IGNORECASE)
_AIM = re.compile(r"^\W*(?:the )?(?:aim|objective|purpose|goal)s?\b", re.IGNORECASE)
_NOT_RESEARCH = re.compile(
    r"\b(?:statistical|regression|multivariate|multivariable|univariate|sensitivity|subgroup|curve|variance|laboratory|chemical"
    r"|blood|power|secondary|cost|data|roc|factor|dose-response|spectral|association|adjusted|post hoc|genetic|genome|peer|book"
    r"|editor's|sleep|imaging|conduction|news|annual|weather|police|lab|credit|school|personal|census|market|intake)\s*$",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\s(?:results|findings)\s(?:[a-z]+\s){0,2}(?:show|suggest|indicat|support|reveal|demonstrat)", re.IGNORECASE)
_OF_THE_STUDY = re.compile(
    r"\s(?:authors?|co-?authors?|participants?|subjects?|groups?|period|design|team|leaders?|leads?|end|population|volunteers?"
    r"|investigators?|results|findings|patients|medication|drugs?|visit|arms?|staff|coordinator|protocol|also|itself)\b",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|pooled|included|of|all|from)\s(?:[\w,-]+\s){0,5}$", re.IGNORECASE
)
_SCOPE = re2.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|researchers?|scientists|investigators|authors?|participants?|subjects|volunteers|team|they"
    r"|we|groups?|placebo|analysis|patients|those (?:who|given|taking|receiving)|the (?:women|men|children|babies|infants|mice"
    r"|rats))\b"
)
_ELSEWHERE = ("million", "According to the", "according to the", "in the U.S", "in the US", "in the United States")
_MASS = re.compile(r"^(?:research|evidence|data|findings)$", re.IGNORECASE)
_PARTICULAR = grammar(
    r"(?: 19 | 20 ) \d\d | \b (?: published | journal | university | \d[\d,]* [ ] (?: people | women | men | adults | children "
    r"| patients | participants ) )"
)
_POOLING = re.compile(r"\banalys", re.IGNORECASE)
_THE_COUNTED = re.compile(
    r"the\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|few|only|recent|latest|available|original)\s", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s", re.IGNORECASE)
_NEAR = 70  # characters after many studies' name that still tell of them
_FAR = 14  # sentences that a study stays spoken of without being named


@dataclass(frozen=True, slots=True)
class _Named:
    """A noun phrase that names research."""

    start: int
    end: int
    design: Design
    opens: bool  # another study than the ones before
    is_generic: bool  # many studies or research at large: nothing later adds to it
    by_agent: bool = False
    self_told: bool = False  # "this paper": the text's own
    is_other: bool = False  # "another study"


@dataclass(slots=True)
class _Found:
    """A study on the way to its row."""

    start: int
    end: int
    sentence: Sentence
    design: Design
    is_generic: bool
    by_agent: bool
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
    block: "_Abstract | None" = None


@dataclass(frozen=True, slots=True)
class _Abstract:
    """A quoted abstract: sentences [first, last] by position."""

    first: int
    last: int
    year: int | None
    journal: tuple[int, int] | None
    pmid: str | None
    doi: str | None


def find(page: Page) -> list[Study]:
    """Every study that the running text tells of, in the order of the text."""
    studies: list[_Found] = []
    abstracts = list(_abstracts(page))
    heads: dict[int, list[tuple[int, int]]] = {}
    for low, high in occurrences(_HEAD, page.shadow, 0, len(page.shadow)):
        if page.shadow[high : high + 1] != "-":
            heads.setdefault(page.sentence_at(low).position, []).append((low, high))
    for s in triggered(page, _TRIGGER, _READ):
        block = next((a for a in abstracts if a.first <= s.position <= a.last), None)
        if block:
            _read_abstract(page, s, block, studies)
        else:
            _read(page, s, heads.get(s.position, []), studies)
    return [_row(page, study) for study in studies]


# --- naming ---------------------------------------------------------------------------------------------------------------


def _named(page: Page, s: Sentence, heads: list[tuple[int, int]]) -> Iterator[_Named]:
    """The noun phrases of a sentence that name research which is done and tells something."""
    text = page.shadow
    if not heads or (
        text[s.start : s.end].rstrip(' "*').endswith("?")
        or _AIM.match(text, s.start, s.end)
        or _HYPOTHETICAL.search(text, s.start, s.end)
        or (s.kind == "heading" and _QUESTION.match(text, s.start, s.end))
    ):
        return
    until, named = s.start, list[_Named]()
    for low, high in heads:
        if low < until or (this := _name(page, s, low, high, until)) is None:
            continue
        last = named[-1] if named else None
        if last and last.design in _SYNTHESES and (not this.opens or _AFTER_NUMBER.search(text, s.start, low)):
            continue  # the studies that a review pooled
        until = this.end
        if last and _AND.fullmatch(text, last.end, this.start) and this.design in _SYNTHESES and last.design in _SYNTHESES:
            named[-1] = replace(last, end=this.end, design=min(last.design, this.design, key=_rank))
            continue
        named.append(this)
        if this.design == "in_vitro" and _designs(text[this.start : this.end]) >= {"in_vitro", "animal"}:
            named.append(replace(this, design="animal"))
    yield from named


def _name(page: Page, s: Sentence, low: int, high: int, since: int) -> _Named | None:
    text = page.shadow
    head = " ".join(text[low:high].lower().replace("*", " ").split())
    start, opening = _noun_phrase(text, since, low)
    lead, words = text[max(since, low - 100) : low], text[start:high]
    if head == "study" and _VERB_BEFORE.search(lead):
        return None
    goes_on = (opening in _GOING_ON and not re.search(r"\bfirst\b", words)) or (
        opening is None and bool(_PROPER.search(text, max(s.start + 1, high - 30), high))
    )
    if head in _AGENTS:
        told = _HAS_FINDING.match(text, high, s.end) or re.search(r"\b(?:according to|by)\s(?:\w+\s){0,3}$", lead)
        is_new = bool(_YEAR.search(text, s.start, s.end) or details.journal(text, s.start, s.end)) and s.position > 3
        return _Named(start, high, "unspecified", is_new, False, True) if told else None
    if _COMPOUND.match(text, high, s.end):
        return None
    if _OF_THE_STUDY.match(text, high, s.end) and not (opening not in _GOING_ON and _RESULTS.match(text, high, s.end)):
        return _Named(start, high, "unspecified", False, False)
    if _WANTED_BEFORE.search(lead) or _WANTED_AFTER.match(text, high, s.end):
        return None
    on_what = _WITH_WHAT.match(text, high, s.end)
    end = on_what.end() if on_what else high
    design = _design(text[start:end])
    plural = head in ("data", "research", "evidence") or (head.endswith("s") and not head.endswith(("sis", "series")))
    if not _tells(text, s, low, high, head, design, opening):
        return None
    if plural and (of_them := _ONE_OF.search(text, since, start)):
        start, goes_on, plural = of_them.start(), False, of_them["how_many"].lower() not in ("one", "another")
    self_told = opening == "this" and head in ("paper", "report", "review", "article")
    return _Named(start, end, design, not goes_on, plural, self_told=self_told, is_other=opening in ("another", "second", "third"))


def _noun_phrase(text: str, since: int, head: int) -> tuple[int, str | None]:
    """Where the noun phrase of a head begins, and its determiner: "the" of "the newly released Women's Health Study"."""
    start = head
    for word in reversed(list(_WORD.finditer(text, max(since, head - 100), head))[-9:]):
        low = word[0].lower()
        between = text[word.end() : start].strip(" *")
        joined = not between or (between == "," and _BEFORE_COMMA.search(low))
        if low == "in" and start != head and text[start:head].lower().startswith(("vitro", "vivo")):
            start = word.start()
            continue
        if (
            low in _BREAK
            or not joined
            or low[-1] == "-"
            or not any(c.isalnum() for c in low)
            or (low[-1] in ".!?'" and "." not in low[:-1])
        ):
            break
        start = word.start()
        if low in _GOING_ON or low in _OPENING or low.isdigit():
            the = _THE.search(text, since, start)
            return (the.start(), "the") if the else (start, low)
    pair = _IN_VITRO_AND.search(text, since, start)  # "in vitro and in vivo studies"
    return (pair.start() if pair else start), None


def _tells(text: str, s: Sentence, low: int, high: int, head: str, design: Design, opening: str | None) -> bool:
    """Whether the sentence says something of the research: a finding, a date, a journal, a size."""
    # Many studies with no word on which must have found something; of one it is enough what was done.
    tells = (_FINDING if opening is None and head.endswith("s") else _TELLING).search(text[s.start : s.end]) is not None
    if _TESTS.search(text, max(s.start, low - 20), low):
        return False
    if (
        not head.startswith(("stud", "trial"))
        and _NOT_RESEARCH.search(text, max(s.start, low - 30), low)
        and design in ("unspecified", "review", "survey")
    ):
        return False
    if (head.startswith("guideline") and design == "unspecified") or (
        head == "evidence" and design == "unspecified" and not _KIND.search(text, s.start, low)
    ):
        return False
    if _ACCORDING.search(text, max(s.start, low - 40), low):
        return True
    if _POSSIBLE.match(text, high, s.end) or (head in ("data", "evidence") and _FROM_STUDIES.match(text, high, s.end)):
        return False
    if head == "research" and (text[low].isupper() and low > s.start):
        return False  # an institution's name
    if head in ("survey", "surveys") and opening is None and not _dated(text, high, s.end):
        return False
    if head in ("data", "evidence", "research"):
        return _NEAR_FINDING.match(text, high, s.end) is not None
    if head in ("report", "reports", "paper", "analysis", "analyses", "investigation") and design == "unspecified":
        return (tells and _HAS_FINDING.match(text, high, s.end) is not None) or _PARTICULAR.search(text, s.start, s.end) is not None
    if design == "review" and opening not in _OPENING:
        return _dated(text, high, s.end) or (opening in _GOING_ON and tells)
    if design in ("unspecified", "clinical_trial", "rct", "animal"):
        return tells or _PARTICULAR.search(text, s.start, s.end) is not None
    return True


_COMPOUND = re.compile(  # the next head has it
    r"[ -](?:stud(?:y|ies)|trials?|analys[ei]s|data|research|experiments?|reports?)\b", re.IGNORECASE
)
_POSSIBLE = re.compile(r"\s(?:can|could|may|might)\s", re.IGNORECASE)
# The studies that data come from are named themselves.
_FROM_STUDIES = re.compile(
    r"\s(?:from|of|in)\s(?:[\w,-]+\s){0,5}(?:stud(?:y|ies)|trials?|experiments?|surveys?|meta-anal\w+)\b", re.IGNORECASE
)
_ACCORDING = re.compile(r"\baccording to (?:[\w-]+ ){0,4}$", re.IGNORECASE)
_TESTS = re.compile(r"\b(?:sleep|imaging|conduction|blood|lab|x-ray)\s$", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|&|with)\s", re.IGNORECASE)
_IN_VITRO_AND = re.compile(r"\bin vitro (?:and|or) $", re.IGNORECASE)
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?P<how_many>one|another|some|several|many|most|two|three|four|five)\sof\s$", re.IGNORECASE)
_KIND = re.compile(r"\b(?:clinical|preclinical|epidemiologic(?:al)?|experimental|laboratory|human|new|recent)\s$", re.IGNORECASE)
_WITH_WHAT = grammar(
    r"[ ] (?: in | of | on | with | using | involving "
    r"| conducted [ ] in ) [ ] (?: [\w,-]+ [ ] ){0,3}? (?: animals? (?: [ ] models? )? | mice | rats | rodents "
    r"| (?: mouse | rat | murine | rodent ) (?: [ ] models? )? "
    r"| cell [ ] (?: cultures? | lines? ) | cells | dogs | pigs | rabbits | randomi[sz]ed [ ] (?: controlled [ ] )? trials ) \b"
)
_NEAR_FINDING = re.compile(
    r"\s(?:(?:has|have|had|also|now|does|do|from|in|of|on|by|at|the|to|\w+ly)\s){0,4}(?:[\w()]+\s){0,5}?\w*(?:found|find|show"
    r"|suggest|indicat|support|demonstrat|reveal|link|report|conclud|associat|confirm|prov)",
    re.IGNORECASE,
)
_VERB_BEFORE = re.compile(r"\b(?:to|will|would|we|they|who|could|can|not|i|and|further)\s$", re.IGNORECASE)
_PROPER = re.compile(r"[A-Z][\w']+\s(?:Study|Trial|study|trial)$")
_YEAR = re.compile(r"\b(?:in|by)\s(?:19|20)\d\d\b", re.IGNORECASE)


def _dated(text: str, start: int, end: int) -> bool:
    return re.match(r"[^.;]{0,25}\b(?:19|20)\d\d\b", text[start:end]) is not None


def _designs(words: str) -> set[Design]:
    return {_DESIGNS[" ".join(m[0].lower().replace("*", " ").split())] for m in _DESIGN.finditer(words)}


def _design(words: str) -> Design:
    told = _designs(words)
    return next((d for d in _PRECEDENCE if d in told), "unspecified")


# --- running text ------------------------------------------------------------------------------------------------------------


def _read(page: Page, s: Sentence, heads: list[tuple[int, int]], studies: list[_Found]) -> None:
    """Opens or goes on with the studies that a sentence names, and gives each what the sentence tells up to the next."""
    touched: list[tuple[int, _Found]] = []
    for named in _named(page, s, heads):
        if study := _open_or_go_on(page, s, named, studies):
            study.last = s.position
            touched.append((named.start, study))
    particular = next((study for study in reversed(studies) if not study.is_generic), None)
    if not touched and particular and _goes_on(page, s, particular):
        particular.last = s.position
        touched.append((s.start, particular))
    starts = [s.start, *(start for start, _ in touched[1:]), s.end]
    for (_, study), start, end in zip(touched, starts, starts[1:], strict=False):
        if s.kind == "heading":
            study.year = study.year or details.year(page.shadow, start, end)
        else:
            _take_in(page, s, study, start, end)


def _open_or_go_on(page: Page, s: Sentence, named: _Named, studies: list[_Found]) -> _Found | None:
    known = _meant(page, s, named, studies)
    if known:
        if named.is_generic and named.opens:
            known.design = "meta_analysis"  # it pooled them
        elif _rank(named.design) < _rank(known.design):
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
    study = _Found(named.start, named.end, s, named.design, named.is_generic, named.by_agent, s.position)
    studies.append(study)
    return study


def _meant(page: Page, s: Sentence, named: _Named, studies: list[_Found]) -> _Found | None:
    """The study that a noun phrase goes on with, if it opens none."""
    particular = [study for study in studies if not study.is_generic and s.position - study.last <= 60]
    if not particular:
        return None
    last = particular[-1]
    if named.opens:
        words = page.shadow[named.start : named.end]
        if (
            named.is_generic
            and last.design in ("unspecified", "cohort", "meta_analysis")
            and _NUMBERED.match(words)
            and _POOLING.search(page.shadow, last.start, last.end)
        ):
            return last  # "an international analysis ...": the studies counted later are those it pooled
        # The headline and first lines of a story name its study more than once: "..., study finds", "a new analysis ...".
        is_lead = (
            not named.by_agent
            and not named.is_other
            and last.sentence.position <= 3
            and s.position <= 12
            and len(studies) == 1
            and last.size is None
            and not named.is_generic
        )
        return (
            last
            if is_lead and (last.design == "unspecified" or named.design in ("unspecified", last.design)) and last.start != named.start
            else None
        )
    if named.is_generic:
        return None
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


def _rank(design: Design) -> int:
    return _PRECEDENCE.index(design)


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
_SETTLES = (
    "andom",
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
    r"\b(?:were followed|followed for|followed up|followed (?:nearly |about |more than |over )?[\d,]+|of those followed|tracked"
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
        if _FOLLOWED.search(text, start, end):
            return "cohort"
        told = _design(text[start:end])
        return told if told in ("cross_sectional", "case_control", "meta_analysis", "mendelian_randomization") else None
    return None


# --- quoted abstracts ------------------------------------------------------------------------------------------------------

_CITATION = re.compile(
    r"^[ *_#>]*(?P<journal>[A-Z][\w .:&()/,-]{2,90}?)[.,;]? *\(?(?P<year>(?:19|20)\d\d)\)?(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug"
    r"|Sep|Oct|Nov|Dec)\w*(?:[ -]\w+)?)?(?: \d{1,2})? ?(?:[;:.,(]|$)",
    re.MULTILINE,
)
_CITED = re2.compile(r"PMID|(?:19|20)\d\d\)?(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|[;:.(,])")
_NO_CITATION = re.compile(
    r"[ *_#>]*(?:Epub|Received|Accepted|Published|Copyright|Available|Updated|Posted|Volume|Issue|First|In)\b", re.IGNORECASE
)
_ABSTRACT_WORDS = re2.compile(
    r"(?i)\b(?:we (?:investigated|studied|aimed|conducted|performed|examined|assessed|evaluated|randomi[sz]ed|measured"
    r"|hypothesi[sz]ed|sought|determined|compared|analy[sz]ed)|background|methods?|results?|conclusions?|objectives?)\b"
)
_LONGEST = 70  # sentences of an abstract, at most


def _abstracts(page: Page) -> Iterator[_Abstract]:
    """Abstracts quoted with a citation line or PMID, from the heading above to the identifier or next heading."""
    taken = -1
    sentences = page.sentences
    for s in triggered(page, _CITED, ("body", "list_item", "table_cell")):
        i = s.position
        if i <= taken:
            continue
        line = page.article.lines[s.line]
        written, raw = page.text[line.start : line.end], page.text[s.start : s.end]
        citation = _CITATION.match(written) if len(written) < 160 and not _NO_CITATION.match(written) else None
        number = identifiers.pmid(raw) if raw.lstrip(" *").upper().startswith("PMID") else None
        if not citation and not number:
            continue
        first = next((j for j in range(i, max(i - _LONGEST, taken), -1) if sentences[j].kind == "heading"), None)
        last = _end_of_abstract(page, i) if citation else i
        body = page.shadow[sentences[first if first is not None else i].start : sentences[last].end]
        if first is None or len(_ABSTRACT_WORDS.findall(body)) < 2:
            continue
        whole = page.text[sentences[first].start : sentences[last].end]
        head = line.start + citation.start("journal") if citation else 0
        year = int(citation["year"]) if citation else None
        journal = (head, head + len(citation["journal"].rstrip(" .,"))) if citation else None
        yield _Abstract(first, last, year, journal, identifiers.pmid(whole), identifiers.doi(whole))
        taken = last


def _end_of_abstract(page: Page, start: int) -> int:
    for j in range(start + 1, min(start + _LONGEST, len(page.sentences))):
        s = page.sentences[j]
        if page.text[s.start : s.end].lstrip(" *").upper().startswith("PMID"):
            return j
        if s.kind == "heading" and page.text[s.start : s.end].lstrip().startswith("#"):
            return j - 1
    return min(start + _LONGEST, len(page.sentences)) - 1


_OURS = re2.compile(
    r"(?i)\b(?:we|our|this|the present|the current)\b|\bstud(?:y|ied)\b|\btrials?\b|\bmeta-anal|\breview\b|randomi[sz]ed|\bcohort\b"
    r"|cross-sectional|\bmethods\b"
)


def _read_abstract(page: Page, s: Sentence, block: _Abstract, studies: list[_Found]) -> None:
    """All sentences of a quoted abstract tell of one study."""
    study = next((f for f in reversed(studies) if f.block == block), None)
    if study is None:
        if s.kind == "heading" and _design(page.shadow[s.start : s.end]) == "unspecified":
            return
        if not _OURS.search(page.shadow[s.start : s.end]):
            return
        study = _Found(
            s.start,
            s.end,
            s,
            "unspecified",
            False,
            False,
            s.position,
            year=block.year,
            journal=block.journal,
            doi=block.doi,
            pmid=block.pmid,
            block=block,
        )
        studies.append(study)
    told = _design(page.shadow[s.start : s.end])
    if (
        _OURS.search(page.shadow[s.start : s.end])
        and _rank(told) < _rank(study.design)
        and not re.search(
            r"\b(?:previous|prior|future|other|further|need\w*|animal studies|epidemiological studies|several|many"
            r"|observational studies)\b",
            page.shadow[s.start : s.end],
            re.IGNORECASE,
        )
    ):
        study.design = told
    _take_in(page, s, study, s.start, s.end)
    study.last = s.position


def _row(page: Page, f: _Found) -> Study:
    people = f.size.people if f.size else None
    named = page.mentions_in(f.sentence.start, f.sentence.end, "POPULATION")
    population = page.text[slice(*people)] if people else page.text[named[0].start : named[0].end] if named else None
    return page.row(
        Study, f.start, f.end,
        design=f.design, n_participants=f.size.n if f.size else None, n_studies=f.n_studies if f.design in _SYNTHESES else None,
        year=f.year, duration_days_low=f.duration.low if f.duration else None, duration_days_high=f.duration.high if f.duration else None,
        population=population, journal=page.text[slice(*f.journal)] if f.journal else None,
        doi=f.doi, pmid=f.pmid, pmcid=f.pmcid, registry_id=f.registry_id, evidence_level=EVIDENCE[f.design],
    )  # fmt: skip
