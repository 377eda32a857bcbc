"""Reading: files of any kind to articles with lines, callouts and rejects. All texts are our own."""

import gzip
import json
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import reading
from nlp.page import Article
from nlp.reading import callouts, characters, furniture, reflists
from nlp.schema import Reject

ENGLISH = "Magnesium is a mineral that the body needs for the work of muscles and nerves, and most of it is stored in the bones. "


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(line.kind, article.text[line.start : line.end]) for line in article.lines]


def called(article: Article) -> list[tuple[str, ...]]:
    return [callout.markers for callout in article.callouts]


def only(path: Path) -> Article:
    (article,) = reading.read(path)
    assert isinstance(article, Article)
    return article


def rejected(path: Path) -> Reject:
    (reject,) = reading.read(path)
    assert isinstance(reject, Reject)
    return reject


# --- bytes to text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_detected(encoding: str) -> None:
    said = "Vitamin D – 25 µg “a day” for Renée. " * 3
    assert characters.decode(said.encode(encoding)) == said


def test_a_declared_charset_is_kept_to() -> None:
    page = '<meta charset="iso-8859-2"><p>Dr. Łukasz Żak</p>'
    assert "Łukasz Żak" in characters.decode(page.encode("iso-8859-2"))


def test_single_bytes_of_another_encoding_do_not_spoil_a_file() -> None:
    assert characters.decode("5 µg – ".encode() + b"it\x92s enough") == "5 µg – it’s enough"


def test_a_page_that_says_utf_16_in_utf_8_is_utf_8() -> None:
    page = '<meta charset="utf-16"><p>25 µg</p>'
    assert characters.decode(page.encode()) == page


@pytest.mark.parametrize("data", [bytes(range(32)) * 20, b"\x00\x01\x02\x03" * 50, b"\x7fELF\x02\x01\x01\x00\x00\x00\x00"])
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(ValueError, match="binary"):
        characters.decode(data)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("cal\u00adcium\u200b and \ufeffzinc", "calcium and zinc"),
        ("cafe\u0301", "café"),
        ("itâ€™s 5 Âµg â€“ enough", "it’s 5 µg – enough"),
        ("Ânimo and â are letters", "Ânimo and â are letters"),
        ("plain\x07 text", "plain text"),
        ("de\ufb01ciency", "deficiency"),
    ],
)
def test_clean(written: str, cleaned: str) -> None:
    assert characters.clean(written) == cleaned


# --- lines -------------------------------------------------------------------------------------------------------------

PLAIN = """\
Zinc and the Common Cold

Zinc and the Common Cold

By Ann Roe

Zinc lozenges shortened colds by two days in our own small trial of ninety people.[1]

How Much Zinc Is Enough

Adults need about 10 mg a day, and the upper limit is 40 mg.1,2 More than that harms the uptake of copper.

For lozenges:

  • 75 mg a day from the first day
  • no longer than two weeks

The rest of this section goes on after the list.

| Food | Zinc |
| --- | --- |
| Oysters | 32 mg |

Disclaimer: This is no medical advice.

References & Sources 2

This article rests on the following sources:

  1. [1]
    Zinc Lozenges and Colds: A Small Trial Journal of Colds
  2. [2]
    Intakes of Zinc Institute of Minerals

Related Articles
Vitamin C and the Common Cold

For a long time people have taken vitamin C when a cold comes near, but does it...

Learn More
"""


def test_kinds_of_plain_text() -> None:
    article = reading.from_text(PLAIN)
    assert [(kind, line.split("\n")[0][:24]) for kind, line in kinds(article)] == [
        ("heading", "Zinc and the Common Cold"),
        ("boilerplate", "Zinc and the Common Cold"),
        ("boilerplate", "By Ann Roe"),
        ("body", "Zinc lozenges shortened "),
        ("heading", "How Much Zinc Is Enough"),
        ("body", "Adults need about 10 mg "),
        ("heading", "For lozenges:"),
        ("list_item", "• 75 mg a day from the f"),
        ("list_item", "• no longer than two wee"),
        ("body", "The rest of this section"),
        ("table_cell", "| Food | Zinc |"),
        ("boilerplate", "| --- | --- |"),
        ("table_cell", "| Oysters | 32 mg |"),
        ("boilerplate", "Disclaimer: This is no m"),
        ("heading", "References & Sources 2"),
        ("body", "This article rests on th"),
        ("reference", "1. [1]"),
        ("reference", "2. [2]"),
        ("boilerplate", "Related Articles"),
        ("boilerplate", "Vitamin C and the Common"),
        ("boilerplate", "For a long time people h"),
        ("boilerplate", "Learn More"),
    ]
    sections = {article.text[line.start : line.end][:8]: line.section for line in article.lines}
    assert sections["• 75 mg "] == "For lozenges"
    assert sections["The rest"] == "How Much Zinc Is Enough"
    assert [line.marker for line in article.lines if line.kind == "reference"] == ["1", "2"]
    assert article.title == "Zinc and the Common Cold"
    assert called(article) == [("1",), ("1", "2")]


@given(st.lists(st.sampled_from([*PLAIN.split("\n"), "", " ", "[3]", "1.", "Written by", "## B12", "\t", "5 | 6 | 7", "\u2028x\r"])))
def test_lines_leave_out_only_white_space(parts: list[str]) -> None:
    article = reading.from_text("\n".join(parts))
    at = 0
    for line in article.lines:
        assert not article.text[at : line.start].strip()
        assert line.start < line.end
        assert article.text[line.start : line.end].strip() == article.text[line.start : line.end]
        at = line.end
    assert not article.text[at:].strip()
    for callout in article.callouts:
        assert any(line.start <= callout.start and callout.end <= line.end for line in article.lines)


def test_markdown_and_wiki_pages() -> None:
    article = reading.from_text("""\
Sun lamps in our town

#### A trial of lamps

J Lamps. 2015 May;3(2):10-12.

Roe AB, Poe C, van Doe D.

Department of Lamps, University of Sunville, Sunville, Wonderland.

CONCLUSION: The lamps gave 1,000 IU of vitamin D in ten minutes.

---

## See also

* [Lamps doubled vitamin D levels in winter

1. Faster

1. Fewer colds
""")
    assert [kind for kind, _ in kinds(article)] == [
        "heading", "heading", "body", "boilerplate", "boilerplate", "body", "boilerplate", "heading", "list_item", "list_item", "list_item",
    ]  # fmt: skip
    assert [line.marker for line in article.lines if line.kind == "list_item"] == [None, "1", "2"]
    assert article.lines[5].section == "A trial of lamps"


def test_question_pages_have_headings() -> None:
    article = reading.from_text("""\
Rickets

What is (are) Rickets ?
Rickets is a softening of the bones of children, mostly for lack of vitamin D or calcium over a long time.

what research is being done for Rickets ?
Several institutes support research on rickets in many countries, and some of it looks at milk with added vitamin D.
""")
    assert [kind for kind, _ in kinds(article)] == ["heading", "heading", "body", "heading", "body"]


def test_labels_are_body_and_records_of_a_product_have_no_headings() -> None:
    article = reading.from_text("""\
Ginkgo

Common name: maidenhair tree
Contraindications:
Adverse reactions: Headache and dizziness came up in a few of those who took 120 mg a day.
Sodium: 30 mg
Last updated: 2019-01-01
""")
    assert [kind for kind, _ in kinds(article)] == ["heading", "body", "body", "body", "body", "boilerplate"]


def test_hard_wrapped_paragraphs_are_one_line() -> None:
    wrapped = "\n".join(
        ["Creatine is made in the body from three amino acids and is", "stored in the muscles, where it helps to renew the energy"]
    )
    article = reading.from_text(
        f"{wrapped}\nof short efforts. Most studies gave 5 g a day.\n\n{wrapped}\nof sprints.\n\n{wrapped}\nof lifts.\n"
    )
    assert [kind for kind, _ in kinds(article)] == ["body", "body", "body"]
    assert kinds(article)[0][1].endswith("Most studies gave 5 g a day.")


def test_an_author_box_in_the_middle_does_not_swallow_the_article() -> None:
    body = ENGLISH * 6
    article = reading.from_text(f"Iron for runners\n\nWritten by\nAnn Roe, RD\n\n{body}\n\n{body}\n\n{body}")
    assert [kind for kind, _ in kinds(article)] == ["heading", "boilerplate", "boilerplate", "body", "body", "body"]


@pytest.mark.parametrize(
    "line",
    ["More in-depth studies are needed before anyone can say so.", "Home remedies for colds", "Contact with sunlight makes vitamin D.",
     "About 21 ng of vitamin D is enough", "By eating more fish you get more omega-3.", "Related studies found the same.",
     "About Vitamin D", "About your health", "- weight loss", "- Stage III", "{Note: this was in 2012}"],
)  # fmt: skip
def test_sentences_that_begin_like_furniture_are_none(line: str) -> None:
    assert furniture.covers(line) is None


def test_the_sender_of_a_press_release_is_furniture() -> None:
    article = reading.from_text(
        f"Zinc and colds\n\n{ENGLISH * 8}\n\nAbout the Roe Institute of Sleep\n\nThe institute was founded in 1990. {ENGLISH}"
    )
    assert [kind for kind, _ in kinds(article)] == ["heading", "body", "boilerplate", "boilerplate"]


# --- reference lists and callouts --------------------------------------------------------------------------------------

LIST = """

References

1. Roe A et al. J Imag Nutr. 2010;7(2):14-15.
2. Poe B. Sleep Stud. 2020;14(16):33.
3. Doe C et al. Imag Med. 1977;8:323-332.
4. Loe D. J Clin Imag. 2011;9(7):19-30.
5. Moe E. Imag Res. 2001;12(7):1342.
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Receptors are in every cell.1 The next study", [("1",)]),
        ("from the food we eat.2,3 Without it, 10% is absorbed from the food,4 making it crucial.", [("2", "3"), ("4",)]),
        ("genes of bone mineralization1 and others.2", [("1",), ("2",)]),
        ("as some found [3, 1-2] and others [5].", [("3", "1", "2"), ("5",)]),
        ("as some found.¹,² Others did not.³⁻⁵", [("1", "2"), ("3", "4", "5")]),
        ("in rats (1), in mice (2) and in people (3-5).", [("1",), ("2",), ("3", "4", "5")]),
        ("Vitamin B12, omega-3, MK-7, CD4 and K2. Take 1 mg of vitamin K2.", []),
        ("28 kg/m² and 10⁵ cells in 3 (1) of 5 groups, group1 and phase (2)", []),
        ("as found elsewhere [17] and later.9 The next", []),
    ],
)
def test_callouts(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert called(reading.from_text(f"Title of the article\n\n{sentence}{LIST}")) == expected


def test_no_callouts_without_a_list() -> None:
    assert called(reading.from_text("Receptors are in every cell.1 The next [2] study found more.3")) == []


def test_authors_with_numbers_of_their_institutes_are_no_callouts() -> None:
    assert called(reading.from_text(f"A trial\n\nAnnabel Roemer1, Bob Poessler2 and Carol Doenitz3\n\nIt helped.1{LIST}")) == [("1",)]


def test_callouts_that_do_not_run_in_order_are_none() -> None:
    assert callouts.callouts("", ()) == ()
    article = reading.from_text(
        "Title of the article\n\nThe score was better than5 before, and type.5 was not.\n" + LIST.replace("5. M", "95. M")
    )
    assert called(article) == []


def test_callouts_past_a_gap_go_on_where_the_next_do() -> None:
    references = "\n\nReferences\n\n" + "\n".join(f"{n}. Roe A. J Imag Nutr. 2010;{n}(2):14-15." for n in range(1, 31))
    text = "Title of the article\n\nIt is so.1 That is known.2 After the table it goes on.21 And on.22 And ends.24 It was type.9 once."
    assert called(reading.from_text(text + references)) == [("1",), ("2",), ("21",), ("22",), ("24",), ("9",)]


def test_lists_that_lost_their_numbers_are_numbered_where_all_are_cited() -> None:
    references = LIST.replace("1. R", "* R").replace("2. P", "* P").replace("3. D", "* D").replace("4. L", "* L").replace("5. M", "* M")
    cited = reading.from_text(f"Title of the article\n\nIt is so [1]. It is known [2-4]. It ends [5].{references}")
    assert called(cited) == [("1",), ("2", "3", "4"), ("5",)]
    assert [line.marker for line in cited.lines if line.kind == "reference"] == ["1", "2", "3", "4", "5"]
    assert called(reading.from_text(f"Title of the article\n\nIt is so [1]. It is known [2].{references}")) == []
    broken = references.replace("* P", "> imag_nutr_2010.pdf. Accessed 2010.\n* P")
    cited = reading.from_text(f"Title of the article\n\nIt is so [1]. It is known [2-4]. It ends [5].{broken}")
    assert [line.marker for line in cited.lines if line.kind == "reference"] == ["1", None, "2", "3", "4", "5"]


@pytest.mark.parametrize(
    "heading",
    [
        "References", "## REFERENCES:", "References & Sources 6", "**Bibliography**", "Works Cited (12)", "Scientific references",
        "8 References", "Other references", "Suggested Reading", "Key references considered by the panel",
    ],
)  # fmt: skip
def test_headings_of_reference_lists(heading: str) -> None:
    assert reflists.is_heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "References are in the PDF",
        "12 citations of this study",
        "Sources of vitamin D in food",
        "Reference intakes",
        "Sources of calcium are milk and kale.",
    ],
)
def test_other_headings(heading: str) -> None:
    # "Sources of calcium" alone may head a list; its items then fail to read like references.
    article = reading.from_text(f"A title\n\n{heading}\n\n1. milk\n2. kale\n3. cheese\n")
    assert "reference" not in {kind for kind, _ in kinds(article)}


@pytest.mark.parametrize("marked", ["(1) ", "* [1] ", "1.↵", "* 1 ", "1) ", "1. "])
def test_markers_in_all_usual_forms(marked: str) -> None:
    (line,) = [
        line
        for line in reading.from_text(f"A title\n\nText of it.\n\nReferences\n\n{marked}Roe A. J Imag. 2007;3:2.").lines
        if line.kind == "reference"
    ]
    assert line.marker == "1"


@pytest.mark.parametrize(
    "items",
    [
        "* Roe A, Poe BC. Beans and sleep. J Imag Nutr. 2010;3(2):14-15.\n* Doe J. Kale. J Imag Nutr. 2011;4(1):2-9.",
        "i Roe A et al. Beans and sleep. J Imag Nutr 2010;3(2):14-15.\nii National Bean Board. Beans. Bean Press, 2012. https://example.org",
        "1Roe A, Poe BC. Beans and sleep. J Imag Nutr 2010;3:14-15.\n2Doe J. Kale and sleep. J Imag Nutr 2011;4:2-9.",
    ],
)
def test_items_without_a_heading_are_references(items: str) -> None:
    article = reading.from_text(f"A title\n\nBeans helped in all trials.\n\n{items}\n\nAsk your doctor what to eat before you sleep.")
    assert [kind for kind, _ in kinds(article)][2:] == ["reference", "reference", "body"]


def test_links_of_databases_do_not_end_a_list() -> None:
    items = "\n\n".join(f"{n}. Roe A. J Imag Nutr. 2010;{n}(2):14-15.\n\nCrossRefMedline\n\nAbstract/FREE Full Text" for n in (1, 2))
    assert [kind for kind, _ in kinds(reading.from_text(f"A title\n\nReferences\n\n{items}"))].count("reference") == 2


def test_remarks_between_items_do_not_begin_the_count_anew() -> None:
    items = (
        "1. Roe A. Beans. J Imag Nutr. 2010;3(2):14-15.\n\n> This review weighs what beans do.\n\n1. Poe B. Kale. J Imag Nutr. 2011;4:2-9."
    )
    article = reading.from_text(f"A title\n\n## References\n\n{items}")
    assert [line.marker for line in article.lines if line.kind == "reference"] == ["1", "2"]


def test_a_source_line_is_a_reference() -> None:
    article = reading.from_text("Fish and the heart\n\nFish is good.\n\nSOURCE: example.org/x The Journal of Fish, online January 5, 2011.")
    assert kinds(article)[-1][0] == "reference"
    release = reading.from_text("Kale and sleep\n\nKale is good.\n\nRef Roe, Poe & Doe. A role for kale. Imag Kale 54, 649-666 (2015).")
    assert kinds(release)[-1][0] == "reference"


# --- web pages ---------------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>Magnesium and sleep - Example Health</title><meta name="author" content="Ann Roe">
<meta property="article:published_time" content="2023-05-04">
<link rel="canonical" href="https://www.example.org/magnesium-sleep/?utm_source=x"></head>
<body><nav><a href="/">Home</a> <a href="/b">Blog</a></nav><article><h1>Magnesium and sleep</h1>
<p>Magnesium is needed in more than 300 reactions of the body.<sup>1</sup> In one trial adults took <!-- -->320&nbsp;mg<!-- --> a day
and slept longer,<sup><a href="#r2">2</a>,<a href="#r3">3</a></sup> as their diaries showed. A capsule held 10<sup>9</sup> CFU; the mean
weight was 28 kg/m<sup>2</sup>, and vitamin B<sub>12</sub> did not change.<sup>2-4</sup></p>
<h2>How much is in food</h2>
<table><tr><th>Food</th><th>Serving</th><th>Magnesium</th></tr><tr><td>Pumpkin seeds</td><td>28 g</td><td>156 mg</td></tr></table>
<ul><li>Adults: <b>400 mg</b> a day</li><li>Children: 130 mg a day<ul><li>under four: 80 mg</li></ul></li></ul>
<details><summary>Can I take too much?</summary><p>From supplements no more than 350 mg a day is advised by most authorities.</p></details>
<p>Those who take it should know what the label says<br>and read it before they take the first capsule of the bottle.</p>
<h2>References</h2>
<ol><li>Roe A, Poe B. Magnesium in health. J Imag Nutr. 2019;12(3):45-50.</li><li>Poe B. Sleep and minerals. Sleep Stud. 2020;4:1-9.</li>
<li><p>Doe C.</p><p>Diaries of sleep. <i>Sleep Stud.</i> 2021;5:10-19.</p></li><li>Loe D. B12 and others. Imag Med. 2022;1:2-3.</li></ol>
</article><footer>Copyright 2023 Example Health. All rights reserved.</footer></body></html>"""


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page.html.gz", "page.txt"])
def test_a_web_page(tmp_path: Path, name: str) -> None:
    data = PAGE.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    article = only(tmp_path)
    assert (article.title, article.authors, article.site) == ("Magnesium and sleep", ("Ann Roe",), "example.org")
    assert str(article.published) == "2023-05-04"
    assert "adults took 320 mg a day and slept longer" in article.text.replace("\n", " ")
    assert "10^9 CFU" in article.text
    assert "28 kg/m², and vitamin B12 did" in article.text
    assert called(article) == [("1",), ("2", "3"), ("2", "3", "4")]
    found = kinds(article)
    assert ("table_cell", "Pumpkin seeds | 28 g | 156 mg") in found
    assert ("list_item", "Adults: 400 mg a day") in found
    assert ("list_item", "under four: 80 mg") in found
    assert ("body", "From supplements no more than 350 mg a day is advised by most authorities.") in found
    assert (
        "body",
        "Those who take it should know what the label says and read it before they take the first capsule of the bottle.",
    ) in found
    assert [line.marker for line in article.lines if line.kind == "reference"] == ["1", "2", "3", "4"]
    assert "Example Health" not in article.text


def test_a_page_without_an_article(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert "no article" in rejected(tmp_path).reason


# --- records and files -------------------------------------------------------------------------------------------------


def test_json_lines(tmp_path: Path) -> None:
    records = [
        {
            "id": "a1",
            "content": ENGLISH * 2,
            "headline": "Magnesium at a glance",
            "link": "https://example.org/a?utm_source=x",
            "date": "2020-02-03",
        },
        {"html": "<p>" + "</p><p>".join([ENGLISH * 2] * 3) + "</p>", "author": {"name": "Ann Roe"}, "published": "16. April 2020"},
        {"id": "a1", "Text": ENGLISH * 2, "date": "1329393600.0"},
    ]
    lines = [json.dumps(record) for record in records]
    (tmp_path / "scraped.jsonl").write_text("\n".join([lines[0], "{broken", "", *lines[1:], '{"id": "x", "text": " "}', "[1, 2]"]))
    first, broken, page, same_id, empty, no_record = reading.read(tmp_path)
    assert isinstance(first, Article)
    assert first.source_uri == "scraped.jsonl#a1"
    assert first.text.startswith("Magnesium at a glance\n\nMagnesium is a mineral")
    assert str(first.published) == "2020-02-03"
    assert isinstance(broken, Reject)
    assert (broken.source_uri, broken.stage) == ("scraped.jsonl#2", "listing")
    assert "line 2: broken JSON" in broken.reason
    assert isinstance(page, Article)
    assert (page.source_uri, page.authors, str(page.published)) == ("scraped.jsonl#4", ("Ann Roe",), "2020-04-16")
    assert isinstance(same_id, Article)
    assert (same_id.source_uri, str(same_id.published)) == ("scraped.jsonl#5", "2012-02-16")
    assert isinstance(empty, Reject)
    assert "no text" in empty.reason
    assert isinstance(no_record, Reject)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["lines.jsonl", "lines.json"])
def test_json_lines_with_a_byte_order_mark(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_text("\n".join(json.dumps({"text": f"{ENGLISH} Part {n}."}) for n in "ab"), encoding=encoding)
    assert [article.source_uri for article in reading.read(tmp_path) if isinstance(article, Article)] == [f"{name}#1", f"{name}#2"]


@pytest.mark.parametrize(
    "beside",
    [{"html": "<html><body><div id=app></div></body></html>"}, {"body": {"type": "doc"}, "text": 7}, {"text": {"type": "doc"}}],
)
def test_a_text_counts_where_another_field_holds_none(tmp_path: Path, beside: dict[str, object]) -> None:
    said = {"content": ENGLISH * 2, "url": 5, "link": "https://example.org/a", "date": "Mon, 1 Jan 99999999999999999999 00:00:00 +0000"}
    (tmp_path / "a.json").write_text(json.dumps(beside | said))
    article = only(tmp_path)
    assert (article.text, article.url, article.published) == ((ENGLISH * 2).strip(), "https://example.org/a", None)


def test_names_that_are_no_utf_8_can_be_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(ENGLISH)
    (tmp_path / "half.json").write_text(json.dumps([{"id": "a\ud800", "url": "https://example.org/\ud800", "text": ENGLISH}]))
    named = [record.source_uri for path in reading.sources(tmp_path) for record in reading.records(path, tmp_path)]
    assert named == [r"caf\udce9.txt", "half.json#a"]
    assert all(isinstance(article, Article) and article.text_sha256 for article in reading.read(tmp_path))


def test_fields_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(json.dumps([{"story": ENGLISH * 2, "text": "a teaser"}]))
    (article,) = reading.read(tmp_path, {"text": "story"})
    assert isinstance(article, Article)
    assert article.text.startswith("Magnesium")


def test_a_truncated_gzip_gives_what_came_before(tmp_path: Path) -> None:
    lines = [json.dumps({"id": number, "text": f"{number} {ENGLISH * 3}"}) for number in range(2000)]
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode())[:-100])
    *articles, last = reading.read(tmp_path)
    assert len(articles) > 1000
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(last, Reject)
    assert "cut off" in last.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b" \n ", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("blank.jsonl", b"\n\n", "empty"),
        ("none.json", b"[]", "empty"),
        ("deep.json", b"[" * 100_000 + b"]" * 100_000, "broken JSON"),
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "line 1: broken JSON"),
        ("halves.jsonl", b"\xff\xfe\x00\xd8\x00\xd8", "marked as UTF-16-LE but not readable as such"),
        ("many.json", b"[" + b'{"text": "calcium"}, ' * 300_000 + b"{}]", "write many articles as JSON lines"),
        ("binary.txt", bytes(range(32)) * 20, "binary"),
        ("paper.txt", b"%PDF-1.7 ...", "a PDF file"),
        ("paper.pdf", b"%PDF-1.7 ...", "not a kind of file"),
        ("large.txt", b"calcium " * 700_000, "too large"),
        ("large.jsonl", b'{"text": "' + b"calcium " * 700_000 + b'"}', "too large"),
        (
            "spanish.txt",
            b"La vitamina D es importante para los huesos y el sistema inmunitario, sobre todo en invierno. " * 4,
            "not English",
        ),
        ("wall.txt", b"Just a moment\n\nPlease enable JavaScript and cookies to go on to the page.", "a notice of the site"),
        ("broken.json", b'{"text": ', "broken JSON"),
        ("notes.json", b'{"title": "no more than that"}', "no text"),
    ],
)
def test_rejects(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    reject = rejected(tmp_path)
    assert reason in reject.reason
    assert reject.source_uri.startswith(name)


def test_identity(tmp_path: Path) -> None:
    urls = ["https://www.example.org/d3/?utm_source=mail&fbclid=x#top", "http://example.org/d3", "https://example.org/d3?source=page"]
    (tmp_path / "in").mkdir()
    for number, url in enumerate(urls):
        (tmp_path / "in" / f"{number}.json").write_text(json.dumps({"url": url, "text": ENGLISH * 2}))
    same, too, other = [article.article_id for article in reading.read(tmp_path) if isinstance(article, Article)]
    assert same == too != other
    (tmp_path / "in" / "3.txt").write_text(ENGLISH)
    assert [record.source_uri for record in reading.records(tmp_path / "in" / "3.txt", tmp_path)] == ["in/3.txt"]  # type: ignore[union-attr]


def test_records_of_one_page_are_apart(tmp_path: Path) -> None:
    records = [{"id": n, "url": "https://example.org/all", "text": f"{ENGLISH} Part {n}."} for n in "ab"]
    (tmp_path / "parts.jsonl").write_text("\n".join(map(json.dumps, records)))
    first, second = reading.read(tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.article_id != second.article_id
    assert first.url == second.url


def test_sources_are_sorted_and_records_travel(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden.txt", "a/.cache/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(ENGLISH)
    assert [path.relative_to(tmp_path).as_posix() for path in reading.sources(tmp_path)] == ["a/z.txt", "b.txt"]
    (record,) = reading.records(tmp_path / "b.txt", tmp_path)
    assert isinstance(record, reading.Record)
    assert reading.article(pickle.loads(pickle.dumps(record))) == reading.article(record)
    with pytest.raises(FileNotFoundError):
        reading.sources(tmp_path / "nowhere")


# --- Markdown files ----------------------------------------------------------------------------------------------------


def test_a_markdown_file(tmp_path: Path) -> None:
    (tmp_path / "iron.md").write_text("""\
<!-- our own -->
# Iron in short

Women need **18 mg** of [iron](https://example.org/iron_(metal)) a day, and _men_ 8 mg, as a trial with 2 * 30 people says.[^1] It held
10<sup>6</sup> CFU and weighed 5 snake_case_units of the kind that the makers of this powder like to put on the label of their tin.

| who | iron |
|-----|------|
| `girls` | 15 mg |

[^1]: Roe A, Poe B. Iron for all. J Imag. 2010;3:4-5.
[^2]: Poe B. More iron. J Imag. 2012;5:6-7.
""")
    article = only(tmp_path)
    assert article.title == "Iron in short"
    assert "Women need 18 mg of iron a day, and men 8 mg, as a trial with 2 * 30 people says.[1] It held\n10^6 CFU" in article.text
    assert "snake_case_units" in article.text
    assert ("table_cell", "| girls | 15 mg |") in kinds(article)
    assert called(article) == [("1",)]


def test_front_matter_tells_of_the_article(tmp_path: Path) -> None:
    fields = 'title: "Iron in short"\ndate: 2020-01-02\nauthor: By Ann Roe, MD and Bo Poe\ntags: [iron, diet]\n'
    (tmp_path / "iron.md").write_text(f"---\n{fields}---\n{ENGLISH}")
    article = only(tmp_path)
    assert (article.title, str(article.published), article.authors) == ("Iron in short", "2020-01-02", ("Ann Roe, MD", "Bo Poe"))
    assert article.text.startswith("Iron in short\n\nMagnesium is")


def test_a_list_that_lost_its_line_ends() -> None:
    article = reading.from_text("Good sources\n\nThese hold magnesium - all of them:\n- nuts - seeds and beans - well-known greens\n")
    assert kinds(article)[2:] == [("list_item", "- nuts"), ("list_item", "- seeds and beans"), ("list_item", "- well-known greens")]
