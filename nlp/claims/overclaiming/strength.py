"""How strongly a text states a relation, by the words of the grammar and of strength.tsv."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Literal, NamedTuple

from nlp.claims.words import Token, inflected, rows, tokens

Strength = Literal["correlational", "conditional", "causal"]


class Statement(NamedTuple):
    """How strongly a text states a relation, and the phrase that decided; both null where no word tells."""

    strength: Strength | None
    phrase: str | None = None


def first_phrase(text: str, what: str) -> str | None:
    """The first phrase of a text that says `what` (certain, people), as strength.tsv has it."""
    return next((phrase for _, phrase, says in _phrases(tokens(text)) if says == what), None)


def statement(text: str, before: str = "") -> Statement:
    """How strongly a text states a relation, after what its sentence says before it.

    The first causal or correlational phrase decides ("resulted in a lower risk" is causal, "associated with a reduced risk" is not);
    participles that describe ("a reduced risk") and aims ("to reduce falls") state nothing, nor does advice.
    """
    first = len(tokens(before))
    words = tokens(f"{before} {text}")
    plain = [word for word, _, _ in words]
    told = [(says, phrase) for at, phrase, says in _phrases(words) if says != "causal" or (at >= first and _acts(plain, at, phrase))]
    kinds = {says for says, _ in told}
    leading = next(((says, phrase) for says, phrase in told if says in ("correlational", "causal")), None)
    if leading is None or "advice" in kinds:
        return Statement(None)
    if leading[0] == "correlational":
        return Statement("correlational", leading[1])
    return Statement("conditional" if "hedged" in kinds else "causal", leading[1])


def _phrases(words: Sequence[Token]) -> Iterator[tuple[int, str, str]]:
    """The longest phrases that say something: index of their first word, their words, what they say."""
    at = 0
    while at < len(words):
        for length in range(_LONGEST if words[at][0] in _openings() else 0, 0, -1):
            phrase = " ".join(word for word, _, _ in words[at : at + length])
            if phrase in _says():
                yield at, phrase, _says()[phrase]
                at += length - 1
                break
        at += 1


def _acts(words: Sequence[str], at: int, phrase: str) -> bool:
    """Whether a causal phrase states that something acts: no participle that describes ("a reduced risk"), no aim ("to reduce falls")."""
    first = phrase.split(" ")[0]
    before, after = [word for word in words[:at] if not word.endswith("ly")][-3:], words[at + len(phrase.split(" ")) :]
    if first.endswith(("ed", "ing")) and (not before or before[-1] in _DESCRIBED):
        return after[:1] == ["by"] and not "".join(after[1:2]).isdigit()
    return before[-1:] != ["to"] or first.endswith(("s", "ed")) or not _REPORTED.isdisjoint(before)


@cache
def _says() -> Mapping[str, str]:
    """What each phrase says: the verbs of the grammar that turn an outcome are causal, hedges hedged, the rest as strength.tsv has it."""
    turning = (r for r in rows("verbs") if r["sign"] in ("+", "-", "good", "bad", "~") and not r["object"])
    verbs = {form: "causal" for r in turning for form in inflected(r["verb"], tuple(filter(None, r["forms"].split("|"))))}
    told = verbs | {r["phrase"]: "hedged" for r in rows("hedges")} | {r["phrase"]: r["says"] for r in rows("overclaiming/strength")}
    return {" ".join(word for word, _, _ in tokens(phrase)): says for phrase, says in told.items()}


@cache
def _openings() -> AbstractSet[str]:
    """First words of the phrases that say something."""
    return {phrase.partition(" ")[0] for phrase in _says()}


_LONGEST = 5  # words of the longest phrase that is looked for
_DESCRIBED = frozenset({
    "a", "an", "the", "this", "such", "these", "with", "of", "and", "for", "by", "in", "between", "or", "on", "more", "to", "as", "from",
    "their", "reported", "observed", "show", "shows", "showed", "showing", "had", "has", "have", "is", "are", "was", "were", "be", "been",
    "not",
})  # fmt: skip
_REPORTED = frozenset({
    "may", "appear", "appears", "appeared", "seem", "seems", "seemed", "able", "found", "shown", "help", "helps", "helped", "failed",
    "likely", "potential",
})  # fmt: skip
