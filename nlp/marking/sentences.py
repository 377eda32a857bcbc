"""Lines to sentences. Only running text is split: a heading, a table row, a reference and furniture each stay whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import segment

from nlp import schema
from nlp.page import Article, Line, Sentence

_SPLIT = {"body", "list_item"}
# Full stops after which sentencex ends a sentence although the text goes on ("approx. 5 mg", "et al. found").
_GOES_ON = re.compile(
    r"(?:\b(?:approx|ca|cf|eq|equiv|esp|est|incl|max|min|no|nos|vol|fig|figs|ref|refs|resp|vs|et\ al|al|spp|sp|subsp|var|Dr|Mr|Mrs|Ms|Prof|St|e\.g|i\.e)\.)\s*$",
    re.IGNORECASE,
)
_CONTINUATION = re.compile(r"\s*[a-z0-9(]")  # what follows an abbreviation when the sentence goes on
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
    for piece in segment("en", text):
        at += len(piece)
        if at < len(text) and not (_GOES_ON.search(piece) and _CONTINUATION.match(text, at)):
            cuts.add(at)
    cuts.update(m.end() for m in _QUOTED_END.finditer(text))
    return sorted(cuts)
