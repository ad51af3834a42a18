"""Running the command line in the test's own process, on the small log beside this file, and printing what it said."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ikhtilaf.cli.run import run

HERE = Path(__file__).parent
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture(autouse=True)
def small_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small log is the one that is read, by a path that is the same on every machine."""
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("IKHTILAF_LOG", "small.yaml")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LANG", "LANGUAGE", "PYTHONIOENCODING", "GITHUB_ACTIONS", "PY_COLORS", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ikhtilaf(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: `ikhtilaf("timeline", "--format", "md", width=120)`."""

    def call(*arguments: str, width: int = 80) -> CompletedProcess[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, code, out, err)

    return call


@pytest.fixture
def transcript(ikhtilaf: Run) -> Callable[..., str]:
    """Run a command line given as one string, and return it with all that it said, as it would stand in a manual."""

    def call(line: str, width: int = 80) -> str:
        said = ikhtilaf(*shlex.split(line), width=width)
        parts = [f"$ ikhtilaf {line}\n", said.stdout]
        parts += [f"--- stderr\n{said.stderr}"] if said.stderr else []
        parts += [f"--- exit code {said.returncode}\n"] if said.returncode else []
        return "".join(parts).replace("\x1b", "␛")

    return call


@pytest.fixture
def process() -> Run:
    """Run `python -m ikhtilaf` as a process of its own; keyword arguments that are capital letters go into its
    environment, None takes one out of it.
    """

    def call(*arguments: str, stdin: str | bytes = b"", **environment: str | None) -> CompletedProcess[str]:
        given = {**os.environ, **environment}
        done = subprocess.run(
            [sys.executable, "-m", "ikhtilaf", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            env={name: value for name, value in given.items() if value is not None},
            timeout=60,
            check=False,
        )
        return CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
