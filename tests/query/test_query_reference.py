"""The rules once more, slowly and straight from docs/relations.md, against the ones that the program uses."""

from __future__ import annotations

from itertools import combinations, product
from typing import NamedTuple

from builders import ceasefire, model, n, war
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import FACTIONS, SOURCES, asked_days, days, logs

from ikhtilaf.dates import Date, span
from ikhtilaf.model.things import Event, Log, Tie
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.resolve import Resolution, resolve
from ikhtilaf.query.views import make_view
from ikhtilaf.store.compile import compile_log

FAR = 10**7
"""A day beyond all others: what an open bound is."""

Kept = dict[str, bool]
"""The sources that count, each with whether it surely does."""


class Answer(NamedTuple):
    """What the rules answer."""

    state: str
    states: set[str]
    possible: set[str]
    certain: bool
    events: set[str]


class Said(NamedTuple):
    """An assertion in one place, as the pair that is asked for has it."""

    event: str
    state: str
    place: str | None
    began: tuple[int, int]
    held: tuple[int, int]
    dated: bool
    ends: list[tuple[int, int]]
    vouched: bool
    steps: int


def slow(log: Log, a: str, b: str, day: int, place: str | None, kept: Kept, by: int = FAR) -> Answer:
    """How two factions stood on a day in a place, from what can have been said by another day."""

    def has_begun(one: Said) -> bool:
        return one.held[1] <= day

    def later(one: Said, other: Said) -> bool:
        by_order = not one.dated and not other.dated and follows(log, one.event, other.event)
        return by_order or one.began[0] > other.began[1]

    def narrower(one: Said, other: Said) -> bool:
        if one.place == other.place or one.place is None:
            return False
        return other.place is None or covers(log, other.place, one.place)

    # Rule 1
    left = [
        one
        for one in everything_said(log, a, b, kept, by)
        if (one.place is None or (place is not None and covers(log, one.place, place)))
        and one.held[0] <= day
        and not any(last < day for _, last in one.ends)
    ]
    # Rule 7
    left = [one for one in left if not any(other.steps < one.steps and has_begun(other) for other in left)]
    # Rule 2
    left = [
        one
        for one in left
        if not any(other.state != one.state and has_begun(other) and later(other, one) for other in left)
    ]
    # Rule 3
    left = [
        one
        for one in left
        if not any(narrower(other, one) and has_begun(other) and not later(one, other) for other in left)
    ]
    # Rules 4, 5 and 8
    begun = [one for one in left if has_begun(one)]
    states = {one.state for one in begun}
    possible = {one.state for one in left} - states
    sure = any(
        one.vouched and one.steps == 0 and one.place in {None, place} and not any(first <= day for first, _ in one.ends)
        for one in begun
    )
    return Answer(
        state="unknown" if not states else "contested" if len(states) > 1 else min(states),
        states=states,
        possible=possible,
        certain=not possible and (not states or (len(states) == 1 and sure)),
        events={one.event for one in begun},
    )


def everything_said(log: Log, a: str, b: str, kept: Kept, by: int) -> list[Said]:
    """Every assertion that somebody speaks for about a pair, or about those that the two came from."""
    found = []
    for one in lines(log, a, kept):
        for other in lines(log, b, kept):
            top = {one[-1].faction if one else a, other[-1].faction if other else b}
            for event in log.events if len(top) == 2 else ():
                for said in event.relations:
                    if set(said.between) != top or not spoken_for(event, kept) or beginning(log, event)[0] > by:
                        continue
                    began = own_beginning(said.begins) if said.begins else beginning(log, event)
                    own_end = [still_on_the_first(said.until)] if said.until else []
                    began = begun_before_it_ended(began, own_end + ends_of(log, event, kept, by))
                    ways = [line for line in (one, other) if line]
                    held = handed_down(log, began, ways)
                    lefts = [split_days(log, line[-1])[1] for line in ways]
                    ends = own_end + [
                        end for end in ends_of(log, event, kept, by) if all(end[0] <= left for left in lefts)
                    ]
                    if held is None:
                        continue
                    own, steps = said.begins is not None, len(one) + len(other)
                    found += [
                        Said(event.id, said.state, where, began, held, own, ends, vouched(event, kept), steps)
                        for where in said.places or (None,)
                    ]
    return found


def still_on_the_first(until: Date) -> tuple[int, int]:
    """From when on it may have ended by its own `until`, and its last day: on the first possible last day it stands."""
    first, last = days_of(until)
    return (first + 1 if first > -FAR else first), last


def begun_before_it_ended(began: tuple[int, int], ends: list[tuple[int, int]]) -> tuple[int, int]:
    return began[0], min([began[1], *(last for _, last in ends if last >= began[0])])


def handed_down(log: Log, began: tuple[int, int], ways: list[list[Tie]]) -> tuple[int, int] | None:
    """When the pair has had a state that began so, after the splits; None where it came too late to be handed on."""
    first, last = began
    for line in ways:
        left, born = split_days(log, line[-1]), split_days(log, line[0])
        if began[0] > left[1]:
            return None
        first = max(first, born[0])
        last = max(last, born[1]) if began[1] <= left[0] else FAR
    return first, last


def lines(log: Log, faction: str, kept: Kept) -> list[list[Tie]]:
    """The ways from a faction back to those it came from: the ties, the youngest first; also the way of no ties."""
    found: list[list[Tie]] = [[]]
    for tie in log.factions[faction].ties:
        if tie.kind in {"split_from", "renamed_from"} and spoken_for(tie, kept):
            found += [[tie, *rest] for rest in lines(log, tie.faction, kept)]
    return found


def split_days(log: Log, tie: Tie) -> tuple[int, int]:
    if tie.date is None:
        return -FAR, days_of(log.covers)[0]
    return own_beginning(tie.date)


def days_of(date: Date) -> tuple[int, int]:
    return (
        -FAR if date.earliest is None else date.earliest,
        FAR if date.latest is None else date.latest,
    )


def own_beginning(date: Date) -> tuple[int, int]:
    return days_of(date)[0], FAR if date.begin_latest is None else date.begin_latest


def beginning(log: Log, event: Event) -> tuple[int, int]:
    """The days on which an event can have begun, given its date and the declared order."""
    firsts = [days_of(other.date)[0] for other in log.events if other == event or follows(log, event.id, other.id)]
    lasts = [days_of(other.date)[1] for other in log.events if other == event or follows(log, other.id, event.id)]
    return max(firsts), min([*lasts, own_beginning(event.date)[1]])


def ends_of(log: Log, event: Event, kept: Kept, by: int) -> list[tuple[int, int]]:
    found = []
    for other in log.events:
        if event.id in other.ends and spoken_for(other, kept):
            first, last = beginning(log, other)
            if first > by:
                continue
            found.append((first, last if vouched(other, kept) else FAR))
    return found


def spoken_for(event: Event | Tie, kept: Kept) -> bool:
    return any(claim.source in kept and claim.stance in {"asserts", "admits", "alleges"} for claim in event.claims)


def vouched(event: Event, kept: Kept) -> bool:
    claims = [claim for claim in event.claims if claim.source in kept]
    return any(
        claim.stance in {"asserts", "admits"} and not claim.hedge and kept[claim.source] for claim in claims
    ) and not any(claim.stance in {"doubts", "denies"} for claim in claims)


def follows(log: Log, later: str, earlier: str) -> bool:
    after = next(event.after for event in log.events if event.id == later)
    return earlier in after or any(follows(log, step, earlier) for step in after)


def covers(log: Log, outer: str, inner: str) -> bool:
    if outer == inner:
        return True
    steps = [*log.places[outer].includes, *(one.id for one in log.places.values() if one.within == outer)]
    return any(covers(log, step, inner) for step in steps)


def as_answer(resolution: Resolution) -> Answer:
    return Answer(
        resolution.state,
        set(resolution.states),
        set(resolution.possible),
        resolution.certain,
        {candidate.event for candidate in resolution.standing},
    )


@given(logs(), st.lists(asked_days, min_size=1, max_size=3))
@settings(max_examples=160, deadline=None)
def test_the_rules_answer_as_the_page_says(log: Log, days_asked: list[int]) -> None:
    assertions = Assertions(compile_log(log))
    everybody = dict.fromkeys(log.sources, True)
    for (a, b), day, asked in product(combinations(FACTIONS, 2), days_asked, (None, *log.places)):
        found = resolve(assertions.of((a, b)), day, asked, assertions.world)
        assert as_answer(found) == slow(log, a, b, day, asked, everybody)


@given(logs(), st.lists(asked_days, min_size=1, max_size=2), st.none() | st.sampled_from(SOURCES), days)
@settings(max_examples=60, deadline=None)
def test_they_answer_so_in_every_view(log: Log, days_asked: list[int], speaker: str | None, known_by: int) -> None:
    store = compile_log(log)
    kept = {}
    for source in log.sources.values():
        first, last = (-FAR, FAR) if source.date is None else days_of(source.date)
        if first <= known_by and speaker in {None, source.id}:
            kept[source.id] = last <= known_by
    assertions = Assertions(store, make_view(store, speaker, span(known_by, known_by)))
    for (a, b), day, asked in product(combinations(FACTIONS, 2), days_asked, (None, *log.places)):
        found = resolve(assertions.of((a, b)), day, asked, assertions.world)
        assert as_answer(found) == slow(log, a, b, day, asked, kept, known_by)


def test_the_slow_rules_know_a_war_when_they_see_one() -> None:
    """Against a mistake that would make both sides of the comparison say nothing at all."""
    made = model(war("a", "b", "2015"), ceasefire("a", "b", "2016-05-05"))
    assert slow(made, "a", "b", n("2016-05-04"), None, {"paper": True}).state == "war"
    assert slow(made, "a", "b", n("2016-05-05"), None, {"paper": True}).state == "ceasefire"
