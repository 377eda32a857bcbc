"""The role of a dose, from the cue words around it."""

import re
from functools import cache
from typing import cast

from nlp.facts.cues import starred, strongest
from nlp.facts.doses.regimen import Regimen
from nlp.facts.words import meanings
from nlp.page import Sentence
from nlp.quantity import Quantity
from nlp.schema import DoseRole

_HOLDERS = {"capsule", "tablet", "softgel", "pill", "gummy", "serving", "100 g", "100 ml", "cup", "bottle", "drop", "glass", "egg", "slice"}


def role(shadow: str, sentence: Sentence, amount: Quantity, regimen: Regimen) -> DoseRole:
    """What the amount is to the one who tells it."""
    if regimen.per in _HOLDERS:
        return "content"
    told = strongest(__package__, shadow, (sentence.start, sentence.end), (amount.start, amount.end))
    return cast(DoseRole, told or "other")


@cache
def drugs() -> re.Pattern[str]:
    """A pattern for a drug's name that ends close before an amount."""
    source = starred(meanings(__package__, "drug"))
    return re.compile(
        rf"\b (?: {source} ) s? (?: \s (?: at | of | dose | acetate | sodium | hcl ) ){{0,2}} [\s(:,]{{1,3}} \Z", re.VERBOSE | re.IGNORECASE
    )
