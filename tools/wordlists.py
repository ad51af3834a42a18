"""The parts of pages that are made from the code: fields, closed lists, what dates come to, problems, the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ikhtilaf.dates import conventions, iso, parse
from ikhtilaf.dates.days import MONTHS
from ikhtilaf.log import fields
from ikhtilaf.log.composites import Record
from ikhtilaf.log.kinds import kinds
from ikhtilaf.model import vocabulary
from ikhtilaf.model.things import Assertion, Claim, Fact, Tie
from ikhtilaf.model.vocabulary import State, Term
from ikhtilaf.store import search
from ikhtilaf.store.database import INDEXES, TABLES


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _words(terms: Mapping[str, Term] | Mapping[str, State]) -> str:
    if any(term.elsewhere for term in terms.values()):
        return table(
            ("word", "meaning", "nearest elsewhere"),
            ((f"`{term.id}`", term.definition, term.elsewhere) for term in terms.values()),
        )
    return table(("word", "meaning"), ((f"`{term.id}`", term.definition) for term in terms.values()))


def _keys(record: Record) -> str:
    return table(
        ("key", "what", ""),
        ((f"`{key}`", field.about, "required" if field.required else "") for key, field in record.table.items()),
    )


def _seasons() -> str:
    rows = []
    for number, grouping in conventions.GROUPINGS.items():
        if 25 <= number <= 28:
            continue  # the same as 21 to 24, with the hemisphere said
        first, last = MONTHS[grouping.first], MONTHS[(grouping.first + grouping.months - 2) % 12 + 1]
        next_year = " of the next year" if grouping.ends_next_year else ""
        rows.append((f"`2015-{number}`", grouping.words.format("2015"), f"{first} to {last}{next_year}"))
    return table(("written", "meaning", "months"), rows)


def _widening() -> str:
    def said(widening: conventions.Widening) -> str:
        if widening.days:
            return f"{widening.days} days"
        years, months = divmod(widening.months, 12)
        if not months:
            return "a year" if years == 1 else f"{years} years"
        return "a month" if widening.months == 1 else f"{widening.months} months"

    names = {"grouping": "season or other part of a year"}
    return table(
        ("what is about", "on either side"),
        ((names.get(unit, unit), said(widening)) for unit, widening in conventions.WIDENING.items()),
    )


_DATES = (
    ("2017-10-18", "that day"),
    ("2017-10", "some day of that month"),
    ("2017", "some day of that year"),
    ("2017-22", "in the summer of 2017"),
    ("2014-12~", "about December 2014"),
    ("2016?", "perhaps 2016"),
    ("2017-06/2017-09", "between June and September 2017"),
    ("2014-24/2015-22", "between winter 2014 and summer 2015"),
    ("../2015-03", "by March 2015"),
    ("2016-23/..", "from autumn 2016 on"),
)


def _dates() -> str:
    rows = []
    for text, meaning in _DATES:
        date = parse(text)
        first = "open" if date.earliest is None else iso(date.earliest)
        last = "open" if date.latest is None else iso(date.latest)
        rows.append((f"`{text}`", meaning, first, last))
    return table(("written", "meaning", "first day", "last day"), rows)


def _problems() -> str:
    rows = []
    for kind in kinds():
        if kind.kind == "bad-date":
            continue  # its problems have the names of what is wrong with the date
        meaning = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
        rows.append((f"`{kind.kind}`", kind.level, meaning))
    return table(("name", "", "what it is about"), rows)


def _sql(text: str) -> str:
    return f"```sql\n{text.strip()}\n```\n"


MADE: dict[str, Callable[[], str]] = {
    "log keys": lambda: _keys(fields.HEAD),
    "source keys": lambda: _keys(fields.SECTIONS["sources"][1]),
    "place keys": lambda: _keys(fields.SECTIONS["places"][1]),
    "faction keys": lambda: _keys(fields.SECTIONS["factions"][1]),
    "person keys": lambda: _keys(fields.SECTIONS["people"][1]),
    "event keys": lambda: _keys(fields.EVENT),
    "claim keys": lambda: _keys(fields.RECORDS[Claim]),
    "relation keys": lambda: _keys(fields.RECORDS[Assertion]),
    "tie keys": lambda: _keys(fields.RECORDS[Tie]),
    "fact keys": lambda: _keys(fields.RECORDS[Fact]),
    "states": lambda: _words(vocabulary.STATES),
    "event types": lambda: _words(vocabulary.EVENT_TYPES),
    "roles": lambda: _words(vocabulary.ROLES),
    "stances": lambda: _words(vocabulary.STANCES),
    "source kinds": lambda: _words(vocabulary.SOURCE_KINDS),
    "place kinds": lambda: _words(vocabulary.PLACE_KINDS),
    "faction kinds": lambda: _words(vocabulary.FACTION_KINDS),
    "tie kinds": lambda: _words(vocabulary.TIE_KINDS),
    "fact kinds": lambda: _words(vocabulary.FACT_KINDS),
    "dates": _dates,
    "seasons": _seasons,
    "widening": _widening,
    "problems": _problems,
    "tables": lambda: _sql(TABLES.read_text("utf-8")),
    "indexes": lambda: _sql(INDEXES.read_text("utf-8")),
    "search": lambda: _sql(search.INDEX),
}
"""What a page can ask for with `<!-- made: NAME -->`, up to `<!-- end -->`."""
