"""The floors only rise: a change that reads the annotated sample corpus worse fails here, table by table."""

import pytest
from quality import PAGE, TABLES, Reading, floors, measure, page


@pytest.fixture(scope="module")
def reading() -> Reading:
    return measure()


@pytest.mark.parametrize("table", TABLES)
def test_no_figure_falls(reading: Reading, table: str) -> None:
    floor, figures = floors()[table], reading.figures[table]
    lines = "\n".join(line for line in (*reading.missed, *reading.extra) if line.startswith(table))
    assert figures.precision >= floor["precision"], f"precision {figures.precision:.3f} is below {floor['precision']}\n{lines}"
    assert figures.recall >= floor["recall"], f"recall {figures.recall:.3f} is below {floor['recall']}\n{lines}"


def test_the_quality_page_tells_the_figures_of_today(reading: Reading) -> None:
    assert PAGE.read_text("utf-8") == page(reading.figures), "run: python tests/quality.py --raise"
