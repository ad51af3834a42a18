"""What people get wrong: two lines on stderr, what is wrong and what to do, an exit code, and nothing else."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from syrupy.assertion import SnapshotAssertion

from ikhtilaf.errors import Exit

Run = Callable[..., CompletedProcess[str]]
Transcript = Callable[..., str]

MISTAKES = {
    # words of the command line
    "unknown command": "timelin",
    "unknown command, nothing like it": "frobnicate",
    "unknown option": "timeline --provnice ford",
    "unknown option, nothing like it": "timeline --zzz",
    "unknown option before the command": "--bogus timeline",
    "option without its value": "timeline --since",
    "flag with a value": "timeline --certain=yes",
    "argument too many": "timeline ford",
    "argument missing": "show",
    "unknown format": "timeline --format xml",
    "unknown color": "timeline --color sometimes",
    "unknown field": "timeline --fields id,titel",
    "no field": "timeline --fields ,",
    "fields of a thing shown whole": "show river --fields id",
    "unknown kind of list": "list sattes",
    "unknown kind of list, nothing like it": "list things",
    # names
    "unknown faction": "timeline --faction rivr",
    "unknown faction, nothing like it": "timeline --faction zzz",
    "empty faction": "timeline --faction ''",
    "unknown faction in a summary": "summary rivr",
    "unknown province": "timeline --province norht-valley",
    "faction as a province": "timeline --province river",
    "district as a province": "timeline --province ford",
    "city as a province": "timeline --province 'Old Town'",
    "region as a province": "timeline --province valleys",
    "country as a province": "timeline --province land",
    "unknown place": "timeline --place frod",
    "faction as a place": "timeline --place river",
    "place as a faction": "timeline --faction ford",
    "person as a faction": "timeline --faction 'Selim Öz'",
    "unknown person": "timeline --person slim",
    "unknown source": "timeline --source histroy",
    "unknown source, nothing like it": "timeline --source n9",
    "unknown type": "timeline --type fihgt",
    "unknown state": "timeline --state wra",
    "unknown view": "timeline --according-to nobody",
    "unknown thing": "show river-hil-clashes",
    "unknown thing, nothing like it": "show zzz",
    "a name that would steer the terminal": "timeline --faction '\x1b[31mred\nfaction'",
    "a name without end": f"timeline --faction {'long' * 50}",
    # pairs, places, days
    "one name of a pair": "relations --between river",
    "one name of a pair before another option": "relations --between river --format json",
    "one name of a pair before a flag": "relations --between river --contested",
    "three names of a pair": "relations --between river hill crown",
    "one faction twice": "relations --between river river",
    "one faction twice, by another name": "relations --between river 'Riverside Front'",
    "unknown faction of a pair": "relations --between river hil",
    "two places in a matrix": "relations --matrix --place ford --place old-town",
    "two places in balance": "relations --balance --place ford --place old-town",
    "two forms of an answer": "relations --matrix --explain",
    "one day of two": "changes --from 2015",
    "the other day of two": "changes --to 2015",
    # dates
    "impossible month": "timeline --since 2015-13",
    "impossible day": "timeline --since 2015-02-30",
    "impossible day in words": "timeline --until '31 June 2015'",
    "unreadable date": "timeline --since gestern",
    "empty date": "relations --as-of ''",
    "ambiguous date": "timeline --since 03/04/2015",
    "two years": "timeline --since '2015 2016'",
    "date set": "timeline --since '[2015,2016]'",
    "known by an unreadable date": "timeline --known-by soon",
    "since after until": "timeline --since 2017 --until 2015",
    "a day without end": "relations --as-of 2015/..",
    # logs
    "missing log": "timeline --log nowhere.yaml",
    "missing log to check": "check nowhere.yaml",
    "device as a log": "timeline --log /dev/null",
    "store where nothing can be written": "store /nowhere/at-all.db",
    "store over a file": "store small.yaml",
}


def is_two_lines(said: CompletedProcess[str]) -> bool:
    return re.fullmatch(r"error\[[a-z-]+\]: \S[^\n]*\nremedy: \S[^\n]*\n", said.stderr) is not None


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake: str, ikhtilaf: Run, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    said = ikhtilaf(*shlex.split(MISTAKES[mistake]))
    assert said.stdout == ""
    assert is_two_lines(said), said.stderr
    assert said.stderr.replace("\n", "").isprintable()
    assert said.returncode == Exit.USAGE
    assert transcript(MISTAKES[mistake]) == snapshot


@pytest.mark.parametrize("mistake", ["unknown faction", "impossible month", "one day of two", "unknown field"])
def test_debug_shows_where_a_mistake_was_noticed(mistake: str, ikhtilaf: Run) -> None:
    plain, said = (ikhtilaf(*shlex.split(MISTAKES[mistake]), *extra) for extra in ((), ("--debug",)))
    assert "Traceback" in said.stderr
    assert "Error" in said.stderr
    assert (said.returncode, said.stderr.splitlines()[-2:]) == (plain.returncode, plain.stderr.splitlines()[-2:])


def test_no_arguments_show_the_help(ikhtilaf: Run) -> None:
    said = ikhtilaf()
    assert said.returncode == Exit.USAGE
    assert said.stdout.strip() == ikhtilaf("--help").stdout.strip()
    assert said.stderr == ""


def test_exit_codes_are_those_of_the_manual() -> None:
    assert {code.name: code.value for code in Exit} == {
        "DONE": 0,
        "NO_MATCH": 1,
        "USAGE": 2,
        "INVALID_LOG": 3,
        "DEFECT": 70,
        "INTERRUPTED": 130,
    }


# logs that cannot be read ---------------------------------------------------------------------------------------------

HEAD = "log: {title: A log, covers: 2014/2016, reporter: paper}\nsources: {paper: {kind: article, title: A paper}}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, so that paths in messages are the same everywhere."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def broken(errors: int) -> str:
    """A log with so many events that name a faction that is not there."""
    event = "  - {{id: e{0}, date: 2015, type: fight, title: T, text: T, factions: {{b{0}: party}}, claims: [{{}}]}}\n"
    return HEAD + "factions: {a: {kind: faction, name: A}}\nevents:\n" + "".join(map(event.format, range(errors)))


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_empty_file(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "empty.yaml").write_bytes(b"")
    assert transcript(f"{command} empty.yaml") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_binary_file(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe")
    assert transcript(f"{command} picture.png") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_another_database(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    import sqlite3

    connection = sqlite3.connect("other.db")
    connection.execute("CREATE TABLE thing (id)")
    connection.commit()
    connection.close()
    assert transcript(f"{command} other.db") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_yaml_that_is_no_log(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "other.yaml").write_text("services:\n  web: {image: nginx}\n")
    assert transcript(f"{command} other.yaml") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_text_that_is_no_yaml(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "letter.yaml").write_text("Dear sir,\n\tI write: to you: {because\n")
    assert transcript(f"{command} letter.yaml") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_folder_without_a_log(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "notes").mkdir()
    (here / "notes" / "readme.txt").write_text("no log")
    assert transcript(f"{command} notes") == snapshot


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_name_too_long_for_the_system(command: str, here: Path, ikhtilaf: Run) -> None:
    said = ikhtilaf(*command.split(), "x" * 5000)
    assert said.returncode == Exit.USAGE
    assert said.stderr.startswith("error[unreadable-path]: ")
    assert "file name too long" in said.stderr


@pytest.mark.parametrize("command", ["timeline --log", "check"])
def test_link_that_leads_back_to_itself(
    command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion
) -> None:
    (here / "loop.yaml").symlink_to("loop.yaml")
    assert transcript(f"{command} loop.yaml") == snapshot


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
@pytest.mark.parametrize("command", ["timeline --log", "check"])
@pytest.mark.parametrize("kind", ["file", "folder"])
def test_forbidden(kind: str, command: str, here: Path, ikhtilaf: Run) -> None:
    path = here / "secret.yaml"
    if kind == "file":
        path.write_text(HEAD + "events: []\n")
    else:
        path.mkdir()
        (path / "log.yaml").write_text(HEAD + "events: []\n")
    path.chmod(0)
    try:
        said = ikhtilaf(*command.split(), "secret.yaml")
    finally:
        path.chmod(0o700)
    assert said.returncode == Exit.USAGE
    assert is_two_lines(said)
    assert said.stderr.startswith("error[unreadable-path]: secret.yaml cannot be read: permission denied\n")


@pytest.mark.parametrize("command", ["timeline --log", "relations --log", "show a --log", "store --log", "check"])
def test_one_error(command: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "log.yaml").write_text(broken(1))
    assert transcript(f"{command} log.yaml") == snapshot


def test_two_hundred_errors(here: Path, ikhtilaf: Run) -> None:
    (here / "log.yaml").write_text(broken(200))
    said = ikhtilaf("timeline", "--log", "log.yaml")
    assert said.returncode == Exit.INVALID_LOG
    assert said.stdout == ""
    assert len(re.findall(r"^log\.yaml:\d+:\d+: error\[", said.stderr, re.MULTILINE)) == 20
    assert said.stderr.endswith(
        "... and 180 more\n"
        "error[invalid-log]: the log log.yaml has 200 errors\n"
        "remedy: Mend the log; `ikhtilaf check log.yaml` lists them all.\n"
    )
    whole = ikhtilaf("check", "log.yaml")
    assert whole.returncode == Exit.INVALID_LOG
    assert whole.stderr == ""
    assert len(re.findall(r"^log\.yaml:\d+:\d+: error\[", whole.stdout, re.MULTILINE)) == 200
    assert whole.stdout.endswith("log.yaml: 200 errors\n")


def test_twenty_errors_are_all_told(here: Path, ikhtilaf: Run) -> None:
    (here / "log.yaml").write_text(broken(20))
    said = ikhtilaf("timeline", "--log", "log.yaml")
    assert said.stderr.count("error[") == 21
    assert "more" not in said.stderr


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_problems_in_every_format(form: str, here: Path, transcript: Transcript, snapshot: SnapshotAssertion) -> None:
    (here / "log.yaml").write_text(broken(2))
    assert transcript(f"check log.yaml --format {form}", width=120) == snapshot


def test_check_with_another_log_in_the_environment(here: Path, ikhtilaf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "mine.yaml").write_text(broken(1))
    (here / "theirs.yaml").write_text(HEAD + "events: []\n")
    monkeypatch.setenv("IKHTILAF_LOG", "theirs.yaml")
    assert ikhtilaf("check").returncode == Exit.DONE
    assert ikhtilaf("check", "--log", "mine.yaml").returncode == Exit.INVALID_LOG
    assert ikhtilaf("check", "mine.yaml").returncode == Exit.INVALID_LOG


# defects of our own ---------------------------------------------------------------------------------------------------


@pytest.fixture
def defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError("division\nby zero")

    monkeypatch.setattr("ikhtilaf.cli.read.filters_of", fail)


def test_a_defect_is_told_in_two_lines(defect: None, ikhtilaf: Run) -> None:
    said = ikhtilaf("timeline")
    assert said.returncode == Exit.DEFECT
    assert said.stdout == ""
    assert is_two_lines(said)
    assert said.stderr.startswith("error[internal]: ZeroDivisionError: division")
    assert "--debug" in said.stderr


def test_a_defect_shows_its_traceback_on_demand(defect: None, ikhtilaf: Run) -> None:
    said = ikhtilaf("timeline", "--debug")
    assert "ZeroDivisionError" in said.stderr
    assert "Traceback" in said.stderr
    assert said.returncode == Exit.DEFECT
