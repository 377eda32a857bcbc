"""The chance of each pair of a sentence, by the weights of what is told of it."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from nlp import tsv
from nlp.claims.weighing import features
from nlp.claims.weighing.pairs import Pair, Seen, claim_key, claimed, outcome_key, pairs
from nlp.schema import Claim, ClaimDirection

DIRECTIONS: tuple[ClaimDirection, ...] = get_args(ClaimDirection)
COLUMNS = ("relation", *DIRECTIONS)

Floats = NDArray[np.float64]


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
        parts = sentence + exposures[pair.exposure] + _sum(features.of_pair(seen, pair, claim))
        yield _weighed(pair, claim, parts if pair.outcome is None else parts + outcomes[pair.outcome])


def _weighed(pair: Pair, claim: Claim | None, parts: Floats) -> Weighed:
    sums, telling = parts[: len(COLUMNS)], parts[len(COLUMNS) :]
    relation = 1 / (1 + np.exp(-sums[0] - telling @ _table().together @ telling))
    turned = np.exp(sums[1:] - sums[1:].max())
    direction = claim.direction if claim else DIRECTIONS[int(turned.argmax())]
    return Weighed(pair, claim, direction, float(relation * turned[DIRECTIONS.index(direction)] / turned.sum()))


def _sum(names: Iterable[str]) -> Floats:
    """The weights of the features added up, and which of the telling ones are among them; those of no weight tell nothing."""
    table = _table()
    total: Floats = table.alone[sorted(table.line[name] for name in names if name in table.line)].sum(axis=0)
    return total


class _Table(NamedTuple):
    """The weights of features, and on the relation those of two telling features together."""

    line: dict[str, int]
    alone: Floats  # a line of each feature: its weight by COLUMNS, then for each telling feature whether it is that
    together: Floats  # [first, second]; each two once


@cache
def _table() -> _Table:
    alone, together = tsv.rows(__package__, "weights"), tsv.rows(__package__, "together")
    telling = {name: n for n, name in enumerate(sorted({row[side] for row in together for side in ("feature", "with")}))}
    line = {row["feature"]: n for n, row in enumerate(alone)}
    weights = np.zeros((len(alone), len(COLUMNS) + len(telling)))
    weights[:, : len(COLUMNS)] = [[float(row[column]) for column in COLUMNS] for row in alone]
    for name, n in telling.items():
        weights[line[name], len(COLUMNS) + n] = 1
    both = np.zeros((len(telling), len(telling)))
    for row in together:
        both[telling[row["feature"]], telling[row["with"]]] = float(row["relation"])
    return _Table(line, weights, both)
