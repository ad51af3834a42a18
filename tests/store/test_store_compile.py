"""From a log to SQLite: every field arrives, places cover places, events stand in order."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from builders import (
    HERE,
    claim,
    event,
    fact,
    faction,
    log,
    model,
    n,
    person,
    place,
    region,
    says,
    source,
    split,
    tie,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import logs

from ikhtilaf.dates import parse
from ikhtilaf.model.things import Assertion, Claim, Event, Fact, Faction, Log, Person, Place, Source, Tie
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log
from ikhtilaf.store.covers import coverage
from ikhtilaf.store.database import SCHEMA_VERSION
from ikhtilaf.store.order import in_order

DAY = n("2015-05-05")


def table(store: Store, name: str, order: str = "1, 2") -> list[tuple[Any, ...]]:
    """A table's rows, with the names of what they refer to by number; events stay numbers."""
    names = {}
    for row in store.rows(f"PRAGMA foreign_key_list({name})"):
        if row[2] in {"faction", "person", "place", "source", "file"}:
            called = "name" if row[2] == "file" else "id"
            names[row[3]] = dict(store.rows(f"SELECT n, {called} FROM {row[2]}"))  # noqa: S608 -- our own tables
    columns = store.column(f"SELECT name FROM pragma_table_info('{name}')")  # noqa: S608
    rows = store.rows(f"SELECT * FROM {name} ORDER BY {order}")  # noqa: S608
    return [
        tuple(names[column][value] if column in names else value for column, value in zip(columns, row, strict=True))
        for row in rows
    ]


def test_the_head_of_the_log() -> None:
    made = compile_log(model(covers="2014/2017-10", title="On a conflict", note="A note"))
    assert made.facts == {
        "schema": str(SCHEMA_VERSION),
        "title": "On a conflict",
        "covers": "2014/2017-10",
        "covers_earliest": str(n("2014-01-01")),
        "covers_latest": str(n("2017-10-31")),
        "reporter": "paper",
        "note": "A note",
        "file": "log.yaml",
        "events": "0",
        "first_day": "",
        "last_day": "",
        "longest_span": "0",
    }
    assert made.reporter == "paper"
    assert made.covers == (n("2014-01-01"), n("2017-10"))


@pytest.mark.parametrize(
    ("covers", "days"), [("2014/..", ("2014-01-01", None)), ("../2017", (None, "2017")), ("../..", (None, None))]
)
def test_what_a_log_covers_may_be_open(covers: str, days: tuple[str | None, str | None]) -> None:
    expected = tuple(None if day is None else n(day) for day in days)
    assert compile_log(model(covers=covers)).covers == expected


def test_sources() -> None:
    made = log(
        place("east"),
        faction("a"),
        source(
            "n1",
            "2015-05-05",
            "a",
            kind="interview",
            title="A commander",
            author="Somebody",
            place="east",
            reported_by="paper",
            same_words_as="n2",
            note="by telephone",
            url="https://example.org",
            aliases=("note one",),
            passages=("Y1", "Y2"),
            holds_nothing={"Y2": "a title"},
        ),
        source("n2"),
    )
    assert table(made, "source")[0] == (
        *(1, "n1", "interview", "A commander", "Somebody", "2015-05-05", DAY, DAY, "a", "east", "paper", "n2"),
        *("by telephone", "https://example.org", "log.yaml:1"),
    )
    assert table(made, "source")[1][5:8] == (None, None, None)
    assert table(made, "passage") == [("n1", 0, "Y1", None), ("n1", 1, "Y2", "a title")]


def test_places() -> None:
    made = log(
        place("land", "country"),
        place(
            "east",
            "province",
            "land",
            name="The East",
            iso="XX-E",
            coordinates=(34.5, 70.25),
            note="hot",
            cites=("Y1",),
        ),
    )
    assert table(made, "place") == [
        (1, "land", "country", "Land", None, "", None, None, "", "[]", "log.yaml:1"),
        (2, "east", "province", "The East", "land", "XX-E", 34.5, 70.25, "hot", '["Y1"]', "log.yaml:1"),
    ]


def test_factions_ties_and_facts() -> None:
    claims = [claim("n1", "admits", "about", ["Y1", "Y2"], "said so")]
    made = log(
        faction("a", kind="umbrella", name="The A", note="old", cites=("Y1",)),
        tie("a", "split_from", "b", "2015-05-05/..", claims),
        tie("a", "part_of", "c"),
        fact("a", "strength", date="2015-05", figure=8000, hedge="about", wording="in May", text="men", claims=claims),
        fact("a", "share", figure=10, share_of="b"),
        fact("a", "leader", person="omar"),
        fact("a", "area", places=["east", "west"], main=["west", "north"]),
        covers="2014/2017",
    )
    assert table(made, "faction")[0] == (1, "a", "umbrella", "The A", "old", '["Y1"]', "log.yaml:1")
    assert table(made, "tie") == [
        (1, "a", "split_from", "b", "2015-05-05/..", DAY, DAY, "", "", "log.yaml:1"),
        (2, "a", "part_of", "c", None, None, n("2014-01-01"), "", "", "log.yaml:1"),
    ]
    blank = (None, None, None, "", "")
    assert table(made, "fact") == [
        (1, "a", "strength", "2015-05", n("2015-05-01"), n("2015-05"), "in May", "men", 8000, "about")
        + (None, None, "log.yaml:1"),
        (2, "a", "share", *blank, 10, "", "b", None, "log.yaml:1"),
        (3, "a", "leader", *blank, None, "", None, "omar", "log.yaml:1"),
        (4, "a", "area", *blank, None, "", None, None, "log.yaml:1"),
    ]
    assert table(made, "fact_place") == [(4, 0, "east", 0), (4, 1, "west", 1), (4, 2, "north", 1)]
    said = [row[1:] for row in table(made, "claim")]
    assert (None, 1, None, "n1", "admits", "about", "said so", '["Y1", "Y2"]') in said
    assert (None, None, 1, "n1", "admits", "about", "said so", '["Y1", "Y2"]') in said


def test_a_tie_without_a_date_in_a_log_that_covers_everything_lies_before_everything() -> None:
    made = log(split("a", "b"), event("e", "2015", says("b", "c", "war")), covers="../2017")
    assert table(made, "tie")[0][6] < n("0001-01-01")


def test_people_and_names() -> None:
    made = log(
        person("omar", name="Mullah Omar", aliases=("The Mullah", "OMAR"), note="late", cites=("Y1",)),
        faction("is-k", name="IS-K", aliases=("Daesh",)),
    )
    assert table(made, "person") == [(1, "omar", "Mullah Omar", "late", '["Y1"]', "log.yaml:1")]
    names = [row for row in table(made, "name", "1, 5, 2") if row[0] != "source"]
    assert names == [
        ("faction", "is-k", "is-k", "is-k", 0),
        ("faction", "daesh", "is-k", "Daesh", 2),
        ("person", "omar", "omar", "omar", 0),
        ("person", "mullah-omar", "omar", "Mullah Omar", 1),
        ("person", "the-mullah", "omar", "The Mullah", 2),
    ]
    assert table(made, "alias", "1, 2, 3") == [
        ("faction", "is-k", 0, "Daesh"),
        ("person", "omar", 0, "The Mullah"),
        ("person", "omar", 1, "OMAR"),
    ]


@pytest.mark.parametrize("ids", [("one", "two"), ("two", "one")])
def test_where_a_name_of_one_is_the_identifier_of_another_the_identifier_wins(ids: tuple[str, str]) -> None:
    things = {"one": faction("one", aliases=("two",)), "two": faction("two", name="Two")}
    made = log(*(things[name] for name in ids))
    assert made.row("SELECT id FROM name WHERE kind = 'faction' AND form = 'two'") == ("two",)


def test_events() -> None:
    made = log(
        event("first", "2015-05-05", says("b", "a", "war")),
        event(
            "deal",
            "2015/..",
            says("b", "a", "ceasefire", begins="2015-06/..", until="2016", places=["west", "east"], note="there"),
            says("a", "c", "war"),
            type="agreement",
            factions={"b": "party", "a": "target"},
            people={"omar": "for b"},
            places=["east", "west"],
            wording="then",
            title="A deal",
            text="They agreed.",
            terms=("one", "two"),
            slip="a slip",
            after=["first"],
            ends=["first"],
            postscript=True,
            background=False,
            claims=[claim("n1", "doubts", "perhaps", ["Y1"], "a note")],
        ),
    )
    last = n("2015-12-31")
    assert table(made, "event") == [
        (1, "first", "fight", "2015-05-05", DAY, DAY, DAY, DAY, DAY, 0, 0) + ("first in short", "log.yaml", 1),
        (2, "deal", "agreement", "2015/..", n("2015-01-01"), None, DAY, None, last, 1, 0) + ("A deal", "log.yaml", 1),
    ]
    assert table(made, "event_text") == [(1, "", "first at length", ""), (2, "then", "They agreed.", "a slip")]
    assert table(made, "event_faction") == [
        (1, 0, "b", "party"),
        (1, 1, "a", "party"),
        (2, 0, "b", "party"),
        (2, 1, "a", "target"),
    ]
    assert table(made, "event_person") == [(2, 0, "omar", "for b")]
    assert table(made, "event_place") == [(2, 0, "east"), (2, 1, "west")]
    assert table(made, "event_where") == [("east", 2), ("west", 2)]
    assert table(made, "event_term") == [(2, 0, "one"), (2, 1, "two")]
    assert table(made, "event_after") == [(2, 1)]
    assert list(made.rows("SELECT event, ended FROM event_ends")) == [(2, 1)]
    assert table(made, "claim")[1] == (2, 2, None, None, "n1", "doubts", "perhaps", "a note", '["Y1"]')
    june = (n("2015-06-01"), n("2015-06"))
    assert table(made, "assertion") == [
        (1, 1, "b", "a", "a", "b", "war", 0, "2015-05-05", DAY, DAY, None, None, None, "", "log.yaml", 1),
        (2, 2, "b", "a", "a", "b", "ceasefire", 1, "2015-06/..", *june, "2016", n("2016-01-01"), n("2016"))
        + ("there", "log.yaml", 1),
        (3, 2, "a", "c", "a", "c", "war", 0, "2015/..", DAY, last, None, None, None, "", "log.yaml", 1),
    ]
    assert table(made, "assertion_place") == [(2, 0, "west"), (2, 1, "east")]


def test_every_field_of_the_model_is_known_to_these_tests() -> None:
    """A field that is added must arrive somewhere too: this is the place to be reminded of it."""
    counts = {one.__name__: len(fields(one)) for one in (Log, Source, Place, Faction, Person, Tie, Fact, Claim)}
    assert counts == {
        "Log": 11, "Source": 15, "Place": 11, "Faction": 9, "Person": 6, "Tie": 7, "Fact": 12, "Claim": 6,
    }  # fmt: skip
    assert (len(fields(Event)), len(fields(Assertion))) == (18, 7)


def test_what_stands_in_a_log_is_data() -> None:
    evil = "'); DROP TABLE event; --"
    made = log(event("e", "2015", factions=["a"], title=evil, text=evil, claims=[claim(note=evil)]))
    assert made.row("SELECT title, text FROM event JOIN event_text USING (n)") == (evil, evil)


def test_a_log_is_compiled_into_a_file_that_others_may_open(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    made = compile_log(model(event("e", "2015", says("a", "b", "war"))), str(path))
    made.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT id FROM event").fetchall() == [("e",)]
    connection.close()


def test_followers_of_an_order_are_kept_through_several_steps() -> None:
    made = log(
        event("a", "2015", factions=["x"]),
        event("b", "2015", factions=["x"], after=["a"]),
        event("c", "2015", factions=["x"], after=["b"]),
    )
    assert table(made, "event_after") == [(2, 1), (3, 1), (3, 2)]


# Which place takes in which


def test_a_place_takes_in_itself_what_lies_in_it_and_what_it_includes() -> None:
    pairs = coverage(
        [
            place("land", "country"),
            place("east", within="land"),
            place("achin", "district", "east"),
            region("border", "east"),
            place("alone"),
        ]
    )
    assert pairs == {
        *((one, one) for one in ("land", "east", "achin", "border", "alone")),
        *(("land", "east"), ("land", "achin"), ("east", "achin"), ("border", "east"), ("border", "achin")),
    }


edges = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda edge: edge[0] < edge[1]), max_size=8)


@given(edges, st.lists(st.booleans(), min_size=8, max_size=8))
@settings(deadline=None)
def test_coverage_is_what_can_be_reached(found: list[tuple[int, int]], kinds: list[bool]) -> None:
    within: dict[int, int] = {}
    included: dict[int, set[int]] = {}
    for (outer, inner), lies_in in zip(found, kinds, strict=False):
        if lies_in and inner not in within:
            within[inner] = outer
        else:
            included.setdefault(outer, set()).add(inner)
    links = {(outer, inner) for inner, outer in within.items()} | {
        (o, i) for o, all_in in included.items() for i in all_in
    }

    def reaches(outer: int, inner: int) -> bool:
        return outer == inner or any(a == outer and reaches(b, inner) for a, b in links)

    places = [
        Place(
            HERE, str(one), "area", str(one), str(within[one]) if one in within else None,
            tuple(str(inner) for inner in sorted(included.get(one, ()))),
        )
        for one in range(6)
    ]  # fmt: skip
    assert coverage(places) == {(str(a), str(b)) for a in range(6) for b in range(6) if reaches(a, b)}


# The order of events


@given(logs(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_events_stand_in_order_and_never_before_what_they_follow(made: Log, chance: Any) -> None:
    spans = {one.id: (one.date.earliest, one.date.latest) for one in made.events}
    ordered = [one.id for one in in_order(made.events, spans)]
    assert sorted(ordered) == sorted(spans)
    assert all(ordered.index(before) < ordered.index(one.id) for one in made.events for before in one.after)
    shuffled = list(made.events)
    chance.shuffle(shuffled)
    assert [one.id for one in in_order(shuffled, spans)] == ordered


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_events_without_an_order_stand_by_first_day_last_day_and_id(order: tuple[int, ...]) -> None:
    dates = ("2015-01", "2015-01", "2015", "../2014")
    events = [event(f"e{i}", date, factions=["a"]) for i, date in enumerate(dates)]
    spans = {one.id: (one.date.earliest, one.date.latest) for one in events}
    assert [one.id for one in in_order([events[i] for i in order], spans)] == ["e3", "e0", "e1", "e2"]


def test_the_first_of_all_that_may_come_next_does() -> None:
    events = [
        event("early", "2015-01", factions=["a"], after=["late"]),
        event("late", "2015-03", factions=["a"]),
        event("between", "2015-02", factions=["a"]),
    ]
    spans = {one.id: (parse(one.date.text).earliest, one.date.latest) for one in events}
    assert [one.id for one in in_order(events, spans)] == ["between", "late", "early"]
