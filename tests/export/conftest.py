"""The logs that exports are tested on: the one that ships, one that is made of attacks, one of all kinds of dates."""

from __future__ import annotations

import pytest
from builders import ceasefire, claim, denies, event, faction, log, model, person, place, says, source, war
from export_logs import ATTACK, FORMULA, LINES

from ikhtilaf.store import Store
from ikhtilaf.store.compile import compile_log
from ikhtilaf.store.opening import open_store


@pytest.fixture(scope="session")
def shipped() -> Store:
    """The log that ships."""
    return open_store(cached=False)


@pytest.fixture
def hostile() -> Store:
    """A log in which every text is an attack on whoever reads it."""
    return compile_log(
        model(
            source("evil", "2015", title=ATTACK, note=FORMULA, url="javascript:alert(1)"),
            faction("a", name=ATTACK, note=LINES, aliases=(FORMULA, LINES)),
            faction("b", name=f"end\n{ATTACK}"),
            person("p", name=ATTACK),
            place("east", name=ATTACK, note=LINES, coordinates=(34.5, 70.25)),
            event(
                "attack",
                "2015-03",
                says("a", "b", "war", places=["east"], note=ATTACK),
                title=ATTACK,
                text=f"{LINES}\n{ATTACK}",
                wording=ATTACK,
                slip=FORMULA,
                terms=(ATTACK, FORMULA),
                places=["east"],
                people={"p": ATTACK},
                claims=(claim("evil", hedge=ATTACK, note=FORMULA, cites=(ATTACK,)), denies("evil")),
            ),
            title=f"{FORMULA} {ATTACK} END:VCALENDAR",
            note=ATTACK,
        )
    )


@pytest.fixture
def dates() -> Store:
    """An event for every way of being vague, its identifier telling which."""
    return log(
        event("day", "2015-03-02", factions=["a"]),
        event("month", "2015-04", factions=["a"]),
        event("year", "2016", factions=["a"]),
        event("season", "2015-22", factions=["a"], wording="in the summer"),
        event("about", "2015-03-02~", factions=["a"], wording="a week or so later"),
        event("perhaps", "2015-03-02?", factions=["a"]),
        event("between", "2015-05-03/2015-06-04", factions=["a"]),
        event("by", "../2015-22", factions=["a"], wording="by the summer"),
        event("from", "2016-23/..", factions=["a"]),
        event("long-ago", "../1999", factions=["a"]),
        event("never-told", "../..", factions=["a"]),
        event("hedged", "2015-03-03", factions=["a"], claims=(claim("n1", hedge="reportedly"),)),
        event("denied", "2015-03-04", factions=["a"], claims=(claim(), denies("n2"))),
    )


@pytest.fixture
def vague_war() -> Store:
    """A war that began some day in May and was ended, on about a day, by a ceasefire."""
    return log(
        war("a", "b", "2015-05", id="begins"),
        ceasefire("a", "b", "2016-03-10~", id="ends", ends=["begins"]),
        war("a", "b", "2015-06-01", id="local", places=["east"], claims=(claim("n1", hedge="reportedly"),)),
        event("covers-it", "2017-10-01", factions=["a"]),
        covers="2014/2017-10",
    )
