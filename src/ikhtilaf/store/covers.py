"""Which place takes in which: a place takes in itself, what lies within it, and, for a region, what it includes."""

from __future__ import annotations

from collections.abc import Iterable

from ikhtilaf.model.things import Place


def coverage(places: Iterable[Place]) -> set[tuple[str, str]]:
    """Return every pair (place, inner) in which `place` takes in all of `inner`, also through several steps."""
    inside: dict[str, set[str]] = {}
    for place in places:
        inside.setdefault(place.id, set()).update(place.includes)
        if place.within is not None:
            inside.setdefault(place.within, set()).add(place.id)

    pairs: set[tuple[str, str]] = set()
    for start in inside:
        reached, open_ends = {start}, [start]
        while open_ends:
            for inner in inside.get(open_ends.pop(), ()):
                if inner not in reached:
                    reached.add(inner)
                    open_ends.append(inner)
        pairs.update((start, inner) for inner in reached)
    return pairs
