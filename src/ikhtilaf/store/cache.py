"""The compiled logs that are kept between runs, so that a log that has not changed is not read again.

One folder: `$IKHTILAF_CACHE`, else `$XDG_CACHE_HOME/ikhtilaf`, else `~/.cache/ikhtilaf`. In it `NAME.db`, a compiled
log named by what it was made from (the bytes of the files, their names, the version of the schema and of the program),
`NAME.seen`, one for each path that was asked for: the size and times of its files when they were read, and which
compiled log that was, or that the file is a compiled log itself and sound; and `NAME.part`, one for each file of a
folder (`parts`).

Everything is written beside its place and renamed into it, so that a reader sees the old or the new and nothing else,
whoever else is writing, and whenever the process is killed. A compiled log whose bytes are not those that were written
is not used. Nothing here is needed for an answer: whatever cannot be read, written or trusted is as if it were not
there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

FORMAT = "ikhtilaf 1"
_RACY_NS = 2_000_000_000
"""A file changed so shortly before it was read may have been changed again within the same tick of its clock."""

_CHECKED_WHOLE = 16 * 2**20
_CHECKED_END = 2**16
_KEEP, _KEEP_SEEN, _KEEP_PARTS = 24, 200, 5000
_STALE_SECONDS = 24 * 3600
_SOUND = "sound"
"""What stands for the name of a compiled log where the file is one itself, and sound."""
_PIECE = 2**18
"""How much of a file is held at once."""


_OURS = r"[0-9a-f]{12,40}\.(?P<kind>db|seen|part)(?P<half>\.\d+-[0-9a-f]{8}\.tmp)?"
"""The names of what the cache writes."""


class FileState(NamedTuple):
    """What tells whether a file has changed: its path, size, and times of change in nanoseconds."""

    path: str
    shown: str
    size: int
    changed: int
    status_changed: int
    inode: int


class Seen(NamedTuple):
    """What was read at a path: the state of its files then, and the compiled log made from them, with its size and
    check sum.
    """

    state: str
    name: str
    size: int
    check: int


def folder() -> str | None:
    """Return the cache's folder, whether it exists or not; None where there is no place for one."""
    given = os.environ.get("IKHTILAF_CACHE")
    if given:
        return given
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 -- no pathlib on this path
    return os.path.join(base, "ikhtilaf") if os.path.isabs(base) else None  # noqa: PTH117, PTH118


def state_of(files: Sequence[tuple[str, str]]) -> list[FileState]:
    """Return the states of files given as (path, name shown); raises OSError where one cannot be looked at."""
    found = []
    for path, shown in files:
        stat = os.stat(path)  # noqa: PTH116
        whole = os.path.abspath(path)  # noqa: PTH100
        found.append(FileState(whole, shown, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    return found


def find(cache: str, path: str, states: Sequence[FileState], version: str) -> str | None:
    """Return the compiled log of files in these states, where it was seen before and is whole; else None.

    `path` is what the user asked for; `version` that of the schema and the program.
    """
    seen = _read_seen(_seen_path(cache, path))
    if seen is None or seen.state != _text(states, version):
        return None
    return usable(cache, seen)


def usable(cache: str, seen: Seen) -> str | None:
    """Return the path of a compiled log, where its bytes are those that were written; else None."""
    compiled = os.path.join(cache, seen.name + ".db")  # noqa: PTH118
    try:
        return compiled if _measure(compiled) == (seen.size, seen.check) else None
    except OSError:
        return None


def _measure(path: str) -> tuple[int, int]:
    """The size of a file and a check sum: over all of it, or over its ends where it is large."""
    with open(path, "rb") as file:  # noqa: PTH123
        size = os.fstat(file.fileno()).st_size
        if size <= _CHECKED_WHOLE:
            check = 0
            while piece := file.read(_PIECE):
                check = crc32(piece, check)
            return size, check
        start = file.read(_CHECKED_END)
        file.seek(-_CHECKED_END, os.SEEK_END)
        return size, crc32(file.read(), crc32(start))


def content_name(files: Sequence[tuple[str, str]], version: str) -> str:
    """Return the name of the compiled log of these files: a hash of their bytes, names, and the version."""
    from hashlib import blake2b

    digest = blake2b(version.encode(), digest_size=20)
    for path, shown in files:
        with open(path, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size
            digest.update(f"\0{shown}\0{size}\0".encode("utf-8", "surrogateescape"))
            while piece := file.read(_PIECE):
                digest.update(piece)
    return digest.hexdigest()


def remember(cache: str, path: str, states: Sequence[FileState], version: str, name: str) -> None:
    """Note that these files, unchanged, mean the compiled log `name`; not where they changed only a moment ago.

    Raises OSError where it cannot be written.
    """
    size, check = _measure(os.path.join(cache, name + ".db"))  # noqa: PTH118
    _note(cache, path, Seen("" if _racy(states) else _text(states, version), name, size, check))


def is_sound(cache: str, path: str, states: Sequence[FileState], version: str) -> bool:
    """Return whether a compiled log that somebody handed us, in this state, has been looked through."""
    return _read_seen(_seen_path(cache, path)) == Seen(_text(states, version), _SOUND, 0, 0)


def note_sound(cache: str, path: str, states: Sequence[FileState], version: str) -> None:
    """Note that a compiled log that somebody handed us is sound; not where it changed only a moment ago.

    Raises OSError where it cannot be written.
    """
    if not _racy(states):
        os.makedirs(cache, mode=0o700, exist_ok=True)  # noqa: PTH103
        _note(cache, path, Seen(_text(states, version), _SOUND, 0, 0))
        sweep(cache)


def _racy(states: Sequence[FileState]) -> bool:
    import time

    return max(max(state.changed, state.status_changed) for state in states) > time.time_ns() - _RACY_NS


def _note(cache: str, path: str, seen: Seen) -> None:
    lines = [FORMAT, seen.name, str(seen.size), str(seen.check), seen.state]
    replace(_seen_path(cache, path), "\n".join(lines).encode("utf-8", "surrogateescape"))


def lookup(cache: str, path: str, name: str) -> str | None:
    """Return the compiled log `name`, where it was last seen at this path and is whole: for when only the times
    changed.
    """
    seen = _read_seen(_seen_path(cache, path))
    return usable(cache, seen) if seen is not None and seen.name == name else None


def replace(path: str, content: bytes) -> None:
    """Write a file whole: beside its place, then renamed into it. Raises OSError."""
    beside = beside_of(path)
    try:
        with open(beside, "xb") as file:  # noqa: PTH123
            file.write(content)
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        remove(beside)
        raise


def beside_of(path: str) -> str:
    """Return a name for a file to be renamed into `path`, which no other process has."""
    return f"{path}.{os.getpid()}-{os.urandom(4).hex()}.tmp"


def remove(path: str) -> None:
    """Remove a file, if it can be."""
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:
        return


def sweep(cache: str) -> None:
    """Remove what killed runs left behind, and all but the newest of what the cache has written."""
    import time

    kept: dict[str, list[tuple[float, str]]] = {"db": [], "seen": [], "part": []}
    now = time.time()
    try:
        with os.scandir(cache) as entries:
            for entry in entries:
                # Whatever else lies in the folder is somebody's own.
                ours = re.fullmatch(_OURS, entry.name)
                age = now - entry.stat().st_mtime if ours else 0.0
                if ours and ours["half"] and age > _STALE_SECONDS:
                    remove(entry.path)
                elif ours and not ours["half"]:
                    kept[ours["kind"]].append((age, entry.path))
    except OSError:
        return
    for kind, most in (("db", _KEEP), ("seen", _KEEP_SEEN), ("part", _KEEP_PARTS)):
        for _, path in sorted(kept[kind])[most:]:
            remove(path)


def _seen_path(cache: str, path: str) -> str:
    whole = os.path.abspath(path).encode("utf-8", "surrogateescape")  # noqa: PTH100
    return os.path.join(cache, f"{crc32(whole):08x}{len(whole):04x}.seen")  # noqa: PTH118


def _read_seen(path: str) -> Seen | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            text = file.read().decode("utf-8", "surrogateescape")
        form, name, size, check, state = text.split("\n", 4)
        return Seen(state, name, int(size), int(check)) if form == FORMAT and name.isalnum() else None
    except (OSError, ValueError):
        return None


def _text(states: Sequence[FileState], version: str) -> str:
    return "\n".join([version, *("\t".join(map(str, state)) for state in states)])
