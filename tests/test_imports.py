"""What a command must not import: each of these costs more time than an answer does."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import contextlib, io, json, sys
from ikhtilaf.cli.run import run
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    run(sys.argv[1:])
print(json.dumps(sorted(sys.modules)))
"""

HEAVY = {"yaml", "rich", "dateutil", "jinja2", "pydantic", "dataclasses", "hashlib", "tempfile", "ikhtilaf.log.read"}


def modules(*arguments: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def settled() -> None:
    """Ask until the log's times are old enough to be trusted."""
    import time

    for _ in range(40):
        if "hashlib" not in modules("list", "states"):
            return
        time.sleep(0.25)


@pytest.fixture
def _warm() -> None:
    settled()


@pytest.mark.usefixtures("_warm")
@pytest.mark.parametrize(
    "arguments",
    [
        ("timeline", "--province", "nangarhar"),
        ("timeline", "--province", "nangarhar", "--format", "json"),
        ("timeline", "--format", "csv"),
        ("relations", "--between", "quetta", "isk-f"),
        ("relations",),
        ("summary", "isk-f", "--format", "jsonl"),
        ("changes", "--format", "md"),
        ("disputes",),
        ("list", "factions"),
        ("show", "quetta-iskf-ceasefire"),
        ("draw", "lanes"),
        ("draw", "lanes", "--svg"),
        ("draw", "graph", "--each", "year", "--svg"),
        ("draw", "matrix", "--html"),
        ("draw", "map", "--svg"),
    ],
)
def test_a_warm_answer_into_a_pipe_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert modules(*arguments) & HEAVY == set()


@pytest.mark.usefixtures("_warm")
def test_a_date_in_edtf_needs_no_dateutil() -> None:
    assert "dateutil" not in modules("timeline", "--since", "2017-22")
    assert "dateutil" in modules("timeline", "--since", "18 October 2017")


@pytest.mark.usefixtures("_warm")
def test_a_table_needs_rich_and_no_yaml() -> None:
    loaded = modules("timeline", "--province", "nangarhar", "--format", "table", "--color", "always")
    assert loaded & HEAVY <= {"rich", "dataclasses", "hashlib"}


@pytest.mark.usefixtures("_warm")
def test_a_report_needs_jinja_and_no_yaml() -> None:
    pytest.importorskip("jinja2", reason="Jinja2 is not installed: no report was made")
    loaded = modules("report", "-o", "-")
    assert "jinja2" in loaded
    assert loaded & {"yaml", "rich", "dateutil", "pydantic", "ikhtilaf.log.read"} == set()


@pytest.mark.parametrize("arguments", [("--version",), ("timeline", "--nonsense"), ("nonsense",)])
def test_what_needs_no_log_reads_none(arguments: tuple[str, ...]) -> None:
    assert modules(*arguments) & {"yaml", "rich", "dateutil", "sqlite3", "dataclasses"} == set()
