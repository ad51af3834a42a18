"""The map: events, the state of a pair, and who is where, province by province."""

from __future__ import annotations

import pytest
from builders import claim, clashes, denies, event, fact, log, n, part, place, region, war

from ikhtilaf.pictures.drawn import How
from ikhtilaf.pictures.tiles import Map, Tile, make_map, map_text, tile_words
from ikhtilaf.pictures.tiles_svg import map_svg
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters, make_filters
from ikhtilaf.query.relations import last_day
from ikhtilaf.query.timeline import timeline
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
    beside = sum(int(line.rsplit(": ", 1)[1]) for line in made.beside)
    assert len(on_it) + beside == len(list(timeline(shipped.store)))


@pytest.mark.parametrize("code", ["NAN", "ZAB", "BDS", "KAB"])
def test_a_tile_has_the_events_that_the_timeline_has(code: str, shipped: Assertions) -> None:
    tile = tiles(make_map(shipped, last_day(shipped.store)))[code]
    rows = list(timeline(shipped.store, make_filters(shipped.store, province=[tile.place or ""])))
    assert tile.events == tuple(row["id"] for row in rows if row["match"] == "certain")
    assert tile.maybe == tuple(row["id"] for row in rows if row["match"] == "possible")


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


def test_the_main_bases_of_isk_f(shipped: Assertions) -> None:
    made = make_map(shipped, last_day(shipped.store), make_filters(shipped.store, faction=["isk-f"]))
    main = {
        tile.code for tile in made.tiles for one in tile.present if one.faction == "isk-f" and one.main and one.sure
    }
    assert main == {"NAN", "KNR", "ZAB"}
    assert any("orakzay (main)" in line for line in made.beside)


def test_the_rows_are_the_tiles(shipped: Assertions) -> None:
    day = last_day(shipped.store)
    events = map_text(make_map(shipped, day))
    assert len(events) == 34
    assert all(row["count"] == len(row["events"]) for row in events)
    states = map_text(make_map(shipped, day, Filters(between=("quetta", "isk-m"))))
    assert {row["state"] for row in states if row["local"]} == {"war", "clashes"}
    present = map_text(make_map(shipped, day, make_filters(shipped.store, faction=["taliban"])))
    assert {row["faction"] for row in present} >= {"quetta", "north", "mashhad"}


def test_a_log_without_provinces_is_told_so() -> None:
    made = drawn(log(place("avalon"), event("a", "2015", places=["avalon"])))
    assert not made.known
    assert made.matched == 0
    assert "none of the provinces" in map_svg(made)


def test_two_places_with_one_code_do_not_matter() -> None:
    made = drawn(log(place("x", iso="AF-KAB"), place("y", iso="AF-KAB"), event("a", "2015", places=["x"])))
    assert tiles(made)["KAB"].place == "x"
