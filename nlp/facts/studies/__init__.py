"""Studies: pieces of research that the running text tells of, one row each however often they are named."""

from nlp.facts.studies.find import find

__all__ = ["find"]
