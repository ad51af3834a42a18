"""The colours of the terminal: what a piece of text is, mapped to how it looks, in one table.

Only the sixteen ANSI colours, so that the reader's own palette decides, and of those none that vanishes on a light or a
dark background (white, black, the bright ones). A colour repeats what the text says already; nothing is told by colour
alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

THEME = {
    # what a column holds
    "id": "cyan",
    "date": "bold",
    "state": "bold",
    "place": "green",
    "text": "",
    "number": "",
    "note": "dim",
    # a state, by its sign (-1, 0, 1), and the two answers that are no states
    "hostile": "bold red",
    "neither": "bold",
    "friendly": "bold green",
    "contested": "bold magenta",
    "unknown": "dim",
    # a state in a picture, from war to alliance: solid where it is certain, else only its letter in the colour
    "war": "bold red",
    "clashes": "red",
    "tension": "dim red",
    "tolerance": "",
    "ceasefire": "bold",
    "cordial": "dim cyan",
    "cooperation": "cyan",
    "alliance": "bold cyan",
    "solid war": "bold red reverse",
    "solid clashes": "red reverse",
    "solid tension": "dim red reverse",
    "solid tolerance": "reverse",
    "solid ceasefire": "bold reverse",
    "solid cordial": "dim cyan reverse",
    "solid cooperation": "cyan reverse",
    "solid alliance": "bold cyan reverse",
    # what surrounds the data
    "title": "bold",
    "rule": "dim",
    "group": "bold",
    "label": "dim",
    "heading": "dim",
    "foot": "dim",
}

Paint: TypeAlias = Callable[[str, str], str]
"""Takes a text and a name of `THEME`; returns the text in its colour."""


def painter(*, color: bool) -> Paint:
    """Return what paints text; without colour it returns every text unchanged."""
    return _paint if color else _plain


def style_of(style: str, text: str) -> str:
    """Return the name of `THEME` for a cell: a state is coloured by its sign, whatever else the cell says after it."""
    if style != "state":
        return style
    from ikhtilaf.model.vocabulary import STATES

    words = {word.strip("?,;:()") for word in text.split()}
    if words & {"contested", "unknown"}:
        return "contested" if "contested" in words else "unknown"
    signs = {STATES[word].sign for word in words & STATES.keys()}
    return {-1: "hostile", 0: "neither", 1: "friendly"}[signs.pop()] if len(signs) == 1 else style


def _plain(text: str, style: str) -> str:  # noqa: ARG001
    return text


def _paint(text: str, style: str) -> str:
    before, after = _codes(style)
    return f"{before}{text}{after}"


@cache
def _codes(style: str) -> tuple[str, str]:
    """Return the escape codes that begin and end a style."""
    from rich.color import ColorSystem
    from rich.style import Style

    look = THEME[style]
    if not look:
        return "", ""
    before, after = Style.parse(look).render("|", color_system=ColorSystem.STANDARD).split("|")
    return before, after
