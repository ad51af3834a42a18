"""ACLED's table of events, by its codebook: what each row says, as far as it is known.

Codebook: ACLED Codebook (2023), acleddata.com. `time_precision` 1 is the day, 2 within a week of it, 3 within its
month. `geo_precision` 1 is the very place, 2 a part of the district around it, 3 a larger region, for which the capital
of the province stands. Actors that are people (civilians, protesters, rioters) are no factions; those associated with
an actor stand on its side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ikhtilaf.dates import parse_typed
from ikhtilaf.dates.errors import DateError
from ikhtilaf.imports.coded import (
    Cast,
    Coded,
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
from ikhtilaf.imports.dataset import Dataset, Refused, each, sayings
from ikhtilaf.log.problems import quoted

NEEDED = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2"),
    *("country", "location", "geo_precision", "fatalities"),
)
OPTIONAL = (
    *("assoc_actor_1", "assoc_actor_2", "inter1", "inter2", "admin1", "admin2", "admin3", "latitude", "longitude"),
    *("source", "notes"),
)
ALL = (*NEEDED, *OPTIONAL)

DATASET = Dataset(
    id="acled",
    title="Armed Conflict Location & Event Data (ACLED)",
    author="ACLED",
    note="Cite: Raleigh, Clionadh, Andrew Linke, Håvard Hegre, and Joakim Karlsen (2010), Introducing ACLED: An Armed "
    "Conflict Location and Event Dataset, Journal of Peace Research 47(5): 651-660. The terms of ACLED hold "
    "for what was made of its data, too.",
    url="https://acleddata.com/",
)

TYPES = {
    "battles": "fight",
    "explosions/remote violence": "attack",
    "violence against civilians": "attack",
    "riots": "attack",
    "protests": "demand",
    "strategic developments": "presence",
}
"""By event type, in lower case, the log's own type of event."""
SUB_TYPES = {
    "agreement": "agreement",
    "change to group/activity": "policy",
    "looting/property destruction": "attack",
    "non-violent transfer of territory": "movement",
}
"""By sub-event type, where it says more."""

_KINDS = {
    **dict.fromkeys(("1", "state forces"), "agency"),
    **dict.fromkeys(("8", "external/other forces", "external forces", "other forces"), "organisation"),
}
"""By the code `inter1`, in figures or words, the kind of faction, where that is not `faction`."""
_PEOPLE = {*("5", "6", "7"), "rioters", "protesters", "civilians"}
_PEOPLE_NAMES = ("Civilians (", "Protesters (", "Rioters (")


class _Sides(NamedTuple):
    cast: Cast
    title: str


class _Place(NamedTuple):
    where: Where
    short: str
    long: str


class Acled:
    """Reads the rows of an ACLED file; `take` is called with the cells of many."""

    def __init__(self, lapse: int) -> None:
        self.dataset = DATASET
        self.lapse = lapse
        self._when = Kept(self._dated)
        self._sides = Kept(_sides)
        self._places = Kept(_place)

    def _dated(self, day: str, precision: str) -> When:
        return When(dated(when(day, precision)), self.lapse)

    def take(self, cells: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[Columns, Refused]:
        """Return what rows say, from their columns in the order of `ALL`, and why some are refused."""
        return each(self._row, cells, numbers)

    def _row(self, cells: tuple[str, ...], _row: int) -> Coded:
        id_, day, precision, type_, sub_type, actor1, actor2, country, location, exact, dead = cells[:11]
        with1, with2, inter1, inter2, admin1, admin2, admin3, latitude, longitude, source, notes = cells[11:]
        identifier = "".join(char for char in id_.lower() if char.isascii() and char.isalnum())
        if not identifier:
            raise RefusedError("event_id_cnty is empty")
        days = self._when[day, precision]
        sides: _Sides = self._sides[type_, sub_type, actor1, with1, inter1, actor2, with2, inter2]
        at = (latitude, longitude) if exact == "1" else ("", "")
        place: _Place = self._places[exact, location, country, admin1, admin2, admin3, *at]
        what = clean(sub_type) or clean(type_)
        deaths = counted(whole(dead, "fatalities"), "death")
        text = f"{clean(type_)}: {what}. {deaths} reported. {place.long}"
        title = f"{sides.title}, {place.short}"
        return Coded(f"acled-{identifier}", days, sides.cast, place.where, country, title, text, (id_, notes, source))

    def claims(self, told: Sequence[tuple[str, ...]]) -> Sayings:
        """Return who says what rows say, of the cells that `take` has put aside."""
        return sayings(map(self._said, told))

    def _said(self, told: tuple[str, ...]) -> Sequence[Said]:
        id_, notes, source = told
        own = ("", (f"ACLED {clean(id_)}",), clean(notes))
        return [own, *((name, (), "") for name in split_names(source, ";"))]


def when(day: str, precision: str) -> str:
    """Return the EDTF for the day of a row, never sharper than its `time_precision`; raises `RefusedError`.

    >>> when("05 January 2023", "1"), when("2023-01-05", "2"), when("5-Jan-2023", "3")
    ('2023-01-05', '2023-01-05~', '2023-01')
    """
    try:
        date = parse_typed(clean(day))
    except DateError as error:
        raise RefusedError(f"event_date: {error.message}") from error
    if len(date.text) != 10 or date.earliest != date.latest:
        raise RefusedError(f"event_date is {quoted(day)}, no day")
    if precision not in {"1", "2", "3"}:
        raise RefusedError(f"time_precision is {quoted(precision)}, not 1 to 3")
    return {"1": date.text, "2": f"{date.text}~", "3": date.text[:7]}[precision]


def _sides(
    type_: str, sub_type: str, actor1: str, with1: str, inter1: str, actor2: str, with2: str, inter2: str
) -> _Sides:
    """Return who takes part, and the beginning of the title; raises `RefusedError`."""
    kind = TYPES.get(clean(type_).lower())
    if kind is None:
        raise RefusedError(f"event_type is {quoted(type_)}, which ACLED does not have")
    kind = SUB_TYPES.get(clean(sub_type).lower(), kind)
    first, second = clean(actor1), clean(actor2)
    if not first:
        raise RefusedError("actor1 is empty")
    ours = _factions(first, with1, inter1)
    theirs = [name for name in _factions(second, with2, inter2) if kind == "fight" or name not in ours]
    if not ours and not theirs:
        people = listed([name for name in (first, second) if name])
        raise RefusedError(f"no faction takes part in it: {people}")
    title = f"{first} against {second}" if second else first
    if kind in {"fight", "agreement"}:
        names = dict.fromkeys((*ours, *theirs))
        pairs = [(one, other) for one in ours for other in theirs if one != other] if kind == "fight" else []
        cast = Cast(kind, [(name, "party") for name in names], pairs)
        title = title.replace(" against ", " and ") if kind == "agreement" else title
    elif kind in {"attack", "demand"}:
        cast = Cast(kind, [*((name, "initiator") for name in ours), *((name, "target") for name in theirs)])
    else:
        cast = Cast(kind, [(name, "party") for name in dict.fromkeys((*ours, *theirs))])
    for name, inter in ((first, inter1), (second, inter2)):
        if found := _KINDS.get(inter.strip().lower()):
            cast.kinds[name] = found
    return _Sides(cast, f"{clean(sub_type) or clean(type_)}: {title}")


def _factions(actor: str, associated: str, inter: str) -> list[str]:
    """Return the factions of one side: the actor, unless it is people, and those associated with it."""
    names = [name for name in (actor, *split_names(associated, ";")) if name and not name.startswith(_PEOPLE_NAMES)]
    people = inter.strip().lower() in _PEOPLE
    return [name for name in dict.fromkeys(names) if not (people and name == actor)]


def _place(
    precision: str, location: str, country: str, admin1: str, admin2: str, admin3: str, latitude: str, longitude: str
) -> _Place:
    """Return the place, only as exact as `geo_precision` says; raises `RefusedError`."""
    name, land = clean(location), clean(country)
    if precision not in {"1", "2", "3"}:
        raise RefusedError(f"geo_precision is {quoted(precision)}, not 1 to 3")
    if not land:
        raise RefusedError("country is empty")
    around = [("country", land)]
    for kind, cell in (("province", admin1), ("district", admin2), ("district", admin3)):
        if not clean(cell):
            break
        around.append((kind, clean(cell)))
    if precision == "1" and name:
        where = Where([*around, ("city", name)], coordinates(latitude, longitude))
        return _Place(where, f"in {name}", f"Place: {_path([*around, ('city', name)])}.")
    known = around[: 3 if precision == "2" else 2]
    if precision == "2" and name:
        return _Place(Where(known), f"near {name}", f"Place: {_path(known)}, in the part around {name}.")
    return _Place(Where(known), f"in {known[-1][1]}", f"Place: {_path(known)}, not known more exactly.")


def _path(path: list[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(name for _, name in reversed(path)))
