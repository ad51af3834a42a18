"""From a checked log to SQLite: every table of `schema.sql`, filled in one go."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

from ikhtilaf.dates import Date
from ikhtilaf.dates.order import Span, followers, narrow
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Claim, Event, Faction, Log, Mark, Person, Place, Source
from ikhtilaf.store.covers import coverage
from ikhtilaf.store.database import SCHEMA, SCHEMA_VERSION, Store, Value

_OPEN_PAST = -(10**9)
_OPEN_FUTURE = 10**9


def compile_log(log: Log, target: str = ":memory:") -> Store:
    """Compile a log that has no problems into a SQLite database at `target` (a path that does not exist yet) and open
    it.
    """
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        # A compiled log is written once and renamed into place when it is whole: a half-written one is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(SCHEMA.read_text("utf-8"))
        connection.execute("BEGIN")
        _Compiler(connection).everything(log)
        connection.execute("COMMIT")
    except sqlite3.Error:
        connection.close()
        raise
    return Store(connection)


class _Compiler:
    """Fills the tables; holds the numbers that link them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.numbers: dict[str, int] = {}
        self.claims: list[tuple[Value, ...]] = []

    def insert(self, table: str, rows: Iterable[Sequence[Value]]) -> None:
        """Insert rows that name every column of the table."""
        batch = list(rows)
        if batch:
            marks = ", ".join("?" * len(batch[0]))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)  # noqa: S608 -- names of our own tables

    def everything(self, log: Log) -> None:
        self.facts(log)
        self.sources(log)
        self.places(log)
        self.factions(log)
        self.people(log)
        self.names(log)
        self.events(log)
        self.insert("claim", ((n, *row) for n, row in enumerate(self.claims, 1)))

    def facts(self, log: Log) -> None:
        first, last = log.covers.earliest, log.covers.latest
        self.insert(
            "log",
            [
                ("schema", str(SCHEMA_VERSION)),
                ("title", log.title),
                ("covers", log.covers.text),
                ("covers_earliest", "" if first is None else str(first)),
                ("covers_latest", "" if last is None else str(last)),
                ("reporter", log.reporter),
                ("note", log.note),
                ("file", log.mark.file),
            ],
        )

    def sources(self, log: Log) -> None:
        self.insert(
            "source",
            (
                (s.id, s.kind, s.title, s.author, *_dated(s.date), s.affiliation, s.place)
                + (s.reported_by, s.same_words_as, s.note, s.url, _at(s.mark))
                for s in log.sources.values()
            ),
        )
        self.insert(
            "passage",
            (
                (s.id, position, passage, s.holds_nothing.get(passage))
                for s in log.sources.values()
                for position, passage in enumerate(s.passages)
            ),
        )

    def places(self, log: Log) -> None:
        self.insert(
            "place",
            (
                (p.id, p.kind, p.name, p.within, p.iso, *(p.coordinates or (None, None)), p.note)
                + (json.dumps(p.cites), _at(p.mark))
                for p in log.places.values()
            ),
        )
        self.insert("place_covers", sorted((inner, place) for place, inner in coverage(log.places.values())))

    def factions(self, log: Log) -> None:
        self.insert(
            "faction",
            ((f.id, f.kind, f.name, f.note, json.dumps(f.cites), _at(f.mark)) for f in log.factions.values()),
        )
        # A tie without a date reaches back as far as the log does, so it holds on the first day that the log covers.
        undated = (None, None, log.covers.earliest if log.covers.earliest is not None else _OPEN_PAST)
        ties = ((f, tie) for f in log.factions.values() for tie in f.ties)
        rows: list[tuple[Value, ...]] = []
        for n, (faction, tie) in enumerate(ties, 1):
            dated = undated if tie.date is None else (tie.date.text, tie.date.earliest, tie.date.begin_latest)
            rows.append((n, faction.id, tie.kind, tie.faction, *dated, tie.wording, tie.text, _at(tie.mark)))
            self.add_claims(tie.claims, tie=n)
        self.insert("tie", rows)
        self.faction_facts(log.factions.values())

    def faction_facts(self, factions: Iterable[Faction]) -> None:
        facts = ((faction, fact) for faction in factions for fact in faction.facts)
        rows: list[tuple[Value, ...]] = []
        places: list[tuple[Value, ...]] = []
        for n, (faction, fact) in enumerate(facts, 1):
            rows.append(
                (n, faction.id, fact.kind, *_dated(fact.date), fact.wording, fact.text)
                + (fact.figure, fact.hedge, fact.of, fact.person, _at(fact.mark))
            )
            named = [*fact.places, *(place for place in fact.main if place not in fact.places)]
            places.extend((n, position, place, int(place in fact.main)) for position, place in enumerate(named))
            self.add_claims(fact.claims, fact=n)
        self.insert("fact", rows)
        self.insert("fact_place", places)

    def people(self, log: Log) -> None:
        self.insert("person", ((p.id, p.name, p.note, json.dumps(p.cites), _at(p.mark)) for p in log.people.values()))

    def names(self, log: Log) -> None:
        kinds: dict[str, Mapping[str, Faction | Place | Person | Source]]
        kinds = {"faction": log.factions, "place": log.places, "person": log.people, "source": log.sources}
        names: dict[tuple[str, str], tuple[Value, ...]] = {}
        aliases: list[tuple[Value, ...]] = []
        for kind, things in kinds.items():
            # Identifiers first: where a name of one thing is the identifier of another, the identifier wins.
            ranked = [(0, thing.id, thing.id) for thing in things.values()]
            ranked += [(1, thing.id, getattr(thing, "name", thing.id)) for thing in things.values()]
            ranked += [(2, thing.id, alias) for thing in things.values() for alias in thing.aliases]
            for rank, identifier, name in ranked:
                names.setdefault((kind, normalise(name)), (kind, normalise(name), identifier, name, rank))
            aliases.extend(
                (kind, thing.id, i, alias) for thing in things.values() for i, alias in enumerate(thing.aliases)
            )
        self.insert("name", names.values())
        self.insert("alias", aliases)

    def events(self, log: Log) -> None:
        after = {event.id: event.after for event in log.events if event.after}
        spans: dict[str, Span] = {event.id: (event.date.earliest, event.date.latest) for event in log.events}
        spans.update(narrow(spans, after))
        ordered = in_order(log.events, spans)
        self.numbers = {event.id: n for n, event in enumerate(ordered, 1)}
        self.insert("event", (self.event_row(event, spans[event.id]) for event in ordered))
        for event in ordered:
            self.add_claims(event.claims, event=self.numbers[event.id])
        self.event_lists(ordered)
        self.insert(
            "event_after", sorted((self.numbers[later], self.numbers[earlier]) for later, earlier in followers(after))
        )
        self.assertions(ordered, spans)

    def event_row(self, event: Event, span: Span) -> tuple[Value, ...]:
        date, (first, last) = event.date, span
        return (
            (self.numbers[event.id], event.id, event.type, date.text, date.earliest, date.latest, first, last)
            + (_began(date, last), int(event.postscript), int(event.background))
            + (event.title, event.wording, event.text, event.slip, _at(event.mark))
        )

    def event_lists(self, events: Sequence[Event]) -> None:
        number = self.numbers
        factions = ((number[e.id], i, f, role) for e in events for i, (f, role) in enumerate(e.factions.items()))
        people = ((number[e.id], i, p, role) for e in events for i, (p, role) in enumerate(e.people.items()))
        self.insert("event_faction", factions)
        self.insert("event_person", people)
        self.insert("event_place", ((number[e.id], i, p) for e in events for i, p in enumerate(e.places)))
        self.insert("event_term", ((number[e.id], i, t) for e in events for i, t in enumerate(e.terms)))
        self.insert("event_ends", sorted({(number[ended], number[e.id]) for e in events for ended in e.ends}))

    def assertions(self, events: Sequence[Event], spans: dict[str, Span]) -> None:
        rows: list[tuple[Value, ...]] = []
        places: list[tuple[Value, ...]] = []
        for event in events:
            for said in event.relations:
                n = len(rows) + 1
                low, high = sorted(said.between)
                first, last = spans[event.id]
                if said.begins is None:
                    begins = (event.date.text, first, _began(event.date, last))
                else:
                    begins = (said.begins.text, said.begins.earliest, said.begins.begin_latest)
                rows.append(
                    (n, self.numbers[event.id], *said.between, low, high, said.state, int(said.begins is not None))
                    + (*begins, *_dated(said.until), said.note, _at(said.mark))
                )
                places.extend((n, position, place) for position, place in enumerate(said.places))
        self.insert("assertion", rows)
        self.insert("assertion_place", places)

    def add_claims(
        self, claims: Iterable[Claim], event: int | None = None, tie: int | None = None, fact: int | None = None
    ) -> None:
        self.claims.extend((event, tie, fact, c.source, c.stance, c.hedge, c.note, json.dumps(c.cites)) for c in claims)


def in_order(events: Iterable[Event], spans: dict[str, Span]) -> list[Event]:
    """Return the events as a timeline has them: by first day, then last day, then identifier, and never before what
    they follow.
    """
    by_id = {event.id: event for event in events}
    waiting = {event.id: set(event.after) for event in by_id.values()}
    followed: dict[str, list[str]] = {}
    for event in by_id.values():
        for before in event.after:
            followed.setdefault(before, []).append(event.id)

    def key(identifier: str) -> tuple[int, int, str]:
        first, last = spans[identifier]
        # "By March" sorts with March, not with the beginning of time.
        first = first if first is not None else last if last is not None else _OPEN_PAST
        return (first, last if last is not None else _OPEN_FUTURE, identifier)

    ready = [key(identifier) for identifier, before in waiting.items() if not before]
    heapify(ready)
    ordered: list[Event] = []
    while ready:
        identifier = heappop(ready)[2]
        ordered.append(by_id[identifier])
        for later in followed.get(identifier, ()):
            waiting[later].discard(identifier)
            if not waiting[later]:
                heappush(ready, key(later))
    return ordered


def _began(date: Date, last: int | None) -> int | None:
    """The last day on which something dated so began, where the declared order allows days up to `last`."""
    days = [day for day in (date.begin_latest, last) if day is not None]
    return min(days) if days else None


def _dated(date: Date | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if date is None else (date.text, date.earliest, date.latest)


def _at(mark: Mark) -> str:
    return f"{mark.file}:{mark.line}"
