"""Running the command line in the test's own process, and printing what it said: fixtures that conftests import."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from ikhtilaf.cli.run import run

Run = Callable[..., CompletedProcess[str]]


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
