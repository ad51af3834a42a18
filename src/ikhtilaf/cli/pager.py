"""A long table is read page by page: what is printed on a terminal goes through the user's pager, as git does it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from subprocess import Popen


def pager() -> str:
    """Return the command line of the pager: `IKHTILAF_PAGER`, else `PAGER`, else `less`; empty for none.

    An empty variable and `cat` mean none, and so do a program that is not there and a terminal that can do nothing.
    """
    if os.environ.get("TERM") == "dumb":
        return ""
    named = os.environ.get("IKHTILAF_PAGER")
    if named is None:
        named = os.environ.get("PAGER", "less")
    return "" if named.strip() in {"", "cat"} or not _exists(named) else named


def _exists(command: str) -> bool:
    """Whether the program that a command line runs is there; a command line that cannot be read is none."""
    import shlex
    import shutil

    try:
        words = shlex.split(command)
    except ValueError:
        return False
    program = next((word for word in words if not _assigns(word)), "")
    return bool(program) and shutil.which(program) is not None


def _assigns(word: str) -> bool:
    return word.partition("=")[0].isidentifier() and "=" in word


class Paged:
    """Standard output through a pager, which starts with the first words, so that an error or an empty answer needs
    none.

    A reader who leaves early ends the program, quietly and as if it had finished.
    """

    def __init__(self, command: str, terminal: TextIO) -> None:
        self._command = command
        self._process: Popen[str] | None = None
        self._afterwards: list[str] = []
        self.encoding = terminal.encoding
        self.errors = terminal.errors

    def isatty(self) -> bool:
        """A terminal is what it ends in."""
        return True

    def write(self, text: str) -> int:
        """Hand text to the pager; raises SystemExit where its reader has left."""
        try:
            return self._pipe().write(text)
        except BrokenPipeError:
            raise SystemExit(0) from None

    def writelines(self, lines: Iterable[str]) -> None:
        """Hand lines to the pager."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Let the reader see what was written."""
        if self._process is not None:
            try:
                self._pipe().flush()
            except BrokenPipeError:
                raise SystemExit(0) from None

    def afterwards(self, text: str) -> None:
        """Say something on stderr once the reader is done: a pager owns the screen."""
        if self._process is None:
            sys.stderr.write(text)
        else:
            self._afterwards.append(text)

    def close(self) -> None:
        """Wait until the reader is done. An interrupt is the pager's business now: in `less` it stops a search."""
        if self._process is None:
            return
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self._pipe().close()
        except BrokenPipeError:
            pass
        finally:
            self._process.wait()
            self._process = None
            signal.signal(signal.SIGINT, before)
            sys.stderr.write("".join(self._afterwards))

    def _pipe(self) -> IO[str]:
        if self._process is None:
            from subprocess import PIPE, Popen

            if hasattr(signal, "SIGPIPE"):
                # The default, to end at once, would leave the pager's last words unwaited for.
                signal.signal(signal.SIGPIPE, signal.SIG_IGN)
            # As git: -F ends where all fits on the screen, -R lets colours through, -X leaves the text on the screen.
            surroundings = {"LESS": "FRX", "LV": "-c", **os.environ}
            self._process = Popen(  # noqa: S602 -- the user's own words, which may be a command line, as git takes them
                self._command,
                shell=True,
                stdin=PIPE,
                env=surroundings,
                encoding=self.encoding,
                errors=self.errors,
                restore_signals=True,
            )
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101 -- asked for above
        return pipe


def start() -> None:
    """Send what is printed from now on through the pager, where there is one; to be closed by `cli.app`."""
    command = pager()
    if command and not isinstance(sys.stdout, Paged):
        sys.stdout = Paged(command, sys.stdout)
