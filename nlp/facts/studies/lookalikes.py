"""What only looks like research: a blood test, an analysis of variance, the people of a study, a country's dietary advice."""

import re

from nlp.facts.studies.phrases import GOING_ON, HAVE_FOUND, YEAR_AFTER, Phrase
from nlp.schema import Design

_NOT_RESEARCH = re.compile(
    r"\b(?:statistical|regression|multivariate|multivariable|univariate|sensitivity|subgroup|curve|variance|laboratory|chemical"
    r"|blood|power|secondary|cost|data|roc|factor|dose-response|spectral|association|adjusted|post hoc|genetic|genome|peer|book"
    r"|editor's|sleep|imaging|conduction|news|annual|weather|police|credit|school|personal|census|market|intake"
    r"|safety|rank|log-rank|risk|cluster|content|survival|gene|sequence|correlation|trend|discriminant|decision|image"
    r"|distribution|x-ray|histological|biochemical|molecular|quantitative|qualitative|hplc|institutional|ethics|bone|skeletal|statistics|test|progress|pain|initial"
    r"|internal|external|further|closer|intent-to-treat|intention-to-treat|per-protocol)\s*$",
    re.IGNORECASE,
)
_REPORTS_OF = re.compile(r"\sof\s")  # "reports of side effects"
_COHORT_SIZE = re.compile(r"[ -](?:effects?|sizes?|members?|staged)\b", re.IGNORECASE)
_COHORTS_WITHIN = re.compile(
    r"(?:\d+|two|three|four|all|each|both|higher|lower)\b"
    r"|.*\b(?:discovery|confirmation|validation|replication|training) cohort",
    re.IGNORECASE,
)
_OF_STUDY = re.compile(r"\b(?:(?:this|current|present|our) (?:\w+ )?study|we|participating in)\b[^.;]*$", re.IGNORECASE)
_THAN = re.compile(r"\bthan (?:in |most |other |many |the |those (?:in|of) )*(?:[\w-]+ )?$", re.IGNORECASE)  # "longer than most studies"
_WERE_CHOSEN = re.compile(
    r"\s(?:were|was) (?:\w+ly |then )?(?:assessed|appraised|rated|graded|selected|eligible|excluded|classified|screened|considered)\b"
)
_USED_IN = re.compile(r"\b(?:doses?|amounts?|batches|products?|forms?|extracts?) (?:\w+ )?used in (?:[\w-]+ )?$", re.IGNORECASE)  # of goods
_BY_WHOM = re.compile(r" (?:by [A-Z]|of (?:\d|several|the data from))")
_OF_BRANDS = re.compile(r" of (?:[\w-]+ ){0,6}(?:brands|products)\b", re.IGNORECASE)  # what a laboratory tested
_TESTS = re.compile(r"\b(?:sleep|imaging|conduction|blood|x-ray|time|free(?: \w+){0,2})\s$", re.IGNORECASE)
_MEASURED = re.compile(r"\b(?!NHANES)[A-Z]{2,}\s$")  # "BMD data"
_MODEL = re.compile(r"(?:effects?|adjusted|stratified)\s$", re.IGNORECASE)  # "fixed-effects meta-analysis": how it was reckoned
_ACROSS = re.compile(r"\b(?:across|between|among)\s(?:the\s|all\s)?(?:[\w-]+\s)?$", re.IGNORECASE)  # "not the same across studies"
_SEARCHED = re.compile(r"\b(?:search terms?|keywords?)\b[^.;]*$", re.IGNORECASE)
_FUNDED = re.compile(r"\s(?:was|is) (?:supported|funded|sponsored|financed)\b[^.;]{0,20}? by\b", re.IGNORECASE)  # at a paper's end
_SOUGHT = re.compile(r"\b(?:available|eligible|published|relevant)\s$", re.IGNORECASE)
_KIND = re.compile(
    r"\b(?:clinical|preclinical|epidemiologic(?:al)?|experimental|laboratory|human|new|recent|preliminary|survey)\s$",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\b[A-Z][A-Z\d]{2,}\s$")  # "NHANES data"
_FROM = re.compile(r"\sfrom\s")
_DIETARY = re.compile(r"\bdietary guidelines?$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d $")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")


def is_lookalike(phrase: Phrase, design: Design) -> bool:
    """Whether the words about the head make it another thing: a blood test, an analysis of variance, a market survey."""
    head = phrase.head
    if phrase.before(_TESTS, 20) or (head.startswith(("analys", "survey", "review")) and phrase.after(_OF_BRANDS)):
        return True
    if phrase.opening == "each" or (phrase.opening is None and head.endswith("s") and phrase.before(_USED_IN, 40)):
        return True
    if head.endswith("s") and (phrase.before(_THAN, 40) or phrase.after(_WERE_CHOSEN)):
        return True
    if head == "analyses" and design == "unspecified" and phrase.opening is None and not phrase.after(_BY_WHOM):
        return True  # of the data at hand
    if not head.startswith(("stud", "trial")) and design in ("unspecified", "review", "survey") and phrase.before(_NOT_RESEARCH, 30):
        return True
    if phrase.opening in GOING_ON and phrase.after(_FUNDED):
        return True
    if phrase.before(_SEARCHED, 150) or (head.endswith("s") and phrase.before(_ACROSS, 40)):
        return True
    if head in ("cohort", "cohorts") and not phrase.title and _is_of_study(phrase):
        return True
    if head == "reports" and (phrase.before(_SOUGHT, 12) or phrase.after(_REPORTS_OF)):
        return True
    if (head == "data" and phrase.before(_MEASURED, 200)) or (head.startswith("meta") and phrase.before(_MODEL, 20)):
        return True
    if design == "unspecified" and head.startswith("guideline"):
        return True
    if design == "unspecified" and head in ("data", "evidence") and not (phrase.before(_KIND, 200) or phrase.title):
        return not (head == "data" and (phrase.before(_WHOSE, 20) or phrase.after(_FROM)))  # "data suggest" says not whose
    is_dated = phrase.after(YEAR_AFTER) or phrase.before(_YEAR_BEFORE, 10)
    if _DIETARY.search(phrase.words) and not (is_dated or _DATED.search(phrase.words)):
        return True  # a country's advice, none of its editions
    return head in ("survey", "surveys") and phrase.opening is None and not (is_dated or phrase.after(HAVE_FOUND))


def _is_of_study(phrase: Phrase) -> bool:
    """Whether a cohort is the people of a study that the sentence names, or one of its groups."""
    if phrase.after(_COHORT_SIZE) or _COHORTS_WITHIN.match(phrase.words):
        return True
    return phrase.opening != "another" and phrase.before(_OF_STUDY, 150)
