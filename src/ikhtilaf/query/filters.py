"""The filters that every listing command shares, and the conditions on events that they become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, SPEAKING_AGAINST, SPEAKING_FOR
from ikhtilaf.query.errors import EmptySpanError, NoFirstDayError, NoLastDayError, OneNameError, SameFactionError
from ikhtilaf.query.names import find, find_province, find_word
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store
from ikhtilaf.store.database import Value, folded

if TYPE_CHECKING:
    from ikhtilaf.dates import Date


class Filters(NamedTuple):
    """What to keep. Names are identifiers of the log; within a field any one will do, different fields must all hold.

    `places` are those of all options, `within` the same by option. `since` and `until` are day numbers, both inclusive.
    `certain` keeps what must match rather than what may.
    """

    places: tuple[str, ...] = ()
    within: tuple[tuple[str, ...], ...] = ()
    factions: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    people: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    text: tuple[str, ...] = ()
    contested: bool = False
    certain: bool = False


def make_filters(  # noqa: PLR0913 -- one parameter an option of the command line
    store: Store,
    *,
    province: Sequence[str] = (),
    place: Sequence[str] = (),
    faction: Sequence[str] = (),
    between: tuple[str, str] | None = None,
    person: Sequence[str] = (),
    type: Sequence[str] = (),  # noqa: A002 -- the option's own name, here as on the command line
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    since: Date | None = None,
    until: Date | None = None,
    text: Sequence[str] = (),
    contested: bool = False,
    certain: bool = False,
) -> Filters:
    """Return the filters with every name resolved.

    `since` counts from the first day of its date, `until` to the last day of its. Raises an `IkhtilafError` for a name
    that the log does not know, for a pair that is one faction, and for a span that is empty.
    """
    if since and since.earliest is None:
        raise NoFirstDayError(since.text)
    if until and until.latest is None:
        raise NoLastDayError(until.text)
    if since and until and since.earliest is not None and until.latest is not None and since.earliest > until.latest:
        raise EmptySpanError(since.text, until.text)
    provinces = tuple(find_province(store, name) for name in province)
    others = tuple(find(store, "place", name) for name in place)
    return Filters(
        places=(*provinces, *others),
        within=tuple(group for group in (provinces, others) if group),
        factions=tuple(find(store, "faction", name) for name in faction),
        between=None if between is None else find_pair(store, between),
        people=tuple(find(store, "person", name) for name in person),
        types=tuple(find_word("type", name) for name in type),
        states=tuple(find_word("state", name) for name in state),
        sources=tuple(find(store, "source", name) for name in source),
        since=since.earliest if since else None,
        until=until.latest if until else None,
        text=tuple(text),
        contested=contested,
        certain=certain,
    )


def find_pair(store: Store, names: Sequence[str]) -> tuple[str, str]:
    """Return the identifiers of two different factions; raises `SameFactionError` where they are one, and
    `OneNameError` where there are not two names.
    """
    if len(names) != 2:
        raise OneNameError
    first, second = (find(store, "faction", name) for name in names)
    if first == second:
        raise SameFactionError(first)
    return first, second


class Condition(NamedTuple):
    """A piece of SQL over `event e`, with its parameters in order."""

    sql: str
    parameters: tuple[Value, ...] = ()


def event_condition(store: Store, filters: Filters, view: View = EVERYBODY) -> Condition:
    """Return the condition under which an event may match the filters, in the words that the view lets speak."""
    parts = [_spoken_of(view)]
    if view.by is not None:
        parts.append(Condition("(e.first IS NULL OR e.first <= ?)", (view.by,)))
    parts.extend(_may_be_in(group) for group in _groups(filters))
    if filters.between:
        parts.append(_both_take_part(*(with_parts(store, name) for name in filters.between)))
    if filters.factions:
        parts.append(_takes_part([part for name in filters.factions for part in with_parts(store, name)]))
    if filters.people:
        parts.append(_listed("SELECT 1 FROM event_person x WHERE x.event = e.n AND x.person", filters.people))
    if filters.types:
        parts.append(_among("e.type", filters.types))
    if filters.states:
        parts.append(_any([_says(filters.states), *([_disputed(view)] if CONTESTED in filters.states else [])]))
    if filters.sources:
        parts.append(_listed("SELECT 1 FROM claim x WHERE x.event = e.n AND x.source", filters.sources))
    if filters.since is not None:
        parts.append(Condition("(e.last IS NULL OR e.last >= ?)", (filters.since,)))
    if filters.until is not None:
        parts.append(Condition("(e.first IS NULL OR e.first <= ?)", (filters.until,)))
    if filters.text:
        parts.append(_any([_mentions(word) for word in filters.text]))
    if filters.contested:
        parts.append(_disputed(view))
    return _all(parts)


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


def _groups(filters: Filters) -> tuple[tuple[str, ...], ...]:
    """The places, by option: of one option any will do, of both options one each."""
    return filters.within or ((filters.places,) if filters.places else ())


def _all(parts: Sequence[Condition]) -> Condition:
    sql = " AND ".join(part.sql for part in parts) or "1 = 1"
    return Condition(f"({sql})", tuple(value for part in parts for value in part.parameters))


def _any(parts: Sequence[Condition]) -> Condition:
    sql = " OR ".join(part.sql for part in parts)
    return Condition(f"({sql})", tuple(value for part in parts for value in part.parameters))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _among(column: str, values: Sequence[str]) -> Condition:
    return Condition(f"{column} IN ({_marks(values)})", tuple(values))


def _listed(select: str, values: Sequence[str]) -> Condition:
    return Condition(f"EXISTS ({select} IN ({_marks(values)}))", tuple(values))


def _says(states: Sequence[str]) -> Condition:
    return _listed("SELECT 1 FROM assertion x WHERE x.event = e.n AND x.state", states)


def _both_take_part(one: Sequence[str], other: Sequence[str]) -> Condition:
    """Two different factions take part, one of either side."""
    sql = f"""EXISTS (SELECT 1 FROM event_faction x JOIN event_faction y ON y.event = x.event AND y.faction <> x.faction
              WHERE x.event = e.n AND x.faction IN ({_marks(one)}) AND y.faction IN ({_marks(other)}))"""  # noqa: S608
    return Condition(sql, (*one, *other))


def _takes_part(factions: Sequence[str]) -> Condition:
    return _listed("SELECT 1 FROM event_faction x WHERE x.event = e.n AND x.faction", factions)


def _must_be_in(places: Sequence[str]) -> Condition:
    """The event, or what it says of a relation, is set in one of the places or in a part of it."""
    marks = _marks(places)
    sql = f"""(EXISTS (SELECT 1 FROM event_place x JOIN place_covers c ON c.inner_place = x.place
                       WHERE x.event = e.n AND c.place IN ({marks}))
            OR EXISTS (SELECT 1 FROM assertion a JOIN assertion_place x ON x.assertion = a.n
                       JOIN place_covers c ON c.inner_place = x.place
                       WHERE a.event = e.n AND c.place IN ({marks})))"""  # noqa: S608 -- only question marks
    return Condition(sql, (*places, *places))


def _may_be_in(places: Sequence[str]) -> Condition:
    """As `_must_be_in`, or it, or what it says of a relation, is set in a wider place short of a country: what happened
    "in the north-east" may have been in Kunduz.
    """
    inside = _must_be_in(places)
    marks = _marks(places)
    sql = f"""({inside.sql}
            OR EXISTS (SELECT 1 FROM event_place x JOIN place_covers c ON c.place = x.place
                       JOIN place p ON p.id = x.place
                       WHERE x.event = e.n AND p.kind <> 'country' AND c.inner_place IN ({marks}))
            OR EXISTS (SELECT 1 FROM assertion a JOIN assertion_place x ON x.assertion = a.n
                       JOIN place_covers c ON c.place = x.place JOIN place p ON p.id = x.place
                       WHERE a.event = e.n AND p.kind <> 'country' AND c.inner_place IN ({marks})))"""  # noqa: S608
    return Condition(sql, (*inside.parameters, *places, *places))


def _mentions(word: str) -> Condition:
    """The words stand in a text of the event, in any case; where lines break in it does not count."""
    sql = """(instr(folded(e.title), ?) OR instr(folded(e.text), ?) OR instr(folded(e.wording), ?)
            OR instr(folded(e.slip), ?)
            OR EXISTS (SELECT 1 FROM claim x WHERE x.event = e.n AND instr(folded(x.note), ?))
            OR EXISTS (SELECT 1 FROM assertion x WHERE x.event = e.n AND instr(folded(x.note), ?))
            OR EXISTS (SELECT 1 FROM event_term x WHERE x.event = e.n AND instr(folded(x.term), ?)))"""
    return Condition(sql, (folded(word),) * 7)


def _spoken_of(view: View, *, sure: bool = False) -> Condition:
    """Somebody whose words count in the view speaks of the event."""
    if view == EVERYBODY:
        return Condition("1 = 1")
    condition = f"({view.condition})" + (f" AND ({view.sure})" if sure else "")
    parameters = (*view.parameters, *(view.sure_parameters if sure else ()))
    sql = f"EXISTS (SELECT 1 FROM claim x JOIN source s ON s.id = x.source WHERE x.event = e.n AND {condition})"  # noqa: S608
    return Condition(sql, parameters)


def _disputed(view: View) -> Condition:
    """Claims on the event speak for and against it."""
    tests = []
    for stances in (SPEAKING_FOR, SPEAKING_AGAINST):
        words = ", ".join(f"'{stance}'" for stance in stances)
        tests.append(
            f"EXISTS (SELECT 1 FROM claim x JOIN source s ON s.id = x.source "  # noqa: S608 -- words of our own list
            f"WHERE x.event = e.n AND x.stance IN ({words}) AND ({view.condition}))"
        )
    return Condition(f"({' AND '.join(tests)})", (*view.parameters, *view.parameters))
