"""The report in a real browser: it opens, its filters work, its numbers are the tables', and words of articles stay words."""

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from browser import CHROMIUM, Browser, browser
from sample import process, sample
from typer.testing import CliRunner

from flows.show_cli import add_to
from nlp import lexicon, schema, showing
from nlp.showing.tables import intakes
from nlp.showing.words import _mass

HOSTILE = """\
<script>document.title = "taken"</script> <img src=x onerror="alert(1)"> and magnesium

Magnesium improves sleep </script><script>throw new Error("ran")</script> in most <b>adults</b>. \
Take 300 mg of magnesium daily =HYPERLINK("http://example.org","free"). \x1b[31mMagnesium 😀 reduces cramps\x1b[0m. \
Doctors recommend 200 mg of magnesium daily ${core} {{7*7}} <!-- for adults -->.
A cohort study of 900 nurses found that <i>magnesium</i> prevents strokes.
"""
browsed = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / table).to_pylist()
    return found


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(showing.report(sample()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def page(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        opened.open(report.as_uri())
        yield opened


def go(page: Browser, path: str) -> None:
    """Go to a page of the report and wait until it is drawn."""
    page.run(f"location.hash = {json.dumps('#/' + path)}")
    page.wait(f"document.querySelector('main').dataset.page === {json.dumps(path.split('?')[0])}")


class Loads(HTMLParser):
    """What a page would load, and the script elements that a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.run = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "action", "data") and not (value or "").startswith("#")
        ]
        self.run += tag == "script" and told.get("type") in (None, "text/javascript", "module")


def test_the_report_is_one_file_that_asks_for_no_other(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    loads = Loads()
    loads.feed(html)
    assert (loads.addresses, loads.run) == ([], 1)
    assert "default-src 'none'" in html
    assert not re.search(r"@import|url\(", html)


def test_the_script_writes_text_never_markup() -> None:
    script = "".join(path.read_text() for path in Path(showing.__file__).parent.glob("page/*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|DOMParser|srcdoc", script)


def test_the_same_tables_give_the_same_report(report: Path) -> None:
    assert showing.report(sample()) == report.read_text(encoding="utf-8")


@browsed
@pytest.mark.parametrize("size", [(390, 844), (820, 1180), (1440, 900)])
@pytest.mark.parametrize("dark", [False, True])
def test_every_page_opens_without_a_problem_and_fits_the_screen(page: Browser, size: tuple[int, int], dark: bool) -> None:
    page.size(*size, dark=dark)
    for path in (
        "",
        "nutrients",
        "nutrient/vitamin_d",
        "claims",
        "conflicts?scope=all",
        "limits",
        "sources",
        "articles",
        "article/0",
        "nowhere",
    ):
        go(page, path)
        assert page.run("document.documentElement.scrollWidth") <= size[0], path
        assert page.run("document.activeElement.tagName") in ("H1", "BODY"), path
    assert page.problems == []


@browsed
def test_the_numbers_are_the_tables(page: Browser) -> None:
    go(page, "")
    tiles = dict(
        page.run(
            "[...document.querySelectorAll('.tile')].map(t => [t.querySelector('span').textContent, t.querySelector('b').textContent])"
        )
    )
    told = {name: f"{len(rows(sample(), name)):,}" for name in ("articles", "claims", "doses", "effects")}
    assert {name: tiles[name] for name in told} == told
    assert tiles["plain conflicts"] == str(sum(not row["scope"] for row in rows(sample(), "conflicts")))
    headed = page.run("[...document.querySelectorAll('h2')].some(heading => heading.textContent === 'Most contested')")
    assert headed == page.run("core.contested.length > 0")

    go(page, "nutrient/vitamin_d")
    shown = page.run(
        "[...document.querySelectorAll('main section:first-of-type tbody tr')].map(r => [...r.cells].map(c => c.innerText.split('\\n')[0]))"
    )
    topics = [row for row in rows(sample(), "comparisons") if row["exposure_ids"] == ["vitamin_d"]]
    named = {row["outcome_id"]: row["name"] for row in rows(sample(), "outcomes")}
    columns = ("n_decreases", "n_no_effect", "n_affects", "n_increases")
    expected = {(named[t["outcome_id"]].lower(), *(str(t[c] or "") for c in columns), str(t["n_independent"])) for t in topics}
    assert {(row[0].lower(), *row[1:6]) for row in shown} <= expected
    assert len(shown) == min(len(topics), 20)


@browsed
def test_a_count_of_articles_leads_to_claims_of_as_many(page: Browser) -> None:
    """Of a lack too, which counts for the contrary, and without those that are too unsure to be compared."""
    cells = """[...document.querySelectorAll('main section:first-of-type td.cell a')].map(a => [a.getAttribute('href'), a.textContent])"""
    articles = """[...document.querySelectorAll('main tbody tr')].map(r => r.cells[4].querySelector('a').hash.split('/')[2])
        .filter(n => core.articles[n][A.primary])"""  # copies count once
    go(page, "nutrient/vitamin_d")
    told = page.run(cells)
    assert any("vitamin_d" in href for href, _ in told)
    for href, n in told:
        go(page, href.removeprefix("#/"))
        assert len(set(page.run(articles))) == int(n), href


@browsed
def test_a_mass_reads_the_same_everywhere(page: Browser) -> None:
    masses = [0.5, 15, 999.4, 1000, 1250, 5000, 12345, 350e3, 2.5e6]
    assert page.run(f"{masses}.map(mass)") == [_mass(ug).replace("ug", "µg") for ug in masses]


@browsed
def test_filters_and_search_work(page: Browser) -> None:
    claims = rows(sample(), "claims")
    go(page, "claims?direction=no_effect")
    count = "parseInt(document.querySelector('.count').textContent.split(' of ').at(-1).replaceAll(',', ''))"
    assert page.run(count) == sum(row["direction"] == "no_effect" for row in claims)
    page.run("(() => { const d = document.getElementById('filter-direction'); d.value = ''; d.dispatchEvent(new Event('change')); })()")
    assert page.run(count) == len(claims)
    word = next(word for row in claims for word in row["quote"].split() if word.isalpha() and len(word) > 7)
    page.run(
        f"(() => {{ const q = document.getElementById('filter-q'); q.value = {json.dumps(word)}; q.dispatchEvent(new Event('input')); }})()"
    )
    assert page.run(count) == sum(word.lower() in row["quote"].lower() for row in claims)
    assert page.run("location.hash") == f"#/claims?q={word}"

    page.run("(() => { const f = document.getElementById('find'); f.value = 'vitamin d'; f.dispatchEvent(new Event('input')); })()")
    assert page.run("document.querySelector('#found a').getAttribute('href')") == "#/nutrient/vitamin_d"


@browsed
def test_an_article_shows_its_text_and_each_highlight_its_row(page: Browser) -> None:
    claim = rows(sample(), "claims")[0]
    go(page, "articles")
    title = {row["article_id"]: row["title"] or row["source_uri"] for row in rows(sample(), "articles")}[claim["article_id"]]
    number = page.run(f"core.articles.findIndex(a => a[0] === {json.dumps(title)})")
    go(page, f"article/{number}")
    texts = {row["article_id"]: row["text"] for row in rows(sample(), "articles")}
    assert page.run("document.querySelector('.text').textContent") == texts[claim["article_id"]]
    page.run("document.querySelector('.text mark.claims').dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))")
    assert page.run("!document.getElementById('tip').hidden && document.getElementById('tip').textContent.includes('direction')")
    page.run("document.querySelector('.text mark[tabindex]').focus()")
    assert page.run("document.getElementById('status').textContent")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The processed folder of an article whose words look like markup, script, a formula, a template and a terminal's colours."""
    raw = tmp_path_factory.mktemp("hostile")
    (raw / "hostile.jsonl").write_text(
        json.dumps({"url": "https://example.org/a", "title": HOSTILE.split("\n")[0], "text": HOSTILE}) + "\n"
    )
    process(raw, raw.with_name("hostile-out"))
    return raw.with_name("hostile-out")


@browsed
def test_words_that_look_like_markup_are_shown_as_words(hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(showing.report(hostile), encoding="utf-8")
    (article,) = rows(hostile, "articles")
    with browser(tmp_path / "profile") as page:
        page.open(path.as_uri())
        for where in ("", "claims", "articles", "nutrient/magnesium", "limits", "article/0"):
            go(page, where)
        assert page.run("document.querySelector('.text').textContent") == article["text"]
        assert page.run("document.querySelector('h1').textContent") == article["title"]
        assert page.run("document.querySelectorAll('img, main script, main b').length") == 0
        assert page.run("document.title").startswith("<script>")
        go(page, "claims?overclaim=causation_from_association")
        assert page.run("[...document.querySelectorAll('td .small:has(.chip.bad)')].map(e => e.textContent)") == [
            "overclaims Says cause and effect (“prevents”); a cohort study can show only that two things go together."
        ]
        go(page, "article/0")
        marks = page.run("[...document.querySelectorAll('.text mark.doses')].map(m => m.textContent)")
        assert any("mg" in mark for mark in marks)  # offsets hold behind a character of two UTF-16 units
        assert page.problems == []


def test_a_terminal_obeys_no_word_of_an_article(hostile: Path) -> None:
    lines = "\n".join([*showing.compare(hostile, "magnesium"), *showing.compare(hostile, "magnesium", "sleep quality")])
    assert "\x1b" not in lines
    assert "magnesium" in lines


# --- the commands -------------------------------------------------------------------------------------------------------

app = typer.Typer()
add_to(app)


def run(*words: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, [*words])
    return told.exit_code, told.output


def test_report_command_writes_the_file(tmp_path: Path, report: Path) -> None:
    code, told = run("report", str(tmp_path / "r.html"), "--out", str(sample()))
    assert (code, "MB" in told) == (0, True)
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == report.read_text(encoding="utf-8")


def test_the_limit_of_a_page_is_of_every_form_and_says_what_counts() -> None:
    told = [intakes(key) or {} for key in ("vitamin_b3", "magnesium", "vitamin_d", "vitamin_k")]
    assert [(t["limit"], t["supplements_only"]) for t in told] == [(35e3, True), (350e3, True), (100, False), (None, False)]


def test_compare_command_tells_every_topic(tmp_path: Path) -> None:
    """However many outcomes a nutrient comes with, the verdict on each can be asked for."""
    shutil.copytree(sample() / "current", tmp_path / "snapshots" / "large")
    (tmp_path / "current").symlink_to("snapshots/large")
    for name in schema.TABLES:
        (tmp_path / name).symlink_to(f"current/{name}")
    (file,) = (tmp_path / "comparisons").iterdir()
    table = pq.read_table(file)
    one = next(row for row in table.to_pylist() if row["exposure_ids"] == ["vitamin_d"])
    many = [one | {"outcome_id": key} for key in list(lexicon.outcomes())[:1000]]
    pq.write_table(pa.Table.from_pylist(many, schema=table.schema), file)
    last = lexicon.outcomes()[max(row["outcome_id"] for row in many)].name
    code, told = run("compare", "vitamin d", last, "--out", str(tmp_path))
    assert (code, f"vitamin d, {last}: " in told) == (0, True)


def test_compare_command_tells_counts_quotes_and_conflicts() -> None:
    code, told = run("compare", "Vitamin D", "--out", str(sample()))
    assert code == 0
    assert re.search(r"^  vitamin d, respiratory infection: (\d) decreases of \1 \(", told, re.MULTILINE)
    assert "“8,000-10,000 IU of vitamin D3 a day”  The Sunshine Protocol" in told
    assert re.search(r"^Conflicts \([1-9]", told, re.MULTILINE)
    assert all(row["explanation"] in told for row in rows(sample(), "conflicts") if "vitamin d3" in row["explanation"] and not row["scope"])


@pytest.mark.parametrize("words", [("compare", "unobtainium"), ("compare", "vitamin d", "happiness of stones")])
def test_compare_command_does_not_guess(words: tuple[str, ...]) -> None:
    code, told = run(*words, "--out", str(sample()))
    assert (code, "there is no" in told) == (2, True)


def test_commands_say_when_there_are_no_tables(tmp_path: Path) -> None:
    assert run("report", str(tmp_path / "r.html"), "--out", str(tmp_path))[0] == 2


def test_diff_command_tells_what_came_went_and_changed(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_text("Sleep\n\nMagnesium improves sleep quality.\n\nZinc reduces inflammation.\n")
    (raw / "b.txt").write_text("Bones\n\nVitamin D prevents fractures.\n")
    first = process(raw, out).name
    (raw / "a.txt").write_text("Sleep\n\nMagnesium may improve sleep quality.\n\nZinc reduces inflammation.\n")
    (raw / "b.txt").unlink()
    second = process(raw, out).name
    code, told = run("diff", first, second, "--out", str(out))
    assert code == 0
    assert "0 articles came, 1 went" in told
    assert "vitamin d decreases fractures" in told
    assert "zinc" not in told
    assert run("diff", first, first, "--out", str(out))[1].startswith("0 claims came, 0 went, 0 changed")
    assert run("diff", first, "20200101", "--out", str(out))[0] == 2


def test_tables_of_another_version_are_told_plainly(tmp_path: Path) -> None:
    shutil.copytree(sample() / "current", tmp_path / "snapshots" / "old")
    (tmp_path / "current").symlink_to("snapshots/old")
    for file in (tmp_path / "snapshots" / "old" / "comparisons").iterdir():
        pq.write_table(pq.read_table(file).drop_columns(["n_own"]), file)
    code, told = run("compare", "vitamin d", "--out", str(tmp_path))
    assert code == 2
    assert "comparisons has no n_own" in told
