"""A progress bar on stderr, for what takes longer than a second, where stderr is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_PATIENCE = 1.0
"""Seconds after which somebody wants to know how far it has come."""

_PAUSE = 0.1
"""Seconds between two looks of the bar."""


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Give what is to be told of a long piece of work: what is being done, and how far that has come, from 0 to 1."""
    bar = _Bar()
    try:
        yield bar.tell if sys.stderr.isatty() else _nothing
    finally:
        bar.close()


def _nothing(_what: str, _done: float) -> None:
    """Hear it and show nothing."""


class _Bar:
    """The bar, which is drawn, and its library loaded, only when the work has taken a while."""

    def __init__(self) -> None:
        self.next = time.monotonic() + _PATIENCE
        self.drawn: Any = None
        self.tasks: dict[str, Any] = {}

    def tell(self, what: str, done: float) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + _PAUSE
        if self.drawn is None:
            from rich.console import Console
            from rich.progress import Progress

            self.drawn = Progress(console=Console(stderr=True), auto_refresh=False, transient=True)
            self.drawn.start()
        if what not in self.tasks:
            for task in self.tasks.values():
                self.drawn.update(task, completed=1.0)
            self.tasks[what] = self.drawn.add_task(what, total=1.0)
        self.drawn.update(self.tasks[what], completed=done)
        self.drawn.refresh()

    def close(self) -> None:
        if self.drawn is not None:
            self.drawn.stop()
