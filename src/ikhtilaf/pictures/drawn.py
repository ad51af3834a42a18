"""What can be drawn of an answer: how sure it is, on what it rests, and all of it in words.

Nothing here decides how two factions stood: that is `query.resolve`. This only says in which of a few ways an answer is
drawn, so that every picture draws the same answer the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any, NamedTuple

from ikhtilaf.dates import iso
from ikhtilaf.model.vocabulary import CONTESTED, UNKNOWN
from ikhtilaf.pictures.look import INHERITED, POSTSCRIPT, UNSURE, glyph_of
from ikhtilaf.query.resolve import Candidate, Resolution, may_have_ended

Row = dict[str, Any]


class How(Enum):
    """How sure an answer is, from most to least: what decides whether it is solid, pale or hatched."""

    CERTAIN = "certain"
    UNSURE = "not certain"
    """Nobody vouches for it, somebody speaks against it, it is said of a wider place, or another may have begun."""
    INHERITED = "inherited"
    ENDING = "may have ended"
    CONTESTED = "contested"
    POSSIBLE = "possible"
    """Nothing has certainly begun; something may have."""
    UNKNOWN = "unknown"


def how(resolution: Resolution, day: int) -> How:
    """Return how an answer of that day is drawn."""
    if not resolution.states:
        return How.POSSIBLE if resolution.possible else How.UNKNOWN
    if resolution.state == CONTESTED:
        return How.CONTESTED
    if resolution.certain:
        return How.CERTAIN
    if all(candidate.steps for candidate in resolution.standing):
        return How.INHERITED
    if all(may_have_ended(candidate, day) for candidate in resolution.standing):
        return How.ENDING
    return How.UNSURE


def worth_showing(resolution: Resolution, *, asked: bool = False) -> bool:
    """Whether an answer says anything: a pair that only may have inherited something is left out, unless it was asked
    for by name, as `relations` does.
    """
    if resolution.states or not resolution.possible:
        return bool(resolution.states)
    return asked or any(candidate.steps == 0 for candidate in resolution.perhaps)


class Shown(NamedTuple):
    """An answer as pictures draw it: its letters, and its words."""

    how: How
    state: str
    states: tuple[str, ...]
    possible: tuple[str, ...]
    inherited_from: tuple[str, ...]
    postscript: bool = False

    @property
    def glyph(self) -> str:
        """The letter of the state, a `?` where there is none yet, empty where nothing is known."""
        if self.how is How.UNKNOWN:
            return ""
        return UNSURE if self.state == UNKNOWN else glyph_of(self.state)

    @property
    def mark(self) -> str:
        """What is said beside the letter: not certain, inherited, a postscript."""
        sure = self.how in {How.CERTAIN, How.UNKNOWN, How.CONTESTED} or self.state == UNKNOWN
        unsure = "" if sure else INHERITED if self.how is How.INHERITED else UNSURE
        return unsure + (POSTSCRIPT if self.postscript else "")

    @property
    def words(self) -> str:
        """The answer in words, with all its reservations."""
        said = []
        if self.how is How.CONTESTED:
            said.append(f"contested: {' or '.join(self.states)}")
        elif self.how is How.UNKNOWN:
            said.append("nothing known")
        elif self.how is How.POSSIBLE:
            said.append(f"perhaps {' or '.join(self.possible)}, which may not have begun")
        elif self.how is How.INHERITED:
            said.append(f"{self.state}, inherited from {', '.join(self.inherited_from)}, not certain")
        elif self.how is How.CERTAIN:
            said.append(self.state)
        else:
            said.append(f"{self.state}, {self.how.value}")
        if self.possible and self.how is not How.POSSIBLE:
            said.append(f"perhaps already {' or '.join(self.possible)}")
        if self.postscript:
            said.append("postscript")
        return "; ".join(said)


def shown(resolution: Resolution, day: int, covered: int | None) -> Shown:
    """Return the answer of a day as it is drawn; `covered` is the last day that the log covers, None where open."""
    return Shown(
        how(resolution, day),
        resolution.state,
        resolution.states,
        resolution.possible,
        tuple(dict.fromkeys(name for candidate in resolution.standing for name in candidate.inherited_from)),
        postscript=covered is not None and day > covered,
    )


def speakers(standing: Sequence[Candidate]) -> list[str]:
    """Return the sources that an answer rests on, each once."""
    return list(dict.fromkeys(source for candidate in standing for source in candidate.sources))


def events_of(standing: Sequence[Candidate]) -> list[str]:
    """Return the events that an answer rests on, each once."""
    return list(dict.fromkeys(candidate.event for candidate in standing))


def day_words(day: int, covered: int | None) -> str:
    """Return a day for a heading: with a word where the log does not cover it."""
    return iso(day) + (", after what the log covers" if covered is not None and day > covered else "")
