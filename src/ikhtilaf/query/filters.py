"""The filters that every listing command shares: what was typed, with every name and date resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ikhtilaf.query.errors import EmptySpanError, NoFirstDayError, NoLastDayError, OneNameError, SameFactionError
from ikhtilaf.query.names import find, find_province, find_word
from ikhtilaf.store import Store

if TYPE_CHECKING:
    from ikhtilaf.dates import Date


class Filters(NamedTuple):
    """What to keep. Names are identifiers of the log; within a field any one will do, different fields must all hold.

    `places` are those of all options, `within` the same by option. `since` and `until` are day numbers, both inclusive.
    `certain` keeps what must match rather than what may.
    """

    places: tuple[str, ...] = ()
    within: tuple[tuple[str, ...], ...] = ()
    factions: tuple[str, ...] = ()
    between: tuple[str, str] | None = None
    people: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    text: tuple[str, ...] = ()
    contested: bool = False
    certain: bool = False

    @property
    def all_pairs(self) -> bool:
        """Whether no pair of factions is singled out."""
        return not self.factions and self.between is None


def make_filters(  # noqa: PLR0913 -- one parameter an option of the command line
    store: Store,
    *,
    province: Sequence[str] = (),
    place: Sequence[str] = (),
    faction: Sequence[str] = (),
    between: tuple[str, str] | None = None,
    person: Sequence[str] = (),
    type: Sequence[str] = (),  # noqa: A002 -- the option's own name, here as on the command line
    state: Sequence[str] = (),
    source: Sequence[str] = (),
    since: Date | None = None,
    until: Date | None = None,
    text: Sequence[str] = (),
    contested: bool = False,
    certain: bool = False,
) -> Filters:
    """Return the filters with every name resolved.

    `since` counts from the first day of its date, `until` to the last day of its. Raises an `IkhtilafError` for a name
    that the log does not know, for a pair that is one faction, and for a span that is empty.
    """
    if since and since.earliest is None:
        raise NoFirstDayError(since.text)
    if until and until.latest is None:
        raise NoLastDayError(until.text)
    if since and until and since.earliest is not None and until.latest is not None and since.earliest > until.latest:
        raise EmptySpanError(since.text, until.text)
    provinces = tuple(find_province(store, name) for name in province)
    others = tuple(find(store, "place", name) for name in place)
    return Filters(
        places=(*provinces, *others),
        within=tuple(group for group in (provinces, others) if group),
        factions=tuple(find(store, "faction", name) for name in faction),
        between=None if between is None else find_pair(store, between),
        people=tuple(find(store, "person", name) for name in person),
        types=tuple(find_word("type", name) for name in type),
        states=tuple(find_word("state", name) for name in state),
        sources=tuple(find(store, "source", name) for name in source),
        since=since.earliest if since else None,
        until=until.latest if until else None,
        text=tuple(text),
        contested=contested,
        certain=certain,
    )


def find_pair(store: Store, names: Sequence[str]) -> tuple[str, str]:
    """Return the identifiers of two different factions; raises `SameFactionError` where they are one, and
    `OneNameError` where there are not two names.
    """
    if len(names) != 2:
        raise OneNameError
    first, second = (find(store, "faction", name) for name in names)
    if first == second:
        raise SameFactionError(first)
    return first, second
