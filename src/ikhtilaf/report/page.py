"""The page: answers and pictures through the templates, with the one style sheet and the one script that it allows."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ikhtilaf import __version__
from ikhtilaf.dates import iso
from ikhtilaf.errors import MissingPackageError
from ikhtilaf.model import vocabulary
from ikhtilaf.query.passages import Passages
from ikhtilaf.report.anchors import Anchors, pair_id
from ikhtilaf.report.gather import Report, make_report
from ikhtilaf.report.index import Index, make_index
from ikhtilaf.report.request import Request

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent / "templates"


class Page(NamedTuple):
    """A report as HTML, and how many events it has that match what was asked for."""

    html: str
    matched: int


def make_page(request: Request) -> Page:
    """Return the report that was asked for: the same text for the same log and request.

    It needs nothing besides itself, and its own policy forbids it to ask for anything. Raises `MissingPackageError`
    where Jinja2 is not installed.
    """
    environment = make_environment()
    from ikhtilaf.report.pictures import PICTURE_STYLE, make_pictures
    from ikhtilaf.report.words import Words

    passages = Passages(request.assertions.store)
    report = make_report(request)
    index = make_index(report, passages)
    anchors = _anchors(report, index)
    figures = make_pictures(request, anchors, report.numbers)
    if anchors.missed:
        # The pictures lead to events that nothing else on the page rests on: put them there, and draw again.
        report = make_report(request, sorted(anchors.missed))
        index = make_index(report, passages)
        anchors = _anchors(report, index)
        figures = make_pictures(request, anchors, report.numbers)
    style, script = _text("report.css") + PICTURE_STYLE, _text("report.js")
    page = environment.get_template("page.html").render(
        report=report,
        request=request,
        index=index,
        day=iso(request.day),
        figures=figures,
        style=style,
        script=script,
        policy=policy(style, script),
        version=__version__,
        vocabulary=vocabulary,
        w=Words(request.assertions.store, anchors, report.numbers),
        **_globals(),
    )
    return Page(page + "\n", len(report.events))


def make_environment() -> Environment:
    """Return the templates' surroundings: whatever is printed is escaped, and what a name stands for must be there.

    What Jinja2 makes of them is not kept: it would have to be read as code again.
    """
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
    except ImportError:
        raise MissingPackageError("report", "Jinja2", "report") from None
    from ikhtilaf.report.words import plain

    return Environment(
        autoescape=True,
        optimized=False,  # a fifth of the time that compiling takes, for templates that hold no constants to fold
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        finalize=plain,
    )


def policy(style: str, script: str) -> str:
    """Return the page's Content-Security-Policy: nothing may be loaded, and only this style and this script count."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


def _anchors(report: Report, index: Index) -> Anchors:
    anchors = Anchors()
    anchors.add("event", (event["id"] for event in report.everything))
    anchors.add("pair", (pair.id for pair in report.pairs))
    anchors.add("faction", (faction["id"] for faction in report.factions))
    anchors.add("source", (source["id"] for source in index.sources))
    anchors.add("place", (place["id"] for place in index.places))
    anchors.add("person", (person["id"] for person in index.people))
    return anchors


def _globals() -> dict[str, Any]:
    """The functions that templates call besides the words of the page."""
    from ikhtilaf.render.sheets import bounds, day_words, words_of
    from ikhtilaf.render.sheets_of_relations import state_words
    from ikhtilaf.render.sheets_of_things import reports_words, strength_words
    from ikhtilaf.report import sides
    from ikhtilaf.report.words import counted, direction, is_plain, isolated, prose, said, stance

    return {
        "alike": sides.alike,
        "bounds": bounds,
        "by_year": sides.by_year,
        "columns_of": sides.columns_of,
        "counted": counted,
        "day_words": day_words,
        "direction": direction,
        "grouped_areas": sides.grouped_areas,
        "is_plain": is_plain,
        "isolated": isolated,
        "pair_id": pair_id,
        "prose": prose,
        "said": said,
        "stance": stance,
        "standing": sides.standing,
        "state_words": state_words,
        "strength_words": strength_words,
        "reports_words": reports_words,
        "words_of": words_of,
    }
