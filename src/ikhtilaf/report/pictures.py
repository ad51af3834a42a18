"""The pictures of the page, each with what it shows, what it does not look at, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from ikhtilaf.pictures.look import STYLE, Look
from ikhtilaf.report.anchors import Anchors
from ikhtilaf.report.request import Request, unheeded

PICTURE_STYLE = STYLE
Row = dict[str, Any]

_PAIRS = frozenset({"faction", "between", "according-to", "known-by"})
_MOST_MARKS = 120
"""With more events than this on all lanes together, a picture of them is as long as the timeline, and tells less."""
_LANES = _PAIRS | {"province", "place", "since", "until", "state", "contested"}


class Figure(NamedTuple):
    """A picture: its anchor, its heading, what it shows in words, its markup, and the options that it ignores."""

    id: str
    title: str
    caption: str
    markup: str
    unheeded: list[str]


def make_pictures(request: Request, anchors: Anchors, numbers: dict[str, int]) -> list[Figure]:
    """Return the pictures of a report in the order of the page; `numbers` are those of its events."""

    def look(prefix: str) -> Look:
        return Look(prefix, anchors.href, lambda kind, name: f"event {numbers[name]}" if name in numbers else name)

    return [*_lanes(request, look("lanes-")), *_matrix(request, look("matrix-"))]


def _lanes(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.lanes import make_lanes
    from ikhtilaf.pictures.lanes_svg import lanes_svg

    drawn = make_lanes(request.assertions, request.filters)
    caption = "A lane for each pair: how they stood over time."
    if sum(len(lane.marks) for lane in drawn.lanes) <= _MOST_MARKS:
        look = look._replace(label=None)
        caption += " Under it are the events in which both take part."
    else:
        places = bool(request.filters.places)
        lanes = (lane._replace(marks=()) for lane in drawn.lanes if lane.place is None or places)
        drawn = drawn._replace(lanes=tuple(lanes))
        caption += " Of so many pairs only what is said in general is drawn, and no events; each bar leads to its event."
    yield Figure("lanes", "Over time", caption, lanes_svg(drawn, look), unheeded(request, _LANES))


def _matrix(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.cells import make_cells
    from ikhtilaf.pictures.cells_html import matrix_html

    place = request.filters.places[0] if len(request.filters.places) == 1 else None
    cells = make_cells(request.assertions, request.day, place, request.filters)
    heeded = _PAIRS | {"province", "place"} if place else _PAIRS
    caption = "Each faction with each other: a letter for the state, and each leads to its evidence."
    yield Figure("matrix", "All against all", caption, matrix_html(cells, look), unheeded(request, heeded))
