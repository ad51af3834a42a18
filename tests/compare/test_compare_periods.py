"""Which events fall in which period, and what they contradict: examples by date, place and word."""

from __future__ import annotations

from typing import Any

import pytest
from builders import (
    alliance,
    ceasefire,
    claim,
    clashes,
    event,
    faction,
    log,
    place,
    region,
    split,
    stands,
    tension,
    war,
)

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.compare import compare, compared_row, event_rows, sides_of
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.matching import match
from ikhtilaf.store import Store

Row = dict[str, Any]


def rows(ours: Store, theirs: Store, filters: Filters | None = None) -> list[Row]:
    filters = filters or Filters()
    assertions = Assertions(ours)
    factions, places = (match(ours, theirs, kind) for kind in ("faction", "place"))
    sides = sides_of(assertions, factions, filters)
    found = compare(assertions, theirs, sides, places, filters)
    return [compared_row(assertions, theirs, sides, one) for one in found]


def fallen(ours: Store, theirs: Store, filters: Filters | None = None) -> list[str]:
    """Every event in every period, as `STATE@PLACE EVENT MATCH/CONTRADICTS`."""
    filters = filters or Filters()
    assertions = Assertions(ours)
    factions, places = (match(ours, theirs, kind) for kind in ("faction", "place"))
    sides = sides_of(assertions, factions, filters)
    return [
        f"{row['state']}@{row['place'] or ''} {row['id']} {row['match']}/{row['contradicts'] or '-'}"
        for one in compare(assertions, theirs, sides, places, filters)
        for row in event_rows(assertions, one)
    ]


def fight(id_: str, date: str, **more: Any) -> Any:
    return event(id_, date, factions=["a", "b"], **more)


TRUCE = ceasefire("a", "b", "2015-05-10")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2015-05-11", ["ceasefire@ e certain/certain"]),
        ("2015-05-10", ["ceasefire@ e possible/possible"]),  # it may have come first
        ("2015-05-09", ["unknown@ e certain/-"]),
        ("2015-05", ["ceasefire@ e possible/possible"]),
        ("../2016", ["ceasefire@ e possible/possible"]),
        ("2016/..", ["ceasefire@ e possible/possible"]),  # it may lie behind what the log covers
        ("2017-10-31", ["ceasefire@ e certain/certain"]),
        ("2017-11", ["unknown@ e certain/-"]),  # of later days the log says nothing
    ],
)
def test_by_its_date(date: str, expected: list[str]) -> None:
    assert fallen(log(TRUCE), log(fight("e", date))) == expected


def test_a_state_that_may_have_ended_is_contradicted_possibly() -> None:
    ours = log(TRUCE, event("breakdown", "2015-08", factions=["a", "b"], type="breakdown", ends=["ceasefire"]))
    dates = {"july": "2015-07-31", "first": "2015-08-01", "august": "2015-08-20", "later": "2015-09-01"}
    assert fallen(ours, log(*(fight(name, date) for name, date in dates.items()))) == [
        "ceasefire@ july certain/certain",
        "ceasefire@ first possible/possible",
        "ceasefire@ august possible/possible",
        "unknown@ later certain/-",
    ]


def test_the_last_day_of_an_until_is_still_in_it() -> None:
    ours = log(ceasefire("a", "b", "2015-05-10", until="2015-06-10"))
    assert fallen(ours, log(fight("in", "2015-06-10"), fight("out", "2015-06-11"))) == [
        "ceasefire@ in certain/certain",
        "unknown@ out certain/-",
    ]


def test_on_the_day_of_a_change_an_event_may_fall_in_both_periods() -> None:
    ours = log(war("a", "b", "2014-06"), TRUCE)
    assert fallen(ours, log(fight("e", "2015-05-10"))) == [
        "war@ e possible/-",
        "ceasefire@ e possible/possible",
    ]


def test_a_vague_beginning_makes_what_falls_in_it_possible() -> None:
    ours = log(ceasefire("a", "b", "2015-05"))
    theirs = log(fight("before", "2015-04-30"), fight("within", "2015-05-20"), fight("behind", "2015-06-02"))
    assert fallen(ours, theirs) == [
        "ceasefire@ within possible/possible",
        "ceasefire@ behind certain/certain",
        "unknown@ before certain/-",
    ]


@pytest.mark.parametrize("state", ["tolerance", "ceasefire", "cordial", "cooperation", "alliance"])
def test_a_fight_contradicts_what_is_no_enmity(state: str) -> None:
    (row,) = rows(log(stands(state, "a", "b", "2015")), log(fight("e", "2016-05")))
    assert row["contradictions"] == {"certain": 1, "possible": 0}
    assert [(one["id"], one["contradicts"]) for one in row["first"]] == [("e", "certain")]


@pytest.mark.parametrize("state", ["war", "clashes", "tension"])
def test_neither_a_fight_nor_an_agreement_contradicts_enmity(state: str) -> None:
    theirs = log(fight("e", "2016-05"), event("deal", "2016-06", factions=["a", "b"], type="agreement"))
    (row,) = rows(log(stands(state, "a", "b", "2015")), theirs)
    assert (row["hostile"]["certain"], row["agreements"]["certain"]) == (1, 1)
    assert row["contradictions"] == {"certain": 0, "possible": 0}
    assert row["first"] == []


def test_what_sources_contest_is_contradicted_by_nothing() -> None:
    (row,) = rows(log(TRUCE, clashes("a", "b", "2015-05-10")), log(fight("e", "2016")))
    assert (row["state"], row["recorded"]) == ("contested", {"certain": 0, "possible": 1})
    assert row["contradictions"] == {"certain": 0, "possible": 0}


def test_whose_word_it_is_counts_on_both_sides() -> None:
    alleged = ceasefire("a", "b", "2015", claims=[claim(stance="alleges")])
    assert fallen(log(alleged), log(fight("e", "2016-05"))) == ["ceasefire@ e possible/possible"]
    doubtful = fight("e", "2016-05", claims=[claim(hedge="reportedly")])
    assert fallen(log(TRUCE), log(doubtful)) == ["ceasefire@ e possible/possible"]


def test_where_something_narrower_holds_an_event_belongs_to_that() -> None:
    places = [place("land", "country"), *(place(name, within="land") for name in ("east", "west"))]
    ours = log(TRUCE, war("a", "b", "2015-05-10", places=["east"]), *places, place("fort", "district", "east"))
    theirs = log(
        *places,
        place("fort", "district", "east"),
        place("hut", "area", "east"),  # not in our log, but its province is
        fight("in-east", "2016-01-01", places=["east"]),
        fight("in-fort", "2016-01-02", places=["fort"]),
        fight("in-hut", "2016-01-03", places=["hut"]),
        fight("in-west", "2016-01-04", places=["west"]),
        fight("somewhere", "2016-01-05"),
        fight("in-land", "2016-01-06", places=["land"]),
        fight("in-both", "2016-01-07", places=["east", "west"]),
    )
    assert fallen(ours, theirs) == [
        "ceasefire@ in-west certain/certain",
        "ceasefire@ somewhere possible/possible",
        "ceasefire@ in-land possible/possible",
        "ceasefire@ in-both certain/certain",
        "war@east in-east certain/-",
        "war@east in-fort certain/-",
        "war@east in-hut certain/-",
        "war@east in-both certain/-",
    ]


def test_a_wider_place_may_be_the_narrower_one() -> None:
    places = [place("east"), place("fort", "district", "east"), place("mill", "district", "east")]
    ours = log(ceasefire("a", "b", "2015-05-10", places=["fort"]), *places)
    theirs = log(
        *places,
        region("north", "east"),
        fight("fort", "2016-01-01", places=["fort"]),
        fight("mill", "2016-01-02", places=["mill"]),
        fight("east", "2016-01-03", places=["east"]),
        fight("north", "2016-01-04", places=["north"]),
    )
    assert fallen(ours, theirs) == [
        "ceasefire@fort fort certain/certain",
        "ceasefire@fort east possible/possible",
        "unknown@ mill certain/-",
        "unknown@ north certain/-",
    ]


def test_an_offshoot_may_have_what_its_parent_had() -> None:
    ours = log(alliance("a", "p", "2014-06"), split("b", "p", "2015"))
    inherited = [row for row in rows(ours, log(fight("e", "2016"))) if row["between"] == ["a", "b"]]
    assert [(row["state"], row["inherited_from"], row["contradictions"]) for row in inherited] == [
        ("alliance", ["p"], {"certain": 0, "possible": 1})
    ]


def test_where_it_happened_is_told_by_province_the_most_first() -> None:
    theirs = log(
        place("east"),
        place("fort", "district", "east"),
        place("camp", "area"),
        fight("e1", "2016-01", places=["fort"]),
        fight("e2", "2016-02", places=["east"]),
        fight("e3", "2016-03", places=["camp"]),
        fight("e4", "2016-04"),
    )
    (row,) = rows(log(TRUCE), theirs)
    assert row["where"] == [
        {"place": "east", "events": 2},
        {"place": "camp", "events": 1},
        {"place": None, "events": 1},
    ]


def test_a_row_names_the_first_three_that_contradict_it() -> None:
    (row,) = rows(log(TRUCE), log(*(fight(f"e{month}", f"2016-0{month}") for month in range(1, 6))))
    assert [one["id"] for one in row["first"]] == ["e1", "e2", "e3"]
    assert row["contradictions"]["certain"] == 5


def test_filters_choose_the_events_of_the_other_log_and_the_periods_of_this_one() -> None:
    ours = log(war("a", "b", "2014-06"), TRUCE, tension("a", "c", "2014"))
    theirs = log(
        fight("early", "2014-08"),
        fight("late", "2016-08"),
        fight("vague", "2015"),
        event("talks", "2016-09", factions=["a", "b"], type="negotiation"),
        faction("c"),
    )
    everything = [
        "war@ early certain/-",
        "war@ vague possible/-",
        "ceasefire@ vague possible/possible",
        "ceasefire@ late certain/certain",
        "ceasefire@ talks certain/-",
    ]
    assert fallen(ours, theirs) == everything
    assert fallen(ours, theirs, Filters(states=("war",))) == everything[:2]
    assert fallen(ours, theirs, Filters(types=("negotiation",))) == everything[4:]
    assert fallen(ours, theirs, Filters(certain=True)) == [one for one in everything if "possible/" not in one]
    assert fallen(ours, theirs, Filters(since=TRUCE.date.latest)) == everything[1:]
    assert [row["state"] for row in rows(ours, theirs, Filters(contested=True))] == ["ceasefire"]
    assert fallen(ours, theirs, Filters(between=("a", "c"))) == []


def test_two_factions_that_are_one_in_the_other_log_cannot_be_told_apart() -> None:
    ours = log(war("a", "b", "2015"), faction("a", name="The Band"), faction("b", aliases=("The Gang",)))
    theirs = log(faction("x", name="The Band", aliases=("The Gang",)), event("e", "2016", factions=["x"]))
    matched = match(ours, theirs, "faction")
    assert matched.theirs == {"a": ("x",)}  # a name goes before an alias
    assert sides_of(Assertions(ours), matched, Filters()).unmatched == ("b",)
