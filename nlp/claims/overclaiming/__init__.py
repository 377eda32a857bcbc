"""Overclaiming: what a claim says against what the design that it rests on can show.

The kinds are those counted in press releases and news on health: causal statements from correlational research and inference to people
from animals (Sumner et al., BMJ 2014;349:g7015), and general statements from particular cases (DeJesus et al., PNAS 2019;116:18370).
How strongly a text states a relation is told by its words, on the scale of Yu et al. (EMNLP 2019, D19-1473).
"""

from nlp.claims.overclaiming.judge import judged

__all__ = ["judged"]
