"""The shells themselves, on a terminal of their own, with nothing of the user's in them."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

SETUP = {
    "bash": (
        "bind 'set enable-bracketed-paste off'; bind 'set completion-query-items -1'; bind 'set page-completions off'; "
        "bind 'set show-all-if-ambiguous on'; source ./script"
    ),
    "zsh": "bindkey -e; LISTMAX=1000; stty columns 100 rows 60; autoload -Uz compinit; compinit -D -u; source ./script",
}
COMMANDS = {"bash": ["bash", "--norc", "--noprofile", "-i"], "zsh": ["zsh", "-f", "-i"]}

OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)
"""What makes the terminal the shell's own, before the shell starts; pytest may have threads, so it must not fork."""


def need(shell: str) -> None:
    """Skip the test, visibly, where the shell is not there."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")


def surroundings(home: Path) -> dict[str, str]:
    """What a shell is given: the program first in the path, and a home of its own."""
    kept = {name: os.environ[name] for name in ("IKHTILAF_CACHE", "IKHTILAF_LOG") if name in os.environ}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"HOME": str(home), "PATH": path, "TERM": "dumb", "LC_ALL": "C.UTF-8", "PS1": "> ", **kept}


class Terminal:
    """An interactive bash or zsh."""

    def __init__(self, shell: str, folder: Path, setup: str | None = None) -> None:
        self.folder = folder
        self.seen = ""
        self._terminal, inner = pty.openpty()
        self._shell = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, *COMMANDS[shell]],
            cwd=folder,
            env=surroundings(folder),
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        told = (
            f'told() {{ printf "%s\\n" "$@" > telling; mv telling told; }}; {SETUP[shell] if setup is None else setup}'
        )
        self._write(f"{told}\n")
        self._answer("told ready\n")

    def complete(self, line: str) -> list[str]:
        """Type a line and press the tabulator; return the words that then stand there. `seen` is what was shown."""
        return self._answer(f"{line}\t\x01told \n")

    def _answer(self, keys: str) -> list[str]:
        told = self.folder / "told"
        told.unlink(missing_ok=True)
        self.seen = ""
        self._write(keys)
        until = time.monotonic() + 60
        while not told.exists():
            if time.monotonic() > until:
                pytest.fail(f"the shell did not answer; it showed {self.seen!r}")
            if select.select([self._terminal], [], [], 0.02)[0]:
                self.seen += os.read(self._terminal, 65536).decode(errors="replace")
        return told.read_text().splitlines()

    def _write(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def close(self) -> None:
        """End the shell."""
        os.close(self._terminal)
        self._shell.wait()
