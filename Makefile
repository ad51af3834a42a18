# What a developer runs. `make` alone: a virtual environment, the program in it, and its two main answers.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SIZE ?= full
BENCH ?=

.PHONY: try install test lint types tests docs bench peers hostile clean

try: install
	$(BIN)/ikhtilaf timeline --province nangarhar --format table
	@echo
	$(BIN)/ikhtilaf relations --between quetta isk-f --format table

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

test: lint types tests

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

tests: install
	$(BIN)/pytest --numprocesses auto

docs: install
	$(BIN)/python tools/command_reference.py docs/cli.md docs/ikhtilaf.1
	$(BIN)/python tools/examples.py

# Every goal beside what was measured. SIZE=small for a try of a few minutes; BENCH="--into docs/performance.md" keeps the figures.
bench: peers
	$(BIN)/python bench/run.py --size $(SIZE) $(BENCH)

peers: $(VENV)/bench-installed

$(VENV)/bench-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	touch $@

# Logs, tables and databases that were made to hurt and are too heavy for the tests; it takes some minutes and 1 GiB of room.
# CASES="zip gigabyte" for some of them.
hostile: install
	PYTHONPATH=tests $(BIN)/python -m hostile.heavy $(CASES)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache
