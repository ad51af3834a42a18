"""What all tests share: nothing of the user's, and nothing kept between tests, has a say in them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setenv("IKHTILAF_CACHE", str(cache))
    for name in ("IKHTILAF_LOG", "IKHTILAF_PAGER", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    # Where it is set, every process that a test starts compiles all of the program anew.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Undo, after each test, what a command does to its process, which is meant to live for a short while: it freezes
    all that there is. Here that are all tests, and what is frozen is counted whenever collecting is paused, which takes
    hundredths of a second each time.
    """
    yield
    gc.unfreeze()


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return Path(__file__).parents[1]
