"""From a path to an open store: from the cache where the log has not changed, else read, checked and compiled."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

from ikhtilaf import __version__
from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.store import cache
from ikhtilaf.store.database import SCHEMA_VERSION, Store, connect

if TYPE_CHECKING:
    from ikhtilaf.log.read import Kept, Reading, Told

_HASHED = 4 * 2**30
"""Bytes of a log beyond which it is not kept."""
_READS = ("dates", "log", "model", "store")
"""The packages whose code decides what a compiled log holds."""


class BrokenLogError(IkhtilafError):
    """A log that has errors cannot be asked; `reading` holds them."""

    name = "invalid-log"
    exit_code = Exit.INVALID_LOG

    def __init__(self, reading: Reading) -> None:
        count = len(reading.errors)
        what = "1 error" if count == 1 else f"{count:,} errors"
        super().__init__(
            f"the log {reading.path} has {what}", f"Mend the log; `ikhtilaf check {reading.path}` lists them all."
        )
        self.reading = reading


def log_path(given: str | None = None) -> str:
    """Return the path of the log to use: the one given, else `IKHTILAF_LOG`, else the packaged one."""
    return given or os.environ.get("IKHTILAF_LOG") or packaged_log()


def packaged_log() -> str:
    """Return the path of the log that ships with the program: inside the installed package, or in a checkout beside
    `src`.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 -- no pathlib here
    inside = os.path.join(package, "data", "events.yaml")  # noqa: PTH118
    if os.path.exists(inside):  # noqa: PTH110
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(package)), "data", "events.yaml")  # noqa: PTH118, PTH120


def shown_name(path: str) -> str | None:
    """Return what to call a log in messages and answers, where its path says nothing to a user: the packaged one; else
    None.
    """
    return "events.yaml" if path == packaged_log() else None


def open_store(path: str | None = None, *, cached: bool = True, told: Told | None = None) -> Store:
    """Return the log at `path` (None: as `log_path` says) open, from the cache where it can, else read and compiled.

    A file that is a SQLite database is opened as a compiled log; it is looked through once, and again when it has
    changed. With `cached` False the cache is neither read nor written. `told` hears what is being done, and how far it
    has come, from 0 to 1, where that may take long. Raises `BrokenLogError` where the log has errors, `NotAStoreError`
    where a database is no compiled log, and the errors of reading where there is no log at the path.
    """
    path = log_path(path)
    folder = cache.folder() if cached and path != "-" else None
    if is_database(path):
        return _handed_over(folder, path)
    found = None if folder is None else _from_cache(folder, path, told or _nobody)
    return found if found is not None else _compiled_in_memory(path, told or _nobody)


def _handed_over(folder: str | None, path: str) -> Store:
    """A compiled log that somebody hands us; that it was found sound is noted in the cache."""
    from ikhtilaf.store.foreign import open_foreign

    if folder is None:
        return open_foreign(path)
    try:
        states, made_by = cache.state_of([(path, path)]), version()
    except OSError:
        return open_foreign(path)
    sound = cache.is_sound(folder, path, states, made_by)
    store = open_foreign(path, sound=sound)
    if not sound:
        with suppress(OSError):
            cache.note_sound(folder, path, states, made_by)
    return store


def _compiled_in_memory(path: str, told: Told) -> Store:
    """Read, check and compile a log, and keep nothing."""
    from ikhtilaf.store.compile import compile_log

    return compile_log(_checked(path, told).usable(), told=told)


def _nobody(_what: str, _done: float) -> None:
    """Hear how far it has come, and say nothing."""


def version() -> str:
    """Return what a compiled log was made by: the version of the program and of the schema; in a checkout, where the
    code changes under one version, also when that was.
    """
    made = f"{__version__} {SCHEMA_VERSION}"
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 -- no pathlib here
    if packaged_log().startswith(package):
        return made
    times = []
    for name in _READS:
        with os.scandir(os.path.join(package, name)) as entries:  # noqa: PTH118
            times += [(entry.name, entry.stat().st_mtime_ns) for entry in entries if not entry.name.startswith("_")]
    return f"{made} {crc32(repr(sorted(times)).encode()):08x}"


def is_database(path: str) -> bool:
    """Return whether a file begins as SQLite databases do."""
    try:
        if not os.path.isfile(path):  # noqa: PTH113
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(16) == b"SQLite format 3\0"
    except (OSError, ValueError):
        return False


def _checked(path: str, told: Told, kept: Kept | None = None) -> Reading:
    from ikhtilaf.log.read import read

    reading = read(path, shown=shown_name(path), kept=kept, told=told)
    if reading.log is None:
        raise BrokenLogError(reading)
    return reading


def _files(path: str) -> list[tuple[str, str]]:
    """The files of a log, each with the name it is shown by; raises the errors of reading."""
    if os.path.isfile(path):  # noqa: PTH113
        return [(path, shown_name(path) or path)]
    from ikhtilaf.log.files import find_files

    return [(str(file.path), file.shown) for file in find_files(path)]


def _from_cache(folder: str, path: str, told: Told) -> Store | None:
    """The log from the cache, put there first where need be; None where the cache is of no use."""
    files, made_by = _files(path), version()
    try:
        states = cache.state_of(files)
        if sum(state.size for state in states) > _HASHED:
            return None  # not worth the time that it takes to learn its name, or no log at all
        found = cache.find(folder, path, states, made_by)
        if found is not None:
            return _opened(found)
        name = cache.content_name(files, made_by)
        found = cache.lookup(folder, path, name)
        if found is None:
            found = _compile_into(folder, path, name, made_by, told)
        cache.remember(folder, path, states, made_by, name)
        return _opened(found)
    except (OSError, ValueError, sqlite3.Error):
        # A cache that cannot be read or written, for whatever reason, is no reason not to answer.
        return None


def _opened(path: str) -> Store | None:
    try:
        return Store(connect(path), path)
    except sqlite3.Error:
        return None


def _compile_into(folder: str, path: str, name: str, made_by: str, told: Told) -> str:
    """Compile a log into the cache and return where; raises OSError or sqlite3.Error where that fails."""
    from ikhtilaf.store.compile import compile_log
    from ikhtilaf.store.parts import Parts

    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    target = os.path.join(folder, name + ".db")  # noqa: PTH118
    beside = cache.beside_of(target)
    try:
        compile_log(_checked(path, told, Parts(folder, made_by)).usable(), beside, told=told).close()
        if cache.content_name(_files(path), made_by) != name:
            raise ValueError("the log changed while it was read")
        os.replace(beside, target)  # noqa: PTH105
    finally:
        cache.remove(beside)
    cache.sweep(folder)
    return target
