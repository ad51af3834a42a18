"""Which faction or place of one log is which of another: by identifier, name or alias, or as the user says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.query.errors import UnknownNameError
from ikhtilaf.query.names import find
from ikhtilaf.store import Store

PairOfNames = tuple[str, str]


class NameMapError(IkhtilafError):
    """A file of names that names what one of the two logs does not have."""

    name = "unknown-name-in-map"

    def __init__(self, path: str, line: int, log: str, error: UnknownNameError) -> None:
        message = error.message.replace(" in this log", f" in {log}")
        super().__init__(f"{path}:{line}: {message}", error.remedy)


class Given(NamedTuple):
    """What the user says a thing of this log is called in the other, and where that stands."""

    ours: str
    theirs: tuple[str, ...]
    path: str
    line: int


class Matching(NamedTuple):
    """What is what: by identifier of this log those of the other; and what could be several, and is left alone."""

    theirs: dict[str, tuple[str, ...]]
    unclear: dict[str, tuple[str, ...]]

    def ours(self) -> dict[str, list[str]]:
        """Return it the other way round."""
        found: dict[str, list[str]] = {}
        for own, others in self.theirs.items():
            for other in others:
                found.setdefault(other, []).append(own)
        return found


def match(ours: Store, theirs: Store, kind: str, given: Iterable[Given] = (), other: str = "the other log") -> Matching:
    """Return which things of a `kind` (faction, place) of two logs are the same.

    Two are the same where they share a name. The identifier counts for more than the name, and that for more than an
    alias; where two things of one log have an equal claim to one of the other, neither is it. What is `given` goes
    before all this. Raises `NameMapError` for a name that its log does not have.
    """
    told = {}
    for one in given:
        own = _find(ours, kind, one.ours, one, "this log")
        told[own] = tuple(dict.fromkeys(_find(theirs, kind, name, one, other) for name in one.theirs))
    taken = {name for names in told.values() for name in names}
    scores = {
        pair: score
        for pair, score in _scores(ours, theirs, kind).items()
        if pair[0] not in told and pair[1] not in taken
    }
    found: dict[str, tuple[str, ...]] = dict(told)
    unclear: dict[str, tuple[str, ...]] = {}
    best = [_best(scores, side) for side in (0, 1)]
    for own, others in best[0].items():
        mutual = [name for name in others if own in best[1][name]]
        if len(mutual) == 1 and len(best[1][mutual[0]]) == 1:
            found[own] = (mutual[0],)
        elif mutual:
            unclear[own] = tuple(sorted(mutual))
    return Matching(found, unclear)


def _find(store: Store, kind: str, typed: str, given: Given, log: str) -> str:
    try:
        return find(store, kind, typed)
    except UnknownNameError as error:
        raise NameMapError(given.path, given.line, log, error) from error


def _scores(ours: Store, theirs: Store, kind: str) -> dict[PairOfNames, int]:
    """How well two things go together that share a name: the lower the better."""
    sql = "SELECT form, id, rank FROM name WHERE kind = ?"
    known = {form: (identifier, rank) for form, identifier, rank in ours.rows(sql, (kind,))}
    scores: dict[PairOfNames, int] = {}
    for form, identifier, rank in theirs.rows(sql, (kind,)):
        if form in known:
            own, own_rank = known[form]
            pair = (own, identifier)
            scores[pair] = min(own_rank + rank, scores.get(pair, 9))
    return scores


def _best(scores: dict[PairOfNames, int], side: int) -> dict[str, list[str]]:
    """By thing of one log, those of the other that go with it best."""
    least: dict[str, int] = {}
    for pair, score in scores.items():
        least[pair[side]] = min(score, least.get(pair[side], 9))
    found: dict[str, list[str]] = {}
    for pair, score in scores.items():
        if score == least[pair[side]]:
            found.setdefault(pair[side], []).append(pair[1 - side])
    return found
