"""The output formats, and which module writes each."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

from ikhtilaf.render.columns import Renderer


class Format(StrEnum):
    """What `--format` takes."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"


_MODULES = {
    Format.TABLE: "table",
    Format.JSON: "json_array",
    Format.JSONL: "json_lines",
    Format.CSV: "comma_separated",
    Format.TSV: "tsv",
    Format.MD: "markdown",
}


def renderer(fmt: Format) -> Renderer:
    """Return the renderer of a format; only its own module is imported."""
    render: Renderer = import_module(f"{__package__}.{_MODULES[fmt]}").render
    return render
