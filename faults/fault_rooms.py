"""No room and no permission: a full disk, a limit on file sizes, files and folders that may not be read or written."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fault_cases import Case, State, judge, sweep_left
from fault_setting import Said, Setting, remove
from fault_tally import Tally

_ROOMS = (8, 64, 256)
"""Sizes of a small disk, in KiB."""
_PLAIN = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")
"""Runs a command of root's as one whom permissions bind as they bind everybody."""
ASKED = ("timeline", "--faction", "A")
"""A command whose answer is compared."""


class CannotMountError(Exception):
    """Mounting is not allowed here."""


@contextlib.contextmanager
def small_disk(path: Path, kibibytes: int) -> Iterator[Path]:
    """A disk of so many KiB at this path, which is removed afterwards. Raises `CannotMountError`."""
    path.mkdir(parents=True, exist_ok=True)
    options = f"size={kibibytes}k,mode=0777"
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path], check=True, capture_output=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError) as error:
        path.rmdir()
        raise CannotMountError("a small disk cannot be mounted here") from error
    try:
        yield path
    finally:
        subprocess.run(["umount", path], check=True)  # noqa: S603, S607
        path.rmdir()


def answer(tally: Tally, said: Said, right: bytes, what: str, *, must: bool = False) -> None:
    """Count an answer: right, a clear error (unless it `must` be right), or wrong."""
    tally.runs += 1
    if (said.code, said.out) == (0, right):
        tally.right += 1
    elif said.told and not must:
        tally.told += 1
    else:
        tally.wrong += 1
        tally.miss(f"{what}: {said.shown}")


def full_disk(setting: Setting, cases: list[Case], asked: tuple[str, ...]) -> Iterator[Tally]:
    """A disk without room under the target, the cache, the temporary files, and standard output."""
    for make in (_full_target, _full_cache, _full_temporaries, _full_output):
        try:
            yield make(setting, cases, asked)
        except CannotMountError as error:
            tally = Tally((make.__doc__ or "").split(":", maxsplit=1)[0].strip().lower())
            tally.skipped = str(error)
            yield tally
    yield _dev_full(setting, asked)


def _full_target(setting: Setting, cases: list[Case], _asked: tuple[str, ...]) -> Tally:
    """Full disk under the target: the file is as it was, and the error clear; or there was room."""
    tally = Tally("full disk under the target")
    for case in cases:
        for older, new in references(setting, case):
            for size in _ROOMS:
                setting.clean()
                setting.work.rmdir()
                try:
                    with small_disk(setting.work, size):
                        _try(tally, setting, case, new, older=older, what=f"{case.name} on {size} KiB")
                finally:
                    setting.work.mkdir(exist_ok=True)
    return tally


def references(setting: Setting, case: Case) -> Iterator[tuple[bool, State]]:
    """Yield whether something is there before, and what is there after an undisturbed run."""
    for older, tried in ((False, case.newer), (True, case.older)):
        if tried:
            yield older, case.reference(setting, older=older)


def _try(
    tally: Tally,
    setting: Setting,
    case: Case,
    new: State,
    *,
    older: bool,
    what: str,
    happens: tuple[str, ...] = (),
    locked: bool = False,
    **more: Any,
) -> None:
    """Run a command that writes, in whatever happens to it, and count what is at its target and what it said."""
    try:
        old = case.prepare(setting, older=older)
    except OSError:
        return  # there is not even room for what was there before
    before = {path.name for path in setting.work.iterdir()}
    folders = [setting.work, *([setting.work / case.target] if case.folder and older else [])]
    for folder in folders:
        folder.chmod(0o555 if locked else 0o755)
    said = setting.run(*case.arguments, happens=happens, **more)
    for folder in folders:
        folder.chmod(0o755)
    tally.runs += 1
    found = case.found(setting)
    judge(tally, found, old, new, what)
    if said.told or said.code == 0:
        tally.right += said.code == 0
        tally.told += said.code != 0
        if (said.code == 0) != (found == new) and old != new:
            tally.half += 1
            tally.miss(f"{what}: exit {said.code}, and the target is not as it says")
    else:
        tally.wrong += 1
        tally.miss(f"{what}: {said.shown}")
    sweep_left(tally, setting, before | {case.target})


def _full_cache(setting: Setting, _cases: list[Case], asked: tuple[str, ...]) -> Tally:
    """Full disk under the cache: the answer is right, from no cache."""
    tally = Tally("full disk under the cache")
    right = setting.run(*asked).out
    for size in (4, *_ROOMS):
        with small_disk(setting.folder / "disk", size) as disk:
            for folder in (disk, disk / "deeper"):
                for _ in range(2):
                    said = setting.run(*asked, env=setting.environment(IKHTILAF_CACHE=str(folder)))
                    answer(tally, said, right, f"cache on {size} KiB", must=True)
                tally.left += sum(path.suffix == ".tmp" for path in disk.rglob("*"))
    return tally


def _full_temporaries(setting: Setting, cases: list[Case], _asked: tuple[str, ...]) -> Tally:
    """Full disk under temporary files: as under the target."""
    tally = Tally("full disk under temporary files")
    for case in cases:
        for older, new in references(setting, case):
            with small_disk(setting.folder / "disk", 8) as disk:
                env = setting.environment(TMPDIR=str(disk), SQLITE_TMPDIR=str(disk))
                _try(tally, setting, case, new, older=older, what=f"{case.name}, temporary files on 8 KiB", env=env)
                tally.left += len(list(disk.iterdir()))
    return tally


def _full_output(setting: Setting, _cases: list[Case], asked: tuple[str, ...]) -> Tally:
    """Full disk under standard output: a clear error."""
    tally = Tally("full disk under standard output")
    for arguments in _printing(asked):
        right = setting.run(*arguments).out
        for size in (4, *_ROOMS):
            with small_disk(setting.folder / "disk", size) as disk:
                with (disk / "out").open("wb") as out:
                    said = setting.run(*arguments, stdout=out)
                written = (disk / "out").read_bytes()
            answer(tally, said._replace(out=written), right, f"{' '.join(arguments)} on {size} KiB")
    return tally


def _dev_full(setting: Setting, asked: tuple[str, ...]) -> Tally:
    """A standard output, or a standard error, that takes nothing."""
    tally = Tally("/dev/full as standard output or error")
    for arguments in _printing(asked):
        right = setting.run(*arguments).out
        with Path("/dev/full").open("wb") as full:
            answer(tally, setting.run(*arguments, stdout=full), b"never", f"{' '.join(arguments)} > /dev/full")
            said = setting.run(*arguments, stderr=full)
            answer(tally, said, right, f"{' '.join(arguments)} 2> /dev/full", must=True)
            mistaken = setting.run("timeline", "--faction", "nobody-at-all", stderr=full)
            answer(tally, mistaken._replace(err=b"error[unknown-name]"), b"never", "a mistake, 2> /dev/full")
    return tally


def _printing(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Commands that print a long answer, in each of the ways that they do."""
    formats = [(*asked, "--format", name) for name in ("table", "json", "jsonl", "csv", "tsv", "md")]
    exports = [("export", kind) for kind in ("timelinejs", "ics", "geojson", "json-ld", "gexf", "dot", "sqlite")]
    return [*formats, *exports, ("report", "-o", "-"), ("check",), ("schema",)]


def limited_sizes(setting: Setting, cases: list[Case], asked: tuple[str, ...]) -> Iterator[Tally]:
    """RLIMIT_FSIZE: no file may grow over a size."""
    tally = Tally("RLIMIT_FSIZE, all commands")
    right = setting.run(*asked).out
    for size in (0, 1_000, 50_000):
        for case in cases:
            for older, new in references(setting, case):
                what = f"{case.name}, no file over {size} bytes"
                _try(tally, setting, case, new, older=older, what=what, happens=("--limit", str(size)))
        remove(setting.cache)
        for _ in range(2):
            said = setting.run(*asked, happens=("--limit", str(size)))
            answer(tally, said, right, f"{' '.join(asked)}, no file over {size} bytes", must=True)
    yield tally


def no_permission(setting: Setting, cases: list[Case], asked: tuple[str, ...]) -> Iterator[Tally]:
    """As a user who may not read the log, or not write the home, the cache, the target."""
    tally = Tally("no permission, all commands")
    plain: dict[str, Any] = {"within": _PLAIN if os.geteuid() == 0 else ()}
    if plain["within"] and shutil.which("setpriv") is None:
        tally.skipped = "root may do everything, and there is no setpriv"
        yield tally
        return
    right = setting.run(*asked).out
    unreadable, locked, secret = (setting.folder / name for name in ("unreadable.yaml", "locked", "secret"))
    file = setting.folder / "file"
    unreadable.write_bytes(setting.log.read_bytes())
    unreadable.chmod(0)
    locked.mkdir()
    (secret / "ikhtilaf").mkdir(parents=True)
    file.write_bytes(b"")
    locked.chmod(0o555)
    secret.chmod(0)
    for place in (locked, secret, secret / "ikhtilaf", file / "deeper"):
        for name in ("HOME", "XDG_CACHE_HOME", "IKHTILAF_CACHE"):
            env = setting.environment(**{name: str(place)})
            if name != "IKHTILAF_CACHE":
                del env["IKHTILAF_CACHE"]
            answer(tally, setting.run(*asked, env=env, **plain), right, f"{name}={place}", must=True)
    for path in (unreadable, secret, secret / "log.yaml"):
        for arguments in (("timeline", "--log", str(path)), ("check", str(path)), ("fmt", str(path))):
            answer(tally, setting.run(*arguments, **plain), b"never", f"unreadable: {' '.join(arguments)}")
    for case in cases:
        for older, new in references(setting, case):
            _try(tally, setting, case, new, older=older, what=f"{case.name}, unwritable target", locked=True, **plain)
    for path in (locked, secret):
        path.chmod(0o755)
    for path in (unreadable, locked, secret, file):
        remove(path)
    yield tally
