"""TimelineJS3: a slide an event, from its first to its last possible day, the date shown in words.

The format: https://timeline.knightlab.com/docs/json-format.html. Its texts are HTML, so every text of a log is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import BinaryIO

from ikhtilaf.dates import split
from ikhtilaf.export.json_text import encoded
from ikhtilaf.export.names import Names
from ikhtilaf.export.request import Request, Row, Written
from ikhtilaf.export.said import claim_words, relation_words, remarks, who_takes_part
from ikhtilaf.export.when import Days, dated, possible_days
from ikhtilaf.query.timeline import timeline
from ikhtilaf.render.escape import lines


def write(request: Request, stream: BinaryIO) -> Written:
    """Write the events that match as one JSON object, a slide a line."""
    names, covers = Names(request.store), request.store.covers
    slides = undated = 0
    stream.write(f'{{"title": {encoded(_title(request))},\n"events": ['.encode())
    for row in timeline(request.store, request.filters, request.view):
        days = possible_days(row["date"], covers)
        if days is None:
            undated += 1
            continue
        stream.write((",\n" if slides else "\n").encode() + encoded(_slide(row, days, names)).encode())
        slides += 1
    stream.write(b"\n]}\n")
    left_out = f"left out, for TimelineJS shows nothing without a date: {undated} of {undated + slides} events"
    return Written(slides, (left_out,) if undated else ())


def _title(request: Request) -> Row:
    told = [request.held and f"Asked for: {request.held}.", request.store.facts.get("note", "")]
    return {
        "unique_id": "_title",
        "text": {"headline": _html(request.title), "text": _paragraphs(filter(None, told))},
        "autolink": False,
    }


def _slide(row: Row, days: Days, names: Names) -> Row:
    slide = {
        "unique_id": _html(row["id"]),
        "start_date": _date(days.first),
        "display_date": _twice(dated(row)),
        "text": {"headline": _html(row["title"]), "text": _text(row, days, names)},
        "autolink": False,
    }
    return slide if days.exact else {**slide, "end_date": _date(days.last)}


def _text(row: Row, days: Days, names: Names) -> str:
    told = [row["text"], *(f"– {term}" for term in row["terms"]), *remarks(row), days.remark]
    told.append(f"Kind of event: {row['type']}.")
    told.append(f"Taking part: {'; '.join(who_takes_part(row, names))}." if row["roles"] or row["people"] else "")
    told.append(f"Where: {', '.join(names.places(row['places']))}." if row["places"] else "")
    relations = [relation_words(relation, names) for relation in row["relations"]]
    claims = [claim_words(claim, names) for claim in row["claims"]]
    return _paragraphs(filter(None, told)) + _listed("How they stand", relations) + _listed("Who says so", claims)


def _date(day: int) -> dict[str, str]:
    year, month, of_month = split(day)
    return {"year": str(year), "month": str(month), "day": str(of_month)}


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{_html(text)}</p>" for text in texts)


def _listed(heading: str, texts: list[str]) -> str:
    if not texts:
        return ""
    return f"<p>{heading}:</p><ul>{''.join(f'<li>{_html(text)}</li>' for text in texts)}</ul>"


def _html(text: str) -> str:
    return "<br>".join(escape(line, quote=False) for line in lines(text))


def _twice(text: str) -> str:
    """Escape what TimelineJS first reads as HTML, taking its text, and then shows as HTML."""
    return escape(escape(" ".join(lines(text)), quote=False), quote=False)
