"""The command that makes a log of event data: import."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import note, typed_date
from ikhtilaf.cli.errors import FileExistsAlreadyError, UnwritablePathError, why_unwritten
from ikhtilaf.errors import Exit
from ikhtilaf.render.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ikhtilaf.imports.dataset import Codebook
    from ikhtilaf.imports.run import Refusal, Tally
    from ikhtilaf.imports.table import Table
    from ikhtilaf.store import Store

ROWS, RESULT = "Which rows", "The log"
_YAML = (".yaml", ".yml")


class Kind(StrEnum):
    """The tables that can be imported."""

    UCDP = "ucdp"
    ACLED = "acled"
    CSV = "csv"


class RowOptions(NamedTuple):
    """Which rows to take, and what becomes of them."""

    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="PATH",
            rich_help_panel=RESULT,
            help="Where to write it: .yaml a log, .db a compiled one, in less time. Default: YAML on standard output.",
        ),
    ] = None
    force: Annotated[bool, Option("--force", rich_help_panel=RESULT, help="Write over a file that is there.")] = False
    lapse: Annotated[
        int,
        Option(
            "--lapse",
            metavar="DAYS",
            min=1,
            max=36500,
            rich_help_panel=RESULT,
            help="How many days after a fight two factions still count as clashing, unless they fight again. "
            "Default: 365, UCDP's own year of activity.",
        ),
    ] = 365
    map: Annotated[
        str | None,
        Option(
            "--map",
            metavar="FILE",
            rich_help_panel=RESULT,
            help="For `import csv`: a YAML file that says what the columns mean. Default: none.",
        ),
    ] = None
    country: Annotated[
        list[str] | None,
        Option("--country", metavar="NAME", rich_help_panel=ROWS, help="A country, as the table has it. Default: all."),
    ] = None
    faction: Annotated[
        list[str] | None,
        Option("--faction", metavar="NAME", rich_help_panel=ROWS, help="A faction, as the table has it. Default: all."),
    ] = None
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="DATE",
            rich_help_panel=ROWS,
            help="What may have happened on the first day of this date, or later. Default: the beginning.",
        ),
    ] = None
    until: Annotated[
        str | None,
        Option(
            "--until",
            metavar="DATE",
            rich_help_panel=ROWS,
            help="What may have happened on the last day of this date, or before. Default: the end.",
        ),
    ] = None
    debug: Annotated[bool, Option("--debug", help="Show a traceback where something goes wrong.")] = False


@takes(options=RowOptions)
def import_table(
    *,
    kind: Annotated[Kind, Argument(metavar="KIND", show_default=False, help="ucdp, acled or csv.")],
    file: Annotated[
        str, Argument(metavar="FILE", show_default=False, help="The CSV file, as it is, gzipped, or alone in a zip.")
    ],
    options: RowOptions,
) -> int:
    """A log made of event data: of UCDP's or ACLED's tables, or of a table of your own.

    Each row is an event with the date, the place and the precision that the row has. What is not taken is named on
    standard error, row by row, with the reason; the tally accounts for every row.

    Examples:

    ikhtilaf import ucdp ged.csv --country Syria -o syria.yaml

    ikhtilaf import acled acled.csv --since 2017 --faction 'Hill Front' -o acled.db

    ikhtilaf import csv raids.csv --map raids-map.yaml > raids.yaml
    """
    from ikhtilaf.imports.errors import MapNeededError, NoSuchOutputError
    from ikhtilaf.store.seal import seal

    if (kind is Kind.CSV) != (options.map is not None):
        raise MapNeededError(kind.value)
    output = options.output
    if output is not None and not output.lower().endswith((*_YAML, ".db")):
        raise NoSuchOutputError(output)
    if output is not None and os.path.lexists(output) and not options.force:
        raise FileExistsAlreadyError(output)
    if output is not None and output.lower().endswith(".db"):
        from ikhtilaf.cli.whole import whole_path

        with whole_path(output, force=options.force) as new, _told_of(output):
            _imported(kind, file, options, new).close()
            seal(new)
    else:
        _to_yaml(kind, file, options)
    if output is not None:
        note(f"wrote {output}; `ikhtilaf timeline --log {output}` answers from it")
    return Exit.DONE


def _to_yaml(kind: Kind, file: str, options: RowOptions) -> None:
    """Import into a file that is thrown away, and write that as YAML."""
    from ikhtilaf.cli.whole import whole_path
    from ikhtilaf.imports.yaml_log import write_yaml
    from ikhtilaf.store.beside import scratch

    with ExitStack() as stack:
        with _told_of_temporaries():
            folder = stack.enter_context(scratch())
        target = None
        if options.output is not None:  # whether it can be written is said before an hour's work
            target = stack.enter_context(whole_path(options.output, force=options.force))
        with _told_of_temporaries():
            store = _imported(kind, file, options, os.path.join(folder, "import.db"))  # noqa: PTH118
        stack.callback(store.close)
        if target is None or options.output is None:
            write_yaml(store, sys.stdout)
            return
        with _told_of(options.output), open(target, "w", encoding="utf-8", newline="\n") as out:  # noqa: PTH123
            write_yaml(store, out)


@contextmanager
def _told_of_temporaries() -> Iterator[None]:
    """Say where temporary files cannot be written."""
    from tempfile import gettempdir

    try:
        where = gettempdir()
    except OSError as error:  # there is no folder for them at all
        raise UnwritablePathError("a temporary file", error.strerror or str(error)) from error
    with _told_of(where):
        yield


@contextmanager
def _told_of(path: str) -> Iterator[None]:
    """Say that a path cannot be written where the system, or the database, has no room for it."""
    try:
        yield
    except Exception as error:
        why = why_unwritten(error)
        if why:
            raise UnwritablePathError(path, why) from error
        raise


def _imported(kind: Kind, file: str, options: RowOptions, target: str) -> Store:
    """Import into a compiled log at `target`, with the tally on standard error."""
    from ikhtilaf.imports.only import Only
    from ikhtilaf.imports.run import import_rows
    from ikhtilaf.imports.table import Table

    only = Only(options.country or (), options.faction or (), typed_date(options.since), typed_date(options.until))
    with progress() as told:
        table = Table(file)
        try:
            codebook, columns = _codebook(kind, table, options)
            store, tally = import_rows(table, codebook, columns, target, only=only, refuse=_refused, told=told)
        finally:
            table.close()
    _say(tally, table)
    return store


def _codebook(kind: Kind, table: Table, options: RowOptions) -> tuple[Codebook, list[int | None]]:
    """What reads the rows, and its columns; what is wrong with a mapping is printed as `check` prints it."""
    from ikhtilaf.imports.errors import BadMapError
    from ikhtilaf.imports.kinds import codebook_of

    try:
        return codebook_of(kind.value, table, options.lapse, options.map)
    except BadMapError as error:
        sys.stderr.writelines(f"{one}\n\n" for one in error.described)
        raise


def _refused(refusal: Refusal) -> None:
    from ikhtilaf.render.escape import visible

    sys.stderr.write(f"row {refusal.row} (line {refusal.line}) is not taken: {visible(refusal.reason)}\n")


def _say(tally: Tally, table: Table) -> None:
    """Say what became of the rows, and which could not be read to the letter."""
    if table.replaced:
        rows = "1 row has" if table.replaced == 1 else f"{table.replaced:,} rows have"
        note(f"{rows} bytes that are no UTF-8, the first is row {table.first_replaced}; each reads as U+FFFD")
    note(
        f"{tally.rows:,} rows: {tally.taken:,} taken, {tally.left_out:,} left out by filters, {tally.refused:,} refused"
    )
