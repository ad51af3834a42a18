"""The columns of relations, of their history and of their changes, with what an answer is called for eyes."""

from __future__ import annotations

from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.render.columns import Column, Row
from ikhtilaf.render.sheets import Sheet, moment_part, moment_words, spaced


def _moment_records(key: str) -> tuple[Column, ...]:
    return (
        Column(key, key.title(), moment_part(key, "date"), style="date", wrap=False),
        Column(f"{key}_earliest", "Earliest", moment_part(key, "earliest"), style="date", wrap=False),
        Column(f"{key}_latest", "Latest", moment_part(key, "latest"), style="date", wrap=False),
    )


def _doubt(row: Row) -> str:
    return "" if row["certain"] else " ?"


def state_words(row: Row) -> str:
    """Return a relation's answer for eyes: what is contested or only possible said in words, what is not certain with a
    `?`.
    """
    state = row["state"]
    if state == CONTESTED:
        return f"{CONTESTED}: {' / '.join(row['states'])}"
    possible = row.get("possible") or ()
    text = str(state)
    if possible:
        text += f", perhaps {' or '.join(possible)}"
    elif row.get("certain") is False and state != UNKNOWN:
        text += " ?"
    return text


_BETWEEN = Column("between", "Between", spaced("between"), style="id", wrap=False)
_PLACE = Column("place", "Place", style="place", wrap=False)
_EVENT = Column("event", "Event", style="id", wrap=False, priority=6)
_SOURCES = Column("sources", "Who says so", spaced("sources"), style="note", priority=1, min_width=11)
_SOURCES_RECORD = Column("sources", "Sources", spaced("sources"), style="note")
_STATES_RECORD = Column("states", "States", spaced("states"), style="state")
_INHERITED = Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id", priority=3)
_WHERE = Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False)
_ANSWER_RECORD = (
    _BETWEEN,
    _PLACE,
    Column("state", "State", style="state", wrap=False),
    _STATES_RECORD,
    *_moment_records("since"),
    *_moment_records("until"),
    Column("certain", "Certain"),
    Column("possible", "Possible", spaced("possible"), style="state"),
    Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
    Column("event", "Event", style="id", wrap=False),
    Column("events", "Events", spaced("events"), style="id"),
    _SOURCES_RECORD,
)

RELATIONS = Sheet(
    table=(
        _BETWEEN,
        _WHERE,
        Column("state", "State", state_words, style="state", min_width=11),
        Column("since", "Since", moment_words("since"), style="date", min_width=14),
        Column("until", "Until", moment_words("until"), style="date", priority=5),
        _INHERITED,
        _SOURCES,
        _EVENT,
    ),
    record=(
        *_ANSWER_RECORD,
        Column("as_of", "As of", style="date", wrap=False),
    ),
)

HISTORY = Sheet(
    table=(
        _BETWEEN,
        _WHERE,
        Column(
            "state",
            "State",
            lambda row: state_words(row) + (" †" if row.get("postscript") else ""),
            style="state",
            min_width=11,
            ours=True,
        ),
        Column("from", "From", moment_words("from"), style="date", min_width=12),
        Column("until", "Until", moment_words("until"), style="date", min_width=12),
        _INHERITED,
        _SOURCES,
        _EVENT._replace(priority=2),
    ),
    record=(
        _BETWEEN,
        _PLACE,
        Column("state", "State", style="state", wrap=False),
        _STATES_RECORD,
        *_moment_records("from"),
        *_moment_records("until"),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("event", "Event", style="id", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        _SOURCES_RECORD,
        Column("postscript", "Postscript"),
    ),
)

STANDING = Sheet(
    table=(
        Column("part", "", wrap=False),
        *(
            column._replace(key="since", text=moment_words("since")) if column.key == "from" else column
            for column in HISTORY.table
        ),
    ),
    record=(
        Column("part", "Part", wrap=False),
        *_ANSWER_RECORD,
        Column("postscript", "Postscript"),
        Column("as_of", "As of", style="date", wrap=False),
    ),
)
"""One pair for pipes: the rows that hold now and the periods of the past, told apart by `part`."""

CHANGES = Sheet(
    table=(
        Column("date", "When", moment_words("date"), style="date", min_width=12),
        _BETWEEN,
        _WHERE,
        Column("from", "From", lambda row: row["from"] or "(not known)", style="state"),
        Column("to", "To", lambda row: row["to"] or "(not known)", style="state"),
        _SOURCES,
        _EVENT,
    ),
    record=(
        *_moment_records("date"),
        _BETWEEN,
        _PLACE,
        Column("from", "From", style="state", wrap=False),
        Column("to", "To", style="state", wrap=False),
        _STATES_RECORD,
        Column("event", "Event", style="id", wrap=False),
        _SOURCES_RECORD,
        Column("postscript", "Postscript"),
        Column("match", "Match"),
    ),
)

DAYS = Sheet(
    table=(
        _BETWEEN,
        _WHERE,
        Column("from", "On the first day", lambda row: row["from"] or "(not known)", style="state"),
        Column("to", "On the second", lambda row: (row["to"] or "(not known)") + _doubt(row), style="state"),
        _INHERITED,
        _SOURCES,
        _EVENT,
    ),
    record=(
        _BETWEEN,
        _PLACE,
        Column("from", "From", style="state", wrap=False),
        Column("to", "To", style="state", wrap=False),
        Column("from_states", "From states", spaced("from_states"), style="state"),
        Column("to_states", "To states", spaced("to_states"), style="state"),
        Column("certain", "Certain"),
        Column("event", "Event", style="id", wrap=False),
        _SOURCES_RECORD,
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("days", "Days", spaced("days"), style="date"),
    ),
)
