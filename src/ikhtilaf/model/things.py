"""What a log holds: frozen types, each with its place in the file. Identifiers are resolved (never aliases), dates are
parsed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ikhtilaf.dates import Date


class Mark(NamedTuple):
    """Where something stands: the file as the user named it, the line and the column, both from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One source on one event, tie or fact: what it holds of it (`stance`), with which `hedge`, and where (`cites`)."""

    mark: Mark
    source: str
    cites: tuple[str, ...] = ()
    stance: str = "asserts"
    hedge: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Who said or wrote it. `reported_by` is the source that quotes it; `passages` are the places that a claim can
    cite.
    """

    mark: Mark
    id: str
    kind: str
    title: str
    author: str = ""
    date: Date | None = None
    affiliation: str | None = None
    place: str | None = None
    reported_by: str | None = None
    same_words_as: str | None = None
    aliases: tuple[str, ...] = ()
    note: str = ""
    url: str = ""
    passages: tuple[str, ...] = ()
    holds_nothing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A place: it lies `within` another; a region `includes` places. `coordinates` are latitude and longitude in
    degrees.
    """

    mark: Mark
    id: str
    kind: str
    name: str
    within: str | None = None
    includes: tuple[str, ...] = ()
    iso: str = ""
    aliases: tuple[str, ...] = ()
    coordinates: tuple[float, float] | None = None
    note: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """A structural tie of the faction that it stands under to `faction`; without a date it reaches back as far as the
    log does.
    """

    mark: Mark
    kind: str
    faction: str
    claims: tuple[Claim, ...]
    date: Date | None = None
    wording: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that holds of a faction for a time. Which of the fields a kind uses, `vocabulary.FACT_KINDS` says."""

    mark: Mark
    kind: str
    claims: tuple[Claim, ...]
    date: Date | None = None
    wording: str = ""
    text: str = ""
    figure: int | None = None
    hedge: str = ""
    of: str | None = None
    places: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Faction:
    """A faction, with its structural ties and its dated facts."""

    mark: Mark
    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    cites: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the log names."""

    mark: Mark
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    note: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an event says of a relation: `between` two factions, from `begins` (else the event's date) to `until` (else
    open).

    `until` is the last day on which the state stood. No `places` means: nowhere in particular.
    """

    mark: Mark
    between: tuple[str, str]
    state: str
    begins: Date | None = None
    until: Date | None = None
    places: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, at a date, with factions (each in a role), people, places, and one or more claims."""

    mark: Mark
    id: str
    date: Date
    type: str
    title: str
    text: str
    factions: dict[str, str]
    claims: tuple[Claim, ...]
    wording: str = ""
    people: dict[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    slip: str = ""
    after: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    postscript: bool = False
    background: bool = False
    relations: tuple[Assertion, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """A whole log. `reporter` is the source of every claim that names nobody else; `covers` is the span that it is
    about. A log of several authors has `reporters`, the first of whom is the reporter, and covers all that they do.
    """

    mark: Mark
    title: str
    covers: Date
    reporter: str
    note: str = ""
    sources: dict[str, Source] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    factions: dict[str, Faction] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    reporters: tuple[str, ...] = ()
