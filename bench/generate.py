"""Writes a log of any size in the shape of the shipped one: vague dates, local scopes, several claims an event.

`python bench/generate.py EVENTS [SEED] > log.yaml`: the same numbers give the same bytes. What a filter finds does not
grow with the log: events number 1 to 40 take place in the province `p-rare` and concern the factions `f-rare-a` and
`f-rare-b`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from random import Random

STATES = ("war", "clashes", "tension", "tolerance", "ceasefire", "cordial", "cooperation", "alliance")
TYPES = ("fight", "attack", "agreement", "breakdown", "negotiation", "support", "defection", "statement", "presence")
STANCES = ("asserts", "asserts", "asserts", "admits", "alleges", "doubts", "denies")
WORDS: tuple[str, ...] = (
    "commanders",
    "men",
    "said",
    "valley",
    "agreed",
    "fought",
    "reportedly",
    "district",
    "autumn",
    "leaders",
    "refused",
)
WORDS += (
    "talks",
    "prisoners",
    "road",
    "bazaar",
    "village",
    "front",
    "claims",
    "attacked",
    "withdrew",
    "source",
    "terms",
)
FACTIONS, PLACES, PEOPLE, SOURCES = 200, 400, 300, 500
RARE = 40


def main() -> None:
    """Write the log to standard output."""
    events = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.stdout.writelines(log(events, Random(seed)))


def log(events: int, random: Random) -> Iterator[str]:
    """Yield the text of a log with so many events."""
    yield "log: {title: A made-up log, covers: 1990/2020, reporter: s-0}\n\nsources:\n"
    for number in range(SOURCES):
        side = "" if number % 3 else f", affiliation: f-{number % FACTIONS}"
        reported = "" if number == 0 else ", reported_by: s-0"
        date = 1990 + number % 30
        yield f"  s-{number}: {{kind: interview, title: Somebody {number}, date: {date}{side}{reported}}}\n"
    yield "\nplaces:\n  land: {kind: country, name: The land}\n  p-rare: {kind: province, name: Rare, within: land}\n"
    for number in range(PLACES):
        within = "land" if number < 40 else f"p-{number % 40}"
        kind = "province" if number < 40 else "district"
        yield f"  p-{number}: {{kind: {kind}, name: Place {number}, within: {within}}}\n"
    yield "\nfactions:\n"
    for name in ("f-rare-a", "f-rare-b", *(f"f-{number}" for number in range(FACTIONS))):
        yield f"  {name}: {{kind: faction, name: The {name} front}}\n"
    yield "\npeople:\n"
    for number in range(PEOPLE):
        yield f"  h-{number}: {{name: Person {number}}}\n"
    yield "\nevents:\n"
    for number in range(1, events + 1):
        yield event(number, random)


def event(number: int, random: Random) -> str:
    """Return the text of one event."""
    rare = number <= RARE
    a, b = ("f-rare-a", "f-rare-b") if rare else (f"f-{n}" for n in random.sample(range(FACTIONS), 2))
    place = "p-rare" if rare else f"p-{random.randrange(PLACES)}"
    lines = [
        f"  - id: e-{number}",
        f"    date: {date(random)}",
        "    wording: about then",
        f"    type: {random.choice(TYPES)}",
        f"    title: {sentence(random, 6)}",
        f"    factions: {{{a}: initiator, {b}: target}}",
        f"    people: {{h-{random.randrange(PEOPLE)}: commander}}",
        f"    places: [{place}]",
        "    text: >-",
        f"      {sentence(random, 14)}",
        f"      {sentence(random, 12)}",
    ]
    if rare or random.random() < 0.5:
        scope = f", places: [{place}]" if random.random() < 0.5 else ""
        lines += ["    relations:", f"      - {{between: [{a}, {b}], state: {random.choice(STATES)}{scope}}}"]
    lines.append("    claims:")
    for _ in range(random.choice((1, 1, 2, 3))):
        stance, hedge = random.choice(STANCES), ", hedge: reportedly" if random.random() < 0.2 else ""
        source, passage = random.randrange(SOURCES), random.randrange(90)
        lines.append(f"      - {{source: s-{source}, cites: [p{passage}], stance: {stance}{hedge}}}")
    return "\n".join(lines) + "\n"


def date(random: Random) -> str:
    """Return a date, as often vague as not."""
    year, month, day = random.randrange(1990, 2021), random.randrange(1, 13), random.randrange(1, 29)
    exact = f"{year}-{month:02}-{day:02}"
    vague = (
        f"{year}",
        f"{year}-{month:02}",
        f"{year}-{21 + month % 4}",
        f"{year}-{month:02}~",
        f"../{year}-{month:02}",
    )
    return exact if random.random() < 0.5 else random.choice(vague)


def sentence(random: Random, words: int) -> str:
    """Return some words as a sentence."""
    return " ".join(random.choices(WORDS, k=words)).capitalize()


if __name__ == "__main__":
    main()
