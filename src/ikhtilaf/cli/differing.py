"""The command that reviews a change of a log: diff."""

from __future__ import annotations

from typing import Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import note, open_log, printer
from ikhtilaf.cli.options import OUTPUT, WHAT, LogOptions, OutputOptions
from ikhtilaf.errors import Exit
from ikhtilaf.render.formats import Format


class DiffOutput(OutputOptions):
    """How to print what differs; the exit code says what it does after `git diff --exit-code`."""

    exit_status: Annotated[
        bool,
        Option(
            "--exit-status",
            "--exit-code",
            rich_help_panel=OUTPUT,
            help="Exit with 1 when something differs, as `git diff --exit-code` does.",
        ),
    ]


@takes(output=DiffOutput, log=LogOptions)
def diff(
    *,
    old: Annotated[
        str,
        Argument(metavar="OLD", help="The log as it was: a file, a folder, a compiled .db, or - for standard input."),
    ],
    new: Annotated[
        str | None, Argument(metavar="[NEW]", show_default=False, help="The log as it is. Default: that of --log.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        Option(
            "--what",
            metavar="KIND",
            rich_help_panel=WHAT,
            help="event, relation, claim, faction, tie, fact, source, place, person, log or state. Default: all.",
        ),
    ] = None,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """What changed between two versions of a log: events, dates, claims, things, and how factions stood.

    An old version may come from git: `git show HEAD~1:log.yaml | ikhtilaf diff - log.yaml`.

    Examples:

    ikhtilaf diff my-log

    ikhtilaf diff my-log --what state --what event
    """
    from ikhtilaf.cli.errors import StandardInputTwiceError
    from ikhtilaf.query.diff import diff as ask
    from ikhtilaf.query.diff import kind_of
    from ikhtilaf.render.sheets_of_differences import DIFFERENCES, heading_of
    from ikhtilaf.store.opening import log_path

    wanted = [kind_of(kind) for kind in kinds or ()]
    if old == "-" == (new or log_path(log.log)):
        raise StandardInputTwiceError
    out = printer(output)
    before, after = (open_log(log._replace(log=path or log.log)) for path in (old, new))
    heading = [f"From {old} to {new or log_path(log.log)}"]

    def foot(shown: int) -> list[str]:
        return [f"{shown} difference{'' if shown == 1 else 's'}"]

    group: Any = heading_of if out.for_eyes or out.format is Format.MD else None
    found = out.rows(ask(before, after, wanted), DIFFERENCES, heading=heading, foot=foot, group=group)
    if not found:
        note("nothing differs")
    return Exit.NO_MATCH if found and output.exit_status else Exit.DONE
