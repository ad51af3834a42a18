"""The answers that a report shows, each asked once: events, pairs, factions, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.disputes import disputes_of
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import history
from ikhtilaf.query.pair import keeper
from ikhtilaf.query.parts import with_parts
from ikhtilaf.query.relations import chosen_pairs, relations
from ikhtilaf.query.show import orders
from ikhtilaf.query.summary import summaries
from ikhtilaf.query.timeline import count_events, events_by_id, timeline, unique
from ikhtilaf.report.anchors import pair_id
from ikhtilaf.report.request import Request

Row = dict[str, Any]


class Pair(NamedTuple):
    """Two factions: how they stand on the day, a row a place, and their history."""

    id: str
    between: tuple[str, str]
    rows: list[Row]
    history: list[Row]


class Report(NamedTuple):
    """What a page shows.

    `events` are those that match, `evidence` further ones that other answers on the page rest on; each has its number
    on the page, and `after`, `ends` and `ended_by`. `silent` are the factions of which nothing is said.
    """

    request: Request
    facts: dict[str, str]
    all_events: int
    events: list[Row]
    evidence: list[Row]
    pairs: list[Pair]
    factions: list[Row]
    silent: list[str]
    disputes: list[Row]

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the events on the page, by their identifiers."""
        return {event["id"]: event["number"] for event in self.everything}

    @property
    def everything(self) -> Iterable[Row]:
        """Every event on the page."""
        return (*self.events, *self.evidence)


def make_report(request: Request, also: Sequence[str] = ()) -> Report:
    """Return the answers to what was asked, in the same order for the same log and request; `also` are further events
    to put on the page.
    """
    assertions, filters = request.assertions, request.filters
    store = assertions.store
    events = list(timeline(store, filters, assertions.view))
    pairs = list(_pairs(assertions, request.day, filters))
    disputed = list(disputes_of(assertions, filters))
    shown, silent = _factions(request, events, pairs)
    known = {event["id"] for event in events}
    further = [event for event in (*_rested_on(pairs, shown, disputed), *also) if event not in known]
    numbered = _in_order(assertions, events, events_by_id(store, further, assertions.view))
    return Report(
        request=request,
        facts=store.facts,
        all_events=count_events(store),
        events=numbered[: len(events)],
        evidence=numbered[len(events) :],
        pairs=pairs,
        factions=shown,
        silent=silent,
        disputes=disputed,
    )


def _in_order(assertions: Assertions, events: Sequence[Row], further: Sequence[Row]) -> list[Row]:
    """Events with their numbers and what they come after, end and are ended by.

    Of the events that one comes after those are left out that another of them comes after: to say so again tells
    nothing.
    """
    told = orders(assertions.store)

    def nearest(event: str) -> list[str]:
        before: list[str] = told[event]["after"]
        found, implied = set[str](), set[str]()
        # Who comes after another has more before it: the latest first, and most of the others are implied at once.
        for name in sorted(before, key=lambda one: -len(told[one]["after"])):
            if name not in implied:
                found.add(name)
                implied.update(told[name]["after"])
            if len(found) + len(implied) >= len(before):
                break
        return [name for name in before if name in found]

    return [
        {**event, "number": number, **told[event["id"]], "after": nearest(event["id"])}
        for number, event in enumerate((*events, *further), 1)
    ]


def _pairs(assertions: Assertions, day: int, filters: Filters) -> Iterator[Pair]:
    """The pairs of which something is known, now or in the past, under the filters."""
    standing: dict[str, list[Row]] = {}
    for row in relations(assertions, day, filters):
        standing.setdefault(pair_id(row["between"]), []).append(row)
    keep, places = keeper(assertions.store, filters), list(filters.places) or None
    for pair in chosen_pairs(assertions, filters):
        rows, past = standing.get(pair_id(pair), []), history(assertions, pair, places, keep)
        if rows or past:
            yield Pair(pair_id(pair), pair, rows, past)


def _factions(request: Request, events: Sequence[Row], pairs: Sequence[Pair]) -> tuple[list[Row], list[str]]:
    """The factions that the page is about, those of which something is said and the identifiers of the others."""
    assertions, filters = request.assertions, request.filters
    named = (*filters.factions, *(filters.between or ()))
    if named:
        wanted = unique(part for name in named for part in with_parts(assertions.store, name))
    elif filters == Filters():
        wanted = assertions.store.column("SELECT id FROM faction ORDER BY id")
    else:
        seen = {faction for event in events for faction in event["factions"]}
        wanted = sorted(seen.union(*(pair.between for pair in pairs)))
    if not wanted:
        return [], []
    # Where the filters name no faction, the rows of the pairs are those of the factions.
    standing = None if named else [row for pair in pairs for row in pair.rows]
    rows = list(summaries(assertions, wanted, request.day, filters, standing=standing, measured=False))
    on_page = {pair.id for pair in pairs}
    for row in rows:
        # With a pair asked for, how its two stand to others is not on the page, and could not be traced there.
        row["relations"] = [one for one in row["relations"] if pair_id(one["between"]) in on_page]
    shown = [row for row in rows if _is_told_of(row)]
    return shown, [row["id"] for row in rows if not _is_told_of(row)]


def _is_told_of(faction: Row) -> bool:
    told = ("ties", "leaders", "strength", "areas", "character", "relations", "note", "parts")
    return bool(faction["events"]["total"] or any(faction[key] for key in told))


def _rested_on(pairs: Iterable[Pair], factions: Iterable[Row], disputed: Iterable[Row]) -> list[str]:
    """The events that answers rest on: they must stand on the page too, or a cell would lead nowhere."""
    found = [event for pair in pairs for row in (*pair.rows, *pair.history) for event in row["events"]]
    for faction in factions:
        found += [event for row in (*faction["members_from"], *faction["members_to"]) for event in row["events"]]
    for dispute in disputed:
        found += [position["event"] for position in dispute["positions"] if "event" in position]
        found += [dispute["about"]] if dispute["kind"] == "event" else []
    return unique(found)
