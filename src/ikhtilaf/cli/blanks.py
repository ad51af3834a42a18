"""What `new` is told about a thing, in the terms of the log that it is for: names as ids, dates as EDTF."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ikhtilaf.cli.context import note, typed_date
from ikhtilaf.cli.drafting import draft_of, files_of
from ikhtilaf.dates import Answer, Date, before
from ikhtilaf.errors import IkhtilafError
from ikhtilaf.log.blanks import RECORD_OF, blank_lines, blanks, claims, free_id, others, pairs, words
from ikhtilaf.log.coverage import citable
from ikhtilaf.log.names import Names, names_of
from ikhtilaf.log.read import read
from ikhtilaf.log.resolve import by_type, resolve
from ikhtilaf.log.shapes import ID, Word
from ikhtilaf.log.tree import Branch, Item, Node
from ikhtilaf.model.names import nearest
from ikhtilaf.model.things import Log, Mark
from ikhtilaf.query.errors import SameFactionError, UnknownNameError
from ikhtilaf.query.names import PLURALS
from ikhtilaf.store.opening import BrokenLogError, log_path

USES: dict[str, tuple[str, ...]] = {
    "event": ("title", "date", "type", "between", "state", "faction", "place", "source", "cites", "text"),
    "source": ("title", "kind", "date", "author", "affiliation", "place", "reported_by", "url", "alias"),
    "faction": ("name", "kind", "alias"),
    "place": ("name", "kind", "within", "iso", "alias"),
    "person": ("name", "alias"),
}
"""By kind of thing, the options that say something about it."""


class UnknownNewError(IkhtilafError):
    """`new` was asked for a kind of thing that a log does not have."""

    name = "unknown-kind"

    def __init__(self, typed: str) -> None:
        near = nearest(typed, USES, limit=1)
        remedy = f"Did you mean {near[0]}?" if near else f"The kinds are {', '.join(USES)}."
        super().__init__(f'there is no new "{typed}" to be had', remedy)


class UnfittingOptionError(IkhtilafError):
    """An option was given that says nothing about this kind of thing."""

    name = "unfitting-option"

    def __init__(self, option: str, kind: str) -> None:
        fitting = ", ".join(f"--{name.replace('_', '-')}" for name in USES[kind])
        super().__init__(f"a new {kind} has no --{option.replace('_', '-')}", f"It takes {fitting}.")


class OneOnlyError(IkhtilafError):
    """An option was given several times of which this kind of thing has one."""

    name = "one-only"

    def __init__(self, option: str, kind: str, typed: Sequence[str]) -> None:
        super().__init__(
            f"a new {kind} has one {option}, and {len(typed)} were given: {', '.join(typed)}",
            f"Give --{option} once; what else there is to say can go into its `note`.",
        )


class TakenError(IkhtilafError):
    """A name or id is in use already."""

    name = "name-taken"

    def __init__(self, kind: str, typed: str, owner: str) -> None:
        super().__init__(f'"{typed}" means the {kind} {owner} already', "Give another name, or use what is there.")


class BadNewIdError(IkhtilafError):
    """--id is no id."""

    name = "bad-id"

    def __init__(self, typed: str, near: str) -> None:
        super().__init__(f'"{typed}" cannot be an id', f"Use small letters, digits and hyphens, as in {near}.")


class UnknownWordError(IkhtilafError):
    """A word that is not in its closed list."""

    name = "unknown-word"

    def __init__(self, option: str, typed: str, known: Sequence[str]) -> None:
        near = nearest(typed, known)
        remedy = f"Did you mean {' or '.join(near)}?" if near else f"Use one of: {', '.join(known)}."
        super().__init__(f'--{option} does not take "{typed}"', remedy)


class UnknownPassageError(IkhtilafError):
    """--cites names no passage of the source."""

    name = "unknown-passage"

    def __init__(self, typed: str, source: str, near: Sequence[str]) -> None:
        remedy = f"Did you mean {' or '.join(near)}?" if near else f"`ikhtilaf show {source}` lists them."
        super().__init__(f'the source {source} has no passage "{typed}"', remedy)


class StateOfTwoError(IkhtilafError):
    """--state without --between."""

    name = "state-of-whom"

    def __init__(self) -> None:
        super().__init__("--state says how two factions stand, and none are given", "Name the two with --between A B.")


class Known(NamedTuple):
    """What is known of a log that may still be full of blanks."""

    names: Mapping[str, Names]
    covers: Date | None
    reporter: str
    log: Log

    def find(self, kind: str, typed: str) -> str:
        """Return the id that goes by a name; raises `UnknownNameError` with the nearest names."""
        found = self.names[kind].find(typed)
        if found:
            return found
        other = next((k for k, names in self.names.items() if k not in {kind, "event"} and names.find(typed)), "")
        raise UnknownNameError(kind, typed, self.names[kind].near(typed), PLURALS[kind], other=other)

    def is_taken(self, kind: str, name: str) -> bool:
        """Return whether something of the kind goes by this id or name."""
        return self.names[kind].find(name) is not None


def known_of(path: str | None) -> Known:
    """Return what the log at `path` (None: as for every command) knows; that it has blanks or mistakes is no matter.

    Raises `BrokenLogError` where a file of it cannot be read as a log at all.
    """
    path = log_path(path)
    files = files_of(path)
    draft = draft_of(files)
    if draft.unsure:
        raise BrokenLogError(read(path, stdin=io.BytesIO(files[0].content or b"")))
    names = names_of(draft)
    head = draft.heads[0] if draft.heads else None
    reporter = (names["source"].find(head.reporter) or "") if head else ""
    resolve(by_type(draft.things()), names, draft.unsure_of, reporter)
    covers = head.covers if head and head.covers.text else None
    log = Log(Mark("", 1, 1), "", covers or Date("", None, None, None), reporter, sources=names["source"].things)
    return Known(names, covers, reporter, log)


def write_blank(kind: str, told: Mapping[str, Any], id_: str | None, known: Known, indent: int) -> None:
    """Print a new thing; say on stderr which keys are blank and which others there are.

    `told` holds the options by name, None or empty where one was not given.
    """
    if kind not in USES:
        raise UnknownNewError(kind)
    for option, value in told.items():
        if value and option not in USES[kind]:
            raise UnfittingOptionError(option, kind)
    given = (_event if kind == "event" else _thing)(kind, told, known)
    label = told["title"] if kind in {"event", "source"} else told["name"]
    made = _checked_id(kind, id_, known) if id_ else free_id(kind, label or "", lambda name: known.is_taken(kind, name))
    lines = blank_lines(kind, made, given, indent, id_given=bool(id_ or label))
    apart = [""] if kind == "event" else []  # events stand apart, and this one goes behind the last
    sys.stdout.write("".join(f"{line}\n" for line in (*apart, *lines)))
    left = blanks(kind, given)
    if kind == "event" and any("cites: []" in line for line in lines):
        left.append("cites")
    if left:
        note(f"still to fill in: {', '.join(left)}")
    note(f"it can also have: {', '.join(others(kind, given))}")


def _checked_id(kind: str, typed: str, known: Known) -> str:
    if not ID.fullmatch(typed):
        raise BadNewIdError(typed, free_id(kind, typed, lambda _: False))
    if owner := known.names[kind].find(typed):
        raise TakenError(kind, typed, owner)
    return typed


def _event(_kind: str, told: Mapping[str, Any], known: Known) -> dict[str, Node]:
    given: dict[str, Node] = _texts(told, "title", "text")
    if date := typed_date(told["date"]):
        given["date"] = date.text
        given |= _outside(date, known.covers)
    if told["type"]:
        given["type"] = _word("event", "type", told["type"])
    if told["state"] and not told["between"]:
        raise StateOfTwoError
    pair = [known.find("faction", name) for name in told["between"] or ()]
    if len(set(pair)) == 1:
        raise SameFactionError(pair[0])
    taking_part = [*pair, *(known.find("faction", name) for name in told["faction"] or ())]
    if taking_part:
        given["factions"] = pairs(dict.fromkeys(taking_part, "party"))
    if told["place"]:
        given["places"] = words(list(dict.fromkeys(known.find("place", name) for name in told["place"])))
    if told["state"]:
        relation = Branch(is_map=True, items=[Item(words(pair), key="between")])
        relation.items.append(Item(_state(told["state"]), key="state"))
        given["relations"] = Branch(is_map=False, items=[Item(relation)])
    given["claims"] = _claims(told, known)
    return given


def _claims(told: Mapping[str, Any], known: Known) -> Branch:
    source = known.find("source", told["source"]) if told["source"] else None
    passages = citable(known.log, source or known.reporter)
    for cite in told["cites"] or ():
        if passages and cite not in passages:
            raise UnknownPassageError(cite, source or known.reporter, nearest(cite, passages))
    return claims(source or (None if passages else known.reporter), told["cites"] or (), must_cite=bool(passages))


def _outside(date: Date, covers: Date | None) -> dict[str, Node]:
    """Return the mark of an event that lies before or after all that the log covers."""
    if covers is None:
        return {}
    if before(date, covers._replace(latest=covers.earliest)) is Answer.YES:
        return {"background": "yes"}
    if before(covers._replace(earliest=covers.latest), date) is Answer.YES:
        return {"postscript": "yes"}
    return {}


def _thing(kind: str, told: Mapping[str, Any], known: Known) -> dict[str, Node]:
    given: dict[str, Node] = _texts(told, "title", "name", "author", "url", "iso")
    if told["name"] and (owner := known.names[kind].find(told["name"])):
        raise TakenError(kind, told["name"], owner)
    for alias in told["alias"] or ():
        if owner := known.names[kind].find(alias):
            raise TakenError(kind, alias, owner)
    if told["kind"]:
        given["kind"] = _word(kind, "kind", told["kind"])
    if date := typed_date(told["date"]):
        given["date"] = date.text
    for option, kind_of_name in (("affiliation", "faction"), ("reported_by", "source"), ("within", "place")):
        if told[option]:
            given[option] = known.find(kind_of_name, told[option])
    if told["place"]:
        places = list(dict.fromkeys(known.find("place", name) for name in told["place"]))
        if len(places) > 1:
            raise OneOnlyError("place", kind, told["place"])
        given["place"] = places[0]
    if told["alias"]:
        given["aliases"] = words(told["alias"])
    return given


def _texts(told: Mapping[str, Any], *keys: str) -> dict[str, Node]:
    return {key: told[key].strip() for key in keys if told[key] and told[key].strip()}


def _word(kind: str, key: str, typed: str) -> str:
    shape = RECORD_OF[kind].table[key].shape
    known = list(shape.words) if isinstance(shape, Word) else []
    if typed.lower() not in known:
        raise UnknownWordError(key, typed, known)
    return typed.lower()


def _state(typed: str) -> str:
    from ikhtilaf.model.vocabulary import STATES

    if typed.lower() not in STATES:
        raise UnknownWordError("state", typed, list(STATES))
    return typed.lower()
