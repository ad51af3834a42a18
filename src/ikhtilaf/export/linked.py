"""JSON-LD: events, sources, places and factions in the words of schema.org, each claim with its stance and hedge.

`startDate` is given only where a source gives a year, month or day and nothing vaguer; every date goes along whole as
EDTF (`temporalCoverage`), with its first and last possible day. What schema.org has no word for has one in
`urn:ikhtilaf:`. Identifiers are relative to the address that the file is read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from ikhtilaf.export.json_text import encoded
from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request, Row, Written
from ikhtilaf.export.said import claim_words, relation_words, remarks
from ikhtilaf.export.when import dated
from ikhtilaf.query.timeline import timeline

_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_DAY = "http://www.w3.org/2001/XMLSchema#date"
_OURS = ("stance", "hedge", "cites", "wording", "state", "match", "contested", "asserts", "remark")
CONTEXT: list[Any] = [
    "https://schema.org",
    {
        "ikhtilaf": "urn:ikhtilaf:",
        **{name: f"ikhtilaf:{name}" for name in _OURS},
        "date": {"@id": "ikhtilaf:date", "@type": _EDTF},
        "until": {"@id": "ikhtilaf:until", "@type": _EDTF},
        "earliest": {"@id": "ikhtilaf:earliest", "@type": _DAY},
        "latest": {"@id": "ikhtilaf:latest", "@type": _DAY},
        "between": {"@id": "ikhtilaf:between", "@type": "@id"},
        "speaksFor": {"@id": "ikhtilaf:speaksFor", "@type": "@id"},
        "reportedBy": {"@id": "ikhtilaf:reportedBy", "@type": "@id"},
    },
]
_SOURCE_TYPES = {
    "article": "Article",
    "book": "Book",
    "report": "Report",
    "news": "NewsArticle",
    "interview": "Conversation",
    "contact": "Conversation",
    "dataset": "Dataset",
}
_PLACE_TYPES = {"country": "Country", "region": "AdministrativeArea", "province": "State", "city": "City"}
_PLACE_TYPES |= {"district": "AdministrativeArea"}


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the events that match, and what they refer to, as one graph, a node a line."""
    names, used = Names(request.store), _Used()
    stream.write(f'{{"@context": {encoded(CONTEXT)},\n"@graph": ['.encode())
    log = {
        "@id": "#log",
        "@type": "Dataset",
        "name": request.heading,
        "temporalCoverage": request.store.facts["covers"],
    }
    stream.write(b"\n" + encoded({**log, "description": request.store.facts.get("note") or request.title}).encode())
    matched = 0
    for row in timeline(request.store, request.filters, request.view):
        stream.write(b",\n" + encoded(_event(row, names, used)).encode())
        matched += 1
    for things in (_sources, _places, _factions, _people):  # in this order: sources speak from places and for factions
        stream.writelines(b",\n" + encoded(node).encode() for node in things(request, used))
    stream.write(b"\n]}\n")
    return Written(matched)


class _Used:
    """The things that were referred to, so that each has a node."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {"source": set(), "place": set(), "faction": set(), "person": set()}

    def node(self, kind: str, identifier: str) -> str:
        self.known[kind].add(identifier)
        return f"#{kind}/{identifier}"

    def ref(self, kind: str, identifier: str) -> Row:
        return {"@id": self.node(kind, identifier)}


def _event(row: Row, names: Names, used: _Used) -> Row:
    told = [f"{dated(row)}: {row['text']}", *row["terms"], *remarks(row)]
    roles = [("faction", one, role) for one, role in row["roles"].items()]
    roles += [("person", one, role) for one, role in row["people"].items()]
    return _without_empty(
        {
            "@id": f"#event/{quote(row['id'], safe='')}",  # a database that somebody hands us may have any
            "@type": "Event",
            "name": row["title"],
            "additionalType": f"urn:ikhtilaf:type/{row['type']}",
            "description": "\n".join(told),
            **_when(row["date"], row["earliest"], row["latest"]),
            "wording": row["wording"],
            "about": [{"@type": "Role", "roleName": role or "named", "about": used.ref(*one)} for *one, role in roles],
            "location": [used.ref("place", place) for place in row["places"]],
            "asserts": [_asserted(relation, names, used) for relation in row["relations"]],
            "subjectOf": [_claim(claim, names, used) for claim in row["claims"]],
            "match": row["match"],
            "contested": row["contested"],
        }
    )


def _when(date: str, earliest: str | None, latest: str | None) -> Row:
    """A date, as exact as it is: `startDate` only for a year, a month or a day."""
    found: Row = {"temporalCoverage": date, "date": date, "earliest": earliest, "latest": latest}
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date) and (len(date) < 7 or int(date[5:7]) <= 12):
        found["startDate"] = date
    return found


def _asserted(relation: Row, names: Names, used: _Used) -> Row:
    return _without_empty(
        {
            "@type": "ikhtilaf:Relation",
            "between": [used.node("faction", faction) for faction in relation["between"]],
            "state": relation["state"],
            "date": relation["from"],
            "until": relation["until"],
            "location": [used.ref("place", place) for place in relation["places"]],
            "description": relation_words(relation, names),
        }
    )


def _claim(claim: Row, names: Names, used: _Used) -> Row:
    return _without_empty(
        {
            "@type": "Claim",
            "appearance": used.ref("source", claim["source"]),
            "speaksFor": used.node("faction", claim["affiliation"]) if claim["affiliation"] else None,
            "stance": claim["stance"],
            "hedge": claim["hedge"],
            "cites": claim["cites"],
            "description": claim_words(claim, names),
        }
    )


def _sources(request: Request, used: _Used) -> Iterator[Row]:
    sql = "SELECT id, kind, title, author, date, affiliation, place, reported_by, note, url FROM source ORDER BY id"
    rows = {row[0]: row[1:] for row in request.store.rows(sql)}
    waiting = sorted(used.known["source"])
    for identifier in waiting:  # grows while it is walked: who reports a source is told as well
        kind, title, author, date, affiliation, place, reported_by, note, url = rows[identifier]
        if reported_by and reported_by not in waiting:
            waiting.append(reported_by)
        yield _without_empty(
            {
                "@id": used.node("source", identifier),
                "@type": _SOURCE_TYPES.get(kind, "CreativeWork"),
                "additionalType": f"urn:ikhtilaf:source/{kind}",
                "name": title,
                "author": {"@type": "Person", "name": author} if author else None,
                "date": date,
                "speaksFor": used.node("faction", affiliation) if affiliation else None,
                "locationCreated": used.ref("place", place) if place else None,
                "reportedBy": used.node("source", reported_by) if reported_by else None,
                "description": note,
                "url": url if re.match(r"https?://", url) else None,
            }
        )


def _places(request: Request, used: _Used) -> Iterator[Row]:
    sql = "SELECT id, kind, name, within, iso, latitude, longitude, note FROM place ORDER BY id"
    rows = {row[0]: row[1:] for row in request.store.rows(sql)}
    waiting = sorted(used.known["place"])
    for identifier in waiting:
        kind, name, within, code, latitude, longitude, note = rows[identifier]
        if within and within not in waiting:
            waiting.append(within)
        point = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        yield _without_empty(
            {
                "@id": used.node("place", identifier),
                "@type": _PLACE_TYPES.get(kind, "Place"),
                "name": name,
                "identifier": code,
                "containedInPlace": used.ref("place", within) if within else None,
                "geo": point if latitude is not None and longitude is not None else None,
                "description": note,
            }
        )


def _factions(request: Request, used: _Used) -> Iterator[Row]:
    for identifier, name, note in request.store.rows("SELECT id, name, note FROM faction ORDER BY id"):
        if identifier in used.known["faction"]:
            node = {"@id": f"#faction/{identifier}", "@type": "Organization", "name": name, "description": note}
            yield _without_empty(node)


def _people(request: Request, used: _Used) -> Iterator[Row]:
    for identifier, name, note in request.store.rows("SELECT id, name, note FROM person ORDER BY id"):
        if identifier in used.known["person"]:
            yield _without_empty({"@id": f"#person/{identifier}", "@type": "Person", "name": name, "description": note})


def _without_empty(node: Row) -> Row:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
