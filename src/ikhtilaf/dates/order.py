"""The order that a source gives without dates ("then", "after that"), and what it adds to the dates.

A declared order makes dates narrower: what came after X began no earlier than X could have, and X no later than what
followed it could have. With spans narrowed so, comparing two spans also sees every chain that mixes declared order and
dates; chains of declarations alone are what `followers` is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Span = tuple[int | None, int | None]
"""First and last possible day, both inclusive; None is open."""


def sequence(after: Mapping[str, Iterable[str]]) -> list[str] | None:
    """Return the names in an order in which each stands behind all that it comes `after`; None where they go in a
    circle.

    `after` maps a name to the names before it. Names that only occur as predecessors are included. Ties are broken by
    name, so that the answer does not depend on the order of the mapping.
    """
    from graphlib import CycleError, TopologicalSorter

    sorter = TopologicalSorter({name: sorted(set(before)) for name, before in sorted(after.items())})
    try:
        return list(sorter.static_order())
    except CycleError:
        return None


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
        if name not in known:
            continue
        firsts = [known[before][0] for before in after.get(name, ()) if before in known]
        known[name] = (_largest([known[name][0], *firsts]), known[name][1])
    for name in reversed(order):
        if name not in known:
            continue
        for before in after.get(name, ()):
            if before in known:
                first, last = known[before]
                known[before] = (first, _smallest([last, known[name][1]]))
    return known


def followers(after: Mapping[str, Iterable[str]]) -> set[tuple[str, str]]:
    """Return every pair (later, earlier) that follows from the declared order, also through several steps. No circle
    allowed.
    """
    before: dict[str, set[str]] = {}
    for name in sequence(after) or ():
        direct = set(after.get(name, ()))
        before[name] = direct.union(*(before[step] for step in direct))
    return {(later, earlier) for later, earlier_ones in before.items() for earlier in earlier_ones}


def _largest(days: list[int | None]) -> int | None:
    known = [day for day in days if day is not None]
    return max(known) if known else None


def _smallest(days: list[int | None]) -> int | None:
    known = [day for day in days if day is not None]
    return min(known) if known else None
