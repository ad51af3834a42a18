"""The command line's one application: every command, in its panel of the help, imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from inspect import cleandoc
from typing import Annotated, Any, NamedTuple

from typer import Exit, Option, Typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from ikhtilaf.cli.bundles import signed
from ikhtilaf.cli.help import Command, first_sentence, page_settings, write_options, write_panels, write_text

READ, LOOK, EXCHANGE, WRITE = "Read", "Look", "Exchange", "Write a log"


class Entry(NamedTuple):
    """A command: the panel of the help that it stands in, and the function that answers it."""

    panel: str
    module: str
    function: str


COMMANDS = {
    "timeline": Entry(READ, "read", "timeline"),
    "relations": Entry(READ, "read", "relations"),
    "changes": Entry(READ, "read", "changes"),
    "summary": Entry(READ, "read", "summary"),
    "disputes": Entry(READ, "read", "disputes"),
    "show": Entry(READ, "read", "show"),
    "list": Entry(READ, "read", "list_things"),
    "draw": Entry(LOOK, "draw", "draw"),
    "report": Entry(LOOK, "report", "report"),
    "export": Entry(EXCHANGE, "export", "export"),
    "import": Entry(EXCHANGE, "imports", "import_table"),
    "compare": Entry(EXCHANGE, "compare", "compare"),
    "check": Entry(WRITE, "write", "check"),
    "init": Entry(WRITE, "authoring", "init"),
    "new": Entry(WRITE, "authoring", "new"),
    "fmt": Entry(WRITE, "authoring", "fmt"),
    "diff": Entry(WRITE, "differing", "diff"),
    "schema": Entry(WRITE, "write", "schema"),
    "store": Entry(WRITE, "storing", "store"),
}
"""In the order of the help."""


class LazyGroup(TyperGroup):
    """The commands of `COMMANDS`, each built when it is asked for: building all takes longer than any answer."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 -- the library's signature
        """Return the names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- the library's signature
        """Return a command by its name, None where there is none."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            self.commands[cmd_name] = _built(cmd_name, COMMANDS[cmd_name])
        return self.commands.get(cmd_name)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the library's signature
        """Write what the program does."""
        write_text(self, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, then the commands, both by panel."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the library's signature
        """Write the commands, each with the first sentence of its help."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            panels.setdefault(entry.panel, []).append((name, first_sentence(_help(_function(entry)))))
        write_panels(panels, formatter)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override] # as in `extra`
        """Answer a shell that asks what could stand at the cursor, else run the command line."""
        shell = os.environ.get("_IKHTILAF_COMPLETE")
        if shell is None:
            return super().main(args, **extra)
        from ikhtilaf.cli.shells import answer

        sys.stdout.write(answer(shell, list(args or ())))
        return 0

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse; the shell of `--show-completion` and `--install-completion` need not be named."""
        for name in ("--show-completion", "--install-completion"):
            if name in args and (args[-1] == name or args[args.index(name) + 1].startswith("-")):
                args = [*args[: args.index(name) + 1], "", *args[args.index(name) + 1 :]]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; where it printed through a pager, wait until the reader has done with that."""
        terminal = sys.stdout
        try:
            return super().invoke(ctx)
        finally:
            if sys.stdout is not terminal:
                sys.stdout.close()
                sys.stdout = terminal


def build(name: str) -> Any:
    """Return a command by its name, "" for the application itself, with its options and arguments."""
    return _built(name, COMMANDS[name]) if name else get_group(app)


def _built(name: str, entry: Entry) -> Any:
    """Build a command; its help is its function's docstring, with the lines of each paragraph joined."""
    function = signed(_function(entry))
    info = CommandInfo(
        name=name,
        cls=Command,
        callback=function,
        help=_help(function),
        rich_help_panel=entry.panel,
        context_settings=page_settings(),
    )
    return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)


def _function(entry: Entry) -> Any:
    return getattr(import_module(f"ikhtilaf.cli.{entry.module}"), entry.function)


def _help(function: Any) -> str:
    paragraphs = cleandoc(function.__doc__ or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)


app = Typer(
    cls=LazyGroup,
    name="ikhtilaf",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,  # `shells` has its own: quicker, and text from a log is never run by a shell
    context_settings=page_settings(),
)


def _version(*, asked: bool) -> None:
    if asked:
        from ikhtilaf import __version__

        print(f"ikhtilaf {__version__}")  # noqa: T201 -- the answer itself
        raise Exit


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from ikhtilaf.cli.shells import script

        sys.stdout.write(script(shell))
        raise Exit


def _install_completion(shell: str | None) -> None:
    if shell is not None:
        from ikhtilaf.cli.context import note
        from ikhtilaf.cli.shells import install

        note(f"wrote {install(shell)}; a new shell completes")
        raise Exit


@app.callback()
def _ikhtilaf(
    *,
    version: Annotated[
        bool,
        Option("--version", callback=lambda asked: _version(asked=asked), is_eager=True, help="Print the version."),
    ] = False,
    install_completion: Annotated[
        str | None,
        Option(
            "--install-completion",
            metavar="[SHELL]",
            callback=_install_completion,
            is_eager=True,
            help="Set completion up for bash, zsh or fish. Default: the shell that runs this.",
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        Option(
            "--show-completion",
            metavar="[SHELL]",
            callback=_show_completion,
            is_eager=True,
            help="Print what sets it up, for bash, zsh or fish. Default: the shell that runs this.",
        ),
    ] = None,
) -> None:
    """Who fought, tolerated or allied with whom, where, from about when and according to whom.

    Reads a YAML log of what prose sources say about a conflict, and answers from it.

    Without --log: an article on the Taliban and the Islamic State in Khorasan, 2014 to October 2017.
    """
