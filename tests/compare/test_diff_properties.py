"""What holds of all differences: none from itself, the way back undoes the way there, the states are the rules'."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import START, asked_days, logs

from ikhtilaf.dates import parse
from ikhtilaf.model.things import Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.contents import Item
from ikhtilaf.query.diff import couples, diff
from ikhtilaf.query.history import stretches
from ikhtilaf.query.resolve import resolve
from ikhtilaf.store.compile import compile_log

SOME = settings(max_examples=20, deadline=None)
Row = dict[str, Any]

BACK = {"added": "removed", "removed": "added", "withdrawn": "added", "sharpened": "widened", "widened": "sharpened"}


def plain(row: Row, *, back: bool = False) -> str:
    """A difference as text, without what depends on the direction; `back` turns it round."""
    old, new, change = row["old"], row["new"], row["change"]
    if back:
        old, new = new, old
        change = "withdrawn" if row["what"] == "claim" and change == "added" else BACK.get(change, change)
    kept = [row[key] for key in ("what", "id", "part", "field", "between", "place", "from", "until", "days")]
    return repr([*kept, change, old, new])


@SOME
@given(logs())
def test_nothing_differs_from_itself(one: Log) -> None:
    assert list(diff(compile_log(one), compile_log(one))) == []


@SOME
@given(logs(), logs())
def test_the_way_back_undoes_the_way_there(one: Log, other: Log) -> None:
    there = list(diff(compile_log(one), compile_log(other)))
    back = list(diff(compile_log(other), compile_log(one)))
    assert Counter(plain(row) for row in there) == Counter(plain(row, back=True) for row in back)


@SOME
@given(logs(), st.data())
def test_the_order_in_which_a_log_is_written_makes_no_difference(one: Log, data: st.DataObject) -> None:
    from dataclasses import replace

    shuffled = replace(one, events=tuple(data.draw(st.permutations(one.events))))
    assert [row for row in diff(compile_log(one), compile_log(shuffled)) if row["what"] != "state"] == []


@SOME
@given(logs(), logs(), asked_days)
def test_states_differ_exactly_where_the_rules_answer_differently(one: Log, other: Log, day: int) -> None:
    old, new = compile_log(one), compile_log(other)
    before, after = Assertions(old), Assertions(new)
    told = {}
    for row in diff(old, new, ["state"]):
        first = parse(row["from"]).earliest
        last = parse(row["until"]).latest if row["until"] else None
        assert first is not None
        assert row["days"] is None or row["days"] == (last or 0) - first + 1
        if row["place"] is None and first <= day and (last is None or day <= last):
            told[tuple(row["between"])] = (row["old"]["state"], row["new"]["state"])
    for pair in {*before.pairs(), *after.pairs()}:
        named = [one.first for side in (before, after) for one in stretches(side.of(pair), None, side.world, None)]
        if day < min(named, default=START):
            continue
        answers = [resolve(side.of(pair), day, None, side.world) for side in (before, after)]
        was, now = ((a.state, a.states, a.possible, a.certain) for a in answers)
        assert told.get(pair) == (None if was == now else (was[0], now[0]))


items = st.builds(
    lambda name, value: Item(name, {"value": value}, {}, "", {}), st.sampled_from("abc"), st.integers(0, 2)
)


@given(st.lists(items, max_size=8), st.lists(items, max_size=8))
def test_everything_is_in_one_couple_and_what_could_be_is_together(old: list[Item], new: list[Item]) -> None:
    found = couples(old, new, [lambda item: (item.id, item.fields["value"]), lambda item: item.id])
    assert [couple.new for couple in found if couple.new is not None] == new
    assert Counter(couple.old.id for couple in found if couple.old) == Counter(item.id for item in old)
    for couple in found:
        assert couple.old is None or couple.new is None or couple.old.id == couple.new.id
    alone = [{couple.old.id for couple in found if couple.old and couple.new is None}]
    alone.append({couple.new.id for couple in found if couple.new and couple.old is None})
    assert alone[0].isdisjoint(alone[1])
