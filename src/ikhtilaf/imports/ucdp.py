"""The UCDP Georeferenced Event Dataset (GED), by its codebook: what each row says, as far as it is known.

Codebook: Högbladh (2023), UCDP GED Codebook version 23.1, Uppsala University. `date_prec` 1 is the day, 2 within two to
six days, 3 within a week, 4 within a month (or 8 to 30 days), 5 within more than a month. `where_prec` 1 is the very
place, 2 near it (25 km), 3 the district (`adm_2`), 4 the province (`adm_1`), 5 a line or an area without borders, 6 the
country, 7 the sea or the air. `event_clarity` 2 is an event that its source reports only as part of a sum.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from itertools import compress
from operator import itemgetter
from pathlib import PurePath
from typing import Any, NamedTuple

from ikhtilaf.imports.coded import (
    Cast,
    Columns,
    Kept,
    RefusedError,
    Said,
    Sayings,
    When,
    Where,
    clean,
    coordinates,
    counted,
    dated,
    listed,
    split_names,
    whole,
)
from ikhtilaf.imports.dataset import Dataset, Refused, cited, told_apart
from ikhtilaf.log.problems import quoted

NEEDED = (
    *("id", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "date_prec", "where_prec", "country"),
    *("low", "best", "high"),
)
OPTIONAL = (
    *("where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "conflict_name", "dyad_name", "event_clarity"),
    *("source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
)
ALL = (*NEEDED, *OPTIONAL)


def _at(*names: str) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what takes these cells of a row, or these columns of many."""
    return itemgetter(*map(ALL.index, names))


_WHEN = _at("date_start", "date_end", "date_prec")
_SIDES = _at("type_of_violence", "side_a", "side_b", "conflict_name", "dyad_name")
_PLACE = _at("where_prec", "where_coordinates", "adm_1", "adm_2", "country", "latitude", "longitude")
_DEATHS = _at("low", "best", "high", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_OTHER = _at("id", "country", "event_clarity")
_TOLD = _at("id", "source_original", "source_article", "source_office", "source_date", "source_headline")

VIOLENCE = {"1": "State-based violence", "2": "Non-state violence", "3": "One-sided violence"}
_SUMMED = " Its source reports it only as part of a sum."
_SETTLED = ("town", "city", "village")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]00:00:00(?:\.0+)?)?")


class _Place(NamedTuple):
    where: Where | None
    short: str
    """For the title: `in Aleppo town`."""
    long: str
    """For the text, with what it lies in and how exactly it is known."""


class _Sides(NamedTuple):
    cast: Cast
    title: str
    kind: str
    a: str
    b: str


class Ucdp:
    """Reads the rows of a GED file; `take` is called with the cells of each."""

    def __init__(self, path: str, lapse: int) -> None:
        self.dataset = dataset(path)
        self.lapse = lapse
        self._when = Kept(self._dated)
        self._sides = Kept(_sides)
        self._places = Kept(_place)
        self._deaths = Kept(_deaths)
        self._originals = Kept(lambda name: f"Original source: {clean(name)}." if name else "")

    def _dated(self, start: str, end: str, precision: str) -> When:
        return When(dated(when(start, end, precision)), self.lapse)

    def take(self, cells: Sequence[Sequence[str]], _numbers: Sequence[int]) -> tuple[Columns, Refused]:
        """Return what rows say, from their columns in the order of `ALL`, and why some are refused."""
        try:
            return self._all(cells), {}
        except RefusedError:
            refused = told_apart(self._check, zip(*cells, strict=True))
            kept = [n not in refused for n in range(len(cells[0]))]
            return self._all([list(compress(column, kept)) for column in cells]), refused

    def _check(self, cells: tuple[str, ...]) -> None:
        """Raise `RefusedError` where a row says nothing."""
        _numbered(cells[:1])
        self._when[_WHEN(cells)]
        sides: _Sides = self._sides[_SIDES(cells)]
        self._places[_PLACE(cells)]
        self._deaths[(*_DEATHS(cells), sides.a, sides.b)]

    def _all(self, cells: Sequence[Sequence[str]]) -> Columns:
        """Return what rows say; raises `RefusedError` where one says nothing."""
        ids, countries, clarity = _OTHER(cells)
        if not ids:
            return Columns.none()
        _numbered(ids)
        days = self._when.all(*_WHEN(cells))
        casts, who, kinds, a, b = zip(*self._sides.all(*_SIDES(cells)), strict=True)
        wheres, short, long = zip(*self._places.all(*_PLACE(cells)), strict=True)
        deaths = self._deaths.all(*_DEATHS(cells), a, b)
        texts = [
            f"{kind} {dead} {place}{_SUMMED if clear == '2' else ''}"
            for kind, dead, place, clear in zip(kinds, deaths, long, clarity, strict=True)
        ]
        titles = [f"{sides}, {place}" for sides, place in zip(who, short, strict=True)]
        _, original, articles, offices, dates, headlines = _TOLD(cells)
        # Where there is one source its article is not needed.
        several = [
            article if ";" in office or ";" in day else ""
            for article, office, day in zip(articles, offices, dates, strict=True)
        ]
        told = tuple(zip(ids, original, several, offices, dates, headlines, strict=True))
        return Columns([f"ucdp-{number}" for number in ids], days, casts, wheres, countries, titles, texts, told)

    def claims(self, told: Sequence[tuple[str, ...]]) -> Sayings:
        """Return who says what rows say, of the cells that `take` has put aside."""
        said = Sayings([], [], [], [])
        counts, names, cites, notes = said
        for number, original, articles, offices, dates, headlines in told:
            names.append("")
            cites.append(f'["UCDP {number}"]')
            notes.append(self._originals[original,])
            if ";" in offices or ";" in dates:
                several = sources(articles, offices, dates, headlines)
                for name, days, note in several:
                    names.append(name)
                    cites.append(cited(days))
                    notes.append(note)
                counts.append(1 + len(several))
            elif name := _cleaned(offices):
                names.append(name)
                cites.append(_cited(dates))
                notes.append(clean(headlines))
                counts.append(2)
            else:
                counts.append(1)
        return said


def _numbered(ids: Sequence[str]) -> None:
    """Raise `RefusedError` where an id is no number."""
    for number in ids:
        if not (number.isdecimal() and number.isascii()):
            raise RefusedError(f"id is {quoted(number)}, no number" if number else "id is empty")


def dataset(path: str) -> Dataset:
    """Return the dataset as a source; its version is known where the file's name has it, as in GEDEvent_v23_1.csv."""
    found = re.search(r"(?:^|[^0-9])v?([0-9]{2})[._]([0-9]{1,2})(?:[._][0-9]+)?(?=[^0-9]|$)", PurePath(path).name)
    version = f" version {found[1]}.{found[2]}" if found else ""
    unknown = "" if found else " The name of the file does not say which version it is."
    return Dataset(
        id="ucdp-ged",
        title=f"UCDP Georeferenced Event Dataset (GED){version}",
        author="Uppsala Conflict Data Program",
        note="Cite: Sundberg, Ralph, and Erik Melander (2013), Introducing the UCDP Georeferenced Event Dataset, "
        f"Journal of Peace Research 50(4): 523-532. Licence: CC BY 4.0.{unknown}",
        url="https://ucdp.uu.se/downloads/",
    )


def when(start: str, end: str, precision: str) -> str:
    """Return the EDTF for the days of a row, never sharper than its `date_prec`; raises `RefusedError`.

    >>> when("2016-04-01", "2016-04-30", "4"), when("2016-04-03", "2016-04-05", "2")
    ('2016-04', '2016-04-03/2016-04-05')
    >>> when("2016-04-09", "2016-04-09", "4")
    '2016-04'
    """
    first, last = _day(start, "date_start"), _day(end, "date_end")
    if last < first:
        raise RefusedError(f"it ends ({last}) before it starts ({first})")
    if precision not in {"1", "2", "3", "4", "5"}:
        raise RefusedError(f"date_prec is {quoted(precision)}, not 1 to 5")
    if first == last:
        # One day for what is known less well than that: the day itself would be sharper than the source.
        text = first.isoformat()
        return {"1": text, "2": f"{text}~", "3": f"{text}~", "4": text[:7], "5": text[:4]}[precision]
    if (first.year, first.month, first.day, last.month, last.day) == (last.year, 1, 1, 12, 31):
        return f"{first.year:04d}"
    month_end = calendar.monthrange(last.year, last.month)[1]
    if (first.year, first.month, first.day, last.day) == (last.year, last.month, 1, month_end):
        return first.isoformat()[:7]
    return f"{first.isoformat()}/{last.isoformat()}"


def _day(cell: str, column: str) -> date:
    found = _DATE.fullmatch(cell.strip())
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError as error:
        raise RefusedError(f"{column} is {quoted(cell)}, no day such as 2016-01-31") from error


def _sides(violence: str, side_a: str, side_b: str, conflict: str, dyad: str) -> _Sides:
    """Return who takes part, and the beginning of the title and of the text; raises `RefusedError`."""
    if violence not in VIOLENCE:
        raise RefusedError(f"type_of_violence is {quoted(violence)}, not 1, 2 or 3")
    ours, theirs = split_names(side_a, ","), split_names(side_b, ",")
    if not ours or not (theirs or violence == "3"):
        raise RefusedError(f"{'side_a' if not ours else 'side_b'} is empty")
    name = clean(conflict)
    kind = f"{VIOLENCE[violence]} ({name})." if name and name != clean(dyad) else f"{VIOLENCE[violence]}."
    if violence == "3":
        cast = Cast("attack", [(one, "initiator") for one in ours])
        a, b = listed(ours), "civilians"
    else:
        pairs = [(one, other) for one in ours for other in theirs if one != other]
        cast = Cast("fight", [(one, "party") for one in dict.fromkeys((*ours, *theirs))], pairs)
        a, b = listed(ours), listed(theirs)
    cast.kinds = {one: "state" for one in (*ours, *theirs) if one.startswith("Government of ")}
    return _Sides(cast, f"{a} against {b}", kind, a, b)


def _deaths(low: str, best: str, high: str, *shares: str) -> str:
    """Return the estimates of deaths, and how the best one is shared out, without those who lost nobody; raises
    `RefusedError`.
    """
    low, best, high = whole(low, "low"), whole(best, "best"), whole(high, "high")
    range_ = "low and high estimates alike" if low == best == high else f"low estimate {low}, high {high}"
    dead_a, dead_b, civilians, unknown, a, b = shares
    whose = ((dead_a, f"of {a}"), (dead_b, f"of {b}"), (civilians, "civilian"), (unknown, "unknown"))
    parts = ", ".join(f"{clean(count)} {who}" for count, who in whose if count not in {"0", ""})
    return f"Best estimate: {counted(best, 'death')} ({range_}){': ' if parts else ''}{parts}."


def _place(precision: str, name: str, adm_1: str, adm_2: str, country: str, latitude: str, longitude: str) -> _Place:
    """Return the place, only as exact as `where_prec` says; raises `RefusedError`."""
    name, adm_1, adm_2, country = clean(name), clean(adm_1), clean(adm_2), clean(country)
    if precision not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise RefusedError(f"where_prec is {quoted(precision)}, not 1 to 7")
    if not country and precision != "7":
        raise RefusedError("country is empty")
    around = [("country", country)] if country else []
    around += [("province", adm_1)] if adm_1 else []
    around += [("district", adm_2)] if adm_2 and adm_1 else []
    within = [one for _, one in around]
    if precision == "1" and name:
        kind = "city" if name.endswith(_SETTLED) else "area"
        if name in within:  # the place is all of the district, or of the province
            return _Place(Where(around[: within.index(name) + 1]), f"in {name}", f"Place: {name}.")
        spot = Where([*around, (kind, name)], coordinates(latitude, longitude))
        return _Place(spot, f"in {name}", f"Place: {_path([name, *reversed(within)])}.")
    if precision == "2" and name:
        there = _path(list(reversed(within)))
        return _Place(Where(around), f"near {name}", f"Place: {there}, within about 25 km of {name}.")
    if precision in {"3", "4", "6"} or not name:
        depth = {"4": 2, "6": 1}.get(precision, 3)
        known = around[:depth]
        inner = known[-1][1] if known else "an unnamed place"
        there = _path([one for _, one in reversed(known)]) or inner
        return _Place(Where(known) if known else None, f"in {inner}", f"Place: {there}, not known more exactly.")
    if precision == "7":
        return _Place(Where([("area", name)]), f"at {name}", f"Place: {name}, at sea or in the air.")
    if name in within:
        known = around[: within.index(name) + 1]
        return _Place(Where(known), f"in {name}", f"Place: {name}, not known more exactly.")
    where = Where([*around, ("area", name)])
    there = _path([name, *reversed(within)])
    return _Place(where, f"in {name}", f"Place: {there}, a line or an area without borders.")


def _path(names: list[str]) -> str:
    """Return a place with what it lies in, the narrowest first."""
    return ", ".join(names)


def sources(articles: str, offices: str, dates: str, headlines: str) -> list[Said]:
    """Return the claims of the sources that a row names: of each office one, which cites its articles by their date and
    has their headlines for a note.

    Where there are as many offices as dates and headlines these are used; where a headline has a semicolon of its own,
    the articles, each of which is `"office,date,headline"`. If that does not come out, offices are named and no more.
    """
    if ";" not in offices and ";" not in dates:
        name = clean(offices)
        return [(name, _dates(dates), clean(headlines))] if name else []
    names, days, heads = offices.split(";"), dates.split(";"), headlines.split(";")
    found = list(zip(names, days, heads, strict=False))
    if not len(names) == len(days) == len(heads):
        parts = [article.strip('"').split(",", 2) for article in articles.split('";"')]
        whole_ones = len(parts) == len(names) and all(len(part) == 3 for part in parts)
        found = [(a, b, c) for a, b, c in parts] if whole_ones else [(name, "", "") for name in names]
    by_office: dict[str, tuple[list[str], list[str]]] = {}
    for office, day, headline in found:
        cites, notes = by_office.setdefault(_cleaned(office), ([], []))
        if day.strip() and (cleaned := _cleaned(day)) not in cites:
            cites.append(cleaned)
        if headline.strip() and (cleaned := clean(headline)) not in notes:
            notes.append(cleaned)
    return [(name, tuple(cites), "; ".join(notes)) for name, (cites, notes) in by_office.items() if name]


_cleaned = lru_cache(4096)(clean)
"""For what rows repeat: offices and days."""


def _dates(day: str) -> tuple[str, ...]:
    """Return what a claim cites that cites one article at most."""
    return (clean(day),) if day.strip() else ()


@lru_cache(4096)
def _cited(day: str) -> str:
    return cited(_dates(day))
