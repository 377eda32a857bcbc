"""Whose effect an estimate is: the exposures, the arm."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from nlp import lexicon
from nlp.facts.effects.clauses import foot, head
from nlp.facts.effects.comparator import Comparator
from nlp.facts.effects.context import predicted
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.names import Subject, acted_on, any_word, is_status, statuses
from nlp.facts.effects.who import is_of_need
from nlp.page import FOOD, NUTRIENT, Mention, Page, Sentence

_ARM = re.compile(r"\b(?:in|of|for|among|with|the)\s(?:the\s)?(?P<what>(?:[\w'+/-]+\s){0,4}?(?:group|arm)(?:\s[A-D1-4]\b)?)", re.IGNORECASE)
_NOT_TAKEN = re.compile(
    r"\b(?:without|no|but not|not taking|instead of|unlike|allerg\w+ to|(?<!more )(?<!less )than|versus|vs\.?"
    r"|compared (?:to|with)|rather than|except|cutting(?: all)?|eliminating|independent(?:ly)? of|adjust(?:ed|ing|ment) for"
    r"|controll(?:ed|ing) for)\s(?!(?:high|low)\b)(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_IN_PASSING = 2  # times
_GIVEN = re.compile(r"\b(?:placebo|regimens?|supplement\w*)\b", re.IGNORECASE)  # beside what else was done
_CAUSE = re.compile(rf"(?<! non- ) \b (?: {any_word('other_cause')} | \w+ectom(?:y|ies) ) \b", re.VERBOSE | re.IGNORECASE)
_INBORN = re.compile(
    r"\b(?:genotypes?|alleles?|SNPs?|variants?|(?:homo|hetero)zyg\w+|carriers|haplotypes?|polymorphisms?|genes?|CYP\d\w*|blacks|whites|Gc\d\w*)\b",
    re.IGNORECASE,
)
_AFTER = 130  # characters from an estimate's beginning within which its exposure is told after it
_CUE = 25  # characters of an estimate that hold its verb
_MAIN = 0.4  # share of all names of nutrients that makes one the article's own
_OTHER = re.compile(
    r"\b(?:associated with|linked (?:to|with)|correlated with|related to|predict\w*|taking|using"
    rf"|(?:reduces?|lowers?|increases?|raises?|doubles?|cuts?|improves?|decreases?)\s(?:\w+\s){{0,2}}(?:{any_word('risk')}))\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\b(?:women|men|people|patients|those|children|adults|subjects|individuals|participants|kids|teens)\s"
    r"(?:who\s(?:took|were given|used)|taking|using|given|treated with)\s",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"\b(?:it|this|these|that|they|those|supplement\w*|intakes?|use|users|levels?|concentrations?|status|groups?|vitamin|mineral)\b",
    re.IGNORECASE,
)  # what was spoken of
_TREATED = re.compile(
    r"\b(?:supplement\w*|treat\w*|interventions?|placebo|controls?|groups?|arms?|regimens?|dos(?:es?|ing)|intakes?|baseline|combination"
    r"|\d+[\s-]?(?:IU|m?c?g|ug)|fortif\w+|fed|given|took|taking"
    r"|at (?:the end|follow[- ]?up|(?:\w+ )?(?:weeks?|months?|years?))|after (?:\w+ )?(?:weeks?|months?|years?))\b",
    re.IGNORECASE,
)  # what was given
_TAKEN = re.compile(
    r"\b(?:supplement\w*|treat\w*|therapy|interventions?|placebo|regimens?|dos(?:es?|ing|age)|intakes?|consum\w+|fortif\w+|fed|gave|given|receiv\w+"
    r"|took|tak(?:e|en|ing)|provi(?:ded?|sion)|diets?|\d+[\s-]?(?:IU|m?c?g|ug)|oral(?:ly)?|inject\w+"
    r"|increase[sd]|rais(?:e[sd]|ing)|potent|after (?:\w+ )?(?:weeks?|months?|years?))\b",
    re.IGNORECASE,
)  # what acts on its own level
_CONTROLS = r"the \s (?: placebo | control ) \s (?: group | arm )"
_OF_CONTROLS = re.compile(  # "LDL in the placebo group rose 9%", "placebo raised it by 1%", "on placebo it fell by 10%"
    rf"""(?<! than\s ) (?<! than\sin\s ) (?<! with\s ) (?<! to\s ) (?<! vs\s ) (?<! vs\.\s ) (?<! versus\s ) (?<! between\s )
    (?<! over\s ) (?<! against\s ) \b
    (?: {_CONTROLS} | (?<! or\s ) (?<! [^,]\sand\s ) (?: the \s | (?<! the\s ) ) placebo (?: \s (?: group | arm ) )? ) ,? \s
    (?: (?: it | they | levels ) \s )? (?: (?: had | experienced | saw | showed | lost | gained ) \s )? (?: an? \s | by \s )? $""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_CONTROLS = re.compile(  # "while it fell 5% in the placebo group"
    rf"\s (?: in | on | with | for | among ) \s (?: those \s on \s )? (?: {_CONTROLS} | placebo ) \b (?! - )", re.VERBOSE | re.IGNORECASE
)
_USE = re.compile(r"\b(?:use|usage|uptake)$", re.IGNORECASE)  # who takes supplements comes of no nutrient
_DOSED = re.compile(r"\d[\s-]?IU\b|\bsupplement(?:ation|s|ed)\b", re.IGNORECASE)
_ADJUSTED = re.compile(r"\b(?:adjust\w*|controll?\w*|account\w*|independent\w*)\s(?:for|of)\s[^;()]{0,120}$", re.IGNORECASE)
_LIST_NEXT = re.compile(r"(?:\s\w+){0,2}(?:,|\sand\b|[.;])")
_LEVEL = re.compile(r"\s(?:levels?|contents?|concentrations?|status)\b", re.IGNORECASE)
_PART_OF_ABSTRACT = re.compile(
    r"\W*(?:background|objectives?|aims?|(?:(?:materials and )?methods?)|(?:main )?results?|findings|conclusions?)\W*", re.IGNORECASE
)
_NAME = 30  # characters before a nutrient's name from which an outcome's that holds it may begin
_PARAGRAPH = 8  # sentences before one that may tell its exposure


def exposures(
    page: Page, s: Sentence, e: Estimate, what: Subject | None, against: Comparator | None, main: Callable[[], str | None]
) -> tuple[str, ...]:
    """Nutrients that the estimate is told of, sorted.

    Those of its clause, else of its sentence; else the article's main one, if a sentence shortly before names it.
    """
    if is_of_need(page, s, e) or _is_of_controls(page, s, e):
        return ()
    start = e.start
    # "Levels were lower in winter": not the nutrient's doing.
    own = acted_on(what.outcome_id) if what and what.outcome_id and not _TAKEN.search(page.shadow, s.start, s.end) else frozenset[str]()

    def named(low: int, high: int, what: Subject | None = what) -> set[str]:
        return _plain({m for m in page.mentions_in(low, high, "NUTRIENT") if m.concept_id and _is_exposure(page, m, what, against)})

    for low, high in ((head(page, s, start), start), (s.start, min(s.end, start + _AFTER))):
        if found := (named(low, high) or _measured(page, low, high, what)) - own:
            return tuple(sorted(found))
    is_of_use = what and not what.outcome_id and _USE.search(page.shadow, what.start, what.end)
    if is_of_use or predicted(page, s) or _is_of_other(page, s, head(page, s, start), start):
        return ()
    is_given = bool(_TREATED.search(page.shadow, s.start, s.end))
    is_dosed = bool(_DOSED.search(page.shadow, s.start, s.end))  # "deficiency was rarer in the 800-IU group"
    for sentence in _before(page, s, e):
        if found := named(sentence.start, sentence.end, None if is_dosed else what):
            spoken_of = (found if is_given and sentence.line == s.line else found & {main()}) - own
            if spoken_of or s.kind != "table_cell":
                return tuple(sorted(spoken_of))
    return ()


def _is_of_controls(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether an estimate is what happened on placebo, not how those on it differ from the others: "5% lower on placebo"."""
    if _OF_CONTROLS.search(page.shadow, head(page, s, e.start), e.start):
        return True
    return not (e.follows or e.against) and bool(_IN_CONTROLS.match(page.shadow, e.end, s.end))


def _before(page: Page, s: Sentence, e: Estimate) -> Iterator[Sentence]:
    """The sentences that may tell the exposure of one that tells none, the nearest first: those of its section, and the title of a list.

    How many times as often something is, is told of whatever a sentence names: then no more than those of its own line.
    """
    is_multiple = s.kind == "body" and e.measure == "fold_change"
    before = (page.sentences[i] for i in range(s.position - 1, -1, -1))
    for told in islice((b for b in before if b.kind in ("body", "heading", "list_item")), _PARAGRAPH):
        if is_multiple and told.line != s.line:
            return
        yield told
        if told.kind == "heading" and s.kind == "body" and not _PART_OF_ABSTRACT.fullmatch(page.shadow, told.start, told.end):
            return
    yield page.sentences[0]


def _is_of_other(page: Page, s: Sentence, low: int, start: int) -> bool:
    """Whether words tell an exposure that is no nutrient, "body mass index was associated with", rather than what was spoken of."""
    if s.kind == "table_cell" or (s.kind == "list_item" and page.shadow[s.start : start].strip(" *").islower()):
        return False
    causes = _CAUSE.finditer(page.shadow, low, min(s.end, start + _AFTER)) if not _GIVEN.search(page.shadow, s.start, s.end) else ()
    if any(not _ADJUSTED.search(page.shadow, max(s.start, cause.start() - 140), cause.start()) for cause in causes):
        return True
    if _INBORN.search(page.shadow, low, min(s.end, start + _AFTER)):
        return True
    if s.kind != "body":
        return False
    span = low, min(s.end, start + _CUE)
    is_told = _OTHER.search(page.shadow, *span) or _WHO.search(page.shadow, *span)
    return bool(is_told and not _MEANT.search(page.shadow, *span))


def topic(page: Page) -> str | None:
    """The nutrient that an article is about: named the most by far, in its first sentence or more often than in passing."""
    counted = Counter(m.concept_id for m in page.mentions if m.label in (NUTRIENT, FOOD) and m.concept_id)
    most = max(counted, key=lambda name: (counted[name], name), default=None)
    if not most or counted[most] < _MAIN * counted.total():
        return None
    first = {m.concept_id for m in page.mentions_in(0, page.sentences[0].end, "NUTRIENT")}
    return most if most in first or counted[most] > _IN_PASSING else None


def _plain(named: set[Mention]) -> set[str]:
    """Of names the narrower ones, and of foods none beside a nutrient: milk beside vitamin D is what holds it."""
    active = {m for m in named if m.label != FOOD} or named
    ids = {m.concept_id for m in active if m.concept_id}
    return ids - {lexicon.nutrients()[name].parent_id for name in ids if name in lexicon.nutrients()}


def _measured(page: Page, start: int, end: int, what: Subject | None) -> set[str]:
    """Nutrients whose level in the body is named within a span, and is not what changes."""
    return statuses(page, start, end) - (acted_on(what.outcome_id) if what and what.outcome_id and is_status(what) else frozenset())


def _is_exposure(page: Page, m: Mention, what: Subject | None, against: Comparator | None) -> bool:
    if what and ((m.start < what.end and what.start < m.end) or what.outcome_id == f"{m.concept_id}_deficiency"):
        return False
    if what and what.outcome_id == f"{m.concept_id}_levels" and _LEVEL.match(page.shadow, m.end):
        return False
    if any(o.start < m.start < m.end <= o.end for o in page.mentions_in(max(0, m.start - _NAME), m.start, "OUTCOME")):
        return False  # the sugar of "blood sugar"
    if against and not against.is_step and against.start <= m.start < against.end:
        return False
    if _ADJUSTED.search(page.shadow, max(0, m.start - 140), m.start) and _LIST_NEXT.match(page.shadow, m.end):
        return False
    return not _NOT_TAKEN.search(page.shadow, max(0, m.start - 40), m.start)


def arm(page: Page, s: Sentence, e: Estimate) -> tuple[int, int] | None:
    """The arm or group that the estimate tells of, as a span: the next one named, else the one before in the same clause."""
    if found := _ARM.search(page.shadow, e.at if e.against else e.end - 1, min(foot(page, s, e.end), e.end + 70)):
        return found.span("what")
    before = list(_ARM.finditer(page.shadow, head(page, s, e.start), e.start))
    return before[-1].span("what") if before else None
