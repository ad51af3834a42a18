"""The checks of what is used and cited: passages that exist, claims that cite, things that nothing refers to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikhtilaf.log.coverage import citable
from ikhtilaf.log.findings import Check, Context, Finding, Spot
from ikhtilaf.log.name_problems import UnknownPassage
from ikhtilaf.log.resolve import PLANS, named
from ikhtilaf.log.sense_problems import CitedNothing, ClaimCitesNothing, Unused
from ikhtilaf.model.names import nearest
from ikhtilaf.model.things import Claim, Faction, Person, Place


def _citing(context: Context) -> Iterator[tuple[Any, str]]:
    """Yield everything that cites passages, with the source in whose text, or in whose reporters' text, they stand."""
    for claim in context.things[Claim]:
        yield claim, claim.source
    for model in (Place, Faction, Person):
        for thing in context.things[model]:
            head = context.authors.of(thing.mark.file) if thing.cites else None
            if head is not None:
                yield thing, head.reporter


def passages_exist(context: Context) -> Iterator[Finding]:
    """What is cited is a passage of the source or of those that report it, where these list their passages."""
    known: dict[str, dict[str, str]] = {}
    for thing, source in _citing(context):
        if source not in known:
            known[source] = citable(context.log, source)
        passages = known[source]
        if not passages:
            continue
        for item, passage in enumerate(thing.cites):
            if passage and passage not in passages:
                owner = next(iter(passages.values()))
                yield Finding(UnknownPassage, Spot(thing, "cites", item), (passage, owner, nearest(passage, passages)))
    for reporter in context.log.sources.values():
        for passage in reporter.holds_nothing:
            if reporter.passages and passage not in reporter.passages:
                near = nearest(passage, reporter.passages)
                yield Finding(UnknownPassage, Spot(reporter, "holds_nothing", passage), (passage, reporter.id, near))


def claims_cite(context: Context) -> Iterator[Finding]:
    """A claim cites a passage, where its source or those that report it list their passages."""
    known: dict[str, bool] = {}
    for claim in context.things[Claim]:
        if not claim.cites and claim.source:
            if claim.source not in known:
                known[claim.source] = bool(citable(context.log, claim.source))
            if known[claim.source]:
                yield Finding(ClaimCitesNothing, Spot(claim), (claim.source,))


def nothing_is_not_cited(context: Context) -> Iterator[Finding]:
    """No claim cites a passage that is said to hold nothing."""
    empty = {id_: source.holds_nothing for id_, source in context.log.sources.items() if source.holds_nothing}
    if not empty:
        return
    for claim in context.things[Claim]:
        owners = citable(context.log, claim.source)
        for item, passage in enumerate(claim.cites):
            owner = owners.get(passage, "")
            if passage in empty.get(owner, ()):
                yield Finding(CitedNothing, Spot(claim, "cites", item), (passage, owner))


def everything_is_used(context: Context) -> Iterator[Finding]:
    """Every source, place, faction and person is used by something else; provinces are there for completeness.

    A misspelt name makes what it means look unused, so nothing is said of it while there are errors.
    """
    if not context.sound:
        return
    used = _used(context)
    for kind in used:
        for id_, thing in context.names[kind].things.items():
            if id_ not in used[kind]:
                yield Finding(Unused, Spot(thing), (kind, id_))


def _used(context: Context) -> dict[str, set[str]]:
    """Return by kind the ids of everything that is used.

    Beside what others refer to, these are provinces; what a used place lies in or takes in, and regions around it; and
    factions with facts or ties of their own.
    """
    log = context.log
    used: dict[str, set[str]] = {kind: set() for kind in ("source", "place", "faction", "person", "event")}
    used["source"].add(log.reporter)
    for model, plan in PLANS.items():
        if model is not Place:  # what a place lies in is used only where the place is
            for reference in plan.references:
                known = context.meant.get((model, reference.attribute))
                used[reference.kind].update(named(context.things[model], reference) if known is None else known)
    del used["event"]
    used["faction"].update(faction.id for faction in log.factions.values() if faction.facts or faction.ties)
    used["place"].update(place.id for place in log.places.values() if place.kind == "province")
    used["place"] = _neighbours(context, used["place"])
    return used


def _neighbours(context: Context, places: set[str]) -> set[str]:
    """Return the places with all that they lie in and all that they take in."""
    known = context.log.places
    around: dict[str, list[str]] = {}
    for place in known.values():
        if place.within:
            around.setdefault(place.id, []).append(place.within)
        for inner in place.includes:
            around.setdefault(place.id, []).append(inner)
            around.setdefault(inner, []).append(place.id)
    found: set[str] = set()
    waiting = [place for place in places if place in known]
    while waiting:
        place_id = waiting.pop()
        if place_id not in found:
            found.add(place_id)
            waiting.extend(around.get(place_id, ()))
    return found


USE_CHECKS: tuple[Check, ...] = (passages_exist, claims_cite, nothing_is_not_cited, everything_is_used)
