"""Precision and recall of every table on the sample corpus, against what a person annotated in gold.yaml.

    python tests/quality.py            # print the figures and every miss and every extra row
    python tests/quality.py --raise    # write the figures into floors.json and nlp/QUALITY.md; floors never fall

A row found counts where it stands in the annotated sentence and says all that the annotation says; each counts once.
"""

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import nlp
from nlp import schema
from nlp.page import Article

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
GOLD = HERE / "gold.yaml"
FLOORS = HERE / "floors.json"
PAGE = HERE.parent / "nlp" / "QUALITY.md"
TABLES = ("doses", "levels", "effects", "studies", "references", "claims")
BEGIN, END = "<!-- figures: made by tests/quality.py -->", "<!-- end of figures -->"


class Figures(NamedTuple):
    """How well one table is read."""

    annotated: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.annotated if self.annotated else 1.0


class Reading(NamedTuple):
    """What was found, and how it differs from the annotation."""

    figures: dict[str, Figures]
    missed: list[str]
    extra: list[str]


def measure() -> Reading:
    """Runs the sample corpus through all rooms and compares."""
    gold = yaml.safe_load(GOLD.read_text("utf-8"))
    counts: dict[str, list[int]] = {table: [0, 0, 0] for table in TABLES}
    missed, extra = [], []
    for article in (a for a in nlp.read(RAW) if isinstance(a, Article)):
        rows: dict[str, list[Any]] = defaultdict(list)
        for row in nlp.find(nlp.mark([article])):
            rows[schema.table_of(type(row))].append(row)
        sentences = {s.sentence_id: s.text for s in rows["sentences"]}
        for table in TABLES:
            # A copy of an article is not annotated twice.
            if article.source_uri in gold:
                want, got = gold[article.source_uri].get(table, []), list(rows[table])
                n_want, n_got = len(want), len(got)
                right = 0
                for told in want:
                    match = next((r for r in got if _says(r, told, sentences)), None)
                    if match:
                        got.remove(match)
                        right += 1
                    else:
                        missed.append(f"{table} {article.source_uri}: {told}")
                extra += [f"{table} {article.source_uri}: {_brief(row)}" for row in got]
                counts[table] = [a + b for a, b in zip(counts[table], (n_want, n_got, right), strict=True)]
    return Reading({table: Figures(*count) for table, count in counts.items()}, missed, extra)


def _says(row: Any, told: dict[str, Any], sentences: dict[str, str]) -> bool:
    if told.get("in", "") not in sentences[row.sentence_id]:
        return False
    return all(_same(getattr(row, column), value) for column, value in told.items() if column != "in")


def _same(got: Any, want: Any) -> bool:
    if isinstance(want, list):
        return list(got) == want
    if isinstance(want, int | float) and not isinstance(want, bool):
        return got is not None and math.isclose(got, want, rel_tol=1e-6)
    return bool(got == want)


def _brief(row: Any) -> dict[str, Any]:
    names = [c["name"] for c in schema.columns(schema.table_of(type(row)))]
    hidden = {"article_id", "sentence_id", "char_start", "char_end"}
    return {n: v for n in names if n not in hidden and (v := getattr(row, n)) not in (None, (), False)}


def table(figures: dict[str, Figures]) -> str:
    """The figures as a Markdown table."""
    lines = ["| table | annotated | found | right | precision | recall |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    lines += [f"| {t} | {f.annotated} | {f.found} | {f.right} | {f.precision:.2f} | {f.recall:.2f} |" for t, f in figures.items()]
    return "\n".join(lines)


def page(figures: dict[str, Figures]) -> str:
    """nlp/QUALITY.md with these figures between its marks."""
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{table(figures)}\n{END}{after}"


def floors() -> dict[str, dict[str, float]]:
    """Least precision and recall by table."""
    return dict(json.loads(FLOORS.read_text("utf-8")))


def raised(figures: dict[str, Figures]) -> dict[str, dict[str, float]]:
    """The floors after these figures: none falls."""
    old = floors() if FLOORS.exists() else {}
    now = {t: {"precision": round(f.precision - 5e-4, 3), "recall": round(f.recall - 5e-4, 3)} for t, f in figures.items()}
    return {t: {k: max(v, old.get(t, {}).get(k, 0.0)) for k, v in by.items()} for t, by in now.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="write", action="store_true", help="write floors.json and nlp/QUALITY.md")
    args = parser.parse_args()
    reading = measure()
    if args.write:
        FLOORS.write_text(json.dumps(raised(reading.figures), indent=1) + "\n", "utf-8")
        PAGE.write_text(page(reading.figures), "utf-8")
    else:
        print(*(f"MISSED {line}" for line in reading.missed), *(f"EXTRA  {line}" for line in reading.extra), sep="\n")
    print(table(reading.figures))


if __name__ == "__main__":
    main()
