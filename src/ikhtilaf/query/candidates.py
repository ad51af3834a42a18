"""All that is asserted of a pair, also what it inherited, as candidates for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ikhtilaf.model.vocabulary import SPEAKING_AGAINST, SPEAKING_FOR, VOUCHING
from ikhtilaf.query.parts import Ancestor, Lineages
from ikhtilaf.query.resolve import Candidate, End, Span, World
from ikhtilaf.query.views import EVERYBODY, View
from ikhtilaf.store import Store

Pair = tuple[str, str]


class _Support(NamedTuple):
    """Who speaks for an event, in the view: the sources for it, and whether one vouches and none speaks against."""

    sources: tuple[str, ...]
    supported: bool
    vouched: bool


class Assertions:
    """What a log asserts, in one view: read once, asked for many pairs, days and places."""

    def __init__(self, store: Store, view: View = EVERYBODY) -> None:
        self.store, self.view = store, view
        self.kept = None if view == EVERYBODY else view.kept(store)
        self.lineages = Lineages(store)
        self.world = make_world(store)
        self._own: dict[Pair, list[Candidate]] | None = None

    def pairs(self) -> list[Pair]:
        """Return every pair of which something is asserted or inherited, each in alphabetical order, sorted."""
        found: set[Pair] = set()
        for low, high in self.store.rows("SELECT DISTINCT low, high FROM assertion"):
            for one in self.lineages.descendants(low):
                found.update(_sorted(one, other) for other in self.lineages.descendants(high) if one != other)
        return sorted(found)

    def of(self, pair: Pair) -> list[Candidate]:
        """Return the candidates for a pair: its own, then what it inherited from those that it split from."""
        found = list(self._of_pair(pair))
        own = Ancestor("", 0, (None, None), (None, None), "")
        lines = [[own._replace(faction=faction), *self.lineages.ancestors(faction)] for faction in pair]
        for one in lines[0]:
            for other in lines[1]:
                if one.steps + other.steps and one.faction != other.faction:
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
        if self._own is None:
            self._own = {}
            for candidate in read_candidates(self.store, self.kept):
                self._own.setdefault(_sorted(*candidate.between), []).append(candidate)
        return self._own.get(_sorted(*pair), ())


def make_world(store: Store) -> World:
    """Return what the rules need to know of places and of declared order."""
    covers = set(store.rows("SELECT place, inner_place FROM place_covers"))
    after = set(store.rows("SELECT later, earlier FROM event_after"))
    return World(
        covers=lambda place, inner: place == inner or (place, inner) in covers,
        declared_after=lambda later, earlier: (later, earlier) in after,
    )


def read_candidates(store: Store, kept: dict[str, bool] | None) -> Iterable[Candidate]:
    """Yield every assertion of the log, once for each place it is made of; `kept` names the sources whose words
    count.
    """
    support = _support(store, kept)
    ends = _ends(store, support)
    places: dict[int, list[str]] = {}
    for assertion, place in store.rows("SELECT assertion, place FROM assertion_place ORDER BY assertion, position"):
        places.setdefault(assertion, []).append(place)
    nobody = _Support((), supported=False, vouched=False)
    sql = """SELECT a.n, a.event, e.id, a.a, a.b, a.state, a.dated, a.begins, a.begin_earliest, a.begin_latest,
                    a.until, a.end_earliest, a.end_latest, a.note, a.at
             FROM assertion a JOIN event e ON e.n = a.event ORDER BY a.n"""
    for (
        n,
        event_number,
        event,
        a,
        b,
        state,
        dated,
        date,
        first,
        last,
        until,
        end_first,
        end_last,
        note,
        at,
    ) in store.rows(sql):
        said = support.get(event_number, nobody)
        own_end = (
            [End((end_first, end_last), until, None)]
            if until is not None and (end_first, end_last) != (None, None)
            else []
        )
        for place in places.get(n, [None]):
            yield Candidate(
                number=n,
                event=event,
                event_number=event_number,
                between=(a, b),
                state=state,
                place=place,
                date=date,
                began=(first, last),
                held_since=date,
                held=(first, last),
                dated=bool(dated),
                ends=(*own_end, *ends.get(event_number, ())),
                supported=said.supported,
                vouched=said.vouched,
                steps=0,
                inherited_from=(),
                sources=said.sources,
                note=note,
                at=at,
            )


def _support(store: Store, kept: dict[str, bool] | None) -> dict[int, _Support]:
    said: dict[int, list[tuple[str, str, str]]] = {}
    for event, source, stance, hedge in store.rows(
        "SELECT event, source, stance, hedge FROM claim WHERE event IS NOT NULL ORDER BY n"
    ):
        if kept is None or source in kept:
            said.setdefault(event, []).append((source, stance, hedge))
    found = {}
    for event, claims in said.items():
        against = any(stance in SPEAKING_AGAINST for _, stance, _ in claims)
        sure = any(
            stance in VOUCHING and not hedge and (kept is None or kept[source]) for source, stance, hedge in claims
        )
        speaking = tuple(dict.fromkeys(source for source, stance, _ in claims if stance in SPEAKING_FOR))
        found[event] = _Support(speaking, supported=bool(speaking), vouched=sure and not against)
    return found


def _ends(store: Store, support: dict[int, _Support]) -> dict[int, list[End]]:
    """The ends that other events put to an event's assertions, where somebody who counts says so."""
    found: dict[int, list[End]] = {}
    sql = """SELECT x.ended, x.event, e.id, e.date, e.first, e.began FROM event_ends x JOIN event e ON e.n = x.event
             ORDER BY x.ended, x.event"""
    for ended, event, identifier, date, first, last in store.rows(sql):
        said = support.get(event)
        if said is not None and said.supported:
            # Where nobody vouches for the end, the state may have ended then, or may go on.
            found.setdefault(ended, []).append(End((first, last if said.vouched else None), date, identifier))
    return found


def _handed_on(candidate: Candidate, ancestor: Ancestor, *, surely: bool) -> Candidate:
    """The candidate as the descendant has it: no earlier than the split, and only possible where it may have begun
    after it.
    """
    (first, last), (born_first, born_last) = candidate.held, ancestor.born
    later_first = max((day for day in (first, born_first) if day is not None), default=None)
    later_last = max(last, born_last) if surely and last is not None and born_last is not None else None
    by_split = last is None or born_last is None or born_last >= last
    return candidate._replace(
        held=(later_first, later_last), held_since=ancestor.date if by_split else candidate.held_since
    )


def _certainly_after(began: Span, left: Span) -> bool:
    return began[0] is not None and left[1] is not None and began[0] > left[1]


def _certainly_by(began: Span, left: Span) -> bool:
    return began[1] is not None and left[0] is not None and began[1] <= left[0]


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)
