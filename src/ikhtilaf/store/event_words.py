"""The index of the words of events that are held in memory, made in a thread of its own while SQLite makes the indexes
of their tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from ikhtilaf.store.search import WORDS_CUT, fill
from ikhtilaf.store.words import Words

_FEW = 1000
"""Of how many events the index is made before a thread for it has started."""


class EventWords(Words):
    """The index of what `words` yields anew each time it is called: the number and the words of each event."""

    def __init__(self, words: Callable[[], Iterable[tuple[int, str]]], events: int) -> None:
        super().__init__("")
        self._words = words
        self._few = events < _FEW
        self._cut = False

    def start(self) -> None:
        """Begin to make the index beside, unless it is small."""
        if not self._few:
            super().start()

    def add_to(self, connection: sqlite3.Connection) -> None:
        """Add the index, and note where a word in it is cut. Raises sqlite3.Error."""
        super().add_to(connection)
        if self._cut:
            connection.execute(WORDS_CUT)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        """Attach nothing: the words come from memory."""

    def _make(self, connection: sqlite3.Connection) -> None:
        self._cut = fill(connection, self._words())
