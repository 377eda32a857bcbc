"""Which studies and references are one work, told by several articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nlp.comparing.joining import joined


class Key(NamedTuple):
    """The work that a row is about."""

    id: str
    source_key: str
    matched_by: str


KINDS = ("doi", "pmid", "pmcid", "registry_id", "bibliography", "size")  # what tells a work apart, the surest first


def join(named: Iterable[tuple[str, str, str, str]]) -> list[Key]:
    """Rows that name one work, directly or through a third that shares one name with each.

    Args:
        named: (row id, article_id, kind of name, name); a row has a line for each of its names. Names of a kind that is not in
            `KINDS` join rows too, but never stand for the work.

    Returns:
        A key for every row of a work with a name in `KINDS`, sorted. It is of the surest kind of name that several articles share,
        else that any has, and the least of its names.
    """
    lines = list(named)
    work_of = joined((f"row {row_id}", f"{kind}:{name}") for row_id, _, kind, name in lines)
    works: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for line in lines:
        works[work_of[f"row {line[0]}"]].append(line)
    return sorted(Key(row_id, *key) for work in works.values() if (key := _key(work)) for row_id in {line[0] for line in work})


def _key(work: Sequence[tuple[str, str, str, str]]) -> tuple[str, str] | None:
    """Source key and what it is made of."""
    articles: dict[tuple[int, str], set[str]] = defaultdict(set)
    for _, article_id, kind, name in work:
        if kind in KINDS:
            articles[KINDS.index(kind), name].add(article_id)
    if not articles:
        return None
    rank, name = min(articles, key=lambda named: (len(articles[named]) < 2, named))
    return f"{KINDS[rank]}:{name}", KINDS[rank]
