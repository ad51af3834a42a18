"""A copy of this process that does a part of the work beside it, and sends what it has found as pieces of bytes.

The copy (`fork`) has all that this process has read, and must not touch what the two would share: open files,
connections. Where there can be none, the caller does all the work itself.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import IO, NoReturn, Self

from ikhtilaf.log.pieces import received, send


class Copy:
    """A running copy; leaving the context ends it."""

    def __init__(self, process: int, sent: IO[bytes]) -> None:
        self._process, self._sent = process, sent

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sent.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def pieces(self) -> Iterator[bytes]:
        """Yield what the copy sends, in order. Raises EOFError where it ends before it has sent all."""
        return received(self._sent)


def may_copy() -> bool:
    """Return whether this process may copy itself.

    With other threads a copy may stand still for ever, for it has their locks without them; on macOS the system's own
    libraries start some.
    """
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def copy(work: Callable[[], Iterable[bytes]], *, ahead: int | None = None) -> Copy:
    """Start a copy that sends the pieces, none of them empty, that `work` returns there. It may be so many bytes
    `ahead` of who takes them (None: as many as the system likes). Raises OSError where the system allows no copy.
    """
    reading, writing = os.pipe()
    if ahead is not None and sys.platform == "linux":
        import fcntl

        with suppress(OSError):  # where no more is allowed, it is as large as the system makes it
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, ahead)
    # An interrupt is for the first process alone: it may come before the copy could say that it hears none.
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process = os.fork()
        if process == 0:
            os.close(reading)
            _send_all(work, writing)
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    os.close(writing)
    return Copy(process, os.fdopen(reading, "rb", buffering=2**18))


def _send_all(work: Callable[[], Iterable[bytes]], writing: int) -> NoReturn:
    """Work and send, in the copy, and end it; nothing that the first process has open is closed in order."""
    try:
        # The first process hears of an interrupt, and ends this one; where the first is gone, writing ends it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        gc.disable()
        with os.fdopen(writing, "wb", buffering=2**18) as out:
            send(work(), out)
    finally:
        # Whatever went wrong here, the first process notices that the end is missing, and does it again in the open.
        os._exit(0)
