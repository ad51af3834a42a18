"""Which events pass the filters, in SQL: found from the index that leaves the fewest, then tested one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, SPEAKING_AGAINST, SPEAKING_FOR
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store
from ikhtilaf.store.database import Value, folded

_LOOK = 5000
"""Numbers counted in an index to see how many it leaves: enough to find the best one, few enough to cost nothing."""


class Condition(NamedTuple):
    """A piece of SQL with its parameters in order: a test on `event e`, or a query for numbers of events."""

    sql: str
    parameters: tuple[Value, ...] = ()


class Test(NamedTuple):
    """One filter: the test whether an event passes, and, where an index knows, a query for the numbers of all events
    that can.
    """

    passes: Condition
    numbers: Condition | None = None


def event_condition(store: Store, filters: Filters, view: View = EVERYBODY) -> Condition:
    """Return the condition under which an event may match the filters, in the words that the view lets speak.

    It is as quick as the filter that leaves the fewest events, however many there are.
    """
    tests = list(_tests(store, filters, view))
    found = [test.numbers for test in tests if test.numbers is not None]
    best = found[0] if len(found) == 1 else min(found, key=lambda numbers: _how_many(store, numbers), default=None)
    driving = [] if best is None else [Condition(f"e.n IN ({best.sql})", best.parameters)]
    return _all([*driving, *(test.passes for test in tests)])


def sure_condition(filters: Filters, view: View = EVERYBODY) -> Condition:
    """Return the condition under which an event that may match certainly does."""
    parts = [_spoken_of(view, sure=True)]
    parts.extend(_must_be_in(group) for group in _groups(filters))
    if filters.since is not None:
        parts.append(Condition("e.first >= ?", (filters.since,)))
    if filters.until is not None:
        parts.append(Condition("e.last <= ?", (filters.until,)))
    combined = _all(parts)
    return Condition(f"COALESCE({combined.sql}, 0)", combined.parameters)


def _how_many(store: Store, numbers: Condition) -> int:
    sql = f"SELECT COUNT(*) FROM ({numbers.sql} LIMIT {_LOOK})"  # noqa: S608 -- our own
    return int(store.column(sql, numbers.parameters)[0])


def _tests(store: Store, filters: Filters, view: View) -> list[Test]:
    tests = [Test(_spoken_of(view))]
    if view.by is not None:
        tests.append(Test(Condition("(e.first IS NULL OR e.first <= ?)", (view.by,))))
    tests.extend(_listed("event_where", "place", _may_cover(group)) for group in _groups(filters))
    if filters.between:
        tests.append(_both_take_part(*(with_parts(store, name) for name in filters.between)))
    if filters.factions:
        factions = [part for name in filters.factions for part in with_parts(store, name)]
        tests.append(_listed("event_faction", "faction", _ids("faction", factions)))
    if filters.people:
        tests.append(_listed("event_person", "person", _ids("person", filters.people)))
    if filters.types:
        types = Condition(f"type IN ({_marks(filters.types)})", filters.types)
        numbers = Condition(f"SELECT n FROM event WHERE {types.sql}", types.parameters)  # noqa: S608 -- question marks
        tests.append(Test(types._replace(sql=f"e.{types.sql}"), numbers))
    if filters.states:
        states = [_says(filters.states), *([_disputed(view)] if CONTESTED in filters.states else [])]
        tests.append(Test(_any(states)))
    if filters.sources:
        tests.append(_listed("claim", "source", _ids("source", filters.sources)))
    if filters.since is not None or filters.until is not None:
        tests.append(_within(store, filters.since, filters.until))
    if filters.text:
        tests.append(_mentions(store, filters.text))
    if filters.contested:
        tests.append(Test(_disputed(view), Condition(f"SELECT event FROM claim WHERE stance IN ({_AGAINST})")))  # noqa: S608
    return tests


def _groups(filters: Filters) -> tuple[tuple[str, ...], ...]:
    """The places, by option: of one option any will do, of both options one each."""
    return filters.within or ((filters.places,) if filters.places else ())


def _all(parts: Sequence[Condition]) -> Condition:
    sql = " AND ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.parameters))


def _any(parts: Sequence[Condition]) -> Condition:
    sql = " OR ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.parameters))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _ids(kind: str, ids: Sequence[str]) -> Condition:
    """The numbers of things by their identifiers."""
    return Condition(f"SELECT n FROM {kind} WHERE id IN ({_marks(ids)})", tuple(ids))  # noqa: S608 -- our own tables


def _listed(table: str, column: str, wanted: Condition) -> Test:
    """One of those wanted is listed for the event in a table."""
    sql = f"{table} x WHERE x.{column} IN ({wanted.sql})"
    return Test(
        Condition(f"EXISTS (SELECT 1 FROM {sql} AND x.event = e.n)", wanted.parameters),  # noqa: S608 -- our own tables
        Condition(f"SELECT x.event FROM {sql}", wanted.parameters),  # noqa: S608
    )


def _says(states: Sequence[str]) -> Condition:
    sql = f"EXISTS (SELECT 1 FROM assertion x WHERE x.event = e.n AND x.state IN ({_marks(states)}))"  # noqa: S608
    return Condition(sql, tuple(states))


def _both_take_part(one: Sequence[str], other: Sequence[str]) -> Test:
    """Two different factions take part, one of either side."""
    first, second = _ids("faction", one), _ids("faction", other)
    sql = f"""event_faction x JOIN event_faction y ON y.event = x.event AND y.faction <> x.faction
              WHERE x.faction IN ({first.sql}) AND y.faction IN ({second.sql})"""
    parameters = (*first.parameters, *second.parameters)
    return Test(
        Condition(f"EXISTS (SELECT 1 FROM {sql} AND x.event = e.n)", parameters),  # noqa: S608
        Condition(f"SELECT x.event FROM {sql}", parameters),  # noqa: S608
    )


def _covered(places: Sequence[str]) -> Condition:
    """The numbers of places and of all that lies in them."""
    sql = f"SELECT p.n FROM place_covers c JOIN place p ON p.id = c.inner_place WHERE c.place IN ({_marks(places)})"  # noqa: S608
    return Condition(sql, tuple(places))


def _may_cover(places: Sequence[str]) -> Condition:
    """As `_covered`, and the numbers of wider places short of a country: what happened "in the north-east" may have
    been in Kunduz.
    """
    inside = _covered(places)
    sql = f"""{inside.sql} UNION SELECT p.n FROM place_covers c JOIN place p ON p.id = c.place
              WHERE p.kind <> 'country' AND c.inner_place IN ({_marks(places)})"""  # noqa: S608 -- question marks
    return Condition(sql, (*inside.parameters, *places))


def _must_be_in(places: Sequence[str]) -> Condition:
    """The event, or what it says of a relation, is set in one of the places or in a part of it."""
    return _listed("event_where", "place", _covered(places)).passes


def _within(store: Store, since: int | None, until: int | None) -> Test:
    """The event may fall between two days, both inclusive; None is open.

    No bounded span is longer than the longest, so what may reach into the days begins within them or not long before.
    That finds the events; whether they do reach into them, the test asks.
    """
    parts, parameters = [], list[Value]()
    for part, day in (("(e.last IS NULL OR e.last >= ?)", since), ("(e.first IS NULL OR e.first <= ?)", until)):
        if day is not None:
            parts.append(part)
            parameters.append(day)
    passes = Condition(f"({' AND '.join(parts)})", tuple(parameters))
    if since is None:
        return Test(passes, Condition(f"SELECT n FROM event WHERE first <= ? UNION ALL {_OPEN_START}", (until,)))  # noqa: S608
    start = since - int(store.facts["longest_span"])
    bounded, days = ("first BETWEEN ? AND ?", (start, until)) if until is not None else ("first >= ?", (start,))
    sql = f"""SELECT n FROM event WHERE {bounded} UNION ALL SELECT n FROM event WHERE first < ? AND last IS NULL
              UNION ALL {_OPEN_START} AND (last >= ? OR last IS NULL)"""  # noqa: S608 -- our own conditions
    return Test(passes, Condition(sql, (*days, start, since)))


_OPEN_START = "SELECT n FROM event WHERE first IS NULL"


def _mentions(store: Store, texts: Sequence[str]) -> Test:
    """One of the texts stands in a text of the event, in any case; where lines break in it does not count."""
    from ikhtilaf.store.search import expression

    sql = """(instr(folded(e.title), ?)
            OR EXISTS (SELECT 1 FROM event_text x WHERE x.n = e.n
                       AND (instr(folded(x.text), ?) OR instr(folded(x.wording), ?) OR instr(folded(x.slip), ?)))
            OR EXISTS (SELECT 1 FROM claim x WHERE x.event = e.n AND instr(folded(x.note), ?))
            OR EXISTS (SELECT 1 FROM assertion x WHERE x.event = e.n AND instr(folded(x.note), ?))
            OR EXISTS (SELECT 1 FROM event_term x WHERE x.event = e.n AND instr(folded(x.term), ?)))"""
    passes = _any([Condition(sql, (folded(text),) * 7) for text in texts])
    found = [expression(store, folded(text)) for text in texts]
    asked = [one for one in found if one is not None]
    if len(asked) < len(found):
        return Test(passes)
    match = " OR ".join(f"({one})" for one in asked if one)
    search = "SELECT rowid FROM event_search WHERE event_search MATCH ?" if match else "SELECT n FROM event WHERE 1 = 0"
    return Test(passes, Condition(search, (match,) if match else ()))


def _spoken_of(view: View, *, sure: bool = False) -> Condition:
    """Somebody whose words count in the view speaks of the event."""
    if view == EVERYBODY:
        return Condition("1 = 1")
    condition = f"({view.condition})" + (f" AND ({view.sure})" if sure else "")
    parameters = (*view.parameters, *(view.sure_parameters if sure else ()))
    sql = f"EXISTS (SELECT 1 FROM claim x JOIN source s ON s.n = x.source WHERE x.event = e.n AND {condition})"  # noqa: S608
    return Condition(sql, parameters)


_FOR, _AGAINST = (", ".join(f"'{stance}'" for stance in stances) for stances in (SPEAKING_FOR, SPEAKING_AGAINST))


def _disputed(view: View) -> Condition:
    """Claims on the event speak for and against it."""
    tests = [
        f"EXISTS (SELECT 1 FROM claim x JOIN source s ON s.n = x.source "  # noqa: S608 -- words of our own list
        f"WHERE x.event = e.n AND x.stance IN ({stances}) AND ({view.condition}))"
        for stances in (_FOR, _AGAINST)
    ]
    return Condition(f"({' AND '.join(tests)})", (*view.parameters, *view.parameters))
