"""All about one pair, as the JSON contract of `relations --between` has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import CONTESTED
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import Period, began, history
from ikhtilaf.query.measures import measures
from ikhtilaf.query.moments import may_fall, must_fall
from ikhtilaf.query.relations import chosen_pairs, events_that_match, relations
from ikhtilaf.query.timeline import timeline
from ikhtilaf.store import Store


def keeper(store: Store, filters: Filters) -> Callable[[Period], bool]:
    """Return the test whether a period passes the filters: on its states, on when it began, and on the events that it
    rests on.
    """
    evidence = events_that_match(store, filters)
    in_window = must_fall if filters.certain else may_fall

    def keep(period: Period) -> bool:
        found = period.closing
        return (
            (not filters.states or not {found.state, *found.states}.isdisjoint(filters.states))
            and (not filters.contested or found.state == CONTESTED)
            and (evidence is None or not evidence.isdisjoint(candidate.event for candidate in period.standing))
            and in_window(began(period), filters.since, filters.until)
        )

    return keep


def pair_history(assertions: Assertions, day: int, filters: Filters) -> dict[str, Any]:
    """Return between, as_of, rows (a place each), history (periods), events (ids) and measures of the pair in
    `filters.between`.

    An umbrella takes its parts along: then there are rows, periods and measures of several pairs.
    """
    pairs = chosen_pairs(assertions, filters)
    keep = keeper(assertions.store, filters)
    places = list(filters.places) or None
    events = timeline(assertions.store, Filters(between=filters.between, places=filters.places), assertions.view)
    return {
        "between": list(filters.between or ()),
        "as_of": iso(day),
        "rows": list(relations(assertions, day, filters)),
        "history": [row for pair in pairs for row in history(assertions, pair, places, keep)],
        "events": [row["id"] for row in events],
        "measures": [{"between": list(pair), **measures(assertions, pair)} for pair in pairs],
    }
