"""The words and numbers that stand in TSV files beside the code that reads them."""

import csv
from importlib.resources import files


def rows(package: str, name: str) -> list[dict[str, str]]:
    """The lines of a package's `name`.tsv, each a dict by the columns that the first line names.

    A quotation mark is a letter like any other; a cell that a line leaves off is empty.
    """
    text = (files(package) / f"{name}.tsv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))
