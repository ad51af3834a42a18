"""A log that came in a stream, written as YAML in the one layout, an event at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from ikhtilaf.log.layout import STEP, item_lines, section_lines
from ikhtilaf.log.tree import Branch, Item, Node
from ikhtilaf.store import Store
from ikhtilaf.store.database import from_list

Value = str | Mapping[str, Any] | Sequence[Any] | None


def write_yaml(store: Store, out: TextIO) -> None:
    """Write a compiled log that `Stream` made as YAML: what compiles to it again."""
    facts = store.facts
    head = {key: facts[key] for key in ("title", "covers", "reporter", "note")}
    _write(out, section_lines(Item(_node(head), "log"), apart=False))
    for name, things, apart in (
        ("sources", _sources(store), False),
        ("places", _places(store), False),
        ("factions", _factions(store), True),
    ):
        if things:
            out.write("\n")
            _write(out, section_lines(Item(_node(things), name), apart=apart))
    out.write("\nevents:\n")
    for n, event in enumerate(_events(store)):
        if n:
            out.write("\n")
        _write(out, item_lines(Item(_node(event)), STEP, keep_blanks=True))


def _write(out: TextIO, lines: Iterator[str]) -> None:
    out.writelines(f"{line}\n" for line in lines)


def _node(value: Any) -> Node:
    """Return a value as a tree; in a mapping what is empty is left out."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return Branch(True, [Item(_node(one), key) for key, one in value.items() if one not in (None, "", (), [])])  # noqa: FBT003
    return Branch(False, [Item(_node(one)) for one in value])  # noqa: FBT003


def _aliases(store: Store, kind: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, alias in store.rows("SELECT id, alias FROM alias WHERE kind = ? ORDER BY id, position", (kind,)):
        found.setdefault(id_, []).append(alias)
    return found


def _sources(store: Store) -> dict[str, Any]:
    keys = ("kind", "title", "author", "date", "reported_by", "note", "url")
    rows = store.rows(f"SELECT id, {', '.join(keys)} FROM source ORDER BY n")  # noqa: S608 -- our own columns
    return {id_: dict(zip(keys, values, strict=True)) for id_, *values in rows}


def _places(store: Store) -> dict[str, Any]:
    aliases = _aliases(store, "place")
    rows = store.rows("SELECT id, kind, name, within, latitude, longitude FROM place ORDER BY n")
    return {
        id_: {
            "kind": kind,
            "name": name,
            "within": within,
            "aliases": aliases.get(id_),
            "coordinates": None if latitude is None else [str(latitude), str(longitude)],
        }
        for id_, kind, name, within, latitude, longitude in rows
    }


def _factions(store: Store) -> dict[str, Any]:
    rows = store.rows("SELECT id, kind, name FROM faction ORDER BY n")
    return {id_: {"kind": kind, "name": name} for id_, kind, name in rows}


def _events(store: Store) -> Iterator[dict[str, Any]]:
    """Yield the events in the order of a timeline, each with what stands in the tables of its lists."""
    factions, places, sources = (
        dict(store.rows(f"SELECT n, id FROM {kind}"))  # noqa: S608 -- our own tables
        for kind in ("faction", "place", "source")
    )
    reporter = store.facts["reporter"]
    events = store.rows(
        "SELECT e.n, id, date, type, title, text FROM event e JOIN event_text x ON x.n = e.n ORDER BY e.n"
    )
    for n, id_, date, type_, title, text in events:
        parts = store.rows("SELECT faction, role FROM event_faction WHERE event = ? ORDER BY position", (n,))
        where = store.column("SELECT place FROM event_place WHERE event = ? ORDER BY position", (n,))
        said = store.rows("SELECT a, b, state, until FROM assertion WHERE event = ? ORDER BY n", (n,))
        claims = store.rows("SELECT source, cites, note FROM claim WHERE event = ? ORDER BY n", (n,))
        yield {
            "id": id_,
            "date": date,
            "type": type_,
            "title": title,
            "factions": {factions[faction]: role for faction, role in parts},
            "places": [places[place] for place in where],
            "text": text,
            "relations": [
                {"between": [factions[a], factions[b]], "state": state, "until": until} for a, b, state, until in said
            ],
            "claims": [
                {
                    "source": "" if sources[source] == reporter else sources[source],
                    "cites": from_list(cites),
                    "note": note,
                }
                for source, cites, note in claims
            ],
        }
