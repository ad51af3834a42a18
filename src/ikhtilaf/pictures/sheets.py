"""The columns of the pictures' text equivalents: for eyes, and for pipes."""

from __future__ import annotations

from ikhtilaf.render.columns import Column
from ikhtilaf.render.sheets import Sheet, moment_part, moment_words, spaced
from ikhtilaf.render.sheets_of_relations import RELATIONS

_BETWEEN = Column("between", "Between", spaced("between"), style="id", wrap=False)
_PLACE = Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False)
_SOURCES = Column("sources", "Who says so", spaced("sources"), style="note", priority=1, min_width=11)
_EVENTS = Column("events", "Events", spaced("events"), style="id", priority=5)

LANES = Sheet(
    table=(
        Column("first", "First", style="date", wrap=False),
        Column("last", "Last", style="date", wrap=False),
        _BETWEEN,
        _PLACE,
        Column("state", "State", style="state", wrap=False),
        Column("how", "How sure", min_width=9),
        Column("possible", "Perhaps", spaced("possible"), style="state", priority=2),
        Column("from", "From", moment_words("from"), style="date", priority=3),
        Column("until", "Until", moment_words("until"), style="date", priority=3),
        _SOURCES,
        _EVENTS,
    ),
    record=(
        _BETWEEN,
        Column("place", "Place", style="place", wrap=False),
        Column("first", "First", style="date", wrap=False),
        Column("last", "Last", style="date", wrap=False),
        Column("state", "State", style="state", wrap=False),
        Column("states", "States", spaced("states"), style="state"),
        Column("possible", "Possible", spaced("possible"), style="state"),
        Column("certain", "Certain"),
        Column("how", "How"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("from", "From", moment_part("from", "date"), style="date", wrap=False),
        Column("until", "Until", moment_part("until", "date"), style="date", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        Column("sources", "Sources", spaced("sources"), style="note"),
        Column("happened", "Happened", spaced("happened"), style="id"),
        Column("postscript", "Postscript"),
    ),
)
"""A row a piece of a lane."""

_ELSEWHERE = Column("elsewhere", "Elsewhere", lambda row: "; ".join(row["elsewhere"]), priority=4)

MATRIX = Sheet(table=(*RELATIONS.table, _ELSEWHERE), record=(*RELATIONS.record, _ELSEWHERE))
"""A row a pair, as `relations` has it."""

GRAPH = Sheet(
    table=(
        Column("as_of", "On", style="date", wrap=False),
        Column("tie", "Tie", lambda row: (row["tie"] or "").replace("_", " "), wrap=False),
        *(
            column._replace(text=lambda row: row["state"] or "") if column.key == "state" else column
            for column in RELATIONS.table
        ),
        _ELSEWHERE,
    ),
    record=(Column("tie", "Tie", wrap=False), *RELATIONS.record, _ELSEWHERE),
)
"""A row a pair and day, and a row a structural tie, whose `tie` says which."""

_PROVINCE = (
    Column("province", "Province", style="place", wrap=False),
    Column("iso", "ISO 3166-2", wrap=False, priority=6),
    Column("name", "Name", style="place", priority=5),
)
MAPS = {
    "events": Sheet(
        table=(
            *_PROVINCE,
            Column("count", "Events", style="number"),
            Column("possible", "Perhaps more", style="number"),
            Column("events", "Which", spaced("events"), style="id", priority=1),
            Column("possible_events", "Which perhaps", spaced("possible_events"), style="id", priority=2),
        ),
        record=(
            *_PROVINCE,
            Column("count", "Events", style="number"),
            Column("possible", "Possible", style="number"),
            Column("events", "Events", spaced("events"), style="id"),
            Column("possible_events", "Possible events", spaced("possible_events"), style="id"),
        ),
    ),
    "state": Sheet(
        table=(*_PROVINCE, *(c for c in RELATIONS.table if c.key not in {"between", "place"}), _ELSEWHERE),
        record=(
            *_PROVINCE,
            *(column for column in RELATIONS.record if column.key != "place"),
            Column("how", "How"),
            Column("local", "Local"),
            _ELSEWHERE,
        ),
    ),
    "presence": Sheet(
        table=(
            *_PROVINCE,
            Column("faction", "Faction", style="id", wrap=False),
            Column("main", "Main"),
            Column("sure", "Certain"),
            Column("places", "Said of", spaced("places"), style="place"),
            Column("date", "Date", style="date", wrap=False, priority=2),
            _SOURCES,
        ),
        record=(
            *_PROVINCE,
            Column("faction", "Faction", style="id", wrap=False),
            Column("main", "Main"),
            Column("sure", "Certain"),
            Column("places", "Said of", spaced("places"), style="place"),
            Column("date", "Date", style="date", wrap=False),
            Column("sources", "Sources", spaced("sources"), style="note"),
        ),
    ),
}
"""A row a province; of presence a row a province and faction."""
