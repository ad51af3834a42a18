"""Compiled logs that somebody damaged, or made to attack."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ikhtilaf.store.opening import open_store

SMALL = Path(__file__).parents[1] / "cli" / "small.yaml"


def compiled(path: Path, log: Path = SMALL) -> bytes:
    """Return the bytes of a small compiled log that has something of everything, written at this path."""
    store = open_store(str(log), cached=False)
    store.copy_to(str(path))
    store.close()
    return path.read_bytes()


def flipped(content: bytes, times: int, seed: int) -> Iterator[bytes]:
    """Yield the bytes so many times, each time with another one of them changed."""
    chance = random.Random(seed)
    for _ in range(times):
        at, change = chance.randrange(len(content)), chance.randrange(1, 256)
        yield content[:at] + bytes([content[at] ^ change]) + content[at + 1 :]


def page_size(content: bytes) -> int:
    """Return how large the pages of a database are, in bytes."""
    size = int.from_bytes(content[16:18], "big")
    return 65536 if size == 1 else size


def changed(path: Path, content: bytes, sql: str) -> None:
    """Write a database to a path and run some SQL on it, which may write to the schema as well."""
    path.write_bytes(content)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    connection.executescript(sql)
    connection.close()
