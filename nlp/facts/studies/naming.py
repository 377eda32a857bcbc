"""Noun phrases that name research which was done: "a 2023 randomized trial", "the study", "in vitro and animal studies"."""

import re
from dataclasses import dataclass, replace

from nlp.facts.studies import details, research
from nlp.facts.studies.designs import SYNTHESES, are_compatible, design_of, designs, rank
from nlp.facts.studies.phrases import AGENTS, GOING_ON, Phrase, phrase
from nlp.facts.words import COUNT, alternatives, grammar, holds, meanings
from nlp.page import Page, Sentence
from nlp.schema import Design

_DID = grammar(rf"(?: [ ] [\w',-]+ ){{0,9}}? [ ] (?: {alternatives(meanings(__package__, 'finding', 'did'))} ) (?! \w )")
# How frequencies are explained, and what nobody did.
_HYPOTHETICAL = (
    "means that in a study", "examined in one study", "based on a specific study", "deally we'd", "deally, we'd", "deally you'd",
)  # fmt: skip
_QUESTION = re.compile(r"[\W_]*(?:how|why|what|is|are|does|do|should|can|when|which|who)\b", re.IGNORECASE)
_TOLD_FIRST = re.compile(  # before it asks: "A study found that kelp helps, but how?"
    r"\W*(?:(?:well|remember),? )?(?:there (?:have|had|has) been |we (?:did|do have) )?"
    r"(?:an?|one|another|that|various|several|two|three|some) (?:[\w-]+ ){0,3}(?:stud(?:y|ies)|trials?)\b",
    re.IGNORECASE,
)
_PERFORMED = re.compile(r"\b(?:performed|conducted|carried out) an? ", re.IGNORECASE)  # "What happened when they performed a ...?"
_AIM = re.compile(r"\W*(?:the )?(?:aim|objective|purpose|goal)s?\b(?!\W*:\W*(?!to )\w)", re.IGNORECASE)  # but "Aim: Studies show"
_OF_METHODS = re.compile(r"\s(?:selection|eligibility|inclusion|quality|characteristics)\b", re.IGNORECASE)  # of a review
_LISTED = re.compile(r"(?:\.{3,}|\s\.)\s?\d{1,3}\s*$")  # in a table of contents
_CAPTION = re.compile(r"\W*(?:fig(?:ure)?\.?|table|box|appendix)\s*[A-Z]?\d", re.IGNORECASE)
_AUTHOR = (
    r"(?!Vitamin\b)(?:(?:van|von|de|den|der|du|di|la|le) ){0,2}[A-Z][\w'-]+,? (?:[A-Z][\w'-]+ )?"
    r"(?:[A-Z]{1,3}\b|(?:[A-Z]\.[ -]?){1,3})(?: [23][nr]d| Jr\.?)?"
)
# "12. Wool AB, Silk C, et al. ...": an item of a reference list that stands in the text
_ENTRY = re.compile(rf"[\W\d]*(?:[a-z] )?{_AUTHOR}(?:,? ?(?:et al\b|(?:& )?{_AUTHOR}(?:[.,]| \())|\.? \((?:19|20)\d\d[a-e]?\))")
_PAGES = re.compile(  # "Odd J Nutr 12:34-56" ends such an item
    r"\b[A-Z][A-Za-z]*[.,]? (?:(?:19|20)\d\d; ?)?\d{1,4}(?: ?\(\d[\d-]*\))?: ?(?:[A-Z]?\d{3,}|\d+-\d+)"
    r"(?:[\s.]+(?:Abstract|CrossRef|PubMed|Medline|FREE).*)?[\s.]*$"
)
_SHORT = 350  # characters that an item of a reference list has at most
_RESULTS = re.compile(r"\s(?:results|findings)\s(?:[a-z]+\s){0,2}(?:show|suggest|indicat|support|reveal|demonstrat)", re.IGNORECASE)
_OF_THE_STUDY = re.compile(
    r"\s(?:authors?|co-?authors?|participants?|subjects?|groups?|period|design|team|leaders?|leads?|end|populations?|volunteers?"
    r"|investigators?|results|findings|patients|infants|children|women|men|mothers|medication|drugs?|visit|arms?|staff|baseline|entry|enrol\w+|completion|sites?|personnel|coordinator|protocol|itself)\b",
    re.IGNORECASE,
)
_OF_ITS_METHODS = re.compile(r"\s(?:design|populations?|period|medication|drugs?|visit|baseline|entry|sites?|protocol)\b", re.IGNORECASE)
_AFTER_NUMBER = re.compile(
    rf"\b(?:{COUNT}|pooled|included|of|all|from|based on)\s(?:[\w,-]+\s){{0,5}}$",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|newly|recent|latest)\b", re.IGNORECASE)
_ANIMAL_AND = re.compile(r"\banimals?(?: studies)? (?:and|or) $", re.IGNORECASE)
_IN_VIVO = re.compile(r"\bin vivo\b", re.IGNORECASE)
_OVERVIEW = re.compile(r"\b(?:overview|review|summary) of (?:\d+ |\w+ )?$", re.IGNORECASE)
_NAME_AFTER = re.compile(r" \(?[A-Z][A-Z\d-]{3,}\b")
_ACRONYM = re.compile(r"\b(?!RCT|U\.?S)[A-Z][A-Za-z]*[A-Z\d][\w-]*")
# "the definitive study", "the study upon which the RDA was based": told for the first time
_FAMED = re.compile(r"\b(?:definitive|landmark|seminal|classic|famous|famed|pivotal|largest|longest|most recent)\b", re.IGNORECASE)
_FIRST = re.compile(r"\bfirst\b|^the other (?:[\w-]+ )?(?:study|trial)$", re.IGNORECASE)
_ABOUT = re.compile(r"\s(?:that (?:have been|were) )?(?:on|about|done|conducted|carried out)\s")
_WAS_BASIS = re.compile(r"\s(?:up)?on which\b", re.IGNORECASE)
_OWN = re.compile(
    r"(?:the|this|our|that|these) (?:(?:entire|whole|full|same|total|overall|study|present|original) )?(?:cohort|data|analys[ei]s|survey)",
    re.IGNORECASE,
)
_WHOSE = {"her", "his", "their", "our"}
_EARLIER = re.compile(r"\b(?:earlier|previous|prior|past)\b", re.IGNORECASE)
_SINGLE = {"a", "an", "one", "another", "second", "third", "the"}
_PUT_TOGETHER = re.compile(
    r"\b(?:put(?:ting)? together|pool(?:ed|ing)|combin(?:ed|ing)|collected) "
    r"(?:(?:the )?(?:results|data|findings) (?:of|from) )?(?:all )?(?:of )?$",
    re.IGNORECASE,
)
_ANALYSIS = re.compile(r"\banalys[ei]s$", re.IGNORECASE)
_OF_THEM = re.compile(r" of (?:(?:the )?(?:results|data|findings) (?:of|from) )?(?:the )?", re.IGNORECASE)
_COHORT = re.compile(r"\bcohort$", re.IGNORECASE)
_APART = re.compile(r"[;|]")
_DASH = re.compile(r"\s[–-]\s")
_LABELLED = re.compile(r"\s[–-]\s(?:[A-Z]\w+ )?$")
_COMMA = re.compile(r",\s")
_AND = re.compile(r"\s(?:and|&|with)\s", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?P<how_many>one|another|some|several|many|most|two|three|four|five)\sof\s$", re.IGNORECASE)
_THIS_IS = re.compile(  # "this is one of the first studies ...", "this kind of review, called a meta-analysis, ..."
    r"\b(?:(?:this|it) (?:is|was) (?:\w+ly |indeed |also |just )?(?:one of )?|(?:type|kind|form) of \w+, (?:called|known as) )"
    r"(?:the|an?) (?:[\w-]+ )*$",
    re.IGNORECASE,
)
_WITH_WHAT = grammar(
    r"[ ] (?: in | of | on | with | using | involving "
    r"| (?: conducted | done | performed ) [ ] (?: in | on | with ) ) [ ] (?: [\w,-]+ [ ] ){0,3}? (?: animals? (?: [ ] models? )? | mice "
    r"| rats | rat | mouse | rodents | cattle | cows | sheep | calves | chickens | hens "
    r"| (?: mouse | rat | murine | rodent ) (?: [ ] models? )? "
    r"| cell [ ] (?: cultures? | lines? ) | cells | dogs | pigs | rabbits | randomi[sz]ed [ ] (?: controlled [ ] )? trials ) \b"
)
_IN = re.compile(r"\sin $", re.IGNORECASE)
_CALLED = re.compile(r",? (?:called|named|dubbed|known as) ")  # "a drug trial called the Heart Trial"
_BRACKET = re.compile(r"(?: [A-Z][\w-]*)? {1,2}[(\[]")
_CLOSED = re.compile(r"[^()\[\]]{0,40}(?:\([^()]*\))?[)\]]")
_IN_ANIMALS = re.compile(r"\b(?:in|on|to) (?:mice|rats|rodents)$", re.IGNORECASE)
_FROM = re.compile(r"\s(?:derived from|from|of|in|using|within|nested within)\s", re.IGNORECASE)
_TAKEN_FROM = re.compile(r"\s(?:from|of|within|using)\s$")
_TITLED = re.compile(r"\b(?:en)?titled\b")
_IN_THE = re.compile(r"\W*(?:in|from) (?:the )?", re.IGNORECASE)
LATER = re.compile(r"\b(?:after another|most recently|(?:years|months|decade) later|more recently|since then)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|by)\s(?:19|20)\d\d\b", re.IGNORECASE)
_LEAD = 3  # position of the last sentence that may be a story's lead
# No research that was done.
_AIMS = re.compile(
    r"\s(?:to|can|could|may|might|hope|hoped|plan|want|will|responded|blind(?:ed)?|believe|think|suggest|suspect|estimate"
    r"|say there|were surprised"
    r"|have (?:long|described|suggested|not|never)|continue|do not|don't|haven't)\b"
)
_GROUP_OF = re.compile(r"\b(?:an?|another|one)\s(?:[\w-]+\s){0,2}(?:group|team)\sof\s(?:[\w-]+\s)?$", re.IGNORECASE)
_ALSO = re.compile(r"\s(?:have |had )?also\b")  # they found something before
_BY = re.compile(
    r"\b(?:according to"
    r"|(?:conducted|done|found|shown|discovered|reported|performed|published|out|led|tested|examined|observed|demonstrated|study|trial) by)"
    r"\s(?:\w+\s){0,3}$"
)


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
    is_aim: bool = False  # "the aim of this study was": its abstract begins
    title: str | None = None  # proper name, in small letters


def names(page: Page, s: Sentence, found: list[tuple[int, int]]) -> list[Named]:
    """What the noun phrases about the heads found in a sentence name: research which is done and tells something."""
    named: list[Named] = []
    until = s.start
    for low, high in [] if _asks_or_aims(page, s) else found:
        if low < until or (this := _named(phrase(page, s, low, high, until))) is None:
            continue
        if named and (joined := _joined(page, s, named[-1], this, low)):
            named[-1], until = joined, max(until, joined.end)
        else:
            named += _both(page, s, this)
            until = this.end
    return named


def _asks_or_aims(page: Page, s: Sentence) -> bool:
    """Whether a sentence asks a question, tells an aim, explains a method or heads a table, so that no study is told."""
    text = page.shadow
    return (
        (
            text[s.start : s.end].rstrip(' "*').endswith("?")
            and not _TOLD_FIRST.match(text, s.start, s.end)
            and not (research.is_particular(text, s.start, s.end) or _PERFORMED.search(text, s.start, s.end))
        )
        or holds(text[s.start : s.end], _HYPOTHETICAL)
        or (_AIM.match(text, s.start, s.end) is not None and research.OWN_AIM.match(text, s.start, s.end) is None)
        or _CAPTION.match(text, s.start, s.end) is not None
        or _LISTED.search(text[s.start : s.end]) is not None
        or _is_entry(page, s)
        or (s.kind == "heading" and _QUESTION.match(text, s.start, s.end) is not None)
    )


def _is_entry(page: Page, s: Sentence) -> bool:
    """Whether the line of a sentence begins with authors, or ends with volume and pages, as items of reference lists do."""
    line = page.article.lines[s.line]
    if _ENTRY.match(page.shadow, line.start, line.end):
        return True
    return line.end - line.start < _SHORT and _PAGES.search(page.shadow, max(line.start, line.end - 100), line.end) is not None


def _joined(page: Page, s: Sentence, last: Named, this: Named, head: int) -> Named | None:
    """The one study that two phrases of a sentence name, if they do."""
    text = page.shadow
    if this.by_agent and not (last.by_agent or last.is_generic):
        return last  # "in a 2013 study, researchers found"
    if not this.is_generic and _BRACKET.fullmatch(text, last.end, this.start) and _CLOSED.match(text, this.end, s.end):
        return last if last.design != "unspecified" else replace(last, design=this.design)  # "a cohort study (the Tooth Study)"
    if last.by_agent and this.opens and not this.is_generic and _IN.search(text, last.end, this.start):
        return this  # "researchers gave it to nine patients in a pilot study"
    if apposed := _apposed(text, last, this):
        return apposed
    is_apart = last.is_generic and _APART.search(text, last.end, this.start)
    if not is_apart and this.design == "animal" and _IN_ANIMALS.search(text, this.start, this.end):
        return replace(last, design="animal") if last.design == "unspecified" else last  # "the present study found it in rats"
    if _is_source(text, last, this):
        is_told = this.design == "cohort" and not this.title and last.design in ("unspecified", "observational")
        return replace(last, design="cohort") if is_told else last
    if last.design == "unspecified" and not last.is_generic and this.is_generic and _are_pooled(text, last, this):
        return replace(last, design="meta_analysis")
    if last.is_generic and this.by_agent and _PUT_TOGETHER.search(text, s.start, last.start):
        return replace(this, design="meta_analysis")  # "by pooling several studies, researchers found"
    if last.design == "unspecified" and not last.is_generic and s.kind != "body" and _LABELLED.search(text, last.end, this.start):
        return replace(last, design=this.design)  # "Third study found ... – RCT 2013"
    if last.is_generic and this.design in SYNTHESES and _DASH.fullmatch(text, last.end, this.start):
        return this  # "lower in 6 of 12 trials – review 2012"
    if last.design not in SYNTHESES:
        return None
    if not this.opens or _AFTER_NUMBER.search(text, s.start, head):
        return last  # the studies that a review pooled
    if this.design in SYNTHESES and _AND.fullmatch(text, last.end, this.start):
        return replace(last, end=this.end, design=min(last.design, this.design, key=rank))
    return None


def _are_pooled(text: str, last: Named, this: Named) -> bool:
    """Whether many studies are what one put together: "researchers collected data from studies", "an analysis of earlier trials"."""
    if _PUT_TOGETHER.search(text, last.end, this.start):
        return True
    is_analysis = this.design != "survey" and _ANALYSIS.search(text, last.start, last.end) is not None
    return is_analysis and _OF_THEM.fullmatch(text, last.end, this.start) is not None


def _apposed(text: str, last: Named, this: Named) -> Named | None:
    """The one study that two phrases side by side name: "another study, a randomized trial", "a trial called the Tooth Trial"."""
    if last.is_generic or this.is_generic:
        return None
    design = min(last.design, this.design, key=rank)
    if _CALLED.fullmatch(text, last.end, this.start):
        return replace(last, end=this.end, design=design, title=this.title)
    if last.design == "unspecified" and _FROM.fullmatch(text, last.end, this.start):
        return replace(last, end=this.end, design=design)  # "a study from a population survey"
    if not are_compatible(last.design, this.design):
        return None
    if this.opens and _TITLED.search(text, last.end, this.start):
        return replace(last, design=design)  # "a study titled Kelp: a meta-analysis"
    is_told_beside = this.is_one and not this.is_other and (last.opens or last.design == "unspecified")
    return replace(last, end=this.end, design=design) if is_told_beside and _COMMA.fullmatch(text, last.end, this.start) else None


def _is_source(text: str, last: Named, this: Named) -> bool:
    """Whether a phrase names the people or data of the one study before: "... a cohort of nurses", "... women of the Tooth Study"."""
    if last.is_generic or _APART.search(text, last.end, this.start):
        return False
    if this.title:
        return _FROM.match(text, last.end, this.start) is not None or _TAKEN_FROM.search(text, last.end, this.start) is not None
    return _COHORT.search(text, this.start, this.end) is not None and not this.is_other


def _both(page: Page, s: Sentence, this: Named) -> list[Named]:
    """The two studies that one phrase names: "animal and human studies", "in vitro and in vivo studies"."""
    words = page.shadow[this.start : this.end]
    if this.design == "unspecified" and (both := _ANIMAL_AND.search(page.shadow, s.start, this.start)):
        return [this, replace(this, start=both.start(), design="animal")]
    if this.design == "in_vitro" and ("animal" in designs(words) or _IN_VIVO.search(words)):
        return [this, replace(this, design="animal")]
    return [this]


def _named(p: Phrase) -> Named | None:
    """What a phrase names; none for research that is wanted, or of which nothing is told."""
    if not research.is_name(p):
        return None
    if p.head in AGENTS:
        return _agents(p)
    if research.is_part(p) or research.is_wanted(p) or (p.opening is None and p.after(_OF_METHODS)):
        return None
    if p.after(_OF_THE_STUDY) and (p.opening in GOING_ON or p.words in ("study", "trial") or not p.after(_RESULTS)):
        is_method = p.after(_OF_ITS_METHODS)
        return Named(p.start, p.high, "unspecified", False, False, self_told=is_method) if p.opening not in ("a", "an") else None
    on_what = _WITH_WHAT.match(p.text, p.high, p.sentence.end)
    end = on_what.end() if on_what else p.high
    pooled = p.opening == "the" and _PUT_TOGETHER.search(p.text, p.since, p.start) is not None
    design = _design(p, end, pooled=pooled)
    is_aim = research.is_own_aim(p)
    if is_aim and design == "unspecified" and details.TREATED.search(p.text, p.high, p.sentence.end):
        design = "clinical_trial"
    is_introduced = _is_introduced(p)
    is_known = is_introduced or _is_famed(p)
    if not (is_known and p.head in ("trial", "study")) and not research.tells(p, design):
        return None
    is_in_the = p.title is not None and _IN_THE.fullmatch(p.text, p.sentence.start, p.title.start()) is not None
    opens = pooled or is_introduced or is_in_the or not _goes_on(p)
    start, is_generic = p.start, not pooled and _is_plural(p)
    if is_generic and (of_them := _ONE_OF.search(p.text, p.since, start)):
        start, opens, is_generic = of_them.start(), True, of_them["how_many"].lower() not in ("one", "another")
    opens = opens and not _THIS_IS.search(p.text, p.since, p.low) and not p.text[p.since : start].lower().endswith("such ")
    return Named(
        start,
        end,
        design,
        opens,
        is_generic,
        self_told=(p.opening == "this" and p.head in ("paper", "report", "review", "article")) or _OWN.fullmatch(p.words) is not None,
        is_other=is_in_the or research.ANOTHER.search(p.words) is not None or _is_famed(p),
        is_one=p.opening in _SINGLE,
        is_aim=is_aim,
        title=p.title[0].lower() if p.title else None,
    )


def _agents(p: Phrase) -> Named | None:
    """Those who did the research, where it is told what they did or found."""
    s = p.sentence
    if p.after(_AIMS) or not (p.after(_DID) or _BY.search(p.lead)):
        return None
    is_dated = _YEAR.search(p.text, s.start, s.end) is not None or details.journal(p.text, s.start, s.end) is not None
    is_other = (is_dated and s.position > _LEAD) or LATER.search(p.text, s.start, p.low) is not None or p.before(_GROUP_OF, 40)
    is_bare = not p.after(_ALSO) and p.opening is None and p.text[p.low].isupper() and p.high - p.start == len(p.head) and s.kind == "body"
    return Named(p.start, p.high, "unspecified", is_other or is_bare, is_generic=False, by_agent=True, is_other=is_other)


def _design(p: Phrase, end: int, *, pooled: bool) -> Design:
    design = design_of(p.words)
    if end > p.high and design not in SYNTHESES:  # "a review of trials in rats" is a review
        design = design_of(p.text[p.start : end])
    if pooled and design in ("unspecified", "clinical_trial", "rct"):
        return "meta_analysis"
    return "review" if design == "meta_analysis" and _OVERVIEW.search(p.text, p.since, p.start) else design


def _goes_on(p: Phrase) -> bool:
    """Whether the phrase speaks of research told before: "the study", "Nurses' Health Study", "Analysis of the older men"."""
    if p.opening is None:
        return p.title is not None or p.head == "analysis"
    if p.opening in _WHOSE and _EARLIER.search(p.words):
        return False  # "her previous research"
    return p.opening in GOING_ON and not (_FIRST.search(p.words) or _is_famed(p) or (p.head in ("studies", "trials") and p.after(_ABOUT)))


def _is_famed(p: Phrase) -> bool:
    """Whether the phrase tells of research that all know but the article has not named: "the landmark study"."""
    return p.opening == "the" and (_FAMED.search(p.words) is not None or p.after(_WAS_BASIS))


def _is_introduced(p: Phrase) -> bool:
    """Whether the phrase tells a trial's short name for the first time: "the VITAL trial"."""
    if p.opening != "the":
        return False
    name = _ACRONYM.search(p.text, p.start, p.high) or _NAME_AFTER.match(p.text, p.high, p.sentence.end)
    return name is not None and p.text.find(name[0]) == name.start()


def _is_plural(p: Phrase) -> bool:
    """Whether the phrase means many studies, or research at large; news of "new research" is of one."""
    if p.head == "research" and p.sentence.position <= _LEAD and _NEW.search(p.words):
        return False
    return p.head in ("data", "research", "evidence") or (p.head.endswith("s") and not p.head.endswith(("sis", "series")))
