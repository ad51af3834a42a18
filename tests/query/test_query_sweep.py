"""What has a say on each of many days on end is what rule 1 leaves of all on that day, and gives the same answer."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from builders import log, n, tolerance, war
from builders import place as a_place
from hypothesis import given, settings
from random_logs import FACTIONS, LENGTH, START, logs

from ikhtilaf.model.things import Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.history import stretches
from ikhtilaf.query.resolve import is_said_of, may_have_ended, newest_first, on_the_day, resolve
from ikhtilaf.query.sweep import sweep
from ikhtilaf.query.world import World
from ikhtilaf.store.compile import compile_log


@given(logs())
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("backwards", [False, True])
def test_each_day_of_a_sweep_is_as_if_it_had_been_asked_for_alone(backwards: bool, made: Log) -> None:
    assertions = Assertions(compile_log(made))
    world = assertions.world
    asked = sorted(range(START - 3, START + LENGTH + 3), reverse=backwards)
    for pair, place in product(combinations(FACTIONS, 2), (None, *made.places)):
        candidates = assertions.of(pair)
        said = [candidate for candidate in candidates if is_said_of(candidate, place, world)]
        reached = []
        for day, living in sweep(candidates, place, world, asked, backwards=backwards):
            reached.append(day)
            live = newest_first(on_the_day(said, day))
            assert living.newest_first == live
            over = [one for one in live if may_have_ended(one, day)]
            assert sorted(living.may_have_ended(day), key=str) == sorted(over, key=str)
            assert living.answer(day) == resolve(candidates, day, place, world)
        assert reached == asked


def test_of_no_days_there_is_nothing() -> None:
    world = World([], before=lambda _: ())
    assert not list(sweep([], None, world, []))
    [(day, living)] = sweep([], None, world, [7])
    assert (day, living.newest_first, living.may_have_ended(7)) == (7, [], [])
    assert living.answer(7) == resolve([], 7, None, world)


@pytest.mark.parametrize(
    ("dates", "perhaps"),
    [
        (["2015/2018", "2016-06/2017", "2016/2017"], ["2016-06/2017", "2016/2017", "2015/2018"]),
        (["2015/2017", "2016/2018"], ["2016/2018", "2015/2017"]),
    ],
)
def test_what_may_have_begun_is_told_newest_first(dates: list[str], perhaps: list[str]) -> None:
    made = [war("a", "b", date, id=f"e{number}") for number, date in enumerate([*dates, "2015"])]
    assertions = Assertions(log(*made))
    candidates, day = assertions.of(("a", "b")), n("2016-07-01")
    [(_, living)] = sweep(candidates, None, assertions.world, [day])
    answer = living.answer(day)
    assert [one.date for one in answer.perhaps] == perhaps
    assert [one.date for one in answer.standing] == ["2015"]
    assert answer == resolve(candidates, day, None, assertions.world)


def test_what_lasts_a_day_has_a_say_on_it() -> None:
    assertions = Assertions(log(war("a", "b", "2015-03-05", until="2015-03-05")))
    candidates, day = assertions.of(("a", "b")), n("2015-03-05")
    days = [day - 1, day, day + 1]
    for asked, backwards in ((days, False), (days[::-1], True)):
        swept = sweep(candidates, None, assertions.world, asked, backwards=backwards)
        assert [living.answer(on).state for on, living in swept] == ["unknown", "war", "unknown"]


def test_the_stretches_of_a_place_are_its_own() -> None:
    made = war("a", "b", "2015"), tolerance("a", "b", "2016-01-01", places=["road"])
    assertions = Assertions(log(a_place("road"), *made))
    found = {
        where: [one.resolution.state for one in stretches(assertions.of(("a", "b")), where, assertions.world, None)]
        for where in (None, "road")
    }
    assert found == {None: ["unknown", "war", "war"], "road": ["unknown", "war", "tolerance"]}
