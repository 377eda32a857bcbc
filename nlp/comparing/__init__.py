"""Tables in, tables out: comparisons, conflicts and shared sources, in SQL that a reader can open beside this file.

`macros.sql`, `turned.sql`, `told.sql` and `daily.sql` prepare what the others ask; `conflicts/` holds one query per kind of conflict;
`words.tsv` the words by which a sentence is set apart. Every number that a query asks for stands below.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from glob import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import duckdb
import pyarrow as pa

from nlp import lexicon, schema, tsv
from nlp.comparing import sources

SURE = 0.6  # least score of a claim that is compared
# The numbers that the SQL asks for. How many claims of a score are right stands in nlp/QUALITY.md.
_DECISIONS: dict[str, dict[str, Any]] = {
    "told": {"sure": SURE},
    "source_names": {
        "title_length": 30,  # shortest title that names a work by itself
        "telling": 1000,  # least number of participants that may tell a study apart
    },
    "comparisons": {"agreed": 0.75},  # share of articles in one direction from which they agree
    "conflicts/direction": {
        "sure": 0.7,  # least score of a claim held against another
        "readable": 200,  # longest quote, in characters
        "dose_apart": 2.0,  # factor from which two studied doses, or durations, differ
    },
    "conflicts/effect_size": {"largest_ratio": 20.0},  # ratios above are taken for misreadings
    "conflicts/dose_recommendation": {
        "apart": 4.0,  # factor from which recommended doses conflict
        "dose_apart": 3.0,  # widest range, highest by lowest, that is one recommendation
        "told_by": 2,  # articles from which an amount is sure: one alone may be misread
    },
    "conflicts/dose_limit": {"told_by": 2},
    "conflicts/level_threshold": {
        "readable": 200,
        "lines_apart": 1.5,  # factor from which thresholds conflict
        "told_by": 2,
    },
}
IMPLAUSIBLE = 20  # times the upper limit from which a recommended dose is likelier a wrong unit
_ADULT = 18  # years from which an intake is an adult's: EFSA's begin here, those of NASEM at 19
_CLASSES = ("vitamins", "b_vitamins", "minerals")  # what is said of one member says nothing of the class
_READ = ("articles", "sentences", "claims", "doses", "effects", "levels", "studies", "references")


def compare(tables: Mapping[str, pa.Table] | Path) -> dict[str, pa.Table]:
    """The compared tables, made from the corpus and extracted ones.

    Args:
        tables: a folder that holds a folder of Parquet files for each table, or the tables themselves by name.

    Returns:
        `comparisons`, `conflicts` and `shared_sources` in the schemas of `nlp.schema`.
    """
    with _opened(tables) as base:
        _prepare(base)
        return {name: _table(base, name) for name in schema.COMPARED}


def against_authorities(tables: Mapping[str, pa.Table] | Path, roles: Sequence[schema.DoseRole] = ("recommended",)) -> pa.Table:
    """Doses against the intakes and upper limits that authorities tell adults, those above a limit first.

    Args:
        tables: as for `compare`.
        roles: of the doses that are held against them.

    Returns:
        A row per dose, those of copies left out: `standing` (above_limit, reaches_above_limit, check_unit, below, within,
        unknown_population), what the dose and the authorities say in ug/day (`supplements_only`: the limit leaves out what food holds),
        and the words that say it.
    """
    with _opened(tables) as base:
        return base.sql(_sql("intakes"), params={"implausible": IMPLAUSIBLE, "roles": list(roles)}).to_arrow_table()


def _opened(tables: Mapping[str, pa.Table] | Path) -> duckdb.DuckDBPyConnection:
    """A database of the tables, the vocabulary and the macros."""
    base = duckdb.connect()
    for name in _READ:
        if isinstance(tables, Path):
            base.read_parquet(parquet(tables, name)).create_view(name)
        else:
            base.register(name, tables[name])
    for name, rows in _vocabulary().items():
        base.register(name, rows)
    base.execute(TURNED + _RANKED + _sql("macros") + _word_macros())
    return base


def parquet(folder: Path, table: str) -> str:
    """The files of a table as a pattern for DuckDB, whatever stands in the folder's own name."""
    return f"{escape(str(folder / table))}/*.parquet"


def _prepare(base: duckdb.DuckDBPyConnection) -> None:
    """What the queries of all three tables share."""
    base.execute(_sql("told"), _DECISIONS["told"])
    base.execute(_sql("daily"))
    named = base.execute(_sql("source_names"), _DECISIONS["source_names"]).fetchall()
    base.register("source_keys", pa.Table.from_pylist([key._asdict() for key in sources.join(named)], schema=_SOURCE_KEYS))
    base.execute(_QUOTED)
    for query, decisions in _DECISIONS.items():
        if query.startswith("conflicts/"):
            base.execute(f"create table {query.replace('conflicts/', 'conflict_')} as {_sql(query)}", decisions)


_SOURCE_KEYS = pa.schema([(name, pa.string()) for name in sources.Key._fields])
_QUOTED = "create view quoted as " + " union all ".join(
    f"select {key} as row_id, t.article_id, t.quote, s.text as sentence from {table} t join sentences s using (sentence_id)"
    for table, key in (("claims", "claim_id"), ("effects", "effect_id"), ("doses", "dose_id"), ("levels", "level_id"))
)


def _sql(name: str) -> str:
    return (files(__package__) / f"{name}.sql").read_text("utf-8")


TURNED = _sql("turned")
"""SQL of a macro for the direction of a claim as it counts for its exposure, whose lack the claim may be about."""
_RANKED = f"create macro evidence_rank(level) as list_position({list(get_args(schema.EvidenceLevel))}, level);"


@cache
def _word_macros() -> str:
    """For every role in words.tsv a macro says_<role>(text): whether the text says one of its words."""
    patterns: dict[str, list[str]] = defaultdict(list)
    for row in tsv.rows(__package__, "words"):
        patterns[row["role"]].append(row["pattern"])
    return "\n".join(
        f"create macro says_{role}(words) as regexp_matches(words, '{_pattern(found)}', 'i');" for role, found in patterns.items()
    )


def _pattern(found: list[str]) -> str:
    words = "|".join(pattern for pattern in found if pattern != r"\?")
    return (rf"\b(?:{words})\b" + (r"|\?" if r"\?" in found else "")).replace("'", "''")


@cache
def broader_nutrients() -> dict[str, str]:
    """The nutrient that each narrower one counts for; classes such as all vitamins left out."""
    return {n.nutrient_id: n.parent_id for n in lexicon.nutrients().values() if n.parent_id and n.parent_id not in _CLASSES}


@cache
def adult_intakes() -> dict[str, tuple[schema.ReferenceIntake, ...]]:
    """What authorities recommend and allow adults who are neither pregnant nor nursing, by nutrient: of it and of those it counts for."""
    own: dict[str, list[schema.ReferenceIntake]] = defaultdict(list)
    for intake in lexicon.reference_intakes():
        if (intake.age_low or 0) >= _ADULT and not intake.state and intake.ug_per_day:
            own[intake.nutrient_id].append(intake)
    lineages = {key: lexicon.with_broader(key, broader_nutrients()) for key in lexicon.nutrients()}
    return {key: tuple(intake for ancestor in lineage for intake in own[ancestor]) for key, lineage in lineages.items()}


@cache
def broader_outcomes() -> dict[str, str]:
    """The outcome that each narrower one counts for: only where more of both is as good or bad, else directions do not add up."""
    known = lexicon.outcomes()
    return {o.outcome_id: o.parent_id for o in known.values() if o.parent_id and known[o.parent_id].better_when == o.better_when}


@cache
def _vocabulary() -> dict[str, pa.Table]:
    """The lexicons as tables, and the trees of broader nutrients and outcomes as tables of one row with a map in each column."""
    nutrients, outcomes = lexicon.nutrients(), lexicon.outcomes()
    return {
        "outcomes": pa.Table.from_pylist(
            [
                {
                    "outcome_id": o.outcome_id,
                    "name": o.name,
                    "category": o.category,
                    "better_when": o.better_when,
                    "outcome_ids": lexicon.with_broader(o.outcome_id, broader_outcomes()),
                }
                for o in outcomes.values()
            ]
        ),
        "reference_intakes": _rows(lexicon.reference_intakes(), *(f.name for f in fields(schema.ReferenceIntake))),
        "adult_intakes": pa.Table.from_pylist(
            [
                {
                    "nutrient_id": key,
                    "form": i.form,
                    "kind": i.kind,
                    "ug_per_day": i.ug_per_day,
                    "authority": i.authority,
                    "supplements_only": i.supplements_only,
                }
                for key, told in adult_intakes().items()
                for i in told
            ]
        ),
        "biomarkers": _rows(lexicon.biomarkers().values(), "name", "usual_low", "usual_high"),
        "nutrient_tree": _maps(
            broader=broader_nutrients(),
            widest={key: lexicon.with_broader(key, broader_nutrients())[-1] for key in nutrients},
            named={key: n.name for key, n in nutrients.items()},
        ),
        "outcome_tree": _maps(broader=broader_outcomes()),
    }


def _rows(rows: Iterable[Any], *columns: str) -> pa.Table:
    return pa.Table.from_pylist([{column: getattr(row, column) for column in columns} for row in rows])


def _maps(**maps: dict[str, str]) -> pa.Table:
    kind = pa.map_(pa.string(), pa.string())
    return pa.table({column: pa.array([list(told.items())], kind) for column, told in maps.items()})


def _table(base: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    found = base.sql(_sql(name), params=_DECISIONS.get(name, {})).to_arrow_table()
    return found.select(schema.arrow_schema(name).names).cast(schema.arrow_schema(name))
