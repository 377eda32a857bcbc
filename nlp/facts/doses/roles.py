"""The role of a dose: by the clause it stands in, else by what weighs most of all that speaks for a role.

What weighs, from most to least: the cues of its sentence, less for every step away; the line that leads in its list, or the head
of its table; the heading; the label of its line ("Adults: 600 IU a day"); the dose told before; that a health outcome is told.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import cast

from nlp.facts.cues import STRONG, Cue, cues, heaviest, weighed
from nlp.facts.doses import clauses, wording
from nlp.facts.doses.amounts import is_measure
from nlp.facts.doses.regimen import Regimen
from nlp.facts.doses.tables import first_row
from nlp.page import Page, Sentence
from nlp.quantity import Quantity, kind_of
from nlp.schema import DoseRole

_HOLDERS = {"capsule", "caplet", "tablet", "softgel", "pill", "gummy", "serving", "100 g", "100 ml", "cup", "bottle", "drop", "glass",
            "egg", "slice", "tablespoon", "teaspoon", "liter", "litre", "quart"}  # fmt: skip
_HELD = (" g", " oz", " mL", " kcal", " cups")  # endings of what a dose is per that make it what a food holds
_PARTS = ("table_cell", "list_item")  # lines that are read on from what stands above them
_NO_MORE = ("no", "n't", "never", "without", "avoid", "at most", "max", "limit", "restrict")  # advice not to go above
_NOT_TAKING = ("not taking", "not consuming", "not using", "not receiving")  # who takes part, and no advice
_NEAR = 3  # sentences within which the role of the dose before still weighs
_UP = 12  # items looked up for what leads in a list
_WHOM = 25  # characters after "for" within which a group is named
_FEAST = 20  # cups, spoonfuls, servings
# what weighs beside the cues of a sentence, which weigh 4 to 9
_SAID = 7.0  # advice or holding before the amount, the line that leads in
_HEADED, _HEADED_FAR = 5.0, 3.0  # the heading, for a list or table and for other text
_LABELLED = 4.0
_GOES_ON = 2.5  # the dose before
_FOR_WHOM = 3.0
_ASKED = 2.0
_A_DAY = 3.0  # that holding weighs less
_FINDING = 1.0


class Roles:
    """Tells the roles of the doses of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._last: tuple[int, DoseRole] | None = None  # position of the sentence of the last dose with a role, and that role
        self._read: tuple[int, str, list[Cue], str | None] = (-1, "", [], None)  # position, text, cues, lead-in of the sentence at hand

    def of(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole:
        """What the amount is to the one who tells it: by its sentence, what it stands under, or the doses told before it."""
        if self._read[0] != sentence.position:
            text = self._page.shadow[sentence.start : sentence.end]
            self._read = (sentence.position, text, cues(__package__, text), self._lead_in(sentence))
        told = self._by_clause(sentence, amount, regimen) or self._by_weight(sentence, amount, regimen)
        if told == "recommended" and _is_feast(amount):
            told = "other"
        if told is not None:
            self._last = (sentence.position, told)
        return told or self._usual

    @cached_property
    def _usual(self) -> DoseRole:
        """The role that the words of the whole page speak for most."""
        counted: Counter[str] = Counter()
        for cue in cues(__package__, self._page.shadow):
            counted[cue.means] += round(cue.strength) * (cue.means != "limit")  # which is told of single amounts
        return cast("DoseRole", counted.most_common(1)[0][0]) if counted else "other"

    def _by_clause(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole | None:
        per, shadow = regimen.per or "", self._page.shadow
        if per in _HOLDERS or per.endswith(_HELD):
            return "content"
        if clauses.person().search(shadow, sentence.start, amount.start):
            return "taken"
        bound = shadow[amount.start : amount.end].lower()
        if amount.low is None and bound.startswith(_NO_MORE) and not bound.startswith(_NOT_TAKING):
            return "content" if clauses.holding().search(shadow, sentence.start, amount.start) else "limit"
        asks = clauses.ASKS_WHETHER.search(shadow, sentence.start, amount.start)
        if not asks and (verdict := clauses.verdict().match(shadow, amount.end, sentence.end)):
            if not verdict["safe"]:
                return "limit" if verdict["limit"] else "recommended"
            if not any(c.means == "studied" and c.strength == STRONG for c in self._read[2]):  # "is safe - RCT"
                return "other"
        if amount.low is None and clauses.KEPT_BELOW.search(shadow, max(sentence.start, amount.start - 60), amount.start):
            return "limit"
        if any(grammar.search(self._read[1]) for grammar in (clauses.REACHED, clauses.FATE, clauses.HOW_OFTEN)):
            return "other"
        above = clauses.ABOVE.match(shadow, amount.start) or clauses.OR_ABOVE.match(shadow, amount.end, sentence.end)
        if amount.high is None and above and clauses.harm().match(shadow, amount.end, sentence.end):
            return "limit"
        if clauses.SERVED.match(shadow, amount.end, sentence.end):
            return "content"
        if clauses.NOT_TO_TAKE.search(shadow, sentence.start, amount.start) or clauses.UPPER.search(shadow, sentence.start, amount.start):
            return "limit"
        if clauses.INTAKE.search(shadow, sentence.start, amount.start) or clauses.OF_INTAKE.match(shadow, amount.end, sentence.end):
            return "recommended"
        if clauses.REQUIRED.search(shadow, sentence.start, amount.start):
            return "recommended"
        return "content" if is_measure(amount) and clauses.holder().match(shadow, amount.end, sentence.end) else None

    def _by_weight(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole | None:
        _, text, found, _ = self._read
        at = amount.start - sentence.start
        evidence = list(weighed(found, text, at, amount.end - sentence.start))
        if regimen.a_day is not None:  # what is told a day is seldom what something holds
            evidence = [(role, worth - _A_DAY * (role == "content")) for role, worth in evidence]
        evidence += self._beside_cues(sentence, amount, regimen)
        if clauses.HARMLESS.match(self._page.shadow, amount.end, sentence.end):
            evidence = [(role, worth) for role, worth in evidence if role != "limit"]
        told = heaviest(evidence)
        shares_bound = amount.low is None and self._last == (sentence.position, "limit")  # "no more than two cups for adults, or one"
        warned = amount.high is None and any(c.means == "limit" and c.strength == STRONG for c in found)  # "too much ..., above 10,000 IU"
        if told in (None, "recommended") and (shares_bound or warned):
            return "limit"
        if told in (None, "studied", "content") and clauses.opening().search(text, 0, at):
            return "recommended"
        return cast("DoseRole | None", told)

    def _beside_cues(self, sentence: Sentence, amount: Quantity, regimen: Regimen) -> Iterator[tuple[str, float]]:
        """Roles that the text beside the amount, and what stands above its sentence, speak for, and how much that weighs."""
        leads, in_list = self._read[3], sentence.kind in _PARTS
        before = self._page.shadow[sentence.start : amount.start]
        if clauses.advice().search(before):
            yield "recommended", _SAID
        if clauses.holding().search(before, max(len(before) - 40, 0)) and not clauses.eater().search(before, max(len(before) - 70, 0)):
            yield "content", _SAID
        if clauses.QUESTION.search(self._read[1]):
            yield "other", _SAID if clauses.ASKED.match(self._read[1]) else _ASKED
        if amount.unit == "ug/kg" and regimen.per is None:  # of milk, cheese, eggs
            yield "content", _LABELLED
        if regimen.per is None and (clauses.SOLD_WITH.search(before) or clauses.PILLS.match(self._page.shadow, amount.end, sentence.end)):
            yield "content", _SAID
        if clauses.ABSTRACT.match(self._read[1]):
            yield "studied", _HEADED
        if leads and (told := _of_line(leads)):
            yield told, _SAID
        if sentence.section and (told := _of_line(sentence.section)) and not (told == "content" and regimen.per in ("day", "week")):
            yield told, _HEADED if in_list else _HEADED_FAR
        for_whom = self._page.mentions_in(sentence.start, amount.start, "POPULATION")  # "Pregnant women: 2.6 mcg"
        labelled = ((in_list and regimen.per in ("day", "week")) or for_whom) and clauses.LABEL.match(before)
        if labelled or wording.AGED.match(before):
            yield "recommended", _LABELLED
        is_bound = amount.low is None or amount.high is None  # as those of quartiles are
        whom = None if is_bound else wording.FOR_WHOM.match(self._page.shadow, amount.end, sentence.end)
        if whom and self._page.mentions_in(whom.end(), min(whom.end() + _WHOM, sentence.end), "POPULATION"):
            yield "recommended", _FOR_WHOM
        if self._last and self._last[1] != "limit" and (in_list or sentence.position - self._last[0] <= _NEAR):
            yield self._last[1], _GOES_ON
        if self._page.mentions_in(sentence.start, sentence.end, "OUTCOME"):
            yield "studied", _FINDING

    def _lead_in(self, sentence: Sentence) -> str | None:
        """The line that a list follows upon ("Participants took either:"), the first row of a table."""
        if sentence.kind not in _PARTS:
            return None
        sentences, at = self._page.sentences, sentence.position
        if sentence.kind == "table_cell":
            above = first_row(self._page, sentence)
        else:
            while at > max(sentence.position - _UP, 0) and sentences[at - 1].kind == "list_item":
                at -= 1
            above = sentences[max(at - 1, 0)]
        text = self._page.shadow[above.start : above.end]
        if above.position == sentence.position or above.kind == "heading":
            return None
        return text if sentence.kind == "table_cell" or text.rstrip(" *").endswith(":") else None


def _is_feast(amount: Quantity) -> bool:
    """Whether nobody would advise so much of a food: "kale requires more than six hundred cups"."""
    return kind_of(amount.unit or "") == "household" and (amount.low or amount.high or 0.0) >= _FEAST


@lru_cache(maxsize=1024)
def _of_line(text: str) -> str | None:
    return heaviest(weighed(cues(__package__, text), text, 0, len(text)))
