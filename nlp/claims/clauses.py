"""A sentence as the claim grammar sees it: clauses of items, each an argument (exposure or outcome), a cue, or a word between.

What can be both (a nutrient's blood level, its deficiency) stays open until a relation says on which side it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from nlp import lexicon
from nlp.claims import words
from nlp.claims.words import Kind, Meaning, Sign
from nlp.page import Mention, Page

_STATUS = frozenset({"level", "levels", "status", "concentration", "concentrations", "stores", "content"})
_EXCESS = re.compile(r"\s(?:toxicity|overdose|excess|poisoning)$")
_DEFICIENT = re.compile(r"\s(?:deficienc(?:y|ies)|insufficiency|inadequacy|depletion)$")
_BETWEEN_LACK = frozenset({"determiner", "adverb", "tail", "preposition", "number", "process", "anaphor"})
_LACK_WORDS = frozenset(
    [
        "dietary",
        "serum",
        "blood",
        "plasma",
        "circulating",
        "maternal",
        "total",
        "body",
        "ng",
        "ml",
        "nmol",
        "l",
        "mg",
        "iu",
        "units",
        "mcg",
        "ug",
        "micrograms",
        "milligrams",
    ]
)
_BOUNDARY = frozenset({"boundary", "report", "whether", "stop"})
_NUMBER = re.compile(r"\d[\d,.]*$")


@dataclass(slots=True)
class Argument:
    """Something that acts or is acted on. `nutrients` is empty for what cannot act, `outcome` null for what cannot be acted on."""

    nutrients: tuple[str, ...] = ()
    outcome: str | None = None  # its words
    outcome_id: str | None = None
    lack: bool = False
    sign: Sign = "="  # a property ("anti-inflammatory") or a process verb ("absorbs") brings its own
    anaphor: str | None = None  # each, all
    refers_back: bool = False  # `this disease`: an outcome named before


@dataclass(slots=True)
class Item:
    """A token or phrase with what it is to the grammar."""

    kind: str
    start: int
    end: int
    text: str
    sign: Sign = "="
    meanings: tuple[Meaning, ...] = ()
    argument: Argument | None = None

    def may_be(self, kind: Kind) -> bool:
        return any(m.kind == kind for m in self.meanings)


@dataclass(slots=True)
class Clause:
    """Items between two boundaries; `opened_by` is the boundary before it."""

    items: list[Item] = field(default_factory=list)
    opened_by: str = ""
    inserted: bool = False  # stands in brackets


def clauses(page: Page, start: int, end: int) -> list[Clause]:
    """The clauses of [start, end) in order, those in brackets after the one that they interrupt."""
    items = _composed(_items(page, start, end))
    found, inserted = [Clause()], []
    depth = 0
    dashes = [i for i in items if i.kind == "stop" and i.text == "-"]
    opening, closing = (dashes[0], dashes[1]) if len(dashes) == 2 else (None, None)
    for item in items:
        if item is opening or item.text in "([":
            depth += 1
            inserted.append(Clause(opened_by="(", inserted=True))
        elif item is closing or item.text in ")]":
            depth = max(depth - 1, 0)
        elif depth:
            inserted[-1].items.append(item)
        elif item.kind in _BOUNDARY:
            found += [*inserted, Clause(opened_by=item.text)]
            inserted = []
        else:
            found[-1].items.append(item)
    return [clause for clause in (*found, *inserted) if clause.items or clause.opened_by == "?"]


def _items(page: Page, start: int, end: int) -> list[Item]:
    """Mentions, phrases of the cue tables, and single words, in order."""
    shadow = page.shadow
    arguments = {item.start: item for item in _arguments(page, start, end)}
    tokens = words.tokens(shadow[start:end])
    found: list[Item] = []
    covered = start
    plain = []
    for word, at, till in tokens:
        if start + at in arguments:
            covered = arguments[start + at].end
            plain.append("\0")
        else:
            plain.append("\1" if start + till <= covered else word)
    i = 0
    while i < len(tokens):
        word, at, till = plain[i], *tokens[i][1:]
        if (told := _property(tokens, i)) and (
            word == "\0" or not any(a < start + till and start + at < item.end for a, item in arguments.items())
        ):
            found.append(_with_mention(told, start, arguments.get(start + at)))
            while i < len(tokens) and start + tokens[i][1] < found[-1].end:
                i += 1
        elif word == "\0":
            found.append(arguments[start + at])
            i += 1
        elif word == "\1":
            i += 1
        elif match := words.longest(plain, i):
            length, meanings = match
            last = start + tokens[i + length - 1][2]
            meaning = _chosen(meanings, found, plain[i + length] if i + length < len(plain) else "")
            found.append(_item(meaning, start + at, last, " ".join(plain[i : i + length]), meanings))
            i += length
        else:
            found.append(Item(_plain_kind(word, shadow, start + at), start + at, start + till, word))
            i += 1
    return found


_ATTRIBUTED = frozenset(
    [
        "effect",
        "effects",
        "activity",
        "activities",
        "property",
        "properties",
        "action",
        "actions",
        "capacity",
        "agent",
        "agents",
        "compound",
        "compounds",
        "potential",
        "benefits",
        "and",
        "or",
        ",",
    ]
)
_PREDICATED = frozenset(["an", "powerful", "potent", "strong", "has", "have", "exerts", "exert", "natural", "its", "as"])


def _property(tokens: Sequence[tuple[str, int, int]], i: int) -> Item | None:
    """A property at the i-th token, with offsets within the sentence: `anti-inflammatory effects`, `a potent antioxidant`."""
    match = words.longest([t[0] for t in tokens[i : i + 4]], 0)
    if match is None or not any(m.kind == "property" for m in match[1]):
        return None
    last = i + match[0]
    following = next((t[0] for t in tokens[last : last + 6] if t[0] not in "()" and not t[0].isdigit()), "")
    if following not in _ATTRIBUTED and (i == 0 or tokens[i - 1][0] not in _PREDICATED):
        return None
    meaning = next(m for m in match[1] if m.kind == "property")
    return _item(meaning, tokens[i][1], tokens[last - 1][2], " ".join(t[0] for t in tokens[i:last]), match[1])


def _with_mention(told: Item, start: int, mention: Item | None) -> Item:
    """The property at its place in the text, reaching over a mention that begins with it (`anti-inflammatory effects`)."""
    told.start, told.end = told.start + start, told.end + start
    if mention is not None:
        told.end = max(told.end, mention.end)
        if mention.argument is not None and told.argument is not None and told.argument.outcome_id is None:
            told.argument.outcome_id = mention.argument.outcome_id
    return told


def _item(meaning: Meaning, start: int, end: int, text: str, meanings: tuple[Meaning, ...]) -> Item:
    argument = None
    if meaning.kind == "anaphor":
        argument = Argument(anaphor="all" if meaning.sign == "+" else "each")
    elif meaning.kind == "outcome_anaphor":
        argument = Argument(outcome=text, refers_back=True)
    elif meaning.kind == "property":
        argument = Argument(outcome=meaning.outcome, outcome_id=outcome_id(meaning.outcome or ""), sign=meaning.sign)
    return Item(meaning.kind, start, end, text, meaning.sign, meanings, argument)


def _plain_kind(word: str, shadow: str, at: int) -> str:
    if word in ';:.?!|"':
        return "stop" if word != '"' else "quote"
    if word == "-" and shadow[at - 1 : at] == " ":
        return "stop"
    if word.endswith("n't"):
        return "negation"
    if _NUMBER.match(word):
        return "number"
    return "word" if word[0].isalpha() else "sign"


_NOMINAL_BEFORE = frozenset({"report", "boundary", "stop", "whether", "determiner", "preposition", "adjective", "link", "number", "weak", "sign", "negation"})
_PREFERRED: tuple[Kind, ...] = (
    "report", "boundary", "whether", "exempt", "use", "link", "weak", "verb", "motion", "aim", "adjective", "noun", "negation", "process",
    "hedge", "anaphor", "outcome_anaphor", "join", "lack_before",
)  # fmt: skip


def _chosen(meanings: tuple[Meaning, ...], before: Sequence[Item], after: str) -> Meaning:
    """Of the meanings of a phrase the one that its neighbours ask for: "an increase in" is a noun, "may lower" a verb."""
    if len(meanings) == 1:
        return meanings[0]
    by_kind = {m.kind: m for m in meanings}
    last = before[-1].kind if before else "start"
    if "motion" in by_kind:
        by_kind["verb"] = by_kind["motion"]
    if "verb" in by_kind and ("adjective" in by_kind or "noun" in by_kind):
        nominal = by_kind.get("noun") or by_kind["adjective"]
        if last in ("auxiliary", "hedge", "adverb") or (before and before[-1].text in ("to", "not", "and", "helps", "help")):
            had = before[-1].text in ("has", "have", "had") and "adjective" in by_kind
            return nominal if had else by_kind["verb"]
        if last in _NOMINAL_BEFORE or last == "start" or after in ("in", "of"):
            return nominal if last in _NOMINAL_BEFORE or "adjective" in by_kind or after in ("in", "of") else by_kind["verb"]
        return by_kind["verb"]
    return next((by_kind[kind] for kind in _PREFERRED if kind in by_kind), meanings[0])


# --- arguments -----------------------------------------------------------------------------------------------------------


def _arguments(page: Page, start: int, end: int) -> Iterator[Item]:
    """Mentions of nutrients and outcomes; a nutrient within an outcome's name belongs to it."""
    nutrients = page.mentions_in(start, end, "NUTRIENT")
    named = {(n.start, n.end) for n in nutrients}
    biomarkers = [b for b in page.mentions_in(start, end, "BIOMARKER") if (b.start, b.end) not in named]
    outcomes = _outermost([*page.mentions_in(start, end, "OUTCOME"), *biomarkers])
    for n in nutrients:
        if not _refers_back(page, n) and not any(o.start < n.end and n.start < o.end for o in outcomes):
            yield Item("exposure", n.start, n.end, page.shadow[n.start : n.end], argument=Argument((n.concept_id or "",)))
    for o in outcomes:
        if o.label == "BIOMARKER":
            yield _outcome(page, o, _biomarker_outcome(o.concept_id or ""))
        else:
            yield _outcome(page, o, o.concept_id)


_CLASSES = frozenset({"dietary_supplements", "vitamins", "minerals", "nutrients"})
_POINTED_AT = re.compile(r"(?:\b(?:this|these|both|two|such|each)\s(?:\w+\s)?|\bthe\s)$", re.IGNORECASE)


def _refers_back(page: Page, mention: Mention) -> bool:
    """`supplements`, `these vitamins`: a class that stands for what was named before."""
    text = page.shadow[mention.start : mention.end].lower()
    if mention.concept_id not in _CLASSES:
        return False
    return text in ("supplement", "supplements", "nutrient", "nutrients") or bool(
        _POINTED_AT.search(page.shadow, max(mention.start - 20, 0), mention.start)
    )


def _outermost(mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, -m.end, m.label != "OUTCOME")):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept


_COMPARED = re.compile(r"(?:fewer|less|faster|better|more|improved?|reduced|decreased|increased|enhanced|stronger|greater|worsened)\s", re.IGNORECASE)


def _outcome(page: Page, mention: Mention, concept: str | None) -> Item:
    text = page.shadow[mention.start : mention.end]
    compared = _COMPARED.match(text)
    if compared and (bare := outcome_id(text[compared.end() :])):  # "fewer colds" tells a direction of colds
        mention = replace(mention, start=mention.start + compared.end())
        text, concept = text[compared.end() :], bare
    acts = acting(concept) if concept else None
    if acts is None:
        acts = _acting_name(text.lower())
    nutrients, lack = ((acts[0],), acts[1]) if acts else ((), False)
    argument = Argument(nutrients, text, concept, lack)
    return Item("outcome", mention.start, mention.end, text.lower(), argument=argument)


@cache
def _biomarker_outcome(name: str) -> str | None:
    known = lexicon.biomarkers().get(name)
    return (known.outcome_id if known else None) or outcome_id(name)


@cache
def _ids(label: str) -> dict[str, str]:
    return {name.text.lower(): name.concept_id for name in reversed(list(lexicon.names())) if name.label == label}


def outcome_id(text: str) -> str | None:
    """The outcome that goes by exactly this name."""
    return _ids("OUTCOME").get(text.lower())


@cache
def acting(concept: str) -> tuple[str, bool] | None:
    """The nutrient whose state in the body an outcome is, and whether it is its lack: vitamin_d_deficiency -> (vitamin_d, True)."""
    known = lexicon.outcomes().get(concept)
    return _acting_name(known.name.lower()) if known else None


@cache
def _acting_name(name: str) -> tuple[str, bool] | None:
    for row in words.rows("status"):
        if row["outcome"] == name:
            nutrient = _ids("NUTRIENT").get(row["nutrient"])
            return (nutrient, bool(row["lack"])) if nutrient else None
    for pattern, lack in ((_DEFICIENT, True), (_LEVELS, False), (_EXCESS, False)):
        nutrient = _ids("NUTRIENT").get(pattern.sub("", name))
        if nutrient and pattern.search(name):
            return nutrient, lack
    return None


_LEVELS = re.compile(r"\s(?:levels?|status|concentrations?|intake)$")


# --- what words make of arguments --------------------------------------------------------------------------------------------


def _composed(items: list[Item]) -> list[Item]:
    """Items with processes ("absorption of iron"), the lack of an exposure, and what merely trails its name taken in."""
    return _tailed(_lacking(_processed(_pointing(items))))


_POSSESSIVE = frozenset({"its", "their"})
_OWNED = frozenset({"property", "link", "use", "helper", "process"})
_SUBJECT_OF = frozenset({"verb", "weak", "auxiliary", "hedge", "link", "adverb", "negation", "use", "helper"})


def _pointing(items: list[Item]) -> list[Item]:
    """Items less what does not point at an exposure: the `this` of "this weakness", the `their` of "their risk", the estrogen of
    "estrogen-induced"; of two outcomes side by side ("IBD quality of life") the second is meant."""
    found: list[Item] = []
    for n, item in enumerate(items):
        following = items[n + 1] if n + 1 < len(items) else None
        if item.text == "it" and following is not None and following.text in ("takes", "took", "seems", "appears"):
            item.argument, item.kind = None, "pronoun"  # it takes 10 mg of C to prevent scurvy
        if item.text == "this" and item.argument and (following is None or following.kind not in _SUBJECT_OF):
            item.argument, item.kind = None, "determiner"
        owned = following is not None and (following.kind in _OWNED or following.text in ("effects", "effect", "benefits", "benefit"))
        if item.text in _POSSESSIVE and item.argument and not owned:
            item.argument, item.kind = None, "determiner"
        if item.kind == "exposure" and following is not None and following.text == "induced":
            continue
        if item.kind == "outcome" and following is not None and following.kind == "outcome" and following.start - item.end <= 1:
            continue
        if item.kind == "outcome" and len(found) > 1 and found[-1].text in ("from", "due to") and _is_death(found[-2]):
            item = _death_from(found[-2], item)
            del found[-2:]
        found.append(item)
    return found


def _is_death(item: Item) -> bool:
    known = lexicon.outcomes().get(item.argument.outcome_id or "") if item.argument else None
    return known is not None and (known.category == "mortality" or known.outcome_id == "hospitalization")


def _death_from(death: Item, cause: Item) -> Item:
    """`death from heart disease` as one outcome."""
    text = f"{death.text} from {cause.text}"
    return Item("outcome", death.start, cause.end, text, argument=Argument(outcome=text, outcome_id=outcome_id(text)))


def _processed(items: list[Item]) -> list[Item]:
    """`calcium absorption`, `absorption of calcium`, `absorb calcium`, `calcium is absorbed` are outcomes, not exposures."""
    found: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        if item.kind == "exposure" and (taken := _process_after(items, i)):
            last, process = taken
            if len(found) > 1 and found[-1].kind == "join" and found[-2].kind == "exposure" and process in _STATUS:
                found[-2] = _process(found[-2], found[-2], found[-2], process)  # calcium and phosphorus levels
            found.append(_process(item, items[last], item, process))
            i = last + 1
        elif (item.kind in ("process", "absorbs") or item.may_be("process")) and (at := _exposure_after(items, i)):
            process = next((m.outcome for m in item.meanings if m.kind in ("process", "absorbs")), None) or item.text
            found.append(_process(item, items[at], items[at], process))
            i = at + 1
            while i + 1 < len(items) and items[i].kind == "join" and items[i + 1].kind == "exposure":
                found += [items[i], _process(items[i + 1], items[i + 1], items[i + 1], process)]
                i += 2
        else:
            found.append(item)
            i += 1
    return found


def _process_after(items: Sequence[Item], i: int) -> tuple[int, str] | None:
    following = items[i + 1] if i + 1 < len(items) else None
    if following is None:
        return None
    if following.may_be("process"):
        return i + 1, next(m.outcome or "" for m in following.meanings if m.kind == "process")
    if following.kind == "auxiliary" and i + 2 < len(items) and items[i + 2].kind == "absorbs":
        return i + 2, next(m.outcome or "" for m in items[i + 2].meanings if m.kind == "absorbs")
    return None


def _exposure_after(items: Sequence[Item], i: int) -> int | None:
    """Index of the exposure that a process word governs, through `of` for a noun."""
    verb = items[i].kind == "absorbs"
    at = i + 1
    if not verb:
        if at >= len(items) or items[at].text not in ("of", "and"):
            return None
        at += 1
    limit = at + 3
    while at < min(limit, len(items)) and items[at].kind in ("determiner", "adverb", "word", "adjective"):
        at += 1
    return at if at < len(items) and items[at].kind == "exposure" else None


def _process(first: Item, last: Item, exposure: Item, process: str) -> Item:
    nutrients = exposure.argument.nutrients if exposure.argument and process in _STATUS else ()
    name = f"{exposure.text.lower()} {process}"
    sign: Sign = "+" if first.kind == "absorbs" else "="
    argument = Argument(nutrients, name, outcome_id(name), sign=sign)
    return Item("outcome", min(first.start, exposure.start), max(last.end, exposure.end), name, argument=argument)


def _lacking(items: list[Item]) -> list[Item]:
    """Marks the exposures that are lacking: `low`, `without`, `less than 20 ng of` before, `deficiency`, `levels below` after."""
    dropped: set[int] = set()
    for i, item in enumerate(items):
        argument = item.argument
        if argument is None or not (argument.nutrients or argument.anaphor) or argument.lack:
            continue
        before = i - 1
        while before >= 0 and i - before < 6 and _may_part(items[before]):
            before -= 1
        if before >= 0 and items[before].may_be("lack_before") and _is_lack(items, before):
            argument.lack = True
            dropped.add(before)
            continue
        after = i + 1
        while after < len(items) and after - i < 4 and items[after].kind in ("tail", "process"):
            after += 1
        if after < len(items) and items[after].may_be("lack_after") and items[after].kind not in ("verb",) and argument.anaphor is None:
            argument.lack = True
            dropped.add(after)
    return [item for i, item in enumerate(items) if i not in dropped]


def _may_part(item: Item) -> bool:
    """Whether a word may stand between `low` and the exposure: "low serum levels of", "less than 20 ng of"."""
    if item.may_be("lack_before"):
        return False
    return item.kind in _BETWEEN_LACK and (item.kind != "preposition" or item.text == "of") or item.text in _LACK_WORDS or (item.kind == "noun" and item.sign == "=")


def _is_lack(items: Sequence[Item], at: int) -> bool:
    """Whether a word as `lower` or `less` speaks of the exposure: not as a verb, and not of an outcome named before the exposure."""
    return items[at].kind != "verb"


def _tailed(items: list[Item]) -> list[Item]:
    """Drops what trails an exposure's name (`supplementation`, `intake`); its levels may themselves be an outcome."""
    found: list[Item] = []
    for item in items:
        if found and found[-1].kind == "exposure" and item.may_be("tail"):
            owner = found[-1].argument
            if owner and item.text in _STATUS and owner.outcome is None:
                owner.outcome = f"{found[-1].text.lower()} {item.text}"
            found[-1].end = item.end if item.text not in ("alone",) else found[-1].end
            continue
        if item.kind == "anaphor" and found and found[-1].kind == "exposure":
            continue
        if item.kind in ("exposure", "outcome") and item.argument and item.argument.nutrients:
            _unrefer(found)
        found.append(item)
    return found


def _unrefer(before: list[Item]) -> None:
    """`supplementation with D`, `the combination of D and K`: the word before the name does not refer to anything else."""
    at = len(before) - 1
    while at >= 0 and before[at].kind in ("preposition", "determiner", "adjective", "adverb", "number"):
        at -= 1
    if at >= 0 and before[at].kind == "anaphor" and before[at].text not in ("it", "they", "this") and len(before) - at < 5:
        before[at].argument = None
        before[at].kind = "tail"
