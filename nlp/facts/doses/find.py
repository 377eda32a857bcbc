"""Doses of a page: amounts found, bound to their nutrient, and told how often, how long, for whom and in what role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from nlp.facts.doses.mass import mass_per_day
from nlp.facts.doses.nutrient import Binder
from nlp.facts.doses.regimen import Regimen, regimens
from nlp.facts.doses.roles import Roles
from nlp.page import Page, Sentence
from nlp.quantity import Kind, Quantity, kind_of, quantities, spots
from nlp.schema import Dose

_DOSED: tuple[Kind, ...] = ("mass", "international", "cfu", "volume", "household", "piece", "body_mass", "energy")
_UNREAD = ("reference", "boilerplate")

# "600 IU (15 ug)", "10 mcg, or 400 IU", "4,000 IU/day = 100 ug/day": the second tells the first again
_AGAIN = re.compile(
    r"""(?: \s? / \s? (?: d | day | wk | week ) | \s (?: per | a ) \s (?: day | week ) | \s daily )?
        (?: \s? [(\[=/] \s? (?: = | or | i\.e\.,? | about | equivalent \s to | equal \s to | equals )? \s? | ,? \s (?: or | equals? | equivalent \s to ) \s )""",
    re.VERBOSE | re.IGNORECASE,
)
# "no more than two quarts a day for adults, or one quart for children": the bound holds for both
# "1 ug is equal to 40 IU" tells how units go over, not a dose
_CONVERTS = re.compile(r"\s?(?:=|equals|(?:is|are)\s(?:equal|equivalent)\sto|is|\(=?)\s?(?:about\s)?", re.I)
_AND_FOR = re.compile(r"[^.;,]{0,40}?,?\s(?:and|or)\s(?:about\s)?", re.I)
_OR_ABOUT = re.compile(r"(?:/d(?:ay)?|\s(?:a|per)\sday|\sdaily)?,?\sor\s(?:about|roughly|around)\s", re.I)
# "four cups of tea have 17 mg": what holds a dose is none itself
_HOLDS = re.compile(r"\b(?:contain|provid|ha[sd]|have|yield|pack|deliver|suppl(?:y|ies)|giv|boast|offer)\w*\b", re.I)
_FORTIFIED = re.compile(r"[^.;,]{0,30}\b(?:unfortified|fortified|enriched|supplemented|containing|providing)\b", re.I)
_BODY_BEFORE = re.compile(
    r"\b(?:weigh\w*|(?:birth|body)[ -]?weight|weight|bmi|height|los[est]\w*|gain\w*|(?:lean|fat|muscle|bone) mass|bmc|bone mineral content|placent\w*|tumou?r)\b[^.;]{0,25}\Z", re.I
)
_BODY_AFTER = re.compile(
    r"[ -]?(?:child|person|people|man|woman|body|of (?:body )?weight|of fat|lighter|heavier|infants?|bab(?:y|ies)|weight)\b", re.I
)


def find(page: Page) -> list[Dose]:
    """The doses of a page in the order of the text. Amounts whose nutrient cannot be told are left out."""
    found: list[Dose] = []
    binder, roles = Binder(page), Roles(page)
    for sentence in _candidates(page):
        amounts = _amounts(page.shadow, sentence)
        for amount, regimen in zip(amounts, regimens(page.shadow, sentence, amounts), strict=True):
            if _is_vessel(page.shadow, amounts, amount):
                continue
            if dose := _dose(page, binder, roles, sentence, amounts, amount, regimen):
                found.append(dose)
    return found


def _candidates(page: Page) -> Iterator[Sentence]:
    for _, same in groupby((page.sentence_at(i) for i in spots(page.shadow, _DOSED)), key=lambda s: s.position):
        sentence = next(same)
        if sentence.kind not in _UNREAD:
            yield sentence


def _amounts(shadow: str, sentence: Sentence) -> list[Quantity]:
    """The amounts of a sentence that may be doses: not zero, not the same again in another unit, not of a body."""
    kept: list[Quantity] = []
    for q in quantities(shadow, sentence.start, sentence.end):
        if q.unit is None or kind_of(q.unit) not in _DOSED or (q.high or q.low) == 0:
            continue
        if kept and q.unit != kept[-1].unit and 1 in (q.low, kept[-1].low) and _CONVERTS.fullmatch(shadow, kept[-1].end, q.start):
            kept.pop()
            continue
        if kept and q.unit != kept[-1].unit and _AGAIN.fullmatch(shadow, kept[-1].end, q.start):
            continue
        if _BODY_BEFORE.search(shadow, max(sentence.start, q.start - 60), q.start) or _BODY_AFTER.match(shadow, q.end):
            continue
        if kept and q.low == q.high and (_AND_FOR if q.unit == kept[-1].unit else _OR_ABOUT).fullmatch(shadow, kept[-1].end, q.start):
            q = replace(q, low=q.low if kept[-1].low is not None else None, high=q.high if kept[-1].high is not None else None)
        kept.append(q)
    return kept


def _is_vessel(shadow: str, amounts: Sequence[Quantity], amount: Quantity) -> bool:
    """Whether an amount of food only holds the dose that follows: the cups of "four cups of tea have 17 mg"."""
    if not _is_measure(amount):
        return False
    return bool(_FORTIFIED.match(shadow, amount.end)) or any(_vessel(shadow, amounts, q) is amount for q in amounts)


def _is_measure(amount: Quantity) -> bool:
    return amount.unit == "oz" or kind_of(amount.unit or "") in ("volume", "household", "piece")


def _vessel(shadow: str, amounts: Sequence[Quantity], amount: Quantity) -> Quantity | None:
    """The measure of food before an amount that is said to hold it."""
    if _is_measure(amount):
        return None
    before = [q for q in amounts if q.end <= amount.start and _is_measure(q)]
    return before[-1] if before and _HOLDS.search(shadow, before[-1].end, amount.start) else None


def _dose(page: Page, binder: Binder, roles: Roles, sentence: Sentence, amounts: Sequence[Quantity], amount: Quantity, regimen: Regimen) -> Dose | None:
    bound = binder.bind(sentence, amounts, amount)
    if bound is None or amount.unit is None:
        return None
    if regimen.per is None and (vessel := _vessel(page.shadow, amounts, amount)):
        regimen = replace(regimen, per=_measure(vessel))
    mass = mass_per_day(amount, regimen, bound.nutrient_id, bound.form)
    start, end = min(amount.start, bound.start), max(amount.end, bound.end, regimen.end)
    return page.row(
        Dose, start, end, nutrient_id=bound.nutrient_id, form=bound.form, amount_low=amount.low, amount_high=amount.high,
        unit=amount.unit, times=regimen.times, per=regimen.per, ug_per_day_low=mass.low, ug_per_day_high=mass.high,
        ug_per_unit=mass.factor, conversion=mass.conversion, duration_days_low=regimen.days_low, duration_days_high=regimen.days_high,
        role=roles.of(sentence, amount, regimen), population=_population(page, sentence, amount),
    )  # fmt: skip


def _measure(vessel: Quantity) -> str | None:
    """A measure as what an amount is per: "cup", "4 cups"."""
    if vessel.high in (None, 1.0):
        return vessel.unit
    plural = "" if vessel.unit in ("oz", "g", "mL", "L") else "s"
    return f"{vessel.high:g} {vessel.unit}{plural}"


def _population(page: Page, sentence: Sentence, amount: Quantity) -> str | None:
    """The group named after the amount, else the last one named before it in the sentence."""
    named = page.mentions_in(sentence.start, sentence.end, "POPULATION")
    after = [m for m in named if m.start >= amount.end]
    told = after[:1] or named[-1:]
    return told[0].concept_id if told else None
