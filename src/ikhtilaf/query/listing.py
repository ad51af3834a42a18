"""What there is: the things of a log and the words it may use, one row each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ikhtilaf.model import vocabulary
from ikhtilaf.query.errors import UnknownKindError
from ikhtilaf.query.timeline import day_text
from ikhtilaf.store import Store

Row = dict[str, Any]


def factions(store: Store) -> Iterator[Row]:
    """Yield every faction: id, name, kind, part_of, split_from, events, aliases; by id."""
    for n, identifier, name, kind in store.rows("SELECT n, id, name, kind FROM faction ORDER BY id"):
        yield {
            "id": identifier,
            "name": name,
            "kind": kind,
            "part_of": _tied(store, identifier, "part_of"),
            "split_from": _tied(store, identifier, "split_from"),
            "events": _count(store, "event_faction", "faction", n),
            "aliases": aliases(store, "faction", identifier),
        }


def places(store: Store) -> Iterator[Row]:
    """Yield every place: id, name, kind, within, includes, iso, events, aliases; by id."""
    sql = "SELECT n, id, name, kind, within, iso FROM place ORDER BY id"
    for n, identifier, name, kind, within, iso in store.rows(sql):
        includes = store.column(
            "SELECT c.inner_place FROM place_covers c JOIN place p ON p.id = c.inner_place "
            "WHERE c.place = ? AND p.kind = 'province' ORDER BY c.inner_place",
            (identifier,),
        )
        yield {
            "id": identifier,
            "name": name,
            "kind": kind,
            "within": within,
            "includes": includes if kind == "region" else [],
            "iso": iso,
            "events": _count(store, "event_place", "place", n),
            "aliases": aliases(store, "place", identifier),
        }


def people(store: Store) -> Iterator[Row]:
    """Yield every person: id, name, events, leads, aliases; by id."""
    for n, identifier, name in store.rows("SELECT n, id, name FROM person ORDER BY id"):
        leads = store.column(
            "SELECT DISTINCT faction FROM fact WHERE kind = 'leader' AND person = ? ORDER BY faction", (identifier,)
        )
        yield {
            "id": identifier,
            "name": name,
            "leads": leads,
            "events": _count(store, "event_person", "person", n),
            "aliases": aliases(store, "person", identifier),
        }


def sources(store: Store) -> Iterator[Row]:
    """Yield every source: id, kind, title, date, affiliation, place, reported_by, same_words_as, claims; by date, then
    id.
    """
    sql = """SELECT n, id, kind, title, date, earliest, latest, affiliation, place, reported_by, same_words_as
             FROM source ORDER BY earliest IS NULL, earliest, id"""
    for n, identifier, kind, title, date, earliest, latest, affiliation, place, reported_by, same in store.rows(sql):
        yield {
            "id": identifier,
            "kind": kind,
            "title": title,
            "date": date,
            "earliest": day_text(earliest),
            "latest": day_text(latest),
            "affiliation": affiliation,
            "place": place,
            "reported_by": reported_by,
            "same_words_as": same,
            "claims": _count(store, "claim", "source", n),
        }


def types(store: Store) -> Iterator[Row]:
    """Yield every event type: id, definition, elsewhere, events."""
    counts = dict(store.rows("SELECT type, COUNT(*) FROM event GROUP BY type"))
    for term in vocabulary.EVENT_TYPES.values():
        yield {**term._asdict(), "events": counts.get(term.id, 0)}


def states(store: Store) -> Iterator[Row]:
    """Yield every relation state from the worst to the best: id, glyph, definition, elsewhere, assertions."""
    counts = dict(store.rows("SELECT state, COUNT(*) FROM assertion GROUP BY state"))
    for state in vocabulary.STATES.values():
        yield {
            "id": state.id,
            "glyph": state.glyph,
            "definition": state.definition,
            "elsewhere": state.elsewhere,
            "assertions": counts.get(state.id, 0),
        }


def words(terms: dict[str, vocabulary.Term]) -> Callable[[Store], Iterator[Row]]:
    """Return a listing of a closed list of words: id, definition."""
    return lambda _store: ({"id": term.id, "definition": term.definition} for term in terms.values())


LISTINGS: dict[str, Callable[[Store], Iterator[Row]]] = {
    "factions": factions,
    "people": people,
    "places": places,
    "sources": sources,
    "types": types,
    "states": states,
    "stances": words(vocabulary.STANCES),
    "roles": words(vocabulary.ROLES),
}


def listed_kind(typed: str) -> str:
    """Return the kind of thing to list, in the plural; the singular will do. Raises `UnknownKindError`."""
    typed = typed.strip().casefold()
    for kind in LISTINGS:
        if typed in {kind, kind.removesuffix("s"), {"people": "person"}.get(kind)}:
            return kind
    raise UnknownKindError(typed, list(LISTINGS))


def aliases(store: Store, kind: str, identifier: str) -> list[str]:
    """Return the aliases of a thing as the log has them."""
    return store.column("SELECT alias FROM alias WHERE kind = ? AND id = ? ORDER BY position", (kind, identifier))


def _tied(store: Store, faction: str, kind: str) -> list[str]:
    return store.column("SELECT DISTINCT other FROM tie WHERE faction = ? AND kind = ? ORDER BY other", (faction, kind))


def _count(store: Store, table: str, column: str, number: int) -> int:
    row = store.row(f"SELECT COUNT(*) FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 -- our own table names
    return int(row[0]) if row else 0
