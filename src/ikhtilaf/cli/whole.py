"""A file of any kind, or a folder of files, written whole or not at all: beside its place first, then moved there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from ikhtilaf.cli.errors import FileExistsAlreadyError, UnwritablePathError
from ikhtilaf.store.beside import beside


@contextmanager
def whole_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """Yield a stream of bytes that becomes the file at `path` when all went well, and leaves no trace when not.

    With `force` a file that is there is replaced; a link to it stays a link. Raises `FileExistsAlreadyError` without
    it, and `UnwritablePathError` where the system says no.
    """
    with whole_path(path, force=force) as new, Path(new).open("wb") as stream:
        yield stream
        with _told_of(path):
            stream.flush()


@contextmanager
def whole_path(path: str, *, force: bool) -> Iterator[str]:
    """Yield the path of an empty file, to be written by whatever takes a path; as `whole_file` else."""
    if os.path.lexists(path) and not force:
        raise FileExistsAlreadyError(path)
    target = Path(path).resolve()
    if target.is_dir():
        raise UnwritablePathError(path, "it is a folder")
    with _beside(path, target) as new:
        yield str(new)
        with _told_of(path):
            _to_disk(new)
            new.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_mask())
            new.replace(target)


@contextmanager
def whole_folder(path: str, *, force: bool, last: str) -> Iterator[Path]:
    """Yield an empty folder whose files are in the folder at `path` when all went well; no trace is left when not.

    A folder that is there and holds something is only written into with `force`: files of the same names are replaced,
    others stay. `last` is the file that says that the others belong together: where some of them are not yet
    replaced, it is not there. Raises as `whole_file` does.
    """
    target = Path(path)
    there = os.path.lexists(path)
    if there and not (target.is_dir() and (force or not any(target.iterdir()))):
        if force:
            raise UnwritablePathError(path, "it is no folder")
        raise FileExistsAlreadyError(path)
    with _beside(path, target.resolve(), folder=True) as new:
        yield new
        with _told_of(path):
            _move(new, target, there=there, last=last)


def _move(new: Path, target: Path, *, there: bool, last: str) -> None:
    mask = _mask()
    for file in new.iterdir():
        file.chmod(0o666 & ~mask)
        _to_disk(file)
    if not there:
        new.chmod(0o777 & ~mask)
        new.rename(target)
        return
    # No system moves many files at once: until all are there, nothing says that they are one.
    (target / last).unlink(missing_ok=True)
    for file in sorted(new.iterdir(), key=lambda file: (file.name == last, file.name)):
        file.replace(target / file.name)


@contextmanager
def _beside(path: str, target: Path, *, folder: bool = False) -> Iterator[Path]:
    """As `store.beside`, with errors that the user can read: those of making it, not those of what is done in it."""
    with ExitStack() as stack:
        with _told_of(path):
            new = stack.enter_context(beside(str(target), folder=folder))
        yield Path(new)


def _to_disk(file: Path) -> None:
    """Have the system write all that it holds back of a file, so that the file is not moved before its content."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


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
