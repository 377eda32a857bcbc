"""The chance of each pair of a sentence, by the weights of what is told of it."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from nlp.claims.weighing import features
from nlp.claims.weighing.pairs import Pair, Seen, claim_key, claimed, outcome_key, pairs
from nlp.schema import Claim, ClaimDirection

DIRECTIONS: tuple[ClaimDirection, ...] = get_args(ClaimDirection)
COLUMNS = ("relation", *DIRECTIONS)

Weights = NDArray[np.float64]  # one of each of COLUMNS


class Weighed(NamedTuple):
    """A pair, the grammar's claim of it if there is one, which way it goes, and the chance that there is such a claim."""

    pair: Pair
    claim: Claim | None
    direction: ClaimDirection  # the claim's, else the likeliest
    score: float


def candidates(seen: Seen) -> list[tuple[Pair, Claim | None]]:
    """What is weighed of a sentence: every claim of the grammar, then every pair that it claims nothing of."""
    taken = {(n, claim_key(c)) for c in seen.claims for n in c.exposure_ids}
    free = (p for p in pairs(seen) if p.outcome is not None and (p.exposure.nutrient, outcome_key(seen.items[p.outcome])) not in taken)
    return [*((claimed(seen, claim), claim) for claim in seen.claims), *((pair, None) for pair in free)]


def weighed(seen: Seen) -> Iterator[Weighed]:
    """The candidates of a sentence with their chances."""
    told = candidates(seen)
    if not told:
        return
    sentence = _sum(features.of_sentence(seen))
    exposures = {e: _sum(features.of_exposure(seen, e)) for e in {pair.exposure for pair, _ in told}}
    outcomes = {n: _sum(features.of_outcome(seen, n)) for n in {pair.outcome for pair, _ in told} if n is not None}
    for pair, claim in told:
        logits = sentence + exposures[pair.exposure] + _sum(features.of_pair(seen, pair, claim))
        yield _weighed(pair, claim, logits if pair.outcome is None else logits + outcomes[pair.outcome])


def _weighed(pair: Pair, claim: Claim | None, logits: Weights) -> Weighed:
    relation = 1 / (1 + np.exp(-logits[0]))
    turned = np.exp(logits[1:] - logits[1:].max())
    direction = claim.direction if claim else DIRECTIONS[int(turned.argmax())]
    return Weighed(pair, claim, direction, float(relation * turned[DIRECTIONS.index(direction)] / turned.sum()))


def _sum(names: Iterable[str]) -> Weights:
    """The weights of the features added up; those of no weight tell nothing."""
    index, table = _weights()
    total: Weights = table[sorted(index[name] for name in names if name in index)].sum(axis=0)
    return total


@cache
def _weights() -> tuple[dict[str, int], Weights]:
    """The line of each feature, and the table of weights."""
    lines = (files(__package__) / "weights.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return {name: n for n, (name, *_) in enumerate(cells)}, np.array([[float(x) for x in row[1:]] for row in cells])
