"""The events of the made-up log, in the shape of the shipped one: episodes of a few events of two factions, with vague
dates, a declared order, ends, local scopes, several claims, hedges and stances.

What a filter finds does not grow with the log: the first `RARE` events take place in the province `p-rare`, concern the
factions `f-rare-a` and `f-rare-b`, and say "a rare phrase"; no other event does any of this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import world
from vague import Vague, told

RARE = 40
STATES = ("war", "clashes", "tension", "tolerance", "ceasefire", "cordial", "cooperation", "alliance")
TYPES = ("fight", "attack", "agreement", "breakdown", "negotiation", "support", "defection", "statement", "stance")
STANCES = ("asserts", "asserts", "asserts", "admits", "alleges", "doubts", "denies")
HEDGES = ("reportedly", "seems", "probably", "claims")
ASSERTIONS, ASSERTION_WEIGHTS = (0, 1, 2, 3), (28, 36, 18, 18)
"""How many relations an event tells of: one on average, so that a log has about as many assertions as events."""
WORDS = (
    "agreed",
    "attacked",
    "autumn",
    "bazaar",
    "claims",
    "commanders",
    "district",
    "fought",
    "front",
    "leaders",
    "men",
    "prisoners",
    "refused",
    "reportedly",
    "road",
    "said",
    "source",
    "talks",
    "terms",
    "valley",
    "village",
    "withdrew",
)


class Claim(NamedTuple):
    """One source on an event."""

    source: str
    cites: str
    stance: str
    hedge: str


class Assertion(NamedTuple):
    """What an event says of a relation; `begins` and `until` where it has dates of its own."""

    a: str
    b: str
    state: str
    places: tuple[str, ...]
    begins: Vague | None
    until: Vague | None


class Event(NamedTuple):
    """One event. `after` is the order as the log declares it, `follows` the same through all its steps; `first`, `last`
    and `began` are the days of its date as that order narrows them.
    """

    number: int
    date: Vague
    first: int | None
    last: int | None
    began: int | None
    type: str
    title: str
    text: str
    factions: tuple[tuple[str, str], ...]
    person: str
    places: tuple[str, ...]
    after: tuple[int, ...]
    follows: tuple[int, ...]
    ends: tuple[int, ...]
    relations: tuple[Assertion, ...]
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """The identifier that the log gives it."""
        return f"e-{self.number}"


def events(count: int, random: Random) -> Iterator[Event]:
    """Yield so many events. The first events of a larger log are those of a smaller one."""
    number = 1
    while number <= count:
        rare = number <= RARE
        length = min(random.choices((1, 2, 3, 4), (55, 25, 12, 8))[0], (RARE if rare else 10**12) - number + 1)
        for event in _episode(number, length, random, rare=rare):
            if event.number <= count:
                yield event
        number += length


def _episode(number: int, length: int, random: Random, *, rare: bool) -> list[Event]:
    """Some events of two factions, in the order in which they truly happened."""
    pair = world.RARE_FACTIONS if rare else tuple(random.sample(world.FACTION_NAMES, 2))
    day = random.randrange(world.FIRST_DAY + 700, world.LAST_DAY - 700)
    drawn: list[Event] = []
    for step in range(length):
        event = _event(number + step, day, pair, random, rare=rare)
        earlier = [other.number for other in drawn]
        after = (earlier[-1],) if earlier and random.random() < 0.7 else ()
        ended = [other.number for other in drawn if other.relations]
        ends = (ended[-1],) if ended and random.random() < 0.2 else ()
        drawn.append(event._replace(after=after, ends=ends))
        day += random.randrange(10, 150)
    return _narrowed(drawn)


def _narrowed(episode: Sequence[Event]) -> list[Event]:
    """The events with what their declared order adds: what came after X began no earlier, and X no later."""
    found = {event.number: event for event in episode}
    for number, event in found.items():
        before = [found[earlier] for earlier in event.after]
        first = max((day for day in (event.first, *(other.first for other in before)) if day is not None), default=None)
        follows = {*event.after, *(step for other in before for step in other.follows)}
        found[number] = event._replace(first=first, follows=tuple(sorted(follows)))
    for number in reversed(list(found)):
        for earlier in found[number].after:
            last = _smallest(found[earlier].last, found[number].last)
            found[earlier] = found[earlier]._replace(last=last)
    return [event._replace(began=_smallest(event.date.began, event.last)) for event in found.values()]


def _smallest(*days: int | None) -> int | None:
    return min((day for day in days if day is not None), default=None)


def _event(number: int, day: int, pair: tuple[str, ...], random: Random, *, rare: bool) -> Event:
    date = told(day, random)
    places = _places(random, rare=rare)
    count = random.choices(ASSERTIONS, ASSERTION_WEIGHTS)[0]
    local = [_places(random, rare=rare) if random.random() < 0.33 else () for _ in range(count)]
    return Event(
        number=number,
        date=date,
        first=date.first,
        last=date.last,
        began=date.began,
        type=random.choice(TYPES),
        title=sentence(random, 7),
        text=sentence(random, 24) + (f" with {world.RARE_PHRASE}" if rare else ""),
        factions=tuple(zip(pair, random.choice((("party", "party"), ("initiator", "target"))), strict=True)),
        person=f"h-{random.randrange(world.PEOPLE)}" if random.random() < 0.25 else "",
        places=places if rare or random.random() < 0.5 else (),
        after=(),
        follows=(),
        ends=(),
        relations=tuple(_assertion(day, pair, scope, random) for scope in dict.fromkeys(local)),
        claims=tuple(_claims(random)),
    )


def _places(random: Random, *, rare: bool) -> tuple[str, ...]:
    if rare:
        return (random.choice(world.RARE_PLACES),)
    count = random.choices((1, 2, 4), (85, 10, 5))[0]
    return tuple(random.sample(world.PLACE_NAMES, count))


def _assertion(day: int, pair: tuple[str, ...], places: tuple[str, ...], random: Random) -> Assertion:
    begins = told(day - random.randrange(200), random) if random.random() < 0.25 else None
    until = told(day + random.randrange(400), random) if random.random() < 0.15 else None
    a, b = pair if random.random() < 0.5 else pair[::-1]
    return Assertion(a, b, random.choice(STATES), places, begins, until)


def _claims(random: Random) -> Iterator[Claim]:
    for _ in range(random.choices((1, 2, 3, 4), (70, 18, 8, 4))[0]):
        stance = random.choice(STANCES) if random.random() < 0.4 else "asserts"
        hedge = random.choice(HEDGES) if random.random() < 0.16 else ""
        yield Claim(f"s-{random.randrange(world.SOURCES)}", f"p{random.randrange(90)}", stance, hedge)


def sentence(random: Random, words: int) -> str:
    """Return some words as a sentence."""
    return " ".join(random.choices(WORDS, k=words)).capitalize()
