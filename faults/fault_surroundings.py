"""Odd surroundings: clocks, homes, locales, closed streams, and many processes at once. The answer stays the same."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from typing import Any

from fault_rooms import answer
from fault_setting import Said, Setting, remove, temporaries
from fault_tally import Tally

_YEAR = 365.25 * 24 * 3600
_CLOCKS = {"1970": 1.0, "1980": 10 * _YEAR, "2001": 31 * _YEAR, "2100": 130 * _YEAR, "2200": 230 * _YEAR}


def crowd(setting: Setting, asked: tuple[str, ...]) -> Iterator[Tally]:
    """Many processes at once on one cold cache, then again on the warm one."""
    tally = Tally(f"{setting.crowd} processes on one cold cache")
    right = setting.run(*asked, "--no-cache").out
    remove(setting.cache)
    for state in ("cold", "warm"):
        started = [
            subprocess.Popen(  # noqa: S603 -- our own
                setting.command(asked),
                cwd=setting.work,
                env=setting.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(setting.crowd)
        ]
        for process in started:
            out, err = process.communicate(timeout=600)
            answer(tally, Said(process.returncode, out, err), right, f"{state} cache", must=True)
    tally.left = len(temporaries(setting.cache))
    if len(list(setting.cache.glob("*.db"))) != 1:
        tally.wrong += 1
        tally.miss(f"in the cache lie {sorted(path.name for path in setting.cache.iterdir())}")
    yield tally


def clocks(setting: Setting, asked: tuple[str, ...]) -> Iterator[Tally]:
    """A clock in the past or in the far future, files from then, and a clock that is set back between two runs."""
    tally = Tally("clock and file times, past and future")
    setting.clean()
    log = setting.work / "log.yaml"
    content = setting.log.read_bytes()
    changed = content.replace(b"title: ", b"title: Once more, ", 1)
    asked = (*asked, "--log", "log.yaml")
    for name, seconds in _CLOCKS.items():
        for files in (seconds, time.time(), -1.0, 2.0**32 + 5):
            remove(setting.cache)
            for text in (content, changed, content):  # the same times, whatever the file says
                log.write_bytes(text)
                os.utime(log, (files, files))
                right = setting.run(*asked, "--no-cache").out
                for happens in (("--clock", str(seconds)), ("--clock", str(seconds - 1)), ()):
                    said = setting.run(*asked, happens=happens)
                    answer(tally, said, right, f"clock of {name}, file of {files}", must=True)
    for kind in ("ics", "json-ld", "timelinejs", "geojson", "gexf"):
        right = setting.run("export", kind).out
        for seconds in _CLOCKS.values():
            said = setting.run("export", kind, happens=("--clock", str(seconds)))
            answer(tally, said, right, f"export {kind}, clock of {seconds}", must=True)
    yield tally


def homes(setting: Setting, asked: tuple[str, ...]) -> Iterator[Tally]:
    """`HOME` and the folders of the cache unset, empty, relative, a file, a device, nowhere."""
    tally = Tally("HOME, XDG_CACHE_HOME, IKHTILAF_CACHE odd")
    right = setting.run(*asked).out
    file = setting.folder / "file"
    file.write_bytes(b"mine")
    real = setting.environment()
    del real["IKHTILAF_CACHE"]
    odd = (
        "",
        "relative/folder",
        str(file),
        str(file / "deeper"),
        "/dev/null",
        "/proc/none",
        "~nobody-at-all",
        "/" + "x" * 300,
    )
    for name in ("HOME", "XDG_CACHE_HOME", "IKHTILAF_CACHE", "TMPDIR"):
        for value in odd:
            said = setting.run(*asked, env=real | {name: value})
            answer(tally, said, right, f"{name}={value[:40]}", must=True)
    without = {name: value for name, value in real.items() if name not in {"HOME", "TMPDIR"}}
    answer(tally, setting.run(*asked, env=without), right, "HOME unset", must=True)
    # The cache of a user without a home is where the system says that the home is: nothing is to be written there.
    answer(
        tally,
        setting.run(*asked, env={"IKHTILAF_LOG": real["IKHTILAF_LOG"]}, user=None),
        right,
        "no environment",
        must=True,
    )
    if file.read_bytes() != b"mine":
        tally.wrong += 1
        tally.miss("a file that stood where the cache should be was changed")
    remove(file)
    setting.clean()
    yield tally


def locales(setting: Setting, asked: tuple[str, ...]) -> Iterator[Tally]:
    """Locales without letters, and what Python is told about encodings: the same bytes into a pipe."""
    tally = Tally("locales and encodings")
    commands = [(*asked, "--format", form) for form in ("table", "json", "csv", "md")]
    commands += [("export", "json-ld"), ("export", "dot"), ("check",), ("report", "-o", "-"), ("draw", "matrix")]
    odd: list[dict[str, str]] = [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX"},
        {"LC_ALL": "nowhere.UTF-8"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0"},
        {"PYTHONUTF8": "1", "LC_ALL": "C"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "2"},
    ]
    for arguments in commands:
        right = setting.run(*arguments).out
        for more in odd:
            said = setting.run(*arguments, env=setting.environment(**more))
            answer(tally, said, right, f"{' '.join(arguments)} with {more}", must=True)
    for more in odd:
        mistaken = setting.run("timeline", "--faction", "Nangarhār", env=setting.environment(**more))
        answer(tally, mistaken, b"never", f"a mistake with {more}")
    yield tally


def closed_streams(setting: Setting, asked: tuple[str, ...]) -> Iterator[Tally]:
    """Standard input, output and error closed by the caller, each and all: what is left open carries the same."""
    tally = Tally("closed stdin, stdout, stderr")
    commands = [asked, ("export", "sqlite"), ("check",), ("export", "csv", "-o", "tables", "--force")]
    commands += [("report", "-o", "out.html", "--force"), ("store", "out.db", "--force")]
    for arguments in commands:
        setting.clean()
        right = setting.run(*arguments).out
        whole = _written(setting)
        for streams in ("<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"):
            for cold in (False, True):
                if cold:
                    remove(setting.cache)
                setting.clean()
                said = _shell(setting, arguments, streams)
                expected = b"" if " >&-" in f" {streams}" else right
                answer(tally, said, expected, f"{' '.join(arguments)} {streams}", must=True)
                if _written(setting) != whole:
                    tally.half += 1
                    tally.miss(f"{' '.join(arguments)} {streams}: what it wrote is not what it writes")
    for streams in ("<&-", ">&-", "<&- >&-"):
        said = _shell(setting, ("timeline", "--log", "-"), streams)
        answer(tally, said, b"never", f"a log from standard input {streams}")
    setting.clean()
    yield tally


def _shell(setting: Setting, arguments: tuple[str, ...], streams: str) -> Said:
    """Run a command in a shell that closes streams."""
    options: dict[str, Any] = {"cwd": setting.work, "env": setting.environment(), "timeout": 300}
    words = ["sh", "-c", f'exec "$@" {streams}', "sh", *setting.command(arguments)]
    done = subprocess.run(words, check=False, capture_output=True, **options)  # noqa: S603 -- our own
    return Said(done.returncode, done.stdout, done.stderr)


def _written(setting: Setting) -> dict[str, bytes]:
    return {
        str(path.relative_to(setting.work)): path.read_bytes()
        for path in sorted(setting.work.rglob("*"))
        if path.is_file()
    }
