"""The log to begin with: `template.yaml`, with comments for a person who writes their own."""

from __future__ import annotations

from pathlib import Path

LOG_NAME = "log.yaml"
SCHEMA_NAME = "ikhtilaf.schema.json"
"""What the files that `init` writes are called; the template's first line names the schema."""


def template() -> str:
    """Return the text of a small log that passes every check."""
    return Path(__file__).with_name("template.yaml").read_text(encoding="utf-8")
