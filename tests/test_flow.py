"""The flow itself, on the sample corpus: twice, with an article added, refused, and killed."""

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL
from prefect.testing.utilities import prefect_test_harness
from sample import RAW, process
from typer.testing import CliRunner

from flows.cli import app
from flows.flow import Parameters, claims
from nlp import corpus, reading, schema, showing, store


@pytest.fixture(scope="module")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RAW, tmp_path / "raw"))


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store.read(store.files(out, table), table).to_pylist()
    return found


def data(out: Path) -> dict[str, bytes]:
    """Bytes of every table, less the columns that tell of runs."""
    told = {}
    for table in schema.TABLES.keys() - {"runs"}:
        columns = [c["name"] for c in schema.columns(table) if c["name"] not in ("run_id", "ingested_at", "seen_at")]
        told[table] = store.tables.to_parquet(store.read(store.files(out, table), table, columns)).to_pybytes()
    return told


@pytest.mark.usefixtures("prefect")
def test_the_sample_corpus_twice_and_with_an_article_more(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    state = claims(Parameters(raw=raw, out=out, workers=2), return_state=True)
    assert (state.type.value, state.name) == ("COMPLETED", "CompletedWithRejects")
    inputs = [record for path in reading.sources(raw) for record in reading.records(path, raw)]
    assert sorted(i.source_uri for i in inputs) == sorted(row["source_uri"] for t in ("articles", "rejects") for row in rows(out, t))
    text = {row["article_id"]: row["text"] for row in rows(out, "articles")}
    for table in schema.EXTRACTED:
        found = rows(out, table)
        assert found, f"the sample corpus should have {table}"
        assert all(text[row["article_id"]][row["char_start"] : row["char_end"]] == row["quote"] for row in found)
        key = schema.key_of(table)
        assert len({row[key] for row in found}) == len(found), f"{table}: rows with one identifier"
    assert rows(out, "comparisons")

    first = {path: path.read_bytes() for path in out.rglob("*.parquet")}
    state = claims(Parameters(raw=raw, out=out, workers=1), return_state=True)
    assert (out / store.REPORT).resolve().parent == store.current(out)
    assert state.message == f"Nothing new: {len(text):,} articles as before"
    assert {path: path.read_bytes() for path in out.rglob("*.parquet")} == first

    (raw / "one-more.txt").write_text("Zinc and colds\n\nZinc shortens the common cold. Take 80 mg of zinc a day.\n")
    told = CliRunner().invoke(app, ["run", str(raw), "--out", str(out)])
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{len(text) + 1} articles, 1 input read (1 new, 0 changed), 0 gone")
    assert [row["n_read"] for row in rows(out, "runs")] == [len(text), 1]


@pytest.mark.usefixtures("prefect")
def test_a_run_that_cannot_be_says_why_and_commits_nothing(raw: Path, tmp_path: Path) -> None:
    out, empty = tmp_path / "out", tmp_path / "empty"
    empty.mkdir()
    with store.lock(out):
        told = CliRunner().invoke(app, ["run", str(raw), "--out", str(out)])
    assert (told.exit_code, "another run is at work" in told.stderr) == (3, True)
    told = CliRunner().invoke(app, ["run", str(empty), "--out", str(out)])
    assert (told.exit_code, "nothing to read" in told.stderr) == (1, True)
    (empty / "a.txt").write_text("")
    told = CliRunner().invoke(app, ["run", str(empty), "--out", str(out)])
    assert (told.exit_code, "100% of the inputs were rejected" in told.stderr) == (1, True)
    assert store.current(out) is None
    told = CliRunner().invoke(app, ["run", str(empty), "--out", str(out), "--max-reject-share", "1"])
    assert (told.exit_code, [row["reason"] for row in rows(out, "rejects")]) == (0, ["empty"])


@pytest.mark.usefixtures("prefect")
def test_the_readme_deploys_the_flow_with_parameters_that_it_takes() -> None:
    root = RAW.parent.parent
    (made, deployed) = re.findall(r"^\.venv/bin/prefect ((?:work-pool|deploy) .*)$", (root / "README.md").read_text(), re.MULTILINE)
    for command in (made, deployed):
        told = subprocess.run([sys.executable, "-m", "prefect", "--no-prompt", *command.split()], cwd=root, capture_output=True, text=True,
                              env=os.environ | {"PREFECT_API_URL": PREFECT_API_URL.value()})  # fmt: skip
        assert told.returncode == 0, told.stdout + told.stderr
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("claims/nightly")
    assert [schedule.schedule.cron for schedule in deployment.schedules] == ["0 3 * * *"]
    assert Parameters(**deployment.parameters["parameters"]) == Parameters()
    (trigger,) = yaml.safe_load((root / "prefect.yaml").read_text())["deployments"][0]["triggers"]
    assert Parameters(**trigger["parameters"]["parameters"]).out == Parameters().out


ZINC = "Zinc and colds\n\nZinc shortens the common cold, say trials. Adults took 80 mg of zinc a day for two weeks.\n"


@pytest.mark.usefixtures("prefect")
def test_another_folder_does_not_empty_the_tables_unless_that_is_meant(tmp_path: Path) -> None:
    raw, other, out = tmp_path / "raw", tmp_path / "other", tmp_path / "out"
    for folder, names in ((raw, "abcd"), (other, "xy")):
        folder.mkdir()
        for name in names:
            (folder / f"{name}.txt").write_text(f"{ZINC}\n\nThis is part {name}.\n")
    process(raw, out)
    before = data(out)
    (raw / "a.txt").unlink()  # one article less is a day's work
    assert CliRunner().invoke(app, ["run", str(raw), "--out", str(out)]).exit_code == 0
    assert len(rows(out, "articles")) == 3
    kept = data(out)
    assert kept != before
    told = CliRunner().invoke(app, ["run", str(other), "--out", str(out)])
    assert (told.exit_code, "100% of the articles" in told.stderr, "--max-gone-share 1" in told.stderr) == (1, True, True)
    assert data(out) == kept
    assert CliRunner().invoke(app, ["run", str(other), "--out", str(out), "--max-gone-share", "1"]).exit_code == 0
    assert {row["source_uri"] for row in rows(out, "articles")} == {"x.txt", "y.txt"}


@pytest.mark.usefixtures("prefect")
def test_tables_and_report_change_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_text(ZINC)
    run = ["run", str(raw), "--out", str(out)]
    assert CliRunner().invoke(app, run).exit_code == 0
    first = (out / store.REPORT).read_text()
    (raw / "b.txt").write_text(ZINC.replace("Zinc", "Iron"))

    def full(folder: Path) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(showing, "report", full)
        told = CliRunner().invoke(app, run)
    assert (told.exit_code, "No space left" in told.stderr, "--verbose" in told.stderr) == (1, True, True)
    assert (len(rows(out, "articles")), (out / store.REPORT).read_text()) == (1, first)
    assert CliRunner().invoke(app, run).exit_code == 0
    assert len(rows(out, "articles")) == 2
    assert (out / store.REPORT).read_text() != first


@pytest.mark.usefixtures("prefect")
def test_odd_inputs_cost_the_run_nothing(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "good.txt").write_text(ZINC)
    (raw / os.fsdecode(b"caf\xe9.txt")).write_text(ZINC.replace("Zinc", "Iron"))
    (raw / "deep.json").write_text("[" * 100_000)
    (raw / "half.jsonl").write_text('{"id": "a\\ud800", "text": "Zinc shortens colds."}\n')
    assert CliRunner().invoke(app, ["run", str(raw), "--out", str(out)]).exit_code == 0
    assert {row["source_uri"] for row in rows(out, "articles")} == {"good.txt", r"caf\udce9.txt", "half.jsonl#a"}
    assert [(row["source_uri"], row["reason"]) for row in rows(out, "rejects")] == [("deep.json", "broken JSON")]


def test_a_killed_run_leaves_the_last_snapshot_and_its_finished_shards(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "0.txt").write_text(ZINC)
    process(raw, out)
    snapshot, before = store.current(out), data(out)

    for number in range(1, 500):
        (raw / f"{number}.txt").write_text(f"{ZINC}\n\nThis is copy number {number}.\n")

    def finished() -> list[str]:
        """The shards that are staged."""
        return [path.name for path in (out / "staging").glob("*") if path.name[0] != "."]

    command = [sys.executable, "-m", "flows.cli", "run", str(raw), "--out", str(out), "--workers", "2"]
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect")}
    killed = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not finished():
            assert killed.poll() is None, "the run ended before it could be killed"
            assert time.monotonic() < until, "no shard was finished in time"
            time.sleep(0.01)
        killed.kill()
        killed.wait()
    finally:
        os.killpg(killed.pid, signal.SIGKILL)  # the server that the run had brought, and its workers
    assert (store.current(out), data(out)) == (snapshot, before)

    kept = finished()
    planned = [shard.key for shard in corpus.plan(raw, out, store.version().reading).shards]
    assert set(kept) & set(planned), "no finished shard was kept (or the code was edited meanwhile)"
    process(raw, out)
    assert len(rows(out, "articles")) == 500
    process(raw, tmp_path / "anew")
    assert data(out) == data(tmp_path / "anew")
    assert pq.read_schema(store.files(out, "doses")[0]).names == [c["name"] for c in schema.columns("doses")]
