"""Running `compare` and `diff` in the test's own process, on the logs beside this file."""

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
def told_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """What people told is the log in use, by a path that is the same on every machine."""
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("IKHTILAF_LOG", "told.yaml")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LANG", "LANGUAGE", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)


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
