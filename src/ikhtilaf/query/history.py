"""A pair's history: the answers of the rules, from the first day that anything is asserted of, as periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.moments import When, end_on, inherited, last_end, moment, opening, until_of
from ikhtilaf.query.resolve import Candidate, End, Resolution, is_said_of
from ikhtilaf.query.sweep import Living, sweep
from ikhtilaf.query.timeline import unique
from ikhtilaf.query.world import World

Row = dict[str, Any]


class Stretch(NamedTuple):
    """Days, from `first` to before `end` (None: for ever), on each of which the rules give the same answer."""

    first: int
    end: int | None
    resolution: Resolution


class Period(NamedTuple):
    """Stretches on end with the same states, between the stretch before and the one behind."""

    pair: Pair
    place: str | None
    preceding: Stretch | None
    stretches: tuple[Stretch, ...]
    following: Stretch | None

    @property
    def opening(self) -> Resolution:
        """The answer on its first day."""
        return self.stretches[0].resolution

    @property
    def closing(self) -> Resolution:
        """The answer on its last day."""
        return self.stretches[-1].resolution

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return self.opening.state != UNKNOWN

    @property
    def standing(self) -> list[Candidate]:
        """The assertions that the period rests on, in the order in which they come up."""
        found = {c.number: c for stretch in self.stretches for c in stretch.resolution.standing}
        return list(found.values())


def stretches(candidates: Sequence[Candidate], place: str | None, world: World, start: int | None) -> Iterator[Stretch]:
    """Yield the stretches of one place from `start` (None: from the first day that is named) on, the last one open."""
    return (stretch for stretch, _ in lived_through(candidates, place, world, start))


def lived_through(
    candidates: Sequence[Candidate],
    place: str | None,
    world: World,
    start: int | None,
    answer: Callable[[int, Living], Resolution] = lambda day, living: living.answer(day),
) -> Iterator[tuple[Stretch, Living]]:
    """Yield the stretches, each with what has a say on its first day; `answer` may know the answer already."""
    days = sorted(_turns(candidates, start))
    for (day, living), following in zip_longest(sweep(candidates, place, world, days), days[1:]):
        yield Stretch(day, following, answer(day, living)), living


def _turns(candidates: Sequence[Candidate], start: int | None) -> set[int]:
    """Every day on which an answer can change: the bounds of each beginning, and the days after the bounds of each
    end.
    """
    days = {day for c in candidates for day in c.held if day is not None}
    # When it may have ended matters for certainty, the day after its last possible day for the answer.
    days |= {end.doubtful_from for c in candidates for end in c.ends if end.doubtful_from is not None}
    days |= {end.span[1] + 1 for c in candidates for end in c.ends if end.span[1] is not None}
    if start is None:
        return days
    return {day for day in days if day > start} | {start}


def periods(assertions: Assertions, pair: Pair, place: str | None) -> list[Period]:
    """Return the history of a pair in a place as periods on end, also those of which nothing is known."""

    def answer(day: int, living: Living) -> Resolution:
        return assertions.answer(pair, day, place, partial(living.answer, day))

    grouped: list[list[Stretch]] = []
    for stretch, _ in lived_through(assertions.of(pair), place, assertions.world, None, answer):
        if grouped and _same(grouped[-1][-1].resolution, stretch.resolution):
            grouped[-1].append(stretch)
        else:
            grouped.append([stretch])
    before = [None, *(group[-1] for group in grouped)]
    behind = [*(group[0] for group in grouped), None][1:]
    return [
        Period(pair, place, preceding, tuple(group), following)
        for preceding, group, following in zip(before, grouped, behind, strict=False)
    ]


def places_of(assertions: Assertions, pair: Pair) -> list[str | None]:
    """Return where something is asserted of a pair: in general first, then the places by name."""
    named = {candidate.place for candidate in assertions.of(pair) if candidate.place is not None}
    return [None, *sorted(named)]


def history(
    assertions: Assertions,
    pair: Pair,
    places: Sequence[str | None] | None = None,
    keep: Callable[[Period], bool] = lambda _: True,
) -> list[Row]:
    """Return a pair's periods as rows, place by place: state, states, place, from, until, event, events, sources, ...

    The history of a place leaves out the periods that only repeat what holds in general, and all those that `keep` does
    not keep.
    """
    return [period_row(assertions, period) for period in known_periods(assertions, pair, places, keep)]


def known_periods(
    assertions: Assertions,
    pair: Pair,
    places: Sequence[str | None] | None = None,
    keep: Callable[[Period], bool] = lambda _: True,
) -> Iterator[Period]:
    """Yield the periods that `history` has as rows, in its order."""
    for place in places_of(assertions, pair) if places is None else places:
        for period in periods(assertions, pair, place):
            local = any(candidate.place is not None for candidate in period.standing)
            if period.known and (place is None or local or places is not None) and keep(period):
                yield period


def period_row(assertions: Assertions, period: Period) -> Row:
    """Return one period as a row; `from` and `until` are dates that may be vague, `until` None where it goes on."""
    standing = period.standing
    covered, start = assertions.store.covers[1], began(period)
    return {
        "between": list(period.pair),
        "place": period.place,
        "state": period.closing.state,
        "states": list(period.closing.states),
        "certain": any(stretch.resolution.certain for stretch in period.stretches),
        "from": moment(start),
        "until": moment(ended(period)),
        "event": opening(period.opening.standing).event,
        "events": unique(candidate.event for candidate in standing),
        "sources": unique(source for candidate in standing for source in candidate.sources),
        "inherited_from": inherited(standing),
        "postscript": covered is not None and start.span[0] is not None and start.span[0] > covered,
    }


def began(period: Period) -> When:
    """Return when a period of which something is known began: with its opening assertion, or, where that had been
    covered up, when what covered it ended.
    """
    turn, new = period.stretches[0].first, opening(period.opening.standing)
    if new.held[1] == turn or period.preceding is None:
        return When(new.held_since, new.held)
    end = uncovering(period)
    return _exactly(turn) if end is None else When(end.date, end.span)


def uncovering(period: Period) -> End | None:
    """Return the end by which a period came about that had begun before and was covered up; None where it is new."""
    turn, new = period.stretches[0].first, opening(period.opening.standing)
    if new.held[1] == turn or period.preceding is None:
        return None
    return end_on(period.preceding.resolution.standing, turn - 1)


def ended(period: Period) -> When | None:
    """Return when a period ended: where its own assertions end, or else where the next state began; None where it goes
    on.
    """
    if period.following is None:
        # An end that is told, but not for certain, is shown all the same: with an open last day.
        return until_of(period.closing.standing)
    turn, standing = period.following.first, period.closing.standing
    end = last_end(standing)
    if end is not None and end.span[1] == turn - 1:
        return When(end.date, end.span)
    if period.following.resolution.standing:
        new = opening(period.following.resolution.standing)
        if new.held[1] == turn:
            return When(new.held_since, new.held)
    end = end_on(standing, turn - 1)
    return _exactly(turn - 1) if end is None else When(end.date, end.span)


def since(assertions: Assertions, pair: Pair, place: str | None, day: int, resolution: Resolution) -> When | None:
    """Return since when the answer of a day has held without a break; None where there is no answer."""
    if not resolution.standing:
        return None
    world = assertions.world
    # What is said of other places makes no turn here.
    candidates = [candidate for candidate in assertions.of(pair) if is_said_of(candidate, place, world)]
    held: list[Stretch] = []
    preceding = None
    turns = sorted((turn for turn in _turns(candidates, None) if turn <= day), reverse=True)
    for first, living in sweep(candidates, place, world, turns, backwards=True):
        answer = assertions.answer(pair, first, place, partial(living.answer, first))
        stretch = Stretch(first, held[-1].first if held else None, answer)
        if held and not _same(stretch.resolution, held[-1].resolution):
            preceding = stretch
            break
        held.append(stretch)
    return began(Period(pair, place, preceding, tuple(reversed(held)), None))


def _exactly(day: int) -> When:
    return When(iso(day), (day, day))


def _same(one: Resolution, other: Resolution) -> bool:
    """Whether an answer goes on: the same states, and an assertion that it rested on still stands.

    Where only other ones have the state, a new period begins: something may have come between, or it is said on
    another's word.
    """
    if (one.state, one.states) != (other.state, other.states):
        return False
    # What was inherited and what is a pair's own are different assertions, and never stand side by side (rule 7).
    numbers = {candidate.number for candidate in one.standing}
    return not one.standing or any(candidate.number in numbers for candidate in other.standing)
