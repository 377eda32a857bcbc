"""Entity recognisers: which are taken, what they may add, and what becomes of what they find."""

import logging
import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.vectors import Vectors

from nlp import claims, lexicon
from nlp.marking import Marker, ModelNotFound, linking, small
from nlp.marking.small.plausible import plausible
from nlp.page import Page
from nlp.reading import from_text
from nlp.schema import Claim

LEARNT = [
    ("It caused {} in two patients.", "DISEASE"),
    ("Severe {} was seen last year.", "DISEASE"),
    ("They swallowed {} with water.", "CHEMICAL"),
    ("A tablet of {} was taken.", "CHEMICAL"),
]
WORDS = {"DISEASE": ["blorbitis", "snarfitis", "gripitis", "wumpitis"], "CHEMICAL": ["zoximol", "quaximol", "fleximol", "truximol"]}


def trained(language: Language, config: dict[str, Any]) -> Language:
    """The pipeline with a recogniser that has learnt that -itis is a disease and -imol a chemical."""
    examples = []
    for pattern, label in LEARNT:
        for word in WORDS[label]:
            text = pattern.format(word)
            span = (text.index(word), text.index(word) + len(word), label)
            examples.append(Example.from_dict(language.make_doc(text), {"entities": [span]}))
    spacy.util.fix_random_seed(0)
    random.seed(0)
    language.add_pipe("ner", config=config)
    language.initialize(lambda: examples)
    for _ in range(25):
        language.update(examples)
    return language


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pipelines") / "tiny"
    trained(spacy.blank("en"), {}).to_disk(path)
    return path


@pytest.fixture
def ruled(tmp_path: Path) -> Callable[..., Path]:
    """Writes a pipeline that finds the words it is given, each with its label."""

    def write(**label_of: str) -> Path:
        language = spacy.blank("en")
        patterns = [{"label": label, "pattern": word.replace("_", " ")} for word, label in label_of.items()]
        language.add_pipe("entity_ruler").add_patterns(patterns)
        language.to_disk(tmp_path / "ruled")
        return tmp_path / "ruled"

    return write


def found(page: Page) -> list[tuple[str, str, str | None]]:
    return [(page.text[m.start : m.end], m.label, m.concept_id) for m in page.mentions if m.source == "ner"]


def entities(ner: object, text: str) -> list[tuple[str, str, str | None]]:
    return found(Marker(str(ner)).page(from_text(text)))


def test_a_trained_pipeline_plugs_in_by_path(pipeline: Path) -> None:
    marker = Marker(str(pipeline))
    assert found(marker.page(from_text("Zinc helps. It caused wumpitis in two patients."))) == [("wumpitis", "DISEASE", None)]
    assert marker.model is not None
    assert "spaCy" in marker.model


@pytest.mark.parametrize("ner", [None, "lexicon"])
def test_the_lexicons_alone_load_no_model(ner: str | None) -> None:
    assert Marker(ner).model is None


def test_the_lexicons_lead(ruled: Callable[..., Path]) -> None:
    assert entities(ruled(zinc="CHEMICAL", blorbitis="DISEASE"), "Take zinc for blorbitis.") == [("blorbitis", "DISEASE", None)]


def test_only_sentences_that_name_a_nutrient_or_follow_one_are_read(ruled: Callable[..., Path]) -> None:
    text = "Early blorbitis is rare. Zinc eases blorbitis. It stops blorbitis at once. Nobody knows why blorbitis comes back so soon."
    assert len(entities(ruled(blorbitis="DISEASE"), text)) == 2


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("DISEASE", "omnivores", False),
        ("DISEASE", "pemphigus", False),  # the price: names without an ending of diseases are lost
        ("DISEASE", "photoconjunctivitis", True),
        ("CONDITION", "aching joints", False),
        ("CONDITION", "leg cramps", True),
        ("CONDITION", "colds", True),
        ("CONDITION", "cold", False),  # of the weather, more often than not
        ("DISEASE", "symbiosis", False),
        ("DISEASE", "systemic diseases", True),
        ("DISEASE", "diseases", False),  # of any sort
        ("CHEMICAL", "azathioprine", True),
        ("CHEMICAL", "oral contraceptives", True),
        ("CHEMICAL", "autocrine", False),
        ("CHEMICAL", "magazine", False),
        ("CHEMICAL", "coastline", False),
        ("CHEMICAL", "tetracycline", True),
        ("CHEMICAL", "Carol", False),
        ("CHEMICAL", "NHS", False),
        ("CHEMICAL", "acid (", False),
    ],
)
def test_what_is_taken_of_the_small_model_looks_like_a_name(label: str, text: str, expected: bool) -> None:
    assert plausible(label, text) is expected


def test_a_disease_without_a_concept_is_what_a_claim_is_about(ruled: Callable[..., Path]) -> None:
    page = Marker(str(ruled(blorbitis="DISEASE", quaxol="CHEMICAL"))).page(from_text("Zinc reduced blorbitis. Zinc increased quaxol."))
    told = [(c.exposure_ids, c.direction, c.outcome_id, c.outcome_text) for c in claims.find(page, []) if isinstance(c, Claim)]
    assert (("zinc",), "decreases", None, "blorbitis") in told


def test_labels_of_other_pipelines_are_mapped_or_kept(ruled: Callable[..., Path]) -> None:
    text = "Zinc with quaxol against blorboma in the snarf gland raised energy."
    pipeline = ruled(quaxol="SIMPLE_CHEMICAL", blorboma="CANCER", snarf_gland="ORGAN", energy="BENEFIT")
    assert entities(pipeline, text) == [
        ("quaxol", "CHEMICAL", None),
        ("blorboma", "DISEASE", None),
        ("snarf gland", "ORGAN", None),
    ]


def test_an_entity_that_is_another_writing_of_a_name_is_linked(ruled: Callable[..., Path]) -> None:
    linked = entities(ruled(severe_aging_of_the_skin="CONDITION"), "Zinc slows severe aging of the skin.")
    assert linked == [("severe aging of the skin", "OUTCOME", "skin_aging")]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("skin aging", "skin_aging"),
        ("chronic Anaemias", "anemia"),
        ("any oesophageal tumours", "esophageal_cancer"),
        ("severe", None),
        ("blorbitis", None),
    ],
)
def test_concept_of_an_entity(text: str, concept: str | None) -> None:
    name = linking.concept("OUTCOME", text)
    assert (name.concept_id if name else None) == concept


def test_every_clear_name_links_to_its_own_concept() -> None:
    for outcome in lexicon.outcomes().values():
        name = linking.concept("OUTCOME", outcome.name)
        assert name is None or name.concept_id == outcome.outcome_id


def test_a_missing_or_useless_pipeline_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="not installed"):
        Marker("en_no_such_model")
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ModelNotFound, match="no entity recogniser"):
        Marker(str(tmp_path / "bare"))


class KnowledgeBase:
    """Stands for scispaCy's candidate generator with its downloaded knowledge base: one entity, found for every text."""

    kb = SimpleNamespace(cui_to_entity={"C1": SimpleNamespace(canonical_name="Rickets", aliases=["Rachitis"], definition="d")})

    def __init__(self, name: str | None = None) -> None:
        pass

    def __call__(self, texts: list[str], k: int) -> list[list[Any]]:
        return [[SimpleNamespace(concept_id="C1", similarities=[1.0], distances=[0.0], aliases=["Rickets"])] for _ in texts]


def linking_pipeline(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import scispacy.linking

    monkeypatch.setattr(scispacy.linking, "CandidateGenerator", KnowledgeBase)
    language = spacy.blank("en")
    language.add_pipe("entity_ruler").add_patterns([{"label": "ENTITY", "pattern": "the english disease"}])
    language.add_pipe("scispacy_linker")
    language.to_disk(path)
    return path


def test_the_entity_linker_names_the_concept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = linking_pipeline(tmp_path / "linker", monkeypatch)
    assert entities(path, "Zinc cured the english disease.") == [("the english disease", "OUTCOME", "rickets")]


def test_a_linker_without_its_knowledge_base_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import scispacy.linking

    def offline(name: str | None = None) -> None:
        raise OSError("no network")

    path = linking_pipeline(tmp_path / "linker", monkeypatch)
    monkeypatch.setattr(scispacy.linking, "CandidateGenerator", offline)
    with caplog.at_level(logging.WARNING):
        assert entities(path, "Zinc cured the english disease.") == [("the english disease", "ENTITY", None)]
    assert "knowledge base cannot be loaded" in caplog.text


def test_words_of_an_article_do_not_stay_in_memory(pipeline: Path) -> None:
    marker = Marker(str(pipeline))
    assert marker._recogniser is not None
    strings = marker._recogniser._language.vocab.strings
    marker.page(from_text("Zinc helps."))
    before = len(strings)
    for n in range(50):
        marker.page(from_text(f"Zinc eases word{n}itis and another{n} thing{n}."))
    assert len(strings) == before


def test_a_packed_pipeline_finds_what_the_unpacked_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small._Vectors, "_MOST", 7)  # so few words that some are forgotten on the way
    language = spacy.blank("en")
    rows = np.random.default_rng(0).normal(size=(500, 16)).astype(np.float32)
    language.vocab.vectors = Vectors(
        strings=language.vocab.strings, data=rows, mode="floret", minn=3, maxn=4, hash_count=2, hash_seed=2166136261, bow="<", eow=">"
    )
    language.vocab.vectors.name = "floret"
    trained(language, {"model": {"tok2vec": {"pretrained_vectors": True}}})
    small.pack(language, tmp_path / "packed.npz")
    unpacked = small.unpack(tmp_path / "packed.npz")
    for text in ["It caused wumpitis in two patients.", "A tablet of truximol was taken.", "", "Nothing at all."] * 2:
        assert [(e.text, e.label_) for e in unpacked(text).ents] == [(e.text, e.label_) for e in language(text).ents]
    assert np.abs(unpacked.vocab.vectors.data - rows).max() < 0.02
    assert 0 < len(unpacked.vocab.vectors._met) <= 7 + 6


def test_the_small_model_adds_what_the_lexicons_lack() -> None:
    marker = Marker("small")
    assert marker.model is not None
    assert marker.model.startswith("small ")
    text = "Vitamin D did not help patients with photoconjunctivitis. They were given zinc with azathioprine instead."
    assert found(marker.page(from_text(text))) == [("photoconjunctivitis", "DISEASE", None), ("azathioprine", "CHEMICAL", None)]


def test_the_small_model_fits_the_package() -> None:
    assert small.FILE.stat().st_size < 8e6
