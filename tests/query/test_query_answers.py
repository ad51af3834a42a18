"""Rows of relations, histories, changes, measures, disputes, matrix and triads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from builders import (
    Row,
    alliance,
    ask,
    ceasefire,
    claim,
    clashes,
    cooperation,
    cordial,
    denies,
    event,
    fact,
    log,
    n,
    part,
    place,
    renamed,
    row,
    says,
    source,
    split,
    tension,
    tie,
    tolerance,
    war,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import FACTIONS, logs

from ikhtilaf.dates import iso, parse
from ikhtilaf.model.things import Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.balance import balance, left_out
from ikhtilaf.query.changes import changes, compare_days
from ikhtilaf.query.disputes import disputes
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.history import history, stretches
from ikhtilaf.query.matrix import make_matrix
from ikhtilaf.query.measures import covered_days, longest_silence, measures
from ikhtilaf.query.relations import last_day, relations
from ikhtilaf.query.views import make_view
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log


def rows(store: Store, day: str = "2017", **filters: Any) -> list[Row]:
    return list(relations(Assertions(store), n(day), make_filters(store, **filters)))


def pairs(found: list[Row]) -> list[str]:
    return [" ".join(one["between"]) for one in found]


# Relations


def test_a_row_has_the_fields_of_the_contract() -> None:
    made = log(
        war("parent", "x", "2015-22", until="2017-11~", places=["east"], claims=[claim("n1"), claim("n2", "admits")]),
        split("child", "parent", "2016-05-05"),
    )
    found = row(made, "child", "x", "2016-06-06", "east")
    assert found == {
        "between": ["child", "x"],
        "place": "east",
        "state": "war",
        "states": ["war"],
        "since": {"date": "2016-05-05", "earliest": "2016-05-05", "latest": "2016-05-05"},
        "until": {"date": "2017-11~", "earliest": "2017-10-01", "latest": "2017-12-31"},
        "certain": False,
        "possible": [],
        "inherited_from": ["parent"],
        "event": "war",
        "events": ["war"],
        "sources": ["n1", "n2"],
        "as_of": "2016-06-06",
    }
    assert json.loads(json.dumps(found)) == found


def test_a_row_of_which_nothing_is_known_has_nothing_in_it() -> None:
    made = log(war("a", "b", "2015"), war("c", "d", "2015", id="other"))
    found = row(made, "a", "c", "2016")
    assert (found["since"], found["until"], found["event"], found["inherited_from"]) == (None, None, None, None)
    assert (found["events"], found["sources"], found["states"], found["possible"]) == ([], [], [], [])


def test_the_last_day_is_that_of_what_the_log_covers_or_of_its_events() -> None:
    assert last_day(log(covers="2014/2017-10")) == n("2017-10")
    assert last_day(log(event("e", "2016-05", factions=["a"]), covers="2014/..")) == n("2016-05")
    assert last_day(log(covers="2014/..")) == 1


FILTERED = log(
    place("land", "country"),
    place("east", within="land"),
    place("achin", "district", "east"),
    part("quetta", "taliban"),
    war("quetta", "x", "2015", id="one", claims=[claim("n1")]),
    ceasefire("taliban", "y", "2016", id="two", claims=[claim("n2", hedge="about")]),
    tension("x", "y", "2016", id="three", claims=[claim("n3")]),
    cordial("x", "y", "2016", id="four", claims=[claim("n1")]),
    war("x", "y", "2016", id="five", places=["achin"]),
)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["quetta x", "taliban y", "x y", "x y"]),
        ({"faction": ["taliban"]}, ["quetta x", "taliban y"]),
        ({"faction": ["quetta"]}, ["quetta x"]),
        ({"faction": ["quetta", "y"]}, ["quetta x", "taliban y", "x y", "x y"]),
        ({"state": ["war"]}, ["quetta x", "x y"]),
        ({"state": ["ceasefire", "cordial"]}, ["taliban y", "x y"]),
        ({"contested": True}, ["x y"]),
        ({"state": ["contested"]}, ["x y"]),
        ({"certain": True}, ["quetta x", "x y"]),
        ({"source": ["n1"]}, ["quetta x", "x y"]),
        ({"source": ["n2", "n3"]}, ["taliban y", "x y"]),
        ({"faction": ["x"], "state": ["war"]}, ["quetta x", "x y"]),
        ({"between": ("taliban", "x")}, ["taliban x", "quetta x"]),
        ({"between": ("x", "taliban")}, ["x taliban", "x quetta"]),
    ],
)
def test_filters_of_relations(filters: dict[str, Any], found: list[str]) -> None:
    assert pairs(rows(FILTERED, **filters)) == found


def test_relations_in_a_place_and_in_the_places_inside_it() -> None:
    found = rows(FILTERED, place=["east"], faction=["y"])
    assert [(one["place"], one["state"]) for one in found] == [
        ("east", "ceasefire"),
        ("east", "contested"),
        ("achin", "war"),
    ]


def test_a_place_whose_own_state_has_ended_has_the_row_of_the_wider_one() -> None:
    made = log(
        place("east"),
        place("achin", "district", within="east"),
        tension("a", "b", "2014"),
        war("a", "b", "2015", places=["east"]),
        ceasefire("a", "b", "2015-05", until="2016", places=["achin"]),
    )
    told = [[(one["place"], one["state"]) for one in rows(made, day)] for day in ("2015-12-31", "2017")]
    assert told == [
        [(None, "tension"), ("achin", "ceasefire"), ("east", "war")],
        [(None, "tension"), ("achin", "war"), ("east", "war")],
    ]


def test_the_filters_keep_a_possible_state_unless_it_must_be_certain() -> None:
    made = log(war("a", "b", "2017"))
    assert pairs(rows(made, "2017-05", state=["war"])) == ["a b"]
    assert rows(made, "2017-05", state=["war"], certain=True) == []


@given(logs(), st.sets(st.sampled_from(FACTIONS), min_size=1))
@settings(max_examples=30, deadline=None)
def test_reading_the_pairs_of_some_factions_reads_all_of_them(made: Log, wanted: set[str]) -> None:
    store = compile_log(made)
    everything, part_of_it = Assertions(store), Assertions(store)
    assert part_of_it.pairs(wanted) == [pair for pair in everything.pairs() if wanted & set(pair)]
    for pair in everything.pairs():
        assert part_of_it.of(pair) == everything.of(pair) == Assertions(store).of(pair)


# History


def told(found: list[Row]) -> list[tuple[str | None, str, str, str | None]]:
    return [(p["place"], p["state"], p["from"]["date"], p["until"] and p["until"]["date"]) for p in found]


def test_the_history_of_a_pair() -> None:
    made = log(
        war("a", "b", "2015-22"),
        ceasefire("a", "b", "2016-10-18", claims=[claim("n20")]),
        event("collapse", "2016-11-08~", factions=["a", "b"], type="breakdown", ends=["ceasefire"]),
        cordial("a", "b", "2018"),
    )
    found = history(Assertions(made), ("a", "b"))
    assert told(found) == [
        (None, "war", "2015-22", "2016-10-18"),
        (None, "ceasefire", "2016-10-18", "2016-11-08~"),
        (None, "war", "2016-11-08~", "2018"),
        (None, "cordial", "2018", None),
    ]
    assert [one["event"] for one in found] == ["war", "ceasefire", "war", "cordial"]
    assert [one["sources"] for one in found][1] == ["n20"]
    assert [one["postscript"] for one in found] == [False, False, False, True]
    assert found[1] == {
        "between": ["a", "b"],
        "place": None,
        "state": "ceasefire",
        "states": ["ceasefire"],
        "certain": True,
        "from": {"date": "2016-10-18", "earliest": "2016-10-18", "latest": "2016-10-18"},
        "until": {"date": "2016-11-08~", "earliest": "2016-11-01", "latest": "2016-11-15"},
        "event": "ceasefire",
        "events": ["ceasefire"],
        "sources": ["n20"],
        "inherited_from": None,
        "postscript": False,
    }


def test_a_history_has_the_periods_that_are_to_be_kept() -> None:
    made = log(war("a", "b", "2015-05-05"), ceasefire("a", "b", "2016-06-06"))
    found = history(Assertions(made), ("a", "b"), None, lambda period: period.opening.state == "war")
    assert told(found) == [(None, "war", "2015-05-05", "2016-06-06")]


def test_a_state_ended_when_it_is_said_to_have_though_the_next_began_the_day_after() -> None:
    made = log(war("a", "b", "2014", until="2015-06"), ceasefire("a", "b", "2015-07-01"))
    assert told(history(Assertions(made), ("a", "b"))) == [
        (None, "war", "2014", "2015-06"),
        (None, "ceasefire", "2015-07-01", None),
    ]


@pytest.mark.parametrize(
    ("date", "postscript"),
    [("../2018", False), ("2017", False), ("2017-10-31", False), ("2017-11-01", True), ("2017-11/2018", True)],
)
def test_a_postscript_certainly_began_after_the_days_that_the_log_covers(date: str, postscript: bool) -> None:
    assertions = Assertions(log(war("a", "b", date), covers="2014/2017-10"))
    assert [one["postscript"] for one in history(assertions, ("a", "b"))] == [postscript]
    assert [one["postscript"] for one in changes(assertions)] == [postscript]


def test_the_history_of_a_place_leaves_out_what_only_repeats_the_general_one() -> None:
    made = log(place("east"), war("a", "b", "2015"), ceasefire("a", "b", "2016-05-05", places=["east"]))
    found = history(Assertions(made), ("a", "b"))
    assert told(found) == [(None, "war", "2015", None), ("east", "ceasefire", "2016-05-05", None)]
    asked = history(Assertions(made), ("a", "b"), ["east"])
    assert told(asked) == [("east", "war", "2015", "2016-05-05"), ("east", "ceasefire", "2016-05-05", None)]


def test_a_dispute_in_a_history_begins_with_the_state_that_came_up_last() -> None:
    made = log(war("a", "b", "2015-02/2015-11"), ceasefire("a", "b", "2015-08"), tension("a", "b", "2016-05-05"))
    assert told(history(Assertions(made), ("a", "b"))) == [
        (None, "ceasefire", "2015-08", "2015-02/2015-11"),
        (None, "contested", "2015-02/2015-11", "2016-05-05"),
        (None, "tension", "2016-05-05", None),
    ]


def test_a_state_after_a_dispute_holds_since_the_end_of_the_other() -> None:
    made = log(
        war("a", "b", "2015-05-05"), ceasefire("a", "b", "2015-05-05", until="2016-06"), cordial("c", "d", "2015")
    )
    found = history(Assertions(made), ("a", "b"))
    assert told(found) == [(None, "contested", "2015-05-05", "2016-06"), (None, "war", "2016-06", None)]
    assert row(made, "a", "b", "2017")["since"]["date"] == "2016-06"


def test_the_end_of_what_covered_a_state_up_is_the_one_that_came() -> None:
    """The tolerance may end at any time, but it is the war that does."""
    made = log(
        war("a", "b", "2015-05-05", until="2015-06-06"),
        tolerance("a", "b", "2015-05-05", until="2016/.."),
    )
    assert row(made, "a", "b", "2015-06-07")["since"]["date"] == "2015-06-06"


def test_what_is_remembered_is_of_its_pair_its_place_and_its_day() -> None:
    made = log(
        place("east"),
        war("a", "b", "2014-01-01"),
        ceasefire("a", "b", "2015-01-01", until="2016-03-03"),
        tension("a", "b", "2014-06-06", places=["east"], id="in-the-east"),
        tension("a", "c", "2016-03-04"),
        war("a", "d", "2014-01-01", id="another-war"),
        ceasefire("a", "d", "2014-06-06", places=["east"], id="first-there"),
        ceasefire("a", "d", "2015-01-01", id="then-everywhere"),
    )
    assertions = Assertions(made, remembering=True)
    wanted = [
        (["a", "b"], None, "war", "2016-03-03"),
        (["a", "b"], "east", "tension", "2016-03-03"),
        (["a", "c"], None, "tension", "2016-03-04"),
        (["a", "d"], None, "ceasefire", "2015-01-01"),
        (["a", "d"], "east", "ceasefire", "2014-06-06"),
    ]
    for _ in range(2):
        found = relations(assertions, n("2017"))
        assert [(one["between"], one["place"], one["state"], one["since"]["date"]) for one in found] == wanted
    periods = {pair: history(Assertions(made), pair) for pair in (("a", "b"), ("a", "c"))}
    assertions = Assertions(made, remembering=True)
    for _ in range(2):
        assert {pair: history(assertions, pair) for pair in periods} == periods


@pytest.mark.parametrize("remembering", [False, True])
def test_only_where_answers_are_to_be_remembered_they_take_up_memory(remembering: bool) -> None:
    made, pair, day = log(war("a", "b", "2015")), ("a", "b"), n("2016")
    assertions = Assertions(made, remembering=True) if remembering else Assertions(made)
    assert (assertions.of(pair) is assertions.of(pair)) == remembering
    assert (assertions.answer(pair, day, None) is assertions.answer(pair, day, None)) == remembering


def test_the_pairs_of_one_faction_are_not_those_of_the_one_asked_for_before() -> None:
    assertions = Assertions(log(war("a", "b", "2015"), war("c", "d", "2015", id="other")))
    assert assertions.pairs({"a"}) == [("a", "b")]
    assert assertions.pairs({"c"}) == [("c", "d")]


def test_what_was_inherited_and_what_is_its_own_are_two_periods() -> None:
    made = log(war("old", "x", "2014"), renamed("new", "old", "2015-05-05"), war("new", "x", "2016-06-06", id="own"))
    found = history(Assertions(made), ("new", "x"))
    assert told(found) == [(None, "war", "2015-05-05", "2016-06-06"), (None, "war", "2016-06-06", None)]
    assert [one["inherited_from"] for one in found] == [["old"], None]


def test_stretches_may_begin_on_any_day() -> None:
    assertions = Assertions(log(war("a", "b", "2015-05-05"), ceasefire("a", "b", "2016-06-06")))

    def told_from(start: str | None) -> list[tuple[str, str, str | None]]:
        found = stretches(assertions.of(("a", "b")), None, assertions.world, None if start is None else n(start))
        return [(iso(one.first), one.resolution.state, iso(one.end) if one.end else None) for one in found]

    war_begins, truce_begins = ("2015-05-05", "war", "2016-06-06"), ("2016-06-06", "ceasefire", None)
    assert told_from(None) == [war_begins, truce_begins]
    assert told_from("2015-01-01") == [("2015-01-01", "unknown", "2015-05-05"), war_begins, truce_begins]
    assert told_from("2015-05-05") == [war_begins, truce_begins]
    assert told_from("2015-12-31") == [("2015-12-31", "war", "2016-06-06"), truce_begins]
    assert told_from("2017-01-01") == [("2017-01-01", "ceasefire", None)]


def test_a_state_that_comes_up_by_what_had_long_been_covered_holds_from_that_very_day() -> None:
    """The ceasefire supersedes the war and yields to the tension; when it ends, the narrower war beats the tension."""
    made = log(
        place("east"),
        place("achin", "district", within="east"),
        war("a", "b", "2015-05", places=["achin"]),
        tension("a", "b", "2015/2016-06-06", places=["east"]),
        ceasefire("a", "b", "2016-05-05", until="2017-01-01"),
    )
    found = history(Assertions(made), ("a", "b"), ["achin"])
    assert told(found)[-2:] == [
        ("achin", "tension", "2015/2016-06-06", "2017-01-01"),
        ("achin", "war", "2017-01-02", None),
    ]
    assert found[-1]["from"] == {"date": "2017-01-02", "earliest": "2017-01-02", "latest": "2017-01-02"}
    assert found[-2]["until"] == {"date": "2017-01-01", "earliest": "2017-01-01", "latest": "2017-01-01"}
    assert row(made, "a", "b", "2017-02-02", "achin")["since"]["date"] == "2017-01-02"


# Changes

CHANGING = log(
    place("east"),
    war("a", "b", "2014-22"),
    ceasefire("a", "b", "2015-05-05", until="2016-03", claims=[claim("n1")]),
    tension("a", "b", "2016-11", places=["east"]),
    split("child", "a", "2015-08-08"),
    cordial("child", "b", "2018", id="late"),
    covers="2014/2017",
)


def turns(found: list[Row]) -> list[tuple[str, str | None, str | None, str | None, str]]:
    return [(" ".join(c["between"]), c["place"], c["from"], c["to"], c["date"]["date"]) for c in found]


def test_changes_in_the_order_of_time() -> None:
    found = changes(Assertions(CHANGING), Filters(factions=("a",)))
    assert turns(found) == [
        ("a b", None, None, "war", "2014-22"),
        ("a b", None, "war", "ceasefire", "2015-05-05"),
        ("a b", None, "ceasefire", "war", "2016-03"),
        ("a b", "east", "war", "tension", "2016-11"),
    ]
    assert [one["sources"] for one in found] == [["paper"], ["n1"], ["paper"], ["paper"]]
    assert {one["match"] for one in found} == {"certain"}
    assert {"event", "states", "postscript"} <= set(found[0])


def test_a_change_is_told_by_what_is_new_though_what_was_before_ended_the_day_before() -> None:
    made = log(
        ceasefire("a", "b", "2015-05-05"),
        event("collapse", "2015-12-31", factions=["a", "b"], claims=[claim("n1")], ends=["ceasefire"]),
        war("a", "b", "2016-01-01"),
    )
    found = changes(Assertions(made))
    assert turns(found)[-1] == ("a b", None, "ceasefire", "war", "2016-01-01")
    assert (found[-1]["event"], found[-1]["sources"]) == ("war", ["paper"])


def test_what_is_inherited_on_the_day_of_a_split_is_no_change_but_later_turns_are() -> None:
    found = changes(Assertions(CHANGING), Filters(factions=("child",)))
    assert ("b child", None, None, "ceasefire", "2015-08-08") not in turns(found)
    assert turns(found) == [
        ("b child", None, "ceasefire", "war", "2016-03"),
        ("b child", None, "war", "cordial", "2018"),
    ]
    assert [one["postscript"] for one in found] == [False, True]


def test_what_was_inherited_stands_again_after_a_state_of_its_own() -> None:
    made = log(
        war("old", "x", "2014"), split("new", "old", "2015"), ceasefire("new", "x", "2016-02-02", until="2016-05-05")
    )
    found = turns(changes(Assertions(made), Filters(factions=("new",))))
    assert found == [
        ("new x", None, "war", "ceasefire", "2016-02-02"),
        ("new x", None, "ceasefire", "war", "2016-05-05"),
    ]


def test_the_end_of_all_that_is_known_is_a_change() -> None:
    made = log(war("a", "b", "2015", until="2016-05"))
    assert turns(changes(Assertions(made)))[-1] == ("a b", None, "war", None, "2016-05")


def test_the_same_state_once_more_is_no_change() -> None:
    made = log(war("a", "b", "2015", id="one"), war("a", "b", "2016", id="two"))
    assert len(changes(Assertions(made))) == 1


def test_a_state_of_its_own_that_repeats_what_was_inherited_is_no_change() -> None:
    made = log(war("old", "x", "2014"), renamed("new", "old", "2015-05-05"), war("new", "x", "2016", id="own"))
    assert turns(changes(Assertions(made), Filters(factions=("new",)))) == []


@pytest.mark.parametrize(
    ("since", "until", "matches"),
    [
        ("2014-07", "2014-12", ["possible"]),
        ("2014-06", "2014-08", ["certain"]),
        ("2015", "2015", ["certain"]),
        ("2016-03-15", "2016-11-15", ["possible", "possible"]),
        ("2013", "2013", []),
    ],
)
def test_changes_in_a_window(since: str, until: str, matches: list[str]) -> None:
    window = make_filters(CHANGING, faction=["a"], since=parse(since), until=parse(until))
    assert [one["match"] for one in changes(Assertions(CHANGING), window)] == matches
    certain = changes(Assertions(CHANGING), window._replace(certain=True))
    assert len(certain) == matches.count("certain")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"states": ("tension",)}, 1),
        ({"states": ("ceasefire",)}, 2),
        ({"sources": ("n1",)}, 1),
        ({"contested": True}, 0),
        ({"between": ("a", "b")}, 4),
        ({"between": ("b", "a")}, 4),
    ],
)
def test_filters_of_changes(filters: dict[str, Any], count: int) -> None:
    filters = {"factions": ("a",)} | filters
    assert len(changes(Assertions(CHANGING), Filters(**filters))) == count


def test_changes_in_a_place_asked_for_are_all_that_hold_there() -> None:
    found = changes(Assertions(CHANGING), Filters(places=("east",), factions=("a",)))
    assert [(one["place"], one["to"]) for one in found] == [
        ("east", "war"),
        ("east", "ceasefire"),
        ("east", "war"),
        ("east", "tension"),
    ]


def test_two_days_compared() -> None:
    assertions = Assertions(CHANGING)
    found = list(compare_days(assertions, n("2015"), n("2017"), Filters(factions=("a",))))
    assert [(one["place"], one["from"], one["to"]) for one in found] == [
        (None, "ceasefire", "war"),
        ("east", "ceasefire", "tension"),
    ]
    assert found[0]["days"] == ["2015-12-31", "2017-12-31"]
    assert (found[0]["event"], found[0]["certain"], found[0]["sources"]) == ("war", True, ["paper"])
    assert list(compare_days(assertions, n("2017"), n("2017"))) == []
    before = list(compare_days(assertions, n("2013"), n("2015-05-05"), Filters(factions=("a",))))
    assert [(one["from"], one["to"]) for one in before] == [(None, "ceasefire")]


# Measures


def test_days_in_each_state_changes_and_silence() -> None:
    made = log(
        war("a", "b", "2015-01-05"),
        ceasefire("a", "b", "2015-01-10/2015-01-12"),
        event("third", "2015-01-20", factions=["a", "b", "c"]),
        event("other", "2015-01-25", factions=["a", "c"]),
        covers="2015-01",
    )
    counted = measures(Assertions(made), ("a", "b"))
    assert counted["days"] == {"war": [5, 7], "ceasefire": [20, 22], "unknown": [4, 4]}
    assert counted["changes"] == 1
    assert counted["longest_silence"] == [11, 11]


def test_days_of_a_dispute_are_the_least_of_neither_state() -> None:
    made = log(war("a", "b", "2015-01-05"), ceasefire("a", "b", "2015-01-05"), covers="2015-01")
    assert measures(Assertions(made), ("a", "b"))["days"] == {"war": [0, 27], "ceasefire": [0, 27], "unknown": [4, 4]}


def test_a_state_that_may_have_ended_leaves_room_for_what_stands_again() -> None:
    made = log(
        war("a", "b", "2014"), ceasefire("a", "b", "2015-01-01", until="2015-01-10/2015-01-19"), covers="2015-01"
    )
    assert measures(Assertions(made), ("a", "b"))["days"] == {"war": [12, 21], "ceasefire": [10, 19]}


def test_days_that_nobody_vouches_for_are_the_most_only() -> None:
    made = log(war("a", "b", "2015-01-05", claims=[claim(stance="alleges")]), covers="2015-01")
    assert measures(Assertions(made), ("a", "b"))["days"] == {"war": [0, 27], "unknown": [4, 4]}


def test_what_is_covered_is_closed_by_the_events() -> None:
    made = log(event("e", "2015-05", factions=["a"]), event("f", "2016", factions=["a"]), covers="../..")
    assert covered_days(made) == (n("2015-05-01"), n("2016"))
    assert covered_days(log(covers="../..")) is None
    assert measures(Assertions(log(covers="../..")), ("a", "b")) == {
        "days": {},
        "changes": 0,
        "longest_silence": [0, 0],
    }


@pytest.mark.parametrize(
    ("spans", "silence"),
    [
        ([], (10, 10)),
        ([(1, 1)], (9, 9)),
        ([(5, 5)], (5, 5)),
        ([(1, 10)], (5, 9)),
        ([(5, 5), (5, 5)], (5, 5)),
        ([(1, 3), (1, 10)], (3, 9)),
        ([(0, 10)], (5, 10)),
        ([(None, 10)], (5, 10)),
        ([(1, None)], (5, 10)),
        ([(20, 30)], (10, 10)),
    ],
)
def test_the_longest_silence_between_two_days(
    spans: list[tuple[int | None, int | None]], silence: tuple[int, int]
) -> None:
    assert longest_silence(spans, 1, 10) == silence


# Disputes


def about(store: Store, **filters: Any) -> list[tuple[str, str]]:
    return [(one["kind"], one["about"]) for one in disputes(store, make_filters(store, **filters))]


DISPUTED = log(
    source("n1", speaks_for="a", reported_by="paper"),
    source("n2", speaks_for="b", reported_by="paper"),
    source("n3", same_words_as="n1", reported_by="paper"),
    part("a", "umbrella"),
    event("rumour", "2015-05-05", factions=["a"], title="A met B", claims=[claim("n1", cites=["Y1"], note="we met"), denies("n2"), claim("n3")]),  # noqa: E501
    event("agreed", "2015", factions=["a"], claims=[claim("n1"), claim("n2")]),
    fact("a", "leader", person="omar", claims=[claim("n1"), claim("n2", "doubts")]),
    fact("a", "leader", person="other", claims=[claim("n1"), claim("n2")]),
    tie("c", "split_from", "a", claims=[claim("n1"), denies("n2")]),
    fact("a", "strength", figure=8000, hedge="about", date="2017", claims=[claim("n1", cites=["Y2"])]),
    fact("a", "strength", figure=2000, date="2017-05", claims=[claim("n2")]),
    fact("a", "strength", figure=5000, date="2016", claims=[claim("n2")]),
    fact("a", "share", figure=5, share_of="b", claims=[claim("n2")]),
    fact("a", "share", figure=7, share_of="c", claims=[claim("n2")]),
    war("a", "b", "2016", claims=[claim("n1", note="we fight")]),
    cordial("a", "b", "2016", claims=[claim("n2")]),
    ceasefire("a", "b", "2017-05-05"),
)  # fmt: skip


def test_every_kind_of_dispute() -> None:
    assert about(DISPUTED) == [
        ("event", "rumour"),
        ("fact", "a"),
        ("tie", "c"),
        ("figure", "a"),
        ("state", "a b"),
    ]


def dispute(kind: str) -> Row:
    return next(one for one in disputes(DISPUTED) if one["kind"] == kind)


def test_a_dispute_about_an_event_counts_voices_and_reporters() -> None:
    found = dispute("event")
    assert "A met B" in found["question"]
    assert [(one["stance"], one["sources"], one["affiliation"]) for one in found["positions"]] == [
        ("asserts", ["n1"], "a"),
        ("denies", ["n2"], "b"),
        ("asserts", ["n3"], None),
    ]
    assert (found["positions"][0]["cites"], found["positions"][0]["text"]) == (["Y1"], "we met")
    assert (found["reports"], found["voices"], found["reporters"]) == (3, 2, ["paper"])
    assert found["date"] == {"date": "2015-05-05", "earliest": "2015-05-05", "latest": "2015-05-05"}


def test_a_dispute_about_a_figure_is_of_one_time() -> None:
    found = dispute("figure")
    assert [(one["figure"], one["sources"]) for one in found["positions"]] == [(2000, ["n2"]), (8000, ["n1"])]
    assert "8,000" in found["positions"][1]["text"]


def test_a_dispute_about_a_state_names_what_each_says() -> None:
    found = dispute("state")
    assert (found["between"], found["place"], found["states"]) == (["a", "b"], None, ["war", "cordial"])
    assert [(one["state"], one["event"], one["sources"]) for one in found["positions"]] == [
        ("war", "war", ["n1"]),
        ("cordial", "cordial", ["n2"]),
    ]
    assert found["date"]["date"] == "2016"
    assert found["positions"][0]["text"] == "we fight"


def test_change_over_time_is_no_disagreement() -> None:
    assert about(log(war("a", "b", "2015"), ceasefire("a", "b", "2016"))) == []


def test_different_places_are_no_disagreement() -> None:
    made = log(war("a", "b", "2015", places=["east"]), ceasefire("a", "b", "2015", places=["west"]))
    assert about(made) == []


def test_an_offshoot_repeats_no_dispute_of_its_parent() -> None:
    made = log(war("a", "b", "2015"), cordial("a", "b", "2015"), split("child", "a", "2016"))
    assert ask(made, "child", "b", "2017").state == "contested"
    assert about(made) == [("state", "a b")]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"faction": ["b"]}, [("state", "a b")]),
        ({"faction": ["c"]}, [("tie", "c")]),
        ({"faction": ["umbrella"]}, [("event", "rumour"), ("fact", "a"), ("figure", "a"), ("state", "a b")]),
        ({"between": ("a", "b")}, [("state", "a b")]),
        ({"text": ["met"]}, [("event", "rumour")]),
        ({"since": parse("2018")}, [("fact", "a"), ("tie", "c"), ("figure", "a")]),
    ],
)
def test_filters_of_disputes(filters: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert about(DISPUTED, **filters) == found


def test_disputes_in_a_place() -> None:
    made = log(
        place("east"), place("achin", "district", "east"), place("west"),
        *(event(one, "2015", says("a", "b", one, places=["achin"])) for one in ("war", "cordial")),
    )  # fmt: skip
    assert about(made, place=["east"]) == about(made, place=["achin"]) == [("state", "a b")]
    assert about(made, place=["west"]) == []


def test_one_side_alone_disputes_nothing() -> None:
    assert list(disputes(DISPUTED, view=make_view(DISPUTED, "n1"))) == []


# Matrix and triads

SIGNED = log(
    place("east"),
    war("a", "b", "2015", id="ab"),
    clashes("b", "c", "2015", id="bc"),
    alliance("a", "c", "2015", id="ac"),
    cooperation("a", "d", "2015", id="ad"),
    tension("c", "d", "2015", id="cd"),
    tolerance("b", "d", "2015", id="bd"),
    war("e", "f", "2015", id="ef", places=["east"]),
    cordial("g", "h", "2018", id="gh"),
)


def test_the_matrix_of_a_day() -> None:
    made = make_matrix(Assertions(SIGNED), n("2016"), None)
    assert made.factions == ("a", "b", "c", "d", "e", "f")
    assert made.state("a", "b") == made.state("b", "a") == "war"
    assert made.state("e", "f") == made.state("a", "e") == ""
    assert made.local == {("e", "f")}
    assert made.left_out == ("g", "h")
    assert made.rows()[1] == {"faction": "b", "a": "war", "b": "", "c": "clashes", "d": "tolerance", "e": "", "f": ""}


def test_the_matrix_of_a_place_and_of_some_factions() -> None:
    made = make_matrix(Assertions(SIGNED), n("2016"), "east")
    assert (made.state("e", "f"), made.local) == ("war", frozenset())
    made = make_matrix(Assertions(SIGNED), n("2016"), None, Filters(factions=("b",)))
    assert made.factions == ("a", "b", "c", "d")
    assert made.state("a", "c") == ""


def test_the_matrix_shows_what_is_contested() -> None:
    made = log(war("a", "b", "2015"), cordial("a", "b", "2015"))
    assert make_matrix(Assertions(made), n("2016"), None).state("a", "b") == "contested"


def test_triads_are_balanced_where_the_hostile_sides_are_even() -> None:
    found = balance(Assertions(SIGNED), n("2016"))
    assert [(one["factions"], one["balanced"], one["certain"]) for one in found] == [
        (["a", "b", "c"], True, True),
        (["a", "c", "d"], False, True),
    ]
    assert found[0]["sides"] == [
        {"between": ["a", "b"], "state": "war"},
        {"between": ["a", "c"], "state": "alliance"},
        {"between": ["b", "c"], "state": "clashes"},
    ]


def test_triads_without_three_signs_are_left_out_and_counted() -> None:
    assert left_out(Assertions(SIGNED), n("2016")) == 2
    assert balance(Assertions(SIGNED), n("2014-05")) == []


@pytest.mark.parametrize(
    ("states", "balanced"),
    [
        (("cordial", "alliance", "cooperation"), True),
        (("war", "cordial", "cordial"), False),
        (("war", "tension", "cordial"), True),
        (("war", "tension", "clashes"), False),
        (("war", "tension", "ceasefire"), None),
        (("war", "tension", "tolerance"), None),
    ],
)
def test_balance_of_every_number_of_hostile_sides(states: tuple[str, str, str], balanced: bool | None) -> None:
    made = log(
        *(
            event(f"{a}{b}", "2015", says(a, b, one))
            for (a, b), one in zip((("a", "b"), ("b", "c"), ("a", "c")), states, strict=True)
        )
    )
    found = [one["balanced"] for one in balance(Assertions(made), n("2016"))]
    assert found == ([] if balanced is None else [balanced])


def test_triads_with_a_chosen_faction_or_pair() -> None:
    assertions = Assertions(SIGNED)
    assert [one["factions"] for one in balance(assertions, n("2016"), None, Filters(factions=("b",)))] == [
        ["a", "b", "c"]
    ]
    assert len(balance(assertions, n("2016"), None, Filters(between=("c", "a")))) == 2


def test_a_contested_or_vague_side_leaves_a_triad_out() -> None:
    made = log(
        war("a", "b", "2015", id="ab"), war("b", "c", "2015", id="bc"), war("a", "c", "2015", id="ac"),
        cordial("a", "c", "2015", id="no"),
    )  # fmt: skip
    assert balance(Assertions(made), n("2016")) == []
    assert left_out(Assertions(made), n("2016")) == 1
