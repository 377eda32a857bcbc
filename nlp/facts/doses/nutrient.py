"""Which nutrient an amount is of: by the words around it, then the sentence, then what the text was speaking of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from nlp import lexicon
from nlp.facts.doses import wording
from nlp.facts.doses.amounts import is_measure, is_vessel
from nlp.facts.doses.fitting import FOODLIKE, MACRONUTRIENTS, akin, fits, is_beyond, is_exact
from nlp.facts.doses.tables import column, first_row
from nlp.facts.doses.topics import BROAD, Topics, topics
from nlp.facts.words import meanings
from nlp.lexicon import lineage
from nlp.page import Mention, Page, Sentence
from nlp.quantity import Quantity, kind_of
from nlp.schema import NutrientKind


class Named(NamedTuple):
    """A nutrient named in the text."""

    nutrient_id: str
    form: str | None
    start: int
    end: int


class Bound(NamedTuple):
    """The nutrient and form of an amount; `start` and `end` span the name where it stands beside the amount, else nothing."""

    nutrient_id: str
    form: str | None
    start: int
    end: int


_EVERYDAY = frozenset(meanings(__package__, "everyday"))  # foods seldom told of as actives
_EATEN = meanings(__package__, "eaten")  # what the body holds too, and is a nutrient where a mass of it is told
_OF_SALTS = ("sodium", "potassium", "calcium", "magnesium")  # which end the names of drugs too
_FOOD_UNITS = {"egg": "eggs"}  # units that name the food that they count
_NEAR = 80  # characters between an amount and the name that stands by it
_OFTEN = 4  # mentions from which on a food is one of the article's subjects
_STILL = 3  # sentences within which an amount in the same kind of unit goes on about the same nutrient
_CLOSE = 2  # sentences looked back for the food that a measure is of
_FEW = 6  # sentences looked back for what is being spoken of
_OR = re.compile(r"\s(?:\([^()]{1,25}\)\s)?or\s", re.IGNORECASE)
_HOW_MUCH = ("amount", "amounts", "quantity", "quantities", "dose", "doses", "intake", "daily", "day")  # words that name no food


class Binder:
    """Binds amounts of one page to nutrients."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._shadow = page.shadow
        self._read: tuple[int, list[Named]] = (-1, [])  # position of the sentence at hand, and its nutrients
        self._last: list[tuple[int, str, str]] = []  # of each amount bound so far: position of its sentence, unit, nutrient
        self._known: dict[tuple[float | None, float | None, str], str] = {}  # the nutrient of the amounts bound so far

    @cached_property
    def _topics(self) -> Topics:
        return topics(self._page)

    def bind(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity) -> list[Bound]:
        """The nutrient that one of the amounts told in a sentence is of; none where it cannot be told, or is of something else.

        "400 IU of D2 or D3" is an amount of each.
        """
        if self._read[0] != sentence.position:
            self._read = (sentence.position, self._named(sentence))
        bound = self._bind(sentence, told, amount, self._read[1])
        if bound is None:
            return []
        self._last.append((sentence.position, amount.unit or "", bound.nutrient_id))
        self._known[amount.low, amount.high, amount.unit or ""] = bound.nutrient_id
        each = [bound, *self._or_others(told, amount, bound)]
        return [b._replace(form=b.form or _form(b.nutrient_id, self._read[1])) for b in each]

    def _or_others(self, told: Sequence[Quantity], amount: Quantity, bound: Bound) -> Iterator[Bound]:
        """The nutrients of the same kind that are told as what the amount may be of instead, with no amount of their own.

        Of another kind is what a trial's control gets: "1 g of fish oil or olive oil".
        """
        following = next((q.start for q in told if q.start >= bound.end), len(self._shadow))
        end = bound.end
        for m in self._read[1] if end > amount.end else ():
            joined = m.start >= end and _OR.fullmatch(self._shadow, end, m.start)
            alike = _kind(m.nutrient_id) == _kind(bound.nutrient_id) and not akin(m.nutrient_id, bound.nutrient_id)
            if joined and alike and not wording.NAME_WITH.fullmatch(self._shadow, m.end, following):
                yield Bound(m.nutrient_id, m.form, amount.start, m.end)
                end = m.end

    def _bind(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        if self._of_drug(sentence, amount) or self._is_ingredient(sentence, amount):
            return None
        heads = self._heads(sentence) if sentence.kind == "table_cell" else {}
        at = column(self._page, sentence, amount.start)
        if heads and at == 0 and at not in heads:
            return None  # the portion that a row is of: "Salmon, 100 g | 2.1 g"
        bound = self._beside(sentence, told, amount, named)
        if bound and self._is_mere_food(sentence, amount, bound):
            return None
        if bound is None and at in heads and fits(heads[at].nutrient_id, amount.unit, True):
            bound = Bound(heads[at].nutrient_id, heads[at].form, amount.start, amount.end)
        if bound is None and not self._of_something_else(sentence, amount):
            bound = self._within(sentence, told, amount, named) or self._spoken_of(sentence, amount)
            bound = None if bound and is_beyond(bound.nutrient_id, amount) else bound
        return bound

    def _named(self, sentence: Sentence) -> list[Named]:
        mentions = self._page.mentions_in(sentence.start, sentence.end, "NUTRIENT")
        meant = (m for m in mentions if m.concept_id not in BROAD and not self._is_left_out(sentence, m))
        return [Named(m.concept_id, m.form, m.start, m.end) for m in meant if m.concept_id]

    def _is_left_out(self, sentence: Sentence, m: Mention) -> bool:
        """Whether a name is said to be left out, or is of a drug's salt: "no zinc", "naproxen sodium"."""
        drug = wording.SALT_OF.search(self._shadow, sentence.start, m.start) if m.concept_id in _OF_SALTS else None
        return bool((drug and wording.tells_drug(drug["word"])) or wording.NONE_OF.search(self._shadow, sentence.start, m.start))

    def _heads(self, row: Sentence) -> dict[int, Named]:
        """The nutrient that the head of a table's column names, by column."""
        first = first_row(self._page, row)
        heads: dict[int, Named] = {}
        for m in self._named(first) if first.position != row.position else ():
            at = column(self._page, first, m.start)
            heads[at] = _mixture(heads[at], m) if at in heads else m
        return heads

    def _of_drug(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether the word of which the amount is said to be names a drug: "200 mg celecoxib", "200 mg of celecoxib"."""
        after = (self._shadow, amount.end, sentence.end)
        word = wording.OF_WORD.match(*after) or wording.NEXT_WORD.match(*after)
        return bool(word and wording.tells_drug(word["word"]) and not self._page.mentions_in(*word.span("word"), "NUTRIENT"))

    def _is_ingredient(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether a line is of a recipe: "1 cup corn kernels, fresh or frozen", "one 15-ounce can"."""
        if is_exact(amount.unit) and amount.unit not in ("oz", "lb"):
            return False
        line = self._shadow[sentence.start : sentence.end]
        leads = not any(c.isalpha() for c in self._shadow[sentence.start : amount.start])
        is_line = leads and not wording.REGULARLY.search(line) and not wording.SENTENCE.search(line)
        return is_line or bool(wording.PACKAGE.match(self._shadow, amount.end))

    def _is_mere_food(self, sentence: Sentence, amount: Quantity, bound: Bound) -> bool:
        """Whether it is of a food that the article does not treat as an active: not named often, nor taken regularly.

        Everyday foods ("milk") must be one of its subjects.
        """
        if _kind(bound.nutrient_id) != "food" or bound.nutrient_id in self._topics.title:
            return False
        if bound.nutrient_id in _EVERYDAY and amount.unit not in _FOOD_UNITS and not self._topics.has_subject(bound.nutrient_id):
            return True
        around = max(amount.start - 10, sentence.start), min(amount.end + 60, sentence.end)
        regularly = wording.REGULARLY.search(self._shadow, *around)
        return not regularly and self._topics.counted[bound.nutrient_id] < _OFTEN

    def _beside(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        """The nutrient whose name stands by the amount: "400 IU of vitamin D", "vitamin D (400 IU)"."""
        return (
            self._counted(sentence, amount)
            or self._after(sentence, told, amount, named)
            or self._respectively(sentence, told, amount, named)
            or self._before(sentence, told, amount, named)
            or self._shared(sentence, told, amount, named)
        )

    def _counted(self, sentence: Sentence, amount: Quantity) -> Bound | None:
        """The food that a unit counts, where it is eaten regularly ("three eggs a day"); what only a mass eaten can be of."""
        after = (self._shadow, amount.end, sentence.end)
        if food := _FOOD_UNITS.get(amount.unit or ""):
            return Bound(food, None, amount.start, amount.end) if wording.RATE.match(*after) else None
        word = (wording.OF_WORD.match(*after) or wording.NEXT_WORD.match(*after)) if kind_of(amount.unit or "") == "mass" else None
        eaten = _EATEN.get(word["word"].lower()) if word else None
        return Bound(eaten, None, amount.start, word.end()) if word and eaten else None

    def _after(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        end = max((q.end for q in told if q.start <= amount.end), default=amount.end)  # of a list that shares its unit
        following = min((q.start for q in told if q.start > end), default=sentence.end)
        for m in named:
            stands_after = end <= m.start < min(following, end + _NEAR) and wording.AMOUNT_OF.fullmatch(self._shadow, end, m.start)
            in_brackets = stands_after and "(" in stands_after[0] and following < sentence.end
            if in_brackets and wording.NAME_WITH.fullmatch(self._shadow, m.end, following):
                return None  # "omega-3 2,400 mg (EPA 360 mg, ...)"
            if stands_after and fits(m.nutrient_id, amount.unit, True):
                return Bound(m.nutrient_id, m.form, amount.start, m.end)
        return None

    def _before(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        start = min((q.start for q in told if q.end >= amount.start), default=amount.start)
        previous = max((q.end for q in told if q.end < start), default=sentence.start)
        of_it = is_exact(amount.unit) or self._shadow.startswith(" to ", amount.start - 4)  # "limit sodium to a teaspoon"
        m = next((m for m in reversed(named) if m.end <= amount.start and fits(m.nutrient_id, amount.unit, of_it)), None)
        if m is None or start - m.end > _NEAR or self._of_another(sentence, amount):
            return None
        if m.start < previous:  # other amounts stand between: only in a list, "vitamin D (400 IU or 800 IU)"
            beside = wording.AMOUNTS_ONLY.fullmatch(self._shadow, m.end, amount.start)
        else:
            beside = wording.NAME_WITH.fullmatch(self._shadow, m.end, start)
        return Bound(m.nutrient_id, m.form, m.start, amount.end) if beside else None

    def _shared(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        """The name after the next amount, which is told in one breath: "2 g or 3 g a day of calcium"."""
        following = next((q for q in told if q.start >= amount.end), None)
        if following is None or following.unit != amount.unit:
            return None
        if not wording.AMOUNTS_JOINED.fullmatch(self._shadow, amount.end, following.start):
            return None
        bound = self._after(sentence, told, following, named) or self._shared(sentence, told, following, named)
        return bound._replace(start=amount.start, end=amount.end) if bound else None

    def _respectively(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        """ "calcium and vitamin D (1,000 mg and 400 IU)": as many amounts in brackets as nutrients before them."""
        opened = self._shadow.rfind("(", sentence.start, amount.start)
        if opened < 0 or ")" in self._shadow[opened : amount.start]:
            return None
        inside = [q for q in told if opened < q.start and ")" not in self._shadow[opened : q.start]]
        before = [m for m in named if m.end <= opened][-len(inside) :]
        if len(inside) < 2 or len(before) < len(inside) or any(opened < m.start < inside[-1].end for m in named):
            return None
        if not all(wording.NAMES_JOINED.fullmatch(self._shadow, a.end, b.start) for a, b in pairwise(before)):
            return None
        m = before[inside.index(amount)]
        return Bound(m.nutrient_id, m.form, amount.start, amount.end) if fits(m.nutrient_id, amount.unit, True) else None

    def _is_portion(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether it is a measure in brackets after a food that is no nutrient here: "halibut (4 oz)"."""
        before = self._shadow[sentence.start : amount.start].rstrip("( ")
        bracketed = (
            is_measure(amount) and self._shadow[amount.start - 1] == "(" and before[-1:].isalpha() and not before.endswith(_HOW_MUCH)
        )
        return bracketed and not self._page.mentions_in(sentence.start + before.rfind(" ") + 1, amount.start, "NUTRIENT")

    def _of_another(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether the amount is said to be of something that is no nutrient: "linoleic acid, 250 mg of other acids"."""
        word = wording.OF_WORD.match(self._shadow, amount.end, sentence.end)
        return bool(word and not wording.FILLER.fullmatch(word["word"]))

    def _of_something_else(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether a word that is no nutrient's stands where its name would: "500 mg of metformin", "prednisone 40 mg"."""
        reach = max(sentence.start, amount.start - 30)
        if wording.tells_drug(self._shadow[reach : amount.start]) and wording.DRUG.search(self._shadow, reach, amount.start):
            return True
        if self._of_another(sentence, amount) or self._is_portion(sentence, amount):
            return True
        word = None
        if amount.unit != "IU":
            brand = wording.BRAND.search(self._shadow, reach + 1, amount.start)
            if brand and not self._page.mentions_in(brand.start(), brand.end(), "NUTRIENT"):
                return True
            word = wording.NEXT_WORD.match(self._shadow, amount.end, sentence.end)
        if word and is_exact(amount.unit) and wording.VERB.fullmatch(word["word"]):
            return False
        return bool(word and not wording.FILLER.fullmatch(word["word"]))

    def _within(self, sentence: Sentence, told: Sequence[Quantity], amount: Quantity, named: Sequence[Named]) -> Bound | None:
        """The one nutrient of the sentence that fits; of several the last before the amount, unless it has an amount of its own."""
        if "±" in self._shadow[amount.start : amount.end] and not wording.tells_taking(self._shadow[sentence.start : sentence.end]):
            return None  # a measurement, not an intake
        since = max((m.end for m in named if m.end <= amount.start), default=sentence.start)
        between = self._shadow[since : amount.start]
        if amount.unit != "IU" and wording.tells_drug(between[-_NEAR:]) and not wording.SUCH_AS.search(between):
            return None  # "alendronate may be started at 5 mg, and vitamin D ..."
        taken = {n for at, unit, n in self._last if at == sentence.position and kind_of(unit) != kind_of(amount.unit or "")}
        able = [m for m in named if m.nutrient_id not in taken and fits(m.nutrient_id, amount.unit, False)]
        for q in told:
            if able and is_vessel(self._shadow, told, q):  # the tea of "four cups of tea have 17 mg"
                able = [m for m in able if not wording.AMOUNT_OF.fullmatch(self._shadow, q.end, m.start)]
        near = [m for m in able if m.start < amount.end + _NEAR]
        able = [m for m in near if m.end <= amount.start or not wording.ELSEWHERE.search(self._shadow, amount.end, m.start)]
        before = [m for m in able if m.end <= amount.start]
        before = [m for m in before if not wording.THAN.search(self._shadow, sentence.start, m.start)] or before
        if able and all(akin(able[0].nutrient_id, m.nutrient_id) for m in able):
            before = [max(able, key=lambda m: len(lineage(m.nutrient_id)))]
        return Bound(before[-1].nutrient_id, before[-1].form, amount.start, amount.end) if before else None

    def _spoken_of(self, sentence: Sentence, amount: Quantity) -> Bound | None:
        """What the amounts or sentences before, or the whole article, speak of."""
        text = self._shadow[sentence.start : sentence.end]
        of_whom = ":" in text and self._page.mentions_in(sentence.start, amount.start, "POPULATION")  # "Nursing mothers: 2.8 mcg"
        labelled = of_whom or wording.AGED.match(text) or wording.PORTION.search(self._shadow, sentence.start, amount.start)
        in_iu = (amount.unit or "").startswith("IU")
        known = self._known.get((amount.low, amount.high, amount.unit or ""))  # "but 200 mg didn't"
        if known and is_exact(amount.unit) and not in_iu and not self._named(sentence):
            return Bound(known, None, amount.start, amount.end)
        if not in_iu and not labelled and not wording.tells_taking(text):
            return None
        if not in_iu and is_exact(amount.unit) and wording.tells_drug(text):
            return None
        kind = kind_of(amount.unit or "")
        near = [(at, n) for at, unit, n in self._last if kind_of(unit) == kind and sentence.position - at <= _STILL]
        of_it = is_exact(amount.unit) or kind == "piece"
        # a diet's calories are not the fat's, "three glasses" not the vitamin's
        still = near[-1] if near and kind != "energy" and fits(near[-1][1], amount.unit, of_it) else None
        if still:
            named = self._just_named(sentence, amount, still[0] + 1)
            nutrient: str | None = named if named and _kind(named) not in FOODLIKE else still[1]
        else:
            nutrient = self._just_named(sentence, amount, sentence.position - _FEW) or self._topic(sentence, amount)
        return Bound(nutrient, None, amount.start, amount.end) if nutrient else None

    def _topic(self, sentence: Sentence, amount: Quantity) -> str | None:
        is_piece = kind_of(amount.unit or "") == "piece"
        reach = max(sentence.start, amount.start - 40)
        is_taken = wording.TAKES.search(self._shadow, reach, amount.start) or wording.PACE.match(self._shadow, amount.end, sentence.end)
        if is_piece and not is_taken:  # "took four pills", "one pill a day"
            return None
        about = (*self._topics.title, *(self._topics.common if is_piece or is_exact(amount.unit) else ()))
        if is_piece:  # "Each capsule contains 125 mg of cinnamon. Users are to take three capsules"
            last = max((at for at, _, _ in self._last), default=-_STILL)
            before = [n for at, _, n in self._last if at == last and sentence.position - last <= _STILL]
            about = (*about, *before[:1])  # what a product holds most of is told first
        elif wording.RATE.match(self._shadow, amount.end, sentence.end):  # "no more than two quarts a day"
            about = (*about, *self._topics.food)
        able = (n for n in about if fits(n, amount.unit, is_piece))
        return next((n for n in able if not (is_piece and (n in MACRONUTRIENTS or n in _EVERYDAY))), None)

    def _just_named(self, sentence: Sentence, amount: Quantity, since: int) -> str | None:
        """The one nutrient of the nearest sentence from position `since` on, in the same section, that names one; or of a heading."""
        if kind_of(amount.unit or "") == "household" and wording.RATE.match(self._shadow, amount.end, sentence.end):
            since = max(since, sentence.position - _CLOSE)  # "Vinegar may help. One tablespoon a day did"
        elif not is_exact(amount.unit):
            return None
        for earlier in reversed(self._page.sentences[max(since, 0) : sentence.position]):
            if earlier.section == sentence.section or earlier.kind == "heading":
                subjects = [m.nutrient_id for m in self._named(earlier) if self._topics.has_subject(m.nutrient_id)]
                able = [n for n in subjects if fits(n, amount.unit, False)]
                if able:
                    return able[-1] if all(akin(able[-1], n) for n in able) else None
        return None


def _kind(nutrient_id: str) -> NutrientKind:
    return lexicon.nutrients()[nutrient_id].kind


def _mixture(a: Named, b: Named) -> Named:
    """What two nutrients told together are: what both count for ("EPA and DHA"), else the second."""
    kin = lexicon.nutrients()[a.nutrient_id].parent_id
    return Named(kin, None, a.start, b.end) if kin and a != b and kin == lexicon.nutrients()[b.nutrient_id].parent_id else b


def _form(nutrient_id: str, named: Iterable[Named]) -> str | None:
    """The one form of a nutrient that a sentence names."""
    told = {m.form for m in named if m.form and akin(m.nutrient_id, nutrient_id)}
    return told.pop() if len(told) == 1 else None
