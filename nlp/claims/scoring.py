"""How sure a reading is: the share of readings of its kind that are right."""

from nlp.claims.relations import Construction

# Share of right readings on the annotated articles, each counted with its own article left out and drawn towards the mean of all (.87)
# with the weight of eight readings: by construction, and by whether the sentence itself names the exposure.
_RIGHT: dict[tuple[Construction, bool], float] = {
    ("active", True): 0.86, ("active", False): 0.83, ("passive", True): 0.79, ("passive", False): 0.79, ("intransitive", True): 0.79,
    ("intransitive", False): 0.74, ("fragment", True): 0.87, ("fragment", False): 0.91, ("label", True): 0.92, ("label", False): 0.92,
}  # fmt: skip
_UNKNOWN = 0.5  # odds of an outcome that no lexicon names, against one that is known


def score(construction: Construction, *, named: bool, known: bool) -> float:
    """Probability that a claim is read rightly.

    Args:
        construction: how exposure and outcome are joined.
        named: the exposure stands in the sentence rather than in its context.
        known: the outcome is one of the lexicon's.
    """
    right = _RIGHT[construction, named]
    odds = right / (1 - right) * (1 if known else _UNKNOWN)
    return round(odds / (1 + odds), 3)
