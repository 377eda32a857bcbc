"""What the report shows, as plain lists that become JSON.

Articles stand as their number in the list of articles throughout. Offsets are turned into UTF-16 units, in which a browser counts.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nlp import comparing, lexicon, schema
from nlp.showing.tables import Tables, intakes, nutrient_name, outcome_name, with_broader, with_narrower

_ROWS = ("claims", "doses", "levels", "effects", "studies", "references")  # what is highlighted in an article
_ROLES: tuple[schema.DoseRole, ...] = ("recommended", "limit", "studied", "taken")  # of the doses shown of a nutrient
_PLACE = set(schema.Grounded.__dataclass_fields__)
_SAID = 40  # quotes shown of what is said on one shared source
_REJECTS = 200


class Gathered:
    """The tables of a folder, as the report wants them."""

    def __init__(self, folder: Path) -> None:
        self._tables = Tables(folder)
        self._ask = self._tables.ask
        self._articles = self._ask("articles")
        self._number = {row["article_id"]: number for number, row in enumerate(self._articles)}
        self._astral = self._find_astral()
        self._held = comparing.against_authorities(folder, _ROLES).to_pylist()
        self._above = {row["dose_id"] for row in self._held if row["standing"] == "above_limit"}
        self._limits = self._recommended()

    # --- what is there from the start -----------------------------------------------------------------------------------

    def core(self) -> dict[str, Any]:
        """Totals, and the lists that every page needs."""
        told = {row["outcome_id"] for row in self._ask("select distinct outcome_id from comparisons")}
        rejects = self._ask(f"select source_uri, reason from rejects order by source_uri limit {_REJECTS}")
        return {
            "counts": {name: self._tables.count(name) for name in schema.TABLES if name not in schema.VOCABULARY},
            "run": next(iter(self._ask("run")), None),
            "articles": [list(row.values())[1:] for row in self._articles],
            "nutrients": self._nutrients(),
            "outcomes": {key: [row.name, row.better_when] for key, row in lexicon.outcomes().items() if key in told},
            "broader": {"nutrients": comparing.broader_nutrients(), "outcomes": comparing.broader_outcomes()},
            "sure": comparing.SURE,
            "contested": [list(row.values()) for row in self._ask("contested")],
            "rejects": [list(row.values()) for row in rejects],
        }

    def _nutrients(self) -> list[list[Any]]:
        """Nutrients that anything is said of: id, name, kind, articles, claims, recommended doses above the limit."""
        articles: dict[str, set[str]] = defaultdict(set)
        claims: dict[str, set[str]] = defaultdict(set)
        above: dict[str, int] = defaultdict(int)
        for row in self._ask("select article_id, claim_id, unnest(exposure_ids) as id from claims"):
            for key in with_broader(row["id"]):
                articles[key].add(row["article_id"])
                claims[key].add(row["claim_id"])
        for row in self._ask("select article_id, nutrient_id as id from doses where nutrient_id is not null"):
            for key in with_broader(row["id"]):
                articles[key].add(row["article_id"])
        for row in self._limits:
            for key in with_broader(row["nutrient_id"]):
                above[key] += row["standing"] == "above_limit"
        known = lexicon.nutrients()
        listed = [[key, known[key].name, known[key].kind, len(articles[key]), len(claims[key]), above[key]] for key in articles]
        return sorted(listed, key=lambda row: (-row[3], row[0]))

    # --- what is loaded when asked for --------------------------------------------------------------------------------------

    def nutrient(self, key: str) -> dict[str, Any]:
        """The page of one nutrient; what is said of its forms counts for it."""
        row, own = lexicon.nutrients()[key], list(with_narrower(key))
        limits = (intake.ug_per_day or 0 for intake in comparing.adult_intakes()[key] if intake.kind == "ul")
        most = max(limits, default=float("inf")) * comparing.IMPLAUSIBLE
        doses = [{"above": row.pop("dose_id") in self._above, **row} for row in self._ask("doses", nutrients=own, roles=_ROLES, most=most)]
        return {
            "synonyms": row.synonyms[:12],
            "intakes": intakes(key),
            "topics": self._columns(self._ask("topics", nutrient=key)),
            "doses": self._columns(doses),
            "effects": self._columns(self._ask("effects", nutrients=own)),
        }

    def limits(self) -> dict[str, Any]:
        """Recommended doses against the authorities."""
        return self._columns(self._limits)

    def _recommended(self) -> list[dict[str, Any]]:
        """The doses held against the authorities that are recommended, with where they stand."""
        starts = {
            row["dose_id"]: row["char_start"] for row in self._ask("select dose_id, char_start from doses where role = 'recommended'")
        }
        return [{**row, "char_start": starts[row["dose_id"]]} for row in self._held if row["dose_id"] in starts]

    def conflicts(self) -> dict[str, Any]:
        """All conflicts in their order."""
        return self._columns(self._ask("conflicts"))

    def sources(self) -> dict[str, Any]:
        """Works that several articles rest on, with what each says."""
        said = defaultdict(list)
        for row in self._ask("said"):
            key = row["article_id"]
            said[row["source_key"]].append([self._number[key], row["quote"], self._unit(key, row["char_start"])])
        rows = self._ask("sources")
        for row in rows:
            row["article_ids"] = [self._number[key] for key in row["article_ids"]]
            row["differences"] = [self._numbered(line) for line in row["differences"]]
            row["said"] = said[row["source_key"]][:_SAID]
        return self._columns(rows)

    def _numbered(self, line: str) -> str:
        """A line with article identifiers as `#number`."""
        return re.sub(r"\bin (\S+?)(?=;|$)", lambda m: f"in #{self._number[m[1]]}" if m[1] in self._number else m[0], line)

    def claims(self) -> dict[str, Any]:
        """All claims, for the search."""
        return self._columns(self._ask("claims"))

    def articles(self) -> Iterator[dict[str, Any]]:
        """Each article's text with its rows, in the order of the list."""
        found = {name: self._by_article(name) for name in _ROWS}
        told = self._ask("select article_id, text, url, authors, source_uri, duplicate_group from articles")
        by_id = {row["article_id"]: row for row in told}
        for key in self._number:
            row = by_id[key]
            group = row["duplicate_group"]
            yield {
                "text": row["text"], "url": row["url"], "authors": row["authors"], "uri": row["source_uri"],
                "copy": self._number.get(group) if group and group != key else None,
                "rows": [row for name in _ROWS for row in found[name].get(key, [])],
            }  # fmt: skip

    def _by_article(self, table: str) -> Mapping[str, list[list[Any]]]:
        """Rows of a table by article: table, start, end, what the row says."""
        found = defaultdict(list)
        for row in self._ask(f'select * from "{table}" order by article_id, char_start, char_end, {schema.key_of(table)}'):
            key = row["article_id"]
            found[key].append([table, self._unit(key, row["char_start"]), self._unit(key, row["char_end"]), _says(table, row)])
        return found

    # --- small help ---------------------------------------------------------------------------------------------------------

    def _columns(self, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Rows as the names of their columns and their values; `article` is a number, `start` an offset in UTF-16 units."""
        made = [self._placed(row) for row in rows]
        return {"columns": list(made[0]) if made else [], "rows": [[_short(value) for value in row.values()] for row in made]}

    def _placed(self, row: Mapping[str, Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, value in row.items():
            if name.startswith("article_id") and name != "article_ids":
                told[name.replace("article_id", "article")] = self._number[value]
            elif name.startswith("char_start"):
                told[name.replace("char_start", "start")] = self._unit(row[name.replace("char_start", "article_id")], value)
            else:
                told[name] = value
        return told

    def _unit(self, article_id: str, offset: int) -> int:
        """An offset in code points as one in UTF-16 units."""
        return offset + bisect_left(self._astral.get(article_id, ()), offset)

    def _find_astral(self) -> dict[str, list[int]]:
        """Offsets of the characters that take two UTF-16 units, by article."""
        texts = self._ask(r"select article_id, text from articles where regexp_matches(text, '[\x{10000}-\x{10FFFF}]')")
        return {row["article_id"]: [i for i, c in enumerate(row["text"]) if ord(c) > 0xFFFF] for row in texts}


def _says(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says besides where it stands: names for concepts, no identifiers, nothing that is not said."""
    hidden = _PLACE | {schema.key_of(table), "text"}
    told = {name: value for name, value in row.items() if name not in hidden and not name.endswith(("_id", "_ids"))}
    told["exposure"] = " + ".join(map(nutrient_name, row.get("exposure_ids") or row.get("nutrient_ids") or ()))
    told["nutrient"] = row.get("nutrient_id") and nutrient_name(row["nutrient_id"])
    told["outcome"] = row.get("outcome_id") and outcome_name(row["outcome_id"])
    return {name: _short(value) for name, value in told.items() if value or (value == 0 and value is not False)}


def _short(value: Any) -> Any:
    return float(f"{value:.6g}") if isinstance(value, float) else value
