# What a developer runs. `make` alone: a virtual environment, the program in it, and its two main answers.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SIZE ?= full
BENCH ?=
MOMENTS ?= 100
LOCKED ?=
UPGRADE ?=
AUDIT ?=

.PHONY: try install test lint types tests docs bench peers lock audit wheels sbom faults hostile fuzz mutants coverage clean

TIME ?= 60
RUNS ?=
FUZZ ?=
MODULE ?=
SAMPLE ?=
SEED ?= 1
UNMEASURED := --ignore tests/test_imports.py --ignore tests/faults \
	--deselect tests/dates/test_properties.py::test_reading_edtf_loads_nothing_heavy

try: install
	$(BIN)/ikhtilaf timeline --province nangarhar --format table
	@echo
	$(BIN)/ikhtilaf relations --between quetta isk-f --format table

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
ifeq ($(LOCKED),)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
else
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
endif
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

# Which lines and branches the suite comes by, in its own process and in those that it starts; too few are an error. Left out are
# the tests that hold what is not imported, for coverage imports it, and those that kill processes amid what they write down.
coverage: $(VENV)/trust-installed
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --quiet --numprocesses auto $(UNMEASURED)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage json --quiet -o .coverage.json
	$(BIN)/python tools/covered.py .coverage.json

$(VENV)/trust-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group trust
	touch $@

# The lock file anew. What it has stays as long as pyproject.toml allows it; UPGRADE=--upgrade takes the newest.
lock: $(VENV)/provenance-installed
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --group provenance --universal --python-version 3.11 \
		--generate-hashes --no-annotate --quiet $(UPGRADE) --custom-compile-command "make lock" --output-file requirements-dev.txt

# Known vulnerabilities of what the lock file has. Where the service cannot be asked it is no pass: --strict fails then.
# AUDIT="--vulnerability-service osv" asks another one.
audit: $(VENV)/provenance-installed
	$(BIN)/pip-audit --requirement requirements-dev.txt --require-hashes --disable-pip --strict --progress-spinner off $(AUDIT)

# The wheel and the source archive of the last commit into dist/, built twice and compared byte by byte.
wheels: install
	$(BIN)/python tools/wheels.py dist

# What the wheel brings along, as CycloneDX: dist/ikhtilaf-VERSION.cdx.json.
sbom: wheels $(VENV)/provenance-installed
	$(BIN)/python tools/sbom.py dist

$(VENV)/provenance-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group provenance
	touch $@

# What becomes of files and answers when a command is killed, the disk is full, nothing may be written: a table of figures.
faults: install
	$(BIN)/python faults/run_faults.py --moments $(MOMENTS)

# Logs, tables and databases that were made to hurt and are too heavy for the tests; it takes some minutes and 1 GiB of room.
# CASES="zip gigabyte" for some of them.
hostile: install
	PYTHONPATH=tests $(BIN)/python -m hostile.heavy $(CASES)


# Every target for TIME seconds, or RUNS=10000000 runs in all; FUZZ="--only dates" chooses. Fails where something is found.
fuzz: $(VENV)/fuzz-installed
	$(BIN)/python fuzz/run_fuzz.py $(if $(RUNS),--runs $(RUNS),--seconds $(TIME)) $(FUZZ)

$(VENV)/fuzz-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache mutants .coverage .coverage.*
