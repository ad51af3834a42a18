"""What holds of every log: answers that nothing beside the point can change, and measures against brute force."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise, product
from typing import Any

from builders import HERE, Row, event, says
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import FACTIONS, LENGTH, START, Shape, asked_days, days, logs

from ikhtilaf.dates import span
from ikhtilaf.model.things import Faction, Log
from ikhtilaf.model.vocabulary import STATES, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.changes import changes
from ikhtilaf.query.disputes import disputes
from ikhtilaf.query.history import began, history, periods, places_of
from ikhtilaf.query.measures import days_in_states, longest_silence
from ikhtilaf.query.moments import moment
from ikhtilaf.query.relations import relations
from ikhtilaf.query.resolve import Resolution, Span, resolve
from ikhtilaf.query.summary import summary
from ikhtilaf.query.timeline import timeline
from ikhtilaf.query.views import make_view
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log

PAIRS = list(combinations(FACTIONS, 2))
some = settings(max_examples=25, deadline=None)


def questions(made: Log) -> list[tuple[tuple[str, str], str | None]]:
    return list(product(PAIRS, (None, *made.places)))


def answers(store: Store, day: int) -> dict[str, Any]:
    """Everything that a log answers."""
    assertions = Assertions(store)
    return {
        "timeline": list(timeline(store)),
        "relations": list(relations(assertions, day)),
        "history": [row for pair in PAIRS for row in history(assertions, pair)],
        "changes": changes(assertions),
        "disputes": list(disputes(store)),
        "summary": list(summary(store, day=day)),
    }


def turned_round(made: Log) -> Log:
    """The same log with all its sections in the opposite order."""

    def back(things: dict[str, Any]) -> dict[str, Any]:
        return dict(reversed(list(things.items())))

    return replace(
        made,
        sources=back(made.sources),
        places=back(made.places),
        factions=back(made.factions),
        people=back(made.people),
        events=tuple(reversed(made.events)),
    )


@given(logs(), asked_days)
@some
def test_the_order_of_the_file_changes_no_answer(made: Log, day: int) -> None:
    one, other = answers(compile_log(made), day), answers(compile_log(turned_round(made)), day)
    for question, answer in one.items():
        assert other[question] == answer, question


def gist(resolution: Resolution) -> tuple[object, ...]:
    """An answer without the numbers that the events have in their log."""
    events = [(one.event, one.state, one.place, one.held, one.inherited_from) for one in resolution.standing]
    return resolution.state, resolution.states, resolution.possible, resolution.certain, sorted(events, key=repr)


@given(logs(), asked_days, days, days)
@some
def test_what_is_said_of_others_changes_nothing_for_a_pair(made: Log, day: int, one: int, other: int) -> None:
    date = span(min(one, other), max(one, other))
    more = replace(event("more", "2015", says("y", "z", "war"), says("a", "z", "alliance")), date=date)
    names = {name: Faction(HERE, name, "faction", name) for name in "yz"}
    grown = replace(made, events=(more, *made.events), factions=made.factions | names)
    before, after = Assertions(compile_log(made)), Assertions(compile_log(grown))
    for pair, where in questions(made):
        found = [gist(resolve(asked.of(pair), day, where, asked.world)) for asked in (before, after)]
        assert found[0] == found[1]


@given(logs(), days, st.sampled_from(PAIRS), st.sampled_from(sorted(STATES)), st.integers(1, 9))
@some
def test_what_certainly_begins_later_changes_nothing_now(
    made: Log, day: int, pair: tuple[str, str], state: str, behind: int
) -> None:
    later = replace(event("later", "2015", says(*pair, state)), date=span(day + behind, day + behind + 3))
    grown = replace(made, events=(*made.events, later))
    before, after = Assertions(compile_log(made)), Assertions(compile_log(grown))
    for asked, where in questions(made):
        found = [gist(resolve(one.of(asked), day, where, one.world)) for one in (before, after)]
        assert found[0] == found[1]


@given(logs(), days)
@some
def test_known_by_the_last_source_is_no_option_at_all(made: Log, day: int) -> None:
    store = compile_log(made)
    last = max(source.date.latest or 0 for source in made.sources.values() if source.date)
    everybody, all_of_them = Assertions(store), Assertions(store, make_view(store, None, span(last, last)))
    assert all(source.date for source in made.sources.values())
    for pair, where in questions(made):
        assert resolve(everybody.of(pair), day, where, everybody.world) == resolve(
            all_of_them.of(pair), day, where, all_of_them.world
        )


@given(logs(), asked_days)
@some
def test_an_answer_hangs_together(made: Log, day: int) -> None:
    assertions = Assertions(compile_log(made))
    for pair, where in questions(made):
        candidates = assertions.of(pair)
        found = resolve(candidates, day, where, assertions.world, explained=True)
        assert set(found.states) == {one.state for one in found.standing}
        assert not set(found.states) & set(found.possible)
        assert found.state == (found.states[0] if len(found.states) == 1 else "contested" if found.states else UNKNOWN)
        assert not (found.certain and (found.state == "contested" or found.possible))
        assert sorted(map(repr, candidates)) == sorted(repr(verdict.candidate) for verdict in found.verdicts)
        turned = resolve(list(reversed(candidates)), day, where, assertions.world, explained=True)
        assert gist(turned) == gist(found)
        assert resolve(candidates, day, where, assertions.world) == found._replace(verdicts=())


@given(logs(), asked_days)
@some
def test_the_history_agrees_with_the_rules_on_every_day(made: Log, day: int) -> None:
    assertions = Assertions(compile_log(made))
    for pair, where in questions(made):
        found = resolve(assertions.of(pair), day, where, assertions.world)
        told = periods(assertions, pair, where)
        now = [
            period
            for period in told
            if period.stretches[0].first <= day and (period.stretches[-1].end is None or day < period.stretches[-1].end)
        ]
        assert len(now) == bool(told and told[0].stretches[0].first <= day)
        assert [period.closing.state for period in now] == [found.state] or (not now and found.state == UNKNOWN)
        if now:
            stretch = next(one for one in reversed(now[0].stretches) if one.first <= day)
            assert gist(stretch.resolution) == gist(found)


@given(logs())
@some
def test_the_periods_of_a_history_stand_end_to_end_and_differ(made: Log) -> None:
    assertions = Assertions(compile_log(made))
    for pair, where in questions(made):
        for before, after in pairwise(periods(assertions, pair, where)):
            assert before.stretches[-1].end == after.stretches[0].first
            (one, other), shared = (before.closing, after.opening), {c.number for c in before.closing.standing}
            all_inherited = [all(c.steps for c in found.standing) for found in (one, other)]
            goes_on = any(c.number in shared for c in other.standing) or not (one.standing or other.standing)
            assert (one.states, all_inherited[0]) != (other.states, all_inherited[1]) or not goes_on


@given(logs(), asked_days)
@some
def test_a_row_holds_since_its_period_in_the_history_began(made: Log, day: int) -> None:
    assertions = Assertions(compile_log(made))
    for row in relations(assertions, day):
        pair = (row["between"][0], row["between"][1])
        begun = [one for one in periods(assertions, pair, row["place"]) if one.stretches[0].first <= day]
        assert row["since"] == (moment(began(begun[-1])) if row["states"] else None)


@given(logs())
@some
def test_periods_begin_and_end_around_the_days_on_which_the_answer_changes(made: Log) -> None:
    assertions = Assertions(compile_log(made))
    for pair, where in questions(made):
        for period in periods(assertions, pair, where):
            if period.known:
                first, last = began(period).span
                turn = period.stretches[0].first
                assert first is None or first <= turn
                assert last is not None
                assert turn - 1 <= last <= turn


EXACT = Shape(vague=False, doubts=False)


@given(logs(), st.booleans())
@some
def test_the_least_of_days_is_no_more_than_the_most(made: Log, widely: bool) -> None:
    assertions = Assertions(compile_log(made))
    first, last = (START - 5, START + LENGTH + 5) if widely else (START + 3, START + 9)
    for pair, where in questions(made):
        counted = days_in_states(assertions.of(pair), where, assertions.world, first, last)
        assert all(0 <= least <= most <= last + 1 - first for least, most in counted.values())
        least, most = (sum(bounds) for bounds in zip(*counted.values(), strict=True))
        assert least <= last + 1 - first <= most


@given(logs(EXACT))
@some
def test_with_exact_dates_every_day_counts_once(made: Log) -> None:
    """Except the days on which something ends, of which the state and what stands again may both be true."""
    assertions = Assertions(compile_log(made))
    first, last = START, START + LENGTH - 1
    for pair, where in questions(made):
        candidates = assertions.of(pair)
        plain = [
            day
            for day in range(first, last + 1)
            if (found := resolve(candidates, day, where, assertions.world)).state != "contested"
            and not any(day == end.span[0] for one in candidates for end in one.ends)
            and not found.possible
            and (found.state == UNKNOWN or found.certain)
        ]
        counted = dict.fromkeys((*STATES, UNKNOWN), 0)
        for day in plain:
            one_day = days_in_states(candidates, where, assertions.world, day, day)
            assert [sum(bounds) for bounds in one_day.values()] == [2]
            counted[next(iter(one_day))] += 1
        assert sum(counted.values()) == len(plain)


@given(logs(), st.integers(0, LENGTH - 1))
@some
def test_days_add_up_over_the_parts_of_a_span(made: Log, cut: int) -> None:
    assertions = Assertions(compile_log(made))
    first, middle, last = START, START + cut, START + LENGTH
    for pair, where in questions(made):
        whole, left, right = (
            days_in_states(assertions.of(pair), where, assertions.world, *bounds)
            for bounds in ((first, last), (first, middle), (middle + 1, last))
        )
        for state in (*STATES, UNKNOWN):
            parts = [part.get(state, [0, 0]) for part in (left, right)]
            assert whole.get(state, [0, 0]) == [sum(one) for one in zip(*parts, strict=True)]


def in_order(first: int | None, last: int | None) -> Span:
    return (last, first) if first is not None and last is not None and last < first else (first, last)


small = st.none() | st.integers(-2, 9)
spans = st.lists(st.builds(in_order, small, small), max_size=4)


@given(spans, st.integers(0, 3), st.integers(0, 5))
@settings(max_examples=200, deadline=None)
def test_the_longest_silence_is_that_of_the_worst_and_best_days(found: list[Span], first: int, more: int) -> None:
    """Every event on every day that it may have been on; an open bound lies a day outside of what is looked at."""
    last = first + more
    choices = [
        range(first - 1 if a is None else a, (last + 1 if b is None else b) + 1)
        for a, b in found
        if not (a is None and b is not None and b < first - 1) and not (b is None and a is not None and a > last + 1)
    ]
    silences = [_silence(set(chosen), first, last) for chosen in product(*choices)]
    assert longest_silence(found, first, last) == (min(silences), max(silences))


def _silence(taken: set[int], first: int, last: int) -> int:
    longest = run = 0
    for day in range(first, last + 1):
        run = 0 if day in taken else run + 1
        longest = max(longest, run)
    return longest


@given(logs(Shape(ties=False)), st.sampled_from(PAIRS))
@some
def test_places_of_a_pair_are_those_that_something_is_said_of(made: Log, pair: tuple[str, str]) -> None:
    said = {
        where
        for one in made.events
        for relation in one.relations
        if set(relation.between) == set(pair)
        for where in relation.places
    }
    assert places_of(Assertions(compile_log(made)), pair) == [None, *sorted(said)]


@given(logs())
@some
def test_a_timeline_has_every_event_once_and_none_before_what_it_follows(made: Log) -> None:
    rows: list[Row] = list(timeline(compile_log(made)))
    order = [row["id"] for row in rows]
    assert sorted(order) == sorted(one.id for one in made.events)
    assert all(order.index(before) < order.index(one.id) for one in made.events for before in one.after)
