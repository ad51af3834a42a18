"""From what somebody typed to the identifier that the log knows."""

from __future__ import annotations

from collections.abc import Iterable

from ikhtilaf.model import vocabulary
from ikhtilaf.model.names import nearest, normalise
from ikhtilaf.query.errors import UnknownNameError, WrongPlaceKindError
from ikhtilaf.store import Store

PLURALS = {
    "faction": "factions",
    "place": "places",
    "province": "places",
    "person": "people",
    "source": "sources",
    "type": "types",
    "state": "states",
    "event": "events",
}


def find(store: Store, kind: str, typed: str) -> str:
    """Return the identifier of the `kind` (faction, place, person, source) that goes by the name typed.

    Identifiers, names and aliases are equal; case, accents and the kind of hyphen do not count. Raises
    `UnknownNameError` with the nearest names, or with what else goes by the name.
    """
    found = store.row("SELECT id FROM name WHERE kind = ? AND form = ?", (kind, normalise(typed)))
    if found:
        return str(found[0])
    raise unknown(store, kind, typed, near(store, kind, typed))


def unknown(store: Store, kind: str, typed: str, nearest_names: list[str]) -> UnknownNameError:
    """Return the error for a name that no thing of the kind has; where a thing of another kind has it, that is the
    hint.
    """
    elsewhere = store.column("SELECT kind FROM name WHERE form = ? ORDER BY kind", (normalise(typed),))
    return UnknownNameError(kind, typed, nearest_names, PLURALS[kind], other=elsewhere[0] if elsewhere else "")


def near(store: Store, kind: str, typed: str) -> list[str]:
    """Return the identifiers of that kind whose identifier, name or alias looks most like what was typed."""
    known = dict(store.rows("SELECT name, id FROM name WHERE kind = ? ORDER BY rank DESC, form DESC", (kind,)))
    return list(dict.fromkeys(known[name] for name in nearest(typed, known)))


def find_province(store: Store, typed: str) -> str:
    """As `find` for a place that must be a province; raises `WrongPlaceKindError` where it is another kind of place."""
    found = store.row("SELECT id FROM name WHERE kind = 'place' AND form = ?", (normalise(typed),))
    if not found:
        provinces = [name for name in near(store, "place", typed) if _kind(store, name) == "province"]
        raise unknown(store, "province", typed, provinces)
    place, kind = str(found[0]), _kind(store, found[0])
    if kind != "province":
        province = store.row(
            "SELECT c.place FROM place_covers c JOIN place p ON p.id = c.place "
            "WHERE c.inner_place = ? AND p.kind = 'province'",
            (place,),
        )
        raise WrongPlaceKindError(typed, kind, province[0] if province else None)
    return place


def find_word(kind: str, typed: str) -> str:
    """Return the word of a closed list (`kind` is state or type) that was typed, in any case; raises
    `UnknownNameError`.
    """
    words: Iterable[str] = vocabulary.STATES if kind == "state" else vocabulary.EVENT_TYPES
    by_form = {normalise(word): word for word in words}
    if kind == "state":
        by_form.update({word: word for word in (vocabulary.CONTESTED, vocabulary.UNKNOWN)})
    found = by_form.get(normalise(typed))
    if found is None:
        raise UnknownNameError(kind, typed, nearest(typed, by_form.values()), PLURALS[kind])
    return found


def _kind(store: Store, place: str) -> str:
    row = store.row("SELECT kind FROM place WHERE id = ?", (place,))
    return str(row[0]) if row else ""
