"""Tables: rows are lines whose cells are joined by bars, the first row of a run heads the columns."""

from nlp.page import Page, Sentence

_BAR = " | "
_MOST = 60  # rows looked up for the first


def first_row(page: Page, row: Sentence) -> Sentence:
    """The first row of the table that a row stands in."""
    return page.first_alike(row, _MOST)


def column(page: Page, row: Sentence, offset: int) -> int:
    """The column of a row that an offset stands in, from 0."""
    return page.shadow.count(_BAR, row.start, offset)


def cell(page: Page, row: Sentence, number: int) -> tuple[int, int]:
    """Span of one cell of a row; empty where the row has fewer cells."""
    start = row.start
    for _ in range(number):
        bar = page.shadow.find(_BAR, start, row.end)
        if bar < 0:
            return row.end, row.end
        start = bar + len(_BAR)
    end = page.shadow.find(_BAR, start, row.end)
    return start, row.end if end < 0 else end
