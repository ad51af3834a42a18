"""The command: what it prints where, what it writes, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import pytest

from ikhtilaf.cli.run import run

Run = Callable[..., CompletedProcess[str]]
SMALL = Path(__file__).parents[1] / "cli" / "small.yaml"


@pytest.fixture
def ikhtilaf(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("IKHTILAF_LOG", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, code, out, err)

    return call


KINDS = ("lanes", "graph", "matrix", "map")


@pytest.mark.parametrize("kind", KINDS)
def test_into_a_pipe_go_rows(kind: str, ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", kind)
    header, *lines = said.stdout.splitlines()
    assert (said.returncode, said.stderr) == (0, "")
    assert {len(line.split("\t")) for line in lines} == {len(header.split("\t"))}
    rows = json.loads(ikhtilaf("draw", kind, "--format", "json").stdout)
    assert len(rows) == len(lines)


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_written_and_printed_alike(kind: str, ikhtilaf: Run, tmp_path: Path) -> None:
    target = tmp_path / "picture.svg"
    said = ikhtilaf("draw", kind, "-o", str(target))
    assert (said.returncode, said.stdout, said.stderr) == (0, "", "")
    written = target.read_text("utf-8")
    assert ET.fromstring(written).tag == "{http://www.w3.org/2000/svg}svg"
    assert written == ikhtilaf("draw", kind, "--svg").stdout == ikhtilaf("draw", kind, "-o", "-").stdout
    assert list(tmp_path.iterdir()) == [target]


def test_a_matrix_is_html_too(ikhtilaf: Run, tmp_path: Path) -> None:
    target = tmp_path / "matrix.html"
    assert ikhtilaf("draw", "matrix", "-o", str(target)).returncode == 0
    assert target.read_text("utf-8") == ikhtilaf("draw", "matrix", "--html").stdout
    assert "<!doctype html>" in target.read_text("utf-8")


def test_a_file_that_is_there_stays_unless_forced(ikhtilaf: Run, tmp_path: Path) -> None:
    target = tmp_path / "mine.svg"
    target.write_text("mine")
    said = ikhtilaf("draw", "map", "-o", str(target))
    assert said.returncode == 2
    assert "error[file-exists]" in said.stderr
    assert target.read_text() == "mine"
    assert ikhtilaf("draw", "map", "-o", str(target), "--force").returncode == 0
    assert target.read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ("draw foo", "unknown-picture"),
        ("draw map --show weather", "unknown-picture"),
        ("draw graph --each week", "unknown-picture"),
        ("draw map -o map.png", "unknown-form"),
        ("draw map -o map.html", "unknown-form"),
        ("draw lanes --html", "unknown-form"),
        ("draw matrix --svg --html", "one-form-only"),
        ("draw matrix --svg --format json", "one-form-only"),
        ("draw lanes -o - --fields between", "one-form-only"),
        ("draw map --show state", "nobody-named"),
        ("draw map --show presence", "nobody-named"),
        ("draw map -o /nowhere/at/all.svg", "unwritable-path"),
        ("draw graph --place nangarhar --place kunar", "one-place-only"),
        ("draw matrix --place nangarhar --place kunar", "one-place-only"),
        ("draw lanes --faction nobody", "unknown-name"),
        ("draw lanes --as-of 2017", "unheeded-filter"),
        ("draw lanes --each year", "unheeded-filter"),
        ("draw lanes --show state", "unheeded-filter"),
        ("draw lanes --certain", "unheeded-filter"),
        ("draw graph --each year --as-of 2017", "unheeded-filter"),
        ("draw graph --type fight", "unheeded-filter"),
        ("draw matrix --each year", "unheeded-filter"),
        ("draw matrix --since 2017", "unheeded-filter"),
        ("draw map --as-of 2017", "unheeded-filter"),
        ("draw map --between quetta isk-f --since 2017", "unheeded-filter"),
        ("draw map --faction isk-f --between quetta isk-f", "unheeded-filter"),
        ("draw map --faction isk-f --type fight", "unheeded-filter"),
    ],
)
def test_mistakes_are_told(arguments: str, name: str, ikhtilaf: Run) -> None:
    said = ikhtilaf(*arguments.split())
    assert said.returncode == 2
    assert said.stdout == ""
    assert said.stderr.startswith(f"error[{name}]: ")
    assert "\nremedy: " in said.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("lanes --between quetta isk-f", "ceasefire"),
        ("lanes --faction haqqani --since 2016 --until 2016-12", "2016-01-01"),
        ("lanes --state alliance", "alliance"),
        ("lanes --contested", "contested"),
        ("lanes --province nangarhar", "nangarhar"),
        ("lanes --according-to isk-m", "n3b"),
        ("lanes --known-by 2016", "n14a"),
        ("graph --as-of 2015-10-31 --faction quetta", "clashes"),
        ("graph --each year", "2016-12-31"),
        ("graph --place nangarhar", "nangarhar"),
        ("matrix --as-of 2016", "2016-12-31"),
        ("map --type fight --since 2016", "nangarhar"),
        ("map --show events --faction isk-m", "badakhshan"),
        ("map --show events --certain", "zabul"),
        ("map --between quetta isk-m", "clashes"),
        ("map --faction isk-f --as-of 2017-10-31", "n4"),
    ],
)
def test_filters_are_heeded(arguments: str, expected: str, ikhtilaf: Run) -> None:
    words = arguments.split()
    said, everything = ikhtilaf("draw", *words), ikhtilaf("draw", words[0])
    assert said.returncode == 0, said.stderr
    assert expected in said.stdout
    assert said.stdout != everything.stdout


def test_names_without_an_option_are_told_where_they_belong(ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", "lanes", "quetta", "isk-f")
    assert said.returncode == 2
    assert "Use --between quetta isk-f." in said.stderr


def test_a_day_that_the_log_does_not_cover_is_remarked(ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", "graph", "--as-of", "2018", "--svg")
    assert "note: the log covers" in said.stderr
    assert "2018-12-31, after what the log covers" in said.stdout


@pytest.mark.parametrize("kind", ["lanes", "graph", "matrix"])
def test_nothing_that_matches_is_told(kind: str, ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", kind, "--between", "peshawar", "rasool", "--exit-status")
    assert said.returncode == 1
    assert said.stderr == "note: no relation matches\n"


@pytest.mark.parametrize("kind", KINDS)
def test_another_log_is_drawn_or_told(kind: str, ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", kind, "--log", str(SMALL), "--format", "table")
    if kind == "map":
        assert said.returncode == 2
        assert "error[no-provinces]" in said.stderr
    else:
        assert said.returncode == 0
        assert "river" in said.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_fields_and_formats_are_those_of_every_command(kind: str, ikhtilaf: Run) -> None:
    field = "province" if kind == "map" else "between"
    said = ikhtilaf("draw", kind, "--fields", field, "--no-header")
    assert said.returncode == 0
    assert all("\t" not in line for line in said.stdout.splitlines())
    assert ikhtilaf("draw", kind, "--format", "md").stdout.startswith("|")


def test_on_a_terminal_is_a_picture(ikhtilaf: Run) -> None:
    said = ikhtilaf("draw", "map", "--format", "table", "--color", "always", "--faction", "isk-f")
    assert "main: a main base or concentration" in said.stdout
    assert said.stdout.isprintable() is False


def test_a_real_process_writes_the_same_bytes_twice() -> None:
    command = [sys.executable, "-m", "ikhtilaf", "draw", "graph", "--svg"]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    one = subprocess.run(command, capture_output=True, check=True, env=environment)
    other = subprocess.run(command, capture_output=True, check=True, env=environment | {"PYTHONHASHSEED": "2"})
    assert one.stdout == other.stdout
    assert one.stdout.startswith(b"<?xml")
