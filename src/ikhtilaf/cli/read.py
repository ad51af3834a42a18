"""The commands that read: timeline, relations, changes, summary, disputes, show, list."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import (
    described,
    filters_of,
    finish,
    note,
    open_log,
    printer,
    refuse,
    typed_day,
    view_of,
)
from ikhtilaf.cli.options import OUTPUT, WHEN, FilterOptions, LogOptions, OutputOptions, ViewOptions
from ikhtilaf.render.formats import Format


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def timeline(*, filters: FilterOptions, view: ViewOptions, output: OutputOptions, log: LogOptions) -> int:
    """What happened, when and where.

    Examples:

    ikhtilaf timeline --province nangarhar

    ikhtilaf timeline --faction haqqani --since 2017-04 --certain
    """
    from ikhtilaf.query.timeline import count_events
    from ikhtilaf.query.timeline import timeline as ask
    from ikhtilaf.render.sheets_of_events import MARKS, TIMELINE, marks_of

    store, out = open_log(log), printer(output)
    rows = ask(store, filters_of(store, filters), view_of(store, view))
    seen: set[str] = set()

    def watched() -> Iterator[dict[str, Any]]:
        for row in rows:
            seen.update(marks_of(row))
            yield row

    def foot(shown: int) -> list[str]:
        legend = [f"{mark} {meaning}" for mark, meaning in MARKS.items() if mark in seen]
        return [f"{shown} of {count_events(store)} events", *legend]

    matched = out.rows(watched(), TIMELINE, heading=_heading("Events", filters, view), foot=foot)
    return finish(matched, output, "event")


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def relations(
    *,
    as_of: Annotated[
        str | None,
        Option(
            "--as-of",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="The day: the last of this date. Default: the log's end.",
        ),
    ] = None,
    explain: Annotated[
        bool,
        Option(
            "--explain",
            rich_help_panel=OUTPUT,
            help="For each answer, every assertion looked at, and the rule by which it stands or fell.",
        ),
    ] = False,
    matrix: Annotated[
        bool, Option("--matrix", rich_help_panel=OUTPUT, help="Factions by factions, a glyph a state.")
    ] = False,
    balance: Annotated[
        bool,
        Option(
            "--balance",
            rich_help_panel=OUTPUT,
            help="Which triads of factions are balanced, by the signs of their states.",
        ),
    ] = False,
    filters: FilterOptions,
    view: ViewOptions,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """How factions stood to each other, on a day, in a place, and who says so.

    Examples:

    ikhtilaf relations --between quetta isk-f

    ikhtilaf relations --faction haqqani --as-of 2016-12-31 --explain
    """
    from ikhtilaf.cli import relations as answer
    from ikhtilaf.cli.errors import OneFormError
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.relations import last_day

    asked = {"--explain": explain, "--matrix": matrix, "--balance": balance}
    if sum(asked.values()) > 1:
        raise OneFormError([option for option, given in asked.items() if given])
    if matrix or balance:
        unheeded = ("person", "type", "state", "text", "contested", "since", "until", "certain", "source")
        refuse(filters, "--matrix" if matrix else "--balance", *unheeded)
    store, out = open_log(log), printer(output)
    day = typed_day(as_of)
    request = answer.Request(
        Assertions(store, view_of(store, view)),
        last_day(store) if day is None else day,
        filters_of(store, filters),
        _heading("", filters, view),
    )
    last = store.covers[1]
    if last is not None and request.day > last:
        note(f"the log covers {store.facts['covers']}: what stands later is a postscript, or nothing more is said")
    if explain:
        matched = answer.explain(request, out)
    elif matrix:
        matched = answer.matrix(request, out)
    elif balance:
        matched = answer.balance(request, out)
    elif filters.between is not None:
        matched = answer.between(request, out)
    else:
        matched = answer.listing(request, out)
    return finish(matched, output, "relation")


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def changes(
    *,
    first: Annotated[
        str | None,
        Option(
            "--from",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="Compare two days: the last day of this date, with --to. Default: compare none.",
        ),
    ] = None,
    second: Annotated[
        str | None,
        Option(
            "--to",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="Compare two days: with the last day of this date. Default: compare none.",
        ),
    ] = None,
    filters: FilterOptions,
    view: ViewOptions,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """Which pairs changed from which state to which, by which event.

    Examples:

    ikhtilaf changes --since 2017 --until 2017-10

    ikhtilaf changes --from 2015-06-30 --to 2017-10-31 --faction quetta
    """
    from ikhtilaf.cli.errors import OneDayError
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.changes import changes as ask
    from ikhtilaf.query.changes import compare_days
    from ikhtilaf.render.sheets_of_relations import CHANGES, DAYS

    store, out = open_log(log), printer(output)
    assertions, chosen = Assertions(store, view_of(store, view)), filters_of(store, filters)
    one, other = typed_day(first), typed_day(second)
    if one is None and other is None:
        matched = out.rows(
            ask(assertions, chosen), CHANGES, heading=_heading("Changes", filters, view), foot=_counted("change")
        )
    elif one is None or other is None:
        raise OneDayError
    else:
        refuse(filters, "a comparison of two days", "since", "until")
        heading = _heading(f"Changes from {first} to {second}", filters, view)
        matched = out.rows(compare_days(assertions, one, other, chosen), DAYS, heading=heading, foot=_counted("change"))
    return finish(matched, output, "change")


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def summary(
    *,
    factions: Annotated[
        list[str] | None, Argument(metavar="[FACTION]...", show_default=False, help="Default: all.")
    ] = None,
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
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """Who a faction is: leaders, strength, areas, members won and lost, relations.

    Examples:

    ikhtilaf summary isk-f

    ikhtilaf summary isk-f isk-m --format json
    """
    from ikhtilaf.query.names import find
    from ikhtilaf.query.parts import with_parts
    from ikhtilaf.query.summary import summary as ask
    from ikhtilaf.render.sheets_of_things import SUMMARIES
    from ikhtilaf.render.things import faction_blocks

    refuse(filters, "summary", "between")
    store, out = open_log(log), printer(output)
    chosen = filters_of(store, filters)
    asked = [part for name in chosen.factions for part in with_parts(store, name)]
    named = [*(find(store, "faction", name) for name in factions or ()), *asked]
    rows = ask(store, list(dict.fromkeys(named)), typed_day(as_of), chosen, view_of(store, view))
    if named and out.for_eyes and output.fields is None:
        from ikhtilaf.render.detail import write_detail

        blocks = [block for row in rows for block in faction_blocks(row)]
        write_detail(blocks, sys.stdout, out.plain())
        return finish(len(blocks), output, "faction")
    matched = out.rows(rows, SUMMARIES, heading=_heading("Factions", filters, view), foot=_counted("faction"))
    return finish(matched, output, "faction")


@takes(filters=FilterOptions, view=ViewOptions, output=OutputOptions, log=LogOptions)
def disputes(*, filters: FilterOptions, view: ViewOptions, output: OutputOptions, log: LogOptions) -> int:
    """Where the sources disagree: each position, who holds it, for whom they speak, and where.

    Examples:

    ikhtilaf disputes

    ikhtilaf disputes --faction quetta --format json
    """
    from ikhtilaf.query.disputes import disputes as ask
    from ikhtilaf.render.sheets_of_things import DISPUTES, dispute_words, positions

    store, out = open_log(log), printer(output)
    rows: Iterable[dict[str, Any]] = ask(store, filters_of(store, filters), view_of(store, view))
    if out.format in {Format.JSON, Format.JSONL}:
        matched = out.rows(rows, DISPUTES)
    else:
        heading = _heading("Disputes", filters, view)
        matched = out.rows(positions(rows), DISPUTES, heading=heading, group=dispute_words, foot=_counted("position"))
    return finish(matched, output, "dispute")


@takes(view=ViewOptions, output=OutputOptions, log=LogOptions)
def show(
    *,
    names: Annotated[
        list[str], Argument(metavar="ID...", help="Events, factions, places, people, sources, passages, words.")
    ],
    view: ViewOptions,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """One thing whole: an event with its claims, a faction, a place, a person, a source, a passage of the text.

    Examples:

    ikhtilaf show quetta-iskf-ceasefire

    ikhtilaf show Y7
    """
    from ikhtilaf.cli.errors import NoFieldsError
    from ikhtilaf.query.show import show as ask
    from ikhtilaf.render.detail import write_csv, write_detail, write_markdown, write_plain
    from ikhtilaf.render.sheets import Sheet
    from ikhtilaf.render.things import blocks_of, by_id

    if output.fields is not None:
        raise NoFieldsError("show")
    store, out = open_log(log), printer(output)
    seen = view_of(store, view)
    rows = [row for name in names for row in ask(store, name, seen)]
    if out.format in {Format.JSON, Format.JSONL}:
        return finish(out.rows(rows, Sheet((), ())), output, "thing")
    blocks = [block for row in rows for block in blocks_of(row)]
    if out.for_eyes:
        write_detail(blocks, sys.stdout, out.plain())
    else:
        writers = {Format.MD: write_markdown, Format.CSV: write_csv}
        named = blocks if out.format is Format.MD else [block for row in rows for block in by_id(row)]
        writers.get(out.format, write_plain)(named, sys.stdout)
    return finish(len(rows), output, "thing")


@takes(output=OutputOptions, log=LogOptions)
def list_things(
    *,
    kind: Annotated[
        str, Argument(metavar="KIND", help="factions, people, places, sources, types, states, stances or roles.")
    ],
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """What there is: factions, people, places, sources; and the words a log may use: types, states, stances, roles.

    Examples:

    ikhtilaf list factions

    ikhtilaf list states
    """
    from ikhtilaf.query.listing import LISTINGS, listed_kind
    from ikhtilaf.render.sheets_of_things import LISTS

    wanted = listed_kind(kind)
    store, out = open_log(log), printer(output)
    return finish(
        out.rows(
            LISTINGS[wanted](store),
            LISTS[wanted],
            foot=_counted(wanted.removesuffix("s") if wanted != "people" else "person", plural=wanted),
        ),
        output,
        wanted,
    )


def _heading(title: str, filters: FilterOptions, view: ViewOptions) -> list[str]:
    held = described(filters, view)
    line = f"{title}: {held}" if title and held else title or held
    return [line] if line else []


def _counted(one: str, plural: str = "") -> Any:
    return lambda shown: [f"{shown} {one if shown == 1 else plural or one + 's'}"]
