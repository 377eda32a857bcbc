"""The words of the claim grammar, from the TSV files beside this one, found in a sentence's tokens by longest match.

A cue's sign says what it does to the outcome it governs: `+` raises, `-` lowers, `good` and `bad` act as the outcome's
`better_when` decides, `~` acts in a direction unsaid, `=` leaves the direction to the other words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from nlp import tsv

Sign = Literal["+", "-", "good", "bad", "~", "="]
Kind = Literal[
    "verb", "motion", "weak", "noun", "adjective", "link", "helper", "use", "property", "predicate", "process", "absorbs", "negation",
    "hedge", "exempt", "aim", "unsettled", "unmoved",
    "lack_before", "lack_after", "anaphor", "together_before", "together_between", "together_after", "apart", "tail",
    "outcome_anaphor", "boundary", "report", "whether", "conditional", "join", "determiner", "preposition", "auxiliary", "adverb",
    "pronoun",
]  # fmt: skip

HEADS: frozenset[str] = frozenset({"verb", "link"})  # govern an outcome by themselves
CUES: frozenset[str] = frozenset({"verb", "motion", "link", "use", "helper", "weak", "noun", "adjective"})
TURNS: frozenset[str] = frozenset({"+", "-", "good", "bad"})  # signs that tell a direction

_INNER_HYPHEN = re.compile(r"(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])")
TOKEN = re.compile(r"[A-Za-z0-9]+(?:'[a-z]+)?|[^\sA-Za-z0-9*]")  # asterisks only print bold


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase is to the grammar.

    `outcome` is that of a property ("anti-inflammatory"), the process of a verb ("absorbs"), or what is said of something with "is"
    ("healthy"; "safe", whose `=` denies its outcome).
    """

    kind: Kind
    sign: Sign = "="
    outcome: str | None = None


Token = tuple[str, int, int]  # in lower case, with its half-open offsets
Meanings = tuple["Meaning", ...]


def tokens(text: str) -> list[Token]:
    """Words and signs in lower case with their offsets; hyphens within a word part it and are left out."""
    return [(m[0].lower(), m.start(), m.end()) for m in TOKEN.finditer(_INNER_HYPHEN.sub(" ", text))]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Lines of one of the room's TSV files."""
    return tuple(tsv.rows(__package__, name))


@cache
def generic() -> frozenset[str]:
    """Nouns too general to be an outcome by themselves."""
    return frozenset(row["phrase"] for row in rows("generic"))


@cache
def never_outcomes() -> frozenset[str]:
    """Nouns that no words before them make an outcome ("older men", as against "chemotherapy drugs")."""
    return frozenset(row["phrase"] for row in rows("generic") if row["where"] == "always")


@cache
def heads() -> frozenset[str]:
    """Nouns that with words before them name an outcome which no lexicon knows ("phosphate transport", "graft rejection")."""
    return frozenset(row["noun"] for row in rows("heads"))


@cache
def organs() -> dict[str, tuple[str, str]]:
    """Parts of the body, with the outcomes that "protects the heart" and "damages the liver" tell of (empty where there is none)."""
    return {row["organ"]: (row["health"], row["damage"]) for row in rows("organs")}


@cache
def bystanders() -> frozenset[str]:
    """Nouns that may stand before a verb and yet not be what acts: those who study and are studied, numbers and times."""
    return frozenset(row["phrase"] for row in rows("bystanders"))


@dataclass(slots=True)
class Begun:
    """The phrases that begin with one word: by their second word, the longest first, and the word by itself."""

    longer: dict[str, list[tuple[list[str], Meanings]]] = field(default_factory=dict)
    alone: Meanings = ()


@cache
def phrases() -> dict[str, Begun]:
    """Every phrase by its first word."""
    told: dict[tuple[str, ...], list[Meaning]] = {}
    for phrase, meaning in _told():
        known = told.setdefault(tuple(word for word, _, _ in tokens(phrase)), [])
        if all(m.kind != meaning.kind for m in known):
            known.append(meaning)
    begun: dict[str, Begun] = {}
    for key in sorted(told, key=lambda k: (-len(k), k)):
        here = begun.setdefault(key[0], Begun())
        if len(key) == 1:
            here.alone = tuple(told[key])
        else:
            here.longer.setdefault(key[1], []).append((list(key), tuple(told[key])))
    return begun


def longest(words: list[str], at: int) -> tuple[int, Meanings] | None:
    """The longest phrase that begins at a token: how many tokens it takes, and what it may mean."""
    begun = phrases().get(words[at])
    return longest_of(begun, words, at) if begun else None


def longest_of(begun: Begun, words: list[str], at: int) -> tuple[int, Meanings] | None:
    """The same, of the phrases that begin with that token."""
    if begun.longer and at + 1 < len(words):
        for key, meanings in begun.longer.get(words[at + 1], ()):
            if words[at : at + len(key)] == key:
                return len(key), meanings
    return (1, begun.alone) if begun.alone else None


@cache
def property_told(text: str) -> Meaning | None:
    """The property that a name ends with, or has before a word as `effects`: "potent antioxidant", "anti-inflammatory activity"."""
    words = [word for word, _, _ in tokens(text)]
    for at in range(len(words)):
        match = longest(words, at)
        told = next((m for m in match[1] if m.kind == "property"), None) if match else None
        if match and told and (at + match[0] == len(words) or words[at + match[0] :] in _BORNE):
            return told
    return None


_BORNE = [["effect"], ["effects"], ["activity"], ["activities"], ["property"], ["properties"], ["action"], ["actions"]]
_RELATING = frozenset({"verb", "motion", "weak", "link", "use", "noun", "adjective", "property", "predicate", "process", "absorbs"})


def _meanings(begun: Begun) -> Iterator[Meaning]:
    yield from begun.alone
    for told in begun.longer.values():
        for _, meanings in told:
            yield from meanings


@cache
def openings(*kinds: Kind) -> frozenset[str]:
    """First words of the phrases of some kinds; of nouns and adjectives only those that tell a direction."""
    wanted = frozenset(kinds) or _RELATING
    return frozenset(
        first
        for first, begun in phrases().items()
        if any(m.kind in wanted and (m.kind not in ("noun", "adjective") or m.sign != "=") for m in _meanings(begun))
    )


_REFERS: dict[str, Sign] = {"each": "=", "all": "+", "lack": "-"}  # the sign of an anaphor says what it refers to


def _told() -> Iterator[tuple[str, Meaning]]:
    yield from _signed("links", "link", "phrase", helper="helper")
    yield from _signed("uses", "use", "phrase", helper="use")
    for row in rows("verbs"):
        kind: Kind = "weak" if row["sign"] == "weak" else "motion" if row["object"] else "verb"
        for form in inflected(row["verb"], tuple(filter(None, row["forms"].split("|")))):
            yield form, Meaning(kind, _sign(row["sign"]))
    yield from _signed("unsettled", "unsettled", "phrase")
    yield from _signed("adjectives", "adjective", "adjective")
    yield from _signed("nouns", "noun", "noun")
    for row in rows("properties"):
        yield row["property"], Meaning("property", _sign(row["sign"]), row["outcome"])
    for row in rows("predicates"):
        yield row["predicate"], Meaning("predicate", _sign(row["sign"]), row["outcome"])
    for row in rows("processes"):
        yield row["process"], Meaning("process", "=", row["process"])
        for form in filter(None, row["verb_forms"].split("|")):
            yield form, Meaning("absorbs", "+", row["process"])
    plain: dict[str, Kind] = {
        "negation": "negation",
        "hedges": "hedge",
        "exempt": "exempt",
        "aims": "aim",
        "exposure_tail": "tail",
        "outcome_anaphora": "outcome_anaphor",
        "unmoved": "unmoved",
    }
    for name, kind in plain.items():
        yield from ((row["phrase"], Meaning(kind)) for row in rows(name))
    placed: dict[str, dict[str, Kind]] = {
        "lack": {"before": "lack_before", "after": "lack_after"},
        "combination": {"before": "together_before", "between": "together_between", "after": "together_after", "each": "apart"},
    }
    for name, kinds in placed.items():
        yield from ((row["phrase"], Meaning(kinds[row["place"]])) for row in rows(name))
    yield from ((row["phrase"], Meaning("anaphor", _REFERS[row["number"]])) for row in rows("anaphora"))
    yield from ((row["phrase"], Meaning(row["class"])) for row in rows("function_words"))  # type: ignore[arg-type]


def _signed(name: str, kind: Kind, column: str, helper: Kind | None = None) -> Iterator[tuple[str, Meaning]]:
    for row in rows(name):
        if row["sign"] == "helper" and helper:
            yield row[column], Meaning(helper)
        else:
            yield row[column], Meaning(kind, _sign(row["sign"]))


def _sign(written: str) -> Sign:
    return written if written in ("+", "-", "good", "bad", "~") else "="  # type: ignore[return-value]


def inflected(verb: str, irregular: Sequence[str] = ()) -> Iterator[str]:
    """A verb's forms; only its first word is inflected. Irregular forms are given whole, and stand in for the regular of their ending.

    >>> list(inflected("cut down on", ("cuts down on", "cutting down on")))[:2]
    ['cut down on', 'cuts down on']
    """
    yield verb
    yield from irregular
    first, _, rest = verb.partition(" ")
    rest = f" {rest}" if rest else ""
    own = {word.split(" ")[0] for word in irregular}
    if not any(word.endswith("s") for word in own):
        yield _third_person(first) + rest
    if not any(word.endswith("ing") for word in own):
        yield (first[:-1] if first.endswith("e") and not first.endswith("ee") else first) + "ing" + rest
        if _doubles(first):
            yield first + first[-1] + "ing" + rest
    if all(word.endswith(("s", "ing")) for word in own) and not {f for f in own if not f.endswith(("s", "ing"))}:
        stem = first[:-1] + "i" if re.search(r"[^aeiou]y$", first) else first[:-1] if first.endswith("e") else first
        yield stem + "ed" + rest
        if _doubles(first):
            yield first + first[-1] + "ed" + rest


def _third_person(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _doubles(verb: str) -> bool:
    return bool(re.search(r"^[^aeiou]*[aeiou][bdgklmnprt]$|(?:er|el|it|ap)$", verb))
