"""References of a page: every item of its reference list."""

import re

from nlp.facts import identifiers
from nlp.facts.references import items, journals, styles
from nlp.facts.references.items import Item
from nlp.page import Page
from nlp.schema import Reference

_URL = re.compile(r"\b(?:https?://|www\.|(?:[a-z\d-]+\.)+(?:com|edu|gov|ly|net|org|uk)/)(?:\([^\s<>\"()]*\)|[^\s<>\"\])])+", re.IGNORECASE)
# "SOURCE: bit.ly/x Annals of Sleep, online January 5, 2011.", as news agencies close a story: no item of a list.
_SOURCE = re.compile(r"\W*sources?:", re.IGNORECASE)
# Identifiers and links that a page breaks at a space: "10.1000/ abc-12", "(... 10.1000/abc. 12)", "http://www. example. org/ a".
_BROKEN_DOI = re.compile(
    r"""
    10\.\d{4,}
    (?: \s(?=/)
      | /
        (?: [^\s)]+        (?=\s\w*[\d.]+\w*\))           # the rest before a closing bracket
          | \S*-          (?=\s\d)
          | \d+           (?=\s\d+\.\d)
          | \S*\d         (?=\s\d{6,}\b)
          | [^\s)]*[a-z]  (?=\s[a-z]*\.\d{4}\.\d)           # "10.1000/j.gut microbes.2006.01.074"
        )?
        \s(?=\w)
    )
    """,
    re.VERBOSE,
)
_NO_LINK = r"(?!(?:accessed|and|available|in|last|on|published|retrieved|updated)\b)"
_BROKEN_URL = re.compile(
    rf"(?:https?:/|www\.)\S*(?:(?<=[./_-])\s{_NO_LINK}(?-i:[a-z\d])\S*|(?<=/)\s{_NO_LINK}(?:[A-Z]\S*(?:[\d_/-]|[a-z][A-Z])|\S*[/_])\S*)+",
    re.IGNORECASE,
)
_GLUED_LINK = re.compile(r"(?<=[a-z\d])(?=https?://)|(?<=\b(?:19|20)\d\d)(?=10\.\d{4,}/)")
_SITE = re.compile(r"(?:https?://)?[\w.-]+")  # which after a DOI is the running head of a page
_FURNITURE = re.compile(r"\W*(?:download|click|read more|see also|share|back to|full.?text|PDF)\b", re.IGNORECASE)
_IMPRINT = re.compile(r".{0,90}©|.*\ball rights reserved\b", re.IGNORECASE)  # of the page itself
# A sentence about a paper is no item: "The study, 'Salt and sleep', is published in ..."
_PROSE = re.compile(r"\b(?:is|are|was|were|will be|has been) (?:also )?(?:published|summarized|coordinated|supported)\b")
_TITLE_WORD = re.compile(r"[^\W\d]{2,}|\b[A-Z]\d*\b")
_LONGEST_BARE = 60  # words of one that tells neither marker, authors nor journal
_LONGEST = 14  # words of an item that tells no source at all


def find(page: Page) -> list[Reference]:
    """Every item of the reference list, in order."""
    return [row for item in items.of(page) if (row := _reference(page, item))]


def _reference(page: Page, item: Item) -> Reference | None:
    """The row of one item; none for debris that tells neither where nor when something was published, nor for a story's source."""
    text = _GLUED_LINK.sub(" ", _BROKEN_URL.sub(lambda m: m[0].replace(" ", ""), item.text))
    url = _URL.search(text)
    link = url[0].rstrip(".,;") if url else None
    doi, pmid = identifiers.doi(_BROKEN_DOI.sub(lambda m: m[0].strip(), text)), identifiers.pmid(text)
    if link and doi:
        link = _address(link, doi)
    if url and url.start() == 0:
        text = text[url.end() :].strip()
    work = styles.read(text)
    is_source = _SOURCE.match(page.text, item.start) is not None
    if _is_journal_alone(work, is_source):
        work = styles.Work(journal=work.title, year=work.year)
    has_source = bool(doi or pmid or link or work.authors or work.journal or work.year)
    if _is_debris(text, item.marker, work) or (not has_source and (not item.marker or len(text.split()) > _LONGEST)):
        return None
    n_words = len(_TITLE_WORD.findall(work.title or ""))
    is_told = doi or pmid or n_words > 2 or (link and item.marker)
    if not is_told and (is_source or not (work.journal or (work.authors and work.year and (n_words > 1 or item.marker)))):
        return None
    return page.row(
        Reference, item.start, item.end,
        marker=item.marker, text=text, authors=work.authors, title=work.title, journal=work.journal, year=work.year,
        doi=doi, pmid=pmid, url=link,
    )  # fmt: skip


def _address(link: str, doi: str) -> str | None:
    """A link beside a DOI: whole where the page broke it, none where it names but a site."""
    resolver, found, cut = link.partition("doi.org/")
    if found and doi.startswith(cut):
        return f"{resolver}{found}{doi}"
    return None if _SITE.fullmatch(link) else link


def _is_journal_alone(work: styles.Work, is_source: bool) -> bool:
    """Whether what was taken for a title is a journal, told without the work."""
    title = work.title
    return bool(title and not work.authors and not work.journal and (journals.is_known(title) or (is_source and journals.is_like(title))))


def _is_debris(text: str, marker: str | None, work: styles.Work) -> bool:
    """The rest of an item that a page broke, furniture, the page's own imprint, a sentence about a paper."""
    if text.startswith((">", "#", "&")) or _FURNITURE.match(text) or _IMPRINT.match(text) or _PROSE.search(text):
        return True
    is_prose = not (marker or work.authors or work.journal) and len(text.split()) > _LONGEST_BARE
    return is_prose or (work.authors is None and text[: 1 + bool(marker)].islower())
