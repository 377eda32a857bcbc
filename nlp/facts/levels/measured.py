"""Concentrations told with their unit: what is a level, and what is a change, a difference or the same again in another unit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nlp.facts.cues import says, starred
from nlp.facts.words import meanings
from nlp.page import Sentence
from nlp.quantity import Kind, Quantity, kind_of, quantities

MEASURED: tuple[Kind, ...] = ("concentration", "trace", "substance")
BELOW = r"below | under | less \s than | lower \s than | < | ≤"
"""Source of a verbose pattern for what makes an upper bound of the number after it."""
ABOVE = r"above | over | more \s than | greater \s than | higher \s than | at \s least | exceed (?: s | ed | ing )?"
"""Likewise a lower bound, in words: a sign may belong to the range that it stands before."""
_SHORT = {"ng", "nmol"}  # vitamin D levels told in short: "20 ng of vitamin D"
_NEAR = 35  # characters before a level in which a word stands that sets it apart
_REACH = 110  # characters before a level in which a word may tell that it is a change


def _words(name: str) -> str:
    return starred(meanings(__package__, name))


_A_DAY = re.compile(r"\s?/\s?d(?:ay)?\b|\s(?:a|per)\sday\b|\sdaily\b|\s?\(\d[\d,.-]*\s?IU\b", re.IGNORECASE)
# "75 nmol/L (which is 30 ng/mL)", "30 ng/mL or 75 nmol/L"
_AGAIN = re.compile(
    r"""[\s*]* [(\[=~/,-]* [\s*]* (?: (?: which \s | that \s )? is \s | being \s )?
        (?: or | equal \s to | i\.e\.,? | about | approximately | equivalent \s to | correspond\w+ \s to | equals? | ~ | = | ≈ )? \s?""",
    re.VERBOSE | re.IGNORECASE,
)
# "1 ng/mL is 2.5 nmol/L" tells how units go over
_ONE_IS = re.compile(
    r"\s?(?:25\(?OH\)?\s?D3?\s|(?:of\s)?(?:[\w-]+\s){0,3}?)?(?:=|equals\b|is\s(?:equal|equivalent|the\ssame)|is\s\d|correspond|\()",
    re.IGNORECASE,
)
# "by 8 ng/mL", "an increase in vitamin D levels of 8 ng/mL", "95% CI 1.1 to 7.3 ng/mL"
_NEARLY = r"[\s:=,(of*~-]{0,6} (?: (?: about | around | only | just | up \s to ) [\s*]{1,5} )?"
_APART_BEFORE = re.compile(
    rf"(?: (?<! cured \s ) (?<! treated \s ) (?<! prevented \s ) (?<! helped \s ) \b (?: {_words('apart')} ) {_NEARLY} | [±∆Δ+] \s? ) \Z",
    re.VERBOSE | re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:increase|rise|gain|drop|decrease|decline)\s\Z", re.IGNORECASE)  # "(increase 16 ng)"
# "cholesterol dropped an average of 8 mg/dL"
_MOVED_BEFORE = re.compile(
    r"""\b (?: dropped | fell | rose | increased | decreased | declined | climbed | lowered | went \s (?: up | down ) )
        \s (?: by \s )? an? \s (?: mean | average | median ) \s (?: of \s )? (?: about \s | only \s )? \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_CHANGE_BEFORE = re.compile(
    rf"""\b (?: {_words("change")} ) (?: \s (?: (?! \b (?: average | mean | median ) \s was \b ) [^.;,] | \. (?= \d ) ){{0,80}} )?
        \s (?: of | was | were | = | : ) (?: \s on \s average )?
        (?: \s (?: estimated | calculated | found | reported ) \s (?: at | as | to \s be ) )?
        {_NEARLY} \Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "a median of 31 ng/mL (IQR 18-40 ng/mL)", "fell from 71 nmol/L (61, 85 nmol/L)": how far they spread
_SPREAD = re.compile(
    r"""\s? [(\[] (?: (?: IQR | (?: interquartile? \s )? range (?: \s \( IQR \) )? | 95\s?% \s? CI ) [\s:=,]{0,3} )? (?: [\d.]+ , \s )?""",
    re.VERBOSE | re.IGNORECASE,
)
# "(P  20 ng/mL", "low levels ( 30 ng/mL)": what stood between two signs was lost as a mark of HTML; "14.6 6 ng/mL": a sign of spread was
_LOST = re.compile(r"(?:[(\s]p\s[\s/=]+|\([ ]+|(?<![\w.(/-])\d+(?:\.\d+)?[ ]{1,2})\Z", re.IGNORECASE)
# "treated with 10 nM 1,25(OH)2D3": of cells in a dish
_ADDED = re.compile(r"\b(?:using|(?:treated|treatment|incubated|stimulated) with|exposed to)\s(?:about\s)?\Z", re.IGNORECASE)
# "The change in 25(OH)D did not differ between the arms (18 and 22 nmol/L)"
_OF_CHANGE = re.compile(
    r"""[\W\d]* (?: (?: conclusions? | results? | findings ) : \s )? (?: the \s )?
        (?P<mean> (?: (?: mean | median | average | measured ) \s ){1,2} )?
        (?: changes? | differences? | increments? | (?(mean) (?: increases? | decreases? | rises? | gains? ) | (?!) ) ) \s in \b""",
    re.VERBOSE | re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:from|to|reach\w*|baseline|above|below|than)\s[^.;(]{0,30}\Z", re.IGNORECASE)
# "a 10 ng/mL increase"
_CHANGE_AFTER = re.compile(
    rf"""[\s-]* (?: in \s )? (?: \( [^()]{{1,25}} \) \s )? (?: (?: per \s year | mean | average ) \s )?
        (?! (?: increas | decreas | reduc ) e[sd] \b ) (?: {_words("changed")} ) \b
      | \s (?: above | below | over ) \s (?: the \s )? baseline \b""",
    re.VERBOSE | re.IGNORECASE,
)
# "fell by 5.9 mmHg vs. 1.5 mmHg": the second is a change as the first
_AGAINST = re.compile(
    r"(?!.*\b(?:average|mean|median)\swas\b).*\b(?:vs\.?|versus|compared (?:to|with)|and|or|than|but)\s[^.;]{0,30}", re.IGNORECASE
)
_LISTED = re.compile(r"[^.;,]{0,40},\s")  # "by 55 nmol/L in these, 62 nmol/L in those"
# "gets most people up to 75 nmol/L"
_REACHED = re.compile(rf"\b (?: {_words('reaching')} ) \b (?: (?! \b with \b ) [^;] ){{0,60}} \Z", re.VERBOSE | re.IGNORECASE)


# "for every 100 IU taken, the level rises to about 1 ng/mL"
_FOR_EVERY = re.compile(r"\bfor (?:every|each)\b[^;]{0,80}\b(?:increas|rais|ris|rose)\w*\b[^;]{0,60}\Z", re.IGNORECASE)


_UPPER = re.compile(rf"(?: {BELOW} | up \s to ) \s? (?: about \s | approximately \s )? \Z", re.VERBOSE | re.IGNORECASE)
_LOWER = re.compile(rf"\b (?: {ABOVE} ) \s (?: about \s | approximately \s )? \Z", re.VERBOSE | re.IGNORECASE)
_THROUGH = re.compile(rf"\b (?: {ABOVE} ) \s", re.VERBOSE | re.IGNORECASE)  # "less than 20 to over 100 nmol/L"


def levels(shadow: str, sentence: Sentence) -> list[Quantity]:
    """The concentrations of a sentence that tell how much there is in a body, in order; none of an experiment in a dish."""
    if says(__package__, "dish", shadow[sentence.start : sentence.end]):
        return []
    kept: list[Quantity] = []
    seen: Quantity | None = None
    changed = False  # whether the amount before is a change, and this one may be its counterpart
    for q in quantities(shadow, sentence.start, sentence.end):
        if not _is_concentration(shadow, q):
            continue
        changed = _is_change(shadow, sentence, q) or (changed and seen is not None and _goes_with(shadow, seen, q))
        again = seen is not None and q.unit != seen.unit and _AGAIN.fullmatch(shadow, seen.end, q.start)
        seen = q
        converts = q.low == q.high == 1 and _ONE_IS.match(shadow, q.end)
        spread = bool(kept) and _is_spread(shadow, kept[-1], q)
        added = bool(_ADDED.search(shadow, max(q.start - 30, sentence.start), q.start)) and (q.unit or "").endswith("M")
        lost = q.low == q.high and bool(_LOST.search(shadow, max(q.start - 10, 0), q.start))
        if not (again or changed or converts or spread or added or lost):
            kept.extend(_as_meant(shadow, sentence, q))
    return kept


def _is_concentration(shadow: str, q: Quantity) -> bool:
    if q.unit is None or q.unit.endswith("/m2") or (kind_of(q.unit) != "concentration" and q.unit not in _SHORT):
        return False
    # 120/80 mmHg goes by the first; 9/5 mmHg, which reads as a fraction, is a difference
    second = q.unit == "mmHg" and "/" in shadow[q.start - 1 : q.start + 2]
    if (q.unit in _SHORT and _A_DAY.match(shadow, q.end)) or shadow.startswith("%20", q.end) or shadow.endswith("%20", 0, q.start):
        return False  # a dose, or part of a link
    # a slope "nmol/L/ug", a rate, the rest of a number broken up "12. 04 ng/mL"
    if shadow.startswith(("/", " per hour"), q.end) or (shadow[q.start] == "0" and shadow[q.start + 1].isdigit()):
        return False
    below_zero = shadow[q.start - 1] == "-" and shadow[q.start - 2] in " (:"
    return not second and not below_zero


def _is_spread(shadow: str, of: Quantity, q: Quantity) -> bool:
    """Whether a range or the second of two numbers in brackets tells how far the values around a level before it spread."""
    if of.unit != q.unit or of.low is None or of.low != of.high or q.low is None or not _SPREAD.fullmatch(shadow, of.end, q.start):
        return False
    return q.high is not None and (q.low < of.low < q.high or (q.low == q.high and ", " in shadow[of.end : q.start]))


def _is_change(shadow: str, sentence: Sentence, q: Quantity) -> bool:
    if _APART_BEFORE.search(shadow, max(sentence.start, q.start - _NEAR), q.start) or _CHANGE_AFTER.match(shadow, q.end):
        return True
    if shadow[q.start].isdigit() and _GAIN.search(shadow, max(sentence.start, q.start - _NEAR), q.start):
        return True
    before = max(sentence.start, q.start - _REACH)
    if _OF_CHANGE.match(shadow, sentence.start, q.start) and not _ENDS.search(shadow, before, q.start):
        return True
    if _FOR_EVERY.search(shadow, sentence.start, q.start) or _MOVED_BEFORE.search(shadow, before, q.start):
        return True
    return says(__package__, "change", shadow[before : q.start]) and bool(_CHANGE_BEFORE.search(shadow, before, q.start))


def _goes_with(shadow: str, before: Quantity, q: Quantity) -> bool:
    if q.start < before.end or _LISTED.fullmatch(shadow, before.end, q.start):
        return True
    return bool(_AGAINST.fullmatch(shadow, before.end, q.start))


def _as_meant(shadow: str, sentence: Sentence, q: Quantity) -> Iterator[Quantity]:
    """A level as it is meant: "rose from 20 to 30 ng/mL" are two, "gets you up to 75 nmol/L" and "below 20-30 ng/mL" bounds."""
    before = max(sentence.start, q.start - _REACH)
    is_range = q.low is not None and q.high is not None and q.low < q.high
    bounds = is_range and not _THROUGH.search(shadow, q.start, q.end)
    spreads = shadow.count("±", q.start, q.end) + shadow.count("+/-", q.start, q.end)  # each end of "16 ± 12 to 39 ± 12" is a mean
    if is_range and (spreads > 1 or (spreads and shadow[before : q.start].endswith("from "))):
        yield replace(q, high=q.low)
        yield replace(q, low=q.high)
    elif bounds and _UPPER.search(shadow, before, q.start):
        yield replace(q, low=None)
    elif bounds and _LOWER.search(shadow, before, q.start):
        yield replace(q, high=None)
    elif q.low is None and shadow[q.start : q.start + 5].lower() == "up to" and _REACHED.search(shadow, before, q.start):
        yield replace(q, low=q.high)
    else:
        yield q
