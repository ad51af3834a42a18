"""Every pair on a day, by several processes: where a log asserts much, its pairs are divided among them."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Generator, Iterable
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
_TOGETHER = 500
"""How much of what they make of the rows is handed over at once."""


def relations_by_several(
    assertions: Assertions,
    day: int,
    filters: Filters,
    *,
    dated: bool = True,
    made: Callable[[Iterable[Row]], Iterable[Any]] = iter,
    count: int | None = None,
) -> Generator[Any]:
    """Yield what `relations` yields, in the same order, found by as many processes as there are processors (`MOST` at
    most, or `count`); by this one alone where some pairs are singled out, little is asserted, or no others can be had.

    `made` is what each of them makes of the rows that it has found, such as their text: plain data as well.
    """
    store, view = assertions.store, assertions.view
    wanted = min(processors(), MOST) if count is None else count
    may_share = filters.all_pairs and store.trusted and store.path and may_copy()
    shares = _shares(store, wanted, dated=dated) if may_share else []
    if len(shares) < 2:
        yield from made(relations(assertions, day, filters, dated=dated))
        return

    def of(share: frozenset[str], asked: Store) -> Iterable[Any]:
        return made(relations(Assertions(asked, view, firsts=share), day, filters, dated=dated))

    def beside(share: frozenset[str]) -> list[bytes]:
        found = list(of(share, _opened_again(store)))
        return [marshal.dumps(found[at : at + _TOGETHER]) for at in range(0, len(found), _TOGETHER)]

    with ExitStack() as stack:
        others: list[Copy | None] = []
        for share in shares[1:]:
            try:
                others.append(stack.enter_context(copy(partial(beside, share))))
            except OSError:  # no more processes, or no more open files
                others.append(None)
        yield from of(shares[0], store)
        for share, other in zip(shares[1:], others, strict=True):
            found = None if other is None else _received(other)
            yield from of(share, store) if found is None else found


def _received(other: Copy) -> list[Any] | None:
    """What a copy has made of its rows; None where it has come to grief."""
    try:
        return [part for piece in other.pieces() for part in marshal.loads(piece)]  # noqa: S302 -- of our own process; it makes plain data and runs nothing
    except EOFError:
        return None


def _shares(store: Store, count: int, *, dated: bool) -> list[frozenset[str]]:
    """The factions by the alphabet, cut where the pairs that they are the first of take about as long: since when an
    answer has held is found in all that is asserted of a pair, but the answer itself in about as much of each.
    """
    asserted = int((store.row("SELECT COUNT(*) FROM assertion") or (0,))[0])
    counted = "assertion" if dated else "pair"
    sql = f"SELECT f.id, COUNT(*) FROM {counted} x JOIN faction f ON f.n = x.low GROUP BY x.low ORDER BY f.id"  # noqa: S608 -- one of two tables
    weights = dict(store.rows(sql))
    whole = sum(weights.values())
    count = min(count, asserted // SMALLEST)
    found: list[list[str]] = [[] for _ in range(count)]
    before = 0
    for faction in sorted(store.column("SELECT id FROM faction")):
        if found:
            found[min(count * before // whole, count - 1)].append(faction)
        before += weights.get(faction, 0)
    return [frozenset(names) for names in found if names]


def _opened_again(store: Store) -> Store:
    """The same store on a connection of its own. Raises OSError where another stands in its place by now."""
    path = store.path or ""
    again = Store(connect(path), path)
    if again.identity != store.identity:
        raise OSError(path)
    return again
