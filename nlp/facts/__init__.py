"""The facts of a page, one folder a kind. None imports another; what ties them together is in claims/."""

from nlp.facts import doses, effects, levels, references, studies
from nlp.page import Page
from nlp.schema import Grounded

FINDERS = (references.find, studies.find, doses.find, levels.find, effects.find)


def find(page: Page) -> list[Grounded]:
    """All facts of a page, kind by kind, each in the order of the text."""
    return [fact for finder in FINDERS for fact in finder(page)]
