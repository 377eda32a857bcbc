"""The house stands as designed: arrows point down, everything imports, help does not wait for what it does not need."""

import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import flows
import nlp

OPTIONAL = {"floret"}  # of the extra "train"


def test_arrows_point_down() -> None:
    # Without its cache, which keeps to a name what an import meant before the module was there.
    asked = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    linted = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_the_architecture_page_draws_the_arrows_that_are_kept() -> None:
    root = Path(__file__).parent.parent
    contracts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (kept,) = (contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert re.findall(r"```\n(.*?)\n```", (root / "nlp" / "README.md").read_text("utf-8"), re.DOTALL) == ["\n".join(kept)]


def test_everything_imports() -> None:
    modules = [module.name for room in (nlp, flows) for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    assert len(modules) > 40
    for module in modules:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name not in OPTIONAL:
                raise


def test_help_imports_nothing_slow() -> None:
    asked = "import sys, flows.cli; print(*sorted({'prefect', 'spacy', 'pyarrow', 'pandas', 'duckdb', 'nlp'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split() == []
