"""Assertions as the log has them, with who speaks for them and what ends them: the raw material of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR, VOUCHING
from ikhtilaf.query.resolve import Candidate, End
from ikhtilaf.store import Store

Pair = tuple[str, str]


class Among(NamedTuple):
    """Which assertions: a condition on the table `assertion` under the name `a`, with its parameters."""

    sql: str
    parameters: tuple[str, ...] = ()


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
    places: dict[int, list[str]] = {}
    sql = f"""SELECT x.assertion, p.id FROM assertion_place x JOIN assertion a ON a.n = x.assertion
              JOIN place p ON p.n = x.place WHERE {among.sql} ORDER BY x.assertion, x.position"""  # noqa: S608 -- conditions of our own making
    for assertion, place in store.rows(sql, among.parameters):
        places.setdefault(assertion, []).append(place)
    nobody = _Support((), supported=False, vouched=False)
    sql = f"""SELECT a.n, a.event, e.id, one.id, other.id, a.state, a.dated, a.begins, a.begin_earliest, a.begin_latest,
                    a.until, a.end_earliest, a.end_latest, a.note, f.name || ':' || a.line
             FROM assertion a JOIN event e ON e.n = a.event JOIN file f ON f.n = a.file
             JOIN faction one ON one.n = a.a JOIN faction other ON other.n = a.b
             WHERE {among.sql} ORDER BY a.n"""  # noqa: S608
    for (
        n,
        event_number,
        event,
        a,
        b,
        state,
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
        said = support.get(event_number, nobody)
        all_ends = ends.get(event_number, ())
        if until is not None and (end_first, end_last) != (None, None):
            all_ends = (End((end_first, end_last), until, None), *all_ends)
        began = (first, _by_then(first, last, all_ends) if all_ends else last)
        # In the order of its fields, for naming each takes its time in a large log.
        whole = Candidate(
            *(n, event, event_number, (a, b), state, None, date, began, date, began, bool(dated), all_ends),
            *(said.supported, said.vouched, 0, (), said.sources, note, at),
        )
        if n in places:
            yield from (whole._replace(place=place) for place in places[n])
        else:
            yield whole


def _by_then(first: int | None, last: int | None, ends: Iterable[End]) -> int | None:
    """The last day on which a state can have begun: it did so before it ended."""
    days = [end.span[1] for end in ends if end.span[1] is not None and (first is None or end.span[1] >= first)]
    return min([*days, last] if last is not None else days, default=None)


def _support(store: Store, kept: dict[str, bool] | None, among: Among, by: int | None) -> dict[int, _Support]:
    """Who speaks for the events that make the assertions, and for those that end them."""
    said: dict[int, list[tuple[str, str, str]]] = {}
    condition = f"""x.event IN (SELECT a.event FROM assertion a WHERE {among.sql}
                    UNION SELECT y.event FROM event_ends y JOIN assertion a ON a.event = y.ended WHERE {among.sql})"""  # noqa: S608
    parameters: tuple[str | int, ...] = among.parameters * 2
    if by is not None:
        # Nobody can have spoken of what certainly came later.
        condition += " AND x.event IN (SELECT n FROM event WHERE first IS NULL OR first <= ?)"
        parameters = (*parameters, by)
    sql = f"""SELECT x.event, s.id, x.stance, x.hedge FROM claim x JOIN source s ON s.n = x.source
              WHERE {condition} ORDER BY x.n"""  # noqa: S608
    for event, source, stance, hedge in store.rows(sql, parameters):
        if kept is None or source in kept:
            said.setdefault(event, []).append((source, stance, hedge))
    found = {}
    for event, claims in said.items():
        against = sure = False
        speaking: dict[str, None] = {}
        for source, stance, hedge in claims:
            if stance in SPEAKING_FOR:
                speaking[source] = None
            against = against or stance in SPEAKING_AGAINST
            sure = sure or (stance in VOUCHING and not hedge and (kept is None or kept[source]))
        found[event] = _Support(tuple(speaking), supported=bool(speaking), vouched=sure and not against)
    return found


def _ends(store: Store, support: dict[int, _Support], among: Among) -> dict[int, tuple[End, ...]]:
    """The ends that other events put to an event's assertions, where somebody who counts says so."""
    found: dict[int, tuple[End, ...]] = {}
    sql = f"""SELECT x.ended, x.event, e.id, e.date, e.first, e.began FROM event_ends x JOIN event e ON e.n = x.event
              WHERE x.ended IN (SELECT a.event FROM assertion a WHERE {among.sql}) ORDER BY x.ended, x.event"""  # noqa: S608
    for ended, event, identifier, date, first, last in store.rows(sql, among.parameters):
        said = support.get(event)
        if said is not None and said.supported:
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


_NUMBER = "SELECT n FROM faction WHERE id = ?"


def sorted_pair(one: str, other: str) -> Pair:
    """Return two factions in alphabetical order."""
    return (one, other) if one <= other else (other, one)
