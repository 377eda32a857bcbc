"""References: the items of an article's reference list, parsed into fields."""

from nlp.facts.references.find import find

__all__ = ["find"]
