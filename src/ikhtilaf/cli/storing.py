"""The command for those who ask a log with other tools: store."""

from __future__ import annotations

import sys
from typing import Annotated

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import note, open_log
from ikhtilaf.cli.errors import UnwritablePathError
from ikhtilaf.cli.options import LogOptions
from ikhtilaf.cli.whole import whole_path
from ikhtilaf.errors import Exit


@takes(log=LogOptions)
def store(
    *,
    path: Annotated[
        str | None,
        Argument(metavar="[PATH]", show_default=False, help="Where to write it. Default: print where the kept one is."),
    ] = None,
    force: Annotated[bool, Option("--force", help="Write over a file that is there.")] = False,
    log: LogOptions,
) -> int:
    """The log as one SQLite file, for Datasette, DuckDB, R and `--log`: where it is kept, or a copy.

    Examples:

    ikhtilaf store

    ikhtilaf store khorasan.db && sqlite3 khorasan.db 'SELECT id, title FROM event LIMIT 3'
    """
    opened = open_log(log)
    if path is None:
        if opened.path is None:
            note("it is kept nowhere: the cache is off, or cannot be written; name a PATH to write it to")
            return Exit.DONE
        sys.stdout.write(opened.path + "\n")
        return Exit.DONE
    with whole_path(path, force=force) as new:
        try:
            opened.copy_to(new)
        except OSError as error:
            raise UnwritablePathError(path, error.strerror or str(error)) from error
    note(f"wrote {path}; `ikhtilaf timeline --log {path}` answers from it")
    return Exit.DONE
