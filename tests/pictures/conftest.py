"""The shipped log as it is, and logs that try to break a picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import alliance, event, fact, faction, log, place, says, source, split, war

from ikhtilaf.query.assertions import Assertions
from ikhtilaf.store import Store
from ikhtilaf.store.opening import open_store, packaged_log

EVIL = "<script>alert(1)</script>\u202e\x1b[31m</title></svg>&amp;\"'--><a href=//x>" + "W" * 300


@pytest.fixture(scope="session")
def shipped() -> Iterator[Assertions]:
    """What the shipped log asserts."""
    store = open_store(packaged_log(), cached=False)
    yield Assertions(store)
    store.close()


@pytest.fixture
def hostile() -> Store:
    """A log whose names and titles are full of markup, escape codes, marks that turn the direction, and long words."""
    return log(
        faction("a", name=EVIL),
        faction("b", name="\u202eשלום العربية" + EVIL),
        place("kabul", name=EVIL, iso="AF-KAB"),
        place("away", "country", name=EVIL),
        source("paper", title=EVIL),
        war("a", "b", "2015", id="one", title=EVIL),
        alliance("a", "b", "2016-03-04", id="two", title=EVIL, places=["kabul"]),
        event("three", "2016", says("a", "b", "tension"), title=EVIL),
        split("c", "a", "2016-05"),
        fact("a", "area", date="2016/..", places=["kabul", "away"], main=["kabul"]),
    )
