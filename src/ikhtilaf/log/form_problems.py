"""The kinds of problem that one place of a file is enough to see: its characters, its YAML, its shape, its words and
numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ikhtilaf.log.problems import Problem, did_you_mean, listed, one_of, quoted
from ikhtilaf.model.names import nearest
from ikhtilaf.model.things import Mark


class Binary(Problem):
    """A file that holds no text at all."""

    kind = "binary"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at, "this is not a text file", "Name a log written in YAML; move other files out of its folder."
        )


class NotText(Problem):
    """Bytes that are no characters in the file's encoding."""

    kind = "not-text"
    __slots__ = ()

    def __init__(self, at: Mark, value: str, encoding: str) -> None:
        what = f"the byte {value}" if value else "what stands here"
        super().__init__(at, f"{what} is no character in {encoding}", "Save the file as UTF-8.")


class ControlCharacter(Problem):
    """A character that cannot be seen and that YAML does not allow, or readers of YAML take differently."""

    kind = "control-character"
    __slots__ = ()

    def __init__(self, at: Mark, char: str) -> None:
        super().__init__(
            at,
            f"the character U+{ord(char):04X} cannot stand in a log",
            "Delete it; it cannot be seen in most editors.",
        )


class More(Problem):
    """More problems of one file than are worth listing: twenty places that are no text, or a thousand of any kind."""

    kind = "more-of-the-same"
    __slots__ = ()

    def __init__(self, at: Mark, shown: int, what: str) -> None:
        super().__init__(
            at,
            f"{shown:,} {what} are listed; from here on there are more",
            "Mend those first, then check again.",
        )


class BadYaml(Problem):
    """Text that is not YAML. What follows it in the file is not read."""

    kind = "bad-yaml"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, remedy: str, since: int | None = None) -> None:
        began = f" (in what begins on line {since})" if since is not None and since != at.line else ""
        super().__init__(at, f"this is not YAML: {what}{began}", f"{remedy} The rest of this file was not read.")


class TooDeep(Problem):
    """Lists in lists in lists, beyond all sense. What follows in the file is not read."""

    kind = "too-deep"
    __slots__ = ()

    def __init__(self, at: Mark, limit: int) -> None:
        super().__init__(
            at,
            f"more than {limit} levels of nesting",
            "Close the brackets that are open. The rest of this file was not read.",
        )


class TooLarge(Problem):
    """A single thing, such as an event, that takes more of a file than all its texts could. What follows in the file is
    not read.
    """

    kind = "too-large"
    __slots__ = ()

    def __init__(self, at: Mark, limit: int) -> None:
        super().__init__(
            at,
            f"one thing of the log takes more than {limit:,} characters up to here",
            "Close the quotes that are open, or keep the text elsewhere. The rest of this file was not read.",
        )


class SeveralDocuments(Problem):
    """A second YAML document in one file."""

    kind = "several-documents"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "a second document begins here",
            'Delete the line "---", or put what follows into a file of its own in the same folder. It was not read.',
        )


class EmptyLog(Problem):
    """A log without anything in it."""

    kind = "empty-log"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "there is nothing in this log",
            "Write the sections log and events; `ikhtilaf init` makes a log to begin with.",
        )


class NotAMapping(Problem):
    """A file whose outermost level is not made of sections."""

    kind = "not-a-mapping"
    __slots__ = ()

    def __init__(self, at: Mark, got: str, sections: Sequence[str]) -> None:
        super().__init__(
            at,
            f"expected the sections of a log, got {got}",
            f"Begin each section with its name and a colon: {listed(sections)}.",
        )


class WrongShape(Problem):
    """A list where text belongs, text where a list belongs, and the like."""

    kind = "wrong-shape"
    __slots__ = ()

    def __init__(self, at: Mark, expected: str, got: str, example: str) -> None:
        remedy = f"Write it like this: {example}" if example else "Write text, in quotes if it begins with a sign."
        super().__init__(at, f"expected {expected}, got {got}", remedy)


class YamlAlias(Problem):
    """`*name`."""

    kind = "yaml-alias"
    __slots__ = ()

    def __init__(self, at: Mark, name: str) -> None:
        super().__init__(
            at,
            f"the YAML alias {quoted('*' + name)}: a log has none",
            "Write the text out; put it in quotes if it is meant to begin with an asterisk.",
        )


class YamlAnchor(Problem):
    """`&name`."""

    kind = "yaml-anchor"
    __slots__ = ()

    def __init__(self, at: Mark, name: str) -> None:
        super().__init__(
            at,
            f"the YAML anchor {quoted('&' + name)}: a log has none",
            "Delete it; put the text in quotes if it is meant to begin with an ampersand.",
        )


class YamlTag(Problem):
    """`!name`."""

    kind = "yaml-tag"
    __slots__ = ()

    def __init__(self, at: Mark, tag: str) -> None:
        tag = tag.replace("tag:yaml.org,2002:", "!!")
        super().__init__(
            at,
            f"the YAML tag {quoted(tag)}: a log has none",
            "Delete it; put the text in quotes if it is meant to begin with an exclamation mark.",
        )


class DuplicateKey(Problem):
    """The same key twice in one mapping."""

    kind = "duplicate-key"
    __slots__ = ()

    def __init__(self, at: Mark, key: str) -> None:
        super().__init__(
            at, f"{quoted(key)} stands here a second time", "Keep one of the two, or put what both say into one."
        )


class UnknownKey(Problem):
    """A key that the format does not have there."""

    kind = "unknown-key"
    __slots__ = ()

    def __init__(self, at: Mark, key: str, owner: str, known: Iterable[str]) -> None:
        known = list(known)
        super().__init__(at, f"{owner} has no key {quoted(key)}", one_of(known, nearest(key, known, 1)))


class MissingKey(Problem):
    """A key that has to be there."""

    kind = "missing-key"
    __slots__ = ()

    def __init__(self, at: Mark, owner: str, key: str, about: str) -> None:
        super().__init__(at, f"{owner} needs the key {quoted(key)}", f"Add `{key}:`, {about}.")


class EmptyValue(Problem):
    """A key with nothing behind it, or an empty item of a list."""

    kind = "empty-value"
    __slots__ = ()

    def __init__(self, at: Mark, what: str, about: str) -> None:
        super().__init__(at, f"{what} is empty", f"Write {about}.")


class EventWithoutClaim(Problem):
    """An event that nobody vouches for."""

    kind = "event-without-claim"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "the event has no claim, so nobody says it",
            "Add `claims:` with at least one claim, for example - {cites: [S1]}.",
        )


class EventWithoutFaction(Problem):
    """An event in which no faction takes part."""

    kind = "event-without-faction"
    __slots__ = ()

    def __init__(self, at: Mark) -> None:
        super().__init__(
            at,
            "the event has no faction",
            "Add `factions:` with at least one faction and its role, for example {isk: party}.",
        )


class UnknownWord(Problem):
    """A word that is not in the closed list."""

    kind = "unknown-word"
    __slots__ = ()

    def __init__(self, at: Mark, word: str, what: str, words: Sequence[str]) -> None:
        super().__init__(at, f"{quoted(word)} is no {what}", one_of(words, nearest(word, words)))


class BadId(Problem):
    """Something that cannot be an id."""

    kind = "bad-id"
    __slots__ = ()

    def __init__(self, at: Mark, text: str, instead: str) -> None:
        example = f"for example {instead}" if instead else "for example isk-f"
        super().__init__(
            at,
            f"{quoted(text)} cannot be an id",
            f"Use the letters a to z, digits, and single hyphens between them, {example}.",
        )


class BadNumber(Problem):
    """Something that is no whole number."""

    kind = "bad-number"
    __slots__ = ()

    def __init__(self, at: Mark, text: str) -> None:
        super().__init__(
            at,
            f"{quoted(text)} is not a whole number",
            "Write digits alone, at most 12, for example 8000; put words like about into `hedge`.",
        )


class BadYesNo(Problem):
    """Something that is neither yes nor no."""

    kind = "bad-yes-no"
    __slots__ = ()

    def __init__(self, at: Mark, text: str) -> None:
        super().__init__(at, f"{quoted(text)} is neither yes nor no", "Write yes or no.")


class BadCoordinates(Problem):
    """Something that is no latitude and longitude."""

    kind = "bad-coordinates"
    __slots__ = ()

    def __init__(self, at: Mark, what: str) -> None:
        super().__init__(
            at,
            what,
            "Write latitude (-90 to 90) and longitude (-180 to 180) in decimal degrees, for example [34.43, 70.45].",
        )


class BadDate(Problem):
    """A date that the date reader refuses; name, message and remedy are its own."""

    kind = "bad-date"
    __slots__ = ()

    def __init__(self, at: Mark, name: str, message: str, remedy: str) -> None:
        super().__init__(at, message, remedy, name=name)


class RelationNotTwo(Problem):
    """A relation between one faction, or three."""

    kind = "relation-not-two"
    __slots__ = ()

    def __init__(self, at: Mark, count: int) -> None:
        remedy = (
            "Name two factions; write a relation of its own for each pair."
            if count > 2
            else "Name two factions, for example [quetta, isk-f]."
        )
        super().__init__(at, f"a relation is between two factions, not {count}", remedy)


class FactField(Problem):
    """A field that this kind of fact needs, or does not have."""

    kind = "fact-field"
    __slots__ = ()

    def __init__(self, at: Mark, fact: str, field: str, missing: bool, known: Sequence[str]) -> None:  # noqa: FBT001  # made by position, as all are
        if missing:
            super().__init__(at, f"a fact of the kind {fact} needs {quoted(field)}", f"Add `{field}:`.")
        else:
            super().__init__(
                at,
                f"a fact of the kind {fact} has no {quoted(field)}",
                did_you_mean([], f"It can have {listed(known, 'and')}; or choose another kind."),
            )
