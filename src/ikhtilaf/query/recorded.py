"""The events of another log between two factions, and whether they are hostile or an agreement.

What an event asserts of the two comes first. Where it asserts nothing of them, its type and their roles speak.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ikhtilaf.dates import Answer
from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR, VOUCHING
from ikhtilaf.query.conditions import event_condition, sure_condition
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.resolve import Span
from ikhtilaf.store import Store

FIGHTING = ("war", "clashes")
"""The states that a hostile event asserts, and that an agreement speaks against."""
AT_PEACE = ("tolerance", "ceasefire", "cordial", "cooperation", "alliance")
"""The states that a hostile event contradicts, and that an agreement asserts. Tension is neither: a fight is a step
from there.
"""
VIOLENT = ("fight", "attack")
_SIDES = ("party", "initiator", "target")
_CHUNK = 400

Relation = tuple[str, str, str]
"""Two factions and the state that an event asserts of them."""


class Recorded(NamedTuple):
    """An event that another log has between two factions: when (days, inclusive; None is open), where, and what it says
    of the two.

    `vouched`: somebody asserts or admits it without a hedge, and nobody speaks against it.
    """

    id: str
    title: str
    type: str
    date: str
    span: Span
    places: tuple[str, ...]
    sources: tuple[str, ...]
    at: str
    hostile: Answer
    agreement: Answer
    vouched: bool


def recorded_between(
    store: Store, one: Collection[str], other: Collection[str], filters: Filters | None = None
) -> list[Recorded]:
    """Return the events in which a faction of either side takes part, in the order of time, of which somebody speaks.

    Of the filters count `types`, `since`, `until` and, for the last two, `certain`.
    """
    filters = filters or Filters()
    asked = Filters(types=filters.types, since=filters.since, until=filters.until)
    conditions = [event_condition(store, asked), *([sure_condition(asked)] if filters.certain else [])]
    marks = [", ".join("?" * len(side)) for side in (one, other)]
    sql = f"""SELECT DISTINCT e.n FROM event e JOIN event_faction x ON x.event = e.n JOIN faction f ON f.n = x.faction
              JOIN event_faction y ON y.event = e.n AND y.faction <> x.faction JOIN faction g ON g.n = y.faction
              WHERE f.id IN ({marks[0]}) AND g.id IN ({marks[1]})
              AND {" AND ".join(condition.sql for condition in conditions)} ORDER BY e.n"""  # noqa: S608 -- our own
    parameters = [value for condition in conditions for value in condition.parameters]
    numbers = store.column(sql, (*one, *other, *parameters))
    chunks = (numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK))
    return [event for chunk in chunks for event in _read(store, chunk, set(one), set(other))]


def _read(store: Store, numbers: Sequence[int], one: set[str], other: set[str]) -> Iterable[Recorded]:
    marks = ", ".join("?" * len(numbers))

    def grouped(columns: str, tables: str) -> dict[int, list[tuple[Any, ...]]]:
        found: dict[int, list[tuple[Any, ...]]] = {}
        for n, *values in store.rows(f"SELECT {columns} FROM {tables.format(marks=marks)}", numbers):  # noqa: S608
            found.setdefault(n, []).append(tuple(values))
        return found

    events = grouped(
        "e.n, e.id, e.title, e.type, e.date, e.first, e.last, f.name || ':' || e.line",
        "event e JOIN file f ON f.n = e.file WHERE e.n IN ({marks})",
    )
    roles = grouped(
        "x.event, f.id, x.role", "event_faction x JOIN faction f ON f.n = x.faction WHERE x.event IN ({marks})"
    )
    places = grouped(
        "x.event, p.id",
        "event_place x JOIN place p ON p.n = x.place WHERE x.event IN ({marks}) ORDER BY x.event, x.position",
    )
    said = grouped(
        "x.event, a.id, b.id, x.state",
        "assertion x JOIN faction a ON a.n = x.a JOIN faction b ON b.n = x.b WHERE x.event IN ({marks}) ORDER BY x.n",
    )
    claims = grouped(
        "x.event, s.id, x.stance, x.hedge",
        "claim x JOIN source s ON s.n = x.source WHERE x.event IN ({marks}) ORDER BY x.n",
    )
    for n in numbers:
        identifier, title, kind, date, first, last, at = events[n][0]
        spoken = claims.get(n, ())
        if not any(stance in SPEAKING_FOR for _, stance, _ in spoken):
            continue
        relations = [(a, b, state) for a, b, state in said.get(n, ())]
        taking_part = dict(roles.get(n, ()))
        yield Recorded(
            *(identifier, title, kind, date, (first, last), tuple(place for (place,) in places.get(n, ()))),
            *(tuple(dict.fromkeys(source for source, _, _ in spoken)), at),
            hostility(kind, taking_part, relations, one, other),
            agreement(kind, taking_part, relations, one, other),
            vouched=any(stance in VOUCHING and not hedge for _, stance, hedge in spoken)
            and not any(stance in SPEAKING_AGAINST for _, stance, _ in spoken),
        )


def hostility(
    kind: str, roles: Mapping[str, str], relations: Sequence[Relation], one: Collection[str], other: Collection[str]
) -> Answer:
    """Return whether an event is a fight, or an attack, of one side with the other.

    Yes where it asserts war or clashes of them. A fight or an attack that asserts nothing of them is one where one is
    the initiator and the other the target, or where they are its only two parties. With more parties it may be, unless
    both are said to fight the same third, or stand in one role on one side.
    """
    if _asserted(relations, one, other, FIGHTING):
        return Answer.YES
    if kind not in VIOLENT:
        return Answer.NO
    answers = {_opposed(roles, relations, a, b) for a in roles.keys() & one for b in roles.keys() & other if a != b}
    return next((answer for answer in (Answer.YES, Answer.UNDETERMINED) if answer in answers), Answer.NO)


def _opposed(roles: Mapping[str, str], relations: Sequence[Relation], a: str, b: str) -> Answer:
    """Whether two that take part in a fight fight each other."""
    first, second = roles[a], roles[b]
    if first not in _SIDES or second not in _SIDES:
        return Answer.NO
    if {first, second} == {"initiator", "target"}:
        return Answer.YES
    if first == second != "party" or _enemies(relations, a) & _enemies(relations, b):
        return Answer.NO
    alone = sum(role in _SIDES for role in roles.values()) == 2
    return Answer.YES if first == second and alone and not relations else Answer.UNDETERMINED


def _enemies(relations: Sequence[Relation], faction: str) -> set[str]:
    """Whom the event says a faction to fight."""
    pairs = [{a, b} for a, b, state in relations if state in FIGHTING and faction in {a, b}]
    return set().union(*pairs) - {faction}


def agreement(
    kind: str, roles: Mapping[str, str], relations: Sequence[Relation], one: Collection[str], other: Collection[str]
) -> Answer:
    """Return whether an event is an agreement of one side with the other.

    Yes where it asserts tolerance or better of them, or is of the type agreement with both as its only two parties;
    with more parties it may be.
    """
    if _asserted(relations, one, other, AT_PEACE):
        return Answer.YES
    parties = {faction for faction, role in roles.items() if role == "party"}
    if kind != "agreement" or not parties & set(one) or len(parties & {*one, *other}) < 2 or not parties & set(other):
        return Answer.NO
    return Answer.YES if len(parties) == 2 and not relations else Answer.UNDETERMINED


def _asserted(
    relations: Sequence[Relation], one: Collection[str], other: Collection[str], states: Collection[str]
) -> bool:
    return any(
        state in states and ((a in one and b in other) or (b in one and a in other)) for a, b, state in relations
    )
