"""Whose file is whose: which section `log` speaks for a file of a log, where there are several.

A file with a section `log` is that author's. Another one belongs to the only section in its folder, else to the only
one in the nearest folder above that has any.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ikhtilaf.dates import Date, iso, parse
from ikhtilaf.log.fields import Head

JOINT = "--"
"""Between a namespace and an id: no id that anybody gives has it."""


class Authors:
    """The sections `log` of a log, and which of them speaks for which file."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = tuple(heads)
        self.named = bool(heads) and all(head.namespace for head in heads)
        """Whether each of them names a namespace, so that there can be several."""
        self._by_file: dict[str, Head | None] = {head.mark.file: head for head in heads}
        self._by_folder: dict[PurePath, list[Head]] = {}
        for head in heads:
            self._by_folder.setdefault(PurePath(head.mark.file).parent, []).append(head)

    def of(self, file: str) -> Head | None:
        """Return the section that speaks for a file; None where there is none, or where it could be several.

        Where the sections have no namespaces, the first speaks for all.
        """
        if not self.named:
            return self.heads[0] if self.heads else None
        if file not in self._by_file:
            self._by_file[file] = self._near(file)
        return self._by_file[file]

    def _near(self, file: str) -> Head | None:
        for folder in PurePath(file).parents:
            found = self._by_folder.get(folder, ())
            if found:
                return found[0] if len(found) == 1 else None
        return None


def prefixed(head: Head, id_: str) -> str:
    """Return the id of a source or event of an author as the whole log has it."""
    return f"{head.namespace}{JOINT}{id_}"


def span_of(heads: Sequence[Head]) -> Date:
    """Return the span from the first day that any of the sections covers to the last, as a date."""
    spans = [(head.covers.earliest, head.covers.latest) for head in heads]
    firsts, lasts = [first for first, _ in spans if first is not None], [last for _, last in spans if last is not None]
    first = min(firsts) if len(firsts) == len(heads) else None
    last = max(lasts) if len(lasts) == len(heads) else None
    for head in heads:
        if (head.covers.earliest, head.covers.latest) == (first, last):
            return head.covers
    return parse("/".join(".." if day is None else iso(day) for day in (first, last)))
