"""What a sentence tells of a study: how many were pooled, how long it ran, when and where it was published."""

import re

from nlp.facts.words import MONTH, alternatives, grammar, holds, meanings
from nlp.page import Page
from nlp.quantity import NUMBER, Duration, durations, to_float

_PEOPLE = alternatives(meanings(__package__, "population"))
# In the abstract of a paper it tells a trial.
TREATED = re.compile(
    r"\b(?:subjects|patients|participants|women|men|children|adults|infants|volunteers|adolescents) (?:(?:who|each|all) )?"
    r"(?:received|took|were (?:given|supplemented|administered|treated))\b"
    r"|\b(?:subjects|patients|participants|women|men|children) [^.;]{3,100}? received (?:supplement\w*|vitamin|oral|daily|either)\b"
    r"|\b(?:underwent|following|after|weeks of|months of|wk of|mo of|days of) (?:[\w-]+ ){0,6}?(?:supplementation|treatment|therapy) with\b"
    r"|\b(?:weeks|months|wk|mo|days) of (?:[\w-]+ ){0,3}?(?:supplementation|treatment|therapy)\b|\bloading dose\b"
    r"|\breceived (?:[\w-]+ ){0,3}?(?:supplement\w*|placebo|vitamin|[\d,]+ ?(?:IU|mg|mcg|ug|g)|treatment with)\b"
    r"|\bunderwent (?:[\w-]+ ){0,2}?(?:supplementation|therapy with|treatment with)\b"
    r"|\beffects? of (?:[\w-]+ ){0,6}?(?:supplementation|therapy|treatment|administration)\b",
    re.IGNORECASE,
)
_PLURAL = ("studies", "rials", "RCTs", "ohorts", "omparisons", "eports")
_N_STUDIES = grammar(
    rf"(?<! [\w.,-] ) (?<! yielding\s ) (?<! yielded\s ) (?! (?: 19 | 20 ) \d\d [ ] ) (?P<n> {NUMBER} ) [ ] "
    rf"(?: (?! (?: of | in | and | with | from | who | ha[sd] | have | was | were ) \b ) [\w',/()-]+ [ ] ){{0,5}}? "
    rf"(?: studies | trials | RCTs | cohorts | comparisons | reports ) \b "
    rf"(?! [* ]+ were [ ] (?: identified | retrieved | screened ) \b | ,? [ ] of [ ] which )"
)


def n_studies(shadow: str, start: int, end: int) -> int | None:
    """How many studies were pooled."""
    if not holds(shadow[start:end], _PLURAL):
        return None
    for found in _N_STUDIES.finditer(shadow, start, end):
        n = to_float(found["n"])
        if n and n == int(n) and 1 < n < 5000:
            return int(n)
    return None


_LONGEST = 45 * 365  # days that a study runs, at most: "in women over 70 years"
_LASTING = re.compile(
    r"\b(?:for|over|during|lasting|lasted|spanned|spanning|after|throughout|through|follow-?up (?:of|was"
    r"|period of|time of)|average of|median of|mean of|period of|took place over|followed (?:up )?(?:for|over)?"
    r"|duration (?:of|was|:)|(?:ran|lasted|continued) (?:for|over))[\s,]*"
    r"(?:(?:an?|the|about|approximately|nearly|almost|up to|more than|at least|average|mean|median|total|of|entire|full"
    r"|course|next|period|first)\s)*$",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(?:,? |-)(?:[\d,]+-(?:person|patient|subject) )?(?:randomi[sz]ed|trial|study|studies|follow|intervention|double|period|pilot"
    r"|long|supplement|course|program"
    r"|prospective|placebo|clinical|treatment)",
    re.IGNORECASE,
)
_LATER = re.compile(r"\slater\b(?!,? (?:an?|another|researchers|scientists|in|they)\b)", re.IGNORECASE)
_BEYOND = re.compile(r"\s(?:after|before|since|prior)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:past|last|previous|recent|published in the|every|per|each|age of|aged?|once)\s$", re.IGNORECASE)


def duration(shadow: str, start: int, end: int) -> Duration | None:
    """How long the study ran: the first stretch of time that something is said to last."""
    for d in durations(shadow, start, end):
        before = shadow[max(start, d.start - 70) : d.start]
        if _PAST.search(before) or _BEYOND.match(shadow, d.end, end) or not 2 <= (d.low or d.high or 0) <= _LONGEST:
            continue
        if _LASTING.search(before) or _LONG.match(shadow, d.end, end) or _LATER.match(shadow, d.end, end):
            return d
    return None


_CENTURY = ("19", "20")
_YEAR_AFTER = grammar(
    rf"""(?: \b (?: published | presented | reported | appeared | appearing | posted | released | online | issue
      | edition ) \b [^.;()]{{0,70}}? \b (?: {MONTH} [ ] (?: \d{{1,2}} ,? [ ] )? | in [ ] | of [ ] | , [ ] )
       | \( (?: [^()]{{0,40}} [ ,] )? | (?<! \d ) [-–] [ ]? (?: {MONTH} [ ] )? | (?: in | by | a | (?<! during\s ) the
         | from ) [ ] (?: {MONTH} ,? [ ] )? (?: early [ ] | late [ ] )?
       | {MONTH} [ ] (?= \d{{4}} [\s,;.*-]* (?: $ | free | PDF | doi | full [ ] text | behind | open [ ] access ) )
       | (?<! since ) (?<! until ) (?<! \s of ) (?<! \s and ) (?<! \s to ) (?<! than ) (?<= [a-z)] ) [ ] (?= \d{{4}} \W* $ )
       | (?: study | trial | RCT | analysis | review ) [ ,(-]{{1,4}} (?: {MONTH} [ ] )? (?= \d{{4}} )
       | \b (?= \d{{4}} [ ] (?: [\w-]+ [ ] ){{0,3}}? (?: study | trial | survey | meta-analysis | analysis | review | RCT ) \b )
       ) (?P<year> 19\d\d | 20[0-2]\d ) (?! \d | [ ]? [-/] [ ]? \d | [ ] years?\b | 's | s\b
         | [ ] (?: to | and | through | until ) [ ] (?: {MONTH} [ ] )? \d | [ ] (?: mg | IU | ng )
         | [ ] (?: (?! (?: of | in | among | with | and | study | trial | survey ) \b ) [\w-]+ [ ] ){{0,3}}? (?: {_PEOPLE} ) \b )"""
)
_ENROLLED = re.compile(  # "... in 1996"
    r"\b(?:recruit(?:ed|ing)|enroll(?:ed|ing)|born|examined|diagnosed|registered|surveyed|started|began|begun|to end|ended"
    r"|between [^.;]{3,25} and)\s$",
    re.IGNORECASE,
)
_DISTANT = re.compile(r"(?:published|presented|reported|appear|posted|released|online|issue|edition)", re.IGNORECASE)
_PUBLISHED = ("ublish", "ppear", "eported", "osted", "rinted")
_PLACES = """(?: U\\.?[SK] | Mainland | United | North | South | Europe | America | Asia | Africa | Australia | Canada | China | India
    | Iran | Japan | England | Germany | France | Italy | Spain | Norway | Sweden | Finland | Denmark | English
    | London | Boston | Paris | Caucasian )"""
_JOURNAL = grammar(
    rf"""\b (?: (?: published | appeared | appearing | appears | posted | printed | publishing ) \b [^.;()]{{0,45}}?
      | reported (?: [ ] (?: online | today | yesterday | this | last | week | month | \w+day | \w+ly | {MONTH} | \d+ ) ,? ){{0,4}} [ ] )
      \b in [ ] (?: (?: the | a ) [ ] )?
        (?: (?: online | latest | current | \w+ [ ] issue [ ] of | \w+ [ ] \d+ [ ] issue [ ] of | journal | peer-reviewed
          | scientific | medical | prestigious ) [ ] (?: of [ ] )? (?: the [ ] )? ){{0,3}}
        (?: (?: {MONTH} [ ] )? (?: \d{{1,2}} [ ] )? issue [ ] of [ ] (?: the [ ] )? (?: journal [ ] )? )?
        (?! (?: {MONTH} | {_PLACES} ) (?! \w ) | (?! JAMA | BMJ | PNAS | CMAJ | NEJM | BJOG ) [A-Z]{{2,5}} \b (?! [ ] [A-Z] ) )
        (?P<journal> (?: [A-Z][\w.'-]+ | PLoS | eLife ) (?: (?: [ ] (?: of | and | the | in | for | on | &
          | de ) (?: [ ] (?: the ) )? )? [ ] [A-Z][\w.'-]+ ){{0,8}} )""",
    re.RegexFlag(0),
)


def year(shadow: str, start: int, end: int, *, is_far: bool = False) -> int | None:
    """Year of publication, where the sentence tells one; not the years that the data or the participants are of.

    Far from the study's name only what was published or presented is it.
    """
    if not holds(shadow[start:end], _CENTURY):
        return None
    for found in _YEAR_AFTER.finditer(shadow, start, end):
        if not _ENROLLED.search(shadow, start, found.start()) and not (is_far and not _DISTANT.match(found[0])):
            return int(found["year"])
    return None


_DATELINE = grammar(
    rf"""(?: (?: ^ | [-,(] [ ]? | day [ ] ) {MONTH} [ ] \d{{1,2}} ,? [ ] (?P<year> (?: 19 | 20 ) \d\d ) [ ]? (?: [(/:-] | $ ) )""",
    re.IGNORECASE | re.MULTILINE,
)
# "SOURCE: bit.ly/x Annals of Sleep, online January 5, 2011."
_SOURCE = re.compile(
    r"\W*sources?:\s+(?:\S+\.\S+/\S+\s+(?:and\s+)?)*(?P<journal>[A-Z][^,;]+?),?\s(?:online\s)?(?:[a-z]+\.?\s(?:\d{1,2},\s)?)?"
    r"(?P<year>(?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)
_TOP = 6  # sentences in which a dateline may stand


def story(page: Page) -> tuple[int | None, tuple[int, int] | None]:
    """Year and journal's span of what a news story tells of: from the one source at its end, else its dateline's year."""
    sources = [m for line in page.article.lines if line.kind == "reference" and (m := _SOURCE.match(page.text, line.start, line.end))]
    if len(sources) == 1:
        return int(sources[0]["year"]), sources[0].span("journal")
    end = page.sentences[min(_TOP, len(page.sentences)) - 1].end
    found = _DATELINE.search(page.shadow, 0, end)
    return int(found["year"]) if found else None, None


def journal(shadow: str, start: int, end: int) -> tuple[int, int] | None:
    """Span of the journal's name after "published in" and the like."""
    if not holds(shadow[start:end], _PUBLISHED):
        return None
    found = _JOURNAL.search(shadow, start, end)
    return (found.start("journal"), found.start("journal") + len(found["journal"].rstrip("."))) if found else None
