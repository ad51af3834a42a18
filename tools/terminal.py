"""What a command prints on a terminal of 100 columns, run as a person would run it at the root of the checkout."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

from pages import ROOT

COLUMNS = 100
_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_TOOLS = re.compile(r"(?<![\w./-])(mlr|jq|csvcut|csvgrep|csvstat|csvsql|csvlook|duckdb|sqlite3|git)(?![\w./-])")
_OWN = ("IKHTILAF_LOG", "FORCE_COLOR", "LC_ALL", "LANG")


def missing_tools(command: str) -> list[str]:
    """Return the programs that a command names and that are not here."""
    return sorted({tool for tool in _TOOLS.findall(command) if not is_here(tool)})


def is_here(tool: str) -> bool:
    """Whether a program is installed, on the path or beside this Python."""
    return shutil.which(tool, path=_path()) is not None


def is_whole(command: str) -> bool:
    """Whether a shell would run this, rather than wait for another line."""
    if command.endswith("\\"):
        return False
    return subprocess.run(["/bin/bash", "-n", "-c", command], capture_output=True, check=False).returncode == 0  # noqa: S603 -- as `run`


def scratch(folder: Path) -> Path:
    """Fill an empty folder with links to what the checkout holds, so that examples can leave files there."""
    for entry in sorted(ROOT.iterdir()):
        if not entry.name.startswith("."):
            (folder / entry.name).symlink_to(entry)
    return folder


def run(command: str, folder: Path, *, color: bool = False) -> tuple[str, int]:
    """Return what a command prints, both streams as they come, and its exit code; without colour no escape codes."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    process = subprocess.Popen(  # noqa: S603 -- the project's own examples
        ["/bin/bash", "-c", command],
        cwd=folder,
        env=_environment(color=color),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    printed = b"".join(iter(lambda: read_terminal(ours), b""))
    os.close(ours)
    code = process.wait()
    text = printed.decode("utf-8").replace("\r\n", "\n")
    return (text if color else _SEQUENCE.sub("", text)), code


def read_terminal(end: int) -> bytes:
    """Return the next bytes that were written on a terminal; none once its other end is closed and all was read.

    Linux says that the other end is closed by an error. It may say so with bytes still to be read, where they were
    written and the end closed between its two looks: only what is said twice is so.
    """
    for _ in range(2):
        with suppress(OSError):
            return os.read(end, 65536)
    return b""


def _path() -> str:
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def _environment(*, color: bool) -> dict[str, str]:
    """The environment of a person's terminal, with nothing of this one's user in it that changes an answer."""
    kept = {name: value for name, value in os.environ.items() if name not in _OWN and not name.startswith("GIT_")}
    fixed = {
        "PATH": _path(),
        "COLUMNS": str(COLUMNS),
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PAGER": "cat",
        "GIT_PAGER": "cat",
        "IKHTILAF_PAGER": "cat",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    if color:
        kept.pop("NO_COLOR", None)
    else:
        fixed["NO_COLOR"] = "1"
    return kept | fixed
