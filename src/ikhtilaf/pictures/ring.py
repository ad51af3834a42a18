"""A fixed ring of factions: blocs side by side, the two largest facing each other, places that no day changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from ikhtilaf.model.vocabulary import FACTION_KINDS


class Bloc(NamedTuple):
    """Factions that stand side by side: because ties join them (`tied`), or only because they are of a kind."""

    factions: tuple[str, ...]
    tied: bool


class Place(NamedTuple):
    """Where a faction stands on a ring of radius 1 around 0, 0; `angle` in radians, clockwise from the right.

    `bloc` is the number of its bloc, None where it is of none.
    """

    faction: str
    bloc: int | None
    angle: float

    @property
    def x(self) -> float:
        """How far to the right."""
        return cos(self.angle)

    @property
    def y(self) -> float:
        """How far down."""
        return sin(self.angle)


def blocs(factions: Sequence[str], ties: Iterable[tuple[str, str]], kinds: dict[str, str]) -> list[Bloc]:
    """Return the factions in blocs: those that ties (child, parent) join, the largest first; what is tied to none of
    the others stands by kind at the end.

    `kinds` has the kind of every faction, also of those that are not asked for: two parts of an umbrella are of one
    bloc whether it is there or not. Within a bloc a parent stands in front of its children.
    """
    parents: dict[str, list[str]] = {faction: [] for faction in kinds}
    children: dict[str, list[str]] = {faction: [] for faction in kinds}
    for child, parent in sorted(set(ties)):
        if child in parents and parent in parents and child != parent:
            parents[child].append(parent)
            children[parent].append(child)
    wanted = set(factions)
    joined: list[Bloc] = []
    single: dict[str, list[str]] = {}
    seen: set[str] = set()
    for faction in sorted(factions):
        if faction in seen:
            continue
        reached = _reached(faction, parents, children)
        seen |= reached
        if len(reached & wanted) > 1:
            ordered = _in_order(reached, parents, children)
            joined.append(Bloc(tuple(one for one in ordered if one in wanted), tied=True))
        else:
            single.setdefault(kinds[faction], []).append(faction)
    joined.sort(key=lambda bloc: (-len(bloc.factions), bloc.factions))
    order = list(FACTION_KINDS)
    return [*joined, *(Bloc(tuple(single[kind]), tied=False) for kind in sorted(single, key=order.index))]


def _reached(start: str, parents: dict[str, list[str]], children: dict[str, list[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        current = waiting.pop()
        for other in (*parents[current], *children[current]):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _in_order(bloc: set[str], parents: dict[str, list[str]], children: dict[str, list[str]]) -> list[str]:
    """Parents in front of their children; of several tops the one with most children first."""
    ordered: dict[str, None] = {}
    tops = sorted([faction for faction in bloc if not parents[faction]] or bloc, key=lambda f: (-len(children[f]), f))
    waiting = [*sorted(bloc, reverse=True), *reversed(tops)]
    while waiting:
        faction = waiting.pop()
        if faction not in ordered:
            ordered[faction] = None
            waiting += reversed(children[faction])
    return list(ordered)


def ring(found: Sequence[Bloc]) -> list[Place]:
    """Return the places of blocs on the ring, a gap between any two: the first has its middle at the left, the second
    faces it, the others stand between them.
    """
    if not found:
        return []
    first, *others = range(len(found))
    second, rest = others[:1], others[1:]
    order = [first, *rest[0::2], *second, *rest[1::2]]
    gap = 1.0 if len(found) > 1 else 0.0
    slots = sum(len(bloc.factions) for bloc in found) + gap * len(found)
    step = 2 * pi / slots
    at = pi - step * (len(found[first].factions) - 1) / 2
    places = []
    for number in order:
        bloc = found[number]
        for faction in bloc.factions:
            places.append(Place(faction, number if bloc.tied else None, at % (2 * pi)))
            at += step
        at += step * gap
    return places
