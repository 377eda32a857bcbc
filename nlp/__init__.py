"""Health articles in, normalized claim rows out.

    for row in nlp.find(nlp.mark(nlp.read("article.html"))):
        print(row)

Each verb takes what the one before it gives: `read` gives articles, `mark` pages, `find` rows of the tables in `nlp.schema`.
What cannot be read travels along as a `Reject` row. Nothing here needs a store, a scheduler or a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

# The rooms are imported where they are used: `import nlp.schema` must not wait for a lexicon.
if TYPE_CHECKING:
    from nlp.page import Article, Page
    from nlp.schema import Reject


def read(path: str | Path, fields: Mapping[str, str] | None = None) -> Iterator[Article | Reject]:
    """Articles of a file or of the files in a folder, in order; a reject with its reason for what yields none.

    Args:
        path: file or folder.
        fields: names of JSON records' fields where they are none of the usual, as {"text": "story"}.
    """
    from nlp import reading

    return reading.read(Path(path), fields)


def mark(articles: Iterable[Article | Reject], ner: str | None = None) -> Iterator[Page | Reject]:
    """Articles with their sentences and the names in them.

    Args:
        articles: what `read` gives.
        ner: name or path of a spaCy or scispaCy pipeline whose entities are added to the names of the lexicons.

    Raises:
        nlp.marking.ModelNotFound: that pipeline is not installed or recognises no entities.
    """
    from nlp.marking import Marker
    from nlp.page import Article

    marker = Marker(ner)
    return (marker.page(article) if isinstance(article, Article) else article for article in articles)


def find(pages: Iterable[Page | Reject]) -> Iterator[Any]:
    """Rows of each page in turn: its article, sentences and mentions, then its facts and claims."""
    from nlp.page import Page
    from nlp.rows import rows

    for page in pages:
        if isinstance(page, Page):
            yield from rows(page)
        else:
            yield page
