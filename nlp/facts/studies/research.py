"""Whether a noun phrase names research that was done and tells something of it, not one that is wanted, planned or talked of."""

import re

from nlp.facts.studies.designs import SYNTHESES
from nlp.facts.studies.lookalikes import is_lookalike
from nlp.facts.studies.phrases import GOING_ON, HAVE_FOUND, OPENING, YEAR_AFTER, Phrase
from nlp.facts.words import COUNT, alternatives, grammar, meanings, scanner
from nlp.schema import Design

# What is wanted, planned, looked for or denied is no study.
_WANTED_BEFORE = re.compile(
    r"\b(?:(?<!what's )more(?! recent| than)|further(?!,)|additional|future|better|needs?|needed|requires?d?|await\w*|planned|underway"
    r"|continued(?! since)|upcoming|ongoing|no|if|why"
    r"|whether|until|unless|support|fund\w*|tak(?:e|ing) part in|being part of"
    r"|(?:most|fewest|largest) number of|participat(?:e|ing|ion) in|links to|list of"
    r"|little evidence from|never (?:done|made|conducted|performed|published)|paucity of|scarcity of|dearth of|shortage of"
    r"|location of|to find|eligible|any|not a single|without|well-designed|(?:lack|absence) of|need for|potential (?:for|to)|possibility of"
    r"|needs? to (?:be )?\w+(?: \w+){0,3} (?:in|by)"
    r"|(?:should|must) be \w+ (?:in|by|within)|(?:do not|don't) (?:yet )?have|searched for|looking for|search for|design|join"
    r"|enroll in|conduct|conducting|carry(?:ing)? out|run|propos\w* an?|proposal for|designing|designed as|design of|reliance on"
    r"|disseminates|underwent(?: \w+ and)?|not (?:an?|even)|controlling for|adjust(?:ed|ing) for"
    r"|candidate for|basis for|begin|launch|focus of|subject of"
    r"|not many|enough|isn't|aren't|wasn't|weren't"
    r"|examine|summari[sz]e|discuss|develop|produce|problems? with|inadequate|insufficient)"
    r"(?:(?:,\s(?!(?:an?|one|another|the|new|recent)\b)|\s)(?!(?:in|of|by|though|but|show|shows|and)\b)\w[\w/-]*){0,4}\s$"
    r"|\bproposed (?:[\w-]+ )?$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(
    # What follows a finding is told of something else: "new research shows that a diet will help".
    r"(?:(?!(?<! that)(?<! which) (?:show(?:s|ed|ing)?|finds?|finding|found"
    r"|suggest(?:s|ed|ing)?|indicat(?:e[sd]?|ing)|reveal(?:s|ed|ing)?|concluded) )[^.,;]){0,90}?"
    r"\b(?:(?:is|are|was|were|be|isn't|aren't) (?:still |also |currently |clearly |urgently |sorely |very much |certainly |therefore )?"
    r"(?:needed|required|warranted|necessary"
    r"|justified|desirable|called for|imperative|essential|awaited|in progress|in preparation|recruiting|due to (?:report|start|end|be)"
    r"|under ?way|pending|ongoing|lacking|being|planned|expected|limited|scarce|sparse|available|online|at|here|free"
    r"|usually|typically|generally|often|(?:done|designed|used) to|(?:now |still )?in the planning)"
    r"|are (?:not|conducted|performed)|will|should|needs? to|must|may be needed|would"
    r"|ha(?:s|ve) (?:\w+ )?potential"
    r"|(?:typically|usually|rarely) (?!show|find|found|suggest|support|indicat|report)"
    r"|ha(?:s|ve) (?:not|never) (?:yet )?(?:addressed|examined|investigated|looked|explored|tested|evaluated|assessed))\b",
    re.IGNORECASE,
)
_WAS_PUBLISHED = re.compile(r"\s(?:was|were) published\b")  # "until a famous study was published in 1999"
_ONLY_WAY = re.compile(
    r"\b(?:only (?:way|thing)|(?:should|could|would|must|ahead and|have to|going to|let's) (?:\w+ )?do)\b[^.;]*$", re.IGNORECASE
)
_UNKNOWN = re.compile(r"\b(?:not|un) ?(?:yet )?aware of\b[^.;]*$", re.IGNORECASE)
_FOUND_MORE = re.compile(r"(?:^|[.;,]\s)(?:further|additional)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_PARTICULAR = grammar(
    r"(?: 19 | 20 ) \d\d | \b (?: published | journal | university | \d[\d,]* [ ] (?: people | women | men | adults | children "
    r"| patients | participants ) )"
)
_COMPOUND = re.compile(  # the next head has it
    r"[ -](?:sequential|basis|run|and error|stud(?:y|ies)|trials?|analys[ei]s|data|research|experiments?|reports?|settings?|sections?"
    r"|registration|funds|funding|grants?|support (?:from|by))\b",
    re.IGNORECASE,
)
_REPORTS_ON = re.compile(r"\s(?:on|that|in|how|an?|from)\s", re.IGNORECASE)
_INSTITUTE_BEFORE = re.compile(
    r"\b(?:School|Department|Dept\.?|Centre|Center|Institute|Division|Faculty|Program|Unit|Office|Bureau|Council)\b[^.;]{0,40}$"
)
_INSTITUTE_AFTER = re.compile(
    r"\s(?:[A-Z]\w+\s)?(?:Unit|Cent(?:re|er)|Group|Network|Branch|Institute|Department|Office|Advisory|Committee|Collaborati(?:ve|on)|Program(?:me)?|Consortium)\b"
)
_ALSO_VERBS = {"study", "report", "review", "survey"}
_MANY = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "most", "many", "several", "few"}
_VERB = re.compile(
    r"\b(?:(?:to|will|would|we|they|who|could|can|not|i|and|further) study"
    r"|(?:to|will|would|we|they|who|could|should|must|not|i|did|do|does) (?:report|review|survey)"
    r"|(?:who|he|she|one) (?:studies|reviews|surveys)"
    r"|(?:people|patients|participants|women|men|adults|doctors|researchers|scientists|authors|investigators|also|now|often"
    r"|sometimes) reports?"
    r"|et al\.?,?(?: [\[(]\d+[\])])? report|\w+ly report)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*$|\s\s|:")  # what follows "Adverse reactions: Case reports"
# An abbreviation explained, numbers shown in the article itself, a registry.
_NO_NAME = re.compile(
    r"studies like (?:this|these)\b|see (?:study|trial|review)\b|consumer reports|Research Support,"
    r"|review of (?:the book|this (?:study|paper|article))|use data\b"
    r"|RCTs?(?: indicates?\b|,? ?[=:]|, randomi)|data in (?:Table|Fig)|Trials(?:\.gov| \d)"
    r"|review of (?:the |a |his |her |their )?(?:patient|medical|medication|history|symptom|diet|label)",
    re.IGNORECASE,
)
_ONE = ("study", "trial", "rct", "experiment")
_TITLES_ONLY = ("initiative", "project")  # what heads the proper names of studies alone

_FINDING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding'))} ) \b")
_TELLING = scanner(rf"\b (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) \b")
_HAS_FINDING = grammar(
    rf"(?: [ ] (?: \( [^)]* \) | \[ [^\]]* \] "
    rf"| [\w',-]+ ) ){{0,9}}? [ ] (?: {alternatives(meanings(__package__, 'finding', 'doing'))} ) (?! \w )"
)
_NEAR_FINDING = re.compile(
    r"\s(?:(?:has|have|had|also|now|does|do|from|in|of|on|by|at|the|to|\w+ly)\s){0,4}(?:[\w()-]+\s){0,5}?\w*(?:found|find|show"
    r"|suggest|indicat|support|demonstrat|reveal|link|report|conclud|associat|confirm|prov|been (?:done|conducted|on)\b)",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to (?:[\w-]+ ){0,4}$", re.IGNORECASE)
_RESULTS_OF = re.compile(
    r"\b(?:findings|results|outcomes|data) (?:of|(?:derived )?from) (?!(?:this|these|the|our|their)\b)(?:[\w-]+ ){0,4}$", re.IGNORECASE
)
_RESULTS_HEAD = re.compile(
    r"^(?:(?:the )?(?:results|findings) (?:of|from) )", re.IGNORECASE
)  # "Results of a randomized trial.": of a title
_SUBTITLE = re.compile(r"\w(?:\W?[:;?.]| [–-])\s$")
_GROUP = re.compile(r"\W*(?:group|arm)\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s(?:of|in|on|among|by|from|involving|conducted|done|entitled|titled|published|which|where)\s", re.IGNORECASE)
_THE_FEW = re.compile(rf"the (?:few|only|{COUNT})\b", re.IGNORECASE)
# "In other studies, ...", "..., based on scores of trials", where nothing denies it
_IN_MANY = re.compile(
    r"^(?!.*(?:\b(?:not|never|being|until)|n't)\b[^,;]*$)"
    r"(?:(?:.*[,;:“\"]\s|\W*)(?:\w+,?\s)?(?:in|from|by)|.*\b(?:based on|reviewed|pooled|combined|analy[sz]ed))\s"
    r"(?:the\s)?(?:(?:scores|dozens|hundreds|thousands)\sof\s)?$",
    re.IGNORECASE | re.DOTALL,
)
_IN_ONE = re.compile(r"\b(?:in|from|by|on)\s(?:an?|one|another|the (?:first|second|third|latest))\s.*$", re.IGNORECASE)
ANOTHER = re.compile(
    r"\b(?:another|second|third|larger|bigger|smaller|later|subsequent|separate|earlier|previous|older|similar|follow-up)\b", re.IGNORECASE
)
_POSSIBLE = re.compile(r"\s(?:can|can't|cannot|could|may|might|would|usually|typically|generally)\s(?!\d)", re.IGNORECASE)  # not "May 2013"
# The studies that data come from are named themselves.
_FROM_STUDIES = re.compile(
    r"\s(?:from|of|in)\s(?:[\w,-]+\s){0,5}(?:stud(?:y|ies)|trials?|experiments?|surveys?|reports|papers|articles"
    r"|meta-anal\w+)\b",
    re.IGNORECASE,
)
# What a paper's abstract says of the study that it tells.
OWN_AIM = re.compile(
    r"\W*(?:the )?(?:\w+ )?(?:aim|objective|purpose|goal)s? of (?:this|the present|the current|our) (?:[\w-]+ ){0,3}(?:study|trial)\b",
    re.IGNORECASE,
)
# How a review chose what it put together.
_METHODS = re.compile(
    r"\b(?:we (?:\w+ )?(?:aimed|aim|searched|excluded|selected|planned|sought|considered|identified|extracted|abstracted|screened)"
    r"|(?:were|was) (?:excluded|eligible|searched|retrieved|screened|extracted)|(?:inclusion|exclusion|eligibility|selection) criteria"
    r"|PubMed|Medline|Embase|Scopus|CENTRAL|Cochrane Library|electronic databases"
    r"|study selection|data extraction|data sources|literature search)\b",
    re.IGNORECASE,
)
_OF_STUDIES = re.compile(rf"\sof\s{COUNT}\s(?:[\w-]+\s){{0,3}}(?:RCTs?|trials|studies)\b")
_OF_TRIALS = re.compile(r"\sof\s(?:[\w-]+\s){0,2}(?:RCTs?|trials|studies)\b")


def is_name(phrase: Phrase) -> bool:
    """Whether the phrase may name research at all: not a verb, the name of an institution, a section or a registry."""
    text, s, head = phrase.text, phrase.sentence, phrase.head
    if (head in _TITLES_ONLY and not phrase.title) or phrase.words.startswith("'"):
        return False  # "the study's survey": the study is named already
    if head in _ALSO_VERBS and (phrase.opening in _MANY or (phrase.opening or "").isdigit()):
        return False  # "nine out of ten study it", "most laboratories report ..."
    if head in ("research", "report", "reports", "reviews", "evidence") and text[phrase.low].isupper() and phrase.low > s.start + 3:
        return False  # the name of an institution or a journal
    if _NO_NAME.match(text, phrase.low, s.end) or _NO_NAME.match(text, phrase.start, s.end):
        return False
    if _VERB.search(text, max(phrase.since, phrase.low - 20), phrase.high):
        return False
    return not (head.startswith("case") and (phrase.lead.endswith(": ") or phrase.low <= s.start + 3) and phrase.after(_LABEL))


def is_wanted(phrase: Phrase) -> bool:
    """Whether what the phrase names is needed, planned, looked for or denied."""
    if _FOUND_MORE.search(phrase.lead) and phrase.after(HAVE_FOUND):
        return False
    if phrase.after(_WAS_PUBLISHED):
        return False
    if phrase.before(_UNKNOWN, 90) or (phrase.before(_ONLY_WAY, 90) and phrase.opening in ("a", "an")):
        return True
    return _WANTED_BEFORE.search(phrase.lead) is not None or (phrase.opening not in ("this", "our") and phrase.after(_WANTED_AFTER))


def is_part(phrase: Phrase) -> bool:
    """Whether the phrase is but a part of another name: of the next head's, an institution's, a section's."""
    text, s = phrase.text, phrase.sentence
    return (
        phrase.after(_COMPOUND)
        or f"{text[phrase.low - 1 : phrase.low]}{text[phrase.high : phrase.high + 1]}" == "()"  # "randomized trials (RCTs)"
        or (phrase.head == "reports" and phrase.opening is None and phrase.after(_REPORTS_ON))
        or phrase.words.strip() == _RESULTS_HEAD.sub("", text[s.start : s.end].strip(" *#:.|\n"))  # "Case Reports": the name of a section
        or phrase.after(_INSTITUTE_AFTER)
        or (phrase.words == "Study" and phrase.since < phrase.low - 2 and text[phrase.low - 2] == ")")  # "the Example Cohort (Mole) Study"
        or (text[phrase.low].isupper() and phrase.before(_INSTITUTE_BEFORE, 60))
    )


def is_particular(phrase_text: str, start: int, end: int) -> bool:
    """Whether [start, end) tells a year, a journal or a number of people."""
    return _PARTICULAR.search(phrase_text, start, end) is not None


def is_own_aim(phrase: Phrase) -> bool:
    """Whether the phrase names the study whose abstract begins with its aim: "the aim of this study was"."""
    aim = OWN_AIM.match(phrase.text, phrase.sentence.start, phrase.sentence.end)
    return aim is not None and aim.end() == phrase.high


def tells(phrase: Phrase, design: Design) -> bool:
    """Whether the sentence says something of the research: a finding, a date, a journal, a size."""
    text, s, head, opening = phrase.text, phrase.sentence, phrase.head, phrase.opening
    if is_lookalike(phrase, design):
        return False
    if is_own_aim(phrase) or _is_subtitle(phrase, design):
        return True
    if head in ("data", "evidence") and phrase.after(_FROM_STUDIES):
        return False
    if head.endswith("s") and s.kind != "heading" and _METHODS.search(text, s.start, s.end):
        return False
    if phrase.before(_ACCORDING, 40) or (opening not in GOING_ON and s.kind == "body" and phrase.before(_RESULTS_OF, 70)):
        return True
    if head in _ONE and opening == "one" and text[phrase.start - 1] == "(":
        return True  # "was worse (one trial, 40 patients)"
    if head in _ONE and opening in OPENING:
        lead = text[max(s.start, phrase.low - 60) : phrase.low]
        if _IN_ONE.search(lead) or (s.kind != "heading" and ANOTHER.search(lead)):
            return True
    if phrase.after(_POSSIBLE):
        return False
    if opening == "the" and head in ("studies", "trials") and _THE_FEW.match(text, phrase.start):
        return True
    if head in _ONE and opening in ("a", "an", "one", "another") and phrase.after(_OF_WHAT):
        # "A clinical trial of a new therapy." alone tells of none that was done.
        return phrase.start > s.start + 3 or _TELLING.search(text[s.start : s.end]) is not None or is_particular(text, s.start, s.end)
    if head in ("studies", "trials") and _IN_MANY.match(text[s.start : phrase.start]):
        return True
    if head in ("data", "evidence", "research"):
        return phrase.after(_NEAR_FINDING)
    if s.kind == "table_cell":
        # A cell that begins with a design: "| RCT, 4,000 IU |", but not each group's own line.
        is_first = text[max(s.start, phrase.start - 3) : phrase.start].strip() == "|"
        return is_first and design != "unspecified" and not (head.endswith("s") or _GROUP.match(text, s.start, s.end))
    return _found_something(phrase, design)


def _is_subtitle(phrase: Phrase, design: Design) -> bool:
    """Whether a heading ends with the design of what it is about, as titles of papers do: "Kelp and falls: a randomized trial"."""
    s = phrase.sentence
    is_one = phrase.head.endswith(("y", "l", "t", "sis"))
    return s.kind == "heading" and is_one and design != "unspecified" and _SUBTITLE.search(phrase.text, s.start, phrase.start) is not None


def _found_something(phrase: Phrase, design: Design) -> bool:
    """Whether the sentence tells a finding: of many studies with no word on which it must, of one it is enough what was done."""
    text, s, head, opening = phrase.text, phrase.sentence, phrase.head, phrase.opening
    is_of_many = opening is None and head.endswith("s") and not head.startswith(("in ", "on ", "to "))
    found = (_FINDING if is_of_many else _TELLING).search(text[s.start : s.end]) is not None
    if head in ("report", "reports", "paper", "analysis", "analyses", "investigation") and design == "unspecified":
        return (found and phrase.after(_HAS_FINDING)) or is_particular(text, s.start, s.end)
    if _is_method(phrase, design):
        return phrase.after(_NEAR_FINDING)
    if design == "review" and opening not in OPENING:
        return phrase.after(YEAR_AFTER) or phrase.after(_OF_STUDIES) or (found and (opening in GOING_ON or phrase.after(_OF_TRIALS)))
    if design in ("unspecified", "clinical_trial", "rct", "animal") or (
        opening is None and head.endswith("s") and s.kind == "body" and design not in SYNTHESES
    ):
        return found or ((opening is not None or not head.endswith("s")) and is_particular(text, s.start, s.end))
    return True


def _is_method(phrase: Phrase, design: Design) -> bool:
    """Whether a review named without a word before it may be the method: "meta-analysis may settle it"."""
    return (
        design in SYNTHESES
        and phrase.opening is None
        and phrase.sentence.kind == "body"
        and phrase.head.endswith(("sis", "view"))
        and not phrase.lead.endswith(("and ", "& "))  # "a review and meta-analysis"
        and not (phrase.after(YEAR_AFTER) or phrase.after(_OF_STUDIES))
    )
