"""The program as a real process that cannot take more than it is given: memory, files and time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

HANG = 60
"""Seconds after which a process is taken to hang."""

CODE = """
import resource, sys
limit = int(sys.argv.pop(1)) << 20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from ikhtilaf.__main__ import main
main()
"""


class Said(NamedTuple):
    """How a process ended: `code` is negative for a signal, None where it hung and was killed; what it wrote, each
    stream cut off after a MiB; the time it took in seconds, and the most memory it held in MiB, as far as seen.
    """

    code: int | None
    out: str
    err: str
    seconds: float
    megabytes: float


def run(
    arguments: Sequence[str | bytes],
    *,
    folder: Path,
    feed: Callable[[IO[bytes]], None] | None = None,
    stdin: Path | None = None,
    limit: int = 2048,
    environment: Mapping[str, str] = os.environ,
    hang: float = HANG,
) -> Said:
    """Run the command line in a folder with at most `limit` MiB of address space.

    `feed` writes to its standard input, which otherwise is `stdin`, or empty.
    """

    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        (stdin or Path(os.devnull)).open("rb") as given,
    ):
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", CODE, str(limit), *arguments],
            cwd=folder,
            stdin=given if feed is None else subprocess.PIPE,
            stdout=out,
            stderr=err,
            env={**environment, "IKHTILAF_CACHE": str(folder / "cache"), "COLUMNS": "100"},
        )
        if feed is not None and process.stdin is not None:
            try:
                feed(process.stdin)
                process.stdin.close()
            except BrokenPipeError:
                pass  # it has heard enough
        code, megabytes = _awaited(process, began + hang)
        seconds = time.monotonic() - began
        for stream in (out, err):
            stream.seek(0)
        written, told = (stream.read(1 << 20).decode("utf-8", "replace") for stream in (out, err))
    return Said(code, written, told, seconds, megabytes)


def _awaited(process: subprocess.Popen[bytes], until: float) -> tuple[int | None, float]:
    """Wait for a process; kill it where it is not done by then. Return its exit code and the memory it took in MiB."""
    hung, held = False, 0.0
    while True:
        # Not `ru_maxrss`, which counts the process that this one is a copy of in its first moment.
        held = _held(process.pid) or held
        pid, status = os.waitpid(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return None if hung else process.returncode, held
        if not hung and time.monotonic() > until:
            hung = True
            os.kill(process.pid, signal.SIGKILL)
        time.sleep(0.01)


def _held(pid: int) -> float:
    """The most memory that a process has held so far, in MiB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)
