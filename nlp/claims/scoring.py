"""How sure a reading is: the chance that exposure, outcome and direction are right, by a logistic regression over what marks hard readings.

The weights are in scoring.tsv, one a feature, fitted on annotated articles by tests/calibration.py.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from nlp import lexicon
from nlp.claims import arguments
from nlp.claims.words import longest, rows, tokens
from nlp.page import Page, Sentence
from nlp.schema import Claim

_WORDS = (10, 20, 30, 45)  # of a sentence: more are harder to read
_NAMES = (1, 2, 4, 7)  # of nutrients and outcomes in it


def scored(claim: Claim, sentence_logit: float) -> Claim:
    """The claim with its score; `sentence_logit` is the logit of its sentence's features."""
    return replace(claim, score=round(1 / (1 + math.exp(-sentence_logit - logit(of_claim(claim)))), 3))


@cache
def logit(features: tuple[str, ...]) -> float:
    """What features add up to, in log odds."""
    return sum(_weights().get(feature, 0.0) for feature in features)


def of_sentence(page: Page, sentence: Sentence) -> tuple[str, ...]:
    """What tells how hard a sentence's claims are to read: each feature is there or not."""
    span = (sentence.start, sentence.end)
    n_words = len(page.shadow[slice(*span)].split())
    named = len(page.mentions_in(*span, "NUTRIENT")) + len(page.mentions_in(*span, "OUTCOME"))
    return "any", f"words above {_above(n_words, _WORDS)}", f"names above {_above(named, _NAMES)}"


def _above(n: int, bounds: Sequence[int]) -> int:
    """The highest of the bounds that a number is above, 0 where it is above none."""
    at = bisect_left(bounds, n)
    return bounds[at - 1] if at else 0


def of_claim(claim: Claim) -> tuple[str, ...]:
    """What tells how hard a claim by itself was to read: each feature is there or not."""
    nutrient = lexicon.nutrients().get(claim.exposure_ids[0])
    outcome = lexicon.outcomes().get(claim.outcome_id or "")
    cues = claim.cue.split(", ") if claim.cue else []
    state = ("outcome is a nutrient's state",) if arguments.acting(claim.outcome_id or "") else ()
    return (
        f"exposure is {nutrient.kind if nutrient else 'unknown'}",
        f"exposure told by {_told_by(claim)}",
        f"outcome better {outcome.better_when if outcome else 'unknown'}",
        *state,
        f"cue is {_kind(cues[0]) if cues else 'none'}",
        f"cues {min(len(cues), 4)}",
        f"type {claim.claim_type}",
        f"attribution {claim.attribution}",
    )


def _told_by(claim: Claim) -> str:
    """Where the exposure stands: named in the sentence, a pronoun, or only in what surrounds it."""
    if claim.exposure_text is None:
        return "context"
    return "pronoun" if _kind(claim.exposure_text) == "anaphor" else "name"


@cache
def _kind(phrase: str) -> str:
    """What a phrase is to the grammar."""
    match = longest([word for word, _, _ in tokens(phrase)], 0)
    return match[1][0].kind if match else "word"


@cache
def _weights() -> Mapping[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("scoring")}
