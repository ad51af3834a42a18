"""All that is asserted of a pair, also what it inherited: what the rules are applied to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from ikhtilaf.log.garbage import uncollected
from ikhtilaf.query.candidates import (
    EVERYTHING,
    Among,
    Pair,
    of_factions,
    of_first_factions,
    of_pair,
    read_candidates,
    sorted_pair,
)
from ikhtilaf.query.lasting import heirs_on, lasting
from ikhtilaf.query.parts import EVER, NEVER, Ancestor, Lineages
from ikhtilaf.query.resolve import Candidate, Resolution, Span, resolve
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.query.world import Declared, World
from ikhtilaf.store import Store


class Assertions:
    """What a log asserts, in one view. Reads what is asked for: one pair, the pairs of some factions, or everything.

    With `remembering` every answer is kept for when it is asked for again, as when several pictures show it. With `day`
    only that day may be asked for, and, read all at once, what can have no say in its answers is left out. With
    `firsts` there are no other pairs than those whose first faction, by the alphabet, is one of these.
    """

    def __init__(
        self,
        store: Store,
        view: View = EVERYBODY,
        *,
        remembering: bool = False,
        day: int | None = None,
        firsts: frozenset[str] | None = None,
    ) -> None:
        self.store, self.view = store, view
        self.kept = None if view == EVERYBODY else view.kept(store)
        self.lineages = Lineages(store, self.kept)
        self._declared = Declared(store)
        self.world = World(store.rows("SELECT place, inner_place FROM place_covers"), self._declared.before)
        self._own: dict[Pair, list[Candidate]] = {}
        self._whole = False
        self._heirs: set[Pair] | None = None
        self._firsts = firsts
        self._day = day if view == EVERYBODY and store.trusted else None
        self._remembering = remembering
        self._pairs: list[Pair] | None = None
        self._places: dict[Pair, dict[str, int]] = {}
        self._candidates: dict[Pair, list[Candidate]] = {}
        self._answers: dict[tuple[Pair, int, str | None], Resolution] = {}

    def answer(
        self, pair: Pair, day: int, place: str | None, find: Callable[[], Resolution] | None = None
    ) -> Resolution:
        """Return how a pair stood on a day in a place (None: in general), by the rules.

        `find` finds it, where the candidates are at hand; it is not called for what is remembered.
        """
        if self._remembering and (pair, day, place) in self._answers:
            return self._answers[pair, day, place]
        found = find() if find is not None else resolve(self.of(pair), day, place, self.world)
        if self._remembering:
            self._answers[pair, day, place] = found
        return found

    def pairs(self, factions: Iterable[str] | None = None) -> list[Pair]:
        """Return every pair of which something is asserted or inherited, each in alphabetical order, sorted.

        With `factions`, the pairs that one of them belongs to. What is asserted of the pairs is read along.
        """
        wanted = None if factions is None else set(factions)
        if wanted is None or self._remembering:
            self._read_everything()
        else:
            self._read_of(wanted)
        if not self._whole or self._pairs is None:
            self._pairs = self._found_pairs()
        return [pair for pair in self._pairs if wanted is None or not wanted.isdisjoint(pair)]

    def on(self, day: int) -> Assertions:
        """Return the same assertions for the answers of one day only."""
        return Assertions(self.store, self.view, day=day, firsts=self._firsts)

    def places(self, pair: Pair, candidates: Iterable[Candidate]) -> list[str]:
        """Return the places that anything is asserted of for a pair, sorted; `candidates` are those of `of`."""
        if not self._whole or self._day is None:
            return sorted({candidate.place for candidate in candidates if candidate.place is not None})
        found = set(self._said_of(sorted_pair(*pair)))
        for one, other in self.lineages.lines(pair):
            # What certainly came after a split was not handed on.
            left = [ancestor.left[1] for ancestor in (one, other) if ancestor.steps]
            until = min((day for day in left if day is not None), default=EVER)
            said = self._said_of(sorted_pair(one.faction, other.faction))
            found.update(place for place, first in said.items() if first <= until)
        return sorted(found)

    def _said_of(self, pair: Pair) -> Mapping[str, int]:
        """The places that anything is asserted of for a pair itself, each with the first day that it may begin."""
        if pair not in self._places:
            said: dict[int, int] = {}
            for place, first in self.store.rows(_PLACES, pair):
                said[place] = min(said.get(place, EVER), NEVER if first is None else first)
            self._places[pair] = {self._place_ids[place]: first for place, first in said.items()}
        return self._places[pair]

    @cached_property
    def _place_ids(self) -> dict[int, str]:
        return dict(self.store.rows("SELECT n, id FROM place"))

    def _found_pairs(self) -> list[Pair]:
        """The pairs of what has been read, with those that inherit from them."""
        heirs = self._heirs
        if heirs is None:
            heirs = {heir for pair in self._own for heir in self.lineages.heirs(pair)}
        found, firsts = heirs.union(self._own), self._firsts
        return sorted(found if firsts is None else [pair for pair in found if pair[0] in firsts])

    def of(self, pair: Pair) -> list[Candidate]:
        """Return the candidates for a pair: its own, then what it inherited from those that it split from."""
        if not self._remembering:
            return self._all_of(pair)
        if pair not in self._candidates:
            self._candidates[pair] = self._all_of(pair)
        return self._candidates[pair]

    def _all_of(self, pair: Pair) -> list[Candidate]:
        found = list(self._of_pair(pair))
        if self._heirs is not None and pair not in self._heirs:
            return found
        for one, other in self.lineages.lines(pair):
            found.extend(self._inherited(one, other))
        return found

    def _inherited(self, one: Ancestor, other: Ancestor) -> Iterable[Candidate]:
        handed_on = [ancestor for ancestor in (one, other) if ancestor.steps]
        for candidate in self._of_pair((one.faction, other.faction)):
            taken = candidate
            for ancestor in handed_on:
                if _certainly_after(candidate.began, ancestor.left):
                    break
                taken = _handed_on(taken, ancestor, surely=_certainly_by(candidate.began, ancestor.left))
            else:
                steps = one.steps + other.steps
                yield taken._replace(steps=steps, inherited_from=tuple(ancestor.faction for ancestor in handed_on))

    def _of_pair(self, pair: Pair) -> Sequence[Candidate]:
        pair = sorted_pair(*pair)
        if not self._whole and pair not in self._own:
            self._own[pair] = list(read_candidates(self.store, self.kept, of_pair(*pair), self.view.by))
        return self._own.get(pair, ())

    def _read_everything(self) -> None:
        if not self._whole:
            self._own = {}
            among = self._asked_for()
            if self._day is not None:
                self._heirs = heirs_on(self.store, self._day, self.lineages, self._firsts)
                among = lasting(self.store, self._day, self.lineages, self._heirs, self._firsts)
            with uncollected():
                self._add(read_candidates(self.store, self.kept, among, self.view.by))
                self._declared.read(among.sql, among.parameters)
            self._whole, self._pairs = True, None

    def _asked_for(self) -> Among:
        return EVERYTHING if self._firsts is None else of_first_factions(self._firsts, self.lineages.parents())

    def _read_of(self, factions: set[str]) -> None:
        """Read all pairs of some factions and of those that they split from."""
        lines = factions.union(*({a.faction for a in self.lineages.ancestors(faction)} for faction in factions))
        if not self._whole:
            self._own = {}
            self._add(read_candidates(self.store, self.kept, of_factions(lines), self.view.by))

    def _add(self, candidates: Iterable[Candidate]) -> None:
        for candidate in candidates:
            self._own.setdefault(sorted_pair(*candidate.between), []).append(candidate)


_PLACES = """
  SELECT x.place, a.begin_earliest FROM assertion a CROSS JOIN assertion_place x ON x.assertion = a.n
  WHERE a.low = (SELECT n FROM faction WHERE id = ?) AND a.high = (SELECT n FROM faction WHERE id = ?)
"""


def _handed_on(candidate: Candidate, ancestor: Ancestor, *, surely: bool) -> Candidate:
    """The candidate as the descendant has it: no earlier than the split, and only possible where it may have begun
    after it.
    """
    (first, last), (born_first, born_last) = candidate.held, ancestor.born
    later_first = max((day for day in (first, born_first) if day is not None), default=None)
    later_last = max(last, born_last) if surely and last is not None and born_last is not None else None
    by_split = last is None or born_last is None or born_last >= last
    # What ended the parent's state after the split is the parent's own story.
    ends = tuple(end for end in candidate.ends if end.event is None or not _certainly_after(end.span, ancestor.left))
    return candidate._replace(
        held=(later_first, later_last), held_since=ancestor.date if by_split else candidate.held_since, ends=ends
    )


def _certainly_after(began: Span, left: Span) -> bool:
    return began[0] is not None and left[1] is not None and began[0] > left[1]


def _certainly_by(began: Span, left: Span) -> bool:
    return began[1] is not None and left[0] is not None and began[1] <= left[0]
