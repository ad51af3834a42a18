"""What a log holds, thing by thing as plain fields, so that two versions of it can be laid side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from ikhtilaf.query.resolve import Span
from ikhtilaf.store import Store
from ikhtilaf.store.database import from_list


class Item(NamedTuple):
    """One thing: its identifier or, where it has none, what to call it; its fields; the days of its dates; where it
    stands; and what hangs on it (claims, relations), by kind.
    """

    id: str
    fields: dict[str, Any]
    spans: dict[str, Span]
    at: str
    parts: dict[str, list[Item]]


Contents = dict[str, list[Item]]
"""The things of a log by kind, events in the order of time, the others in the order of the log."""


def contents_of(store: Store) -> Contents:
    """Return all that a log holds: kinds log, event, faction, tie, fact, source, place, person."""
    claims = _claims(store)
    return {
        "event": _events(store, claims.get("event", {})),
        "faction": _named(store, "faction", "kind, name, note"),
        "tie": _ties(store, claims.get("tie", {})),
        "fact": _facts(store, claims.get("fact", {})),
        "source": _sources(store),
        "place": _places(store),
        "person": _named(store, "person", "name, note"),
        "log": _log(store),
    }


def _log(store: Store) -> list[Item]:
    facts = store.facts
    fields = {key: facts[key] for key in ("title", "covers", "reporter", "note")}
    return [Item("log", fields, {"covers": store.covers}, facts["file"], {})]


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[Any]]:
    """Values by their first column, in order; one column behind it is the value itself."""
    found: dict[Any, list[Any]] = {}
    for key, *values in rows:
        found.setdefault(key, []).append(values[0] if len(values) == 1 else tuple(values))
    return found


def _events(store: Store, claims: dict[int, list[Item]]) -> list[Item]:
    roles, people = (
        _grouped(
            store.rows(
                f"SELECT x.event, t.id, x.role FROM event_{kind} x JOIN {kind} t ON t.n = x.{kind} "  # noqa: S608 -- our own tables
                "ORDER BY x.event, x.position"
            )
        )
        for kind in ("faction", "person")
    )
    places = _grouped(
        store.rows("SELECT x.event, p.id FROM event_place x JOIN place p ON p.n = x.place ORDER BY x.event, x.position")
    )
    terms = _grouped(store.rows("SELECT event, term FROM event_term ORDER BY event, position"))
    ends = _grouped(store.rows("SELECT x.event, e.id FROM event_ends x JOIN event e ON e.n = x.ended ORDER BY 1, 2"))
    after = _declared_after(store)
    relations = _relations(store)
    sql = """SELECT e.n, e.id, e.date, e.earliest, e.latest, e.type, e.title, e.postscript, e.background, t.wording,
                    t.text, t.slip, f.name || ':' || e.line
             FROM event e JOIN event_text t ON t.n = e.n JOIN file f ON f.n = e.file ORDER BY e.n"""
    found = []
    for n, identifier, date, first, last, kind, title, postscript, background, *texts, at in store.rows(sql):
        wording, text, slip = texts
        fields = {
            "date": date,
            "wording": wording,
            "type": kind,
            "title": title,
            "factions": dict(roles.get(n, ())),
            "people": dict(people.get(n, ())),
            "places": places.get(n, []),
            "text": text,
            "terms": terms.get(n, []),
            "slip": slip,
            "after": after.get(n, []),
            "ends": ends.get(n, []),
            "postscript": bool(postscript),
            "background": bool(background),
        }
        parts = {"relation": relations.get(n, []), "claim": claims.get(n, [])}
        found.append(Item(identifier, fields, {"date": (first, last)}, at, parts))
    return found


def _declared_after(store: Store) -> dict[int, list[str]]:
    """By event those declared to come before it, without those that follow from others: the store keeps all that
    follows.
    """
    before = {later: set(earlier) for later, earlier in _grouped(store.rows("SELECT * FROM event_after")).items()}
    names = dict(store.rows("SELECT n, id FROM event")) if before else {}
    return {
        later: sorted(names[one] for one in earlier - {n for other in earlier for n in before.get(other, ())})
        for later, earlier in before.items()
    }


def _relations(store: Store) -> dict[int, list[Item]]:
    places = _grouped(
        store.rows(
            "SELECT x.assertion, p.id FROM assertion_place x JOIN place p ON p.n = x.place "
            "ORDER BY x.assertion, x.position"
        )
    )
    sql = """SELECT x.event, x.n, a.id, b.id, x.state, x.dated, x.begins, x.begin_earliest, x.begin_latest, x.until,
                    x.end_earliest, x.end_latest, x.note, f.name || ':' || x.line
             FROM assertion x JOIN faction a ON a.n = x.low JOIN faction b ON b.n = x.high JOIN file f ON f.n = x.file
             ORDER BY x.n"""
    found: dict[int, list[Item]] = {}
    for event, n, a, b, state, dated, begins, *days, note, at in store.rows(sql):
        first, last, until, end_first, end_last = days
        fields = {
            "between": [a, b],
            "state": state,
            "from": begins if dated else None,
            "until": until,
            "places": places.get(n, []),
            "note": note,
        }
        spans = {"from": (first, last), "until": (end_first, end_last)}
        found.setdefault(event, []).append(Item(f"{a} {b}", fields, spans, at, {}))
    return found


def _claims(store: Store) -> dict[str, dict[int, list[Item]]]:
    """Claims by what they are about, and its number."""
    found: dict[str, dict[int, list[Item]]] = {}
    sql = """SELECT x.event, x.tie, x.fact, s.id, x.stance, x.hedge, x.note, x.cites
             FROM claim x JOIN source s ON s.n = x.source ORDER BY x.n"""
    for event, tie, fact, source, stance, hedge, note, cites in store.rows(sql):
        numbers = {"event": event, "tie": tie, "fact": fact}
        about = next(kind for kind, number in numbers.items() if number is not None)
        fields = {"source": source, "stance": stance, "hedge": hedge, "cites": from_list(cites), "note": note}
        found.setdefault(about, {}).setdefault(numbers[about], []).append(Item(source, fields, {}, "", {}))
    return found


def _aliases(store: Store, kind: str) -> dict[str, list[str]]:
    return _grouped(store.rows("SELECT id, alias FROM alias WHERE kind = ? ORDER BY id, position", (kind,)))


def _named(store: Store, kind: str, columns: str) -> list[Item]:
    names, aliases = columns.split(", "), _aliases(store, kind)
    found = []
    for identifier, cites, at, *values in store.rows(f"SELECT id, cites, at, {columns} FROM {kind} ORDER BY id"):  # noqa: S608 -- our own
        fields = dict(zip(names, values, strict=True))
        fields |= {"aliases": aliases.get(identifier, []), "cites": from_list(cites)}
        found.append(Item(identifier, fields, {}, at, {}))
    return found


def _ties(store: Store, claims: dict[int, list[Item]]) -> list[Item]:
    sql = """SELECT n, faction, kind, other, date, earliest, latest, wording, text, at FROM tie
             ORDER BY faction, n"""
    found = []
    for n, faction, kind, other, date, first, last, wording, text, at in store.rows(sql):
        fields = {"faction": faction, "kind": kind, "other": other, "date": date, "wording": wording, "text": text}
        label = f"{faction} {kind} {other}"
        found.append(Item(label, fields, {"date": (first, last)}, at, {"claim": claims.get(n, [])}))
    return found


def _facts(store: Store, claims: dict[int, list[Item]]) -> list[Item]:
    places = _grouped(store.rows("SELECT fact, place, main FROM fact_place ORDER BY fact, position"))
    sql = """SELECT n, faction, kind, date, earliest, latest, wording, text, figure, hedge, of_faction, person, at
             FROM fact ORDER BY faction, n"""
    found = []
    for n, faction, kind, date, first, last, wording, text, figure, hedge, of, person, at in store.rows(sql):
        fields = {
            "faction": faction,
            "kind": kind,
            "person": person,
            "of": of,
            "figure": figure,
            "hedge": hedge,
            "date": date,
            "wording": wording,
            "text": text,
            "places": [place for place, _ in places.get(n, ())],
            "main": [place for place, main in places.get(n, ()) if main],
        }
        label = " ".join(filter(None, (faction, kind, person, of)))
        found.append(Item(label, fields, {"date": (first, last)}, at, {"claim": claims.get(n, [])}))
    return found


def _sources(store: Store) -> list[Item]:
    aliases = _aliases(store, "source")
    passages = _grouped(store.rows("SELECT source, passage, holds_nothing FROM passage ORDER BY source, position"))
    columns = "kind, title, author, affiliation, place, reported_by, same_words_as, note, url, date"
    names = columns.split(", ")
    found = []
    for identifier, first, last, at, *values in store.rows(
        f"SELECT id, earliest, latest, at, {columns} FROM source ORDER BY id"  # noqa: S608 -- our own columns
    ):
        fields = dict(zip(names, values, strict=True)) | {
            "aliases": aliases.get(identifier, []),
            "passages": [passage for passage, _ in passages.get(identifier, ())],
            "holds_nothing": {passage: why for passage, why in passages.get(identifier, ()) if why is not None},
        }
        found.append(Item(identifier, fields, {"date": (first, last)}, at, {}))
    return found


def _places(store: Store) -> list[Item]:
    aliases = _aliases(store, "place")
    inner = _grouped(store.rows("SELECT place, inner_place FROM place_covers ORDER BY place, inner_place"))
    found = []
    sql = "SELECT id, kind, name, within, iso, latitude, longitude, note, cites, at FROM place ORDER BY id"
    for identifier, kind, name, within, iso, latitude, longitude, note, cites, at in store.rows(sql):
        # What lies in a place that is no region says so itself, and so does a change of it.
        takes_in = [place for place in inner[identifier] if place != identifier] if kind == "region" else []
        fields = {
            "kind": kind,
            "name": name,
            "within": within,
            "takes_in": takes_in,
            "iso": iso,
            "coordinates": None if latitude is None else [latitude, longitude],
            "aliases": aliases.get(identifier, []),
            "note": note,
            "cites": from_list(cites),
        }
        found.append(Item(identifier, fields, {}, at, {}))
    return found
