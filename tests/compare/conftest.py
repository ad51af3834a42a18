"""Running `compare` and `diff` in the test's own process, on the logs beside this file."""

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
def told_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """What people told is the log in use, by a path that is the same on every machine."""
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("IKHTILAF_LOG", "told.yaml")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LANG", "LANGUAGE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ikhtilaf(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process."""

    def call(*arguments: str, width: int = 80) -> CompletedProcess[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, code, out, err)

    return call


@pytest.fixture
def transcript(ikhtilaf: Run) -> Callable[..., str]:
    """Run a command line given as one string, and return it with all that it said."""

    def call(line: str, width: int = 80) -> str:
        said = ikhtilaf(*shlex.split(line), width=width)
        parts = [f"$ ikhtilaf {line}\n", said.stdout]
        parts += [f"--- stderr\n{said.stderr}"] if said.stderr else []
        parts += [f"--- exit code {said.returncode}\n"] if said.returncode else []
        return "".join(parts).replace("\x1b", "␛")

    return call


@pytest.fixture
def process() -> Run:
    """Run the program as a process of its own."""

    def call(*arguments: str, stdin: str = "", cwd: Path | None = None) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "ikhtilaf", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=cwd,
            env=dict(os.environ),
            timeout=60,
            check=False,
        )

    return call
