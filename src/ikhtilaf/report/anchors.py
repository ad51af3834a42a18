"""Where things stand on the page: an anchor for each of them, and links only to what is there.

Anchors are short, a letter for the kind and a number in the order of the page (`e47` is event 47, `f3` the third
faction), because a page has thousands of links; and no text of a log gets into one.
"""

from __future__ import annotations

from collections.abc import Iterable

LETTERS = {"event": "e", "faction": "f", "pair": "r", "place": "l", "person": "q", "source": "s"}
"""The letter of each kind; what else has an anchor on the page has a longer one."""


class Anchors:
    """The things that stand on the page, by kind and identifier; `missed` are events that a link was wanted to, and
    that are not there.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}
        self.missed: set[str] = set()

    def add(self, kind: str, identifiers: Iterable[str]) -> None:
        """Say that these things stand on the page, in the order in which they do; of one kind all at once."""
        for number, identifier in enumerate(identifiers, 1):
            self._known[kind, identifier] = f"{LETTERS[kind]}{number}"

    def of(self, kind: str, identifier: str) -> str:
        """Return the `id` attribute of a thing that stands on the page."""
        return self._known[kind, identifier]

    def href(self, kind: str, identifier: str) -> str | None:
        """Return the address of a thing within the page, None where it is not there."""
        name = self._known.get((kind, identifier))
        if name is None and kind == "event":
            self.missed.add(identifier)
        return None if name is None else f"#{name}"


def pair_id(pair: Iterable[str]) -> str:
    """Return the identifier of a pair: both names, alphabetical, with a blank between."""
    return " ".join(sorted(pair))
