"""Every hostile log gets exactly the answer that the table says, with either parser, and nothing of it as it is."""

from __future__ import annotations

import io
import sys
import unicodedata
from pathlib import Path

import pytest
from hostile.logs import CASES, EVENT, HEAD, INVALID, LOG, OK

from ikhtilaf.cli.run import run
from ikhtilaf.log import files, read, text
from ikhtilaf.log.describe import describe

SMALL = 50_000
"""Bytes of a log that the slower parser reads as well."""
HALVES = "\ud800\udfff"
CONTROLS = [chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n)) in {"Cc", "Zl", "Zp"}]
FORMATS = "".join(chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n)) == "Cf" and n != 0xFEFF)
"""All that turns, joins or hides letters, the bidi marks among them, but for the byte order mark."""


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_log_is_answered_as_the_table_says(name: str) -> None:
    case = CASES[name]
    reading = read.read("-", stdin=io.BytesIO(case.content))
    assert sorted({problem.name for problem in reading.problems}) == sorted(case.problems)
    assert (OK if reading.log is not None else INVALID) == case.code
    for problem in reading.problems:
        shown = describe(problem, reading.line_of(problem))
        assert shown.replace("\n", "").isprintable()
        assert len(shown) < 3000
    if len(case.content) < SMALL:
        assert read.read("-", stdin=io.BytesIO(case.content), pure=True) == reading


def test_a_file_with_a_thousand_problems_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "log.yaml"
    path.write_bytes(CASES["many empty events"].content)
    reading = read.read(path)
    assert len(reading.errors) == 1001
    assert reading.errors[-1].message == "1,000 problems of this file are listed; from here on there are more"
    assert reading.errors[-1].line == HEAD.count("\n") + 1 + 1000


def test_a_check_lists_a_thousand_and_says_that_there_are_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log.yaml").write_bytes(CASES["many unused people"].content)
    assert run(["check", str(tmp_path / "log.yaml"), "--format", "json"]) == OK
    out, err = capsys.readouterr()
    assert out.count('"unused"') == 1000
    assert err == "note: of each kind 1,000 are listed; there are more\n"


@pytest.mark.parametrize("style", ['"', "|\n      "])
def test_a_thing_beyond_all_measure_is_refused_where_the_measure_is_full(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("document", "locate", "single"):
        monkeypatch.setattr(f"ikhtilaf.log.{module}.LARGEST", 100_000)
    monkeypatch.setattr(text, "_CHUNK", 4096)
    wordy = EVENT.replace("They fought.", style + "word " * 30_000 + ('"' if style == '"' else "")).replace(
        "id: fight", "id: f2"
    )
    for content in (f"{LOG}{wordy}", f"{HEAD}events:\n{wordy}{EVENT}"):
        reading = read.read("-", stdin=io.BytesIO(content.encode()))
        (problem,) = reading.errors
        assert (problem.name, reading.log) == ("too-large", None)
        assert problem.message == "one thing of the log takes more than 100,000 characters up to here"


def test_many_things_of_usual_size_are_no_large_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ikhtilaf.log.document.LARGEST", 10_000)
    monkeypatch.setattr(text, "_CHUNK", 4096)
    events = "".join(EVENT.replace("id: fight", f"id: fight-{n}") for n in range(500))
    assert read.read("-", stdin=io.BytesIO(f"{HEAD}events:\n{events}".encode())).problems == ()


def test_a_file_or_a_pipe_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "log.yaml"
    with path.open("wb") as sparse:
        sparse.truncate(files.MOST_BYTES + 1)
    with pytest.raises(files.TooMuchError) as refused:
        read.read(path)
    assert refused.value.message == f"{path} has more than 4,096 MiB"
    monkeypatch.setattr(files, "MOST_PIPED", 3 * 2**20)
    with pytest.raises(files.TooMuchError) as refused:
        read.read("-", stdin=io.BytesIO(b"# \n" * 2**21))
    assert refused.value.message == "standard input has more than 3 MiB"


@pytest.mark.parametrize("char", [*CONTROLS, *HALVES], ids=ascii)
def test_a_control_character_is_refused_or_means_space(char: str) -> None:
    line = LOG.replace("They fought.", f"They{char}fought.")
    reading = read.read("-", stdin=io.BytesIO(line.encode("utf-8", "surrogatepass")))
    if char in "\t\n\r":
        expected = {"bad-yaml"} if char in "\n\r" else set()
    else:
        expected = {"not-text"} if char in HALVES else {"control-character"}
    if char == "\x85":
        expected = {"control-character"}
    assert {problem.name for problem in reading.problems} == expected


def test_what_turns_text_is_kept_and_told_to_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.yaml"
    log.write_text(
        f"""\
log: {{title: "T{FORMATS}", covers: 2015/2016, reporter: paper, note: "N{FORMATS}"}}
sources: {{paper: {{kind: article, title: "P{FORMATS}", author: "A{FORMATS}", date: 2017, note: "N{FORMATS}"}}}}
places: {{land: {{kind: country, name: "L{FORMATS}", aliases: ["X{FORMATS}"], note: "N{FORMATS}"}}}}
people: {{ann: {{name: "Ann{FORMATS}", note: "N{FORMATS}"}}}}
factions: {{red: {{kind: faction, name: "Red{FORMATS}", note: "N{FORMATS}"}}, blue: {{kind: faction, name: Blue}}}}
events:
- {{id: fight, date: 2015-03, wording: "w{FORMATS}", type: fight, title: "Fight{FORMATS}", text: "Text{FORMATS}",
   factions: {{red: party, blue: party}}, people: {{ann: "for{FORMATS}"}}, places: [land], terms: ["t{FORMATS}"],
   slip: "s{FORMATS}", relations: [{{between: [red, blue], state: war, note: "n{FORMATS}"}}],
   claims: [{{cites: ["p{FORMATS}"], hedge: "h{FORMATS}", note: "n{FORMATS}"}}]}}
""",
        "utf-8",
    )
    assert run(["check", str(log)]) == OK
    commands = (["timeline"], ["relations"], ["summary"], ["show", "fight"], ["list", "sources"], ["list", "people"])
    for command in commands:
        assert run([*command, "--log", str(log), "--format", "table"]) == OK
        out, err = capsys.readouterr()
        assert not {char for char in out + err if char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u061c"}
