r"""JSON that is safe on a terminal and inside a page: hidden characters and `<` are written as `\uNNNN`."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from ikhtilaf.render.escape import json_text


def encoded(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON; a page that has it in a script cannot be left from inside it."""
    separators = None if indent else (", ", ": ")
    return json_text(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)).replace(
        "<", "\\u003c"
    )


def write_json(value: Any, stream: BinaryIO) -> None:
    """Write a value as indented JSON in UTF-8, with a line break at its end."""
    stream.write((encoded(value, indent=1) + "\n").encode())
