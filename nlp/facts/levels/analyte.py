"""What a level is of: the biomarker named beside it, the nutrient in the blood, or what was measured before."""

import re
from functools import cache, cached_property

from nlp import lexicon
from nlp.facts.cues import says
from nlp.page import Mention, Page, Sentence
from nlp.quantity import Quantity

VITAMIN_D = "25-hydroxyvitamin d"
BLOOD_PRESSURE = "blood pressure"
_MOLAR = {"nM": "nmol/L", "uM": "umol/L", "mM": "mmol/L"}
_SHORT = {"ng": "ng/mL", "nmol": "nmol/L"}  # how vitamin D levels are told in short
_IN_WATER = {"mg/L", "ug/L", "g/L", "ug/mL", "ng/L"}  # how minerals are told in water and drinks too
_FULL_STOP = re.compile(r"[.!?][\s*\"')\]\d,]*\Z")
# vitamin D as it was swallowed, not 25-hydroxyvitamin D: "serum cholecalciferol peaked at 160 ng/mL"
_UNCHANGED = re.compile(
    r"""\b (?: chole | ergo ) calciferol \s (?: (?: concentrations? | levels? ) \s )?
        (?: of | was | were | peaked | reached | attained | rose | fell ) \b [^;.]{0,40} \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_OF = re.compile(r"\s?(?:level )?(?:of|for|in)?\s?(?:the |serum |plasma |circulating |total |blood )*", re.I)
# what comes before the word cholesterol and tells which: "high-density lipoprotein (HDL), or good, cholesterol"
_CHOLESTEROL = re.compile(
    r"(?: (?P<hdl> HDL | high-density \s lipoprotein s? ) | (?P<ldl> LDL | low-density \s lipoprotein s? ) )"
    r"(?: \s? \( [HL]DL s? \) )? (?: ,? \s (?: or \s )? (?: the \s )? [\"']? (?: good | bad ) [\"']? ,? )? \s \Z",
    re.VERBOSE | re.IGNORECASE,
)
_CLAUSE = re.compile(r";|\s(?:while|whereas|but)\s", re.I)
_LEADS = 3  # sentences within which a line that leads in still tells of what its list is: "Ferritin in the"
_FAR = 10  # times the highest usual level
_SHORT_OF = 2  # times that a level may fall short of the lowest
_SLIP = "ng/dL"  # often written for ng/mL
_STILL = 8  # sentences within which a level in the same unit goes on about the same analyte


def conversion(analyte: str, unit: str | None) -> float | None:
    """Factor from a unit as told to the analyte's SI unit; None where it is not told in that unit."""
    known = lexicon.biomarkers()[analyte].conversions
    unit = _SHORT.get(unit or "", unit) if analyte == VITAMIN_D else unit
    return known.get(_MOLAR.get(unit or "", unit or ""))


@cache
def _of_nutrients() -> dict[str, str]:
    """The biomarker that tells a nutrient's level in the blood, by nutrient."""
    by_name = {name.lower(): b.name for b in lexicon.biomarkers().values() for name in (b.name, *b.synonyms)}
    found = {"vitamin_d": VITAMIN_D, "vitamin_d2": VITAMIN_D, "vitamin_d3": VITAMIN_D}
    for n in lexicon.nutrients().values():
        told = (
            by_name.get(f"{n.name}{what}") or by_name.get(f"{where}{n.name}")
            for what, where in ((" levels", "serum "), (" level", "blood "))
        )
        if name := next(filter(None, told), None):
            found.setdefault(n.nutrient_id, name)
    return found


@cache
def _of_outcomes() -> dict[str, str]:
    """The biomarker that an outcome is measured by, where there is but one."""
    found: dict[str, list[str]] = {}
    for b in lexicon.biomarkers().values():
        found.setdefault(b.outcome_id or "", []).append(b.name)
    return {outcome: names[0] for outcome, names in found.items() if outcome and len(names) == 1}


class Analytes:
    """Tells what the levels of one page are of; remembers what was told before."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: list[tuple[int, str | None, str]] = []  # of each level so far: position of its sentence, unit, analyte

    @cached_property
    def _share_of_vitamin_d(self) -> float:
        """The share of vitamin D in the nutrients that the page names."""
        nutrients = [m.concept_id for m in self._page.mentions if m.label == "NUTRIENT"]
        return sum(n in ("vitamin_d", "vitamin_d2", "vitamin_d3") for n in nutrients) / max(len(nutrients), 1)

    def of(self, sentence: Sentence, level: Quantity) -> str | None:
        """The analyte of a level with a unit; None where it cannot be told."""
        if _UNCHANGED.search(self._page.shadow, sentence.start, level.start):
            return None
        both = level.unit == "mmHg" and "/" in self._page.shadow[level.start : level.end]  # "120/80 mmHg"
        analyte = BLOOD_PRESSURE if both else self._named(sentence, level) or self._spoken_of(sentence, level)
        if analyte and not _is_nobodys(analyte, level):
            self.told(sentence, level.unit, analyte)
            return analyte
        return None

    def told(self, sentence: Sentence, unit: str | None, analyte: str) -> None:
        """Remembers a level that was found."""
        self._last.append((sentence.position, unit, analyte))

    def last(self, sentence: Sentence) -> tuple[str, str | None] | None:
        """Analyte and unit of the level told last before, within a few sentences; an index may be told without a unit."""
        near = [
            (analyte, unit)
            for at, unit, analyte in self._last
            if (unit or lexicon.biomarkers()[analyte].si_unit == "%") and 0 <= sentence.position - at <= _STILL
        ]
        return near[-1] if near else None

    def spoken_of(self, sentence: Sentence) -> str | None:
        """The analyte of the level told last before, within a few sentences, else the biomarker named last."""
        if last := self.last(sentence):
            return last[0]
        since = self._page.sentences[max(sentence.position - _STILL, 0)]
        named = self._page.mentions_in(since.start, sentence.end, "BIOMARKER")
        return named[-1].concept_id if named else None

    def _named(self, sentence: Sentence, level: Quantity) -> str | None:
        named = self._able(sentence, level.unit)
        before = [(m, a) for m, a in named if m.end <= level.start]
        after = [(m, a) for m, a in named if m.start >= level.end]
        joint = self._page.shadow[level.end : after[0][0].start] if after else ""
        if after and _OF.fullmatch(joint) and (joint.strip() or not before):
            return after[0][1]
        if before:
            return before[-1][1]
        return after[0][1] if after and not _CLAUSE.search(self._page.shadow, level.end, after[0][0].start) else None

    def _able(self, sentence: Sentence, unit: str | None) -> list[tuple[Mention, str]]:
        """Biomarkers of a sentence told in the unit, and nutrients whose level in the blood is, in order."""
        named: list[tuple[Mention, str]] = []
        outcomes = self._page.mentions_in(sentence.start, sentence.end, "OUTCOME")
        tells_blood = says(__package__, "blood", self._page.shadow[sentence.start : sentence.end])
        for m in self._page.mentions_in(sentence.start, sentence.end, "BIOMARKER"):
            # "LDL cholesterol level" names an outcome, and within it the broader "cholesterol level": the longer name tells
            around = next((_of_outcomes().get(o.concept_id or "") for o in outcomes if o.start < m.start and m.end <= o.end), None)
            analyte = around or self._which_cholesterol(m) or m.concept_id
            if analyte and conversion(analyte, unit):
                named.append((m, analyte))
        for m in self._page.mentions_in(sentence.start, sentence.end, "NUTRIENT"):
            in_blood = _of_nutrients().get(m.concept_id or "")
            if in_blood and conversion(in_blood, unit) and (tells_blood or in_blood == VITAMIN_D or unit not in _IN_WATER):
                named.append((m, in_blood))
        return sorted(named, key=lambda pair: pair[0].start)

    def _which_cholesterol(self, m: Mention) -> str | None:
        """The fraction of cholesterol that the words before its bare name tell."""
        told = _CHOLESTEROL.search(self._page.shadow, max(m.start - 60, 0), m.start) if m.concept_id == "total cholesterol" else None
        return f"{told.lastgroup} cholesterol" if told else None

    def _spoken_of(self, sentence: Sentence, level: Quantity) -> str | None:
        text = self._page.shadow[sentence.start : sentence.end]
        in_food = level.unit in _IN_WATER and says(__package__, "food", text) and not says(__package__, "blood", text)
        return None if in_food else self._still(sentence, level) or self._topic(level)

    def _still(self, sentence: Sentence, level: Quantity) -> str | None:
        """What the sentences before tell: the level before in the same unit, or a biomarker that has just been named."""
        told = {at: analyte for at, unit, analyte in self._last if unit == level.unit}
        for before in reversed(self._page.sentences[max(sentence.position - _STILL, 0) : sentence.position + 1]):
            if before.position in told:
                return told[before.position]
            led = 0 < sentence.position - before.position <= _LEADS and not _FULL_STOP.search(self._page.shadow, before.start, before.end)
            if led and (named := self._able(before, level.unit)):
                return named[-1][1]
        return None

    def _topic(self, level: Quantity) -> str | None:
        """Vitamin D where it is half of what the page speaks of, less where its level in the blood is named or it is told in short."""
        if not conversion(VITAMIN_D, level.unit):
            return None
        measured = any(m.label == "BIOMARKER" and m.concept_id == VITAMIN_D for m in self._page.mentions)
        enough = 1 / 5 if level.unit in _SHORT else 1 / 3 if measured else 1 / 2
        return VITAMIN_D if self._share_of_vitamin_d > enough else None


def _is_nobodys(analyte: str, level: Quantity) -> bool:
    """Whether a level is far from anybody's: digits run together, "100125 mg/dL", a calcium of "2.28 nmol/L" taken for vitamin D."""
    known, factor = lexicon.biomarkers()[analyte], conversion(analyte, level.unit)
    if not factor:
        return False
    if known.usual_high and (level.low or level.high or 0.0) * factor > _FAR * known.usual_high:
        return True
    too_low = level.low is not None and known.usual_low and (level.high or level.low) * factor * _SHORT_OF < known.usual_low
    return bool(too_low) and level.unit != _SLIP


def plausible(analyte: str, level: Quantity, slack: float = 1.0) -> bool:
    """Whether a number told without a unit may be a level of the analyte, in the unit it is given or in any that it is told in.

    It may be `slack` times the highest usual level.
    """
    known = lexicon.biomarkers()[analyte]
    value = level.low if level.low is not None else level.high or 0.0
    factors = [f] if (f := conversion(analyte, level.unit)) else list(known.conversions.values()) or [1.0]
    low, high = known.usual_low, known.usual_high
    return any((low is None or low <= value * f) and (high is None or value * f <= slack * high) for f in factors)
