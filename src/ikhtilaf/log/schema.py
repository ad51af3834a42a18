"""The JSON Schema (draft-07) of the format, for editors: made from the tables that read a log, so that the two cannot
drift apart.
"""

from __future__ import annotations

from ikhtilaf.log.fields import EVENT, HEAD, SECTIONS
from ikhtilaf.log.shapes import ID, Schema


def json_schema() -> Schema:
    """Return the schema of one file of a log.

    It holds for a file by itself: that names mean something, that dates are dates, and that some file has the sections
    `log` and `events`, is what reading checks. Editors take plain `2015` for a number and `true` for a boolean before
    they look at the schema, so wherever text is wanted these will do as well.
    """
    sections: Schema = {"log": {"description": "what the log says of itself; in one file only", **HEAD.schema()}}
    for name, (about, record) in SECTIONS.items():
        keyed = {
            "type": ["object", "null"],
            "propertyNames": {"pattern": f"^{ID.pattern}$"},
            "additionalProperties": record.schema(),
        }
        sections[name] = {"description": about, **keyed}
    sections["events"] = {
        "description": "what happened, as a list of events",
        "type": ["array", "null"],
        "items": EVENT.schema(),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ikhtilaf log",
        "description": "What sources say about relations between armed factions.",
        "type": "object",
        "additionalProperties": False,
        "properties": sections,
    }
