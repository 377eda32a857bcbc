"""How sure a reading is: the chance that exposure, outcome and direction are right, by a logistic regression over what marks hard readings.

The weights are in scoring.tsv, one a feature, fitted on annotated articles by tests/calibration.py.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from nlp import lexicon
from nlp.claims import arguments
from nlp.claims.words import longest, rows, tokens
from nlp.page import Page, Sentence
from nlp.schema import Claim

_WORDS = (10, 20, 30, 45)  # of a sentence: more are harder to read
_NAMES = (1, 2, 4, 7)  # of nutrients and outcomes in it


def scored(page: Page, sentence: Sentence, claim: Claim) -> Claim:
    """The claim with its score."""
    logit = sum(_weights().get(feature, 0.0) for feature in features(page, sentence, claim))
    return replace(claim, score=round(1 / (1 + math.exp(-logit)), 3))


def features(page: Page, sentence: Sentence, claim: Claim) -> Iterator[str]:
    """What tells how hard a claim was to read: each feature is there or not."""
    span = (sentence.start, sentence.end)
    nutrient = lexicon.nutrients().get(claim.exposure_ids[0])
    outcome = lexicon.outcomes().get(claim.outcome_id or "")
    cues = claim.cue.split(", ") if claim.cue else []
    named = len(page.mentions_in(*span, "NUTRIENT")) + len(page.mentions_in(*span, "OUTCOME"))
    yield "any"
    yield f"exposure is {nutrient.kind if nutrient else 'unknown'}"
    yield f"exposure told by {_told_by(claim)}"
    yield f"outcome better {outcome.better_when if outcome else 'unknown'}"
    if arguments.acting(claim.outcome_id or ""):
        yield "outcome is a nutrient's state"
    yield f"cue is {_kind(cues[0]) if cues else 'none'}"
    yield f"cues {min(len(cues), 4)}"
    yield f"type {claim.claim_type}"
    yield f"attribution {claim.attribution}"
    yield f"words above {_WORDS[at - 1] if (at := bisect_left(_WORDS, len(page.shadow[slice(*span)].split()))) else 0}"
    yield f"names above {_NAMES[at - 1] if (at := bisect_left(_NAMES, named)) else 0}"


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
