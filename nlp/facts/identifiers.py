"""Identifiers of a publication or trial as articles print them."""

import re

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|{}\[\]^`]+", re.IGNORECASE)
_PMID = re.compile(
    r"\b(?:PMID|PubMed(?: ID)?(?=[: ])|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)[:#\s]{0,8}(\d{5,8})\b", re.IGNORECASE
)
_PMCID = re.compile(r"\bPMC\s?ID?:?\s{0,3}(?:PMC)?(\d{5,8})\b|\bPMC(\d{5,8})\b", re.IGNORECASE)
_REGISTRY = re.compile(
    r"\b(NCT\s?\d{8}|ISRCTN\s?\d{6,8}|ACTRN\s?\d{12,14}|(?:EudraCT|EUCTR)[:\s-]{0,3}(?:number"
    r"|no\.?)?[:\s]{0,2}\d{4}-\d{6}-\d{2}|UMIN\d{9}|ChiCTR-?[\w-]*\d{5,}|CTRI/\d{4}/\d{2,3}/\d{6}|IRCT\w{10,})",
    re.IGNORECASE,
)
_OPEN = {")": "(", "]": "["}


def doi(text: str) -> str | None:
    """The first DOI: brackets that belong to it are kept, punctuation that follows it is not; one cut short at a space is none.

    >>> doi("Lancet (doi: 10.1016/S0140-6736(97)11096-0).")
    '10.1016/S0140-6736(97)11096-0'
    """
    found = DOI.search(text)
    whole = trimmed(found[0]) if found else ""
    return whole if any(c.isdigit() for c in whole.partition("/")[2]) else None


def trimmed(written: str) -> str:
    """A DOI without the punctuation and unmatched brackets that follow it in a sentence."""
    while written and (
        written[-1] in ".,;:'\"*_" or (written[-1] in _OPEN and written.count(written[-1]) > written.count(_OPEN[written[-1]]))
    ):
        written = written[:-1]
    return written


def pmid(text: str) -> str | None:
    """The first PubMed identifier."""
    found = _PMID.search(text)
    return found[1] if found else None


def pmcid(text: str) -> str | None:
    """The first PubMed Central identifier, with its PMC."""
    found = _PMCID.search(text)
    return f"PMC{found[1] or found[2]}" if found else None


def registry_id(text: str) -> str | None:
    """The first identifier of a trial registry."""
    found = _REGISTRY.search(text)
    return re.sub(r"\s", "", found[0]) if found else None
