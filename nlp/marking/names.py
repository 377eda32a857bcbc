"""Names of the lexicons found in a text, all in one pass (Aho-Corasick), then judged by where they stand.

Both names and text are folded one for one: lower case, and signs such as hyphens, slashes, brackets and quotes to blanks, so that
"beta-carotene" finds "beta carotene". Every pattern begins with a blank: a name starts where a word starts. What follows
it must not go on the word, save a plural ending.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from nlp import lexicon
from nlp.lexicon import Name
from nlp.page import Mention

# Commas, full stops, colons, percent signs and closing brackets keep "iron, deficiency" from being read as "iron deficiency".
_BLANKS = str.maketrans(dict.fromkeys("\n-/([{'\"*_|>+&=~\u2022\u00ae\u2122<#", " "))
_PLURAL = re.compile(r"(?:'?s|es)?(?![0-9a-z])")
_DOSED_BEFORE = re.compile(
    r"""(?: (?:[\d½¼¾⅓⅔⅛]\s?|\b(?:an?|one|two|three|four|five|six|eight|ten|half|quarters?|thirds?|eighths?|few|several)\s)
            (?:mcg|ug|mg|g|grams?|milligrams?|micrograms?|iu|ml
            |cups?|tablespoons?|teaspoons?|capsules?|drops?|oz|ounces?|servings?|handfuls?|slices?)\s(?:kg\s)?(?:of\s)?
        | \b(?:supplemental|supplementary|oral|topical|dietary|herbal|taking|take|takes|took|consuming|consumption\sof|intake\sof|doses?\sof
            |extract\sof|supplements?\s(?:of|with|such\sas|like)|levels?\sof|deficient\sin|deficiency\sof)\s
        )$""",
    re.VERBOSE,
)
_DOSED_AFTER = re.compile(
    r"\s(?:supplement|intake|extract|capsule|tablet|pill|powder|tea\b|oil\b|root|leaf|leaves|seed|tincture|deficien|toxicity|therapy|status)"
)
_SUBJECT = 9  # times that an article names a food which it treats as an active
_PREPARED = ("extract", "powder", "concentrate", "supplement", "capsules")  # a food by such a name is taken as an active
_TOLD_BEFORE = re.compile(
    r"\b(?:risk\sof|symptoms\sof|signs\sof|cases?\sof|prevents?|preventing|reduces?|reducing|relieves?|relieving|treats?|treating|treatment\sof|cause[sd]?|causing"
    r"|lowers?|improves?|suffer(?:ing|s)?\sfrom|diagnosed\swith|patients\swith|people\swith|against|levels\sof)\s(?:\w+\s)?$"
)
_VITAMIN_LIST = re.compile(
    r"\b(?P<first>[Vv]it(?:amin)?s?\.?[\s-]?[A-K]\d{0,2})(?P<rest>(?:\s?(?:,\s?(?:and\s|or\s|&\s?)?|/|&|\+|and\s|or\s|plus\s)\s?(?:[Vv]itamin\s)?[A-K]\d{0,2}\b)+)"
    r"|\b(?P<plural>[Vv]itamins\s[A-K]\d{0,2})\b"
)
_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-K]\d{0,2}\b")


def fold(text: str) -> str:
    """Lower case with signs that only join or quote as blanks; of the same length."""
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered (U+0130)
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_BLANKS)


@cache
def _automaton() -> tuple[AhoCorasick, list[list[Name]]]:
    """The automaton over all folded names, and by pattern the names that fold to it."""
    by_pattern: dict[str, list[Name]] = {}
    for name in lexicon.names():
        for written in _inflected(name):
            by_pattern.setdefault(" " + fold(written), []).append(name)
    return AhoCorasick(list(by_pattern)), list(by_pattern.values())


# Prefixes that texts write with and without a hyphen: preeclampsia, pre-eclampsia.
_PREFIX = re.compile(
    r"(anti|auto|co|hyper|hypo|immuno|inter|micro|mis|multi|neuro|non|over|post|pre|re|sub|under)-?([a-z]{4}.*)",
)


def _inflected(name: Name) -> Iterator[str]:
    """A name as texts vary it: a prefix with or without hyphen, singular for plural, "-ies" for "-y"; "-s" is left to `_PLURAL`."""
    text = name.text
    yield text
    if joined := _PREFIX.match(text):
        yield f"{joined[1]}{joined[2]}" if "-" in joined[0] else f"{joined[1]} {joined[2]}"
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


@cache
def _by_text() -> dict[tuple[str, str], Name]:
    return {(name.label, fold(name.text)): name for name in reversed(list(lexicon.names()))}


def concept(label: str, text: str) -> Name | None:
    """The name of the lexicon that a text says in full, whatever its case and joints."""
    return _by_text().get((label, fold(text)))


def find(shadow: str, title: str | None = None) -> list[Mention]:
    """Mentions of lexicon names in order; within a label the longest wins, and none overlaps another.

    A nutrient's name that counts only in context counts throughout an article that makes it certain: by another name, in the title,
    by one place beside an amount or a word of taking, or by coming back to it again and again. An outcome's must be told as a
    complaint in every place: an article on the common cold may still speak of cold water.
    """
    folded = fold(shadow)
    spotted = [(*hit, _certain(*hit, folded)) for hit in (*_spotted(shadow, folded), *_vitamin_lists(shadow))]
    subject = " " + fold(title or "")
    named = Counter(name.concept_id for name, _, _, _ in spotted if name.label == "NUTRIENT")
    nutrients = {
        name.concept_id
        for name, _, _, certain in spotted
        if certain or named[name.concept_id] >= _SUBJECT or " " + fold(name.text) in subject
    }
    return _longest(
        (name, start, end)
        for name, start, end, certain in spotted
        if certain or (name.label == "NUTRIENT" and name.concept_id in nutrients)
    )


def _spotted(shadow: str, folded: str) -> Iterator[tuple[Name, int, int]]:
    """Every name with its span, where words begin and end, in the case that it asks for."""
    automaton, names = _automaton()
    haystack = " " + folded  # so a hit's start is the offset of the name's first letter in the text
    for pattern, start, end in automaton.find_matches_as_indexes(haystack, overlapping=True):
        ending = _PLURAL.match(haystack, end) if "\n" not in shadow[start : end - 1] else None  # no name runs over lines
        if ending:
            for name in names[pattern]:
                if name.match != "as_written":
                    yield name, start, ending.end() - 1
                elif ending.group() in ("", "s") and _joined_alike(shadow[start : end - 1], name.text):
                    yield name, start, end - 1


def _joined_alike(written: str, name: str) -> bool:
    """Whether two spellings are the same to the case, whatever joins their parts."""
    return written == name or written.translate(_BLANKS) == name.translate(_BLANKS)


def _certain(name: Name, start: int, end: int, folded: str) -> bool:
    """Whether a name needs no context, or has it: a nutrient beside an amount or a word of taking, an outcome told as a complaint."""
    if name.match != "in_context" or name.text.endswith(_PREPARED):
        return True
    before = folded[max(0, start - 40) : start]
    if name.label == "NUTRIENT":
        return bool(_DOSED_BEFORE.search(before) or _DOSED_AFTER.match(folded, end))
    return bool(_TOLD_BEFORE.search(before))


def _vitamin_lists(shadow: str) -> Iterator[tuple[Name, int, int]]:
    """The letters in "vitamins A, C and E" and "vitamin D3 and K2", each as the vitamin it stands for."""
    for listed in _VITAMIN_LIST.finditer(shadow):
        for letter in _LETTER.finditer(shadow, listed.start() + 3, listed.end()):
            if name := concept("NUTRIENT", f"vitamin {letter.group()}"):
                first = letter.start() - listed.start() <= len("vitamins ")
                yield name, listed.start() if first else letter.start(), letter.end()


def _longest(candidates: Iterable[tuple[Name, int, int]]) -> list[Mention]:
    """Of overlapping names of one label the longest, as mentions in the order of the text.

    "loss of bone mineral density" holds "loss of bone" and "bone mineral density": the second is kept.
    """
    kept: dict[str, list[Mention]] = {}
    for name, start, end in sorted(candidates, key=lambda c: (c[1], -c[2])):
        mentions = kept.setdefault(name.label, [])
        before = mentions[-1] if mentions else None
        if before and start < before.end:
            if end - start <= before.end - before.start:
                continue
            mentions.pop()
        mentions.append(Mention(start, end, name.label, name.concept_id, name.form))
    return sorted((m for mentions in kept.values() for m in mentions), key=lambda m: (m.start, -m.end, m.label))
