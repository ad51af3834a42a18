"""A file that says what the factions and places of one log are called in another, before the names are looked up."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.log.problems import visible

SECTIONS = ("factions", "places")
_EXAMPLE = "Write, for example, factions: {quetta: Taliban, isk: [IS, ISKP]}."


class BadNameMapError(IkhtilafError):
    """A file of names that cannot be read as one."""

    name = "bad-name-map"

    def __init__(self, path: str, line: int, what: str) -> None:
        super().__init__(f"{path}:{line}: {what}", _EXAMPLE)


class UnreadableNameMapError(IkhtilafError):
    """A file of names that the system does not give."""

    name = "unreadable-name-map"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"the file of names {visible(path)} cannot be read: {why.lower()}", "Name a YAML file. " + _EXAMPLE
        )


class Renaming(NamedTuple):
    """A thing of this log and what the other log calls it, as typed, with the line on which that stands."""

    kind: str
    ours: str
    theirs: tuple[str, ...]
    line: int


def read_name_map(path: str) -> list[Renaming]:
    """Return what a YAML file says of names: under `factions` and `places`, a name of this log to one or several of the
    other.

    Raises `BadNameMapError` for a file of another shape, `UnreadableNameMapError` where there is none.
    """
    try:
        text = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableNameMapError(path, why) from error
    try:
        top = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise BadNameMapError(path, line, f"it is not YAML: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadNameMapError(path, 1, "it is not text in YAML") from error
    return [] if top is None else _sections(path, top)


def _sections(path: str, top: yaml.Node) -> list[Renaming]:
    found = []
    for section, line, node in _entries(path, top, "it has no sections"):
        if section not in SECTIONS:
            raise BadNameMapError(path, line, f'there is no section "{section}", only {" and ".join(SECTIONS)}')
        for ours, at, theirs in _entries(path, node, f"`{section}` has no names below it"):
            found.append(Renaming(section.removesuffix("s"), ours, _names(path, theirs), at))
    return found


def _entries(path: str, node: yaml.Node, otherwise: str) -> list[tuple[str, int, yaml.Node]]:
    """The keys of a mapping, each once, with their lines and values."""
    if not isinstance(node, yaml.MappingNode):
        raise BadNameMapError(path, node.start_mark.line + 1, otherwise)
    entries: dict[str, tuple[str, int, yaml.Node]] = {}
    for key, value in node.value:
        name, line = _text(path, key), key.start_mark.line + 1
        if name in entries:
            raise BadNameMapError(path, line, f'"{name}" stands there twice')
        entries[name] = (name, line, value)
    return list(entries.values())


def _names(path: str, node: yaml.Node) -> tuple[str, ...]:
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not parts:
        raise BadNameMapError(path, node.start_mark.line + 1, "the list of names is empty")
    return tuple(_text(path, part) for part in parts)


def _text(path: str, node: yaml.Node) -> str:
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    if not text:
        raise BadNameMapError(path, node.start_mark.line + 1, "a name belongs here")
    return visible(text)
