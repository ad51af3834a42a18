"""Who and what the made-up log is about: sources, places, factions with their ties, people. The same at every size.

What lies in what, and who came from whom, is told here in full as well (`covers`, `lines`), for the peers, which have
no rules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from vague import months

SOURCES, FACTIONS, PROVINCES, DISTRICTS, PEOPLE = 500, 200, 40, 360, 300
REGIONS, OFFSHOOTS, PARTS = 8, 20, 20
FIRST_DAY, LAST_DAY = months((1990, 1), (2020, 12))
RARE_FACTIONS, RARE_PLACES, RARE_PHRASE = ("f-rare-a", "f-rare-b"), ("p-rare", "p-rare-town"), "a rare phrase"

FACTION_NAMES = tuple(f"f-{number}" for number in range(FACTIONS))
PLACE_NAMES = tuple(
    [f"p-{number}" for number in range(PROVINCES + DISTRICTS)] + [f"r-{number}" for number in range(REGIONS)]
)


class Split(NamedTuple):
    """One faction that split from another: the days on which it may have, both inclusive, and the date as EDTF."""

    faction: str
    parent: str
    date: str
    first: int
    last: int


def splits() -> Iterator[Split]:
    """Yield who split from whom: the last of the factions from the first, none in two steps."""
    for number in range(OFFSHOOTS):
        year = 1998 + number % 15
        first, last = months((year, 6), (year, 8))
        yield Split(f"f-{FACTIONS - 1 - number}", f"f-{number}", f"{year}-22", first, last)


def within(number: int) -> str:
    """Return the province that the district `p-number` lies in."""
    return f"p-{number % PROVINCES}"


def covers() -> Iterator[tuple[str, str]]:
    """Yield every (place, inner) in which `place` takes in all of `inner`; each place takes in itself."""
    inside: dict[str, list[str]] = {f"p-{number}": [] for number in range(PROVINCES)}
    for number in range(PROVINCES, PROVINCES + DISTRICTS):
        inside[within(number)].append(f"p-{number}")
        yield f"p-{number}", f"p-{number}"
    inside["p-rare"] = ["p-rare-town"]
    yield "p-rare-town", "p-rare-town"
    yield "land", "land"
    for province, districts in inside.items():
        for inner in (province, *districts):
            yield province, inner
            yield "land", inner
    for region in range(REGIONS):
        yield f"r-{region}", f"r-{region}"
        for province in included(region):
            for inner in (province, *inside[province]):
                yield f"r-{region}", inner


def included(region: int) -> list[str]:
    """Return the provinces that a region takes in."""
    return [f"p-{number}" for number in range(PROVINCES) if number % REGIONS == region]


def provinces(places: tuple[str, ...]) -> list[str]:
    """Return the provinces that the places are or lie in, sorted."""
    found = set()
    for place in places:
        if place.startswith("p-rare"):
            found.add("p-rare")
        elif place.startswith("p-"):
            number = int(place[2:])
            found.add(place if number < PROVINCES else within(number))
    return sorted(found)


def text() -> Iterator[str]:
    """Yield the sections of the log that come before its events, as YAML."""
    yield "log:\n  title: A made-up log\n  covers: 1990/2020\n  reporter: s-0\n\nsources:\n"
    for number in range(SOURCES):
        side = "" if number % 3 else f", affiliation: f-{number % FACTIONS}"
        reported = "" if number == 0 else ", reported_by: s-0"
        date = 1990 + number % 30
        yield f"  s-{number}: {{kind: interview, title: Somebody {number}, date: {date}{side}{reported}}}\n"
    yield "\nplaces:\n  land: {kind: country, name: The land}\n"
    yield "  p-rare: {kind: province, name: Rare, within: land}\n"
    yield "  p-rare-town: {kind: district, name: Rare Town, within: p-rare}\n"
    for number in range(PROVINCES):
        yield f"  p-{number}: {{kind: province, name: Place {number}, within: land}}\n"
    for number in range(PROVINCES, PROVINCES + DISTRICTS):
        yield f"  p-{number}: {{kind: district, name: Place {number}, within: {within(number)}}}\n"
    for number in range(REGIONS):
        yield f"  r-{number}: {{kind: region, name: Region {number}, includes: [{', '.join(included(number))}]}}\n"
    yield "\nfactions:\n"
    yield from _factions()
    yield "\npeople:\n"
    for number in range(PEOPLE):
        yield f"  h-{number}: {{name: Person {number}}}\n"


def _factions() -> Iterator[str]:
    parents = {split.faction: split for split in splits()}
    for number, name in enumerate((*FACTION_NAMES, *RARE_FACTIONS)):
        yield f"  {name}:\n    kind: faction\n    name: The {name} front\n    aliases: [Front of {name}]\n"
        claims = f"claims: [{{source: s-{1 + number % (SOURCES - 1)}, cites: [p{number}]}}]"
        if name in parents:
            split = parents[name]
            tie = f"kind: split_from, faction: {split.parent}, date: {split.date}, text: They left it."
            yield f"    ties:\n      - {{{tie}, {claims}}}\n"
        elif OFFSHOOTS <= number < OFFSHOOTS + PARTS:
            tie = f"kind: part_of, faction: f-{OFFSHOOTS + PARTS + number % 4}, date: 1995, text: A part of it."
            yield f"    ties:\n      - {{{tie}, {claims}}}\n"
        yield "    facts:\n"
        yield f"      - {{kind: strength, figure: {100 + 10 * number}, hedge: about, date: 2010, {claims}}}\n"
        yield f"      - {{kind: leader, person: h-{number}, date: 2005/.., {claims}}}\n"
