"""The shadow of a text: of the same length, with odd characters replaced one for one, so that grammars stay plain."""

import re
from collections.abc import Iterable

from nlp.page import Callout

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_PLAIN = (
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_SINGLE_QUOTES, "'")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | {"\u00b5": "u", "\u03bc": "u", "\u00d7": "x", "\u2217": "*", "\u2044": "/", "\u2215": "/"}
)
_ODD = re.compile(f"[{''.join(_PLAIN)}]")
_WIKI_COLOR = re.compile(r"~~#[0-9A-Fa-f]{3,6}:")  # before words that a wiki's source colours: "~~#00F:fracture~~"
# A dash set without spaces, or made a hyphen by a scraper, before a word that begins a clause: "in 2013-a review", but "vitamin-a rich".
_DASH = re.compile(
    r"""-(?= (?: (?<= (?: [a-z]{4} | \d{4} ) - ) (?<! vitamin- | .fetuin- | patitis- | fluenza- ) (?<! ase- ) a
      | (?<= [a-z0-9)%'"] - ) (?: an | the | that | this | these | those | which | who | but | not | is | are | was | it | they | we | you
        | he | she | even | though | because | when | where | what | why | how | if | than | so | yet | and | or | as | at | some | all ) )
      \s (?! [A-Z\d] \b ) )""",
    re.VERBOSE,
)
_RAISED_POINT = re.compile(r"(?<=\d)[\u00b7\u2219\u22c5](?=\d)")  # the decimal point of some British journals


def shadow(text: str, callouts: Iterable[Callout] = ()) -> str:
    """The text with callouts and a wiki's colours blanked and odd spaces, dashes, quotes, micro and multiplication signs made plain.

    >>> shadow("5\\u202f\\u00b5g\\u20136 mg, RR 1\\u00b724, in 2013-a review")
    '5 ug-6 mg, RR 1.24, in 2013,a review'
    """
    plain = _RAISED_POINT.sub(".", _ODD.sub(lambda odd: _PLAIN[odd.group()], text))
    plain = _DASH.sub(",", plain)
    if "~~#" in plain:
        plain = _WIKI_COLOR.sub(lambda mark: " " * len(mark.group()), plain)
    for callout in callouts:
        plain = plain[: callout.start] + " " * (callout.end - callout.start) + plain[callout.end :]
    return plain
