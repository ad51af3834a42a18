"""How factions stood on a day: rows of the JSON contract, one a pair and place, all from the one set of rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.conditions import event_condition
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import since
from ikhtilaf.query.moments import inherited, may_fall, moment, must_fall, opening, until_of
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.resolve import Candidate, Resolution, newest_first, on_the_day, resolve, settle
from ikhtilaf.query.timeline import unique
from ikhtilaf.store import Store

Row = dict[str, Any]


class Answer(NamedTuple):
    """One pair in one place on one day, with the resolution and everything that it was resolved from."""

    pair: Pair
    place: str | None
    day: int
    resolution: Resolution


def last_day(store: Store) -> int:
    """Return the last day that the log covers; where that is open, the last day that any event may fall on, else day
    1.
    """
    day = store.covers[1]
    if day is not None:
        return day
    return int(store.facts["last_day"] or 1)


def relations(
    assertions: Assertions,
    day: int,
    filters: Filters | None = None,
    *,
    only: str | None = None,
    dated: bool = True,
) -> Iterator[Row]:
    """Yield a row for every pair with a state on the day, and for every place where another state holds of it.

    `factions` and `between` choose the pairs (an umbrella takes its parts along), `places` where; `states`, `contested`
    and `certain` look at the answer, `since` and `until` at the day since when it has held; `people`, `types`,
    `sources` and `text` at the events that it rests on. A pair of which nothing is known has no row, except where it is
    asked for by name. `only` keeps the pairs of one faction without its parts. With `dated` False, rows do not say
    since when they hold, for which most of a pair's history has to be looked at.
    """
    filters = filters or Filters()
    evidence = events_that_match(assertions.store, filters)
    if not dated and only is None and filters.all_pairs and filters.since is None and filters.until is None:
        assertions = assertions.on(day)
    pairs = chosen_pairs(assertions, filters) if only is None else assertions.pairs({only})
    for pair in pairs:
        for answer in answers(assertions, pair, day, filters.places):
            if not wanted(assertions, answer, filters):
                continue
            row = relation_row(assertions, answer, dated=dated)
            if evidence is None or not evidence.isdisjoint(row["events"]):
                yield row


def events_that_match(store: Store, filters: Filters) -> set[str] | None:
    """Return the events that pass the filters on people, types, sources and text; None where there is no such filter.

    An answer passes when an event that it rests on does.
    """
    own = Filters(people=filters.people, types=filters.types, sources=filters.sources, text=filters.text)
    if own == Filters():
        return None
    condition = event_condition(store, own)
    return set(store.column(f"SELECT e.id FROM event e WHERE {condition.sql}", condition.parameters))  # noqa: S608


def chosen_pairs(assertions: Assertions, filters: Filters) -> list[Pair]:
    """Return the pairs that the filters leave. A pair asked for by name is there even when nothing is known of it."""
    store = assertions.store
    factions = {part for name in filters.factions for part in with_parts(store, name)}
    if not filters.between:
        return assertions.pairs(factions or None)
    first, second = (with_parts(store, name) for name in filters.between)
    asked = unique_pairs((one, other) for one in first for other in second if one != other)
    return [
        pair
        for pair in asked
        if (not factions or not factions.isdisjoint(pair)) and (pair == filters.between or assertions.of(pair))
    ]


def unique_pairs(pairs: Iterator[Pair]) -> list[Pair]:
    """Return the pairs without those that say the same the other way round."""
    found: dict[frozenset[str], Pair] = {}
    for pair in pairs:
        found.setdefault(frozenset(pair), pair)
    return list(found.values())


def answers(
    assertions: Assertions, pair: Pair, day: int, places: Sequence[str] = (), *, explained: bool = False
) -> list[Answer]:
    """Return how a pair stood on a day: in general and in every place where that differs, or in the places asked for.

    Asking for a place gives its own row first, then those of the places inside it that differ from it.
    """
    candidates, world = assertions.of(pair), assertions.world
    live = candidates if explained else newest_first(on_the_day(candidates, day))
    named = frozenset(candidate.place for candidate in live if candidate.place is not None)
    alike: dict[frozenset[str], Resolution] = {}

    def at(place: str | None) -> Answer:
        if explained:
            return Answer(pair, place, day, resolve(candidates, day, place, world, explained=True))
        return Answer(pair, place, day, assertions.answer(pair, day, place, lambda: found_at(place)))

    def found_at(place: str | None) -> Resolution:
        said_here = named & world.around(place) if place is not None else frozenset[str]()
        # Of places that nothing is said of by name, what is said of the same places around them is all that counts.
        if place not in named and said_here in alike:
            return alike[said_here]
        here = [candidate for candidate in live if candidate.place is None or candidate.place in said_here]
        found = settle(here, day, place, world)
        if place not in named:
            alike[said_here] = found
        return found

    found: list[Answer] = []
    for outer in places or (None,):
        whole = at(outer)
        found.append(whole)
        # Where no more is said than of the wider place, the answer is the same.
        said = named if outer is None else named - world.around(outer)
        inner = _inner(assertions, pair, candidates, outer, said)
        found.extend(part for part in map(at, inner) if _differs(part.resolution, whole.resolution))
    return list({answer.place: answer for answer in found}.values())


def _inner(
    assertions: Assertions, pair: Pair, candidates: Sequence[Candidate], outer: str | None, said: frozenset[str]
) -> list[str]:
    """The places in `outer` (None: anywhere) that something is asserted of for the pair, and that one of those where
    more is said takes in, sorted.
    """
    world = assertions.world
    if all(map(world.is_smallest, said)):
        found = sorted(said)
    else:
        found = [place for place in assertions.places(pair, candidates) if not said.isdisjoint(world.around(place))]
    return [place for place in found if place != outer and (outer is None or world.covers(outer, place))]


def _differs(part: Resolution, whole: Resolution) -> bool:
    """Whether what is known of a place is not just what is known of the wider one."""
    return part.state != whole.state or part.possible != whole.possible or _numbers(part) != _numbers(whole)


def _numbers(resolution: Resolution) -> list[int]:
    return [candidate.number for candidate in resolution.standing]


def relation_row(assertions: Assertions, answer: Answer, *, dated: bool = True) -> Row:
    """Return one answer as a row: between, place, state, states, since (None unless `dated`), until, certain, possible,
    inherited_from, event, ...
    """
    resolution = answer.resolution
    standing = resolution.standing
    when = since(assertions, answer.pair, answer.place, answer.day, resolution) if dated else None
    return {
        "between": list(answer.pair),
        "place": answer.place,
        "state": resolution.state,
        "states": list(resolution.states),
        "since": moment(when),
        "until": moment(until_of(standing)),
        "certain": resolution.certain,
        "possible": list(resolution.possible),
        "inherited_from": inherited(standing),
        "event": opening(standing).event if standing else None,
        "events": unique([candidate.event for candidate in standing]),
        "sources": unique([source for candidate in standing for source in candidate.sources]),
        "as_of": _as_of(answer.day),
    }


_as_of = lru_cache(maxsize=1)(iso)
"""A day as text: all answers of a question are of the same one."""


def wanted(assertions: Assertions, answer: Answer, filters: Filters) -> bool:
    """Return whether an answer passes the filters that concern answers: states, contested, certain, since and until.

    Of a pair of which nothing is known, or which only may have inherited something, there is a row where it was asked
    for by name.
    """
    resolution = answer.resolution
    if not resolution.states:
        asked = filters.between is not None and set(filters.between) == set(answer.pair)
        if not asked and all(candidate.steps for candidate in resolution.perhaps):
            return False
    states = {resolution.state, *resolution.states, *(() if filters.certain else resolution.possible)}
    return (
        (not filters.states or bool(states & set(filters.states)))
        and (not filters.contested or resolution.state == CONTESTED)
        and (not filters.certain or (resolution.certain and resolution.state != UNKNOWN))
        and _in_window(assertions, answer, filters)
    )


def _in_window(assertions: Assertions, answer: Answer, filters: Filters) -> bool:
    """Whether an answer may have begun between since and until; with `certain`, whether it must have."""
    if filters.since is None and filters.until is None:
        return True
    when = since(assertions, answer.pair, answer.place, answer.day, answer.resolution)
    return when is not None and (must_fall if filters.certain else may_fall)(when, filters.since, filters.until)
