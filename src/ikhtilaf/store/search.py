"""The index of the words of events: which events may have a text in them, found without reading their texts.

It is SQLite's own full-text index (FTS5) over the table `event`, so that other tools search it too. For us it is a hint
that leaves nothing out: a search looks for any text within the texts, also for the middle of a word, so the words that
can hold it are looked up first, then the events with these words; whether the text is really there, the query asks.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikhtilaf.store.database import Store

# What is indexed under `title` are all the words of an event, without case as a search compares them.
INDEX = """
CREATE VIRTUAL TABLE event_search USING fts5(title, content='event', content_rowid='n', columnsize=0);
-- Every word of the index, once.
CREATE TABLE event_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
"""
VOCABULARY = """
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, event_search, row);
INSERT INTO event_word SELECT term FROM temp.vocabulary;
DROP TABLE temp.vocabulary;
"""
WORDS_CUT = "INSERT INTO log VALUES ('words_cut', '1')"
"""Said where a word was too long: then no search may rely on the index."""

ENGINE = "fts5"

_LONGEST = 8000
"""Letters of the longest word that the index is sure to keep whole: it cuts words at 32,768 bytes."""

_MOST_WORDS = 300
"""Words that one piece of a text may stand in: beyond that, reading the texts is as quick."""


_HELD = 8 * 2**20
"""Bytes of the index that are held while it is filled: with its own 1 MiB, parts are written and merged again."""
_PARTS = 16
"""Parts of that size that it may consist of before they are merged: with its own 4, what is merged is merged again."""


def searchable(connection: sqlite3.Connection) -> bool:
    """Return whether SQLite was built with FTS5."""
    return connection.execute("SELECT 1 FROM pragma_module_list WHERE name = ?", (ENGINE,)).fetchone() is not None


def set_for_filling(connection: sqlite3.Connection) -> None:
    """Let the index be filled in one go."""
    settings = [("hashsize", _HELD), ("automerge", _PARTS)]
    connection.executemany("INSERT INTO event_search (event_search, rank) VALUES (?, ?)", settings)


def longer_than_kept(text: str) -> bool:
    """Return whether a text has a word that the index may not keep whole."""
    return len(text) > _LONGEST and max(map(len, text.split())) > _LONGEST


def any_longer_than_kept(texts: Collection[str]) -> bool:
    """Return whether one of some texts has such a word."""
    return max(map(len, texts), default=0) > _LONGEST and any(map(longer_than_kept, texts))


def fill(connection: sqlite3.Connection, words: Iterable[tuple[int, str]]) -> bool:
    """Make the index in a database, from the number and the words of each event; return whether one of these is longer
    than the index keeps.
    """
    connection.executescript(INDEX)
    set_for_filling(connection)
    connection.execute("BEGIN")
    cut = False

    def folded() -> Iterator[tuple[int, str]]:
        nonlocal cut
        for number, text in words:
            cut = cut or longer_than_kept(text)
            yield number, text.casefold()

    connection.executemany("INSERT INTO event_search (rowid, title) VALUES (?, ?)", folded())
    connection.execute("COMMIT")
    connection.executescript(f"BEGIN; {VOCABULARY} COMMIT;")
    return cut


def expression(store: Store, text: str) -> str | None:
    """Return the FTS5 expression for the events that can have a text (folded) in theirs; empty where none can, None
    where any can, or where the log has no index.

    Only pieces of ASCII letters and digits are looked up: of those it is sure that the index keeps them within a word.
    A piece in the middle of the text is a whole word, the first may be the end of one, the last the beginning.
    """
    if not store.searchable or "words_cut" in store.facts:
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
    sql = "SELECT word FROM event_word WHERE word GLOB ? LIMIT ?"
    found = store.column(sql, (pattern, _MOST_WORDS + 1))
    return None if len(found) > _MOST_WORDS else [word.replace('"', '""') for word in found]
