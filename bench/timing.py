"""Times whole processes: wall and processor time by `wait4`, interleaved A B A B, in an environment that is pinned.

A command writes into a pipe that is read as it comes, or onto a terminal of its own. Nothing that is measured runs in
this process.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import tty
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

WIDTH, HEIGHT = 100, 40
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and how. `before` is called ahead of every run and not timed; `timeout` is in seconds."""

    arguments: Sequence[str | Path]
    environment: Mapping[str, str]
    folder: Path
    terminal: bool = False
    before: Callable[[], object] | None = None
    timeout: float = 120.0
    lines: int = 1
    """After how many lines the answer counts as begun."""
    codes: frozenset[int] = frozenset({0})
    """The exit codes with which it has done what was asked."""


class Run(NamedTuple):
    """One run: seconds of wall time, of processor time, and until the answer had begun; what it wrote and how it
    ended (`timed_out`: it was killed at its time-out).
    """

    wall: float
    cpu: float
    begun: float | None
    code: int
    timed_out: bool
    out: bytes
    err: bytes


class BenchError(Exception):
    """What is to be measured cannot be: a command fails, or an answer is wrong."""


class FailedCommandError(BenchError):
    """A command that is to be timed does not do its work."""

    def __init__(self, name: str, command: Command, run: Run) -> None:
        self.run = run
        shown = " ".join(map(str, command.arguments))
        super().__init__(f"{name} ended with {run.code}: {shown}\n{run.err.decode(errors='replace').strip()[-2000:]}")


def pinned(cache: Path, home: Path, **more: str) -> dict[str, str]:
    """Return the environment of every command: nothing of the caller's but the search path and the time zone's absence.

    So there is no PYTHONDONTWRITEBYTECODE, PYTHONUNBUFFERED or the like, and the program's cache is its own.
    """
    pinned_ones = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
        "IKHTILAF_CACHE": str(cache),
    }
    return pinned_ones | more


def run(command: Command, *, keep: bool = False) -> Run:
    """Run a command once; `keep` what it writes to standard output."""
    if command.before is not None:
        command.before()
    arguments = [str(argument) for argument in command.arguments]
    read_end, write_end = _terminal() if command.terminal else os.pipe()
    with (command.folder / "stderr.txt").open("w+b") as errors:
        start = perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- commands of our own making
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=write_end,
            stderr=errors,
            env=dict(command.environment),
            cwd=command.folder,
            start_new_session=True,
        )
        os.close(write_end)
        try:
            out, begun, timed_out = _read(read_end, process.pid, start, command, keep=keep)
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            os.close(read_end)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read()
    return Run(wall, usage.ru_utime + usage.ru_stime, begun, process.returncode, timed_out, out, said)


def _terminal() -> tuple[int, int]:
    """Both ends of a new terminal: ours, and the command's."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    tty.setraw(theirs)
    return ours, theirs


def _read(end: int, pid: int, start: float, command: Command, *, keep: bool) -> tuple[bytes, float | None, bool]:
    """What comes, when the answer had begun, and whether the command was killed since it took too long."""
    parts: list[bytes] = []
    lines, timeout = 0, command.timeout
    begun: float | None = None
    timed_out = False
    while True:
        left = start + timeout - perf_counter()
        if not select.select([end], [], [], max(left, 0))[0]:
            if not timed_out:
                os.killpg(pid, signal.SIGKILL)
            timed_out, timeout = True, timeout + 10
            continue
        try:
            part = os.read(end, _CHUNK)
        except OSError:  # the other side of a terminal was closed
            break
        if not part:
            break
        if begun is None:
            lines += part.count(b"\n")
            begun = perf_counter() - start if lines >= command.lines else None
        if keep:
            parts.append(part)
    return b"".join(parts), begun, timed_out


@dataclass(slots=True)
class Series:
    """The runs of one command."""

    name: str
    runs: list[Run] = field(default_factory=list)

    @property
    def timed_out(self) -> bool:
        """Whether a run was killed since it took too long."""
        return any(run.timed_out for run in self.runs)

    @property
    def wall(self) -> float:
        """The median of the wall times, in seconds."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the processor times, in seconds."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def begun(self) -> float | None:
        """The median of the times until the answer had begun, in seconds; None where it never did."""
        times = [run.begun for run in self.runs if run.begun is not None]
        return statistics.median(times) if times else None


def interleaved(commands: Mapping[str, Command], rounds: int, *, warm: bool = True) -> dict[str, Series]:
    """Run all commands in turn, so many rounds, and return the runs of each; with `warm`, one round before that does
    not count. A command that ran into its time-out is not run again.

    Raises `FailedCommandError` where one ends with a code that is none of its own.
    """
    found = {name: Series(name) for name in commands}
    for turn in range(-1 if warm else 0, rounds):
        for name, command in commands.items():
            if found[name].timed_out:
                continue
            done = run(command)
            if not done.timed_out and done.code not in command.codes:
                raise FailedCommandError(name, command, done)
            if turn >= 0 or done.timed_out:
                found[name].runs.append(done)
    return found


_PEAK = """
import os, resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL).returncode
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(code)
"""


def peak(name: str, command: Command) -> tuple[int, Run]:
    """Return the most memory that a command holds at a time, in KiB, and its run.

    A new process counts what its parent held when it was started, so a small one starts it. Raises
    `FailedCommandError`.
    """
    told = command.folder / "peak.txt"
    told.unlink(missing_ok=True)
    wrapped = [sys.executable, "-I", "-S", "-c", _PEAK, told, *command.arguments]
    done = run(replace(command, arguments=wrapped))
    if done.timed_out or done.code not in command.codes:
        raise FailedCommandError(name, command, done)
    return int(told.read_text()), done
