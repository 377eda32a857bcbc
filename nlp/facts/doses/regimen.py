"""How often and how long: what a dose is per, how many times, and for how many days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.page import Sentence
from nlp.quantity import Duration, Quantity, canonical_unit, durations, kind_of, to_float

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_PLAIN = {
    "d": "day", "day": "day", "24 h": "day", "24 hours": "day", "daily": "day", "day-1": "day", "everyday": "day", "nightly": "day",
    "night": "day", "morning": "day", "wk": "week", "week": "week", "weekly": "week", "biweekly": "2 weeks", "bi-weekly": "2 weeks",
    "fortnight": "2 weeks", "fortnightly": "2 weeks", "mo": "month", "month": "month", "monthly": "month", "bimonthly": "2 months",
    "bi-monthly": "2 months", "quarterly": "3 months",
    "yr": "year", "y": "year", "year": "year", "yearly": "year", "annually": "year", "ounce": "oz",
}  # fmt: skip
_TIMES = {"once": None, "one": None, "twice": 2.0, "thrice": 3.0}


@dataclass(frozen=True, slots=True)
class Regimen:
    """What a dose is per ("day"), how many times, and for how long; `end` is where the words that say so end."""

    per: str | None = None
    times: float | None = None
    days_low: float | None = None
    days_high: float | None = None
    end: int = -1

    @property
    def a_day(self) -> float | None:
        """How often a day the amount is taken; null where that is not known."""
        if self.per is None:
            return None
        number, _, unit = self.per.rpartition(" ")
        days = _DAYS.get(unit.removesuffix("s"))
        if days is None or (number and not number.isdigit()):
            return None
        return (self.times or 1.0) / (days * float(number or 1))


_HOLDER = r"""(?: capsule | tablet | softgel | pill | dose ) s?
    | lozenge s? | gummy | (?: (?: one | 1 ) [\s-] ounce \s )? serving
    | ounce | meal | lit (?: er | re ) | quart | cup | bottle | drop | glass | egg | slice | teaspoon | tablespoon"""
_COUNT = r"\d{1,2} | two | three | four | five | six | eight | ten"
_EACH = r"/ \s? | \b per [\s-] | -per- | -a- | \b an? \s | \b each \s | \b every \s (?: single \s )?"
_OFTEN = re.compile(
    rf"""
    (?: \b (?= \w ) | (?= [/-] ) )  # nothing begins within a word
    (?: (?: \b every \s | (?<! (?<! [A-Za-z] ) \d ) / \s? (?= \d ) ) (?P<number> other | second | third | {_COUNT} ) [\s-]
      (?P<span> days? | weeks? | months? | wks? | mos? | d ) \b
    | \b (?P<spacing> {_COUNT} ) -? (?P<spaced> weekly | monthly ) \b
    | \b (?: on \s )? alternat (?: e | ing ) \s (?P<alternate> day | week ) s?
    | (?: (?P<times> once | twice | thrice | (?: {_COUNT} ) (?: \s times | x ) )
          [\s-]? (?: a | an | per | each | every | in \s a | / )? [\s-]? \b )?
      (?: (?: {_EACH} )? (?P<adverb> bi-?weekly | bi-?monthly
                                | daily | day-1 | everyday | nightly | weekly | monthly | quarterly | yearly | annually | fortnightly )
        | (?: {_EACH} | (?<= times \s ) | (?<= twice \s ) )
          (?P<unit> day | d | 24 \s? h (?: ours )? | week | wk | month | mo | year | yr | y | night | morning | fortnight ) )
      (?! [\w/] )
    | (?: / | -per-
        | \b (?: per | each | (?: for | in | with ) \s every
                 | in \s (?: an? | one | each ) (?= \s (?: serving | slice | egg | pill | capsule | tablet | drop | softgel | gummy ) )
                 | (?: with | at ) \s (?: each | (?: a | the | your ) (?= \s meal \b ) ) ) \s )
      (?P<holder> {_HOLDER} | (?P<measure> [\d.,]+ ) [\s-]? (?P<of> g | grams? | ml | kcal | calories | oz | ounces? | cups? ) ) (?! \w )
    | (?P<single> \b (?: single | one-time | loading | bolus | stoss ) (?: \s [\w-]+ ){{0,2}}? \s (?: dose | injection | bolus )
        | \b at \s a \s time \b | \b in \s one \s (?: sitting | go ) \b
        | \b bolus \b | \b single \s (?: oral | intramuscular | im ) \b | \b single-dose \b )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# one of these is in all that tells how often, after an amount and before it: quick, and many amounts have none
_AFTER = re.compile(
    "da|/|week|wk|month|year|quarterly|night|morning|per|each|every|in an? |in one|dose|bolus|single|alternat|meal|at a time", re.IGNORECASE
)
_BEFORE = re.compile("daily|nightly|weekly|monthly|quarterly|yearly|annually|every|single|one-time|loading|bolus|stoss", re.IGNORECASE)
# "each capsule contains only 36 mg"
_HELD_BY = re.compile(
    r"""\b (?: each | every | per ) \s (?P<holder> capsule | caplet | tablet | softgel | pill | lozenge | gummy | serving | packet
          | scoop | bottle | dose ) (?: \s (?! (?: was | is ) \b ) [\w-]+ ){0,4}? \s (?: contain | provide | ha | deliver | supplie )
        (?: s | d | ed )? \b [^.;|]{0,160} \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_MEAL = re.compile(r"(?:with|at) (?:a|the|your) meal", re.IGNORECASE)  # tells less than "twice a day" after it
_SHARED = re.compile(
    r"""(?! .* \b (?: once | twice | then | followed \s by | added ) \b ) [^.;]{0,60}?
        (?: (?: , | \b and | \b or | \b but \s not | \b plus | \b to | \b with | \+ | & | / | :
              | \b vs\.? | \b versus ) \s? \(? (?: group \s \w+ \s )?
          | (?: , | \b and | \b or | \b plus | \b with | \+ | & | \b versus ) \s \(? (?: [a-z][\w-]* \s ){1,3} (?: = \s )? ) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "18 grams of margarine per day, which meant 226 milligrams of EPA"
_GOES_ON = re.compile(
    r"""(?! .* (?: ; | \s - \s | \b (?: contain | provid | equivalent | equat | every | each | per \b | once | then | follow | but
          | whereas | however | just \s to | add | standard | single | loading | monthly | weekly ) ) ) [^.]{0,100}""",
    re.VERBOSE | re.IGNORECASE,
)
# "35 ug a week (equivalent to 5 ug a day)": the second tells the first at another pace, and shares nothing with its neighbours
_ASIDE = re.compile(r"(?:.{0,30}?[(\[=]|.*?\b(?:equals?|equivalent|equal|averag\w+|i\.e\.))[^.;)\]]{0,25}", re.I)
_BOLUS = 20  # times that an amount in the same unit may be more and still be taken as often
_APART = re.compile(r";|\s-\s|\s(?:but(?!\snot\b)|while|whereas|however)\s|\.\s", re.I)
_NEXT = re.compile(r"\b(?:and continued?|followed by|and then)\s", re.I)  # "start with 500,000 IU and continue with one pill monthly"
_LEVEL = re.compile(r"\d\s?[mnu]g\s?(?:/|per\s)\s?(?!d)", re.IGNORECASE)  # "2,500 mg, the level goes up 3 mg per liter"
_NOUN_AFTER = re.compile(
    r"[\s-](?:(?:vitamin\s)?(?:[\w()-]+\s)?(?:dos(?:es?|ing|age)|intake|recommend\w*|supplement\w*)|(?:[a-z]+\s)?(?:upper|limit|value|allowance|requirement|need))",
    re.I,
)  # "exceeds the daily limit"
_IS_THE = re.compile(r"\sis\s(?:the|your|their)\s(?:[a-z]+\s){0,2}", re.I)  # "200 mg is the optimal daily intake"
# "saves 600 million dollars annually by giving"
_OF_COST = re.compile(r"(?:[$£€]\s?[\d.,]+|\b(?:dollars|pounds|euros|costs?|sav\w+))(?:\s\w+)?\s\Z", re.IGNORECASE)
_WITH = re.compile(r"(?:\b(?:with|plus|and)|\(\d[\d,]*)\s\Z", re.I)  # "90,000 IU along with daily calcium", "(50000 weekly)"
_BESIDE = 4  # characters: " of "
_REACH = 80
_FOR = re.compile(
    r"""(?: \b (?: for | over | during | x | lasting | after | within | until ) \s
            (?: (?: up \s to | at \s least | about | just | only | the | a | an | first | total | period | of | another | least
              | ranging \s from ) \s ){0,4} | \( ) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_OF = re.compile(r"\sof\s(?!age\b|life\b|pregnan|gestation|follow|exercise|treatment\swith)", re.IGNORECASE)  # "six weeks of 2,000 IU"
_OPENING = re.compile(r"[\W\d]*(?:for|over|during)\s(?:(?:the|a|an|next|first|total|period|of|about|up\sto)\s){0,4}", re.IGNORECASE)
_OPENS = re.compile(r"(?:[\s-](?:period|span))?,\s", re.IGNORECASE)  # "For six weeks, "
# "treated for six weeks with a daily dose of 2,000 IU"
_TREATED_WITH = re.compile(
    r"""(?: \s of \s (?: treatment | supplementation | therapy | administration ) )? \s with \s
        (?: (?! (?: or | and ) \b ) [\w-]+ \s ){0,4} (?: \( (?: \w+ , \s )? )?""",
    re.VERBOSE | re.IGNORECASE,
)
_AGED = 3650.0  # days in brackets or after "over" from which on they tell an age: "(1-18 years)", "those over 70 years"
_ANOTHER = re.compile(r"\b(?:and|while|but)\s(?:[a-z]+\s){1,3}(?:received|took|got)\b", re.I)  # "50,000 IU, and all received calcium for"
_FOLLOWED = re.compile(r"\b(?:follow\w*|retest\w*|aged?|surviv\w*)\b[^,;]{0,25}\Z", re.I)


def regimens(shadow: str, sentence: Sentence, amounts: Sequence[Quantity]) -> list[Regimen]:
    """The regimen of each amount of a sentence; amounts told in one breath share what is said once."""
    own = [_own(shadow, sentence, amounts, i) for i in range(len(amounts))]
    told = [i for i in range(len(own)) if i == 0 or not _is_aside(shadow, amounts[i - 1], amounts[i])]
    for i, after in reversed(list(pairwise(told))):  # "1,000 mg of calcium and 800 IU of vitamin D a day"
        if own[i].per is None and own[after].per not in (None, "dose") and _together(shadow, amounts[i], amounts[after]):
            own[i] = replace(own[after], end=-1)
    for before, i in pairwise(told):  # "a daily intake of 600 IU for adults, and 800 IU for older people"
        at_a_time = own[before].per == "dose" and own[before].end > 0  # after one amount, of which alone it is said
        shares = own[i].per is None and not at_a_time and (own[before].per == "day" or amounts[i].unit == amounts[before].unit)
        between = (shadow, max(amounts[before].end, own[before].end), amounts[i].start)
        shares = shares and kind_of(amounts[before].unit or "") != "energy"  # "a diet of 500 kcal/d with 600 mg of calcium"
        told_so = _together(shadow, amounts[before], amounts[i]) or (own[before].per == "day" and _GOES_ON.fullmatch(*between))
        if shares and told_so and not _is_bolus(amounts[before], amounts[i]):
            own[i] = replace(own[before], end=-1)
    return _with_durations(shadow, sentence, amounts, own)


def _together(shadow: str, first: Quantity, second: Quantity) -> bool:
    apart = _APART.search(shadow, first.end, second.start)
    return bool(not apart and _SHARED.fullmatch(shadow, first.end, second.start)) or second.start <= first.end


def _is_aside(shadow: str, before: Quantity, amount: Quantity) -> bool:
    return amount.unit == before.unit and bool(_ASIDE.fullmatch(shadow, before.end, amount.start))


def _is_bolus(before: Quantity, amount: Quantity) -> bool:
    return amount.unit == before.unit and (amount.high or amount.low or 0.0) > _BOLUS * (before.high or before.low or 0.0)


def _own(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], i: int) -> Regimen:
    start = max((q.end for q in amounts[:i] if q.end < amounts[i].end), default=sentence.start)
    end = min((q.start for q in amounts[i + 1 :] if q.start > amounts[i].end), default=sentence.end)
    if "daily" in shadow[amounts[i].start : amounts[i].end]:  # "a daily serving"
        return Regimen("day")
    before = _often(shadow, max(start, amounts[i].start - _REACH), amounts[i].start, _BEFORE)
    before = [m for m in before if _stands_before(m, start, sentence)]
    gap = shadow[before[-1].end() : amounts[i].start] if before else ""
    if before and len(gap) <= _BESIDE and "," not in gap:  # "a single dose of 70,000 IU ... the weekly arm"
        return replace(_told(before[-1]), end=-1)
    end = min(end, amounts[i].end + _REACH)
    for apart in (p.search(shadow, amounts[i].end, end) for p in (_APART, _LEVEL, _NEXT)):
        end = min(end, apart.start()) if apart else end
    after = [m for m in _often(shadow, amounts[i].end, end, _AFTER) if not _is_of_noun(m, amounts[i].end)]
    if after:
        return _told(next((m for m in after if not _MEAL.fullmatch(m[0])), after[0]))
    if before:
        return replace(_told(before[-1]), end=-1)
    if held := _HELD_BY.search(shadow, sentence.start, amounts[i].start):
        return Regimen(held["holder"].lower())
    opening = _OFTEN.match(shadow, sentence.start)  # "Three times a day, they got 100 mg"
    return replace(_told(opening), end=-1) if opening and shadow.startswith(",", opening.end()) else Regimen()


def _is_of_noun(m: re.Match[str], end: int) -> bool:
    """Whether "daily" belongs to a noun after it, and not to the amount that ends before: "exceeds the daily limit"."""
    if m.start() == end + 1 or m.string.endswith((" for ", " of "), end, m.start()):  # "the 300 mg daily limit", "for daily intake"
        return False
    if m["adverb"] and _WITH.search(m.string, end, m.start()):
        return True
    return bool(m["adverb"] and _NOUN_AFTER.match(m.string, m.end()) and not _IS_THE.fullmatch(m.string, end, m.start()))


def _often(shadow: str, start: int, end: int, spot: re.Pattern[str]) -> list[re.Match[str]]:
    found = list(_OFTEN.finditer(shadow, start, end)) if spot.search(shadow, start, end) else []
    paced = {i for i, (a, b) in enumerate(pairwise(found)) if b.start() - a.end() <= 1}
    # "weekly single doses of", "a single dose weekly": the pace tells more
    return [m for i, m in enumerate(found) if not (m["single"] and (i in paced or i - 1 in paced))]


def _stands_before(m: re.Match[str], start: int, sentence: Sentence) -> bool:
    # what follows close upon the amount before belongs to that one; only "daily" and its like can stand before an amount
    if m["adverb"] and _NOUN_AFTER.match(m.string, m.end()):  # "200,000 IU, daily supplements of 800 IU"
        return True
    if m["adverb"] and _OF_COST.search(m.string, sentence.start, m.start()):
        return False
    return bool(m["adverb"] or m["single"] or m["number"] or m["spacing"]) and (start == sentence.start or m.start() > start + 15)


def _told(m: re.Match[str]) -> Regimen:
    times = None
    if m["times"]:
        word = m["times"].lower()
        times = _TIMES[word] if word in _TIMES else to_float(re.sub(r"(?:\s?times|x)$", "", word))
        times = None if times == 1 else times
    if m["single"]:
        return Regimen("dose", end=m.end())
    if m["holder"]:
        holder = m["holder"].lower().split()[-1]
        measure = f"{m['measure'].replace(',', '')} {canonical_unit(m['of'])}" if m["measure"] else None
        return Regimen(measure or _PLAIN.get(holder, holder), end=m.end())
    if m["spacing"]:
        return Regimen(f"{to_float(m['spacing']):g} {_PLAIN[m['spaced'].lower()]}s", end=m.end())
    if m["alternate"]:
        return Regimen(f"2 {m['alternate'].lower()}s", end=m.end())
    if m["number"]:
        number = {"other": 2.0, "second": 2.0, "third": 3.0}.get(m["number"].lower()) or to_float(m["number"])
        span = _PLAIN[m["span"].lower().removesuffix("s")]
        return Regimen(span if number == 1 else f"{number:g} {span}s", end=m.end())
    return Regimen(_PLAIN[re.sub(r"\s+", " ", (m["adverb"] or m["unit"]).lower())], times, end=m.end())


def _with_durations(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], own: list[Regimen]) -> list[Regimen]:
    """The regimens with their durations; amounts told in one breath share one."""
    if not amounts:
        return own
    told = list(own)
    followed: set[int] = set()  # amounts that a duration follows: "weekly for 8 weeks, then monthly for 4 months" goes by the first
    for d in durations(shadow, sentence.start, sentence.end):
        if shadow.endswith(("(", "over "), sentence.start, d.start) and (d.high or d.low or 0.0) >= _AGED:
            continue
        led = _led_by(shadow, sentence, amounts, d)
        after = range(0) if led else _followed_by(shadow, sentence, amounts, d)
        # what is taken at once lasts only where that is said of itself: "600,000 IU at once and 400 IU a day for a month"
        following = [i for i in after if i not in followed and (i == after[-1] or own[i].per != "dose")]
        followed.update(following)
        for i in (*led, *following):
            told[i] = replace(told[i], days_low=d.low, days_high=d.high)
    return told


def _led_by(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], d: Duration) -> range:
    """The amounts that a duration leads: "Six weeks of 2,000 IU", "For six weeks, they took 2 g", "for six weeks with 2 g"."""
    first = next((i for i, q in enumerate(amounts) if q.start >= d.end), None)
    if first is None:
        return range(0)
    between = (d.end, amounts[first].start)
    opens = _OPENING.fullmatch(shadow, sentence.start, d.start) and _OPENS.match(shadow, d.end)
    apart = first > 0 or _APART.search(shadow, *between) or _FOLLOWED.search(shadow, *between)
    leads = not apart and (_OF.match(shadow, d.end) or opens)
    if not leads and not (_FOR.search(shadow, sentence.start, d.start) and _TREATED_WITH.fullmatch(shadow, *between)):
        return range(0)
    last = first
    while last + 1 < len(amounts) and _together(shadow, amounts[last], amounts[last + 1]):
        last += 1
    return range(first, last + 1)


def _followed_by(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], d: Duration) -> range:
    """The amounts that a duration follows: "2,000 IU for six weeks"."""
    last = max((i for i, q in enumerate(amounts) if q.end <= d.start), default=-1)
    reach = max(sentence.start, d.start - 40)
    is_taken = last >= 0 and _FOR.search(shadow, reach, d.start) and not _FOLLOWED.search(shadow, reach, d.start)
    if not is_taken or any(p.search(shadow, amounts[last].end, d.start) for p in (_APART, _ANOTHER)):
        return range(0)
    first = last
    while first and _together(shadow, amounts[first - 1], amounts[first]):
        first -= 1
    return range(first, last + 1)
