"""Which nutrient an amount is of: by the words around it, then the sentence, then what the text was speaking of."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from nlp import lexicon
from nlp.facts.doses.amounts import is_vessel
from nlp.facts.doses.roles import drugs
from nlp.page import Mention, Page, Sentence
from nlp.quantity import Kind, Quantity, kind_of
from nlp.schema import NutrientKind


class Bound(NamedTuple):
    """The nutrient and form of an amount; `start` and `end` span the name where it stands beside the amount, else nothing."""

    nutrient_id: str
    form: str | None
    start: int
    end: int


_RATE = r"""(?: (?: \s? / \s? | \s per \s | \s an? \s | \s each \s | \s every \s ) (?: day | d | week | wk | month | mo | dose | serving ) \b
              | \s (?: once \s | twice \s )? (?: daily | weekly | monthly ) )"""
_QUALITY = r"""(?: the | a | an | oral | orally | daily | weekly | monthly | supplement s? | supplemental | supplementary | supplementation | dietary
    | additional | additionally | extra | elemental | pure | preformed | active | combined | total | standardi[sz]ed | dose s? | dosage | capsules? | tablets? | softgels? | pills?
    | powdered | powder | fresh | dried | raw | ground | high-dose | natural | synthetic | purified | soluble | insoluble | freeze-dried
    | liquid | chewable | intramuscular | im | i\.m\. | intravenous | iv | injections? | injectable | injected | bolus | worth | prenatal | maternal | generic | calculated
    | organic | whole | pharmaceutical | prescription | chelated | both | mixed | liposomal | medium | large | small | single | form | equivalents? | brand )"""
_TO_RIGHT = re.compile(
    rf"""(?: {_RATE} )? (?: \s? [(\[] [^()\[\]]{{1,30}} [)\]] )? (?: {_RATE} )?
         (?: -? \s? | \s? -\s? ) (?: {_QUALITY} [\s-] | per-day \s | increase \s in \s (?: dietary \s )? | (?: decrease | reduction | rise | increment ) \s in \s
           | \* + \s? ){{0,4}}
         (?: (?: of | from | as | in \s the \s form \s of ) \s
             (?: {_QUALITY} [\s-] | (?! (?: a | and | or | with | to | for | in | on | by | per | this | that | their | his | her | your ) \b ) [\w-]+ \s | \* + \s? ){{0,3}} )?
         [("*]*""",
    re.VERBOSE | re.IGNORECASE,
)
_TO_LEFT = re.compile(
    r"""[)"*]* (?: \s? \( [^()]{1,20} \) )?
        (?: \s? [(\[:,=|@-] | \s (?: intakes? | doses? | dosages? | dosing | supplement s? | supplementation | supplementing | consumption | content | contents
          | of | at | is | was | are | were | be | been | being | by | to | from | in | a | an | the | averag\w+ | about | around | approximately | nearly | only | just | as
          | daily | weekly | monthly | per | day | week | total | tot al | recommended | recommend(?:ation)? | requirement | required | allowance | rda | limit | upper | safe | tolerable
          | typically | usually | set | range | ranges | ranging | between | over | under | exceeding | above | below | more | less | than | greater | higher | lower | up | least
          | most | dietary | median | mean | minimum | maximum | currently | capsules? | tablets? | injections? | orally | equal | should | must | can | could | would | may | not | exceed
          | contains? | containing | provid(?:es|ing|ed) | deliver(?:s|ing) | given | dose-response | therapy | treatment | i\.?e\.? | e\.?g\.? | either | increased? | raised | reaching
          | fortification | for \s (?: adults | women | men | children | infants | teens ) | group | that | which | it \s takes | -? \s? \d+ \s? (?: mcg | mg | ug | iu ) ) (?! \w ) | \s )*
        [\s("*~>≥<≤=]*""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_SOMETHING = re.compile(rf"(?:{_RATE})?\s(?:of|from)\s(?:{_QUALITY}\s)*(?P<word>[A-Za-z][\w-]*)", re.VERBOSE | re.I)
_SOMETHING = re.compile(rf"\s(?:{_QUALITY}\s)*(?P<word>[A-Za-z][\w-]*)", re.VERBOSE | re.I)
_NOTHING = re.compile(
    r"""(?: vitamins? | supplement\w* | this | that | these | those | it | them | nutrients? | minerals? | each | either | which | the | day | daily | intake | active | and | or | to | for | in
      | on | by | with | from | at | as | is | was | were | are | has | have | had | per | a | an | of | if | when | while | than | but | versus | vs | then | may | might | can | could | should | would
      | will | once | twice | every | weekly | monthly | dose s? | dosage | group s? | during | until | before | after | over | under | did | does | do | not | plus | without | orally | increased
      | increases | reduced | reduces | resulted | results | needed | only | alone | also | because | since | so | up | more | less | or | be | been | being | capsules? | tablets? | pills? | softgels?
      | level s? | range | through | throughout | among | within | via | using | given | taken | compared | containing | followed | who | that | according | i | you | we | they | he | she | there | thus
      | had | improved | helped | helps | lowered | decreased | raised | prevented | cut | got | gave | made | bolus | injections? | im | oral | recommended | required | arm | rct | extra | additional
      | tot | total | instead | rather | now | still | even | per-day | would | seems? | appears? | was | treatment | therapy | supplementation | or | both | maximum | minimum | limit | rda | ul )""",
    re.VERBOSE | re.IGNORECASE,
)
_BRAND = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]{4,}\s?[®™]?\s?\(?\Z")  # "were to take Xarelto 15 mg"
_BESIDE = re.compile(r"\b(?:with|without|plus|alongside|than|like|such as|and)\s(?:\w+\s){0,2}\Z", re.I)  # "100 mcg with your D3 dose"
_TAKEN = re.compile(
    r"\b(?:dos(?:e|es|age|ing)|intakes?|tak(?:e|es|en|ing)|took|supplement\w*|consum\w*|ingest\w*|daily|a day|per day|each day|/day|/d|received?|given|gave|get|getting|got|eat|ate|eating"
    r"|drink\w*|need\w*|recommend\w*|rda|allowance|limit|contain\w*|provid\w*|yield\w*|ha(?:s|ve) (?:about|as|only|up)|weekly|monthly|a week|capsules?|tablets?|pills?|administ\w+|mg/kg|g/kg)\b", re.I
)  # fmt: skip
_EXACT: tuple[Kind, ...] = ("mass", "international", "cfu", "body_mass")  # kinds of units in which any nutrient may be told
_BROAD = {"vitamins", "minerals", "antioxidants", "multivitamins", "fat_soluble_vitamins", "b_vitamins", "polyphenols", "dietary_supplements", "electrolytes", "phytonutrients"}
_OFTEN = 4  # mentions from which on a food is one of the article's subjects
_REGULARLY = re.compile(r"\b(?:daily|weekly|(?:a|per|each|every)\s(?:day|week))\b|/d(?:ay)?\b", re.I)
_SUBJECT = 8  # one in so many mentions, and two, make a nutrient one that a sentence may go on about without its name
_STILL = 3  # sentences within which an amount in the same unit goes on about the same nutrient
_FEW = 6  # sentences looked back for what is being spoken of
_FOODLIKE: set[NutrientKind] = {"food", "botanical", "fiber", "protein", "fatty_acid", "polyphenol", "probiotic", "other"}


@cache
def _lineage(nutrient_id: str) -> tuple[str, ...]:
    """The nutrient and all it counts for, the nearest first."""
    chain: list[str] = []
    at: str | None = nutrient_id
    while at is not None and at not in chain:
        chain.append(at)
        known = lexicon.nutrients().get(at)
        at = known.parent_id if known else None
    return tuple(chain)


def _akin(a: str, b: str) -> bool:
    return a in _lineage(b) or b in _lineage(a)


@cache
def _in_iu() -> frozenset[str]:
    """Nutrients told in international units: those with a factor, or with a form that has one, and the broader ones they count for."""
    own = {n.nutrient_id for n in lexicon.nutrients().values() if n.ug_per_iu} | {f.nutrient_id for f in lexicon.forms() if f.ug_per_iu}
    return frozenset({"vitamin_d", "vitamin_a", "vitamin_e"} | own)


@cache
def fits(nutrient_id: str, unit: str, of_it: bool) -> bool:
    """Whether a nutrient may be told in a unit.

    `of_it` where the text says "<amount> of <nutrient>": only then is anything but a food told in cups and capsules.
    """
    kind, of = lexicon.nutrients()[nutrient_id].kind, kind_of(unit)
    if unit.startswith("IU"):
        return any(n in _in_iu() for n in _lineage(nutrient_id)[:2])
    if of == "cfu":
        return kind == "probiotic"
    if of in ("piece", "energy") or unit in ("kg", "lb"):
        return of_it
    if of in ("volume", "household") or unit == "oz":
        return of_it or kind in _FOODLIKE
    return of_it or kind != "food"


class Binder:
    """Binds amounts of one page to nutrients."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._shadow = page.shadow
        self._counted, self._title, self._common = _topics(page)
        self._last: list[tuple[int, str, Bound]] = []  # of each amount bound so far: position of its sentence, unit, nutrient

    def bind(self, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity) -> Bound | None:
        """The nutrient that an amount of a sentence is of; None where it cannot be told, or is of something else."""
        named = [m for m in self._page.mentions_in(sentence.start, sentence.end, "NUTRIENT") if m.concept_id not in _BROAD]
        bound = self._beside(sentence, amounts, amount, named)
        if bound and self._is_mere_food(sentence, amount, bound):
            return None
        if bound is None and not self._of_something_else(sentence, amount):
            bound = self._within(sentence, amounts, amount, named) or self._spoken_of(sentence, amount)
        if bound is None:
            return None
        self._last.append((sentence.position, amount.unit or "", bound))
        return bound._replace(form=bound.form or _form(bound.nutrient_id, named))

    def _is_mere_food(self, sentence: Sentence, amount: Quantity, bound: Bound) -> bool:
        """Whether it is an amount of a food that the article does not treat as an active: not named often, nor taken regularly."""
        if lexicon.nutrients()[bound.nutrient_id].kind != "food" or bound.nutrient_id in self._title:
            return False
        return self._counted[bound.nutrient_id] < _OFTEN and not _REGULARLY.search(self._shadow, amount.end, min(amount.end + 60, sentence.end))

    def _is_subject(self, nutrient_id: str) -> bool:
        count = self._counted[nutrient_id]
        return nutrient_id in self._title or (count > 1 and count * _SUBJECT >= self._counted.total())

    def _beside(self, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity, named: Sequence[Mention]) -> Bound | None:
        """The nutrient that stands by the amount: "400 IU of vitamin D", "vitamin D (400 IU)"."""
        unit = amount.unit or ""
        shared = max((q.end for q in amounts if q.start <= amount.end), default=amount.end)
        following = min((q.start for q in amounts if q.start > shared), default=sentence.end)
        for m in named:
            if (
                shared <= m.start < following
                and m.concept_id
                and fits(m.concept_id, unit, True)
                and _TO_RIGHT.fullmatch(self._shadow, shared, m.start)
            ):
                return Bound(m.concept_id, m.form, amount.start, m.end)
        if respective := self._respectively(sentence, amounts, amount, named):
            return respective
        first = min((q.start for q in amounts if q.end >= amount.start), default=amount.start)
        before = max((q.end for q in amounts if q.end < first), default=sentence.start)
        for m in reversed(named):
            if m.end <= amount.start and m.concept_id and fits(m.concept_id, unit, kind_of(unit) in _EXACT):
                if m.start < before and not _listed_after(self._shadow, m.end, amount.start):
                    break
                if _TO_LEFT.fullmatch(self._shadow, m.end, first) or m.start < before:
                    return Bound(m.concept_id, m.form, m.start, amount.end)
                break
        return None

    def _respectively(self, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity, named: Sequence[Mention]) -> Bound | None:
        """ "calcium and vitamin D (1,000 mg and 400 IU)": as many amounts in brackets as nutrients before them."""
        opened = self._shadow.rfind("(", sentence.start, amount.start)
        if opened < 0 or ")" in self._shadow[opened : amount.start]:
            return None
        inside = [q for q in amounts if opened < q.start and ")" not in self._shadow[opened : q.start]]
        if len(inside) < 2 or any(opened < m.start < inside[-1].end for m in named):
            return None
        before = [m for m in named if m.end <= opened][-len(inside) :]
        if len(before) < len(inside) or not all(
            _JOINED.fullmatch(self._shadow, a.end, b.start) for a, b in zip(before, before[1:], strict=False)
        ):
            return None
        m = before[inside.index(amount)]
        return (
            Bound(m.concept_id, m.form, amount.start, amount.end) if m.concept_id and fits(m.concept_id, amount.unit or "", True) else None
        )

    def _of_something_else(self, sentence: Sentence, amount: Quantity) -> bool:
        """Whether a word that is no nutrient's stands where its name would: "500 mg of metformin", "prednisone 40 mg"."""
        reach = max(sentence.start, amount.start - 30)
        if drugs().search(self._shadow, reach, amount.start):
            return True
        brand = _BRAND.search(self._shadow, reach + 1, amount.start)
        if brand and not (amount.unit or "").startswith("IU") and not self._page.mentions_in(brand.start(), brand.end(), "NUTRIENT"):
            return True
        if (amount.unit or "").startswith("IU"):
            m = _OF_SOMETHING.match(self._shadow, amount.end)
        else:
            m = _OF_SOMETHING.match(self._shadow, amount.end) or _SOMETHING.match(self._shadow, amount.end)
        return bool(m and m.end() <= sentence.end and not _NOTHING.fullmatch(m["word"]))

    def _within(self, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity, named: Sequence[Mention]) -> Bound | None:
        """The one nutrient of the sentence that fits; of several the last before the amount, unless it has an amount of its own."""
        unit = amount.unit or ""
        taken = {bound.nutrient_id for at, other, bound in self._last if at == sentence.position and other != unit}
        taken |= {m.concept_id or "" for q in amounts if is_vessel(self._shadow, amounts, q) for m in named if _TO_RIGHT.fullmatch(self._shadow, q.end, m.start)}
        able = [
            m for m in named
            if m.concept_id and m.concept_id not in taken and fits(m.concept_id, unit, False)
            and (m.end <= amount.start or not _BESIDE.search(self._shadow, amount.end, m.start))
        ]  # fmt: skip
        if not able or ("±" in self._shadow[amount.start : amount.end] and not _TAKEN.search(self._shadow, sentence.start, sentence.end)):
            return None
        before = [m for m in able if m.end <= amount.start]
        nearest = before[-1] if before else able[0]
        if all(_akin(nearest.concept_id or "", m.concept_id or "") for m in able):
            specific = max(able, key=lambda m: len(_lineage(m.concept_id or "")))
            return Bound(specific.concept_id or "", specific.form, amount.start, amount.end)
        return Bound(nearest.concept_id or "", nearest.form, amount.start, amount.end) if before else None

    def _spoken_of(self, sentence: Sentence, amount: Quantity) -> Bound | None:
        """What the sentences before, the heading or the whole article speak of."""
        unit = amount.unit or ""
        if not unit.startswith("IU") and not _TAKEN.search(self._shadow, sentence.start, sentence.end):
            return None
        for at, other, bound in reversed(self._last):
            if other == unit and sentence.position - at <= _STILL:
                return Bound(bound.nutrient_id, None, amount.start, amount.end)
        for earlier in () if kind_of(unit) not in _EXACT else reversed(self._page.sentences[max(sentence.position - _FEW, 0) : sentence.position]):
            if earlier.section != sentence.section and earlier.kind != "heading":
                continue
            able = [
                m
                for m in self._page.mentions_in(earlier.start, earlier.end, "NUTRIENT")
                if m.concept_id and fits(m.concept_id, unit, False)
            ]
            if able and all(_akin(able[-1].concept_id or "", m.concept_id or "") for m in able):
                return Bound(able[-1].concept_id or "", None, amount.start, amount.end)
            if able:
                break
        for topic in (*self._title, *(self._common if kind_of(unit) in _EXACT else ())):
            if fits(topic, unit, False):
                return Bound(topic, None, amount.start, amount.end)
        return None


_JOINED = re.compile(r"\s?(?:,|,?\sand\s|,?\sor\s|\+|/|&|\splus\s|\swith\s)\s?", re.I)


def _listed_after(shadow: str, start: int, end: int) -> bool:
    """Whether only amounts and joints stand between: "vitamin D (400 IU or 800 IU", "vitamin D 400, 800 IU"."""
    return bool(
        re.fullmatch(
            r"[\s(:,-]*(?:(?:\d[\d,.]*|iu|mcg|ug|mg|g|to|or|and|vs|versus|daily|per|day|a|of|/|-|,|\(|\)|dose)[\s,]*)+",
            shadow[start:end],
            re.I,
        )
    )


def _form(nutrient_id: str, named: Iterable[Mention]) -> str | None:
    """The one form of a nutrient that a sentence names."""
    told = {m.form for m in named if m.form and m.concept_id and _akin(m.concept_id, nutrient_id)}
    return told.pop() if len(told) == 1 else None


def _topics(page: Page) -> tuple[Counter[str], list[str], list[str]]:
    """How often each nutrient is named, those of the title, and those that make up half of all mentions, their kinds counted in."""
    counted: Counter[str] = Counter()
    mentions = [m for m in page.mentions if m.label == "NUTRIENT" and m.concept_id and m.concept_id not in _BROAD]
    for m in mentions:
        counted[m.concept_id or ""] += 1
    title = next((s for s in page.sentences if s.kind != "boilerplate"), None)
    in_title = [m.concept_id or "" for m in mentions if title and title.start <= m.start < title.end]
    families = Counter({n: sum(c for other, c in counted.items() if n in _lineage(other)) for n in counted})
    common = [n for n, c in families.most_common(3) if c * 2 >= len(mentions) and counted[n]]
    return counted, list(dict.fromkeys(in_title)), common
