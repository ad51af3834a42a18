"""Factions by factions as an HTML table, which a reader can walk through cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.cells import Cell, Cells
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, LOCAL_GLYPH, PLAIN, UNSURE, Look, glyph_of
from ikhtilaf.pictures.svg import plain, tag

_SOLID = {How.CERTAIN, How.CONTESTED}


def matrix_html(cells: Cells, look: Look = PLAIN) -> str:
    """Return a matrix as a `<table class="pic-table">` with its legend as a paragraph; every text escaped."""
    if not cells.factions:
        return tag("p", plain(f"{cells.heading}: nothing is known of any pair."))
    caption = tag("caption", plain(cells.heading))
    corner = tag("td", cls="self")
    columns = "".join(
        tag("th", tag("span", plain(cells.names.get(faction, faction))), scope="col") for faction in cells.factions
    )
    rows = "".join(_row(cells, one, look) for one in cells.factions)
    table = tag("table", caption, tag("thead", tag("tr", corner, columns)), "\n", tag("tbody", rows), cls="pic-table")
    return table + "\n" + tag("p", plain("; ".join(_legend(cells))), cls="pic-legend")


def _row(cells: Cells, one: str, look: Look) -> str:
    name = plain(cells.names.get(one, one))
    href = look.href("faction", one)
    head = tag("th", name if href is None else tag("a", name, href=href), scope="row")
    return tag("tr", head, *(_cell(cells, one, other, look) for other in cells.factions)) + "\n"


def _cell(cells: Cells, one: str, other: str, look: Look) -> str:
    cell = cells.cell(one, other) if one != other else None
    if cell is None:
        return "<td></td>" if one != other else '<td class="self"></td>'
    shown = cell.shown
    state = shown.state if shown.states else next(iter(shown.possible), "")
    cls = f"{'f' if shown.how in _SOLID else 'h'}-{state}" if state else None
    letters = f"{UNSURE}{glyph_of(shown.possible[0])}" if shown.how is How.POSSIBLE else cell.letters
    href = _evidence(cell, look)
    if href is None:
        return tag("td", tag("abbr", plain(letters), title=cell.words), cls=cls)
    said = cell.words if look.label is None else shown.words
    return tag("td", tag("a", plain(letters), href=href, title=said), cls=cls)


def _evidence(cell: Cell, look: Look) -> str | None:
    event = look.href("event", cell.events[0]) if cell.events else None
    return event or look.href("pair", " ".join(cell.pair))


def _legend(cells: Cells) -> Iterator[str]:
    used = {state for cell in cells.cells.values() for state in (*cell.shown.states, *cell.shown.possible)}
    yield from (f"{state.glyph} {state.id}" for state in STATES.values() if state.id in used)
    yield f"{CONTESTED_GLYPH} {CONTESTED}"
    yield f"{LOCAL_GLYPH} known only of some places"
    yield f"{UNSURE} before a letter: perhaps, behind it: not certain"
    yield f"{INHERITED} inherited at a split"
    yield "empty: nothing known"
    if cells.left_out:
        yield f"with no state: {', '.join(cells.left_out)}"
