"""The command line, run in a process that something happens to: it is killed, stinted, or told another time.

`python fault_child.py [--bytes N | --limit N] [--clock SECONDS] -- COMMAND...`
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS = frozenset(
    {"os.rename", "os.link", "os.symlink", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.utime"}
    | {"sqlite3.connect"}
)


def kill_before(step: int) -> None:
    """Arrange for this process to be killed, as by `kill -9`, right before its nth change to a file or folder.

    Steps are counted from 0. Raises nothing; a process with fewer steps runs to its end.
    """
    done = 0

    def look(event: str, given: tuple[object, ...]) -> None:
        nonlocal done
        flags = given[2] if event == "open" else 0
        if event in _STEPS or (isinstance(flags, int) and flags & _WRITING):
            done += 1
            if done > step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def kill_at_size(size: int) -> None:
    """Arrange for this process to be killed by the kernel as soon as a file of its grows over this size in bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def refuse_at_size(size: int) -> None:
    """Let no file of this process grow over this size in bytes: writing on is an error (EFBIG)."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def set_clock(seconds: float) -> None:
    """Let the clock, as Python reads it, stand this many seconds from 1970 when the process begins."""
    off = int(seconds * 10**9) - time.time_ns()
    really = time.time_ns
    time.time_ns = lambda: really() + off
    time.time = lambda: (really() + off) / 10**9


def main() -> None:
    """Let happen what the options say, and run the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bytes", type=int)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--clock", type=float)
    at = sys.argv.index("--")
    given = parser.parse_args(sys.argv[1:at])
    sys.argv[1:] = sys.argv[at + 1 :]
    if given.bytes is not None:
        kill_at_size(given.bytes)
    if given.limit is not None:
        refuse_at_size(given.limit)
    if given.clock is not None:
        set_clock(given.clock)
    from ikhtilaf.__main__ import main as command_line

    command_line()


if __name__ == "__main__":
    main()
