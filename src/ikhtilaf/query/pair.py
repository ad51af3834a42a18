"""All about one pair, as the JSON contract of `relations --between` has it."""

from __future__ import annotations

from typing import Any

from ikhtilaf.dates import iso, parse
from ikhtilaf.model.vocabulary import CONTESTED
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import history
from ikhtilaf.query.measures import measures
from ikhtilaf.query.moments import When, may_fall, must_fall
from ikhtilaf.query.relations import chosen_pairs, events_that_match, relations
from ikhtilaf.query.timeline import timeline


def pair_history(assertions: Assertions, day: int, filters: Filters) -> dict[str, Any]:
    """Return between, as_of, rows (a place each), history (periods), events (ids) and measures of the pair in
    `filters.between`.

    An umbrella takes its parts along: then there are rows, periods and measures of several pairs.
    """
    pairs = chosen_pairs(assertions, filters)
    evidence = events_that_match(assertions.store, filters)

    def _wanted(row: dict[str, Any]) -> bool:
        """Whether a period passes the filters: on its states, on when it began, and on the events that it rests on."""
        states = {row["state"], *row["states"]}
        return (
            (not filters.states or bool(states & set(filters.states)))
            and (not filters.contested or row["state"] == CONTESTED)
            and (evidence is None or not evidence.isdisjoint(row["events"]))
            and _began_within(row["from"], filters)
        )

    places = list(filters.places) or None
    events = timeline(assertions.store, Filters(between=filters.between, places=filters.places), assertions.view)
    return {
        "between": list(filters.between or ()),
        "as_of": iso(day),
        "rows": list(relations(assertions, day, filters)),
        "history": [row for pair in pairs for row in history(assertions, pair, places) if _wanted(row)],
        "events": [row["id"] for row in events],
        "measures": [{"between": list(pair), **measures(assertions, pair)} for pair in pairs],
    }


def _began_within(began: dict[str, Any], filters: Filters) -> bool:
    """Whether a period may have begun between since and until; with `certain`, whether it must have."""
    if filters.since is None and filters.until is None:
        return True
    first, last = (None if began[key] is None else parse(began[key]).earliest for key in ("earliest", "latest"))
    return (must_fall if filters.certain else may_fall)(
        When(began["date"], (first, last)), filters.since, filters.until
    )
