"""Words of others made fit for a terminal."""

import unicodedata


def one_line(words: object) -> str:
    """Words of others in one line, without control and direction characters, which a terminal would obey."""
    line = " ".join(str(words).split())
    return "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf"))
