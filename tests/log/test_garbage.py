"""Collecting is paused, and what was made in the pause is old; what somebody has frozen stays frozen."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from ikhtilaf.log.garbage import uncollected


@pytest.fixture(autouse=True)
def _nothing_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_collecting_is_paused() -> None:
    with uncollected():
        assert not gc.isenabled()
        made = [[number] for number in range(100)]
    assert gc.isenabled()
    old = {id(one) for one in gc.get_objects(generation=2)}
    assert all(id(one) in old for one in made)
    assert gc.get_freeze_count() == 0


def test_a_pause_in_a_pause_ends_with_the_outer_one() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_somebody_has_frozen_stays_so() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with uncollected():
        pass
    assert gc.get_freeze_count() >= frozen > 0
