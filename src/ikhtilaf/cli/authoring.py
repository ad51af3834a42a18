"""The commands that write YAML for those who write a log: init, new, fmt."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

from typer import Argument, Option

from ikhtilaf.cli.bundles import takes
from ikhtilaf.cli.context import note
from ikhtilaf.cli.options import LogOptions
from ikhtilaf.errors import Exit, IkhtilafError

EVENT, SOURCE, PLACE = "Of an event", "Of a source", "Of a place"
WOULD_CHANGE = 1
"""The exit code of `fmt --check` where a file is not in the layout."""


class NoPathToFormatError(IkhtilafError):
    """`fmt` was not told what to rewrite; the log that is shipped is not meant."""

    name = "nothing-to-format"

    def __init__(self) -> None:
        super().__init__("no log is named", "Name the file or folder to rewrite, as in `ikhtilaf fmt my-log`.")


def init(
    directory: Annotated[Path, Argument(metavar="DIR", show_default=False, help="The folder to write it into.")],
) -> int:
    """Begin a log: a small commented one that passes `check`, to change into your own, and the schema for editors.

    Nothing that is there is overwritten.

    Examples:

    ikhtilaf init my-log

    ikhtilaf init my-log && ikhtilaf check my-log
    """
    import json

    from ikhtilaf.cli.writing import write_new
    from ikhtilaf.log.schema import json_schema
    from ikhtilaf.log.template import LOG_NAME, SCHEMA_NAME, template

    log, schema = directory / LOG_NAME, directory / SCHEMA_NAME
    write_new({log: template(), schema: json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"})
    shown = shlex.quote(str(log))
    note(f"wrote {log} and {schema}")
    note(f"try: ikhtilaf check {shown}")
    note(f"     ikhtilaf timeline --log {shown}")
    note(f"     ikhtilaf relations --log {shown}")
    return Exit.DONE


class NewOptions(NamedTuple):
    """What is known of the new thing already."""

    id: Annotated[str | None, Option("--id", metavar="ID", help="Its id. Default: made of the title or name.")] = None
    title: Annotated[
        str | None, Option("--title", metavar="TEXT", help="Of an event or source: one line, your own words.")
    ] = None
    name: Annotated[str | None, Option("--name", metavar="TEXT", help="Of a faction, place or person.")] = None
    kind: Annotated[
        str | None,
        Option("--kind", metavar="KIND", help="What kind of source, faction or place it is."),
    ] = None
    date: Annotated[str | None, Option("--date", metavar="DATE", help="Of an event or source: EDTF, or as typed.")] = (
        None
    )
    place: Annotated[
        list[str] | None, Option("--place", metavar="NAME", help="Where an event happened, or a source spoke.")
    ] = None
    alias: Annotated[
        list[str] | None, Option("--alias", metavar="TEXT", help="Another name of a source, faction, place or person.")
    ] = None
    type: Annotated[
        str | None,
        Option("--type", metavar="TYPE", rich_help_panel=EVENT, help="What type of event: `ikhtilaf list types`."),
    ] = None
    between: Annotated[
        tuple[str, str] | None,
        Option("--between", metavar="A B", rich_help_panel=EVENT, help="Two factions that take part."),
    ] = None
    state: Annotated[
        str | None,
        Option(
            "--state",
            metavar="STATE",
            rich_help_panel=EVENT,
            help="How those two stand from then on: `ikhtilaf list states`.",
        ),
    ] = None
    faction: Annotated[
        list[str] | None,
        Option("--faction", metavar="NAME", rich_help_panel=EVENT, help="Another faction that takes part."),
    ] = None
    source: Annotated[
        str | None,
        Option("--source", metavar="NAME", rich_help_panel=EVENT, help="Who says so. Default: the log's reporter."),
    ] = None
    cites: Annotated[
        list[str] | None,
        Option("--cites", metavar="PASSAGE", rich_help_panel=EVENT, help="Where it says so."),
    ] = None
    text: Annotated[
        str | None,
        Option("--text", metavar="TEXT", rich_help_panel=EVENT, help="What the source says, in your own words."),
    ] = None
    author: Annotated[
        str | None, Option("--author", metavar="TEXT", rich_help_panel=SOURCE, help="Who wrote or said it.")
    ] = None
    affiliation: Annotated[
        str | None,
        Option("--affiliation", metavar="NAME", rich_help_panel=SOURCE, help="The faction that it speaks for."),
    ] = None
    reported_by: Annotated[
        str | None,
        Option("--reported-by", metavar="NAME", rich_help_panel=SOURCE, help="The source that reports it."),
    ] = None
    url: Annotated[
        str | None, Option("--url", metavar="URL", rich_help_panel=SOURCE, help="Where it can be found.")
    ] = None
    within: Annotated[
        str | None, Option("--within", metavar="NAME", rich_help_panel=PLACE, help="The place that it lies in.")
    ] = None
    iso: Annotated[str | None, Option("--iso", metavar="CODE", rich_help_panel=PLACE, help="Its ISO 3166 code.")] = None


@takes(told=NewOptions, log=LogOptions)
def new(
    *,
    what: Annotated[str, Argument(metavar="KIND", show_default=False, help="event, source, faction, place or person.")],
    indent: Annotated[
        int, Option("--indent", metavar="N", min=0, max=40, help="The column of the hyphen or id, from 0.")
    ] = 2,
    told: NewOptions,
    log: LogOptions,
) -> int:
    """Print a new event, source, faction, place or person in YAML, to be put into its section of a log.

    What the options say is filled in, names as the ids of the log in use; what else is needed is left blank, each with
    a comment. A log with blanks will do. Repeat --faction, --cites, --alias and, of an event, --place for several.

    Examples:

    ikhtilaf new event --date 2017-10-18 --between quetta isk-f --type agreement --title "They agree a truce"

    ikhtilaf new event --log my-log/log.yaml >> my-log/log.yaml

    ikhtilaf new place --name "Green Valley" --kind district --within nangarhar
    """
    from ikhtilaf.cli.blanks import known_of, write_blank

    options = told._asdict()
    id_ = options.pop("id")
    write_blank(what, options, id_, known_of(log.log), indent)
    return Exit.DONE


@takes(log=LogOptions)
def fmt(
    *,
    path: Annotated[
        str | None,
        Argument(metavar="[PATH]", show_default=False, help="A file, a folder, or - for standard input to output."),
    ] = None,
    check: Annotated[
        bool, Option("--check", help="Change nothing; list the files that would change, and exit with 1 if any would.")
    ] = False,
    diff: Annotated[bool, Option("--diff", help="Change nothing; print what would change.")] = False,
    log: LogOptions,
) -> int:
    """Rewrite a log in the one layout: sections, keys and events in order, comments kept, the meaning untouched.

    Without PATH it is the log that --log or IKHTILAF_LOG names. A log that cannot be read is left as it is. Give the
    folder of a log in several files, not one file of it: the order of events may depend on the others.

    Examples:

    ikhtilaf fmt my-log

    ikhtilaf fmt --check --diff my-log/log.yaml
    """
    from ikhtilaf.cli.formatting import difference, formatted
    from ikhtilaf.cli.writing import replace
    from ikhtilaf.render.escape import visible

    chosen = path or log.log
    if not chosen:
        raise NoPathToFormatError
    texts = formatted(chosen)
    changed = [text for text in texts if text.changed]
    if diff:
        for text in changed:
            shown = text.file._replace(shown=visible(text.file.shown))
            sys.stdout.writelines(map(_seen, difference(text._replace(file=shown))))
    elif check:
        sys.stdout.writelines(f"{visible(text.file.shown)}\n" for text in changed)
    elif chosen == "-":
        sys.stdout.writelines(text.after for text in texts)
    else:
        for text in changed:
            replace(text.file.path, text.after)
            note(f"rewrote {text.file.shown}")
    return WOULD_CHANGE if check and changed else Exit.DONE


def _seen(text: str) -> str:
    """Lines with all but tabs and line breaks written out that steers a terminal or cannot be seen."""
    from ikhtilaf.render.escape import visible

    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))
