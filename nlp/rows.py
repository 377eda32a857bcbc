"""All rows of one page: what the finders say, and the article, sentences and mentions that they rest on."""

import re
from collections.abc import Iterator
from typing import Any

from nlp import claims, facts
from nlp.comparing.duplicates import signature
from nlp.page import Page
from nlp.schema import ArticleRow, MentionRow, SentenceRow

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def rows(page: Page) -> Iterator[Any]:
    """Rows of a page: article, sentences, mentions, then facts and claims, each kind in the order of the text."""
    yield _article(page)
    yield from _sentences(page)
    for m in page.mentions:
        yield page.row(MentionRow, m.start, m.end, label=m.label, concept_id=m.concept_id, form=m.form, source=m.source, score=m.score)
    yield from claims.find(page, facts.find(page))


def _article(page: Page) -> ArticleRow:
    a = page.article
    return ArticleRow(
        article_id=a.article_id, source_uri=a.source_uri, url=a.url, site=a.site, title=a.title, authors=a.authors,
        published=a.published, language=a.language, text=a.text, text_sha256=a.text_sha256, n_chars=len(a.text),
        n_words=sum(1 for _ in _WORD.finditer(a.text)), n_sentences=len(page.sentences),
        minhash=signature(a.text),
    )  # fmt: skip


def _sentences(page: Page) -> Iterator[SentenceRow]:
    for s in page.sentences:
        yield SentenceRow(
            sentence_id=s.sentence_id, article_id=page.article.article_id, position=s.position, section=s.section, kind=s.kind,
            char_start=s.start, char_end=s.end, text=page.text[s.start : s.end],
        )  # fmt: skip
