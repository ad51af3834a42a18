"""Where a file or folder is made before it is moved into its place: beside it, under a hidden name of its own.

The name is `.NAME.PID-RANDOM.tmp`. Whoever makes it holds a lock on it, which the system lets go of when the process
ends, however it ends: so what a killed process left behind is known by its lock that nobody holds, and the next one
that makes the same file removes it. On a file system without such locks it stays.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_SCRATCH = "ikhtilaf"
"""What files of the system's temporary folder are named after."""


@contextmanager
def beside(target: str, *, folder: bool = False) -> Iterator[str]:
    """Yield the path of a new, empty file, or `folder`, of mode 0600 or 0700, in the folder that `target` is in.

    To be moved to `target` when it is whole; what is still there at the end is removed. Raises OSError where none can
    be made.
    """
    _sweep(target)
    path, lock = _made(target, folder=folder)
    try:
        yield path
    finally:
        _remove(path)
        os.close(lock)


@contextmanager
def scratch() -> Iterator[str]:
    """Yield the path of an empty folder for files that are of use to this process only. Raises OSError."""
    from tempfile import gettempdir

    try:
        above = gettempdir()
    except FileNotFoundError as error:  # it tries to write to each
        raise OSError(errno.ENOSPC, "no folder for temporary files takes any") from error
    with beside(os.path.join(above, _SCRATCH), folder=True) as path:  # noqa: PTH118
        yield path


def _made(target: str, *, folder: bool) -> tuple[str, int]:
    """Make a file or folder beside the target; return its path, and a descriptor that holds its lock."""
    above, name = os.path.split(os.path.abspath(target))  # noqa: PTH100
    while True:
        path = os.path.join(above, f".{name}.{os.getpid()}-{os.urandom(4).hex()}.tmp")  # noqa: PTH118
        if folder:
            os.mkdir(path, 0o700)  # noqa: PTH102
        flags = os.O_RDONLY | os.O_DIRECTORY if folder else os.O_RDWR | os.O_CREAT | os.O_EXCL
        try:
            lock = os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except FileNotFoundError:
            if not folder or not os.path.isdir(above):  # noqa: PTH112
                raise
            continue  # swept away before the lock was on it
        with suppress(OSError):  # a file system without locks, where nothing is swept
            fcntl.flock(lock, fcntl.LOCK_EX)
        if _is(path, lock):
            return path, lock
        os.close(lock)


def _sweep(target: str) -> None:
    """Remove what killed processes left beside the target, if it can be."""
    above, name = os.path.split(os.path.abspath(target))  # noqa: PTH100
    ours = re.compile(rf"{re.escape(f'.{name}.')}\d+-[0-9a-f]{{8}}\.tmp")
    with suppress(OSError), os.scandir(above) as entries:
        for entry in entries:
            if ours.fullmatch(entry.name):
                with suppress(OSError):
                    _remove_abandoned(entry.path)


def _remove_abandoned(path: str) -> None:
    """Remove a file or folder of ours, unless a living process holds its lock. Raises OSError."""
    lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = os.fstat(lock)
        if found.st_uid == os.geteuid() and (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is(path, lock):
                _remove(path)
    finally:
        os.close(lock)


def _is(path: str, descriptor: int) -> bool:
    """Whether the path still leads to what the descriptor has open."""
    try:
        return os.path.samestat(os.lstat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _remove(path: str) -> None:
    """Remove a file or folder, if it is there and can be removed."""
    if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108
