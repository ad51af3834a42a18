"""Assertions as the log has them, with who speaks for them and what ends them: the raw material of the rules."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR, VOUCHING
from ikhtilaf.query.resolve import Candidate, End
from ikhtilaf.store import Store

Pair = tuple[str, str]


class Among(NamedTuple):
    """Which assertions: a condition on the table `assertion` under the name `a`, with its parameters. `events` are the
    events that make them, as a JSON array of their numbers, where they are known beforehand.
    """

    sql: str
    parameters: tuple[str | int, ...] = ()
    events: str | None = None

    def making(self) -> tuple[str, tuple[str | int, ...]]:
        """Return a query of the numbers of the events that make them, with its parameters."""
        if self.events is not None:
            return "SELECT value FROM json_each(?)", (self.events,)
        return f"SELECT a.event FROM assertion a WHERE {self.sql}", self.parameters  # noqa: S608 -- our own


EVERYTHING = Among("1 = 1")


class _Support(NamedTuple):
    """Who speaks for an event, in the view: the sources for it, and whether one vouches and none speaks against."""

    sources: tuple[str, ...]
    supported: bool
    vouched: bool


def read_candidates(
    store: Store, kept: dict[str, bool] | None, among: Among = EVERYTHING, by: int | None = None
) -> Iterable[Candidate]:
    """Yield the assertions of the log among those asked for, once for each place that they are made of.

    `kept` names the sources whose words count (None: all), each with whether it certainly does; `by` is the last day of
    which they can have spoken.
    """
    support = _support(store, kept, among, by)
    ends = _ends(store, support, among)
    nobody = _Support((), supported=False, vouched=False)
    sql = f"""SELECT a.n, a.event, e.id, one.id, other.id, a.state, p.id, a.dated, a.begins, a.begin_earliest,
                    a.begin_latest, a.until, a.end_earliest, a.end_latest, a.note, f.name || ':' || a.line
             FROM assertion a JOIN event e ON e.n = a.event JOIN file f ON f.n = a.file
             JOIN faction one ON one.n = a.a JOIN faction other ON other.n = a.b
             LEFT JOIN assertion_place x ON x.assertion = a.n LEFT JOIN place p ON p.n = x.place
             WHERE {among.sql} ORDER BY a.n, x.position"""  # noqa: S608 -- conditions of our own making
    # Made of plain tuples in the order of the fields: naming each takes its time in a large log.
    make = Candidate._make
    for (
        n,
        event_number,
        event,
        a,
        b,
        state,
        place,
        dated,
        date,
        first,
        last,
        until,
        end_first,
        end_last,
        note,
        at,
    ) in store.rows(sql, among.parameters):
        sources, supported, vouched = support.get(event_number, nobody)
        all_ends = ends.get(event_number, ())
        if until is not None and (end_first, end_last) != (None, None):
            all_ends = (End((end_first, end_last), until, None), *all_ends)
        began = (first, _by_then(first, last, all_ends) if all_ends else last)
        said = (supported, vouched, 0, (), sources, note, at)
        yield make(
            (n, event, event_number, (a, b), state, place, date, began, date, began, bool(dated), all_ends, *said)
        )


def _by_then(first: int | None, last: int | None, ends: Iterable[End]) -> int | None:
    """The last day on which a state can have begun: it did so before it ended."""
    days = [end.span[1] for end in ends if end.span[1] is not None and (first is None or end.span[1] >= first)]
    return min([*days, last] if last is not None else days, default=None)


def _support(store: Store, kept: dict[str, bool] | None, among: Among, by: int | None) -> dict[int, _Support]:
    """Who speaks for the events that make the assertions, and for those that end them; only of those for which anybody
    does.
    """
    making, asked = among.making()
    condition = f"""x.event IN ({making} UNION SELECT y.event FROM event_ends y WHERE y.ended IN ({making}))"""  # noqa: S608
    parameters = asked * 2
    if by is not None:
        # Nobody can have spoken of what certainly came later.
        condition += " AND x.event IN (SELECT n FROM event WHERE first IS NULL OR first <= ?)"
        parameters = (*parameters, by)
    sql = f"""SELECT x.event, s.id, x.stance, x.hedge FROM claim x JOIN source s ON s.n = x.source
              WHERE {condition} ORDER BY x.event, x.n"""  # noqa: S608
    speaking: dict[int, dict[str, None]] = {}
    sure, against = set[int](), set[int]()
    for event, source, stance, hedge in store.rows(sql, parameters):
        if kept is not None and source not in kept:
            continue
        if stance in SPEAKING_FOR:
            speaking.setdefault(event, {})[source] = None
            if not hedge and stance in VOUCHING and (kept is None or kept[source]):
                sure.add(event)
        elif stance in SPEAKING_AGAINST:
            against.add(event)
    return {
        event: _Support(tuple(sources), supported=True, vouched=event in sure and event not in against)
        for event, sources in speaking.items()
    }


def _ends(store: Store, support: dict[int, _Support], among: Among) -> dict[int, tuple[End, ...]]:
    """The ends that other events put to an event's assertions, where somebody who counts says so."""
    found: dict[int, tuple[End, ...]] = {}
    making, asked = among.making()
    sql = f"""SELECT x.ended, x.event, e.id, e.date, e.first, e.began FROM event_ends x JOIN event e ON e.n = x.event
              WHERE x.ended IN ({making}) ORDER BY x.ended, x.event"""  # noqa: S608
    for ended, event, identifier, date, first, last in store.rows(sql, asked):
        said = support.get(event)
        if said is not None:
            # Where nobody vouches for the end, the state may have ended then, or may go on.
            end = End((first, last if said.vouched else None), date, identifier)
            found[ended] = (*found.get(ended, ()), end)
    return found


def of_pair(one: str, other: str) -> Among:
    """Return the assertions of one pair, in either order."""
    low, high = sorted_pair(one, other)
    # In brackets of its own, so that the index of pairs is used, rather than one that has the assertions in order.
    pair = f"SELECT n FROM assertion WHERE low = ({_NUMBER}) AND high = ({_NUMBER})"  # noqa: S608 -- our own
    return Among(f"a.n IN ({pair})", (low, high))


def of_factions(factions: Iterable[str]) -> Among:
    """Return the assertions of all pairs that one of some factions belongs to."""
    names = tuple(sorted(factions))
    numbers = f"SELECT n FROM faction WHERE id IN ({', '.join('?' * len(names))})"  # noqa: S608 -- question marks
    one, other = (f"SELECT n FROM assertion WHERE {side} IN ({numbers})" for side in ("low", "high"))  # noqa: S608
    return Among(f"a.n IN ({one} UNION {other})", names * 2)


def of_first_factions(firsts: Collection[str], parents: Collection[str]) -> Among:
    """Return the assertions of the pairs whose first faction, by the alphabet, is one of some, with all that can have
    come down to them: those of factions that others come from.
    """
    first = "SELECT n FROM faction WHERE id IN (SELECT value FROM json_each(?))"
    return Among(
        f"(a.low IN ({first}) OR a.low IN ({first}) OR a.high IN ({first}))",
        (json.dumps(sorted(firsts)), *[json.dumps(sorted(parents))] * 2),
    )


_NUMBER = "SELECT n FROM faction WHERE id = ?"


def sorted_pair(one: str, other: str) -> Pair:
    """Return two factions in alphabetical order."""
    return (one, other) if one <= other else (other, one)
