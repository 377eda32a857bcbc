"""Every exposure beside every outcome of a sentence, weighed: what the grammar passes over and how sure each claim is.

The grammar reads what its constructions say. Here each pair of what may act and what may be acted on gets the chance that the text
relates the two, and which way, by a linear model over what stands around them and what the grammar made of it. `README.md` is the card of
the model, `tests/weights.py` its recipe.
"""

from nlp.claims.weighing.pairs import Exposure, Seen, exposures
from nlp.claims.weighing.weigh import Weighed, weighed

__all__ = ["Exposure", "Seen", "Weighed", "exposures", "weighed"]
