"""Outcomes as the words around their names tell them: "death from X", "poor X", "X or Y", "recurrence of X"."""

import re
from dataclasses import replace

from nlp import lexicon
from nlp.facts.effects.names import Subject, by_name, is_level, outcomes, stem_of, worded
from nlp.facts.words import COUNT
from nlp.page import Page

_DEATH_FROM = re.compile(
    r"\b(?:deaths?|death rates?|dying|die[ds]?|mortality)\s(?:(?:caused )?by|from|of|due to|because of)\s(?:the\s)?$", re.IGNORECASE
)
_DEATH_OF = re.compile(  # "cerebrovascular death": not death of any cause
    r"\b(?:\w*vascular|cardiac|coronary|respiratory|maternal|perinatal|f[oe]+tal|stroke|sepsis|hepatic|renal|liver|kidney)[ -]$",
    re.IGNORECASE,
)
_DUE_TO = re.compile(
    r"\s(?:(?:specifically|directly)\s)?(?:from|due to|because of|(?:caused )?by|(?<=die )of|(?<=dying )of)\s(?:your\s|their\s)?",
    re.IGNORECASE,
)
_DEATH_NEXT = re.compile(r"[ -](?:deaths?|mortality|fatalities)\b", re.IGNORECASE)  # "stomach cancer death"
_CAUSE = re.compile(r"[A-Za-z][\w -]{3,40}?(?=\s(?:than|compared|in|among|by|was|were|fell|rose|reduced|increased|decreased)\b|[.,;:()]|$)")
_OR = re.compile(r"\s(?:or|and/or|plus)\s(?:\w+\s)?", re.IGNORECASE)
_AND = re.compile(
    r"(?:\s?\([^()]{1,12}\)|\))?\s?(?:,|,?\sand|,?\sas well as)\s"
    r"(?:(?!reduc|increas|lower|improv|rais|decreas|cut|boost|had|was|were)[a-z]+\s)?",
    re.IGNORECASE,
)
_LAST = re.compile(r",?\s(?:and|as well as)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^.;,()]*$", re.IGNORECASE)  # what is set against what, not what changes together
_BESIDE = 60  # characters around an outcome within which stands the other of two
_OF_WHAT = re.compile(  # "recurrence of the kidney stone", "progression to tuberculosis"
    rf"\s(?:(?<!half-life )of|(?<=progression )to)\s(?:the\s|their\s|your\s|an?\s)?(?!{COUNT}\b)"
    r"(?P<words>[A-Za-z][\w'-]*(?:\s\w[\w'-]*){0,3}?)"
    r"(?=[\s*]+(?:in|by|from|among|with|than|was|were|is|are|and|or|at|after|when|for|on|over|during|as|compared|that|who|which|if|had|has"
    r"|have|to|of|more|less|fell|rose|dropped|decreased|increased|declined)\b|[.,;:()\[\]]|\s?$)",
    re.IGNORECASE,
)
_CLOSE = 15  # characters before a cause of death: "the", "any kind of"
_POOR = re.compile(r"\b(?:poor|poorer|impaired|bad|slow|slower)\s$", re.IGNORECASE)
_PROGRESS = re.compile(r"\b(?:progress\w*|going|conver\w+|transition\w*)\s(?:\w+\s)?from\s[^.;,]{2,45}?\sto\s", re.IGNORECASE)
_STEP = 60  # characters before an outcome within which a progression to it may begin
_LACK = re.compile(r"\b(?:low|insufficient|inadequate|deficient|undetectable)\s(?:serum\s|blood\s|plasma\s)?$", re.IGNORECASE)
_PART = re.compile(  # what an outcome is of, or what is no more of it: cancer cells are no cancer
    r"\s(?:progression|decline(?!\s(?:by|between|from|to|in|\d))|recurrences?|counts?|gain)\b"
    r"|(?P<other>\scells?(?:\sgrowth)?|\s(?:\w{1,3}\s)?hyperintensit\w+)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\b(?:recurrence|progression|growth|onset|relapses?)\sof\s(?:the\s|their\s|his\s|her\s)?$", re.IGNORECASE)


def in_full(page: Page, what: Subject, until: int) -> Subject:
    """An outcome as the words around its name tell it: "death from X", "poor X", "X or Y", "X of Y", "progression from X to Y"."""
    what = of_cause(page, with_death(page, progressed(page, what, until)), until)
    return of_part(page, composite(page, of_badness(page, of_lack(page, what))), until)


def with_death(page: Page, what: Subject) -> Subject:
    """ "Death from cancer" is told as such, and linked to cancer mortality where the lexicon has it."""
    if what.outcome_id == "all_cause_mortality" and (of := _DEATH_OF.search(page.shadow, max(0, what.start - 25), what.start)):
        return Subject(of.start(), what.end)
    if led := _DEATH_FROM.search(page.shadow, max(0, what.start - 25), what.start):
        return Subject(led.start(), what.end, _mortality(what))
    if what.outcome_id == "all_cause_mortality":
        cause = next((o for o in outcomes(page, max(0, what.start - _BESIDE), what.start) if o.end == what.start - 1), None)
        return Subject(cause.start, what.end, _mortality(cause)) if cause else what
    death = _DEATH_NEXT.match(page.shadow, what.end)
    return Subject(what.start, death.end(), _mortality(what)) if death else what


def _mortality(cause: Subject) -> str | None:
    """The outcome_id of death of a cause, where the lexicon has it."""
    return by_name().get(f"{lexicon.outcomes()[cause.outcome_id].name} mortality") if cause.outcome_id else None


def composite(page: Page, what: Subject) -> Subject:
    """ "Stroke or heart attack" is told as such and linked to neither, for it is both that one is at risk of."""
    if not what.is_named or not _OR.search(page.shadow, max(0, what.start - _BESIDE), what.end + _BESIDE):
        return what
    beside = outcomes(page, max(0, what.start - _BESIDE), what.end + _BESIDE)
    start = min((o.start for o in beside if o.end < what.start and _OR.fullmatch(page.shadow, o.end, what.start)), default=what.start)
    end = max((o.end for o in beside if o.start > what.end and _OR.fullmatch(page.shadow, what.end, o.start)), default=what.end)
    return what if (start, end) == (what.start, what.end) else Subject(start, end)


def coordinated(page: Page, what: Subject, start: int, end: int) -> list[Subject]:
    """What changes together, in order: "LDL, triglycerides and weight fell by 9%"; the outcome alone where "and" joins no other."""
    named = [o for o in outcomes(page, start, end) if page.shadow[o.start - 1] != "(" or o.start == what.start]  # no abbreviations
    at = next((i for i, o in enumerate(named) if o.start == what.start and o.outcome_id == what.outcome_id), None)
    if at is None:
        return [what]
    low = high = at
    while low and _AND.fullmatch(page.shadow, named[low - 1].end, named[low].start):
        low -= 1
    while high + 1 < len(named) and _AND.fullmatch(page.shadow, named[high].end, named[high + 1].start):
        high += 1
    joined = named[low : high + 1]
    last = page.shadow[joined[-2].end : joined[-1].start] if low < high else ""
    is_list = _LAST.match(last) and not (len(joined) == 2 and "," in last)  # "falls by 5%, and weight": another clause
    if not is_list or _BETWEEN.search(page.shadow, start, joined[0].start):
        return [what]
    is_of_deaths = _DEATH_FROM.search(page.shadow, max(0, joined[0].start - 25), joined[0].start)
    return [Subject(o.start, o.end, _mortality(o)) for o in joined] if is_of_deaths else joined


def of_cause(page: Page, what: Subject, until: int) -> Subject:
    """ "Mortality due to cancer" is told as such, and linked to cancer mortality where the lexicon has it."""
    if what.outcome_id != "all_cause_mortality" or not (led := _DUE_TO.match(page.shadow, what.end, until)):
        return what
    cause = next((o for o in outcomes(page, led.end(), until) if o.start - led.end() <= _CLOSE), None)
    if not cause:
        told = _CAUSE.match(page.shadow, led.end(), until)
        cause = worded(page, *told.span()) if told else None
        return Subject(what.start, cause.end) if cause else what
    return Subject(what.start, cause.end, _mortality(cause))


def progressed(page: Page, what: Subject, until: int) -> Subject:
    """Of a "progression from prediabetes to diabetes" what it ends in."""
    for step in _PROGRESS.finditer(page.shadow, max(0, what.start - _STEP), until):
        if step.start() <= what.start < step.end():
            return next((o for o in outcomes(page, step.end(), until) if o.start - step.end() <= _CLOSE), what)
    return what


def of_badness(page: Page, what: Subject) -> Subject:
    """ "Poor cognition" is told as such, and linked to nothing: more of it is less of what it is named by."""
    led = _POOR.search(page.shadow, max(0, what.start - 12), what.start)
    is_good = what.outcome_id is not None and lexicon.outcomes()[what.outcome_id].better_when == "higher"
    return Subject(led.start(), what.end) if led and is_good else what


def of_lack(page: Page, what: Subject) -> Subject:
    """ "Low vitamin D levels" are told as such, and linked to the deficiency."""
    led = _LACK.search(page.shadow, max(0, what.start - 20), what.start)
    lack = f"{stem_of(what.outcome_id or '')}_deficiency"
    if not led or not is_level(what) or lack not in lexicon.outcomes():
        return what
    return Subject(led.start(), what.end, lack)


def of_part(page: Page, what: Subject, until: int) -> Subject:
    """ "Cancers of the stomach", "recurrence of gout", "cataract progression" are told as such, and linked to what is named."""
    of = _OF_WHAT.match(page.shadow, what.end, until)
    part = _PART.match(page.shadow, what.end, until)
    led = _PART_OF.search(page.shadow, max(0, what.start - _STEP), what.start)
    end = of.end() if of and worded(page, *of.span("words"), is_object=True) else part.end() if part else what.end
    what = replace(what, start=led.start() if led else what.start, end=end)
    is_other = (part and part["other"]) or page.shadow.endswith("-free", what.start, end)  # who is seizure-free has no seizures
    return replace(what, outcome_id=None, is_named=False) if is_other else what
