"""The role of a level: what it is to the one who tells it, by the words around it; without any, by which way the analyte is better."""

import re
from typing import NamedTuple, cast

from nlp import lexicon
from nlp.facts.cues import STRONG, WEAK, Cue, cues, strongest
from nlp.facts.levels.analyte import VITAMIN_D, conversion
from nlp.lexicon import Biomarker
from nlp.page import Sentence
from nlp.quantity import Quantity
from nlp.schema import LevelRole

_NUMBER_IN_BRACKETS = re.compile(r"[^()]*\d")
_IN_SHARE = re.compile(r"\s?(?:was (?:seen|observed|found) )?in \d[\d.]*\s?(?:%|percent)", re.IGNORECASE)  # "above 30 ng/mL in 4% of them"
# "25(OH)D   20 ng/mL": a sign below or above was lost as a mark of HTML
_SIGN_LOST = re.compile(r"(?:\b(?:levels?|concentrations?|values?)[ ]|[)D][ ]|\][ ]{2})[ ]+(?:or[ ]=[ ])?\Z")
# "88.4 pmol/L (reference 0.6 to 6.7 pmol/L)": what is held against a range was measured, and the range is normal
_RANGE = r"[(\[](?:the\s)?(?:lab(?:oratory)?\s)?(?:normal|reference|ref\.?|target)\b"
_AGAINST_RANGE = re.compile(rf"\s?{_RANGE}[^()\[\]]*\d", re.IGNORECASE)
_IS_RANGE = re.compile(rf"{_RANGE}[^()\[\]\d]*\Z", re.IGNORECASE)
# "did not reach the target levels of 20 ng/mL"
_AIM = re.compile(r"\b(?:target|goal)\s(?!group|population|study)(?:[\w()-]+\s){0,4}(?:of|at|is|was)\s(?:about\s|~\s?)?\Z", re.IGNORECASE)
# "a higher risk of falls than those above 15 ng/mL": it is the others' risk
_HELD_AGAINST = re.compile(r"\b(?:than|versus|compar\w+ (?:to|with))\b")
# "a normal calcium level of 2.4 mmol/L" was measured
_SOMEBODYS = re.compile(
    r"\b(?:a|had|with|and|showed)\s(?:[a-z]+\s)?(?:normal|low|high|elevated|raised)\s(?!(?:normal|limit)\b)[^.;,]{2,45}\sof\s\Z",
    re.IGNORECASE,
)
_DEFINES = re.compile(r"\b(?:defined|classified|categori[sz]ed|regarded|considered)\b", re.IGNORECASE)  # "levels were defined as below 20"
_REACHING = ("up to", "as high", "as much")  # bounds from below
_ROUND = 150.0  # from which on thresholds are round numbers


class _Usual(NamedTuple):
    """Levels in the SI unit up to or from which nobody speaks of an analyte so."""

    toxic: float  # up to which nobody calls one too high
    deficient: float  # from which on nobody calls one too low
    range_deficient: float  # nor a range
    bound_deficient: float  # nor all that is below
    target: float  # from which on nobody calls a bound or range enough


_USUAL = {VITAMIN_D: _Usual(toxic=100.0, deficient=90.0, range_deficient=75.0, bound_deficient=160.0, target=370.0)}
# what a bound is that goes the other way than its words: above "deficient" is enough, below "optimal" is too little
_OPPOSITE: dict[tuple[str, str | None], dict[str, str]] = {
    ("higher", "target"): {"below": "deficiency"},
    ("higher", "deficiency"): {"above": "target"},
    ("higher", "toxicity"): {"below": "deficiency"},
    ("lower", "target"): {"above": "toxicity"},
}


def role_of(shadow: str, sentence: Sentence, q: Quantity, analyte: Biomarker) -> LevelRole:
    """What a level of a sentence is to the one who tells it."""
    outcome = lexicon.outcomes().get(analyte.outcome_id or "")
    better = outcome.better_when if outcome else "neither"
    if told := _by_grammar(shadow, sentence, q):
        return told
    reaching = shadow[q.start : q.end].lower().startswith(_REACHING)
    cue = _by_cues(shadow[sentence.start : sentence.end], q.start - sentence.start, q.end - sentence.start, q, analyte)
    if cue in ("target", "toxicity") and q.low == q.high and _is_finely_told(q):
        return "observed"
    impossible = _impossible(q, analyte)
    if (better, cue) in _OPPOSITE and _is_bound(q) and not reaching:
        opposite = _OPPOSITE[better, cue].get("below" if q.low is None else "above", cue)
        cue = cue if opposite in impossible else opposite
    if cue and not (cue == "deficiency" and better == "lower"):  # blood pressure is not deficient: the cue is another's
        return cast("LevelRole", cue)
    if not _is_bound(q):
        return "observed"
    usual = _of_bound(q, better, reaching)
    if usual not in impossible:
        return usual
    return "toxicity" if usual == "target" else "observed"


def _by_grammar(shadow: str, sentence: Sentence, q: Quantity) -> LevelRole | None:
    """The role that the words right before and after a level tell."""
    is_exact = q.low == q.high
    if is_exact and _SIGN_LOST.search(shadow, max(q.start - 20, sentence.start), q.start):
        return "other"
    if not _is_bound(q) and _AIM.search(shadow, max(q.start - 60, sentence.start), q.start):
        return "target"
    if _IN_SHARE.match(shadow, q.end) or (is_exact and _AGAINST_RANGE.match(shadow, q.end)):
        return "observed"
    if is_exact and _SOMEBODYS.search(shadow, max(q.start - 80, sentence.start), q.start):
        return "observed"
    return "target" if _IS_RANGE.search(shadow, max(q.start - 40, sentence.start), q.start) else None


def _by_cues(text: str, start: int, end: int, q: Quantity, analyte: Biomarker) -> str | None:
    """What the cues of a sentence tell of its level at [start, end); None without any."""
    telling = [c for c in cues(__package__, text) if not _is_of_next(text, end, c) and not (_is_bound(q) and _is_faint(c, end))]
    telling = [c for c in telling if not (c.means == "toxicity" and c.strength < STRONG and _HELD_AGAINST.search(text, c.end, start))]
    impossible = _impossible(q, analyte)
    telling = [c for c in telling if c.means not in impossible]
    if _DEFINES.search(text, 0, start):
        telling = [c for c in telling if c.means != "observed" or not _DEFINES.search(text, c.start, start)]
    return strongest(telling, text, start, end)


def _of_bound(q: Quantity, better: str, reaching: bool) -> LevelRole:
    """What a bound is by which way its analyte is better."""
    if reaching:
        return "target"
    if q.low is None:
        return "target" if better == "lower" else "deficiency"
    return "target" if better == "higher" else "toxicity"


def _is_bound(q: Quantity) -> bool:
    return (q.low is None) != (q.high is None)


def _impossible(level: Quantity, analyte: Biomarker) -> set[str]:
    """The roles that nobody gives to such a level, whatever is told beside it."""
    factor, usual = conversion(analyte.name, level.unit), _USUAL.get(analyte.name)
    if factor is None or usual is None:
        return set()
    low, high = ((level.low or 0.0) * factor, (level.high or level.low or 0.0) * factor)
    if level.low is None:
        return {"deficiency"} if high >= usual.bound_deficient else set()
    ranges = level.high is not None and level.low < level.high
    told = {
        "toxicity": high < usual.toxic,
        "deficiency": low >= (usual.range_deficient if ranges else usual.deficient),
        "target": low >= usual.target and level.low != level.high,
    }
    return {role for role, is_so in told.items() if is_so}


def _is_finely_told(level: Quantity) -> bool:
    """Whether a level is told more finely than thresholds are: 88.4, 3.83 or 222, not 30, 12.5, 0.4 or 126."""
    value = level.low or 0.0
    digits = f"{value:g}".replace(".", "").lstrip("0")
    in_parts = value % 1 not in (0.0, 0.5) and len(digits) > 2
    return in_parts or (value > _ROUND and value % 5 != 0)


def _is_faint(cue: Cue, end: int) -> bool:
    """Whether it is too little to make a bound that ends at `end` one that was measured: "was", or what "had" says after it."""
    return cue.means == "observed" and (cue.strength <= WEAK or (cue.start >= end and cue.strength < STRONG))


def _is_of_next(text: str, end: int, cue: Cue) -> bool:
    """Whether a cue stands with a number of its own in brackets opened after `end`: "4075 U/L (target 35-105 U/L)"."""
    in_brackets = text.rfind("(", end, cue.end) > text.rfind(")", end, cue.end)
    return cue.start >= end and in_brackets and bool(_NUMBER_IN_BRACKETS.match(text, cue.end))
