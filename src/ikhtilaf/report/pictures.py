"""The pictures of the page, each with what it shows, what it does not look at, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ikhtilaf.pictures.lanes import Lane
from ikhtilaf.pictures.look import STYLE, Look
from ikhtilaf.query.filters import Filters
from ikhtilaf.report.anchors import Anchors
from ikhtilaf.report.request import Request, unheeded

PICTURE_STYLE = STYLE

_VIEW = frozenset({"according-to", "known-by"})
_PAIRS = _VIEW | {"faction", "between"}
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

    def label(kind: str, name: str) -> str:
        return f"event {numbers[name]}" if kind == "event" and name in numbers else name

    def look(prefix: str) -> Look:
        return Look(prefix, anchors.href, label)

    return [
        *_graph(request, look("graph-")),
        *_lanes(request, look("lanes-")),
        *_matrix(request, look("matrix-")),
        *_map(request, look("map-")),
    ]


def _graph(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.graph import make_graph
    from ikhtilaf.pictures.graph_svg import graph_svg

    filters, heeded = _of_one_place(request)
    caption = "The factions on a ring, those that belong together side by side, and the states between them on the day."
    drawn = make_graph(request.assertions, [request.day], filters)
    yield Figure("graph", "Who stands how to whom", caption, graph_svg(drawn, look), unheeded(request, heeded))


def _lanes(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.lanes import make_lanes
    from ikhtilaf.pictures.lanes_svg import lanes_svg

    drawn = make_lanes(request.assertions, request.filters)
    caption = "A lane for each pair: how they stood over time."
    if sum(len(lane.marks) for lane in drawn.lanes) <= _MOST_MARKS:
        look = look._replace(label=None)
        caption += " Under it are the events in which both take part."
    else:
        drawn = drawn._replace(lanes=tuple(lane._replace(marks=()) for lane in drawn.lanes if _is_main(lane, request)))
        caption += (
            " Of so many only what is said of the two themselves and in general is drawn, and no events; a bar leads to"
            " its event. The table of relations has the rest."
        )
    yield Figure("lanes", "Over time", caption, lanes_svg(drawn, look), unheeded(request, _LANES))


def _is_main(lane: Lane, request: Request) -> bool:
    """Whether a lane is not of a single place that nobody asked for, and not inherited from end to end."""
    told = [piece.shown for piece in lane.pieces if piece.shown.states or piece.shown.possible]
    return (lane.place is None or bool(request.filters.places)) and any(not shown.inherited_from for shown in told)


def _matrix(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.cells import make_cells
    from ikhtilaf.pictures.cells_html import matrix_html

    filters, heeded = _of_one_place(request)
    place = filters.places[0] if filters.places else None
    cells = make_cells(request.assertions, request.day, place, filters)
    caption = "Each faction with each other on the day: a letter for the state, which leads to its evidence."
    yield Figure("matrix", "All against all", caption, matrix_html(cells, look), unheeded(request, heeded))


def _map(request: Request, look: Look) -> Iterator[Figure]:
    from ikhtilaf.pictures.tiles import EVENTS, STATE, make_map
    from ikhtilaf.pictures.tiles_svg import map_svg

    drawn = make_map(request.assertions, request.day, request.filters)
    if not drawn.known:
        return
    caption = "The provinces of Afghanistan as tiles, each about where it lies. "
    own: frozenset[str]
    if drawn.kind == EVENTS:
        own, said = frozenset(request.given), "The number is how many events are told of it."
    elif drawn.kind == STATE:
        own, said = frozenset({"between"}), "The letter is how the two stood there on the day."
    else:
        own, said = frozenset({"faction"}), "A name says who is there on the day."
    yield Figure("map", "Where", caption + said, map_svg(drawn, look), unheeded(request, own | _VIEW))


def _of_one_place(request: Request) -> tuple[Filters, frozenset[str]]:
    """The filters of a picture that is of one place or of none, and the options that it heeds."""
    if len(request.filters.places) == 1:
        return request.filters, _PAIRS | {"province", "place"}
    return request.filters._replace(places=(), within=()), _PAIRS
