"""Noun phrases about a word such as "study" or "researchers": where they begin, their determiner, the proper name they hold."""

import re
from dataclasses import dataclass

from nlp.facts.words import alternatives, grammar, meanings, occurrences, scanner
from nlp.page import Page, Sentence

AGENTS = frozenset(meanings(__package__, "agent"))
_HEAD = scanner(
    rf"\b (?: {alternatives([*meanings(__package__, 'head'), *AGENTS])}"
    r"| in [ ] vitro [ ] (?: and [ ] animal [ ] )? (?: studies | data ) | (?: in | on | to ) [ ] (?: mice | rats | rodents ) ) \b"
)
# Determiners that go on with a study ("the", "these") or open one ("another", "several"), and words that no noun phrase runs over.
GOING_ON, OPENING, _BREAK = (frozenset(meanings(__package__, words)) for words in ("going_on", "opening", "break"))
HAVE_FOUND = grammar(
    rf"(?: [ ] (?: has | have | also | then | later | indeed ) ){{0,3}} [ ] (?: {alternatives(meanings(__package__, 'finding'))} ) (?! \w )"
)
YEAR_AFTER = re.compile(r"[^.;]{0,40}\b(?:19|20)\d\d\b")
_BEFORE_COMMA = re.compile(
    r"(?:ed|blind|scale|center|centre|term|size|arm|way|new|larger?|bigger|smaller?|later|long|recent|prospective|\d\d\d\d)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\s(),;:\"\[\]|]+")
_PLURAL = re.compile(r"[\w-]+(?<!si)s\b")
_IN_VITRO_AND = re.compile(r"\bin vitro (?:and|or) $", re.IGNORECASE)
_BEFORE_THAT = re.compile(r"(?:^\W*|\b(?:in|of|from|for|on|by|to|with|as)\s)$", re.IGNORECASE)  # it is no conjunction there
_THE = re.compile(r"\bthe\s$", re.IGNORECASE)
# "National Health and Nutrition Examination Survey"
_TITLE = re.compile(
    r"(?!(?:In|The|A|An|This|That|These|From|For|One|And|But|According|Data|Our|Using|Since|Both|Another|New)\b)[A-Z][\w']+\s"
    r"(?:(?:[A-Z][\w'-]+|of|and|on|for|in|&)\s(?:the\s)?)*(?:Study|Trial|Survey|Initiative|Project|Cohort|(?<!the\s)(?:study|trial))$"
)
_REACH = 100  # characters before its head in which a noun phrase begins


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase [start, high) of a sentence; its head is at [low, high)."""

    text: str  # the page's shadow
    sentence: Sentence
    start: int
    low: int
    high: int
    head: str  # in small letters
    opening: str | None  # the determiner
    title: re.Match[str] | None  # proper name: "Nurses' Health Study"
    since: int  # where the phrase before it ends

    @property
    def words(self) -> str:
        return self.text[self.start : self.high]

    @property
    def lead(self) -> str:
        """What stands before the head."""
        return self.text[max(self.since, self.low - _REACH) : self.low]

    def before(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Whether a pattern occurs in the characters of the sentence before the head."""
        return pattern.search(self.text, max(self.sentence.start, self.low - reach), self.low) is not None

    def after(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern follows the head."""
        return pattern.match(self.text, self.high, self.sentence.end) is not None


def heads(page: Page) -> dict[int, list[tuple[int, int]]]:
    """Spans of the words that may head such a phrase, by the position of their sentence."""
    found: dict[int, list[tuple[int, int]]] = {}
    for low, high in occurrences(_HEAD, page.shadow, 0, len(page.shadow)):
        if page.shadow[low - 1 : low] == "+":
            continue  # in an address
        if page.shadow[high : high + 1] != "-" or page.shadow[high + 1 : high + 2] == " ":
            found.setdefault(page.sentence_at(low).position, []).append((low, high))
    return found


def phrase(page: Page, s: Sentence, low: int, high: int, since: int) -> Phrase:
    """The noun phrase of the head [low, high), which begins after `since`."""
    text = page.shadow
    head = " ".join(text[low:high].lower().replace("*", " ").split())
    start, opening = _noun_phrase(text, since, low)
    title = _TITLE.search(text, max(since, high - _REACH), high)
    if title and title.start() < start:
        the = _THE.search(text, since, title.start())
        start, opening = (the.start(), "the") if the else (title.start(), None)
    return Phrase(text, s, start, low, high, head, opening, title, since)


def _noun_phrase(text: str, since: int, head: int) -> tuple[int, str | None]:
    """Where the noun phrase of a head begins, and its determiner: "the" of "the newly released Women's Health Study"."""
    start = head
    is_plural = _PLURAL.match(text, head) is not None
    for word in reversed(list(_WORD.finditer(text, max(since, head - _REACH), head))[-9:]):
        low = word[0].lower()
        between = text[word.end() : start].strip(" *")
        joined = not between or (between == "," and _BEFORE_COMMA.search(low))
        if low == "in" and start != head and text[start:head].lower().startswith(("vitro", "vivo")):
            start = word.start()
            continue
        if (
            (low in _BREAK and not (low == "that" and _BEFORE_THAT.search(text[max(since, word.start() - 8) : word.start()])))
            or not joined
            or low[-1] == "-"
            or not any(c.isalnum() for c in low)
            or (low[-1] in ".!?'" and "." not in low[:-1])
        ):
            break
        start = word.start()
        is_count = low.isdigit() and is_plural and not (_YEAR.fullmatch(low) or text[:start].lower().endswith("phase "))
        if low in GOING_ON or low in OPENING or is_count:
            the = _THE.search(text, since, start)
            return (the.start(), "the") if the else (start, low)
    pair = _IN_VITRO_AND.search(text, since, start)  # "in vitro and in vivo studies"
    return (pair.start() if pair else start), None
