"""Levels: concentrations and counts of something in the body."""

from nlp.facts.levels.find import find

__all__ = ["find"]
