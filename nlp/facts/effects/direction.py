"""Which way the outcome goes."""

import re

from nlp import lexicon
from nlp.facts.effects.clauses import head
from nlp.facts.effects.context import lead_of
from nlp.facts.effects.estimates import Estimate
from nlp.facts.effects.findings import Finding
from nlp.facts.effects.labels import RATIOS
from nlp.facts.effects.names import Subject, any_word
from nlp.page import Page, Sentence
from nlp.schema import EffectDirection, Measure

_NO_DIFFERENCE = re.compile(
    r"\bno\b[^.;]{0,40}\b(?:difference|association|(?<!line of no )effect|change|benefit|relationship|correlation|improvement|reduction)"
    r"|\b(?:(?<!but )not|n't|nor|neither|but not(?= (?:significant|associated|related|different)))\b[^.;]{0,40}\b(?:differ|change|alter"
    r"|affect|reduce|associated|correlat|significant|influence|improve|related)|\b(?:non-?|in)significant\b|\bunchanged\b|\bsimilar\b"
    r"|\bneutral\b|\bcomparable\b|\bequally\b|\bunclear\b|\buncertain\b|\blittle or no\b",
    re.IGNORECASE,
)
_UP_OR_DOWN = re.compile(
    r"\b(?:(?P<increase>increas\w*|higher(?![ -](?:dos|intake|group))|greater"
    r"|more(?! than (?:an?|\d|one|two|three))|rais\w+|rose|improv\w+|elevat\w+"
    r"|positive\w*|longer|larger|better)"
    r"|(?P<decrease>decreas\w*|lower\w*(?![ -](?:dos|intake|group|limb|extremit"
    r"|back|body|leg|respiratory|urinary|airway|tract|quartile|quintile|tertile))"
    r"|reduc\w+|less(?! than (?:an?|\d|one|two|three))|fewer"
    r"|prevent\w*|protect\w*|attenuat\w*|suppress\w*|inhibit\w*|lessen\w*|declin\w+|fell|dropped|inverse\w*|negative\w*|shorter|smaller))\b",
    re.IGNORECASE,
)
_INVERSE = re.compile(r"\b(?:inverse|negative)\w*", re.IGNORECASE)
_IMPROVED = re.compile(r"improv|better|protect", re.IGNORECASE)
_AS_MANY_HAD = re.compile(r"\bas many\b[^.;:]{0,70}?\b(?:had|showed|reported|saw|experienced)\s(?:an?\s)?(?P<how>[a-z]+)\b", re.IGNORECASE)
_GREATER = re.compile(r"greater|larger|more|better", re.IGNORECASE)
_CHANGE = re.compile(r"(?:reductions?|decreases?|declines?|increases?|improvements?)\b[^.;,]{0,60}$", re.IGNORECASE)
_UP_OR_DOWN_NEXT = re.compile(  # "0.20 (95% CI 0.1 to 0.3) lower"
    r"[\s)\]*,]*(?:(?P<increase>higher|greater|longer|increase)|(?P<decrease>lower|less|fewer|shorter|decrease|reduction))\b", re.IGNORECASE
)
_CONTRAST = re.compile(r"[,;]\s(?:but|whereas|while|although|however)\b(?! not)", re.IGNORECASE)
_SIGNIFICANT = 0.05
_NO_TREND = 0.1  # from this p-value on two arms do not differ
_NEAR_ONE = 0.1  # a ratio this near to 1 whose interval holds 1 tells no effect
_CONTROL_NEXT = re.compile(r"\b(?:placebo|controls?|unsupplemented|baseline)\b", re.IGNORECASE)
_WENT = re.compile(  # "levels were significantly lower in patients (16 ng/mL) than in controls (20 ng/mL; p = 0.001)"
    r"""\s (?: [a-z]+ \s )? (?: was | were | is | are ) \s (?: \w+ly \s )?
    (?: (?P<increase> higher | highest | greater | increased | elevated | longer )
      | (?: lower | lowest | reduced | decreased | shorter ) ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
_A_LOSS = re.compile(r"_(?:loss|decline)$")
_UP_OR_DOWN_OF = re.compile(
    r"(?:(?P<increase>increas\w+|rais\w+|higher|greater)|(?P<decrease>decreas\w+|lower\w*|reduc\w+|slow\w*|prevent\w*|less))"
    rf"\s(?:the\s|their\s|your\s)?(?:(?:{any_word('risk', 'rate')})\s(?:of|for)\s)?(?:\w+\s)?$",
    re.IGNORECASE,
)
_WENT_LATER = re.compile(  # "bone density (p = 0.02) was positively correlated with", "IFN (P < 0.01) was up-regulated"
    r"[^.;]{0,3}(?:(?:[,\s]|and\s)[^;,()]{2,60}[(][^()]{3,30}[)])*[\s)]*(?:was|were)\s(?:\w+ly\s)??"
    r"(?:(?P<increase>up-?regulated|increased|higher|elevated|positively)|(?:down-?regulated|decreased|reduced|lower|inversely|negatively))\b",
    re.IGNORECASE,
)
_LED = re.compile(  # "who smoked had lower zinc levels (51 nmol/L) than others (76 nmol/L, p = 0.01)"
    r"\b(?:(?P<increase>higher|greater|increased|elevated)|(?:lower|reduced|decreased))\s(?:(?:serum|plasma|blood|mean|median)\s)*$",
    re.IGNORECASE,
)
_LATER = re.compile(r"[)\]]\s(?:(?P<increase>increased|higher|greater|elevated|improved)|(?:decreased|reduced|lower))\b", re.IGNORECASE)
_BUT_NOT = re.compile(r"\bbut not\b[^;()]{0,60}[(\[]\s?$", re.IGNORECASE)  # "but not in women (RR 0.7, 95% CI 0.3-1.9)"
_BESIDE = 25  # characters before an outcome that tell which way it goes
_LINKED = re.compile(
    r"\b(?P<inverse>(?:inverse|negative)(?:ly)?\s)?(?:\w+ly\s)?(?:associated|correlated|linked|related|associations?|correlations?)"
    r"\s(?P<inversely>(?:inversely|negatively)\s)?(?:with|to|between)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_SURVIVAL = re.compile(r"surviv", re.IGNORECASE)
_SAID = 110  # characters before a bare p-value or interval within which its direction is told
_COMPARED_NUMBERS = re.compile(
    r"\d[^;]*\b(?:vs|versus|compared|than)\b[^;]*\d|(?<![A-Za-z])-\d", re.IGNORECASE
)  # what they are of is not sure


def direction(page: Page, s: Sentence, e: Estimate, f: Finding, what: Subject | None, measure: Measure) -> EffectDirection | None:
    """Increase, decrease or none of the outcome; None where it is not told, and for half-lives."""
    if e.is_half_life:
        return None
    if e.against and (said := _of_arms(page, s, e, f)):
        return said
    if e.direction and (e.against or (e.follows and measure == "fold_change")):
        return _of_those_who(page, s, _of_outcome(page, e, what) if e.direction == "increase" else e.direction)
    if e.direction:
        if (
            what and what.start < e.start < what.end and _A_LOSS.search(what.outcome_id or "")
        ):  # the cue is of its name: "raised the risk of memory loss by 9%"
            led = _UP_OR_DOWN_OF.search(page.shadow, max(s.start, what.start - _SAID), what.start)
            return "decrease" if led and led["decrease"] else "increase"
        is_of_loss = what and what.outcome_id == "weight_loss" and what.start < e.end and what.end > e.start
        return _of_outcome(page, e, what) if e.direction == "increase" or is_of_loss else e.direction
    told = f.estimate is not None
    if told and measure not in RATIOS and f.interval and (after := _UP_OR_DOWN_NEXT.match(page.shadow, f.end)):
        return "increase" if after["increase"] else "decrease"
    words = page.shadow[s.start : f.start]
    here = _CONTRAST.split(words)[-1]
    if told and e.measure == "correlation" and e.number.value:
        return "decrease" if e.number.value < 0 or _INVERSE.search(words) else "increase"
    if told and measure in RATIOS:
        return _of_ratio(page, f, e.number.value, what, measure, here)
    if _NO_DIFFERENCE.search(here) and not (f.p and f.p.p.value < _SIGNIFICANT):
        return "none"
    if not told and f.p and f.p.op == ">" and f.p.p.value >= _SIGNIFICANT:
        return "none"
    if not told:
        return _of_bare(page, s, f, what, here)
    if measure in ("correlation", "mean_difference", "standardized_mean_difference") and e.number.value < 0:
        return "decrease"
    return _by_words(page, s, words, what) or ("increase" if e.number.value > 0 and measure != "half_life_or_other" else None)


def _by_words(page: Page, s: Sentence, words: str, what: Subject | None) -> EffectDirection | None:
    """What the last word of up or down says, else that of the words that lead a list in."""
    if cues := _cues(words):
        is_better_low = what and what.outcome_id and lexicon.outcomes()[what.outcome_id].better_when == "lower"
        return "increase" if cues[-1]["increase"] and not (is_better_low and _IMPROVED.search(cues[-1][0])) else "decrease"
    if s.kind == "list_item" and (lead := lead_of(page, s)) and (cues := list(_UP_OR_DOWN.finditer(page.shadow, lead.start, lead.end))):
        return "increase" if cues[-1]["increase"] else "decrease"
    return None


def _of_bare(page: Page, s: Sentence, f: Finding, what: Subject | None, here: str) -> EffectDirection | None:
    """The way of what a bare p-value or interval tests, by its verb, by how it is linked, or by the words of its list."""
    if what and (goes := _WENT.match(page.shadow, what.end, f.start)):
        return "increase" if goes["increase"] else "decrease"
    if f.p and f.p.p.value >= _NO_TREND:
        return "none"
    led = _LED.search(page.shadow, max(s.start, what.start - _BESIDE), what.start) if what and what.is_named else None
    if told := led or _LATER.match(page.shadow, f.end):
        return "increase" if told["increase"] else "decrease"
    said = page.shadow[max(head(page, s, f.start), f.start - _SAID) : f.start]
    if _COMPARED_NUMBERS.search(said):
        return None
    if what and (linked := list(_LINKED.finditer(page.shadow, s.start, f.start))):
        return _of_link(page, linked[-1], what)
    if what and f.end < what.start < s.end:
        said += page.shadow[f.end : what.start]  # "a significant (p = 0.02) improvement in sleep"
    listed = _BRACKETS.sub("", re.split(r"[;:]", here)[-1])  # "less pain (p = 0.04), stiffness (p = 0.01)"
    if said_so := _by_words(page, s, said if _cues(said) else listed, what):
        return said_so
    later = _WENT_LATER.match(page.shadow, f.end, s.end)
    return ("increase" if later["increase"] else "decrease") if later else None


def _of_link(page: Page, linked: re.Match[str], what: Subject) -> EffectDirection:
    """The way of what is linked to something: up, unless words beside it say down; "low" is said of what it is linked to.

    "Low zinc was associated with pneumonia", "zinc was inversely related to pneumonia", "zinc was linked to less pneumonia".
    """
    own = page.shadow[max(linked.end() if what.start > linked.end() else 0, what.start - _BESIDE) : what.start]
    goes: EffectDirection = "decrease" if any(cue["decrease"] for cue in _cues(own)[-1:]) else "increase"
    return goes if not (linked["inverse"] or linked["inversely"]) else "increase" if goes == "decrease" else "decrease"


def _cues(words: str) -> list[re.Match[str]]:
    """Words of up and down in order, without a "greater" that is said of a change: "the reduction was greater"."""
    cues = list(_UP_OR_DOWN.finditer(words))
    return [c for i, c in enumerate(cues) if not (i and _GREATER.fullmatch(c[0]) and _CHANGE.match(words, cues[i - 1].start(), c.start()))]


def _of_ratio(page: Page, f: Finding, ratio: float, what: Subject | None, measure: Measure, words: str) -> EffectDirection:
    """Up above 1, down below, none near it or where words say so; a hazard ratio of survival is one of death, if words do not tell."""
    is_near = f.interval is not None and abs(ratio - 1) < _NEAR_ONE and f.interval.low.value < 1 < f.interval.high.value
    if ratio == 1 or is_near or ((_NO_DIFFERENCE.search(words) or _BUT_NOT.search(words)) and not _excludes(f, 1.0)):
        return "none"
    if measure == "hazard_ratio" and what and _SURVIVAL.search(page.shadow, what.start, what.end):
        if cues := list(_UP_OR_DOWN.finditer(words)):
            return "increase" if cues[-1]["increase"] else "decrease"
        return "decrease" if ratio > 1 else "increase"
    return "increase" if ratio > 1 else "decrease"


def _of_arms(page: Page, s: Sentence, e: Estimate, f: Finding) -> EffectDirection | None:
    """No difference of two arms where words or p-value say so; the way that words tell where the control is named first.

    "Did not differ (85% vs 77%, p = 0.24) but was smaller with zinc (85% vs 71%, p = 0.04)".
    """
    words = page.shadow[max(head(page, s, e.start), e.start - _SAID) : e.start]
    is_significant = f.p is not None and f.p.p.value < _SIGNIFICANT
    if (f.p and f.p.p.value >= _NO_TREND and f.p.op != "<") or (_NO_DIFFERENCE.search(words) and not is_significant):
        return "none"
    cues = list(_UP_OR_DOWN.finditer(words))
    if cues and cues[-1]["decrease"] and e.direction == "increase" and not _CONTROL_NEXT.search(words, cues[-1].end()):
        return "decrease"
    return None


def _excludes(f: Finding, null: float) -> bool:
    return f.interval is not None and not f.interval.low.value <= null <= f.interval.high.value


def _of_outcome(page: Page, e: Estimate, what: Subject | None) -> EffectDirection:
    """An improvement of what is better low is a decrease of it."""
    if what and what.outcome_id == "weight_loss":
        return "increase"
    if (
        what
        and what.outcome_id
        and _IMPROVED.search(page.shadow, e.start, e.end)
        and lexicon.outcomes()[what.outcome_id].better_when == "lower"
    ):
        return "decrease"
    return "increase"


def _of_those_who(page: Page, s: Sentence, more: EffectDirection | None) -> EffectDirection | None:
    """ "Twice as many had decreased pain", "64% vs 32%" of them: pain goes down where more people have less of it."""
    had = _AS_MANY_HAD.search(page.shadow, s.start, s.end)
    how = _UP_OR_DOWN.fullmatch(had["how"]) if had else None
    if not how or not how["decrease"] or more not in ("increase", "decrease"):
        return more
    return "decrease" if more == "increase" else "increase"
