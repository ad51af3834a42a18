"""Factions by factions on a terminal: a glyph and a colour a state, numbers for the columns, a legend."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from io import StringIO
from itertools import combinations
from typing import TextIO

from ikhtilaf.model.vocabulary import CONTESTED, STATES, UNKNOWN
from ikhtilaf.query.candidates import sorted_pair
from ikhtilaf.query.matrix import Matrix
from ikhtilaf.render.columns import Options
from ikhtilaf.render.escape import ascii_punctuation, one_line
from ikhtilaf.render.layout import wrap
from ikhtilaf.render.theme import Paint, painter, style_of

CONTESTED_GLYPH = "#"
LOCAL_GLYPH = ":"
NOTHING_GLYPH = "."
UNSURE = "?"
POSTSCRIPT = "†"
SELF_GLYPH = "\\"


def matrix_lines(made: Matrix, heading: str, options: Options, *, postscript: bool = False) -> Iterator[str]:
    """Yield a matrix with its heading and legend, as lines; none where nothing is known of any pair.

    `postscript` says that the log does not cover the day any more: then each state says so.
    """
    if not made.factions:
        return
    ours = ascii_punctuation if options.ascii else str
    stream = StringIO()
    write_matrix(made.factions, glyph_in(made, ours(POSTSCRIPT) if postscript else ""), stream, options)
    yield one_line(heading)
    yield ""
    yield from stream.getvalue().splitlines()
    yield ""
    yield from legend(options.width)
    if postscript:
        yield ours(f"{POSTSCRIPT} behind a glyph: after what the log covers")
    if made.left_out:
        yield from wrap(f"left out, with no state: {', '.join(made.left_out)}", options.width or sys.maxsize)


def glyph_in(made: Matrix, after: str = "") -> Callable[[str, str], tuple[str, str]]:
    """Return what gives for two factions of a matrix the glyph, and the state that colours it; `after` is a mark that
    every state carries.
    """

    def glyph(one: str, other: str) -> tuple[str, str]:
        cell = made.cells.get(sorted_pair(one, other))
        if cell is None:
            return (LOCAL_GLYPH if sorted_pair(one, other) in made.local else NOTHING_GLYPH), ""
        if cell.state == UNKNOWN:
            return UNSURE + after, ""
        mark = CONTESTED_GLYPH if cell.state == CONTESTED else STATES[cell.state].glyph
        return mark + ("" if cell.certain or cell.state == CONTESTED else UNSURE) + after, cell.state

    return glyph


def write_matrix(
    factions: Sequence[str], glyph: Callable[[str, str], tuple[str, str]], stream: TextIO, options: Options
) -> None:
    """Write the matrix; `glyph` gives for two factions the glyph (one to three cells) and the state that colours it.

    Where the columns do not fit `options.width`, the rest of them follows in further blocks.
    """
    paint = painter(color=options.color)
    names = max((len(name) for name in factions), default=0)
    margin = names + len(str(len(factions))) + 3
    widest = max((len(glyph(one, other)[0]) for one, other in combinations(factions, 2)), default=1)
    column = max(widest, 2) + 1
    room = len(factions) if options.width is None else max(1, (options.width - margin) // column)
    for start in range(0, len(factions), room):
        if start:
            stream.write("\n")
        block = _block(factions, range(start, min(start + room, len(factions))), glyph, (names, column), paint)
        stream.writelines(line.rstrip() + "\n" for line in block)


def _block(
    factions: Sequence[str],
    columns: range,
    glyph: Callable[[str, str], tuple[str, str]],
    widths: tuple[int, int],
    paint: Paint,
) -> Iterator[str]:
    """The lines of some columns; `widths` are those of the names and of a column."""
    digits = len(str(len(factions)))
    names, wide = widths
    yield " " * (names + digits + 2) + "".join(f"{column + 1:>{wide}}" for column in columns)
    for row, one in enumerate(factions):
        cells = []
        for column in columns:
            if row == column:
                cells.append(f"{SELF_GLYPH:>{wide}}")
                continue
            mark, state = glyph(one, factions[column])
            shown = paint(mark, style_of("state", state)) if state else mark
            cells.append(" " * (wide - len(mark)) + shown)
        yield f"{row + 1:>{digits}} {one:<{names}} " + "".join(cells)


def legend(width: int | None = None) -> list[str]:
    """Return what the glyphs mean, in a few lines that fit the width (None: any)."""
    states = [f"{state.glyph} {state.id}" for state in STATES.values()]
    others = [f"{CONTESTED_GLYPH} {CONTESTED}", f"{LOCAL_GLYPH} only in some places", f"{NOTHING_GLYPH} nothing known"]
    unsure = f"{UNSURE} perhaps something; behind a glyph: not certain"
    return [line for parts in (states, others, [unsure]) for line in packed(parts, width)]


def packed(parts: Sequence[str], width: int | None) -> Iterator[str]:
    """Yield the parts side by side, as many to a line as fit the width (None: any)."""
    line = ""
    for part in parts:
        longer = f"{line}  {part}" if line else part
        if line and width is not None and len(longer) > width:
            yield line
            longer = part
        line = longer
    yield line


def explained(told: Mapping[str, str], used: Container[str], width: int | None) -> Iterator[str]:
    """Yield what the marks in use mean, each in a line or in as many as the width takes (None: any width)."""
    for mark, words in told.items():
        if mark in used:
            yield from wrap(f"{mark} {words}", width or sys.maxsize)
