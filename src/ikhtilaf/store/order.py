"""The order of a timeline: by dates as far as they go, and never against what the sources say of it."""

from __future__ import annotations

from collections.abc import Collection
from heapq import heappop, heappush
from operator import itemgetter

from ikhtilaf.dates.order import Span
from ikhtilaf.model.things import Event

_OPEN_PAST = -(10**9)
_OPEN_FUTURE = 10**9

_Key = tuple[int, int, str]


def in_order(events: Collection[Event], spans: dict[str, Span]) -> list[Event]:
    """Return the events as a timeline has them: by first day, then last day, then identifier, and never before what
    they follow.
    """

    def key(identifier: str) -> _Key:
        """Where an event stands by its dates: "by March" sorts with March, not with the beginning of time."""
        first, last = spans[identifier]
        if last is None:
            return (first if first is not None else _OPEN_PAST, _OPEN_FUTURE, identifier)
        return (first if first is not None else last, last, identifier)

    behind = {event.id: event for event in events if event.after}
    waiting = {identifier: set(event.after) for identifier, event in behind.items()}
    followed: dict[str, list[str]] = {}
    for identifier, before in waiting.items():
        for earlier in before:
            followed.setdefault(earlier, []).append(identifier)

    # Most events follow nothing: they are sorted once, and only those that had to wait come in from beside.
    free = [(key(event.id), event) for event in events if not event.after]
    free.sort(key=itemgetter(0), reverse=True)
    released: list[_Key] = []
    ordered: list[Event] = []
    while free or released:
        from_beside = released and (not free or released[0] < free[-1][0])
        event = behind[heappop(released)[2]] if from_beside else free.pop()[1]
        ordered.append(event)
        for later in followed.get(event.id, ()):
            waiting[later].discard(event.id)
            if not waiting[later]:
                heappush(released, key(later))
    return ordered
