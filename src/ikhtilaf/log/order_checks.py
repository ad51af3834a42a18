"""The checks of what leads from one thing to the next: orders, places in places, ties, sources that report sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ikhtilaf.dates import Answer, before
from ikhtilaf.dates.order import in_order
from ikhtilaf.log.findings import Check, Context, Finding, Spot
from ikhtilaf.log.graph import circles
from ikhtilaf.log.sense_problems import OrderAgainstDates, OrderCycle, PlaceCycle, SourceCycle, TieCycle, _Cycle
from ikhtilaf.model.things import Event
from ikhtilaf.model.vocabulary import INHERITING_TIES

Links = Mapping[str, Sequence[tuple[str, Spot]]]
"""For each id, the ids that it leads to and where the log says so."""


def _report_circles(kind: type[_Cycle], links: Links) -> Iterator[Finding]:
    """Yield one problem for each circle, where its last link closes it."""
    for circle in circles({id_: [target for target, _ in targets] for id_, targets in links.items()}):
        spot = next(spot for target, spot in links[circle[-1]] if target == circle[0])
        yield Finding(kind, spot, (circle,))


def _linked(things: Mapping[str, Any], field: str) -> dict[str, list[tuple[str, Spot]]]:
    """Return the links of one field: a list of ids, or one id."""
    links: dict[str, list[tuple[str, Spot]]] = {}
    for id_, thing in things.items():
        value = getattr(thing, field)
        if not value:
            continue
        if isinstance(value, tuple):
            targets = [(target, Spot(thing, field, item)) for item, target in enumerate(value) if target]
        else:
            targets = [(value, Spot(thing, field))]
        if targets:
            links[id_] = targets
    return links


def after_leads_nowhere_back(context: Context) -> Iterator[Finding]:
    """No event comes after itself."""
    yield from _report_circles(OrderCycle, _linked(context.names["event"].things, "after"))


def reports_lead_nowhere_back(context: Context) -> Iterator[Finding]:
    """No source reports itself."""
    yield from _report_circles(SourceCycle, _linked(context.log.sources, "reported_by"))


def places_lie_in_larger_ones(context: Context) -> Iterator[Finding]:
    """No place lies in itself, whether it says so or a region takes it in."""
    links = _linked(context.log.places, "within")
    for region in context.log.places.values():
        for item, inner in enumerate(region.includes):
            if inner:
                links.setdefault(inner, []).append((region.id, Spot(region, "includes", item)))
    yield from _report_circles(PlaceCycle, links)


def ties_lead_nowhere_back(context: Context) -> Iterator[Finding]:
    """No faction is part of itself, or came from itself."""
    for kinds in (("part_of",), INHERITING_TIES, ("merged_into",)):
        links: dict[str, list[tuple[str, Spot]]] = {}
        for faction in context.log.factions.values():
            for tie in faction.ties:
                itself = tie.faction == faction.id
                if tie.kind in kinds and tie.faction and (itself or tie.kind != "merged_into"):
                    links.setdefault(faction.id, []).append((tie.faction, Spot(tie, "faction")))
        yield from _report_circles(TieCycle, links)


def order_fits_dates(context: Context) -> Iterator[Finding]:
    """No event is certainly earlier than one that it comes after, also through several steps.

    Each event hands on the latest start that is behind it, its own or that of an event before it; one that is found
    wrong hands on only its own, so that what follows it is not wrong for the same reason.
    """
    events: dict[str, Event] = context.names["event"].things
    behind: dict[str, Event] = {}
    for id_ in in_order(
        {id_: [target for target in event.after if target] for id_, event in events.items() if event.after}
    ):
        event = events[id_]
        latest = event
        for item, earlier in enumerate(event.after):
            if earlier not in behind:
                continue
            other = behind[earlier]
            if before(event.date, other.date) is Answer.YES:
                yield Finding(
                    OrderAgainstDates, Spot(event, "after", item), (event.date.text, earlier, other.id, other.date.text)
                )
            elif _start(other) > _start(latest):
                latest = other
        behind[id_] = latest


def _start(event: Event) -> float:
    return float("-inf") if event.date.earliest is None else event.date.earliest


ORDER_CHECKS: tuple[Check, ...] = (
    after_leads_nowhere_back,
    reports_lead_nowhere_back,
    places_lie_in_larger_ones,
    ties_lead_nowhere_back,
    order_fits_dates,
)
