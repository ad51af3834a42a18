"""The command line's one application: every command, in its panel of the help."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from typing import Annotated

from typer import Exit, Option, Typer

from ikhtilaf.cli import read, write

READ, WRITE = "Read", "Write a log"

app = Typer(
    name="ikhtilaf",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        from ikhtilaf import __version__

        print(f"ikhtilaf {__version__}")  # noqa: T201 -- the answer itself
        raise Exit


@app.callback()
def _ikhtilaf(
    *,
    version: Annotated[
        bool,
        Option("--version", callback=lambda asked: _version(asked=asked), is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Who fought, tolerated or allied with whom, where, from about when and according to whom.

    Reads a YAML log of what prose sources say about a conflict, and answers from it.

    Without --log: an article on the Taliban and the Islamic State in Khorasan, 2014 to October 2017.
    """


def _command(name: str, panel: str, run: Callable[..., int]) -> None:
    """Add a command; its help is its docstring, with the lines of each paragraph joined."""
    paragraphs = cleandoc(run.__doc__ or "").split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)
    app.command(name, rich_help_panel=panel, help=text)(run)


_command("timeline", READ, read.timeline)
_command("relations", READ, read.relations)
_command("changes", READ, read.changes)
_command("summary", READ, read.summary)
_command("disputes", READ, read.disputes)
_command("show", READ, read.show)
_command("list", READ, read.list_things)
_command("check", WRITE, write.check)
_command("schema", WRITE, write.schema)
