"""What the rules need to know besides the assertions: which place takes in which, and what was declared to be first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from ikhtilaf.store import Store
from ikhtilaf.store.database import Value

_NONE: frozenset[int] = frozenset()


class World:
    """Which place takes in which (itself included), and which events are declared to come before one, by number."""

    def __init__(self, covers: Iterable[tuple[str, str]], before: Callable[[int], Collection[int]]) -> None:
        around: dict[str, set[str]] = {}
        self._wide: set[str] = set()
        for place, inner in covers:
            around.setdefault(inner, {inner}).add(place)
            if place != inner:
                self._wide.add(place)
        self._around = {place: frozenset(outer) for place, outer in around.items()}
        self.before = before

    def around(self, place: str) -> frozenset[str]:
        """Return the places that take in a place, itself included."""
        return self._around.get(place) or frozenset((place,))

    def covers(self, place: str, inner: str) -> bool:
        """Return whether a place takes in another, or is the same."""
        return place in self.around(inner)

    def is_smallest(self, place: str) -> bool:
        """Return whether a place takes in no other."""
        return place not in self._wide


class Declared:
    """The events that are declared to come before one, read for each when it is asked for, or for many at once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._earlier: dict[int, frozenset[int]] = {}
        # Of a log without any, or of which all have been read, nothing is to be read any more.
        self._whole = store.row("SELECT 1 FROM event_after LIMIT 1") is None

    def before(self, later: int) -> frozenset[int]:
        """Return the events, by number, that one is declared to come after."""
        if self._whole or later in self._earlier:
            return self._earlier.get(later, _NONE)
        rows = self._store.column("SELECT earlier FROM event_after WHERE later = ?", (later,))
        self._earlier[later] = frozenset(rows)
        return self._earlier[later]

    def read(self, assertions: str, parameters: Sequence[Value]) -> None:
        """Read all that is declared of the events of some assertions, by a condition on the table `assertion` as `a`.
        Nothing else may be asked afterwards.

        Only what was not given a date of its own goes by it.
        """
        if self._whole:
            return
        sql = f"""SELECT x.later, x.earlier FROM assertion a CROSS JOIN event_after x ON x.later = a.event
                  WHERE a.dated = 0 AND {assertions}"""  # noqa: S608 -- conditions of our own making
        found: dict[int, list[int]] = {}
        for later, earlier in self._store.rows(sql, parameters):
            found.setdefault(later, []).append(earlier)
        self._earlier = {later: frozenset(earlier) for later, earlier in found.items()}
        self._whole = True
