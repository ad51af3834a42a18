"""What happened, when and where: events that match, as rows of the JSON contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR
from ikhtilaf.query.conditions import Condition, event_condition, sure_condition
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store
from ikhtilaf.store.database import from_list

Row = dict[str, Any]

_CHUNK = 400
"""Events fetched at a time: few enough to start at once and to stay within SQLite's limit of parameters."""


def timeline(store: Store, filters: Filters | None = None, view: View = EVERYBODY) -> Iterator[Row]:
    """Yield the events that may match, in the order of time; `match` says `certain` or `possible`.

    With `filters.certain` only what must match. The fields are those of the JSON contract; days are ISO 8601,
    inclusive.
    """
    yield from _in_chunks(store, _matching(store, "n", filters or Filters(), view), view)


def matches(store: Store, filters: Filters | None = None, view: View = EVERYBODY) -> list[tuple[str, bool]]:
    """Return the identifiers of the events of a timeline, each with whether it certainly matches."""
    return [(event, bool(sure)) for event, sure in _matching(store, "id", filters or Filters(), view)]


def _matching(store: Store, column: str, filters: Filters, view: View) -> Iterator[tuple[Any, ...]]:
    condition, sure = event_condition(store, filters, view), sure_condition(filters, view)
    where = f"{condition.sql} AND {sure.sql}" if filters.certain else condition.sql
    parameters = (*condition.parameters, *(sure.parameters if filters.certain else ()))
    sql = f"SELECT e.{column}, {sure.sql} FROM event e WHERE {where} ORDER BY e.n"  # noqa: S608 -- our own conditions
    return store.rows(sql, (*sure.parameters, *parameters))


def count_events(store: Store) -> int:
    """Return how many events the log has in all."""
    return int(store.facts["events"])


def events_by_id(store: Store, ids: Sequence[str], view: View = EVERYBODY) -> list[Row]:
    """Return the rows of the events with these identifiers, in the order of time; unknown ones are left out."""
    numbers: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        marks = ", ".join("?" * len(some))
        numbers.update(store.column(f"SELECT e.n FROM event e WHERE e.id IN ({marks})", some))  # noqa: S608
    return list(_in_chunks(store, ((number, True) for number in sorted(numbers)), view))


def matching_numbers(store: Store, condition: Condition) -> list[int]:
    """Return the numbers of the events under a condition, in the order of time."""
    return store.column(f"SELECT e.n FROM event e WHERE {condition.sql} ORDER BY e.n", condition.parameters)  # noqa: S608


def _in_chunks(store: Store, found: Iterator[tuple[Any, ...]], view: View) -> Iterator[Row]:
    kept = None if view == EVERYBODY else view.kept(store)
    chunk: list[tuple[int, bool]] = []
    for n, sure in found:
        chunk.append((n, bool(sure)))
        if len(chunk) == _CHUNK:
            yield from _rows(store, chunk, kept)
            chunk = []
    if chunk:
        yield from _rows(store, chunk, kept)


def _rows(store: Store, chunk: Sequence[tuple[int, bool]], kept: dict[str, bool] | None) -> Iterator[Row]:
    """The rows of some events: one query for each list that an event has, not one for each event."""
    numbers = [n for n, _ in chunk]
    marks = ", ".join("?" * len(numbers))

    def lists(columns: str, rest: str) -> dict[int, list[tuple[Any, ...]]]:
        grouped: dict[int, list[tuple[Any, ...]]] = {}
        for n, *values in store.rows(f"SELECT {columns} FROM {rest.format(marks=marks)}", numbers):  # noqa: S608
            grouped.setdefault(n, []).append(tuple(values))
        return grouped

    events = {
        row[0]: row[1:]
        for row in store.rows(
            "SELECT e.n, e.id, e.title, e.type, e.date, e.earliest, e.latest, t.wording, t.text, t.slip, "  # noqa: S608
            "e.postscript, e.background, f.name || ':' || e.line "
            f"FROM event e JOIN event_text t ON t.n = e.n JOIN file f ON f.n = e.file WHERE e.n IN ({marks})",
            numbers,
        )
    }
    factions = lists("x.event, t.id, x.role", _named("faction"))
    people = lists("x.event, t.id, x.role", _named("person"))
    places = lists("x.event, t.id", _named("place"))
    provinces = lists(
        "DISTINCT x.event, c.place",
        "event_place x JOIN place t ON t.n = x.place JOIN place_covers c ON c.inner_place = t.id "
        "JOIN place p ON p.id = c.place WHERE x.event IN ({marks}) AND p.kind = 'province' ORDER BY x.event, c.place",
    )
    terms = lists("event, term", "event_term WHERE event IN ({marks}) ORDER BY event, position")
    relations = _relations(store, numbers, marks)
    claims = lists(
        "x.event, s.id, s.affiliation, x.cites, x.stance, x.hedge, x.note",
        "claim x JOIN source s ON s.n = x.source WHERE x.event IN ({marks}) ORDER BY x.event, x.n",
    )
    for n, sure in chunk:
        identifier, title, kind, date, earliest, latest, wording, text, slip, postscript, background, at = events[n]
        said = claim_rows(claims.get(n, ()), kept)
        yield {
            "id": identifier,
            "title": title,
            "type": kind,
            "date": date,
            "earliest": day_text(earliest),
            "latest": day_text(latest),
            "wording": wording,
            "factions": [faction for faction, _ in factions.get(n, ())],
            "roles": dict(factions.get(n, ())),
            "people": dict(people.get(n, ())),
            "places": [place for (place,) in places.get(n, ())],
            "provinces": [place for (place,) in provinces.get(n, ())],
            "text": text,
            "terms": [term for (term,) in terms.get(n, ())],
            "slip": slip,
            "relations": relations.get(n, []),
            "claims": said,
            "sources": unique(claim["source"] for claim in said),
            "cites": unique(cite for claim in said for cite in claim["cites"]),
            "contested": is_contested(said),
            "postscript": bool(postscript),
            "background": bool(background),
            "match": "certain" if sure else "possible",
            "at": at,
        }


def _named(kind: str) -> str:
    """The rest of a query for a list of things that events name, in the order in which they do."""
    return f"event_{kind} x JOIN {kind} t ON t.n = x.{kind} WHERE x.event IN ({{marks}}) ORDER BY x.event, x.position"


def _relations(store: Store, numbers: Sequence[int], marks: str) -> dict[int, list[Row]]:
    places: dict[int, list[str]] = {}
    for assertion, place in store.rows(
        "SELECT x.assertion, p.id FROM assertion_place x JOIN assertion a ON a.n = x.assertion "  # noqa: S608
        f"JOIN place p ON p.n = x.place WHERE a.event IN ({marks}) ORDER BY x.assertion, x.position",
        numbers,
    ):
        places.setdefault(assertion, []).append(place)
    found: dict[int, list[Row]] = {}
    sql = f"""SELECT x.n, x.event, a.id, b.id, x.state, x.begins, x.until, x.note FROM assertion x
              JOIN faction a ON a.n = x.a JOIN faction b ON b.n = x.b WHERE x.event IN ({marks}) ORDER BY x.n"""  # noqa: S608
    for n, event, a, b, state, begins, until, note in store.rows(sql, numbers):
        row = {"between": [a, b], "state": state, "places": places.get(n, []), "from": begins, "until": until}
        found.setdefault(event, []).append({**row, "note": note})
    return found


def claim_rows(claims: Sequence[tuple[Any, ...]], kept: dict[str, bool] | None = None) -> list[Row]:
    """Return claims (source, affiliation, cites as JSON, stance, hedge, note) as rows; only of the sources kept, where
    given.
    """
    return [
        {
            "source": source,
            "affiliation": affiliation,
            "cites": from_list(cites),
            "stance": stance,
            "hedge": hedge,
            "note": note,
        }
        for source, affiliation, cites, stance, hedge, note in claims
        if kept is None or source in kept
    ]


def is_contested(claims: Sequence[Row]) -> bool:
    """Return whether the claims speak both for and against."""
    stances = {claim["stance"] for claim in claims}
    return bool(stances & set(SPEAKING_FOR)) and bool(stances & set(SPEAKING_AGAINST))


def unique(values: Iterable[str]) -> list[str]:
    """Return the values without repetitions, in the order in which they first come."""
    return list(dict.fromkeys(values))


def day_text(day: int | None) -> str | None:
    """Return a day number as ISO 8601; None stays None."""
    return None if day is None else iso(day)
