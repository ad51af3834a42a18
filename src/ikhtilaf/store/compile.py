"""From a checked log to SQLite: every table of `tables.sql`, filled in one go, then the indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from ikhtilaf.dates import Date
from ikhtilaf.dates.order import Span, followers, narrow
from ikhtilaf.model.names import normalise
from ikhtilaf.model.things import Assertion, Claim, Event, Fact, Faction, Log, Mark, Person, Place, Source, Tie
from ikhtilaf.store.covers import coverage
from ikhtilaf.store.database import INDEXES, SCHEMA_VERSION, TABLES, Store, Value, as_list
from ikhtilaf.store.event_words import EventWords
from ikhtilaf.store.order import in_order

if TYPE_CHECKING:
    from ikhtilaf.log.read import Told

_OPEN_PAST = -(10**9)

_PARAMETERS = 500
"""How many values one statement inserts: many rows at once take half the time of as many statements. Every SQLite takes
999."""

_STEPS = 8
"""Parts of the work that take about as long: those of `steps`, the indexes, the words."""

Row = tuple[Value, ...]


def compile_log(log: Log, target: str = ":memory:", *, told: Told | None = None) -> Store:
    """Compile a log that has no problems into a SQLite database at `target` (a path that does not exist yet) and open
    it. `told` hears how far it has come.
    """
    connection = sqlite3.connect(target, isolation_level=None, check_same_thread=False)
    try:
        # A compiled log is written once and renamed into place when it is whole: a half-written one is thrown away.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(TABLES.read_text("utf-8"))
        connection.execute("BEGIN")
        compiler = Compiler(connection)
        for done, _ in enumerate(compiler.steps(log)):
            if told is not None:
                told("Compiling", done / _STEPS)
        connection.execute("COMMIT")
        words = EventWords(compiler.words, len(log.events))
        try:
            words.start()
            connection.executescript(f"BEGIN; {INDEXES.read_text('utf-8')} COMMIT;")
            words.add_to(connection)
        finally:
            words.close()
        return Store(connection)
    except BaseException:
        connection.close()
        raise


class Compiler:
    """Fills the tables, each from a stream of rows, so that no second copy of a large log is held; keeps the numbers
    that link them.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.numbers: dict[str, dict[str, int]] = {}
        """By kind of thing, the number of each identifier."""
        self.events: list[Event] = []
        """In the order of a timeline, which is that of their numbers."""
        self.spans: dict[str, Span] = {}
        self.files: dict[str, int] = {}
        self.ties: list[tuple[Faction, Tie]] = []
        self.known: list[tuple[Faction, Fact]] = []

    def insert(self, table: str, width: int, rows: Iterable[Row], otherwise: str = "") -> None:
        """Insert rows that name every column of the table, of which there are `width`; `otherwise` is what SQL is to do
        where a row is there already.
        """
        source, marks = iter(rows), f"({', '.join('?' * width)})"
        while batch := list(islice(source, _PARAMETERS // width)):
            sql = f"INSERT {otherwise} INTO {table} VALUES {', '.join([marks] * len(batch))}"  # noqa: S608 -- names of our own tables
            self.connection.execute(sql, list(chain.from_iterable(batch)))

    def steps(self, log: Log) -> Iterator[None]:
        """Fill all tables; yield now and then, `_STEPS` times at most, while that goes on."""
        self.order(log)
        self.number(log)
        yield
        self.facts(log)
        self.things(log)
        yield
        self.event_rows()
        yield
        self.event_lists()
        yield
        self.assertions()
        yield
        self.insert("claim", 9, self.claims())
        self.insert("file", 2, ((n, name) for name, n in self.files.items()))
        yield

    def order(self, log: Log) -> None:
        """Put the events in order, with the spans that the declared order leaves them."""
        after = {event.id: event.after for event in log.events if event.after}
        self.spans = {event.id: (event.date.earliest, event.date.latest) for event in log.events}
        self.spans.update(narrow(self.spans, after))
        self.events = in_order(log.events, self.spans)

    def number(self, log: Log) -> None:
        """Number everything that large tables refer to; factions in the order of their identifiers."""
        self.numbers = {
            "source": _numbered(log.sources),
            "place": _numbered(log.places),
            "faction": _numbered(sorted(log.factions)),
            "person": _numbered(log.people),
            "event": _numbered(event.id for event in self.events),
        }
        self.files = _numbered(dict.fromkeys(event.mark.file for event in self.events))

    def facts(self, log: Log) -> None:
        """Fill the table of what the log says of itself, with a few figures about its events."""
        firsts = (first if first is not None else last for first, last in self.spans.values())
        lasts = (last if last is not None else first for first, last in self.spans.values())
        lengths = (last - first for first, last in self.spans.values() if first is not None and last is not None)
        first_day = min((day for day in firsts if day is not None), default=None)
        last_day = max((day for day in lasts if day is not None), default=None)
        self.head(log, len(self.events), (first_day, last_day), max(lengths, default=0))

    def head(self, log: Log, events: int, days: Span, longest: int) -> None:
        """Fill the table of what the log says of itself: `events` is how many there are, `days` the first and the last
        on which any of them may fall, `longest` the longest time in days between an event's first and last day.
        """
        first, last = log.covers.earliest, log.covers.latest
        first_day, last_day = days
        self.insert(
            "log",
            2,
            [
                ("schema", str(SCHEMA_VERSION)),
                ("title", log.title),
                ("covers", log.covers.text),
                ("covers_earliest", "" if first is None else str(first)),
                ("covers_latest", "" if last is None else str(last)),
                ("reporter", log.reporter),
                ("note", log.note),
                ("file", log.mark.file),
                ("events", str(events)),
                ("first_day", "" if first_day is None else str(first_day)),
                ("last_day", "" if last_day is None else str(last_day)),
                ("longest_span", str(longest)),
            ],
        )

    def things(self, log: Log) -> None:
        """Fill the tables of sources, places, factions and people, and of their names."""
        self.sources(log)
        self.places(log)
        self.factions(log)
        self.people(log)
        self.names(log)

    def sources(self, log: Log) -> None:
        """Fill the tables of sources and their passages."""
        self.insert(
            "source",
            15,
            (
                (self.numbers["source"][s.id], s.id, s.kind, s.title, s.author, *_dated(s.date), s.affiliation)
                + (s.place, s.reported_by, s.same_words_as, s.note, s.url, _at(s.mark))
                for s in log.sources.values()
            ),
        )
        self.insert(
            "passage",
            4,
            (
                (s.id, position, passage, s.holds_nothing.get(passage))
                for s in log.sources.values()
                for position, passage in enumerate(s.passages)
            ),
        )

    def places(self, log: Log) -> None:
        """Fill the tables of places and of which takes in which."""
        self.insert(
            "place",
            11,
            (
                (self.numbers["place"][p.id], p.id, p.kind, p.name, p.within, p.iso)
                + (*(p.coordinates or (None, None)), p.note, as_list(p.cites), _at(p.mark))
                for p in log.places.values()
            ),
        )
        self.insert("place_covers", 2, sorted((inner, place) for place, inner in coverage(log.places.values())))

    def factions(self, log: Log) -> None:
        """Fill the tables of factions, their ties and their facts."""
        self.insert(
            "faction",
            7,
            (
                (self.numbers["faction"][f.id], f.id, f.kind, f.name, f.note, as_list(f.cites), _at(f.mark))
                for f in log.factions.values()
            ),
        )
        # A tie without a date reaches back as far as the log does, so it holds on the first day that the log covers.
        undated = (None, None, log.covers.earliest if log.covers.earliest is not None else _OPEN_PAST)
        self.ties = [(faction, tie) for faction in log.factions.values() for tie in faction.ties]
        rows: list[Row] = []
        for n, (faction, tie) in enumerate(self.ties, 1):
            dated = undated if tie.date is None else (tie.date.text, tie.date.earliest, tie.date.begin_latest)
            rows.append((n, faction.id, tie.kind, tie.faction, *dated, tie.wording, tie.text, _at(tie.mark)))
        self.insert("tie", 10, rows)
        self.faction_facts(log.factions.values())

    def faction_facts(self, factions: Iterable[Faction]) -> None:
        """Fill the tables of facts and of their places."""
        self.known = [(faction, fact) for faction in factions for fact in faction.facts]
        rows: list[Row] = []
        places: list[Row] = []
        for n, (faction, fact) in enumerate(self.known, 1):
            rows.append(
                (n, faction.id, fact.kind, *_dated(fact.date), fact.wording, fact.text)
                + (fact.figure, fact.hedge, fact.of, fact.person, _at(fact.mark))
            )
            named = [*fact.places, *(place for place in fact.main if place not in fact.places)]
            places.extend((n, position, place, int(place in fact.main)) for position, place in enumerate(named))
        self.insert("fact", 13, rows)
        self.insert("fact_place", 4, places)

    def people(self, log: Log) -> None:
        """Fill the table of people."""
        numbers = self.numbers["person"]
        self.insert(
            "person",
            6,
            ((numbers[p.id], p.id, p.name, p.note, as_list(p.cites), _at(p.mark)) for p in log.people.values()),
        )

    def names(self, log: Log) -> None:
        """Fill the tables of every name that a thing may be called by."""
        kinds: dict[str, Mapping[str, Faction | Place | Person | Source]]
        kinds = {"faction": log.factions, "place": log.places, "person": log.people, "source": log.sources}
        for kind, things in kinds.items():
            self.insert("name", 5, _names(kind, things.values()), "OR IGNORE")
            aliases = ((thing.id, i, alias) for thing in things.values() for i, alias in enumerate(thing.aliases))
            self.insert("alias", 4, ((kind, *alias) for alias in aliases))

    def event_rows(self) -> None:
        """Fill the tables that have one row for each event."""
        self.insert("event", 14, map(self.event_row, count(1), self.events))
        self.insert("event_text", 4, ((n, e.wording, e.text, e.slip) for n, e in self.numbered()))

    def event_row(self, n: int, event: Event) -> Row:
        """Return the row of one event in the table `event`."""
        date, (first, last), (file, line, _) = event.date, self.spans[event.id], event.mark
        return (
            n, event.id, event.type, date.text, date.earliest, date.latest, first, last, _began(date, last),
            int(event.postscript), int(event.background), event.title, self.files[file], line,
        )  # fmt: skip

    def event_lists(self) -> None:
        """Fill the tables of what each event has several of."""
        faction, person, place, number = (self.numbers[kind] for kind in ("faction", "person", "place", "event"))
        factions = (
            (n, i, faction[f], role) for n, e in self.numbered() for i, (f, role) in enumerate(e.factions.items())
        )
        people = ((n, i, person[p], role) for n, e in self.numbered() for i, (p, role) in enumerate(e.people.items()))
        self.insert("event_faction", 4, factions)
        self.insert("event_person", 4, people)
        self.insert("event_place", 3, ((n, i, place[p]) for n, e in self.numbered() for i, p in enumerate(e.places)))
        self.insert("event_term", 3, ((n, i, term) for n, e in self.numbered() for i, term in enumerate(e.terms)))
        after = {event.id: event.after for event in self.events if event.after}
        self.insert("event_after", 2, sorted((number[later], number[earlier]) for later, earlier in followers(after)))
        ended = {(number[ended], number[event.id]) for event in self.events for ended in event.ends}
        self.insert("event_ends", 2, sorted(ended))

    def numbered(self) -> Iterator[tuple[int, Event]]:
        """Yield every event with its number."""
        return enumerate(self.events, 1)

    def assertions(self) -> None:
        """Fill the two tables of what events say of relations."""
        self.insert("assertion", 17, map(self.assertion_row, count(1), self.said()))
        place = self.numbers["place"]
        self.insert(
            "assertion_place",
            3,
            (
                (n, position, place[name])
                for n, (_, _, said) in enumerate(self.said(), 1)
                for position, name in enumerate(said.places)
            ),
        )

    def said(self) -> Iterator[tuple[int, Event, Assertion]]:
        """Yield every assertion with its event and that one's number."""
        return ((n, event, said) for n, event in self.numbered() for said in event.relations)

    def assertion_row(self, n: int, made: tuple[int, Event, Assertion]) -> Row:
        """Return the row of one assertion in the table `assertion`."""
        number, event, said = made
        date, (first, last), (file, line, _) = event.date, self.spans[event.id], said.mark
        own = said.begins
        begins = (date.text, first, _began(date, last)) if own is None else (own.text, own.earliest, own.begin_latest)
        faction = self.numbers["faction"]
        one, other = map(faction.__getitem__, said.between)
        low, high = (one, other) if one < other else (other, one)
        return (
            n, number, one, other, low, high, said.state, int(own is not None), *begins, *_dated(said.until),
            said.note, self.files[file], line,
        )  # fmt: skip

    def claims(self) -> Iterator[Row]:
        """Return the rows of all claims: those on ties, on facts, on events."""
        about: Iterator[tuple[int | None, int | None, int | None, Claim]] = chain(
            ((None, n, None, claim) for n, (_, tie) in enumerate(self.ties, 1) for claim in tie.claims),
            ((None, None, n, claim) for n, (_, fact) in enumerate(self.known, 1) for claim in fact.claims),
            ((n, None, None, claim) for n, event in self.numbered() for claim in event.claims),
        )
        source = self.numbers["source"]
        return (
            (n, event, tie, fact, source[claim.source], claim.stance, claim.hedge, claim.note, _listed(claim.cites))
            for n, (event, tie, fact, claim) in enumerate(about, 1)
        )

    def words(self) -> Iterator[tuple[int, str]]:
        """Yield every event's number with all the words that a search for text finds it by, a text a line."""
        for n, event in self.numbered():
            notes = (claim.note for claim in event.claims if claim.note)
            said = (assertion.note for assertion in event.relations if assertion.note)
            texts = (event.title, event.text, event.wording, event.slip, *event.terms, *notes, *said)
            yield n, "\n".join(texts)


def _names(kind: str, things: Collection[Faction | Place | Person | Source]) -> Iterator[Row]:
    """Yield a row for every name of things of a kind. Where two are the same the first counts: identifiers come first,
    for where a name of one thing is the identifier of another, the identifier wins.
    """
    ids = ((thing.id, thing.id) for thing in things)
    names = ((thing.id, getattr(thing, "name", thing.id)) for thing in things)
    aliases = ((thing.id, alias) for thing in things for alias in thing.aliases)
    for rank, ranked in enumerate((ids, names, aliases)):
        for identifier, name in ranked:
            yield kind, normalise(name), identifier, name, rank


def _began(date: Date, last: int | None) -> int | None:
    """The last day on which something dated so began, where the declared order allows days up to `last`."""
    day = date.begin_latest
    return last if day is None or (last is not None and last < day) else day


def _dated(date: Date | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if date is None else (date.text, date.earliest, date.latest)


def _at(mark: Mark) -> str:
    return f"{mark.file}:{mark.line}"


def _numbered(ids: Iterable[str]) -> dict[str, int]:
    return {identifier: n for n, identifier in enumerate(ids, 1)}


_listed = cache(as_list)
"""A big log repeats few lists often."""
