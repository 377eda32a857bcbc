"""The command line, as a person meets it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import Corpus
from sample import sample
from typer.testing import CliRunner

import nlp
from flows.cli import app
from flows.screen import _plain
from nlp import comparing, reading
from nlp.reading import FIELDS
from nlp.reading.files import _FORMATS
from nlp.schema import Dose

ARTICLE = """Zinc and the common cold

Adults who took 80 mg of zinc a day got over a cold 2 days sooner. Zinc shortens colds.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "zinc.txt"
    path.write_text(ARTICLE)
    return path


def claims(*arguments: object) -> tuple[int, str, str]:
    """Exit code, output, errors."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_help_names_the_commands_and_the_exit_codes() -> None:
    code, told, _ = claims("--help")
    assert code == 0
    assert {"run", "extract", "tables", "report", "compare", "diff"} <= set(re.findall(r"^\W*(\w+)\b", told, re.MULTILINE))
    assert "Exit codes: 0 done" in told


def test_help_names_every_kind_of_file_that_is_read() -> None:
    _, told, _ = claims("run", "--help")
    assert set(re.findall(r"\.[a-z]+\b", told)) >= {*_FORMATS, ".gz"}
    assert f"{reading.MAX_BYTES // 1_000_000} MB" in told


def test_help_names_every_field_of_records() -> None:
    for command in ("run", "extract"):
        _, told, _ = claims(command, "--help")
        assert ", ".join(FIELDS) in " ".join(re.findall(r"[\w,]+", told)), command


def test_extract_shows_tables(article: Path) -> None:
    code, told, errors = claims("extract", article)
    assert (code, errors) == (0, "")
    assert "Zinc and the common cold" in told
    claim = next(line for line in told.splitlines() if "Zinc shortens colds" in line)
    assert re.search(r"zinc +decreases .* 0\.\d\d ", claim)
    dose = next(line for line in told.splitlines() if "80 mg" in line)
    assert "zinc" in dose
    assert "per day" in dose


def test_extract_as_json_gives_every_row(article: Path) -> None:
    code, told, _ = claims("extract", article, "--json")
    (line,) = told.splitlines()
    rows = json.loads(line)
    text = rows["articles"][0]["text"]
    assert code == 0
    assert rows["doses"][0]["nutrient_id"] == "zinc"
    assert all(text[row["char_start"] : row["char_end"]] == row["quote"] for row in rows["doses"])


def test_a_kind_of_fact_without_lines_of_its_own_is_shown_by_its_columns(article: Path) -> None:
    doses = [row for row in nlp.find(nlp.mark(nlp.read(article))) if isinstance(row, Dose)]
    shown = _plain("doses", doses)
    said = {str(column.header): str(next(iter(column.cells))) for column in shown.columns}
    assert said.items() >= {"nutrient id": "zinc", "amount low": "80.0", "role": "studied", "in the words": "80 mg of zinc a day"}.items()


def test_extract_reads_fields_of_another_name(tmp_path: Path) -> None:
    path = tmp_path / "zinc.json"
    path.write_text(json.dumps({"story": ARTICLE}))
    assert claims("extract", path)[0] == 1
    code, told, _ = claims("extract", path, "--field", "text=story")
    assert (code, "Zinc shortens colds" in told) == (0, True)
    code, _, errors = claims("extract", path, "--field", "txt=story")
    assert (code, "there is no field 'txt'" in errors) == (2, True)


def test_words_of_articles_are_shown_as_they_stand_and_run_nothing(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    path.write_text("[bold red]Zinc[/bold red] \x1b[31mand\u202e colds\n\nTake 80 mg of zinc [link=x]daily[/link] [/] for a week.\n")
    code, told, _ = claims("extract", path)
    assert code == 0
    assert "[bold red]Zinc[/bold red]" in told
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_extract_of_what_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("")
    code, told, errors = claims("extract", path)
    assert (code, told) == (1, "")
    assert errors.startswith("empty.txt: empty")
    assert claims("extract", tmp_path / "none")[0] == 2


def test_a_model_that_is_not_installed_is_told_in_words(article: Path) -> None:
    code, _, errors = claims("extract", article, "--ner", "no_such_model")
    assert code == 2
    assert "'no_such_model' is not installed" in errors
    assert "Traceback" not in errors


def test_tables_without_and_with_a_snapshot(corpus: Corpus) -> None:
    code, told, errors = claims("tables", "doses", "--out", corpus.processed)
    assert code == 0
    assert "No tables in" in errors
    assert "ug_per_day_low" in told
    corpus.run()
    code, told, errors = claims("tables", "--out", corpus.processed)
    assert (code, errors) == (0, "")
    assert next(line for line in told.splitlines() if line.startswith("articles")).split()[1] == "60"
    assert "ug_per_day_low" not in told  # columns are told of the tables that are named
    assert claims("tables", "dosis")[0] == 2


def test_run_refuses_what_it_does_not_understand(tmp_path: Path) -> None:
    assert claims("run", tmp_path / "none")[0] == 2
    code, _, errors = claims("run", tmp_path, "--field", "text:story")
    assert code == 2
    assert "text=story" in errors
    assert claims("run", tmp_path, "--workers", 0)[0] == 2


def test_a_folder_may_be_called_anything(tmp_path: Path) -> None:
    odd = tmp_path / "o[4] *?"
    shutil.copytree(sample(), odd, symlinks=True)
    assert claims("compare", "vitamin d", "--out", odd)[0] == 0
    assert comparing.compare(odd)["comparisons"].num_rows


def test_tables_that_are_not_whole_are_told_in_words(tmp_path: Path) -> None:
    for name in ("whole", "half"):
        shutil.copytree(sample() / "current", tmp_path / "snapshots" / name)
    shutil.rmtree(tmp_path / "snapshots" / "half" / "doses")
    code, _, errors = claims("diff", "whole", "half", "--out", tmp_path)
    assert (code, "doses is missing" in errors) == (2, True)


def test_a_report_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    code, _, errors = claims("report", tmp_path / "none" / "report.html", "--out", sample())
    assert (code, "No such file or directory" in errors) == (1, True)


@pytest.mark.parametrize(("written", "meant"), [(("vitamn d",), "vitamin d"), (("zinc", "comon cold"), "common cold")])
def test_a_slip_of_the_pen_is_offered_what_is_near(written: tuple[str, ...], meant: str) -> None:
    code, _, errors = claims("compare", *written, "--out", sample())
    assert (code, meant in errors) == (2, True)
