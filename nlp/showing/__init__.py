"""What people look at: the report, and comparisons as text. A folder of tables in, HTML or lines of text out."""

from nlp.showing.report import report
from nlp.showing.tables import Outdated
from nlp.showing.words import Unknown, compare, diff

__all__ = ["Outdated", "Unknown", "compare", "diff", "report"]
