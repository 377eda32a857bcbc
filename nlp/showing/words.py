"""Comparisons as text for a terminal: what `claims compare` and `claims diff` print."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import shorten
from typing import Any

from nlp import comparing, lexicon
from nlp.showing.tables import Tables, intakes, nutrient_name, outcome_name, with_narrower, with_narrower_outcomes
from nlp.terminal import one_line

_QUOTES, _TOPICS, _DOSES, _WIDTH = 3, 12, 8, 110
_DIRECTIONS = ("increases", "decreases", "no_effect", "affects")
_IDENTITY = ("exposure_ids", "lack", "outcome_id", "outcome_text", "quote")  # what makes a claim the same claim
_SAYS = ("direction", "certainty", "polarity", "attribution", "claim_type", "population", "evidence_level")


class Unknown(ValueError):
    """No nutrient or outcome has that name. The message says what is near."""


def compare(tables: Path, nutrient: str, outcome: str | None = None) -> Iterator[str]:
    """Lines that tell what the articles of a folder of tables say of a nutrient, or of it and one outcome.

    Raises:
        Unknown: the lexicons have no such nutrient or outcome.
    """
    nutrient_id = _find(nutrient, lexicon.nutrients(), "nutrient")
    outcome_id = _find(outcome, lexicon.outcomes(), "outcome") if outcome else None
    asked = Tables(tables)
    yield from _topics(asked, nutrient_id, outcome_id)
    if outcome_id:
        yield from _quotes(asked, nutrient_id, outcome_id)
    else:
        yield from _doses(asked, nutrient_id)
    yield from _conflicts(asked, nutrient_id, outcome_id)
    yield from _sources(asked, nutrient_id)


def _find(name: str, known: Any, what: str) -> str:
    """The concept of a name: its id, its name or a synonym."""
    sought = name.lower().replace("_", " ").strip()
    for key, row in known.items():
        if sought in (row.name.lower(), key.replace("_", " "), *(s.lower() for s in row.synonyms)):
            return str(key)
    near = [row.name for row in known.values() if sought in row.name.lower()] or _alike(sought, known)
    raise Unknown(f"there is no {what} '{name}'" + (f"; there is {', '.join(near[:5])}" if near else ""))


def _alike(sought: str, known: Any) -> list[str]:
    """Names of the concepts one of whose names is spelt almost so."""
    named = {name.lower(): row.name for row in known.values() for name in (row.name, *row.synonyms)}
    return list(dict.fromkeys(named[name] for name in get_close_matches(sought, named, n=10, cutoff=0.8)))


def _topics(asked: Tables, nutrient_id: str, outcome_id: str | None) -> Iterator[str]:
    rows = [row for row in asked.ask("topics", nutrient=nutrient_id) if outcome_id in (None, row["outcome_id"])]
    if outcome_id is None:
        rows = [row for row in rows if row["exposure_ids"] == [nutrient_id]][:_TOPICS]
    yield _heading("What the articles say", len(rows))
    for row in rows:
        told = ", ".join(f"{row[f'n_{d}']} {_plain(d)}" for d in _DIRECTIONS if row[f"n_{d}"])
        agreement = f", {row['agreement']:.0%} agree" if row["verdict"] != "single_source" else ""
        who = " + ".join(map(nutrient_name, row["exposure_ids"]))
        yield f"  {who}, {outcome_name(row['outcome_id'])}: {told} of {row['n_independent']} ({_plain(row['verdict'])}{agreement})"
        if row["counted_from"]:
            yield f"      counts in {shorten(', '.join(row['counted_from']), _WIDTH)}"


def _quotes(asked: Tables, nutrient_id: str, outcome_id: str) -> Iterator[str]:
    rows = asked.ask("quotes", nutrients=list(with_narrower(nutrient_id)), outcomes=list(with_narrower_outcomes(outcome_id)))
    for direction in _DIRECTIONS:
        said = [row for row in rows if row["direction"] == direction]
        if said:
            yield _heading(_plain(direction).capitalize(), len(said))
            yield from (f"  {_lack(row)}“{_line(row['quote'])}”  {_line(row['title'])}" for row in said[:_QUOTES])


def _doses(asked: Tables, nutrient_id: str) -> Iterator[str]:
    own, told = with_narrower(nutrient_id), intakes(nutrient_id)
    rows = [row for row in comparing.against_authorities(asked.folder).to_pylist() if row["nutrient_id"] in own]
    yield _heading("Recommended doses", len(rows))
    if told:
        bounds = f"{_mass(told['low'])} to {_mass(told['high'])} a day" if told["low"] else "nothing"
        limit = f", no more than {_mass(told['limit'])}{' of supplements' * told['supplements_only']}" if told["limit"] else ""
        yield f"  authorities recommend {bounds} for adults{limit} ({', '.join(told['authorities'])})"
    for row in rows[:_DOSES]:
        low, high = row["ug_per_day_low"], row["ug_per_day_high"]
        amount = (
            _mass(high) if low == high or low is None else f"{_mass(low)} or more" if high is None else f"{_mass(low)} to {_mass(high)}"
        )
        yield f"  {_plain(row['standing'])}: {amount} a day, “{_line(row['quote'])}”  {_line(asked.title(row['article_id']))}"


def _conflicts(asked: Tables, nutrient_id: str, outcome_id: str | None) -> Iterator[str]:
    own = set(with_narrower(nutrient_id))
    rows = [
        row
        for row in asked.ask("conflicts")
        if own & set(row["exposure_ids"]) and (outcome_id is None or row["outcome_id"] in with_narrower_outcomes(outcome_id))
    ]
    plain = [row for row in rows if not row["scope"]]
    yield _heading("Conflicts", len(plain), f"{len(rows) - len(plain)} more that differ in scope")
    for row in plain[:_QUOTES]:
        yield f"  {row['explanation']}"
        for side in "ab":
            yield f"      “{_line(row[f'quote_{side}'])}”  {_line(asked.title(row[f'article_id_{side}']))}"


def _sources(asked: Tables, nutrient_id: str) -> Iterator[str]:
    own = set(with_narrower(nutrient_id))
    rows = [row for row in asked.ask("sources") if own & set(row["exposure_ids"])]
    yield _heading("Studies that several articles tell", len(rows))
    for row in rows[:_QUOTES]:
        differently = " (told differently)" if row["differences"] else ""
        yield f"  {row['n_independent']} articles: {_line(row['title'] or row['source_key'])}{differently}"


def diff(before: Path, after: Path) -> Iterator[str]:
    """Lines that tell which claims came, went and changed between two snapshots (folders of tables)."""
    old, new = _by_article(Tables(before)), _by_article(Tables(after))
    came, went, changed = [], [], []
    for article_id in old.keys() | new.keys():
        was, now = old.get(article_id, {}), new.get(article_id, {})
        came += [now[key] for key in now.keys() - was.keys()]
        went += [was[key] for key in was.keys() - now.keys()]
        changed += [(was[key], now[key]) for key in was.keys() & now.keys() if _saying(was[key]) != _saying(now[key])]
    articles = f"{len(new.keys() - old.keys())} articles came, {len(old.keys() - new.keys())} went"
    yield f"{len(came)} claims came, {len(went)} went, {len(changed)} changed; {articles}."
    for heading, rows in (("Came", came), ("Went", went)):
        if rows:
            yield _heading(heading, len(rows))
            yield from sorted(map(_told, rows))
    if changed:
        yield _heading("Changed", len(changed))
        yield from sorted(_told(now) + _turned(was, now) for was, now in changed)


def _by_article(asked: Tables) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    """Claims by article and by what makes them the same; a quote that comes twice is numbered."""
    found: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {row["article_id"]: {} for row in asked.ask("articles")}
    for row in asked.ask("stated"):
        claims, turn = found[row["article_id"]], 0
        while (key := (*(str(row[name]) for name in _IDENTITY), turn)) in claims:
            turn += 1
        claims[key] = row
    return found


def _saying(row: dict[str, Any]) -> list[Any]:
    return [row[name] for name in _SAYS]


def _turned(was: dict[str, Any], now: dict[str, Any]) -> str:
    return "".join(f"\n      {_plain(name)}: {was[name]} -> {now[name]}" for name in _SAYS if was[name] != now[name])


def _told(row: dict[str, Any]) -> str:
    who = " + ".join(map(nutrient_name, row["exposure_ids"]))
    what = outcome_name(row["outcome_id"]) if row["outcome_id"] else row["outcome_text"]
    lack = "lack of " if row["lack"] else ""
    return f"  {lack}{who} {_plain(row['direction'])} {_line(what)}: “{_line(row['quote'])}”  {_line(row['title'])}"


def _heading(text: str, n: int, more: str = "") -> str:
    return f"\n{text} ({n:,}{f'; {more}' if more else ''})"


def _lack(row: dict[str, Any]) -> str:
    return "of its lack: " if row["lack"] else ""


def _plain(value: str) -> str:
    return value.replace("_", " ")


def _line(words: str) -> str:
    """Words of others on one line of bounded length, with no character that a terminal would obey."""
    return shorten(one_line(words), _WIDTH, placeholder="…")


def _mass(ug: float) -> str:
    factor, unit = (1e6, "g") if ug >= 1e6 else (1e3, "mg") if ug >= 1e3 else (1, "ug")
    return f"{ug / factor:,.4g} {unit}"
