"""The kinds of problem that need the whole log's names: unknown and ambiguous ones, and what stands in a log twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from ikhtilaf.log.problems import Problem, did_you_mean, listed, quoted
from ikhtilaf.model.things import Mark


class Unknown(Problem):
    """A name that nothing has. Each kind of thing has its own."""

    what: ClassVar[str] = ""
    section: ClassVar[str] = ""
    __slots__ = ()

    def __init__(self, at: Mark, name: str, near: Sequence[str]) -> None:
        super().__init__(
            at,
            f"there is no {self.what} {quoted(name)}",
            did_you_mean(near, f"Correct the name, or add it under `{self.section}:`."),
        )


class UnknownSource(Unknown):
    """A name that no source has."""

    kind = "unknown-source"
    what = "source"
    section = "sources"
    __slots__ = ()


class UnknownPlace(Unknown):
    """A name that no place has."""

    kind = "unknown-place"
    what = "place"
    section = "places"
    __slots__ = ()


class UnknownFaction(Unknown):
    """A name that no faction has."""

    kind = "unknown-faction"
    what = "faction"
    section = "factions"
    __slots__ = ()


class UnknownPerson(Unknown):
    """A name that no person has."""

    kind = "unknown-person"
    what = "person"
    section = "people"
    __slots__ = ()


class UnknownEvent(Unknown):
    """An id that no event has."""

    kind = "unknown-event"
    what = "event"
    section = "events"
    __slots__ = ()


UNKNOWN: dict[str, type[Unknown]] = {
    kind.what: kind for kind in (UnknownSource, UnknownPlace, UnknownFaction, UnknownPerson, UnknownEvent)
}


class UnknownPassage(Problem):
    """A passage that the source does not list."""

    kind = "unknown-passage"
    __slots__ = ()

    def __init__(self, at: Mark, passage: str, source: str, near: Sequence[str]) -> None:
        super().__init__(
            at,
            f"{quoted(passage)} is no passage of {listed([source])}",
            did_you_mean(near, f"Correct it, or add it to the `passages:` of {listed([source])}."),
        )


class DuplicateId(Problem):
    """An id that two things of a kind have."""

    kind = "duplicate-id"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, id_: str, first: Mark) -> None:
        where = f"on line {first.line}" if first.file == at.file else f"in {first.file}:{first.line}"
        super().__init__(
            at,
            f"there is another {what} {quoted(id_)}, {where}",
            "Give one of the two another id, or put what both say into one.",
        )


class AmbiguousName(Problem):
    """A name that two things of a kind have."""

    kind = "ambiguous-name"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, name: str, first: str, second: str) -> None:
        super().__init__(
            at,
            f"{quoted(name)} is the name of two {'people' if what == 'person' else what + 's'}: {first} and {second}",
            "Delete it from one of the two, or add something that tells them apart.",
        )


class NamedTwice(Problem):
    """A thing that is named twice where once is enough, perhaps by two of its names."""

    kind = "named-twice"
    __slots__ = ()

    def __init__(self, at: Mark, name: str, id_: str) -> None:
        meant = "" if name == id_ else f" (it means {id_})"
        super().__init__(at, f"{quoted(name)} is named a second time here{meant}", "Delete one of the two.")


class NoLogSection(Problem):
    """A log that does not say what it is about."""

    kind = "no-log-section"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(at, "the section `log` is missing", "Add `log:` with title, covers and reporter below it.")


class NoEventsSection(Problem):
    """A log that has no section for events."""

    kind = "no-events-section"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at, "the section `events` is missing", "Add `events:`; write `events: []` if there are none yet."
        )


class TwoLogSections(Problem):
    """A second section `log`."""

    kind = "two-log-sections"
    __slots__ = ()

    def __init__(self, at: Mark, first: Mark) -> None:
        super().__init__(
            at,
            f"a second section `log`; the first is {first.file}:{first.line}",
            "Keep one: a log has one title, one span and one reporter. Of several authors each names a `namespace:`.",
        )


class SameNamespace(Problem):
    """A namespace that two authors have."""

    kind = "same-namespace"
    __slots__ = ()

    def __init__(self, at: Mark, namespace: str, first: Mark) -> None:
        super().__init__(
            at,
            f"another section `log` has the namespace {quoted(namespace)}: {first.file}:{first.line}",
            "Give each author a namespace of their own, such as the reporter's name.",
        )


class NobodysFile(Problem):
    """A file of a log of several authors that none of them, or more than one, could have written."""

    kind = "nobodys-file"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "this is said in nobody's words: no section `log` speaks for this file, or several could",
            "Give each author a folder with one section `log` in it, and put the file into that folder.",
        )


class AuthorsDisagree(Problem):
    """Two authors who mean one thing, but say of it what cannot both be so."""

    kind = "authors-disagree"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, id_: str, field: str, said: str, first_said: str, first: Mark) -> None:
        super().__init__(
            at,
            f"the {what} {id_} has the {field} {quoted(said)} here, but {quoted(first_said)} in "
            f"{first.file}:{first.line}",
            "Make the two agree; if they are not the same, give one another id and no name of the other's.",
        )


class OneOrTwo(Problem):
    """Two things of one author that another author takes for one."""

    kind = "one-or-two"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, one: str, two: str, other: str, where: Mark) -> None:
        super().__init__(
            at,
            f"{one} and {two} are two {'people' if what == 'person' else what + 's'} here, but {listed([other])} in "
            f"{where.file}:{where.line} has a name of each",
            "Delete the name of one of the two there, or make one of the two here.",
        )
