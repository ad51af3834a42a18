"""The kinds of problem that need dates, orders and uses: what cannot have been so, what goes in a circle, what nothing
uses.
"""

from __future__ import annotations

from collections.abc import Sequence

from ikhtilaf.log.problems import Problem, Warn, listed, quoted
from ikhtilaf.model.things import Mark


class SelfRelation(Problem):
    """A relation of a faction with itself."""

    kind = "self-relation"
    __slots__ = ()

    def __init__(self, at: Mark, faction: str) -> None:
        super().__init__(
            at, f"a relation of {faction} with itself", "Name two factions; for a quarrel within one, name its parts."
        )


class EndBeforeStart(Problem):
    """A relation that ended before it began."""

    kind = "end-before-start"
    __slots__ = ()

    def __init__(self, at: Mark, until: str, start: str) -> None:
        super().__init__(
            at,
            f"the relation ends ({until}) before it begins ({start})",
            "Correct `until`, or `from`, or the event's date.",
        )


class EndsLater(Problem):
    """An event that ends what began only after it."""

    kind = "ends-later-event"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, other: str, later: str) -> None:
        super().__init__(
            at,
            f"this event ({date}) is before {other} ({later}), so it cannot end it",
            "Correct one of the two dates, or delete it from `ends`.",
        )


class EndsLaterRelation(Problem):
    """An event that ends a state which begins only after it."""

    kind = "ends-later-relation"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, other: str, start: str) -> None:
        super().__init__(
            at,
            f"this event ({date}) is before what {other} says begins ({start}), so it cannot end it",
            "Correct the date, or that relation's `from`, or delete it from `ends`.",
        )


class EndsItself(Problem):
    """An event that ends itself."""

    kind = "ends-itself"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "an event cannot end itself",
            "Delete it from `ends`; how long its own state stood goes into that relation's `until`.",
        )


class EndsNothing(Problem):
    """An event said to end, which asserts no relation."""

    kind = "ends-nothing"
    __slots__ = ()

    def __init__(self, at: Mark, event: str) -> None:
        super().__init__(
            at,
            f"{event} has no relations that could end",
            "Name the event that says how the factions stood to each other.",
        )


class _Cycle(Problem):
    """Names that lead back to where they began."""

    what = ""
    remedy_ = ""
    __slots__ = ()

    def __init__(self, at: Mark, ids: Sequence[str]) -> None:
        super().__init__(at, f"{self.what}: {' → '.join([*ids, ids[0]])}", self.remedy_)


class OrderCycle(_Cycle):
    """Events each of which comes after the other."""

    kind = "order-cycle"
    what = "`after` goes in a circle"
    remedy_ = "Delete the one that the source does not say."
    __slots__ = ()


class PlaceCycle(_Cycle):
    """Places each of which lies in the other."""

    kind = "place-cycle"
    what = "`within` and `includes` go in a circle"
    remedy_ = "Delete the one that is wrong: a place lies in a larger one."
    __slots__ = ()


class TieCycle(_Cycle):
    """Factions each of which is part of the other, or came from it."""

    kind = "tie-cycle"
    what = "ties go in a circle"
    remedy_ = "Delete the one that is wrong."
    __slots__ = ()


class SourceCycle(_Cycle):
    """Sources each of which reports the other."""

    kind = "source-cycle"
    what = "`reported_by` goes in a circle"
    remedy_ = "Delete the one that is wrong: the source that reports comes later."
    __slots__ = ()


class OrderAgainstDates(Problem):
    """An order that the dates rule out."""

    kind = "order-against-dates"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, named: str, other: str, later: str) -> None:
        through = "" if named == other else f", and {named} after {other}"
        super().__init__(
            at,
            f"this event ({date}) cannot come after {named}{through}: {other} is later ({later})",
            "Correct a date, or delete it from `after`.",
        )


class PostscriptNotAfter(Problem):
    """A postscript that lies within what the log covers, or before."""

    kind = "postscript-not-after"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, covers: str) -> None:
        super().__init__(
            at,
            f"the event ({date}) is not after what the log covers ({covers})",
            "Delete `postscript:`, or correct the date.",
        )


class BackgroundNotBefore(Problem):
    """Background that lies within what the log covers, or after."""

    kind = "background-not-before"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, covers: str) -> None:
        super().__init__(
            at,
            f"the event ({date}) is not before what the log covers ({covers})",
            "Delete `background:`, or correct the date.",
        )


class OutsideCovers(Warn):
    """An event that lies outside what the log covers, with nothing said of it."""

    kind = "outside-covers"
    __slots__ = ()

    def __init__(self, at: Mark, date: str, covers: str, side: str) -> None:
        mark = "postscript" if side == "after" else "background"
        super().__init__(
            at,
            f"the event ({date}) lies {side} what the log covers ({covers})",
            f"Correct the date, or add `{mark}: yes` to keep it on purpose.",
        )


class Unused(Warn):
    """A thing that nothing refers to."""

    kind = "unused"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, id_: str) -> None:
        super().__init__(
            at, f"nothing in the log uses the {what} {quoted(id_)}", "Name it where it belongs, or delete it."
        )


class ClaimCitesNothing(Warn):
    """A claim that does not say where its source says so, though the source has passages."""

    kind = "claim-cites-nothing"
    __slots__ = ()

    def __init__(self, at: Mark, source: str) -> None:
        super().__init__(
            at,
            f"the claim of {listed([source])} cites no passage",
            "Add `cites:` with the passages, for example cites: [S1].",
        )


class RelationFactionNotInEvent(Warn):
    """A relation of a faction that takes no part in the event."""

    kind = "relation-faction-not-in-event"
    __slots__ = ()

    def __init__(self, at: Mark, faction: str) -> None:
        super().__init__(
            at,
            f"{faction} is not among the event's factions",
            "Add it to `factions:` with its role, or correct the relation.",
        )


class CitedNothing(Warn):
    """A passage that is said to hold nothing, but is cited."""

    kind = "cited-nothing"
    __slots__ = ()

    def __init__(self, at: Mark, passage: str, source: str) -> None:
        super().__init__(
            at,
            f"{source} says that {quoted(passage)} holds nothing, but it is cited here",
            "Delete it from `holds_nothing:`, or from here.",
        )
