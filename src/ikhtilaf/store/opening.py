"""From a path to an open store: read the log, compile it, or say that it is broken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ikhtilaf.errors import Exit, IkhtilafError
from ikhtilaf.store.database import Store

if TYPE_CHECKING:
    from ikhtilaf.log.read import Reading


class BrokenLogError(IkhtilafError):
    """A log that has errors cannot be asked; `reading` holds them."""

    name = "invalid-log"
    exit_code = Exit.INVALID_LOG

    def __init__(self, reading: Reading) -> None:
        count = len(reading.errors)
        what = "1 error" if count == 1 else f"{count:,} errors"
        super().__init__(
            f"the log {reading.path} has {what}", f"Mend the log; `ikhtilaf check {reading.path}` lists them all."
        )
        self.reading = reading


def log_path(given: str | None = None) -> str:
    """Return the path of the log to use: the one given, else `IKHTILAF_LOG`, else the packaged one."""
    return given or os.environ.get("IKHTILAF_LOG") or str(packaged_log())


def packaged_log() -> Path:
    """Return the path of the log that ships with the program: inside the installed package, or in a checkout beside
    `src`.
    """
    inside = Path(__file__).parents[1] / "data" / "events.yaml"
    return inside if inside.exists() else Path(__file__).parents[3] / "data" / "events.yaml"


def open_store(path: str | None = None) -> Store:
    """Read, check and compile the log at `path` (None: as `log_path` says) and return it open.

    Raises `BrokenLogError` where the log has errors, and the errors of reading where there is no log at the path.
    """
    from ikhtilaf.log.read import read
    from ikhtilaf.store.compile import compile_log

    reading = read(log_path(path))
    if reading.log is None:
        raise BrokenLogError(reading)
    return compile_log(reading.log)
