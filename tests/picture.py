"""`python tests/picture.py PICTURE [FOLDER]`: a picture of the report, made from the sample corpus or from another folder of tables."""

import sys
import tempfile
from pathlib import Path

from browser import browser
from sample import sample

from nlp import showing


def draw(picture: Path, tables: Path) -> None:
    """Write the report on a folder of tables and take its picture: the page of vitamin D."""
    folder = Path(tempfile.mkdtemp())
    report = folder / "report.html"
    report.write_text(showing.report(tables), encoding="utf-8")
    with browser(folder / "profile") as page:
        page.size(1280, 860)
        page.open(f"{report.as_uri()}#/nutrient/vitamin_d")
        page.wait("document.querySelector('main').dataset.page === 'nutrient/vitamin_d'")
        page.picture(picture)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else sample())
