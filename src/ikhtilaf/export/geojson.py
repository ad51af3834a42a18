"""GeoJSON (RFC 7946): a feature a place, with the events that are set there; its point only where the log gives one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ikhtilaf.export.json_text import encoded
from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request, Row, Written
from ikhtilaf.export.said import claim_words, remarks
from ikhtilaf.export.when import dated
from ikhtilaf.query.timeline import timeline


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the places asked for (none named: all) as one collection, a feature a line.

    The filters choose the events; `matched` counts the places that have any. What is said of a place stands with that
    place only, not with those around it or in it.
    """
    names, events = Names(request.store), dict[str, list[Row]]()
    for row in timeline(request.store, request.filters, request.view):
        for place in row["places"]:
            events.setdefault(place, []).append(_event(row, names))
    stream.write(b'{"type": "FeatureCollection", "features": [')
    matched, comma = 0, b"\n"
    for feature in _features(request, events):
        matched += bool(feature["properties"]["events"])
        stream.write(comma + encoded(feature).encode())
        comma = b",\n"
    stream.write(b"\n]}\n")
    return Written(matched)


def _features(request: Request, events: dict[str, list[Row]]) -> Iterator[Row]:
    store, inside = request.store, _asked(request)
    for identifier, kind, name, within, iso, latitude, longitude, note in store.rows(
        "SELECT id, kind, name, within, iso, latitude, longitude, note FROM place ORDER BY id"
    ):
        if inside is not None and identifier not in inside:
            continue
        placed = latitude is not None and longitude is not None
        found = events.get(identifier, [])
        yield {
            "type": "Feature",
            "id": identifier,
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if placed else None,
            "properties": {
                "name": name,
                "kind": kind,
                "within": within,
                "iso": iso or None,
                "note": note or None,
                "events": len(found),
                "certain_events": sum(event["match"] == "certain" for event in found),
                "told": found,
            },
        }


def _asked(request: Request) -> set[str] | None:
    """The places that lie in those asked for; None where none is named."""
    if not request.filters.places:
        return None
    marks = ", ".join("?" * len(request.filters.places))
    sql = f"SELECT inner_place FROM place_covers WHERE place IN ({marks})"  # noqa: S608 -- question marks
    return set(request.store.column(sql, request.filters.places))


def _event(row: Row, names: Names) -> Row:
    return {
        "id": row["id"],
        "type": row["type"],
        "title": row["title"],
        "date": row["date"],
        "when": dated(row),
        "earliest": row["earliest"],
        "latest": row["latest"],
        "match": row["match"],
        "contested": row["contested"],
        "factions": row["factions"],
        "text": row["text"],
        "remarks": remarks(row),
        "claims": [claim_words(claim, names) for claim in row["claims"]],
    }
