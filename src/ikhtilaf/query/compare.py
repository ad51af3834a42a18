"""What this log claims of two factions against what another log recorded between them, period by period.

An event *falls in* a period as `falling` says, *certainly* only where somebody vouches for it too. A hostile event
*contradicts* a period of tolerance, a ceasefire, cordial relations, cooperation or an alliance: certainly where it
certainly is hostile and certainly falls in it, else possibly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ikhtilaf.dates import Answer
from ikhtilaf.model.vocabulary import UNKNOWN
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.changes import places_looked_at
from ikhtilaf.query.falling import Atlas, Falling, days_of, meet
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import Period, period_row, periods
from ikhtilaf.query.matching import Matching
from ikhtilaf.query.recorded import AT_PEACE, Recorded, recorded_between
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.query.timeline import day_text
from ikhtilaf.store import Store

Row = dict[str, Any]

SHOWN = 3
"""How many of the events that contradict a period its row names, the first in time."""


class Fallen(NamedTuple):
    """An event in a period: whether it certainly is there, and whether it contradicts what the period says."""

    event: Recorded
    match: Answer
    contradicts: Answer


class Compared(NamedTuple):
    """A period of a pair, or with no period the time of which nothing is known; with the events that fall there."""

    pair: Pair
    place: str | None
    period: Period | None
    fallen: tuple[Fallen, ...]


class Sides(NamedTuple):
    """The pairs to look at, with what the other log calls each side; and those that cannot be looked at, with why."""

    pairs: dict[Pair, tuple[tuple[str, ...], tuple[str, ...]]]
    unmatched: tuple[str, ...]
    same: tuple[Pair, ...]


def sides_of(assertions: Assertions, matching: Matching, filters: Filters) -> Sides:
    """Return the pairs of this log that the filters leave, and which of them the other log can speak of: not those of
    which it does not know a faction, and not those of which it takes both for one.
    """
    pairs, unmatched, same = {}, dict[str, None](), []
    for pair in chosen_pairs(assertions, filters):
        one, other = (matching.theirs.get(faction, ()) for faction in pair)
        unmatched.update((faction, None) for faction in pair if faction not in matching.theirs)
        if one and other and not set(one).isdisjoint(other):
            same.append(pair)
        elif one and other:
            pairs[pair] = (one, other)
    return Sides(pairs, tuple(unmatched), tuple(same))


def compare(
    assertions: Assertions, theirs: Store, sides: Sides, places: Matching, filters: Filters | None = None
) -> Iterator[Compared]:
    """Yield for every period of the pairs what of the other log falls in it, pair by pair, place by place; behind each
    pair's the events that fall in none.

    Filters that count: `factions`, `between` (the pairs), `places` (where), `states` and `contested` (the periods:
    contradicted ones), `types`, `since` and `until` (the other log's events), `certain` (only what certainly falls).
    """
    filters = filters or Filters()
    atlas = Atlas(assertions.store, theirs, places)
    for pair, (one, other) in sides.pairs.items():
        events = recorded_between(theirs, one, other, filters)
        located = [(event, tuple(atlas.locate(place) for place in event.places)) for event in events]
        found = Falling(assertions, pair, atlas)
        told: set[str] = set()
        for place in places_looked_at(assertions, pair, filters):
            for period in periods(assertions, pair, place):
                if not period.known or not _own(period, place, filters, assertions.store):
                    continue
                fallen = tuple(_fallen(found, period, event, spots) for event, spots in located)
                there = tuple(one for one in fallen if one.match is not Answer.NO)
                told.update(one.event.id for one in there)
                compared = Compared(pair, place, period, _kept(there, filters))
                if _wanted(compared, filters):
                    yield compared
        apart = tuple(Fallen(event, _sure(event), Answer.NO) for event in events if event.id not in told)
        nowhere = Compared(pair, None, None, _kept(apart, filters))
        if nowhere.fallen and not filters.places and _wanted(nowhere, filters):
            yield nowhere


def _own(period: Period, place: str | None, filters: Filters, store: Store) -> bool:
    """Whether a period says something of its place, or was asked for, and may lie in the window."""
    if place is not None and place not in filters.places and all(c.place is None for c in period.standing):
        return False
    return meet(days_of(period, store).may, (filters.since, filters.until))


def _sure(event: Recorded) -> Answer:
    return Answer.YES if event.vouched else Answer.UNDETERMINED


def _fallen(found: Falling, period: Period, event: Recorded, spots: tuple[tuple[str, ...], ...]) -> Fallen:
    match = found.answer(period, event.span, spots)
    if match is Answer.YES:
        match = _sure(event)
    if match is Answer.NO or period.closing.state not in AT_PEACE or event.hostile is Answer.NO:
        return Fallen(event, match, Answer.NO)
    sure = match is Answer.YES and event.hostile is Answer.YES
    return Fallen(event, match, Answer.YES if sure else Answer.UNDETERMINED)


def _kept(fallen: Iterable[Fallen], filters: Filters) -> tuple[Fallen, ...]:
    return tuple(one for one in fallen if not filters.certain or one.match is Answer.YES)


def _wanted(compared: Compared, filters: Filters) -> bool:
    closing = compared.period.closing if compared.period is not None else None
    states = {UNKNOWN} if closing is None else {closing.state, *closing.states}
    contradicted = [one for one in compared.fallen if one.contradicts is not Answer.NO]
    if filters.certain:
        contradicted = [one for one in contradicted if one.contradicts is Answer.YES]
    return (not filters.states or bool(states & set(filters.states))) and (not filters.contested or bool(contradicted))


def compared_row(assertions: Assertions, theirs: Store, sides: Sides, compared: Compared) -> Row:
    """Return a period as a row: the fields of a history's row, then `recorded_as` (what the other log calls the two),
    `recorded`, `hostile`, `agreements` and `contradictions` (each `certain` and `possible`, which are apart), `where`,
    and `first`, the first events that contradict it.
    """
    fallen = compared.fallen
    against = [one for one in fallen if one.contradicts is not Answer.NO]
    return {
        **_period(assertions, compared),
        "recorded_as": [list(side) for side in sides.pairs[compared.pair]],
        "recorded": _counted(one.match for one in fallen),
        "hostile": _counted(_both(one.match, one.event.hostile) for one in fallen),
        "agreements": _counted(_both(one.match, one.event.agreement) for one in fallen),
        "contradictions": _counted(one.contradicts for one in fallen),
        "where": _where(theirs, fallen),
        "first": [_event(one) for one in against[:SHOWN]],
    }


def event_rows(assertions: Assertions, compared: Compared) -> Iterator[Row]:
    """Yield a row for every event that falls in a period: of the period between, place, state, from, until; of the
    event id, date, type, title, places, sources, at; and match, hostile, agreement, contradicts: certain, possible or
    None.
    """
    period = _period(assertions, compared)
    kept = {key: period[key] for key in ("between", "place", "state", "from", "until")}
    for one in compared.fallen:
        yield {**kept, **_event(one), "hostile": _word(one.event.hostile), "agreement": _word(one.event.agreement)}


def _period(assertions: Assertions, compared: Compared) -> Row:
    if compared.period is not None:
        return period_row(assertions, compared.period)
    return {
        "between": list(compared.pair),
        "place": compared.place,
        "state": UNKNOWN,
        "states": [],
        "certain": False,
        **dict.fromkeys(("from", "until", "event")),
        "events": [],
        "sources": [],
        "inherited_from": None,
        "postscript": False,
    }


def _event(one: Fallen) -> Row:
    event = one.event
    return {
        "id": event.id,
        "date": event.date,
        "earliest": day_text(event.span[0]),
        "latest": day_text(event.span[1]),
        "type": event.type,
        "title": event.title,
        "places": list(event.places),
        "sources": list(event.sources),
        "at": event.at,
        "match": _word(one.match),
        "contradicts": _word(one.contradicts),
    }


def _where(theirs: Store, fallen: Iterable[Fallen]) -> list[Row]:
    """How many events happened where, as the other log has it, by province where it has provinces, the most first; None
    is nowhere in particular.
    """
    sql = """SELECT c.inner_place, c.place FROM place_covers c JOIN place p ON p.id = c.place
             WHERE p.kind = 'province' ORDER BY c.place DESC"""
    provinces = dict(theirs.rows(sql))
    counts: Counter[str | None] = Counter()
    for one in fallen:
        counts.update({provinces.get(place, place) for place in one.event.places} or {None})
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0] is None, entry[0] or ""))
    return [{"place": place, "events": count} for place, count in ordered]


def _both(one: Answer, other: Answer) -> Answer:
    if Answer.NO in {one, other}:
        return Answer.NO
    return Answer.YES if one is other is Answer.YES else Answer.UNDETERMINED


def _counted(answers: Iterable[Answer]) -> dict[str, int]:
    counts = Counter(answers)
    return {"certain": counts[Answer.YES], "possible": counts[Answer.UNDETERMINED]}


def _word(answer: Answer) -> str | None:
    return {Answer.YES: "certain", Answer.UNDETERMINED: "possible"}.get(answer)
