"""What changed between factions: in a window of time, or between two days."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import Period, began, ended, periods, places_of, uncovering
from ikhtilaf.query.moments import When, inherited, last_end, may_fall, moment, must_fall, opening
from ikhtilaf.query.relations import chosen_pairs, events_that_match
from ikhtilaf.query.resolve import Resolution, resolve
from ikhtilaf.query.said import claims_on, supporters
from ikhtilaf.query.timeline import unique

Row = dict[str, Any]


class Change(NamedTuple):
    """From one period of a pair's history to the next, in one place; `before` is None where the history begins."""

    pair: Pair
    place: str | None
    before: Period | None
    after: Period
    when: When


def changes(assertions: Assertions, filters: Filters | None = None) -> list[Row]:
    """Return the changes of state that may have come between `filters.since` and `filters.until`, in the order of time.

    `from` is None where nothing was known before, `to` None where nothing is known after. `match` says whether the
    change certainly falls in the window. What a faction inherits at a split is no change: nobody's relation changed.
    Filters that count: factions, between, places, states (either side of the change), sources, contested, certain,
    since, until.
    """
    filters = filters or Filters()
    found = [
        change
        for pair in chosen_pairs(assertions, filters)
        for place in places_looked_at(assertions, pair, filters)
        for change in changes_of(assertions, pair, place, asked=place in filters.places)
        if may_fall(change.when, filters.since, filters.until)
    ]
    evidence = events_that_match(assertions.store, filters)
    rows = [change_row(assertions, change, filters) for change in sorted(found, key=_by_time)]
    return [row for row in rows if _wanted(row, filters) and (evidence is None or row["event"] in evidence)]


def changes_of(assertions: Assertions, pair: Pair, place: str | None, *, asked: bool = False) -> Iterator[Change]:
    """Yield the changes of a pair in one place, in the order of time; of a place only its own, unless it was asked
    for.
    """
    history = periods(assertions, pair, place)
    for before, after in pairwise([None, *history]):
        if after is None or not (after.known or (before is not None and before.known)):
            continue
        if after.known and _handed_on(after):
            continue
        if before is not None and before.closing.states == after.opening.states:
            continue
        local = _local(after.opening) or (before is not None and _local(before.closing))
        if place is not None and not asked and not local:
            continue
        when = began(after) if after.known else before and ended(before)
        if when is not None:
            yield Change(pair, place, before, after, when)


def _handed_on(period: Period) -> bool:
    """Whether the period begins with a split, by which all that it rests on was handed on."""
    standing = period.opening.standing
    return all(one.steps for one in standing) and opening(standing).held[1] == period.stretches[0].first


def change_row(assertions: Assertions, change: Change, filters: Filters) -> Row:
    """Return a change as a row: between, place, from, to, states, date, event, sources, postscript, match."""
    after, before = change.after.opening, change.before.closing if change.before else None
    standing = after.standing or (before.standing if before else ())
    end = uncovering(change.after) if after.standing else last_end(standing)
    told = end is not None and end.event is not None
    event = end.event if end is not None and end.event is not None else opening(standing).event
    covered = assertions.store.covers[1]
    first = change.when.span[0]
    return {
        "between": list(change.pair),
        "place": change.place,
        "from": None if before is None or before.state == UNKNOWN else before.state,
        "to": None if after.state == UNKNOWN else after.state,
        "states": list(after.states),
        "date": moment(change.when),
        "event": event,
        "sources": _speakers(assertions, event) if told else unique(s for c in standing for s in c.sources),
        "postscript": covered is not None and first is not None and first > covered,
        "match": "certain" if must_fall(change.when, filters.since, filters.until) else "possible",
    }


def _speakers(assertions: Assertions, event: str) -> list[str]:
    """The sources that speak for an event, of those that count."""
    number = assertions.store.column("SELECT n FROM event WHERE id = ?", (event,))[0]
    return supporters(claims_on(assertions.store, "event", number, assertions.kept))


def _wanted(row: Row, filters: Filters) -> bool:
    states = {row["from"], row["to"], *row["states"]}
    return (
        (not filters.states or bool(states & set(filters.states)))
        and (not filters.contested or CONTESTED in states)
        and (not filters.certain or row["match"] == "certain")
    )


def _by_time(change: Change) -> tuple[int, int, Pair, str]:
    first, last = change.when.span
    at = first if first is not None else last if last is not None else -(10**9)
    return (at, last if last is not None else 10**9, change.pair, change.place or "")


def places_looked_at(assertions: Assertions, pair: Pair, filters: Filters) -> list[str | None]:
    """Return where to look: everywhere that something is said of the pair; or in the places asked for and those inside
    them.
    """
    if not filters.places:
        return places_of(assertions, pair)
    covers = assertions.world.covers
    inside = [p for p in places_of(assertions, pair) if p and any(covers(outer, p) for outer in filters.places)]
    return [*dict.fromkeys([*filters.places, *inside])]


def _local(resolution: Resolution) -> bool:
    return any(candidate.place is not None for candidate in resolution.standing)


def compare_days(assertions: Assertions, one: int, other: int, filters: Filters | None = None) -> Iterator[Row]:
    """Yield the pairs and places that stood differently on two days: from, to, and what the second answer rests on."""
    filters = filters or Filters()
    evidence = events_that_match(assertions.store, filters)
    for pair in chosen_pairs(assertions, filters):
        candidates = assertions.of(pair)
        for place in places_looked_at(assertions, pair, filters):
            before, after = (resolve(candidates, day, place, assertions.world) for day in (one, other))
            if (before.state, before.states) == (after.state, after.states):
                continue
            if place is not None and place not in filters.places and not (_local(before) or _local(after)):
                continue
            new = opening(after.standing) if after.standing else None
            states = {before.state, after.state, *before.states, *after.states}
            certain = before.certain and after.certain
            if (filters.states and not states & set(filters.states)) or (filters.certain and not certain):
                continue
            if (filters.contested and CONTESTED not in states) or (
                evidence is not None and evidence.isdisjoint(c.event for c in (*before.standing, *after.standing))
            ):
                continue
            yield {
                "between": list(pair),
                "place": place,
                "from": None if before.state == UNKNOWN else before.state,
                "from_states": list(before.states),
                "to": None if after.state == UNKNOWN else after.state,
                "to_states": list(after.states),
                "days": [iso(one), iso(other)],
                "certain": certain,
                "event": None if new is None else new.event,
                "sources": unique(source for candidate in after.standing for source in candidate.sources),
                "inherited_from": inherited(after.standing),
            }
