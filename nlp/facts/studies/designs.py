"""Designs of research: the words that tell them, which of several counts, and the evidence each gives."""

from nlp.facts.words import alternatives, meanings, scanner
from nlp.schema import Design, EvidenceLevel

# Of several designs told of one study the first counts: "a meta-analysis of randomized trials", "a randomized trial in rats".
PRECEDENCE: tuple[Design, ...] = (
    "meta_analysis", "systematic_review", "mendelian_randomization", "in_vitro", "animal", "rct", "case_control", "cohort",
    "cross_sectional", "clinical_trial", "survey", "observational", "case_report", "guideline", "review", "unspecified",
)  # fmt: skip
SYNTHESES = ("meta_analysis", "systematic_review", "review", "guideline")
EVIDENCE: dict[Design, EvidenceLevel] = {
    "meta_analysis": "synthesis", "systematic_review": "synthesis", "rct": "trial", "clinical_trial": "trial",
    "cohort": "observational", "case_control": "observational", "cross_sectional": "observational", "observational": "observational",
    "mendelian_randomization": "observational", "survey": "observational", "animal": "preclinical", "in_vitro": "preclinical",
    "case_report": "opinion", "review": "opinion", "guideline": "opinion", "unspecified": "unspecified",
}  # fmt: skip

_DESIGNS: dict[str, Design] = meanings(__package__, "design")  # type: ignore[assignment]  # the file's words are the Literal's
_DESIGN = scanner(rf"\b (?: {alternatives(_DESIGNS)} ) \b")


def designs(words: str) -> set[Design]:
    """All designs that some words tell."""
    return {_DESIGNS[" ".join(m[0].lower().replace("*", " ").split())] for m in _DESIGN.finditer(words)}


def design_of(words: str) -> Design:
    """The design that counts of those that some words tell."""
    told = designs(words)
    return next((d for d in PRECEDENCE if d in told), "unspecified")


def rank(design: Design) -> int:
    """Its place among designs told of one study: the lowest counts."""
    return PRECEDENCE.index(design)


def are_compatible(named: Design, known: Design) -> bool:
    """Whether two designs may be told of one study: one is unspecified, or they are kinds of the same."""
    if "unspecified" in (named, known) or named == known:
        return True
    return (
        {named, known} <= {"rct", "clinical_trial"}
        or {named, known} <= {"cohort", "observational"}
        or {named, known} <= {"meta_analysis", "systematic_review", "review"}
    )
