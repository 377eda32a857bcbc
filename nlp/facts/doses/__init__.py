"""Doses: amounts of a nutrient that someone takes, is given, is advised, or that a food or product holds."""

from nlp.facts.doses.find import find

__all__ = ["find"]
