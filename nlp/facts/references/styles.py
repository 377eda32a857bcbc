"""The fields of an item, in any of the usual styles.

- Vancouver and AMA: Holick MF. Vitamin D deficiency. N Engl J Med. 2007;357(3):266-281.
- APA and Springer: Holick, M. F. (2007). Vitamin D deficiency. N Engl J Med, 357, 266-281.
- Nature: Holick, M. F. Vitamin D deficiency. N. Engl. J. Med. 357, 266-281 (2007).
- IEEE: M. F. Holick, "Vitamin D deficiency," N. Engl. J. Med., vol. 357, pp. 266-281, 2007.
- title first: Vitamin D deficiency. Holick MF. N Engl J Med. July 2007.
- bare: Vitamin D deficiency New England Journal of Medicine

All but the quoted ones are read from their ends: numbers close an item, the journal stands before them, names or names and a
year open it, and what is left is the title.
"""

import re
from dataclasses import dataclass, replace

from nlp.facts.references import journals, names
from nlp.facts.words import MONTH, alternatives, meanings, scanner

# Where the bibliographic words end and links, identifiers and the remarks of databases begin.
_REMARKS = scanner(
    r"""
    \|\s|\bdoi[^,\w]|\bdoi$|https?:|www\.|bit\.ly|\bISBN|\bISSN
    |\bPubMed|\bPMID|\bPMC(?:ID|\d)|CrossRef|Medline|Web[ ]of[ ]Science|Google[ ]Scholar
    |\bOpenURL|\bView[ ](?:this[ ]article|article|at)|\[\s?Links|abstract[ ]is|abstract/|(?:free[ ])?full[ ]text|PDF[ ]is[ ]attached|↩
    |,[ ]table[ ]of[ ]contents
    |available[ ](?:at|from|online|via)|\b(?:last[ ])?access(?:ed|[ ][a-z]+[ ]\d{4})|\bretrieved|\[cited
    |last[ ](?:updated|reviewed|modified)
    |\brevised[ ]as|\(updated|\bReport[ ]No
    |\bonline:|,[ ]online[ ]|\bciting\b
    |\(?\bsubmitted\b\W*$
    |\bEpub|\bin[ ]press|\b(?:first[ ])?published[ ](?:online|ahead)|(?:\[|e-?pub[ ])?ahead[ ]of[ ]print|\bappeared[ ](?:or|in|on)
    |©|copyright|all[ ]rights[ ]reserved
    """
)
# "Example Office [website]. Beans for all", "U.S. Example Office website. Beans for all"
_WEBSITE = re.compile(r"(?P<authors>(?:[A-Z]\.\s?)*[A-Z][^.()\[\]\d]{2,80})\s(?:\[website\]|website)\s?\.\s(?P<rest>[A-Z].+)", re.DOTALL)
_ONLINE = re.compile(r"Available|Accessed|Retrieved", re.IGNORECASE)
_SHORT = 10  # characters of an item's words at least, before the remarks
_NOTES = re.compile(
    r"\s?\[(?:research support|review|article|abstract|letter|editorial|correction|erratum|website|online|in [A-Z])[^\[\]]{0,50}\]\s?\.?"
    r"|(?<=\.)\sReview(?:\.(?=\s)|\.?\s*$)|(?<=\.)\s(?:German|French|Spanish|Italian|Japanese|Chinese|Russian)\.?$|\s\(in\s[A-Z]\w+\)|\s\(this\sissue\)",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\s?\[(?:e-?pub|published)\b[^\[\]]*\]\s?\.?(?=\s[A-Z])", re.IGNORECASE)  # of its journal, which follows
_KIND = re.compile(r"\s?\[(?:J|M|C|D|EB/OL)\]\s?[.,]?")  # "Beans and sleep [J]. Nutrition", as Chinese lists tell a journal's article
_HEADER = re.compile(r"\swww\.\S+(?=\s[a-z]+\s[a-z])")  # of a page, within an item
# "a trial.Nutrition", "in rats.J. Physiol."
_GLUED = re.compile(
    r"(?<=[a-z\d)])\.(?=J\.?\s[A-Z][a-z])|(?<=\))\.(?=[A-Z][a-z])|(?<=[a-z\d)])\s\.(?=\s?[A-Z])|(?<=[a-z]{4})\.(?=[A-Z](?:[a-z]{3}|[a-z]{0,2}\s[A-Z][a-z]))"
)
_GLUED_YEAR = re.compile(
    r"(?<=[A-Za-z])(?=(?:19|20)\d\d(?:\s?[;,]|\s\d)|\((?:19|20)\d\d\))|(?<=[a-z]{3})(?=(?:19|20)\d\d(?:\.|\s[A-Z][a-z]{2}\b))|(?<=[a-z]\.)(?=(?:19|20)\d\d\b)|(?<=[a-z]{3},)(?=\d{2,4}[:–-]\d)"
    r"|(?<=\d)(?=author reply\b|discussion \d)"
)  # "Rheum2011;63", "Care,1133"
_AFTER_PAGES = re.compile(
    r"(?<=\d)\s?(?:\([^()]*\))?:\s?[A-Za-z]?\d+(?:\s?[-–]\s?\w*\d+)?(?:\s?[.;](?=\s+[A-Za-z\[#])|\.(?=\s\d{1,3}\s[A-Z]))"
)  # "24:935-942. A remark"
_SUPPLEMENT = re.compile(r"suppl(?:ement)?\b|abstr(?:act)?\b", re.IGNORECASE)
_TOKEN = re.compile(r"(\S+)\s*")
# A token of the numbers, dates and their labels that close an item.
_CLOSING = re.compile(
    rf"[\W_]*(?:{MONTH}(?:[-–/]{MONTH})?(?:\W?\d\S*)?|(?:vol(?:ume)?|nos?|number|pp?|pages?|pt|part|issue|art(?:icle)?|publication"
    r"|online|released|passim|edition|edn|author|reply|discussion|comment|quiz)\b\W*(?:\d\S*)?|(?!\S*[a-z]{4})[A-Za-z]{0,4}\W?\d\S*|[A-Z]\)\S*)?[\W_]*",
    re.IGNORECASE,
)
_LAST = re.compile(rf"\d|^{MONTH}|^passim", re.IGNORECASE)  # what the very last token must hold: a label alone may end a title
_YEAR = r"(?:18|19|20)\d\d"
_A_YEAR = re.compile(rf"(?<![\w–—-])(?<!:)(?<!:\s)(?<!/)({_YEAR})(?!\d)(?!\s?[–—-]\s?\d)")
_YEARS = re.compile(rf"{_YEAR}(?:\s?[–-]\s?{_YEAR})?")
_YEAR_IN_BRACKETS = re.compile(rf"\(({_YEAR})[a-z]?\)")
_YEAR_OF_VOLUME = re.compile(rf"(?<![\d–—-])({_YEAR})(?:\s{MONTH}[^;]{{0,12}})?\s?;")
_YEAR_WITHIN = re.compile(rf"[,;(]\s?({_YEAR})(?=[,;)])")
_YEAR_OF_REMARK = re.compile(
    rf"(?:In press|published|Epub|appeared|released|online|ahead of print)\b(?:[^.;()]|\b[A-Z][a-z]{{2}}\.){{0,40}}?\b({_YEAR})"
    rf"|\(({_YEAR})\)\W*$",
    re.IGNORECASE,
)
_DATED = re.compile(
    rf"(?P<authors>.{{2,900}}?)?[\s,]*(?:(?:[(\[]|(?<=\s))(?:{MONTH}\s)?({_YEAR})\s?[a-z]?(?:[,:][^()]*)?[)\]]|(?<=\.\s)({_YEAR})(?=\.\s)"
    rf"|(?<=,\s)({_YEAR})(?=[.:]\s))[.:,\s]*(?P<rest>\S.*)"
)
_DATE_LEFT = re.compile(r"(?:\d{4}\)|[A-Z][a-z]+\s\d{1,2},\s\d{4})\W+")  # "2011) Title", of a broken item
_QUOTED = re.compile(
    r"(?P<authors>[^“”\"]{2,400}?)[,.:]?\s(?:[“\"]|[‘'](?=[A-Z]))"
    r"(?P<title>[^“”\"]{8,}?)(?:[,.][”\"]|[”\"]{1,2}[,.][”\"]?|(?<=[?!])[”\"]|[,.][’'](?=\s)|[’'](?=[,.]\s))[\s.,]+(?:in\s)?(?P<rest>.+)"
)
# "A. Roe and B. Poe, Gut"
_LAST_NAMED = re.compile(r"(?P<authors>[A-Z].+?,?\s(?:and|&)\s(?:[A-Z][\w.'’-]*\s?){2,5}),\s(?!Ph\.?D|M\.?[DPS])(?P<rest>[A-Z].+)")
_SMALL_WORDS = re.compile(r"\b(?:as|for|in|of|on|or|the|to|with)\b")
_QUOTED_FIRST = re.compile(
    r"(?:The\s)?(?:[A-Z][a-z ]{3,20}:\s)?(?P<open>[“\"‘'])(?P<title>[^“”\"‘]{8,}?)[,.]?(?:[”\"’]|'(?!\w))[,.]?\s(?:by\s)?(?P<rest>.+)"
)
_SENTENCE_END = re.compile(
    r"(?<=itamin\s[A-K])\.\s+(?=[A-Z])|(?<=[a-z\d)\"'?!%\]])\.[\"'”]?\s+(?=[A-Z\d“\"(\[])|(?<=[A-Z]{2})\.\s+(?=[A-Z\d])|(?<=[?!])\s+(?=[A-Z])"
    r"|(?<=\s[A-Z])\.\s+(?=(?:The\s)?(?:American|Annals|Archives|British|European|International|J|Journal)\b)"
)
_NAMED_LAST = re.compile(
    r"\s(?P<authors>[A-Z][a-z]+(?:\s[A-Z]\.){1,2}\s[A-Z][a-z]+(?:(?:,|\sand|,\sand)\s[A-Z][a-z]+(?:\s[A-Z]\.){0,2}\s[A-Z][a-z]+)*)$"
)
_TITLE_AND_JOURNAL = re.compile(
    r"(?P<title>[^.]*(?:[a-z]{5}|itamin\s[A-K]\d?))\.\s(?P<journal>[A-Z].*)"
)  # "Zinc and exercise. J Nutr", all words of journals
_TITLE_GOES_ON = re.compile(r"\b(?:and|between|by|from|in|of|since|through|to|until|vs\.?)\s+$")  # a number that is not the volume's
_SUBTITLE = re.compile(r"\s?[:.]\s(?:the\s)?(?:official\s)?(?:journal|publication|organ)\sof\s.*$")  # "JAMA : the journal of ..."
# Where a work's title ends and the book, the publisher or the meeting begins.
_PUBLISHERS = (
    r"(?:Press|Publish\w*|Verlag\w*|Editorial\s[A-Z]\w+|Books|Dekker|Elsevier|Karger|Lippincott|McGraw|Saunders|Springer|Wiley"
    r"|Thesis|Dissertation)\b"
)
_CITIES = rf"(?:{alternatives(meanings(__package__, 'city')).replace('[ ]', ' ')})\b"
_WITHIN = re.compile(r"[.?!]\s+In(?::?\s+(?=[A-Z])|:\s+(?=[a-z]))")
_IN = re.compile(r"^In:\s")  # an item that names the book alone
_BOOK = re.compile(
    r"\s(?:Abstracts from|Proceedings of) the \d|\s\([^()]*\b[Ee]ds?\.?\)|"
    rf":\s[A-Z][a-z]+\s{_PUBLISHERS}|[;.]\s(?:[A-Z][\w .,()]*:\s)?(?:(?:M\.?S|Ph\.?D)\.?\s|[A-Z][\w &]*\s)?{_PUBLISHERS}"
    rf"|[;.]\s(?:[A-Z&][\w&'’-]*\s){{0,4}}[A-Z][\w'’-]*,\s{_CITIES}(?:,\s[A-Z][A-Za-z]+)?$"
    rf"|[;.,]\s(?:\w[\w &]*:\s)?{_CITIES}(?:,?\s?\(?[A-Z]{{2}}\)?|,\s[A-Z][a-z]+)?(?:$|[^.:]*:)|\s{_CITIES},?\s\(?[A-Z]{{2}}\)?:"
    r"|[;.]\s[A-Z][\w ]{2,20},\s[A-Z]{2}(?::\s|$)"
    r"|[;.]\s(?:[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?,?\s(?:[A-Z]\.?\s?){1,3},?\s)+\(?[Ee]d(?:s|itors?)?\b"
    r"|[.,;]\s(?:Presented|Paper presented|Poster|Abstracts? (?:from|of)|Proceedings of)\b"
    r"|[.,;]\s(?:\d+(?:st|nd|rd|th) [Ee]d(?:ition)?|Chapter|pp?\.? \d+)\b"
)
_UNCLOSED = re.compile(r"[\s.]+[(\[][^()\[\]]*$")
_PUBLISHER = re.compile(rf"\b{_PUBLISHERS}|\b[Ww]ebsite$|^{_CITIES}|^[A-Z][\w .]+(?:,\s[A-Z][\w.]+)?,?\s\(?[A-Z]{{2}}\)?(?::\s|$)")
_PLACE = re.compile(r"^[A-Z][\w ]{2,20}(?:,\s[A-Z][\w ]{1,20})?:\s(?=[A-Z])")  # "Laramie: University of Wyoming"
# What is left of a remark.
_NO_JOURNAL = frozenset({"Accessed", "Amended", "Brief report", "Chapter", "Updated", "J", "Last", "Released", "Review", "URL"})
_NUMBERS_WITHIN = re.compile(r"\d\s?\(\d+\)\s?[:,]\s?\d|\b\d+:\s?\d+[-–]\d|;\s?\d+:\d")  # of a volume that was not told from the title
_ABBREVIATED_JOURNAL = re.compile(r"(?:[A-Z][a-z]*\s){0,3}J(?:\s[A-Z][a-z]*){1,6}")  # told so without any numbers
_LISTED = re.compile(r"[,:;]|\.\s[A-Z][a-z]{3}")
_FEW = 6  # words that may be a journal where no title stands before them
_LONGEST_NAME = 10  # words of a journal's name that small words stand in


@dataclass(frozen=True, slots=True)
class Work:
    """What an item tells of the work it names."""

    authors: str | None = None
    title: str | None = None
    journal: str | None = None
    year: int | None = None


def read(item: str) -> Work:
    """The work that an item names, its marker and white space already cut.

    >>> read("Doe, J. Q. (2016). Beans and gut health. Gut Microbes, 7(2), 101-109.")
    Work(authors='Doe, J. Q.', title='Beans and gut health', journal='Gut Microbes', year=2016)
    """
    if told := _WEBSITE.match(item):
        return replace(read(told["rest"]), authors=told["authors"])
    core, remarks = _parts(item)
    work = _quoted(core) or _dated(core) or _closed(core)
    if work.year is None and (late := _YEAR_OF_REMARK.search(remarks)):
        return replace(work, year=int(late[1] or late[2]))
    return work


def _parts(item: str) -> tuple[str, str]:
    """The bibliographic words, and what follows them."""
    ahead = _AHEAD.findall(item)
    item = _GLUED_YEAR.sub(" ", _KIND.sub(". ", _HEADER.sub("", _AHEAD.sub("", item))))
    starts = (m.start() for m in _REMARKS.finditer(item))
    end = next((at for at in starts if at > _SHORT or _ONLINE.match(item) or journals.is_known(item[:at])), len(item))
    core = _GLUED.sub(". ", _NOTES.sub("", item[:end].rstrip("[( "))).replace("] .", "].")
    pages = _AFTER_PAGES.search(core)
    core = core[: pages.end()] if pages else core
    remarks = " ".join([*ahead, item[end:]])
    return core.strip(" *_.,;") if core.rstrip().endswith((")", "]")) else core.strip(" []*_,;"), remarks


def _quoted(core: str) -> Work | None:
    """An item with its title in quotation marks, after the authors or before them."""
    found = _QUOTED.match(core)
    if found and not _DATED.match(core) and not _is_sentence(found["authors"]):
        head, tail = _split(found["rest"])
        journal = _opening_journal(head or found["rest"])
        return Work(names.trimmed(found["authors"]) or None, found["title"].strip(" .,"), journal, _year(tail))
    if found := _QUOTED_FIRST.match(core):
        head, tail = _split(found["rest"])
        last = _LAST_NAMED.fullmatch(head)
        authors, rest = (last["authors"], last["rest"]) if last else names.opening(head) or (None, head)
        journal = _opening_journal(rest) if authors or journals.is_known(rest) else None
        return Work(authors, found["title"].strip(" .,;"), journal, _year(tail) or _year(found["rest"]))
    return None


def _is_sentence(words: str) -> bool:
    """Whether what stands before quotation marks is more than names: "Roe A. Comment on", "Roe A. Bones that hurt, or"."""
    opened = names.opening(words)
    return bool(opened and _SMALL_WORDS.search(opened[1]))


def _opening_journal(words: str) -> str | None:
    """The journal that opens the words after a quoted title: all of them, where they are few and no list."""
    words = words.strip(" .,")
    is_whole = words[:1].isupper() and len(words.split()) <= _LONGEST_NAME and not _LISTED.search(words)
    return words if is_whole else journals.opens(words)


def _dated(core: str) -> Work | None:
    """An item whose year stands before its title."""
    core = _DATE_LEFT.sub("", core, count=1) if _DATE_LEFT.match(core) else core
    found = _DATED.fullmatch(core)
    authors = (found["authors"] or "").strip() if found else ""
    if not found or (authors and not _may_stand_before_year(authors)):
        return None
    year = next(group for group in found.groups()[1:4] if group)
    if quoted := _QUOTED_FIRST.match(found["rest"]):
        return Work(names.trimmed(authors) or None, quoted["title"].strip(" .,"), _opening_journal(_split(quoted["rest"])[0]), int(year))
    head, tail = _split(found["rest"])
    work = _from_words(head, tail, has_authors=False)
    return Work(names.trimmed(authors) or None, work.title, work.journal, int(year))


def _closed(core: str) -> Work:
    """An item whose year stands among the numbers that close it, or nowhere."""
    head, tail = _split(core)
    year = _year(tail)
    if year is None and (within := list(_YEAR_WITHIN.finditer(core))):
        year = int(within[-1][1])
    work = _from_words(head, tail)
    return replace(work, year=year)


def _split(core: str) -> tuple[str, str]:
    """The words, and the numbers, dates and their labels that close them."""
    begins = len(core)
    for token in reversed(list(_TOKEN.finditer(core))):
        told = token[1].strip(".,;:")
        if told and (not _CLOSING.fullmatch(_SUPPLEMENT.sub("", told)) or (begins == len(core) and not _LAST.search(told))):
            break
        begins = token.start() if told else begins
    if _TITLE_GOES_ON.search(core, 0, begins) and (number := _TOKEN.match(core, begins)):
        begins = number.end()
    while begins < len(core) and not any(c.isalnum() for c in core[begins : begins + 1]) and core[begins] in ".,;: ":
        begins += 1
    return core[:begins], core[begins:]


def _year(numbers: str) -> int | None:
    """The year among an item's numbers: the one in brackets or before a semicolon, else the first that is no page."""
    found = _YEAR_IN_BRACKETS.search(numbers) or _YEAR_OF_VOLUME.search(numbers) or _A_YEAR.search(numbers)
    return int(found[1]) if found else None


def _may_stand_before_year(words: str) -> bool:
    """Whether words are authors or a body, with no title behind them."""
    if names.are_authors(words):
        return True
    opened = names.persons(words)
    has_title = opened is not None and not names.may_be_persons(opened[1])
    return not has_title and not _SENTENCE_END.search(words) and journals.is_like(_A_YEAR.sub("", words))


def _from_words(words: str, numbers: str, *, has_authors: bool = True) -> Work:
    """Authors, title and journal from the words before an item's numbers."""
    is_numbered = bool(re.search(r"\d", _YEARS.sub("", numbers, count=1)))
    whole = f"{words}{numbers}" if not _WITHIN.search(words) else ""
    part, *book = _WITHIN.split(_IN.sub("", words))
    if book and has_authors and names.are_authors(part):
        part = f"{part}. {book[0]}"
    words = _SUBTITLE.sub("", part).strip(" .,;:(")
    starts = journals.begins(words, is_numbered=is_numbered or (has_authors and not numbers)) if whole else None
    journal = words[starts:].strip(" .,;") if starts is not None else None
    words = words[:starts].strip(" ,;:")
    authors = None
    if has_authors and (opened := names.opening(words)):
        authors, words = opened
    elif has_authors and journal and (opened := names.opening(journal)) and journals.is_like(opened[1]):
        authors, journal = opened  # the title came first
    segments = _segments(words)
    alone = segments[0] if len(segments) == 1 and authors and is_numbered and whole else ""
    has_more = len(segments) > 1 or (0 < len(alone.split()) <= _FEW and journals.is_like(alone))
    if journal is None and whole and has_more and _may_be_journal(segments[-1], numbers, is_numbered):
        journal, segments = segments[-1], segments[:-1]
    if journal and not segments and (both := _TITLE_AND_JOURNAL.fullmatch(journal)):
        segments, journal = [both["title"]], both["journal"]
    if authors is None and len(segments) > 1 and names.are_authors(segments[-1]):
        authors, segments = segments[-1], segments[:-1]
    title = _title(segments)
    if title and authors is None and (last := _NAMED_LAST.search(title)):
        authors, title = last["authors"], title[: last.start()]
    if title and title in whole and numbers and journal is None and len(segments) == 1 and _year(numbers) is None:
        title = whole[whole.index(title) :].strip(" .,;")  # they close the title: "Kale and vitamin B12"
    if journal and names.is_body(publisher := _PLACE.sub("", journal)):
        journal = publisher
    return Work(authors, title, journal)


def _title(segments: list[str]) -> str | None:
    title = _BOOK.split(". ".join(segments))[0].replace("?. ", "? ").replace("!. ", "! ").strip(" .,;:/[]\"'“”‘’*")
    while len(parts := _segments(title)) > 1 and (names.is_body(parts[-1]) or _PUBLISHER.search(parts[-1])):
        title = title[: title.rindex(parts[-1])].rstrip(" .,;:")  # without who published the work
    title = _UNCLOSED.sub("", title) + "”" * (title.count("“") > title.count("”"))
    return None if not title or _NUMBERS_WITHIN.search(title) else title


def _segments(words: str) -> list[str]:
    """Parts closed by a full stop, abbreviations and initials apart."""
    parts = [part.strip(" .,") for part in _SENTENCE_END.split(words) if part.strip(" .,")]
    return [*parts[:-2], f"{parts[-2]}. J"] if parts[1:] and parts[-1] == "J" else parts  # "Health Sci. J."


def _may_be_journal(words: str, numbers: str, is_numbered: bool) -> bool:
    """Whether the last words may be a journal: what reads like one before numbers, without any what is abbreviated like one."""
    if not numbers:
        return _ABBREVIATED_JOURNAL.fullmatch(words) is not None
    if _PUBLISHER.search(words) or words in _NO_JOURNAL:
        return False
    return journals.is_like(words) or (is_numbered and words[0].isupper() and len(words.split()) <= _LONGEST_NAME)
