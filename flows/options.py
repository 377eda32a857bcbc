"""What the commands share: their exit codes, the folder that they ask for, and how they end when they cannot go on."""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

FAILED, NOT_UNDERSTOOD, LOCKED, INTERRUPTED = 1, 2, 3, 130
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the tables.", file_okay=False)]


def fail(message: str, code: int) -> NoReturn:
    """End the command with a message on standard error and an exit code."""
    print(f"claims: {message}", file=sys.stderr)
    raise typer.Exit(code)
