"""From a draft to a log: every reference, given by whichever name, becomes an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from ikhtilaf.log.composites import ListOf, MapOf, Record
from ikhtilaf.log.fields import RECORDS
from ikhtilaf.log.findings import Finding, Spot
from ikhtilaf.log.name_problems import UNKNOWN, NamedTwice
from ikhtilaf.log.names import Names
from ikhtilaf.log.shapes import Ref
from ikhtilaf.log.text import REPLACED
from ikhtilaf.model.things import Claim


class Reference(NamedTuple):
    """A field of the model that refers to things of a kind: `one`, `many` in a list or a pair, or the keys of a
    `map`.
    """

    attribute: str
    kind: str
    form: str


class Plan(NamedTuple):
    """Where in things of one type other things are referred to: in which fields, and in which lists of things of their
    own.
    """

    references: tuple[Reference, ...]
    parts: tuple[str, ...]


def _plan(record: Record) -> Plan:
    references = []
    parts = []
    for key, field in record.table.items():
        shape = field.shape
        attribute = record.attributes[key]
        if isinstance(shape, Ref):
            references.append(Reference(attribute, shape.kind, "one"))
        elif isinstance(shape, ListOf) and isinstance(shape.item, Ref):
            references.append(Reference(attribute, shape.item.kind, "many"))
        elif isinstance(shape, MapOf) and isinstance(shape.key, Ref):
            references.append(Reference(attribute, shape.key.kind, "map"))
        elif isinstance(shape, ListOf) and isinstance(shape.item, Record):
            parts.append(attribute)
    return Plan(tuple(references), tuple(parts))


PLANS: dict[type, Plan] = {model: _plan(record) for model, record in RECORDS.items()}


def by_type(things: Iterable[Any]) -> dict[type, list[Any]]:
    """Return the things and their parts (ties, facts, relations and claims), grouped by type."""
    found: dict[type, list[Any]] = {model: [] for model in PLANS}
    for thing in things:
        found[thing.__class__].append(thing)
    waiting = list(found.items())
    while waiting:
        model, group = waiting.pop()
        for part in PLANS[model].parts:
            parts = list(chain.from_iterable(map(attrgetter(part), group)))
            if parts:
                found[parts[0].__class__] += parts
                waiting.append((parts[0].__class__, parts))
    return found


def named(things: Iterable[Any], reference: Reference) -> set[str]:
    """Return all that some things of one type refer to in a field."""
    values = map(attrgetter(reference.attribute), things)
    return set(values if reference.form == "one" else chain.from_iterable(values)) - {"", None}


def resolve(
    things: Mapping[type, Sequence[Any]],
    names: dict[str, Names],
    unsure: set[str],
    reporter: str,
    meant: dict[tuple[type, str], set[str]] | None = None,
) -> list[Finding]:
    """Resolve the references of things, which come with their parts and by type, in place; return what is wrong.

    By type and field, `meant` gets the ids that are referred to there, where that is known without another look.

    The things are frozen for everybody else; here they are still being made. A reference that means nothing becomes
    empty: `""`, or it is left out of its list.
    """
    found: list[Finding] = []
    for claim in things[Claim]:
        if not claim.source:
            object.__setattr__(claim, "source", reporter)
    for model, group in things.items():
        for reference in PLANS[model].references:
            # In most logs every name is an id already, and that is soon seen of all things of a type at once.
            given = named(group, reference)
            odd = given - names[reference.kind].things.keys()
            if not odd and meant is not None:
                meant[model, reference.attribute] = given
            if odd and reference.form == "one":
                for thing in group:
                    if getattr(thing, reference.attribute) in odd:
                        _resolve_one(thing, reference, names, unsure, found)
            elif odd:
                for thing in group:
                    if not odd.isdisjoint(getattr(thing, reference.attribute)):
                        _resolve_many(thing, reference, names, unsure, found)
    return found


def _meaning(name: str, spot: Spot, names: Names, unsure: set[str], found: list[Finding]) -> str:
    """Return the id that a name means, or empty; report a name that means nothing, unless what it means may not have
    been read.
    """
    if not name or (REPLACED in name and REPLACED in unsure) or (id_ := names.find(name)) == "":
        return ""
    if id_ is None:
        if names.kind not in unsure:
            found.append(Finding(UNKNOWN[names.kind], spot, (name, names.near(name))))
        return ""
    return id_


def _resolve_one(
    thing: Any, reference: Reference, names: dict[str, Names], unsure: set[str], found: list[Finding]
) -> None:
    name = getattr(thing, reference.attribute)
    meant = _meaning(name, Spot(thing, reference.attribute), names[reference.kind], unsure, found)
    object.__setattr__(thing, reference.attribute, meant)


def _resolve_many(
    thing: Any, reference: Reference, names: dict[str, Names], unsure: set[str], found: list[Finding]
) -> None:
    """Resolve a list, a pair or the keys of a mapping. In a pair what means nothing stays as empty text, so that it
    stays a pair.
    """
    value = getattr(thing, reference.attribute)
    known = names[reference.kind]
    if reference.form == "map":
        meant: dict[str, Any] = {}
        for name, word in value.items():
            id_ = _meaning(name, Spot(thing, reference.attribute, name), known, unsure, found)
            if id_ in meant:
                found.append(Finding(NamedTwice, Spot(thing, reference.attribute, name), (name, id_)))
            elif id_:
                meant[id_] = word
        object.__setattr__(thing, reference.attribute, meant)
        return
    ids = [
        _meaning(name, Spot(thing, reference.attribute, item), known, unsure, found) for item, name in enumerate(value)
    ]
    object.__setattr__(thing, reference.attribute, tuple(ids))
