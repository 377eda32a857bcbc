"""What was measured in two arms, or before and after: event rates, means, chances."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from nlp.facts.effects.estimates import CHANGE_UNIT, DOSED, PERCENT_SIGN, Estimate, unit_of
from nlp.facts.effects.statistics import DECIMAL, intervals, printed
from nlp.facts.words import grammar
from nlp.quantity import NUMBER
from nlp.schema import EffectDirection

_GROUP = r"""(?: (?: in | of | for | among | with | on ) [ ] (?: the [ ] )? (?: [\w'+/-]+ [ ] ){0,6}?
    (?: groups? (?: [ ] [A-D1-4] \b )? | arms? | controls? | placebo (?: [ ] (?: group | arm ) )? | recipients
      | those [ ] [\w -]{3,40}?
        (?= [ ] (?: had | went | who | developed | got | were | was | in | and | versus | vs ) \b | [ ]? (?: [,.;()] | $ ) ) ) )"""
_IN_BRACKETS = r"[ ]? \( (?: [\w'+/-]+ [ ] ){0,4}? (?: groups? | arms? | placebo | controls? ) \b"  # "64% (zinc group)"
_SHARE = grammar(rf"(?<! [\w.,-] ) (?P<value> {DECIMAL} ) (?P<sign> {PERCENT_SIGN} ) (?P<arm> [ ] {_GROUP} \b | {_IN_BRACKETS} )?")
_COUNT = r"(?: \d[\d,]* (?: [ ]? / [ ]? | [ ] (?: out [ ] )? of [ ] ) \d[\d,]* [^.;%\d]{0,20} )?"  # "4,340/38,110 (11.4%)"
_VERSUS = grammar(
    r"%? (?: [^.;%\d] | (?<= [a-z-] ) \d{1,2} (?! [\d.%] ) | \( \d+ [ ]? (?: of | / ) [ ]? \d [^()%]{0,20} \) ){0,160}? "
    r"\b (?: vs\.? | v\. | versus | compared [ ] (?: with | to ) "
    rf"| as [ ] opposed [ ] to | against ) [ ] [^.;%\d]{{0,40}} {_COUNT}"
)
_NEARLY = r"(?: (?: about | around | nearly | roughly | just | only | over | approximately | an? [ ] average [ ] of ) [ ] )?"
_FROM_TO = grammar(
    rf"""\b from [ ] {_NEARLY} (?P<value> {DECIMAL} ) {PERCENT_SIGN}
    (?: [ ]? (?: - | to ) [ ]? {DECIMAL} {PERCENT_SIGN} )?
    (?: [ ] (?: in | with | before | at | among | on ) [ ] [^.;%\d]{{1,50}}? )? [ ] (?: down [ ] | up [ ] )? to [ ]
    {_NEARLY} (?P<other> {DECIMAL} ) {PERCENT_SIGN}"""
)
_RANGE = re.compile(r"\b(?:rang|var(?:y|i|ying))\w*\b[^.;:]{0,60}$", re.IGNORECASE)  # of labels, of countries
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE = 60  # characters before "from" that tell of a range
_HAD = re.compile(
    r"(?: of [^.;,%]{2,90}?)? (?:had|got|developed|went on to|experienced|suffered|reported|died)\b(?: develop| have)?", re.IGNORECASE
)
_NOT_TAKING = re.compile(r"\b(?:did not|didn't|not|never) (?:tak\w+|us\w+|eat\w*|drink\w*|get\w*|receiv\w+|took)\b", re.IGNORECASE)
_CONTROL = re.compile(
    r"\b(?:placebo|controls?|usual care|untreated|unsupplemented|unfortified|without"
    rf"|non-?(?:[a-z]+-)?(?:users?|takers?|drinkers?|eaters?))\b"
    rf"|{_NOT_TAKING.pattern}",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:compared|versus|vs|than)\b", re.IGNORECASE)
_ARM_TOLD = 80  # characters around a share within which its arm is told


def arms(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Event rates of two arms or more, or after and before: "35% vs 20%", "12% in the zinc group and 20% in the placebo group".

    Each arm is told against the control: the arm named so, else the second of two, else the first of several.
    """
    shadow = _without_intervals(shadow, start, end)
    shares = list(_SHARE.finditer(shadow, start, end))
    at = {share.start("value"): share for share in shares}
    told = [_arm(s, o) for s, o in pairwise(shares) if _VERSUS.fullmatch(shadow, s.end("value"), o.start())]
    told += [
        _after(found, at[found.start("value")])
        for found in _FROM_TO.finditer(shadow, start, end)
        if found.start("value") in at and not _is_range(shadow, max(start, found.start() - _BEFORE), found)
    ]
    yield from told
    beyond = max(e.end for e in told) + _ARM_TOLD if told else start
    grouped = [s for s in shares if s["arm"] and s.start() >= beyond]
    if len({share["arm"].lower() for share in grouped}) == len(grouped) > 1:
        by_default = grouped[1] if len(grouped) == 2 else grouped[0]
        control = next((s for s in grouped if _CONTROL.search(s["arm"])), by_default)
        yield from (_arm(s, control) for s in grouped if s is not control)


def _is_range(shadow: str, low: int, found: re.Match[str]) -> bool:
    """Whether "from 3% to 30%" tells how something varies, or how it went over years, not what came after what."""
    return bool(_RANGE.search(shadow, low, found.start()) or _YEAR.search(shadow, low, found.end()))


def _after(found: re.Match[str], before: re.Match[str]) -> Estimate:
    """What came after, told against what was before: "fell from 19% to 8%"."""
    number, against = printed(found["other"]), printed(found["value"])
    return Estimate(
        found.start(), found.end(), found.start("other"), "half_life_or_other", number, "percent", _from(against.value, number.value),
        against=against, comparator=" ".join(before[0].split()),
    )  # fmt: skip


def _without_intervals(shadow: str, start: int, end: int) -> str:
    """The text with blanks in place of the sentence's confidence intervals, whose bounds are no shares."""
    for told in list(intervals(shadow, start, end)):
        low = start + len(shadow[start : told.start].rstrip(" ,;"))
        shadow = f"{shadow[:low]}{' ' * (told.end - low)}{shadow[told.end :]}"
    return shadow


def is_before_after(shadow: str, start: int, end: int) -> bool:
    """Whether [start, end) lies in "from 19% to 8%" of something that changes; "ranging from 19% to 8%" is a range."""
    return any(told.start() < start < end <= told.end() for told in _FROM_TO.finditer(shadow, max(0, start - 100), end + 40))


def _arm(share: re.Match[str], other: re.Match[str]) -> Estimate:
    number, against = printed(share["value"]), printed(other["value"])
    first, second = (number, against) if _is_unexposed(share, other) else (against, number)
    had = _HAD.match(share.string, share.end("sign"))
    return Estimate(
        share.start(), had.end() if had else share.end(), share.start(), "half_life_or_other", number, "percent",
        _from(first.value, second.value), follows=had is not None, against=against,
        comparator=" ".join(other[0].replace("(", "").split()),
    )  # fmt: skip


def _is_unexposed(share: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the first of two arms is the one without: "13% of non-users had colds, compared to 14% of users"."""
    words = share.string
    first, *second = _COMPARED.split(words[share.end("sign") : other.start()], maxsplit=1)
    second.append(words[other.end("sign") : min(share.endpos, other.end() + _ARM_TOLD)])
    before = words[max(share.pos, share.start() - _ARM_TOLD) : share.start()]
    is_first = _CONTROL.search(first) or (_NOT_TAKING.search(before) and not _COMPARED.search(before))
    return bool(is_first) and not any(_CONTROL.search(told) for told in second)


def _from(first: float, second: float) -> EffectDirection:
    return "increase" if first < second else "decrease" if first > second else "none"


_SPREAD = rf"""[ ]? (?: \(? [ ]? (?: ± | \+ [ ]? / [ ]? - | \( SD [ ]? [=:]? ) [ ]? {DECIMAL} (?: [ ]? \) )?
    | \( {DECIMAL} [ ]? (?: - | to | , ) [ ]? {DECIMAL} \) )"""
_MEASURED = rf"(?: [-+] [ ]? )? (?: \d{{1,3}} (?: ,\d{{3}} )+ | {DECIMAL} )"
_OF_MEAN = rf"(?: [ ]? (?: % | percent \b | (?: {CHANGE_UNIT} | mm | um | d | s | m ) (?<! \. ) (?! [\w/] ) ) )?"
_AGAINST = r"(?: vs\.? | v\. | versus | compared [ ] (?: with | to ) | as [ ] opposed [ ] to )"
_MEANS = grammar(
    rf"""(?<! [\w.,/<>=≤≥^±-] ) (?P<value> {_MEASURED} ) (?P<spread> {_SPREAD} )? (?P<unit> {_OF_MEAN} )
    (?: [ ] (?: in | for | with | among ) [ ] [^.;:()\d]{{2,50}}? )? ,? [ ]? {_AGAINST} [ ]?
    (?P<comparator> (?P<other> {_MEASURED} ) (?P<other_spread> {_SPREAD} )? (?P<other_unit> {_OF_MEAN} ) )
    (?P<p> (?: [ ] (?: in | for | with | among ) [ ] [^.;:()\d]{{2,50}}? )? [ ),;:(]* (?: respectively [ ),;:(]* )?
      p (?: [ ] | -? val | [=<>≤≥] ) )?"""
)


def means(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """What was measured in two arms, with a spread or a p-value: "7.1 ± 0.7 vs 6.9 ± 0.5", "28.7 versus 14.8 mg/L (p = 0.001)"."""
    for found in _MEANS.finditer(shadow, start, end):
        unit = unit_of(found["unit"].strip(" *") or found["other_unit"].strip(" *"))
        spread = found["spread"] and found["other_spread"]
        is_count = not spread and not unit and "." not in found["value"]  # of people, but for "fewer falls (36 vs 46, p = 0.2)"
        is_bare = is_count and not (found["p"] and shadow[found.start() - 1] == "(")
        if (unit in DOSED and not (spread and found["p"])) or is_bare or not (spread or found["p"]):
            continue
        yield _told(found, unit)


_AFTER_BEFORE = grammar(
    rf"""(?: \b (?P<from> from ) [ ] | [(\[:] [ ]? ) (?P<comparator> (?P<other> {_MEASURED} ) (?: {_SPREAD} )?
    (?P<other_unit> {_OF_MEAN} ) ) [ ] to [ ] (?P<value> {_MEASURED} ) (?: {_SPREAD} )? (?P<unit> {_OF_MEAN} )
    (?= (?: [ ] (?: in | for | with | among ) [ ] [^.;:()\d]{{2,40}} )? [ ),;:(]* p (?: [ ] | -? val | [=<>≤≥] ) )"""
)


def after_before(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """What was measured after and before, with a p-value: "from 49.7 ± 29 to 22 ± 9.4 nmol/l (p = 0.002)", "(8.8 to 11 sec, p = 0.01)"."""
    for found in _AFTER_BEFORE.finditer(shadow, start, end):
        unit = unit_of(found["unit"].strip(" *") or found["other_unit"].strip(" *"))
        if unit != "percent":  # told as shares
            yield replace(_told(found, unit), start=found.start("from" if found["from"] else "comparator"), end=found.end())


_WENT = grammar(
    rf"""\b (?: fell | dropped | declined | decreased | went | rose | increased | climbed | jumped | improved | reduced | lowered | cut
      | drops? | falls? | rises? | goes ) \b (?P<gap> [^.;:\d%$]{{0,60}}? ) \b from [ ] {_NEARLY}
    (?P<comparator> (?P<other> {NUMBER} ) (?! [-/%\d] | \.\d ) ) (?: [ ] (?! to \b | [a-z]*grams | m?[cn]?g \b | nmol ) [a-z]+ ){{0,5}}?
    [ ] (?: down [ ] | up [ ] )? to [ ] {_NEARLY} (?: just [ ] | only [ ] )? (?P<value> {NUMBER} ) (?! [-/%\d] | \.\d )
    (?: [ ] (?P<unit> minutes | seconds | days | hours | points | visits? | times | mm [ ] Hg ) \b )?
    (?! [ ]? (?: %| percent | IU | [mcu]*g \b | n | p?mol | years? | cups? | ppm | [a-z]*grams ) )"""
)


def gone(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """What a count, score or time came to, and from what: "visits dropped from 4 a year to 1", "from ten down to seven seconds"."""
    for found in _WENT.finditer(shadow, start, end):
        if not any(_YEAR.fullmatch(found[group]) for group in ("value", "other")):
            gap = found.span("gap") if found["gap"].strip(" *") else None
            yield replace(_told(found, unit_of(found["unit"])), start=found.start("comparator"), end=found.end(), gap=gap)


_IN = r"[ ] (?: in | out [ ] of | per ) [ ] (?: every [ ] )?"
_CHANCES = grammar(
    rf"""(?<! [\w.,/-] ) (?P<value> {NUMBER} ) {_IN} (?P<of> [1-9] [\d,]* ) \b [^.;\d]{{0,120}}? \b {_AGAINST} [ ] {_NEARLY}
    (?P<comparator> (?P<other> {NUMBER} ) {_IN} (?P<other_of> [1-9] [\d,]* ) \b )"""
)


def chances(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """Event rates of two arms as counts: "one in 1,000 versus two in 1,000"."""
    for found in _CHANCES.finditer(shadow, start, end):
        number, other = printed(found["value"]), printed(found["other"])
        rate, other_rate = (n.value / printed(of).value for n, of in ((number, found["of"]), (other, found["other_of"])))
        yield Estimate(
            found.start(), found.end(), found.start(), "half_life_or_other", number, f"per {found['of']}", _from(other_rate, rate),
            against=other, comparator=" ".join(found["comparator"].split()),
        )  # fmt: skip


_HAPPENED = r"(?: developed | got | had | died | caught | suffered | experienced | came [ ] down [ ] with | relapsed | recovered )"
_AGAIN = grammar(
    rf"""(?<! [\w.,/-] ) (?P<value> {NUMBER} ) [ ] (?! [a-z]* (?: patients | people | women
      | men | participants | subjects | children | trials | studies | grams | units | years | days | weeks | months | hours | minutes ) \b )
    (?P<what> [a-z]{{4,}}s ) \b [^.;:]{{3,120}}? \b
    (?: while | whereas | {_AGAINST} ) [ ] (?: there [ ] were [ ] )? {_NEARLY} (?P<comparator> (?P<other> {NUMBER} ) [ ] (?P=what) \b )"""
)
_COUNTS = grammar(
    rf"""(?<! [\w.,/-] ) (?P<value> {NUMBER} ) (?: [ ] of [ ] (?: the [ ] )? {NUMBER} )? [ ] (?: [a-z]+ [ ] ){{0,3}}? {_HAPPENED} \b
    [^.;:\d]{{1,80}}? ,? [ ] {_AGAINST} [ ] {_NEARLY}
    (?P<comparator> (?P<other> {NUMBER} ) [ ] (?: of | in | among | who | people | patients | women | men | children ) \b )"""
)


def counts(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """How many had an event in each of two arms: "18 developed flu, compared with 31 of 167", "25 strokes while others had 11 strokes"."""
    for pattern in (_COUNTS, _AGAIN):
        for found in pattern.finditer(shadow, start, end):
            yield _told(found, None)


_TIMES = grammar(
    rf"""\b (?: lasted | last | lasts | lasting | missed | took | takes | lost | slept | spent | averaged | recovered [ ] in | healed [ ] in
      | (?: duration | length ) [ ] (?: was | of ) ) \b [^.;:\d]{{0,40}}? (?P<value> {NUMBER} ) [ ] (?P<unit> (?: minute | hour | day | week
      | month ) s? ) \b [^.;:\d]{{0,90}}? ,? [ ] (?: {_AGAINST} | instead [ ] of | rather [ ] than ) [ ] {_NEARLY}
    (?P<comparator> (?P<other> {NUMBER} ) (?: [ ] (?: minute | hour | day | week | month ) s? \b )? )"""
)


def times(shadow: str, start: int, end: int) -> Iterator[Estimate]:
    """How long something lasted in each of two arms: "colds lasted four days instead of seven"."""
    for found in _TIMES.finditer(shadow, start, end):
        yield _told(found, unit_of(found["unit"]))


_OF_WHOM = re.compile(r"\s(?:of|in|among|who)$")  # "31 of 167 given placebo"


def _told(found: re.Match[str], unit: str | None) -> Estimate:
    """A value against the other, quoted from the one to the other."""
    number, other = printed(found["value"]), printed(found["other"])
    return Estimate(
        found.start("value"), found.end("comparator"), found.start("value"), "half_life_or_other", number, unit,
        _from(other.value, number.value), against=other, comparator=_OF_WHOM.sub("", " ".join(found["comparator"].split())),
    )  # fmt: skip
