"""The store: what a run plans, what it leaves on disk, and what a killed run costs."""

import dataclasses
import os
import shutil
import threading
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from conftest import Corpus, rows

import nlp
from nlp import dictionary, lexicon, schema, store
from nlp.schema import ArticleRow, Dose, Reject
from nlp.store import planning, tables, versions

pytestmark = pytest.mark.usefixtures("many_buckets")


def test_every_table_of_the_contract_is_a_folder_of_parquet(corpus: Corpus) -> None:
    corpus.run()
    for table in schema.TABLES:
        folder = corpus.processed / table
        assert folder.is_symlink()
        assert folder.readlink() == Path("current") / table
        frame = pd.read_parquet(folder)
        assert list(frame.columns) == [c["name"] for c in schema.columns(table)]
        assert all(path.suffix == ".parquet" and not path.name.startswith(("_", ".")) for path in folder.iterdir())
        for path in folder.iterdir():
            told = pq.read_schema(path)
            assert told.equals(schema.arrow_schema(table))
            for field in schema.arrow_schema(table):
                assert field.metadata.items() <= told.field(field.name).metadata.items()
    assert corpus.processed.joinpath("current/codebook.csv").read_text() == dictionary.codebook()


def test_every_snapshot_has_its_report(corpus: Corpus) -> None:
    drafts = [corpus.run(), corpus.run()]
    assert (corpus.processed / store.REPORT).read_text() == f"<p>{drafts[-1].run_id}</p>"
    reports = [path.read_text() for path in sorted(corpus.processed.glob(f"snapshots/*/{store.REPORT}"))]
    assert reports == [f"<p>{draft.run_id}</p>" for draft in drafts]


def test_every_input_is_accounted_for(corpus: Corpus) -> None:
    corpus.run()
    assert len(corpus.table("articles")) == 60
    assert {(r["source_uri"], r["reason"]) for r in corpus.table("rejects")} == {("b.txt#20", "broken words"), ("b.txt#21", "empty line")}
    (run,) = corpus.table("runs")
    assert (run["n_articles"], run["n_read"], run["n_rejects"], run["status"]) == (60, 60, 2, "completed_with_rejects")
    assert run["n_rows"] == sum(len(corpus.table(table)) for table in schema.TABLES if table != "runs")
    assert {row["run_id"] for row in corpus.table("articles")} == {run["run_id"]}


def test_rows_stand_by_article_and_then_as_in_the_text(corpus: Corpus) -> None:
    corpus.run()
    for path in store.files(corpus.processed, "doses"):
        where = [(row["article_id"], row["char_start"]) for row in pq.read_table(path).to_pylist()]
        assert where == sorted(where)


def test_a_second_run_reads_nothing_and_finds_itself_up_to_date(corpus: Corpus) -> None:
    corpus.run()
    before = corpus.data()
    plan, snapshot = corpus.plan(), store.current(corpus.processed)
    assert snapshot
    assert plan.is_empty
    assert plan.shards == ()
    assert store.is_up_to_date(snapshot, plan, store.version())
    assert not store.is_up_to_date(snapshot, plan, dataclasses.replace(store.version(), pipeline="other"))
    draft = corpus.run()
    assert corpus.read == 0
    assert corpus.data() == before
    assert {row["run_id"] for row in corpus.table("articles")} == {corpus.table("runs")[0]["run_id"]} != {draft.run_id}


def test_unchanged_files_are_not_opened(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in corpus.raw.iterdir():
        os.utime(path, (1, 1))
    corpus.run()
    text = (corpus.raw / "c.txt").read_bytes()
    (corpus.raw / "c.txt").write_bytes(text[:-2] + b"?\n")
    os.utime(corpus.raw / "c.txt", (1, 1))  # same size, same time: taken for the same
    monkeypatch.setattr("hashlib.file_digest", lambda *_: pytest.fail("a file was opened"))
    assert corpus.plan().is_empty


def test_a_file_too_young_for_its_time_is_known_by_its_bytes(corpus: Corpus) -> None:
    corpus.run()
    stat = (corpus.raw / "c.txt").stat()
    (corpus.raw / "c.txt").write_text("c0|iron lifts ferritim\n")
    os.utime(corpus.raw / "c.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert [entry.source_uri for entry in corpus.plan().todo] == ["c.txt#1"]


def test_added_changed_and_gone_articles(corpus: Corpus) -> None:
    corpus.run()
    first = store.current(corpus.processed)
    corpus.write("a.txt", *(f"a{i}|magnesium helps {i} sleepers" for i in range(39)), "a39|magnesium helps nobody", "a40|new words")
    (corpus.raw / "c.txt").unlink()
    draft = corpus.run()
    assert (draft.plan.n_new, draft.plan.n_changed, draft.plan.gone, corpus.read) == (1, 1, ("c.txt#1",), 2)
    assert {row["text"] for row in corpus.table("articles")} >= {"magnesium helps nobody", "new words"}
    assert "iron" not in {row["nutrient_id"] for row in corpus.table("doses")}
    assert "39" not in {row["nutrient_id"] for row in corpus.table("doses")}
    assert corpus.table("runs")[-1]["n_gone"] == 1
    assert first
    assert len(store.read(store.files(first, "articles"), "articles")) == 60  # the earlier snapshot stands as it was


def test_bytes_depend_on_the_corpus_and_not_on_its_history(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus.run()
    corpus.write("a.txt", *(f"a{i}|magnesium helps {i} sleepers" for i in range(90)))  # more buckets
    corpus.run()
    corpus.write("d.txt", "d0|copper", "a3|the same article again")
    corpus.run()
    corpus.write("a.txt", *(f"a{i}|magnesium helps {i} sleepers" for i in range(5, 30)))  # fewer
    corpus.run()
    grown = corpus.data()
    shutil.rmtree(corpus.processed)
    monkeypatch.setattr("nlp.store.planning.RECORDS_PER_SHARD", 2)  # cut otherwise
    corpus.run()
    assert corpus.data() == grown


def test_untouched_buckets_share_their_bytes_with_the_previous_snapshot(corpus: Corpus) -> None:
    corpus.run()
    before = {path.stat().st_ino for path in store.files(corpus.processed, "doses")}
    corpus.write("c.txt", "c0|iron lifts ferritin a lot")
    corpus.run()
    after = {path.stat().st_ino for path in store.files(corpus.processed, "doses")}
    assert len(after) == len(before)
    assert len(after - before) == 1


def test_of_the_versions_of_an_article_the_latest_is_taken(corpus: Corpus) -> None:
    def iron() -> list[str]:
        return [row["text"] for row in corpus.table("articles") if "iron" in row["text"]]

    corpus.write("d.txt", "c0|iron in a later scrape", "d1|copper", "d1|copper twice in one file")
    corpus.run()
    assert iron() == ["iron in a later scrape"]
    assert "ferritin" not in {row["nutrient_id"] for row in corpus.table("doses")}
    assert [row["nutrient_id"] for row in corpus.table("doses")].count("copper") == 1
    told = {row["source_uri"]: row["reason"] for row in corpus.table("rejects")}
    assert told["c.txt#1"] == "a copy or an earlier version of d.txt#1"
    assert told["d.txt#2"] == "a copy or an earlier version of d.txt#3"
    assert corpus.plan().is_empty

    corpus.write("0.txt", "c0|iron published 2024-01-02")  # by its date, whatever the file's name
    corpus.run()
    assert iron() == ["iron published 2024-01-02"]
    corpus.write("e.txt", "c0|iron published 2023-12-31")
    corpus.run()
    assert iron() == ["iron published 2024-01-02"]

    for name in ("0.txt", "d.txt", "e.txt"):
        (corpus.raw / name).unlink()
    corpus.run()
    assert iron() == ["iron lifts ferritin"]


def test_a_snapshot_of_older_code_is_no_hindrance(corpus: Corpus) -> None:
    corpus.run()
    for table, column in (("runs", "ner_model"), ("rejects", "error"), ("articles", "title")):
        for path in store.files(corpus.processed, table):
            pq.write_table(pq.read_table(path).drop_columns([column]), path)
    manifest = corpus.processed / "current" / "manifest.parquet"
    pq.write_table(pq.read_table(manifest).drop_columns(["published"]), manifest)
    corpus.run()
    assert (corpus.read, len(corpus.table("runs")), len(corpus.table("articles"))) == (61, 2, 60)


def test_another_version_reads_everything_anew(corpus: Corpus) -> None:
    corpus.run()
    corpus.version = "2"
    draft = corpus.run()
    assert len(draft.plan.todo) == corpus.read == 61
    assert (draft.plan.n_new, draft.plan.n_changed) == (0, 0)
    assert {row["run_id"] for row in corpus.table("articles")} == {draft.run_id}


@pytest.mark.parametrize(
    ("file", "is_read_with"),
    [("marking/heads.tsv", True), ("marking/small/model.npz", True), ("comparing/told.sql", False), ("showing/page/style.css", False)],
)
def test_a_changed_file_makes_another_version(file: str, is_read_with: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(content: str) -> store.Version:
        path = tmp_path / content / file
        path.parent.mkdir(parents=True)
        path.write_text(content)
        monkeypatch.setattr(lexicon, "__file__", str(tmp_path / content / "lexicon" / "__init__.py"))
        return store.version()

    before, after = version("before"), version("after")
    assert before.pipeline != after.pipeline
    assert (before.reading != after.reading) == is_read_with


def test_every_kind_of_file_but_documents_makes_the_version() -> None:
    package = Path(nlp.__file__).parent
    files = (path for path in package.rglob("*") if path.is_file() and "cache" not in path.relative_to(package).as_posix())
    assert {path.suffix for path in files} - {".md", ".yaml"} == versions.CODE


def test_finished_shards_outlive_a_killed_run(corpus: Corpus) -> None:
    with store.lock(corpus.processed):
        plan = corpus.plan()
        for shard in plan.shards[:3]:
            corpus.stage(shard)
    assert store.current(corpus.processed) is None
    finished = corpus.read
    corpus.run()
    assert corpus.read == 61 - finished
    assert {row["run_id"] for row in corpus.table("articles")} == {corpus.table("runs")[0]["run_id"]}
    assert not (corpus.processed / "staging").exists()


def test_a_run_killed_before_its_commit_leaves_the_last_snapshot(corpus: Corpus) -> None:
    corpus.run()
    before, snapshot = corpus.data(), store.current(corpus.processed)
    corpus.write("c.txt", "c0|other words")

    def killed(folder: Path) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        corpus.run(compare=killed)
    assert (corpus.data(), store.current(corpus.processed)) == (before, snapshot)
    corpus.run()
    assert "other" in {row["nutrient_id"] for row in corpus.table("doses")}
    assert [path.name for path in (corpus.processed / "snapshots").iterdir() if path.name.startswith(".")] == []


def test_readers_see_one_snapshot_or_the_next(corpus: Corpus) -> None:
    """While runs commit, a reader that gets an answer gets the rows of exactly one of them."""
    corpus.run()
    seen: set[int] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            try:
                seen.add(len(pd.read_parquet(corpus.processed / "doses", columns=["dose_id"]).drop_duplicates()))
            except FileNotFoundError:  # it had listed files of the snapshot before: told, not mixed
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    sizes = {len(corpus.table("doses"))}
    for i in range(3):
        corpus.write("d.txt", *(f"d{n}|one two three" for n in range(10 * (i + 1))))
        corpus.run()
        sizes.add(len(corpus.table("doses")))
    done.set()
    watcher.join()
    assert seen
    assert seen <= sizes


def test_one_run_at_a_time(corpus: Corpus) -> None:
    with (
        store.lock(corpus.processed),
        pytest.raises(store.Locked, match=rf"another run is at work .*process {os.getpid()} on"),
        store.lock(corpus.processed),
    ):
        pass
    with store.lock(corpus.processed):
        pass


def test_files_of_others_are_left_alone(corpus: Corpus) -> None:
    theirs = corpus.processed / "articles"
    theirs.mkdir(parents=True)
    with pytest.raises(store.Occupied, match="articles is there already and is no table"), store.lock(corpus.processed):
        pass
    assert list(corpus.processed.iterdir()) == [theirs]


def test_duplicates_are_set_and_unset(corpus: Corpus) -> None:
    one, two = schema.row_id("articles", "a1"), schema.row_id("articles", "b1")
    corpus.run(compare=lambda folder: store.set_duplicates(folder, {one: (one, True), two: (one, False)}))
    told = {row["article_id"]: (row["duplicate_group"], row["is_primary"]) for row in corpus.table("articles")}
    assert (told.pop(one), told.pop(two)) == ((one, True), (one, False))
    assert set(told.values()) == {(None, True)}
    corpus.run(compare=lambda folder: store.set_duplicates(folder, {}))
    assert {(row["duplicate_group"], row["is_primary"]) for row in corpus.table("articles")} == {(None, True)}


def test_values_and_required_columns_are_checked() -> None:
    where = {"article_id": "a", "sentence_id": "s", "char_start": 0, "char_end": 1, "quote": "x"}
    assert tables.to_arrow("doses", [Dose(dose_id="d", role="limit", **where)])["role"].to_pylist() == ["limit"]  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"doses\.role does not allow 'eaten'"):
        tables.to_arrow("doses", [Dose(dose_id="d", role="eaten", **where)])  # type: ignore[arg-type]
    article = ArticleRow(article_id="a", source_uri="a", text="", text_sha256="", n_chars=0, n_words=0, n_sentences=0)
    with pytest.raises(ValueError, match=r"articles\.text is required"):
        tables.to_arrow("articles", [dataclasses.replace(article, text=None)])  # type: ignore[arg-type]


def test_an_article_that_fits_no_table_costs_no_other(corpus: Corpus) -> None:
    corpus.write("c.txt", "c0|iron lifts ferritin", "c1|half a character")
    with store.lock(corpus.processed):
        shard = next(shard for shard in corpus.plan().shards if "c.txt#2" in shard.source_uris)
        found = [list(rows(record)) for record in shard.records()]  # type: ignore[arg-type]
        for article in found:
            if article[0].source_uri == "c.txt#2":
                article[0] = dataclasses.replace(article[0], title="\ud83d")
        store.stage(corpus.processed, shard.key, found)
    corpus.run()
    assert [row["source_uri"] for row in corpus.table("rejects") if "fits no table" in row["reason"]] == ["c.txt#2"]
    assert len(corpus.table("articles")) == 60


def test_a_file_that_cannot_be_looked_at_is_left_to_its_listing(corpus: Corpus) -> None:
    gone = corpus.raw / "gone.txt"
    plan = store.plan({gone.name: gone}, lambda path: [Reject(source_uri=path.name, stage="listing", reason="gone")], None,
                      corpus.processed / "spool", "1")  # fmt: skip
    assert [reject.reason for _, reject in plan.rejects] == ["gone"]


@pytest.mark.parametrize(("inputs", "buckets"), [(0, 1), (8, 1), (9, 2), (16, 2), (17, 4), (33, 8), (10**9, 1024)])
def test_the_number_of_buckets_goes_by_the_corpus_alone(inputs: int, buckets: int) -> None:
    assert planning.bucket_count(inputs) == buckets
