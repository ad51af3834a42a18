"""Swimlanes, as data: a lane for each pair (and each place of which something else is said), pieces of time in it.

A piece is a run of days with one answer, drawn one way; between them nothing is known. The days are numbers, `first`
inclusive and `end` exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from ikhtilaf.dates import day as day_of
from ikhtilaf.dates import iso, split
from ikhtilaf.model.vocabulary import UNKNOWN
from ikhtilaf.pictures.drawn import How, Row, Shown, events_of, shown, speakers, worth_showing
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair, sorted_pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import Period, Stretch, began, ended, periods
from ikhtilaf.query.measures import covered_days
from ikhtilaf.query.moments import moment
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.query.resolve import Candidate, resolve
from ikhtilaf.query.said import opponents, supporters, undisputed
from ikhtilaf.query.timeline import timeline


class Piece(NamedTuple):
    """Days on end with one answer. `since` and `until` are the dates of its period as a row has them, or None.

    None goes on from the days that the log covers into those after them, which are a postscript.
    """

    first: int
    end: int
    shown: Shown
    since: dict[str, Any] | None
    until: dict[str, Any] | None
    events: tuple[str, ...]
    sources: tuple[str, ...]
    local: bool


class Mark(NamedTuple):
    """An event in which both factions take part: the days on which it may have been, inclusive, None open.

    `sources` speak for it, `against` speak against it. `sure`: somebody vouches for it, nobody speaks against it, and
    it certainly was there and in the days asked for.
    """

    event: str
    title: str
    date: str
    first: int | None
    last: int | None
    sources: tuple[str, ...]
    against: tuple[str, ...]
    sure: bool


class Lane(NamedTuple):
    """One pair in one place (None: in general); `hub` is the faction under which it stands, `other` the other one."""

    hub: str
    other: str
    place: str | None
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]

    @property
    def pair(self) -> Pair:
        """The pair, in alphabetical order."""
        return sorted_pair(self.hub, self.other)


class Lanes(NamedTuple):
    """Lanes of the days from `first` to before `end`; the log covers those up to `covered` (inclusive, None: open)."""

    first: int
    end: int
    covered: int | None
    lanes: tuple[Lane, ...]
    names: dict[str, str]
    asked: str

    @property
    def groups(self) -> list[tuple[str, list[Lane]]]:
        """The lanes under the faction that they stand under."""
        found: dict[str, list[Lane]] = {}
        for lane in self.lanes:
            found.setdefault(lane.hub, []).append(lane)
        return list(found.items())


def make_lanes(assertions: Assertions, filters: Filters | None = None, asked: str = "") -> Lanes:
    """Return the lanes of the pairs, places and days that the filters leave; `asked` says in words what was asked.

    Filters that count: factions, between, places; since and until, which bound the days; states and contested, which
    keep the lanes that show such an answer. Without since and until the days are those that the log covers, from the
    year on in which a lane begins to tell anything, and those after it of which it still tells. One of them beyond
    these days bounds the days of its own year.
    """
    filters = filters or Filters()
    first, end = _window(assertions, filters)
    covered = assertions.store.covers[1]
    drawn: dict[tuple[Pair, str | None], tuple[Piece, ...]] = {}
    for pair in chosen_pairs(assertions, filters):
        asked_for = filters.between is not None and set(filters.between) == set(pair)
        for place in _places(assertions, pair, filters):
            window = (first, end)
            pieces = tuple(_joined(_pieces(assertions, pair, place, window, covered, asked=asked_for)))
            own = place is None or place in filters.places or any(piece.local for piece in pieces)
            told = any(piece.shown.how is not How.UNKNOWN for piece in pieces)
            if own and told and _wanted(pieces, filters):
                drawn[sorted_pair(*pair), place] = pieces
    marks = _marks(assertions, filters, drawn)
    places: dict[Pair, list[str | None]] = {}
    for pair, place in drawn:
        places.setdefault(pair, []).append(place)
    ordered = _grouped(places, _named(assertions, filters))
    lanes = tuple(
        Lane(hub, other, place, drawn[sorted_pair(hub, other), place], tuple(marks[sorted_pair(hub, other), place]))
        for hub, other in ordered
        for place in sorted(places[sorted_pair(hub, other)], key=lambda place: place or "")
    )
    names = dict(assertions.store.rows("SELECT id, name FROM faction"))
    if filters.since is None:
        first = _first_told(lanes, first)
        lanes = tuple(lane._replace(pieces=tuple(_from(lane.pieces, first))) for lane in lanes)
    return Lanes(first, end, covered, lanes, names, asked)


def _first_told(lanes: Sequence[Lane], first: int) -> int:
    """The 1 January of the year in which the first lane begins to tell anything, no earlier than `first`."""
    days = [piece.first for lane in lanes for piece in lane.pieces if piece.shown.how is not How.UNKNOWN]
    days += [day for lane in lanes for mark in lane.marks for day in (mark.first, mark.last) if day is not None]
    return max(first, day_of(split(min(days))[0], 1, 1)) if days else first


def _from(pieces: Iterable[Piece], first: int) -> Iterator[Piece]:
    """Cut what lies before a day off."""
    for piece in pieces:
        if piece.end > first:
            yield piece._replace(first=max(piece.first, first))


def _window(assertions: Assertions, filters: Filters) -> tuple[int, int]:
    """The days to draw: first inclusive, end exclusive."""
    store = assertions.store
    known = covered_days(store) or (1, 1)
    row = store.row("SELECT MAX(COALESCE(last, first)) FROM event WHERE postscript = 1")
    last = max(known[1], int(row[0]) if row and row[0] is not None else known[1])
    first = known[0] if filters.since is None else filters.since
    last = last if filters.until is None else filters.until
    if first > last and filters.since is None:
        first = day_of(split(last)[0], 1, 1)
    if first > last and filters.until is None:
        last = day_of(split(first)[0], 12, 31)
    return first, max(last, first) + 1


def _places(assertions: Assertions, pair: Pair, filters: Filters) -> list[str | None]:
    """Where to look: in general and wherever something is said, or in the places asked for and those inside them."""
    named = sorted({candidate.place for candidate in assertions.of(pair) if candidate.place is not None})
    if not filters.places:
        return [None, *named]
    covers = assertions.world.covers
    inner = [place for place in named if any(covers(outer, place) for outer in filters.places)]
    return list(dict.fromkeys([*filters.places, *inner]))


def _pieces(
    assertions: Assertions,
    pair: Pair,
    place: str | None,
    window: tuple[int, int],
    covered: int | None,
    *,
    asked: bool,
) -> Iterator[Piece]:
    """The answers of a pair in a place, cut to the window, and where the days end that the log covers."""
    first, end = window
    for period, stretch in _stretches(assertions, pair, place, first):
        start, stop = max(stretch.first, first), end if stretch.end is None else min(stretch.end, end)
        edges = [start, stop] if covered is None or not start <= covered < stop - 1 else [start, covered + 1, stop]
        for begin, until in pairwise(edges):
            if begin < until:
                days = Stretch(begin, until, stretch.resolution)
                yield _piece(period, days, covered) if worth_showing(stretch.resolution, asked=asked) else _blank(days)


def _stretches(
    assertions: Assertions, pair: Pair, place: str | None, first: int
) -> Iterator[tuple[Period | None, Stretch]]:
    """Every stretch with its period; before the first day that anything names there is one without a period."""
    history = periods(assertions, pair, place)
    begin = history[0].stretches[0].first if history else None
    if begin is None or begin > first:
        yield None, Stretch(first, begin, resolve(assertions.of(pair), first, place, assertions.world))
    for period in history:
        for stretch in period.stretches:
            yield period, stretch


def _piece(period: Period | None, days: Stretch, covered: int | None) -> Piece:
    resolution = days.resolution
    standing: Sequence[Candidate] = resolution.standing or resolution.perhaps
    since = began(period) if period is not None and period.known else None
    return Piece(
        days.first,
        days.first if days.end is None else days.end,
        shown(resolution, days.first, covered),
        moment(since),
        moment(ended(period)) if period is not None and since is not None else None,
        tuple(events_of(standing)),
        tuple(speakers(standing)),
        local=any(candidate.place is not None for candidate in standing),
    )


def _blank(days: Stretch) -> Piece:
    nothing = Shown(How.UNKNOWN, UNKNOWN, (), (), ())
    return Piece(days.first, days.first if days.end is None else days.end, nothing, None, None, (), (), local=False)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join pieces that are drawn alike and rest on the same."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and piece._replace(first=last.first, end=last.end) == last:
            last = last._replace(end=piece.end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _wanted(pieces: Sequence[Piece], filters: Filters) -> bool:
    states = {state for piece in pieces for state in (piece.shown.state, *piece.shown.states, *piece.shown.possible)}
    contested = any(piece.shown.how is How.CONTESTED for piece in pieces)
    return (not filters.states or not states.isdisjoint(filters.states)) and (not filters.contested or contested)


def _named(assertions: Assertions, filters: Filters) -> list[str]:
    """The factions to group by first: those that were asked for, as they were asked for."""
    from ikhtilaf.query.parts import with_parts

    first = filters.between[:1] if filters.between else ()
    return [part for name in (*first, *filters.factions) for part in with_parts(assertions.store, name)]


def _grouped(pairs: Iterable[Pair], first: Sequence[str]) -> list[tuple[str, str]]:
    """Put each pair under one of its factions: those asked for first, then always the one with most pairs left."""
    left, ordered = set(pairs), list[tuple[str, str]]()
    waiting = [faction for faction in dict.fromkeys(first) if any(faction in pair for pair in left)]
    while left:
        counts: dict[str, int] = {}
        for pair in left:
            for faction in pair:
                counts[faction] = counts.get(faction, 0) + 1
        hub = waiting.pop(0) if waiting else min(counts, key=lambda faction: (-counts[faction], faction))
        own = sorted(pair for pair in left if hub in pair)
        ordered += sorted((hub, other) for pair in own for other in pair if other != hub)
        left.difference_update(own)
    return ordered


def _marks(
    assertions: Assertions, filters: Filters, drawn: dict[tuple[Pair, str | None], tuple[Piece, ...]]
) -> dict[tuple[Pair, str | None], list[Mark]]:
    """The events of each lane: of a place those set there, in general all others."""
    found: dict[tuple[Pair, str | None], list[Mark]] = {key: [] for key in drawn}
    lanes_of: dict[Pair, list[str | None]] = {}
    for pair, place in drawn:
        lanes_of.setdefault(pair, []).append(place)
    factions = tuple(sorted({faction for pair in lanes_of for faction in pair}))
    chosen = Filters(filters.places, filters.within, factions, since=filters.since, until=filters.until)
    covers = assertions.world.covers
    for row in timeline(assertions.store, chosen, assertions.view):
        pairs = {sorted_pair(*pair) for pair in combinations(row["factions"], 2)}
        pairs |= {sorted_pair(*said["between"]) for said in row["relations"]}
        where = {*row["places"], *(place for said in row["relations"] for place in said["places"])}
        first, last = assertions.store.row("SELECT first, last FROM event WHERE id = ?", (row["id"],)) or (None, None)
        claims = row["claims"]
        sure = row["match"] == "certain" and undisputed(claims, assertions.kept)
        said = tuple(supporters(claims)), tuple(opponents(claims))
        mark = Mark(row["id"], row["title"], row["date"], first, last, *said, sure)
        for pair in sorted(pairs & lanes_of.keys()):
            places = lanes_of[pair]
            here: list[str | None]
            here = [place for place in places if place is not None and any(covers(place, inner) for inner in where)]
            for place in here or [place for place in places if place is None or place in filters.places]:
                found[pair, place].append(mark)
    return found


def lanes_text(lanes: Lanes) -> list[Row]:
    """Return what the lanes show, a row a piece: the days drawn, the state and how sure it is, dates, evidence."""
    return [
        {
            "between": list(lane.pair),
            "place": lane.place,
            "first": iso(piece.first),
            "last": iso(piece.end - 1),
            "state": piece.shown.state,
            "states": list(piece.shown.states),
            "possible": list(piece.shown.possible),
            "certain": piece.shown.how is How.CERTAIN,
            "how": piece.shown.how.value,
            "inherited_from": list(piece.shown.inherited_from) or None,
            "from": piece.since,
            "until": piece.until,
            "events": list(piece.events),
            "sources": list(piece.sources),
            "happened": happened,
            "postscript": piece.shown.postscript,
        }
        for lane in lanes.lanes
        for piece, happened in zip(lane.pieces, _happened(lane), strict=True)
        if piece.shown.how is not How.UNKNOWN
    ]


def _happened(lane: Lane) -> list[list[str]]:
    """The events that somebody speaks for and that may fall in a piece, for each piece of a lane; pieces are on end."""
    firsts, ends = [piece.first for piece in lane.pieces], [piece.end for piece in lane.pieces]
    found: list[list[str]] = [[] for _ in firsts]
    for mark in lane.marks:
        if mark.sources:
            begin = 0 if mark.first is None else bisect_right(ends, mark.first)
            end = len(firsts) if mark.last is None else bisect_right(firsts, mark.last)
            for happened in found[begin:end]:
                happened.append(mark.event)
    return found
