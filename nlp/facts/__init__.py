"""The facts of a page, one folder a kind. None imports another; what ties them together is in claims/."""

from nlp.page import Page
from nlp.schema import Grounded


def find(page: Page) -> list[Grounded]:
    """All facts of a page: references, studies, doses, levels and effects, each kind in the order of the text."""
    return [fact for finder in _finders() for fact in finder(page)]
