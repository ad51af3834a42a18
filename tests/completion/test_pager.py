"""What is printed on a terminal goes through the pager; what is piped never does."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import read_terminal

LONG = ["timeline"]


class Screen:
    """Runs the program on a terminal, with a pager that keeps what it is given."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "kept"
        self.folder = folder
        self.surroundings = {"TERM": "xterm", "COLUMNS": "100"}

    def program(self, name: str, script: str) -> str:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        return str(path)

    def keeper(self, name: str = "keeper") -> str:
        return self.program(name, f'printf "%s " "LESS=$LESS" > "{self.kept}"; cat >> "{self.kept}"')

    def run(self, *arguments: str, drop: tuple[str, ...] = (), **surroundings: str) -> tuple[int, str]:
        """Return the exit code, and what the terminal shows."""
        env = {**os.environ, **self.surroundings, **surroundings}
        for name in ("PAGER", "IKHTILAF_PAGER", "LESS"):
            if name not in surroundings:
                env.pop(name, None)
        for name in drop:
            env.pop(name, None)
        main, inner = pty.openpty()
        command = [sys.executable, "-m", "ikhtilaf", *arguments]
        with subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=env) as process:
            os.close(inner)
            shown = b""
            while True:
                if not select.select([main], [], [], 60)[0]:
                    process.kill()
                    pytest.fail("the program waits for something")
                part = read_terminal(main)
                if not part:
                    break
                shown += part
            code = process.wait()
        os.close(main)
        return code, shown.decode().replace("\r\n", "\n")


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    return Screen(tmp_path)


def test_a_table_goes_through_the_pager(screen: Screen) -> None:
    code, shown = screen.run(*LONG, PAGER=screen.keeper())
    kept = screen.kept.read_text()
    assert code == 0
    assert shown == ""
    assert kept.startswith("LESS=FRX ")
    assert " events" in kept


def test_through_the_pager_it_is_the_same_table(screen: Screen) -> None:
    screen.run(*LONG, PAGER=screen.keeper())
    _, shown = screen.run(*LONG, "--no-pager")
    assert screen.kept.read_text().removeprefix("LESS=FRX ") == shown


def test_colours_survive(screen: Screen) -> None:
    screen.run(*LONG, PAGER=screen.keeper())
    assert "\x1b[" in screen.kept.read_text()


def test_less_as_the_user_has_set_it(screen: Screen) -> None:
    screen.run(*LONG, PAGER=screen.keeper(), LESS="S")
    assert screen.kept.read_text().startswith("LESS=S ")


def test_the_programs_own_variable_comes_first(screen: Screen) -> None:
    screen.run(*LONG, IKHTILAF_PAGER=screen.keeper(), PAGER=screen.program("other", "exit 9"))
    assert " events" in screen.kept.read_text()


def test_a_pager_may_have_arguments(screen: Screen) -> None:
    screen.run(*LONG, PAGER=f"LESS=Q {screen.keeper()} -x")
    assert screen.kept.read_text().startswith("LESS=Q ")


@pytest.mark.parametrize("named", ["", "cat", " ", "no-such-pager-here", "no-such-pager-here -R", "'"])
def test_without_a_pager_the_terminal_gets_it(screen: Screen, named: str) -> None:
    code, shown = screen.run(*LONG, PAGER=named)
    assert code == 0
    assert " events" in shown


def test_an_empty_own_variable_turns_a_pager_off(screen: Screen) -> None:
    _, shown = screen.run(*LONG, IKHTILAF_PAGER="", PAGER=screen.keeper())
    assert " events" in shown
    assert not screen.kept.exists()


@pytest.mark.parametrize("fmt", ["json", "jsonl", "csv", "tsv", "md"])
def test_only_a_table_is_paged(screen: Screen, fmt: str) -> None:
    _, shown = screen.run(*LONG, "--format", fmt, PAGER=screen.keeper())
    assert shown
    assert not screen.kept.exists()


def test_less_is_what_there_is_by_default(screen: Screen) -> None:
    screen.keeper("less")
    screen.run(*LONG, PATH=f"{screen.folder}{os.pathsep}{os.environ['PATH']}")
    assert " events" in screen.kept.read_text()


def test_never_in_a_pipe(screen: Screen) -> None:
    env = {**os.environ, "PAGER": screen.keeper()}
    command = [sys.executable, "-m", "ikhtilaf", *LONG, "--format", "table", "--pager"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert " events" in done.stdout
    assert not screen.kept.exists()


def test_leaving_early_is_quiet(screen: Screen) -> None:
    code, shown = screen.run("timeline", "--dates", PAGER=screen.program("quitter", "head -n 2; exit 0"), COLUMNS="40")
    assert code == 0
    assert len(shown.splitlines()) == 2


def test_leaving_before_anything_is_quiet(screen: Screen) -> None:
    code, shown = screen.run(*LONG, PAGER=screen.program("quitter", "exit 3"))
    assert (code, shown) == (0, "")


def test_a_mistake_starts_no_pager(screen: Screen) -> None:
    code, shown = screen.run("timeline", "--province", "nangrahaar", PAGER=screen.keeper())
    assert code == 2
    assert "Did you mean nangarhar" in shown
    assert not screen.kept.exists()


def test_nothing_to_show_starts_no_pager(screen: Screen) -> None:
    code, shown = screen.run("timeline", "--text", "no such words", "--exit-status", PAGER=screen.keeper())
    assert code == 1
    assert shown == "note: no event matches\n"
    assert not screen.kept.exists()


def test_the_exit_code_is_the_programs(screen: Screen) -> None:
    code, _ = screen.run("show", "Y7", PAGER=screen.program("failing", "cat >/dev/null; exit 5"))
    assert code == 0


def test_a_note_waits_for_the_reader(screen: Screen, tmp_path: Path) -> None:
    log = tmp_path / "log.yaml"
    log.write_text(
        "log: {title: t, covers: 2015, reporter: r}\n"
        "sources: {r: {kind: article, title: t, passages: [Y1, Y2]}}\n"
        "factions: {a: {kind: faction, name: A}}\n"
        "events:\n"
        "  - {id: e, date: 2015, type: presence, title: t, text: t, factions: {a: party}, claims: [{cites: [Y1]}]}\n"
    )
    pager = screen.program("slow", "cat; sleep 0.2; echo read")
    code, shown = screen.run("check", "--coverage", str(log), PAGER=pager)
    assert code == 0
    assert shown.endswith("read\nnote: nothing cites Y2, and no reason is given\n")


def test_real_less_ends_by_itself_where_all_fits(screen: Screen) -> None:
    if subprocess.run(["sh", "-c", "command -v less"], capture_output=True, check=False).returncode:
        pytest.skip("less is not here")
    code, shown = screen.run("list", "stances", PAGER="less", LINES="60")
    assert code == 0
    assert "admits" in shown
