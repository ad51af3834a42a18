"""What a question can get wrong: names that the log does not know, and words that do not go together."""

from __future__ import annotations

from collections.abc import Sequence

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.model.names import nearest

_SHOWN = 60


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= _SHOWN else text[:_SHOWN] + "…"}"'


class UnknownNameError(IkhtilafError):
    """No thing of that kind has that name in the log."""

    name = "unknown-name"

    def __init__(self, kind: str, typed: str, near: Sequence[str], plural: str, *, other: str = "") -> None:
        where = "" if kind in {"type", "state"} else " in this log"
        message = f"there is no {kind} {_quoted(typed)}{where}"
        remedy = f"`ikhtilaf list {plural}` shows what there is."
        if near:
            remedy = f"Did you mean {_either(near)}?"
        if other:
            message += f"; it is the name of a {other}"
            remedy = f"Use --{other} {typed if typed.isalnum() else _quoted(typed)}."
        super().__init__(message, remedy)


class NothingCalledSoError(IkhtilafError):
    """Nothing of any kind has that name."""

    name = "unknown-name"

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        remedy = f"Did you mean {_either(near)}?" if near else "`ikhtilaf timeline --fields id,title` shows the events."
        super().__init__(f"nothing in this log is called {_quoted(typed)}", remedy)


class WrongPlaceKindError(IkhtilafError):
    """The place is known, but it is no province."""

    name = "not-a-province"

    def __init__(self, typed: str, kind: str, province: str | None) -> None:
        remedy = f"Use --place for it, or --province {province}." if province else "Use --place for it."
        super().__init__(f"{_quoted(typed)} is a {kind}, not a province", remedy)


class SameFactionError(IkhtilafError):
    """Both names after --between mean one faction."""

    name = "same-faction"

    def __init__(self, faction: str) -> None:
        super().__init__(
            f"both names after --between mean the faction {_quoted(faction)}", "Name two different factions."
        )


class EmptySpanError(IkhtilafError):
    """--since lies after --until."""

    name = "since-after-until"

    def __init__(self, since: str, until: str) -> None:
        super().__init__(f"--since {since} lies after --until {until}", "Swap them, or leave one out.")


class NoLastDayError(IkhtilafError):
    """A day was asked for, and the date given is open towards the future."""

    name = "no-last-day"

    def __init__(self, typed: str) -> None:
        super().__init__(f"{_quoted(typed)} has no last day to look at", "Name a day, a month or a year.")


class NoFirstDayError(IkhtilafError):
    """A first day was asked for, and the date given is open towards the past."""

    name = "no-first-day"

    def __init__(self, typed: str) -> None:
        super().__init__(f"{_quoted(typed)} has no first day to count from", "Name a day, a month or a year.")


class UnknownViewError(IkhtilafError):
    """--according-to names neither a source nor a faction that sources speak for."""

    name = "unknown-view"

    def __init__(self, typed: str, near: Sequence[str]) -> None:
        remedy = f"Did you mean {_either(near)}?" if near else "`ikhtilaf list sources` shows who speaks, and for whom."
        super().__init__(f"{_quoted(typed)} is neither a source nor a faction of this log", remedy)


class UnknownKindError(IkhtilafError):
    """`list` was asked for a kind of thing that there is none of."""

    name = "unknown-kind"

    def __init__(self, typed: str, kinds: Sequence[str]) -> None:
        near = nearest(typed, kinds, limit=1)
        remedy = f"Did you mean {near[0]}?" if near else f"The kinds are {', '.join(kinds)}."
        super().__init__(f'there is no kind of thing "{typed}" to list', remedy)


class OneNameError(IkhtilafError):
    """--between was given one name, and took what stands behind it for the other."""

    name = "one-name-only"

    def __init__(self) -> None:
        super().__init__("--between takes two names", "Name two factions, as in --between quetta isk-f.")


def _either(names: Sequence[str]) -> str:
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
