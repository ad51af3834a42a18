"""Answers in the groups in which the page shows them: events by year, areas by what is said, disputes side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ikhtilaf.model.vocabulary import STATES
from ikhtilaf.render.sheets_of_relations import state_words

Row = dict[str, Any]


def by_year(events: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return events, which are in the order of time, under the years in which they can have begun at the earliest; one
    without a first day under that of its last.

    An event that the declared order puts behind one of a later year stands with that one, so that each year comes once.
    """
    years: list[tuple[str, list[Row]]] = []
    for event in events:
        year = _year(event)
        if not years or (year and (not years[-1][0] or int(year) > int(years[-1][0]))):
            years.append((year, []))
        years[-1][1].append(event)
    return years


def _year(event: Row) -> str:
    first = event["earliest"] or event["latest"]
    return first.rsplit("-", 2)[0] if first else ""


def grouped_areas(faction: Row) -> list[list[Row]]:
    """Return the areas of a summary in runs that are one fact: one text, one date, the same claims."""
    return [list(some) for _, some in groupby(faction["areas"], lambda a: (a["text"], a["date"], a["claims"]))]


def standing(faction: Row) -> list[tuple[str, list[tuple[str, Row]]]]:
    """Return the relations of a summary by their states in words, from the worst to the best; each with the other
    faction.
    """
    found: dict[str, list[tuple[str, Row]]] = {}
    for row in faction["relations"]:
        other = next(name for name in row["between"] if name != faction["id"])
        said = state_words(row) + (", inherited" if row["inherited_from"] else "")
        found.setdefault(said, []).append((other, row))
    ranks = {state: rank for rank, state in enumerate(STATES)}
    return sorted(found.items(), key=lambda group: ranks.get(group[1][0][1]["state"], len(ranks)))


def alike(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the relations of a pair in groups: the one in general, then the places in which the same is said."""
    found: dict[tuple[bool, str, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        key = (row["place"] is not None, state_words(row), tuple(row["inherited_from"] or ()))
        found.setdefault(key, []).append(row)
    return list(found.values())


def columns_of(dispute: Row) -> list[tuple[str, list[Row]]]:
    """Return the positions of a dispute side by side: what is held, and everybody who holds it."""
    sides: dict[str, list[Row]] = {}
    for position in dispute["positions"]:
        held = position.get("state") or (position["text"] if "figure" in position else position["stance"])
        sides.setdefault(held, []).append(position)
    return list(sides.items())
