"""The commands that show what the tables say: report, compare, diff."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from flows.options import FAILED, NOT_UNDERSTOOD, Out, fail

Html = Annotated[Path, typer.Argument(help="HTML file to write.", dir_okay=False)]
Nutrient = Annotated[str, typer.Argument(help="A nutrient by any of its names, as 'vitamin d'.")]
Outcome = Annotated[str | None, typer.Argument(help="An outcome by any of its names, as 'falls'.")]
Snapshot = Annotated[str, typer.Argument(help="A run's identifier (a folder below snapshots/), or the path of a folder of tables.")]


def report(html: Html = Path("report.html"), out: Out = Path("data/processed")) -> None:
    """Write the report: one HTML file that opens in a browser, offline.

    [dim]claims report report.html[/dim]
    """
    from nlp import showing

    with _plainly():
        html.write_text(showing.report(_current(out)), encoding="utf-8")
    print(f"{html} ({html.stat().st_size / 1e6:.1f} MB)")


def compare(nutrient: Nutrient, outcome: Outcome = None, out: Out = Path("data/processed")) -> None:
    """Tell what articles say of a nutrient, where they disagree and on what they rest.

    [dim]claims compare "vitamin d" falls[/dim]
    """
    from nlp import showing

    with _plainly():
        for line in showing.compare(_current(out), nutrient, outcome):
            print(line)


def diff(before: Snapshot, after: Snapshot, out: Out = Path("data/processed")) -> None:
    """Tell which claims came, went and changed between two snapshots.

    [dim]claims diff 20260101-060000-000000 20260102-060000-000000[/dim]
    """
    from nlp import showing

    with _plainly():
        for line in showing.diff(_snapshot(before, out), _snapshot(after, out)):
            print(line)


def add_to(app: typer.Typer) -> None:
    """Give an app these commands."""
    for command in (report, compare, diff):
        app.command()(command)


@contextmanager
def _plainly() -> Iterator[None]:
    """What a person can put right ends the command with a message, not with a traceback."""
    from nlp import showing

    try:
        yield
    except (showing.Outdated, showing.Unknown) as error:
        fail(str(error), NOT_UNDERSTOOD)
    except OSError as error:
        fail(str(error), FAILED)


def _current(out: Path) -> Path:
    from nlp import store

    return store.current(out) or fail(f"there are no tables in {out} yet; claims run makes them", NOT_UNDERSTOOD)


def _snapshot(name: str, out: Path) -> Path:
    found = next((folder for folder in (out / "snapshots" / name, Path(name)) if (folder / "claims").is_dir()), None)
    return found or fail(f"there is no snapshot {name} in {out / 'snapshots'}", NOT_UNDERSTOOD)
