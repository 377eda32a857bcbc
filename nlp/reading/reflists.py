"""Reference lists: which lines of an article are items of one."""

import re
from collections.abc import Sequence

from nlp.schema import SentenceKind

_HEADING = re.compile(
    r"""
    (?:(?:appendix\s\w|\d{1,2})\.?\s+(?!citations))?
    (?:(?:scientific|selected|key|cited|medical|article|study|full|additional|research|supporting|other|more|main)\s)?
    (?P<word>references?|reference\ list|bibliography|citations?|sources?|(?:works|literature|studies)\ cited|(?:foot|end)?notes|literature
    |(?:further|suggested|recommended)\ reading)
    (?:\s(?:&|and)\s(?:sources|notes|citations|references|further\ reading|resources))?
    (?:\s(?:considered|for|from|in|of|to)\s(?!PDF)[\w\ ]{3,60})?
    \W*(?:\(?\d{1,3}\)?)?\W*(?:[(\[{][^()\[\]{}]*[)\]}])?\W*$                  # References (12), References {none of 2012}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SURE = frozenset({"reference", "references", "bibliography", "works cited", "citation", "citations", "literature cited", "reference list"})
# "SOURCE: bit.ly/x The Journal, online January 5, 2011.", "Ref Roe, Poe & Doe. Kale and sleep. Nutrition 54, 649-666 (2015)."
_SOURCE = re.compile(
    r"(?:(?:sources?|(?:journal )?references?|(?:full )?citations?|(?:journal |original )?(?:article|paper|publication)):|Ref\.?:?)\s+\S",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:[*•-]\s+)?(?:\d{1,3}[.)]\s*)?(?:\[\d{1,3}[a-z]?\]|\(\d{1,3}\)|\d{1,3}(?:\s{0,2}[.)])?|[ivx]{1,5}\s+(?=[A-Z]))(?:\s*↵)?\s*(?=\D)"
)
# Names with initials that open an item, after any marker: "ii Doe JA, Roe B", "[3] Holick, M. F. (2007)"; no "Gut J. 2013".
_SIGNED = re.compile(
    r"""
    (?:[*•-]\s+)? (?:\W?(?:\d(?:\s{0,2}\d){0,2}[a-z]?|[a-z]{1,4})\W{0,3}\s*)?
    (?:[a-z]{2,3}\s){0,2} (?!Vitamin)[A-Z](?=[\w'’-]*[a-z])[\w'’-]+(?:[ -][A-Z][\w'’-]+)? (?!\sJ\b)
    (?: ,?\s(?:[A-Z]\.?[ -]?){1,4} (?:[,:;&(]|\s?and\b|\s?et\sal) | ,\s(?:[A-Z]\.?[ -]?){1,4}\.?\s | \s(?:[A-Z]-?){2,4}\.\s(?=[A-Z]) )
    """,
    re.VERBOSE,
)
# A title in quotation marks that opens an item, and its DOI: how news offices close a story.
_QUOTED = re.compile(r"[\"“'‘][A-Z][^\"“”]{20,300}[\"”'’],?\s.*\b10\.\d{4,}/")
# What a database sets below an item: "Abstract/FREE Full Text", "CrossRefMedline".
_LINKS = re.compile(
    r"(?:abstract|article|cas|crossref|free|full|google|in|infotrieve|isi|medline|order|pdf|publisher|pubmed|scholar|science|scopus|search"
    r"|text|view|via|web of|\W)+",
    re.IGNORECASE,
)
_LONGEST = 500  # characters of such an item
_LIKE_ANYWHERE = 4  # likeness that a line needs which opens with names, to be an item wherever it stands
_SIGNS = (
    (2, re.compile(r"(?:19|20)\d\d\D{0,25}[;,:]\s?\d{1,4}\s?(?:\([\w\s.–-]+\))?\s?[:,]\s?[eESL]?\d")),  # 2010;78(2):140
    (2, re.compile(r"\b\d{1,4}\s?(?:\([\w\s.–-]+\))?\s?:\s?[eES]?\d+\s?[-–]\s?[eES]?\d+")),  # 78(2):140-145
    (2, re.compile(r"\b\d{1,4}, [eES]?\d+\s?[-–]\s?[eES]?\d+,? \(?(?:19|20)\d\d\b")),  # 78, 140-145 (2010)
    (2, re.compile(r"\bdoi\b|\b10\.\d{4,}/|\bPMID\b|\bpubmed\b", re.IGNORECASE)),
    (1, re.compile(r"\b(?:19|20)\d\d\b")),
    (1, re.compile(r"\bet al\b")),
    (1, _SIGNED),
    (1, re.compile(r"(?:[A-Z][\w'’-]+,?\s(?:[A-Z]{1,3}|(?:[A-Z]\.\s?){1,3}),\s){3}")),  # several names
    (1, re.compile(r"https?://|\bwww\.|bit\.ly/")),
    (
        1,
        re.compile(
            r"\b(?:J|Am|Br|Eur|Int|Clin|Nutr|Med|Engl|Proc|Ann|Arch|Lancet|BMJ|JAMA|Nature|Nutrients|Cochrane|Journal|Annals|Archives|"
            r"Proceedings|Fact Sheet|Review|Institutes? of|Press|Available|Accessed|Retrieved|Published|Biology|Medicine|in press)\b"
        ),
    ),
)


def is_heading(line: str) -> bool:
    """Whether a line heads a list of references."""
    return len(line) < 80 and bool(_HEADING.match(line.strip("#*_ ")))


def _is_sure(line: str) -> bool:
    found = _HEADING.match(line.strip("#*_ "))
    return bool(found) and found["word"].lower() in _SURE if found else False


def likeness(line: str) -> int:
    """How much of a bibliographic entry a line has."""
    return sum(weight for weight, sign in _SIGNS if sign.search(line, 0, 600))


def _is_item(line: str) -> bool:
    """Whether a line is an item of a reference list wherever it stands: names or a quoted title open it, numbers and a journal follow."""
    if len(line) >= _LONGEST:
        return False
    return _QUOTED.match(line) is not None or (_SIGNED.match(line) is not None and likeness(line) >= _LIKE_ANYWHERE)


def marked(written: Sequence[str], kinds: Sequence[SentenceKind]) -> list[SentenceKind]:
    """Kinds with the items of reference lists told apart, and what heads such a list made a heading."""
    result = list(kinds)
    needed: tuple[int, int] | None = None  # likeness that a numbered and an unnumbered line need, within a list
    missed = 0  # lines one after the other that are no items: the list is over
    for i, line in enumerate(written):
        if is_heading(line):
            result[i], missed = "heading", 0
            needed = (0, 2) if _is_sure(line) else (1, 3)
        elif kinds[i] == "boilerplate" or (needed and _LINKS.fullmatch(line)):
            result[i] = "boilerplate"
        elif _is_item(line):
            result[i], missed = "reference", 0
            needed = needed or (3, _LIKE_ANYWHERE)
        elif needed:
            listed = kinds[i] == "list_item" or _NUMBERED.match(line)
            if likeness(line) >= needed[0 if listed else 1]:
                result[i], missed = "reference", 0
            else:
                missed += 1
                needed = None if kinds[i] == "heading" or missed > 1 else needed
        elif _SOURCE.match(line) and likeness(line) > (0 if ":" in line[:20] else 2) and any(c.isdigit() for c in line):
            result[i] = "reference"
    return _with_unheaded(written, result)


def _with_unheaded(written: Sequence[str], kinds: Sequence[SentenceKind]) -> list[SentenceKind]:
    """Lists without a heading: numbered lines in a row, most of which read like bibliographic entries."""
    result = list(kinds)
    row: list[int] = []
    for i in range(len(written) + 1):
        if i < len(written) and kinds[i] in ("list_item", "reference", "body") and _NUMBERED.match(written[i]):
            row.append(i)
        elif i == len(written) or kinds[i] != "boilerplate":
            if _is_list([written[k] for k in row], [kinds[k] for k in row]):
                for k in row:
                    result[k] = "reference"
            row = []
    return result


def _is_list(lines: Sequence[str], kinds: Sequence[SentenceKind]) -> bool:
    """Whether numbered lines are a list of references; paragraphs that begin with a number hold an item that is one for sure."""
    if "body" in kinds and "reference" not in kinds:
        return False
    return len(lines) > 1 and sum(likeness(line) >= 3 for line in lines) > len(lines) / 2
