"""Doses of a page: amounts found, bound to their nutrient, and told how often, how long, for whom and in what role."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from math import isclose

from nlp.facts.doses.amounts import amounts, is_measure, is_vessel, measure, spots, vessel
from nlp.facts.doses.mass import mass_per_day
from nlp.facts.doses.nutrient import Binder, Bound
from nlp.facts.doses.regimen import Regimen, regimens
from nlp.facts.doses.roles import Roles
from nlp.facts.words import meanings
from nlp.page import OWN_TEXT, Page, Sentence
from nlp.quantity import Quantity
from nlp.schema import Dose, DoseRole

_NEAR = 40  # characters between an amount and the same again in another unit
_ROUNDED = 0.03  # by how much of it the second may differ
_FOR = re.compile(r"[^.;|]{0,60}?\b(?:for|in|among|to|by|of)\s(?:\(?[\w-]+\s){0,4}", re.IGNORECASE)  # "a day for most healthy adults"
# "600 IU and for adults 800 IU": whom the next amount is for
_FOR_NEXT = re.compile(r"(?:;|,|\band\b|\bbut\b|\bwhile\b)\s(?:and\s)?(?:for|in|among)\s(?:[\w-]+\s){0,3}\Z", re.IGNORECASE)
_CONTAMINANTS = frozenset(meanings(__package__, "contaminant"))  # of which nobody takes a dose, but a limit may be told


def find(page: Page) -> list[Dose]:
    """The doses of a page in the order of the text. Amounts whose nutrient cannot be told are left out."""
    found: list[Dose] = []
    binder, roles = Binder(page), Roles(page)
    for sentence in _candidates(page):
        told = amounts(page.shadow, sentence)
        for amount, regimen in zip(told, regimens(page.shadow, sentence, told), strict=True):
            if is_vessel(page.shadow, told, amount):
                continue
            if regimen.per is None and (holder := vessel(page.shadow, told, amount)):
                regimen = replace(regimen, per=measure(holder))
            for bound in binder.bind(sentence, told, amount):
                role = roles.of(sentence, amount, regimen, found[-1] if found else None)
                dose = _dose(page, sentence, amount, regimen, bound, role)
                if dose and not (found and _is_same(found[-1], dose)):
                    found.append(dose)
    return found


def _is_same(before: Dose, dose: Dose) -> bool:
    """Whether a dose tells the mass of the one before in another unit: "10 ug of vitamin D a day would be the same as 400 IU"."""
    near = dose.char_start - before.char_end <= _NEAR
    if not near or before.unit == dose.unit or before.nutrient_id != dose.nutrient_id:
        return False
    masses = [(d.amount_high or d.amount_low or 0.0) * (d.ug_per_unit or 0.0) for d in (before, dose)]
    return masses[0] > 0 and isclose(*masses, rel_tol=_ROUNDED)


def _candidates(page: Page) -> Iterator[Sentence]:
    for _, same in groupby((page.sentence_at(i) for i in spots(page.shadow)), key=lambda s: s.position):
        sentence = next(same)
        if sentence.kind in OWN_TEXT:
            yield sentence


def _dose(page: Page, sentence: Sentence, amount: Quantity, regimen: Regimen, bound: Bound, role: DoseRole) -> Dose | None:
    if bound.nutrient_id in _CONTAMINANTS and (role != "limit" or is_measure(amount)):
        return None
    mass = mass_per_day(amount, regimen, bound.nutrient_id, bound.form)
    start, end = min(amount.start, bound.start), max(amount.end, bound.end, regimen.end)
    return page.row(
        Dose, start, end, nutrient_id=bound.nutrient_id, form=bound.form, amount_low=amount.low, amount_high=amount.high,
        unit=amount.unit, times=regimen.times, per=regimen.per, ug_per_day_low=mass.low, ug_per_day_high=mass.high,
        ug_per_unit=mass.factor, conversion=mass.conversion, duration_days_low=regimen.days_low, duration_days_high=regimen.days_high,
        role=role, population=_population(page, sentence, amount),
    )  # fmt: skip


def _population(page: Page, sentence: Sentence, amount: Quantity) -> str | None:
    """The group that the amount is said to be for, else the last one named before it in the sentence, else the first after it."""
    named = page.mentions_in(sentence.start, sentence.end, "POPULATION")
    before = [m for m in named if m.end <= amount.start]
    after = [m for m in named if m.start >= amount.end]
    if after and before and _FOR_NEXT.search(page.shadow[amount.end : after[0].start]):
        after = []
    for_whom = bool(after) and bool(_FOR.fullmatch(page.shadow, amount.end, after[0].start))
    told = after[:1] if for_whom else before[-1:] or after[:1]
    return told[0].concept_id if told else None
