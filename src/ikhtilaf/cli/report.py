"""The command that makes a page of a log: report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import filters_of, given, in_words, note, note_uncovered, open_log, typed_day, view_of
from ikhtilaf.cli.errors import FileExistsAlreadyError, UnknownFormError
from ikhtilaf.cli.options import OUTPUT, WHEN, FilterOptions, LogOptions, ViewOptions
from ikhtilaf.errors import Exit


@takes(filters=FilterOptions, view=ViewOptions, log=LogOptions)
def report(
    *,
    output: Annotated[
        str,
        Option(
            "-o",
            "--output",
            metavar="FILE",
            rich_help_panel=OUTPUT,
            help="The page to write, a .html; - for standard output.",
        ),
    ],
    force: Annotated[bool, Option("--force", rich_help_panel=OUTPUT, help="Write over a file that is there.")] = False,
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="The day of the relations: the last of this date. Default: the log's end.",
        ),
    ] = None,
    filters: FilterOptions,
    view: ViewOptions,
    log: LogOptions,
) -> int:
    """Everything on one page: pictures, relations, factions, disputes, every claim, sources, as HTML.

    Needs Jinja2: pip install 'ikhtilaf[report]'.

    Examples:

    ikhtilaf report -o khorasan.html

    ikhtilaf report -o haqqani.html --faction haqqani --since 2016
    """
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.relations import last_day
    from ikhtilaf.report.page import make_page
    from ikhtilaf.report.request import Request, command_line

    if output != "-" and Path(output).suffix.lower() not in {".html", ".htm"}:
        raise UnknownFormError(
            f"{output} does not name a page of HTML, which is all that `report` writes",
            "Name it .html; a browser prints it, also into a PDF.",
        )
    if output != "-" and os.path.lexists(output) and not force:
        raise FileExistsAlreadyError(output)
    store = open_log(log)
    day = typed_day(as_of)
    asked = given(filters, view)
    request = Request(
        Assertions(store, view_of(store, view), remembering=True),
        last_day(store) if day is None else day,
        filters_of(store, filters),
        given=tuple(name for name, _ in asked),
        words=tuple(in_words(name, value) for name, value in asked),
        command=command_line(_command(output, as_of, log, asked)),
    )
    page = make_page(request)
    note_uncovered(store, request.day)
    if not page.matched:
        note("no event matches")
    if output == "-":
        sys.stdout.write(page.html)
    else:
        from ikhtilaf.cli.writing import put

        put(Path(output), page.html)
    return Exit.DONE


def _command(output: str, as_of: str | None, log: LogOptions, asked: list[tuple[str, Any]]) -> list[str]:
    """The words of the command line that makes the page. What IKHTILAF_LOG names is a path that nobody typed."""
    words = ["ikhtilaf", "report", "-o", output]
    if log.log is not None and log.log != os.environ.get("IKHTILAF_LOG"):
        words += ["--log", log.log]
    if as_of is not None:
        words += ["--as-of", as_of]
    for name, value in asked:
        if name == "between":
            words += ["--between", *value]
        elif value is True:
            words.append(f"--{name}")
        else:
            for one in (value,) if isinstance(value, str) else value:
                words += [f"--{name}", one]
    return words
