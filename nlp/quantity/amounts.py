"""Amounts: numbers with a unit, their ranges, bounds and lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

import re2

from nlp.quantity.numbers import NUMBER, SPOKEN, runs, to_float
from nlp.quantity.units import MEASURE_WORDS, MEASURES, UNIT, Kind, canonical_unit, kind_of, spellings, ug_per


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as told. `low` and `high` are equal for one value; `high` is null in "at least X", `low` in "up to X"."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None  # in plain form


@dataclass(frozen=True, slots=True)
class _Number:
    """One number on its way to a quantity."""

    start: int
    end: int
    value: float
    unit: str | None
    plus: bool  # "2000+ IU"


# "a heaping teaspoon", "eight 8-ounce glasses"
QUALIFIERS = r"full|whole|heaping|rounded|level|large|small|single|additional|extra|daily|\d{1,2}[ -](?:ounce|oz\.?)"
_NUMBER = re.compile(
    rf"""
    (?<! [\w.,^%] )
    (?P<number> {NUMBER} | \b an? (?= [ ] (?: (?: {QUALIFIERS} ) [ ] )? (?: {MEASURES} ) \b ) )
    (?: (?P<spread> [ ]? (?: \+/- | ± | \+- ) [ ]? \d[\d.]* )
      | [ ]? \( (?: SD[ ]? | ±[ ]? | \+/-[ ]? | IQR[ :]* )? \d[\d.,]* (?: (?: - | ,[ ] | [ ]to[ ] ) \d[\d.]* )? \)
    )?
    (?P<plus> [ ]? \+ | [ ] or [ ] more (?= [ ] ) )?
    (?: (?: [ ]{{0,2}} | - | [ ]- )
        (?: (?: {QUALIFIERS} ) [ ] )?
        (?P<unit> {UNIT} ) (?P<part> [ ]and[ ]an?[ ](?: half | third | quarter ) \b )?
    )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WITHIN = re.compile(r"[ ]?\([\d.]+[ ]?(?:-|,[ ]|[ ]to[ ])[ ]?[\d.]+\)")  # "35 (22-45) vs 53 (45-82) nmol/L": how far the values spread
_ABOUT = r"""(?: (?: about | around | approximately | approx\.? | roughly | some | only | just | a | an | the | even | another | by
                 | ~ | ≈ ) \s? ){0,2}"""
_RATE = r"""(?: (?: [ ]? / [ ]? | [ ] (?: a | per | each ) [ ] | [ ] (?= daily | weekly | monthly ) )
                (?P<pace> [dwm] ) (?: ay | aily | k | eek (?: ly )? | onth (?: ly )? )? \b )"""
_PACE = re.compile(_RATE, re.VERBOSE | re.IGNORECASE)
_TO = re.compile(
    rf"""{_RATE}? (?: \s? - \s? (?: [<≤] \s? )?
      | -? \s (?: (?: all \s the \s way \s )? (?: up \s )? to | through | thru ) [\s-]
        (?: (?: over | more \s than | as \s (?: much | high ) \s as ) \s )? {_ABOUT} )""",
    re.VERBOSE | re.IGNORECASE,
)
_OR = re.compile(r"\s or \s", re.VERBOSE | re.IGNORECASE)
_AND = re.compile(rf"\s and \s {_ABOUT}", re.VERBOSE | re.IGNORECASE)
_COMMA = re.compile(r"\s? [,;] \s", re.VERBOSE)
_LAST = re.compile(
    r"(?: \s? , )? \s (?: or | and | vs\.? | versus | compared \s (?: to | with ) ) \s | \s? / \s? | \s? & \s?", re.VERBOSE | re.IGNORECASE
)
_BETWEEN = re.compile(r"\b between [\s*]{1,6} (?: about \s | around \s )? \Z", re.VERBOSE | re.IGNORECASE)
_EITHER = re.compile(r"\b either \s \Z", re.VERBOSE | re.IGNORECASE)
_FELL = re.compile(r"\s to \s (?: about \s )?", re.VERBOSE | re.IGNORECASE)
_FALLS = 10.0  # times that the first of two numbers told as "38 to 17 pmol/L" may be more than the second
_YEARS = range(1900, 2100)
_THOUSAND = 1000.0
_POINT_THOUSAND = re.compile(r"\d{1,3}\.000")  # "50.000 IU", as thousands are told in other languages
_SHARES = ("percent", "percent_energy")  # "5 percent to 6 percent of calories"
_NEIGHBOURS = 2.5  # "10 or 20 mg" is a span, "400 or 4,000 IU" are two amounts

_UPPER = re.compile(
    rf"""(?: (?: \b (?: no | not | never | rarely | seldom | without | avoid ) | n't )
             (?: (?: \s (?! (?: and | or | but | that | evidence | benefits? | effects? ) \b ) [\w'-]+ ){{0,4}}? \s
                 (?: (?: more | greater | higher ) \s than | over | above | beyond | in \s excess \s of )
               | (?: \s [\w'-]+ ){{0,3}}? \s exceed (?: ing | ed )? (?: \s [\w-]+ ){{0,5}}? )
           | \b (?: up \s to | at \s (?: the \s )? most | (?<! \b no \s ) (?<! \b not \s ) (?: less | lower | fewer | smaller ) \s th[ae]n
                  | below | under | beneath | as \s (?: much | many | high ) \s as | not \s to \s exceed
                  | (?: limit | restrict ) (?: s | ed | ing )? \s (?: [\w-]+ \s ){{1,4}}? to
                  | max (?: imum )? (?: \s of | : )? )
           | < [ ]? = | < | ≤ | ≦ )
    \s? ["'?]? \s? {_ABOUT} \Z""",  # "up to" 160 mg, less than ?20 ng
    re.VERBOSE | re.IGNORECASE,
)
# "I went up to 10,000 IU" is no bound
_RAISED = re.compile(
    r"\b (?: went | go (?: es | ing | ne )? | (?: mov | stepp? | bump | ramp ) (?: e?d | ing )? ) \s (?: [a-z]+ \s ){0,2}? up \s to \s \Z",
    re.VERBOSE | re.IGNORECASE,
)
# "increased from 200 to 800 IU" are two amounts
_MOVED = re.compile(
    r"""\b (?: boost | chang | climb | declin | decreas | doubl | drop | elevat | fall | fell | improv | increas | jump | mov | rais | reduc
            | revis | ris | rose | upped | went ) [a-z]* \b [^.;]{0,80}
        (?<! ranging \s ) (?<! ranged \s ) \b from \s (?: about \s | an? \s (?: mean | average ) \s of \s )? \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_LOWER = re.compile(
    rf"""(?: \b (?: (?: no | not ) \s (?: less | lower | fewer ) \s than | at \s (?: the \s )? (?: very \s )? least
                  | (?: more | greater | higher | larger ) \s th[ae]n | over | above | beyond | in \s excess \s of
                  | exceed (?: s | ing | ed )?
                  | upwards? \s of | north \s of | as \s low \s as | min (?: imum )? (?: \s of | : ) )
           | (?<! [=-] ) > [ ]? = | (?<! [=-] ) > | ≥ | ≧ )
    \s? {_ABOUT} \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_SHORT = r"(?: \s? \( [A-Za-z]{1,4} (?: / [A-Za-z]{1,4} )? \) )?"  # "150 milligrams per deciliter (mg/dL) or above"
_MORE = re.compile(
    rf"""{_SHORT}
      (?: \s? \+ (?! \s? [\d/a-z%] )
        | \s (?: or | and ) \s (?: even \s )?
          (?: more (?! \s than ) | higher | greater | above | over | up | upwards? ) \b (?! \s \d ) )""",
    re.VERBOSE | re.IGNORECASE,
)
_LESS = re.compile(rf"{_SHORT} \s (?: or | and ) \s (?: less | lower | fewer | below | under ) \b (?! \s \d )", re.VERBOSE | re.IGNORECASE)
# "a teaspoon or two for a few days", not "a teaspoon or two capsules"
_OR_TWO = re.compile(
    r"""\s or \s two (?= \s (?: of | for | a | per | each | every | daily | with | in | on | at | before | after | to | and ) \b
      | [^\s\w-] | \Z )""",
    re.VERBOSE | re.IGNORECASE,
)
# "400 IU a day or more"
_A_DAY_OR = re.compile(
    r"""(?: \s of \s [\w-]+ (?: \s [\w-]+ )?? )? (?: \s? / \s? d (?: ay )? | \s (?: a | per ) \s (?: day | week ) | \s daily ) \s or \s
        (?: (?P<more> more (?! \s than ) | greater | higher | above ) | less (?! \s than ) | fewer | lower ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
# a hyphen or a word makes a name or a count of the number after it: MK-7, omega-3, type 2, "up to age 70, and 800 IU"
_NAME = re.compile(
    r"(?: \b (?: [A-Za-z]{1,3} | omega | phase | stage | type | grade | covid | caspase | interleukin ) - | \) - ) \Z",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED = re.compile(
    r"""\b (?: age [sd]? (?: \s of )? | (?: old | young ) er \s than | grade | groups? | type | stage | phase | weeks? | days? | months?
          | figure | fig\.? | table | page | since | in | n \s? = ) \s? \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = re.compile("[a-z]+")
_SPOKEN = MEASURE_WORDS | (set(_LETTERS.findall(SPOKEN)) - {"of", "a", "an"})  # one of these is in every amount told in words
_THE_LIMIT = re.compile(r"\s(?:daily\s|upper\s){0,2}limit\b", re.IGNORECASE)  # "fits under the 300 mg daily limit" tells the limit itself
_REACH = 60  # characters before a number within which its bound begins
_MOVING = 110  # characters before a number within which a verb may tell that it moves
_NEAR = 40  # and within which the word stands that makes it a bound
_BOUNDS = re.compile(
    r"""th[ae]n | up \s to | most | least | over | above | below | under | beneath | beyond | exce | upward | north | limit | restrict
      | max | min | [<>≤≥≦≧] | as \s (?: much | many | high | low )""",
    re.VERBOSE | re.IGNORECASE,
)  # one of these is in all that makes a bound of a number: quick, and few have one


@lru_cache(maxsize=1024)  # the finders of a page ask for the same sentences one after the other; what is kept keeps its page's text
def quantities(shadow: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The amounts with a unit within [start, end), in order.

    A range is one amount ("600 to 800 IU"), so are two neighbours told as "or" ("10 or 20 mg"); the items of a list ("200, 400
    and 800 mg") are one each, spanning up to the unit they share. Numbers without a unit are left out.
    """
    found: list[Quantity] = []
    numbers = list(_numbers(shadow, start, end))
    while numbers:
        chain = _chain(shadow, numbers)
        found.extend(_bounded_alike(list(_read(shadow, start, end, chain))))
        numbers = numbers[len(chain) :]
    return tuple(found)


def _numbers(shadow: str, start: int, end: int) -> Iterator[_Number]:
    words = not _SPOKEN.isdisjoint(
        _LETTERS.findall(shadow[start:end].lower())
    )  # looking for words everywhere is slow, few sentences have any
    reached = start
    for run in runs(shadow, start, end, words):
        if run < reached or not (m := _NUMBER.match(shadow, run, end)):
            continue
        value = to_float(m["number"])
        told = canonical_unit(m["unit"]) if m["unit"] else None
        named = shadow[run - 1] == "-" and (told is None or kind_of(told) == "piece")  # "K-2 capsules"
        if value is None or (named and _NAME.search(shadow, max(start, run - 20), run)):
            continue
        if told == "IU" and _POINT_THOUSAND.fullmatch(m["number"]):
            value *= _THOUSAND
        if told == "mug" and value > 1 and m["unit"].lower() == "mug":  # "70 mug" is what is left of 70 \mu g
            told = "ug"
        # without a unit the match ends with its number: brackets and plus signs count only before one
        reached = m.end() if told else max(m.end("number"), m.end("spread"))
        if told is None and (within := _WITHIN.match(shadow, reached, end)):
            reached = within.end()
        value += (to_float(m["part"].strip().removeprefix("and ")) or 0.0) if m["part"] else 0.0  # "a cup and a half"
        in_link = shadow[run - 1] == "+" and run > start  # "/getting+400+IU"
        yield _Number(m.start(), reached, value, told, bool(told and m["plus"]) and not in_link)


def _chain(shadow: str, numbers: list[_Number]) -> list[_Number]:
    """The numbers, from the first on, that are told in one breath: joined by "to", commas, "or", "and", up to the last unit."""
    chain = numbers[:1]
    for following in numbers[1:]:
        between = shadow[chain[-1].end : following.start]
        if chain[-1].unit is None:
            joined = any(p.fullmatch(between) for p in (_TO, _COMMA, _LAST, _AND))
        else:
            spanned = _TO.fullmatch(between) or (
                _AND.fullmatch(between) and _BETWEEN.search(shadow[max(chain[-1].start - 20, 0) : chain[-1].start])
            )
            if spanned:
                following = _in_unit_of(chain[-1], following)
            alike = chain[-1].unit == following.unit or (chain[-1].unit, following.unit) == _SHARES
            paced = _PACE.match(between), _PACE.match(shadow, following.end)
            alike = alike and (None in paced or len({pace["pace"].lower() for pace in paced if pace}) == 1)
            joined = alike and bool(spanned) and chain[-1].value < following.value
        if not joined:
            break
        chain.append(following)
    return chain


def _in_unit_of(first: _Number, second: _Number) -> _Number:
    """The second number in the unit of the first where both are masses: "250 mg to 1 g"."""
    if first.unit == second.unit or not (a := ug_per(first.unit or "")) or not (b := ug_per(second.unit or "")):
        return second
    return replace(second, value=round(second.value * b / a, 9), unit=first.unit)


def _read(shadow: str, start: int, end: int, chain: list[_Number]) -> Iterator[Quantity]:
    while chain and chain[-1].unit is None:
        chain = chain[:-1]
    if not chain:
        return
    last = chain[-1]
    i = 0
    while i < len(chain):
        first = chain[i]
        if i + 1 < len(chain):
            between = shadow[first.end : chain[i + 1].start]
            if _is_counted(shadow, start, first):  # "ages 50 to 70, and 200 units": neither number has the unit
                i += 2 if _TO.fullmatch(between) or (chain[i + 1].unit is None and _AND.fullmatch(between)) else 1
                continue
            if _TO.fullmatch(between) and _MOVED.search(shadow, max(start, first.start - _MOVING), first.start):
                unit_end = chain[i + 1].end if chain[i + 1].unit else last.end
                yield Quantity(first.start, unit_end, first.value, first.value, last.unit)
                yield Quantity(chain[i + 1].start, unit_end, chain[i + 1].value, chain[i + 1].value, last.unit)
                i += 2
                continue
            if _is_range(shadow, first, chain[i + 1], between, alone=len(chain) == 2):
                low, high = _in_thousands(first, chain[i + 1], last.unit), chain[i + 1].value
                yield Quantity(first.start, chain[i + 1].end if chain[i + 1].unit else last.end, low, high, last.unit)
                i += 2
                continue
            if not _shares_unit(shadow, chain[i:]):
                i += 1
                continue
        unit_end = first.end if first.unit else last.end
        yield _bounded(shadow, start, end, Quantity(first.start, unit_end, first.value, first.value, first.unit or last.unit), first.plus)
        i += 1


def _bounded_alike(items: list[Quantity]) -> Iterator[Quantity]:
    """The items of a list, those that share a unit with the bound of its first: "below 25, 40 and 75 nmol/L"."""
    for q in items:
        if q.end == items[0].end and q.low == q.high:
            q = replace(q, low=None if items[0].low is None else q.low, high=None if items[0].high is None else q.high)
        yield q


def _is_range(shadow: str, first: _Number, second: _Number, between: str, alone: bool) -> bool:
    if first.value >= second.value:
        return False
    before = shadow[max(first.start - 20, 0) : first.start]
    if _TO.fullmatch(between):
        return True
    if _AND.fullmatch(between) and _BETWEEN.search(before):
        return True
    near = second.value <= _NEIGHBOURS * first.value
    return bool(alone and near and _OR.fullmatch(between) and not _EITHER.search(before))


def _in_thousands(first: _Number, second: _Number, unit: str | None) -> float:
    """The first number of a range as it is meant: "150 to 300,000 IU" begins at 150,000."""
    meant = first.value * _THOUSAND
    short = unit == "IU" and first.unit is None and 1 <= first.value < _THOUSAND and second.value % _THOUSAND == 0
    return meant if short and meant < second.value else first.value


def _is_counted(shadow: str, start: int, number: _Number) -> bool:
    return number.unit is None and bool(_COUNTED.search(shadow, max(start, number.start - 12), number.start))


def _shares_unit(shadow: str, rest: list[_Number]) -> bool:
    """Whether the first of `rest` has a unit or stands in a list up to one: "200, 400 or 800 mg", not "in 2012, 400 IU"."""
    bare = [(a, b, shadow[a.end : b.start]) for a, b in pairwise(rest) if a.unit is None]
    return rest[0].unit is not None or any(_LAST.fullmatch(joint) or _is_fall(a, b, joint) for a, b, joint in bare)


def _is_fall(first: _Number, second: _Number, joint: str) -> bool:
    """Whether two numbers tell how something fell: "38 to 17 pmol/L"."""
    return bool(second.value < first.value <= _FALLS * second.value and first.value not in _YEARS and _FELL.fullmatch(joint))


def _bounded(shadow: str, start: int, end: int, q: Quantity, plus: bool) -> Quantity:
    if plus:
        return replace(q, high=None)
    if shadow.endswith("the ", start, q.start) and _THE_LIMIT.match(shadow, q.end, end):
        return q
    if m := _MORE.match(shadow, q.end, end):
        return replace(q, high=None, end=m.end())
    if m := _LESS.match(shadow, q.end, end):
        return replace(q, low=None, end=m.end())
    if q.low == q.high == 1 and (m := _OR_TWO.match(shadow, q.end, end)):
        return replace(q, high=2.0, end=m.end())
    if m := _A_DAY_OR.match(shadow, q.end, end):  # its end is left, for what it is per stands after it
        return replace(q, high=None) if m["more"] else replace(q, low=None)
    if not _BOUNDS.search(shadow, max(start, q.start - _NEAR), q.start):
        return q
    reach = max(start, q.start - _REACH)
    if (m := _UPPER.search(shadow, reach, q.start)) and not _RAISED.search(shadow, reach, m.end()):
        return replace(q, low=None, start=m.start())
    if m := _LOWER.search(shadow, reach, q.start):
        return replace(q, high=None, start=m.start())
    return q


@cache
def _spot_pattern(kinds: tuple[Kind, ...]) -> Any:
    return re2.compile(
        rf"(?i)(?:[\d½¼¾⅓⅔⅛⅜⅝⅞](?: ?[+)])?|\b(?:an?|{SPOKEN}))(?: or more)?[ -]{{0,3}}"
        rf"(?:(?:{QUALIFIERS})[ ])?(?:{spellings(kinds)})(?:[^A-Za-z]|$)"
    )


def spots(shadow: str, kinds: tuple[Kind, ...]) -> Iterator[int]:
    """Offsets where a number stands before a unit of one of the kinds: quick, to tell the sentences that are worth reading."""
    return (m.start() for m in _spot_pattern(kinds).finditer(shadow))
