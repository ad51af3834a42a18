"""What changed between two versions of a log: things added, removed and changed, claims, and states that resolve anew.

Things with an identifier are matched by it, what has none by what it says. An event whose identifier alone is new was
renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, NamedTuple

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.model.names import nearest, normalise
from ikhtilaf.query.contents import Contents, Item, contents_of
from ikhtilaf.query.diff_states import changed_states
from ikhtilaf.query.resolve import Span
from ikhtilaf.store import Store

Row = dict[str, Any]
Key = Callable[[Item], Hashable]

WHAT = ("event", "relation", "claim", "faction", "tie", "fact", "source", "place", "person", "log", "state")
"""The kinds of things that can differ, in the order in which they come."""


class UnknownDifferenceError(IkhtilafError):
    """--what with a kind of thing that logs do not differ in."""

    name = "unknown-kind"

    def __init__(self, typed: str) -> None:
        near = nearest(typed, WHAT, limit=1)
        remedy = f"Did you mean {near[0]}?" if near else f"The kinds are {', '.join(WHAT)}."
        super().__init__(f'there is no kind of difference "{typed}"', remedy)


def kind_of(typed: str) -> str:
    """Return the kind of thing that was typed, in the singular or plural; raises `UnknownDifferenceError`."""
    form = normalise(typed).replace("people", "person")
    found = next((kind for kind in WHAT if form in {kind, f"{kind}s"}), None)
    if found is None:
        raise UnknownDifferenceError(typed)
    return found


def diff(old: Store, new: Store, what: Sequence[str] = ()) -> Iterator[Row]:
    """Yield what changed from `old` to `new`, a row a field; `what` names the kinds of things to look at (none: all).

    The fields: `what`, `id`, `change` (added, removed, changed; a claim is withdrawn; a date is sharpened, widened or
    moved; an event is renamed), `field`, `old`, `new`, `at` (in the new log, of what was removed in the old one); of a
    claim or a relation `id` is the event, tie or fact that it is part of, and `part` says which part; of a state
    `between`, `place`, and `from` and `until`, the days, inclusive, on which it resolves differently (None: open).
    """
    wanted = set(what or WHAT)
    if wanted != {"state"}:
        before, after = contents_of(old), contents_of(new)
        for kind in before:
            for row in _of_kind(kind, before, after):
                if row["what"] in wanted:
                    yield row
    if "state" in wanted:
        for changed in changed_states(old, new):
            yield {**_EMPTY, **changed}


_EMPTY: Row = dict.fromkeys(
    ("what", "id", "part", "change", "field", "old", "new", "between", "place", "from", "until", "days", "at")
)


class Couple(NamedTuple):
    """A thing in both versions; None where it is in one only."""

    old: Item | None
    new: Item | None


def _of_kind(kind: str, before: Contents, after: Contents) -> Iterator[Row]:
    for couple in couples(before[kind], after[kind], _KEYS.get(kind, (_by_id,))):
        yield from _rows(kind, couple)


def _rows(what: str, couple: Couple, owner: Item | None = None) -> Iterator[Row]:
    old, new = couple
    item = new or old
    if item is None:
        return
    base = {**_EMPTY, "what": what, "id": item.id, "at": item.at}
    if owner is not None:
        base |= {"id": owner.id, "part": item.id, "at": item.at or owner.at}
    if old is None or new is None:
        lost = "withdrawn" if what == "claim" else "removed"
        yield {**base, "change": "added" if old is None else lost, _side(old): _told(what, item)}
        return
    if old.id != new.id and what == "event":
        yield {**base, "change": "renamed", "field": "id", "old": old.id, "new": new.id}
    for field, value in new.fields.items():
        if old.fields[field] != value:
            change = _dated(old.spans[field], new.spans[field]) if field in new.spans else "changed"
            yield {**base, "change": change, "field": field, "old": old.fields[field], "new": value}
    for kind in new.parts:
        for part in couples(old.parts[kind], new.parts[kind], _KEYS[kind]):
            yield from _rows(kind, part, new)


def _side(old: Item | None) -> str:
    return "new" if old is None else "old"


def _told(what: str, item: Item) -> Any:
    """What is told of a thing that came or went: what it says, in short."""
    fields = item.fields
    if what == "event":
        return f"{fields['date']}: {fields['title']}"
    if what == "relation":
        return " ".join(filter(None, (fields["state"], *fields["places"])))
    if what == "claim":
        return " ".join(filter(None, (fields["stance"], *fields["cites"])))
    if what == "fact" and fields["figure"] is not None:
        return " ".join(filter(None, (fields["hedge"], f"{fields['figure']:,}")))
    return fields.get("title") or fields.get("name") or fields.get("text") or fields.get("date")


def _dated(old: Span, new: Span) -> str:
    """What became of a date: sharpened where it now means fewer of the same days, widened the other way round."""
    if old == new:
        return "changed"
    if _inside(new, old):
        return "sharpened"
    return "widened" if _inside(old, new) else "moved"


def _inside(inner: Span, outer: Span) -> bool:
    first = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    return first and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def couples(old: Sequence[Item], new: Sequence[Item], keys: Sequence[Key]) -> list[Couple]:
    """Return the things of two lists together: those that agree in the first key, of the others those that agree in the
    second, and so on; then what is in one of them only. The order is that of the new list, what is gone coming behind.
    """
    partner: dict[int, int] = {}
    free_old, free_new = list(range(len(old))), list(range(len(new)))
    for key in keys:
        waiting: dict[Hashable, list[int]] = {}
        for place in free_old:
            waiting.setdefault(key(old[place]), []).append(place)
        for place in free_new:
            found = waiting.get(key(new[place]))
            if found:
                partner[place] = found.pop(0)
        taken = set(partner.values())
        free_old = [place for place in free_old if place not in taken]
        free_new = [place for place in free_new if place not in partner]
    kept = [Couple(old[partner[place]] if place in partner else None, item) for place, item in enumerate(new)]
    return [*kept, *(Couple(old[place], None) for place in free_old)]


def _by_id(item: Item) -> Hashable:
    return item.id


def _by(*fields: str) -> Key:
    """The key of some fields; of all where none is named."""

    def key(item: Item) -> Hashable:
        return repr([item.fields[field] for field in fields] if fields else item.fields)

    return key


_KEYS: dict[str, tuple[Key, ...]] = {
    "event": (_by_id, _by("date", "type", "title", "text")),
    "relation": (_by(), _by("between", "state", "places"), _by("between", "state"), _by("between")),
    "claim": (_by(), _by("source", "stance", "cites"), _by("source", "cites"), _by("source")),
    "tie": (_by(), _by("faction", "kind", "other")),
    "fact": (
        _by(),
        _by("faction", "kind", "person", "of", "date"),
        _by("faction", "kind", "person", "of", "figure", "text"),
        _by("faction", "kind", "person", "of"),
    ),
}
"""By which fields things are taken for the same, the surest first."""
