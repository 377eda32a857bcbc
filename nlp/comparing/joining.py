"""What belongs together because each two of some pairs do: union-find (Galler and Fischer, Commun ACM 1964;7:301)."""

from collections.abc import Iterable


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Every item of the pairs -> the least item that it belongs together with, directly or through others.

    >>> joined([("b", "a"), ("d", "c"), ("c", "b")])
    {'b': 'a', 'a': 'a', 'd': 'a', 'c': 'a'}
    """
    root: dict[str, str] = {}

    def find(item: str) -> str:
        while root.setdefault(item, item) != item:
            root[item] = item = root[root[item]]
        return item

    for pair in pairs:
        least, other = sorted(map(find, pair))
        root[other] = least
    return {item: find(item) for item in list(root)}
