"""The role whose weights come to most, by the tables beside this file: a line a sign, a column a role."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp import tsv

Floats = NDArray[np.float64]


class Weights(NamedTuple):
    """A sign's line in the table, and what it weighs for each of the roles."""

    roles: tuple[str, ...]
    line: dict[str, int]
    table: Floats


def likeliest(fact: str, signs: Iterable[str]) -> str:
    """The role of a fact ("doses", "levels", "studies") that its signs speak for most; signs of no weight tell nothing."""
    known = weights(fact)
    lines = [known.line[sign] for sign in sorted(set(signs)) if sign in known.line]
    return known.roles[int(known.table[lines].sum(axis=0).argmax())]


@cache
def weights(fact: str) -> Weights:
    """The table of a fact."""
    rows = tsv.rows(__package__, fact)
    roles = tuple(column for column in rows[0] if column != "sign")
    line = {row["sign"]: n for n, row in enumerate(rows)}
    return Weights(roles, line, np.array([[float(row[role]) for role in roles] for row in rows]))
