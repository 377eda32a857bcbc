"""Whether a number that fits a grammar is an effect on health, and whether what changes is a risk."""

import re

from nlp import lexicon
from nlp.facts.effects.clauses import head, is_after_copula, tail
from nlp.facts.effects.context import carried
from nlp.facts.effects.estimates import INTERVAL_NEXT, Estimate
from nlp.facts.effects.names import EVENTS, Subject, any_word, is_status, outcomes
from nlp.facts.effects.who import AS_MANY, ASIDE, is_of_need, needed
from nlp.page import Page, Sentence


def _any_of(*kinds: str) -> re.Pattern[str]:
    return re.compile(rf"\b (?: {any_word(*kinds)} ) \b", re.VERBOSE | re.IGNORECASE)


_RISK, _MERIT, _CHANGE = _any_of("risk", "rate", "event"), _any_of("merit"), _any_of("noun", "verb", "multiple")
_ASIDE_BEFORE = re.compile(  # "a higher dose (two to three times higher)", "doses more than 10 times higher"
    rf"\b (?: {any_word('aside')} ) (?: \s? [(\[] (?: \w+\s )? "
    r"| \s (?: (?: more | less ) \s than | about | up\sto | nearly ) \s ) $",
    re.VERBOSE | re.IGNORECASE,
)
_IT = re.compile(r"\s*(?:it|them)\s*(?:\w+\s)?", re.IGNORECASE)  # "wool cut irradiance by 90%, cotton reduced it by 40%"
_HOW_MUCH = re.compile(  # "gout scores", "the tumour's growth"
    r"""(?: 's? )? \s (?: [a-z]+ \s )?
    (?: scores? | severity | growth | inhibition | suppression | measures? | symptoms? | levels? | index | scales? | volume | density
      | activity | pressure | markers? | lesions? | parameters? | concentrations? | size | duration | progression ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_QUANTITY = re.compile(r"\b(?:stiffness|responses?|adherence|productivity|duration|resistance)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\bnumbers? of [^,;.]{0,60}$", re.IGNORECASE)

_MORE_OF = re.compile(r"\b(?:more|less|fewer|extra)$", re.IGNORECASE)  # "10 percent less pasta": of what no lexicon names, no effect
_NOT_MEASURED = re.compile(
    r"\b(?:(?<!gestational )ages?|aged|follow(?:ed)?[ -]up|followed|older|younger|disease duration)\b", re.IGNORECASE
)
_AT_BASELINE = re.compile(r"(?<!from )(?<!to )(?<!with )\bbaseline\b(?:[^.;]|\.\d|\bvs\.){0,110}$", re.IGNORECASE)
_SINCE = re.compile(  # since when, or after what: no baseline value, no rise of supplementation
    r"""\b (?: from | over | to | with | than | versus | vs\.? ) \s (?: the \s )? baseline \b
    | \b (?: after | following | during | with | by | receiv(?:ed|ing) | taking | took | (?: day | week | month | year ) s? \s of ) \s
      (?: [\w-]+ \s ){0,5}? (?: supplementation | supplements | exposure ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_BASELINE_NEXT = re.compile(r"[\s,;(\[]*(?:at\s)?baseline\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\b(?:numbers?|proportion|percentage|share)\sof\s[^.;:]{3,110}:\s?$", re.IGNORECASE)  # who had it: a share
_SUMMAND, _PLUS = re.compile(r"\s\+\s*$"), re.compile(r"\s*\+\s")  # "30% suppression + 0% suppression = 70% suppression"
_USED = re.compile(r"\b(?:(?:receiv|tak|us)\w*\s(?:\w+\s){0,3}supplement\w*|intakes?)[\s(\[]*$", re.IGNORECASE)
_AFTER_IT = re.compile(r"\b(?:after|with|following|during|on|by|receiving)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)  # what was done
_P_NEXT = re.compile(r"[ ),;:*]*p\b", re.IGNORECASE)
_TOLD_BEFORE = 60  # characters before two arms' numbers that tell of what they are
_LIKELY = re.compile(r".{0,7}\blikely\b", re.IGNORECASE)  # who is likely stands before: "those with a low intake were 9% less likely"
_HOLDS = re.compile(
    r"\b(?:have|has|had|contain(?:s|ed)?|with|gets?|got|provide[sd]?|offers?|makes?|takes?|took|gives?|gave|given|feeds?|fed)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:to detect|power to|assuming|aims? (?:for|to)|should (?:aim|try|lose|reduce|cut)|goal of|instead of"
    r"|(?:necessary|needed|required) to (?:achieve|reach|obtain|attain)|looking for|hypothesi[sz]ed|wants?|imagine|willing to take)\b"
    r"[^.;,]{0,60}$|\btr(?:y|ying) to\s$",
    re.IGNORECASE,
)  # "to detect a 30% reduction": no finding
_SCORES = re.compile(r"\bscor(?:es?|ed|ing)\b", re.IGNORECASE)
_YEAR = r"(?:19|20)\d\d"
_OVER_YEARS = re.compile(  # "doubled in a decade", "rose by 30% between 1990 and 2005": how common something is, not what it comes of
    rf"[^.,;()]{{0,45}}\b(?:(?:between|from|in|over)\s{_YEAR}\s?(?:and|to|-)\s?{_YEAR}|since\s(?:the\s)?{_YEAR}s?"
    r"|(?:in|over|during)\s(?:a|the|just\sa|(?:the\s)?(?:past|last))\s(?:\w+\s)?(?:decades?|century|\d\d\syears))\b",
    re.IGNORECASE,
)
_IN_YEARS = re.compile(
    r"\b(?:since\s(?:the\s)?(?:19|20)\d\ds?|(?:past|last)\s(?:\w+\s)?(?:decades?|century|\d\d\syears))\b[^;]{0,60}$", re.IGNORECASE
)
_A_STEP = (
    re.compile(r"\b(?:an?|each|every|per)\s$", re.IGNORECASE),
    re.compile(r"[^.;,]{0,60}?\s(?:was|were|is|are)\s(?:\w+ly\s)?(?:associated|linked|related|correlated)\s(?:with|to)\b", re.IGNORECASE),
)
_FOR_A_STEP = (
    re.compile(r"\bfor\s(?:an?|every|each)\s$", re.IGNORECASE),
    re.compile(r"[^.;,]{0,30}?\b(?:concentrations?|levels?|intakes?)\b"),
)
_RECENTLY = re.compile(
    r"\b(?:recently|(?:numbers? of|many) (?:articles|papers|publications|studies|searches)\b[^.;]*)\s(?:\w+\s)?$", re.IGNORECASE
)
_IN_MANY_YEARS = re.compile(r"[^.,;()]{0,20}\b(?:in|over)\s(?:the\s)?\d\d\s?-?\s?years?\b", re.IGNORECASE)
_PLACES = re.compile(r"\b(?:national|nationwide|worldwide|country|countries|state|general population|globally)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|this|that|these|they|which|levels?)\s(?:\w+\s){0,4}$", re.IGNORECASE)  # "it was twice as high"
_PER_FOOD = re.compile(
    r"(?:(?<!m)g|IU)\s?/\s?(?:100\s?k?g|kg|egg|100\s?mL)\b|\bper 100\s?g|\bdry (?:matter|weight)\b(?!\s?\()|\begg yolks?\b", re.IGNORECASE
)
_FROM = re.compile(r"\sfrom\b", re.IGNORECASE)
_OF_ESTIMATES = re.compile(r"\b(?:HRs?|ORs?|RRs?|(?:odds|hazard|risk) ratios?|associations?|coefficients?)\b")  # not of a risk
_CONDITION = re.compile(  # "if you lose 10 percent of your weight, ..."
    r"\b(?:if|when|once|unless)\s(?:you|we|they|one|people|patients|someone|a person)\s(?:can\s|could\s|just\s|only\s)?$", re.IGNORECASE
)
_CRITERION = re.compile(  # whom one counts
    r"""(?:  # "40% had at least a 75% improvement"
      (?: % | \b percent \b
        | \b (?: of | in ) [ ] (?: the [ ] )? (?: patients | people | participants | subjects | women | men | children | those | them ) \b )
      [^.;]{0,90}? \b (?: had | have | having | show\w+ | report\w+ | experienc\w+ | achiev\w+ | feeling | saw | lost | gained ) \s
      (?: feeling \s )? (?: an? \s )? (?: at [ ] least | more [ ] than | greater [ ] than | (?<= feeling[ ] ) a )
      # "30% of the patients achieved a 75% improvement"
      | (?: % | \b percent ) \s of \s (?: the \s )? (?: people | patients | participants | subjects | women | men | children | those ) \b
        [^.;,]{0,60}? \b (?: had | showed | reported | experienced | achieved )
      | \b who \s (?: \w+ \s )? (?: lost | gained ) \b [^.;,]{0,25}?  # "those who lost 10% of their weight"
      | \b defined [ ] as \s [^.;,]{0,30}? )
    \s? (?: an? \s )? $""",
    re.VERBOSE | re.IGNORECASE,
)
# How long or bad something is, not its risk: "shortened colds by a third", "33% shorter", "colds lasted 33% less", "40% more severe".
_SHORTENED = re.compile(r"(?:short|long|prolong|lengthen|extend)", re.IGNORECASE)
_SHORTER = re.compile(r"\b(?:shorter|longer|as long)$", re.IGNORECASE)
_LASTED = re.compile(r"\blast(?:s|ed|ing)?\b[^,;()]{0,25}$", re.IGNORECASE)
_SEVERE = re.compile(r"(?<=more|less)\s(?:severe|intense)\b", re.IGNORECASE)
_NEXT = 12  # characters before a name that stands right after an estimate, but for an adjective
_NEAR = 45  # characters before an intransitive cue ("risk fell by 9%") that tell what it is of
_COUNTED = 160  # characters before a number that tells whom one counts
_BESIDE = 14  # characters after an outcome that tell of what it is no outcome
_NEARBY = 300  # characters before a sentence within which a nutrient makes an unlinked outcome one of ours


def is_told(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a percentage, multiple or difference is a finding on health: of a risk, an outcome, a merit, not of an intake or a price."""
    if any(is_so(page, s, e) for is_so in (_is_summand, is_planned, _is_trend, _is_share)):
        return False
    if INTERVAL_NEXT.match(page.shadow, e.end) or INTERVAL_NEXT.search(page.shadow, e.at, e.end):
        return True
    if _is_step(page, s, e, what):
        return False
    return needed(page, s, e) is not None if is_of_need(page, s, e) else _is_of_health(page, s, e, what)


def _is_of_health(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a change is one of an outcome, a risk or a merit, by its name or the words near, else of what was spoken of."""
    near = _near(page, s, e, what)
    if ASIDE.search(near) or (what and ASIDE.search(page.shadow, what.start, min(what.end + _BESIDE, tail(page, what.end, s.end)[1]))):
        return e.unit == "points" and bool(_SCORES.search(page.shadow, s.start, s.end))
    if any(is_so(page, s, e, what) for is_so in (_is_threshold, _is_condition, _is_of_intake, _is_content)):
        return False
    if AS_MANY.search(page.shadow, e.start, e.end):
        return what is not None
    if (what and what.is_named) or _RISK.search(near) or _MERIT.search(near):
        return True
    if e.unit == "points" and _SCORES.search(page.shadow, s.start, e.end):
        return True
    if e.measure == "mean_difference" or _MORE_OF.search(page.shadow, e.at, e.end):
        return False
    return _is_spoken_of(page, s, e, what)


def _near(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> str:
    """The words that tell what an estimate is of: those after it, and before it where its subject stands there."""
    is_before = (not (e.gap or e.follows) or is_after_copula(page, s, e) or not what) and not _LIKELY.match(page.shadow, e.end - 6)
    start = max(head(page, s, e.start), e.start - (_NEAR if is_before else 0))
    return _SINCE.sub("", page.shadow[start : tail(page, e.end, s.end)[1]])


def _is_summand(page: Page, s: Sentence, e: Estimate) -> bool:
    return bool(_SUMMAND.search(page.shadow, max(s.start, e.start - 3), e.start) or _PLUS.match(page.shadow, e.end))


def _is_share(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether a number is how many had something: "the proportion of men with gout: 30%"."""
    return bool(_HOW_MANY.search(page.shadow, max(s.start, e.at - _TOLD_BEFORE * 2), e.at))


def _is_threshold(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a number is a level that something begins at: "the threshold for fewer fractures is 20 ng/mL"."""
    return e.measure == "mean_difference" and "/" in (e.unit or "") and not what


def _is_condition(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a change tells whom one counts, or what happens if: "those who lost 10%", "if you lose 10%"; or is one of estimates."""
    if _CRITERION.search(page.shadow, max(s.start, e.at - _COUNTED), e.at):
        return True
    if e.gap and _OF_ESTIMATES.search(page.shadow, *e.gap):
        return True
    return bool(_CONDITION.search(page.shadow, max(s.start, e.start - 40), e.start))


def _is_of_intake(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether what changes is an intake or the like told before: "wool cut irradiance by 90%, cotton reduced it by 40%"."""
    if e.gap and _IT.fullmatch(page.shadow, *e.gap) and (other := ASIDE.search(page.shadow, s.start, e.start)):
        return not outcomes(page, other.end(), e.start)
    return bool(_ASIDE_BEFORE.search(page.shadow, max(s.start, e.start - 40), e.start))


def _is_spoken_of(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a change of what no name tells is one of an outcome before it, in a text on nutrients."""
    if not what and not (_CHANGE.search(page.shadow, e.start, e.end) or _PRONOUN.search(page.shadow, max(s.start, e.start - 60), e.start)):
        return False
    in_context = page.mentions_in(max(0, s.start - _NEARBY), s.end, "NUTRIENT")
    return bool(in_context) and (not _is_supply(page, what) if what else carried(page, s, s.start) is not None)


def _is_supply(page: Page, what: Subject) -> bool:
    """Whether what changes is a nutrient in something: "the vitamin D from animals", "the zinc in soil"."""
    led = [m for m in page.mentions_in(what.start, what.end, "NUTRIENT") if m.start == what.start]
    return bool(led) and bool(_FROM.match(page.shadow, led[-1].end))


def _is_step(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a change is what something else comes of: "a rise of 25 nmol/L in vitamin D was linked to", "for a 50% lower level"."""
    before = page.shadow[max(s.start, e.start - 12) : e.start]
    if _FOR_A_STEP[0].search(before) and _FOR_A_STEP[1].match(page.shadow, e.end, s.end):
        return True
    return bool(what and is_status(what) and _A_STEP[0].search(before) and _A_STEP[1].match(page.shadow, e.end, s.end))


def _is_trend(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether a change is one over years, in a country, not one that something makes."""
    if _OVER_YEARS.match(page.shadow, e.end, s.end) or _IN_YEARS.search(page.shadow, max(s.start, e.start - 80), e.start):
        return True
    if _RECENTLY.search(page.shadow, s.start, e.start):
        return True
    return bool(_IN_MANY_YEARS.match(page.shadow, e.end, s.end)) and not page.mentions_in(s.start, s.end, "NUTRIENT")


def is_planned(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether a size is what a trial was planned to detect."""
    return bool(_PLANNED.search(page.shadow, max(s.start, e.start - 80), e.start))


def is_of_regions(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether two shares are how common something is in two places, not in two arms: "35% in London, 24% in the country"."""
    return bool(_PLACES.search(page.shadow, e.start, min(s.end, e.end + _NEAR)))


def _is_content(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether a multiple tells how much of a nutrient is in something: "eggs have four times as much vitamin D"."""
    after = tail(page, e.end, s.end)
    if what and what.is_named and not any(m.start == what.start and m.end == what.end for m in page.mentions_in(*after, "NUTRIENT")):
        return False
    holds = _HOLDS.search(page.shadow, max(s.start, e.start - 30), e.start)
    return bool(holds) and any(m.start - after[0] <= _NEXT for m in page.mentions_in(*after, "NUTRIENT"))


def is_of_food(page: Page, s: Sentence) -> bool:
    """Whether a sentence tells what foods hold, by a unit of their weight, not what they do to those who eat them."""
    return bool(_PER_FOOD.search(page.shadow, s.start, s.end))


def is_risk(page: Page, s: Sentence, e: Estimate, what: Subject | None) -> bool:
    """Whether what changes is a risk, odds, incidence or an event that one has or has not, rather than a quantity."""
    after = tail(page, e.end, s.end)
    words = page.shadow[e.start : after[1]]
    if what and what.end <= e.start:
        words = page.shadow[max(head(page, s, e.start), what.start - 40) : after[1]]
    if _LIKELY.match(page.shadow, e.end - 6):
        return True
    if _is_of_extent(page, s, e):
        return False
    if what and (
        _QUANTITY.search(page.shadow, what.start, what.end)
        or _HOW_MUCH.match(page.shadow, what.end)
        or _NUMBER_OF.search(page.shadow, s.start, what.start)
    ):
        return False
    if what and what.outcome_id and lexicon.outcomes()[what.outcome_id].category not in EVENTS:
        words = words.replace(page.shadow[what.start : what.end], "")  # a "metabolic rate" is no rate of events
    if _RISK.search(words):
        return True
    if not what or not what.is_named:
        return False
    named = [what] if what.outcome_id else outcomes(page, what.start, what.end)  # "stroke or embolism"
    return any(o.outcome_id is not None and lexicon.outcomes()[o.outcome_id].category in EVENTS for o in named)


def _is_of_extent(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether what changes is how long or how bad something is."""
    is_shorter = _SHORTENED.match(page.shadow, e.start) or _SHORTER.search(page.shadow, e.start, e.end)
    return bool(is_shorter or _LASTED.search(page.shadow, head(page, s, e.start), e.start) or _SEVERE.match(page.shadow, e.end))


def is_at_baseline(page: Page, s: Sentence, at: int) -> bool:
    """Whether what stands at a place tells how things were before anything was done."""
    return bool(_AT_BASELINE.search(page.shadow, max(head(page, s, at), at - _TOLD_BEFORE * 2), at))


def is_measured(page: Page, s: Sentence, e: Estimate) -> bool:
    """Whether two arms' numbers are of something measured in them, not of an intake, an age, a follow-up or a state at baseline."""
    low = max(head(page, s, e.start), e.start - _TOLD_BEFORE)
    if _BASELINE_NEXT.match(page.shadow, e.end) or _USED.search(page.shadow, low, e.start):
        return False
    if e.unit == "percent":
        return True
    named = outcomes(page, low, e.start)
    aside = ASIDE.search(page.shadow, named[-1].end if named else low, e.start)
    if (aside and not _AFTER_IT.search(page.shadow, low, aside.start())) or is_at_baseline(page, s, e.start):
        return False
    is_tested = _P_NEXT.match(page.shadow, e.end)
    return (
        bool(is_tested) or e.unit not in (None, "years", "months", "weeks", "days") or not _NOT_MEASURED.search(page.shadow, low, e.start)
    )
