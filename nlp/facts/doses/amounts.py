"""The amounts of a sentence that may be doses, and the measures of food that only hold one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge

import re2

from nlp import quantity
from nlp.facts.cues import says, starred
from nlp.facts.words import meanings
from nlp.page import Sentence
from nlp.quantity import NUMBER, Kind, Quantity, canonical_unit, kind_of, quantities, to_float

DOSED: tuple[Kind, ...] = ("mass", "international", "cfu", "volume", "household", "piece", "body_mass", "energy")
_TABLE = 14  # amounts from which on a sentence is a table run together, in which nothing tells what is of what

# "600 IU (15 ug)", "10 mcg, or 400 IU", "4,000 IU/day = 100 ug/day": the second tells the first again
_AGAIN = re.compile(
    r"""(?: \s? / \s? (?: d | day | wk | week ) | \s (?: per | a ) \s (?: day | week ) | \s daily )?
        (?: \s? [(\[=] \s? (?: = | or | i\. \s? e\.,? | about | equivalent \s to | equal \s to | equals )? \s?
          | ,? \s (?: or | equals? | equivalent \s to ) \s (?: about \s )? )""",
    re.VERBOSE | re.IGNORECASE,
)
# "2.5 ounces of nuts a day -- a little more than half a cup", "2 g of ginger, which is about a teaspoon"
_DASHED = re.compile(
    r"""(?: \s of \s [\w -]{1,40} )? (?: \s a \s day | \s daily )? (?: \s of \s [\w -]{1,40} )?
        (?: \s --? \s (?: or \s )? (?: about \s | roughly \s | a \s little \s )?
          | (?: (?: \s [^.;()]{1,80} )? ,? \s which \s (?: is | was | would \s be )
              | (?: ,? \s or | , | \s? \( ) (?= \s? (?: about | rough | around | approx | equ ) ) )
            (?: \s? (?: equal \s to | equivalent \s to | equals | about | roughly | around | approximately | only | just ) ){0,2}
            \s (?: a \s daily \s )? )""",
    re.VERBOSE | re.IGNORECASE,
)
# "two servings of milk (700 mg calcium)"
_OF_ANOTHER = re.compile(r"\s(?!(?:a|an|per|each|daily|of|or|and|to|in|for)\b)[a-z]", re.IGNORECASE)
# "1 ug is equal to 40 IU" tells how units go over, not a dose
_CONVERTS = re.compile(
    r"(?:\s(?:of\s)?[\w -]{1,30}(?=\s))?\s?(?:=|equals|(?:is|are)\s(?:equal|equivalent)\sto|is|\(=?)\s?(?:about\s)?", re.IGNORECASE
)
_ONE_IS = re.compile(r"\s(?:of\s)?(?:[\w-]+\s){0,4}?(?:=|equals\b|(?:is|as)\s(?:\w+\s){0,3}?(?:equal|equivalent|defined)\b)", re.IGNORECASE)
# "no more than two quarts a day for adults, or one quart for children": the bound holds for both
_AND_FOR = re.compile(r"[^.;,]{0,40}?,?\s(?:and|or)\s(?:about\s)?", re.I)
_OR_ABOUT = re.compile(r"(?:/d(?:ay)?|\s(?:a|per)\sday|\sdaily)?,?\sor\s(?:about|roughly|around)\s", re.I)
# "1,000 mg a day for men (1,200 for women)", "as much as 17 mg, with an average of about ten": the unit is plain
_BARE = re.compile(
    rf"""(?<= [\s(] ) (?: (?P<average> (?: average | mean ) \s of \s (?: about \s | around \s | only \s )? ) | (?: about \s | only \s )? )
         (?P<number> {NUMBER} )
         (?: (?= \s for \s (?: all \s | most \s | adult \s | pregnant \s | older \s | teenage \s )?
               (?: wom[ae]n | m[ae]n | adults | children | kids | girls | boys | infants | teens | those | people
                 | males | females | seniors ) \b )
           | (?(average) (?= [.,;)] | \s? \Z ) | (?!) ) )""",
    re.VERBOSE | re.IGNORECASE,
)
# "on a diet with 10 percent fat": of its energy
_OF_ENERGY = re.compile(r"\s(?:(?:total|saturated)\s)?(?:fat|protein|carbohydrates?|carbs)\b(?![ -]free)", re.IGNORECASE)
_DIET = re.compile(r"\b(?:diets?|calories|kcal)\b", re.IGNORECASE)
_FOOD = re.compile(r"\b(?:milk|dairy|yogurt|cheese|products?|tissue|body)\b", re.IGNORECASE)
_SHARE_SPOT = re2.compile(r"(?i)\d ?(?:%|percent|per cent) (?:total |saturated )?(?:fat|protein|carb)")
# "2 mg of iron per kilogram of body weight"
_PER_WEIGHT = re.compile(
    r"""\s (?: of \s )? [\w -]{1,30}? (?: \s \(? (?: per | for \s (?: every | each ) ) \s (?: healthy \s | lean \s )? | \s? / \s? )
        (?P<weight> kilogram | kg | pound | lb ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
# "20,000 or 40,000 IU versus placebo": what the arms of a trial got are two amounts
_ARMS = re.compile(r"\b(?:randomi[sz]ed|placebo|versus|vs|arms?)\b", re.IGNORECASE)
_OR = re.compile(r"\sor\s(?=\d)")
_IN_TISSUE = re.compile(r"\s(?:of\s)?[\w-]{1,20}\s?/\s?(?:g|gram)\b", re.IGNORECASE)  # "3 mg iron/g dry weight"
# "only a small portion of", "/why-2000-iu-of-it": part of something, of a link
_NO_AMOUNT = re.compile(r".an? (?:[a-z]+ )?portion.|-\d.*-", re.IGNORECASE)
# "per one-unit increment", "5Unit for Nutrition Research" after an author's name
_ONE_UNIT = re.compile(r"(?i:one|a|1)[ -](?i:unit)(?!s)|\d+ ?Unit (?:for|of) ")
_LIKE = 20  # times that a number without a unit may be off the amount before
_PER = re.compile(r"(?:\b(?:per\.?|each|every|for every|in every|in|into)\s(?:a\s)?|-per-|/\s?)\Z", re.I)  # and what it is dissolved in
_MOST = 1000.0  # cups, servings, capsules that anybody takes
_HEAVIEST = 200.0  # kilograms, pounds, likewise
_BODY_BEFORE = re.compile(rf"\b (?: {starred(meanings(__package__, 'body'))} ) \b [^.;]{{0,25}} \Z", re.VERBOSE | re.IGNORECASE)
_BODY_AFTER = re.compile(
    r"""[ -]? (?: child | person | people | man | woman | body | of \s (?: body \s )? weight | lighter | heavier
                | infants? | bab(?: y | ies ) | weight | of \s (?: blood | urine | stool )
                | (?: of \s \w+ \s )? in \s (?: [\w-]+ \s ){0,3}? (?: urine | stool ) | (?: is | as ) \s defined
                | (?: of \s [\w ]{1,25} \s )? (?: (?: is | are ) \s (?: present | stored | found ) \s )?
                  in \s (?: (?: a | an | the | our | your | their | human | adult | full | term ) \s ){1,3}
                  (?: body | skeleton | bones | neonate | newborn | fetus )
                | (?: (?: less | more ) \s )? of \s brain
                | (?: of \s )? (?: feed | chow ) | of \s diet | (?: less | more ) \s (?: body \s )? (?: fat | weight | muscle )
                | (?: of \s [\w ]{1,25} \s )? (?: is | are | was | were ) \s (?: lost | excreted ) ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
# "loss of 250 mg", "MD 31.8 mg/kg", "$8.99 for 15 ounces", "an IU is equal to 0.025 mcg": lost or kept, a difference, sold, converted
_APART = re.compile(
    r"""(?: \b (?: loss (?: es )? | retention | excretion | balance ) \s of \s (?: about \s | up \s to \s )?
          | \b (?: MD | WMD | SMD | SD | SE | SEM | CI | mean \s difference (?: \s of )? | standard \s deviation ) [\s:=,(]{0,3}
          | (?: [$£€] [\d.]+ | \b cents | \b dollars ) \s (?: for \s | per \s )? (?: an? \s )? | \b content \s of \s
          | \b (?: buy | sells? | selling | order(?:ed)? | purchase ) \s (?: (?: a | the ) \s (?: [a-z]+ \s )? of \s )?
          | \b (?: packages? | packs? | box (?: es )? | bottles? | jars? | containers? | supply ) \s of \s
          | (?<! \d ) (?<! \d \s ) \b IU \s (?: of \s [\w ]{1,20} \s )?
            (?: = | (?: is \s )? (?: equal | equivalent ) \s (?: to | of ) ) \s ) \Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "in the summer sun we make 10,000 IU": what a skin makes is not taken
_MADE = re.compile(
    r"""\b (?: we | bod(?: y | ies ) | skin | exposures? | exposed | sessions? | beds | sun\w* | tanning | UVB? ) \b [^.;]{0,60}
        \b (?: makes? | making | produc\w+ | generat\w+ | yields? ) \b [^.;]{0,40} \Z
      | \b (?: skin | cutaneous ) \s synthesis \b (?: (?! \b (?: oral | intake | dose ) \b ) [^.;] ){0,60} \Z""",
    re.VERBOSE | re.IGNORECASE,
)
# "1,000 IU of vitamin D in about ten minutes", "1,200 IU per 10 hours": in the sun or under a lamp
_IN_MINUTES = re.compile(
    r"""(?: \s of \s [\w ]{1,20}? )? \s (?: in | per (?! \s 24 ) ) \s
        (?: (?: about | around | only | just | under | as \s little \s as ) \s ){0,2}
        (?: \d[\d.]* (?: \s? - \s? \d+ | \s to \s \d+ )? | [a-z]+ ) [\s-] (?: min | minutes? | seconds? | hours? ) \b""",
    re.VERBOSE | re.IGNORECASE,
)
# "a loss of 250 mg in women and 300 mg in men": the second is lost too
_AND_IN = re.compile(
    r"""(?: /d (?: ay )? | \s (?: a | per ) \s day )? (?: \s in \s [\w ]{1,25}? )? ,? \s
        (?: and | or | vs\.? | versus | compared \s (?: to | with ) ) \s [<>≥≤]? \s?""",
    re.VERBOSE | re.IGNORECASE,
)
_INTERVAL_AFTER = re.compile(r"(?:/d(?:ay)?|\sper\sday|\sa\sday)?\s?[,;(\[]?\s?\(?(?:9\d(?:\.\d)?\s?%\s?)(?:CI|confidence)", re.IGNORECASE)
# "four cups of tea have 17 mg": what holds a dose is none itself
_HOLDS = re.compile(
    r"""\b (?: contain | provid | (?: ha[sd] | have ) \b (?! \s no \s ) | yield | pack | deliver | suppl (?: y | ies ) | boast | offer )
        \w* \b
      | \A \s of \s [\w ]{1,30} \s with \s | \A \): \s""",
    re.VERBOSE | re.IGNORECASE,
)
_ANOTHER = re.compile(r";|,\s(?:and|but|so|while)\s(?:it|you|we|they|this|that|one|the|people)\b", re.IGNORECASE)  # another statement
_FORTIFIED = re.compile(r"[^.;,]{0,30}(?<!-)\b(?:unfortified|fortified|enriched|supplemented|containing|providing)\b", re.I)


def spots(shadow: str) -> Iterator[int]:
    """Offsets at which an amount may stand that is a dose, in order."""
    return merge(quantity.spots(shadow, DOSED), (m.start() for m in _SHARE_SPOT.finditer(shadow)))


def amounts(shadow: str, sentence: Sentence) -> list[Quantity]:
    """The amounts that may be doses: not zero, not the same again in another unit, not of a body, not what another is per."""
    kept: list[Quantity] = []
    made: Quantity | None = None  # the last that a body makes itself
    apart: Quantity | None = None  # the last that is lost, kept, a difference or sold
    for q in (_of_energy(shadow, sentence, _by_weight(shadow, q)) for q in quantities(shadow, sentence.start, sentence.end)):
        if q.unit is None or kind_of(q.unit) not in DOSED or (q.high or q.low) == 0:
            continue
        if _is_apart(shadow, sentence, q) or (apart and q.unit == apart.unit and _AND_IN.fullmatch(shadow, apart.end, q.start)):
            apart = q
            continue
        if _is_made(shadow, sentence, q) or (made and _is_again(shadow, made, q)):
            made = q
            continue
        if _NO_AMOUNT.fullmatch(shadow, q.start - 1, q.end + 1) or _IN_TISSUE.match(shadow, q.end):
            continue
        if q.unit == "IU" and _ONE_UNIT.match(shadow, q.start, q.end + 5):
            continue
        if q.unit in ("kg", "lb") and (q.high or q.low or 0.0) > _HEAVIEST:
            continue
        if is_measure(q) and (q.high or q.low or 0.0) > _MOST:
            continue
        if (is_measure(q) or q.unit in ("kg", "lb")) and _PER.search(shadow, max(sentence.start, q.start - 12), q.start):
            continue
        if kept and _converts(shadow, kept[-1], q):
            kept.pop()
        elif not (kept and q.unit != kept[-1].unit and _is_again(shadow, kept[-1], q)):
            kept.append(_bounded_alike(shadow, kept[-1], q) if kept else q)
    if not kept or len(kept) > _TABLE:
        return []
    kept = [arm for q in kept for arm in _arms(shadow, sentence, q)]
    kept = [q for q in kept if not (q.low == q.high == 1 and _ONE_IS.match(shadow, q.end, sentence.end))]
    return sorted([*kept, *_bare(shadow, sentence, kept)], key=lambda q: (q.start, q.end)) if kept else []


def _converts(shadow: str, a: Quantity, b: Quantity) -> bool:
    """Whether two amounts tell how units go over; "a cup of milk (300 mg)" tells what one holds."""
    alike = is_measure(a) == is_measure(b)
    return alike and a.unit != b.unit and 1 in (a.low, b.low) and bool(_CONVERTS.fullmatch(shadow, a.end, b.start))


def _arms(shadow: str, sentence: Sentence, q: Quantity) -> tuple[Quantity, ...]:
    if q.low is None or q.high is None or q.low == q.high or not _ARMS.search(shadow, sentence.start, sentence.end):
        return (q,)
    either = _OR.search(shadow, q.start, q.end)
    return (replace(q, high=q.low), replace(q, start=either.end(), low=q.high)) if either else (q,)


def _is_apart(shadow: str, sentence: Sentence, q: Quantity) -> bool:
    told_so = _APART.search(shadow, max(sentence.start, q.start - 45), q.start) or _INTERVAL_AFTER.match(shadow, q.end)
    return bool(told_so) or _of_body(shadow, sentence, q)


def _is_made(shadow: str, sentence: Sentence, q: Quantity) -> bool:
    makes = q.unit in ("IU", "ug") and _MADE.search(shadow, max(sentence.start, q.start - 140), q.start)
    return bool(makes or (q.unit == "IU" and _IN_MINUTES.match(shadow, q.end)))


def _by_weight(shadow: str, q: Quantity) -> Quantity:
    """The amount by weight of the body where that is told after its nutrient."""
    m = _PER_WEIGHT.match(shadow, q.end) if kind_of(q.unit or "") in ("mass", "international") else None
    return replace(q, unit=f"{q.unit}/{canonical_unit(m['weight'])}") if m else q


def _of_energy(shadow: str, sentence: Sentence, q: Quantity) -> Quantity:
    if q.unit != "percent" or not _OF_ENERGY.match(shadow, q.end):
        return q
    of_diet = _DIET.search(shadow, sentence.start, sentence.end) and not _FOOD.search(shadow, sentence.start, sentence.end)
    return replace(q, unit="percent_energy") if of_diet else q


def _is_again(shadow: str, a: Quantity, b: Quantity) -> bool:
    """Whether the second amount tells the first in another unit: in brackets, mass and IU, a mass or measure and spoons."""
    exact = ("mass", "international")
    alike = (kind_of(a.unit or "") in exact) == (kind_of(b.unit or "") in exact)
    if is_measure(b) and (is_measure(a) or kind_of(a.unit or "") == "mass") and _DASHED.fullmatch(shadow, a.end, b.start):
        return True
    if is_measure(a) and kind_of(b.unit or "") == "mass" and _OR_ABOUT.fullmatch(shadow, a.end, b.start):
        return not shadow.startswith(" of ", b.end)  # "less than a teaspoon, or about 2,300 mg"
    if is_measure(a) and not is_measure(b) and _OF_ANOTHER.match(shadow, b.end):
        return False
    return (alike or any(sign in shadow[a.end : b.start] for sign in "([")) and bool(_AGAIN.fullmatch(shadow, a.end, b.start))


def _of_body(shadow: str, sentence: Sentence, q: Quantity) -> bool:
    before = max(sentence.start, q.start - 60)
    weighed = kind_of(q.unit or "") not in ("international", "cfu")
    if weighed and says(__package__, "body", shadow[before : q.start]) and _BODY_BEFORE.search(shadow, before, q.start):
        return True
    by_weight = kind_of(q.unit or "") == "body_mass"  # "100 IU per kg of infant"
    return bool(not by_weight and _BODY_AFTER.match(shadow, q.end)) or (q.unit in ("lb", "kg") and shadow.startswith(" of fat", q.end))


def _bounded_alike(shadow: str, before: Quantity, q: Quantity) -> Quantity:
    joint = _AND_FOR if q.unit == before.unit else _OR_ABOUT
    if q.low != q.high or not joint.fullmatch(shadow, before.end, q.start):
        return q
    return replace(q, low=None if before.low is None else q.low, high=None if before.high is None else q.high)


def _bare(shadow: str, sentence: Sentence, told: Sequence[Quantity]) -> list[Quantity]:
    """Amounts told without a unit after one that has it."""
    found: list[Quantity] = []
    if not any(word in shadow[told[0].end : sentence.end] for word in (" for ", "average of", "mean of")):
        return found
    for m in _BARE.finditer(shadow, told[0].end, sentence.end):
        before = [q for q in told if q.end <= m.start()][-1]
        value, like = to_float(m["number"]), before.high or before.low or 0.0
        if value and like / _LIKE <= value <= like * _LIKE and not any(q.start <= m.start("number") < q.end for q in told):
            bare = Quantity(m.start("number"), m.end("number"), value, value, before.unit)
            found.append(_bounded_alike(shadow, before, bare))
    return found


def is_measure(amount: Quantity) -> bool:
    """Whether it is a measure of food, which may hold a dose: a cup, 100 g, 8 oz, a capsule."""
    return (
        (amount.unit, amount.low) == ("g", 100.0) or amount.unit == "oz" or kind_of(amount.unit or "") in ("volume", "household", "piece")
    )


def is_vessel(shadow: str, told: Sequence[Quantity], amount: Quantity) -> bool:
    """Whether a measure of food only holds the dose that follows: the cups of "four cups of tea have 17 mg"."""
    return is_measure(amount) and (bool(_FORTIFIED.match(shadow, amount.end)) or any(vessel(shadow, told, q) is amount for q in told))


def vessel(shadow: str, told: Sequence[Quantity], amount: Quantity) -> Quantity | None:
    """The measure of food before an amount that is said to hold it, with no other amount between than what it holds too."""
    if is_measure(amount):
        return None
    before = [q for q in told if q.end <= amount.start and is_measure(q)]
    between = shadow[before[-1].end : amount.start] if before else ""
    return before[-1] if _HOLDS.search(between) and not _ANOTHER.search(between) else None


def measure(of: Quantity) -> str | None:
    """A measure as what an amount is per: "cup", "4 cups", "100 g"."""
    if of.high in (None, 1.0):
        return of.unit
    plural = "" if of.unit in ("oz", "g", "mL", "L") else "s"
    return f"{of.high:g} {of.unit}{plural}"
