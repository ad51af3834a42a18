"""Writes a log of any size in the shape of the shipped one: vague dates, local scopes, several claims an event.

`python bench/generate.py EVENTS [SEED] > log.yaml`: the same numbers give the same bytes. What a filter finds does not
grow with the log: see `events`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import world
from events import Assertion, Claim, Event, events

SEED = 1


def main() -> None:
    """Write the log to standard output."""
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    sys.stdout.writelines(log(count, Random(seed)))


def log(count: int, random: Random) -> Iterator[str]:
    """Yield the text of a log with so many events."""
    yield from world.text()
    yield "\nevents:\n"
    yield from map(event_text, events(count, random))


def write(path: Path, count: int, seed: int = SEED) -> None:
    """Write a log with so many events to a file."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(log(count, Random(seed)))


def write_folder(folder: Path, count: int, files: int, seed: int = SEED) -> None:
    """Write the same log as a folder of so many files: the first begins with all that is no event."""
    folder.mkdir(parents=True)
    streams = [(folder / f"{number:02}.yaml").open("w", encoding="utf-8") for number in range(files)]
    try:
        streams[0].writelines(world.text())
        for stream in streams:
            stream.write("\nevents:\n")
        for event in events(count, Random(seed)):
            streams[(event.number - 1) * files // count].write(event_text(event))
    finally:
        for stream in streams:
            stream.close()


def event_text(event: Event) -> str:
    """Return one event as an item of the list `events`."""
    factions = ", ".join(f"{faction}: {role}" for faction, role in event.factions)
    lines = [
        f"  - id: {event.id}",
        f"    date: {event.date.text}",
        "    wording: about then",
        f"    type: {event.type}",
        f"    title: {event.title}",
        f"    factions: {{{factions}}}",
    ]
    if event.person:
        lines.append(f"    people: {{{event.person}: commander}}")
    if event.places:
        lines.append(f"    places: [{', '.join(event.places)}]")
    middle = event.text.index(" ", len(event.text) // 2)
    lines += ["    text: >-", f"      {event.text[:middle]}", f"      {event.text[middle + 1 :]}"]
    for key, others in (("after", event.after), ("ends", event.ends)):
        if others:
            lines.append(f"    {key}: [{', '.join(f'e-{number}' for number in others)}]")
    if event.relations:
        lines += ["    relations:", *map(_relation, event.relations)]
    return "\n".join([*lines, "    claims:", *map(_claim, event.claims)]) + "\n"


def _relation(said: Assertion) -> str:
    dates = (("from", said.begins), ("until", said.until))
    own = "".join(f", {key}: {date.text}" for key, date in dates if date is not None)
    places = f", places: [{', '.join(said.places)}]" if said.places else ""
    return f"      - {{between: [{said.a}, {said.b}], state: {said.state}{own}{places}}}"


def _claim(claim: Claim) -> str:
    hedge = f", hedge: {claim.hedge}" if claim.hedge else ""
    stance = f", stance: {claim.stance}" if claim.stance != "asserts" else ""
    return f"      - {{source: {claim.source}, cites: [{claim.cites}]{stance}{hedge}}}"


if __name__ == "__main__":
    main()
