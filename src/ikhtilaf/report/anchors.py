"""Where things stand on the page: an anchor for each of them, and links only to what is there.

An anchor is `kind-identifier`, the same in every report: `event-quetta-iskf-ceasefire`, `pair-isk-f.quetta`,
`passage-giustozzi-2017.Y7`. A character that no identifier has is written as its code point between underscores, so two
things never share an anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


class Anchors:
    """The things that stand on the page, by kind and identifier."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str]] = set()

    def add(self, kind: str, identifiers: Iterable[str]) -> None:
        """Say that these things stand on the page."""
        self._known.update((kind, identifier) for identifier in identifiers)

    def has(self, kind: str, identifier: str) -> bool:
        """Return whether a thing stands on the page."""
        return (kind, identifier) in self._known

    def href(self, kind: str, identifier: str) -> str | None:
        """Return the address of a thing within the page, None where it is not there."""
        return f"#{anchor(kind, identifier)}" if self.has(kind, identifier) else None


def anchor(kind: str, identifier: str) -> str:
    """Return the `id` attribute of a thing; of a pair or a passage, whose parts stand with a blank between, with a dot.

    >>> anchor("pair", "isk-f quetta"), anchor("passage", "paper p. 9")
    ('pair-isk-f.quetta', 'passage-paper.p_2e__20_9')
    """
    parts = identifier.split(" ", 1) if kind in {"pair", "passage"} else [identifier]
    return f"{kind}-{'.'.join(re.sub(r'[^A-Za-z0-9-]', _code, part) for part in parts)}"


def _code(match: re.Match[str]) -> str:
    return f"_{ord(match[0]):x}_"


def pair_id(pair: Iterable[str]) -> str:
    """Return the identifier of a pair: both names, alphabetical, with a blank between."""
    return " ".join(sorted(pair))
