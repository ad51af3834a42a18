"""A file of any kind, or a folder of files, written whole or not at all: beside its place first, then moved there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ikhtilaf.cli.errors import FileExistsAlreadyError, UnwritablePathError


@contextmanager
def whole_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """Yield a stream of bytes that becomes the file at `path` when all went well, and leaves no trace when not.

    With `force` a file that is there is replaced; a link to it stays a link. Raises `FileExistsAlreadyError` without
    it, and `UnwritablePathError` where the system says no.
    """
    if os.path.lexists(path) and not force:
        raise FileExistsAlreadyError(path)
    target = Path(path).resolve()
    if target.is_dir():
        raise UnwritablePathError(path, "it is a folder")
    with _told_of(path):
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            with _told_of(path):
                stream.flush()
                os.fsync(stream.fileno())
        with _told_of(path):
            beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: str, *, force: bool) -> Iterator[Path]:
    """Yield an empty folder whose files are in the folder at `path` when all went well; no trace is left when not.

    A folder that is there and holds something is only written into with `force`: files of the same names are replaced,
    others stay. Raises as `whole_file` does.
    """
    target = Path(path)
    there = os.path.lexists(path)
    if there and not (target.is_dir() and (force or not any(target.iterdir()))):
        if force:
            raise UnwritablePathError(path, "it is no folder")
        raise FileExistsAlreadyError(path)
    with _told_of(path):
        above = target.resolve().parent
        beside = Path(tempfile.mkdtemp(prefix=f".{target.resolve().name}.", suffix=".tmp", dir=above))
    try:
        yield beside
        with _told_of(path):
            _move(beside, target, there=there)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _move(beside: Path, target: Path, *, there: bool) -> None:
    mask = _mask()
    for file in beside.iterdir():
        file.chmod(0o666 & ~mask)
    if not there:
        beside.chmod(0o777 & ~mask)
        beside.rename(target)
        return
    for file in sorted(beside.iterdir()):
        file.replace(target / file.name)


@contextmanager
def _told_of(path: str) -> Iterator[None]:
    """Turn what the system says of the path into an error that the user can read."""
    try:
        yield
    except OSError as error:
        raise UnwritablePathError(path, error.strerror or str(error)) from error


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
