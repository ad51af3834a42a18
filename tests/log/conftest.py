"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ikhtilaf.log.read import Reading, read

HERE = Path(__file__).parent
Read = Callable[..., Reading]


@pytest.fixture(scope="session")
def small() -> str:
    """The text of a log with one event."""
    return (HERE / "good" / "small.yaml").read_text(encoding="utf-8")


@pytest.fixture
def read_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads text or bytes as if they stood in the file log.yaml."""
    monkeypatch.chdir(tmp_path)

    def read_it(content: str | bytes, *, pure: bool = False) -> Reading:
        path = Path("log.yaml")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read(path, pure=pure)

    return read_it


@pytest.fixture
def found(read_text: Read) -> Callable[..., list[str]]:
    """Reads text and gives what was found, each as `line:column name`."""

    def found_in(content: str | bytes, *, pure: bool = False) -> list[str]:
        return [f"{problem.line}:{problem.column} {problem.name}" for problem in read_text(content, pure=pure).problems]

    return found_in
