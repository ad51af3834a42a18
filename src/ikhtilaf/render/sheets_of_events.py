"""The columns of a timeline, and the marks that its events carry."""

from __future__ import annotations

from ikhtilaf.render.columns import Column, Row
from ikhtilaf.render.sheets import Sheet, spaced, words_of


def marks_of(row: Row) -> str:
    """Return the marks of an event: those of `MARKS` that hold of it."""
    marks = [
        ("?" if row.get("match") == "possible" else ""),
        ("≠" if row.get("contested") else ""),
        ("†" if row.get("postscript") else ""),
        ("‡" if row.get("slip") else ""),
    ]
    return "".join(marks)


MARKS = {
    "?": "only possibly matches",
    "≠": "the sources disagree",
    "†": "postscript: after what the log covers",
    "‡": "a slip of the source, see `show`",
}
"""The marks of a timeline, for the legend under a table."""

TIMELINE = Sheet(
    table=(
        Column("date", "Date", lambda row: words_of(row["date"]), style="date", min_width=12),
        Column("marks", "", marks_of, style="note", wrap=False, ours=True),
        Column("title", "What happened", min_width=28),
        Column("type", "Type", style="text", wrap=False, priority=5),
        Column("factions", "Factions", style="id", min_width=12, priority=3),
        Column("places", "Places", style="place", min_width=10, priority=4),
        Column("sources", "Who says so", spaced("sources"), style="note", priority=2, min_width=11),
        Column("cites", "Cited", spaced("cites"), style="note", priority=1, min_width=6),
        Column("id", "Id", style="id", wrap=False, priority=6),
    ),
    record=(
        Column("id", "Id", style="id", wrap=False),
        Column("date", "Date", style="date", wrap=False),
        Column("earliest", "Earliest", style="date", wrap=False),
        Column("latest", "Latest", style="date", wrap=False),
        Column("wording", "Wording"),
        Column("type", "Type", wrap=False),
        Column("title", "Title"),
        Column("factions", "Factions", spaced("factions"), style="id"),
        Column("places", "Places", spaced("places"), style="place"),
        Column("provinces", "Provinces", spaced("provinces"), style="place"),
        Column("people", "People", lambda row: " ".join(row["people"]), style="id"),
        Column(
            "states",
            "States",
            lambda row: " ".join(dict.fromkeys([r["state"] for r in row["relations"]])),
            style="state",
        ),
        Column("sources", "Sources", spaced("sources"), style="note"),
        Column("cites", "Cites", spaced("cites"), style="note"),
        Column("contested", "Contested"),
        Column("postscript", "Postscript"),
        Column("match", "Match"),
        Column("text", "Text"),
        Column("at", "At", style="note"),
    ),
    more=(
        Column("roles", "Roles"),
        Column("terms", "Terms", lambda row: "; ".join(row["terms"])),
        Column("slip", "Slip"),
        Column("relations", "Relations"),
        Column("claims", "Claims"),
        Column("background", "Background"),
    ),
)
