"""Research that came out both ways: "trials of D for colds had mixed results", "data on iron and stroke are conflicting"."""

from collections.abc import Sequence

from nlp.claims.arguments import Item

CONFLICTING = frozenset({"conflicting results", "mixed results", "mixed evidence"})
_FOUND = frozenset({
    "evidence", "results", "findings", "data", "reports", "conclusions", "studies", "trials", "research", "associations", "association",
    "outcomes", "literature",
})  # fmt: skip
# what came out both ways beside the relation itself: "how it works is unclear"
_BESIDE = frozenset({
    "mechanism", "mechanisms", "how", "why", "optimal", "exact", "precise", "desired", "dose", "doses", "requirement", "requirements",
    "nature",
})  # fmt: skip


def is_of_another(items: Sequence[Item]) -> bool:
    """Whether what is unsettled is not the relation itself but how it comes about or at which dose."""
    return any(i.text in _BESIDE for i in items)


def is_predicate(items: Sequence[Item], n: int) -> bool:
    """Whether the n-th word says of the clause that it is unsettled: "is unclear", "remains debated"."""
    before = items[n - 1] if n else None
    return " " in items[n].text or (before is not None and (before.kind in ("auxiliary", "adverb") or before.text in ("remains", "remain")))


def verdict(items: Sequence[Item]) -> Item | None:
    """The word of a clause that says of research that it came out both ways, if one does."""
    if is_of_another(items):
        return None
    for n, item in enumerate(items):
        if item.text in CONFLICTING:
            return item
        if item.kind != "unsettled" or item.sign != "~":
            continue
        found = items[n + 1 : n + 2] and items[n + 1].text in _FOUND
        if found or (is_predicate(items, n) and any(i.text in _FOUND for i in items[:n])):
            return item
    return None
