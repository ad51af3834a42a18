"""The commands for those who write a log: check, schema."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import Printer, note, printer
from ikhtilaf.cli.options import LogOptions, OutputOptions
from ikhtilaf.errors import Exit
from ikhtilaf.render.progress import progress

if TYPE_CHECKING:
    from ikhtilaf.log.problems import Problem
    from ikhtilaf.model.things import Log


@takes(output=OutputOptions, log=LogOptions)
def check(
    *,
    path: Annotated[
        str | None, Argument(metavar="[PATH]", show_default=False, help="A file, a folder, or - for standard input.")
    ] = None,
    coverage: Annotated[
        bool,
        Option("--coverage", help="Print for each passage of the reporter's text what cites it, or why nothing does."),
    ] = False,
    output: OutputOptions,
    log: LogOptions,
) -> int:
    """What is wrong with a log: errors and warnings, each with its place and a remedy. Exit code 3 when there are
    errors.

    The answer is in lines for people, into a pipe too; with --format or --fields it is a table.

    Examples:

    ikhtilaf check

    ikhtilaf check --coverage
    """
    from ikhtilaf.cli.problems import print_problems
    from ikhtilaf.log.read import MOST_FINDINGS, read
    from ikhtilaf.render.escape import visible
    from ikhtilaf.render.sheets_of_things import PROBLEMS
    from ikhtilaf.store.opening import log_path, shown_name

    out = printer(output)
    where = log_path(path or log.log)
    with progress() as told:
        reading = read(where, shown=shown_name(where), told=told)
    if reading.log is not None and coverage:
        return _coverage(reading.log, out)
    if output.format is None and output.fields is None:
        print_problems(reading, sys.stdout, warnings=True)
        if reading.log is not None:
            sys.stdout.write(_tally(reading.log, len(reading.warnings)) + "\n")
        else:
            warnings = f", {_plural(len(reading.warnings), 'warning')}" if reading.warnings else ""
            sys.stdout.write(f"{visible(reading.path)}: {_plural(len(reading.errors), 'error')}{warnings}\n")
    else:
        out.rows(map(_problem_row, reading.problems), PROBLEMS)
    if reading.more:
        note(f"of each kind {MOST_FINDINGS:,} are listed; there are more")
    return Exit.DONE if reading.log is not None else Exit.INVALID_LOG


def _problem_row(problem: Problem) -> dict[str, Any]:
    fields = ("file", "line", "column", "level", "name", "message", "remedy")
    return {field: getattr(problem, field) for field in fields}


def _coverage(log: Log, out: Printer) -> int:
    from ikhtilaf.log.coverage import coverage
    from ikhtilaf.render.sheets_of_things import COVERAGE

    passages = coverage(log)
    rows = [
        {"passage": p.id, "events": p.events, "facts": p.facts + p.ties, "claims": p.claims, "reason": p.reason}
        for p in passages
    ]
    overlooked = [p.id for p in passages if not p.cited and not p.reason]
    foot = [f"{sum(p.cited for p in passages)} of {len(passages)} passages are cited"]
    out.rows(rows, COVERAGE, heading=["Passages"], foot=foot)
    if overlooked:
        note(f"nothing cites {', '.join(overlooked)}, and no reason is given")
    return Exit.DONE


def _tally(log: Log, warnings: int) -> str:
    from ikhtilaf.render.escape import visible

    counts = (
        _plural(len(log.events), "event"),
        _plural(len(log.factions), "faction"),
        _plural(len(log.places), "place"),
        _plural(len(log.people), "person", "people"),
        _plural(len(log.sources), "source"),
        _plural(sum(len(event.claims) for event in log.events), "claim"),
    )
    return f"{visible(log.mark.file)}: {', '.join(counts)}; no errors, {_plural(warnings, 'warning')}"


def _plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}" if count else f"no {many or one + 's'}"


def schema() -> int:
    """Print the JSON Schema (draft-07) of the log format, for editors that complete and check YAML.

    Examples:

    ikhtilaf schema > ikhtilaf.schema.json

    ikhtilaf schema | jq '.properties | keys'
    """
    import json

    from ikhtilaf.log.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
    return Exit.DONE
