"""The index of the words of events: which events may have a text in them, found without reading their texts.

It is SQLite's own full-text index (FTS5) over the table `event`, so that other tools search it too. For us it is a hint
that leaves nothing out: a search looks for any text within the texts, also for the middle of a word, so the words that
can hold it are looked up first, then the events with these words; whether the text is really there, the query asks.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikhtilaf.store.database import Store

# What is indexed under `title` are all the words of an event, without case as a search compares them.
INDEX = """
CREATE VIRTUAL TABLE event_search USING fts5(title, content='event', content_rowid='n', columnsize=0);
CREATE VIRTUAL TABLE event_word USING fts5vocab(event_search, row);
"""

ENGINE = "fts5"

_MOST_WORDS = 300
"""Words that one piece of a text may stand in: beyond that, reading the texts is as quick."""


def add_search(connection: sqlite3.Connection, words: Iterable[tuple[int, str]]) -> None:
    """Add the index to a compiled log, from the number and the words of each event; where SQLite was built without FTS5
    there is none.
    """
    if connection.execute("SELECT 1 FROM pragma_module_list WHERE name = ?", (ENGINE,)).fetchone() is None:
        return
    connection.executescript(INDEX)
    connection.execute("BEGIN")
    plain = ((number, text.casefold()) for number, text in words)
    connection.executemany("INSERT INTO event_search (rowid, title) VALUES (?, ?)", plain)
    connection.execute("COMMIT")


def expression(store: Store, text: str) -> str | None:
    """Return the FTS5 expression for the events that can have a text (folded) in theirs; empty where none can, None
    where any can, or where the log has no index.

    Only pieces of ASCII letters and digits are looked up: of those it is sure that the index keeps them within a word.
    A piece in the middle of the text is a whole word, the first may be the end of one, the last the beginning.
    """
    if store.row("SELECT 1 FROM sqlite_master WHERE name = 'event_word'") is None:
        return None
    needed = []
    for piece in re.finditer("[a-z0-9]+", text):
        before = text[piece.start() - 1 : piece.start()]
        behind = text[piece.end() : piece.end() + 1]
        # A letter of another script beside it belongs to the same word, and how the index writes that we do not know.
        starts, ends = (bool(char) and char.isascii() for char in (before, behind))
        words = _words(store, piece[0], starts=starts, ends=ends)
        if words is not None:
            needed.append("(" + " OR ".join(f'"{word}"' for word in words) + ")")
        if words == []:
            return ""
    return " AND ".join(needed) or None


def _words(store: Store, piece: str, *, starts: bool, ends: bool) -> list[str] | None:
    """The words of the index in which a piece stands, at the start or the end where it must; None where there are too
    many.
    """
    if starts and ends:
        return [piece]
    pattern = ("" if starts else "*") + piece + ("" if ends else "*")
    sql = "SELECT term FROM event_word WHERE term GLOB ? LIMIT ?"
    found = store.column(sql, (pattern, _MOST_WORDS + 1))
    return None if len(found) > _MOST_WORDS else [word.replace('"', '""') for word in found]
