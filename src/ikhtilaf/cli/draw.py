"""The command that draws: lanes, graph, matrix, map; on the terminal, as SVG, as HTML, or the same in rows."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import described, filters_of, finish, note, open_log, typed_day, view_of
from ikhtilaf.cli.drawings import Asked, Drawing, drawing
from ikhtilaf.cli.errors import (
    FileExistsAlreadyError,
    NobodyNamedError,
    OneFormError,
    UnheededFilterError,
    UnknownFormError,
    UnknownPictureError,
)
from ikhtilaf.cli.options import OUTPUT, WHEN, FilterOptions, LogOptions, OutputOptions, ViewOptions

KINDS = {
    "lanes": "a lane for each pair, the state over time",
    "graph": "the factions on a ring, the states between them",
    "matrix": "factions by factions",
    "map": "the provinces of Afghanistan as tiles",
}
SHOWS = {
    "events": "how many events each province saw",
    "state": "how two factions stood in each province",
    "presence": "where a faction is, and its main bases",
}


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def draw(  # noqa: PLR0913 -- one parameter an option of the command line
    *,
    kind: Annotated[str, Argument(metavar="KIND", help="lanes, graph, matrix or map.")],
    file: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=OUTPUT,
            help="Write the picture to a file, by its ending: .svg, or .html for a matrix. - is standard output.",
        ),
    ] = None,
    force: Annotated[bool, Option("--force", rich_help_panel=OUTPUT, help="Write over a file that is there.")] = False,
    svg: Annotated[bool, Option("--svg", rich_help_panel=OUTPUT, help="Print the picture as SVG.")] = False,
    html: Annotated[
        bool, Option("--html", rich_help_panel=OUTPUT, help="Print the picture as a page of HTML: of a matrix only.")
    ] = False,
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="Of a graph, matrix or map, the day: the last of this date. Default: the log's end.",
        ),
    ] = None,
    each: Annotated[
        str | None,
        Option(
            "--each",
            metavar="SPAN",
            rich_help_panel=WHEN,
            help="Of a graph: year draws the end of every year side by side. Default: one day.",
        ),
    ] = None,
    show: Annotated[
        str | None,
        Option(
            "--show",
            metavar="WHAT",
            rich_help_panel=OUTPUT,
            help="Of a map: events, state or presence. Default: state with --between, presence with --faction.",
        ),
    ] = None,
    filters: FilterOptions,
    view: ViewOptions,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """Draw how factions stood: over time, on a day, or on a map.

    On a terminal a picture of letters and colours; into a pipe the same in rows; with -o or --svg an image.

    Examples:

    ikhtilaf draw lanes --between quetta isk-f

    ikhtilaf draw graph --as-of 2015-12-31 -o graph.svg

    ikhtilaf draw matrix -o matrix.html

    ikhtilaf draw map --faction isk-f
    """
    if kind not in KINDS:
        raise UnknownPictureError(kind, tuple(KINDS))
    if show is not None and show not in SHOWS:
        raise UnknownPictureError(show, tuple(SHOWS), "map of")
    if each not in {None, "year"}:
        raise UnknownPictureError(each or "", ("year",), "span")
    form = _form(kind, file, svg=svg, html=html)
    if file not in {None, "-"} and os.path.lexists(file or "") and not force:
        raise FileExistsAlreadyError(file or "")
    if form and (output.format is not None or output.fields is not None):
        raise OneFormError(["-o" if file else f"--{form}", "--format" if output.format else "--fields"])
    show = (show or _shown(filters)) if kind == "map" else show
    _refuse(kind, filters, {"--as-of": as_of, "--each": each, "--show": show if kind != "map" else None}, show)
    store = open_log(log)
    drawn = drawing(kind, _asked(store, filters, view, as_of, each, show or ""))
    if form:
        _write(drawn, form, file)
    else:
        _print(drawn, output)
    return finish(drawn.matched, output, _thing(kind, show))


def _thing(kind: str, show: str | None) -> str:
    if kind == "map":
        return {"events": "event", "state": "relation", "presence": "area"}[show or "events"]
    return "relation"


_UNHEEDED = {
    "lanes": ("person", "type", "text", "certain", "source"),
    "graph": ("person", "type", "state", "text", "contested", "since", "until", "certain", "source"),
    "matrix": ("person", "type", "state", "text", "contested", "since", "until", "certain", "source"),
    "map events": (),
    "map state": ("faction", "person", "type", "state", "text", "contested", "province", "place")
    + ("since", "until", "certain", "source"),
    "map presence": ("between", "person", "type", "state", "text", "contested", "province", "place")
    + ("since", "until", "certain", "source"),
}
"""The filters that each picture does not look at."""


def _shown(filters: FilterOptions) -> str:
    return "state" if filters.between else "presence" if filters.faction else "events"


def _refuse(kind: str, filters: FilterOptions, own: dict[str, str | None], show: str | None) -> None:
    """Raise `UnheededFilterError` for an option that the picture does not look at."""
    key = f"map {show}" if kind == "map" else kind
    unheeded = {name for name, value in own.items() if value is not None}
    unheeded -= {"lanes": set(), "graph": {"--as-of", "--each"}}.get(key, {"--as-of"})
    if key == "map events" and own["--as-of"] is not None:
        unheeded.add("--as-of")
    if own["--as-of"] is not None and own["--each"] is not None:
        unheeded.add("--as-of")
    unheeded |= {f"--{name.replace('_', '-')}" for name in _UNHEEDED[key] if getattr(filters, name)}
    if unheeded:
        what = f"draw {kind} --show {show}" if kind == "map" else f"draw {kind}"
        raise UnheededFilterError(what + (" --each year" if own["--each"] else ""), sorted(unheeded))
    if kind == "map" and show == "state" and not filters.between:
        raise NobodyNamedError("state", "--between A B")
    if kind == "map" and show == "presence" and not filters.faction:
        raise NobodyNamedError("presence", "--faction NAME")


def _asked(
    store: Any, filters: FilterOptions, view: ViewOptions, as_of: str | None, each: str | None, show: str
) -> Asked:
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.relations import last_day

    typed = typed_day(as_of)
    day = last_day(store) if typed is None else typed
    covered = store.covers[1]
    if covered is not None and day > covered:
        note(f"the log covers {store.facts['covers']}: what stands later is a postscript, or nothing more is said")
    days = [day]
    if each:
        from ikhtilaf.pictures.graph import each_year

        days = each_year(store)
    assertions = Assertions(store, view_of(store, view))
    return Asked(assertions, filters_of(store, filters), day, days, described(filters, view), show)


def _form(kind: str, file: str | None, *, svg: bool, html: bool) -> str:
    """Return svg or html, where the picture is to be written as one of them; else an empty text."""
    if svg and html:
        raise OneFormError(["--svg", "--html"])
    form = "svg" if svg else "html" if html else ""
    if file is not None and file != "-":
        ending = Path(file).suffix.lower()
        forms = {".svg": "svg", ".html": "html", ".htm": "html"}
        if not form and ending not in forms:
            raise UnknownFormError(
                f"{file} does not say what to write: its ending is neither .svg nor .html", "Name it so, or add --svg."
            )
        form = form or forms[ending]
    elif file == "-":
        form = form or "svg"
    if form == "html" and kind != "matrix":
        raise UnknownFormError(f"draw {kind} has no HTML", "Ask for .svg, or use `ikhtilaf report` for a whole page.")
    return form


def _write(drawn: Drawing, form: str, file: str | None) -> None:
    from ikhtilaf.pictures.look import page, standalone

    text = standalone(drawn.svg()) if form == "svg" else page(drawn.html(), drawn.heading)
    if file is None or file == "-":
        sys.stdout.write(text)
        return
    from ikhtilaf.cli.writing import put

    put(Path(file), text)


def _print(drawn: Drawing, output: OutputOptions) -> None:
    """Print for eyes the picture, else its rows."""
    from ikhtilaf.cli.context import printer

    out = printer(output)
    if out.for_eyes and output.fields is None:
        sys.stdout.writelines(f"{line}\n" for line in drawn.lines(out.plain()))
    else:
        out.rows(drawn.rows(), drawn.sheet)
