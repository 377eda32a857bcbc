"""Whether an amount may be of a nutrient: the units that it is told in, and how much of it anybody takes."""

from functools import cache

from nlp import lexicon
from nlp.facts.words import meanings
from nlp.lexicon import lineage
from nlp.quantity import Kind, Quantity, kind_of, ug_per
from nlp.schema import NutrientKind

FOODLIKE: set[NutrientKind] = {"food", "botanical", "fiber", "protein", "fatty_acid", "polyphenol", "probiotic", "other"}
"""Kinds of nutrients that are eaten or drunk as such, and so told in cups."""
MACRONUTRIENTS = frozenset(meanings(__package__, "macronutrient"))
"""Nutrients told in grams."""
_EXACT: tuple[Kind, ...] = ("mass", "international", "cfu", "body_mass")  # kinds of units in which any nutrient may be told
_COMPOUNDS = frozenset(meanings(__package__, "compound"))  # what cups and spoonfuls only hold
_BEYOND = 500  # times the most that an authority tells, from which on an amount is of something that the text does not name beside it


def akin(a: str, b: str) -> bool:
    """Whether one of two nutrients counts for the other."""
    return a in lineage(b) or b in lineage(a)


@cache
def _in_iu() -> frozenset[str]:
    """Nutrients told in international units: those with a factor, or with a form that has one."""
    own = (n.nutrient_id for n in lexicon.nutrients().values() if n.ug_per_iu)
    return frozenset(own).union(f.nutrient_id for f in lexicon.forms() if f.ug_per_iu)


@cache
def fits(nutrient_id: str, unit: str | None, of_it: bool) -> bool:
    """Whether a nutrient may be told in a unit.

    `of_it` where the text says "<amount> of <nutrient>": only then is anything but a food told in cups and capsules.
    """
    kind, of = lexicon.nutrients()[nutrient_id].kind, kind_of(unit or "")
    if of == "international" or (unit or "").startswith("IU/"):
        return any(n in _in_iu() for n in lineage(nutrient_id)[: 1 if kind == "hormone" else 2])  # calcitriol is told in mass
    if of == "cfu":
        return kind == "probiotic"
    if of == "body_mass" and kind == "food":
        return False
    if nutrient_id in MACRONUTRIENTS and unit in ("ug", "mg"):
        return of_it
    if unit == "percent_energy" and nutrient_id in MACRONUTRIENTS:
        return True
    if of in ("piece", "energy") or unit in ("kg", "lb"):
        return of_it
    if kind == "food" and unit == "ug":  # a food's mass is not told so finely: it holds the amount
        return False
    if of in ("volume", "household") or unit == "oz":
        return of_it or (kind in FOODLIKE and kind != "polyphenol" and nutrient_id not in _COMPOUNDS)
    return of_it or kind != "food"


@cache
def _most() -> dict[str, float]:
    """The most that any authority advises or allows, in micrograms a day, by nutrient."""
    most: dict[str, float] = {}
    for intake in lexicon.reference_intakes():
        most[intake.nutrient_id] = max(most.get(intake.nutrient_id, 0.0), intake.ug_per_day or 0.0)
    return most


def is_beyond(nutrient_id: str, amount: Quantity) -> bool:
    """Whether nobody takes so much of a nutrient: "40 g a day", of alcohol, in an article on vitamin D."""
    most = next((_most()[n] for n in lineage(nutrient_id) if n in _most()), None)
    told = (amount.high or amount.low or 0.0) * (ug_per(amount.unit or "") or 0.0)
    return most is not None and told > _BEYOND * most


def is_exact(unit: str | None) -> bool:
    """Whether any nutrient may be told in a unit."""
    return kind_of(unit or "") in _EXACT
