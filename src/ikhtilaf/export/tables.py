"""The tidy tables of a log: the compiled ones with identifiers for numbers, days as dates, and no list in any cell.

What hangs on events is narrowed by the filters. Sources, places, people and factions stay whole, so that every
reference leads somewhere; ties and facts stay where somebody whose words count speaks of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikhtilaf.export.request import Request
from ikhtilaf.export.table import Column, Table, Type
from ikhtilaf.model import vocabulary
from ikhtilaf.query.conditions import Condition, event_condition, sure_condition


def tables(request: Request) -> list[Table]:
    """Return the tables of what matches, each before those that refer to it."""
    return list(_all(_Selected(request)))


class _Selected:
    """Which events, and which claims, ties and facts, as conditions in SQL."""

    def __init__(self, request: Request) -> None:
        store, filters, view = request.store, request.filters, request.view
        found, sure = event_condition(store, filters, view), sure_condition(filters, view)
        if filters.certain:
            found = Condition(f"{found.sql} AND {sure.sql}", (*found.parameters, *sure.parameters))
        self.events, self.sure, self.view = found, sure, view

    def events_as(self, column: str) -> str:
        return f"{column} IN (SELECT e.n FROM event e WHERE {self.events.sql})"

    def spoken_of(self, thing: str) -> str:
        """That a source whose words count speaks of the tie or fact `x`."""
        return (
            f"EXISTS (SELECT 1 FROM claim c JOIN source s ON s.n = c.source "
            f"WHERE c.{thing} = x.n AND {self.view.condition})"
        )


def _all(chosen: _Selected) -> Iterator[Table]:
    for tables_of in (_of_the_log, _of_things, _of_factions, _of_events, _of_relations, _of_claims):
        yield from tables_of(chosen)


def _text(name: str, meaning: str, refers: str = "", words: Any = ()) -> Column:
    return Column(name, Type.STRING, meaning, refers, tuple(words))


def _number(name: str, meaning: str, refers: str = "") -> Column:
    return Column(name, Type.INTEGER, meaning, refers)


def _dated(prefix: str = "", of: str = "it") -> tuple[Column, ...]:
    name, before = (prefix, f"{prefix}_") if prefix else ("date", "")
    return (
        _text(name, f"when {of} was, as EDTF; missing: not told"),
        Column(f"{before}earliest", Type.DATE, "the first day that the date may mean, inclusive; missing: open"),
        Column(f"{before}latest", Type.DATE, "the last day that the date may mean, inclusive; missing: open"),
    )


_ID = _text("id", "the identifier in the log")
_N = _number("n", "a number of its own, within this export")
_MADE = _text("id", "an identifier of its own, within this export")
_POSITION = _number("position", "its place in the list, from 1")
_AT = _text("at", "where it stands in the log: file:line")
_NOTE = _text("note", "a remark of the log's author")
_WORDING = _text("wording", "the date in the source's own words")


def _of_the_log(_chosen: _Selected) -> Iterator[Table]:
    yield Table(
        "log",
        "what the log says of itself",
        (_text("key", "what is told"), _text("value", "what it is")),
        ("key",),
        "SELECT key, value FROM log WHERE key IN ('title', 'covers', 'reporter', 'note') ORDER BY key",
    )


def _of_things(_chosen: _Selected) -> Iterator[Table]:
    kinds = vocabulary.PLACE_KINDS
    yield Table(
        "place",
        "places that the log knows",
        (
            _ID,
            _text("kind", "what kind of place", words=kinds),
            _text("name", "its name"),
            _text("within", "the place that it lies in", "place"),
            _text("iso", "its code in ISO 3166"),
            Column("latitude", Type.NUMBER, "degrees north"),
            Column("longitude", Type.NUMBER, "degrees east"),
            _NOTE,
            _AT,
        ),
        ("id",),
        "SELECT id, kind, name, within, iso, latitude, longitude, note, at FROM place ORDER BY id",
    )
    yield Table(
        "place_covers",
        "which place takes in which, through all steps; each takes in itself",
        (_text("place", "the wider one", "place"), _text("inner_place", "the one inside", "place")),
        ("place", "inner_place"),
        "SELECT place, inner_place FROM place_covers ORDER BY place, inner_place",
    )
    yield Table(
        "faction",
        "factions, and states and organisations that take part",
        (
            _ID,
            _text("kind", "what kind of faction", words=vocabulary.FACTION_KINDS),
            _text("name", "its name"),
            _NOTE,
            _AT,
        ),
        ("id",),
        "SELECT id, kind, name, note, at FROM faction ORDER BY id",
    )
    yield Table(
        "person",
        "people whom the log names",
        (_ID, _text("name", "the name"), _NOTE, _AT),
        ("id",),
        "SELECT id, name, note, at FROM person ORDER BY id",
    )
    yield Table(
        "alias",
        "other names of factions, places, people and sources",
        (_text("kind", "of what kind of thing"), _text("id", "of which"), _POSITION, _text("alias", "the name")),
        ("kind", "id", "position"),
        "SELECT kind, id, position, alias FROM alias ORDER BY kind, id, position",
    )
    yield Table(
        "thing_citation",
        "the passages that tell of a faction, a place or a person",
        (_text("kind", "of what kind of thing"), _text("id", "of which"), _POSITION, _text("passage", "where")),
        ("kind", "id", "position"),
        "SELECT 'faction', id, cites FROM faction UNION ALL SELECT 'person', id, cites FROM person "
        "UNION ALL SELECT 'place', id, cites FROM place ORDER BY 1, 2",
        opened=True,
    )
    yield Table(
        "source",
        "who said or wrote it",
        (
            _ID,
            _text("kind", "what kind of source", words=vocabulary.SOURCE_KINDS),
            _text("title", "its title"),
            _text("author", "its author"),
            *_dated(of="it was said"),
            _text("affiliation", "the faction that it speaks for", "faction"),
            _text("place", "where it was said", "place"),
            _text("reported_by", "the source that quotes it", "source"),
            _text("same_words_as", "the source whose very words it repeats", "source"),
            _NOTE,
            _text("url", "its address"),
            _AT,
        ),
        ("id",),
        "SELECT id, kind, title, author, date, earliest, latest, affiliation, place, reported_by, same_words_as, note, "
        "url, at FROM source ORDER BY id",
    )
    yield Table(
        "passage",
        "the passages of sources that a claim can cite",
        (
            _text("source", "of which source", "source"),
            _POSITION,
            _text("passage", "what it is called"),
            _text("holds_nothing", "why nothing cites it"),
        ),
        ("source", "position"),
        "SELECT source, position, passage, holds_nothing FROM passage ORDER BY source, position",
    )


def _of_factions(chosen: _Selected) -> Iterator[Table]:
    said = _text("text", "what is said")
    of = _text("faction", "the faction that it is about", "faction")
    yield Table(
        "tie",
        "what factions are made of, and where they came from",
        (
            _MADE,
            of,
            _text("kind", "what ties it", words=vocabulary.TIE_KINDS),
            _text("other", "to whom", "faction"),
            *_dated(),
            _WORDING,
            said,
            _AT,
        ),
        ("id",),
        "SELECT 'tie-' || x.n, x.faction, x.kind, x.other, x.date, x.earliest, x.latest, x.wording, x.text, x.at "
        f"FROM tie x WHERE {chosen.spoken_of('tie')} ORDER BY x.n",
        chosen.view.parameters,
    )
    yield Table(
        "fact",
        "what holds of a faction for a time: leaders, strength, areas, composition",
        (
            _MADE,
            of,
            _text("kind", "what kind of fact", words=vocabulary.FACT_KINDS),
            *_dated(),
            _WORDING,
            said,
            _number("figure", "members, or per cent of another's strength"),
            _text("hedge", "the source's hedge on the figure"),
            _text("of_faction", "of whose strength", "faction"),
            _text("person", "who leads it", "person"),
            _AT,
        ),
        ("id",),
        "SELECT 'fact-' || x.n, x.faction, x.kind, x.date, x.earliest, x.latest, x.wording, x.text, x.figure, x.hedge, "
        f"x.of_faction, x.person, x.at FROM fact x WHERE {chosen.spoken_of('fact')} ORDER BY x.n",
        chosen.view.parameters,
    )
    yield Table(
        "fact_place",
        "where a faction operates",
        (
            _text("fact", "by which fact", "fact"),
            _POSITION,
            _text("place", "where", "place"),
            Column("main", Type.BOOLEAN, "whether it is a main concentration"),
        ),
        ("fact", "position"),
        "SELECT 'fact-' || p.fact, p.position, p.place, p.main FROM fact_place p JOIN fact x ON x.n = p.fact "
        f"WHERE {chosen.spoken_of('fact')} ORDER BY p.fact, p.position",
        chosen.view.parameters,
    )


def _of_events(chosen: _Selected) -> Iterator[Table]:
    yield Table(
        "event",
        "what happened",
        (
            _ID,
            *_dated(of="it happened"),
            Column("first", Type.DATE, "`earliest`, narrowed by the order that the sources declare; missing: open"),
            Column("last", Type.DATE, "`latest`, narrowed by the order that the sources declare; missing: open"),
            _WORDING,
            _text("type", "what kind of event", words=vocabulary.EVENT_TYPES),
            _text("title", "in short"),
            _text("text", "what the sources say"),
            _text("slip", "a slip of the source"),
            Column("postscript", Type.BOOLEAN, "whether it lies after what the log covers"),
            Column("background", Type.BOOLEAN, "whether it is background"),
            _text("match", "whether it certainly matches what was asked for", words=("certain", "possible")),
            _AT,
        ),
        ("id",),
        "SELECT e.id, e.date, e.earliest, e.latest, e.first, e.last, t.wording, e.type, e.title, t.text, t.slip, "
        f"e.postscript, e.background, CASE WHEN {chosen.sure.sql} THEN 'certain' ELSE 'possible' END, "
        "f.name || ':' || e.line FROM event e "
        f"JOIN event_text t ON t.n = e.n JOIN file f ON f.n = e.file WHERE {chosen.events.sql} ORDER BY e.n",
        (*chosen.sure.parameters, *chosen.events.parameters),
    )
    event = _text("event", "of which event", "event")
    for thing, meaning, roles in (
        ("faction", "factions", vocabulary.ROLES),
        ("person", "people", {}),
        ("place", "places", None),
    ):
        role = () if roles is None else (_text("role", "in which part", words=roles),)
        yield Table(
            f"event_{thing}",
            f"the {meaning} of an event",
            (event, _POSITION, _text(thing, "which", thing), *role),
            ("event", "position"),
            f"SELECT own.id, x.position, t.id{', x.role' if role else ''} FROM event_{thing} x "
            f"JOIN event own ON own.n = x.event JOIN {thing} t ON t.n = x.{thing} "
            f"WHERE {chosen.events_as('x.event')} ORDER BY x.event, x.position",
            chosen.events.parameters,
        )
    yield Table(
        "event_term",
        "the terms of an agreement",
        (event, _POSITION, _text("term", "what was agreed")),
        ("event", "position"),
        "SELECT own.id, x.position, x.term FROM event_term x JOIN event own ON own.n = x.event "
        f"WHERE {chosen.events_as('x.event')} ORDER BY x.event, x.position",
        chosen.events.parameters,
    )
    for name, meaning, one, other in (
        ("event_after", "which came after which, as the sources declare it, through all steps", "later", "earlier"),
        ("event_ends", "which event ended what another had begun", "event", "ended"),
    ):
        yield Table(
            name,
            meaning,
            (
                _text(one, f"the {one} event" if one != "event" else "the event that ended it", "event"),
                _text(other, f"the {other} event", "event"),
            ),
            (one, other),
            f"SELECT a.id, b.id FROM {name} x JOIN event a ON a.n = x.{one} JOIN event b ON b.n = x.{other} "
            f"WHERE {chosen.events_as(f'x.{one}')} AND {chosen.events_as(f'x.{other}')} ORDER BY x.{one}, x.{other}",
            (*chosen.events.parameters, *chosen.events.parameters),
        )


def _of_relations(chosen: _Selected) -> Iterator[Table]:
    yield Table(
        "assertion",
        "what an event says of how two factions stood; how they stood on a day follows by rules: `ikhtilaf relations`",
        (
            _N,
            _text("event", "on which event's word", "event"),
            _text("a", "one faction", "faction"),
            _text("b", "the other", "faction"),
            _text("state", "how they stood", words=vocabulary.STATES),
            *_dated("from", "it began"),
            *_dated("until", "its last day"),
            _text("note", "a remark"),
            _AT,
        ),
        ("n",),
        "SELECT x.n, own.id, a.id, b.id, x.state, x.begins, x.begin_earliest, x.begin_latest, x.until, x.end_earliest, "
        "x.end_latest, x.note, f.name || ':' || x.line FROM assertion x JOIN event own ON own.n = x.event "
        "JOIN faction a ON a.n = x.a JOIN faction b ON b.n = x.b JOIN file f ON f.n = x.file "
        f"WHERE {chosen.events_as('x.event')} ORDER BY x.n",
        chosen.events.parameters,
    )
    yield Table(
        "assertion_place",
        "where it is said to have held; an assertion without a place is general",
        (_number("assertion", "of which assertion", "assertion"), _POSITION, _text("place", "where", "place")),
        ("assertion", "position"),
        "SELECT p.assertion, p.position, t.id FROM assertion_place p JOIN assertion x ON x.n = p.assertion "
        f"JOIN place t ON t.n = p.place WHERE {chosen.events_as('x.event')} ORDER BY p.assertion, p.position",
        chosen.events.parameters,
    )


def _of_claims(chosen: _Selected) -> Iterator[Table]:
    of_events = chosen.events_as("x.event")
    where = f"(x.event IS NULL OR {of_events}) AND {chosen.view.condition}"
    parameters = (*chosen.events.parameters, *chosen.view.parameters)
    source = "JOIN source s ON s.n = x.source"
    yield Table(
        "claim",
        "who says so: one source on one event, tie or fact",
        (
            _N,
            _text("event", "on which event", "event"),
            _text("tie", "on which tie", "tie"),
            _text("fact", "on which fact", "fact"),
            _text("source", "who", "source"),
            _text("stance", "how the source stands to it", words=vocabulary.STANCES),
            _text("hedge", "the source's hedge"),
            _text("note", "what the source says"),
        ),
        ("n",),
        f"SELECT x.n, own.id, 'tie-' || x.tie, 'fact-' || x.fact, s.id, x.stance, x.hedge, x.note FROM claim x "
        f"{source} LEFT JOIN event own ON own.n = x.event WHERE {where} ORDER BY x.n",
        parameters,
    )
    yield Table(
        "citation",
        "the passages that a claim cites",
        (_number("claim", "which claim", "claim"), _POSITION, _text("passage", "where in the text")),
        ("claim", "position"),
        f"SELECT x.n, x.cites FROM claim x {source} WHERE {where} ORDER BY x.n",
        parameters,
        opened=True,
    )
