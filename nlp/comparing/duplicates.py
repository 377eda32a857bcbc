"""Near-duplicates: syndicated copies, re-posts, the same press release on many sites.

Articles are compared by their sets of word 4-grams through MinHash signatures (Broder, Compression and Complexity of Sequences
1997:21-9). A signature is made once, when the article is read, and kept in `articles.minhash`, so that grouping a corpus
anew never reads its texts again.
"""

import re
import zlib
from collections.abc import Iterable, Mapping

import numpy as np
from datasketch import MinHash, MinHashLSH

from nlp.comparing.joining import joined

THRESHOLD = 0.7  # share of 4-grams in common from which two articles are copies of one
_PERMUTATIONS = 64
_SCHEME = "affine32"  # how datasketch permutes; signatures of different schemes do not compare
_SHINGLE = 4
_WORD = re.compile(r"\w+")


def signature(text: str) -> str:
    """The MinHash signature of a text: 64 unsigned 32-bit numbers in hexadecimal.

    >>> len(signature("Vitamin D helps the gut absorb calcium."))
    512
    """
    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + _SHINGLE]).encode() for i in range(max(1, len(words) - _SHINGLE + 1))}
    minhash = MinHash(num_perm=_PERMUTATIONS, hashfunc=zlib.crc32, scheme=_SCHEME)
    minhash.update_batch(sorted(shingles))
    return str(minhash.hashvalues.astype(">u4").tobytes().hex())


def groups(signatures: Mapping[str, str], first: Iterable[str]) -> dict[str, str]:
    """The copies of a corpus: article_id -> article_id of its group's primary, for articles that have a copy.

    Copies of one article are copies of each other, whatever they share themselves.

    Args:
        signatures: article_id -> signature.
        first: all article_ids in the order in which they count as original; a group's primary is its earliest.
    """
    index = MinHashLSH(threshold=THRESHOLD, num_perm=_PERMUTATIONS)
    minhashes = {key: _minhash(signed) for key, signed in signatures.items()}
    near: list[tuple[str, str]] = []
    ordered = list(first)
    for key in ordered:
        near += ((key, k) for k in index.query(minhashes[key]) if minhashes[k].jaccard(minhashes[key]) >= THRESHOLD)
        index.insert(key, minhashes[key])
    group = joined(near)
    primary: dict[str, str] = {}
    for key in ordered:
        if key in group:
            primary.setdefault(group[key], key)
    return {key: primary[root] for key, root in group.items()}


def _minhash(signed: str) -> MinHash:
    values = np.frombuffer(bytes.fromhex(signed), ">u4").astype(np.uint32)
    return MinHash(num_perm=_PERMUTATIONS, hashvalues=values, scheme=_SCHEME)
