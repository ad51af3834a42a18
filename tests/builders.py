"""Small logs for tests, in a few lines that read like what they say.

    made = log(war("a", "b", "2015-22"), ceasefire("a", "b", "2017-10-18", places=["east"]))
    state(made, "a", "b", "2017-10-20", "east")

Factions, people, places and sources that are only named are made up on the spot. An event goes by its state unless it
is given an `id`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ikhtilaf.dates import Date, parse
from ikhtilaf.model.things import (
    Assertion,
    Claim,
    Event,
    Fact,
    Faction,
    Log,
    Mark,
    Person,
    Place,
    Source,
    Tie,
)
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.relations import relations
from ikhtilaf.query.resolve import Resolution, resolve
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log

HERE = Mark("log.yaml", 1, 1)
REPORTER = "paper"

Row = dict[str, Any]


class TieOf(NamedTuple):
    """A tie, and the faction under which it stands."""

    faction: str
    tie: Tie


class FactOf(NamedTuple):
    """A fact, and the faction under which it stands."""

    faction: str
    fact: Fact


Thing = Event | Faction | Person | Place | Source | TieOf | FactOf


def n(text: str) -> int:
    """The number of the last day of a date."""
    date = parse(text)
    assert date.latest is not None
    return date.latest


def dated(text: str | None) -> Date | None:
    """A date, where there is one."""
    return None if text is None else parse(text)


def claim(
    source: str = REPORTER, stance: str = "asserts", hedge: str = "", cites: Sequence[str] = (), note: str = ""
) -> Claim:
    """One claim."""
    return Claim(HERE, source, tuple(cites), stance, hedge, note)


def denies(source: str = "denier") -> Claim:
    """A claim that it is not so."""
    return claim(source, "denies")


SAID = (claim(),)


def says(
    a: str,
    b: str,
    state: str,
    *,
    begins: str | None = None,
    until: str | None = None,
    places: Sequence[str] = (),
    note: str = "",
) -> Assertion:
    """What an event says of two factions."""
    return Assertion(HERE, (a, b), state, dated(begins), dated(until), tuple(places), note)


def event(
    id: str,  # noqa: A002 -- the field's own name
    date: str,
    *relations: Assertion,
    type: str = "fight",  # noqa: A002
    claims: Sequence[Claim] = SAID,
    factions: Mapping[str, str] | Sequence[str] | None = None,
    people: Mapping[str, str] | Sequence[str] = (),
    places: Sequence[str] = (),
    after: Sequence[str] = (),
    ends: Sequence[str] = (),
    **fields: Any,
) -> Event:
    """An event; its factions are those of its relations unless they are given."""
    if factions is None:
        factions = [faction for said in relations for faction in said.between]
    roles = dict(factions) if isinstance(factions, Mapping) else dict.fromkeys(factions, "party")
    named = dict(people) if isinstance(people, Mapping) else dict.fromkeys(people, "")
    fields = {"title": f"{id} in short", "text": f"{id} at length"} | fields
    return Event(
        HERE,
        id,
        parse(date),
        type,
        factions=roles,
        claims=tuple(claims),
        people=named,
        places=tuple(places),
        after=tuple(after),
        ends=tuple(ends),
        relations=relations,
        **fields,
    )


def stands(state: str, a: str, b: str, date: str, **given: Any) -> Event:
    """An event that says one thing of two factions; `places`, `begins` and `until` are those of what it says."""
    said = {key: given.pop(key) for key in ("places", "begins", "until") if key in given}
    return event(given.pop("id", state), date, says(a, b, state, **said), **given)


def war(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("war", a, b, date, **given)


def clashes(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("clashes", a, b, date, **given)


def tension(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("tension", a, b, date, **given)


def tolerance(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("tolerance", a, b, date, **given)


def ceasefire(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("ceasefire", a, b, date, **given)


def cordial(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("cordial", a, b, date, **given)


def cooperation(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("cooperation", a, b, date, **given)


def alliance(a: str, b: str, date: str, **given: Any) -> Event:
    return stands("alliance", a, b, date, **given)


def place(id: str, kind: str = "province", within: str | None = None, **fields: Any) -> Place:  # noqa: A002
    """A place."""
    fields = {"name": id.title()} | fields
    return Place(HERE, id, kind, within=within, **fields)


def region(id: str, *includes: str, within: str | None = None) -> Place:  # noqa: A002
    """A region and what it takes in."""
    return place(id, "region", within, includes=includes)


def source(id: str, date: str | None = None, speaks_for: str | None = None, **fields: Any) -> Source:  # noqa: A002
    """A source, and the faction that it speaks for."""
    fields = {"kind": "interview", "title": id} | fields
    return Source(HERE, id, date=dated(date), affiliation=speaks_for, **fields)


def faction(id: str, **fields: Any) -> Faction:  # noqa: A002
    """A faction."""
    fields = {"kind": "faction", "name": id.title()} | fields
    return Faction(HERE, id, **fields)


def person(id: str, **fields: Any) -> Person:  # noqa: A002
    """A person."""
    return Person(HERE, id, **({"name": id.title()} | fields))


def tie(child: str, kind: str, parent: str, date: str | None = None, claims: Sequence[Claim] = SAID) -> TieOf:
    """A structural tie."""
    return TieOf(child, Tie(HERE, kind, parent, tuple(claims), dated(date)))


def split(child: str, parent: str, date: str | None = None, claims: Sequence[Claim] = SAID) -> TieOf:
    """One faction splits from another."""
    return tie(child, "split_from", parent, date, claims)


def renamed(new: str, old: str, date: str | None = None) -> TieOf:
    """One faction takes a new name."""
    return tie(new, "renamed_from", old, date)


def part(of_it: str, umbrella: str) -> TieOf:
    """One faction is part of another."""
    return tie(of_it, "part_of", umbrella)


def fact(of: str, kind: str, *, date: str | None = None, claims: Sequence[Claim] = SAID, **fields: Any) -> FactOf:
    """A fact about a faction; its `of` goes by `share_of` here."""
    if "share_of" in fields:
        fields["of"] = fields.pop("share_of")
    for name in ("places", "main"):
        fields[name] = tuple(fields.get(name, ()))
    return FactOf(of, Fact(HERE, kind, tuple(claims), dated(date), **fields))


def model(*things: Thing, covers: str = "2014/2017-10", title: str = "A log", note: str = "") -> Log:
    """A log of these things, and of everything that they name."""
    made = _Named()
    events: list[Event] = []
    for thing in things:
        if isinstance(thing, Event):
            events.append(thing)
        else:
            made.put(thing)
    for one in events:
        made.event(one)
    if len({one.id for one in events}) < len(events):
        message = "two events go by one name: give them an id"
        raise ValueError(message)
    made.source(REPORTER)
    made.rest()
    return Log(
        HERE, title, parse(covers), REPORTER, note, made.sources, made.places, made.factions, made.people, tuple(events)
    )


class _Named:
    """The things of a log by id; those only referred to are made up."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self.places: dict[str, Place] = {}
        self.factions: dict[str, Faction] = {}
        self.people: dict[str, Person] = {}

    def put(self, thing: Faction | Person | Place | Source | TieOf | FactOf) -> None:
        if isinstance(thing, Faction):
            before = self.factions.get(thing.id)
            kept = () if before is None else before.ties
            known = () if before is None else before.facts
            self.factions[thing.id] = _with(thing, ties=(*kept, *thing.ties), facts=(*known, *thing.facts))
        elif isinstance(thing, Person):
            self.people[thing.id] = thing
        elif isinstance(thing, Place):
            self.places[thing.id] = thing
        elif isinstance(thing, Source):
            self.sources[thing.id] = thing
        elif isinstance(thing, TieOf):
            self.faction(thing.faction)
            one = self.factions[thing.faction]
            self.factions[thing.faction] = _with(one, ties=(*one.ties, thing.tie))
        else:
            self.faction(thing.faction)
            one = self.factions[thing.faction]
            self.factions[thing.faction] = _with(one, facts=(*one.facts, thing.fact))

    def event(self, one: Event) -> None:
        for name in [*one.factions, *(name for said in one.relations for name in said.between)]:
            self.faction(name)
        for name in one.people:
            self.people.setdefault(name, person(name))
        for name in [*one.places, *(name for said in one.relations for name in said.places)]:
            self.place(name)
        self.claims(one.claims)

    def rest(self) -> None:
        """What ties, facts, places and sources refer to."""
        for one in list(self.factions.values()):
            for bond in one.ties:
                self.faction(bond.faction)
                self.claims(bond.claims)
            for known in one.facts:
                self.claims(known.claims)
                if known.of:
                    self.faction(known.of)
                if known.person:
                    self.people.setdefault(known.person, person(known.person))
                for name in (*known.places, *known.main):
                    self.place(name)
        for where in list(self.places.values()):
            for name in (*where.includes, *([where.within] if where.within else [])):
                self.place(name)
        for who in list(self.sources.values()):
            if who.affiliation:
                self.faction(who.affiliation)
            if who.reported_by:
                self.source(who.reported_by)

    def claims(self, claims: Iterable[Claim]) -> None:
        for one in claims:
            self.source(one.source)

    def source(self, name: str) -> None:
        self.sources.setdefault(name, source(name, kind="article" if name == REPORTER else "interview"))

    def faction(self, name: str) -> None:
        self.factions.setdefault(name, faction(name))

    def place(self, name: str) -> None:
        self.places.setdefault(name, place(name))


def _with(one: Faction, **changed: Any) -> Faction:
    from dataclasses import replace

    return replace(one, **changed)


def log(*things: Thing, covers: str = "2014/2017-10") -> Store:
    """The log of these things, compiled."""
    return compile_log(model(*things, covers=covers))


def ask(
    store: Store,
    a: str,
    b: str,
    day: str | int,
    place: str | None = None,
    view: View = EVERYBODY,
) -> Resolution:
    """How two factions stood on a day (the last of its date), by the rules."""
    assertions = Assertions(store, view)
    number = day if isinstance(day, int) else n(day)
    return resolve(assertions.of((a, b)), number, place, assertions.world, explained=True)


def state(store: Store, a: str, b: str, day: str | int, place: str | None = None, view: View = EVERYBODY) -> str:
    """The state of two factions on a day."""
    return ask(store, a, b, day, place, view).state


def standing(store: Store, a: str, b: str, day: str | int, place: str | None = None) -> list[str]:
    """The events that the answer rests on, in the order of beginnings."""
    return [candidate.event for candidate in ask(store, a, b, day, place).standing]


def row(store: Store, a: str, b: str, day: str, place: str | None = None) -> Row:
    """The row of `relations` for two factions on a day in a place."""
    from ikhtilaf.query.filters import Filters

    places = () if place is None else (place,)
    rows = relations(Assertions(store), n(day), Filters(between=(a, b), places=places))
    return next(found for found in rows if found["place"] == place)
