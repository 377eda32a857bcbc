"""What a number or a study is to the one who tells it, weighed: its role is what most speaks for, all that is told of it added up.

Doses and levels are told in the same ways: as advised, given, measured or warned from. No one sign settles which, and many point to it,
so each sign has a weight for each role, learned from annotated articles. Likewise studies and remarks on research are told apart.
`README.md` is the card of the models, `tests/roles.py` their recipe.
"""

from nlp.facts.weighing.signs import around, beside, bounds, words
from nlp.facts.weighing.weigh import likeliest

__all__ = ["around", "beside", "bounds", "likeliest", "words"]
