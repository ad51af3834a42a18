"""Umbrellas and their parts, parents and their offshoots: the structural ties, followed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import NamedTuple

from ikhtilaf.model.vocabulary import INHERITING_TIES, SPEAKING_FOR
from ikhtilaf.store import Store

NEVER, EVER = -(10**9), 10**9
"""Before and after any day of a log."""

_SAID = "EXISTS (SELECT 1 FROM claim c WHERE c.tie = t.n AND c.stance IN (?, ?, ?))"
"""Somebody speaks for the tie `t`."""


def with_parts(store: Store, faction: str) -> list[str]:
    """Return the faction and all its parts, at any time and through several steps, itself first, the others by name.

    What nobody says is a part is none.
    """
    found, waiting = {faction}, [faction]
    while waiting:
        sql = f"SELECT t.faction FROM tie t WHERE t.other = ? AND t.kind = 'part_of' AND {_SAID}"  # noqa: S608
        parts = store.column(sql, (waiting.pop(), *SPEAKING_FOR))
        for part in parts:
            if part not in found:
                found.add(part)
                waiting.append(part)
    return [faction, *sorted(found - {faction})]


class Ancestor(NamedTuple):
    """A faction whose states another takes over.

    `steps` is how many splits lie between; `left` bounds the day of the split from this ancestor, and `born` the day
    from which the descendant can have taken anything over, which `date` has as EDTF. Days are inclusive; None is open.
    """

    faction: str
    steps: int
    left: tuple[int | None, int | None]
    born: tuple[int | None, int | None]
    date: str


class Lineages:
    """Who descends from whom by `split_from` and `renamed_from`, where one of the sources kept (None: any) says so."""

    def __init__(self, store: Store, kept: Collection[str] | None = None) -> None:
        marks = ", ".join("?" * len(INHERITING_TIES))
        sql = f"""SELECT t.faction, t.other, t.date, t.earliest, t.latest, t.n FROM tie t WHERE t.kind IN ({marks})
                  AND {_SAID} ORDER BY t.faction, t.other, t.earliest, t.latest, t.n"""  # noqa: S608 -- question marks
        self._parents: dict[str, list[tuple[str, str, int | None, int | None]]] = {}
        self._children: dict[str, list[str]] = {}
        for faction, other, date, earliest, latest, tie in store.rows(sql, (*INHERITING_TIES, *SPEAKING_FOR)):
            speaking = (
                "SELECT s.id FROM claim c JOIN source s ON s.n = c.source WHERE c.tie = ? AND c.stance IN (?, ?, ?)"
            )
            if kept is not None and not any(s in kept for s in store.column(speaking, (tie, *SPEAKING_FOR))):
                continue
            self._parents.setdefault(faction, []).append((other, date or "", earliest, latest))
            self._children.setdefault(other, []).append(faction)

    def ancestors(self, faction: str) -> list[Ancestor]:
        """Return those whose states the faction takes over, the nearest first; one that it comes from in several ways,
        or on several dates, once for each.
        """
        found: list[Ancestor] = []
        waiting: list[tuple[Ancestor, tuple[str, ...]]] = [
            (Ancestor(faction, 0, (None, None), (None, None), ""), (faction,))
        ]
        for nearer, line in waiting:  # grows while it is walked
            for parent, date, earliest, latest in self._parents.get(nearer.faction, ()):
                if parent in line:
                    continue
                # The first split decides since when: what came down to the parent before that came along with it.
                born, since = ((earliest, latest), date) if nearer.steps == 0 else (nearer.born, nearer.date)
                ancestor = Ancestor(parent, nearer.steps + 1, (earliest, latest), born, since)
                if ancestor not in found:
                    found.append(ancestor)
                    waiting.append((ancestor, (*line, parent)))
        return found

    def descendants(self, faction: str) -> list[str]:
        """Return those who take over the faction's states, itself first, then by name."""
        found, waiting = {faction}, [faction]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return [faction, *sorted(found - {faction})]

    def lines(self, pair: tuple[str, str]) -> Iterator[tuple[Ancestor, Ancestor]]:
        """Yield the pairs that a pair inherits from: either faction (with no steps), or one that it split from, with
        such a one of the other.
        """
        own = Ancestor("", 0, (None, None), (None, None), "")
        lines = [[own._replace(faction=faction), *self.ancestors(faction)] for faction in pair]
        for one in lines[0]:
            for other in lines[1]:
                if one.steps + other.steps and one.faction != other.faction:
                    yield one, other

    def heirs(self, pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that inherit from a pair, each in alphabetical order."""
        ones, others = (self.descendants(faction) for faction in pair)
        for one, other in product(ones, others):
            if one != other and (one, other) != pair:
                yield (one, other) if one <= other else (other, one)

    def parents(self) -> list[str]:
        """Return the factions that others come from, the nearest or not, each once."""
        return list(self._children)

    def children(self) -> list[str]:
        """Return the factions that come from others, each once."""
        return list(self._parents)

    def handed_on(self, day: int) -> dict[str, tuple[int, int]]:
        """Return the factions that others come from, each with two days: what began by the first is certainly handed on
        to all of those by `day`, what began after the second to none of them. `NEVER` and `EVER` where there is no such
        day.
        """
        found: dict[str, tuple[int, int]] = {}
        for faction in self._parents:
            for ancestor in self.ancestors(faction):
                (first, last), born = ancestor.left, ancestor.born[1]
                surely = first if first is not None and born is not None and born <= day else NEVER
                before = found.get(ancestor.faction, (EVER, NEVER))
                found[ancestor.faction] = (min(surely, before[0]), max(EVER if last is None else last, before[1]))
        return found
