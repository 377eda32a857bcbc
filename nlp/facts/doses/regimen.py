"""How often and how long: what a dose is per, how many times, and for how many days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.page import Sentence
from nlp.quantity import Quantity, canonical_unit, durations, to_float

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
_PLAIN = {
    "d": "day", "day": "day", "24 h": "day", "24 hours": "day", "daily": "day", "everyday": "day", "nightly": "day", "night": "day",
    "morning": "day", "wk": "week", "week": "week", "weekly": "week", "biweekly": "2 weeks", "bi-weekly": "2 weeks",
    "fortnight": "2 weeks", "fortnightly": "2 weeks", "mo": "month", "month": "month", "monthly": "month", "bimonthly": "2 months",
    "bi-monthly": "2 months", "yr": "year", "y": "year", "year": "year", "yearly": "year", "annually": "year",
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
    | gummy | serving | meal | cup | bottle | drop | glass | egg | slice | teaspoon | tablespoon"""
_COUNT = r"\d{1,2} | two | three | four | five | six | eight | ten"
_EACH = r"/ \s? | \b per [\s-] | -per- | -a- | \b an? \s | \b each \s | \b every \s (?: single \s )?"
_OFTEN = re.compile(
    rf"""
    (?: \b (?= \w ) | (?= [/-] ) )  # nothing begins within a word
    (?: (?: \b every \s | / \s? (?= \d ) ) (?P<number> other | second | third | {_COUNT} ) [\s-]
      (?P<span> days? | weeks? | months? | wk | d ) \b
    | \b (?: on \s )? alternat (?: e | ing ) \s (?P<alternate> day | week ) s?
    | (?: (?P<times> once | twice | thrice | (?: {_COUNT} ) (?: \s times | x ) )
          [\s-]? (?: a | an | per | each | every | in \s a | / )? [\s-]? \b )?
      (?: (?: {_EACH} )? (?P<adverb> bi-?weekly | bi-?monthly
                                | daily | everyday | nightly | weekly | monthly | yearly | annually | fortnightly )
        | (?: {_EACH} | (?<= times \s ) | (?<= twice \s ) )
          (?P<unit> day | d | 24 \s? h (?: ours )? | week | wk | month | mo | year | yr | y | night | morning | fortnight ) )
      (?! [\w/] )
    | (?: / | -per-
        | \b (?: per | each | (?: for | in | with ) \s every | (?: with | at ) \s (?: each | (?: a | the | your ) (?= \s meal \b ) ) ) \s )
      (?P<holder> {_HOLDER} | (?P<measure> [\d.,]+ ) [\s-]? (?P<of> g | grams? | ml | kcal | calories | oz | ounces? | cups? ) ) (?! \w )
    | (?P<single> \b (?: single | one-time | loading | bolus | stoss ) (?: \s [\w-]+ ){{0,2}}? \s (?: dose | injection | bolus )
        | \b bolus \b | \b single \s (?: oral | intramuscular | im ) \b | \b single-dose \b )
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# one of these is in all that tells how often, after an amount and before it: quick, and many amounts have none
_AFTER = re.compile("da|/|week|wk|month|year|night|morning|per|each|every|dose|bolus|single|alternat|meal", re.IGNORECASE)
_BEFORE = re.compile("daily|nightly|weekly|monthly|yearly|annually|every|single|one-time|loading|bolus|stoss", re.IGNORECASE)
_MEAL = re.compile(r"(?:with|at) (?:a|the|your) meal", re.IGNORECASE)  # tells less than "twice a day" after it
_SHARED = re.compile(r"[^.;]{0,60}?(?:,|\band|\bor|\bplus|\bto|\bwith|\+|&|/|:|\bvs\.?|\bversus)\s?\(?(?:\bgroup \w+ )?\Z", re.I)
_APART = re.compile(r";|\s-\s|\s(?:but|while|whereas|however)\s|\.\s", re.I)
_NOUN_AFTER = re.compile(
    r"[\s-](?:dos(?:es?|ing|age)|upper|limit|intake|value|allowance|recommend\w*|requirement|need|supplement\w*)", re.I
)  # "exceeds the daily limit"
_BESIDE = 4  # characters: " of "
_REACH = 80
_FOR = re.compile(
    r"""(?: \b (?: for | over | during | x | lasting | after | within | until ) \s
            (?: (?: up \s to | at \s least | about | the | a | an | first | total | period | of | another | least ) \s ){0,4} | \( ) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\b(?:follow\w*|retest\w*|aged?|surviv\w*)\b[^,;]{0,25}\Z", re.I)


def regimens(shadow: str, sentence: Sentence, amounts: Sequence[Quantity]) -> list[Regimen]:
    """The regimen of each amount of a sentence; amounts told in one breath share what is said once."""
    own = [_own(shadow, sentence, amounts, i) for i in range(len(amounts))]
    for i in reversed(range(len(own) - 1)):  # "1,000 mg of calcium and 800 IU of vitamin D a day"
        if own[i].per is None and own[i + 1].per is not None and _together(shadow, amounts[i], amounts[i + 1]):
            own[i] = replace(own[i + 1], end=-1)
    for i in range(1, len(own)):  # "a daily intake of 600 IU for adults, and 800 IU for older people"
        if (
            own[i].per is None
            and own[i - 1].per is not None
            and amounts[i].unit == amounts[i - 1].unit
            and _together(shadow, amounts[i - 1], amounts[i])
        ):
            own[i] = replace(own[i - 1], end=-1)
    return _with_durations(shadow, sentence, amounts, own)


def _together(shadow: str, first: Quantity, second: Quantity) -> bool:
    return bool(_SHARED.fullmatch(shadow, first.end, second.start)) or second.start <= first.end


def _own(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], i: int) -> Regimen:
    start = max((q.end for q in amounts[:i] if q.end < amounts[i].end), default=sentence.start)
    end = min((q.start for q in amounts[i + 1 :] if q.start > amounts[i].end), default=sentence.end)
    before = _often(shadow, max(start, amounts[i].start - _REACH), amounts[i].start, _BEFORE)
    before = [m for m in before if _stands_before(m, start, sentence)]
    if before and amounts[i].start - before[-1].end() <= _BESIDE:  # "a single dose of 70,000 IU ... the weekly arm"
        return replace(_told(before[-1]), end=-1)
    end = min(end, amounts[i].end + _REACH)
    if apart := _APART.search(shadow, amounts[i].end, end):
        end = apart.start()
    after = [m for m in _often(shadow, amounts[i].end, end, _AFTER) if not (m["adverb"] and _NOUN_AFTER.match(shadow, m.end()))]
    if after:
        return _told(next((m for m in after if not _MEAL.fullmatch(m[0])), after[0]))
    return replace(_told(before[-1]), end=-1) if before else Regimen()


def _often(shadow: str, start: int, end: int, spot: re.Pattern[str]) -> list[re.Match[str]]:
    return list(_OFTEN.finditer(shadow, start, end)) if spot.search(shadow, start, end) else []


def _stands_before(m: re.Match[str], start: int, sentence: Sentence) -> bool:
    # what follows close upon the amount before belongs to that one; only "daily" and its like can stand before an amount
    return bool(m["adverb"] or m["single"] or m["number"]) and (start == sentence.start or m.start() > start + 15)


def _told(m: re.Match[str]) -> Regimen:
    times = None
    if m["times"]:
        word = m["times"].lower()
        times = _TIMES[word] if word in _TIMES else to_float(re.sub(r"(?:\s?times|x)$", "", word))
        times = None if times == 1 else times
    if m["single"]:
        return Regimen("dose", end=m.end())
    if m["holder"]:
        return Regimen(f"{m['measure'].replace(',', '')} {canonical_unit(m['of'])}" if m["measure"] else m["holder"].lower(), end=m.end())
    if m["alternate"]:
        return Regimen(f"2 {m['alternate'].lower()}s", end=m.end())
    if m["number"]:
        number = {"other": 2.0, "second": 2.0, "third": 3.0}.get(m["number"].lower()) or to_float(m["number"])
        span = _PLAIN[m["span"].lower().removesuffix("s")]
        return Regimen(span if number == 1 else f"{number:g} {span}s", end=m.end())
    return Regimen(_PLAIN[re.sub(r"\s+", " ", (m["adverb"] or m["unit"]).lower())], times, end=m.end())


def _with_durations(shadow: str, sentence: Sentence, amounts: Sequence[Quantity], own: list[Regimen]) -> list[Regimen]:
    """The regimens with the duration that follows each amount ("for 8 weeks"), shared by the amounts told together before it."""
    for d in durations(shadow, amounts[0].end, sentence.end) if amounts else ():
        reach = max(sentence.start, d.start - 40)
        last = max((i for i, q in enumerate(amounts) if q.end <= d.start), default=0)
        is_taken = _FOR.search(shadow, reach, d.start) and not _FOLLOWED.search(shadow, reach, d.start)
        if not is_taken or _APART.search(shadow, amounts[last].end, d.start):
            continue
        own[last] = replace(own[last], days_low=d.low, days_high=d.high)
        while last and _together(shadow, amounts[last - 1], amounts[last]):
            last -= 1
            own[last] = replace(own[last], days_low=d.low, days_high=d.high)
    return own
