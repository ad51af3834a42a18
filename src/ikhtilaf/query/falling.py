"""Whether an event of another log falls in a period of a pair's history: certainly, possibly or not.

The rules of `resolve` decide on which days the state of a period certainly stands, and whether something narrower
takes its place where the event happened. Days are numbers, inclusive; None is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ikhtilaf.dates import Answer
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.history import Period, Stretch, began, ended, places_of, stretches
from ikhtilaf.query.matching import Matching
from ikhtilaf.query.resolve import Candidate, Resolution, Span
from ikhtilaf.store import Store

_FAR = 10**9


class Days(NamedTuple):
    """When a period holds: the days on which it may, and the spans of days on which its state certainly stands."""

    may: Span
    certain: tuple[Span, ...]


def days_of(period: Period, store: Store) -> Days:
    """Return when a period of which something is known holds.

    The day on which it begins is possible only: what happened on that day may have come before. A period that goes on
    does so to the last day that the log covers, for of later days it says nothing; one that begins after that, to the
    last day of its events.
    """
    start, end = began(period).span[0], ended(period)
    until = None if end is None else end.span[1]
    if until is None:
        covered = store.covers[1]
        late = covered is not None and period.stretches[0].first > covered
        until = int(store.facts["last_day"] or 1) if late else covered
    spans: list[Span] = []
    for stretch in period.stretches:
        first, last = stretch.first, None if stretch.end is None else stretch.end - 1
        if stretch is period.stretches[0]:
            first += 1
        if until is not None:
            last = until if last is None else min(last, until)
        if not stretch.resolution.certain or (last is not None and first > last):
            continue
        if spans and spans[-1][1] == first - 1:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return Days((start, until), tuple(spans))


def falls_in_days(span: Span, days: Days) -> Answer:
    """Return whether something falls in a period by its dates."""
    if any(_within(span, held) for held in days.certain):
        return Answer.YES
    return Answer.UNDETERMINED if meet(span, days.may) else Answer.NO


class Atlas:
    """Where the places of another log lie, as far as they are places of this one."""

    def __init__(self, ours: Store, theirs: Store, matching: Matching) -> None:
        self._matched = matching.ours()
        self._kinds = dict(ours.rows("SELECT id, kind FROM place"))
        self._covers = set(ours.rows("SELECT place, inner_place FROM place_covers"))
        self._around: dict[str, list[str]] = {}
        for inner, place in theirs.rows("SELECT inner_place, place FROM place_covers ORDER BY inner_place, place"):
            self._around.setdefault(inner, []).append(place)

    def locate(self, place: str) -> tuple[str, ...]:
        """Return the smallest places of this log in which a place of the other lies: itself where it is matched; none
        where no more than a country is known.
        """
        found = self._matched.get(place)
        if not found:
            found = [own for wider in self._around.get(place, ()) for own in self._matched.get(wider, ())]
        known = [own for own in dict.fromkeys(found) if self._kinds[own] != "country"]
        return tuple(own for own in known if not any(self.covers(own, o) and o != own for o in known))

    def covers(self, place: str, inner: str) -> bool:
        """Return whether a place of this log takes in another."""
        return (place, inner) in self._covers

    def lies_in(self, spot: Sequence[str], place: str | None) -> Answer:
        """Return whether what happened in all of these places (those of `locate`) happened in a place of this log."""
        if place is None or any(self.covers(place, own) for own in spot):
            return Answer.YES
        return Answer.UNDETERMINED if any(self.covers(own, place) for own in spot) else Answer.NO


class Falling:
    """Says of one pair which events fall in which of its periods."""

    def __init__(self, assertions: Assertions, pair: tuple[str, str], atlas: Atlas) -> None:
        self._assertions, self._pair, self._atlas = assertions, pair, atlas
        self._own = [place for place in places_of(assertions, pair) if place is not None]
        self._days: dict[int, tuple[Period, Days]] = {}
        self._stretches: dict[str, list[Stretch]] = {}

    def answer(self, period: Period, span: Span, spots: Sequence[tuple[str, ...]]) -> Answer:
        """Return whether what happened at some time, in each of some places, falls in the period.

        No place at all means that nothing is known of where.
        """
        key = id(period)
        if key not in self._days:
            self._days[key] = (period, days_of(period, self._assertions.store))
        days = self._days[key][1]
        when = falls_in_days(span, days)
        if when is Answer.NO:
            return Answer.NO
        found = {self._where(period, _common(span, days.may), spot) for spot in (spots or ((),))}
        if Answer.YES in found and when is Answer.YES:
            return Answer.YES
        return Answer.NO if found == {Answer.NO} else Answer.UNDETERMINED

    def _where(self, period: Period, span: Span, spot: tuple[str, ...]) -> Answer:
        """Whether the period is what holds where it happened, on the days on which it may have happened."""
        inside = self._atlas.lies_in(spot, period.place)
        if inside is Answer.NO:
            return Answer.NO
        if spot:
            narrower = [p for p in self._own if p not in spot and any(self._atlas.covers(own, p) for own in spot)]
        else:
            narrower = self._own
        answers = [self._held(period, span, place) for place in (*spot, *narrower)]
        sure = inside is Answer.YES and all(answer is Answer.YES for answer in answers)
        if sure:
            return Answer.YES
        exactly = [self._held(period, span, place) for place in spot] if inside is Answer.YES else []
        excluded = bool(exactly) and all(answer is Answer.NO for answer in exactly)
        return Answer.NO if excluded else Answer.UNDETERMINED

    def _held(self, period: Period, span: Span, place: str) -> Answer:
        """Whether what the period rests on is the answer in a place: on all of the days, on some, on none."""
        wanted = {_key(candidate) for candidate in period.standing}
        states = period.closing.states
        answers = {_rests(stretch.resolution, wanted, states) for stretch in self._at(place, span)}
        if answers == {Answer.YES}:
            return Answer.YES
        return Answer.NO if answers <= {Answer.NO} else Answer.UNDETERMINED

    def _at(self, place: str, span: Span) -> Iterator[Stretch]:
        if place not in self._stretches:
            found = stretches(self._assertions.of(self._pair), place, self._assertions.world, None)
            self._stretches[place] = list(found)
        for stretch in self._stretches[place]:
            if meet(span, (stretch.first, None if stretch.end is None else stretch.end - 1)):
                yield stretch


def _rests(resolution: Resolution, wanted: set[tuple[int, str | None]], states: tuple[str, ...]) -> Answer:
    """Whether an answer rests on one of some assertions, and on nothing that says otherwise."""
    if not wanted.isdisjoint(map(_key, resolution.standing)):
        return Answer.YES if resolution.states == states and not resolution.possible else Answer.UNDETERMINED
    return Answer.NO if wanted.isdisjoint(map(_key, resolution.perhaps)) else Answer.UNDETERMINED


def _key(candidate: Candidate) -> tuple[int, str | None]:
    return candidate.number, candidate.place


def _within(span: Span, held: Span) -> bool:
    first, last = span
    starts = first is not None and held[0] is not None and first >= held[0]
    return starts and (held[1] is None or (last is not None and last <= held[1]))


def meet(one: Span, other: Span) -> bool:
    """Return whether two spans have a day in common."""
    first, last = _common(one, other)
    return first is None or last is None or first <= last


def _common(one: Span, other: Span) -> Span:
    """The days of both spans."""
    first = max((day for day in (one[0], other[0]) if day is not None), default=None)
    last = min((day for day in (one[1], other[1]) if day is not None), default=None)
    return first, last
