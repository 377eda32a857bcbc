"""Units as written and their plain form. The words are in units.tsv; how they combine ("ng per mL", "mg/kg") is here."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from nlp import tsv

Kind = Literal[
    "mass", "trace", "international", "cfu", "volume", "household", "piece", "energy", "substance", "concentration", "body_mass", "share"
]  # fmt: skip


_ROWS = tsv.rows(__package__, "units")
_AS_WRITTEN = {r["written"].lstrip("="): r["unit"] for r in _ROWS}
_ANY_CASE = {r["written"].lower(): r["unit"] for r in _ROWS}
_KIND: dict[str, Kind] = {r["unit"]: r["kind"] for r in _ROWS}  # type: ignore[misc]  # the file's words are the Literal's
_UG = {r["unit"]: float(r["ug"]) for r in _ROWS if r["ug"]}


def _any_of(units: Iterable[str]) -> str:
    """Source of a pattern for all spellings of some plain units: the longest first, `=` only in the case as written.

    Spellings are grouped by their first character, so that a place where none begins is left after few steps.
    """
    units = set(units)
    grouped: dict[str, list[str]] = {}
    for written in sorted((r["written"] for r in _ROWS if r["unit"] in units), key=lambda w: (-len(w), w)):
        first = "" if written[0] == "=" else written[0].lower()
        rest = f"(?-i:{re.escape(written[1:])})" if written[0] == "=" else re.escape(written[1:]).replace(r"\ ", "[ ]+")
        grouped.setdefault(first, []).append(rest)
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(grouped.items()))


_SIMPLE = _any_of(_KIND)
_BELOW = _any_of(("L", "dL", "mL", "uL"))
_WEIGHT = _any_of(("kg", "lb"))
_OUNCE = _any_of(("oz",))  # of a body only after a slash: "per ounce" tells what a food holds
_MEASURES = {
    "cup", "tablespoon", "teaspoon", "spoonful", "glass", "mug", "handful", "scoop", "serving", "wedge", "bowl", "packet",
    "pint", "quart", "gallon", "bottle", "L", "oz", "lb", "g", "egg", "clove", "slice",
}  # fmt: skip
MEASURE_WORDS = frozenset(r["written"] for r in _ROWS if r["unit"] in _MEASURES and len(r["written"]) > 2)
"""Spellings, as whole words, of the units that take an article for a number: "a cup", "a quart"."""
MEASURES = _any_of(_MEASURES)
"""Source of a pattern for those units."""

UNIT = rf"""
    (?: (?: {_SIMPLE} )
        (?: (?: [ ]? / [ ]? | [ ]+per[ ]+ | -per- ) (?: {_BELOW} ) (?! \w ) (?: [ ]? / [ ]? 1\.73 [ ]? m (?:2|²|\^2) )?     # ng/mL
          | [ ] (?: {_BELOW} ) [ ]? \(? \^? - ?1 \)?                                                                  # nmol L-1
          | (?: [ ]? [/·] [ ]? | [ ]+ per [ ]+ (?: [a-z]+ [ ] )? | -per- ) (?: {_WEIGHT} ) (?: -1 )? (?! \w )         # mg/kg, mg·kg-1
            (?: [ ] (?: of [ ] )? (?: (?: your | their ) [ ] )? body [ -]? (?: weight | mass ) | [ ] bw \b )?
          | / (?: {_OUNCE} ) (?! \w )
          | (?: [ ]? / [ ]? | [ ]+ per [ ]+ ) (?: min(?:ute)? | h(?:r|our)? | mg | g | gram | c?m2 | c?m² | mm3 | mm³ ) (?! \w )   # mL/min
            (?: [ ]? / [ ]? 1\.73 [ ]? m (?:2|²|\^2) )?
          | [ ]? \( (?: {_SIMPLE} ) \) (?: [ ]? / [ ]? (?: {_WEIGHT} ) (?! \w ) )?  # international units (IU)
        )?
        (?! \w ) (?! (?<= \w\w \. ) [\s"'”’)\]*]* \Z )   # the stop after "40 ng/mL" is the sentence's, in "2 oz. of" the unit's
    )"""
"""Source of a pattern for one unit as written; for `re.VERBOSE | re.IGNORECASE`, without groups."""


def spellings(kinds: Iterable[Kind]) -> str:
    """Source of a pattern for how units of some kinds are spelt, at least in part; without groups or look-around."""
    simple = _any_of(unit for unit, kind in _KIND.items() if kind in kinds)
    over_volume = rf"(?:{_SIMPLE})(?: ?/ ?|[ -]per[ -]| )(?:{_BELOW}|100|min|minute|cm2|cm²)" if "concentration" in kinds else ""
    return "|".join(filter(None, (simple, over_volume))).replace("[ ]+", " +")


_SPACES = re.compile(r"\s+")
_OF_BODY = re.compile(r"\s(?:of\s)?(?:(?:your|their)\s)?body[ -]?(?:weight|mass)$|\sbw$", re.I)
_PARENTHESIS = re.compile(r"\s?\((?![-^])[^()]*\)(?=$|\s?/)")
_INVERSE = re.compile(r" (\w+) ?\(?\^?- ?1\)?$")
_SURFACE = re.compile(r"\s?/\s?1\.73\s?m(?:2|²|\^2)$")
_PER = re.compile(r"\s?[/·]\s?|\s+per\s+(?:[a-z]+\s(?=k|lb|pound|o))?|-per-", re.I)  # "mg per healthy kilogram"
_DENOMINATORS = {
    "min": "min",
    "minute": "min",
    "h": "h",
    "hr": "h",
    "hour": "h",
    "m2": "m2",
    "m²": "m2",
    "cm2": "cm2",
    "cm²": "cm2",
    "mm3": "mm3",
    "mm³": "mm3",
}


@cache
def canonical_unit(written: str) -> str | None:
    """The plain form of a unit as written; None for what is none.

    >>> [canonical_unit(u) for u in ("mcg", "international units (IU)", "nanograms per milliliter", "mg/kg of body weight", "years")]
    ['ug', 'IU', 'ng/mL', 'mg/kg', None]
    """
    written = _SPACES.sub(" ", written.strip())
    if plain := _simple(written):
        return plain
    bare = _SURFACE.sub("", _OF_BODY.sub("", _PARENTHESIS.sub("", written)))
    parts = _PER.split(_INVERSE.sub(r"/\1", bare), maxsplit=1)
    above = _simple(parts[0])
    if len(parts) == 1 or above is None:
        return above
    above = "U" if parts[0] in ("U", "unit", "units") else above  # an enzyme's units are not international ones
    below = _simple(parts[1].removesuffix("-1")) or _DENOMINATORS.get(parts[1].lower())
    return f"{above}/{below}" if below else None


def _simple(written: str) -> str | None:
    return _AS_WRITTEN.get(written) or _ANY_CASE.get(written.lower())


def kind_of(unit: str) -> Kind:
    """What a plain unit measures: a mass, a volume, a concentration, an amount per body mass ...

    >>> [kind_of(u) for u in ("mg", "ng/mL", "mg/kg", "cup")]
    ['mass', 'concentration', 'body_mass', 'household']
    """
    above, _, below = unit.partition("/")
    if not below:
        return _KIND[above]
    return "body_mass" if below in ("kg", "lb", "oz") and above not in ("kcal", "kJ") else "concentration"


def ug_per(unit: str) -> float | None:
    """Mass of one plain unit in micrograms; None where it is no mass."""
    return _UG.get(unit)
