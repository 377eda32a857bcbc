"""How a nutrient's name and its amount stand together: patterns for the text between them, made with the words of words.tsv."""

import re

from nlp.facts.cues import says, starred
from nlp.facts.words import meanings


def _words(name: str) -> str:
    return starred(meanings(__package__, name))


_RATE = r"""(?: (?: \s (?: max | or \s so ) (?= \s ) )? (?: \s (?: once | twice | (?: two | three | four | \d ) \s times ) (?= \s ) )?
                  (?: \s? / \s? | \s per \s | \s an? \s | \s each \s | \s every \s )
                  (?: day | d | week | wk | month | mo | dose | (?: (?: one | 1 ) [\s-] ounce \s )? serving | ounce ) \b
              | \s (?: once \s | twice \s )? (?: daily | weekly | monthly ) )"""
_QUALITY = rf"(?: {_words('quality')} )"
_LINK = "(?: a|and|or|with|to|for|in|on|by|per|this|that|their|his|her|your )"  # words that do not qualify a name

RATE = re.compile(_RATE, re.VERBOSE | re.IGNORECASE)
"""How often, straight after an amount: "a day"."""

AMOUNT_OF = re.compile(
    rf"""{_RATE}? (?: \s? [(\[] [^()\[\]]{{1,30}} [)\]] | [)\]] | ' (?= \s worth ) )? {_RATE}?   # 600 IU a day (15 ug)
         (?: \s or \s (?: more | less | greater | higher | lower ) )?
         (?: -? \s? | \s? - \s? ) (?: {_QUALITY} [\s-] | \*+ \s? ){{0,4}}                      # of supplemental
         (?: (?: (?: increase | increment | reduction ) \s of | of | from | as (?! \s well ) | in \s the \s form \s of ) \s "?
             (?: {_QUALITY} [\s-] | (?! {_LINK} \b ) [\w-]+ \s | [\w-]+ , \s (?= [\w-]+ [\s,] ) | \*+ \s? ){{0,5}} )?  # of the pure, raw
         [("*]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand between an amount and the name after it: "400 IU of supplemental vitamin D"."""

NAME_WITH = re.compile(
    rf"""[)"*]* (?: \s? \( [^()]{{1,20}} \) )?
         (?: \s? [(\[:,=|@-] | \s (?: {_words("between")} | -? \s? \d+ \s? (?: mcg | mg | ug | iu ) ) (?! \w ) | \s )*
         [\s("*~>≥<≤=]*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What may stand between a name and the amount after it: "vitamin D intake was 400 IU", "vitamin D (400 IU"."""

NAMES_JOINED = re.compile(r"\s?(?:,|,?\sand\s|,?\sor\s|\+|/|&|\splus\s|\swith\s)\s?", re.IGNORECASE)
"""What joins names told together: "calcium and vitamin D (1,000 mg and 400 IU)"."""

AMOUNTS_JOINED = re.compile(
    rf"{_RATE}? \s? (?: , | (?: , \s )? (?: or | and | vs\.? | versus | to ) (?= \s ) | / | & ) \s? (?: (?: about | even | either ) \s )?",
    re.VERBOSE | re.IGNORECASE,
)
"""What joins two amounts told in one breath: "2 g or 3 g"."""

AMOUNTS_ONLY = re.compile(
    r"""[\s(:,-]* (?: (?: \d[\d,.]* | iu | mcg | ug | mg | g | to | or | and | vs | versus | daily | per | day | a | of | dose
                       | / | - | , | \( | \) ) [\s,]* )+""",
    re.VERBOSE | re.IGNORECASE,
)
"""Only amounts and joints: "vitamin D (400 IU or 800 IU"."""

OF_WORD = re.compile(rf"{_RATE}? (?: \s doses? )? \s of \s (?: {_QUALITY} \s )* (?P<word> [A-Za-z][\w-]* )", re.VERBOSE | re.IGNORECASE)
"""A word that an amount is said to be of: "500 mg of metformin"."""

NEXT_WORD = re.compile(rf"\s (?: {_QUALITY} \s )* (?P<word> [A-Za-z][\w-]* )", re.VERBOSE | re.IGNORECASE)
"""The word after an amount: "500 mg metformin"."""

FILLER = re.compile(_words("filler"), re.VERBOSE | re.IGNORECASE)
"""A word after an amount that names nothing."""

VERB = re.compile(r"[a-z]{3,}ed")
"""A word after an amount that tells what it did: "75 mg shortened colds"."""

DRUG = re.compile(
    rf"\b (?: {_words('drug')} ) s? (?: \s (?: at | of | dose | acetate | sodium | hcl ) ){{0,2}} [\s(:,]{{1,3}} \Z",
    re.VERBOSE | re.IGNORECASE,
)
"""A drug's name that ends close before an amount: "prednisone 40 mg"."""

SALT_OF = re.compile(r"(?P<word>[A-Za-z]+?)\d{0,2}\s\Z")
"""The word before a name, less its footnote: "alendronate11 "."""

BRAND = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]{4,}\s?[®™]?\s?\(?\Z")
"""A name with a capital letter close before an amount: "were to take Xarelto 15 mg"."""

NONE_OF = re.compile(r"\b(?:no|(?<!or\s)without)\s\Z", re.IGNORECASE)
"""What tells that the name that follows is left out: "500 mg a day, no zinc"."""

ELSEWHERE = re.compile(r"\b(?:with|without|plus|alongside|than|like|such as|and)\s(?:\w+\s){0,2}\Z|;", re.IGNORECASE)
"""What makes the name that follows another's: "100 mcg with your D3 dose", "have 400 mg; pistachios"."""

THAN = re.compile(r"\bthan\s(?:(?:that|those|with|of|oral|the|a)\s){0,2}\Z", re.IGNORECASE)
"""What makes the name that follows the one held against another: "D3 works better than D2 and, at 500 IU, ..."."""

SUCH_AS = re.compile(r"\b(?:like|such as)\b", re.IGNORECASE)
"""What makes the names that follow examples: "with painkillers, like aspirin, at doses of"."""

PACKAGE = re.compile(r"[\s-](?:cans?|bottles?|packages?|bags?|jars?|box(?:es)?|steaks?|fillets?)\b", re.IGNORECASE)
"""What a food is sold in, after an amount: "a 15-ounce can"."""

SENTENCE = re.compile(r"[.!?][\s*\"')]*\Z|\s(?:is|are|was|were|has|have|can|may|contains?|provides?)\s", re.IGNORECASE)
"""What makes a line one that says something."""

AGED = re.compile(r"[\W_]*\d{1,2}(?:\s?(?:-|to)\s?\d{1,2})?\+?\s(?:years?|months?)\b(?:[^.:|]{0,30}:|\s\d)", re.IGNORECASE)
"""The label of a line for those of an age: "4-8 years: ", "4-8 years 10 mg"."""

PORTION = re.compile(r"\((?:\d|one|half|an?)\b[^()]{1,20}\):\s?\Z", re.IGNORECASE)
"""The portion that a line of a table run into text is of: "Cod, baked (1 fillet): 12 mcg"."""

PACE = re.compile(
    r"\s (?: daily | weekly | monthly | once | twice | (?: a | per | each | every ) \s (?: other \s | \w+ \s )? (?: day | week | month ) )",
    re.VERBOSE | re.IGNORECASE,
)
"""How often a pill is taken, straight after it: "every two weeks"."""

TAKES = re.compile(r"\b(?:take|takes|taking|took|swallow\w*|chew\w*)\s(?:[\w-]+\s){0,3}\Z", re.IGNORECASE)
"""A word of taking, close before an amount."""

REGULARLY = re.compile(r"\b(?:daily|weekly|(?:a|per|each|every)\s(?:day|week|month))\b|/d(?:ay)?\b", re.IGNORECASE)
"""A word that tells that a food is taken regularly."""


_FOOTNOTE = re.compile(r"(?<=[a-z]{5})\d{1,2}\b")


def tells_drug(text: str) -> bool:
    """Whether a text names a drug, be it with a footnote: "alendronate11"."""
    return says(__package__, "drug", _FOOTNOTE.sub("", text))


def tells_taking(text: str) -> bool:
    """Whether a text tells that something is taken, given, advised or held."""
    return says(__package__, "taking", text)
