"""Files written whole or not at all: beside the place first, then moved there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ikhtilaf.cli.errors import UnwritablePathError
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.store.beside import beside


class FileInTheWayError(IkhtilafError):
    """Something stands where a new file should go."""

    name = "file-exists"

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} {what}; nothing was written", "Name another folder, or move it away first.")


def write_new(texts: Mapping[Path, str]) -> None:
    """Write new files, with the folders that they need: all of them, or none.

    Raises `FileInTheWayError` where there is anything in place of one of them, `UnwritablePathError` where the system
    says no.
    """
    for path in texts:
        _refuse_what_is_there(path)
    done: list[Path] = []
    try:
        for path, text in texts.items():
            done.extend(_make_folders(path.parent))
            _write_new(path, text)
            done.append(path)
    except BaseException as error:
        for path in reversed(done):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise UnwritablePathError(str(error.filename or path), _why(error)) from error
        raise


def replace(path: Path, text: str) -> None:
    """Put the text in place of what a file holds; its mode stays, and a link to it stays a link.

    Raises `UnwritablePathError`, with the file as it was.
    """
    target = path.resolve()
    try:
        with beside(str(target)) as new:
            _fill(Path(new), text, stat.S_IMODE(target.stat().st_mode))
            Path(new).replace(target)
    except OSError as error:
        raise UnwritablePathError(str(path), _why(error)) from error


def put(path: Path, text: str) -> None:
    """Write a file that an answer is sent to: a new one in a folder that is there, or over an older one of that name.

    Raises `UnwritablePathError`, with the older file as it was.
    """
    if path.is_file():
        replace(path, text)
        return
    try:
        if path.exists():
            raise UnwritablePathError(str(path), "it is no plain file")
        _write_new(path, text)
    except OSError as error:
        raise UnwritablePathError(str(path), _why(error)) from error


def _refuse_what_is_there(path: Path) -> None:
    if os.path.lexists(path):
        raise FileInTheWayError(str(path), "is there already")
    above = path.parent
    while not os.path.lexists(above):
        above = above.parent
    if not above.is_dir():
        raise FileInTheWayError(str(above), "is no folder")


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there, the outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    missing.reverse()
    for new in missing:
        new.mkdir()
    return missing


def _write_new(path: Path, text: str) -> None:
    mask = os.umask(0)
    os.umask(mask)
    with beside(str(path)) as new:
        _fill(Path(new), text, 0o666 & ~mask)
        try:
            os.link(new, path)  # as renaming, but never over a file that somebody else has put there meanwhile
        except FileExistsError:
            raise FileInTheWayError(str(path), "is there already") from None
        except OSError:  # a file system without hard links
            _refuse_what_is_there(path)
            Path(new).replace(path)


def _fill(file: Path, text: str, mode: int) -> None:
    """Write the text into a file, down to the disk, and give it its mode. Raises OSError."""
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    file.chmod(mode)


def _why(error: OSError) -> str:
    return error.strerror or str(error)
