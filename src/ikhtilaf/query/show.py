"""One thing whole, whatever it is: an event, a faction, a place, a person, a source, a passage of the text, a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikhtilaf.model import vocabulary
from ikhtilaf.model.names import nearest, normalise
from ikhtilaf.query.errors import NothingCalledSoError
from ikhtilaf.query.listing import aliases
from ikhtilaf.query.passages import Passages
from ikhtilaf.query.said import citations, claims_on
from ikhtilaf.query.summary import summary
from ikhtilaf.query.timeline import events_by_id
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store
from ikhtilaf.store.database import as_list, from_list

Row = dict[str, Any]


def show(store: Store, typed: str, view: View = EVERYBODY) -> list[Row]:
    """Return everything that goes by the name typed, each as a row with its `thing`: several where kinds share a name.

    Raises `NothingCalledSoError` with the nearest names where there is nothing.
    """
    form = normalise(typed)
    found = [_event(store, row) for row in events_by_id(store, [typed.strip(), form], view)]
    named: dict[str, str] = dict(store.rows("SELECT kind, id FROM name WHERE form = ?", (form,)))
    if "faction" in named:
        found.extend({"thing": "faction", **row} for row in summary(store, [named["faction"]], view=view))
    if "place" in named:
        found.append(place_of(store, named["place"]))
    if "person" in named:
        found.append(person_of(store, named["person"]))
    if "source" in named:
        found.append(source_of(store, named["source"]))
    found.extend(_passages(store, typed.strip()))
    found.extend(_words(form))
    if not found:
        raise NothingCalledSoError(typed, _near(store, typed))
    return found


def _near(store: Store, typed: str) -> list[str]:
    known = dict(store.rows("SELECT name, id FROM name ORDER BY rank DESC, form DESC"))
    known.update({event: event for event in store.column("SELECT id FROM event")})
    return list(dict.fromkeys(known[name] for name in nearest(typed, known)))


def _event(store: Store, row: Row) -> Row:
    return {"thing": "event", **row, **orders(store, row["id"])[row["id"]]}


def orders(store: Store, event: str | None = None) -> dict[str, Row]:
    """Return of every event, or of one, those that it comes after (also through several steps), those that it ends, and
    those that end it, each in the order of time: `after`, `ends`, `ended_by`.
    """
    names = store.column("SELECT id FROM event") if event is None else [event]
    found: dict[str, Row] = {name: {"after": [], "ends": [], "ended_by": []} for name in names}
    only, parameters = ("1 = 1", ()) if event is None else ("a.id = ?", (event,))
    for key, table, column, other in (
        ("after", "event_after", "later", "earlier"),
        ("ends", "event_ends", "event", "ended"),
        ("ended_by", "event_ends", "ended", "event"),
    ):
        sql = (
            f"SELECT a.id, b.id FROM {table} x JOIN event a ON a.n = x.{column} JOIN event b ON b.n = x.{other} "  # noqa: S608
            f"WHERE {only} ORDER BY b.n"
        )
        for one, name in store.rows(sql, parameters):
            found[one][key].append(name)
    return found


def place_of(store: Store, identifier: str) -> Row:
    """Return a place whole, as a row of `show`."""
    found = store.row("SELECT name, kind, within, iso, note, cites, at FROM place WHERE id = ?", (identifier,))
    name, kind, within, iso, note, cites, at = found or ("", "", None, "", "", "[]", "")
    covered = "SELECT inner_place FROM place_covers WHERE place = ?"
    return {
        "thing": "place",
        "id": identifier,
        "name": name,
        "kind": kind,
        "within": within,
        "contains": store.column(
            "SELECT inner_place FROM place_covers WHERE place = ? AND inner_place <> ? ORDER BY inner_place",
            (identifier, identifier),
        ),
        "iso": iso,
        "aliases": aliases(store, "place", identifier),
        "note": note,
        "cites": from_list(cites),
        "factions": store.column(
            f"SELECT DISTINCT f.faction FROM fact f JOIN fact_place p ON p.fact = f.n WHERE p.place IN ({covered}) "  # noqa: S608
            "ORDER BY f.faction",
            (identifier,),
        ),
        "sources": store.column(f"SELECT id FROM source WHERE place IN ({covered}) ORDER BY id", (identifier,)),  # noqa: S608
        "events": _events(
            store,
            f"SELECT x.event FROM event_place x JOIN place p ON p.n = x.place WHERE p.id IN ({covered})",  # noqa: S608
            identifier,
        ),
        "at": at,
    }


def _events(store: Store, numbers: str, identifier: str) -> list[Row]:
    """The events whose numbers a query finds for an identifier, in the order of time: id, date, title."""
    sql = f"SELECT id, date, title FROM event WHERE n IN ({numbers}) ORDER BY n"  # noqa: S608 -- our own queries
    return [{"id": event, "date": date, "title": title} for event, date, title in store.rows(sql, (identifier,))]


def person_of(store: Store, identifier: str) -> Row:
    """Return a person whole, as a row of `show`."""
    found = store.row("SELECT name, note, cites, at FROM person WHERE id = ?", (identifier,))
    name, note, cites, at = found or ("", "", "[]", "")
    return {
        "thing": "person",
        "id": identifier,
        "name": name,
        "aliases": aliases(store, "person", identifier),
        "note": note,
        "leads": store.column(
            "SELECT DISTINCT faction FROM fact WHERE kind = 'leader' AND person = ? ORDER BY faction", (identifier,)
        ),
        "events": [
            {"id": event, "date": date, "title": title, "role": role}
            for event, date, title, role in store.rows(
                "SELECT e.id, e.date, e.title, x.role FROM event_person x JOIN event e ON e.n = x.event "
                "JOIN person p ON p.n = x.person WHERE p.id = ? ORDER BY e.n",
                (identifier,),
            )
        ],
        "cites": from_list(cites),
        "at": at,
    }


def source_of(store: Store, identifier: str) -> Row:
    """Return a source whole, as a row of `show`."""
    sql = """SELECT kind, title, author, date, affiliation, place, reported_by, same_words_as, note, url, at
             FROM source WHERE id = ?"""
    own = "SELECT n FROM source WHERE id = ?"
    keys = (
        "kind",
        "title",
        "author",
        "date",
        "affiliation",
        "place",
        "reported_by",
        "same_words_as",
        "note",
        "url",
        "at",
    )
    return {
        "thing": "source",
        "id": identifier,
        **dict(zip(keys, store.row(sql, (identifier,)) or (), strict=False)),
        "aliases": aliases(store, "source", identifier),
        "reports": store.column(
            "SELECT id FROM source WHERE reported_by = ? AND id <> ? ORDER BY id", (identifier, identifier)
        ),
        "events": _events(store, f"SELECT event FROM claim WHERE source = ({own})", identifier),  # noqa: S608
        "factions": store.column(
            f"SELECT f.faction FROM claim c JOIN fact f ON f.n = c.fact WHERE c.source = ({own}) "  # noqa: S608
            f"UNION SELECT t.faction FROM claim c JOIN tie t ON t.n = c.tie WHERE c.source = ({own})",
            (identifier, identifier),
        ),
    }


def _passages(store: Store, typed: str) -> Iterator[Row]:
    """What cites a passage of a text, such as Y7 or n20: claims of the source whose text it is, and of those it
    reports.
    """
    known = list(
        store.rows("SELECT source, passage, holds_nothing FROM passage WHERE lower(passage) = lower(?)", (typed,))
    )
    passages = Passages(store) if known else None
    for source, passage, holds_nothing in known:
        speakers = passages.speakers(source, passage) if passages else set()
        numbers: dict[str, set[int]] = {"event": set(), "fact": set(), "tie": set()}
        sql = """SELECT s.id, c.cites, c.event, c.fact, c.tie FROM claim c JOIN source s ON s.n = c.source
                 WHERE instr(c.cites, ?) ORDER BY c.n"""
        for speaker, cites, *about in store.rows(sql, (as_list([passage])[1:-1],)):
            if speaker in speakers and passage in from_list(cites):
                for kind, number in zip(numbers, about, strict=True):
                    numbers[kind].update([] if number is None else [number])
        yield {
            "thing": "passage",
            "id": passage,
            "source": source,
            "holds_nothing": holds_nothing,
            "events": [
                {"id": event, "date": date, "title": title}
                for number in sorted(numbers["event"])
                for event, date, title in store.rows("SELECT id, date, title FROM event WHERE n = ?", (number,))
            ],
            "facts": [row for kind in ("fact", "tie") for row in _cited(store, kind, numbers[kind])],
        }


def _cited(store: Store, about: str, numbers: set[int]) -> Iterator[Row]:
    """The facts or ties with these numbers."""
    for number, faction, kind in store.rows(f"SELECT n, faction, kind FROM {about} ORDER BY n"):  # noqa: S608
        if number in numbers:
            yield {"faction": faction, "kind": kind, "cites": citations(claims_on(store, about, number))}


def _words(form: str) -> Iterator[Row]:
    """The definitions of a word of a closed list."""
    lists = {
        "state": vocabulary.STATES,
        "event type": vocabulary.EVENT_TYPES,
        "stance": vocabulary.STANCES,
        "role": vocabulary.ROLES,
    }
    for kind, terms in lists.items():
        term = terms.get(form)  # type: ignore[attr-defined]
        if term is not None:
            yield {"thing": kind, "id": term.id, "definition": term.definition}
