# What a developer runs. `make` alone: a virtual environment, the program in it, and its two main answers.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SIZE ?= full
BENCH ?=

MODULE ?=
SAMPLE ?=
SEED ?= 1

.PHONY: try install test lint types tests docs bench peers mutants coverage clean

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

# Slips put into dates, resolving and filters one by one: would a test fail? All take an hour or two of one core.
# SAMPLE=40 draws so many of each module, by SEED; MODULE=dates/edtf asks for one.
mutants: $(VENV)/trust-installed
	$(BIN)/python tools/mutation.py --seed $(SEED) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(MODULE),--module $(MODULE))

# Which lines and branches the suite comes by, in its own process and in those that it starts; too few are an error.
coverage: $(VENV)/trust-installed
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --quiet --numprocesses auto
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o .coverage.json
	$(BIN)/python tools/covered.py .coverage.json

$(VENV)/trust-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group trust
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache mutants .coverage .coverage.*
