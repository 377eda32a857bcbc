"""Numbers as articles write them: 1,000 / 1.5 / 1½ / 1/2 / half a / two hundred / 2 million / 1 x 10^9."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a": 1, "an": 1, "couple": 2, "dozen": 12,
}  # fmt: skip
_SCALES = {"hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4, "fourth": 1 / 4, "fourths": 1 / 4,
    "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "eighths": 1 / 8, "tenth": 1 / 10, "sixteenth": 1 / 16, "twentieth": 1 / 20,
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

_WORD = "|".join(sorted((w for w in _ONES if w not in ("a", "an", "couple", "dozen")), key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion"
_PART = "half|thirds?|quarters?|fourths?|fifth|sixth|eighths?|tenth|sixteenth|twentieth"
SPOKEN = f"{_WORD}|{_SCALE}|{_PART}|couple of|dozen|(?:{_PART})(?: of)? an?"
"""Source of a pattern for the word that a spoken number ends with."""
_FRACTION = "[½¼¾⅓⅔⅛⅜⅝⅞]"

_AND_PART = rf"[ ]and[ ] (?: an? | one | two | three )[ -] (?: {_PART} ) \b (?: [ ] (?: {_SCALE} ) \b )?"  # one "and a half billion"

_DIGITS = rf"""
    (?: \d+ {_AND_PART}                                  # 2 and a half
      | \d{{1,3}} (?: ,\d{{3}} )+ (?!\d) (?: \.\d+ )?    # 50,000
      | \d{{1,3}} (?: [ ]000 )+ (?!\d)                   # 50 000
      | \d{{1,3}} (?: '\d{{3}} )+ (?!\d)                 # 50'000
      | 0,\d+                                            # 0,5: a decimal comma
      | \d+ [ -]? {_FRACTION} | {_FRACTION}              # 1½
      | (?: \d+ [ -] )? (?: [1-9]/[1-9] | 1/\d\d ) (?![\d/])     # 1/2, 1/20th of a
        (?: th | rd )? (?: [ ]of[ ]an? \b )?
      | \d* \.? \d+                                      # 1.5
    )
    (?: [ ]? [x*] [ ]? 10 (?: [ ]? [\^(] [ ]? | [ ] ) \d{{1,2}} \b \)?    # x 10^9, and x 10 9 where the superscript was lost
      | [ ]? [x*] [ ]? 10 [⁰¹²³⁴⁵⁶⁷⁸⁹]+
      | \^ \d{{1,2}} | (?<= 10 ) [⁰¹²³⁴⁵⁶⁷⁸⁹]+
      | [ -]? (?: {_SCALE} | bn ) \b
      | k \b (?= [ ]? [iu] )
    )?"""
_WORDS = rf"""
    \b (?: (?: (?: an? | one | two | three )[ -] )? (?: {_PART} ) (?: [ ] of )? [ ] an?
         | (?: (?: an? | one | two | three )[ -] )? (?: {_PART} ) \b
         | an?[ ] (?: couple[ ]of | dozen | {_SCALE} )
         | (?: {_WORD} ) (?: (?: [ -] | (?<= hundred ) [ ]and[ ] | (?<= thousand ) [ ]and[ ] ) (?: {_WORD} | {_SCALE} ) )*
           (?: {_AND_PART} )?
       ) \b"""
NUMBER = rf"(?: {_DIGITS} | {_WORDS} )"
"""Source of a pattern for one number as written; for `re.VERBOSE | re.IGNORECASE`, without groups."""

_RUN = re.compile(r"[\d.½¼¾⅓⅔⅛⅜⅝⅞][\d.,]*")
_RUN_OR_WORD = re.compile(rf"{_RUN.pattern}|[A-Za-z]+")
_FIRST = {"a", "an", *_PARTS, *re.findall("[a-z]+", _WORD)}  # words that begin a number
_POWER = re.compile(r"(?:(?P<factor>.+?) ?[x*] ?)?10 ?[\^(]? ?(?P<power>\d{1,2})\)?")
_MIXED = re.compile(r"(?:(?P<whole>\d+)[ -])?(?P<over>\d+)/(?P<under>\d+)(?:th|rd)?(?: of an?)?")
_WHOLE_AND_PART = re.compile(rf"(?P<whole>.+) and (?P<over>an?|one|two|three)[ -](?P<part>{_PART})(?: (?P<scale>{_SCALE}))?")
_SCALED = re.compile(rf"(?P<number>[\d.,]+)[ -]?(?P<scale>{_SCALE}|bn|k)")


def runs(shadow: str, start: int, end: int, words: bool = True) -> Iterator[int]:
    """Where within [start, end) a number may begin: quick, so that the grammar need not be tried at every letter."""
    if not words:
        return (m.start() for m in _RUN.finditer(shadow, start, end))
    return (m.start() for m in _RUN_OR_WORD.finditer(shadow, start, end) if not m[0][0].isalpha() or m[0].lower() in _FIRST)


@lru_cache(maxsize=4096)  # the same few numbers come again and again
def to_float(text: str) -> float | None:
    """The value of one number as written; None for what is none.

    >>> [to_float(n) for n in ("50,000", "1½", "half a", "two hundred and fifty", "2.5 million", "1 x 10^9", "many")]
    [50000.0, 1.5, 0.5, 250.0, 2500000.0, 1000000000.0, None]
    """
    if text.isascii() and text.isdigit():
        return float(text)
    text = " ".join(text.lower().split())
    if " and " in text and (m := _WHOLE_AND_PART.fullmatch(text)) and (whole := to_float(m["whole"])) is not None:
        return (whole + _ONES[m["over"]] * _PARTS[m["part"]]) * _SCALES.get(m["scale"], 1.0)
    if any("⁰" <= c <= "⁹" or c in "¹²³" for c in text):
        text = re.sub("10(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])", "10^", text).translate(_SUPERSCRIPTS)
    return _digits(text) if any(c.isnumeric() for c in text) else _words(text)


def _digits(text: str) -> float | None:
    if (m := _POWER.fullmatch(text)) and ("^" in text or m["factor"]):
        return float(f"{_plain(m['factor'] or '1')}e{m['power']}")
    if m := _MIXED.fullmatch(text):
        return int(m["whole"] or 0) + int(m["over"]) / int(m["under"])
    if m := _SCALED.fullmatch(text):
        return float(_plain(m["number"])) * _SCALES[m["scale"]]
    if unicodedata.category(text[-1]) == "No":
        return float(text[:-1].strip(" -") or 0) + unicodedata.numeric(text[-1])
    try:
        return float(_plain(text))
    except ValueError:
        return None


def _plain(digits: str) -> str:
    if digits.startswith("0,"):
        return digits.replace(",", ".")
    return digits.replace(",", "").replace(" ", "").replace("'", "")


def _words(text: str) -> float | None:
    total, current = 0.0, 0.0
    words = [w for w in re.split("[ -]", text) if w not in ("and", "of")]
    if not words:
        return None
    for word in words:
        if word in _PARTS:
            return total + max(current, 1) * _PARTS[word]
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
        elif word not in _ONES:
            return None
        elif word in ("couple", "dozen"):
            current = max(current, 1) * _ONES[word]
        else:
            current += _ONES[word]
    return total + current
