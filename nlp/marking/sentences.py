"""Lines to sentences. Only running text is split: a heading, a table row, a reference and furniture each stay whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import segment

from nlp import schema
from nlp.page import Article, Line, Sentence

_SPLIT = {"body", "list_item"}
# Words with a full stop after which sentencex ends a sentence although the text may go on ("approx. 5 mg", "et al. found").
_ABBREVIATED = frozenset({
    "al.", "approx.", "ca.", "cf.", "dr.", "e.g.", "eq.", "equiv.", "esp.", "est.", "fig.", "figs.", "i.e.", "incl.", "max.", "min.", "mr.",
    "mrs.", "ms.", "no.", "nos.", "prof.", "ref.", "refs.", "resp.", "sp.", "spp.", "st.", "subsp.", "var.", "vol.", "vs.",
})  # fmt: skip
_CONTINUATION = re.compile(r"\s*[a-z0-9(]")  # what follows an abbreviation when the sentence goes on
# A full stop with a footnote number glued to it ends a sentence, even where no reference list tells that it is a callout.
_GLUED_END = re.compile(r"""(?<=[a-z]{3}|..[)\]"'%])[.!?]\d{1,3}(?:\s?[,-]\s?\d{1,3})*\s+(?=["'(]?[A-Z])""")  # children.134,136 Later
# A citation or an abbreviation in round brackets, "(12)", "(CI)", which sentencex takes for the number of a list's item.
_BRACKETED_NUMBER = re.compile(r"(?<=\S )\((?:\d{1,3}|(?=[IVX]*[LCDM])[IVXLCDM]{2,4})\)")
_MARKER = re.compile(r"\W*(?:\w{1,3}\W*)?")  # of a list item: "1.", "(iv)", "* a)"
_QUOTED_END = re.compile(r"""(?<=[.!?]["'])\s+(?=["'A-Z])|(?<=[a-z][.!?])\s+(?=["'][A-Z])""")  # told me. "I'm doing


def sentences(article: Article, shadow: str) -> tuple[Sentence, ...]:
    """The sentences of an article in order. A callout after the full stop belongs to the sentence that it hangs on."""
    found: list[Sentence] = []
    for index, line in enumerate(article.lines):
        for start, end in _spans(line, shadow, article.text):
            sentence_id = schema.row_id("sentences", article.article_id, start, end)
            found.append(Sentence(sentence_id, len(found), start, end, line.kind, line.section, index))
    return tuple(found)


def _spans(line: Line, shadow: str, text: str) -> Iterator[tuple[int, int]]:
    """Half-open spans of the line's sentences, without white space around them.

    Cut on the shadow, where callouts are blanks; trimmed on the text, where they are not.
    """
    cuts = _cuts(shadow[line.start : line.end]) if line.kind in _SPLIT else []
    bounds = [line.start, *(line.start + cut for cut in cuts), line.end]
    for start, end in pairwise(bounds):
        piece = text[start:end]
        if bare := piece.strip():
            first = start + piece.index(bare[0])
            yield first, first + len(bare)


def _cuts(text: str) -> list[int]:
    """Offsets in the line at which a new sentence begins."""
    cuts: set[int] = set()
    at = 0
    for piece in segment("en", _BRACKETED_NUMBER.sub(lambda number: "x" * len(number[0]), text)):
        at += len(piece)
        if at < len(text) and not (_last_word(piece) in _ABBREVIATED and _CONTINUATION.match(text, at)):
            cuts.add(at)
    cuts.update(m.end() for m in _GLUED_END.finditer(text))
    if '"' in text or "'" in text:
        cuts.update(m.end() for m in _QUOTED_END.finditer(text))
    return sorted(cut for cut in cuts if not _MARKER.fullmatch(text, 0, cut))


def _last_word(piece: str) -> str:
    words = piece.rstrip()[-10:].split()
    return words[-1].lstrip("(").lower() if words else ""
