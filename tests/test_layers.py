"""The house stands as designed: arrows point down, everything imports, help does not wait for what it does not need."""

import importlib
import pkgutil
import subprocess
import sys

import flows
import nlp

OPTIONAL = {"floret"}  # of the extra "train"


def test_arrows_point_down() -> None:
    # Without its cache, which keeps to a name what an import meant before the module was there.
    asked = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    linted = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


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
