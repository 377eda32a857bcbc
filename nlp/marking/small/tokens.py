"""English tokens, cut further where biomedical names need it: "PAN)-induced", "Na+/K+", "thallium-201", "vitamin D."."""

from typing import cast

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_suffix_regex

_INFIXES = (
    r"(?<=[A-Za-z0-9])[()\[\]]+(?=[A-Za-z0-9-])",  # GABA(A, Na]o
    r"(?<=[)\]+])[-/]+",  # PAN)-induced, Na+/K+
    r"(?<=[A-Za-z0-9])(?:\+|/|--)(?=[A-Za-z0-9/])",  # D3+K2, acetate/3
    r"(?<=[a-z])-(?=[0-9])",  # thallium-201
)
_SUFFIXES = (r"(?<=[A-Za-z0-9])[-+]", r"(?<=[A-Za-z0-9])\.")


def refine(language: Language) -> Language:
    """The pipeline, its tokenizer refined in place. It keeps the rules when it is saved."""
    defaults, tokenizer = language.Defaults, cast(Tokenizer, language.tokenizer)
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or ()), *_SUFFIXES]).search
    return language
