"""The graph: a ring that no day moves, blocs side by side, ties apart from states."""

from __future__ import annotations

from itertools import combinations
from math import hypot, tau

from builders import log, n, part, split, war

from ikhtilaf.model.vocabulary import FACTION_KINDS
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.graph import each_year, graph_text, make_graph
from ikhtilaf.pictures.graph_svg import graph_svg
from ikhtilaf.pictures.ring import blocs, ring
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.relations import last_day


def test_the_ring_is_the_same_on_every_day(shipped: Assertions) -> None:
    one, other = (make_graph(shipped, [n(day)]) for day in ("2014-06-30", "2017-10-31"))
    assert one.places == other.places
    assert one.pairs != other.pairs


def test_those_of_one_bloc_stand_side_by_side(shipped: Assertions) -> None:
    order = [place.faction for place in make_graph(shipped, [last_day(shipped.store)]).places]
    for bloc in ({"taliban", "quetta", "peshawar", "rasool", "north"}, {"isk", "isk-f", "isk-m"}, {"pakistan", "isi"}):
        at = [order.index(faction) for faction in bloc]
        assert max(at) - min(at) < 9


def test_parts_of_an_umbrella_are_a_bloc_also_where_it_is_not_asked_for() -> None:
    kinds = dict.fromkeys("uabc", "faction")
    found = blocs(["a", "b", "c"], [("a", "u"), ("b", "u")], kinds)
    assert [(bloc.factions, bloc.tied) for bloc in found] == [(("a", "b"), True), (("c",), False)]


def test_a_parent_stands_in_front_of_its_children() -> None:
    kinds = dict.fromkeys(["part", "top", "under"], "faction")
    (bloc,) = blocs(list(kinds), [("part", "top"), ("under", "part")], kinds)
    assert bloc.factions == ("top", "part", "under")


def test_a_long_line_of_descent_is_one_bloc() -> None:
    names = [f"f{number:04}" for number in range(2000)]
    found = blocs(names, list(zip(names[1:], names, strict=False)), dict.fromkeys(names, "faction"))
    assert [bloc.factions for bloc in found] == [tuple(names)]


def test_each_branch_stands_behind_its_parent() -> None:
    kinds = dict.fromkeys(["a", "b", "c", "d", "e"], "faction")
    (bloc,) = blocs(list(kinds), [("b", "a"), ("c", "a"), ("e", "b"), ("d", "c"), ("d", "b")], kinds)
    assert bloc.factions == ("a", "b", "d", "e", "c")


def test_who_is_tied_to_nobody_stands_by_kind() -> None:
    kinds = {"b": "state", "a": "donors", "c": "state"}
    order = list(FACTION_KINDS)
    found = blocs(list(kinds), [], kinds)
    assert [bloc.factions for bloc in found] == [("b", "c"), ("a",)]
    assert order.index("state") < order.index("donors")


def test_a_cycle_of_ties_is_a_bloc() -> None:
    kinds = dict.fromkeys("ab", "faction")
    assert blocs(["a", "b"], [("a", "b"), ("b", "a")], kinds)[0].factions == ("a", "b")


def test_places_keep_their_distance_and_face_each_other() -> None:
    kinds = dict.fromkeys("abcdefgh", "faction")
    places = ring(blocs(list(kinds), [("b", "a"), ("c", "a"), ("e", "d"), ("g", "f")], kinds))
    assert len(places) == 8
    for one, other in combinations(places, 2):
        assert hypot(one.x - other.x, one.y - other.y) > 0.5
    by_faction = {place.faction: place for place in places}
    assert all(by_faction[faction].x < 0 for faction in "abc")
    assert all(by_faction[faction].x > 0 for faction in "de")
    assert all(0 <= place.angle < tau for place in places)
    assert ring([]) == []


def test_only_ties_that_may_hold_on_the_day_are_drawn() -> None:
    made = log(war("a", "b", "2015"), split("c", "a", "2016-05"), part("b", "u"), war("c", "u", "2017", id="later"))
    for day, expected in (("2016-04-30", {"b"}), ("2016-05-15", {"b", "c"}), ("2016-06-30", {"b", "c"})):
        (snapshot,) = make_graph(Assertions(made), [n(day)]).days
        assert {tie.faction for tie in snapshot.ties} == expected
        sure = {tie.faction for tie in snapshot.ties if tie.sure}
        assert ("c" in sure) == (day == "2016-06-30")
    made.close()


def test_each_year_is_a_day_each(shipped: Assertions) -> None:
    assert each_year(shipped.store) == [n(day) for day in ("2014-12-31", "2015-12-31", "2016-12-31", "2017-10-31")]


def test_what_is_drawn_is_what_the_rows_say(shipped: Assertions) -> None:
    graph = make_graph(shipped, [last_day(shipped.store)], make_filters(shipped.store, faction=["quetta"]))
    rows = graph_text(graph)
    states = {tuple(sorted(row["between"])): row["state"] for row in rows if row["tie"] is None}
    assert states["isk-f", "quetta"] == "ceasefire"
    assert states["isk-m", "quetta"] == "war"
    assert set(states) == graph.pairs
    assert {(row["tie"], *row["between"]) for row in rows if row["tie"]} >= {("split_from", "isk-f", "isk")}
    made = graph_svg(graph)
    assert made.count("<title>Quetta Shura and ") + made.count(" and Quetta Shura: ") >= 8
    assert "IS-K (F) and Quetta Shura: ceasefire; since 18 October 2017" in made
    assert "IS-K (F): split from IS-K; said by " in made


def test_the_surest_is_drawn_last_and_lies_on_top(shipped: Assertions) -> None:
    (snapshot,) = make_graph(shipped, [last_day(shipped.store)]).days
    order = [list(How).index(cell.shown.how) for cell in snapshot.edges]
    assert order == sorted(order, reverse=True)


def test_a_pair_is_drawn_alone(shipped: Assertions) -> None:
    graph = make_graph(shipped, [last_day(shipped.store)], Filters(between=("quetta", "isk-m")))
    assert {place.faction for place in graph.places} == {"quetta", "isk-m"}
