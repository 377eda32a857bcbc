"""A name as texts vary it: what a lexicon need not list.

"Colon cancer" is also "cancer of the colon" and "cancer, colon"; "calcium absorption" also "absorption of calcium" and "absorbing
calcium"; "anemia" also "anaemia"; "pre-eclampsia" also "preeclampsia". Plurals in "-s" are left to the search.
"""

import re
from collections.abc import Iterator
from functools import cache

from nlp import tsv
from nlp.lexicon import Name

# Prefixes that texts write with and without a hyphen: preeclampsia, pre-eclampsia.
_PREFIX = re.compile(
    r"(anti|auto|co|hyper|hypo|immuno|inter|micro|mis|multi|neuro|non|over|post|pre|re|sub|under)-?([a-z]{4}.*)",
)
_DEATH = re.compile(r"(.*\bdeath)( (?:due to|from) .*)")  # deaths from heart disease


def variants(name: Name) -> Iterator[str]:
    """What texts write for a name, apart from the name itself."""
    yield from _joined(name.text)
    yield from _numbered(name)
    if name.label == "OUTCOME" and name.match != "as_written":
        turned = list(_turned(name.text))
        yield from turned
        yield from filter(None, map(_british, (name.text, *turned)))


def _joined(text: str) -> Iterator[str]:
    """A prefix with a hyphen or without."""
    if joined := _PREFIX.match(text):
        yield f"{joined[1]}{joined[2]}" if "-" in joined[0] else f"{joined[1]} {joined[2]}"


def _numbered(name: Name) -> Iterator[str]:
    """The singular of a plural, "-ies" for "-y", and the plural of a death from something."""
    text = name.text
    if re.search(r"[^aeiou]y$", text):
        yield text[:-1] + "ies"
    elif name.label == "NUTRIENT" and " " not in text:
        return  # "greens" and "oats" are foods, "green" and "oat" are not
    elif re.search(r"[^aeiou]ies$", text):
        yield text[:-3] + "y"
    elif re.search(r"\w{3}(?:sh|ch|x|ss)es$", text):
        yield text[:-2]
    elif re.search(r"\w{3}[^siu]s$", text):
        yield text[:-1]
    if name.label == "OUTCOME" and (death := _DEATH.match(text)):
        yield f"{death[1]}s{death[2]}"


def _turned(text: str) -> Iterator[str]:
    """The last word of a name before the rest: "loss of iron", "lose iron"; of a cancer also as an index has it, "cancer, colon"."""
    rest, _, head = text.rpartition(" ")
    if not rest or head not in _heads() or " of " in text:
        return
    joint, verbs = _heads()[head]
    yield from (f"{head} {joint} {determiner}{rest}" for determiner in ("", "the ", "your "))
    for verb in verbs:
        first, *particle = verb.split()
        yield from (" ".join([form, *particle, rest]) for form in (first, f"{first}s", f"{first.removesuffix('e')}ing"))
    if head == "cancer":
        yield f"{head}, {rest}"
    elif head == "levels":
        yield from (f"{rest} blood levels", f"blood {rest} levels", f"blood levels of {rest}")


def _british(text: str) -> str | None:
    """The name in British spelling, if that is another."""
    other = text
    for american, british in _spellings():
        if american in other and british not in other:
            other = other.replace(american, british)
    return other if other != text else None


@cache
def _heads() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Last words of names that texts put first, with what then joins the rest, and with the verbs that say the same."""
    return {row["head"]: (row["joint"], tuple(filter(None, row["verbs"].split("|")))) for row in tsv.rows(__package__, "heads")}


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((row["american"], row["british"]) for row in tsv.rows(__package__, "spellings"))
