"""Names that open or close an item: persons in the forms that styles give them, and bodies such as institutes."""

import re
from functools import cache

from nlp.facts.references.journals import journal_words
from nlp.facts.words import alternatives, meanings

_PARTICLES = r"(?:(?:[Vv](?:an|on)|[Dd](?:e|er|en|el|a|i|u|os|as|es)|[Ll][ae]|[EeAa]l|[Tt]e[nr]|[Bb]in|[Zz]u)[ -]|[dl]['’](?=[A-Z]))*"
_UPPER = "[A-ZÀ-ÖØ-ÞĀĆČĐĒĘĚĞİŁŃŇŐŘŚŞŠŤŪŮŰŹŻŽ]"
_WORD = rf"{_UPPER}(?:[\w'’‐-]|\?(?=\w))*"  # M?ller, as bad scrapes have it
_MIXED = rf"{_UPPER}(?=[\w'’‐-]*[a-z])[\w'’‐-]+"  # with a small letter: initials are none
_SURNAME = rf"{_PARTICLES}(?:{_MIXED}(?:\s{_PARTICLES}{_MIXED}){{0,2}}|(?=\w\S){_WORD})"
_INITIALS = r"(?:(?:[A-Z]\.[ -]?){1,4}(?:[A-Z](?=[,;:.]|$))?|[A-Z](?:\s[A-Z]){1,2}(?=\s?[,.;:]|\set)|[A-Z](?:-?[A-Z]){0,3}\b|[A-Z][a-z]\b)"
_SUFFIX = r"(?:\.?,?\s(?:Jr|Sr|2nd|3rd|4th|II|III)\b\.?)?"
_DEGREES = r"(?:,\s(?:M\.?D|Ph\.?D|M\.?P\.?H|M\.?Sc?|R\.?D|B\.?S)\b\.?)*"
_AND = r"(?:\s?[,;]\s?(?:(?:(?:\.\s?){3}|…\s?)?(?:(?:and|&)\s)?)|\.?\s(?:and\s|&\s?|8\s))"  # an "&" may be misread
_OTHERS = r"(?:\s?[.,;]?\s?(?:et\.?\s?al\b|and\s(?:others|colleagues)\b))"
_BODIES = alternatives(meanings(__package__, "body"))
_GROUPS = alternatives(meanings(__package__, "group"))
_ENDED = r"(?=\s?[,;:.(]|\s(?:(?:and|et\sal|for|on|[Ee]ds?|[Ee]ditors?)\b|&)|\s*$)"
# One name of a list: nothing may follow it but what separates names or ends them.
_NAME = re.compile(
    rf"""
    (?!Vitamin\b)(?:                                                               # "Vitamin D" opens a title
    (?:(?P<inverted>{_SURNAME},?\s{_INITIALS}{_SUFFIX})                           # Holick MF; Holick, M. F.
    |(?P<direct>(?:[A-Z]\.[\ -]?){{1,4}}{_PARTICLES}{_MIXED}(?:\s{_MIXED})?))      # M. F. Holick
    (?:{_ENDED}|(?=\s[A-Z\d“"]))
    |(?P<bare>[A-Z](?:\s?[A-Z]){{0,2}}\s{_PARTICLES}{_MIXED}(?:\s{_MIXED})?){_ENDED}           # MF Holick
    |(?P<body>(?:(?:for|on\sbehalf\sof)\s)?(?:the\s)?(?=[A-Z\d])(?:[^.,;:()]|\([A-Z]+\)){{0,100}}?\b(?:{_BODIES})\b(?:[^.,;:()]|\([A-Z]+\)){{0,60}})
    |(?P<odd>{_PARTICLES}{_WORD}(?:\s(?:{_WORD}|[a-z]\b)){{0,3}}){_ENDED}           # a name that lost something
    )
    """,
    re.VERBOSE,
)
_PEOPLE = frozenset({"inverted", "direct", "bare"})
_BETWEEN = re.compile(rf"{_AND}|\s(?=(?:for|on\sbehalf\sof)\s(?:the\s)?[A-Z])")
_LOST_COMMA = re.compile(
    rf"(?<!\.)\s(?={_SURNAME}\s{_INITIALS}(?:\s?[,;]|\set\sal))|(?:(?<=\.)\s|\.\s|(?<=\.\s))(?={_SURNAME}\s{_INITIALS},\s{_SURNAME}\s{_INITIALS}\s?[,.(])"
    rf"|(?:(?<=\.)\s|\.\s)(?={_SURNAME},\s[A-Z]{{1,2}}\.\s)"
)
_AND_OTHERS = re.compile(_OTHERS)
# For whom they wrote: "et al; Salt Study Group.", "on behalf of the Salt Project."
_WROTE_FOR = re.compile(
    rf"[.,;]{{0,2}}\s(?:(?:[Ff]or|on\sbehalf\sof)\s(?:the\s)?[A-Z][^.:;]{{3,90}}|(?:the\s)?(?:(?:[A-Z][\w'’-]*|and|of|on)\s){{1,9}}(?:{_GROUPS}))(?=\.\s|:)"
)
_EDITORS = re.compile(r"[.,]{0,2}\s\(?(?:[Ee]ds?|[Ee]ditors?)\b\.?\)?")
_STOP = re.compile(r"(?<=\.)\s?:?\s*(?=[A-Z\d“\"'‘\[(¿]|$)|\s?[.:;]+\s*(?=\S)|\s?[.,;:]*\s*$|\s?(?=\((?:19|20)\d\d[a-z]?\))")
# "Doe, O., Beans and sleep", "Doe OB, Beans and sleep", "Doe O, 2016 guideline on beans"
_COMMA = re.compile(r"(?<=\.)[,;]\s(?=[A-Z])|(?<=[A-Z]),\s(?=Vitamin\b|(?:19|20)\d\d\s\w)|(?<=\b[A-Z]{2}),\s(?=[A-Z][\w-]*\s[a-z]{2})")
# What closes a long list is whom they wrote for; what stands between names is one that a scrape spoilt.
_LAST = re.compile(r"(?!Vitamin\b)(?P<last>[A-Z\d][^.,;:()]{3,90}|[a-z][\w'’]+\s[A-Z]{1,3})(?=\.\s|\s\()")
_SPOILT = re.compile(rf"(?P<odd>[^,;:.]{{2,30}}?)(?=[,;]\s{_SURNAME},?\s{_INITIALS}\s?(?:[,;.:(]|$))")
_DATE = re.compile(r"\s?\((?:19|20)\d\d[a-z]?\)")  # which follows names only
_BARE = re.compile(r"[A-Z]{1,3}\s")
_INITIALED = re.compile(r"\s[A-Z]\.?\s?[A-Z]\.?$")  # with two initials a name is a person's, "Cross HS"
_FULL_NAME = re.compile(rf"{_MIXED}\s[A-Z]\.\s{_MIXED}(?:{_DEGREES[:-1]}+|,\s{_MIXED}\s(?:[A-Z]\.\s)?{_MIXED}\b)")  # Jane Q. Doe, Bob Poe
_LONE = re.compile(r"(?!US|UK|EU|UN)[A-Z]{1,2}\s")  # JM Brehm
_LOST_STOP = re.compile(r"\s(?=[A-Z“\"])(?![B-Z][,;\s])")
# Michael F. Holick, MD
_FULL = rf"(?:[A-Z]\.\s)?{_MIXED}(?:\s(?:[A-Z]\.\s?|[A-Z]\s)+|\s)(?:{_MIXED}\s){{0,2}}{_PARTICLES}{_MIXED}{_DEGREES}"
_MIDDLE = re.compile(r"[a-z]\s[A-Z]\s[A-Z][a-z]")  # Jane Q Doe
_FULL_LIST = re.compile(rf"(?P<authors>{_FULL}(?P<more>(?:{_AND}{_FULL})*{_OTHERS}?(?:\sfor\sthe\s[^.,;:]+)?))(?:[.:;]\s+|\s?[.,;:]*$)")
_FIRST_AND_OTHERS = re.compile(rf"(?P<authors>[A-Z][^:;.]{{3,60}}{_OTHERS})(?:\s?[.:,]+\s+|\s(?=[A-Z])|\.?$)")  # Jane Doe, Roe, et al.
_SURNAMES = re.compile(rf"(?P<authors>{_SURNAME}(?:,\s{_SURNAME})*,?\s(?:&|and)\s{_SURNAME})(?:\.\s+|\.?$)")  # Roe, Poe & Doe
_DOTTED = re.compile(r"\b[A-Z]\.[ ,;A-Z]")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_CAPITAL = r"\(?(?:[A-Z][\w'’/&-]*|(?:[A-Z]\.){2,4})\)?"
_SMALL = r"(?:of|and|for|on|the|in|to|at|de|&)"
# "Institute of Medicine", "WHO", "IOM (Institute of Medicine)", "EFSA Panel on Dietetic Products, Nutrition and Allergies"
_BODY = re.compile(
    rf"""
    (?P<authors>
        (?:(?:{_CAPITAL}|{_SMALL}),?[ ](?:[–-][ ])?)*?(?:{_BODIES})(?:[,;]?[ ](?:{_CAPITAL}|{_SMALL}))*?
        |(?:US[ ])?(?!DOI|PMC|PMID|ISBN|ISSN|URL)[A-Z]{{2}}[A-Z&/-]{{0,12}}(?:[ ]\([A-Z][\w ,-]+\))?
    )
    (?:[.:;][ ]+(?=\S)|[ .,;:]*$)
    """,
    re.VERBOSE,
)
_TOLD_EARLY = re.compile(rf"(?:{_CAPITAL} ){{0,3}}(?:{_BODIES.replace('[ ]', ' ')})\b")
_SENTENCE_ENDS = re.compile(r"\w\w\)?\.\s+$")
_LONGEST_BODY = 22  # words


def opening(words: str) -> tuple[str, str] | None:
    """The authors that open the words, and what comes after them.

    >>> opening("Doe JA, Roe B, et al. Beans and sleep")
    ('Doe JA, Roe B, et al', 'Beans and sleep')
    >>> opening("Jane Q. Doe, Richard Roe. Beans and sleep")
    ('Jane Q. Doe, Richard Roe', 'Beans and sleep')
    """
    full = _FULL_LIST.match(words)
    if full and (full["more"] or _is_full_name(full["authors"])) and may_be_persons(full["authors"]):
        return trimmed(full["authors"]), words[full.end() :]
    if listed := persons(words):
        return _with_body(words, listed[1]) or listed
    if (body := _BODY.match(words)) and len(body["authors"].split()) <= _LONGEST_BODY:
        after = words[body.end() :]
        if not body[0].endswith("; "):
            return body["authors"], after
        if listed := persons(after):
            return f"{body[0]}{listed[0]}", listed[1]
    for form in (_FIRST_AND_OTHERS, _SURNAMES):
        if (found := form.match(words)) and may_be_persons(found["authors"]):
            return trimmed(found["authors"]), words[found.end() :]
    return None


def _is_full_name(words: str) -> bool:
    """Whether words are a person's name for their first word or the initial in their midst."""
    return words.split()[0] in _given() or _MIDDLE.search(words) is not None


def _with_body(words: str, after: str) -> tuple[str, str] | None:
    """Persons and the body that is told after them as a sentence of its own: "Roe A, Poe B. Committee on Salt. Salt and sleep"."""
    body = _BODY.match(after)
    if not body or not _SENTENCE_ENDS.search(after, 0, body.end()) or not is_body(body["authors"]):
        return None
    told = len(words) - len(after)
    return trimmed(words[: told + body.end("authors")]), after[body.end() :]


def persons(words: str) -> tuple[str, str] | None:
    """A list of surnames with initials that opens the words, and what comes after; what is odd is let pass where most is not."""
    listed = _listed(words)
    people = [name[0] for name in listed if name.lastgroup in _PEOPLE]
    unsure = [person for person in people if not _INITIALED.search(person)]
    is_sure = 1 < len(people) > len(unsure) and may_be_persons(" ".join(unsure))
    is_dated = len(people) > 1 and _DATE.match(words, listed[-1].end())
    odd = sum(name.lastgroup == "odd" for name in listed)
    others = listed and _AND_OTHERS.match(words, listed[-1].end())
    is_list = others or is_sure or is_dated or may_be_persons(" ".join(people), one_in=6 if len(people) < 3 else 2)
    if not people or odd > len(people) or not is_list:
        return None  # "Vitamin D", "A Review"
    last = listed[-1]
    if len(listed) == 1 and not others and _is_no_name(last[0], words[last.end() :]):
        return None
    found = _stopped(words, others.end() if others else last.end(), may_lack_stop=len(people) > 1 and last.lastgroup in _PEOPLE)
    if not found and len(listed) > 1 and not (last.lastgroup in _PEOPLE and may_be_persons(last[0])):
        return _stopped(words, listed[-2].end(), may_lack_stop=False)  # the last was the title's first words
    return found


def _listed(words: str) -> list[re.Match[str]]:
    """The names of a list one after the other, as far as they go."""
    listed: list[re.Match[str]] = []
    at = n_people = 0
    while name := _NAME.match(words, at) or (n_people and _SPOILT.match(words, at)) or (n_people > 1 and _LAST.match(words, at)):
        listed.append(name)
        n_people += name.lastgroup in _PEOPLE
        following = _BETWEEN.match(words, name.end()) or (name.lastgroup == "inverted" and _LOST_COMMA.match(words, name.end()))
        if not following or _AND_OTHERS.match(words, name.end()):
            break
        at = following.end()
    return listed


def _stopped(words: str, end: int, *, may_lack_stop: bool) -> tuple[str, str] | None:
    """The names up to an offset and what comes after, where something there ends a list."""
    if wrote_for := _WROTE_FOR.match(words, end):
        end = wrote_for.end()
    editors = _EDITORS.match(words, end)
    after = editors.end() if editors else end
    stop = _STOP.match(words, after) or (_LOST_STOP.match(words, after) if may_lack_stop else None) or _COMMA.match(words, after)
    return (trimmed(words[:end]), words[stop.end() :]) if stop else None


def _is_no_name(alone: str, following: str) -> bool:
    """Whether what looks like the only name is none: "US Food", or the first half of "Jane Q. Doe, PhD"."""
    if _BARE.match(alone):
        return not _LONE.match(alone)
    return _FULL_NAME.match(alone + following) is not None


def may_be_persons(words: str, one_in: int = 6) -> bool:
    """Whether at most one word in so many is one of titles and journals."""
    told = _WORDS.findall(words)
    return one_in * sum(w.lower() in _topics() or w.lower() in journal_words() for w in told) <= len(told)


def are_authors(words: str) -> bool:
    """Whether the words are nothing but names: of persons, or of a body.

    >>> are_authors("Royal College of Pathologists of Australasia"), are_authors("National salt fact sheet")
    (True, False)
    """
    found = opening(words)
    return bool(found and (not (rest := found[1].strip(" .,;:)")) or is_body(rest)))


def is_body(words: str) -> bool:
    """Whether words are the name of a body that one of its first words tells: "World Health Organization", not "Notes of a Society"."""
    return _TOLD_EARLY.match(words) is not None and _BODY.fullmatch(words) is not None


def trimmed(authors: str) -> str:
    """Authors without the punctuation that closes them; the point of an initial stays where all initials have one."""
    authors = authors.strip(" ,;:")
    return authors if _DOTTED.search(authors) else authors.rstrip(".")


@cache
def _topics() -> frozenset[str]:
    return frozenset(meanings(__package__, "topic"))


@cache
def _given() -> frozenset[str]:
    return frozenset(meanings(__package__, "given"))
