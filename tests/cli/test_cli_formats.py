"""Every command in every format, as a person or a pipe sees it, on the small log."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from subprocess import CompletedProcess

import pytest
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.model.vocabulary import STATES

Run = Callable[..., CompletedProcess[str]]
Transcript = Callable[..., str]

LISTS = ("factions", "people", "places", "sources", "types", "states", "stances", "roles")
ROWS = {
    "timeline": "timeline",
    "relations": "relations",
    "relations-between": "relations --between river hill",
    "relations-umbrella": "relations --between league crown",
    "relations-explain": "relations --explain --between hill mill",
    "relations-matrix": "relations --matrix",
    "relations-balance": "relations --balance",
    "changes": "changes",
    "changes-two-days": "changes --from 2015-06-30 --to 2016",
    "summary": "summary",
    "summary-one": "summary river",
    "disputes": "disputes",
    **{f"list-{kind}": f"list {kind}" for kind in LISTS},
    "check": "check",
    "check-coverage": "check --coverage",
}
"""Commands that answer with rows, whatever the format."""
SHOWN = {
    "show-event": "show hill-takes-pay",
    "show-slip": "show salt-road",
    "show-faction": "show river",
    "show-place": "show ford",
    "show-person": "show selim",
    "show-source-and-passage": "show n1",
    "show-word": "show ceasefire",
}
COMMANDS = {**ROWS, **SHOWN}
SEEN = [name for name in COMMANDS if not name.startswith(("list-", "check"))] + ["list-sources", "list-states"]
"""Those whose tables are worth a look at other widths."""
FORMATS = ("table", "json", "jsonl", "csv", "tsv", "md")
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", COMMANDS)
def test_look(name: str, form: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"{COMMANDS[name]} --format {form}") == snapshot


@pytest.mark.parametrize("width", [120, 200])
@pytest.mark.parametrize("name", SEEN)
def test_look_of_a_wider_table(name: str, width: int, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"{COMMANDS[name]} --format table", width=width) == snapshot


@pytest.mark.parametrize("name", SEEN)
def test_look_in_color_and_in_ascii(name: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"{COMMANDS[name]} --format table --color always") == snapshot(name="color")
    assert transcript(f"{COMMANDS[name]} --format table --ascii") == snapshot(name="ascii")


# what holds of all of them --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_a_table_is_wider_than_the_terminal(name: str, width: int, ikhtilaf: Run) -> None:
    said = ikhtilaf(*COMMANDS[name].split(), "--format", "table", width=width)
    assert [line for line in said.stdout.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", COMMANDS)
def test_color_never_carries_meaning_alone(name: str, form: str, ikhtilaf: Run) -> None:
    plain = ikhtilaf(*COMMANDS[name].split(), "--format", form, "--color", "never")
    colored = ikhtilaf(*COMMANDS[name].split(), "--format", form, "--color", "always")
    assert "\x1b" not in plain.stdout
    assert ESCAPE.sub("", colored.stdout) == plain.stdout
    if form != "table":
        assert "\x1b" not in colored.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_table_in_ascii_holds_no_sign_of_ours_beyond_it(name: str, ikhtilaf: Run) -> None:
    said = ikhtilaf(*COMMANDS[name].split(), "--format", "table", "--ascii", width=200)
    of_the_log = set("ÖöNørreø")
    assert {char for char in said.stdout if not char.isascii()} <= of_the_log


@pytest.mark.parametrize("name", COMMANDS)
def test_json_lines_hold_what_json_holds(name: str, ikhtilaf: Run) -> None:
    whole = json.loads(ikhtilaf(*COMMANDS[name].split(), "--format", "json").stdout)
    lines = [json.loads(line) for line in ikhtilaf(*COMMANDS[name].split(), "--format", "jsonl").stdout.splitlines()]
    assert lines == (whole if isinstance(whole, list) else [whole])


@pytest.mark.parametrize("name", COMMANDS)
def test_tsv_is_one_record_a_line_with_as_many_tabs_in_each(name: str, ikhtilaf: Run) -> None:
    said = ikhtilaf(*COMMANDS[name].split(), "--format", "tsv").stdout
    assert said == "" or said.endswith("\n")
    assert len({line.count("\t") for line in said.splitlines()}) == 1
    assert not re.search(r"[^\S\t\n ]", said)


@pytest.mark.parametrize("name", COMMANDS)
def test_csv_is_the_same_table_as_tsv(name: str, ikhtilaf: Run) -> None:
    tabs = ikhtilaf(*COMMANDS[name].split(), "--format", "tsv").stdout
    commas = ikhtilaf(*COMMANDS[name].split(), "--format", "csv").stdout
    rows = [line.split("\t") for line in tabs.splitlines()]
    assert [[cell.removeprefix("'") for cell in row] for row in csv.reader(StringIO(commas))] == rows


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_data_goes_to_stderr(name: str, ikhtilaf: Run) -> None:
    for form in FORMATS:
        said = ikhtilaf(*COMMANDS[name].split(), "--format", form)
        assert said.returncode == 0
        assert said.stderr == ""


@pytest.mark.parametrize("name", [name for name in ROWS if name != "relations-matrix"])
def test_no_header(name: str, ikhtilaf: Run) -> None:
    for form in ("tsv", "csv"):
        whole = ikhtilaf(*ROWS[name].split(), "--format", form).stdout.splitlines(keepends=True)
        without = ikhtilaf(*ROWS[name].split(), "--format", form, "--no-header").stdout
        assert without == "".join(whole[1:])
    whole = ikhtilaf(*ROWS[name].split(), "--format", "md").stdout.splitlines(keepends=True)
    assert ikhtilaf(*ROWS[name].split(), "--format", "md", "--no-header").stdout == "".join(whole[2:])


def test_no_header_in_a_table(ikhtilaf: Run) -> None:
    whole, without = (ikhtilaf("list", "states", "--format", "table", *more).stdout for more in ((), ("--no-header",)))
    assert "Definition" in whole
    assert "─" in whole
    assert "Definition" not in without
    assert "─" not in without
    assert all(state in without for state in STATES)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("form", ["json", "csv", "tsv", "md"])
def test_two_runs_and_no_cache_give_the_same(name: str, form: str, ikhtilaf: Run) -> None:
    one, two = (ikhtilaf(*COMMANDS[name].split(), "--format", form).stdout for _ in range(2))
    assert one == two
    if not name.startswith("check"):
        assert ikhtilaf(*COMMANDS[name].split(), "--format", form, "--no-cache").stdout == one


def test_schema_is_json_and_says_which(ikhtilaf: Run) -> None:
    said = ikhtilaf("schema")
    made = json.loads(said.stdout)
    assert made["$schema"].startswith("http://json-schema.org/draft-07/")
    assert set(made["properties"]) == {"log", "sources", "places", "factions", "people", "events"}


# fields and dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_fields_in_the_order_asked_for(form: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"timeline --fields states,id,match --faction mill --format {form}") == snapshot


@pytest.mark.parametrize("form", FORMATS)
def test_fields_of_a_pair(form: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"relations --between river hill --fields part,state,place --format {form}") == snapshot


def test_fields_may_have_blanks_and_hyphens(ikhtilaf: Run) -> None:
    plain = ikhtilaf("relations", "--fields", "between,since_latest").stdout
    assert ikhtilaf("relations", "--fields", " between , since-latest ").stdout == plain
    assert plain.startswith("between\tsince_latest\n")


def test_every_field_of_a_pipe_can_be_asked_for_alone(ikhtilaf: Run) -> None:
    for line in ("timeline", "relations", "changes", "summary", "disputes", "list factions", "relations --balance"):
        header, *rows = ikhtilaf(*line.split(), "--format", "tsv").stdout.splitlines()
        for place, field in enumerate(header.split("\t")):
            expected = [field, *(row.split("\t")[place] for row in rows)]
            assert ikhtilaf(*line.split(), "--format", "tsv", "--fields", field).stdout.splitlines() == expected


def test_dates_gives_the_first_and_last_day(transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript("timeline --dates --format table", width=120) == snapshot


# nothing matched ------------------------------------------------------------------------------------------------------

NOTHING = "--person mara --faction crown"


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_matched(form: str, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    assert transcript(f"timeline {NOTHING} --format {form}") == snapshot


@pytest.mark.parametrize(
    "line",
    [
        f"timeline {NOTHING}",
        "relations --state cordial",
        "changes --until 2010",
        "disputes --type killing",
        "relations --between crown mill --known-by 2010",
    ],
)
def test_exit_status_when_nothing_matched(line: str, ikhtilaf: Run) -> None:
    plain, asked = ikhtilaf(*line.split()), ikhtilaf(*line.split(), "--exit-status")
    assert (plain.returncode, asked.returncode) == (0, 1)
    assert plain.stdout == asked.stdout
    assert re.fullmatch(r"note: no \w+ matches\n", plain.stderr)


@pytest.mark.parametrize("line", ["timeline", "relations", "changes", "disputes", "summary", "list places", "show n1"])
def test_exit_status_when_something_did(line: str, ikhtilaf: Run) -> None:
    assert ikhtilaf(*line.split(), "--exit-status").returncode == 0
