"""The checks of a whole log: a list of small functions, each of which takes the log and yields what it finds.

To add one, write the function, put it into `CHECKS`, and give it a bad example in the tests. By the time they run every
reference is an id, or empty where it meant nothing; such empty ones are passed over, for they have been reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter

from ikhtilaf.dates import Answer, before, within
from ikhtilaf.log.findings import Check, Context, Finding, Spot
from ikhtilaf.log.form_problems import EmptyLog, FactField
from ikhtilaf.log.name_problems import (
    AmbiguousName,
    DuplicateId,
    NamedTwice,
    NoEventsSection,
    NoLogSection,
    TwoLogSections,
)
from ikhtilaf.log.order_checks import ORDER_CHECKS
from ikhtilaf.log.resolve import PLANS
from ikhtilaf.log.sense_problems import (
    BackgroundNotBefore,
    EndBeforeStart,
    EndsItself,
    EndsLater,
    EndsLaterRelation,
    EndsNothing,
    OutsideCovers,
    PostscriptNotAfter,
    RelationFactionNotInEvent,
    SelfRelation,
)
from ikhtilaf.log.use_checks import USE_CHECKS
from ikhtilaf.model.things import Fact, Mark

FACT_FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "strength": (("figure",), ("hedge",)),
    "share": (("figure", "of"), ("hedge",)),
    "area": (("places",), ("main",)),
    "leader": (("person",), ()),
    "composition": (("text",), ()),
    "character": (("text",), ()),
}
"""By kind of fact, the fields that it needs, and those that it can have beside them; every fact can have a text."""


_FACT_DEFAULTS = {field.name: field.default for field in fields(Fact)}


def one_head(context: Context) -> Iterator[Finding]:
    """A log says once what it is about, or each of its authors does."""
    draft = context.draft
    if draft.empty:
        if draft.files and not draft.unsure:
            yield Finding(EmptyLog, Mark(draft.files[0], 1, 1))
        return
    if not draft.heads and "log" not in draft.unsure:
        yield Finding(NoLogSection, Mark(draft.files[0], 1, 1))
    for head in draft.heads[1:] if not context.authors.named else ():
        yield Finding(TwoLogSections, head.mark, (draft.heads[0].mark,))


def has_events(context: Context) -> Iterator[Finding]:
    """A log has a section for events, even if nothing stands in it yet."""
    draft = context.draft
    if not draft.empty and not draft.has_events and "event" not in draft.unsure:
        yield Finding(NoEventsSection, Mark(draft.files[0], 1, 1))


def ids_once(context: Context) -> Iterator[Finding]:
    """No two things of a kind have the same id."""
    for kind, names in context.names.items():
        for thing in names.again:
            spot = Spot(thing, "id") if kind == "event" else thing.mark
            yield Finding(DuplicateId, spot, (kind, thing.id, names.things[thing.id].mark))


def names_once(context: Context) -> Iterator[Finding]:
    """No two things of a kind have the same name."""
    for kind, names in context.names.items():
        for clash in names.clashes:
            yield Finding(
                AmbiguousName,
                Spot(clash.second, clash.field, clash.item),
                (kind, clash.text, clash.first.id, clash.second.id),
            )


def lists_once(context: Context) -> Iterator[Finding]:
    """No list names the same thing twice."""
    for model, plan in PLANS.items():
        for reference in plan.references:
            if reference.form != "many" or reference.attribute == "between":
                continue
            things = context.things[model]
            for thing, ids in zip(things, map(attrgetter(reference.attribute), things), strict=True):
                if len(ids) > 1 and len(set(ids)) < len(ids):
                    seen: set[str] = set()
                    for item, id_ in enumerate(ids):
                        if id_ in seen:
                            yield Finding(NamedTwice, Spot(thing, reference.attribute, item), (id_, id_))
                        if id_:
                            seen.add(id_)


def relation_of_two(context: Context) -> Iterator[Finding]:
    """A relation is not of a faction with itself."""
    for event in context.log.events:
        for relation in event.relations:
            first, second = relation.between
            if first == second and first:
                yield Finding(SelfRelation, Spot(relation, "between", 1), (first,))


def ends_after_start(context: Context) -> Iterator[Finding]:
    """A relation does not end before it begins."""
    for event in context.log.events:
        for relation in event.relations:
            if (until := relation.until) is not None:
                start = relation.begins or event.date
                if before(until, start) is Answer.YES:
                    yield Finding(EndBeforeStart, Spot(relation, "until"), (until.text, start.text))


def ends_something(context: Context) -> Iterator[Finding]:
    """What an event ends is another event with relations, none of which begins later than the event.

    A relation with a beginning of its own is measured by that, the others by the event that they stand in.
    """
    events = context.names["event"].things
    for event in context.log.events:
        for item, id_ in enumerate(event.ends) if event.ends else ():
            if not id_:
                continue
            spot, ended = Spot(event, "ends", item), events[id_]
            starts = (relation.begins or ended.date for relation in ended.relations)
            later = [start for start in starts if before(event.date, start) is Answer.YES]
            if id_ == event.id:
                yield Finding(EndsItself, spot)
            elif not ended.relations:
                yield Finding(EndsNothing, spot, (id_,))
            elif ended.date in later:
                yield Finding(EndsLater, spot, (event.date.text, id_, ended.date.text))
            elif later:
                yield Finding(EndsLaterRelation, spot, (event.date.text, id_, later[0].text))


def within_covers(context: Context) -> Iterator[Finding]:
    """An event lies within what the log covers, or is marked as lying outside, and then does."""
    covers, file = context.log.covers, ""
    first_day = last_day = covers
    inside: set[int] = set()
    for event in context.log.events:
        if event.mark.file != file:
            inside.clear()
            file = event.mark.file
            head = context.authors.of(file)
            covers = context.log.covers if head is None else head.covers
            first_day, last_day = covers._replace(latest=covers.earliest), covers._replace(earliest=covers.latest)
        date = event.date
        if not event.postscript and not event.background:
            # Reading makes equal dates one, and a big log repeats few of them often.
            if id(date) in inside:
                continue
            if within(date, covers) is Answer.YES:
                inside.add(id(date))
                continue
        texts = (date.text, covers.text)
        after_it, before_it = before(last_day, date), before(date, first_day)
        if event.postscript:
            if after_it is Answer.NO:
                yield Finding(PostscriptNotAfter, Spot(event, "postscript"), texts)
        elif after_it is Answer.YES:
            yield Finding(OutsideCovers, Spot(event, "date"), (*texts, "after"))
        if event.background:
            if before_it is Answer.NO:
                yield Finding(BackgroundNotBefore, Spot(event, "background"), texts)
        elif before_it is Answer.YES:
            yield Finding(OutsideCovers, Spot(event, "date"), (*texts, "before"))


def relation_among_factions(context: Context) -> Iterator[Finding]:
    """The factions of an event's relations take part in the event."""
    for event in context.log.events:
        factions = event.factions
        for relation in event.relations if factions else ():
            if all(map(factions.__contains__, relation.between)):
                continue
            for item, faction in enumerate(relation.between):
                if faction and faction not in factions:
                    yield Finding(RelationFactionNotInEvent, Spot(relation, "between", item), (faction,))


def fact_fields(context: Context) -> Iterator[Finding]:
    """A fact has the fields that its kind needs, and none that its kind does not know."""
    special = {field for needed, possible in FACT_FIELDS.values() for field in (*needed, *possible)} - {"text"}
    for faction in context.log.factions.values():
        for fact in faction.facts:
            if fact.kind not in FACT_FIELDS:
                continue
            needed, possible = FACT_FIELDS[fact.kind]
            for field in needed:
                if getattr(fact, field) == _FACT_DEFAULTS[field]:
                    yield Finding(FactField, Spot(fact), (fact.kind, field, True, ()))
            for field in sorted(special.difference(needed, possible)):
                if getattr(fact, field) != _FACT_DEFAULTS[field]:
                    yield Finding(FactField, Spot(fact, field), (fact.kind, field, False, (*needed, *possible)))


CHECKS: tuple[Check, ...] = (
    one_head,
    has_events,
    ids_once,
    names_once,
    lists_once,
    relation_of_two,
    ends_after_start,
    ends_something,
    within_covers,
    relation_among_factions,
    fact_fields,
    *ORDER_CHECKS,
    *USE_CHECKS,
)
