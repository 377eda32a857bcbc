"""References of a page: every item of its reference list, in any of the usual styles.

- Vancouver and AMA: Holick MF. Vitamin D deficiency. N Engl J Med. 2007;357(3):266-281.
- APA and Springer: Holick, M. F. (2007). Vitamin D deficiency. N Engl J Med, 357, 266-281.
- Nature: Holick, M. F. Vitamin D deficiency. N. Engl. J. Med. 357, 266-281 (2007).
- IEEE: M. F. Holick, "Vitamin D deficiency," N. Engl. J. Med., vol. 357, pp. 266-281, 2007.
- bare: Vitamin D deficiency New England Journal of Medicine
"""

import re
from dataclasses import dataclass
from functools import cache

from nlp.facts import identifiers
from nlp.facts.words import meanings
from nlp.page import Line, Page
from nlp.schema import Reference

_MARKER = re.compile(
    r"(?:[*•\s]*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}\s*[.)]|\d{1,3}(?=\s[A-Z]))[\s↵^.]*)*[*•↵^\s]*"
    r"(?:(?:sources?|(?:journal )?references?|(?:full )?citations?|(?:journal |original )?(?:article|paper|publication)):\s*"
    r"|Ref\.?:?\s+)?",
    re.IGNORECASE,
)
_URL = re.compile(r"\b(?:https?://|www\.|(?:[a-z\d-]+\.)+(?:com|edu|gov|ly|net|org|uk)/)[^\s<>\"\])]+", re.IGNORECASE)
# "SOURCE: bit.ly/x Annals of Sleep, online January 5, 2011.", as news agencies close a story: no item of a list.
_SOURCE = re.compile(r"\W*sources?:", re.IGNORECASE)
# Where the bibliographic words end and links, identifiers and the remarks of databases begin.
_REMARKS = re.compile(
    r"\s*[\[(]?\s*(?:\bdoi\b|\bDOI:|https?://|www\.|bit\.ly|PubMed|PMID|PMC\d|CrossRef|Medline|View this article"
    r"|\[?\s?Links|Available (?:at|from|online)|Accessed|Retrieved|Epub|In press|\[cited|published online|PDF is attached"
    r"|Last accessed|Web of Science|Google Scholar|FREE Full"
    r"|Full Text|Abstract/|↩|View Article|View at)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[\s\u00a0]+")
_BOLD = re.compile(r"\s*\*\*\s*(?=[;:,])|\*\*")
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_PAGES = r"[A-Za-z]{0,2}\d[\w.]*(?:\s?[-–—]\s?[A-Za-z]?\d\w*)?"
_MORE_PAGES = rf"(?:,\s?{_PAGES})*(?:\s(?:e\d+|passim))?(?:\s?\(in\s[A-Z]\w+\))?"  # 939-940, 942 passim; 35-40 (in Japanese)
_VOLUME = r"(?:[A-Z]?\d+[A-Za-z]?(?:\sSuppl\.?(?:\s?\d+)?)?(?:\s?\([^()]{1,25}\))?|\(\d+\))"
# The dates and numbers that close an item; what stands before them ends with the journal.
_CLOSINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s\({_YEAR}\)\s{_VOLUME}[.\s]*$",  # (2014) 3
        rf"[.,;]?\s*vol(?:ume|\.)\s*{_VOLUME},\s*{_YEAR}(?:,\s*(?:pp?\.?\s*)?{_PAGES})?[.\s]*$",  # Volume 71, 2013, p. 88
        rf"[.,;]?\s{_YEAR}\s?\(\d+\)\s?:.*$",  # 2009(2):CD000227
        rf"\s\(?{_YEAR}\)?\s{_VOLUME}(?:\s|:\s?){_PAGES}{_MORE_PAGES}[.\s]*$",  # 2013 92 191-206; (2012) 61(3):199-206
        rf"[.,;]?\s*\(?{_YEAR}(?!\)\.)\)?[a-z]?(?:[,\s]+{_MONTHS}(?:[-–/]{_MONTHS})?(?:\s\d{{1,2}})?)?\s*[;:,.]\s*(?:vol\.?\s*"
        rf"|pt\s)?(?:{_VOLUME}|suppl?|:?CD\d+)(?!\w).*$",  # 2007;357(3):266-281
        # 357, 266-281 (2007)
        rf"[.,;]?\s*(?:vol(?:ume|\.)?\s*)?{_VOLUME}\s*[,:;]\s*(?:no\.?\s*\d+,?\s*)?(?:pp?\.?\s*)?{_PAGES}(?:[\s,.;]+\(?|\(){_YEAR}\)?[.\s]*$",
        rf"[.,;]?\s*(?:online\s+)?(?:{_MONTHS}\s\d{{1,2}},\s"
        rf"|{_MONTHS}\s)?\(?{_YEAR}\)?(?:[ ,.]+{_MONTHS}(?:\s\d{{1,2}})?)?[.;,\s]*$",  # online January 5, 2011.
    )
)
_OPENING_YEAR = re.compile(
    rf"^(?P<authors>.{{2,600}}?)[\s,]*(?:\(|(?<=\.)\s){_YEAR}(?:[a-z]?(?:,[^()]*)?\)|(?=\.\s))[.:,]?\s*(?P<rest>\S.*)$"
)
# K. Doe and R. J. Roe, "Vitamin D deficiency," Nutrition, vol. 19, no. 3, pp. 213-228, 2003.
_QUOTED = re.compile(
    r"^(?P<authors>[^“”\"]{2,400}?)[,.]?\s[“\"]"
    r"(?P<title>[^“”\"]{8,}?)(?:[,.]?[”\"],|[,.][”\"]|(?<=[?!])[”\"])\s+(?:in\s)?(?P<rest>.+)$"
)
_NUMBERS = re.compile(
    rf"[.,;]?\s*(?:vol(?:ume|\.)?\s*)?{_VOLUME}\s*(?:(?:[,:;]|(?<=\s)(?=\d+\s?[-–]))\s*(?:no\.?\s*\d+,?\s*)?(?:pp?\.?\s*)?{_PAGES}{_MORE_PAGES}\)?)?[\s.,;]*$",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(rf"(?<![\d-]){_YEAR}(?![\d-])")
_SENTENCE_END = re.compile(
    r"(?<=itamin\s[A-K])\.\s+(?=[A-Z])|(?<=[a-z\d)\"'?!\]])\.[\"'”]?\s+(?=[A-Z\d“\"(\[])|(?<=[A-Z]{2})\.\s+(?=[A-Z\d])|(?<=[?!])\s+(?=[A-Z])"
)
_PARTICLES = r"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Ll]a|[Ll]e|[Ee]l|[Aa]l|[Dd]a|[Dd]i|[Dd]u|[Dd]os|[Tt]en|[Tt]er|[Dd]el)[ -])*"
_SURNAME = rf"{_PARTICLES}[A-Z][\w'’‐-]+(?:\s{_PARTICLES}[A-Z][\w'’-]+){{0,2}}"
_AUTHOR = rf"(?:{_SURNAME},?\s(?:(?:[A-Z]\.[ -]?){{1,4}}(?:[A-Z]\b)?|[A-Z](?:-?[A-Z]){{0,3}}\b)(?:,?\s(?:Jr|Sr|2nd|3rd|II|III)\b\.?)?)"
_INITIALS_FIRST = r"[A-Z]{1,3}\s[A-Z][a-z]+"
# "Holick MF, Binkley NC, et al", "Holick, M. F., & Binkley, N.": as far as the names with initials go.
_AUTHORS = re.compile(
    rf"(?P<authors>(?:{_INITIALS_FIRST},\s)?{_AUTHOR}"
    rf"(?:(?:\s?[,;]\s?(?:and\s|&\s)?|\s(?:and|&)\s)(?:{_AUTHOR}|{_INITIALS_FIRST}))*(?:\s?[,;.]?\s?(?:et\.?\s?al|and others"
    rf"|[^.;]{{3,90}}(?:Group|Committee|Investigators|Consortium)))?)(?:(?<=\.)\s?:?\s?|\s?\.?[.:]\s|\s?[.,]?$)"
)
_WITH_OTHERS = re.compile(r"(?P<authors>[^:;]{5,300}?,?\set\sal)(?:\s?\.?\s?[.:,]\s|\s(?=[A-Z]))")  # Jane Doe, Richard Roe, et al:
_SURNAMES = re.compile(rf"{_SURNAME}(?:,\s{_SURNAME})*,?\s(?:&|and)\s{_SURNAME}")  # Roe, Poe & Doe
_DOTTED = re.compile(r"\b[A-Z]\.[ ,;A-Z]")
_INITIALS = re.compile(r"\b[A-Z]{1,4}\b|\b[A-Z]\.|\bet al")
_SMALL_WORDS = {"and", "et", "al", "of", "for", "the", "on", "van", "von", "der", "den"}
_NAMED_LAST = re.compile(
    r"\s(?P<authors>[A-Z][a-z]+(?:\s[A-Z]\.){1,2}\s[A-Z][a-z]+(?:(?:,|\sand"
    r"|,\sand)\s[A-Z][a-z]+(?:\s[A-Z]\.){0,2}\s[A-Z][a-z]+)*)$"
)
_JOURNAL_LIKE = re.compile(r"(?:The\s)?[A-Z][\w&'’./-]*(?:[\s,:]+(?:[A-Z][\w&'’.()/-]*|of|and|the|in|for|on|de|et|&|\([A-Z][\w ]+\)))*")
_TITLE_AND_JOURNAL = re.compile(
    r"(?P<title>[^.]*(?:[a-z]{5}|itamin\s[A-K]\d?))\.\s(?P<journal>[A-Z].*)"
)  # "Zinc and exercise. J Nutr", all words of journals
_BROKEN_DOI = re.compile(r"(10\.\d{4,}/(?:[^\s)]+(?=\s[\d.]+\)))?)\s(?=\w)")  # over two lines: "10.1000/ abc-12", "(... 10.1000/abc. 12)"
_HEADER = re.compile(r"\swww\.\S+(?=\s[a-z]+\s[a-z])")  # of a page, within an item
# "Institute of Medicine", "American Academy of Pediatrics, Committee on Health": all words with capitals but the small ones
_BODY = re.compile(
    r"(?:Institute|World|National|Department|American|Food|Health|Cent(?:er|re)s?|European)"
    r"(?:,?\s(?:[A-Z][\w'-]*|of|and|for|on|the|&)){1,14}"
)
_VOLUME_LEFT = re.compile(r",\s\d+$")  # "PLoS One, 7"
_EDITED = re.compile(r"\b(?:In|eds?|editors?)\s?[:.]", re.IGNORECASE)
_POSTED = re.compile(r"(?<=\(\d{4}\)\.)\s[A-Z][a-z]+\s\d{1,2},\s\d{4}\W*$")  # "... (2015). November 16, 2015."
_NOTES = re.compile(
    r"\s?\[(?:research support|review|article|abstract|letter|editorial|correction|erratum|in [A-Z])[^\[\]]{0,50}\]\s?\.?"
    r"|(?<=\.)\sReview\.(?=\s[A-Z])|(?<=\.)\s(?:German|French|Spanish|Italian|Japanese|Chinese|Russian)\.?$",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<=[a-z\d)])\.(?=J\.?\s[A-Z][a-z])|(?<=[a-z]{4})\.(?=[A-Z](?:[a-z]{3}|[a-z]{0,2}\s[A-Z][a-z]))"
)  # "a trial.Nutrition"
_SUBTITLE = re.compile(r"\s?[:.]\s(?:the\s)?(?:official\s)?(?:journal|publication|organ)\sof\s.*$")  # "JAMA : the journal of ..."
# Where a work's title ends and the book or the publisher that holds it begins.
_PUBLISHERS = r"(?:Press|Publish\w*|Verlag|Books|Wiley|Elsevier|Springer|Karger|Dekker|Saunders|McGraw|Thesis|Dissertation)\b"
_CITIES = r"(?:New York|London|Boston|Geneva|Philadelphia|Basel|Washington)\b"
_BOOK = re.compile(
    rf"\.\s+In:?\s+(?=[A-Z])|[;.]\s(?:[A-Z][\w .,()]*:\s)?[A-Z][\w &]*\b{_PUBLISHERS}|[;.]\s{_CITIES}(?:,\s?[A-Z]{{2}})?(?:$|[^.:]*:)"
)
_PUBLISHER = re.compile(rf"\b{_PUBLISHERS}|^{_CITIES}|^[A-Z][\w .]+(?:,\s[A-Z][\w.]+)?,?\s\(?[A-Z]{{2}}\)?:\s")
_NAME_OF_A_BODY = 12  # words that an institution named as author has at most
_FURNITURE = re.compile(r"\W*(?:download|click|read more|see also|share|back to)\b", re.IGNORECASE)
_TITLE_WORD = re.compile(r"[^\W\d]{2,}|\b[A-Z]\d*\b")
_NO_JOURNAL = frozenset({"Accessed", "Amended", "Updated", "J", "Last", "Released", "Review", "URL"})  # what is left of a remark
_NAMED_BEFORE = re.compile(
    r"(?<=[.?!]\s)(?P<name>(?:[A-Z][\w-]*\s){0,3}(?:Journal|Annals|Archives|Bulletin|Agents|Advances|Frontiers)\s"
    r"(?:(?:[A-Z][\w&-]*|of|in|and|the|for|&)\s)*)$"
)
_ABBREVIATED = re.compile(r"[A-Z][a-z]{0,8}\.")
_LONGEST = 14  # words of a journal's name
_SHORT = 10  # characters of an item's words at least, before the remarks
_ONLINE = re.compile(r"Available|Accessed|Retrieved")
_CHARS = 1500  # of an item that are read


@dataclass(frozen=True, slots=True)
class _Parsed:
    authors: str | None = None
    title: str | None = None
    journal: str | None = None
    year: int | None = None


def find(page: Page) -> list[Reference]:
    """Every item of the reference list, in order."""
    return [row for line in page.article.lines if line.kind == "reference" and (row := _reference(page, line))]


def _reference(page: Page, line: Line) -> Reference | None:
    """The row of one item; none for debris that tells neither where nor when something was published, nor for a story's source."""
    written = page.text[line.start : min(line.end, line.start + _CHARS)]
    text = _SPACES.sub(" ", _BOLD.sub("", written[_MARKER.match(written).end() :])).strip()  # type: ignore[union-attr]  # matches ""
    url = _URL.search(text)
    link = url[0].rstrip(".,;") if url else None
    doi, pmid = identifiers.doi(_BROKEN_DOI.sub(r"\1", text)), identifiers.pmid(text)
    if url and url.start() == 0:
        text = text[url.end() :].strip()
    found = _parsed(text)
    has_title = found.title is not None and len(_TITLE_WORD.findall(found.title)) > 2
    is_told = doi or pmid or has_title or (link and line.marker)
    is_debris = text.startswith((">", "#")) or (
        found.authors is None and not line.marker and text[:1].islower()
    )  # the rest of an item that a page broke
    has_source = bool(doi or pmid or link or found.authors or found.journal or found.year)
    if (
        is_debris
        or _FURNITURE.match(text)
        or (not has_source and (not line.marker or len(text.split()) > _LONGEST))
        or (found.title is None and _plain(found.authors or "") in _journals())
    ):
        return None
    if not is_told and (_SOURCE.match(written) or not (found.journal or (found.authors and found.year and line.marker))):
        return None
    return page.row(
        Reference, line.start, line.end,
        marker=line.marker, text=text, authors=found.authors, title=found.title, journal=found.journal, year=found.year,
        doi=doi, pmid=pmid, url=link,
    )  # fmt: skip


def _parsed(text: str) -> _Parsed:
    text = _HEADER.sub("", text)
    remarks = _REMARKS.search(text)
    core = text[: remarks.start()] if remarks and (remarks.start() > _SHORT or _ONLINE.match(text)) else text
    core = _GLUED.sub(". ", _POSTED.sub("", _NOTES.sub("", core))).replace("] .", "].")
    core = core.strip(" []*_.,;") if not core.rstrip().endswith(")") else core.strip(" []*_,;")
    if found := _QUOTED.match(core):
        years = list(_ANY_YEAR.finditer(found["rest"]))
        journal = _JOURNAL_LIKE.match(found["rest"])
        return _Parsed(
            _trimmed(found["authors"]) or None,
            found["title"],
            journal[0].strip(" .,") if journal else None,
            int(years[-1]["year"]) if years else None,
        )
    opening = _OPENING_YEAR.match(core)
    is_dated_first = opening is not None and _AUTHORS.fullmatch(opening["authors"].strip()) is not None
    for closing in () if is_dated_first else _CLOSINGS[:-1]:
        if found := closing.search(core):
            return _from_words(core[: found.start()], int(found["year"]))
    if (
        opening
        and not _EDITED.search(opening["authors"])
        and (is_dated_first or _is_authors(opening["authors"]) or len(opening["authors"].split()) < _NAME_OF_A_BODY)
    ):
        numbers = _NUMBERS.search(opening["rest"])
        parsed = _from_words(opening["rest"][: numbers.start()] if numbers else opening["rest"], int(opening["year"]), has_authors=False)
        return _Parsed(_trimmed(opening["authors"]), parsed.title, parsed.journal, parsed.year)
    if found := _CLOSINGS[-1].search(core):
        before = core[: found.start()]
        numbers = _NUMBERS.search(before)
        return _from_words(before[: numbers.start()] if numbers and numbers.start() > 10 else before, int(found["year"]))
    years = list(_ANY_YEAR.finditer(core))
    return _from_words(core, int(years[-1]["year"]) if years else None)


def _from_words(words: str, year: int | None, *, has_authors: bool = True) -> _Parsed:
    """Authors, title and journal from the words before an item's numbers."""
    words = _SUBTITLE.sub("", words).strip(" .,;:")
    journal_at = _full_name(words, _abbreviated_journal(words, _known_journal(words)))
    journal = words[journal_at:].strip(" .,;") if journal_at is not None else None
    words = words[:journal_at].strip(" ,;:")
    authors = None
    if has_authors and (named := _AUTHORS.match(words) or _WITH_OTHERS.match(words)) and _is_authors(named["authors"]):
        authors, words = _trimmed(named["authors"]), words[named.end() :]
    segments = _segments(words)
    if has_authors and authors is None and segments and _is_authors(segments[0]):
        authors, segments = _trimmed(segments[0]), segments[1:]
    if has_authors and authors is None and len(segments) > 1 and _BODY.fullmatch(segments[0]):
        authors, segments = segments[0], segments[1:]
    if journal is None and (len(segments) > 1 or (segments and authors)) and year is not None and _is_journal_like(segments[-1]):
        journal, segments = segments[-1], segments[:-1]
    if journal and not any(segments) and (whole := _TITLE_AND_JOURNAL.fullmatch(journal)):
        segments, journal = [whole["title"]], whole["journal"]
    journal = _VOLUME_LEFT.sub("", journal) if journal else None
    title = _BOOK.split(". ".join(segments))[0].replace("?. ", "? ").replace("!. ", "! ").strip(" .;[]\"'“”") or None
    if title and authors is None and (last := _NAMED_LAST.search(title)):
        authors, title = last["authors"], title[: last.start()]
    return _Parsed(authors, title, journal, year)


def _segments(words: str) -> list[str]:
    """Parts closed by a full stop, abbreviations and initials apart."""
    return [part.strip(" .,") for part in _SENTENCE_END.split(words) if part.strip(" .,")]


def _trimmed(authors: str) -> str:
    """Authors without the punctuation that closes them; the point of an initial stays where all initials have one."""
    authors = authors.strip(" ,;")
    return authors if _DOTTED.search(authors) else authors.rstrip(".")


def _is_authors(words: str) -> bool:
    """Names with initials, "et al", or nearly all words with capitals among which some are initials."""
    if _AUTHORS.fullmatch(words.strip()) or _SURNAMES.fullmatch(words.strip()):
        return True
    tokens = [w.strip(".,;:()&") for w in words.split()]
    named = [w for w in tokens if w and (w[0].isupper() or w.lower() in _SMALL_WORDS or not w[0].isalpha())]
    return bool(tokens) and len(named) >= 0.85 * len([w for w in tokens if w]) and bool(_INITIALS.search(words))


def _is_journal_like(words: str) -> bool:
    if _PUBLISHER.search(words):
        return False
    return len(words.split()) <= _LONGEST and words not in _NO_JOURNAL and _JOURNAL_LIKE.fullmatch(words) is not None


@cache
def _journals() -> frozenset[str]:
    return frozenset(_plain(name) for name in meanings(__package__, "journal", "publisher"))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[.,:]", " ", name).lower().replace("’", "'").split())


def _known_journal(words: str) -> int | None:
    """Where a journal of the list begins that ends the words; the longest name wins, a leading "The" is its own."""
    tokens = list(re.finditer(r"\S+", words))[-_LONGEST:]
    for token in tokens:
        if (token.start() == 0 or words[token.start()].isupper() or words[token.start()] == "e") and _plain(
            words[token.start() :]
        ) in _journals():
            before = words[: token.start()].rstrip()
            if before.endswith("The"):
                return len(before) - 3
            return token.start()
    return None


def _full_name(words: str, begins: int | None) -> int | None:
    """Where the journal begins of whose name only the last words are in the list: "Journal of Animal Science"."""
    longer = _NAMED_BEFORE.search(words, 0, begins) if begins else None
    return longer.start("name") if longer else begins


@cache
def _journal_words() -> frozenset[str]:
    return frozenset(word for name in _journals() for word in name.split())


def _abbreviated_journal(words: str, known: int | None) -> int | None:
    """Where a journal begins that ends the words in abbreviations: "... of milk. J. Anim. Breed. Genet".

    One that ends in a name of the list, which begins at `known`, begins before it only where the list's own words go on.
    """
    begins = known
    tokens = list(re.finditer(r"\S+", words))[-_LONGEST:]
    for before, token in zip(reversed(tokens[:-1]), reversed(tokens), strict=False):
        if token is not tokens[-1] and _plain(token[0]) not in _journal_words() and (known or not _ABBREVIATED.fullmatch(token[0])):
            break
        if before[0][-1] in ".?!" and token[0][0].isupper() and token is not tokens[-1]:
            begins = min(token.start(), begins or token.start())
    return begins
