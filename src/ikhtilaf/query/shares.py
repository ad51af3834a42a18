"""Every pair on a day, by several processes: where a log asserts much, its pairs are divided among them."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any

from ikhtilaf.log.copies import Copy, copy, may_copy
from ikhtilaf.log.processors import processors
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import relations
from ikhtilaf.store import Store
from ikhtilaf.store.database import connect

Row = dict[str, Any]

SMALLEST = 20_000
"""Of how many assertions a share has to be: fewer are answered for before another process has started."""
MOST = 4
"""More processes than that win little: one alone writes the answers."""
_MORE = 0.25
"""How much larger the first share is: whoever answers for it need not hand its rows over."""
_TOGETHER = 500
"""How many rows are handed over at once."""


def relations_by_several(
    assertions: Assertions, day: int, filters: Filters, *, dated: bool = True, count: int | None = None
) -> Iterator[Row]:
    """Yield what `relations` yields, in the same order, found by as many processes as there are processors (`MOST` at
    most, or `count`); by this one alone where some pairs are singled out, little is asserted, or no others can be had.
    """
    store, view = assertions.store, assertions.view
    wanted = min(processors(), MOST) if count is None else count
    shares = _shares(store, wanted) if filters.all_pairs and store.trusted and store.path and may_copy() else []
    if len(shares) < 2:
        yield from relations(assertions, day, filters, dated=dated)
        return

    def of(share: frozenset[str], asked: Store) -> Iterator[Row]:
        return relations(Assertions(asked, view, firsts=share), day, filters, dated=dated)

    def beside(share: frozenset[str]) -> list[bytes]:
        rows = list(of(share, _opened_again(store)))
        return [marshal.dumps(rows[at : at + _TOGETHER]) for at in range(0, len(rows), _TOGETHER)]

    with ExitStack() as stack:
        others: list[Copy | None] = []
        for share in shares[1:]:
            try:
                others.append(stack.enter_context(copy(partial(beside, share))))
            except OSError:  # no more processes, or no more open files
                others.append(None)
        yield from of(shares[0], store)
        for share, other in zip(shares[1:], others, strict=True):
            rows = None if other is None else _received(other)
            yield from of(share, store) if rows is None else rows


def _received(other: Copy) -> list[Row] | None:
    """The rows that a copy has found; None where it has come to grief."""
    try:
        return [row for piece in other.pieces() for row in marshal.loads(piece)]  # noqa: S302 -- of our own process; it makes plain data and runs nothing
    except EOFError:
        return None


def _shares(store: Store, count: int) -> list[frozenset[str]]:
    """The factions by the alphabet, cut where the pairs that they are the first of have about as much asserted."""
    sql = "SELECT f.id, COUNT(*) FROM assertion a JOIN faction f ON f.n = a.low GROUP BY a.low ORDER BY f.id"
    weights = dict(store.rows(sql))
    whole = sum(weights.values())
    count = min(count, whole // SMALLEST)
    found: list[list[str]] = [[] for _ in range(count)]
    before = 0
    for faction in sorted(store.column("SELECT id FROM faction")):
        if found:
            share = int((count + _MORE) * before / whole - _MORE)
            found[min(max(share, 0), count - 1)].append(faction)
        before += weights.get(faction, 0)
    return [frozenset(names) for names in found if names]


def _opened_again(store: Store) -> Store:
    """The same store on a connection of its own. Raises OSError where another stands in its place by now."""
    path = store.path or ""
    again = Store(connect(path), path)
    if again.identity != store.identity:
        raise OSError(path)
    return again
