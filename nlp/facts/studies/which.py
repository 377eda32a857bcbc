"""Which study is meant: the one spoken of before, or another."""

import re

import re2

from nlp.facts.studies.found import Found
from nlp.facts.studies.naming import SYNTHESES, Named
from nlp.facts.words import holds
from nlp.page import Page, Sentence
from nlp.schema import Design

_SCOPE = re2.compile(
    r"(?i)\b(?:stud(?:y|ies)|trials?|researchers?|scientists|investigators|authors?|participants?|subjects|volunteers|team|they"
    r"|we|groups?|placebo|analysis|patients|those (?:who|given|taking|receiving)|the (?:women|men|children|babies|infants|mice"
    r"|rats))\b"
)
_ELSEWHERE = ("million", "According to the", "according to the", "in the U.S", "in the US", "in the United States")
_POOLING = re.compile(r"\banalys", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s", re.IGNORECASE)
FAR = 14  # sentences that a study stays spoken of without being named
_POOLED = re.compile(r"\b(?:pooled|combined|pooling)\b", re.IGNORECASE)


def meant(page: Page, s: Sentence, named: Named, studies: list[Found]) -> Found | None:
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
        return last if last.design in SYNTHESES and s.position - last.last <= FAR else None  # "the trials used": those it reviewed
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


def goes_on(page: Page, s: Sentence, study: Found) -> bool:
    """Whether a sentence that names no study still speaks of the last one."""
    if study.is_generic or s.kind == "heading" or s.position - study.last > FAR:
        return False
    words = page.shadow[s.start : s.end]
    if holds(words, _ELSEWHERE):
        return False
    return s.line == study.sentence.line or s.position - study.last == 1 or _SCOPE.search(words) is not None
