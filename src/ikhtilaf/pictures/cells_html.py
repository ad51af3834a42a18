"""Factions by factions as an HTML table, which a reader can walk through cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ikhtilaf.model.vocabulary import CONTESTED, STATES
from ikhtilaf.pictures.cells import Cell, Cells
from ikhtilaf.pictures.drawn import How, Row
from ikhtilaf.pictures.look import CONTESTED_GLYPH, INHERITED, LOCAL_GLYPH, PLAIN, UNSURE, Look, glyph_of
from ikhtilaf.pictures.svg import plain, tag
from ikhtilaf.render.sheets import words_of

_SOLID = {How.CERTAIN, How.CONTESTED}


def matrix_html(cells: Cells, look: Look = PLAIN) -> str:
    """Return a matrix as a `<table class="pic-table">` with its legend as a paragraph; every text escaped."""
    if not cells.factions:
        return tag("p", plain(f"{cells.heading}: nothing is known of any pair."))
    caption = tag("caption", plain(cells.heading))
    corner = '<td class="self"></td>'
    columns = "".join(
        tag("th", tag("span", plain(cells.names.get(faction, faction))), scope="col") for faction in cells.factions
    )
    rows = "".join(_row(cells, one, look) for one in cells.factions)
    table = tag("table", caption, tag("thead", tag("tr", corner, columns)), "\n", tag("tbody", rows), cls="pic-table")
    return table + "\n" + tag("p", plain("; ".join(_legend(cells))), cls="pic-legend")


def matrix_page(cells: Cells, events: Mapping[str, Row]) -> str:
    """Return a matrix whose cells lead to their evidence, and the evidence under it: pair by pair the words of the
    cell, and the events that it rests on, with their dates, titles and sources.
    """
    anchors = {" ".join(pair): f"pair-{n}" for n, pair in enumerate(cells.cells, 1)}

    def link(kind: str, name: str) -> str | None:
        return f"#{anchors[name]}" if kind == "pair" else None

    parts = [matrix_html(cells, Look(link=link))]
    for pair, cell in cells.cells.items():
        names = " and ".join(cells.names.get(name, name) for name in pair)
        told = "".join(tag("li", plain(_told(events[event]))) + "\n" for event in cell.events if event in events)
        heading = tag("h2", plain(names), id=anchors[" ".join(pair)])
        parts.append(f"{heading}\n{tag('p', plain(cell.words))}\n<ul>\n{told}</ul>")
    return "\n".join(parts)


def _told(event: Row) -> str:
    return f"{words_of(event['date'])}: {event['title']} ({event['id']}; {', '.join(event['sources'])})"


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
    href, told = _evidence(cell, look), shown.how is not How.UNKNOWN
    if href is None:
        return tag("td", tag("abbr", plain(letters), title=cell.words), cls=cls)
    said = cell.words if look.label is None else shown.words if told else "known only of some places"
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
