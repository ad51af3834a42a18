"""The progress bar: after a second and on a terminal, else not at all."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from ikhtilaf.render.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves the time on."""
    now = [100.0]
    monkeypatch.setattr("ikhtilaf.render.progress.time.monotonic", lambda: now[0])
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")

    def move(seconds: float) -> None:
        now[0] += seconds

    return move


def told(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *steps: Callable[[], None]) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as tell:
        for number, step in enumerate(steps):
            step()
            tell("Reading", number / len(steps))
    return stream.getvalue()


def test_what_is_done_within_a_second_shows_no_bar(
    monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]
) -> None:
    assert told(Terminal(), monkeypatch, lambda: clock(0.4), lambda: clock(0.5)) == ""


def test_what_takes_longer_shows_one(monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]) -> None:
    said = told(Terminal(), monkeypatch, lambda: clock(1.5), lambda: clock(0.01), lambda: clock(1))
    assert "Reading" in said
    assert "67%" in said
    assert "33%" not in said  # too soon after the look before


def test_nobody_looks_at_a_pipe(monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]) -> None:
    assert told(io.StringIO(), monkeypatch, lambda: clock(5), lambda: clock(5)) == ""


def test_a_second_piece_of_work_finishes_the_first(
    monkeypatch: pytest.MonkeyPatch, clock: Callable[[float], None]
) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress() as tell:
        clock(2)
        tell("Reading", 0.5)
        clock(1)
        tell("Compiling", 0.25)
    last = stream.getvalue()
    assert "100%" in last
    assert "25%" in last
