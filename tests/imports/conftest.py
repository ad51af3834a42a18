"""A way to import the small tables of this folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ikhtilaf.cli.run import run

HERE = Path(__file__).parent
Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def ikhtilaf(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command line in this process, in the folder of the small tables."""
    monkeypatch.chdir(HERE)
    monkeypatch.setenv("IKHTILAF_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("IKHTILAF_LOG", raising=False)

    def call(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, code, out, err)

    return call
