"""The help of commands: the library's plain page, with options and commands in the panels that they name.

The library's richer page imports a Markdown parser, a highlighter and more, and takes twice as long as an answer does.
"""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from typer.core import TyperCommand

_WIDEST = 100
"""Text in longer lines is hard to read."""

_NAMES = 26
"""How wide the names of options are set at most; what a longer one means stands below it."""


class Command(TyperCommand):
    """A command whose help has its options in panels."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 -- the library's signature
        """Write what the command does, then its examples, one a line."""
        write_text(self, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options."""
        write_options(self, ctx, formatter)


def page_settings() -> dict[str, Any]:
    """Return the settings of the library's context for every command."""
    return {"help_option_names": ["-h", "--help"], "max_content_width": _WIDEST}


def first_sentence(text: str) -> str:
    """Return the first sentence of a command's help."""
    sentence, stop, _ = text.partition("\n")[0].partition(". ")
    return sentence + stop.strip()


def write_text(command: Any, formatter: Any) -> None:
    """Write the paragraphs of a command's help; those behind "Examples:" are lines to be typed."""
    said, _, examples = (command.help or "").partition("Examples:")
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(said.strip())
    if examples:
        with formatter.section("Examples"):
            indent = " " * formatter.current_indent
            for line in filter(None, examples.split("\n")):
                wrapped = wrap(line.strip(), formatter.width, initial_indent=indent, subsequent_indent=indent * 2)
                formatter.write("\n".join(wrapped) + "\n")


def write_options(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the arguments and options of a command by panel, in the order in which the panels first come."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None:
            kind = "Arguments" if parameter.param_type_name == "argument" else "Options"
            panels.setdefault(getattr(parameter, "rich_help_panel", None) or kind, []).append(record)
    write_panels(panels, formatter)


def write_panels(panels: dict[str, list[tuple[str, str]]], formatter: Any) -> None:
    """Write panels, each a heading and its entries with what they mean, all in one column."""
    longest = min(max((len(name) for entries in panels.values() for name, _ in entries), default=0), _NAMES)
    for title, entries in panels.items():
        with formatter.section(title):
            # Names of one width in all panels, so that what they mean stands in one column.
            formatter.write_dl([(name.ljust(longest), text) for name, text in entries], col_max=longest)
