"""The rules: how two factions stood to each other, in a place, on a day. One function, which every command calls.

The rules and their numbers are those of `docs/relations.md`. Days are numbers; a span is a first and a last possible
day, both inclusive, None open. A place is an identifier, or None for nowhere in particular.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from math import inf
from typing import NamedTuple

from ikhtilaf.model.vocabulary import CONTESTED, STATES, UNKNOWN
from ikhtilaf.query.world import World

Span = tuple[int | None, int | None]


class End(NamedTuple):
    """When an assertion ends: its last day as a span, as EDTF, and the event on whose word (None: its own `until`)."""

    span: Span
    date: str
    event: str | None

    @property
    def doubtful_from(self) -> int | None:
        """The first day on which the state may have ended; None where that may be any day.

        An `until` is the last day on which the state stood, so on its first possible day it still did; an event that
        ends a state may have done so on the very day.
        """
        first = self.span[0]
        return first + 1 if first is not None and self.event is None else first


class Candidate(NamedTuple):
    """One assertion in one place, as seen from the pair that is asked for.

    `began` is when the state began; `held` the same, but for an inherited state no earlier than the split that handed
    it on. `steps` is 0 for an assertion about the pair itself, else the number of splits it came down through, from
    `inherited_from`. `supported`: somebody whose word counts speaks for it; `vouched`: somebody asserts or admits it
    without a hedge, surely counts, and nobody speaks against it.
    """

    number: int
    event: str
    event_number: int
    between: tuple[str, str]
    state: str
    place: str | None
    date: str
    began: Span
    held_since: str
    held: Span
    dated: bool
    ends: tuple[End, ...]
    supported: bool
    vouched: bool
    steps: int
    inherited_from: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    at: str


class Outcome(Enum):
    """What became of a candidate."""

    STANDS = "stands"
    POSSIBLE = "possible"
    FELL = "fell"
    APART = "apart"
    """Never a candidate: another place, another time, or nobody speaks for it."""


SCOPE, LATER, NARROWER, ANSWER, POSSIBLE, INHERITANCE = 1, 2, 3, 4, 5, 7
RULES = {
    SCOPE: "what is said of the place, by somebody, and had begun and not ended, is a candidate",
    LATER: "later beats earlier",
    NARROWER: "narrower beats wider",
    ANSWER: "what is left standing, and has begun, is the answer",
    POSSIBLE: "what may not have begun is possible",
    INHERITANCE: "the pair's own beats what was inherited at a split",
}
"""The rules that a verdict can name, by their numbers in `docs/relations.md`, in a line each."""


class Verdict(NamedTuple):
    """What became of one candidate, by which rule, why, and on account of which other event: of several the newest."""

    candidate: Candidate
    outcome: Outcome
    rule: int
    reason: str
    by: str | None = None


class Resolution(NamedTuple):
    """The answer for one pair, day and place: what it stands on, and what may stand but may not have begun.

    `verdicts` has one on every assertion that was looked at, where the answer was to be explained.
    """

    state: str
    states: tuple[str, ...]
    possible: tuple[str, ...]
    certain: bool
    standing: tuple[Candidate, ...]
    perhaps: tuple[Candidate, ...]
    verdicts: tuple[Verdict, ...]


Rule = Callable[[Sequence[Candidate], Sequence[Candidate], World], list[Candidate | None]]
"""A rule by which one falls to another. Of what is alive and what of it has begun, both the newest first, it returns
for each that is alive to which it falls (None: it stands), of several to the newest."""


def resolve(
    candidates: Sequence[Candidate], day: int, place: str | None, world: World, *, explained: bool = False
) -> Resolution:
    """Return how a pair stood on a day in a place, from all that is asserted of it (in any order).

    Only where it is to be explained are there verdicts: writing them takes longer than finding the answer.
    """
    if not explained:
        live = [candidate for candidate in candidates if is_said_of(candidate, place, world)]
        return settle(newest_first(on_the_day(live, day)), day, place, world)
    apart: list[Verdict] = []
    live = []
    for candidate in candidates:
        reason = _not_a_candidate(candidate, day, place, world)
        if reason:
            apart.append(Verdict(candidate, Outcome.APART, SCOPE, reason))
        else:
            live.append(candidate)
    fell: list[Verdict] = []
    found = settle(newest_first(live), day, place, world, fell)
    verdicts = apart + fell + [_standing(candidate, day) for candidate in (*found.standing, *found.perhaps)]
    verdicts.sort(key=lambda verdict: (_OUTCOMES.index(verdict.outcome), by_beginning(verdict.candidate)))
    return found._replace(verdicts=tuple(verdicts))


def newest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates in the order of their first possible days, the newest first: what falls to anything falls to
    that, and most states of a long history do.
    """
    return sorted(candidates, key=first_day, reverse=True)


def settle(
    live: Sequence[Candidate], day: int, place: str | None, world: World, verdicts: list[Verdict] | None = None
) -> Resolution:
    """Return how a pair stood, from what rule 1 leaves of all that is asserted of it: what counts on the day and in the
    place, the newest first. Adds a verdict on each that falls to another, where a list for them is given.
    """
    for rule, matters in _RULES:
        if not matters(live):
            continue
        begun = _begun(live, day)
        beaten_by = rule(live, begun, world) if begun else []
        if not any(beaten_by):
            continue
        if verdicts is not None:
            verdicts.extend(
                _fell(candidate, other, rule) for candidate, other in zip(live, beaten_by, strict=True) if other
            )
        live = [candidate for candidate, other in zip(live, beaten_by, strict=True) if not other]
    return _answer(live, day, place)


def certainly_began_later(one: Candidate, other: Candidate, world: World) -> bool:
    """Whether `one` began certainly later than `other`: by their dates, or by the declared order of the events they
    began with.
    """
    if one.began[0] is not None and other.began[1] is not None and one.began[0] > other.began[1]:
        return True
    return not one.dated and not other.dated and other.event_number in world.before(one.event_number)


def has_begun(candidate: Candidate, day: int) -> bool:
    """Whether the state had certainly begun by the day, and for an inherited one had certainly been handed on."""
    return candidate.held[1] is not None and candidate.held[1] <= day


def _begun(candidates: Sequence[Candidate], day: int) -> list[Candidate]:
    """Those of which `has_begun` is true."""
    return [c for c in candidates if (last := c.held[1]) is not None and last <= day]


def may_have_ended(candidate: Candidate, day: int) -> bool:
    """Whether the state may have ended by the day."""
    return first_doubtful(candidate) <= day


def first_doubtful(candidate: Candidate) -> float:
    """Return the first day on which the state may have ended: minus infinity where that may be any day, plus infinity
    where nothing ends it.
    """
    days = [end.doubtful_from for end in candidate.ends]
    return min((-inf if day is None else day for day in days), default=inf)


def is_said_of(candidate: Candidate, place: str | None, world: World) -> bool:
    """Return whether what is said counts in a place: it is said of the place, of a wider one, or in general."""
    return candidate.place is None or (place is not None and world.covers(candidate.place, place))


def on_the_day(candidates: Sequence[Candidate], day: int) -> list[Candidate]:
    """Return the candidates of a day wherever: what somebody speaks for, may have begun and has not certainly ended."""
    return [candidate for candidate in candidates if not _apart(candidate, day)]


def _not_a_candidate(candidate: Candidate, day: int, place: str | None, world: World) -> str:
    """Rule 1. The reason why the assertion is no candidate; empty where it is one."""
    if not is_said_of(candidate, place, world):
        return f"it is said of {candidate.place} only"
    return _apart(candidate, day)


def _apart(candidate: Candidate, day: int) -> str:
    """The reason why the assertion is no candidate on a day, wherever; empty where it may be one."""
    if not candidate.supported:
        return "nobody speaks for it"
    if candidate.held[0] is not None and candidate.held[0] > day:
        return "it had not begun"
    for end in candidate.ends:
        if end.span[1] is not None and end.span[1] < day:
            return f"it had ended ({end.event or end.date})"
    return ""


def first_day(candidate: Candidate) -> int:
    """Return the first day on which the state may have begun, inherited or not; far in the past where nobody knows."""
    first = candidate.began[0]
    return _FAR_PAST if first is None else first


def _has_own(
    live: Sequence[Candidate],
    begun: Sequence[Candidate],
    world: World,  # noqa: ARG001
) -> list[Candidate | None]:
    """Rule 7. What came down through a split falls to what is asserted nearer to the pair itself."""
    return [next((other for other in begun if other.steps < candidate.steps), None) for candidate in live]


def _superseded(live: Sequence[Candidate], begun: Sequence[Candidate], world: World) -> list[Candidate | None]:
    """Rule 2. A state falls to another that certainly began later; the same state said again does not end what it
    repeats.
    """
    # What falls to anything by its date falls to the newest, or, where that says the same, to the newest of those that
    # say otherwise.
    newest = begun[0]
    state = newest.state
    second = next((other for other in begun if other.state != state), newest)
    first, first_otherwise = first_day(newest), first_day(second)
    undated = [other for other in begun if not other.dated and world.before(other.event_number)]
    found: list[Candidate | None] = []
    for candidate in live:
        last = candidate.began[1]
        beaten_by = None
        if candidate.state != state:
            if last is not None and first > last:
                beaten_by = newest
        elif second is not newest and last is not None and first_otherwise > last:
            beaten_by = second
        if beaten_by is None and undated and not candidate.dated:
            beaten_by = next((other for other in undated if _was_declared_later(other, candidate, world)), None)
        found.append(beaten_by)
    return found


def _was_declared_later(one: Candidate, other: Candidate, world: World) -> bool:
    return one.state != other.state and other.event_number in world.before(one.event_number)


def _narrower(live: Sequence[Candidate], begun: Sequence[Candidate], world: World) -> list[Candidate | None]:
    """Rule 3. What is said of a wide place falls to what is said of a narrower one, unless it certainly began later."""
    local = [(other.place, other) for other in begun if other.place is not None]
    if not local:
        return []
    found: list[Candidate | None] = []
    for candidate in live:
        wide = candidate.place
        found.append(None)
        for place, other in local:
            if place == wide or (wide is not None and not world.covers(wide, place)):
                continue
            if not certainly_began_later(candidate, other, world):
                found[-1] = other
                break
    return found


def _fell(candidate: Candidate, other: Candidate, rule: Rule) -> Verdict:
    """The verdict on what fell to another by a rule."""
    number, reason = _REASONS[rule]
    return Verdict(candidate, Outcome.FELL, number, reason.format(other=other), other.event)


_REASONS: dict[Rule, tuple[int, str]] = {
    _has_own: (INHERITANCE, "inherited, and by then there was a state of its own"),
    _superseded: (LATER, "superseded: {other.state} began later"),
    _narrower: (NARROWER, "of {other.place} something else is said"),
}


def _steps_differ(live: Sequence[Candidate]) -> bool:
    return len({candidate.steps for candidate in live}) > 1


def _states_differ(live: Sequence[Candidate]) -> bool:
    return len({candidate.state for candidate in live}) > 1


def _has_place(live: Sequence[Candidate]) -> bool:
    return any([candidate.place is not None for candidate in live])  # noqa: C419 -- quicker than a generator


_RULES: tuple[tuple[Rule, Callable[[Sequence[Candidate]], bool]], ...] = (
    (_has_own, _steps_differ),
    (_superseded, _states_differ),
    (_narrower, _has_place),
)
"""The rules by which one falls to another, each with what there must be for it to fall: comparing all with all takes
long where thousands say the same."""


def _standing(candidate: Candidate, day: int) -> Verdict:
    """Rules 4 and 5: an answer where it has certainly begun, else possible."""
    if not has_begun(candidate, day):
        return Verdict(candidate, Outcome.POSSIBLE, POSSIBLE, "it may not have begun")
    if may_have_ended(candidate, day):
        return Verdict(candidate, Outcome.STANDS, ANSWER, "it stands, but may have ended")
    if not candidate.vouched:
        return Verdict(
            candidate, Outcome.STANDS, ANSWER, "it stands, but nobody vouches for it, or somebody speaks against it"
        )
    return Verdict(candidate, Outcome.STANDS, ANSWER, "it stands")


def _is_sure(candidate: Candidate, day: int, place: str | None) -> bool:
    """Rule 5. Whether an assertion makes an answer certain.

    It is vouched for, said of this very pair, of this place or in general, and cannot have ended.
    """
    own = candidate.steps == 0 and candidate.place in {None, place}
    return own and candidate.vouched and not may_have_ended(candidate, day)


def _answer(live: Sequence[Candidate], day: int, place: str | None) -> Resolution:
    begun = _begun(live, day)
    perhaps = [candidate for candidate in live if not has_begun(candidate, day)] if len(begun) < len(live) else []
    return settled(sorted(begun, key=by_beginning) if len(begun) > 1 else begun, perhaps, day, place)


def settled(begun: Sequence[Candidate], perhaps: Sequence[Candidate], day: int, place: str | None) -> Resolution:
    """Return the answer that rests on what no rule has made fall: what has certainly begun, in the order of beginnings,
    and what may have.
    """
    states = _ordered({candidate.state for candidate in begun})
    possible = _ordered({candidate.state for candidate in perhaps} - set(states)) if perhaps else ()
    state = states[0] if len(states) == 1 else CONTESTED if states else UNKNOWN
    certain = len(states) == 1 and not possible and any(_is_sure(candidate, day, place) for candidate in begun)
    if not states:
        certain = not possible
    return Resolution(state, states, possible, certain, tuple(begun), tuple(perhaps), ())


_OUTCOMES = tuple(Outcome)
_FAR_PAST, _FAR_FUTURE = -(10**9), 10**9


def by_beginning(candidate: Candidate) -> tuple[int, int, int, int, str]:
    """Return the key of the order in which answers list what they stand on: what began first comes first."""
    first, last = candidate.held
    return (
        last if last is not None else _FAR_FUTURE,
        first if first is not None else _FAR_PAST,
        candidate.event_number,
        candidate.number,
        candidate.place or "",
    )


def _ordered(states: set[str]) -> tuple[str, ...]:
    """States from the worst to the best."""
    return tuple(states) if len(states) < 2 else tuple(state for state in STATES if state in states)
