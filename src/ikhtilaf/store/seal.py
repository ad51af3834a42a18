"""A check sum within a compiled log that leaves the house: SQLite notices where its pages are damaged, not where a text
in them is.

It stands in the four bytes that SQLite keeps for an application (`PRAGMA user_version`), and is the CRC-32 of the file
with zeros there; 0 means that there is none. It finds damage, not malice: anybody can make it anew.
"""

from __future__ import annotations

import os
from zlib import crc32

_AT = 60
"""Where SQLite keeps the user version: file format, chapter 1.3."""
_PIECE = 2**20


def seal(path: str) -> None:
    """Write the check sum into a database that nobody has open. Raises OSError."""
    total = _sum(path)
    with open(path, "r+b") as file:  # noqa: PTH123 -- no pathlib on this path
        file.seek(_AT)
        file.write(total.to_bytes(4, "big"))


def is_whole(path: str) -> bool:
    """Return whether a database has the check sum that it says, or says none. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123
        header = file.read(100)
        size = os.fstat(file.fileno()).st_size
    said = int.from_bytes(header[_AT : _AT + 4], "big")
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    return said == 0 or (size == (65536 if page == 1 else page) * pages and said == _sum(path))


def _sum(path: str) -> int:
    total = 0
    with open(path, "rb") as file:  # noqa: PTH123
        first = file.read(_AT)
        file.read(4)
        total = crc32(bytes(4), crc32(first))
        while piece := file.read(_PIECE):
            total = crc32(piece, total)
    return total or 1
