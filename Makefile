# make run [RAW=data/raw] [OUT=data/processed]    read articles into tables
# make test | lint | bench | install
# make ner CORPORA=folder                         train the small entity recogniser anew (ten minutes of a core)
#
# Every target installs what it needs into .venv, in the versions of constraints.txt.

RAW ?= data/raw
OUT ?= data/processed
INSTALLED := .venv/installed

.PHONY: run test bench lint install ner
.DEFAULT_GOAL := run

run: $(INSTALLED)
	.venv/bin/claims run "$(RAW)" --out "$(OUT)"

test: $(INSTALLED)
	.venv/bin/python -m pytest

bench: $(INSTALLED)
	.venv/bin/python tests/bench.py

lint: $(INSTALLED)
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache

ner: $(INSTALLED)
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	OMP_NUM_THREADS=1 .venv/bin/python -m nlp.marking.small.train "$(CORPORA)"

install: $(INSTALLED)

# A python found by name may be a shim that runs nothing, so it is asked for its version.
$(INSTALLED): pyproject.toml constraints.txt
	@set -e; found=; \
	for name in python3.12 python3.11 python3; do \
	  if $$name -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then found=$$name; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "This needs Python 3.11 or 3.12 (with venv), and none was found on the PATH." >&2; exit 1; fi; \
	echo "Installing into .venv with $$found ($$($$found --version))"; \
	$$found -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
