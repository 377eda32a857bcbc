"""Numbers, units, amounts and durations: one table of our own examples for each, and properties that hold of any."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.quantity import canonical_unit, durations, kind_of, quantities, spots, to_float, ug_per

ALL = (
    "mass",
    "trace",
    "international",
    "cfu",
    "volume",
    "household",
    "piece",
    "energy",
    "substance",
    "concentration",
    "body_mass",
    "share",
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7), ("1,000", 1000), ("50 000", 50000), ("1.5", 1.5), (".5", 0.5), ("0,25", 0.25), ("1½", 1.5), ("½", 0.5), ("1 1/2", 1.5),
        ("3/4", 0.75), ("half a", 0.5), ("a quarter", 0.25), ("three quarters of a", 0.75), ("an eighth of a", 0.125),
        ("1/20th of a", 0.05), ("one sixteenth of a", 0.0625),
        ("one and a half", 1.5),
        ("twelve", 12), ("twenty-five", 25), ("two hundred and fifty", 250), ("a thousand", 1000), ("Two thousand", 2000),
        ("a couple of", 2),
        ("2 million", 2e6), ("10 billion", 1e10), ("10k", 1e4), ("1 x 10^9", 1e9), ("1.5x10(9)", 1.5e9), ("2 x 10 9", 2e9), ("10⁹", 1e9),
        ("many", None), ("", None),
    ],
)  # fmt: skip
def test_numbers(written: str, value: float | None) -> None:
    assert to_float(written) == value


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("mcg", "ug"), ("µg", "ug"), ("?g", "ug"), ("micrograms", "ug"), ("milligrammes", "mg"), ("gm", "g"), ("I.U.", "IU"), ("IUs", "IU"),
        ("international units", "IU"), ("international units (IU)", "IU"), ("units", "IU"), ("colony-forming units", "CFU"),
        ("ounces", "oz"),
        ("tbsp", "tablespoon"), ("calories", "kcal"), ("% of calories", "percent_energy"), ("mg/kg", "mg/kg"),
        ("mg per lean kilogram", "mg/kg"), ("microg", "ug"), ("u g", "ug"),
        ("g per kg of body weight", "g/kg"),
        ("ng/ml", "ng/mL"), ("nanograms per milliliter", "ng/mL"), ("nmol/l", "nmol/L"), ("nmol L-1", "nmol/L"), ("mg/dl", "mg/dL"),
        ("mm Hg", "mmHg"), ("ml/min/1.73 m2", "mL/min"), ("U/L", "U/L"), ("nM", "nM"), ("nm", None), ("years", None), ("Mg", None),
    ],
)  # fmt: skip
def test_units(written: str, unit: str | None) -> None:
    assert canonical_unit(written) == unit


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("600 to 800 IU", [(600, 800, "IU")]),
        ("1,000-2,000 IU", [(1000, 2000, "IU")]),
        ("between 400 and 800 IU", [(400, 800, "IU")]),
        ("400 and 800 IU", [(400, 400, "IU"), (800, 800, "IU")]),
        ("200, 400 or 800 mg", [(200, 200, "mg"), (400, 400, "mg"), (800, 800, "mg")]),
        ("10 or 20 mg", [(10, 20, "mg")]),
        ("150 to 300,000 IU", [(150000, 300000, "IU")]),
        ("400 to 1,000 IU", [(400, 1000, "IU")]),
        ("either 400 or 4,000 IU", [(400, 400, "IU"), (4000, 4000, "IU")]),
        ("from 200 IU a day all the way up to 10,000 IU", [(200, 10000, "IU")]),
        ("up to 200 mcg", [(None, 200, "ug")]),
        ("no more than two quarts", [(None, 2, "quart")]),
        ("rarely use more than 200 mcg", [(None, 200, "ug")]),
        ("should not exceed a dose of ten milligrams", [(None, 10, "mg")]),
        ("no less than 5 mg", [(5, None, "mg")]),
        ("at least 4 mg", [(4, None, "mg")]),
        ("in excess of 10,000 IU", [(10000, None, "IU")]),
        ("2000+ IU", [(2000, None, "IU")]),
        ("2,000 IU or more", [(2000, None, "IU")]),
        ("below 20 ng/mL and above 80 ng/mL", [(None, 20, "ng/mL"), (80, None, "ng/mL")]),
        ("no evidence that more than 50 mg helps", [(50, None, "mg")]),
        ("increased at intakes ranging from 5 to 9 mg", [(5, 9, "mg")]),
        ("doubled their intake from 20 g to 41 g", [(20, 20, "g"), (41, 41, "g")]),
        ("below 15, 35 and 70 nmol/L", [(None, 15, "nmol/L"), (None, 35, "nmol/L"), (None, 70, "nmol/L")]),
        ("less than ?15 ng/mL", [(None, 15, "ng/mL")]),
        ("from 300 IU per day to 50,000 IU per week", [(300, 300, "IU"), (50000, 50000, "IU")]),
        ("300 IU/day to 500 IU a day", [(300, 500, "IU")]),
        ("as little as 5 mg", [(5, 5, "mg")]),
        ("20 µg·kg-1", [(20, 20, "ug/kg")]),
        ("/getting+400+IU+daily", [(400, 400, "IU")]),
        ("3,000 IU and more than that", [(3000, 3000, "IU")]),
        ("≥ 20 ng/mL", [(20, None, "ng/mL")]),
        ("about 5 mg", [(5, 5, "mg")]),
        ("25.3 ± 10.2 ng/mL", [(25.3, 25.3, "ng/mL")]),
        ("30 (20-40) nmol/L", [(30, 30, "nmol/L")]),
        ("half a teaspoon", [(0.5, 0.5, "teaspoon")]),
        ("a half-gallon", [(0.5, 0.5, "gallon")]),
        ("six to eight 8-ounce glasses", [(6, 8, "glass")]),
        ("an egg or two eggs", [(1, 1, "egg"), (2, 2, "egg")]),
        ("5 percent to 6 percent of daily calories", [(5, 6, "percent_energy")]),
        ("two to five milligrams", [(2, 5, "mg")]),
        ("2000IU and a 400-IU pill", [(2000, 2000, "IU"), (400, 400, "IU")]),
        ("10 billion CFU", [(1e10, 1e10, "CFU")]),
        ("0.8 g/kg", [(0.8, 0.8, "g/kg")]),
        ("in 2012, 400 IU", [(400, 400, "IU")]),
        ("ages 50 to 70, and 200 units", [(200, 200, "IU")]),
        ("MK-7 100 mcg", [(100, 100, "ug")]),
        ("like this-3 ounces", [(3, 3, "oz")]),
        ("a 5:1 ratio for 3 days", []),
        ("a drop in weight", []),
    ],
)  # fmt: skip
def test_amounts(text: str, told: list[tuple[float | None, float | None, str]]) -> None:
    assert [(q.low, q.high, q.unit) for q in quantities(text, 0, len(text))] == told


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("for 8-12 weeks", [(56, 84)]), ("six months", [(180, 180)]), ("a 12-week trial", [(84, 84)]), ("for a year", [(365, 365)]),
        ("up to 6 months", [(None, 180)]), ("more than 2 years", [(730, None)]), ("3 y", [(1095, 1095)]), ("a 52-year-old", []),
        ("aged 10-14 years", []), ("two years ago", []), ("30 mg a day", []),
    ],
)  # fmt: skip
def test_durations(text: str, days: list[tuple[float | None, float | None]]) -> None:
    assert [(d.low, d.high) for d in durations(text, 0, len(text))] == days


def test_kinds_and_masses() -> None:
    assert [kind_of(u) for u in ("mg", "ng", "IU", "ng/mL", "mg/kg", "cup")] == [
        "mass",
        "trace",
        "international",
        "concentration",
        "body_mass",
        "household",
    ]
    assert (ug_per("mg"), ug_per("IU")) == (1000.0, None)


@given(st.integers(0, 10**9))
def test_a_whole_number_reads_the_same_with_and_without_separators(n: int) -> None:
    assert to_float(str(n)) == to_float(f"{n:,}") == n


@given(st.floats(0.001, 99999).map(lambda x: round(x, 3)), st.sampled_from(["mg", "mcg", "IU", "ng/mL", "g/kg", "mmHg"]))
def test_an_amount_reads_as_it_was_written(value: float, unit: str) -> None:
    text = f"Take {value} {unit} of it."
    (q,) = quantities(text, 0, len(text))
    assert q.low is not None
    assert math.isclose(q.low, value)
    assert text[q.start : q.end] == f"{value} {unit}"


@given(
    st.floats(0.001, 99999).map(lambda x: round(x, 3)),
    st.sampled_from(["mg", "mcg", "IU", "mL", "oz", "fl. oz", "tbsp", "lbs", "ng/mL", "nmol/L", "mg per lb", "g/kg"]),
    st.sampled_from([".", '."', ".)", ". "]),
)
def test_the_full_stop_of_a_sentence_is_not_of_its_last_amount(value: float, unit: str, stop: str) -> None:
    text = f"The last was {value} {unit}{stop}"
    (q,) = quantities(text, 0, len(text))
    assert text[q.start : q.end] == f"{value} {unit}"


@pytest.mark.parametrize("unit", ["mcg.", "mL.", "oz.", "fl. oz.", "tbsp.", "lbs.", "I.U."])
def test_a_full_stop_within_a_sentence_is_of_the_unit(unit: str) -> None:
    text = f"Take 2 {unit} of it."
    (q,) = quantities(text, 0, len(text))
    assert text[q.start : q.end] == f"2 {unit}"


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from([" to ", "-", " - "]))
def test_a_range_is_in_order(a: int, b: int, joint: str) -> None:
    text = f"{a}{joint}{b} IU"
    for q in quantities(text, 0, len(text)):
        assert q.low is not None
        assert q.high is not None
        assert q.low <= q.high


@given(st.text(alphabet="0123456789.,½-+x^()/% <>±amgIUcuplhfto \n", max_size=60))
def test_any_text_yields_amounts_within_it(text: str) -> None:
    found = quantities(text, 0, len(text))
    assert [q.start for q in found] == sorted(q.start for q in found)
    for q in found:
        assert 0 <= q.start < q.end <= len(text)
        assert (q.low, q.high) != (None, None)
        assert q.unit is not None
        assert kind_of(q.unit) in ALL
    assert not found or list(spots(text, ALL)), "what the grammar reads, the quick look must see"
    for d in durations(text, 0, len(text)):
        assert 0 <= d.start < d.end <= len(text)
