"""Overclaiming: what a claim says against what the design that it rests on can show.

The kinds are those counted in press releases and news on health: causal statements from correlational research and inference to people
from animals (Sumner et al., BMJ 2014;349:g7015), and general statements from particular cases (DeJesus et al., PNAS 2019;116:18370).
How strongly a text states a relation is told by its words, on the scale of Yu et al. (EMNLP 2019, D19-1473).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Literal, NamedTuple

from nlp.claims.words import Token, inflected, rows, tokens
from nlp.facts.studies.designs import designs, rank
from nlp.page import Page
from nlp.schema import Claim, Design, Grounded, Overclaim, Reference, Study

Strength = Literal["correlational", "conditional", "causal"]
Shown = Literal["causation", "association", "preclinical", "cases"]


class Evidence(NamedTuple):
    """What a claim rests on, in words, and what that can show."""

    name: str
    shows: Shown


class Statement(NamedTuple):
    """How strongly a text states a relation, and the phrase that decided; both null where no word tells."""

    strength: Strength | None
    phrase: str | None = None


# Of reviews, guidelines and "a study" nothing is known; a survey's name is often that of a questionnaire.
_EVIDENCE: Mapping[Design, Evidence] = {
    "meta_analysis": Evidence("a meta-analysis", "causation"),
    "rct": Evidence("a randomized trial", "causation"),
    "clinical_trial": Evidence("a clinical trial", "causation"),
    "mendelian_randomization": Evidence("Mendelian randomization", "causation"),
    "cohort": Evidence("a cohort study", "association"),
    "case_control": Evidence("a case-control study", "association"),
    "cross_sectional": Evidence("a cross-sectional study", "association"),
    "observational": Evidence("observational research", "association"),
    "animal": Evidence("research in animals", "preclinical"),
    "in_vitro": Evidence("research in the test tube", "preclinical"),
    "case_report": Evidence("case reports", "cases"),
}
_TRIALS = frozenset({"rct", "clinical_trial"})
_FEW = 20  # people in a trial up to whom what happened to them is no general fact
_REASONS: Mapping[Overclaim, str] = {
    "causation_from_association": "Says cause and effect (“{words}”); {cited} can show only that two things go together.",
    "humans_from_preclinical": "Told of people (“{words}”); {cited} cannot show what happens in people.",
    "certainty_above_evidence": "Told as a settled fact (“{words}”); {cited} cannot settle it.",
}


def judged(page: Page, found: Sequence[Grounded]) -> list[Grounded]:
    """The rows, with a verdict on every claim whose evidence is known: does it say more than that can show?"""
    cited = {key for row in found if isinstance(row, Claim) for key in (*row.study_ids, *row.reference_ids)}
    known: dict[str, Evidence | None] = {}
    for row in found:
        if isinstance(row, Study) and row.study_id in cited:
            known[row.study_id] = _evidence({row.design, *designs(row.quote.lower())}, row.n_participants)
        elif isinstance(row, Reference) and row.reference_id in cited:
            known[row.reference_id] = _evidence(designs((row.title or "").lower()))
    return [_judged(page, row, known) if isinstance(row, Claim) else row for row in found]


def _evidence(told: AbstractSet[Design], people: int | None = None) -> Evidence | None:
    """What designs named of one study make, and the people in it; null where that is not known."""
    known = {design: evidence for design, evidence in _EVIDENCE.items() if design in told}
    if not told.isdisjoint(_TRIALS):
        known = {design: evidence for design, evidence in known.items() if evidence.shows != "association"}  # "a trial and cohort study"
    if not known:
        return None
    design = min(known, key=rank)
    if design == "meta_analysis" and any(evidence.shows == "association" for evidence in known.values()):
        return Evidence("a meta-analysis of observational research", "association")
    if design in _TRIALS and people is not None and people <= _FEW:
        return Evidence(f"{known[design].name} of {people} people", "cases")
    return known[design]


def _judged(page: Page, claim: Claim, known: Mapping[str, Evidence | None]) -> Claim:
    """A claim with its verdict: by its studies, or by its references where no study is told; as it was where one of them is not known."""
    cited = {known[key] for key in claim.study_ids or claim.reference_ids}
    evidence = {e for e in cited if e is not None}
    if not evidence or len(evidence) < len(cited):
        return claim
    verdict, words = _verdict(page, claim, {e.shows for e in evidence})
    names = " and ".join(sorted(e.name for e in evidence))
    return replace(claim, overclaim=verdict, overclaim_reason=_REASONS[verdict].format(words=words, cited=names) if words else None)


def _verdict(page: Page, claim: Claim, shown: Collection[Shown]) -> tuple[Overclaim, str | None]:
    """What a claim oversteps, and by which words. One study that can carry it is enough."""
    if claim.certainty != "asserted" or "causation" in shown:
        return "none", None
    before = page.shadow[page.sentence_at(claim.char_start).start : claim.char_start]
    quote = page.shadow[claim.char_start : claim.char_end]
    if certain := _first(before + quote, "certain"):
        return "certainty_above_evidence", certain
    told = statement(quote, before)
    if told.strength != "causal" or told.phrase is None:
        return "none", None
    if "association" in shown:
        return "causation_from_association", told.phrase
    if "preclinical" in shown:
        people = _first(quote, "people")
        return ("humans_from_preclinical", people) if people else ("none", None)
    general = told.phrase.split(" ")[0].endswith("s")  # "cures", not "cured"
    return ("certainty_above_evidence", told.phrase) if general else ("none", None)


def _first(text: str, what: str) -> str | None:
    """The first phrase of a text that says a thing."""
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
