"""Factions by factions on a terminal: a glyph and a colour a state, numbers for the columns, a legend."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import TextIO

from ikhtilaf.model.vocabulary import CONTESTED, STATES, UNKNOWN
from ikhtilaf.query.candidates import sorted_pair
from ikhtilaf.query.matrix import Matrix
from ikhtilaf.render.columns import Options
from ikhtilaf.render.escape import one_line
from ikhtilaf.render.layout import wrap
from ikhtilaf.render.theme import Paint, painter, style_of

CONTESTED_GLYPH = "#"
LOCAL_GLYPH = ":"
NOTHING_GLYPH = "."
UNSURE = "?"
SELF_GLYPH = "\\"


def matrix_lines(made: Matrix, heading: str, options: Options) -> Iterator[str]:
    """Yield a matrix with its heading and legend, as lines; none where nothing is known of any pair."""
    if not made.factions:
        return
    stream = StringIO()
    write_matrix(made.factions, glyph_in(made), stream, options)
    yield one_line(heading)
    yield ""
    yield from stream.getvalue().splitlines()
    yield ""
    yield from legend(options.width)
    if made.left_out:
        yield from wrap(f"left out, with no state: {', '.join(made.left_out)}", options.width or sys.maxsize)


def glyph_in(made: Matrix) -> Callable[[str, str], tuple[str, str]]:
    """Return what gives for two factions of a matrix the glyph, and the state that colours it."""

    def glyph(one: str, other: str) -> tuple[str, str]:
        cell = made.cells.get(sorted_pair(one, other))
        if cell is None:
            return (LOCAL_GLYPH if sorted_pair(one, other) in made.local else NOTHING_GLYPH), ""
        if cell.state == UNKNOWN:
            return UNSURE, ""
        mark = CONTESTED_GLYPH if cell.state == CONTESTED else STATES[cell.state].glyph
        return mark + ("" if cell.certain or cell.state == CONTESTED else UNSURE), cell.state

    return glyph


def write_matrix(
    factions: Sequence[str], glyph: Callable[[str, str], tuple[str, str]], stream: TextIO, options: Options
) -> None:
    """Write the matrix; `glyph` gives for two factions the glyph (one or two cells) and the state that colours it.

    Where the columns do not fit `options.width`, the rest of them follows in further blocks.
    """
    paint = painter(color=options.color)
    names = max((len(name) for name in factions), default=0)
    margin = names + len(str(len(factions))) + 3
    room = len(factions) if options.width is None else max(1, (options.width - margin) // 3)
    for start in range(0, len(factions), room):
        if start:
            stream.write("\n")
        block = _block(factions, range(start, min(start + room, len(factions))), glyph, names, paint)
        stream.writelines(line.rstrip() + "\n" for line in block)


def _block(
    factions: Sequence[str],
    columns: range,
    glyph: Callable[[str, str], tuple[str, str]],
    names: int,
    paint: Paint,
) -> Iterator[str]:
    digits = len(str(len(factions)))
    yield " " * (names + digits + 2) + "".join(f"{column + 1:>3}" for column in columns)
    for row, one in enumerate(factions):
        cells = []
        for column in columns:
            if row == column:
                cells.append("  " + SELF_GLYPH)
                continue
            mark, state = glyph(one, factions[column])
            shown = paint(mark, style_of("state", state)) if state else mark
            cells.append(" " * (3 - len(mark)) + shown)
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
