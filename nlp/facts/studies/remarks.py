"""Whether what was found is a study that the text tells, or but a remark on research or the study before once more, by weights.

"Many treatments rest on earlier trials" and "this is the first study to look at it" are told in the words of studies, and no one of
these words tells them apart; what each speaks for was learned from rows that people judged.
"""

from collections.abc import Iterator

from nlp.facts import weighing
from nlp.facts.studies.found import Found
from nlp.page import Page

_NEAR = 3  # sentences within which the study before tells something
_TOLD = ("size", "n_studies", "year", "duration", "journal", "doi", "pmid")


def is_remark(page: Page, study: Found, before: Found | None) -> bool:
    """Whether a study found is none of its own; `before` is the one found before it."""
    return weighing.likeliest("studies", signs(page, study, before)) == "remark"


def signs(page: Page, study: Found, before: Found | None) -> Iterator[str]:
    """All that it is weighed by."""
    s = study.sentence
    text, start, end = page.shadow[s.start : s.end], study.start - s.start, study.end - s.start
    many = ", many" if study.is_generic else ""
    yield from ("any", f"is {s.kind}", f"is {study.design}{many}", f"told of {'many' if many else 'one'}")
    yield from (f"tells {name}" for name in _TOLD if getattr(study, name) is not None)
    yield from (f"tells {label.lower()}" for label in ("NUTRIENT", "OUTCOME", "POPULATION") if page.mentions_in(s.start, s.end, label))
    how = {"named": study.title, "by its authors": study.by_agent, "in its abstract": study.block}
    yield from (f"is {said}" for said, it_is in how.items() if it_is)
    name = weighing.words(text[start:end])
    yield from (f"name: {word}" for word in name)
    if name:
        yield from (f"name begins: {name[0]}", f"name ends: {name[-1]}")
    yield from weighing.beside(text, start, end)
    if before:
        away = s.position - before.sentence.position
        where = "beside" if away == 0 else "after" if away <= _NEAR else "long after"
        yield from (f"{where} one", f"{where} {before.design}{', many' if before.is_generic else ''}")
    else:
        yield "first"
