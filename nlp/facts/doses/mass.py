"""Mass a day of a dose, where its frequency and its unit's mass are known."""

from typing import NamedTuple

from nlp import lexicon
from nlp.facts.doses.regimen import Regimen
from nlp.quantity import Quantity, ug_per


class Mass(NamedTuple):
    """Micrograms a day, the factor from the unit to micrograms, and why that factor."""

    low: float | None = None
    high: float | None = None
    factor: float | None = None
    conversion: str | None = None


def mass_per_day(amount: Quantity, regimen: Regimen, nutrient_id: str, form: str | None) -> Mass:
    """Mass a day of an amount; nulls where the factor or the frequency is not known."""
    factor, conversion = _factor(amount.unit or "", nutrient_id, form)
    a_day = regimen.a_day
    if factor is None or a_day is None:
        return Mass(factor=factor, conversion=conversion)
    scaled = [None if bound is None else round(bound * factor * a_day, 9) for bound in (amount.low, amount.high)]
    return Mass(scaled[0], scaled[1], factor, conversion)


def _factor(unit: str, nutrient_id: str, form: str | None) -> tuple[float | None, str | None]:
    if unit != "IU":
        factor = ug_per(unit)
        return factor, f"1 {unit} is {factor:g} ug" if factor else None
    factor = lexicon.ug_per_iu(nutrient_id, form)
    if factor is None:
        return None, None
    name = lexicon.nutrients()[nutrient_id].name
    return factor, f"1 IU of {name}{f' as {form}' if form else ''} is {factor:g} ug"
