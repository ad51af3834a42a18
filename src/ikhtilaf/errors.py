"""The base of every error that a user can meet, and the exit codes."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process says when it ends; `docs/cli.md` lists the same."""

    DONE = 0
    NO_MATCH = 1
    """Nothing matched, and `--exit-status` was given."""
    USAGE = 2
    INVALID_LOG = 3
    DEFECT = 70
    """A defect of the program itself (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130


class IkhtilafError(Exception):
    """A mistake that the user can mend.

    A subclass has a `name` (lower case, hyphens), builds its own `message` (one line: what is wrong) and `remedy` (one
    line: what to do) from what it is given, and says which exit code it ends with.
    """

    name = "error"
    exit_code = Exit.USAGE

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
