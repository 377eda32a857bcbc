"""Abstracts quoted in an article with their citation line or PMID: each is one study."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import re2

from nlp.facts import identifiers
from nlp.facts.words import MONTH, triggered
from nlp.page import Line, Page

_CITATION = re.compile(
    rf"[ *_#>]*(?P<journal>[A-Z][\w .:&()/,-]{{2,90}}?)[.,;]? *\(?(?<!\w)(?P<year>19\d\d|20[0-2]\d)\)?(?: {MONTH}(?:[ -]\w+)?)?"
    r"(?: \d{1,2})? ?(?:[;:.,(]|$)",
    re.MULTILINE,
)
_ONLINE = re.compile(  # what follows a journal's name
    rf"[.,]? (?:Published|Epub|Available|(?:Early )?online\b|{MONTH}$|[^ ]*\d{{4}})|,? in press|,? doi"
    r"|[,:;]? (?:Vol(?:ume)?\b|Issue\b|\d+ ?[(:,]|\d{1,2} [A-Z]|(?:\d+ )?[A-Z][a-z]{2,8} \d{1,2}$)",
    re.IGNORECASE,
)
_CITED = re2.compile(r"PMID|(?:19|20)\d\d\)?(?: (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|[;:.(,])")
_NO_CITATION = re.compile(
    rf"[ *_#>]*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{MONTH} \d+"
    r"|Epub|Presented|Poster|Received|Accepted|Published|Copyright|Available|Updated|Posted|Volume|Issue|First|In)\b",
    re.IGNORECASE,
)
_ABSTRACT_WORDS = re2.compile(
    r"(?i)\b(?:we (?:investigated|studied|aimed|conducted|performed|examined|assessed|evaluated|randomi[sz]ed|measured"
    r"|hypothesi[sz]ed|sought|determined|compared|analy[sz]ed)|in (?:this|the present) study"
    r"|background|methods?|results?|conclusions?|objectives?)\b"
)
_LABEL = re2.compile(
    r"(?m)(?:^|[.)?] )(?:[ *_#>]*(?i:(?P<label>background|introduction|context|objectives?|aims?|purpose"
    r"|(?:patients |materials |subjects )?(?:and )?methods?"
    r"|(?:study )?design|results|findings|conclusions?)[ *_]*:)"
    r"|[ *_]*(?P<bare>Background|Objectives?|Aims?(?:/hypothesis)?|Purpose|Methods|Results|Conclusions?)[ *_]*(?: [A-Z\d]|$))"
)
_ALONE = re.compile(r"\W*\w+(?: \w+){0,2}\W*")  # a line that holds but the label: the next is what it labels
_WE = re2.compile(
    r"(?i)\bwe (?:also |then |further )?(?:investigated|studied|aimed|conducted|performed|examined|assessed|evaluated|randomi[sz]ed"
    r"|measured|hypothesi[sz]ed|sought|determined|compared|analy[sz]ed|found|observed|tested|enrolled|recruited)\b"
)
_DATED = re.compile(
    r"(?!.*\b(?:Received|Revised|Accepted)\b).*?"
    rf"(?:(?:\(|\b{MONTH},? (?:\d{{1,2}},? )?)(?P<before>(?:19|20)\d\d)\b|\b(?P<after>(?:19|20)\d\d) {MONTH})"
)
_END = re.compile(r"Download the PDF|^-{3,}$", re.IGNORECASE | re.MULTILINE)
_TOP = 5  # sentences among which a page's title is found, and those that the lines of authors below it may take
_BETWEEN_LABELS = 25  # sentences that a part of an abstract has at most
_ABOVE = 15  # sentences between an abstract's title and its first part: authors and where they work
_SHORT = 160  # characters that a citation line has at most
_HEAD = 4  # lines below a title that may tell when and where it was published
_LONGEST = 70  # sentences of an abstract, at most


@dataclass(frozen=True, slots=True)
class Abstract:
    """A quoted abstract: sentences [first, last] by position."""

    first: int
    last: int
    year: int | None
    journal: tuple[int, int] | None
    pmid: str | None
    doi: str | None


def abstracts(page: Page) -> list[Abstract]:
    """Abstracts quoted in the article: with a citation line or PMID, with their parts labelled, or told by "we" below the first title."""
    found: list[Abstract] = []
    for kind in (_cited, _labelled, _told_by_us):
        found += [a for a in kind(page) if not any(a.first <= other.last and other.first <= a.last for other in found)]
    return found


def _told_by_us(page: Page) -> Iterator[Abstract]:
    """From the title at the page's top to the next heading, where "we" tell of what we did twice or more."""
    sentences = page.sentences
    first = next((s.position for s in sentences[:_TOP] if s.kind == "heading"), None)
    if first is None or page.text[sentences[first].start] != "#":
        return
    end = next((s.position for s in sentences[first + _TOP : first + _LONGEST] if s.kind == "heading"), None)
    last = (end or min(first + _LONGEST, len(sentences))) - 1
    start, stop = sentences[first].start, sentences[last].end
    if last > first and len(_WE.findall(page.shadow[start:stop])) > 1:
        yield _abstract(page, first, last, *_published(page, first))


def _labelled(page: Page) -> Iterator[Abstract]:
    """From the heading above "Background:" or the like to the end of the last part labelled so, where there are two or more."""
    group: list[int] = []
    kinds: set[str] = set()
    found = [(page.sentence_at(m.end()).position, (m["label"] or m["bare"]).lower()[:5]) for m in _LABEL.finditer(page.shadow)]
    for position, kind in [*found, (len(page.sentences) + _LONGEST, "")]:
        if group and (position - group[-1] > _BETWEEN_LABELS or kind in kinds or _are_parted(page, group[-1], position)):
            if len(group) > 1 and (block := _around(page, group[0], group[-1])):
                yield block
            group, kinds = [], set()
        group.append(position)
        kinds.add(kind)


def _are_parted(page: Page, low: int, high: int) -> bool:
    """Whether a heading, the title of what comes next, stands between two sentences."""
    return any(s.kind == "heading" and page.text[s.start] == "#" for s in page.sentences[low + 1 : high])


def _around(page: Page, first_label: int, last_label: int) -> Abstract | None:
    sentences = page.sentences
    above = [j for j in range(first_label, max(first_label - _ABOVE, -1), -1) if sentences[j].kind == "heading"]
    if not above:
        return None
    first = next((j for j in above if page.text[sentences[j].start] == "#"), above[0])  # rather the title than a line of authors
    label = sentences[last_label]
    line = label.line + (_ALONE.fullmatch(page.shadow, label.start, label.end) is not None)
    last = next((j - 1 for j in range(last_label, len(sentences)) if sentences[j].line > line), len(sentences) - 1)
    return _abstract(page, first, last, *_published(page, first))


def _cited(page: Page) -> Iterator[Abstract]:
    """From the heading above a citation line or PMID to the identifier or next heading."""
    taken = -1
    sentences = page.sentences
    for s in triggered(page, _CITED, ("body", "list_item", "table_cell")):
        i = s.position
        if i <= taken:
            continue
        citation = _citation(page, page.article.lines[s.line])
        raw = page.text[s.start : s.end]
        number = identifiers.pmid(raw) if raw.lstrip(" *").upper().startswith("PMID") else None
        if not citation and not number:
            continue
        first = next((j for j in range(i, max(i - _LONGEST, taken), -1) if sentences[j].kind == "heading"), None)
        last = _end_of_abstract(page, i) if citation else i
        if first is None:
            continue
        whole = page.text[sentences[first].start : sentences[last].end]
        is_entry = citation and identifiers.pmid(whole)  # as PubMed prints it
        if not is_entry and len(_ABSTRACT_WORDS.findall(whole)) < 2:
            continue
        yield _abstract(page, first, last, *(_year_and_journal(citation) if citation else (None, None)))
        taken = last


def _abstract(page: Page, first: int, last: int, year: int | None, journal: tuple[int, int] | None) -> Abstract:
    whole = page.text[page.sentences[first].start : page.sentences[last].end]
    return Abstract(first, last, year, journal, identifiers.pmid(whole), identifiers.doi(whole))


def _published(page: Page, title: int) -> tuple[int | None, tuple[int, int] | None]:
    """Year and journal's span that the lines below a title tell, or the year alone: "online 27 September 2013"."""
    below = page.sentences[title].line + 1
    head = [line for line in page.article.lines[below : below + _HEAD] if line.end - line.start < _SHORT]
    if citation := next(filter(None, (_citation(page, line) for line in head)), None):
        return _year_and_journal(citation)
    dated = next(filter(None, (_DATED.match(page.text, line.start, line.end) for line in head)), None)
    return (int(dated["before"] or dated["after"]) if dated else None), None


def _citation(page: Page, line: Line) -> re.Match[str] | None:
    """The citation that a line is: "J Odd Nutr. 2014 May;3(2):10-19"."""
    if line.end - line.start >= _SHORT or _NO_CITATION.match(page.text, line.start, line.end):
        return None
    return _CITATION.match(page.text, line.start, line.end)


def _year_and_journal(citation: re.Match[str]) -> tuple[int, tuple[int, int]]:
    start = citation.start("journal")
    return int(citation["year"]), (start, start + len(_ONLINE.split(citation["journal"])[0].rstrip(" .,")))


def _end_of_abstract(page: Page, start: int) -> int:
    for j in range(start + 1, min(start + _LONGEST, len(page.sentences))):
        s = page.sentences[j]
        if page.text[s.start : s.end].lstrip(" *").upper().startswith("PMID"):
            return j
        if _END.search(page.text, s.start, s.end):
            return j
        if s.kind == "heading" and page.text[s.start : s.end].lstrip().startswith("#"):
            return j - 1
    return min(start + _LONGEST, len(page.sentences)) - 1
