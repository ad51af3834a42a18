"""What an analyst would count by hand: days in each state, changes, silence. Vague dates make every count a span.

A count is a pair [least, most], in days unless it says otherwise, over the days that the log covers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import Any

from ikhtilaf.model.vocabulary import STATES, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.changes import changes_of
from ikhtilaf.query.history import Period, lived_through
from ikhtilaf.query.moments import When
from ikhtilaf.query.relations import last_day
from ikhtilaf.query.resolve import Candidate, Resolution, Span, settle
from ikhtilaf.query.sweep import Living
from ikhtilaf.query.world import World
from ikhtilaf.store import Store


def covered_days(store: Store) -> tuple[int, int] | None:
    """Return the first and last day that measures count over: what the log covers, an open end closed by its events;
    None if empty.
    """
    first = store.covers[0]
    if first is None:
        first = int(store.facts["first_day"]) if store.facts["first_day"] else None
    return None if first is None else (first, last_day(store))


def measures(assertions: Assertions, pair: Pair, place: str | None = None) -> dict[str, Any]:
    """Return `days` (state, or unknown, to [least, most]), `changes` (a number) and `longest_silence` ([least, most])
    of a pair.
    """
    covered = covered_days(assertions.store)
    if covered is None:
        return {"days": {}, "changes": 0, "longest_silence": [0, 0]}
    first, last = covered
    return {
        "days": days_in_states(assertions.of(pair), place, assertions.world, first, last),
        "changes": sum(_counts(change.before, change.when, last) for change in changes_of(assertions, pair, place)),
        "longest_silence": list(longest_silence(_event_spans(assertions, pair), first, last)),
    }


def _counts(before: Period | None, when: When, last: int) -> bool:
    """Whether a change is from one state to another, or to none, within what is covered: beginnings do not count."""
    known_before = before is not None and before.known
    return known_before and (when.span[0] is None or when.span[0] <= last)


def days_in_states(
    candidates: Sequence[Candidate], place: str | None, world: World, first: int, last: int
) -> dict[str, list[int]]:
    """Return how many of the days from `first` to `last` (inclusive) a pair was in each state, as [least, most].

    A day counts towards the least where its state is certain, and towards the most of every state that it may have been
    in. The order is from the worst to the best, `unknown` last.
    """
    counts = {state: [0, 0] for state in (*STATES, UNKNOWN)}
    for stretch, living in lived_through(candidates, place, world, first):
        start, end = stretch.first, last + 1 if stretch.end is None else min(stretch.end, last + 1)
        if start >= end:
            continue
        may_be = _may_be(stretch.resolution, living, start, place, world)
        for state in may_be:
            counts[state][1] += end - start
        if len(may_be) == 1 and stretch.resolution.certain:
            counts[may_be.pop()][0] += end - start
    return {state: count for state, count in counts.items() if count[1]}


def _may_be(resolution: Resolution, living: Living, day: int, place: str | None, world: World) -> set[str]:
    """Every state that the pair may have been in on a day, also those that stand again if something has ended by
    then.
    """
    may_be: set[str] = set()
    found, live = resolution, living.newest_first
    doubtful = {candidate.number for candidate in living.may_have_ended(day)}
    while True:
        may_be.update(found.states or (UNKNOWN,))
        may_be.update(found.possible)
        over = doubtful.intersection([candidate.number for candidate in found.standing])
        if not over:
            return may_be
        # What stands, and may be over by now, uncovers what stood before it.
        live = [candidate for candidate in live if candidate.number not in over]
        found = settle(live, day, place, world)


def longest_silence(spans: Iterable[Span], first: int, last: int) -> tuple[int, int]:
    """Return how long the longest stretch without an event was, between `first` and `last` (inclusive), as (least,
    most) days.

    Each event falls on one day of its span, which may lie outside. The least is how long it is where they fall so that
    they break it up best, the most where they leave it free best.
    """
    known = [span for span in spans if _meets(span, first, last)]
    least = bisect_left(range(last + 1 - first), True, key=lambda days: _can_break_up(known, first, last, days))  # noqa: FBT003
    most, nearest_end = 0, last + 1
    for a, b in sorted(((a, b) for a, b in known if a is not None and a >= first), key=_first_day, reverse=True):
        # A silence may begin just behind this event; those that cannot fall before it must be able to fall behind it.
        most = max(most, nearest_end - a - 1)
        nearest_end = min(nearest_end, last + 1 if b is None else b)
    most = max(most, nearest_end - first)
    return least, most


def _first_day(span: tuple[int, int | None]) -> int:
    return span[0]


def _meets(span: Span, first: int, last: int) -> bool:
    return (span[0] is None or span[0] <= last) and (span[1] is None or span[1] >= first)


def _can_break_up(spans: Sequence[Span], first: int, last: int, days: int) -> bool:
    """Whether the events can fall so that no more than so many days on end are without one.

    From the left, each next event is put as far to the right as the stretch before it allows; of those that can be, the
    one whose span ends first, since the others can still come later.
    """
    waiting = sorted((a if a is not None else first, b if b is not None else last) for a, b in spans)
    open_spans: list[int] = []
    reached, taken = first - 1, 0
    while reached + days < last:
        limit = reached + days + 1
        while taken < len(waiting) and waiting[taken][0] <= limit:
            heappush(open_spans, waiting[taken][1])
            taken += 1
        while open_spans and open_spans[0] <= reached:
            heappop(open_spans)
        if not open_spans:
            return False
        reached = min(heappop(open_spans), limit)
    return True


def _event_spans(assertions: Assertions, pair: Pair) -> list[Span]:
    sql = """SELECT e.first, e.last FROM event e
             JOIN event_faction x ON x.event = e.n JOIN faction a ON a.n = x.faction AND a.id = ?
             JOIN event_faction y ON y.event = e.n JOIN faction b ON b.n = y.faction AND b.id = ?"""
    return list(assertions.store.rows(sql, pair))
