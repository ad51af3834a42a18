"""The colours of the terminal: what a piece of text is, mapped to how it looks, in one table.

Only the sixteen ANSI colours, so that the reader's own palette decides, and of those none that vanishes on a light or a
dark background (white, black, the bright ones). A colour repeats what the text says already; nothing is told by colour
alone. The states in a picture have one colour each, which the sixteen are too few for: these are of the 256, and stand
out from black and from white by at least 3:1.
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
    # a state in a picture, from vermilion for war to blue for alliance; solid where it is certain
    "war": "color(160)",
    "clashes": "color(166)",
    "tension": "color(136)",
    "tolerance": "color(244)",
    "ceasefire": "color(66)",
    "cordial": "color(67)",
    "cooperation": "color(32)",
    "alliance": "color(27)",
    "solid war": "color(160) reverse",
    "solid clashes": "color(166) reverse",
    "solid tension": "color(136) reverse",
    "solid tolerance": "color(244) reverse",
    "solid ceasefire": "color(66) reverse",
    "solid cordial": "color(67) reverse",
    "solid cooperation": "color(32) reverse",
    "solid alliance": "color(27) reverse",
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
    system = ColorSystem.EIGHT_BIT if "color(" in look else ColorSystem.STANDARD
    before, after = Style.parse(look).render("|", color_system=system).split("|")
    return before, after
