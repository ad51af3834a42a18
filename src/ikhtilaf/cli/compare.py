"""The command that holds a log against another one: compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import (
    Printer,
    described,
    filters_of,
    finish,
    note,
    open_log,
    printer,
    refuse,
    view_of,
)
from ikhtilaf.cli.options import OUTPUT, WHAT, FilterOptions, LogOptions, OutputOptions, ViewOptions
from ikhtilaf.render.formats import Format

if TYPE_CHECKING:
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.compare import Sides
    from ikhtilaf.query.matching import Matching
    from ikhtilaf.store import Store

_NAMED = 8
"""How many names a note lists."""


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def compare(
    *,
    other: Annotated[
        str, Argument(metavar="OTHER", help="The other log: a file, a folder, a compiled .db, or - for standard input.")
    ],
    names: Annotated[
        str | None,
        Option(
            "--map",
            metavar="FILE",
            rich_help_panel=WHAT,
            help="YAML: under factions and places, names of this log to what OTHER calls them. Default: by name.",
        ),
    ] = None,
    events: Annotated[
        bool, Option("--events", rich_help_panel=OUTPUT, help="The events of OTHER one by one, each in its period.")
    ] = False,
    filters: FilterOptions,
    view: ViewOptions,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """What a log claims against what another one recorded: in each period of a pair, the other's events, and those that
    contradict it.

    --type, --since and --until choose the events of OTHER, --contested the periods that they contradict, the other
    options what this log says. What falls in a period only possibly is counted apart.

    Examples:

    ikhtilaf compare my-log --between quetta isk-f

    ikhtilaf compare my-log --state ceasefire --contested --events
    """
    from ikhtilaf.cli.errors import StandardInputTwiceError
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.compare import compare as ask
    from ikhtilaf.query.compare import sides_of
    from ikhtilaf.query.matching import match
    from ikhtilaf.store.opening import log_path

    refuse(filters, "compare", "person", "text", "source")
    if other == "-" == log_path(log.log):
        raise StandardInputTwiceError
    store, out = open_log(log), printer(output)
    theirs = open_log(log._replace(log=other))
    chosen = filters_of(store, filters)
    assertions = Assertions(store, view_of(store, view))
    given = _given(names)
    factions, places = (match(store, theirs, kind, given[kind], other) for kind in ("faction", "place"))
    sides = sides_of(assertions, factions, chosen)
    found = ask(assertions, theirs, sides, places, chosen)
    held = described(filters, view)
    heading = [f"Against {other}" + (f": {held}" if held else "")]
    rows = _events if events else _periods
    matched = rows(out, assertions, theirs, sides, found, heading)
    _tell(theirs, other, sides, factions)
    return finish(matched, output, "event" if events else "period")


def _given(path: str | None) -> dict[str, list[Any]]:
    """What the file of names says, by kind of thing."""
    given: dict[str, list[Any]] = {"faction": [], "place": []}
    if path is not None:
        from ikhtilaf.log.name_map import read_name_map
        from ikhtilaf.query.matching import Given

        for one in read_name_map(path):
            given[one.kind].append(Given(one.ours, one.theirs, path, one.line))
    return given


def _periods(
    out: Printer, assertions: Assertions, theirs: Store, sides: Sides, found: Any, heading: Sequence[str]
) -> int:
    from ikhtilaf.query.compare import compared_row
    from ikhtilaf.render.sheets_of_comparison import COMPARISON

    rows = [compared_row(assertions, theirs, sides, one) for one in found]
    sheet, group = COMPARISON, None
    if out.for_eyes and out.options.fields is None:
        sheet, group = COMPARISON.without("between").without_empty(rows), _pair

    def foot(shown: int) -> list[str]:
        said = [f"{shown} period{'' if shown == 1 else 's'}"]
        if any(row[key]["possible"] for row in rows for key in ("recorded", "hostile", "agreements")):
            said.append("? only possibly: vague dates or places, a state or an event that is not certain")
        return said

    return out.rows(rows, sheet, heading=heading, group=group, foot=foot)


def _events(
    out: Printer,
    assertions: Assertions,
    theirs: Store,  # noqa: ARG001 -- as `_periods`
    sides: Sides,  # noqa: ARG001
    found: Any,
    heading: Sequence[str],
) -> int:
    from ikhtilaf.query.compare import event_rows
    from ikhtilaf.render.sheets_of_comparison import EVENTS, period_words

    rows = (row for one in found for row in event_rows(assertions, one))
    group = period_words if out.for_eyes or out.format is Format.MD else None

    def foot(shown: int) -> list[str]:
        return [f"{shown} event{'' if shown == 1 else 's'}, each in every period in which it may fall"]

    return out.rows(rows, EVENTS, heading=heading, group=group, foot=foot)


def _pair(row: Any) -> str:
    return f"{' and '.join(row['between'])}, there {' and '.join('+'.join(side) for side in row['recorded_as'])}"


def _tell(theirs: Store, other: str, sides: Sides, factions: Matching) -> None:
    """Say what could not be compared."""
    for own, names in factions.unclear.items():
        note(f"{own} may be {' or '.join(names)} in {other}: say which with --map")
    missing = [name for name in sides.unmatched if name not in factions.unclear]
    if missing:
        note(f"not known in {other}, or by another name (--map): {_some(missing)}")
    for pair in sides.same:
        note(f"{' and '.join(pair)} are one faction in {other}, so nothing can be said of the two")
    known = {name for names in factions.theirs.values() for name in names}
    counted = theirs.rows(
        "SELECT f.id FROM faction f LEFT JOIN event_faction x ON x.faction = f.n "
        "GROUP BY f.n ORDER BY COUNT(x.event) DESC, f.id"
    )
    apart = [name for (name,) in counted if name not in known]
    if apart:
        note(f"in {other} only: {_some(apart)}")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
