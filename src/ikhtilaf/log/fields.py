"""The format: which keys each part of a log has. What reads a log and the JSON Schema are both made from these
tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ikhtilaf.dates import Date
from ikhtilaf.log.composites import Coordinates, Field, ListOf, MapOf, Pair, Record
from ikhtilaf.log.form_problems import EventWithoutClaim, EventWithoutFaction
from ikhtilaf.log.shapes import DateText, Id, Ref, Text, Whole, Word, YesNo
from ikhtilaf.model import vocabulary
from ikhtilaf.model.things import Assertion, Claim, Event, Fact, Faction, Mark, Person, Place, Source, Tie


@dataclass(frozen=True, slots=True)
class Head:
    """The section `log`: what the log says of itself."""

    mark: Mark
    title: str
    covers: Date
    reporter: str
    namespace: str = ""
    note: str = ""


_TEXT = Text()
_ALIASES = ListOf(_TEXT, "[one name, another]")
_CITES = ListOf(_TEXT, "[S1, n20]")
_DATE = DateText()
_SOURCE_REF, _PLACE_REF, _FACTION_REF, _PERSON_REF = Ref("source"), Ref("place"), Ref("faction"), Ref("person")
_EVENTS = ListOf(Ref("event"))
_PLACES = ListOf(_PLACE_REF)

_NAMES = "other names and spellings; each can be used instead of the id"
_NOTE = "anything worth knowing, in your own words"
_NAMED = "the passages that name it"
_WORDING = "the source's few words for the date"

HEAD = Record(
    Head,
    "the section log",
    {
        "title": Field(_TEXT, "what the log is called", required=True),
        "covers": Field(_DATE, "the span of time that it is about, in EDTF", required=True),
        "reporter": Field(_SOURCE_REF, "the source that reports every claim which names no other", required=True),
        "namespace": Field(
            Id(), "where logs of several authors are one: the id before those of the author's sources and events"
        ),
        "note": Field(_TEXT, _NOTE),
    },
    example="log: {title: ..., covers: 2014/2017-10, reporter: ...}",
)

_CLAIM = Record(
    Claim,
    "a claim",
    {
        "source": Field(_SOURCE_REF, "the source that says it; the log's reporter if none is named"),
        "cites": Field(_CITES, "the passages where it says so"),
        "stance": Field(Word("stance", vocabulary.STANCES), "how the source stands to it; asserts if nothing is said"),
        "hedge": Field(_TEXT, "the source's own hedge, a word or two"),
        "note": Field(_TEXT, "what this source says of it, in your own words"),
    },
    example="{source: n20, cites: [Y3], stance: asserts}",
)
_CLAIMS = ListOf(_CLAIM)
_CLAIMS_ABOUT = "who says so, at least one claim"

_SOURCE = Record(
    Source,
    "a source",
    {
        "kind": Field(Word("kind of source", vocabulary.SOURCE_KINDS), "what kind of source it is", required=True),
        "title": Field(_TEXT, "its title, or what it is", required=True),
        "author": Field(_TEXT, "who wrote or said it"),
        "date": Field(_DATE, "when it was said or published, in EDTF"),
        "affiliation": Field(_FACTION_REF, "the faction that it speaks for"),
        "place": Field(_PLACE_REF, "where it was said"),
        "reported_by": Field(_SOURCE_REF, "the source that reports it"),
        "same_words_as": Field(
            _SOURCE_REF, "the source that is described in the very same words, so that the two may be one"
        ),
        "aliases": Field(_ALIASES, _NAMES),
        "note": Field(_TEXT, _NOTE),
        "url": Field(_TEXT, "where it can be found"),
        "passages": Field(_CITES, "the places in its text that a claim can cite"),
        "holds_nothing": Field(
            MapOf(_TEXT, _TEXT, "{K8: the reason}"), "the passages with nothing to log, each with the reason"
        ),
    },
    example="{kind: interview, title: ...}",
)

_PLACE = Record(
    Place,
    "a place",
    {
        "kind": Field(Word("kind of place", vocabulary.PLACE_KINDS), "what kind of place it is", required=True),
        "name": Field(_TEXT, "its name", required=True),
        "within": Field(_PLACE_REF, "the place that it lies in"),
        "includes": Field(_PLACES, "the places that a region takes in"),
        "iso": Field(_TEXT, "its ISO 3166 code"),
        "aliases": Field(_ALIASES, _NAMES),
        "coordinates": Field(Coordinates(), "latitude and longitude in decimal degrees"),
        "note": Field(_TEXT, _NOTE),
        "cites": Field(_CITES, _NAMED),
    },
    example="{kind: district, name: ..., within: ...}",
)

_TIE = Record(
    Tie,
    "a tie",
    {
        "kind": Field(Word("kind of tie", vocabulary.TIE_KINDS), "what kind of tie it is", required=True),
        "faction": Field(_FACTION_REF, "the other faction", required=True),
        "date": Field(_DATE, "since when, in EDTF; without it, as far back as the log goes"),
        "wording": Field(_TEXT, _WORDING),
        "text": Field(_TEXT, "what the source says of it, in your own words"),
        "claims": Field(_CLAIMS, _CLAIMS_ABOUT, required=True),
    },
    example="{kind: part_of, faction: ..., claims: [...]}",
)

_FACT = Record(
    Fact,
    "a fact",
    {
        "kind": Field(Word("kind of fact", vocabulary.FACT_KINDS), "what kind of fact it is", required=True),
        "figure": Field(Whole(), "how many (strength), or how many per cent (share)"),
        "hedge": Field(_TEXT, "the source's own hedge, such as about"),
        "of": Field(_FACTION_REF, "share: the faction of whose strength it is a part"),
        "places": Field(_PLACES, "area: where it operates"),
        "main": Field(_PLACES, "area: the main concentrations or bases"),
        "person": Field(_PERSON_REF, "leader: who leads it"),
        "date": Field(_DATE, "when it held, in EDTF"),
        "wording": Field(_TEXT, _WORDING),
        "text": Field(_TEXT, "what the source says of it, in your own words"),
        "claims": Field(_CLAIMS, _CLAIMS_ABOUT, required=True),
    },
    example="{kind: strength, figure: 8000, claims: [...]}",
)

_FACTION = Record(
    Faction,
    "a faction",
    {
        "kind": Field(Word("kind of faction", vocabulary.FACTION_KINDS), "what kind of faction it is", required=True),
        "name": Field(_TEXT, "its name", required=True),
        "aliases": Field(_ALIASES, _NAMES),
        "note": Field(_TEXT, _NOTE),
        "cites": Field(_CITES, _NAMED),
        "ties": Field(ListOf(_TIE), "how it belongs to other factions, or came from them"),
        "facts": Field(ListOf(_FACT), "what holds of it for a time"),
    },
    example="{kind: faction, name: ...}",
)

_PERSON = Record(
    Person,
    "a person",
    {
        "name": Field(_TEXT, "the name", required=True),
        "aliases": Field(_ALIASES, _NAMES),
        "note": Field(_TEXT, _NOTE),
        "cites": Field(_CITES, "the passages that name the person"),
    },
    example="{name: ...}",
)

_RELATION = Record(
    Assertion,
    "a relation",
    {
        "between": Field(Pair(_FACTION_REF), "the two factions", required=True),
        "state": Field(Word("state", vocabulary.STATES), "how the two stand to each other", required=True),
        "from": Field(_DATE, "from when, in EDTF; from the event's date if nothing is said", attribute="begins"),
        "until": Field(_DATE, "the last day on which it stood, in EDTF; open if nothing is said"),
        "places": Field(_PLACES, "only in these places; nowhere in particular if none is named"),
        "note": Field(_TEXT, _NOTE),
    },
    example="{between: [quetta, isk-f], state: ceasefire}",
)

_ROLES = MapOf(_FACTION_REF, Word("role", vocabulary.ROLES), "{quetta: party, isk-f: party}")

EVENT = Record(
    Event,
    "an event",
    {
        "id": Field(Id(), "its id, which no other event has", required=True),
        "date": Field(_DATE, "when it happened, in EDTF", required=True),
        "wording": Field(_TEXT, _WORDING),
        "type": Field(Word("type of event", vocabulary.EVENT_TYPES), "what type of event it is", required=True),
        "title": Field(_TEXT, "one line that says what happened, in your own words", required=True),
        "factions": Field(
            _ROLES, "the factions that take part, each with its role", required=True, absent=EventWithoutFaction
        ),
        "people": Field(
            MapOf(_PERSON_REF, _TEXT, "{haibatullah: for quetta}"),
            "the people who take part, each with what they do there",
        ),
        "places": Field(_PLACES, "where it happened"),
        "text": Field(_TEXT, "what the sources say, in your own words, with their hedges", required=True),
        "terms": Field(ListOf(_TEXT, "[one term, another]"), "an agreement's terms, one by one"),
        "slip": Field(_TEXT, "what the source says here that it cannot mean, or where it contradicts itself"),
        "after": Field(_EVENTS, "the events that the source puts before it without a date"),
        "ends": Field(_EVENTS, "the events whose relations end here"),
        "postscript": Field(YesNo(), "whether it lies after what the log covers, and is kept on purpose"),
        "background": Field(YesNo(), "whether it lies before what the log covers, and is kept on purpose"),
        "relations": Field(ListOf(_RELATION), "how factions stood to each other from then on"),
        "claims": Field(_CLAIMS, _CLAIMS_ABOUT, required=True, absent=EventWithoutClaim),
    },
    example="{id: ..., date: 2017-10-18, type: agreement, title: ..., factions: {...}, text: ..., claims: [...]}",
)

SECTIONS: dict[str, tuple[str, Record]] = {
    "sources": ("who said or wrote what the log holds, by id", _SOURCE),
    "places": ("the places, by id", _PLACE),
    "factions": ("the factions, by id", _FACTION),
    "people": ("the people whom the log names, by id", _PERSON),
}
"""The sections whose things stand under their ids: what each is for, and what one of its things looks like."""

ALL_SECTIONS = ("log", *SECTIONS, "events")
RECORDS: dict[Any, Record] = {
    record.model: record for record in (HEAD, _CLAIM, _SOURCE, _PLACE, _TIE, _FACT, _FACTION, _PERSON, _RELATION, EVENT)
}
"""What the model's types look like in a file."""
KIND_OF_SECTION = {"sources": "source", "places": "place", "factions": "faction", "people": "person"}
