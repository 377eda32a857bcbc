"""Noun phrases that name research: "a 2023 randomized trial", "the study", "in vitro and animal studies"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.facts.studies import details
from nlp.facts.words import alternatives, grammar, meanings, occurrences, scanner
from nlp.page import Page, Sentence
from nlp.schema import Design

# Of several designs told of one study the first counts: "a meta-analysis of randomized trials", "a randomized trial in rats".
PRECEDENCE: tuple[Design, ...] = (
    "meta_analysis", "systematic_review", "mendelian_randomization", "in_vitro", "animal", "rct", "case_control", "cohort",
    "cross_sectional", "clinical_trial", "survey", "observational", "case_report", "guideline", "review", "unspecified",
)  # fmt: skip
SYNTHESES = ("meta_analysis", "systematic_review", "review", "guideline")

_DESIGNS: dict[str, Design] = meanings(__package__, "design")  # type: ignore[assignment]  # the file's words are the Literal's
_DESIGN = scanner(rf"\b (?: {alternatives(_DESIGNS)} ) \b")
_AGENTS = set(meanings(__package__, "agent"))
_HEAD = scanner(
    rf"\b (?: {alternatives([*meanings(__package__, 'head'), *_AGENTS])}"
    r"| in [ ] vitro [ ] (?: and [ ] animal [ ] )? (?: studies | data ) | (?: in | on | to ) [ ] (?: mice | rats | rodents ) ) \b"
)
# Determiners that go on with a study ("the", "these") or open one ("another", "several"), and words that no noun phrase runs over.
_GOING_ON, _OPENING, _BREAK = (set(meanings(__package__, words)) for words in ("going_on", "opening", "break"))
_BEFORE_COMMA = re.compile(
    r"(?:ed|blind|scale|center|centre|term|size|arm|way|new|larger?|bigger|smaller?|later|long|recent|prospective|\d\d\d\d)$"
)
_WORD = re.compile(r"[^\s(),;:\"\[\]|]+")
_FINDING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding'))} ) \b")
_TELLING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) \b")
_DID = grammar(rf"(?: [ ] [\w',-]+ ){{0,9}}? [ ] (?: {alternatives(meanings(__package__, 'finding', 'did'))} ) (?! \w )")
_HAS_FINDING = grammar(
    rf"(?: [ ] (?: \( [^)]* \) | \[ [^\]]* \] "
    rf"| [\w',-]+ ) ){{0,9}}? [ ] (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) (?! \w )"
)
# What is wanted, planned, looked for or denied is no study.
_WANTED_BEFORE = re.compile(
    r"\b(?:more(?! recent)|further|additional|future|better|needs?|needed|requires?d?|await\w*|planned|upcoming|ongoing|no|if|whether"
    r"|unless|support|fund\w*|tak(?:e|ing) part in|participat(?:e|ing) in|links to|list of"
    r"|eligible|any|not a single|without|well-designed|lack of|need for|potential for|needs? to be \w+ (?:in|by)|to find"
    r"|searched for|looking for|search for|design|join|enroll in"
    r"|conduct|examine|summari[sz]e|discuss)"
    r"(?:,?\s(?!(?:in|of|by|though|but|show|shows|and)\b)\w[\w/-]*){0,4}\s$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(
    r"[^.,;]{0,90}?\b(?:(?:is|are|was|were|be) (?:still |also |clearly |urgently )?(?:needed|required|warranted|necessary"
    r"|under ?way|ongoing|lacking|being|planned|expected|limited|scarce|sparse|available|online|free"
    r"|(?:done|designed|used) to)|will|should|needs? to|must|may be needed|would|ha(?:s|ve) (?:\w+ )?potential)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"\bmeans that in a study\b|\bexamined in one study\b|\bbased on a specific study\b", re.IGNORECASE)
_QUESTION = re.compile(r"^[\W_]*(?:how|why|what|is|are|does|do|should|can|when|which|who)\b", re.IGNORECASE)
_AIM = re.compile(r"^\W*(?:the )?(?:aim|objective|purpose|goal)s?\b", re.IGNORECASE)
_NOT_RESEARCH = re.compile(
    r"\b(?:statistical|regression|multivariate|multivariable|univariate|sensitivity|subgroup|curve|variance|laboratory|chemical"
    r"|blood|power|secondary|cost|data|roc|factor|dose-response|spectral|association|adjusted|post hoc|genetic|genome|peer|book"
    r"|editor's|sleep|imaging|conduction|news|annual|weather|police|lab|credit|school|personal|census|market|intake"
    r"|safety|rank|log-rank|risk|cluster|content|survival|gene|sequence|correlation|trend|discriminant|decision|image)\s*$",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\s(?:results|findings)\s(?:[a-z]+\s){0,2}(?:show|suggest|indicat|support|reveal|demonstrat)", re.IGNORECASE)
_OF_THE_STUDY = re.compile(
    r"\s(?:authors?|co-?authors?|participants?|subjects?|groups?|period|design|team|leaders?|leads?|end|population|volunteers?"
    r"|investigators?|results|findings|patients|medication|drugs?|visit|arms?|staff|coordinator|protocol|itself)\b",
    re.IGNORECASE,
)
_AFTER_NUMBER = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|pooled|included|of|all|from)\s(?:[\w,-]+\s){0,5}$", re.IGNORECASE
)
_PARTICULAR = grammar(
    r"(?: 19 | 20 ) \d\d | \b (?: published | journal | university | \d[\d,]* [ ] (?: people | women | men | adults | children "
    r"| patients | participants ) )"
)
_COMPOUND = re.compile(  # the next head has it
    r"[ -](?:stud(?:y|ies)|trials?|analys[ei]s|data|research|experiments?|reports?)\b", re.IGNORECASE
)
_IN_ONE = re.compile(r"\b(?:in|from|by|on)\s(?:an?|one|another|the (?:first|second|third|latest))\s.*$", re.IGNORECASE)
_NEW = re.compile(r"\b(?:new|newly|recent|latest)\b", re.IGNORECASE)
_ANIMAL_AND = re.compile(r"\banimals?(?: studies)? (?:and|or) $", re.IGNORECASE)
_IN_VIVO = re.compile(r"\bin vivo\b", re.IGNORECASE)
_OVERVIEW = re.compile(r"\b(?:overview|review|summary) of (?:\d+ |\w+ )?$", re.IGNORECASE)
_REPORTS_ON = re.compile(r"\s(?:on|that|in|how|an?)\s", re.IGNORECASE)
_ACRONYM = re.compile(r"\b(?!RCT|U\.?S)[A-Z][A-Za-z]*[A-Z\d][\w-]*")
_ANOTHER = re.compile(
    r"\b(?:another|second|third|larger|bigger|smaller|later|subsequent|separate|earlier|previous|older|similar|follow-up)\b", re.IGNORECASE
)
_OWN = re.compile(
    r"(?:the|this|our|that|these) (?:(?:entire|whole|full|same|total|overall|study|present|original) )?(?:cohort|data|analys[ei]s|survey)",
    re.IGNORECASE,
)
_INSTITUTE_BEFORE = re.compile(
    r"\b(?:School|Department|Dept\.?|Centre|Center|Institute|Division|Faculty|Program|Unit|Office|Bureau|Council)\b[^.;]{0,40}$"
)
_INSTITUTE_AFTER = re.compile(
    r"\s(?:Unit|Cent(?:re|er)|Group|Network|Branch|Institute|Department|Office|Collaborati(?:ve|on)|Program(?:me)?|Consortium)\b"
)
_NUMBERS = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
_SINGLE = {"a", "an", "one", "another", "second", "third", "the"}
_PUT_TOGETHER = re.compile(
    r"\b(?:put(?:ting)? together|pool(?:ed|ing)|combin(?:ed|ing)) (?:the (?:results|data|findings) (?:of|from) )?(?:all )?(?:of )?$",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\s(?:can|can't|cannot|could|may|might|would)\s(?!\d)", re.IGNORECASE)  # not "May 2013"
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
_MEASURED = re.compile(r"\b(?!NHANES)[A-Z]{2,}\s$")  # "BMD data"
_KIND = re.compile(r"\b(?:clinical|preclinical|epidemiologic(?:al)?|experimental|laboratory|human|new|recent)\s$", re.IGNORECASE)
_WITH_WHAT = grammar(
    r"[ ] (?: in | of | on | with | using | involving "
    r"| (?: conducted | done | performed ) [ ] (?: in | on | with ) ) [ ] (?: [\w,-]+ [ ] ){0,3}? (?: animals? (?: [ ] models? )? | mice "
    r"| rats | rodents | cattle | cows | sheep | calves | chickens | hens | (?: mouse | rat | murine | rodent ) (?: [ ] models? )? "
    r"| cell [ ] (?: cultures? | lines? ) | cells | dogs | pigs | rabbits | randomi[sz]ed [ ] (?: controlled [ ] )? trials ) \b"
)
_NEAR_FINDING = re.compile(
    r"\s(?:(?:has|have|had|also|now|does|do|from|in|of|on|by|at|the|to|\w+ly)\s){0,4}(?:[\w()]+\s){0,5}?\w*(?:found|find|show"
    r"|suggest|indicat|support|demonstrat|reveal|link|report|conclud|associat|confirm|prov|been (?:done|conducted|on)\b)",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:(?:to|will|would|we|they|who|could|can|not|i|and|further) study|(?:who|he|she) studies)$", re.IGNORECASE)
# "National Health and Nutrition Examination Survey"
_TITLE = re.compile(
    r"(?!(?:In|The|A|An|This|That|These|From|For|One|And|But|According|Data|Our|Using|Since|Both|Another|New)\b)[A-Z][\w']+\s"
    r"(?:(?:[A-Z][\w'-]+|of|and|on|for|in|&)\s(?:the\s)?)*(?:Study|Trial|Survey|Initiative|Project|Cohort|study|trial)$"
)
_LABEL = re.compile(r"\s*$|\s\s|:")  # what follows "Adverse reactions: Case reports"
_IN = re.compile(r"\sin $", re.IGNORECASE)
_IN_THE = re.compile(r"\W*(?:in|from) (?:the )?", re.IGNORECASE)
# An abbreviation explained, numbers shown in the article itself, a registry.
_EXPLAINS = re.compile(r"\bRCTs?(?: indicates?|,? ?[=:]|,) ?$")
_NO_NAME = re.compile(r"RCTs?(?: indicates?\b|,? ?[=:]|, randomi)|data in (?:Table|Fig)|Trials(?:\.gov| \d)", re.IGNORECASE)
_TITLES_ONLY = ("initiative", "project")  # what heads the proper names of studies alone
_PLURAL = re.compile(r"[\w-]+(?<!si)s\b")
LATER = re.compile(r"\b(?:after another|(?:years|months|decade) later|more recently|since then)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|by)\s(?:19|20)\d\d\b", re.IGNORECASE)


_LEAD = 3  # position of the last sentence that may be a story's lead


@dataclass(frozen=True, slots=True)
class Named:
    """A noun phrase that names research."""

    start: int
    end: int
    design: Design
    opens: bool  # another study than the ones before
    is_generic: bool  # many studies or research at large: nothing later adds to it
    by_agent: bool = False
    self_told: bool = False  # "this paper": the text's own
    is_other: bool = False  # "another study"
    is_one: bool = False  # "one study": told apart from others
    title: str | None = None  # proper name, in small letters


def heads(page: Page) -> dict[int, list[tuple[int, int]]]:
    """Spans of the words that may head such a phrase, by the position of their sentence."""
    found: dict[int, list[tuple[int, int]]] = {}
    for low, high in occurrences(_HEAD, page.shadow, 0, len(page.shadow)):
        if page.shadow[high : high + 1] != "-":
            found.setdefault(page.sentence_at(low).position, []).append((low, high))
    return found


def names(page: Page, s: Sentence, found: list[tuple[int, int]]) -> Iterator[Named]:
    """The noun phrases of a sentence that name research which is done and tells something."""
    text = page.shadow
    if not found or (
        (text[s.start : s.end].rstrip(' "*').endswith("?") and not _PARTICULAR.search(text, s.start, s.end))
        or _AIM.match(text, s.start, s.end)
        or _HYPOTHETICAL.search(text, s.start, s.end)
        or (s.kind == "heading" and _QUESTION.match(text, s.start, s.end))
    ):
        return
    until, named = s.start, list[Named]()
    for low, high in found:
        if low < until or (this := _name(page, s, low, high, until)) is None:
            continue
        last = named[-1] if named else None
        if last and last.by_agent and this.opens and not this.is_generic and _IN.search(text, last.end, this.start):
            named[-1] = this  # "researchers gave it to nine patients in a pilot study"
            until = this.end
            continue
        if last and last.design in SYNTHESES and (not this.opens or _AFTER_NUMBER.search(text, s.start, low)):
            continue  # the studies that a review pooled
        until = this.end
        if last and _AND.fullmatch(text, last.end, this.start) and this.design in SYNTHESES and last.design in SYNTHESES:
            named[-1] = replace(last, end=this.end, design=min(last.design, this.design, key=rank))
            continue
        named.append(this)
        if this.design == "unspecified" and (both := _ANIMAL_AND.search(text, s.start, this.start)):
            named.append(replace(this, start=both.start(), design="animal"))
        words = text[this.start : this.end]
        if this.design == "in_vitro" and ("animal" in designs(words) or _IN_VIVO.search(words)):
            named.append(replace(this, design="animal"))
    yield from named


def _name(page: Page, s: Sentence, low: int, high: int, since: int) -> Named | None:
    text = page.shadow
    head = " ".join(text[low:high].lower().replace("*", " ").split())
    start, opening = _noun_phrase(text, since, low)
    title = _TITLE.search(text, max(since, high - 100), high)
    if (head in _TITLES_ONLY and not title) or _NO_NAME.match(text, low, s.end):
        return None
    if _EXPLAINS.search(text, s.start, start):
        return None
    if title and title.start() < start:
        the = _THE.search(text, since, title.start())
        start, opening = (the.start(), "the") if the else (title.start(), None)
    lead, words = text[max(since, low - 100) : low], text[start:high]
    if _VERB.search(text, max(since, low - 20), high) or (
        head.startswith("case") and lead.endswith(": ") and _LABEL.match(text, high, s.end)
    ):
        return None
    goes_on = (opening in _GOING_ON and not re.search(r"\bfirst\b", words)) or (
        opening is None and (title is not None or head == "analysis")
    )
    is_introduced = False
    is_other = _ANOTHER.search(words) is not None
    if title and _IN_THE.fullmatch(text, s.start, title.start()):
        goes_on, is_other = False, True  # "In the Nurses' Health Study, ..."
    if goes_on and opening == "the" and (name := _ACRONYM.search(words)) and text.find(name[0]) == start + name.start():
        goes_on, is_introduced = False, head in ("trial", "study")  # "the VITAL trial": named here first
    if head in _AGENTS:
        told = _DID.match(text, high, s.end) or re.search(r"\b(?:according to|by)\s(?:\w+\s){0,3}$", lead)
        is_new = bool(_YEAR.search(text, s.start, s.end) or details.journal(text, s.start, s.end)) and s.position > 3
        is_new = is_new or LATER.search(text, s.start, low) is not None
        return Named(start, high, "unspecified", is_new, False, True) if told else None
    if _COMPOUND.match(text, high, s.end) or (head == "reports" and opening is None and _REPORTS_ON.match(text, high, s.end)):
        return None
    if words.strip() == text[s.start : s.end].strip(" *#:.|\n") or _INSTITUTE_AFTER.match(text, high):
        return None  # "Case Reports": the name of a section
    if text[low].isupper() and _INSTITUTE_BEFORE.search(text, max(s.start, low - 60), low):
        return None
    if _WANTED_BEFORE.search(lead) or (opening not in ("this", "our") and _WANTED_AFTER.match(text, high, s.end)):
        return None
    if _OF_THE_STUDY.match(text, high, s.end) and not (opening not in _GOING_ON and _RESULTS.match(text, high, s.end)):
        return Named(start, high, "unspecified", False, False)
    on_what = _WITH_WHAT.match(text, high, s.end)
    end = on_what.end() if on_what else high
    design = design_of(text[start:end])
    if design == "meta_analysis" and _OVERVIEW.search(text, since, start):
        design = "review"
    pooled = opening == "the" and _PUT_TOGETHER.search(text, since, start) is not None
    if pooled and design in ("unspecified", "clinical_trial", "rct"):
        design = "meta_analysis"
    if head == "study" and (opening in _NUMBERS or (opening or "").isdigit()):
        return None  # "nine out of ten study it"
    plural = not pooled and (head in ("data", "research", "evidence") or (head.endswith("s") and not head.endswith(("sis", "series"))))
    if not is_introduced and not _tells(text, s, low, high, head, design, opening):
        return None
    if plural and (of_them := _ONE_OF.search(text, since, start)):
        start, goes_on, plural = of_them.start(), False, of_them["how_many"].lower() not in ("one", "another")
    if head == "research" and s.position <= _LEAD and _NEW.search(words):
        plural = False  # the news itself
    self_told = (opening == "this" and head in ("paper", "report", "review", "article")) or _OWN.fullmatch(words) is not None
    return Named(
        start,
        end,
        design,
        pooled or not goes_on,
        plural,
        self_told=self_told,
        is_other=is_other,
        is_one=opening in _SINGLE,
        title=title[0].lower() if title else None,
    )


def _noun_phrase(text: str, since: int, head: int) -> tuple[int, str | None]:
    """Where the noun phrase of a head begins, and its determiner: "the" of "the newly released Women's Health Study"."""
    start = head
    is_plural = _PLURAL.match(text, head) is not None
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
        if low in _GOING_ON or low in _OPENING or (low.isdigit() and is_plural):
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
    if head == "data" and _MEASURED.search(text, s.start, low):
        return False
    if (head.startswith("guideline") and design == "unspecified") or (
        head == "evidence" and design == "unspecified" and not _KIND.search(text, s.start, low)
    ):
        return False
    if _ACCORDING.search(text, max(s.start, low - 40), low):
        return True
    if head in ("study", "trial", "experiment") and opening in _OPENING:
        lead = text[max(s.start, low - 60) : low]
        if _IN_ONE.search(lead) or (s.kind != "heading" and _ANOTHER.search(lead)):
            return True
    if _POSSIBLE.match(text, high, s.end) or (head in ("data", "evidence") and _FROM_STUDIES.match(text, high, s.end)):
        return False
    if head in ("research", "reports", "reviews") and text[low].isupper() and low > s.start + 3:
        return False  # the name of an institution or a journal
    if (
        head in ("survey", "surveys")
        and opening is None
        and not (_dated(text, high, s.end) or re.search(r"(?:19|20)\d\d $", text[s.start : low]))
    ):
        return False
    if head in ("data", "evidence", "research"):
        return _NEAR_FINDING.match(text, high, s.end) is not None
    if head in ("report", "reports", "paper", "analysis", "analyses", "investigation") and design == "unspecified":
        return (tells and _HAS_FINDING.match(text, high, s.end) is not None) or _PARTICULAR.search(text, s.start, s.end) is not None
    if design == "review" and opening not in _OPENING:
        return _dated(text, high, s.end) or (opening in _GOING_ON and tells)
    if design in ("unspecified", "clinical_trial", "rct", "animal") or (
        opening is None and head.endswith("s") and s.kind == "body" and design not in SYNTHESES
    ):
        return tells or _PARTICULAR.search(text, s.start, s.end) is not None
    return True


def _dated(text: str, start: int, end: int) -> bool:
    return re.match(r"[^.;]{0,25}\b(?:19|20)\d\d\b", text[start:end]) is not None


def designs(words: str) -> set[Design]:
    return {_DESIGNS[" ".join(m[0].lower().replace("*", " ").split())] for m in _DESIGN.finditer(words)}


def design_of(words: str) -> Design:
    told = designs(words)
    return next((d for d in PRECEDENCE if d in told), "unspecified")


def rank(design: Design) -> int:
    return PRECEDENCE.index(design)
