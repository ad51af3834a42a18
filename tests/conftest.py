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


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Undo, after each test, what a command does to its process for the short while that it lives: it freezes what there
    is, which here are all tests. What is frozen is counted wherever collecting is paused, for a tenth of a second each.
    """
    yield
    gc.unfreeze()


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return Path(__file__).parents[1]
