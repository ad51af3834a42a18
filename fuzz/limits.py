"""What one run may take and how it may end, and the gauge that measures it."""

from __future__ import annotations

import hashlib
import mmap
import os
import resource
import signal
import struct
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from ikhtilaf.errors import Exit, IkhtilafError

MIB = 1 << 20
SECONDS_A_MIB = 2.0
"""How long a MiB of input may take, in seconds of the processor: what others do on the machine is no failure."""
LEAST_SECONDS = 1.0
"""What a run may take however small its input is: a collection of garbage may fall into it."""
TIMES_INPUT = 20
"""How many times the size of its input a run may add to the memory of the process."""
ALLOWANCE = 32 * MIB
"""What a run may add besides: modules that are imported late, caches of patterns and dates, the arenas of the
allocator. It is the fixed cost of the program, and what 32 MiB do not explain grows with the input.
"""
HANG = 20
"""A run is broken off after so many seconds of the processor at the earliest, and twice as many at the latest."""

Target = Callable[[bytes], None]
"""Takes an input; returns, or raises an `IkhtilafError`, where all is well."""


class HangError(Exception):
    """A run was broken off."""


class TooSlowError(Exception):
    """A run took too much of the processor's time."""


class TooLargeError(Exception):
    """A run took too much memory."""


class Cost(NamedTuple):
    """What a run took: seconds of the processor, and bytes that the process grew by at its peak."""

    seconds: float
    memory: int


@dataclass
class Stats:
    """What came of all runs so far: `found` are the keys of what went wrong, each with the path of its input.

    `a_mib` is the worst time a MiB, of inputs of at least a quarter of one: of a few bytes it says nothing.
    """

    runs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    a_mib: float = 0.0
    memory: int = 0
    times_input: float = 0.0
    found: dict[str, str] = field(default_factory=dict)
    whole: bool = False

    def add(self, size: int, cost: Cost) -> None:
        """Count a run."""
        self.runs += 1
        self.slowest = max(self.slowest, cost.seconds)
        self.memory = max(self.memory, cost.memory)
        if size >= MIB // 4:
            self.a_mib = max(self.a_mib, cost.seconds * MIB / size)
            self.times_input = max(self.times_input, cost.memory / size)


def time_allowed(size: int) -> float:
    """Return how many seconds an input of so many bytes may take."""
    return max(LEAST_SECONDS, SECONDS_A_MIB * size / MIB)


def memory_allowed(size: int) -> int:
    """Return by how many bytes an input of so many may let the process grow."""
    return TIMES_INPUT * size + ALLOWANCE


class Gauge:
    """Runs a target and measures it. The input at hand is kept in a file, for when the whole process dies of it.

    What the process grows by is taken from a peak that is reset after every `window` runs, and so is never less than
    what the last run took; where it is too much, the run is measured again by itself.
    """

    def __init__(self, target: Target, at_hand: Path, window: int = 64) -> None:
        self._target, self._window = target, window
        at_hand.write_bytes(bytes(4 * MIB))
        with at_hand.open("r+b") as file:
            self._at_hand = mmap.mmap(file.fileno(), 0)
        self._peak = os.open("/proc/self/clear_refs", os.O_WRONLY)
        self._left, self._before = 0, 0
        self._running, self._at_tick = 0, 0
        """The number of the run that is going on, 0 for none; the one that was when the timer last went off."""
        self._runs = 0
        signal.signal(signal.SIGVTALRM, self._tick)
        self.watch()

    def watch(self) -> None:
        """Begin to watch for runs that do not end; a process that was forked off has to do so anew."""
        signal.setitimer(signal.ITIMER_VIRTUAL, HANG, HANG)

    def close(self) -> None:
        """Watch no longer."""
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        os.close(self._peak)
        self._at_hand.close()

    def run(self, data: bytes) -> tuple[Cost, Exception | None]:
        """Run the target once; return what it took and what went wrong, if anything did."""
        cost, wrong = self._measured(data)
        if wrong is None and cost.memory > memory_allowed(len(data)):
            self._left = 0
            cost, wrong = self._measured(data)
        size = len(data)
        if wrong is None and cost.seconds > time_allowed(size):
            wrong = TooSlowError(f"{size} bytes took {cost.seconds:.2f} s, and may take {time_allowed(size):.2f} s")
        if wrong is None and cost.memory > memory_allowed(size):
            allowed = memory_allowed(size) // MIB
            wrong = TooLargeError(f"{size} bytes took {cost.memory // MIB} MiB, and may take {allowed} MiB")
        return cost, wrong

    def _measured(self, data: bytes) -> tuple[Cost, Exception | None]:
        self._at_hand[: 4 + len(data)] = struct.pack("<I", len(data)) + data
        if not self._left:
            os.write(self._peak, b"5")  # the peak of the process's memory is what it has now: see proc(5)
            self._before, self._left = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, self._window
        self._left -= 1
        self._runs += 1
        wrong: Exception | None = None
        self._running = self._runs
        start = time.process_time()
        try:
            self._target(data)
        except IkhtilafError as error:
            if error.exit_code == Exit.DEFECT:
                wrong = error
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is what is looked for
            wrong = error
        seconds = time.process_time() - start
        self._running = 0
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - self._before
        return Cost(seconds, grown * 1024), wrong

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        """Break off the run that was going on already when this was last called."""
        if self._running and self._running == self._at_tick:
            raise HangError(f"it went on for more than {HANG} s")
        self._at_tick = self._running


def at_hand(path: Path) -> bytes:
    """Return the input that was at hand when the process of a `Gauge` died."""
    content = path.read_bytes()
    (size,) = struct.unpack("<I", content[:4])
    return content[4 : 4 + size]


def key_of(error: BaseException) -> str:
    """Return what tells one fault from another: the sort of error, and the innermost place of the program's own."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if f"{os.sep}ikhtilaf{os.sep}" in frame.filename and f"{os.sep}src{os.sep}" in frame.filename:
            place = f"{Path(frame.filename).stem}:{frame.lineno}"
    return f"{type(error).__name__} at {place}" if place else type(error).__name__


def keep(folder: Path, name: str, data: bytes, error: BaseException) -> Path:
    """Keep an input that something is wrong with, and the traceback beside it; return the path of the input."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), "utf-8", "surrogateescape")
    return path


def shrunk(data: bytes, still: Callable[[bytes], bool], tries: int = 2000) -> bytes:
    """Return a shorter input for which `still` holds, by leaving out ever smaller pieces."""
    piece = max(len(data) // 2, 1)
    while tries > 0:
        place, shorter = 0, False
        while place < len(data) and tries > 0:
            tried = data[:place] + data[place + piece :]
            tries -= 1
            if still(tried):
                data, shorter = tried, True
            else:
                place += piece
        if piece == 1 and not shorter:
            break
        piece = max(piece // 2, 1)
    return data
