"""What on a page is not the article: navigation, author boxes, related articles, comments, disclaimers."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick

from nlp import tsv

Covers = Literal["line", "block", "rest"]
"""How far furniture reaches: this line, the short lines after it too, or all to the end of the article."""

_AROUND = "#*>_|•–—[]- .:!…»›0123456789()"  # markup and counters around the words of a line
_LONGEST = {
    "line": 80,
    "start": 1000,
    "within": 600,
    "shape": 400,
    "opener": 60,
}  # characters; in a longer line the words are the article's
_INSTITUTION = r"(?:department|division|institute|faculty|school|university|college|cent(?:er|re)|hospital)s?"
_PARTICLE = r"(?:d[aeo]|van|von|der)"
_NAME = rf"(?-i:(?:{_PARTICLE}\ )*[A-Z][\w'’-]+(?:\ (?:{_PARTICLE}|[A-Z][\w'’-]+))*\ [A-Z]{{1,3}})"
_SHAPES = re.compile(
    rf"""
      (?-i:(?i:by)\ [A-Z][\w.'’-]+(?:\ [A-Z][\w.'’-]*){{1,3}}(?:,\ .{{0,60}})?$)              # By Jane A. Doe, Staff Writer
    | (?-i:(?:-|[–—]\s?)[A-Z][a-z]+\ [A-Z][\w'’-]+(?:,\ (?:M\.?D|Ph\.?D|R\.?D|N\.?D)\.?.{{0,20}})?$) # –Jane Doe, M.D.
    | (?:©|\(c\)\ \d|copyright\b)                                                        # © 2012 Elsevier
    | (?:https?://|www\.)\S+$                                                             # an address alone
    | (?:\w+:?\ )?\(?\d{{3}}\)?[\s.-]\d{{3}}[\s.-]\d{{4}}$                                 # Office: (555) 555-0100
    | (?-i:\{{+[A-Z\s]*(?:\([^)]*\))?\}}+$)                                                 # {{{{ }}}} and {{SPLIT}} of a wiki
    | (?:home|start)\s?[>»/|].{{3,}}$                                                      # Home > Vitamins
    | (?:{_NAME}(?:\ ?\d{{1,2}})*(?:[,;]\ |\W*$)){{3,}}$                                     # Lee A, van Roe BC 1, Poe D.
    | (?-i:(?=(?:.*[A-Z][a-z’'-]{{2,}},?\d){{2}})(?:(?:[A-Z][\w.,’'*†-]*|and|&|{_PARTICLE}|\d+|[*†])(?:\s+|$))+$)    # Ann Lee,1 Bo Roe2
    | received:?\ \d{{1,2}}\ \w+\ \d{{4}}                                                    # Received 21 May 2014; Accepted
    | (?:\d{{1,2}}\ ?|[a-d]\ )?(?:[\w'’-]+\ ){{0,3}}{_INSTITUTION}\b                         # 1 Department of X, Y University, Town
      [^.;:]{{0,120}},[^.;:]{{2,100}},[^:;]{{2,120}}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ORGANISATION = (
    r"(?:University|Institutes?|Cent(?:er|re)s?|Hospitals?|Foundation|Society|Association|Academy|College|School|Council|Network|Alliance|"
    r"Journal|News|Press|Inc|Ltd|LLC|Corporation|Company|Pharma\w*|Laborator\w+|Therapeutics|Biosciences?|Health(?:care)?|Medicine|Clinic)"
)
_ABOUT = re.compile(rf"(?i:about) [^.;:?!]{{0,80}}\b{_ORGANISATION}\b[^;:?!]{{0,60}}:?$")  # About the Roe Institute of Sleep
_EMAIL = re.compile(r".{0,60}\b[\w.+-]+@[\w-]+\.\w[\w.]*\W*$")  # Contact: jane@example.org
_MORE = re.compile(r"[^.!?]{0,120}\b(?:read|learn|see) more$")  # A teaser's headline Read more


@dataclass(frozen=True)
class _Words:
    """The words of furniture.tsv, ready to be looked for."""

    lines: dict[str, Covers]  # that are a whole line
    starts: re.Pattern[str]  # that a line begins with
    by_start: dict[str, Covers]
    within: AhoCorasick  # anywhere in a line


@cache
def _words() -> _Words:
    told = tsv.rows(__package__, "furniture")
    where: dict[str, dict[str, Any]] = {place: {row["words"]: row["covers"] for row in told if row["where"] == place} for place in _LONGEST}
    starts = "|".join(map(re.escape, sorted(where["start"], key=len, reverse=True)))
    return _Words(where["line"], re.compile(rf"(?:{starts})(?!\w)"), where["start"], AhoCorasick(list(where["within"])))


def covers(line: str) -> Covers | None:
    """How far the furniture reaches that this line is or begins; None where it is none."""
    if len(line) > _LONGEST["start"]:
        return None
    plain = " ".join(line.replace("’", "'").strip(_AROUND).lower().split())
    words = _words()
    if plain in words.lines:
        return words.lines[plain]
    if found := words.starts.match(plain):
        return words.by_start[found[0]] if len(plain) < _LONGEST["opener"] or line.endswith(":") else "line"
    if _ABOUT.match(line.strip("#*_ ")):
        return "block"
    if len(plain) <= _LONGEST["within"] and words.within.find_matches_as_indexes(plain):
        return "line"
    return "line" if len(line) <= _LONGEST["shape"] and _has_shape(line.strip("*_ "), plain) else None


def _has_shape(line: str, plain: str) -> bool:
    if _SHAPES.match(line):
        return True
    return bool(("@" in line and _EMAIL.match(line)) or (plain.endswith(" more") and _MORE.match(plain)))
