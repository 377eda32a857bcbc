"""Trains, packs and scores the small recogniser: `python -m nlp.marking.small.train CORPORA` (see README.md beside this file).

CORPORA is a folder anywhere below which lie BC5CDR, healthsea and MedQuAD, as `corpora.py` tells. Needs floret.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import convert_vectors, init_nlp
from spacy.training.loop import train as run_training
from spacy.util import load_config, load_model_from_config

from nlp.marking.small import FILE, corpora, fast, pack, scoring, unpack, vectors
from nlp.marking.small.corpora import Labelled
from nlp.marking.small.tokens import refine

META = {"name": "small", "version": "1.1.0", "description": "Chemicals, diseases, lay conditions and benefits. Not for clinical use."}


def prepare(folder: Path, work: Path) -> dict[str, str]:
    """Writes what training reads below `work`: vectors, examples to learn from and examples held out. Returns the config's paths."""
    language = refine(spacy.blank("en"))
    labelled, held_out = _labelled(folder), [*corpora.bc5cdr(folder, "test"), *corpora.healthsea(folder, "dev")]
    if not (work / "vectors").exists():
        table = vectors.train(language, [*corpora.medquad(folder), *(sentence.text for sentence in labelled)], work)
        convert_vectors(language, table, truncate=0, prune=-1, mode="floret", attr="LOWER")
        language.to_disk(work / "vectors")
    return {
        "paths.vectors": str(work / "vectors"),
        "paths.train": _saved(language, labelled, work / "train.spacy"),
        "paths.dev": _saved(language, held_out, work / "dev.spacy"),
    }


def train(paths: dict[str, str], seed: int, work: Path) -> Language:
    """A pipeline trained to the last step: nothing is chosen by its score on the examples held out."""
    config = load_config(Path(__file__).with_name("config.cfg"), overrides={"system.seed": seed, **paths})
    language = refine(init_nlp(load_model_from_config(config, auto_fill=True).config))
    out = work / f"seed{seed}"
    out.mkdir(exist_ok=True)
    run_training(language, out, stdout=sys.stderr)
    return spacy.load(out / "model-last", config={"paths": dict.fromkeys(("train", "dev", "vectors"))})


def _labelled(folder: Path) -> list[Labelled]:
    return [*corpora.bc5cdr(folder, "train"), *corpora.bc5cdr(folder, "dev"), *corpora.healthsea(folder, "train")]


def _saved(language: Language, labelled: Iterable[Labelled], path: Path) -> str:
    DocBin(docs=corpora.docs(language, labelled)).to_disk(path)
    return str(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder anywhere below which the corpora lie")
    parser.add_argument("--out", type=Path, default=FILE, help="file of the packed model")
    parser.add_argument("--work", type=Path, help="folder for what is made on the way; vectors in it are used again")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch, fast():
        work = asked.work or Path(scratch)
        work.mkdir(exist_ok=True)
        trained = train(prepare(asked.corpora, work), asked.seed, work)
        trained.meta.update(META)
        pack(trained, asked.out)
    print(f"seed {asked.seed}, {asked.out.stat().st_size / 1e6:.1f} MB\n{scoring.report(unpack(asked.out), asked.corpora)}")


if __name__ == "__main__":
    main()
