"""Readings whose cues and arguments meet though nothing is stated: questions, genes, who was looked at, settings."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from nlp.claims.arguments import Item
from nlp.claims.chains import SICK
from nlp.claims.clauses import Clause
from nlp.claims.relations import Reading
from nlp.claims.words import bystanders, organs


def is_unstated(reading: Reading) -> bool:
    """Whether a reading is most likely none: a claim in doubt is left out."""
    before = [i for i in reading.clause.items if i.end <= reading.outcome.start]
    return (
        _asks(reading.clause)
        or _of_genes(before)
        or _of_people_at_risk(reading, before)
        or _is_agent(before)
        or (bool(before) and before[-1].text in ("non", "baseline"))
        or any(i.text == "axis" for i in before)
        or _sets_scene(before)
        or _acts_itself(reading, before)
        or _goes_on_elsewhere(reading, before)
        or _of_physiology(reading)
        or _beside_drug(reading)
        or _names_organ(reading)
        or _compares(reading)
        or _tries(reading)
        or _supposes(reading, before)
        or _in_clauses_joined(reading)
        or _of_other_subject(reading, before)
        or _at_risk_of_lack(reading)
        or _counts(reading)
        or _is_mended(reading)
        or _how_taken(before)
        or _of_those_untreated(reading)
        or _says_of_another(reading)
        or _of_food(reading)
    )


_ASKING = frozenset({"does", "did", "do", "is", "are", "can", "could", "would", "will", "should"})
_ASKED_OF = frozenset({"exposure", "outcome", "determiner", "anaphor"})


def _asks(clause: Clause) -> bool:
    """`Does zinc shorten colds`, though no question mark ends it."""
    items = [i for i in clause.items if i.kind != "sign"]
    return clause.opened_by == "" and len(items) > 1 and items[0].text in _ASKING and items[1].kind in _ASKED_OF


_GENETIC = frozenset({
    "polymorphism", "polymorphisms", "snp", "snps", "genotype", "genotypes", "allele", "alleles", "haplotype", "haplotypes",
    "genetic variants", "knockout", "klotho",
})  # fmt: skip


def _of_genes(items: Sequence[Item]) -> bool:
    """Whether variants of a gene, not the nutrient that it is named for, are what acts."""
    return any(i.text in _GENETIC for i in items)


def _of_people_at_risk(reading: Reading, before: Sequence[Item]) -> bool:
    """`Women at risk of diabetes`: who was looked at."""
    risk = next((c for c in reading.chain if c.text.startswith("at ") and c.text.endswith("risk")), None)
    if risk is None:
        return False
    led = next((i for i in reversed(before) if i.end <= risk.start and i.kind not in ("adjective", "adverb")), None)
    return led is not None and (led.text in bystanders() or led.text in SICK)


def _is_agent(before: Sequence[Item]) -> bool:
    """`Stimulated by parathyroid hormone`: the outcome is what does something else."""
    led = [i for i in before if i.kind not in ("determiner", "adverb")][-2:]
    done = len(led) == 2 and led[0].kind == "verb" and led[0].text.endswith("ed")
    return done and (led[1].text == "by" or (led[1].text == "from" and led[0].sign == "+"))


_SCENE = frozenset({"presence", "absence", "setting", "context"})


def _sets_scene(before: Sequence[Item]) -> bool:
    """`In the presence of high calcium`: under what an effect was seen."""
    return any(a.text == "the" and b.text in _SCENE for a, b in pairwise(before[-5:]))


def _acts_itself(reading: Reading, before: Sequence[Item]) -> bool:
    """`..., inflammation being a factor in decline`, `zinc may reflect a response`: another acts, or the outcome does."""
    if reading.group is None:
        return False
    between = [i for i in before if i.start >= reading.group.items[-1].end]
    named = any(a.argument is not None and a.argument.outcome and b.text == "being" for a, b in pairwise(between))
    return named or any(i.text in _REFLECTING for i in between)


_REFLECTING = frozenset({"reflect", "reflects", "reflected", "reflecting", "survive", "surviving", "survived"})


def _goes_on_elsewhere(reading: Reading, before: Sequence[Item]) -> bool:
    """`People need zinc or they will be at risk`: what follows of not taking it."""
    if reading.group is None:
        return False
    between = [i for i in before if i.start >= reading.group.items[0].end]
    return any(a.text == "or" and b.text in _SOMEONE for a, b in pairwise(between))


_SOMEONE = frozenset({"they", "you", "we", "he", "she"})


def _of_physiology(reading: Reading) -> bool:
    """`Hormones are synthesized in the brain`, `adverse events were reported`: nothing in the clause acts."""
    if reading.group is not None:
        return False
    if not reading.chain:
        return reading.outcome.kind == "outcome" and reading.outcome.text.endswith((" absorption", " binding", " uptake"))
    first = reading.chain[0]
    if first.text.endswith(" reported"):
        events = reading.outcome.argument is not None and reading.outcome.argument.outcome_id == "adverse_effects"
        return events and not any(i.kind == "negation" for i in reading.clause.items)
    led = next((i for i in reversed(reading.clause.items) if i.end <= first.start and i.kind != "adverb"), None)
    return first.kind == "verb" and first.sign == "+" and first.text.endswith("ed") and led is not None and led.text in ("is", "are")


_TAKEN_WITH = frozenset({"combined with", "in combination with", "together with", "plus", "coadministered with", "co-administered with"})


def _beside_drug(reading: Reading) -> bool:
    """`Insulin combined with vitamin D`: what is no exposure does it too."""
    led = [i for i in reading.group.introduced if i.kind != "determiner"] if reading.group else []
    return bool(led) and led[-1].text in _TAKEN_WITH


def _names_organ(reading: Reading) -> bool:
    """`Reduces prostate tumorigenesis`: the organ is only part of a name."""
    following = next((i for i in reading.clause.items if i.start >= reading.outcome.end), None)
    apart = following is None or following.kind != "word" or following.start - reading.outcome.end > 1
    return not apart and reading.outcome.text in organs()


_COMPARED = frozenset({"compared", "compared to", "compared with", "relative to", "versus", "than"})
_LOW = frozenset({"low", "lower", "lowest", "deficient", "insufficient", "inadequate"})


def _compares(reading: Reading) -> bool:
    """`Compared to people with high zinc, those with low levels have`: the lack of it acts; where nothing tells so, it is left out."""
    group = reading.group
    at = next((n for n, i in enumerate(group.introduced) if i.text in _COMPARED), None) if group else None
    if group is None or at is None or any(i.text == "," for i in group.introduced[at:]) or reading.construction != "active":
        return False
    after = [i for i in reading.clause.items if group.items[0].end <= i.start < reading.outcome.start]
    comma = next((n for n, i in enumerate(after) if i.text == ","), None)
    if comma is None:
        return False
    if not any(i.text in _LOW or (i.argument and i.argument.lack) for i in after[comma + 1 : comma + 6]):
        return True
    lacking = [replace(i, argument=replace(i.argument, lack=True)) for i in group.items[:1] if i.argument]
    reading.group = replace(group, items=lacking)
    return False


_TRIALS = frozenset({"trial", "trials", "study", "studies", "rct"})


def _tries(reading: Reading) -> bool:
    """`A trial of vitamin D for the prevention of diabetes`: what is tried, not what was found."""
    led = [i.text for i in reading.group.introduced if i.kind not in ("determiner", "adjective", "number")][-2:] if reading.group else []
    tried = len(led) == 2 and led[0] in _TRIALS and led[1] in ("of", "on")
    return tried and all(c.kind in ("noun", "use") or c.text.endswith("ing") for c in reading.chain)


def _supposes(reading: Reading, before: Sequence[Item]) -> bool:
    """`If zinc levels doubled, colds would`: the cue tells of the condition, not of what follows from it."""
    if not before or before[0].text not in ("if", "when") or not reading.chain or reading.group is None:
        return False
    last = max(c.end for c in reading.chain)
    told = next((i for i in before if i.start >= last and (i.text == "," or i.argument)), None)
    return told is not None and told.text == "," and reading.construction == "active"


_SAYING = frozenset({"verb", "weak", "auxiliary", "link", "use", "motion"})


def _in_clauses_joined(reading: Reading) -> bool:
    """`Deaths are more frequent in winter, and patients benefit from zinc`: each verb has a subject of its own."""
    if reading.construction != "passive" or reading.group is None:
        return False
    between = [i for i in reading.clause.items if reading.outcome.end <= i.start and i.end <= reading.group.items[0].start]
    joined = next((n for n, (a, b) in enumerate(pairwise(between)) if a.text == "," and b.kind == "join"), None)
    if joined is None:
        return False
    return all(any(_says(i) for i in part) for part in (between[:joined], between[joined:]))


def _says(item: Item) -> bool:
    return item.kind in _SAYING or (item.kind == "adjective" and item.text.endswith("ed"))


def _of_other_subject(reading: Reading, before: Sequence[Item]) -> bool:
    """`The bile acid harms cells, and it may promote tumours`: the pronoun stands for a subject that nothing here knows."""
    group = reading.group
    if group is None or group.anaphor is not group.items[0] or group.items[0].text not in ("it", "they"):
        return False
    led = [i for i in before if i.end <= group.items[0].start and i.kind not in ("sign", "determiner", "adjective", "adverb")]
    known = any(i.argument and (i.argument.nutrients or i.argument.anaphor) for i in led)
    return len(led) > 2 and led[-1].kind == "join" and led[0].kind == "word" and led[0].text not in bystanders() and not known


_PATIENTS = frozenset({"obese", "overweight", "diabetic", "diabetics", "hypertensive", "hypertensives", "asthmatic", "asthmatics"})


def _at_risk_of_lack(reading: Reading) -> bool:
    """`Lupus is at risk of zinc deficiency`, `the obese having more zinc`: who lacks or has it, not what comes of it."""
    if reading.construction != "passive" or reading.group is None:
        return False
    at_risk = reading.group.lack and any(c.text.startswith("at ") and c.text.endswith("risk") for c in reading.chain)
    led = [i for i in reading.clause.items if i.end <= reading.outcome.start and i.kind not in ("sign", "adverb", "adjective")]
    return at_risk or (not led and reading.outcome.text.rsplit(" ", 1)[-1] in _PATIENTS)


_MANNER = frozenset({"slowly", "gradually", "gradual", "meals", "meal", "spread"})


def _how_taken(before: Sequence[Item]) -> bool:
    """`Should be added slowly to avoid bloating`: how it is taken keeps the outcome off."""
    at = next((n for n, i in enumerate(before) if i.text in _MANNER), len(before))
    return any(a.text == "to" and b.text in ("avoid", "prevent", "minimize", "reduce") for a, b in pairwise(before[at:]))


_USING = frozenset({"taking", "using", "receiving", "consuming", "given", "on"})


def _of_those_untreated(reading: Reading) -> bool:
    """`In women not taking zinc, copper`: who was looked at, where what acts after the comma is not known."""
    if reading.group is None or reading.construction != "active":
        return False
    led = reading.group.introduced
    untreated = any(i.kind == "negation" and any(j.text in _USING for j in led[n : n + 3]) for n, i in enumerate(led))
    return untreated and any(i.text == "," and reading.group.items[-1].end <= i.start < reading.outcome.start for i in reading.clause.items)


def _says_of_another(reading: Reading) -> bool:
    """`Zinc damps the cells, especially those responsible for inflammation`; `health problems related to zinc`."""
    link = next((c for c in reading.chain if c.kind in ("link", "helper")), None)
    if link is None or reading.group is None:
        return False
    led = next((i for i in reversed(reading.clause.items) if i.end <= link.start), None)
    vague = reading.construction == "passive" and reading.outcome.text.endswith(("health problems", "diseases", "disorders"))
    return (led is not None and led.text == "those") or (vague and link.text == "related to" and led is reading.outcome)


def _of_food(reading: Reading) -> bool:
    """`Low in anti-inflammatory foods`: the property is one of foods."""
    following = next((i for i in reading.clause.items if i.start >= reading.outcome.end), None)
    return reading.outcome.kind == "property" and following is not None and following.text in ("foods", "food", "diet", "diets", "drugs")


def _counts(reading: Reading) -> bool:
    """`Colds occurred in 18 out of 167`, `of 90 vegans, 52% had low B12`: one arm's count says nothing by itself."""
    had = [i for i in reading.clause.items if i.end <= reading.outcome.start][-3:]
    if len(had) == 3 and had[0].kind == "number" and had[1].text in ("%", "percent") and had[2].text in ("had", "have"):
        return True
    happened = next((c for c in reading.chain if c.text.startswith("occur")), None)
    after = [i for i in reading.clause.items if happened is not None and i.start >= happened.end][:2]
    return len(after) == 2 and after[0].text == "in" and after[1].kind == "number"


def _is_mended(reading: Reading) -> bool:
    """`A child with zinc deficiency improved after zinc`: what acts is named last, not the lack."""
    if reading.group is None or not reading.group.lack or reading.construction != "active":
        return False
    after = [i for i in reading.clause.items if i.start >= reading.outcome.end]
    given = [b for a, b in pairwise(after) if a.text in ("after", "following") and b.kind == "exposure" and b.argument]
    return any(set(i.argument.nutrients) & set(reading.group.nutrients) for i in given if i.argument)
