"""What lacks: "low vitamin D", "levels below 20 ng/mL", "iron, zinc or folate deficiency"."""

from collections.abc import Sequence

from nlp.claims.arguments import Argument, Item

_LEVEL = frozenset({"level", "levels", "concentration", "concentrations"})
_BETWEEN_LACK = frozenset({"determiner", "adverb", "tail", "preposition", "number", "process", "anaphor", "apart"})

_LACK_WORDS = frozenset({
    "dietary", "overall", "average", "mean", "daily", "habitual", "usual",
    "serum", "blood", "plasma", "circulating", "maternal", "total", "body", "ng", "ml", "nmol", "l", "mg", "iu", "units",
    "mcg", "ug", "micrograms", "milligrams",
})  # fmt: skip


def lacking(items: list[Item]) -> list[Item]:
    """Marks the exposures that are lacking: `low`, `without`, `less than 20 ng of` before, `deficiency`, `levels below` after."""
    dropped: set[int] = set()
    for i, item in enumerate(items):
        argument = item.argument
        if argument is None or not (argument.nutrients or argument.anaphor):
            continue
        if argument.lack:
            argument.lack = not any(b.text in _MENDED for b in items[max(i - 2, 0) : i])
        elif (before := _lack_before(items, i)) is not None:
            dropped.add(before)
            make_lacking(items, i, (items[before],))
        elif told := _lack_after(items, i, argument):
            dropped.update(told)
            argument.lack, argument.lack_words = True, tuple(items[n] for n in told)
    return [item for i, item in enumerate(items) if i not in dropped] if dropped else items


def _lack_before(items: Sequence[Item], i: int) -> int | None:
    """Where the word stands before an exposure that tells it to lack."""
    before = i - 1
    while before >= 0 and i - before < 6 and _may_part(items[before]):
        before -= 1
    told = before >= 0 and items[before].may_be("lack_before") and _is_lack(items, before)
    return before if told and not _is_small_dose(items[before:], items[i]) else None


def _lack_after(items: Sequence[Item], i: int, argument: Argument) -> Sequence[int]:
    """Where the words stand after an exposure that tell it to lack."""
    after = _behind_bracket(items, i + 1)
    while after < len(items) and after - i < 6 and (items[after].kind in ("tail", "process", "anaphor") or items[after].text in _LEVEL):
        after += 1
    if (low := _low_level(items, after, argument)) is not None:
        return range(after, low + 1)
    told = after < len(items) and items[after].may_be("lack_after") and _tells_lack(items[after])
    return (after,) if told and argument.anaphor is None else ()


def _behind_bracket(items: Sequence[Item], at: int) -> int:
    """Where an exposure goes on after its short name in brackets: "25-hydroxyvitamin D (25OHD) levels below 20 ng/mL"."""
    return at + 3 if [i.text for i in items[at : at + 3 : 2]] == ["(", ")"] else at


def make_lacking(items: Sequence[Item], first: int, told_by: tuple[Item, ...]) -> None:
    """Makes an exposure lacking, by words before it, and what is listed beside it: "low intakes of iron, zinc and copper"."""
    listed: list[Item] = []
    for item in items[first + 1 :]:
        if item.kind == "exposure":
            listed.append(item)
        elif item.kind not in ("join", "tail") and item.text not in (",", "especially", "particularly"):
            break
    told = [i.text for i in items[first + 1 :] if listed and i.end <= listed[-1].start]
    shared = any(t in ("and", "or", "especially", "particularly") for t in told)
    for item in (items[first], *(listed if shared else ())):
        if item.argument is not None:
            item.argument.lack, item.argument.lack_words = True, told_by


def _low_level(items: Sequence[Item], after: int, owner: Argument) -> int | None:
    """Where the number stands that tells an exposure's level to be low: "when vitamin D is below 20 ng/mL"."""
    at = after + 1 if after < len(items) and items[after].kind == "auxiliary" else after
    level = items[at].argument if at < len(items) else None
    low = level is not None and level.measured and level.lack and level.nutrients == owner.nutrients
    return at if low else None


# "correction of vitamin D deficiency improves mood" is a claim on vitamin D.
_MENDED = frozenset({"correction", "correcting", "treatment", "treating", "repletion", "reversal", "reversing", "correct"})


def _may_part(item: Item) -> bool:
    """Whether a word may stand between `low` and the exposure: "low serum levels of", "less than 20 ng of"."""
    if item.may_be("lack_before"):
        return False
    return (
        (item.kind in _BETWEEN_LACK and (item.kind != "preposition" or item.text == "of"))
        or item.text in _LACK_WORDS
        or (item.kind == "noun" and item.sign == "=")
    )


def _tells_lack(item: Item) -> bool:
    """`D-depleted mice`, but not `D restricted growth`."""
    return item.kind != "verb" or item.text in ("depleted", "starved", "deprived")


_GIVEN = frozenset({"supplementation", "supplement", "supplements", "dose", "doses", "therapy", "treatment"})

_SMALL = frozenset({"low", "lower", "lowest", "limited", "minimal", "low level of", "low levels of"})


def _is_small_dose(items: Sequence[Item], exposure: Item) -> bool:
    """`Low levels of vitamin D supplementation`: little is given, which is not to say that it lacks."""
    at = next(n for n, i in enumerate(items) if i is exposure) + 1
    return items[0].text in _SMALL and at < len(items) and items[at].text in _GIVEN


def _is_lack(items: Sequence[Item], at: int) -> bool:
    """Whether `lower` or `reducing` speaks of the exposure: no finite verb does, a participle that begins the clause does."""
    if items[at].kind != "verb":
        return True
    return items[at].text.split(" ")[0].endswith("ing") and (
        at == 0 or items[at - 1].text == "by" or items[at - 1].kind == "stop" or (at == 1 and items[0].kind == "sign")
    )
