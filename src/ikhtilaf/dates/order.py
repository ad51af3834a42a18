"""The order that a source gives without dates ("then", "after that"), and what it adds to the dates.

A declared order makes dates narrower: what came after X began no earlier than X could have, and X no later than what
followed it could have. With spans narrowed so, comparing two spans also sees every chain that mixes declared order and
dates; chains of declarations alone are what `followers` is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Span = tuple[int | None, int | None]
"""First and last possible day, both inclusive; None is open."""
_UNKNOWN: Span = (None, None)


def sequence(after: Mapping[str, Iterable[str]]) -> list[str] | None:
    """Return the names in an order in which each stands behind all that it comes `after`; None where they go in a
    circle.

    `after` maps a name to the names before it. Names that only occur as predecessors are included. Ties are broken by
    name, so that the answer does not depend on the order of the mapping.
    """
    direct = {name: sorted(set(after[name])) for name in sorted(after)}
    order = in_order(direct)
    return order if len(order) == len(set(direct).union(*direct.values())) else None


def in_order(after: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the names, each behind all that it comes `after`; those in or behind a circle are left out."""
    waiting: dict[str, int] = {}
    behind: dict[str, list[str]] = {}
    for name, before in after.items():
        direct = dict.fromkeys(before)
        waiting[name] = len(direct)
        for one in direct:
            waiting.setdefault(one, 0)
            behind.setdefault(one, []).append(name)
    order = [name for name, count in waiting.items() if count == 0]
    for name in order:  # grows while it is walked
        for later in behind.get(name, ()):
            waiting[later] -= 1
            if waiting[later] == 0:
                order.append(later)
    return order


def narrow(spans: Mapping[str, Span], after: Mapping[str, Iterable[str]]) -> dict[str, Span]:
    """Return the spans of all names that `after` speaks of, each narrowed by what comes before and behind it.

    A span whose first day comes out later than its last is one that the dates rule out. Names without a span are
    unknown and narrow nothing. The order must have no circle.
    """
    order = sequence(after)
    if order is None:
        msg = "the order goes in a circle"
        raise ValueError(msg)
    known = {name: spans[name] for name in order if name in spans}
    for name in order:
        first, last = known.get(name, _UNKNOWN)
        for before in after.get(name, ()):
            start = known.get(before, _UNKNOWN)[0]
            if start is not None and (first is None or start > first):
                first = start
        if name in known:
            known[name] = (first, last)
    for name in reversed(order):
        end = known.get(name, _UNKNOWN)[1]
        for before in after.get(name, ()):
            if before in known:
                first, last = known[before]
                if end is not None and (last is None or end < last):
                    known[before] = (first, end)
    return known


def followers(after: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Return every pair (later, earlier) that follows from the declared order, also through several steps. No circle
    allowed.
    """
    before: dict[str, set[str]] = {}
    for name in sequence(after) or ():
        if direct := after.get(name):
            before[name] = set(direct).union(*(before.get(step, ()) for step in direct))
    return {(later, earlier) for later, earlier_ones in before.items() for earlier in earlier_ones}
