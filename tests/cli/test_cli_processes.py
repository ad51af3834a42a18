"""`python -m ikhtilaf` as a process among others: pipes, signals, standard input, the environment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
COMMAND = [sys.executable, "-m", "ikhtilaf"]
SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def long_log(tmp_path: Path) -> Path:
    """A log whose answers are longer than any pipe holds."""
    head = (
        "log: {title: A log, covers: 2000/2020, reporter: paper}\n"
        "sources: {paper: {kind: article, title: A paper}}\n"
        "factions: {a: {kind: faction, name: A}, b: {kind: faction, name: B}}\n"
        "events:\n"
    )
    event = (
        "  - {{id: e{0}, date: 2015, type: fight, title: They fight, text: {1}, factions: {{a: party, b: party}},"
        " claims: [{{}}]}}\n"
    )
    path = tmp_path / "long.yaml"
    path.write_text(head + "".join(event.format(n, "words " * 50) for n in range(1000)))
    return path


# exit codes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("timeline", 0),
        ("timeline --person mara --faction crown", 0),
        ("timeline --person mara --faction crown --exit-status", 1),
        ("timeline --faction nobody", 2),
        ("timeline --log nowhere.yaml", 2),
        ("nonsense", 2),
        ("", 2),
        ("check", 0),
        ("check -", 3),
        ("--help", 0),
        ("--version", 0),
    ],
)
def test_exit_code(line: str, code: int, process: Run) -> None:
    said = process(*line.split(), stdin="not: a log\n")
    assert said.returncode == code
    assert "Traceback" not in said.stderr
    silent = line == "" or (code in {0, 3} and "mara" not in line)
    assert (said.stderr == "") == silent


def test_a_traceback_only_on_demand(process: Run) -> None:
    plain, debug = process("timeline", "--faction", "nobody"), process("timeline", "--faction", "nobody", "--debug")
    assert plain.stderr.count("\n") == 2
    assert debug.stderr.startswith("Traceback (most recent call last):")
    assert "UnknownNameError" in debug.stderr
    assert debug.returncode != 0


# pipes ----------------------------------------------------------------------------------------------------------------


def shell(script: str, **environment: str) -> CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; ikhtilaf() {{ '{sys.executable}' -m ikhtilaf \"$@\"; }}; {script}"],
        capture_output=True,
        env={**os.environ, **environment},
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md", "table"])
def test_a_reader_that_leaves(form: str, long_log: Path) -> None:
    said = shell(f"ikhtilaf timeline --log '{long_log}' --format {form} | head -n 1")
    assert said.returncode in {0, 128 + signal.SIGPIPE}
    assert said.stderr == ""
    assert said.stdout.count("\n") == 1


def test_a_reader_that_is_gone(long_log: Path) -> None:
    said = shell(f"ikhtilaf timeline --log '{long_log}' | true")
    assert said.returncode in {0, 128 + signal.SIGPIPE}
    assert said.stderr == ""


@pytest.mark.parametrize("line", ["timeline", "relations --between river hill", "--help", "check", "schema"])
def test_stdout_that_is_closed(line: str) -> None:
    said = shell(f"ikhtilaf {line} >&-")
    assert (said.returncode, said.stderr) == (0, "")


def test_stderr_that_is_closed() -> None:
    assert shell("ikhtilaf timeline --faction nobody 2>&-").returncode == 2
    assert shell("ikhtilaf timeline --person mara --faction crown --exit-status 2>&-").returncode == 1


@pytest.mark.parametrize("line", ["timeline --log -", "check -"])
def test_stdin_that_is_closed(line: str) -> None:
    said = shell(f"ikhtilaf {line} <&-")
    assert said.returncode == 2
    assert said.stderr.startswith("error[unreadable-path]: standard input")
    assert said.stderr.count("\n") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
def test_a_disk_without_room(long_log: Path) -> None:
    for line in (f"timeline --log '{long_log}'", "list states", "--help"):
        said = shell(f"ikhtilaf {line} > /dev/full")
        assert said.returncode == 2
        assert said.stderr.startswith("error[cannot-write]: the answer could not be written: no space left on device\n")
        assert said.stderr.count("\n") == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
def test_no_room_for_what_is_said_on_the_way() -> None:
    assert shell("ikhtilaf timeline --faction nobody-at-all 2> /dev/full").returncode == 2
    plain, silent = (
        shell(f"ikhtilaf timeline --text nothing-of-the-kind 2> {where}") for where in ("/dev/null", "/dev/full")
    )
    assert (silent.stdout, silent.returncode) == (plain.stdout, 0)
    assert silent.stdout.startswith("id\t")


def test_a_pipe_carries_tsv_and_never_colour_or_broken_lines(process: Run) -> None:
    said = process("timeline", COLUMNS="40", TERM="xterm-256color")
    assert said.stdout == process("timeline", "--format", "tsv").stdout
    assert said.stdout.startswith("id\tdate\t")
    assert said.stdout.count("\n") == 12
    assert "\x1b" not in said.stdout


# interrupts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["timeline --log -", "check -", "relations --log - --format json"])
def test_an_interrupt(line: str) -> None:
    with subprocess.Popen(
        [*COMMAND, *line.split()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        running.stdin.write(SMALL.encode())
        running.stdin.flush()
        # It waits for the end of the log, which never comes. It is interrupted once it is there: not before Python
        # has set its handler up, so the signal is repeated until it ends.
        for _ in range(600):
            time.sleep(0.1)
            if running.poll() is not None:
                break
            if waits(running.pid):
                running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=10)
    assert running.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


def waits(process: int) -> bool:
    """Whether a process has read all that its standard input holds, and sleeps."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        where = Path(f"/proc/{process}/wchan").read_text()
    except OSError:  # no /proc here: any time will do
        return True
    return state == "S" and ("pipe" in where or where in {"", "0"})


# the log --------------------------------------------------------------------------------------------------------------


def test_a_log_on_standard_input(process: Run) -> None:
    said = process("timeline", "--log", "-", "--format", "json", stdin=SMALL)
    assert said.returncode == 0
    events = json.loads(said.stdout)
    assert [{**event, "at": ""} for event in events] == [
        {**event, "at": ""} for event in json.loads(process("timeline", "--format", "json").stdout)
    ]
    assert events[0]["at"].startswith("<stdin>:")


def test_a_log_on_standard_input_by_the_environment(process: Run) -> None:
    said = process("timeline", "--fields", "id", stdin=SMALL, IKHTILAF_LOG="-")
    assert said.stdout == process("timeline", "--fields", "id").stdout
    assert said.returncode == 0


def test_check_of_standard_input(process: Run) -> None:
    good, bad = (
        process("check", "-", stdin=SMALL),
        process("check", "-", stdin=SMALL.replace("type: split", "type: spilt")),
    )
    assert good.returncode == 0
    assert (
        good.stdout
        == "<stdin>: 11 events, 5 factions, 6 places, 2 people, 4 sources, 14 claims; no errors, no warnings\n"
    )
    assert bad.returncode == 3
    assert "Did you mean split?" in bad.stdout


def test_which_log_is_read(process: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(
        SMALL.replace("id: ford-truce", "id: other-truce").replace("ends: [ford-truce]", "ends: [other-truce]")
    )
    by_option = process("timeline", "--log", str(other), "--fields", "id")
    by_environment = process("timeline", "--fields", "id", IKHTILAF_LOG=str(other))
    shipped = process("timeline", "--fields", "id", IKHTILAF_LOG=None)
    assert "other-truce" in by_option.stdout
    assert by_environment.stdout == by_option.stdout
    assert "ford-truce" in process("timeline", "--log", "small.yaml", "--fields", "id", IKHTILAF_LOG=str(other)).stdout
    assert "quetta-iskf-ceasefire" in shipped.stdout
    assert process("timeline", "--fields", "id", IKHTILAF_LOG="").stdout == shipped.stdout


def test_a_folder_is_one_log(process: Run, tmp_path: Path) -> None:
    head, events = SMALL.split("\nevents:\n")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "head.yaml").write_text(head)
    (tmp_path / "events.yml").write_text("events:\n" + events)
    said = process("timeline", "--log", str(tmp_path), "--fields", "id,title,states,sources")
    assert said.returncode == 0, said.stderr
    assert said.stdout == process("timeline", "--fields", "id,title,states,sources").stdout


def test_a_stored_log_answers_the_same(process: Run, tmp_path: Path) -> None:
    stored = tmp_path / "small.db"
    assert process("store", str(stored)).returncode == 0
    for line in ("timeline", "relations --between river hill", "summary"):
        one = process(*line.split(), "--format", "json")
        assert process(*line.split(), "--format", "json", "--log", str(stored)).stdout == one.stdout


# surroundings ---------------------------------------------------------------------------------------------------------


def test_no_color_wins_over_force_color(process: Run) -> None:
    line = ("timeline", "--format", "table")
    assert "\x1b" not in process(*line).stdout
    assert "\x1b" in process(*line, FORCE_COLOR="1").stdout
    assert "\x1b" not in process(*line, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" in process(*line, FORCE_COLOR="1", NO_COLOR="").stdout
    assert "\x1b" in process(*line, "--color", "always", NO_COLOR="1").stdout
    assert "\x1b" not in process(*line, "--color", "never", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("width", [60, 100, 160])
def test_columns_is_honoured(width: int, process: Run) -> None:
    lines = process("timeline", "--format", "table", COLUMNS=str(width)).stdout.splitlines()
    assert width - 20 < max(map(len, lines)) <= width


@pytest.mark.parametrize("width", ["0", "-1", "wide", ""])
def test_columns_that_mean_nothing(width: str, process: Run) -> None:
    said = process("timeline", "--format", "table", COLUMNS=width)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == process("timeline", "--format", "table", COLUMNS="80").stdout


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("form", ["tsv", "json", "table"])
def test_letters_of_any_script_in_any_locale(form: str, locale: str, process: Run) -> None:
    """A pipe carries UTF-8 whatever the locale."""
    line = ("list", "people", "--format", form)
    said = process(*line, LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == process(*line).stdout
    assert "Selim Öz" in said.stdout


def test_names_typed_in_any_locale(process: Run) -> None:
    said = process("show", "Selim Öz", LC_ALL="C")
    assert said.returncode == 0, said.stderr
    assert said.stdout == process("show", "selim").stdout


def test_an_error_with_letters_of_another_script_in_any_locale(process: Run) -> None:
    said = process("timeline", "--faction", "طالبان", LC_ALL="C")
    assert said.returncode == 2
    assert '"طالبان"' in said.stderr


@pytest.mark.parametrize("option", ["--faction", "--text", "--since", "--fields", "--log"])
def test_bytes_that_are_no_letters(option: str) -> None:
    said = shell(f"ikhtilaf timeline {option} $'\\xff'")
    assert said.returncode == 2
    assert said.stderr.startswith("error[")
    assert said.stderr.count("\n") == 2


LINES = (
    "timeline",
    "relations",
    "relations --between league crown",
    "relations --balance",
    "changes",
    "summary",
    "disputes",
    "list sources",
    "show n1",
)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "import sys; from ikhtilaf.cli.run import run\n"
        f"for line in {LINES!r}:\n"
        "    for form in ('tsv', 'json', 'table', 'md'):\n"
        "        run([*line.split(), '--format', form, '--no-cache'])\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(said) == 1
    assert len(said.pop()) > 10_000


def test_the_same_from_the_cache_and_without(process: Run, tmp_path: Path) -> None:
    kept = {"IKHTILAF_CACHE": str(tmp_path / "cache")}
    first, second = (process("relations", "--format", "json", **kept).stdout for _ in range(2))
    assert first == second == process("relations", "--format", "json", "--no-cache", **kept).stdout
    assert list((tmp_path / "cache").iterdir())
