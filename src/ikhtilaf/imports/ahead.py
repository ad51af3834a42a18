"""Rows decoded by a second process, ahead of the one that writes them: on two processors a large file takes less time.

The second process is a copy of this one (`fork`) that reads the file and sends chunks through a pipe, as plain data
(`marshal` of numbers, texts, tuples, lists and dicts); it opens no other file and writes nothing. Where it may not be
started, or the file is small, this process decodes: the outcome is the same.
"""

from __future__ import annotations

import fcntl
import gc
import marshal
import os
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Generator
from contextlib import suppress
from typing import IO, Any, NoReturn

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.imports import errors
from ikhtilaf.imports.decoding import Chunk, Decoder
from ikhtilaf.log.processors import processors

SMALL = 2**20
"""Bytes of a file for which a second process is not worth it."""
_AHEAD = 2**20
"""Bytes that the second process may be ahead: with the usual 64 KiB, about one chunk, each waits for the other."""
_LENGTH = struct.Struct("<Q")
_VERSION = 4
"""Of the format of `marshal`: the one that is quickest with text in ASCII."""


def chunks_of(decoder: Decoder) -> Generator[Chunk, None, None]:
    """Return the chunks of a table, in order. Raises the errors of a bad file, and `ReaderEndedError`.

    A second process is started at once, not with the first chunk; where the iterator is closed it is ended.
    """
    if decoder.table.size >= SMALL and _may_divide():
        with suppress(OSError):  # no more processes, or no more open files: then this one does it
            return _received(*_divided(decoder))
    return decoder.chunks()


def _may_divide() -> bool:
    # With other threads a copy may stand still for ever, for it has their locks without them; on macOS the system's own
    # libraries start some.
    if not hasattr(os, "fork") or sys.platform == "darwin" or threading.active_count() > 1:
        return False
    return processors() > 1


def _divided(decoder: Decoder) -> tuple[int, IO[bytes]]:
    """Start the second process; return its number and what it sends."""
    reading, writing = os.pipe()
    if sys.platform == "linux":
        with suppress(OSError):  # where no more is allowed, it is as large as the system makes it
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _AHEAD)
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if process == 0:
        os.close(reading)
        _send_all(decoder, writing)
    os.close(writing)
    return process, os.fdopen(reading, "rb", buffering=2**18)


def _send_all(decoder: Decoder, writing: int) -> NoReturn:
    """Decode and send, in the second process, and end it; nothing that the first has open is closed in order."""
    code = 1
    try:
        # The first process hears of an interrupt, and ends this one; where the first is gone, writing ends it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        # Rows make no cycles: looking for some takes a twentieth of the time.
        gc.freeze()
        gc.set_threshold(100_000)
        with os.fdopen(writing, "wb", buffering=2**18) as out:
            try:
                for chunk in decoder.chunks():
                    _send(out, tuple(chunk))
            except IkhtilafError as error:
                _send(out, (type(error).__name__, error.message, error.remedy))
            except BaseException:  # noqa: BLE001 -- told by the first process, which has the traceback
                _send(out, ("", traceback.format_exc(), ""))
        code = 0
    finally:
        os._exit(code)


def _send(out: IO[bytes], message: tuple[Any, ...]) -> None:
    data = marshal.dumps(message, _VERSION)
    out.write(_LENGTH.pack(len(data)))
    out.write(data)


def _received(process: int, sent: IO[bytes]) -> Generator[Chunk, None, None]:
    """Yield what the second process sends; end it where no more is wanted."""
    try:
        while True:
            head = sent.read(_LENGTH.size)
            length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else -1
            data = sent.read(length) if length >= 0 else b""
            if len(data) != length:
                raise errors.ReaderEndedError
            message = marshal.loads(data)  # noqa: S302 -- of our own process; it makes plain data and runs nothing
            if len(message) == _ERROR:
                raise _told(*message)
            chunk = Chunk(*message)
            yield chunk
            if chunk.end is not None:
                return
    finally:
        sent.close()
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


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
