"""Sentences and names: what must be one, what must be none."""

import pytest
import spacy

from nlp.marking import Marker, ModelNotFound
from nlp.marking.shadow import shadow
from nlp.page import Callout, Page
from nlp.reading import from_text


def page(text: str) -> Page:
    return Marker().page(from_text(text))


def names(text: str, label: str) -> list[tuple[str, str | None]]:
    found = page(text)
    return [(found.text[m.start : m.end], m.concept_id) for m in found.mentions_in(0, len(found.text), label)]


def sentences(text: str) -> list[str]:
    found = page(text)
    return [found.text[s.start : s.end] for s in found.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg. Then stop taking it for a week.", ["Take 5 mg.", "Then stop taking it for a week."]),
        ("The dose was approx. 5 mg vs. 10 mg in the other arm.", ["The dose was approx. 5 mg vs. 10 mg in the other arm."]),
        ("It helps obese children.134,136 Lower levels were found later.", None),
        ("Of 3.5 Watts and p.5 Nothing is known here.", ["Of 3.5 Watts and p.5 Nothing is known here."]),
        ("It is antimicrobial (1) (2), and antioxidant (3). It helps mice (4).", None),
        ("1. Calcium absorption is helped by the vitamin.", ["1. Calcium absorption is helped by the vitamin."]),
        ("It rose (p=0.002) in people over 50. That is a lot for a vitamin.", None),
        ('"I feel great," she told me. "My bones are strong again, at last."', None),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    got = sentences(text)
    assert got == expected if expected else len(got) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vitamins D3 and K2 work together.", ["vitamin_d3", "vitamin_k2"]),
        ("Most people need vitamin A, C and E.", ["vitamin_a", "vitamin_c", "vitamin_e"]),
        ("D3+K2 in one drop.", ["vitamin_d3", "vitamin_k2"]),
        ("Omega 3 and omega-3 are the same.", ["omega_3_fatty_acids", "omega_3_fatty_acids"]),
        ("The environment was ironic.", []),
        ("Vitamins such as A, C, and E help.", ["vitamin_a", "vitamin_c", "vitamin_e"]),
        ("It gives fat, magnesium and zinc. They sell fat.", ["dietary_fat", "magnesium", "zinc"]),
        ("EPA and DHA help; EPA more than DHA.", ["epa", "dha", "epa", "dha"]),
        ("Take 500 mg of EPA and DHA. The EPA is small.", ["omega_3_fatty_acids", "epa"]),
        ("The EPA says that water is safe.", []),
        ("An iron, deficiency or not, is an iron.", ["iron", "iron"]),
    ],
)
def test_nutrients(text: str, expected: list[str]) -> None:
    assert [concept for _, concept in names(text, "NUTRIENT")] == expected


def test_the_longest_name_wins() -> None:
    assert names("She broke a hip: a hip fracture at 70.", "OUTCOME")[-1] == ("hip fracture", "hip_fractures")


def test_a_nutrient_within_an_outcome_is_no_mention_unless_spoken_of_for_itself() -> None:
    assert names("His blood sugar rose.", "NUTRIENT") == []
    assert names("Vitamin D deficiency is common.", "NUTRIENT") == [("Vitamin D", "vitamin_d")]


def test_a_name_does_not_run_over_a_heading() -> None:
    assert names("All about vitamin\n\nD is the letter that follows C in the alphabet of this long sentence.", "NUTRIENT") == []


def test_an_abbreviation_defined_in_the_text_counts_everywhere() -> None:
    found = page("Restless legs syndrome (RLSY) is common. Iron helps RLSY, and RLSY only.")
    short = [m for m in found.mentions if m.source == "abbreviation"]
    assert [found.text[m.start : m.end] for m in short] == ["RLSY", "RLSY", "RLSY"]
    assert len({m.concept_id for m in short}) == 1


def test_a_bracket_that_is_no_abbreviation_defines_nothing() -> None:
    assert not [m for m in page("Iron (USA) and zinc (WHO) are sold. The WHO says so.").mentions if m.source == "abbreviation"]


def test_the_shadow_keeps_every_offset() -> None:
    text = "5\u202f\u00b5g\u20136 mg \u201cD\u201d RR 1\u00b724 eat.2,3 Then"
    plain = shadow(text, [Callout(text.index("2,3"), text.index("2,3") + 3, ("2", "3"))])
    assert plain == '5 ug-6 mg "D" RR 1.24 eat.    Then'


def test_a_recogniser_adds_what_the_lexicons_lack(tmp_path) -> None:  # type: ignore[no-untyped-def]
    language = spacy.blank("en")
    language.add_pipe("entity_ruler").add_patterns([{"label": "DISEASE", "pattern": "blorbitis"}, {"label": "CHEMICAL", "pattern": "zinc"}])
    language.to_disk(tmp_path / "tiny")
    found = Marker(str(tmp_path / "tiny")).page(from_text("Zinc and zinc again help against blorbitis."))
    assert [(found.text[m.start : m.end], m.label, m.score) for m in found.mentions if m.source == "ner"] == [
        ("blorbitis", "DISEASE", None)
    ]


def test_a_missing_or_useless_pipeline_is_told_plainly(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ModelNotFound, match="not installed"):
        Marker("en_no_such_model")
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ModelNotFound, match="no entity recogniser"):
        Marker(str(tmp_path / "bare"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It lowers the risk of lung, colon and breast cancer.", ["lung_cancer", "colon_cancer", "breast_cancer"]),
        ("Creatine adds to muscle mass and strength.", ["muscle_mass", "muscle_strength"]),
        ("Against wounds, burns, and ulcers.", ["wounds", "burns", "ulcers"]),
        ("He burns wood.", []),
        ("Memory and heart valve replacement.", ["memory"]),
        ("The product at www.example.org/breast-cancer helps.", []),
        ("P. acnes was counted.", []),
        ("Gorham ED, Smith JL, Jones RA, et al: ED in men.", ["erectile_dysfunction"]),
        ("Measured by LC-MS/MS in people with MS.", ["multiple_sclerosis"]),
        ("The hip fracture risk rose.", ["hip_fractures"]),
        ("It shortens the duration and severity of colds.", ["cold_duration", "cold_severity"]),
        ("Absorbing calcium is no reabsorption of calcium.", ["calcium_absorption", "calcium_reabsorption"]),
        ("Cancer, Breast: fewer cases of anaemia2.", ["breast_cancer", "anemia"]),
        ("The American Heart Association and the Institute of Diabetes and Kidney Diseases agree.", []),
        ("It was told in the journal Headache by the Digestive Diseases Institute.", []),
        ("It cuts breast and other types of cancer.", ["breast_cancer", "cancer"]),
        ("It slows liver (12) and colorectal cancer (14).", ["liver_cancer", "colorectal_cancer"]),
        ("Fewer deaths from coronary heart disease were seen.", ["coronary_mortality"]),
        ("Coffee is fine, says Ann Ray, MS, RD. People with MS drink it.", ["multiple_sclerosis"]),
        ("The trial has many weaknesses.", []),
        ("Heart disease and diabetes are common in the Association.", ["heart_disease", "diabetes"]),
        ("It is an antioxidant; few antioxidants are.", ["antioxidant_activity"]),
        ("It may alter levels of tacrolimus. They took tacrolimus.", ["tacrolimus_effectiveness"]),
    ],
)
def test_outcomes_share_words_and_lists(text: str, expected: list[str]) -> None:
    assert [concept for _, concept in names(text, "OUTCOME")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five cups of black, white or green tea.", ["black_tea", "white_tea", "green_tea"]),
        ("Calcium antagonists are drugs, calcium is none.", ["calcium"]),
        ("Potassium-sparing diuretics keep potassium.", ["potassium"]),
        ("Pyruvate kinase and calcium channels need magnesium.", ["magnesium"]),
        ("The vitamin D 25-hydroxylase acts on vitamin D.", ["vitamin_d"]),
        ("A trial of antenatal vitamin D.", ["vitamin_d"]),
        ("One cup of milk, not human breast milk.", ["milk"]),
        ("One cup of olives beside the olive oil.", ["olives"]),
        ("Two cloves of garlic, and a teaspoon of cloves.", ["garlic", "cloves"]),
        ("Omega-3 fatty acids: many omega-3 fatty acids. These fatty acids help.", ["omega_3_fatty_acids"] * 3),
        ("Omega-3 fatty acids and omega-6 fatty acids are fatty acids.", ["omega_3_fatty_acids", "omega_6_fatty_acids", "fatty_acids"]),
        ("Hibiscus tea, more hibiscus tea: hibiscus holds acids.", ["hibiscus_tea"] * 3),
        ("Vitamin D receptors bind vitamin D, creatine kinase levels say nothing of creatine.", ["vitamin_d", "creatine"]),
    ],
)
def test_nutrients_share_words_and_stand_for_others(text: str, expected: list[str]) -> None:
    assert [concept for _, concept in names(text, "NUTRIENT")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Type 2 diabetes is common. Diabetes comes late.", ["type_2_diabetes"] * 2),
        ("Type 1 diabetes is rare, type 2 diabetes common. Diabetes is known to many.", ["type_1_diabetes", "type_2_diabetes", "diabetes"]),
        ("Obese women lost weight; obesity is common.", ["weight_loss", "obesity"]),
        ("More likely to have ~~#00F:stroke~~", ["stroke"]),
        ("A lack is a growing public health problem. It causes health problems.", ["health_problems"]),
        ("It shifts the balance between two kinds of cell and improves balance.", ["balance"]),
        ("After adjusting for age, depression and diabetes, the risk of stroke was lower.", ["stroke"]),
        ("Controlled for obesity, cancer was rarer.", ["cancer"]),
        ("Blood pressure medications and cholesterol-lowering drugs interact; blood pressure fell.", ["blood_pressure"]),
        ("Psoriasis, a chronic autoimmune disease, comes late.", ["psoriasis"]),
        ("It helps against psoriasis, a rash and many an autoimmune disease.", ["psoriasis", "rash", "autoimmune_disease"]),
    ],
)
def test_outcomes_stand_for_others_and_are_told_from_people(text: str, expected: list[str]) -> None:
    assert [concept for _, concept in names(text, "OUTCOME")] == expected


@pytest.mark.parametrize(
    ("text", "concept_id", "label"),
    [
        ("These two vitamins, vitamin D and vitamin K, help. Vitamin D builds bone.", "vitamins", "FOOD"),
        ("Vitamins help. Vitamins are many, vitamin D is one.", "vitamins", "NUTRIENT"),
        ("A multivitamin a day. A multivitamin holds vitamins.", "vitamins", "NUTRIENT"),
        ("Take dietary supplements with care: zinc helps.", "dietary_supplements", "FOOD"),
        ("More on dietary supplements\n\nZinc helps.", "dietary_supplements", "NUTRIENT"),
        ("Mercury, mercury, mercury, mercury and more mercury harms the brain: levels of mercury rise.", "mercury", "FOOD"),
        ("Milk fortification with vitamin D\n\n" + "The milk lowered blood pressure. " * 5, "milk", "FOOD"),
    ],
)
def test_what_is_only_spoken_of_is_no_nutrient(text: str, concept_id: str, label: str) -> None:
    assert {m.label for m in page(text).mentions if m.concept_id == concept_id} == {label}


def test_a_diet_is_a_food_wherever_it_is_named() -> None:
    assert [(m.concept_id, m.label) for m in page("Of the DASH diet we know little.").mentions] == [("dash_diet", "FOOD")]


def test_a_food_is_a_nutrient_where_the_article_treats_it_as_the_active() -> None:
    def labels(text: str) -> set[str]:
        return {m.label for m in page(text).mentions if m.concept_id == "walnuts"}

    assert labels("Vitamin E is found in a handful of walnuts.") == {"FOOD"}
    assert labels("Walnuts may lower cholesterol.") == {"FOOD"}
    assert labels("Ten reasons to eat walnuts\n\nThey hold vitamin E.") == {"NUTRIENT"}
    assert labels("Nuts are fine. Walnuts may lower blood pressure. Walnuts also reduce inflammation.") == {"NUTRIENT"}
    assert labels("A handful of walnuts a day. " + "Walnuts lower cholesterol. " * 4) == {"NUTRIENT"}
