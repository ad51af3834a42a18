"""`compare` as a person or a pipe sees it: every format, filters, other kinds of logs, mistakes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from syrupy.assertion import SnapshotAssertion

Run = Callable[..., CompletedProcess[str]]
Transcript = Callable[..., str]

COMPARE = "compare coded.yaml --map names.yaml"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
@pytest.mark.parametrize("line", [COMPARE, f"{COMPARE} --events"])
def test_every_format(transcript: Transcript, snapshot: SnapshotAssertion, line: str, form: str) -> None:
    assert transcript(f"{line} --format {form} --color never") == snapshot


@pytest.mark.parametrize("width", [60, 120, 200])
def test_every_width(transcript: Transcript, snapshot: SnapshotAssertion, width: int) -> None:
    assert transcript(f"{COMPARE} --format table --color never", width) == snapshot


def test_colour_and_ascii(transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"{COMPARE} --format table --color always --ascii", 120) == snapshot


MISTAKES = {
    "no other log": "compare",
    "no such log": "compare nowhere.yaml",
    "unknown faction": "compare coded.yaml --faction rivr",
    "one faction twice": "compare coded.yaml --between river 'River Guard'",
    "unknown state": "compare coded.yaml --state truce",
    "unknown field": "compare coded.yaml --fields state,hostil",
    "unknown option": "compare coded.yaml --mpa names.yaml",
    "filter that is not looked at": "compare coded.yaml --person amin --text mill",
    "no file of names": "compare coded.yaml --map nowhere.yaml",
    "a folder of names": "compare coded.yaml --map .",
    "a log for a file of names": "compare coded.yaml --map told.yaml",
    "both logs from standard input": "compare - --log -",
    "an argument too many": "compare coded.yaml told.yaml",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes(transcript: Transcript, snapshot: SnapshotAssertion, mistake: str) -> None:
    assert transcript(MISTAKES[mistake]) == snapshot


def test_names_that_a_log_does_not_have(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "names.yaml"
    path.write_text("factions:\n  river: RG\n  uplnd: front\n", encoding="utf-8")
    said = ikhtilaf("compare", "coded.yaml", "--map", str(path))
    assert said.returncode == 2
    assert said.stderr == (
        f'error[unknown-name-in-map]: {path}:3: there is no faction "uplnd" in this log\nremedy: Did you mean upland?\n'
    )
    path.write_text("factions:\n  river: fornt\n", encoding="utf-8")
    said = ikhtilaf("compare", "coded.yaml", "--map", str(path))
    assert f'{path}:2: there is no faction "fornt" in coded.yaml\nremedy: Did you mean front?' in said.stderr


def test_what_could_not_be_matched_is_told(ikhtilaf: Run) -> None:
    said = ikhtilaf("compare", "coded.yaml")
    assert said.returncode == 0
    assert said.stderr == (
        "note: not known in coded.yaml, or by another name (--map): river\n"
        "note: in coded.yaml only: rg, bandits\n"
        "note: no period matches\n"
    )
    assert ikhtilaf("compare", "coded.yaml", "--exit-status").returncode == 1


def test_what_could_be_two_and_what_is_one_is_told(ikhtilaf: Run, tmp_path: Path) -> None:
    names, coded = tmp_path / "names.yaml", tmp_path / "coded.yaml"
    names.write_text("factions: {river: front, upland: front}\n", encoding="utf-8")
    said = ikhtilaf("compare", "coded.yaml", "--map", str(names))
    assert "note: river and upland are one faction in coded.yaml, so nothing can be said of the two\n" in said.stderr
    text = Path("coded.yaml").read_text("utf-8")
    coded.write_text(text.replace("name: Bandits", "name: Bandits, aliases: [Upland Front]"), encoding="utf-8")
    said = ikhtilaf("compare", str(coded))
    assert f"note: upland may be bandits or front in {coded}: say which with --map\n" in said.stderr


def test_a_broken_other_log_is_answered_with_its_errors(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(Path("coded.yaml").read_text("utf-8").replace("type: fight", "type: fihgt", 1), encoding="utf-8")
    said = ikhtilaf("compare", str(path))
    assert (said.returncode, said.stdout) == (3, "")
    assert f'{path}:14:40: error[unknown-word]: "fihgt" is no type of event' in said.stderr
    assert "error[invalid-log]" in said.stderr


def test_an_empty_other_log_and_an_empty_file(ikhtilaf: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    text = Path("coded.yaml").read_text("utf-8")
    path.write_text(text[: text.index("events:")] + "events: []\n", encoding="utf-8")
    rows = json.loads(ikhtilaf("compare", str(path), "--map", "names.yaml", "--format", "json").stdout)
    assert [row["recorded"] for row in rows] == [{"certain": 0, "possible": 0}] * 3
    path.write_text("", encoding="utf-8")
    assert ikhtilaf("compare", str(path)).returncode == 3
    database = tmp_path / "no.db"
    database.write_bytes(b"SQLite format 3\0" + b"nothing of the kind" * 50)
    said = ikhtilaf("compare", str(database))
    assert (said.returncode, "error[not-a-store]" in said.stderr) == (3, True)


def test_a_compiled_log_a_folder_and_standard_input_are_logs_too(ikhtilaf: Run, process: Run, tmp_path: Path) -> None:
    expected = ikhtilaf("compare", "coded.yaml", "--map", "names.yaml").stdout
    database, folder = tmp_path / "coded.db", tmp_path / "coded"
    assert ikhtilaf("store", str(database), "--log", "coded.yaml").returncode == 0
    assert ikhtilaf("compare", str(database), "--map", "names.yaml").stdout == expected
    folder.mkdir()
    (folder / "all.yaml").write_text(Path("coded.yaml").read_text("utf-8"), encoding="utf-8")
    assert ikhtilaf("compare", str(folder), "--map", "names.yaml").stdout == expected
    piped = process("compare", "-", "--map", "names.yaml", stdin=Path("coded.yaml").read_text("utf-8"))
    assert (piped.returncode, piped.stdout) == (0, expected)


def test_filters(ikhtilaf: Run) -> None:
    def found(*options: str) -> list[str]:
        said = ikhtilaf("compare", "coded.yaml", "--map", "names.yaml", "--events", "--no-header", *options)
        return [f"{line.split(chr(9))[2]} {line.split(chr(9))[9]}" for line in said.stdout.splitlines()]

    assert found() == ["war ev-1", "war ev-2", "ceasefire ev-2", "ceasefire ev-4", "clashes ev-3"]
    assert found("--certain") == ["war ev-1", "ceasefire ev-4", "clashes ev-3"]
    assert found("--state", "ceasefire") == ["ceasefire ev-2", "ceasefire ev-4"]
    assert found("--contested", "--certain") == ["ceasefire ev-4"]
    assert found("--type", "attack") == ["ceasefire ev-4"]
    assert found("--province", "valley") == ["clashes ev-3"]
    assert found("--province", "hills") == ["war ev-1", "war ev-2", "ceasefire ev-2", "ceasefire ev-4"]
    assert found("--since", "2021") == ["ceasefire ev-4"]
    assert found("--between", "the Front", "river", "--until", "2020-09") == ["war ev-1"]
    assert found("--known-by", "2020") == ["unknown ev-1", "unknown ev-2", "unknown ev-3", "unknown ev-4"]


def test_fields_are_those_of_the_answer(ikhtilaf: Run) -> None:
    picked = ikhtilaf("compare", "coded.yaml", "--map", "names.yaml", "--fields", "state,recorded,contradictions,first")
    rows = list(csv.reader(StringIO(picked.stdout), delimiter="\t"))
    assert rows[0] == ["state", "recorded", "contradictions", "first"]
    assert rows[2] == ["ceasefire", "1 + 1 ?", "1 + 1 ?", "ev-2 ev-4"]


def test_what_the_other_log_says_is_data(ikhtilaf: Run, tmp_path: Path) -> None:
    evil = tmp_path / "evil.yaml"
    text = Path("coded.yaml").read_text("utf-8")
    evil.write_text(text.replace("A hill post is stormed", '"=HYPERLINK(1) [bold]\\e[31m<script>"'), encoding="utf-8")
    for form in ("table", "csv", "md", "tsv"):
        said = ikhtilaf("compare", str(evil), "--map", "names.yaml", "--events", "--format", form, width=200)
        assert said.returncode == 0
        assert "\x1b" not in said.stdout
        if form == "csv":
            assert "\n=" not in said.stdout
            assert ",=" not in said.stdout
        if form == "md":
            assert "<script>" not in said.stdout
