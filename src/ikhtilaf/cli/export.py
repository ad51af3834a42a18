"""The command that writes a log for the tools that people already use: export."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import described, filters_of, finish, note, open_log, typed_day, view_of
from ikhtilaf.cli.errors import UnheededFilterError
from ikhtilaf.cli.options import OUTPUT, WHEN, FilterOptions, LogOptions, OutputOptions, ViewOptions


@takes(filters=FilterOptions, view=ViewOptions, log=LogOptions)
def export(
    *,
    kind: Annotated[
        str,
        Argument(
            metavar="KIND",
            help="timelinejs, ics, geojson, json-ld; gexf, graphml, dot, mermaid; csv, parquet, sqlite.",
        ),
    ],
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=OUTPUT,
            help="Where to write it; for csv and parquet a folder. Default, and -: standard output.",
        ),
    ] = None,
    force: Annotated[
        bool, Option("--force", rich_help_panel=OUTPUT, help="Write over a file, or into a folder, that is there.")
    ] = False,
    exit_status: Annotated[
        bool, Option("--exit-status", rich_help_panel=OUTPUT, help="Exit with 1 when nothing matched.")
    ] = False,
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="For dot and mermaid, the day: the last of this date. Default: the log's end.",
        ),
    ] = None,
    filters: FilterOptions,
    view: ViewOptions,
    log: LogOptions,
) -> int:
    """A log, or what the filters leave of it, in the format of another tool.

    Vague dates stay vague, and every claim keeps its stance, its hedge and its source.

    gexf and graphml need `pip install 'ikhtilaf[graph]'`, ics `ikhtilaf[calendar]`, parquet `ikhtilaf[parquet]`.

    Examples:

    ikhtilaf export timelinejs --province nangarhar -o nangarhar.json

    ikhtilaf export dot --faction quetta --as-of 2016-12-31

    ikhtilaf export csv -o tables
    """
    from ikhtilaf.export.errors import NoFolderError, TerminalError, UnknownExportError
    from ikhtilaf.export.kinds import KINDS
    from ikhtilaf.export.request import Request
    from ikhtilaf.query.relations import last_day

    if kind not in KINDS:
        raise UnknownExportError(kind, tuple(KINDS))
    made = KINDS[kind]
    if as_of is not None and not made.of_a_day:
        raise UnheededFilterError(f"export {kind}", ["--as-of"])
    to_stdout = output is None or output == "-"
    if to_stdout and made.folder:
        raise NoFolderError(kind)
    if to_stdout and not made.text and sys.stdout.isatty():
        raise TerminalError(kind)
    writer: Any = import_module(f"ikhtilaf.export.{made.module}")
    store, day = open_log(log), typed_day(as_of)
    request = Request(
        store,
        filters_of(store, filters),
        view_of(store, view),
        last_day(store) if day is None else day,
        described(filters, view),
    )
    if made.of_a_day:
        _tell_of_later_days(store, request.day)
    written = _written(writer, request, None if to_stdout else output, folder=made.folder, force=force)
    for remark in written.notes:
        note(remark)
    return finish(written.matched, OutputOptions(exit_status=exit_status), made.matches)


def _tell_of_later_days(store: Any, day: int) -> None:
    last = store.covers[1]
    if last is not None and day > last:
        note(f"the log covers {store.facts['covers']}: what stands later is a postscript, or nothing more is said")


def _written(writer: Any, request: Any, path: str | None, *, folder: bool, force: bool) -> Any:
    from ikhtilaf.cli.whole import whole_file, whole_folder
    from ikhtilaf.export.package import DESCRIPTOR

    if path is None:
        sys.stdout.flush()
        return writer.write(request, sys.stdout.buffer)
    if folder:
        with whole_folder(path, force=force, last=DESCRIPTOR) as target:
            return writer.write(request, target)
    with whole_file(path, force=force) as stream:
        return writer.write(request, stream)
