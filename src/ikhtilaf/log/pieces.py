"""Pieces of bytes on a pipe between two processes of this program, each behind its length; an empty one is the last."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import IO

_LENGTH = struct.Struct("<Q")
_LONGEST = 1 << 32
"""Bytes of a piece; whoever announces more does not speak this way."""


def send(pieces: Iterable[bytes], out: IO[bytes]) -> None:
    """Write the pieces, none of them empty, and that these were all."""
    for piece in pieces:
        out.write(_LENGTH.pack(len(piece)))
        out.write(piece)
    out.write(_LENGTH.pack(0))


def received(sent: IO[bytes]) -> Iterator[bytes]:
    """Yield what was sent, in order. Raises EOFError where it ends before it has said that this was all."""
    while length := _length(sent):
        piece = sent.read(length)
        if len(piece) != length:
            raise EOFError
        yield piece


def _length(sent: IO[bytes]) -> int:
    head = sent.read(_LENGTH.size)
    if len(head) != _LENGTH.size:
        raise EOFError
    length: int = _LENGTH.unpack(head)[0]
    if length > _LONGEST:
        raise EOFError
    return length
