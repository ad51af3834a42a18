"""Which pairs stood differently on which days by two versions of a log: the rules asked of both, day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.history import places_of, stretches
from ikhtilaf.query.resolve import Candidate, Resolution, resolve
from ikhtilaf.store import Store

Row = dict[str, Any]


class _Answer(NamedTuple):
    """What is compared of an answer, with whether anything said of this very place is in it."""

    state: str
    states: tuple[str, ...]
    possible: tuple[str, ...]
    certain: bool


def changed_states(old: Store, new: Store) -> Iterator[Row]:
    """Yield the pairs, places and days on which the two give different answers: what, id, change, between, place, from,
    until (days, inclusive; None is open), days (how many; None is open), and old and new, each with state, states,
    possible and certain.

    Of a place only where something is said of that very place. Days on end with one difference are one row. They begin
    with the first day that is named of the pair in either version.
    """
    before, after = Assertions(old), Assertions(new)
    same = _world(old) == _world(new)
    for pair in sorted({*before.pairs(), *after.pairs()}):
        if same and _said(before, pair) == _said(after, pair):
            continue
        places = dict.fromkeys([*places_of(before, pair), *places_of(after, pair)])
        for place in sorted(places, key=lambda name: name or ""):
            yield from _in_place(before, after, pair, place)


def _world(store: Store) -> tuple[Any, ...]:
    """What the rules need to know besides the assertions, by identifiers."""
    order = """SELECT a.id, b.id FROM event_after x JOIN event a ON a.n = x.later JOIN event b ON b.n = x.earlier"""
    return set(store.rows("SELECT place, inner_place FROM place_covers")), set(store.rows(order))


def _said(assertions: Assertions, pair: Pair) -> list[Any]:
    """The assertions of a pair without the numbers and lines that another version may give them."""
    said = (c._replace(number=0, event_number=0, at="", note="") for c in assertions.of(pair))
    return sorted(said, key=repr)


def _in_place(before: Assertions, after: Assertions, pair: Pair, place: str | None) -> Iterator[Row]:
    sides = [_Side(assertions, pair, place) for assertions in (before, after)]
    days = {stretch.first for side in sides for stretch in side.stretches}
    # Where no day is named at all, the answer is one for all days.
    turns = sorted(days) or [after.store.covers[0] or before.store.covers[0] or 1]
    found: list[tuple[int, int | None, _Answer, _Answer]] = []
    for first, end in zip(turns, [*turns[1:], None], strict=True):
        one, other = (side.on(first) for side in sides)
        was, now = (_Answer(r.state, r.states, r.possible, r.certain) for r in (one, other))
        if was == now or not (_about(one, place) or _about(other, place)):
            continue
        if found and found[-1][1] == first and found[-1][2:] == (was, now):
            first = found.pop()[0]  # noqa: PLW2901 -- the difference goes on
        found.append((first, end, was, now))
    for first, end, was, now in found:
        yield {
            "what": "state",
            "id": " ".join(pair),
            "change": "changed",
            "field": "state",
            "old": _plain(was),
            "new": _plain(now),
            "between": list(pair),
            "place": place,
            "from": iso(first),
            "until": None if end is None else iso(end - 1),
            "days": None if end is None else end - first,
        }


class _Side:
    """How a pair stood in a place by one version of a log, on any day."""

    def __init__(self, assertions: Assertions, pair: Pair, place: str | None) -> None:
        self._assertions, self._pair, self._place = assertions, pair, place
        self.stretches = list(stretches(assertions.of(pair), place, assertions.world, None))
        self._firsts = [stretch.first for stretch in self.stretches]

    def on(self, day: int) -> Resolution:
        """Return the answer of a day, also of one before the first that is named: something may stand since ever."""
        index = bisect_right(self._firsts, day)
        if index:
            return self.stretches[index - 1].resolution
        return resolve(self._assertions.of(self._pair), day, self._place, self._assertions.world)


def _about(resolution: Resolution, place: str | None) -> bool:
    """Whether an answer has anything to do with what is said of this very place."""
    looked_at: tuple[Candidate, ...] = (*resolution.standing, *resolution.perhaps)
    return place is None or any(candidate.place == place for candidate in looked_at)


def _plain(answer: _Answer) -> Row:
    return {
        "state": answer.state,
        "states": list(answer.states),
        "possible": list(answer.possible),
        "certain": answer.certain,
    }
