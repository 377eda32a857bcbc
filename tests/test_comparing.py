"""Comparisons, conflicts and shared sources on small tables made here; near-duplicates on texts made here."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pytest

from nlp import comparing, schema
from nlp.comparing import against_authorities, compare
from nlp.comparing.duplicates import groups, signature

_DEFAULTS: dict[str, dict[str, Any]] = {
    "articles": {"source_uri": "", "text": "", "text_sha256": "", "n_chars": 0, "n_words": 0, "n_sentences": 0},
    "sentences": {"position": 0, "kind": "body", "char_start": 0, "char_end": 1, "text": ""},
    "claims": {
        "exposure_ids": ("vitamin_d",), "exposure_text": "vitamin D", "outcome_id": "falls", "outcome_text": "falls", "cue": "reduces",
        "direction": "decreases", "polarity": "benefit", "certainty": "asserted", "attribution": "author", "claim_type": "efficacy",
        "score": 0.9,
    },
    "doses": {"nutrient_id": "vitamin_d", "role": "recommended"},
    "effects": {"measure": "relative_risk", "nutrient_ids": ("vitamin_d",), "outcome_id": "falls"},
    "levels": {"analyte": "25-hydroxyvitamin d", "si_unit": "nmol/L", "role": "target"},
    "studies": {"design": "rct", "evidence_level": "trial"},
    "references": {"text": ""},
}  # fmt: skip


def table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """A table whose rows say only what matters here."""
    where = {"article_id": "a1", "sentence_id": "s", "char_start": 0, "char_end": 1, "quote": "q"} if name in schema.EXTRACTED else {}
    made = [schema.TABLES[name](**(where | {schema.key_of(name): f"{name}{n}"} | _DEFAULTS[name] | row)) for n, row in enumerate(rows)]
    return pa.Table.from_pylist([dataclasses.asdict(row) for row in made], schema=schema.arrow_schema(name))


def compared(**tables: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The compared tables of a few rows; each extracted row stands in a sentence of its own that is its quote, or its `sentence`."""
    articles = [{"article_id": f"a{n}"} for n in range(1, 6)]
    given: dict[str, list[dict[str, Any]]] = {name: [] for name in _DEFAULTS} | {"articles": articles} | tables
    for name in schema.EXTRACTED.keys() & given.keys():
        for row in given[name]:
            sentence_id = f"s{len(given['sentences'])}"
            text = row.pop("sentence", row.get("quote", sentence_id))
            given["sentences"].append({"sentence_id": sentence_id, "article_id": row.get("article_id", "a1"), "text": text})
            row["sentence_id"] = sentence_id
    return {name: found.to_pylist() for name, found in compare({name: table(name, rows) for name, rows in given.items()}).items()}


def claims(*said: str) -> list[dict[str, Any]]:
    return [{"article_id": f"a{n}", "direction": direction} for n, direction in enumerate(said, 1)]


@pytest.mark.parametrize(
    ("said", "verdict", "agreement"),
    [
        (["decreases"], "single_source", 1.0),
        (["decreases", "decreases", "decreases"], "consensus", 1.0),
        (["decreases", "increases"], "contested", 0.5),
        (["no_effect", "no_effect", "no_effect", "decreases"], "null_finding", 0.75),
        (["affects", "affects"], "single_source", None),
        (["decreases", "affects", "affects", "affects"], "single_source", 1.0),
    ],
)
def test_verdict(said: list[str], verdict: str, agreement: float | None) -> None:
    (row,) = compared(claims=claims(*said))["comparisons"]
    assert (row["verdict"], row["agreement"], row["n_independent"]) == (verdict, agreement, len(said))


def test_a_lack_counts_for_the_nutrient_itself() -> None:
    lack = {"article_id": "a2", "direction": "increases", "lack": True}
    (row,) = compared(claims=[*claims("decreases"), lack])["comparisons"]
    assert (row["n_decreases"], row["n_increases"], row["verdict"]) == (2, 0, "consensus")


def test_copies_count_once() -> None:
    articles = [{"article_id": "a1", "duplicate_group": "a1"}, {"article_id": "a2", "duplicate_group": "a1", "is_primary": False}]
    (row,) = compared(articles=articles, claims=claims("decreases", "decreases"))["comparisons"]
    assert (row["n_articles"], row["n_independent"], row["verdict"]) == (2, 1, "single_source")


def test_doses_and_ratios_come_from_what_is_tied_to_the_claims() -> None:
    tied = [{"dose_ids": ("doses0",), "effect_ids": ("effects0",)}, {"article_id": "a2", "dose_ids": ("doses1",)}]
    doses = [
        {"ug_per_day_low": 10.0, "ug_per_day_high": 20.0},
        {"ug_per_day_low": 50.0, "ug_per_day_high": 50.0},
        {"ug_per_day_low": 900.0},
    ]
    (row,) = compared(claims=tied, doses=doses, effects=[{"ratio": 0.8}, {"ratio": 3.0}])["comparisons"]
    assert (row["dose_ug_per_day_min"], row["dose_ug_per_day_max"], row["ratio_min"], row["ratio_max"]) == (10, 50, 0.8, 0.8)


def test_a_form_and_a_narrower_outcome_count_for_the_broader_pair_which_says_so() -> None:
    narrow = {"article_id": "a2", "exposure_ids": ("vitamin_d3",), "outcome_id": "hip_fractures"}
    rows = compared(claims=[{"outcome_id": "fractures"}, narrow])["comparisons"]
    found = {(*row["exposure_ids"], row["outcome_id"]): row for row in rows}
    broad = found["vitamin_d", "fractures"]
    assert (broad["n_independent"], broad["n_own"], broad["counted_from"]) == (2, 1, ["vitamin_d3 / hip_fractures"])
    own = found["vitamin_d3", "hip_fractures"]
    assert (own["n_independent"], own["n_own"], own["counted_from"]) == (1, 1, [])
    assert ("vitamins", "fractures") not in found


def test_one_sentence_on_several_pages_of_a_site_counts_once() -> None:
    articles = [{"article_id": f"a{n}", "site": "example.org"} for n in (1, 2)]
    said = [{"article_id": f"a{n}", "quote": "Vitamin D reduces falls."} for n in (1, 2)]
    (row,) = compared(articles=articles, claims=said)["comparisons"]
    assert (row["n_articles"], row["n_independent"]) == (2, 1)


HELPS = {"quote": "Vitamin D reduces falls in old age"}
DOES_NOTHING = {"article_id": "a2", "direction": "no_effect", "certainty": "negated", "quote": "Vitamin D did not reduce falls"}
HARMS = {"article_id": "a2", "direction": "increases", "cue": "raised", "quote": "Vitamin D raised the number of falls"}


def conflicts(**tables: list[dict[str, Any]]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Kind, articles and scope of the conflicts."""
    copies = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    found = compared(**copies)["conflicts"]
    return [(row["kind"], row["article_id_a"], row["article_id_b"], tuple(row["scope"])) for row in found]


@pytest.mark.parametrize("other", [DOES_NOTHING, HARMS])
def test_opposite_directions_conflict(other: dict[str, Any]) -> None:
    assert conflicts(claims=[HELPS, other]) == [("direction", "a1", "a2", ())]


@pytest.mark.parametrize(
    "other",
    [
        DOES_NOTHING | {"certainty": "hedged"},
        DOES_NOTHING | {"sentence": "The trial asked whether vitamin D did not reduce falls"},
        DOES_NOTHING | {"quote": "Vitamin D did not cause falls"},  # denies a harm
        DOES_NOTHING | {"score": 0.3},
        HARMS | {"quote": "It raised the number of falls"},  # names no nutrient
        HARMS | {"direction": "affects"},
    ],
)
def test_what_is_not_plain_does_not_conflict(other: dict[str, Any]) -> None:
    assert conflicts(claims=[HELPS, other]) == []


@pytest.mark.parametrize(
    ("other", "scope"),
    [
        ({"population": "nursing home residents"}, "population"),
        ({"exposure_ids": ("vitamin_d3",)}, "form"),
        ({"quote": "Vitamin D with calcium did not reduce falls"}, "combination"),
        ({"lack": True, "direction": "no_effect"}, "lack"),
        ({"quote": "Vitamin D levels did not reduce falls"}, "status"),
    ],
)
def test_what_explains_a_difference_is_told_as_its_scope(other: dict[str, Any], scope: str) -> None:
    assert conflicts(claims=[HELPS, DOES_NOTHING | other]) == [("direction", "a1", "a2", (scope,))]


def test_nutrients_together_conflict_with_one_of_them_as_a_kind_of_its_own() -> None:
    together = DOES_NOTHING | {"exposure_ids": ("calcium", "vitamin_d"), "quote": "Calcium and vitamin D did not reduce falls"}
    apart = DOES_NOTHING | {"exposure_ids": ("calcium", "magnesium"), "quote": "Calcium and magnesium did not reduce falls"}
    assert conflicts(claims=[HELPS, together]) == [("combination", "a1", "a2", ())]
    assert conflicts(claims=[HELPS, apart]) == []


def test_a_broader_outcome_is_a_difference_of_scope() -> None:
    hips = {"outcome_id": "hip_fractures", "outcome_text": "hip fractures", "quote": "Vitamin D reduces hip fractures"}
    any_bone = DOES_NOTHING | {"outcome_id": "fractures", "outcome_text": "fractures", "quote": "Vitamin D did not reduce fractures"}
    assert conflicts(claims=[hips, any_bone]) == [("direction", "a1", "a2", ("outcome",))]


def test_a_difference_of_dose_is_one_of_scope() -> None:
    doses = [
        {"ug_per_day_low": 10.0, "ug_per_day_high": 10.0, "role": "studied"},
        {"ug_per_day_low": 100.0, "ug_per_day_high": 100.0, "role": "studied"},
    ]
    claims = [HELPS | {"dose_ids": ("doses0",)}, DOES_NOTHING | {"dose_ids": ("doses1",)}]
    assert conflicts(claims=claims, doses=doses) == [("direction", "a1", "a2", ("dose",))]


def test_every_article_of_a_side_has_an_opponent_and_no_pair_comes_twice() -> None:
    helping = [HELPS | {"article_id": f"a{n}", "quote": f"Vitamin D reduces falls, {n} say"} for n in (1, 3, 4)]
    found = [(a, b) for _, a, b, _ in conflicts(claims=[*helping, DOES_NOTHING, DOES_NOTHING | {"article_id": "a5"}])]
    assert {a for a, _ in found} == {"a1", "a3", "a4"}
    assert len(set(found)) == len(found) == 3


def test_plain_conflicts_come_before_differences_of_scope() -> None:
    elsewhere = DOES_NOTHING | {"article_id": "a3", "population": "children", "quote": "Vitamin D did not reduce falls of children"}
    scopes = [scope for *_, scope in conflicts(claims=[HELPS, HELPS | {"article_id": "a4"}, DOES_NOTHING, elsewhere])]
    assert scopes == sorted(scopes, key=len)


def test_a_lack_that_harms_does_not_conflict_with_a_nutrient_that_helps() -> None:
    lack = {"article_id": "a2", "direction": "increases", "lack": True, "quote": "Vitamin D lack raises falls"}
    assert conflicts(claims=[HELPS, lack]) == []


def test_intervals_that_exclude_each_other_conflict() -> None:
    low = {"ratio": 0.6, "ratio_low": 0.5, "ratio_high": 0.7, "quote": "vitamin D: 0.6"}
    touching = {"article_id": "a2", "ratio": 0.9, "ratio_low": 0.65, "ratio_high": 1.1, "quote": "vitamin D: 0.9"}
    apart = touching | {"ratio_low": 0.8}
    quartile = apart | {"sentence": "In the lowest quartile of vitamin D"}
    assert conflicts(effects=[low, apart]) == [("effect_size", "a1", "a2", ())]
    assert conflicts(effects=[low, touching]) == []
    assert conflicts(effects=[low, quartile]) == [("effect_size", "a1", "a2", ("status",))]


def test_recommendations_far_apart_and_above_a_limit_conflict() -> None:
    def doses(amount: float, said: str, *articles: str, **more: Any) -> list[dict[str, Any]]:
        return [{"article_id": a, "ug_per_day_low": amount, "ug_per_day_high": amount, "sentence": f"{said} {a}"} | more for a in articles]

    little, much = doses(15.0, "You should take 15 ug", "a1", "a2"), doses(125.0, "You should take 125 ug", "a3", "a4")
    limit = doses(100.0, "Do not exceed 100 ug", "a1", "a5", role="limit")
    found = conflicts(doses=[*little, *much])
    assert [(kind, a) for kind, a, _, _ in found] == [("dose_recommendation", "a1"), ("dose_recommendation", "a2")]
    assert {(kind, a) for kind, a, _, _ in conflicts(doses=[*much, *limit])} == {("dose_limit", "a3"), ("dose_limit", "a4")}
    assert len(conflicts(doses=[*little, much[0]])) == 2  # one article may stand against others, if less surely


@pytest.mark.parametrize(("ug", "said"), [(999.4, "999.4 ug"), (5000.0, "5 mg"), (12345.0, "12.35 mg"), (2.5e6, "2.5 g")])
def test_a_conflict_tells_masses_as_a_person_reads_them(ug: float, said: str) -> None:
    take = {"nutrient_id": "caffeine", "ug_per_day_low": ug, "ug_per_day_high": ug, "sentence": "You should take this much"}
    limit = {"article_id": "a2", "ug_per_day_low": 10.0, "ug_per_day_high": 10.0, "role": "limit", "sentence": "Do not exceed so little"}
    (conflict,) = compared(doses=[take, take | limit])["conflicts"]
    assert conflict["explanation"] == f"The first recommends {said} of caffeine a day, the second says not to take more than 10 ug."


def test_thresholds_conflict() -> None:
    def levels(line: float, *articles: str) -> list[dict[str, Any]]:
        return [{"article_id": a, "si_low": line, "sentence": f"Levels above {line} are sufficient ({a})"} for a in articles]

    found = conflicts(levels=[*levels(50.0, "a1", "a2"), *levels(75.0, "a3", "a4")])
    assert [(kind, a) for kind, a, _, _ in found] == [("level_threshold", "a1"), ("level_threshold", "a2")]


def test_articles_on_one_study_share_a_source() -> None:
    named = compared(
        studies=[{"doi": "10.5555/X.1"}, {"article_id": "a2", "pmid": "99100231"}],
        references=[
            {"article_id": "a2", "doi": "10.5555/x.1"},
            {"article_id": "a3", "pmid": "99100231"},
            {"article_id": "a3", "doi": "10.5555/alone"},
        ],
    )["shared_sources"]
    assert [(row["source_key"], row["article_ids"]) for row in named] == [
        ("doi:10.5555/x.1", ["a1", "a2"]),
        ("pmid:99100231", ["a2", "a3"]),
    ]


def test_a_work_is_joined_over_all_its_names() -> None:
    title = "Vitamin D and falls in nursing homes: a randomised trial"
    (work,) = compared(
        references=[
            {"article_id": "a1", "doi": "10.5555/x.1", "title": title, "year": 2020},
            {"article_id": "a2", "pmid": "99100231", "title": title.upper(), "year": 2020},
            {"article_id": "a3", "pmid": "99100231"},
        ],
        studies=[{"article_id": "a4", "design": "rct", "reference_ids": ("references4",)}],
    )["shared_sources"]
    assert (work["source_key"], work["matched_by"], work["n_articles"]) == ("pmid:99100231", "pmid", 3)


def test_a_study_without_identifier_is_known_by_journal_year_design_and_size() -> None:
    told = {"journal": "Journal of Ageing", "year": 2019, "n_participants": 812}
    (work,) = compared(studies=[told, told | {"article_id": "a2"}, told | {"article_id": "a3", "n_participants": 90}])["shared_sources"]
    assert (work["matched_by"], work["article_ids"]) == ("bibliography", ["a1", "a2"])


def test_a_study_is_known_by_an_uncommon_size_but_not_by_a_round_or_small_one() -> None:
    def joined(n: int, **other: Any) -> list[str]:
        told = [{"n_participants": n}, {"article_id": "a2", "n_participants": n} | other]
        return [row["matched_by"] for row in compared(studies=told)["shared_sources"]]

    assert joined(36282) == ["size"]
    assert joined(36282, evidence_level="synthesis") == []
    assert joined(36000) == joined(362) == []


def test_what_articles_tell_differently_of_a_study_is_said() -> None:
    studies = [{"pmid": "99100231", "n_participants": 812}, {"article_id": "a2", "pmid": "99100231", "n_participants": 821}]
    claims = [{"study_ids": ("studies0",)}, {"article_id": "a2", "study_ids": ("studies1",), "direction": "no_effect"}]
    (work,) = compared(studies=studies, claims=claims)["shared_sources"]
    assert work["differences"] == ["participants: 812 in a1; 821 in a2", "vitamin_d on falls: decreases in a1; no_effect in a2"]
    assert (work["claim_ids"], work["exposure_ids"]) == (["claims0", "claims1"], ["vitamin_d"])


@pytest.mark.parametrize(
    ("dose", "standing"),
    [
        ({"ug_per_day_low": 250.0, "ug_per_day_high": 250.0}, "above_limit"),
        ({"ug_per_day_low": 50.0, "ug_per_day_high": 250.0}, "reaches_above_limit"),
        ({"ug_per_day_high": 50.0}, "within"),
        ({"ug_per_day_low": 5.0, "ug_per_day_high": 5.0}, "below"),
        ({"ug_per_day_low": 50000.0, "ug_per_day_high": 50000.0}, "check_unit"),  # 50 mg where 50 ug was meant
        ({"ug_per_day_low": 250.0, "ug_per_day_high": 250.0, "population": "infants"}, "unknown_population"),
        ({"ug_per_day_low": 250.0, "ug_per_day_high": 250.0, "population": "adults"}, "above_limit"),
        ({"ug_per_day_low": 250.0, "ug_per_day_high": 250.0, "nutrient_id": "vitamin_d3"}, "above_limit"),
    ],
)
def test_recommended_doses_stand_against_the_authorities(dose: dict[str, Any], standing: str) -> None:
    row = against(dose)
    assert (row["standing"], row["upper_limit"]) == (standing, 100.0)


def against(dose: dict[str, Any], text: str = "") -> dict[str, Any]:
    """How one recommended dose, told by a sentence, stands against the authorities."""
    given: dict[str, list[dict[str, Any]]] = {name: [] for name in _DEFAULTS}
    sentence = {"sentence_id": "s", "article_id": "a1", "text": text}
    given |= {"articles": [{"article_id": "a1"}], "sentences": [sentence], "doses": [dose]}
    (row,) = against_authorities({name: table(name, rows) for name, rows in given.items()}).to_pylist()
    return dict(row)


def test_advice_that_a_copy_repeats_counts_once() -> None:
    given: dict[str, list[dict[str, Any]]] = {name: [] for name in _DEFAULTS}
    advised = {"ug_per_day_low": 250.0, "ug_per_day_high": 250.0, "sentence_id": "s"}
    given |= {
        "articles": [{"article_id": "a1", "duplicate_group": "a1"}, {"article_id": "a2", "duplicate_group": "a1", "is_primary": False}],
        "sentences": [{"sentence_id": "s", "article_id": "a1"}],
        "doses": [{"article_id": "a1", **advised}, {"article_id": "a2", **advised}],
    }
    told = against_authorities({name: table(name, rows) for name, rows in given.items()}).to_pylist()
    assert [row["article_id"] for row in told] == ["a1"]


@pytest.mark.parametrize(
    ("form", "standing", "limit"),
    [(None, "above_limit", 35e3), ("nicotinic acid", "above_limit", 35e3), ("nicotinamide", "within", 900e3)],
)
def test_the_limit_of_one_form_is_not_that_of_another(form: str | None, standing: str, limit: float) -> None:
    """Most of a gram of niacin is above the limit, though no wrong unit; of nicotinamide it is not."""
    row = against({"nutrient_id": "vitamin_b3", "form": form, "ug_per_day_low": 800e3, "ug_per_day_high": 800e3})
    assert (row["standing"], row["upper_limit"]) == (standing, limit)


@pytest.mark.parametrize(
    ("mg", "form", "text", "standing"),
    [
        (400, None, "Most adults need 400 mg of magnesium a day, much of it from nuts.", "within"),
        (400, None, "Take 400 mg of magnesium a day.", "above_limit"),
        (400, "glycinate", "400 mg of magnesium glycinate a day will do.", "above_limit"),
        (600, None, "Most adults need 600 mg of magnesium a day.", "above_limit"),
    ],
)
def test_a_limit_on_supplements_is_none_on_what_is_recommended_of_all_food(mg: int, form: str | None, text: str, standing: str) -> None:
    row = against({"nutrient_id": "magnesium", "form": form, "ug_per_day_low": mg * 1e3, "ug_per_day_high": mg * 1e3}, text)
    assert (row["standing"], row["upper_limit"], row["supplements_only"]) == (standing, 350e3, True)


def test_the_data_dictionary_tells_the_numbers_that_the_queries_ask_for() -> None:
    told = {c["name"]: c["meaning"] for table in ("comparisons", "conflicts") for c in schema.columns(table)}
    asked = comparing._DECISIONS
    assert f"a score of {asked['told']['sure']} and more" in (schema.ComparisonRow.__doc__ or "")
    assert f"agreement below {asked['comparisons']['agreed']}" in told["verdict"]
    assert f"a score of {asked['conflicts/direction']['sure']} and more" in told["kind"]
    assert f"dose_recommendation (apart by a factor of {asked['conflicts/dose_recommendation']['apart']:g})" in told["kind"]
    assert f"level_threshold (apart by a factor of {asked['conflicts/level_threshold']['lines_apart']:g})" in told["kind"]
    assert f"each by a factor of {asked['conflicts/direction']['dose_apart']:g}" in told["scope"]


STORY = (
    "Daily vitamin D cuts winter infections, a review of fourteen trials finds. " * 3
    + "The authors pooled six thousand people from ten countries."
)


def test_copies_are_grouped_under_the_earliest() -> None:
    texts = {
        "b": STORY,
        "a": STORY + " Our health desk adds a word.",
        "c": "Zinc lozenges shorten the common cold by two days if taken early.",
    }
    assert groups({key: signature(text) for key, text in texts.items()}, first=["b", "a", "c"]) == {"a": "b", "b": "b"}


def test_what_joins_two_copies_makes_them_one_group_whenever_it_comes() -> None:
    """The long version holds most of both others, which share little with each other."""
    told = [f"Part {n} of the paper tells how zinc {letter * 4} in winter." for n, letter in enumerate("abcdefghijklmnopqrst")]
    signatures = {key: signature(" ".join(parts)) for key, parts in (("all", told), ("first", told[:16]), ("last", told[4:]))}
    assert groups({key: signatures[key] for key in ("first", "last")}, first=["first", "last"]) == {}
    for order in (["first", "last", "all"], ["all", "first", "last"], ["first", "all", "last"]):
        assert groups(signatures, first=order) == dict.fromkeys(order, order[0])


def test_a_signature_depends_on_the_words_alone() -> None:
    assert signature("Zinc  helps,\nthey say.") == signature("zinc helps they say")
