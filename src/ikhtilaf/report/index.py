"""The way back: for each source, passage, place and person the events on the page that have to do with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ikhtilaf.query.passages import Passages
from ikhtilaf.query.show import person_of, place_of, source_of
from ikhtilaf.query.timeline import unique
from ikhtilaf.report.gather import Report
from ikhtilaf.store import Store

Row = dict[str, Any]


class Index(NamedTuple):
    """The things that the page names, as rows of `show`, each with the `numbers` of its events on the page.

    A source also has `on`, the factions on the page of which it tells something, and `passages`: of its own text, each
    with the numbers of the events that cite it. A place has `there`, the factions said to be there, a person
    `leads`, those that the person is named to lead.
    `of_faction` has the numbers of the events that a faction takes part in, `reporter` is the title of the log's.
    """

    sources: list[Row]
    places: list[Row]
    people: list[Row]
    of_faction: dict[str, list[int]]
    reporter: str


def make_index(report: Report, owners: Passages) -> Index:
    """Return the index of a report."""
    store = report.request.assertions.store
    return Index(
        sources=list(_sources(store, report, owners)),
        places=list(_places(store, report)),
        people=list(_people(store, report)),
        of_faction=_of_faction(report),
        reporter=str(source_of(store, store.reporter)["title"]),
    )


class _Numbers:
    """The numbers of events, by what they have to do with."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = {}

    def add(self, names: Iterable[str], event: Row) -> None:
        for name in unique(names):
            self.found.setdefault(name, []).append(event["number"])


def _of_faction(report: Report) -> dict[str, list[int]]:
    numbers = _Numbers()
    for event in report.everything:
        numbers.add(event["factions"], event)
    return {faction["id"]: numbers.found.get(faction["id"], []) for faction in report.factions}


def _facts(faction: Row) -> list[Row]:
    return [row for key in ("ties", "leaders", "strength", "areas", "character") for row in faction[key]]


def _passages(owners: Passages, source: str, claim: Row) -> list[str]:
    """The identifiers of the passages that a claim of a source cites."""
    return [f"{owners.owner(source, cite)} {cite}" for cite in claim["cites"]]


def _sources(store: Store, report: Report, owners: Passages) -> Iterator[Row]:
    numbers, cited = _Numbers(), _Numbers()
    told: dict[str, list[str]] = {}
    for event in report.everything:
        numbers.add((claim["source"] for claim in event["claims"]), event)
        cited.add((cite for claim in event["claims"] for cite in _passages(owners, claim["source"], claim)), event)
    for faction in report.factions:
        for claim in (claim for fact in _facts(faction) for claim in fact["claims"]):
            told.setdefault(claim["source"], []).append(faction["id"])
            for cite in _passages(owners, claim["source"], claim):
                cited.found.setdefault(cite, [])
    named = {*numbers.found, *told, report.facts["reporter"]}
    for dispute in report.disputes:
        named.update(source for position in dispute["positions"] for source in position["sources"])
        for position in dispute["positions"]:
            for cite in _passages(owners, position["sources"][0], position):
                cited.found.setdefault(cite, [])
    known = store.column("SELECT id FROM source ORDER BY earliest IS NULL, earliest, id")
    reporter = dict(store.rows("SELECT id, reported_by FROM source"))
    waiting = list(named)
    for source in waiting:  # grows while it is walked
        if reporter.get(source) and reporter[source] not in waiting:
            waiting.append(reporter[source])
    for source in (source for source in known if source in set(waiting)):
        own = store.column("SELECT passage FROM passage WHERE source = ? ORDER BY position", (source,))
        yield {
            **source_of(store, source),
            "numbers": numbers.found.get(source, []),
            "on": unique(told.get(source, ())),
            "passages": {p: cited.found[f"{source} {p}"] for p in own if f"{source} {p}" in cited.found},
        }


def _places(store: Store, report: Report) -> Iterator[Row]:
    numbers = _Numbers()
    there: dict[str, list[str]] = {}
    for event in report.everything:
        asserted = (place for relation in event["relations"] for place in relation["places"])
        numbers.add((*event["places"], *asserted), event)
    for faction in report.factions:
        for area in faction["areas"]:
            there.setdefault(area["place"], []).append(faction["id"])
    local = {row["place"] for pair in report.pairs for row in (*pair.rows, *pair.history) if row["place"]}
    asked = report.request.filters.places
    for place in sorted({*numbers.found, *there, *local, *asked}):
        yield {
            **place_of(store, place),
            "numbers": numbers.found.get(place, []),
            "there": unique(there.get(place, ())),
        }


def _people(store: Store, report: Report) -> Iterator[Row]:
    numbers = _Numbers()
    leading: dict[str, list[str]] = {}
    for event in report.everything:
        numbers.add(event["people"], event)
    for faction in report.factions:
        for fact in faction["leaders"]:
            leading.setdefault(fact["person"], []).append(faction["id"])
    for person in sorted({*numbers.found, *leading}):
        yield {
            **person_of(store, person),
            "numbers": numbers.found.get(person, []),
            "leads": unique(leading.get(person, ())),
        }
