"""Which passages of the reporter's text the log cites, and which it does not, with the reason given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from ikhtilaf.model.things import Claim, Log


class Passage(NamedTuple):
    """A passage of the reporter's text: how many events, facts and ties have claims that cite it, and how many claims
    that is.

    `named_by` counts the places, factions and people that the passage names. `reason` is why it holds nothing to log,
    if that is said; a passage without claims and without a reason has been overlooked.
    """

    id: str
    events: int
    facts: int
    ties: int
    claims: int
    named_by: int
    reason: str

    @property
    def cited(self) -> bool:
        """Whether a claim cites it."""
        return self.claims > 0


def coverage(log: Log) -> list[Passage]:
    """Return the passages of the log's reporter, in the order in which it lists them; of several reporters those of
    each, in their order.
    """
    if len(log.reporters) > 1:
        return [passage for reporter in log.reporters for passage in coverage(_alone(log, reporter))]
    reporter = log.sources[log.reporter]
    counts = {
        passage: dict.fromkeys(("events", "facts", "ties", "claims", "named_by"), 0) for passage in reporter.passages
    }
    for what, claims in _cited(log):
        cites = [cite for claim in claims for cite in set(claim.cites) if cite in counts]
        for cite in cites:
            counts[cite]["claims"] += 1
        for cite in set(cites):
            counts[cite][what] += 1
    for things in (log.places, log.factions, log.people):
        for thing in things.values():
            for cite in set(thing.cites):
                if cite in counts:
                    counts[cite]["named_by"] += 1
    return [
        Passage(id=passage, **count, reason=reporter.holds_nothing.get(passage, ""))
        for passage, count in counts.items()
    ]


def _alone(log: Log, reporter: str) -> Log:
    """The log with no claims but those that cite the text of one of its reporters."""

    def own(things: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(
            replace(thing, claims=tuple(c for c in thing.claims if reporter in citable(log, c.source).values()))
            for thing in things
        )

    factions = {
        id_: replace(faction, facts=own(faction.facts), ties=own(faction.ties)) for id_, faction in log.factions.items()
    }
    return replace(log, reporter=reporter, reporters=(reporter,), events=own(log.events), factions=factions)


def _cited(log: Log) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield the claims of each event, fact and tie."""
    for event in log.events:
        yield "events", event.claims
    for faction in log.factions.values():
        for fact in faction.facts:
            yield "facts", fact.claims
        for tie in faction.ties:
            yield "ties", tie.claims


def citable(log: Log, source: str) -> dict[str, str]:
    """Return the passages that a claim of this source can cite, each with the source in whose text it stands.

    They are its own and those of the source that reports it, and so on. Empty: nothing is known of any passages.
    """
    passages: dict[str, str] = {}
    seen: set[str] = set()
    current: str | None = source
    while current and current not in seen and current in log.sources:
        seen.add(current)
        for passage in log.sources[current].passages:
            passages.setdefault(passage, current)
        current = log.sources[current].reported_by
    return passages
