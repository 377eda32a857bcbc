"""Research told by what it was done in: "in leukemia cells (12)", "in a 30-year-old woman (3)", as monographs with numbered sources do."""

import re

import re2

from nlp.facts.studies.naming import Named
from nlp.facts.words import COUNT, alternatives, grammar, holds, meanings
from nlp.page import Page
from nlp.schema import Design

_CITED = re2.compile(r" \(\d{1,3}\)(?:[ .,;:)]|$)")
_MONOGRAPH = 4  # numbers in brackets that make a page one: fewer may be anything
_ANIMALS = alternatives(meanings(__package__, "animals"))
_PATIENTS = alternatives(meanings(__package__, "population"))
_CELLS = r"(?: cells | microsomes | hepatocytes | fibroblasts | macrophages | neurons | osteoblasts | adipocytes ) \b"
_IN = r"""\b (?: in | against ) [ ] (?! (?: the | these | tumou?r | cancer | malignant | normal ) [ ] cells )
    (?: (?! (?: who | that | with | to | was | were | by | from | via | within ) \b ) [\w'/()+-]+ [ ] )"""
_SETTINGS: dict[Design, re.Pattern[str]] = {
    "in_vitro": grammar(
        rf"""\b in [ ] vitro \b | \b (?: petri [ ] dish | test [ ] tube ) | {_IN}{{0,9}}? cells? [ ] lines? \b
        | {_IN}{{1,9}}? {_CELLS}
        | \b (?: inhibit | arrest | suppress | halt | slow ) \w* [ ] (?: [\w-]+ [ ] ){{0,3}}? (?: cancer | tumou?r | carcinoma )
            [ ] cell [ ] (?: growth | proliferation | migration ) \b
        | \( \d+ \) ,? [ ] (?: or [ ] | and [ ] )? (?: \w+ [ ] )? (?: \( \d+ \) [ ] )* (?: cancer [ ] )? cells? (?: [ ] lines? )? \b"""
    ),
    "animal": grammar(
        rf"""\b (?: in | of | to ) [ ] (?: (?! (?: who | that | with ) \b ) [\w'/()+-]+ [ ] ){{0,3}}? (?: {_ANIMALS} ) \b
            (?! [ ] (?: [\w-]+ [ ] )?? (?: cell \b | {_CELLS} ) )"""
    ),
    "case_report": grammar(
        r"""\b (?: (?: in | of ) [ ] )? (?: an? | one ) [ ] (?: [\w-]+ [ ] )? \d\d? -year-old [ -] (?: \w+ [ ] ){0,2}?
            (?: man | woman | boy | girl | male | female | patient | infant | child | lady | gentleman | baby | survivor ) \b
        | \b in [ ] an? [ ] (?! given | typical | individual | single ) (?: [\w-]+ [ ] ){0,3}? patient \b
        | \b (?: \d\d? | one | two | three | four | five | several | (?: a [ ] )? few | rare | some ) [ ] cases? [ ]
            (?: of | were | was ) \b"""
    ),
}
# The parts of a monograph; one is a list of cases: "Rash: In 4 patients after use of a cream (44)."
_FIELD = re.compile(
    r"(?:Adverse reactions:\s*)?(?P<cases>Case reports?)|(?:Adverse reactions|Clinical summary|Food sources|Warnings|Purported uses"
    r"|Herb-drug interactions|Contraindications|Mechanism of action|Scientific name|Common name)\s*:",
    re.IGNORECASE,
)
_CASE = grammar(r": [ ] (?P<case> (?: in | with | following | after | due [ ] to ) [ ] [^:;]*? ) [ ] \( \d")
_PATIENTS_FIRST = grammar(rf"(?P<case> (?! \d ) {COUNT} [ ] (?: {_PATIENTS} ) ) \b")
_FOUND = re.compile(
    r"\b(?:\w{3,}ed|shown|shows?|suggests?|indicates?|found|led|rose|fell|were|was|results|(?:halt|exert|exhibit|inhibit|induce|reduce|increase|decrease|suppresse"
    r"|enhance|protect|activate|improve|lower|promote|block|prevent|stimulate)s|can)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(r"\b(?:postulated|currently|may|might|could|should|will|would|if|avoid)\b", re.IGNORECASE)


def experiments(page: Page) -> dict[int, list[Named]]:
    """Experiments and case reports that the cited sentences of a monograph tell without a name, by the sentence's position.

    Of one design each sentence tells one. Patients are no mark: most sentences about them sum up what is known.
    """
    cited = {page.sentence_at(m.start()).position for m in _CITED.finditer(page.shadow)}
    if len(cited) < _MONOGRAPH:
        return {}
    cited |= {i - 1 for i in cited if i and page.sentences[i - 1].line == page.sentences[i].line}  # told over two sentences
    found, among_cases = {}, False
    for s in page.sentences:
        if field := _FIELD.match(page.shadow, s.start, s.end):
            among_cases = field["cases"] is not None
        case = (_CASE.search(page.shadow, s.start, s.end) or _PATIENTS_FIRST.match(page.shadow, s.start, s.end)) if among_cases else None
        if case:
            found[s.position] = [Named(*case.span("case"), "case_report", opens=True, is_generic=False, is_other=True)]
        elif s.kind in ("body", "list_item"):
            found[s.position] = _told(page, s.start, s.end, s.position in cited)
    return found


def _told(page: Page, start: int, end: int, is_cited: bool) -> list[Named]:
    has_finding = is_cited and _FOUND.search(page.shadow, start, end) is not None
    is_case = holds(page.shadow[start:end], ("-year", "patient", " case"))
    told: dict[Design, Named] = {}
    for design, setting in _SETTINGS.items():
        is_worth = is_case if design == "case_report" else has_finding
        found = setting.search(page.shadow, start, end) if is_worth else None
        if found and not _POSSIBLE.search(page.shadow, start, found.start()):
            told[design] = Named(found.start(), found.end(), design, opens=True, is_generic=False, is_other=True)
    return sorted(told.values(), key=lambda named: named.start)
