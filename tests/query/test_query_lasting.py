"""What is past on a day need not be read: no answer of that day is another without it."""

from __future__ import annotations

from typing import Any

import pytest
from builders import (
    Thing,
    alliance,
    ceasefire,
    claim,
    faction,
    log,
    n,
    place,
    region,
    split,
    tension,
    tie,
    tolerance,
    war,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import Shape, asked_days, logs

from ikhtilaf.dates import parse
from ikhtilaf.model.things import Event, Log
from ikhtilaf.query import lasting as lasting_module
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.lasting import heirs_on, lasting
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
    lineages = Lineages(store)
    among = lasting(store, day, lineages, heirs_on(store, day, lineages))
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
    # Of another day other ones matter; what comes after it is no candidate yet.
    assert read(store, parse("2000-12-31").latest or 0) == 2


def told(store: Store, *pair: str) -> list[tuple[str | None, list[str], list[str]]]:
    """Of a pair in 2017, as the whole reading has it too: where, in which states, and on which events that rests."""
    rows = list(relations(Assertions(store), n("2017"), dated=False))
    assert rows == [{**row, "since": None} for row in relations(Assertions(store), n("2017"))]
    return [(row["place"], row["states"], row["events"]) for row in rows if row["between"] == [*pair]]


def test_what_falls_to_the_newest_alone_is_not_read() -> None:
    """The truce in the east falls to the war of 2017, and nothing fell to it that does not fall to that."""
    store = log(
        place("east"),
        ceasefire("a", "b", "2014", id="truce"),
        tension("a", "b", "2016", until="2030", places=["east"]),
        war("a", "b", "2017"),
    )
    assert read(store, n("2017")) == 1 + 1  # the truce is the second
    assert told(store, "a", "b") == [(None, ["war"], ["war"])]


LAST = "2017-12-31"
"""The day that is asked for."""
OLD, NEW = war("a", "b", "2015", id="old"), war("a", "b", "2017", id="new")
EARLIER = ceasefire("a", "b", "2013", id="earlier")


@pytest.mark.parametrize(
    ("things", "wanted"),
    [
        # What is past makes the old war fall in the east. It is read by its dates, or by the declared order.
        (
            [OLD, ceasefire("a", "b", "2016", until="2030", places=["east"]), NEW],
            [(None, ["war"], ["old", "new"]), ("east", ["war"], ["new"])],
        ),
        (
            [OLD, ceasefire("a", "b", "2015", places=["east"], after=["old"]), NEW],
            [(None, ["war"], ["old", "new"]), ("east", ["war"], ["new"])],
        ),
        # What began on the last day that the old war may have begun on does not make it fall, what began later does.
        (
            [
                ceasefire("a", "b", "2015-12-31"),
                OLD,
                tension("a", "b", "2016-01-01", until="2030", places=["east"]),
                NEW,
            ],
            [(None, ["war"], ["old", "new"]), ("east", ["war"], ["new"])],
        ),
        # What began on the very day of the newest stands beside it.
        (
            [EARLIER, tension("a", "b", "2017-01-01", until="2030"), war("a", "b", "2017-01-01", id="new")],
            [(None, ["war", "tension"], ["new", "tension"])],
        ),
        # The newest of the day makes things fall, the one of the day after, or of no certain day, does not.
        ([EARLIER, tension("a", "b", "2015", until="2030"), war("a", "b", LAST)], [(None, ["war"], ["war"])]),
        (
            [EARLIER, tension("a", "b", "2015", until="2030"), war("a", "b", "2017-12/2018-01-01")],
            [(None, ["tension"], ["tension"])],
        ),
        # An end on the day is not over, one on the day before is.
        ([EARLIER, tension("a", "b", "2015", until=LAST)], [(None, ["tension"], ["tension"])]),
        ([EARLIER, tension("a", "b", "2015", until="2017-12-30")], [(None, ["ceasefire"], ["earlier"])]),
        # What nobody knows the beginning of is possible.
        ([EARLIER, tension("a", "b", "2015/.."), war("a", "b", "../..")], [(None, ["tension"], ["tension"])]),
        # What is read whatever its dates falls to the second, which therefore stays.
        (
            [EARLIER, war("a", "b", "2014/..", after=["earlier"], id="old"), ceasefire("a", "b", "2015"), NEW],
            [(None, ["war"], ["new"])],
        ),
        # What began in 2014 came after a war, which may have begun as late as 2016 by its own date.
        (
            [
                war("a", "b", "2014/2016", id="old"),
                ceasefire("a", "b", "2014/..", after=["old"]),
                tension("a", "b", "2015"),
                alliance("a", "b", "2016", id="new"),
            ],
            [(None, ["alliance"], ["new"])],
        ),
    ],
)
def test_what_something_falls_to_is_read(things: list[Thing], wanted: list[Any]) -> None:
    assert told(log(place("east"), *things), "a", "b") == wanted


@pytest.mark.parametrize(
    ("things", "wanted"),
    [
        # What began on the last day before the split was handed on, what began after it was not.
        ([war("a", "b", "2015"), ceasefire("a", "b", "2016-12-31")], (["ceasefire"], ["ceasefire"])),
        ([war("a", "b", "2015"), ceasefire("a", "b", "2017-01-01")], (["war"], ["war"])),
        # What began on the last day that the war may have begun on does not make it fall.
        (
            [ceasefire("a", "b", "2015-12-31"), war("a", "b", "2015", id="old"), war("a", "b", "2016-06-30", id="new")],
            (["war"], ["old", "new"]),
        ),
        # A state of its own that began on the day is all that there is, one that may begin on the day after is not.
        ([war("a", "b", "2015"), ceasefire("b", "c", LAST)], (["ceasefire"], ["ceasefire"])),
        ([war("a", "b", "2015"), ceasefire("b", "c", "2017-12/2018-01-01")], (["war"], ["war"])),
    ],
)
def test_what_came_down_is_read(things: list[Thing], wanted: Any) -> None:
    # What came after the split is the story of `a` alone, for which all that came before is past.
    later = (alliance("a", "b", "2017-02"), tolerance("a", "b", "2017-03"))
    assert [row[1:] for row in told(log(split("c", "a", "2016-12-31"), *things, *later), "b", "c")] == [wanted]


def test_what_is_read_for_heirs_is_what_any_of_them_can_have() -> None:
    lineages = Lineages(log(split("c", "a", "2005-06-01"), split("e", "b", "2010-06-01")))
    early, late = n("2005-06-01"), n("2010-06-01")

    def lines(*heirs: tuple[str, str]) -> list[tuple[str, str, int, int]]:
        return sorted(lasting_module._lines(lineages, heirs, n("2017")))

    assert lines(("b", "c")) == [("a", "b", early, early)]
    assert lines(("a", "e")) == [("a", "b", late, late)]
    assert lines(("b", "c"), ("a", "e")) == [("a", "b", early, late)]
    assert lines(("a", "e"), ("b", "c")) == [("a", "b", early, late)]
    assert lines(("c", "e")) == [("a", "b", early, late), ("a", "e", early, early), ("b", "c", late, late)]


def test_an_heir_with_a_state_of_its_own_has_nothing_else() -> None:
    store = log(war("a", "b", "2014"), split("c", "a", "2015"), ceasefire("b", "c", "2016"), split("d", "a", "2015"))
    lineages = Lineages(store)
    assert heirs_on(store, n("2017"), lineages) == {("b", "d")}
    assert heirs_on(store, n("2015"), lineages) == {("b", "c"), ("b", "d")}
    assert heirs_on(store, n("2015"), lineages, {"a", "c"}) == set()
    assert told(store, "b", "c") == [(None, ["ceasefire"], ["ceasefire"])]
    assert told(store, "b", "d") == [(None, ["war"], ["war"])]


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
        *(place(district, "district", within="kunduz") for district in ("archi", "imam", "khan", "qala")),
        war("a", "b", "2014-01", places=["kunduz"]),
        ceasefire("a", "b", "2014-06", places=["imam"], id="before"),
        ceasefire("a", "b", "2016-06", places=["imam"], id="again"),
        ceasefire("a", "b", "2015-12-31", places=["archi"], id="last-day"),
        ceasefire("a", "b", "2016-01-01", places=["khan"], id="day-after"),
        ceasefire("a", "b", "../2013", until="2014", places=["qala"], id="long-ago"),
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
        ("qala", "war", [], "war"),
    ]
    # When it split is not known, so all of it is only perhaps handed on.
    assert told("b", "d") == []
