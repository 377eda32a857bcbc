"""What on a page is not the article: navigation, author boxes, related articles, comments, disclaimers."""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal

Covers = Literal["line", "block", "rest"]
"""How far furniture reaches: this line, the short lines after it too, or all to the end of the article."""

_AROUND = "#*>_|•–—[]- .:!…»›0123456789()"  # markup and counters around the words of a line
_LONGEST = {"line": 80, "start": 1000, "within": 600}  # characters; in a longer line the words are the article's
_SHAPES = re.compile(
    r"""
      by\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]*){1,3}(?:,\ .{0,60})?$                        # By Jane A. Doe, Staff Writer
    | [-–—]\s?[A-Z][a-z]+\ [A-Z][\w'’-]+(?:,\ (?:M\.?D|Ph\.?D|R\.?D|N\.?D)\.?.{0,20})?$    # –Jane Doe, M.D.
    | (?:©|\(c\)\ \d|copyright\b)                                                        # © 2012 Elsevier
    | (?:https?://|www\.)\S+$                                                             # an address alone
    | .{0,60}\b[\w.+-]+@[\w-]+\.\w[\w.]*\W*$                                              # Contact: jane@example.org
    | (?:\w+:?\ )?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}$                                       # Office: (555) 555-0100
    | \{.*\}$                                                                             # {{ }} of a wiki
    | (?:(?-i:[A-Z][\w'’-]+(?:\ (?:de|da|do|van|von|der|[A-Z][\w'’-]+))*\ [A-Z]{1,3})(?:\ ?\d{1,2})*(?:,\ |;\ |\.$)){3,}.*$  # Lee A, Roe B, Poe C.
    | (?:\d{1,2}\ ?|[a-d]\ )?(?:[\w'’-]+\ ){0,3}(?:department|division|institute|faculty|school|university|college|cent(?:er|re)|hospital)s?
      \b(?:\ (?:of|for|and)\b)?[^.;:]{0,120},[^.;:]{2,100},[^:;]{2,120}$                                                     # Department of X, Y University, Town
    | (?:home|start)\s?[>»/|].{3,}$                                                        # Home > Vitamins
    """,
    re.VERBOSE | re.IGNORECASE,
)


@cache
def _words() -> tuple[dict[str, Covers], re.Pattern[str], dict[str, Covers], re.Pattern[str]]:
    """Whole lines; a pattern for beginnings with what each covers; a pattern for words anywhere in a line."""
    with (files(__package__) / "furniture.tsv").open(encoding="utf-8") as rows:
        told = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    where = {place: {row["words"]: row["covers"] for row in told if row["where"] == place} for place in _LONGEST}
    starts, within = (re.compile("|".join(map(re.escape, sorted(where[place], key=len, reverse=True)))) for place in ("start", "within"))
    return where["line"], starts, where["start"], within  # type: ignore[return-value]


def covers(line: str) -> Covers | None:
    """How far the furniture reaches that this line is or begins; None where it is none."""
    if len(line) > _LONGEST["start"]:
        return None
    plain = " ".join(line.replace("’", "'").strip(_AROUND).lower().split())
    lines, starts, by_start, within = _words()
    if len(plain) <= _LONGEST["line"] and plain in lines:
        return lines[plain]
    if (found := starts.match(plain)) and not plain[found.end() : found.end() + 1].isalnum():
        return by_start[found[0]]
    if len(plain) <= _LONGEST["within"] and within.search(plain):
        return "line"
    return "line" if len(line) <= 400 and _SHAPES.match(line.strip("*_ ")) else None
