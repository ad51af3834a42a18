"""The base of every error that a user can meet, and the exit codes."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process says when it ends; `docs/cli.md` lists the same."""

    DONE = 0
    """Done, also when nothing matched; a note on stderr says so."""
    NO_MATCH = 1
    """Nothing matched, and `--exit-status` was given; `fmt --check` found a file to
    rewrite; or `diff --exit-code` found a difference."""
    USAGE = 2
    """The command line asks for something that there is not, such as an unknown name or option, or a path without a
    log that can be read."""
    INVALID_LOG = 3
    """The log has errors, which `ikhtilaf check` lists; or a database given for one is no compiled log."""
    DEFECT = 70
    """A defect of the program itself (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Interrupted from the keyboard."""


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


class MissingPackageError(IkhtilafError):
    """A package that only one command needs is not installed."""

    name = "missing-package"

    def __init__(self, command: str, package: str, extra: str) -> None:
        super().__init__(
            f"`{command}` needs {package}, which is not installed", f"Run `pip install 'ikhtilaf[{extra}]'`."
        )
