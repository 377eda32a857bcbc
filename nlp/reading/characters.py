"""From bytes to clean text: encodings, Unicode form, characters that only disturb."""

import codecs
import re
import unicodedata

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,80}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_UNDECODED = "\N{REPLACEMENT CHARACTER}"
_LINE_ENDS = "\r\v\f\u0085\u2028\u2029"
# Zero-width characters, soft hyphens, direction marks, halves of characters, private-use icons, controls but tab and line feed.
_DISTURBING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\uf8ff]")
# UTF-8 read as Windows-1252: a lead byte seen as â, Ã, Â or Î, and what its continuation bytes became.
_MOJIBAKE = re.compile(r"â[€„]?[\u0080-\u00bf\u0152-\u2122€]{1,2}|[ÃÂÎ][\u0080-\u00bf\u0152-\u2122€]")
_LIGATURES = re.compile(r"[\ufb00-\ufb06]")  # ﬁ and its like, which print left behind
_TEN = re.compile(r"(?:^|[^\w.,]|\dx)10$")
_EXPONENT = re.compile(r"[-–−]?\d{1,3}")
_NUMBERS = re.compile(r"[\[(]?(?P<numbers>\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)[\])]?,?")
_RAISED = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as Windows-1252: scraped files mix the two."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)


def decode(data: bytes) -> str:
    """The text that the bytes hold: by byte order mark, by a declared charset, else UTF-8 with Windows-1252 for what is not.

    Raises:
        ValueError: a message for people where the bytes are no text, or none in a known encoding.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding)
    if data.count(0, 0, 4096) > 0.01 * len(data[:4096]):
        return _strictly(data, _utf16_order(data))
    declared = _DECLARED.search(data, 0, 4096)
    # Bytes in which a declaration can be read are no UTF-16 or UTF-32, so one that says so means UTF-8.
    if declared and not (encoding := declared[1].decode("ascii").lower()).startswith(("utf-", "utf8", "utf16", "utf32")):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass  # pages declare charsets that they do not keep to
    text = data.decode("utf-8", "cp1252")
    if len(_CONTROLS.findall(text, 0, 4096)) > 0.02 * min(len(text), 4096):
        raise ValueError("binary data, not text")
    if text.count(_UNDECODED) > 0.005 * len(text):
        raise ValueError("text in an unknown encoding")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError(f"marked as {encoding.upper()} but not readable as such") from error


def _utf16_order(data: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every other byte of Latin text.

    Raises:
        ValueError: the zeros are not those of UTF-16.
    """
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    half = min(len(data), 4096) / 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.1 * half:
        return "utf-16-be"
    raise ValueError("binary data, not text")


def clean(text: str) -> str:
    """The text in NFC, with line feeds only, mojibake mended, ligatures spelt out, and without characters that nobody sees."""
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        if any(lead in text for lead in "âÃÂÎ"):
            text = _MOJIBAKE.sub(_mended, text)
        text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), unicodedata.normalize("NFC", text))
    return _DISTURBING.sub(lambda found: "\n" if found[0] in _LINE_ENDS else "", text)


def _mended(found: re.Match[str]) -> str:
    """`â€™` is ’ again, where the bytes behind the letters are UTF-8; else the letters stay."""
    try:
        data = b"".join(c.encode("latin-1") if c < "\u00a0" else c.encode("cp1252") for c in found[0])
        return data.decode("utf-8")
    except UnicodeError:
        return found[0]


def raised(words: str, before: str) -> str:
    """A superscript that follows other text: a power of ten as `10^6`, other numbers as raised digits (m², body.¹²), words as they are."""
    said = words.strip()
    if _TEN.search(before) and _EXPONENT.fullmatch(said):
        return "^" + re.sub("[–−]", "-", said)
    numbers = _NUMBERS.fullmatch(said)
    return re.sub(r"\s", "", numbers["numbers"]).translate(_RAISED) if numbers else words
