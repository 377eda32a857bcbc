"""The words: nutrients, forms, outcomes, biomarkers, populations and reference intakes, from the TSV files beside this one.

A cell's list items are separated by `|`; an empty cell is null. A name matches in any case, unless it begins with

- `=` as written: matches only in exactly this case (`=DHA`, `=D3`);
- `~` in context: a word of everyday English that counts only where its surroundings or the rest of the article say so. So do all
  names of foods but those of diets: an article that names garlic in a recipe says nothing of garlic as an active substance.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

from nlp import tsv
from nlp.schema import Nutrient, Outcome, ReferenceIntake

C = TypeVar("C", Nutrient, Outcome)
Match = Literal["any_case", "as_written", "in_context"]
_MATCH: dict[str, Match] = {"=": "as_written", "~": "in_context"}
_FILES = ("nutrients", "forms", "outcomes", "biomarkers", "populations", "homonyms", "reference_intakes")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the text may hold it, and what it names."""

    text: str
    label: str  # NUTRIENT, OUTCOME, BIOMARKER, POPULATION
    concept_id: str  # nutrient_id, outcome_id, or the plain name of a biomarker or population
    form: str | None = None
    match: Match = "any_case"


@dataclass(frozen=True, slots=True)
class Form:
    """A chemical form or salt of a nutrient."""

    nutrient_id: str
    form: str
    names: tuple[str, ...]
    ug_per_iu: float | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Biomarker:
    """Something measured in the body."""

    name: str
    outcome_id: str | None
    synonyms: tuple[str, ...]
    si_unit: str | None
    conversions: dict[str, float]  # unit as told -> factor to si_unit
    usual_low: float | None  # widest plausible range, in si_unit
    usual_high: float | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Population:
    """A group of people by its plain name."""

    name: str
    synonyms: tuple[str, ...]
    source: str | None


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _plain(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lstrip("=~") for name in names)


@cache
def nutrients() -> dict[str, Nutrient]:
    """Nutrients by id, the names of a nutrient's forms among its synonyms."""
    of_forms: dict[str, tuple[str, ...]] = {}
    for form in forms():
        of_forms[form.nutrient_id] = of_forms.get(form.nutrient_id, ()) + form.names
    known = (_concept(Nutrient, r, ug_per_iu=_number(r["ug_per_iu"])) for r in tsv.rows(__package__, "nutrients"))
    return {n.nutrient_id: replace(n, synonyms=n.synonyms + _plain(of_forms.get(n.nutrient_id, ()))) for n in known}


@cache
def lineage(nutrient_id: str) -> tuple[str, ...]:
    """The nutrient and all it counts for, the nearest first."""
    return with_broader(nutrient_id, _broader())


@cache
def _broader() -> dict[str, str]:
    return {n.nutrient_id: n.parent_id for n in nutrients().values() if n.parent_id}


def with_broader(key: str, broader: Mapping[str, str]) -> tuple[str, ...]:
    """A concept and those that it counts for where each has its next broader one in a map, the nearest first."""
    found = [key]
    while found[-1] in broader:
        found.append(broader[found[-1]])
    return tuple(found)


@cache
def outcomes() -> dict[str, Outcome]:
    """Outcomes by id."""
    return {r["outcome_id"]: _concept(Outcome, r) for r in tsv.rows(__package__, "outcomes")}


def _concept(cls: type[C], row: dict[str, str], **typed: Any) -> C:
    told = {column: cell or None for column, cell in row.items()}
    return cls(**(told | {"synonyms": _plain(_listed(row["synonyms"]))} | typed))


@cache
def forms() -> tuple[Form, ...]:
    """Forms and salts of nutrients."""
    rows = tsv.rows(__package__, "forms")
    return tuple(Form(r["nutrient_id"], r["form"], _listed(r["names"]), _number(r["ug_per_iu"]), r["source"] or None) for r in rows)


@cache
def biomarkers() -> dict[str, Biomarker]:
    """Biomarkers by plain name."""
    return {r["name"]: _biomarker(r) for r in tsv.rows(__package__, "biomarkers")}


def _biomarker(r: dict[str, str]) -> Biomarker:
    conversions = {unit: float(factor) for unit, factor in (item.rsplit("=", 1) for item in _listed(r["conversions"]))}
    return Biomarker(r["name"], r["outcome_id"] or None, _listed(r["synonyms"]), r["si_unit"] or None, conversions,
                     _number(r["usual_low"]), _number(r["usual_high"]), r["source"] or None)  # fmt: skip


@cache
def populations() -> dict[str, Population]:
    """Populations by plain name."""
    return {r["name"]: Population(r["name"], _listed(r["synonyms"]), r["source"] or None) for r in tsv.rows(__package__, "populations")}


@cache
def reference_intakes() -> tuple[ReferenceIntake, ...]:
    """Recommended intakes and upper limits of the authorities."""
    return tuple(_intake(r) for r in tsv.rows(__package__, "reference_intakes"))


def _intake(r: dict[str, str]) -> ReferenceIntake:
    numbers = {c: _number(r[c]) for c in ("amount_per_day", "ug_per_day", "age_low", "age_high")}
    told: dict[str, Any] = {column: cell or None for column, cell in r.items()}
    return ReferenceIntake(
        **(told | numbers | {"year": int(r["year"]) if r["year"] else None, "supplements_only": bool(r["supplements_only"])})
    )


@cache
def ug_per_iu(nutrient_id: str, form: str | None) -> float | None:
    """Mass of one international unit in micrograms: the form's where it has its own, else the nutrient's; null where unknown."""
    own = next((f.ug_per_iu for f in forms() if (f.nutrient_id, f.form) == (nutrient_id, form)), None)
    return own if own is not None else nutrients()[nutrient_id].ug_per_iu


def names() -> Iterator[Name]:
    """Every name to be matched, with what it names."""
    for r in tsv.rows(__package__, "nutrients"):
        usual: Match = "in_context" if r["kind"] == "food" and not r["nutrient_id"].endswith("_diet") else "any_case"
        yield from _named((r["name"], *_listed(r["synonyms"])), "NUTRIENT", r["nutrient_id"], usual=usual)
    for f in forms():
        yield from _named(f.names, "NUTRIENT", f.nutrient_id, f.form)
    for r in tsv.rows(__package__, "outcomes"):
        yield from _named((r["name"], *_listed(r["synonyms"])), "OUTCOME", r["outcome_id"])
    for b in biomarkers().values():
        yield from _named((b.name, *b.synonyms), "BIOMARKER", b.name)
    for p in populations().values():
        yield from _named((p.name, *p.synonyms), "POPULATION", p.name)


def homonyms() -> Iterator[Name]:
    """Phrases that hold a name and do not speak of what it names ("calcium antagonists"); they have no concept."""
    for r in tsv.rows(__package__, "homonyms"):
        yield Name(r["phrase"], r["label"], "")


def _named(written: tuple[str, ...], label: str, concept_id: str, form: str | None = None, usual: Match = "any_case") -> Iterator[Name]:
    # A concept's preferred name may itself be listed among its synonyms with a mark ("~sage"): the mark then holds.
    marked = {name.lstrip("=~") for name in written if name[0] in _MATCH}
    for name in written:
        if name[0] in _MATCH or name not in marked:
            yield Name(name.lstrip("=~"), label, concept_id, form, _MATCH.get(name[0], usual))


@cache
def version() -> str:
    """Hash over all lexicon files: rows made with another version are made anew."""
    digest = hashlib.blake2b(digest_size=8)
    for name in _FILES:
        digest.update((files(__package__) / f"{name}.tsv").read_bytes())
    return digest.hexdigest()
