"""The formats that a log is exported in: what each is for, and who writes it."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One format.

    `module` has `write(request, target)`, where the target is a binary stream, or the path of an empty folder for a
    format of several files. `matches` is what it has a row, an entry or a line for. `of_a_day`: it shows one day.
    """

    meaning: str
    module: str
    matches: str
    folder: bool = False
    text: bool = True
    of_a_day: bool = False


KINDS = {
    "timelinejs": Kind("events, as JSON for TimelineJS3", "timelinejs", "event"),
    "ics": Kind("events, as a calendar (iCalendar)", "calendar", "event"),
    "geojson": Kind("places with their events, as GeoJSON", "geojson", "place"),
    "json-ld": Kind("events with their sources, as JSON-LD in the words of schema.org", "linked", "event"),
    "gexf": Kind("relations over time, as a dynamic graph for Gephi", "gexf", "relation"),
    "graphml": Kind("relations over time, as a graph in GraphML", "graphml", "relation"),
    "dot": Kind("relations on a day, for Graphviz", "dot", "relation", of_a_day=True),
    "mermaid": Kind("relations on a day, as a Mermaid flowchart", "mermaid", "relation", of_a_day=True),
    "csv": Kind("tidy tables in a folder, with a datapackage.json", "csv_tables", "event", folder=True),
    "parquet": Kind("the same tables as Parquet", "parquet", "event", folder=True),
    "sqlite": Kind("the same tables as one SQLite file", "sqlite", "event", text=False),
}
"""In the order of the help."""
