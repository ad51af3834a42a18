"""From a draft to a log: every reference, given by whichever name, becomes an id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def with_parts(things: Iterable[Any]) -> Iterator[Any]:
    """Yield the things and their parts: ties, facts, relations and claims."""
    waiting = list(things)
    while waiting:
        thing = waiting.pop()
        yield thing
        for part in PLANS[thing.__class__].parts:
            waiting.extend(getattr(thing, part))


def resolve(things: Iterable[Any], names: dict[str, Names], unsure: set[str], reporter: str) -> list[Finding]:
    """Resolve the references of all things and of their parts, in place; return what is wrong with them.

    The things are frozen for everybody else; here they are still being made. A reference that means nothing becomes
    empty: `""`, or it is left out of its list.
    """
    found: list[Finding] = []
    ids = {kind: known.things for kind, known in names.items()}
    for thing in with_parts(things):
        if thing.__class__ is Claim and not thing.source:
            object.__setattr__(thing, "source", reporter)
        for reference in PLANS[thing.__class__].references:
            value = getattr(thing, reference.attribute)
            if not value:
                continue
            known = ids[reference.kind]
            if reference.form == "one":
                if value not in known:
                    _resolve_one(thing, reference, names, unsure, found)
            else:
                for name in value:
                    if name not in known:
                        _resolve_many(thing, reference, names, unsure, found)
                        break
    return found


def _meaning(name: str, spot: Spot, names: Names, unsure: set[str], found: list[Finding]) -> str:
    """Return the id that a name means, or empty; report a name that means nothing, unless what it means may not have
    been read.
    """
    if not name or REPLACED in name or (id_ := names.find(name)) == "":
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
