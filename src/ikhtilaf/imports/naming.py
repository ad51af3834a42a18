"""Identifiers and names for what a table names: made from the names alone, unique, whatever the order of the rows.

Spellings that a log takes for one name (`model.names`) are one thing. Where two things have one name, the one that is
wider than all others keeps it, and each of the others is told apart by what it lies in: `Hamra village (Salamiyah
district)`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from ikhtilaf.model.names import normalise

_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "e"})
_NO_ID = re.compile("[^a-z0-9]+")
_LONGEST = 200
"""How long an identifier may be: a key of YAML ends within 1,024 characters."""


class Named(NamedTuple):
    """A thing with its identifier and the name that no other thing of its kind has."""

    id: str
    name: str


def identifier(name: str, kind: str) -> str:
    """Return an identifier for a name: its letters and digits in ASCII; a hash where it has none, or too many.

    >>> identifier("Jaysh al-Nasr (Ḩamāh)", "faction")
    'jaysh-al-nasr-hamah'
    """
    plain = unicodedata.normalize("NFKD", normalise(name).translate(_LETTERS)).encode("ascii", "ignore").decode()
    made = _NO_ID.sub("-", plain).strip("-")
    if 0 < len(made) <= _LONGEST:
        return made
    start = made[:_LONGEST].rstrip("-") or kind
    return f"{start}-{blake2b(normalise(name).encode(), digest_size=4).hexdigest()}"


class Names:
    """Gives out names and identifiers of one kind of thing, none of them twice."""

    def __init__(self, kind: str, reserved: Iterable[str] = ()) -> None:
        self._kind = kind
        self._taken = set(reserved)
        """Identifiers and the forms of names: one thing's name must not be another's identifier."""

    def give(self, candidates: Iterable[str]) -> Named:
        """Return the first of the candidates that is free; the last with a number behind it where none is."""
        name = ""
        for name in candidates:
            if found := self._free(name):
                return found
        number = 2
        while not (found := self._free(f"{name} {number}")):
            number += 1
        return found

    def _free(self, name: str) -> Named | None:
        id_, form = identifier(name, self._kind), normalise(name)
        if id_ in self._taken or form in self._taken:
            return None
        self._taken |= {id_, form}
        return Named(id_, name)


def name_all(names: Iterable[str], kind: str, reserved: Iterable[str] = ()) -> dict[str, Named]:
    """Return an identifier and a name for each of these names, no two of which are one to a log."""
    giver = Names(kind, reserved)
    return {name: giver.give([name]) for name in sorted(names, key=lambda name: (normalise(name), name))}


Path = tuple[str, ...]
"""A place's names, as they are compared, from the widest place to itself."""


def name_places(spelt: dict[Path, str]) -> dict[Path, Named]:
    """Return identifiers and names for places, each given by its path, with how its own name is spelt.

    Every place but the first level has the one that it lies in among them.
    """
    giver, made = Names("place"), dict[Path, Named]()
    groups: dict[str, list[Path]] = {}
    for path in sorted(spelt, key=lambda path: (len(path), path)):
        groups.setdefault(path[-1], []).append(path)
    alike = []
    for group in groups.values():
        alone = len(group) == 1 or len(group[0]) < len(group[1])
        if alone:
            made[group[0]] = giver.give([spelt[group[0]]])
        alike += group[1:] if alone else group
    for path in sorted(alike, key=lambda path: (len(path), path)):
        made[path] = giver.give(_told_apart(path, spelt))
    return made


def _told_apart(path: Path, spelt: dict[Path, str]) -> Iterator[str]:
    """Yield the name with more and more of what the place lies in."""
    around: Sequence[str] = [spelt[path[:depth]] for depth in range(len(path) - 1, 0, -1)]
    for count in range(1, len(around) + 1):
        yield f"{spelt[path]} ({', '.join(around[:count])})"
    yield spelt[path]
