"""On a terminal: a table, in colour, as wide as the terminal; nothing of that where the output goes elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest
from terminal import read_terminal

pty: Any = pytest.importorskip("pty", reason="needs pseudo-terminals")

Run = Callable[..., CompletedProcess[str]]
ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_a_terminal(*arguments: str, columns: int = 80, **environment: Any) -> str:
    """What a command prints on a terminal of so many columns, both streams as they come."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    surroundings = {**os.environ, "TERM": "xterm-256color", "IKHTILAF_PAGER": "", "PAGER": "", **environment}
    running = subprocess.Popen(
        [sys.executable, "-m", "ikhtilaf", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=surroundings,
    )
    os.close(theirs)
    printed = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    running.wait(timeout=30)
    return printed.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "line", ["timeline", "relations --between river hill", "summary river", "show ford", "list states"]
)
def test_the_default_is_a_table_in_colour(line: str, ikhtilaf: Run) -> None:
    said = on_a_terminal(*line.split())
    assert "\x1b[" in said
    plain = ikhtilaf(*line.split(), "--format", "table").stdout
    assert ESCAPE.sub("", said) == plain


@pytest.mark.parametrize("columns", [60, 80, 132])
def test_a_table_is_as_wide_as_the_terminal(columns: int) -> None:
    lines = ESCAPE.sub("", on_a_terminal("timeline", columns=columns)).splitlines()
    assert columns - 20 < max(map(len, lines)) <= columns


def test_columns_wins_over_the_terminal() -> None:
    assert on_a_terminal("timeline", columns=80, COLUMNS="120") == on_a_terminal("timeline", columns=120)


def test_other_formats_are_the_same_there_as_in_a_pipe(ikhtilaf: Run) -> None:
    for form in ("tsv", "json", "md"):
        assert on_a_terminal("timeline", "--format", form) == ikhtilaf("timeline", "--format", form).stdout


@pytest.mark.parametrize("surroundings", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_where_there_is_no_colour(surroundings: dict[str, str], ikhtilaf: Run) -> None:
    said = on_a_terminal("timeline", columns=80, **surroundings)
    assert said == ikhtilaf("timeline", "--format", "table").stdout


def test_colour_that_is_asked_for_or_not() -> None:
    assert "\x1b[" in on_a_terminal("timeline", "--color", "always", TERM="dumb")
    assert "\x1b[" not in on_a_terminal("timeline", "--color", "never")


def test_mistakes_have_no_colour_of_their_own() -> None:
    said = on_a_terminal("timeline", "--faction", "nobody")
    assert said.startswith('error[unknown-name]: there is no faction "nobody" in this log\nremedy: ')


def test_a_terminal_that_cannot_show_a_letter_gets_it_written_out() -> None:
    said = on_a_terminal("list", "people", "--ascii", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", NO_COLOR="1")
    assert "Traceback" not in said
    assert "Selim \\xd6z" in said or "Selim Öz" in said


def test_a_fake_terminal_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is a terminal is asked of the stream that is written to, not of the process."""
    from io import StringIO

    from ikhtilaf.cli.run import run

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("IKHTILAF_PAGER", "")
    for terminal, table in ((Terminal(), True), (StringIO(), False)):
        monkeypatch.setattr(sys, "stdout", terminal)
        assert run(["list", "people"]) == 0
        assert ("\x1b[" in terminal.getvalue()) is table
        assert terminal.getvalue().startswith("id\t") is not table
