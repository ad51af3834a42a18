"""Running the command line in the test's own process, on the small log beside this file, and printing what it said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from transcripts import Run, ikhtilaf, transcript

HERE = Path(__file__).parent
__all__ = ["ikhtilaf", "transcript"]


@pytest.fixture(autouse=True)
def small_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small log is the one that is read, by a path that is the same on every machine."""
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("IKHTILAF_LOG", "small.yaml")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LANG", "LANGUAGE", "PYTHONIOENCODING", "GITHUB_ACTIONS", "PY_COLORS", "TERMINAL_WIDTH"):
        monkeypatch.delenv(name, raising=False)


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
