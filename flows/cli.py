"""The command `claims`. What is slow to import is imported where it is used, so that help comes at once.

Exit codes: 0 done; 1 the run failed, or the file holds no article; 2 the command was not understood, or names what is not
there; 3 another run is at work on the same folder; 130 interrupted.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from flows.options import FAILED, INTERRUPTED, LOCKED, NOT_UNDERSTOOD, Out, fail
from flows.show_cli import add_to

_CODES = {"Locked": LOCKED, "ModelNotFound": NOT_UNDERSTOOD}  # by the name of the flow's final state

app = typer.Typer(
    help="Health articles in, tables of their claims out: who says what does what to which outcome, at what dose, on what evidence.",
    epilog="Exit codes: 0 done, 1 failed or no article found, 2 command not understood, 3 another run is at work.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)

CORES = os.cpu_count() or 1
_FORMATS = "(.txt .md .html .htm .json .jsonl, each also .gz)"
_LARGEST = "An article may have 5 MB, and so may a JSON list of several; JSON lines may be any number."
Raw = Annotated[Path, typer.Argument(exists=True, readable=True, help=f"Folder of articles {_FORMATS}, or one file. {_LARGEST}")]
File = Annotated[Path, typer.Argument(exists=True, readable=True, dir_okay=False, help="An article, or JSON lines of several.")]
Workers = Annotated[int, typer.Option("--workers", "-w", min=1, help="Worker processes, at most one a core.")]
_NER = "spaCy or scispaCy pipeline, by name or path, whose entities are marked too; small: the one in the box; lexicon: none."
Ner = Annotated[str | None, typer.Option(help=_NER)]
_FIELDS = "A field of JSON records under no usual name, as text=story (for text, html, url, title, published, authors, id)."
Fields = Annotated[list[str] | None, typer.Option("--field", metavar="NAME=THEIRS", help=_FIELDS)]
Share = Annotated[float, typer.Option(min=0, max=1, help="Share of inputs rejected above which nothing is committed.")]
Gone = Annotated[float, typer.Option(min=0, max=1, help="Share of the last run's articles gone above which nothing is committed.")]
Json = Annotated[bool, typer.Option("--json", help="All rows as JSON, one article a line.")]
Names = Annotated[list[str] | None, typer.Argument(metavar="[TABLE]...", help="Only these, with their columns.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Show Prefect's log, and where in the code a run failed.")]


@app.command(epilog="What the last run has read is not read again. PREFECT_API_URL names a server to report to, if there is one.")
def run(
    raw: Raw = Path("data/raw"),
    out: Out = Path("data/processed"),
    workers: Workers = CORES,
    ner: Ner = None,
    fields: Fields = None,
    max_reject_share: Share = 0.9,
    max_gone_share: Gone = 0.5,
    verbose: Verbose = False,
) -> None:
    """Read a folder of articles into tables, with Prefect.

    [dim]claims run my/articles --out my/tables --workers 4[/dim]
    """
    # Otherwise the progress bar, the summary and the last message tell all.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if verbose else "CRITICAL")
    from flows.flow import Parameters, claims
    from flows.screen import show_summary

    asked = Parameters(
        raw=raw, out=out, workers=workers, ner=ner, fields=_by_name(fields),
        max_reject_share=max_reject_share, max_gone_share=max_gone_share,
    )  # fmt: skip
    try:
        state = claims(asked, return_state=True)
    except KeyboardInterrupt:
        fail("interrupted; what was read is kept for the next run", INTERRUPTED)
    if not state.is_completed():
        where = "" if verbose or state.name != "Failed" else " (run it with --verbose to see where)"
        fail(f"{state.message or 'the run failed'}{where}", _CODES.get(state.name or "", FAILED))
    show_summary(cast(Any, state).result())


def _by_name(pairs: list[str] | None) -> dict[str, str]:
    from nlp.reading import FIELDS

    split = [pair.partition("=") for pair in pairs or []]
    if wrong := [ours for ours, equals, theirs in split if not (ours and equals and theirs)]:
        raise typer.BadParameter(f"'{wrong[0]}' is not of the form name=theirs, as in text=story", param_hint="--field")
    if unknown := [ours for ours, _, _ in split if ours not in FIELDS]:
        raise typer.BadParameter(f"there is no field '{unknown[0]}'; there are {', '.join(FIELDS)}", param_hint="--field")
    return {ours: theirs for ours, _, theirs in split}


@app.command()
def extract(file: File, as_json: Json = False, ner: Ner = None, fields: Fields = None) -> None:
    """Show at once what one file says: claims, doses, levels, effects, studies, references.

    [dim]claims extract article.html[/dim]
    """
    import nlp
    from flows.screen import as_line, show_article, show_reject
    from nlp.marking import ModelNotFound
    from nlp.schema import Reject

    found = 0
    try:
        for page in nlp.mark(nlp.read(file, _by_name(fields)), ner):
            if isinstance(page, Reject):
                show_reject(page)
                continue
            found += 1
            rows = list(nlp.find([page]))
            if as_json:
                print(as_line(rows))
            else:
                show_article(rows)
    except ModelNotFound as error:
        fail(str(error), NOT_UNDERSTOOD)
    if not found:
        raise typer.Exit(FAILED)


@app.command()
def tables(names: Names = None, out: Out = Path("data/processed")) -> None:
    """List the tables and how many rows they have; of those that are named, what each column means.

    [dim]claims tables doses claims[/dim]
    """
    from flows.screen import show_tables
    from nlp import schema, store

    if unknown := [name for name in names or [] if name not in schema.TABLES]:
        raise typer.BadParameter(f"there is no table '{unknown[0]}'; there are {', '.join(schema.TABLES)}", param_hint="TABLE")
    snapshot = store.current(out)
    if snapshot is None:
        print(f"No tables in {out} yet; claims run makes them.", file=sys.stderr)
    show_tables(names or [], snapshot)


add_to(app)


if __name__ == "__main__":
    app()
