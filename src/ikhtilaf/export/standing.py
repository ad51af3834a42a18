"""Relations on a day, for drawings: the factions, and a line a pair and place with what should be read beside it."""

from __future__ import annotations

from typing import NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request
from ikhtilaf.export.said import claims_briefly
from ikhtilaf.export.spans import claims_of
from ikhtilaf.export.when import began_words, ended_words
from ikhtilaf.model.vocabulary import STATES, UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.relations import relations


class Line(NamedTuple):
    """How two factions stood, in general or in a place.

    `sign` is -1 hostile, 0 neither, 1 friendly; `certain` is False where the state is only possible, inherited, hedged
    or contested. `said` are the lines to be read beside it: the state, the place, since when, who says so.
    """

    between: tuple[str, str]
    state: str
    sign: int
    certain: bool
    said: tuple[str, ...]


class Standing(NamedTuple):
    """All lines of a day, and the factions that they connect, with their names."""

    factions: dict[str, str]
    lines: list[Line]
    heading: str


def standing(request: Request) -> Standing:
    """Return how the factions stood on the day that is asked for."""
    names, made = Names(request.store), []
    rows = [
        row
        for row in relations(Assertions(request.store, request.view), request.day, request.filters)
        if row["states"] or row["possible"]
    ]
    claims = claims_of(request, {event for row in rows for event in row["events"]})
    for row in rows:
        a, b = row["between"]
        possible = row["state"] == UNKNOWN
        states = row["possible"] if possible else row["states"]
        said = [("possibly " if possible else "") + (" or " if possible else " / ").join(states)]
        said[0] += "" if row["certain"] or possible else " ?"
        said += [f"in {names.place(row['place'])}"] if row["place"] else []
        said += [began_words(row["since"]["date"])] if row["since"] else []
        said += [ended_words(row["until"]["date"])] if row["until"] else []
        if row["inherited_from"]:
            said.append(f"inherited from {', '.join(names.factions(row['inherited_from']))}")
        spoken = claims_briefly([claim for event in row["events"] for claim in claims.get(event, [])])
        said += [spoken] if spoken else []
        signs = {STATES[state].sign for state in states}
        sign = signs.pop() if len(signs) == 1 else 0
        made.append(Line((a, b), row["state"], sign, bool(row["certain"]) and not possible, tuple(said)))
    factions = sorted({faction for line in made for faction in line.between})
    heading = f"{request.heading}: relations on {iso(request.day)}"
    return Standing({faction: names.faction(faction) for faction in factions}, made, heading)
