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
