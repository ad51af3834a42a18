"""Reports of the shipped log, of a hostile one, and of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hostile_log import HOSTILE, QUOTES, hostile_log, page_of
from html_reading import Reading

from ikhtilaf.cli.run import run
from ikhtilaf.store import Store

pytest.importorskip("jinja2", reason="Jinja2 is not installed: no report was made")

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def ikhtilaf(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, on the shipped log unless it is told another."""

    def call(*arguments: str) -> CompletedProcess[str]:
        capsys.readouterr()
        code = run(arguments)
        out, err = capsys.readouterr()
        return CompletedProcess(arguments, code, out, err)

    return call


@pytest.fixture
def report(ikhtilaf: Run) -> Callable[..., str]:
    """The page that `report -o -` prints, with more options."""

    def call(*arguments: str) -> str:
        said = ikhtilaf("report", "-o", "-", *arguments)
        assert said.returncode == 0
        assert said.stderr in {"", "note: no event matches\n"}
        return said.stdout

    return call


@pytest.fixture(scope="session")
def shipped() -> Store:
    """The log that ships."""
    from ikhtilaf.store.opening import open_store

    return open_store(str(Path(__file__).parents[2] / "data" / "events.yaml"), cached=False)


@pytest.fixture(scope="session")
def shipped_page(shipped: Store) -> str:
    return page_of(shipped)


@pytest.fixture(scope="session")
def reading(shipped_page: str) -> Reading:
    return Reading(shipped_page)


@pytest.fixture(scope="session")
def hostile() -> Store:
    return hostile_log()


@pytest.fixture(scope="session")
def hostile_page(hostile: Store) -> str:
    return page_of(hostile, words=(HOSTILE,), command=f"ikhtilaf report -o '{QUOTES}'")
