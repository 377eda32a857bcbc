"""Claims and the designs that they rest on: whether one says more than the other can show."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Literal, NamedTuple

from nlp.claims.overclaiming.strength import first_phrase, statement
from nlp.facts.studies.designs import designs, rank
from nlp.page import Page
from nlp.schema import Claim, Design, Grounded, Overclaim, Reference, Study

Shown = Literal["causation", "association", "preclinical", "cases"]


class Evidence(NamedTuple):
    """What a claim rests on, in words, and what that can show."""

    name: str
    shows: Shown


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
    if certain := first_phrase(before + quote, "certain"):
        return "certainty_above_evidence", certain
    told = statement(quote, before)
    if told.strength != "causal" or told.phrase is None:
        return "none", None
    if "association" in shown:
        return "causation_from_association", told.phrase
    if "preclinical" in shown:
        people = first_phrase(quote, "people")
        return ("humans_from_preclinical", people) if people else ("none", None)
    general = told.phrase.split(" ")[0].endswith("s")  # "cures", not "cured"
    return ("certainty_above_evidence", told.phrase) if general else ("none", None)
