"""The map: events, the state of a pair, and who is where, province by province."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from builders import claim, clashes, denies, event, fact, log, n, part, place, region, war

from ikhtilaf.model.things import Claim
from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.sheets import MAPS
from ikhtilaf.pictures.tiles import Map, Tile, make_map, map_text, tile_words
from ikhtilaf.pictures.tiles_svg import map_svg
from ikhtilaf.pictures.tiles_terminal import map_lines
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.query.timeline import timeline
from ikhtilaf.query.views import make_view
from ikhtilaf.render import table
from ikhtilaf.render.columns import Options
from ikhtilaf.store import Store

PLACES = (
    place("afghanistan", "country", iso="AF"),
    place("nangarhar", within="afghanistan", iso="AF-NAN"),
    place("kunar", within="afghanistan", iso="af-knr"),
    place("achin", "district", within="nangarhar"),
    region("east", "nangarhar", "kunar", within="afghanistan"),
    place("swat", "district", within="pakistan"),
)


def tiles(made: Map) -> dict[str, Tile]:
    return {tile.code: tile for tile in made.tiles}


def drawn(store: Store, day: str = "2017-10-31", **given: object) -> Map:
    return make_map(Assertions(store), n(day), make_filters(store, **given))  # type: ignore[arg-type]


def test_a_district_falls_to_its_province_and_a_region_is_only_possible() -> None:
    made = drawn(
        log(
            *PLACES,
            event("a", "2015", places=["achin"]),
            event("b", "2015", places=["east"]),
            event("c", "2015", places=["swat"]),
            event("d", "2015"),
            event("e", "2015", places=["afghanistan"]),
        )
    )
    assert (tiles(made)["NAN"].events, tiles(made)["NAN"].maybe) == (("a",), ("b",))
    assert (tiles(made)["KNR"].events, tiles(made)["KNR"].maybe) == ((), ("b",))
    assert tiles(made)["HER"].place is None
    assert made.beside == ("afghanistan: 1", "no place in particular: 1", "swat: 1")
    assert tile_words(tiles(made)["NAN"]) == "Nangarhar: 1 event, perhaps 1 more"


def test_every_event_is_on_the_map_or_beside_it(shipped: Assertions) -> None:
    made = make_map(shipped, last_day(shipped.store))
    on_it = {name for tile in made.tiles for name in (*tile.events, *tile.maybe)}
    beside = sum(int(n) for line in made.beside for n in re.findall("[0-9]+", line.rsplit(": ", 1)[1]))
    assert len(on_it) + beside == len(list(timeline(shipped.store)))


@pytest.mark.parametrize("code", ["NAN", "ZAB", "BDS", "KAB"])
def test_a_tile_has_the_events_that_the_timeline_has(code: str, shipped: Assertions) -> None:
    tile = tiles(make_map(shipped, last_day(shipped.store)))[code]
    rows = list(timeline(shipped.store, make_filters(shipped.store, province=[tile.place or ""])))
    assert rows
    vouched = [row["id"] for row in rows if row["match"] == "certain" and is_undisputed(row["claims"])]
    assert tile.events == tuple(vouched)
    assert tile.maybe == tuple(row["id"] for row in rows if row["id"] not in vouched)


def is_undisputed(claims: list[dict[str, str]]) -> bool:
    """Somebody asserts or admits it without a hedge, and nobody doubts or denies it."""
    stances = {claim["stance"] for claim in claims}
    plain = {claim["stance"] for claim in claims if not claim["hedge"]}
    return bool(plain & {"asserts", "admits"}) and not stances & {"doubts", "denies"}


def test_what_nobody_vouches_for_only_may_have_been() -> None:
    hedged, alleged = claim(hedge="perhaps"), claim(stance="alleges")
    told = {"sure": (claim(),), "hedged": (hedged,), "alleged": (alleged,), "disputed": (claim(), denies())}
    events = [event(name, "2015", places=["kunar"], claims=claims) for name, claims in told.items()]
    denied = event("denied", "2015", places=["kunar"], claims=(denies(),))
    away = [event(f"{name}-away", "2015", places=["swat"], claims=claims) for name, claims in told.items()]
    made = drawn(log(*PLACES, *events, denied, *away))
    kunar = tiles(made)["KNR"]
    assert kunar.events == ("sure",)
    assert set(kunar.maybe) == {"hedged", "alleged", "disputed"}
    assert made.beside == ("swat: 1+3?", "only denied or doubted: 1")
    assert tile_words(kunar) == "Kunar: 1 event, perhaps 3 more"
    by_denier = make_map(Assertions(made_by := log(*PLACES, *events, denied), make_view(made_by, "denier")), n("2017"))
    assert tiles(by_denier)["KNR"].events == tiles(by_denier)["KNR"].maybe == ()
    assert by_denier.beside == ("only denied or doubted: 2",)


def test_a_state_is_that_of_the_province_and_says_where_it_is_said_of() -> None:
    store = log(*PLACES, war("a", "b", "2015"), clashes("a", "b", "2016", places=["achin"], id="c"))
    made = drawn(store, between=("a", "b"))
    nangarhar, kunar = tiles(made)["NAN"], tiles(made)["KNR"]
    assert nangarhar.shown is not None
    assert (nangarhar.shown.state, nangarhar.local) == ("war", False)
    assert [(where, shown.state) for where, shown in nangarhar.elsewhere] == [("achin", "clashes")]
    assert tile_words(kunar) == "Kunar: as in general, war; since 2015; said by paper"
    assert made.beside == ("in general: war",)


def test_what_is_said_of_a_region_is_not_certain_of_its_provinces() -> None:
    made = drawn(log(*PLACES, war("a", "b", "2015", places=["east"])), between=("a", "b"))
    shown = tiles(made)["KNR"].shown
    assert shown is not None
    assert (shown.how, tiles(made)["KNR"].local) == (How.UNSURE, True)
    assert "east: war" in made.beside


def test_presence_says_how_sure_it_is() -> None:
    store = log(
        *PLACES,
        fact("a", "area", date="2016/..", places=["achin"], main=["achin"]),
        fact("a", "area", date="2016/..", places=["east", "swat"], main=["swat"]),
        fact("b", "area", date="2016-05", places=["kunar"]),
        fact("c", "area", date="2016/..", places=["kunar"], claims=(claim(), denies())),
        part("b", "a"),
    )
    made = drawn(store, faction=["a"])
    (nangarhar,), kunar = tiles(made)["NAN"].present, tiles(made)["KNR"].present
    assert (nangarhar.faction, nangarhar.main, nangarhar.sure, nangarhar.places) == ("a", True, True, ("achin",))
    assert [(one.faction, one.main, one.sure, one.places) for one in kunar] == [
        ("a", False, False, ("east",)),
        ("b", False, False, ("kunar",)),
    ]
    assert made.beside == ("a: swat (main)",)
    assert tiles(drawn(store, "2015-12-31", faction=["a"]))["NAN"].present == ()
    assert tiles(drawn(store, "2016-05-31", faction=["b"]))["KNR"].present[0].sure
    assert not tiles(drawn(store, faction=["c"]))["KNR"].present[0].sure


@pytest.mark.parametrize(
    "claims", [(claim(),), (claim(), denies()), (claim(stance="alleges"),)], ids=["earlier", "denied", "alleged"]
)
def test_a_main_base_is_no_surer_than_what_is_said_of_it(claims: tuple[Claim, ...]) -> None:
    # The one fact says that it had a base there, the other that it is there.
    when = "2014" if len(claims) == 1 and claims[0].stance == "asserts" else "2017-10"
    based = fact("a", "area", date=when, places=["kunar"], main=["kunar"], claims=claims)
    store = log(*PLACES, based, fact("a", "area", date="2017-10", places=["kunar"]), fact("b", "area", date="2014"))
    made = drawn(store, faction=["a"])
    (kunar,) = tiles(made)["KNR"].present
    assert (kunar.main, kunar.sure, kunar.main_sure) == (True, True, False)
    assert kunar.dates == tuple(dict.fromkeys((when, "2017-10")))
    assert "a, perhaps a main base or concentration (kunar, " in tile_words(tiles(made)["KNR"])
    assert '<path d="M' in map_svg(made)
    assert 'z" class="paper dark w1"' in map_svg(made).split("<title>Kunar")[1]
    assert any("yes main?" in line for line in map_lines(made, Options(width=200)))
    assert any("m?" in line for line in map_lines(made, Options(width=40)))
    several = drawn(store, faction=["a", "b"])
    assert any("1*?" in line for line in map_lines(several, Options(width=80)))
    (row,) = [row for row in map_text(made) if row["province"] == "kunar"]
    assert (row["main"], row["main_sure"], list(row["dates"])) == (True, False, list(kunar.dates))


def test_the_main_bases_of_isk_f(shipped: Assertions) -> None:
    made = make_map(shipped, last_day(shipped.store), make_filters(shipped.store, faction=["isk-f"]))
    main = {tile.code for tile in made.tiles for one in tile.present if one.faction == "isk-f" and one.main_sure}
    assert main == {"NAN", "KNR", "ZAB"}
    assert any("orakzay (main)" in line for line in made.beside)


def test_the_rows_are_the_tiles(shipped: Assertions) -> None:
    day = last_day(shipped.store)
    events = map_text(make_map(shipped, day))
    assert len([row for row in events if row["province"]]) == 34
    assert all(row["count"] == len(row["events"]) for row in events)
    assert all((row["province"] is None) == (row["beside"] is not None) for row in events)
    # Nothing is lost into a pipe that the picture shows.
    told = {name for row in events for name in (*row["events"], *row["possible_events"])}
    assert told == {row["id"] for row in timeline(shipped.store)}
    states = map_text(make_map(shipped, day, Filters(between=("quetta", "isk-m"))))
    assert {row["state"] for row in states if row["local"]} == {"war", "clashes"}
    beside = {(row["place"], row["state"], row["local"]) for row in states if row["beside"]}
    assert beside >= {(None, "war", False), ("north-east", "clashes", True)}
    drawn_map = make_map(shipped, day, make_filters(shipped.store, faction=["taliban"]))
    present = map_text(drawn_map)
    assert {row["faction"] for row in present} >= {"quetta", "north", "mashhad"}
    assert list(dict.fromkeys(row["beside"] for row in present if row["beside"])) == list(drawn_map.beside)


def test_what_lies_beside_the_map_has_rows() -> None:
    store = log(
        *PLACES,
        event("e", "2015", places=["swat"]),
        war("a", "b", "2015"),
        fact("a", "area", date="2016/..", places=["swat", "pakistan"], main=["swat"]),
        fact("a", "area", date="2015", places=["swat"]),
    )
    given: dict[str, dict[str, Any]] = {
        "events": {},
        "state": {"between": ("a", "b")},
        "presence": {"faction": ["a"]},
    }
    rows = {kind: [row for row in map_text(drawn(store, **one)) if not row["province"]] for kind, one in given.items()}
    assert [(row["beside"], row["count"], row["events"]) for row in rows["events"]] == [
        ("no place in particular: 1", 1, ["war"]),
        ("swat: 1", 1, ["e"]),
    ]
    assert [(row["beside"], row["place"], row["state"]) for row in rows["state"]] == [("in general: war", None, "war")]
    assert [(row["faction"], row["places"], row["main_sure"], row["dates"]) for row in rows["presence"]] == [
        ("a", ("swat",), True, ("2015", "2016/..")),
        ("a", ("pakistan",), False, ("2016/..",)),
    ]
    for kind, found in rows.items():
        out = StringIO()
        assert table.render(found, MAPS[kind].table, out, Options(width=200)) == len(found)
        assert all(row["beside"] in out.getvalue() for row in found)


@pytest.mark.parametrize(
    ("date", "day", "sure"),
    [
        ("../2017-10", "2017-10-31", True),
        ("../2017-10", "2017-10-30", False),
        ("../2017-10", "2017-11-01", False),
        ("2017-10", "2017-10-15", True),
        ("2017-10", "2017-11-01", False),
    ],
)
def test_what_is_so_by_a_day_is_so_on_it(date: str, day: str, sure: bool) -> None:
    made = drawn(log(*PLACES, fact("a", "area", date=date, places=["kunar"])), day, faction=["a"])
    assert [present.sure for present in tiles(made)["KNR"].present] == [sure]
    doubted = fact("a", "area", date=date, places=["kunar"], claims=(claim(), denies()))
    made = drawn(log(*PLACES, doubted), day, faction=["a"])
    assert [present.sure for present in tiles(made)["KNR"].present] == [False]


def test_what_is_told_of_no_province_is_an_answer_too() -> None:
    store = log(*PLACES, event("e", "2015", places=["swat"]), fact("a", "area", date="2016/..", places=["swat"]))
    assert drawn(store).matched == drawn(store, faction=["a"]).matched == 1
    states = log(*PLACES, war("a", "b", "2015", places=["swat"]), clashes("a", "c", "2018"))
    assert drawn(states, between=("a", "b")).matched == 1
    assert drawn(states, between=("a", "c")).matched == 0


def test_a_place_beside_the_map_keeps_its_mark() -> None:
    made = drawn(log(*PLACES, fact("a", "area", date="2016", places=["swat"])), faction=["a"])
    assert made.beside == ("a: swat?",)


def test_a_log_without_provinces_is_told_so() -> None:
    made = drawn(log(place("avalon"), event("a", "2015", places=["avalon"])))
    assert not made.known
    assert made.provinces_told == 0
    assert "none of the provinces" in map_svg(made)


def test_two_places_with_one_code_do_not_matter() -> None:
    made = drawn(log(place("x", iso="AF-KAB"), place("y", iso="AF-KAB"), event("a", "2015", places=["x"])))
    assert tiles(made)["KAB"].place == "x"
