"""The columns of a comparison of two logs: period by period, or event by event."""

from __future__ import annotations

from collections.abc import Callable

from ikhtilaf.model.vocabulary import UNKNOWN
from ikhtilaf.render.columns import Column, Row
from ikhtilaf.render.sheets import Sheet, moment_part, moment_words, spaced, words_of
from ikhtilaf.render.sheets_of_relations import state_words

_SOME = 3
"""How many places a table names."""


def count_words(key: str) -> Callable[[Row], str]:
    """Return a cell with how many are certain and, with a `?`, how many more are possible."""

    def text(row: Row) -> str:
        certain, possible = row[key]["certain"], row[key]["possible"]
        said = [f"{certain:,}" if certain or not possible else "", f"{possible:,} ?" if possible else ""]
        return " + ".join(filter(None, said))

    return text


def _count(key: str, part: str) -> Column:
    return Column(f"{key}_{part}", f"{key.title()} {part}", lambda row: str(row[key][part]), style="number")


def _where_words(row: Row) -> str:
    named = [f"{place['place'] or 'nowhere in particular'} {place['events']:,}" for place in row["where"]]
    more = [f"{len(named) - _SOME} more"] if len(named) > _SOME else []
    return ", ".join([*named[:_SOME], *more])


def _where_record(row: Row) -> str:
    return " ".join(f"{place['place'] or ''}:{place['events']}" for place in row["where"])


def _first_words(row: Row) -> str:
    if not row["first"]:
        return ""
    event = row["first"][0]
    doubt = " ?" if event["contradicts"] == "possible" else ""
    return f"{words_of(event['date'])}: {event['title']}{doubt}"


def _state(row: Row) -> str:
    return "(nothing known)" if row["state"] == UNKNOWN else state_words({**row, "possible": ()})


def _moments(key: str) -> tuple[Column, ...]:
    return (
        Column(key, key.title(), moment_part(key, "date"), style="date", wrap=False),
        Column(f"{key}_earliest", "Earliest", moment_part(key, "earliest"), style="date", wrap=False),
        Column(f"{key}_latest", "Latest", moment_part(key, "latest"), style="date", wrap=False),
    )


_BETWEEN = Column("between", "Between", spaced("between"), style="id", wrap=False)
_PLACE = Column("place", "Place", lambda row: row["place"] or "in general", style="place", wrap=False)

COMPARISON = Sheet(
    table=(
        _BETWEEN,
        _PLACE,
        Column("state", "State", _state, style="state", min_width=9),
        Column("from", "From", moment_words("from"), style="date", min_width=10),
        Column("until", "Until", moment_words("until"), style="date", min_width=10),
        Column("recorded", "Events", count_words("recorded"), style="number", wrap=False),
        Column("hostile", "Hostile", count_words("hostile"), style="number", wrap=False),
        Column("agreements", "Agreed", count_words("agreements"), style="number", wrap=False, priority=3),
        Column("contradictions", "Against", count_words("contradictions"), style="number", wrap=False, priority=1),
        Column("where", "Where", _where_words, style="place", min_width=12, priority=4),
        Column("first", "First against it", _first_words, min_width=16, priority=2),
        Column("event", "Rests on", style="id", wrap=False, priority=6),
    ),
    record=(
        _BETWEEN,
        _PLACE._replace(text=None),
        Column("state", "State", style="state", wrap=False),
        Column("states", "States", spaced("states"), style="state"),
        Column("certain", "Certain"),
        *_moments("from"),
        *_moments("until"),
        *(
            _count(key, part)
            for key in ("recorded", "hostile", "agreements", "contradictions")
            for part in ("certain", "possible")
        ),
        Column("where", "Where", _where_record, style="place"),
        Column("first", "First", lambda row: " ".join(event["id"] for event in row["first"]), style="id"),
        Column(
            "recorded_as",
            "Recorded as",
            lambda row: " ".join("+".join(side) for side in row["recorded_as"]),
            style="id",
        ),
        Column("inherited_from", "Inherited from", spaced("inherited_from"), style="id"),
        Column("event", "Event", style="id", wrap=False),
        Column("events", "Events", spaced("events"), style="id"),
        Column("sources", "Sources", spaced("sources"), style="note"),
        Column("postscript", "Postscript"),
    ),
)


def _marked(row: Row) -> str:
    return {"certain": "against", "possible": "against ?"}.get(row["contradicts"] or "", "")


EVENTS = Sheet(
    table=(
        Column("date", "Date", lambda row: words_of(row["date"]), style="date", min_width=12),
        Column("match", "", lambda row: "?" if row["match"] == "possible" else "", style="note", wrap=False, ours=True),
        Column("contradicts", "Speaks", _marked, style="note", wrap=False),
        Column("title", "What the other log has", min_width=24),
        Column("places", "Places", style="place", min_width=10, priority=2),
        Column("sources", "Who says so", spaced("sources"), style="note", priority=3, min_width=11),
        Column("id", "Id", style="id", wrap=False, priority=4),
    ),
    record=(
        _BETWEEN,
        _PLACE._replace(text=None),
        Column("state", "State", style="state", wrap=False),
        *_moments("from"),
        *_moments("until"),
        Column("id", "Id", style="id", wrap=False),
        Column("date", "Date", style="date", wrap=False),
        Column("earliest", "Earliest", style="date", wrap=False),
        Column("latest", "Latest", style="date", wrap=False),
        Column("type", "Type", wrap=False),
        Column("title", "Title"),
        Column("places", "Places", spaced("places"), style="place"),
        Column("match", "Match"),
        Column("hostile", "Hostile"),
        Column("agreement", "Agreement"),
        Column("contradicts", "Contradicts"),
        Column("sources", "Sources", spaced("sources"), style="note"),
        Column("at", "At", style="note"),
    ),
)


def period_words(row: Row) -> str:
    """Return the line above the events of a period: who, where, what state, from when until when."""
    where = row["place"] or "in general"
    if row["state"] == UNKNOWN:
        return f"{' and '.join(row['between'])}: in no period"
    until = moment_words("until")(row)
    when = f"from {moment_words('from')(row)}" + (f" until {until}" if until else "")
    return f"{' and '.join(row['between'])}, {where}: {row['state']} {when}"
