"""Numbers, amounts and durations as articles write them, in plain units.

Works on any text; offsets are those of the text given. Nothing here knows of nutrients or articles.
"""

from nlp.quantity.amounts import Quantity, quantities, spots
from nlp.quantity.durations import Duration, durations
from nlp.quantity.numbers import NUMBER, to_float
from nlp.quantity.units import UNIT, Kind, canonical_unit, kind_of, ug_per

__all__ = [
    "NUMBER",
    "UNIT",
    "Duration",
    "Kind",
    "Quantity",
    "canonical_unit",
    "durations",
    "kind_of",
    "quantities",
    "spots",
    "to_float",
    "ug_per",
]
