"""A study told without a name: "44 smokers were followed for a year", "researchers gave 12 runners beetroot juice"."""

from typing import cast

from nlp.facts.studies.found import Found, is_of_animals
from nlp.facts.studies.naming import LATER
from nlp.facts.studies.sizes import sizes
from nlp.facts.studies.which import goes_on
from nlp.facts.words import grammar, holds
from nlp.page import Page, Sentence
from nlp.quantity import NUMBER
from nlp.schema import Design

_AROUND = 3  # sentences before it that tell whether animals are spoken of
_DOING = (
    "andom",
    "ollowed",
    "esearchers",
    "cientists",
    "nvestigators",
    "octors",
    "In 1",
    "In 2",
    "in 1",
    "in 2",
    "petri",
    "test tube",
    " case",
)

_UNNAMED = grammar(
    rf"""\b (?: (?P<rct> (?<! are\s ) (?<! be\s ) randomi[sz]ed [ ] (?: to | into ) \b
          | (?<! to\s ) randomly [ ] (?: assigned | allocated | divided | split ) )
      | (?P<cohort> (?: {NUMBER} | (?: hundreds | thousands ) [ ] of ) [ ] (?: [\w-]+ [ ] ){{0,5}}? (?: were [ ] )?
          followed [ ] (?: up [ ] )? (?: for | over ) )
      | (?P<in_vitro> in [ ] an? [ ] (?: petri [ ] dish | test [ ] tube ) )
      | (?P<case_report> (?: one | two | three | four | five | several | an? (?: [ ] \w+ )? ) [ ] cases? [ ]
          (?: of [ ] [^.;]{{3,60}}? [ ] (?: have | has ) [ ] been [ ] (?: reported | published | described ) | in [ ] which )
          | there [ ] (?: was | is | were | are | ha(?:s|ve) [ ] been ) [ ] (?: an? | one | two | three | four | five | several ) [ ]
          (?: \w+ [ ] )? cases? [ ] of \b )
      | (?P<unspecified> (?: researchers | scientists | investigators | doctors ) [ ] (?:
          (?: put | gave | fed | tested | recruited | asked | had | took ) [ ] (?: a [ ] group [ ] of [ ] )? {NUMBER} [ ]
          | (?: gave | fed | tried [ ] giving | started ) [ ] )
        | in [ ] (?: 19 | 20 ) \d\d ,? [ ] (?: [\w'-]+ [ ] ){{1,6}}? (?: found | discovered | reported | showed ) ) \b )"""
)


def unnamed(page: Page, s: Sentence, last: Found | None) -> Found | None:
    """A study told without a name: "44 smokers were followed for a year"; not where the last study waits for its size."""
    found = _UNNAMED.search(page.shadow, s.start, s.end) if holds(page.shadow[s.start : s.end], _DOING) else None
    if not found or (
        last
        and not LATER.search(page.shadow, s.start, found.start())
        and goes_on(page, s, last)
        and not (last.size and any(n.rank > 0 for n in sizes(page.shadow, s.start, s.end)))
    ):
        return None
    around = page.sentences[max(s.position - _AROUND, 0)].start
    design = "animal" if is_of_animals(page.shadow, around, s.end) else cast(Design, found.lastgroup)
    return Found(found.start(), found.end(), s, design, design == "in_vitro", s.position)
