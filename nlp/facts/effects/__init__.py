"""Effects: numbers that say how large an effect, difference, association or risk is."""

from nlp.facts.effects.find import find

__all__ = ["find"]
