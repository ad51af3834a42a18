"""Every pair on a day, by several processes: the same rows in the same order as from one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from builders import log, split, war
from hypothesis import given, settings
from hypothesis import strategies as st
from random_logs import Shape, asked_days, logs

from ikhtilaf.model.things import Log
from ikhtilaf.query import shares
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import relations
from ikhtilaf.query.shares import Row, relations_by_several
from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log
from ikhtilaf.store.database import connect

SHAPES = (Shape(events=16), Shape(events=20, ends=False), Shape(events=14, vague=False, ties=False))


class Here:
    """A copy that is none: what it was to do is done in this process, when it is asked for."""

    started = 0

    def __init__(self, work: Callable[[], Iterable[bytes]]) -> None:
        self.work = work
        Here.started += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def pieces(self) -> Iterator[bytes]:
        try:
            yield from self.work()
        except OSError as error:
            raise EOFError from error


@contextmanager
def copies(store: Store, copy: Callable[[Any], Any] = Here) -> Iterator[None]:
    """Small logs divided as large ones are, by copies of this kind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "SMALLEST", 1)
        patch.setattr(shares, "may_copy", lambda: True)
        patch.setattr(shares, "copy", copy)
        patch.setattr(shares, "_opened_again", lambda _: store)
        patch.setattr(store, "path", "somewhere.db")
        yield


@given(
    made=st.sampled_from(SHAPES).flatmap(logs),
    day=asked_days,
    count=st.integers(2, 4),
    dated=st.booleans(),
    filters=st.sampled_from([Filters(), Filters(states=("war",)), Filters(certain=True), Filters(since=735600)]),
)
@settings(max_examples=12, deadline=None)
def test_divided_among_several_it_is_the_same(made: Log, day: int, count: int, dated: bool, filters: Filters) -> None:
    store = compile_log(made)
    wanted = list(relations(Assertions(store), day, filters, dated=dated))
    with copies(store):
        assert list(relations_by_several(Assertions(store), day, filters, dated=dated, count=count)) == wanted


def told(rows: Iterable[Row]) -> Iterator[tuple[str, int]]:
    """What could be printed of rows, two at a time."""
    some = [" ".join(row["between"]) for row in rows]
    yield from ((",".join(some[at : at + 2]), len(some[at : at + 2])) for at in range(0, len(some), 2))


def test_each_makes_of_its_rows_what_is_asked_for() -> None:
    store, day = five()
    with copies(store):
        made = list(relations_by_several(Assertions(store), day, Filters(), made=told, count=2))
    assert made == [("a z,b z", 2), ("c z", 1), ("d z,e z", 2)]
    assert list(relations_by_several(Assertions(store), day, Filters(), made=told)) == [
        ("a z,b z", 2),
        ("c z,d z", 2),
        ("e z", 1),
    ]


def test_for_one_day_it_is_divided_by_pairs() -> None:
    """Since when an answer holds takes as long as its history is, the answer itself does not."""
    often = [war("a", "z", f"20{year}", id=f"in-{year}") for year in range(10, 18)]
    store = log(*often, war("b", "z", "2015", id="b"), war("c", "z", "2015", id="c"))
    with copies(store):
        assert shares._shares(store, 2, dated=True) == [frozenset("a"), frozenset("bcz")]
        assert shares._shares(store, 2, dated=False) == [frozenset("ab"), frozenset("cz")]


def five() -> tuple[Store, int]:
    """A log of five wars, and a day after all of them."""
    return log(*(war(a, "z", "2015", id=f"war-of-{a}") for a in "abcde")), 736000


def test_a_share_has_no_other_pairs() -> None:
    store, day = five()
    share = Assertions(store, firsts=frozenset({"b"}))
    for assertions in (share, share.on(day)):
        assert assertions.pairs() == [("b", "z")]
        assert [one.event for one in assertions.of(("b", "z"))] == ["war-of-b"]
        assert assertions.of(("a", "z")) == []


def test_a_share_has_what_its_factions_inherited() -> None:
    store = log(war("a", "z", "2015"), split("c", "a", "2016"))
    assertions = Assertions(store, firsts=frozenset({"c"}))
    assert assertions.pairs() == [("c", "z")]
    assert [(one.event, one.inherited_from) for one in assertions.of(("c", "z"))] == [("war", ("a",))]


def test_it_is_divided_at_all() -> None:
    store, day = five()
    before = Here.started
    with copies(store):
        rows = list(relations_by_several(Assertions(store), day, Filters(), count=3))
    assert Here.started == before + 2
    assert [row["between"] for row in rows] == [[a, "z"] for a in "abcde"]


def test_pairs_that_are_singled_out_are_not_divided() -> None:
    store, day = five()
    before = Here.started
    with copies(store):
        rows = list(relations_by_several(Assertions(store), day, Filters(factions=("a",)), count=3))
    assert Here.started == before
    assert [row["between"] for row in rows] == [["a", "z"]]


def test_a_small_log_is_not_divided() -> None:
    store, day = five()
    before = Here.started
    with copies(store), pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "SMALLEST", 3)
        assert len(list(relations_by_several(Assertions(store), day, Filters(), count=3))) == 5
    assert Here.started == before


def test_where_there_can_be_no_copy_this_process_does_it_all() -> None:
    def refused(_: object) -> Here:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    store, day = five()
    with copies(store, refused):
        rows = list(relations_by_several(Assertions(store), day, Filters(), count=3))
    assert rows == list(relations(Assertions(store), day))


def test_what_a_copy_does_not_finish_this_process_does() -> None:
    def gone(_: Store) -> Store:
        raise OSError("another file")

    store, day = five()
    with copies(store), pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "_opened_again", gone)
        rows = list(relations_by_several(Assertions(store), day, Filters(), count=3))
    assert rows == list(relations(Assertions(store), day))


def test_a_file_that_another_has_replaced_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    store, _ = five()
    store.copy_to(str(path))
    first = Store(connect(str(path)), str(path))
    again = shares._opened_again(first)
    assert again.identity == first.identity
    other = tmp_path / "y.db"
    store.copy_to(str(other))
    other.replace(path)
    with pytest.raises(OSError, match=r"x\.db"):
        shares._opened_again(first)


REAL = """
import sys
from ikhtilaf.query import shares
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import relations
from ikhtilaf.store import Store
from ikhtilaf.store.database import connect

shares.SMALLEST = 1
path = sys.argv[1]
store = Store(connect(path), path)
real, started = shares.copy, []
shares.copy = lambda work: started.append(work) or real(work)
for day in (735600, 736300):
    for dated in (True, False):
        rows = list(shares.relations_by_several(Assertions(store), day, Filters(), dated=dated, count=3))
        assert rows == list(relations(Assertions(store), day, dated=dated))
made = []
text = list(shares.relations_by_several(
    Assertions(store), day, Filters(), made=lambda rows: (made.append(row) or str(row) for row in rows), count=3
))
assert text == [str(row) for row in relations(Assertions(store), day)], text
assert 0 < len(made) < len(text)  # the others are made by the copies
print(len(started))
"""


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="this system copies no processes")
def test_real_copies_answer_the_same(tmp_path: Path) -> None:
    store, _ = five()
    store.copy_to(str(tmp_path / "x.db"))
    found = subprocess.run(
        [sys.executable, "-c", REAL, str(tmp_path / "x.db")], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.stdout, found.stderr) == ("10\n", "")
