"""Relations over time, for graphs: the periods, each with the days on which it is certain and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.export.request import Request, Row
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.history import Period, Stretch, known_periods, period_row
from ikhtilaf.query.pair import keeper
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.query.timeline import events_by_id

Spell = tuple[str | None, str | None]


class Span(NamedTuple):
    """One period of a pair: its row as `relations --between` has it, its spells and the claims that it rests on.

    `spells` are days as ISO 8601, both inclusive, None open: those on which the state is certain. Where it never is,
    `sure` is False, and they are the days for which the rules give it all the same.
    """

    key: str
    row: Row
    spells: list[Spell]
    sure: bool
    claims: list[Row]


def spans(request: Request) -> list[Span]:
    """Return the periods that match, pair by pair, in general first and then place by place."""
    assertions = Assertions(request.store, request.view)
    found = list(_periods(request, assertions))
    rows = [period_row(assertions, period) for period in found]
    claims = claims_of(request, {event for row in rows for event in row["events"]})
    keys: dict[str, int] = {}
    made = []
    for period, row in zip(found, rows, strict=True):
        name = f"{' '.join(row['between'])} {row['place'] or ''}".strip()
        keys[name] = keys.get(name, 0) + 1
        certain = [stretch for stretch in period.stretches if stretch.resolution.certain]
        made.append(
            Span(
                f"{name} {keys[name]}",
                row,
                _spells(certain or period.stretches, _horizon(request)),
                bool(certain),
                [claim for event in row["events"] for claim in claims.get(event, [])],
            )
        )
    return made


def claims_of(request: Request, events: Iterable[str]) -> dict[str, list[Row]]:
    """Return the claims on some events, by event."""
    return {row["id"]: row["claims"] for row in events_by_id(request.store, sorted(events), request.view)}


def _periods(request: Request, assertions: Assertions) -> Iterator[Period]:
    keep, filters = keeper(request.store, request.filters), request.filters
    places = list(filters.places) or None
    for pair in chosen_pairs(assertions, filters):
        for period in known_periods(assertions, pair, places, keep):
            if not filters.certain or any(stretch.resolution.certain for stretch in period.stretches):
                yield period


def _horizon(request: Request) -> tuple[int | None, int | None]:
    """The last day that the log covers, and the last one that any event of it may fall on."""
    last = request.store.facts["last_day"]
    return request.store.covers[1], int(last) if last else None


def _spells(stretches: Sequence[Stretch], horizon: tuple[int | None, int | None]) -> list[Spell]:
    """Stretches on end as one spell. What goes on is cut where the log ends: nothing is said of later days."""
    joined: list[tuple[int, int | None]] = []
    for stretch in stretches:
        if joined and joined[-1][1] == stretch.first:
            joined[-1] = (joined[-1][0], stretch.end)
        else:
            joined.append((stretch.first, stretch.end))
    return [(iso(first), _last(first, end, horizon)) for first, end in joined]


def _last(first: int, end: int | None, horizon: tuple[int | None, int | None]) -> str | None:
    if end is not None:
        return iso(end - 1)
    known = [day for day in horizon if day is not None]
    return iso(next((day for day in known if day >= first), first)) if known else None
