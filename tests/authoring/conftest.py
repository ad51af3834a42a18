"""What the tests of init, new and fmt share: the program run in this process, on files of the test's own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from ikhtilaf.cli.run import run


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, where the program runs, with no log set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("IKHTILAF_LOG", raising=False)
    return tmp_path


@pytest.fixture
def ikhtilaf(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the program and gives its exit code, output and messages."""

    def run_it(*arguments: object, stdin: str | None = None) -> Answer:
        capsys.readouterr()
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code = run([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return run_it
