"""What holds of every comparison, whatever the logs: the counts add up, and certainty is what the rules say it is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import LENGTH, PAIRS, START, STATES, logs

from ikhtilaf.dates import Answer, span
from ikhtilaf.model.things import Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.compare import Compared, compare, compared_row, event_rows, sides_of
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.matching import Matching, match
from ikhtilaf.query.recorded import AT_PEACE, recorded_between
from ikhtilaf.query.resolve import resolve
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log

SOME = settings(max_examples=20, deadline=None)


def compared(ours: Store, theirs: Store, filters: Filters | None = None) -> list[Compared]:
    factions, places = matched(ours, theirs)
    assertions = Assertions(ours)
    filters = filters or Filters()
    return list(compare(assertions, theirs, sides_of(assertions, factions, filters), places, filters))


def matched(ours: Store, theirs: Store) -> tuple[Matching, Matching]:
    return match(ours, theirs, "faction"), match(ours, theirs, "place")


@SOME
@given(logs(), logs())
def test_counts_add_up(one: Log, other: Log) -> None:
    ours, theirs = compile_log(one), compile_log(other)
    assertions = Assertions(ours)
    sides = sides_of(assertions, matched(ours, theirs)[0], Filters())
    told: dict[tuple[str, str], set[str]] = {pair: set() for pair in sides.pairs}
    for period in compared(ours, theirs):
        row = compared_row(assertions, theirs, sides, period)
        events = list(event_rows(assertions, period))
        told[period.pair].update(event["id"] for event in events)
        assert sum(row["recorded"].values()) == len(events) == len({event["id"] for event in events})
        assert row["recorded"]["certain"] == sum(event["match"] == "certain" for event in events)
        for counts in (row["hostile"], row["agreements"], row["contradictions"]):
            assert counts["certain"] <= row["recorded"]["certain"]
            assert sum(counts.values()) <= sum(row["recorded"].values())
        assert row["contradictions"]["certain"] <= row["hostile"]["certain"]
        against = sum(row["contradictions"].values())
        assert against == (sum(row["hostile"].values()) if row["state"] in AT_PEACE else 0)
        assert len(row["first"]) == min(against, 3)
        assert sum(place["events"] for place in row["where"]) >= len(events)
    for pair, (first, second) in sides.pairs.items():
        assert told[pair] == {event.id for event in recorded_between(theirs, first, second)}


@SOME
@given(logs(), logs())
def test_what_certainly_falls_in_a_period_does_so_by_the_rules_on_every_day(one: Log, other: Log) -> None:
    ours, theirs = compile_log(one), compile_log(other)
    assertions = Assertions(ours)
    for period in compared(ours, theirs):
        for fallen in period.fallen:
            if period.period is None or fallen.match is not Answer.YES:
                continue
            first, last = fallen.event.span
            assert first is not None
            for day in range(first, (last if last is not None else START + LENGTH) + 1):
                answer = resolve(assertions.of(period.pair), day, period.place, assertions.world)
                assert answer.certain
                assert answer.state == period.period.closing.state


@SOME
@given(logs(), logs())
def test_only_certain_ones_are_left_with_certain(one: Log, other: Log) -> None:
    ours, theirs = compile_log(one), compile_log(other)

    def sure(found: list[Compared]) -> list[tuple[object, ...]]:
        return [
            (period.pair, period.place, period.period and period.period.stretches[0].first, fallen.event.id)
            for period in found
            for fallen in period.fallen
            if fallen.match is Answer.YES
        ]

    filtered = compared(ours, theirs, Filters(certain=True))
    assert all(fallen.match is Answer.YES for period in filtered for fallen in period.fallen)
    assert sure(filtered) == sure(compared(ours, theirs))


@SOME
@given(logs(), st.data())
def test_a_sharper_date_takes_back_nothing_that_was_certain(one: Log, data: st.DataObject) -> None:
    """And an event that may fall in a period does so on one of the days that its date may mean."""
    pair, state = data.draw(st.sampled_from(PAIRS)), data.draw(st.sampled_from(STATES))
    low = data.draw(st.integers(START, START + LENGTH - 1))
    high = data.draw(st.integers(low, START + LENGTH - 1))
    day = data.draw(st.integers(low, high))
    pattern = one.events[0]
    said = replace(pattern.relations[0], between=pair, state=state, begins=None, until=None, places=())
    vague = replace(
        pattern,
        id="new",
        date=span(low, high),
        factions=dict.fromkeys(pair, "party"),
        relations=(said,),
        after=(),
        ends=(),
    )
    ours = compile_log(one)

    def falls(date_low: int, date_high: int) -> dict[object, Answer]:
        theirs = compile_log(replace(one, events=(replace(vague, date=span(date_low, date_high)),)))
        return {
            (period.pair, period.place, period.period.stretches[0].first): fallen.match
            for period in compared(ours, theirs)
            if period.period is not None
            for fallen in period.fallen
        }

    wide, sharp = falls(low, high), falls(day, day)
    for key, match_ in wide.items():
        if match_ is Answer.YES:
            assert sharp[key] is Answer.YES
    assert set(sharp) <= set(wide)
