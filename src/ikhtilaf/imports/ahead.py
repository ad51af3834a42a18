"""Rows decoded by a second process, ahead of the one that writes them: on two processors a large file takes less time.

The second process is a copy of this one that reads the file and sends chunks as plain data (`marshal` of numbers,
texts, tuples, lists and dicts); it opens no other file and writes nothing. Where it may not be started, or the file is
small, this process decodes: the outcome is the same.
"""

from __future__ import annotations

import gc
import marshal
import traceback
from collections.abc import Generator, Iterator
from contextlib import suppress
from functools import partial

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.imports import errors
from ikhtilaf.imports.decoding import Chunk, Decoder
from ikhtilaf.log.copies import Copy, copy, may_copy
from ikhtilaf.log.processors import processors

SMALL = 2**20
"""Bytes of a file for which a second process is not worth it."""
_AHEAD = 2**20
"""Bytes that the second process may be ahead: with the usual 64 KiB, about one chunk, each waits for the other."""
_VERSION = 4
"""Of the format of `marshal`: the one that is quickest with text in ASCII."""


def chunks_of(decoder: Decoder) -> Generator[Chunk, None, None]:
    """Return the chunks of a table, in order. Raises the errors of a bad file, and `ReaderEndedError`.

    A second process is started at once, not with the first chunk; where the iterator is closed it is ended.
    """
    if decoder.table.size >= SMALL and _may_divide():
        with suppress(OSError):  # no more processes, or no more open files: then this one does it
            return _received(copy(partial(_messages, decoder), ahead=_AHEAD))
    return decoder.chunks()


def _may_divide() -> bool:
    return processors() > 1 and may_copy()


def _messages(decoder: Decoder) -> Iterator[bytes]:
    """Decode, in the second process: a message a chunk, or one that tells what has gone wrong."""
    # Rows make no cycles: looking for some takes a twentieth of the time.
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()
    try:
        for chunk in decoder.chunks():
            yield marshal.dumps(tuple(chunk), _VERSION)
    except IkhtilafError as error:
        yield marshal.dumps((type(error).__name__, error.message, error.remedy), _VERSION)
    except Exception:  # noqa: BLE001 -- told by the first process, which has the traceback
        yield marshal.dumps(("", traceback.format_exc(), ""), _VERSION)


def _received(beside: Copy) -> Generator[Chunk, None, None]:
    """Yield what the second process sends; end it where no more is wanted."""
    with beside:
        try:
            for piece in beside.pieces():
                message = marshal.loads(piece)  # noqa: S302 -- of our own process; it makes plain data and runs nothing
                if len(message) == _ERROR:
                    raise _told(*message)
                chunk = Chunk(*message)
                yield chunk
                if chunk.end is not None:
                    return
        except EOFError:
            pass
        raise errors.ReaderEndedError


_ERROR = 3
"""How many parts the message of an error has; a chunk has more."""


def _told(name: str, message: str, remedy: str) -> Exception:
    """Return the error that the second process met."""
    kind = getattr(errors, name, None) if name else None
    if kind is None:
        return RuntimeError(f"the process that reads met this:\n{message}")
    made: IkhtilafError = kind.__new__(kind)
    IkhtilafError.__init__(made, message, remedy)
    return made
