"""The items of a sentence: its arguments, the phrases of the cue tables, and single words, in order."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from nlp.claims import words
from nlp.claims.arguments import Argument, Item, Names, arguments, outcome_id
from nlp.claims.words import Kind, Meaning, Meanings, Token
from nlp.page import Page

_NUMBER = re.compile(r"\d[\d,.]*$")


def items(page: Page, start: int, tokens: Sequence[Token], names: Names, amounts: Sequence[Item]) -> list[Item]:
    """The items of the text at `start`, whose tokens (of the shadow, their offsets counted from `start`) and names are given."""
    exempt = _exempt(tokens, start)
    named = {i.start: i for i in arguments(page, names) if not any(a < i.start and i.end <= b for a, b in exempt)}
    for amount in amounts:
        if not any(i.start < amount.end and amount.start < i.end for i in named.values()):
            named[amount.start] = amount
    plain = _without_names(tokens, start, named)
    properties, phrases = words.openings("property"), words.phrases()
    found: list[Item] = []
    read = 0  # tokens taken
    for i, (token, word) in enumerate(zip(tokens, plain, strict=True)):
        if i < read:
            continue
        read = i + 1
        first = start + token[1]
        if token[0] in properties and word != _WITHIN and (told := _property(tokens, i, plain)):
            mention = named.get(first)
            item = mention if mention is not None and " of " in mention.text else _with_mention(told, start, mention)
            read = i + sum(1 for t in tokens[i:] if start + t[1] < item.end)
            found.append(item)
        elif word == _NAME:
            found.append(named[first])
        elif word == _WITHIN:
            pass
        elif (begun := phrases.get(word)) and (match := words.longest_of(begun, plain, i)):
            read = i + match[0]
            found.append(_phrase(page, start, tokens, plain, i, match, found))
            if found[-1].kind == "property" and _names_drug([t[0] for t in tokens[max(i - 2, 0) : i]]):
                found[-1] = Item("word", first, found[-1].end, found[-1].text)
        elif word.isalpha():
            found.append(Item("word", first, start + token[2], word))
        elif (kind := _plain_kind(word, page.shadow, first)) != "quote":
            found.append(Item(kind, first, start + token[2], word))
    return found


def _phrase(
    page: Page, start: int, tokens: Sequence[Token], plain: Sequence[str], i: int, match: tuple[int, Meanings], before: Sequence[Item]
) -> Item:
    """The phrase matched at the i-th token, by that of its meanings which the items before it and the word after it ask for."""
    taken, meanings = match
    word, first, after = plain[i], start + tokens[i][1], i + taken
    text = word if taken == 1 else " ".join(plain[i:after])
    meaning = meanings[0]
    if len(meanings) > 1:
        meaning = _chosen(meanings, before, plain[after] if after < len(plain) else "", word.endswith("ing"))
    item = _item(meaning, first, start + tokens[after - 1][2], text, meanings)
    if item.kind in ("verb", "noun") and page.shadow[first - 1] == "-" and before and (before[-1].argument is None or text == "induced"):
        item.kind = "word"  # DSS-induced
    return item


def _exempt(tokens: Sequence[Token], start: int) -> list[tuple[int, int]]:
    """Bounds of the phrases that mean nothing here, whose words name nothing either: the grade of "low-grade"."""
    opening = words.openings("exempt")
    found: list[tuple[int, int]] = []
    for n in [n for n, token in enumerate(tokens) if token[0] in opening]:
        match = words.longest([t[0] for t in tokens[n : n + 6]], 0)
        if match and match[0] > 1 and any(m.kind == "exempt" for m in match[1]):
            found.append((start + tokens[n][1], start + tokens[n + match[0] - 1][2]))
    return found


_NAME, _WITHIN = "\0", "\1"  # stand for the first token of a name, and for its others


def _without_names(tokens: Sequence[Token], start: int, named: Mapping[int, Item]) -> list[str]:
    """The tokens' words, with those of names masked so that no phrase runs into a name."""
    plain = [word for word, _, _ in tokens]
    starts = [at for _, at, _ in tokens]
    for first, item in named.items():
        at = bisect_left(starts, first - start)
        while at < len(plain) and start + starts[at] < item.end:
            plain[at] = _NAME if start + starts[at] == first else _WITHIN
            at += 1
    return plain


_ATTRIBUTED = frozenset({
    "effect", "effects", "activity", "activities", "property", "properties", "action", "actions", "capacity", "agent", "agents",
    "compound", "compounds", "potential", "benefits", "and", "or", ",",
})  # fmt: skip

_PREDICATED = frozenset(
    ["an", "are", "important", "major", "powerful", "potent", "strong", "has", "have", "exerts", "exert", "natural", "its", "as"]
)


def _property(tokens: Sequence[Token], i: int, plain: Sequence[str]) -> Item | None:
    """A property at the i-th token, with offsets within the sentence: `anti-inflammatory effects`, `a potent antioxidant`."""
    match = words.longest([t[0] for t in tokens[i : i + 4]], 0)
    if match is None or not any(m.kind == "property" for m in match[1]):
        return None
    last = i + match[0]
    following = next((t[0] for t in tokens[last : last + 6] if t[0] not in "()" and not t[0].isdigit()), "")
    noun = tokens[i][0].endswith("antioxidants")  # several of them are named, not a property told
    named = plain[last : last + 1] == [_NAME] and tokens[i - 1 : i] and tokens[i - 1][0] == "the"  # the antioxidant lutein
    called = following in ("called", "named")
    if (noun or not (following in _ATTRIBUTED or named or called)) and not _is_predicated([t[0] for t in tokens[max(i - 2, 0) : i]]):
        return None
    meaning = next(m for m in match[1] if m.kind == "property")
    return _item(meaning, tokens[i][1], tokens[last - 1][2], " ".join(t[0] for t in tokens[i:last]), match[1])


_BE = frozenset({"is", "are", "was", "were", "be", "as", "such", "its", "being", "like", "s"})


def _is_predicated(before: Sequence[str]) -> bool:
    """Whether a property is said of something: "is an antioxidant", "a powerful antioxidant", but not "added to an analgesic"."""
    if not before or before[-1] not in _PREDICATED:
        return False
    return before[-1] != "an" or len(before) == 1 or before[0] in _BE


def _names_drug(before: Sequence[str]) -> bool:
    """Whether a property's word is what something is done with: "added to an analgesic"."""
    return len(before) == 2 and before[1] in ("an", "the") and before[0] in ("to", "with", "than", "of", "by", "plus")


def _with_mention(told: Item, start: int, mention: Item | None) -> Item:
    """The property at its place in the text, reaching over a mention that begins with it (`anti-inflammatory effects`)."""
    told.start, told.end = told.start + start, told.end + start
    if mention is not None:
        told.end = max(told.end, mention.end)
        if mention.argument is not None and told.argument is not None and told.argument.outcome_id is None:
            told.argument.outcome_id = mention.argument.outcome_id
    return told


def _item(meaning: Meaning, start: int, end: int, text: str, meanings: tuple[Meaning, ...]) -> Item:
    argument = _argument(meaning, text) if meaning.kind in _ARGUMENTS else None
    return Item(meaning.kind, start, end, text, meaning.sign, meanings, argument)


_ARGUMENTS = frozenset({"anaphor", "outcome_anaphor", "property"})


def _argument(meaning: Meaning, text: str) -> Argument:
    """The argument that a pronoun, a word that stands for an outcome, or a property is by itself."""
    if meaning.kind == "anaphor":
        return Argument(anaphor="all" if meaning.sign == "+" else "each", lack=meaning.sign == "-")
    if meaning.kind == "outcome_anaphor":
        return Argument(outcome=text, refers_back=True)
    return Argument(outcome=meaning.outcome, outcome_id=outcome_id(meaning.outcome or ""), sign=meaning.sign)


_ENDS = re.compile(r"(?<=[a-z0-9]{3})\.[\"')]?\s+[A-Z]")  # the full stop of a sentence, where a cell or heading holds several


def _plain_kind(word: str, shadow: str, at: int) -> str:
    if word == '"' or (word == "." and not _ENDS.match(shadow, at)):
        return "quote"
    if word in ";:.?!|":
        return "stop"
    if word == "-" and shadow[at - 1 : at] == " " and not shadow[at + 1 : at + 2].isdigit():
        return "stop"
    if word.endswith("n't"):
        return "negation"
    if _NUMBER.match(word):
        return "number"
    return "word" if word[0].isalpha() else "sign"


_NOMINAL_BEFORE = frozenset({
    "verb", "report", "boundary", "stop", "whether", "determiner", "preposition", "adjective", "link", "number", "weak", "sign", "negation",
    "together_between", "together_before",
})  # fmt: skip

_VERB_AFTER = frozenset({"to", "not", "and", "helps", "help"})
_DOES_NOT = (" not", "n't", "cannot", "failed to", "fails to", "fail to", "failing to", "unable to")

_PREFERRED: tuple[Kind, ...] = (
    "report", "boundary", "whether", "exempt", "use", "link", "weak", "verb", "motion", "aim", "adjective", "noun", "negation", "unmoved",
    "process",
    "hedge", "anaphor", "outcome_anaphor", "join", "lack_before",
)  # fmt: skip


def _chosen(meanings: tuple[Meaning, ...], before: Sequence[Item], after: str, ing: bool) -> Meaning:
    """Of the meanings of a phrase the one that its neighbours ask for: "an increase in" is a noun, "may lower" a verb."""
    by_kind = {m.kind: m for m in meanings}
    last = before[-1].kind if before else "start"
    led = next((i for i in reversed(before) if i.kind != "adverb"), None)
    if last == "adverb" and led is not None and led.kind in ("weak", "preposition", "determiner", "together_between") and led.text != "to":
        last = led.kind  # had significantly lower levels
    if led is not None and led.text in ("found", "find", "finding"):
        last = "weak"
    if "motion" in by_kind:
        by_kind["verb"] = by_kind["motion"]
    if "verb" in by_kind and last == "sign" and before[-1].text == "," and ing:
        return by_kind["verb"]
    if "verb" in by_kind and ("adjective" in by_kind or "noun" in by_kind):
        nominal = by_kind.get("noun") or by_kind["adjective"]
        if last in ("auxiliary", "hedge", "adverb") or (before and (before[-1].text in _VERB_AFTER or before[-1].text.endswith(_DOES_NOT))):
            had = before[-1].text in ("has", "have", "had") and "adjective" in by_kind
            return nominal if had else by_kind["verb"]
        if last in _NOMINAL_BEFORE or last == "start" or after in ("in", "of"):
            return nominal if last in _NOMINAL_BEFORE or "adjective" in by_kind or after in ("in", "of") else by_kind["verb"]
        return by_kind["verb"]
    return next((by_kind[kind] for kind in _PREFERRED if kind in by_kind), meanings[0])
