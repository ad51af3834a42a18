"""GeoJSON, read by GDAL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import event, log, n, place
from export_logs import ATTACK
from export_readers import export

from ikhtilaf.query.filters import Filters
from ikhtilaf.store import Store

pyogrio = pytest.importorskip("pyogrio")


def features(store: Store, **given: Any) -> dict[str, Any]:
    collection = json.loads(export("geojson", store, **given).content)
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


def test_gdal_reads_the_shipped_log(shipped: Store, tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    path.write_bytes(export("geojson", shipped).content)
    told = pyogrio.read_info(path)
    assert told["driver"] == "GeoJSON"
    assert told["features"] == len(list(shipped.rows("SELECT 1 FROM place")))
    columns, _, _, values = pyogrio.raw.read(path, read_geometry=False)
    rows = [dict(zip(columns["fields"], row, strict=True)) for row in zip(*values, strict=True)]
    by_id = {row["id"]: row for row in rows}
    assert by_id["nangarhar"]["kind"] == "province"
    assert by_id["achin"]["within"] == "nangarhar"
    assert by_id["nangarhar"]["events"] > 0 == by_id["achin"]["events"]


def test_no_place_has_a_point_that_the_log_does_not_give(shipped: Store) -> None:
    assert {feature["geometry"] is None for feature in features(shipped).values()} == {True}


def test_a_point_is_longitude_then_latitude(tmp_path: Path) -> None:
    path = tmp_path / "places.geojson"
    store = log(place("kabul", coordinates=(34.5, 69.2)), event("one", "2015", factions=["a"], places=["kabul"]))
    path.write_bytes(export("geojson", store).content)
    _, _, (point,), _ = pyogrio.raw.read(path)
    assert point.hex().endswith("cdcccccccc4c51400000000000404140")  # WKB: two doubles, x then y
    assert features(store)["kabul"]["geometry"] == {"type": "Point", "coordinates": [69.2, 34.5]}


def test_filters_choose_the_events_and_places_the_features() -> None:
    store = log(
        place("north"),
        place("ford", "district", within="north"),
        event("first", "2015-01-01", factions=["a"], places=["north"]),
        event("second", "2015/2016", factions=["a"], places=["ford"]),
        event("elsewhere", "2015", factions=["a"], places=["south"]),
    )
    counts = {name: one["properties"]["events"] for name, one in features(store).items()}
    assert counts == {"ford": 1, "north": 1, "south": 1}
    inside = features(store, filters=Filters(places=("north",), within=(("north",),), until=n("2015-01-01")))
    assert {name: one["properties"]["events"] for name, one in inside.items()} == {"ford": 1, "north": 1}
    assert {name: one["properties"]["certain_events"] for name, one in inside.items()} == {"ford": 0, "north": 1}
    assert export("geojson", store, filters=Filters(until=n("1990"))).written.matched == 0


def test_an_event_keeps_its_date_its_words_and_its_sources(hostile: Store) -> None:
    (told,) = features(hostile)["east"]["properties"]["told"]
    assert (told["date"], told["earliest"], told["latest"]) == ("2015-03", "2015-03-01", "2015-03-31")
    assert told["when"] == f"March 2015 (“{ATTACK}”)"
    assert told["claims"][0].startswith(f"{ATTACK} (evil): asserts, with the hedge “{ATTACK}”")
    assert "<" not in export("geojson", hostile).text
