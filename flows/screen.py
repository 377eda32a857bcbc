"""What the command line shows. Words of articles are others' words: no markup in them counts, no control character passes."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from nlp import dictionary, lexicon, schema, store
from nlp.schema import Claim, Dose, Effect, Grounded, Level, Reference, Reject, Study
from nlp.terminal import one_line

if TYPE_CHECKING:
    from flows.artifacts import Summary

_REJECTS = 20  # shown one by one after a run
_WIDTH = 160  # of lines into a file or pipe
_NARROW = 14  # columns up to this width are not wrapped


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table whose cells are shown as they are; columns that are empty throughout are left out."""
    cells = [[one_line(cell) if cell is not None else "" for cell in row] for row in rows]
    used = [i for i in range(len(heads)) if any(row[i] for row in cells)]
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for i in used:
        widest = max(len(row[i]) for row in cells)
        table.add_column(heads[i], overflow="fold", no_wrap=widest <= _NARROW)
    for row in cells:
        table.add_row(*(Text(row[i]) for i in used))
    return table


# --- an article --------------------------------------------------------------------------------------------------------


def show_article(rows: Sequence[Any]) -> None:
    """Print what an article says, kind by kind."""
    console, found = _console(), _by_table(rows)
    (article,) = found["articles"]
    console.print(Text(one_line(article.title or article.source_uri), style="bold"))
    about = (article.site, article.published, f"{article.n_words:,} words", f"{article.n_sentences:,} sentences")
    console.print(Text(" · ".join(one_line(part) for part in about if part), style="dim"))
    told: dict[str, Callable[[list[Any]], Table]] = {
        "claims": _claims, "doses": _doses, "levels": _levels, "effects": _effects, "studies": _studies, "references": _references,
    }  # fmt: skip
    plain = {kind: partial(_plain, kind) for kind in schema.EXTRACTED if kind not in ("mentions", *told)}
    for kind, shown in (told | plain).items():
        console.print()
        console.print(shown(found[kind]) if found[kind] else Text(f"no {kind}", style="dim"))


def as_line(rows: Sequence[Any]) -> str:
    """All rows of an article as one line of JSON: a list by table, the article itself first."""
    found = _by_table(rows)
    told = {table: [dataclasses.asdict(row) for row in found[table]] for table in ("articles", "sentences", *schema.EXTRACTED)}
    return json.dumps(told, ensure_ascii=False, default=str)


def show_reject(reject: Reject) -> None:
    """Say on standard error why an input yields no article."""
    Console(stderr=True, highlight=False).print(Text(f"{one_line(reject.source_uri)}: {one_line(reject.reason)}"))


def _by_table(rows: Sequence[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[schema.table_of(type(row))].append(row)
    return found


def _claims(claims: Sequence[Claim]) -> Table:
    heads = ("exposure", "direction", "outcome", "certainty", "polarity", "by", "evidence", "for", "score", "overclaim", "in the words")
    return _table("claims", heads, ((
        ("lack of " if c.lack else "") + _nutrients(c.exposure_ids), _spaced(c.direction), _outcome(c.outcome_id, c.outcome_text),
        c.certainty, c.polarity, c.attribution, c.evidence_level, c.population, f"{c.score:.2f}", c.overclaim and _spaced(c.overclaim),
        c.quote,
    ) for c in claims))  # fmt: skip


def _doses(doses: Sequence[Dose]) -> Table:
    heads = ("nutrient", "form", "amount", "how often", "mass a day", "for days", "role", "population", "in the words")
    return _table("doses", heads, ((
        _nutrient(d.nutrient_id), d.form, _range(d.amount_low, d.amount_high, d.unit), _often(d),
        _mass(d.ug_per_day_low, d.ug_per_day_high), _range(d.duration_days_low, d.duration_days_high), d.role, d.population, d.quote,
    ) for d in doses))  # fmt: skip


def _levels(levels: Sequence[Level]) -> Table:
    heads = ("analyte", "level", "SI", "role", "in the words")
    return _table("levels", heads, ((
        v.analyte, _range(v.value_low, v.value_high, v.unit), _range(_rounded(v.si_low), _rounded(v.si_high), v.si_unit), v.role, v.quote,
    ) for v in levels))  # fmt: skip


def _effects(effects: Sequence[Effect]) -> Table:
    heads = ("measure", "value", "interval", "p", "direction", "outcome", "exposure", "against", "check", "in the words")
    return _table("effects", heads, ((
        _spaced(e.measure), _range(e.value, e.value, e.unit), _interval(e), e.p_op and f"{e.p_op} {_number(e.p_value)}", e.direction,
        _outcome(e.outcome_id, e.outcome_text), _nutrients(e.nutrient_ids), e.comparator, e.check and _spaced(e.check), e.quote,
    ) for e in effects))  # fmt: skip


def _studies(studies: Sequence[Study]) -> Table:
    heads = ("design", "people", "studies", "year", "days", "population", "identifier", "in the words")
    return _table("studies", heads, ((
        _spaced(s.design), _number(s.n_participants), _number(s.n_studies), s.year, _range(s.duration_days_low, s.duration_days_high),
        s.population, s.doi or s.pmid or s.pmcid or s.registry_id, s.quote,
    ) for s in studies))  # fmt: skip


def _references(references: Sequence[Reference]) -> Table:
    heads = ("", "title", "journal", "year", "identifier")
    return _table("references", heads, ((r.marker, r.title or r.text, r.journal, r.year, r.doi or r.pmid or r.url) for r in references))


def _plain(table: str, rows: Sequence[Any]) -> Table:
    """Rows of a table as they are, column by column, without identifiers and places."""
    names = [c["name"] for c in schema.columns(table) if c["name"] not in Grounded.__dataclass_fields__ and not c["key"]]
    return _table(table, (*map(_spaced, names), "in the words"), ((*(getattr(row, name) for name in names), row.quote) for row in rows))


def _nutrient(nutrient_id: str | None) -> str:
    return lexicon.nutrients()[nutrient_id].name if nutrient_id else "?"


def _nutrients(nutrient_ids: Sequence[str]) -> str:
    return " + ".join(map(_nutrient, nutrient_ids))


def _outcome(outcome_id: str | None, words: str | None) -> str:
    return lexicon.outcomes()[outcome_id].name if outcome_id else words or "?"


def _spaced(value: str) -> str:
    return value.replace("_", " ")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _range(low: float | None, high: float | None, unit: str | None = None) -> str:
    if low is None and high is None:
        return ""
    if low == high:
        told = _number(low)
    elif low is None:
        told = f"up to {_number(high)}"
    elif high is None:
        told = f"at least {_number(low)}"
    else:
        told = f"{_number(low)} to {_number(high)}"
    return f"{told} {unit}" if unit else told


def _often(dose: Dose) -> str:
    times = f"{_number(dose.times)} x" if dose.times else ""
    return f"{times} {f'per {dose.per}' if dose.per else ''}".strip()


def _mass(low: float | None, high: float | None) -> str:
    """A mass a day in the unit that reads best."""
    largest = max(low or 0, high or 0)
    factor, unit = next((f, u) for f, u in ((1e6, "g"), (1e3, "mg"), (0, "ug")) if largest >= f)
    scale = factor or 1
    return _range(_rounded(low and low / scale), _rounded(high and high / scale), unit)


def _rounded(value: float | None) -> float | None:
    """A converted number in as many digits as a person reads."""
    return value and float(f"{value:.4g}")


def _interval(effect: Effect) -> str:
    if effect.ci_low is None and effect.ci_high is None:
        return ""
    level = f"{_number(effect.ci_level)}%: " if effect.ci_level else ""
    return f"{level}{_range(effect.ci_low, effect.ci_high)}"


# --- a run and its tables ------------------------------------------------------------------------------------------------


def show_summary(summary: "Summary") -> None:
    """Print what a run did."""
    console = _console()
    console.print(Text(f"{summary.headline}.", style="bold"))
    console.print()
    grown = ((table, f"{now:,}", f"{now - was:+,}" if now != was else "") for table, (now, was) in summary.rows.items())
    console.print(_table("", ("table", "rows", "new"), grown))
    if summary.rejects:
        rest = f" (the first {_REJECTS}; all are in the table of rejects)" if len(summary.rejects) > _REJECTS else ""
        console.print()
        console.print(_table(f"rejected{rest}", ("input", "why"), ((r.source_uri, r.reason) for r in summary.rejects[:_REJECTS])))
    console.print()
    processed = summary.snapshot.parent.parent
    shown = processed / store.REPORT
    console.print(Text(f"The tables are in {processed}; claims tables says what they mean, {shown} shows them in a browser."))


def show_tables(names: Sequence[str], snapshot: Path | None) -> None:
    """Print the tables with their rows: all, or those that are named, with the columns of each."""
    console = _console()
    rows = store.count_rows(snapshot) if snapshot else {}
    held = ((name, f"{rows[name]:,}" if rows else None, dictionary.summary(name)) for name in names or schema.TABLES)
    console.print(_table("", ("table", "rows", "a row is"), held))
    for name in names:
        told = ((c["name"], c["type"] + ("?" if c["nullable"] else ""), dictionary.meaning(c)) for c in schema.columns(name))
        console.print()
        console.print(_table(name, ("column", "type", "meaning"), told))
