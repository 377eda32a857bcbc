"""How many people a sentence tells that a study had: "96 women", "14 men and 26 women", "n = 40", and how sure each count is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nlp.facts.words import COUNT, alternatives, grammar, holds, meanings, scanner
from nlp.quantity import NUMBER, to_float

_PEOPLE = alternatives(meanings(__package__, "population"))


class Size(NamedTuple):
    """A number of participants at [start, end); a higher `rank` is a surer total: of the randomized, the enrolled, the studied."""

    start: int
    end: int
    n: int
    rank: int
    people: tuple[int, int] | None


_AGED = r"\d+ -? (?: [ ] to [ ] \d+ )? - (?: year | month | week | day ) s? -old"
_NOT_OF_PEOPLE = r"""(?: of | in | on | at | by | as | per | to | and | with | or | the | after | before | when | that | who | was
    | were | is | are | among | times | more | mg | mcg | ug | g | IUs? | days? | weeks? | months? | years? | hours? | minutes? | ng
    | nmol | studies | trials | cups? | servings? | groups? ) \b | \d"""
_NUMBER = rf"(?: \d{{1,3}} (?: [ ] \d{{3}} )+ | {NUMBER} )"  # "102 648"
_COUNT = grammar(
    rf"""(?<! [\w.,-] ) (?<! \d \s ) (?P<n> {_NUMBER} ) (?! [ ]? (?: % | percent | to [ ] | - \d ) ) [ ]
    (?: total [ ] )?
    (?P<people> (?: (?: {_AGED} | (?! {_NOT_OF_PEOPLE} ) [\w'/+-]+ ,?
        (?: [ ] (?: and | or ) (?= [ ] [\w-]+ [ ] (?: {_PEOPLE} ) \b ) )? ) [ ] ){{0,5}}?
      (?: {_PEOPLE} ) ) \b (?! [ ] (?: years | months ) )"""
)
_REACH = 120  # characters from a number to its people, at most
_PEOPLE_NAMED = scanner(rf"\b (?: {_PEOPLE} ) \b")  # the cheap reason not to count
_HYPHENED = grammar(rf"(?<! [\w.,-] ) (?P<n> {NUMBER} ) - (?P<people> person | people | patient | subject | participant ) \b")
_MORE = grammar(  # "14 men and 26 women", "33 patients with gout (12 men) and 30 healthy controls"
    rf"""(?: [ ] (?: with | without ) (?: [ ] [\w-]+ ){{1,4}}? )? (?: [ ] \( [^()]{{1,80}} \) )?
    (?P<link> ,? [ ] (?: and | along [ ] with ) | , ) [ ] (?P<n> {_NUMBER} ) [ ]
    (?P<people> (?: (?! {_NOT_OF_PEOPLE} ) [\w'/+-]+ ,? [ ] (?: and [ ] )? ){{0,5}}? (?: {_PEOPLE} ) \b | with (?: out )? \b )"""
)
_SEX = re.compile(r"(?:men|women|males|females|boys|girls)$", re.IGNORECASE)
_CONTROLS = re.compile(r"\bcontrols$|\b(?:healthy|matched|control)\b", re.IGNORECASE)
_ONE_KIND_AND = grammar(  # "34 non-pregnant and" 27 pregnant women
    rf"(?<! [\w.,-] ) (?P<n> {_NUMBER} ) [ ] (?! {_NOT_OF_PEOPLE} ) [\w'/+-]+ [ ] and [ ] $"
)
_BEFORE_YEAR = re.compile(r"\b(?:In|[Tt]he|[Ss]ince|[Ff]rom|[Dd]uring|[Aa])\s$")
_N_EQUALS = grammar(rf"(?<! \w ) (?<! trials\ \( ) (?<! studies\ \( ) (?<! RCTs\ \( ) n [ ]? = [ ]? (?P<n> {NUMBER} ) (?! [\d.-] )")
_SAMPLE = grammar(
    rf"\b (?: sample (?: [ ] size )? | total | population | database | cohort ) [ ] of [ ] (?: about [ ] | approximately [ ] "
    rf"| nearly [ ] | over [ ] )? (?P<n> {NUMBER} ) (?! [ ]? [%.\d] | [ ]? mg | [ -] year "
    rf"| [ ] (?: [\w-]+ [ ] ){{0,4}}? (?: studies | trials | RCTs | articles | papers | publications | reports ) \b )"
)
_OF_GROUP = re.compile(r"\bgroups?\b[^.;]{0,15}$", re.IGNORECASE)
_ENROLLED = (
    r"(?:randomi[sz]ed|enroll(?:ed|ing)|recruit(?:ed|ing)|follow(?:ed|s)|track(?:ed|s)|cover(?:ed|ing)|includ(?:ed|es|ing)"
    r"|involv(?:ed|es|ing)|studied|analy[sz](?:ed|ing)|examin(?:ed|ing)|evaluat(?:ed|ing)|surveyed|tested|compris(?:ed|ing)|total of"
    r"|totall?ing|pooled|combined|assigned|monitored|looked at|focused on|randomly (?:assigned|allocated))"
)
_ABOUT = (
    r"(?:(?:about|approximately|nearly|almost|some|over|more than|around|just|only|the|up to|at least|all|these|a total of|roughly)\s"
    r"|[><~]\s?)*$"
)
_ADJACENT = re.compile(rf"\b(?:{_ENROLLED}|(?:study|trial|survey|cohort|sample) (?:of|in|with|among))\s{_ABOUT}", re.IGNORECASE)
_SURE_BEFORE = re.compile(rf"\b{_ENROLLED}\b[^.;]{{0,60}}$", re.IGNORECASE)
_LIKELY_BEFORE = re.compile(
    r"(?:\b(?:gave|given|giving|fed|administered)\b[^.;]{0,40}\bto\s"
    r"|\b(?:of|in|among|on|from|with|between|compared|interviewed|gave|fed|put|started|asked|treated|assessed|observed|for)\s"
    rf"|\b(?:study|studies|trials?)[,;]\s){_ABOUT}",
    re.IGNORECASE,
)
_SURE_AFTER = re.compile(
    r"(?:[^.;]|\.(?=\d)){0,60}?\b(?:were|was|who were|had been)\s(?:\w+\s)?(?:randomi[sz]ed|enrolled|recruited|assigned|included|studied"
    r"|split|followed|allocated|divided|analy[sz]ed|evaluated)|\s(?:recruited|enrolled|randomi[sz]ed|participated|took part"
    r"|were in the)",
    re.IGNORECASE,
)
_LIKELY_AFTER = re.compile(r"(?:\s[\w'/-]+){0,8}?\s(?:took|received|ate|drank|consumed|got|used|were given)\b", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:completed|finished|dropped|withdrew|died|developed|remained|lost to|had a|suffered|diagnosed|screened|controls|group|arm)\b",
    re.IGNORECASE,
)
_WHO_HAVE = re.compile(r" who (?:(?:have|had|were|was|are) )?(?:been )?(?:suffered|diagnosed|had a)\b", re.IGNORECASE)  # of all of them
_CLAUSE = re.compile(r"[,;:]| of wh(?:om|ich)\b")
_PART_BEFORE = re.compile(
    r"(?:\bof (?:them|those|whom|these)\b[^.]{0,15}|\b(?:and|remaining|other)\s|\bcompleted by\s|\bn ?= ?\d+, including\s"
    r"|\b(?:million|group|arm|groups)\b(?! of )[^.;]{0,20})$",
    re.IGNORECASE,
)
# "one in seven men", "per 10,000 women", "if 1,000 people took it"
_ODDS_OF = re.compile(rf"\b(?:(?:one|{COUNT})\s(?:in|out of)\s(?:every\s|the\s)?|(?:per|if|every|out of|for each)\s)$", re.IGNORECASE)
_SOME_OF = re.compile(rf"\b(?:one|{COUNT})\s(?:in|out of|of)\s(?:every\s|the\s)?$", re.IGNORECASE)
_SHARE = re.compile(r" ?\([\d.]+ ?%\)")  # "five patients (8%) had it"
_FEW = 20  # people of whom "4 of 7" tells but a part
_LARGEST = 5_000_000


def sizes(shadow: str, start: int, end: int) -> Iterator[Size]:
    """Numbers of participants within [start, end), in order."""
    people = [start + m.start() for m in _PEOPLE_NAMED.finditer(shadow[start:end])]
    first = max(start, people[0] - _REACH) if people else end
    for found in _COUNT.finditer(shadow, first, end):
        if size := _counted(shadow, start, found, end):
            yield size
    for found in _HYPHENED.finditer(shadow, start, end) if holds(shadow[start:end], ("-p", "-s")) else ():
        if n := _whole(found["n"]):
            yield Size(found.start(), found.end(), n, 2, None)
    for found in _SAMPLE.finditer(shadow, start, end):
        if n := _whole(found["n"]):
            yield Size(found.start(), found.end(), n, 2, None)
    yield from _of_groups(shadow, start, end) if "=" in shadow[start:end] else ()


def _counted(shadow: str, start: int, found: re.Match[str], end: int) -> Size | None:
    """People counted, together with those told with "and": "14 men and 26 women", "14 patients and 26 controls" are 40."""
    n, at, until = _whole(found["n"]), found.start(), found.end()
    before = shadow[max(start, at - 40) : at]
    is_year = n is not None and 1900 <= n <= 2035 and found["n"].isdigit() and _BEFORE_YEAR.search(before)
    if not n or is_year or (_ODDS_OF if n > _FEW else _SOME_OF).search(before[-20:]):
        return None
    if one_kind := _ONE_KIND_AND.search(before):
        n, at = n + (_whole(one_kind["n"]) or 0), at - len(before) + one_kind.start()
    while (more := _MORE.match(shadow, until, end)) and _are_together(shadow[found.start("people") : found.end("people")], more):
        n, until = n + (_whole(more["n"]) or 0), more.end()
    people = found.span("people") if (at, until) == found.span() else (at, until)  # "60 women and 40 men", as it stands
    return Size(at, until, n, _rank(shadow, start, at, until, end), people)


def _are_together(people: str, more: re.Match[str]) -> bool:
    """Whether people and those told after them make up one study: the other sex, controls, or more of a kind."""
    if _CONTROLS.search(more["people"]):
        return True
    is_of_a_kind = more["people"].lower().startswith("with") or people.split()[-1].lower() == more["people"].split()[-1].lower()
    are_both_sexes = _SEX.search(people) and _SEX.search(more["people"])
    return more["link"].endswith(("and", "with")) and bool(is_of_a_kind or are_both_sexes)


def _of_groups(shadow: str, start: int, end: int) -> Iterator[Size]:
    """What "n =" tells: a total, or groups that come to it; "(n = 247) ... kelp (n = 148) or placebo (n = 99)" tells both."""
    found = list(_N_EQUALS.finditer(shadow, start, end))
    groups = [n for m in found if (n := _whole(m["n"]))]
    if not groups or (len(groups) == 1 and _OF_GROUP.search(shadow, max(start, found[0].start() - 40), found[0].start())):
        return
    total = groups[0] if groups[0] == sum(groups[1:]) else sum(groups)
    yield Size(found[0].start(), found[0].end(), total, 1, None)


_CASES = grammar(
    rf"(?: in [ ] )? (?P<n> {NUMBER} ) [ ] (?: [\w-]+ [ ] ){{0,3}}? (?: cases | case (?! [ ] (?: report | stud ) ) | {_PEOPLE} ) \b"
)


def n_cases(phrase: str) -> int | None:
    """How many people a phrase that names a case report tells of: "two cases of", "a 40-year-old man"."""
    counted = _CASES.match(phrase)
    if counted:
        return int(to_float(counted["n"]) or 0) or None
    return 1 if "-year" in phrase else None


def _whole(text: str) -> int | None:
    n = to_float(text.replace(" ", "") if text[0].isdigit() else text)
    return int(n) if n and n == int(n) and 2 < n <= _LARGEST else None


def _rank(shadow: str, start: int, at: int, number_end: int, end: int) -> int:
    before = shadow[max(start, at - 90) : at].rstrip(" *")
    before += " " * (shadow[at - 1 : at] in " *" and not before.endswith("("))
    if _SHARE.match(shadow, number_end, end):
        return -1
    if _PART_BEFORE.search(before):
        return 0
    if _ADJACENT.search(before):
        return 2
    if _PART.search(_WHO_HAVE.sub("", _CLAUSE.split(shadow[number_end : min(end, number_end + 30)])[0])):
        return 0
    if _SURE_AFTER.match(shadow, number_end, end) or _SURE_BEFORE.search(before):
        return 2
    if (
        before.endswith("(")
        or _LIKELY_BEFORE.search(before)
        or re.fullmatch(
            r"[\s*(A-Z]*|.*(?:methods|results|findings|subjects|patients|participants|design)[*\s]*:[*\s]*", before, re.IGNORECASE
        )
    ):
        return 1
    return 1 if _LIKELY_AFTER.match(shadow, number_end, end) else -1
