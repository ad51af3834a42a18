"""The pictures that `draw` draws, each in all its forms: letters, rows, SVG, HTML; made when a form is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ikhtilaf.cli.errors import NoProvincesError, OnePlaceError

if TYPE_CHECKING:
    from ikhtilaf.query.assertions import Assertions
    from ikhtilaf.query.filters import Filters
    from ikhtilaf.render.columns import Options
    from ikhtilaf.render.sheets import Sheet

Row = dict[str, Any]


class Asked(NamedTuple):
    """What was asked for, resolved: `days` for a graph, `day` for the others, `words` the filters as typed."""

    assertions: Assertions
    filters: Filters
    day: int
    days: list[int]
    words: str
    show: str

    def one_place(self, kind: str) -> str | None:
        """Return the one place asked for, None for none; raise `OnePlaceError` for more."""
        if len(self.filters.places) > 1:
            raise OnePlaceError(f"draw {kind}")
        return self.filters.places[0] if self.filters.places else None


class Drawing(NamedTuple):
    """A picture in all its forms; `matched` is how many things it shows, `heading` what it is in a line."""

    matched: int
    heading: str
    sheet: Sheet
    rows: Callable[[], list[Row]]
    lines: Callable[[Options], Iterable[str]]
    svg: Callable[[], str]
    html: Callable[[], str] = str
    """Of a matrix only."""


def drawing(kind: str, asked: Asked) -> Drawing:
    """Return the picture of a kind: lanes, graph, matrix or map."""
    return {"lanes": _lanes, "graph": _graph, "matrix": _matrix, "map": _map}[kind](asked)


def _lanes(asked: Asked) -> Drawing:
    from ikhtilaf.pictures.lanes import lanes_text, make_lanes
    from ikhtilaf.pictures.sheets import LANES

    made = make_lanes(asked.assertions, asked.filters, asked.words)

    def lines(options: Options) -> Iterable[str]:
        from ikhtilaf.pictures.lanes_terminal import lanes_lines

        return lanes_lines(made, options)

    def svg() -> str:
        from ikhtilaf.pictures.lanes_svg import lanes_svg

        return lanes_svg(made)

    return Drawing(len(made.lanes), asked.words, LANES, lambda: lanes_text(made), lines, svg)


def _graph(asked: Asked) -> Drawing:
    from ikhtilaf.pictures.graph import graph_text, make_graph
    from ikhtilaf.pictures.sheets import GRAPH

    asked.one_place("graph")
    made = make_graph(asked.assertions, asked.days, asked.filters, asked.words)

    def lines(options: Options) -> Iterable[str]:
        from ikhtilaf.pictures.graph_terminal import graph_lines

        return graph_lines(made, options)

    def svg() -> str:
        from ikhtilaf.pictures.graph_svg import graph_svg

        return graph_svg(made)

    return Drawing(len(made.pairs), made.heading, GRAPH, lambda: graph_text(made), lines, svg)


def _matrix(asked: Asked) -> Drawing:
    from ikhtilaf.pictures.cells import make_cells, matrix_text
    from ikhtilaf.pictures.sheets import MATRIX

    made = make_cells(asked.assertions, asked.day, asked.one_place("matrix"), asked.filters, asked.words)

    def lines(options: Options) -> Iterable[str]:
        from ikhtilaf.render.matrix import matrix_lines

        return matrix_lines(made.matrix, made.heading, options)

    def svg() -> str:
        from ikhtilaf.pictures.cells_svg import matrix_svg

        return matrix_svg(made)

    def html() -> str:
        from ikhtilaf.pictures.cells import evidence
        from ikhtilaf.pictures.cells_html import matrix_page

        return matrix_page(made, evidence(asked.assertions, made))

    return Drawing(len(made.cells), made.heading, MATRIX, lambda: matrix_text(made), lines, svg, html)


def _map(asked: Asked) -> Drawing:
    from ikhtilaf.pictures.sheets import MAPS
    from ikhtilaf.pictures.tiles import make_map, map_text

    made = make_map(asked.assertions, asked.day, asked.filters, asked.words, asked.show)
    if not made.known:
        raise NoProvincesError

    def lines(options: Options) -> Iterable[str]:
        from ikhtilaf.pictures.tiles_terminal import map_lines

        return map_lines(made, options)

    def svg() -> str:
        from ikhtilaf.pictures.tiles_svg import map_svg

        return map_svg(made)

    return Drawing(made.matched, made.heading, MAPS[made.kind], lambda: map_text(made), lines, svg)
