"""What the log says of factions on a day besides their relations: where they are, and how they are tied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, VOUCHING
from ikhtilaf.query.said import claims_on, supporters
from ikhtilaf.store import Store


class Area(NamedTuple):
    """A place where a faction is said to be. `sure`: it is said of this very day, vouched for, and nobody speaks
    against it. `main`: a main base or concentration.
    """

    faction: str
    place: str
    main: bool
    sure: bool
    date: str | None
    sources: tuple[str, ...]


class TieOn(NamedTuple):
    """A structural tie that may hold on a day; `sure` as in `Area`."""

    faction: str
    kind: str
    other: str
    sure: bool
    date: str | None
    sources: tuple[str, ...]


def areas_on(store: Store, factions: Iterable[str], day: int, kept: dict[str, bool] | None = None) -> list[Area]:
    """Return where some factions may be on a day, of what may have begun by then, in the words of the sources kept
    (None: of all).

    What is only told of an earlier time may hold still: it is there, and not sure. A place that several facts name is
    there once a fact.
    """
    found: list[Area] = []
    sql = "SELECT n, date, earliest, latest FROM fact WHERE kind = 'area' AND faction = ? ORDER BY earliest, n"
    for faction in factions:
        for n, date, earliest, latest in list(store.rows(sql, (faction,))):
            sources, vouched = _spoken(store, "fact", n, kept)
            if not sources or (earliest is not None and earliest > day):
                continue
            told = date is not None and earliest is not None and (latest is None or latest >= day)
            places = store.rows("SELECT place, main FROM fact_place WHERE fact = ? ORDER BY position", (n,))
            found += [Area(faction, place, bool(main), told and vouched, date, sources) for place, main in places]
    return found


def ties_on(store: Store, day: int, kept: dict[str, bool] | None = None) -> list[TieOn]:
    """Return the structural ties that may have come about by a day, in the words of the sources kept (None: of all)."""
    found: list[TieOn] = []
    sql = "SELECT n, faction, kind, other, date, earliest, latest FROM tie ORDER BY faction, other, kind, n"
    for n, faction, kind, other, date, earliest, latest in list(store.rows(sql)):
        sources, vouched = _spoken(store, "tie", n, kept)
        if sources and (earliest is None or earliest <= day):
            sure = vouched and latest is not None and latest <= day
            found.append(TieOn(faction, kind, other, sure, date, sources))
    return found


def _spoken(store: Store, about: str, number: int, kept: dict[str, bool] | None) -> tuple[tuple[str, ...], bool]:
    """Who speaks for a fact or tie, and whether one of them vouches for it and nobody speaks against it."""
    claims = claims_on(store, about, number, kept)
    against = any(claim["stance"] in SPEAKING_AGAINST for claim in claims)
    vouched = any(
        claim["stance"] in VOUCHING and not claim["hedge"] and (kept is None or kept[claim["source"]])
        for claim in claims
    )
    return tuple(supporters(claims)), vouched and not against
