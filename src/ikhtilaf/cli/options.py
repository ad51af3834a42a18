"""The options that commands share: which log, which rows, whose words, how to print.

The annotations are the very objects that the command-line library wants, not text to be made into them at every start.
"""

from typing import Annotated, NamedTuple

from typer import Option

from ikhtilaf.render.formats import Format

WHAT, WHERE, WHEN, WHO, OUTPUT = "What", "Where", "When", "Who says so", "Output"


class LogOptions(NamedTuple):
    """Which log to read."""

    log: Annotated[
        str | None,
        Option(
            "--log",
            metavar="PATH",
            envvar="IKHTILAF_LOG",
            show_envvar=False,
            help="A file, a folder, or - for standard input. Default: $IKHTILAF_LOG, else the log that is shipped.",
        ),
    ] = None
    no_cache: Annotated[
        bool, Option("--no-cache", help="Read the log itself: neither use nor keep a compiled one.")
    ] = False
    debug: Annotated[bool, Option("--debug", help="Show a traceback where something goes wrong.")] = False


class FilterOptions(NamedTuple):
    """Which rows. Repeating an option means or, different options mean and."""

    faction: Annotated[
        list[str] | None,
        Option(
            "--faction",
            metavar="NAME",
            rich_help_panel=WHAT,
            help="A faction by id, name or alias; an umbrella takes its parts along. Default: all.",
        ),
    ] = None
    between: Annotated[
        tuple[str, str] | None,
        Option(
            "--between", metavar="A B", rich_help_panel=WHAT, help="Two factions: what both have part in. Default: any."
        ),
    ] = None
    person: Annotated[
        list[str] | None,
        Option("--person", metavar="NAME", rich_help_panel=WHAT, help="A person by id, name or alias. Default: all."),
    ] = None
    type: Annotated[
        list[str] | None,
        Option(
            "--type", metavar="TYPE", rich_help_panel=WHAT, help="A type of event: `ikhtilaf list types`. Default: all."
        ),
    ] = None
    state: Annotated[
        list[str] | None,
        Option(
            "--state",
            metavar="STATE",
            rich_help_panel=WHAT,
            help="A state of relations: `ikhtilaf list states`. Default: all.",
        ),
    ] = None
    text: Annotated[
        list[str] | None,
        Option(
            "--text",
            metavar="WORDS",
            rich_help_panel=WHAT,
            help="Words in the title, text, terms or notes, in any case. Default: any.",
        ),
    ] = None
    contested: Annotated[
        bool, Option("--contested", rich_help_panel=WHAT, help="Only what the sources disagree about.")
    ] = False
    province: Annotated[
        list[str] | None,
        Option(
            "--province",
            metavar="NAME",
            rich_help_panel=WHERE,
            help="A province, with all that lies in it. Default: all.",
        ),
    ] = None
    place: Annotated[
        list[str] | None,
        Option(
            "--place", metavar="NAME", rich_help_panel=WHERE, help="Any place, with all that lies in it. Default: all."
        ),
    ] = None
    since: Annotated[
        str | None,
        Option(
            "--since",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="From the first day of this date on: EDTF (2017-04), or as in 'April 2017'. Default: the beginning.",
        ),
    ] = None
    until: Annotated[
        str | None,
        Option(
            "--until",
            metavar="DATE",
            rich_help_panel=WHEN,
            help="Up to the last day of this date, inclusive. Default: the end.",
        ),
    ] = None
    certain: Annotated[bool, Option("--certain", rich_help_panel=WHEN, help="Only what must match, not what may.")] = (
        False
    )
    source: Annotated[
        list[str] | None,
        Option(
            "--source", metavar="NAME", rich_help_panel=WHO, help="A source that makes a claim on it. Default: all."
        ),
    ] = None


class ViewOptions(NamedTuple):
    """Whose words count."""

    according_to: Annotated[
        str | None,
        Option(
            "--according-to",
            metavar="NAME",
            rich_help_panel=WHO,
            help="Only the claims of this source, or of the sources that speak for this faction. Default: of all.",
        ),
    ] = None
    known_by: Annotated[
        str | None,
        Option(
            "--known-by",
            metavar="DATE",
            rich_help_panel=WHO,
            help="Only what sources may have said by the last day of this date. Default: all that they said.",
        ),
    ] = None


class OutputOptions(NamedTuple):
    """How to print."""

    format: Annotated[
        Format | None,
        Option(
            "--format",
            rich_help_panel=OUTPUT,
            help="Default: table on a terminal, tsv into a pipe.",
            show_default=False,
        ),
    ] = None
    fields: Annotated[
        str | None,
        Option(
            "--fields",
            metavar="A,B,C",
            rich_help_panel=OUTPUT,
            help="These columns, in this order, in every format. Default: all, in a table those that fit.",
        ),
    ] = None
    no_header: Annotated[bool, Option("--no-header", rich_help_panel=OUTPUT, help="Leave out the header line.")] = False
    dates: Annotated[
        bool,
        Option("--dates", rich_help_panel=OUTPUT, help="In a table, the first and last possible day of each date."),
    ] = False
    color: Annotated[
        str,
        Option(
            "--color",
            metavar="WHEN",
            rich_help_panel=OUTPUT,
            help="auto, always or never. NO_COLOR wins over FORCE_COLOR.",
        ),
    ] = "auto"
    pager: Annotated[
        bool,
        Option(
            "--pager/--no-pager",
            rich_help_panel=OUTPUT,
            help="On a terminal, read a table through $IKHTILAF_PAGER, else $PAGER, else less.",
        ),
    ] = True
    ascii: Annotated[bool, Option("--ascii", rich_help_panel=OUTPUT, help="Draw tables with ASCII letters only.")] = (
        False
    )
    exit_status: Annotated[
        bool, Option("--exit-status", rich_help_panel=OUTPUT, help="Exit with 1 when nothing matched.")
    ] = False
