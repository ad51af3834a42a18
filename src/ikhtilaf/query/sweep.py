"""Days on end, each with what has a say on it. A long history costs what changes from day to day, not all that it
holds on each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf
from operator import itemgetter
from typing import Any

from ikhtilaf.query.resolve import (
    Candidate,
    Resolution,
    by_beginning,
    first_day,
    first_doubtful,
    is_said_of,
    newest_first,
    settle,
    settled,
)
from ikhtilaf.query.world import World

_Kind = tuple[str, int, str | None]
"""State, steps and place: by every rule, what falls to another differs from it in one of them."""


class Living:
    """What has a say on a day in one place: what rule 1 leaves, in the orders in which it is asked for."""

    def __init__(self, place: str | None, world: World) -> None:
        self._place, self._world = place, world
        self._newest, self._oldest, self._ending = _InOrder(), _InOrder(), _InOrder()
        self._kinds: Counter[_Kind] = Counter()

    @property
    def newest_first(self) -> list[Candidate]:
        """All of it, as `settle` takes it; it changes with the next day."""
        return self._newest.candidates

    def add(self, number: int, candidate: Candidate) -> None:
        """Add one, by a number that no other has."""
        self._newest.add((-first_day(candidate), number), candidate)
        self._oldest.add((by_beginning(candidate), number), candidate)
        self._ending.add((first_doubtful(candidate), number), candidate)
        self._kinds[_kind(candidate)] += 1

    def drop(self, number: int, candidate: Candidate) -> None:
        """Take away one that was added by this number."""
        self._newest.drop((-first_day(candidate), number))
        self._oldest.drop((by_beginning(candidate), number))
        self._ending.drop((first_doubtful(candidate), number))
        kind = _kind(candidate)
        self._kinds[kind] -= 1
        if not self._kinds[kind]:
            del self._kinds[kind]

    def may_have_ended(self, day: int) -> list[Candidate]:
        """Return those of which `resolve.may_have_ended` is true."""
        return self._ending.candidates[: bisect_left(self._ending.keys, (day + 1,))]

    def answer(self, day: int) -> Resolution:
        """Return what `resolve` returns of the day."""
        if len(self._kinds) > 1:
            return settle(self._newest.candidates, day, self._place, self._world)
        # Nothing falls to its like. In the order of beginnings, what has certainly begun comes first.
        count = bisect_left(self._oldest.keys, ((day + 1,),))
        begun, later = self._oldest.candidates[:count], self._oldest.candidates[count:]
        by_number = sorted(zip([number for _, number in self._oldest.keys[count:]], later, strict=True))
        return settled(begun, newest_first([candidate for _, candidate in by_number]), day, self._place)


def _kind(candidate: Candidate) -> _Kind:
    return candidate.state, candidate.steps, candidate.place


class _InOrder:
    """Candidates in the order of their keys, of which no two are equal."""

    def __init__(self) -> None:
        self.keys: list[Any] = []
        self.candidates: list[Candidate] = []

    def add(self, key: Any, candidate: Candidate) -> None:
        at = bisect_left(self.keys, key)
        self.keys.insert(at, key)
        self.candidates.insert(at, candidate)

    def drop(self, key: Any) -> None:
        at = bisect_left(self.keys, key)
        del self.keys[at], self.candidates[at]


def sweep(
    candidates: Sequence[Candidate], place: str | None, world: World, days: Sequence[int], *, backwards: bool = False
) -> Iterator[tuple[int, Living]]:
    """Yield days, which come in order or backwards, each with what of the candidates (in any order) has a say on it in
    a place. It is one object, which goes on to the next day.
    """
    spans: list[tuple[float, float, int, Candidate]] = []
    for number, candidate in enumerate(candidates):
        first, last = _first_held(candidate), _last_held(candidate)
        if candidate.supported and is_said_of(candidate, place, world) and first <= last:
            spans.append((*((-last, -first) if backwards else (first, last)), number, candidate))
    # Sorted so that the next to come or to go stands last.
    coming, going = sorted(spans, reverse=True), sorted(spans, key=itemgetter(1), reverse=True)
    living = Living(place, world)
    for day in days:
        now = -day if backwards else day
        while coming and coming[-1][0] <= now:
            living.add(*coming.pop()[2:])
        while going and going[-1][1] < now:
            living.drop(*going.pop()[2:])
        yield day, living


def _first_held(candidate: Candidate) -> float:
    """The day from which on a state may have begun."""
    first = candidate.held[0]
    return -inf if first is None else first


def _last_held(candidate: Candidate) -> float:
    """The day after which a state has certainly ended."""
    return min((end.span[1] for end in candidate.ends if end.span[1] is not None), default=inf)
