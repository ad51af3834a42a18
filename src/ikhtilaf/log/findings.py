"""What a check sees and what it yields: a problem whose place in the file is looked up only once there is a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ikhtilaf.log.authors import Authors
from ikhtilaf.log.document import Draft
from ikhtilaf.log.names import Names
from ikhtilaf.log.problems import Problem
from ikhtilaf.model.things import Log, Mark


class Spot(NamedTuple):
    """A place in a log: a thing, one of its fields as the model calls it, an item of that.

    The item is a number in a list, or a key of a mapping.
    """

    thing: Any
    field: str = ""
    item: int | str | None = None


class Finding(NamedTuple):
    """A problem before its place is known: the kind, the spot, and what the kind is made with beside the place."""

    make: Callable[..., Problem]
    spot: Spot | Mark
    arguments: tuple[Any, ...] = ()


class Context(NamedTuple):
    """What a check sees: the log, the names by kind, and the draft, which says what could not be read.

    `authors` says whose file is whose. `things` are all things of the draft with their parts, by type; `sound` says
    that there has been no error so far, in reading or in resolving the names. `meant` has, by type and field, the ids
    that things of the type refer to in the field, where resolving has seen that.
    """

    log: Log
    names: dict[str, Names]
    draft: Draft
    things: Mapping[type, Sequence[Any]]
    sound: bool
    authors: Authors
    meant: Mapping[tuple[type, str], set[str]]


Check = Callable[[Context], Iterator[Finding]]
