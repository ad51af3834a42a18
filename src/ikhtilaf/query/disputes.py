"""Where the sources disagree: about an event, about a figure, about how two factions stood.

Change over time is no disagreement: two states are in dispute only where both stand on one day in one place. Reports
are counted, but never as corroboration: `reporters` says through whom the positions reach us, and what one reporter
quotes is not independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from ikhtilaf.model.vocabulary import CONTESTED, SPEAKING_FOR
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.changes import places_looked_at
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import Period, began, ended, periods
from ikhtilaf.query.moments import moment
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.relations import chosen_pairs, events_that_match
from ikhtilaf.query.said import claims_on
from ikhtilaf.query.timeline import is_contested, timeline, unique
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store

Row = dict[str, Any]


def disputes(store: Store, filters: Filters | None = None, view: View = EVERYBODY) -> Iterator[Row]:
    """Yield every disagreement: about, kind, question, positions, reports, voices, reporters, date.

    `kind` is `event`, `fact`, `tie`, `figure` or `state`. `reports` counts the sources that take a position, `voices`
    those of them that are not described in the same words as another, `reporters` names the sources through which they
    reach the log.
    """
    yield from disputes_of(Assertions(store, view), filters)


def disputes_of(assertions: Assertions, filters: Filters | None = None) -> Iterator[Row]:
    """Yield what `disputes` does, from assertions that are there already."""
    store, view, filters = assertions.store, assertions.view, filters or Filters()
    voices = _Voices(store)
    for row in timeline(store, filters._replace(contested=True), view):
        positions = [_position(claim) for claim in row["claims"]]
        date = {key: row[key] for key in ("date", "earliest", "latest")}
        yield voices.count(_row("event", row["id"], f"Is it so? {row['title']}", positions, date))
    if not _about_events_only(filters):
        kept = None if view == EVERYBODY else view.kept(store)
        for row in [*_facts(store, filters, kept), *_figures(store, filters, kept), *_states(assertions, filters)]:
            held_by = {source for position in row["positions"] for source in position["sources"]}
            if not filters.sources or held_by & set(filters.sources):
                yield voices.count(row)


def _about_events_only(filters: Filters) -> bool:
    return bool(filters.people or filters.types or filters.text)


def _row(kind: str, about: str, question: str, positions: Sequence[Row], date: Row | None) -> Row:
    return {"about": about, "kind": kind, "question": question, "date": date, "positions": list(positions)}


def _position(claim: Row) -> Row:
    return {
        "stance": claim["stance"],
        "sources": [claim["source"]],
        "affiliation": claim["affiliation"],
        "cites": claim["cites"],
        "hedge": claim["hedge"],
        "text": claim["note"],
    }


class _Voices:
    """Who reports whom, and who is described in the same words as another."""

    def __init__(self, store: Store) -> None:
        self.reporter = dict(store.rows("SELECT id, COALESCE(reported_by, id) FROM source"))
        self.voice = dict(store.rows("SELECT id, id FROM source"))
        for one, other in store.rows(
            "SELECT id, same_words_as FROM source WHERE same_words_as IS NOT NULL ORDER BY id"
        ):
            same = {self.voice[one], self.voice.get(other, other)}
            self.voice.update({source: min(same) for source, voice in self.voice.items() if voice in same})

    def count(self, row: Row) -> Row:
        sources = unique(source for position in row["positions"] for source in position["sources"])
        row["reports"] = len(sources)
        row["voices"] = len({self.voice[source] for source in sources})
        row["reporters"] = unique(self.reporter[source] for source in sources)
        return row


def _facts(store: Store, filters: Filters, kept: dict[str, bool] | None) -> Iterator[Row]:
    """Facts and ties on which claims speak for and against."""
    for table, kind in (("fact", "fact"), ("tie", "tie")):
        own = "figure, hedge, COALESCE(person, '')" if table == "fact" else "NULL, '', other"
        columns = f"kind, {own}, text"
        sql = f"SELECT n, faction, {columns} FROM {table} ORDER BY faction, n"  # noqa: S608 -- our own column names
        for n, faction, what, figure, hedge, other, text in store.rows(sql):
            claims = claims_on(store, table, n, kept)
            if is_contested(claims) and _faction_wanted(store, filters, faction):
                amount = f"{hedge} {figure:,}".strip() if figure is not None else ""
                said = " ".join(filter(None, (what.replace("_", " "), amount, other))) if amount or other else text
                question = f"Does it hold of {faction}? {said}"
                yield _row(kind, faction, question, [_position(claim) for claim in claims], None)


def _figures(store: Store, filters: Filters, kept: dict[str, bool] | None) -> Iterator[Row]:
    """Figures of one kind that differ for one faction at what may be one time."""
    sql = """SELECT n, faction, kind, COALESCE(of_faction, ''), figure, hedge, date, earliest, latest FROM fact
             WHERE figure IS NOT NULL ORDER BY faction, kind, of_faction, figure, n"""
    groups: dict[tuple[str, str, str], list[tuple[Any, ...]]] = {}
    for n, faction, kind, of, *rest in store.rows(sql):
        groups.setdefault((faction, kind, of), []).append((n, *rest))
    for (faction, kind, of), facts in groups.items():
        said = [(fact, held) for fact in facts if (held := _held(claims_on(store, "fact", fact[0], kept)))]
        differing = [
            index
            for one, other in combinations(range(len(said)), 2)
            if said[one][0][1] != said[other][0][1]
            and _may_meet(said[one][0][4:6], said[other][0][4:6])
            and len({claim["source"] for index in (one, other) for claim in said[index][1]}) > 1
            for index in (one, other)
        ]
        if not differing or not _faction_wanted(store, filters, faction):
            continue
        positions: list[Row] = []
        for index in sorted(set(differing)):
            (_, figure, hedge, date, _, _), claims = said[index]
            text = " ".join(filter(None, (hedge, f"{figure:,}", f"({date})" if date else "")))
            positions.extend({**_position(claim), "figure": figure, "text": text} for claim in claims)
        question = f"What is the {kind} of {faction}" + (f" in that of {of}?" if of else "?")
        yield _row("figure", faction, question, positions, None)


def _held(claims: list[Row]) -> list[Row]:
    """The claims that hold something to be so."""
    return [claim for claim in claims if claim["stance"] in SPEAKING_FOR]


def _states(assertions: Assertions, filters: Filters) -> Iterator[Row]:
    """States that stand on one day in one place, except where the parent of a split already shows the same."""
    store = assertions.store
    evidence = events_that_match(store, filters)
    for pair in chosen_pairs(assertions, filters):
        for place in places_looked_at(assertions, pair, filters):
            for period in periods(assertions, pair, place):
                told = evidence is None or not evidence.isdisjoint(c.event for c in period.standing)
                if period.closing.state == CONTESTED and told and _in_window(period, filters):
                    asked = place is None or place in filters.places
                    if _own(period) and (asked or any(c.place is not None for c in period.standing)):
                        yield _state_row(store, assertions, period)


def _own(period: Period) -> bool:
    """Whether a dispute is the pair's own: not handed on whole from one parent, whose row shows it already."""
    return any(not c.steps for c in period.standing) or len({c.inherited_from for c in period.standing}) > 1


def _state_row(store: Store, assertions: Assertions, period: Period) -> Row:
    positions: list[Row] = []
    for state in period.closing.states:
        for candidate in (c for c in period.standing if c.state == state):
            claims = claims_on(store, "event", candidate.event_number, assertions.kept)
            title = store.row("SELECT title FROM event WHERE n = ?", (candidate.event_number,))
            for claim in claims:
                if claim["stance"] in SPEAKING_FOR:
                    text = claim["note"] or (title[0] if title else "")
                    positions.append({**_position(claim), "state": state, "event": candidate.event, "text": text})
    one, other = period.pair
    where = f" in {period.place}" if period.place else ""
    start, end = began(period), ended(period)
    until = f" until {end.date}" if end else ""
    question = f"How did {one} and {other} stand{where} from {start.date}{until}?"
    row = _row("state", f"{one} {other}", question, positions, moment(start))
    return {**row, "between": list(period.pair), "place": period.place, "states": list(period.closing.states)}


def _in_window(period: Period, filters: Filters) -> bool:
    start, end = period.stretches[0].first, period.stretches[-1].end
    return (filters.until is None or start <= filters.until) and (
        filters.since is None or end is None or end > filters.since
    )


def _faction_wanted(store: Store, filters: Filters, faction: str) -> bool:
    if filters.places or filters.states or filters.between:
        return False
    return not filters.factions or any(faction in with_parts(store, name) for name in filters.factions)


def _may_meet(one: Iterable[int | None], other: Iterable[int | None]) -> bool:
    (a, b), (c, d) = one, other
    return (a is None or d is None or a <= d) and (c is None or b is None or c <= b)
