"""Which files make up a log, and what can be wrong with the path that names it."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ikhtilaf.errors import IkhtilafError

STDIN = "<stdin>"
_PIECE = 2**20
SUFFIXES = (".yaml", ".yml")


class PathError(IkhtilafError):
    """A path that cannot be read as a log. It is a mistake in the command, not in the log, so the exit code is that of
    usage.
    """


class NoSuchPathError(PathError):
    """There is nothing at the path."""

    name = "no-such-log"

    def __init__(self, path: str) -> None:
        super().__init__(f"there is no file or folder {path}", "Correct the path, or make a log with `ikhtilaf init`.")


class NoLogInFolderError(PathError):
    """A folder without a YAML file."""

    name = "no-log-in-folder"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"the folder {path} has no .yaml or .yml file", "Name the folder that has them; hidden files are not read."
        )


class UnreadablePathError(PathError):
    """A file or folder that the system will not open."""

    name = "unreadable-path"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} cannot be read: {why}", "Change its permissions, or copy it to where you can read it."
        )


class LoopError(PathError):
    """Symbolic links that lead back to themselves."""

    name = "link-loop"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is a symbolic link that leads back to itself", "Name the file itself.")


class NoRegularFileError(PathError):
    """A pipe, socket or device."""

    name = "no-regular-file"

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} is {what}, not a file", "Name a file or folder; use - to read from standard input.")


class TooMuchError(PathError):
    """More than can be held: a file beyond all measure, or a log on standard input, which is kept in memory."""

    name = "too-much"

    def __init__(self, path: str, most: int, remedy: str) -> None:
        super().__init__(f"{path} has more than {most >> 20:,} MiB", remedy)


MOST_BYTES = 4 * 2**30
"""How large a file of a log may be; reading one takes about five times its size in memory."""

MOST_PIPED = 512 * 2**20
"""How much may come from standard input, all of which is kept until the log has been read."""


class LogFile(NamedTuple):
    """One file of a log: its path, how it is shown, and its bytes if it cannot be read twice."""

    path: Path
    shown: str
    content: bytes | None = None

    def size(self) -> int:
        """Return how many bytes it has, as far as is known before it is read."""
        if self.content is not None:
            return len(self.content)
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def open(self) -> BinaryIO:
        """Open it for reading bytes."""
        if self.content is not None:
            return io.BytesIO(self.content)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise explained(self.shown, error) from error


def find_files(path: str | Path, stdin: BinaryIO | None = None) -> list[LogFile]:
    """Return the files of a log: the file at the path, or all YAML files below it, sorted; or `-`, from `stdin`.

    Below a folder, hidden files and folders are passed over, and links to folders are not followed. Raises `PathError`.
    """
    if str(path) == "-" and stdin is not None:
        return [LogFile(Path("-"), STDIN, _all_of(stdin))]
    path = Path(path)
    if stat.S_ISDIR(_mode(path)):
        found = sorted(_below(path), key=lambda file: file.relative_to(path).parts)
        if not found:
            raise NoLogInFolderError(str(path))
        return [_regular(file) for file in found]
    return [_regular(path)]


def _below(folder: Path) -> list[Path]:
    def fail(error: OSError) -> None:
        raise explained(str(error.filename), error)

    found: list[Path] = []
    for here, folders, files in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(here, name) for name in files if name.lower().endswith(SUFFIXES) and not name.startswith("."))
    return found


def _all_of(stdin: BinaryIO) -> bytes:
    pieces, size = [], 0
    while piece := stdin.read(_PIECE):
        size += len(piece)
        if size > MOST_PIPED:
            raise TooMuchError("standard input", MOST_PIPED, "Write it to a file, and name that.")
        pieces.append(piece)
    return b"".join(pieces)


def _mode(path: Path) -> int:
    return _status(path).st_mode


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except ValueError as error:  # a null character
        raise NoSuchPathError(repr(str(path))) from error
    except OSError as error:
        raise explained(str(path), error) from error


def _regular(path: Path) -> LogFile:
    status = _status(path)
    mode = status.st_mode
    if stat.S_ISREG(mode):
        if status.st_size > MOST_BYTES:
            raise TooMuchError(str(path), MOST_BYTES, "Divide the log among several files in a folder.")
        return LogFile(path, str(path))
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    raise NoRegularFileError(str(path), next((what for test, what in kinds if test(mode)), "something else"))


def explained(path: str, error: OSError) -> PathError:
    """Return what the system said about a path as an error for the user."""
    import errno

    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return NoSuchPathError(path)
    if error.errno == errno.ELOOP:
        return LoopError(path)
    return UnreadablePathError(path, (error.strerror or str(error)).lower())
