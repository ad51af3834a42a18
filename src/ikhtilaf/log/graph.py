"""Circles in what names refer to: who comes after whom, what lies in what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def circles(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return circles of the graph, each as the names along it; every name stands in at most one, and every circle meets
    one.

    >>> circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"]})
    [['b', 'c'], ['d']]
    """
    found: list[list[str]] = []
    done: set[str] = set()
    taken: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path = [start]
        on_path = {start: 0}
        ahead = [iter(edges[start])]
        while path:
            name = next(ahead[-1], None)
            if name is None:
                ahead.pop()
                last = path.pop()
                del on_path[last]
                done.add(last)
            elif name in on_path:
                circle = path[on_path[name] :]
                if taken.isdisjoint(circle):
                    found.append(circle)
                    taken.update(circle)
            elif name not in done:
                on_path[name] = len(path)
                path.append(name)
                ahead.append(iter(edges.get(name, ())))
    return found


def in_order(edges: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names so that each comes behind all that it refers to; those in or behind a circle are left out."""
    waiting = {name: len(set(targets)) for name, targets in edges.items()}
    referring: dict[str, list[str]] = {}
    for name, targets in edges.items():
        for target in set(targets):
            waiting.setdefault(target, 0)
            referring.setdefault(target, []).append(name)
    ready = [name for name, count in waiting.items() if count == 0]
    for name in ready:  # grows while it is walked
        for other in referring.get(name, ()):
            waiting[other] -= 1
            if waiting[other] == 0:
                ready.append(other)
    return ready
