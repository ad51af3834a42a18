"""Writing answers out: one signature, `(rows, columns, stream, options) -> rows written`, one file for each format."""

from __future__ import annotations

from ikhtilaf.render.columns import Column, Options, Renderer, Row, cell, flatten
from ikhtilaf.render.formats import Format, renderer

__all__ = ["Column", "Format", "Options", "Renderer", "Row", "cell", "flatten", "renderer"]
