"""iCalendar (RFC 5545): an all-day entry an event, over the days on which it may have been.

An entry stands for possible days, not for so many days of fighting: the date in words leads its summary, it blocks no
time, and what is vague, hedged or contested is marked tentative. The date as EDTF goes along as `X-IKHTILAF-DATE`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, BinaryIO

from ikhtilaf import __version__
from ikhtilaf.export.errors import needed
from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request, Row, Written
from ikhtilaf.export.said import claim_words, relation_words, remarks, who_takes_part
from ikhtilaf.export.when import Days, dated, possible_days
from ikhtilaf.query.timeline import timeline
from ikhtilaf.render.escape import lines, one_line

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
"""iCalendar writes a year in four digits."""


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the events that match as one calendar. Needs the package icalendar."""
    icalendar = needed("icalendar", "ics", "calendar")
    names, stamp = Names(request.store), _stamp(request)
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//ikhtilaf//ikhtilaf {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", icalendar.vText(one_line(request.heading)))  # else it would stand there unescaped
    start, end, _ = calendar.to_ical().rpartition(b"END:VCALENDAR")
    stream.write(start)
    places = {row[0]: row[1:] for row in request.store.rows("SELECT id, latitude, longitude FROM place")}
    written = left_out = 0
    for row in timeline(request.store, request.filters, request.view):
        days = _within_calendar(possible_days(row["date"], request.store.covers))
        if days is None:
            left_out += 1
            continue
        entry = icalendar.Event()
        entry.add("uid", _uid(request.title, row["id"]))
        entry.add("dtstamp", stamp)
        _fill(entry, row, days, names)
        where = [places[place] for place in row["places"] if place in places and None not in places[place]]
        if len(row["places"]) == len(where) == 1:
            entry.add("geo", where[0])
        stream.write(entry.to_ical())
        written += 1
    stream.write(end + b"\r\n")
    note = f"left out, for a calendar has no day for them: {left_out} of {left_out + written} events"
    return Written(written, (note,) if left_out else ())


def _fill(entry: Any, row: Row, days: Days, names: Names) -> None:
    entry.add("summary", _text(f"{dated(row)}: {row['title']}"))
    entry.add("dtstart", date.fromordinal(days.first))
    if days.last < _LAST:
        entry.add("dtend", date.fromordinal(days.last + 1))  # the day after the last one
    entry.add("description", _description(row, days, names))
    entry.add("categories", [_text(row["type"]), *map(_text, names.factions(row["factions"]))])
    entry.add("transp", "TRANSPARENT")
    if row["places"]:
        entry.add("location", _text(", ".join(names.places(row["places"]))))
    if not _sure(row, days):
        entry.add("status", "TENTATIVE")
    entry.add("x-ikhtilaf-date", row["date"])


def _sure(row: Row, days: Days) -> bool:
    plain = all(claim["stance"] in {"asserts", "admits"} and not claim["hedge"] for claim in row["claims"])
    return days.exact and plain and not row["contested"] and row["match"] == "certain"


def _description(row: Row, days: Days, names: Names) -> str:
    told = [f"When: {dated(row)}.", days.remark, row["text"], *(f"– {term}" for term in row["terms"]), *remarks(row)]
    taking_part = who_takes_part(row, names)
    told.append(f"Taking part: {'; '.join(taking_part)}." if taking_part else "")
    told += [f"How they stand: {relation_words(relation, names)}" for relation in row["relations"]]
    told += [f"Who says so: {claim_words(claim, names)}" for claim in row["claims"]]
    return "\n".join(_text(text) for text in told if text)


def _text(text: str) -> str:
    return "\n".join(lines(text))


def _within_calendar(days: Days | None) -> Days | None:
    """Cut a span to the years that a calendar can write; None where nothing is left of it."""
    if days is None or days.last < _FIRST or days.first > _LAST:
        return None
    return days._replace(first=max(days.first, _FIRST), last=min(days.last, _LAST))


def _uid(title: str, event: str) -> str:
    """An identifier that the same event of the same log always has, and no other."""
    name = event if re.fullmatch("[A-Za-z0-9-]+", event) else _hash(event)
    return f"{name}.{_hash(title)}@ikhtilaf"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _stamp(request: Request) -> datetime:
    """When the calendar was made, as the standard wants to know it: the last day of the log, so that the same log has
    the same bytes.
    """
    day = request.store.covers[1] or int(request.store.facts["last_day"] or 1)
    return datetime.combine(date.fromordinal(min(max(day, _FIRST), _LAST)), datetime.min.time(), UTC)
