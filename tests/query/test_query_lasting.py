"""What is past on a day need not be read: no answer of that day is another without it."""

from __future__ import annotations

import pytest
from builders import ceasefire, claim, faction, log, n, place, region, split, tension, tie, war
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import Shape, asked_days, logs

from ikhtilaf.dates import parse
from ikhtilaf.model.things import Event, Log
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.lasting import lasting
from ikhtilaf.query.parts import Lineages
from ikhtilaf.query.relations import relations
from ikhtilaf.query.views import make_view
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log

SHAPES = (
    Shape(events=16),
    Shape(events=20, ends=False),
    Shape(events=20, vague=False, doubts=False),
    Shape(events=14, vague=False, ends=False, ties=False),
)


def read(store: Store, day: int) -> int:
    """How many assertions are read for the answers of a day."""
    among = lasting(store, day, Lineages(store))
    return len(store.column(f"SELECT a.n FROM assertion a WHERE {among.sql}", among.parameters))  # noqa: S608 -- our own


@given(made=st.sampled_from(SHAPES).flatmap(logs), day=asked_days, inside=st.sampled_from(["", "p0", "p1"]))
@settings(max_examples=20, deadline=None)
def test_no_answer_of_the_day_is_another(made: Log, day: int, inside: str) -> None:
    store = compile_log(made)
    filters = Filters(places=(inside,)) if inside in made.places else Filters()
    wanted = [{**row, "since": None} for row in relations(Assertions(store), day, filters)]
    assert list(relations(Assertions(store), day, filters, dated=False)) == wanted


def by_turns(first: int, last: int) -> list[Event]:
    """A war in every odd year, a ceasefire in every even one."""
    made = [(war if year % 2 else ceasefire)("a", "b", f"{year}", id=f"in-{year}") for year in range(first, last + 1)]
    return list(made)


def test_of_a_long_history_little_is_read() -> None:
    store = log(*by_turns(1990, 2017))
    last = parse("2017-12-31").latest or 0
    assert read(store, last) == 2
    # Of another day other ones matter, and what comes after it cannot be told from what is yet to come.
    assert read(store, parse("2000-12-31").latest or 0) == 2 + 17


def test_for_every_pair_on_a_day_little_is_read() -> None:
    assertions = Assertions(log(*by_turns(1990, 2017))).on(n("2017"))
    assert assertions.pairs() == [("a", "b")]
    assert [candidate.event for candidate in assertions.of(("a", "b"))] == ["in-2016", "in-2017"]


def test_every_pair_on_a_day_is_answered_by_the_view() -> None:
    """For everybody the war is long past; for one who speaks of nothing that came after it, it goes on."""
    store = log(
        war("a", "b", "2014", claims=[claim("n1")]),
        ceasefire("a", "b", "2015", claims=[claim("n2")]),
        tension("a", "b", "2016", claims=[claim("n2")]),
    )
    rows = list(relations(Assertions(store, make_view(store, "n1")), n("2017"), dated=False))
    assert [(row["state"], row["sources"]) for row in rows] == [("war", ["n1"])]


@pytest.mark.parametrize("dated", [True, False])
def test_where_every_pair_is_read_the_declared_order_counts(dated: bool) -> None:
    store = log(
        war("a", "b", "2015"),
        ceasefire("a", "b", "2015", after=["war"]),
        tension("a", "b", "2015", after=["ceasefire"]),
        war("a", "c", "2015", id="undeclared"),
        ceasefire("a", "c", "2015", id="undeclared-too", places=["east"]),
    )
    rows = list(relations(Assertions(store), n("2016"), dated=dated))
    assert [(row["between"], row["place"], row["states"]) for row in rows] == [
        (["a", "b"], None, ["tension"]),
        (["a", "c"], None, ["war"]),
        (["a", "c"], "east", ["ceasefire"]),
    ]


def test_a_place_of_which_only_the_past_speaks_has_its_row() -> None:
    """What holds in the border holds in the east; what the east has a row for ended long ago."""
    store = log(
        place("east"),
        region("border", "east"),
        war("a", "b", "2010", until="2011", places=["east"]),
        ceasefire("a", "b", "2015", places=["border"]),
    )
    assertions = Assertions(store)
    wanted = [{**row, "since": None} for row in relations(assertions, n("2017"))]
    assert [(row["place"], row["state"]) for row in wanted] == [("border", "ceasefire"), ("east", "ceasefire")]
    assert list(relations(assertions, n("2017"), dated=False)) == wanted


def test_what_is_handed_on_at_a_split_is_read() -> None:
    store = log(*by_turns(1990, 2017), faction("c"), tie("c", "split_from", "a", "2000"))
    # For `a` the last two matter; for `c` those of 1998 and 1999, and that of 2000, which may have been handed on. What
    # came later is the story of `a` alone.
    assert read(store, parse("2017-12-31").latest or 0) == 2 + 3


def test_a_store_of_somebody_else_is_read_whole() -> None:
    store = log(*by_turns(2014, 2017))
    store.trusted = False
    day = parse("2017-12-31").latest or 0
    assertions = Assertions(store).on(day)
    assert assertions.pairs() == [("a", "b")]
    assert len(assertions.of(("a", "b"))) == 4
    wanted = [{**row, "since": None} for row in relations(Assertions(store), day)]
    assert list(relations(Assertions(store), day, dated=False)) == wanted


def test_what_is_handed_on_has_the_places_where_it_began_by_the_split() -> None:
    """Also where more was said of the same place after it, and of the descendant itself nothing."""
    store = log(
        place("kunduz"),
        *(place(district, "district", within="kunduz") for district in ("archi", "imam", "khan")),
        war("a", "b", "2014-01", places=["kunduz"]),
        ceasefire("a", "b", "2014-06", places=["imam"], id="before"),
        ceasefire("a", "b", "2016-06", places=["imam"], id="again"),
        ceasefire("a", "b", "2015-12-31", places=["archi"], id="last-day"),
        ceasefire("a", "b", "2016-01-01", places=["khan"], id="day-after"),
        split("c", "a", "2015"),
        split("d", "a", "../.."),
    )
    rows = list(relations(Assertions(store), n("2017"), dated=False))
    assert rows == [{**row, "since": None} for row in relations(Assertions(store), n("2017"))]

    def told(*pair: str) -> list[tuple[str, str, list[str], str]]:
        return [
            (row["place"], row["state"], row["possible"], row["event"]) for row in rows if row["between"] == [*pair]
        ]

    assert told("b", "c") == [
        ("archi", "war", ["ceasefire"], "war"),
        ("imam", "ceasefire", [], "before"),
        ("kunduz", "war", [], "war"),
    ]
    # When it split is not known, so all of it is only perhaps handed on.
    assert told("b", "d") == []
