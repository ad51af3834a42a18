"""The columns of the pictures' text equivalents: for eyes, and for pipes."""

from __future__ import annotations

from ikhtilaf.render.columns import Column
from ikhtilaf.render.sheets import Sheet, moment_part, moment_words, spaced

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
