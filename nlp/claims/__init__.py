"""Facts and mentions that meet in a sentence: who says that which nutrient does what to which outcome."""

from nlp.claims.find import find

__all__ = ["find"]
