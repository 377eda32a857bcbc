"""Speed on one core, by stage, beside what a user would assemble instead. Run by `make bench`; not a test.

The sample corpus is repeated until the measurement outlasts the noise. The baseline is spaCy's blank English pipeline with a
sentencizer, a PhraseMatcher over the same names, and as many `re` patterns as our finders hold, looked for in every sentence.
It recognises names and trigger words and extracts nothing: no dose, no claim, no row.

Both run in turn in one process, so the ratio holds when the machine's speed drifts.
"""

import argparse
import importlib
import pkgutil
import re
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import PhraseMatcher

import nlp
from nlp import claims, facts, lexicon
from nlp.marking import Marker
from nlp.page import Article
from nlp.reading import article, records, sources
from nlp.rows import rows

RAW = Path(__file__).parent.parent / "data" / "raw"


def articles(raw: Path, at_least: int) -> list[Article]:
    """The corpus, repeated until it holds at least so many articles."""
    read = [found for path in sources(raw) for r in records(path, raw) if isinstance(found := _article(r), Article)]
    return read * -(-at_least // len(read))


def _article(record: Any) -> Any:
    return record if not hasattr(record, "payload") else article(record)


def patterns() -> list[re.Pattern[str]]:
    """Every compiled pattern of the rooms that find."""
    found = {}
    for room in (facts, claims, importlib.import_module("nlp.quantity")):
        for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern] = value
    return list(found.values())


def baseline() -> Callable[[str], int]:
    """What a user would assemble: tokens, sentences, names, and the same patterns over every sentence."""
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    # Another tokenizer makes the phrases: through its own, their words would fill the tokenizer's cache and slow it.
    matcher.add("NAME", list(spacy.blank("en", vocab=language.vocab).tokenizer.pipe({name.text for name in lexicon.names()})))
    found = patterns()

    def run(text: str) -> int:
        with language.memory_zone():
            doc = language(text)
            hits = len(matcher(doc))
            return hits + sum(1 for sentence in doc.sents for pattern in found if pattern.search(sentence.text))

    return run


def seconds(work: Callable[[Any], Any], over: Iterable[Any]) -> float:
    began = time.perf_counter()
    for item in over:
        work(item)
    return time.perf_counter() - began


def stages(corpus: list[Article], marker: Marker) -> dict[str, float]:
    """Seconds by stage: marking, marking with the small recogniser too (`--ner small`), each finder, claims."""
    recognising = Marker("small")
    recognising.page(corpus[0])
    took = {"mark": seconds(marker.page, corpus), "mark, --ner small": seconds(recognising.page, corpus)}
    pages = [marker.page(a) for a in corpus]
    for finder in facts.FINDERS:
        took[finder.__module__.split(".")[2]] = seconds(finder, pages)
    found = [(page, facts.find(page)) for page in pages]
    took["claims"] = seconds(lambda both: claims.find(*both), found)
    return took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("raw", nargs="?", type=Path, default=RAW, help="corpus to measure on (default: the sample corpus)")
    parser.add_argument("--articles", type=int, default=300, help="repeat the corpus to at least so many articles")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of both, in turn; the median counts")
    args = parser.parse_args()

    began = time.perf_counter()
    corpus = articles(args.raw, args.articles)
    reading = time.perf_counter() - began
    words = sum(len(a.text.split()) for a in corpus)
    marker, peer = Marker(), baseline()
    list(rows(marker.page(corpus[0]))), peer(corpus[0].text)  # what loads once is loaded

    ours, theirs = [], []
    for _ in range(args.rounds):
        ours.append(seconds(lambda a: list(rows(marker.page(a))), corpus))
        theirs.append(seconds(lambda a: peer(a.text), corpus))
    own, other = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))

    print(f"{len(corpus)} articles, {words:,} words, {len(patterns())} patterns, {sum(1 for _ in lexicon.names()):,} names, one core\n")
    print(f"{'':24}{'articles/s':>12}{'words/s':>12}")
    for stage, took in stages(corpus, marker).items():
        print(f"  {stage:22}{len(corpus) / took:12,.0f}{words / took:12,.0f}")
    print(f"  {'read (once each)':22}{len(set(map(id, corpus))) / reading:12,.0f}")
    print(f"{'health claims, all rows':24}{len(corpus) / own:12,.0f}{words / own:12,.0f}")
    print(f"{'baseline, names only':24}{len(corpus) / other:12,.0f}{words / other:12,.0f}")
    print(f"\nratio {ratio:.2f} (ours against the baseline; {nlp.__name__} on one core)")


if __name__ == "__main__":
    main()
