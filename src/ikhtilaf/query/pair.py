"""All about one pair, as the JSON contract of `relations --between` has it."""

from __future__ import annotations

from typing import Any

from ikhtilaf.dates import iso
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.history import history
from ikhtilaf.query.measures import measures
from ikhtilaf.query.relations import chosen_pairs, relations
from ikhtilaf.query.timeline import timeline


def pair_history(assertions: Assertions, day: int, filters: Filters) -> dict[str, Any]:
    """Return between, as_of, rows (a place each), history (periods), events (ids) and measures of the pair in
    `filters.between`.

    An umbrella takes its parts along: then there are rows, periods and measures of several pairs.
    """
    pairs = chosen_pairs(assertions, filters)
    places = list(filters.places) or None
    events = timeline(assertions.store, Filters(between=filters.between, places=filters.places), assertions.view)
    return {
        "between": list(filters.between or ()),
        "as_of": iso(day),
        "rows": list(relations(assertions, day, filters)),
        "history": [row for pair in pairs for row in history(assertions, pair, places)],
        "events": [row["id"] for row in events],
        "measures": [{"between": list(pair), **measures(assertions, pair)} for pair in pairs],
    }
