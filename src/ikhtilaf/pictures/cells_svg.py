"""Factions by factions as SVG: a patch for each pair, with its letter, leading to its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from ikhtilaf.pictures.cells import Cell, Cells
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.look import LOCAL_GLYPH, PLAIN, Look
from ikhtilaf.pictures.patches import Box, Letter, entries, legend, patch, patterns, states_of
from ikhtilaf.pictures.svg import fitted, linked, number, picture, tag, text, unless_whole, width_of

_SIDE = 27.0
_MOST_NAME = 190.0


def matrix_svg(cells: Cells, look: Look = PLAIN) -> str:
    """Return a matrix as an `<svg>` element; with no pair it says that nothing is known."""
    count = len(cells.factions)
    names = [cells.names.get(faction, faction) for faction in cells.factions]
    longest = min(max((width_of(name) for name in names), default=0) + 28, _MOST_NAME)
    shown = [cell.shown for cell in cells.cells.values()]
    width = max(longest + 24 + count * _SIDE + longest * 0.62, 560.0)
    parts = [patterns(look, states_of(shown)), text(12, 24, fitted(cells.heading, width - 24, 17.5), "title")]
    told, height = legend(look, entries(shown), 12, 40, width - 24)
    parts += told
    top = 40 + height
    if any(cell.letters == LOCAL_GLYPH for cell in cells.cells.values()):
        parts.append(text(12, top + 11, f"{LOCAL_GLYPH} known only of some places (see its words)", "muted"))
        top += 20
    if not count:
        parts.append(text(12, top + 12, "Nothing is known of any pair on that day.", "muted"))
        return picture(look, width, top + 30, cells.heading, told_in_words(cells), parts)
    left, top = longest + 18, top + longest * 0.8 + 10
    parts += _names(cells, names, left, top, longest, look)
    parts += _lattice(count, left, top)
    for row, one in enumerate(cells.factions):
        for column, other in enumerate(cells.factions):
            cell = cells.cell(one, other) if one != other else None
            if cell is not None:
                box = Box(left + column * _SIDE + 1.5, top + row * _SIDE + 1.5, _SIDE - 3, _SIDE - 3)
                parts.append(_patch(cells, cell, (one, other), box, look))
    bottom = top + count * _SIDE + 10
    if cells.left_out:
        left_out = f"With no state: {', '.join(cells.left_out)}"
        parts.append(text(12, bottom + 12, fitted(left_out, width - 24), "muted"))
        bottom += 20
    return picture(look, width, bottom + 6, cells.heading, told_in_words(cells), parts)


def told_in_words(cells: Cells) -> str:
    """Return what the picture shows, in a sentence or two."""
    counts: dict[str, int] = {}
    for cell in cells.cells.values():
        state = cell.shown.state if cell.shown.how is not How.UNKNOWN else "known only of some places"
        counts[state] = counts.get(state, 0) + 1
    said = ", ".join(f"{count} {state}" for state, count in counts.items())
    return f"{len(cells.factions)} factions by {len(cells.factions)}; of the pairs: {said or 'nothing known'}."


def _names(cells: Cells, names: list[str], left: float, top: float, longest: float, look: Look) -> Iterator[str]:
    for place, (faction, name) in enumerate(zip(cells.factions, names, strict=True)):
        said = fitted(name, longest - 26)
        y = top + place * _SIDE + _SIDE / 2 + 4
        number_at = text(left - 6, y, f"{said}  {place + 1}", "end")
        yield linked(look, "faction", faction, unless_whole(name, said), number_at)
        x, base = left + place * _SIDE + _SIDE / 2 + 3, top - 6
        turned = f"rotate(-52 {number(x)} {number(base)})"
        yield tag("g", text(x, base, f"{place + 1}  {said}", ""), transform=turned)


def _lattice(count: int, left: float, top: float) -> Iterator[str]:
    size = count * _SIDE
    across = "".join(f"M{number(left)} {number(top + n * _SIDE)}h{number(size)}" for n in range(count + 1))
    down = "".join(f"M{number(left + n * _SIDE)} {number(top)}v{number(size)}" for n in range(count + 1))
    own = "".join(
        f"M{number(left + n * _SIDE)} {number(top + n * _SIDE)}l{number(_SIDE)} {number(_SIDE)}" for n in range(count)
    )
    yield tag("path", d=across + down + own, cls="guide w1")


def _patch(cells: Cells, cell: Cell, pair: tuple[str, str], box: Box, look: Look) -> str:
    one, other = (cells.names.get(name, name) for name in pair)
    drawn = list(patch(look, cell.shown, box, letter=Letter.ONLY))
    if cell.shown.how is How.UNKNOWN:
        drawn = [
            tag("rect", x=box.x, y=box.y, width=box.width, height=box.height, cls="paper"),
            text(box.x + box.width / 2, box.y + box.height / 2 + 4, LOCAL_GLYPH, "glyph"),
        ]
    event = cell.events[0] if cell.events else ""
    href = "event" if event and look.href("event", event) else "pair"
    target = event if href == "event" else " ".join(cell.pair)
    return linked(look, href, target, f"{one} and {other}: {cell.words}", *drawn)
