"""The files of a log as they are being written: whatever can be read of them, with blanks and mistakes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable

from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.files import LogFile, find_files


def files_of(path: str) -> list[LogFile]:
    """Return the files of the log at `path` (`-`: standard input), each with its bytes; raises `PathError`."""
    found = []
    for file in find_files(path, sys.stdin.buffer):
        with file.open() as raw:
            found.append(file._replace(content=raw.read()))
    return found


def draft_of(files: Iterable[LogFile]) -> Draft:
    """Return what such files hold, their form errors among it; names are not resolved."""
    draft = Draft()
    for file in files:
        read_document(io.BytesIO(file.content or b""), file.shown, draft)
    return draft
