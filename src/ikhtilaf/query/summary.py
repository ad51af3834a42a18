"""Who a faction is: what it is part of and made of, who leads it, how strong it is, where it is, how it stands to the
others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ikhtilaf.dates import iso
from ikhtilaf.dates.days import split
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.conditions import event_condition, sure_condition
from ikhtilaf.query.errors import UnknownNameError
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.measures import measures
from ikhtilaf.query.relations import last_day, relations
from ikhtilaf.query.said import citations, claims_on, supporters
from ikhtilaf.query.timeline import day_text, matching_numbers, unique
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store

Row = dict[str, Any]


def summary(
    store: Store,
    factions: Sequence[str] = (),
    day: int | None = None,
    filters: Filters | None = None,
    view: View = EVERYBODY,
) -> Iterator[Row]:
    """Yield a summary of each faction (identifiers; none: all of them, by name): the JSON contract's fields, and
    `measures`.

    `relations` are as of `day` (a day number; None: the last day that the log covers). The filters narrow the events
    that are counted, and the places and states of the relations. A fact counts where somebody whose words count speaks
    for it.
    """
    yield from summaries(Assertions(store, view), factions, day, filters)


def summaries(
    assertions: Assertions,
    factions: Sequence[str] = (),
    day: int | None = None,
    filters: Filters | None = None,
    *,
    standing: Sequence[Row] | None = None,
    measured: bool = True,
) -> Iterator[Row]:
    """Yield what `summary` does, from assertions that are there already.

    `standing` are the rows of all relations under the same filters, where somebody has them; `measured` False leaves
    `measures` empty.
    """
    store, filters = assertions.store, filters or Filters()
    for faction in factions or store.column("SELECT id FROM faction ORDER BY id"):
        known = None if standing is None else [row for row in standing if faction in row["between"]]
        row = _summary(assertions, faction, last_day(store) if day is None else day, filters, known)
        general = [one for one in row["relations"] if one["place"] is None] if measured else []
        yield {**row, "measures": [_measured(assertions, faction, one) for one in general]}


def _summary(assertions: Assertions, faction: str, day: int, filters: Filters, standing: Sequence[Row] | None) -> Row:
    store, view = assertions.store, assertions.view
    named = store.row("SELECT name, kind, note, at FROM faction WHERE id = ?", (faction,))
    if named is None:
        raise UnknownNameError("faction", faction, [], "factions")
    name, kind, note, at = named
    facts = list(_facts(store, faction, assertions.kept))
    ties = list(ties_of(store, faction, assertions.kept))
    if standing is None:
        standing = list(relations(assertions, day, filters._replace(factions=(), between=None), only=faction))
    return {
        "id": faction,
        "name": name,
        "kind": kind,
        "aliases": store.column(
            "SELECT alias FROM alias WHERE kind = 'faction' AND id = ? ORDER BY position", (faction,)
        ),
        "note": note,
        "part_of": [tie["faction"] for tie in ties if tie["kind"] == "part_of"],
        "split_from": [tie["faction"] for tie in ties if tie["kind"] == "split_from"],
        "merged_into": [tie["faction"] for tie in ties if tie["kind"] == "merged_into"],
        "renamed_from": [tie["faction"] for tie in ties if tie["kind"] == "renamed_from"],
        "parts": store.column(
            "SELECT DISTINCT faction FROM tie WHERE other = ? AND kind = 'part_of' ORDER BY faction", (faction,)
        ),
        "ties": ties,
        "leaders": [fact for fact in facts if fact["kind"] == "leader"],
        "strength": [fact for fact in facts if fact["kind"] in {"strength", "share"}],
        "areas": [area for fact in facts if fact["kind"] == "area" for area in _areas(store, fact)],
        "character": [fact for fact in facts if fact["kind"] in {"composition", "character"}],
        "members_from": _defections(store, faction, "destination", "origin", assertions.kept),
        "members_to": _defections(store, faction, "origin", "destination", assertions.kept),
        "relations": standing,
        "measures": [],
        **_events(store, faction, filters, view),
        "as_of": iso(day),
        "at": at,
    }


def _measured(assertions: Assertions, faction: str, row: Row) -> Row:
    other = next(name for name in row["between"] if name != faction)
    return {"with": other, **measures(assertions, (faction, other))}


def _events(store: Store, faction: str, filters: Filters, view: View) -> Row:
    """How many events the faction takes part in, by the year in which they certainly fall, the first and the last, the
    sources.
    """
    own = filters._replace(factions=(), between=None)
    condition = event_condition(store, own, view)
    sure = sure_condition(own, view) if filters.certain else None
    where = "e.n IN (SELECT x.event FROM event_faction x JOIN faction f ON f.n = x.faction WHERE f.id = ?)"
    sql = f"{condition.sql} AND {where}" + (f" AND {sure.sql}" if sure else "")
    parameters = (*condition.parameters, faction, *(sure.parameters if sure else ()))
    numbers = matching_numbers(store, condition._replace(sql=sql, parameters=parameters))
    by_year: dict[str, int] = {}
    ids: list[str] = []
    sources: list[str] = []
    kept = None if view == EVERYBODY else view.kept(store)
    for number in numbers:
        event = store.row("SELECT id, earliest, latest FROM event WHERE n = ?", (number,))
        if event is None:
            continue
        identifier, earliest, latest = event
        ids.append(identifier)
        year = _year(earliest, latest)
        by_year[year] = by_year.get(year, 0) + 1
        sources.extend(claim["source"] for claim in claims_on(store, "event", number, kept))
    return {
        "events": {"total": len(numbers), "by_year": dict(sorted(by_year.items()))},
        "first": ids[0] if ids else None,
        "last": ids[-1] if ids else None,
        "sources": sorted(unique(sources)),
    }


def _year(earliest: int | None, latest: int | None) -> str:
    """The year that an event certainly falls in; `undated` where it may fall in more than one."""
    if earliest is None or latest is None or split(earliest)[0] != split(latest)[0]:
        return "undated"
    return str(split(earliest)[0])


def ties_of(store: Store, faction: str, kept: dict[str, bool] | None = None) -> Iterator[Row]:
    """Yield the structural ties of a faction for which somebody whose words count speaks: kind, faction, date, text,
    sources.
    """
    sql = "SELECT n, kind, other, date, wording, text, at FROM tie WHERE faction = ? ORDER BY earliest, n"
    for n, kind, other, date, wording, text, at in store.rows(sql, (faction,)):
        claims = claims_on(store, "tie", n, kept)
        if supporters(claims):
            yield {
                "kind": kind,
                "faction": other,
                "date": date,
                "wording": wording,
                "text": text,
                "sources": supporters(claims),
                "cites": citations(claims),
                "claims": claims,
                "at": at,
            }


def _facts(store: Store, faction: str, kept: dict[str, bool] | None) -> Iterator[Row]:
    sql = """SELECT n, kind, date, earliest, latest, wording, text, figure, hedge, of_faction, person, at
             FROM fact WHERE faction = ? ORDER BY kind, earliest, n"""
    for n, kind, date, earliest, latest, wording, text, figure, hedge, of, person, at in store.rows(sql, (faction,)):
        claims = claims_on(store, "fact", n, kept)
        if not supporters(claims):
            continue
        fact: Row = {"kind": kind, "date": date, "earliest": day_text(earliest), "latest": day_text(latest)}
        fact |= {"wording": wording, "text": text}
        if figure is not None:
            fact |= {"figure": figure, "hedge": hedge, "of": of}
        if person is not None:
            fact["person"] = person
        places = list(store.rows("SELECT place, main FROM fact_place WHERE fact = ? ORDER BY position", (n,)))
        if places:
            fact |= {"places": [place for place, _ in places], "main": [place for place, main in places if main]}
        yield {**fact, "sources": supporters(claims), "cites": citations(claims), "claims": claims, "at": at}


def _areas(store: Store, fact: Row) -> Iterator[Row]:
    """One row a place of a fact about where a faction operates."""
    for place in fact["places"]:
        known = store.row("SELECT kind, within FROM place WHERE id = ?", (place,))
        kind, within = known or ("", None)
        yield {
            "place": place,
            "kind": kind,
            "within": within,
            "main": place in fact["main"],
            "date": fact["date"],
            "text": fact["text"],
            "sources": fact["sources"],
            "cites": fact["cites"],
            "claims": fact["claims"],
        }


def _defections(store: Store, faction: str, role: str, other_role: str, kept: dict[str, bool] | None) -> list[Row]:
    """With whom people were exchanged: one row a faction, with the events that tell of it."""
    sql = """SELECT t.id, e.n, e.id FROM faction own JOIN event_faction f ON f.faction = own.n AND f.role = ?
             JOIN event e ON e.n = f.event AND e.type = 'defection'
             JOIN event_faction o ON o.event = e.n AND o.role = ? JOIN faction t ON t.n = o.faction
             WHERE own.id = ? ORDER BY t.id, e.n"""
    found: dict[str, list[str]] = {}
    for other, number, event in store.rows(sql, (role, other_role, faction)):
        if supporters(claims_on(store, "event", number, kept)):
            found.setdefault(other, []).append(event)
    return [{"faction": other, "events": events} for other, events in found.items()]
