"""Structural balance: which three factions hang together, and which do not (Cartwright and Harary 1956).

A triad is balanced where the product of its three signs is positive: the friend of my friend is my friend, the enemy of
my enemy is my friend. Tolerance and ceasefire have no sign; a side without one, or one that is contested or unknown,
leaves a triad out.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from ikhtilaf.model.vocabulary import STATES
from ikhtilaf.query.assertions import Assertions
from ikhtilaf.query.candidates import Pair
from ikhtilaf.query.filters import Filters
from ikhtilaf.query.relations import chosen_pairs
from ikhtilaf.query.resolve import Resolution, resolve


def balance(
    assertions: Assertions, day: int, place: str | None = None, filters: Filters | None = None
) -> list[dict[str, Any]]:
    """Return every triad with three signs on a day: factions, balanced, states (one for each side), certain; by name.

    With `filters.factions` or `filters.between`, the triads in which one of the pairs chosen takes part.
    """
    chosen = {frozenset(pair) for pair in chosen_pairs(assertions, filters or Filters())}
    signed = signed_pairs(answers(assertions, day, place))
    factions = sorted({faction for pair in signed for faction in pair})
    found = []
    for triad in combinations(factions, 3):
        sides = list(combinations(triad, 2))
        if all(side in signed for side in sides) and any(frozenset(side) in chosen for side in sides):
            states = [signed[side].state for side in sides]
            hostile = sum(STATES[state].sign < 0 for state in states)
            found.append(
                {
                    "factions": list(triad),
                    "balanced": hostile % 2 == 0,
                    "sides": [{"between": list(side), "state": signed[side].state} for side in sides],
                    "certain": all(signed[side].certain for side in sides),
                }
            )
    return found


def answers(assertions: Assertions, day: int, place: str | None) -> dict[Pair, Resolution]:
    """Return how every pair stood on the day, each pair in alphabetical order."""
    return {pair: resolve(assertions.of(pair), day, place, assertions.world) for pair in assertions.pairs()}


def signed_pairs(found: dict[Pair, Resolution]) -> dict[Pair, Resolution]:
    """Return those of the answers that are one state with a sign."""
    return {pair: one for pair, one in found.items() if one.state in STATES and STATES[one.state].sign}


def left_out(assertions: Assertions, day: int, place: str | None = None, filters: Filters | None = None) -> int:
    """Return how many triads, of those that the filters choose, are left out though something is known of each side."""
    chosen = {frozenset(pair) for pair in chosen_pairs(assertions, filters or Filters())}
    found = answers(assertions, day, place)
    known = {pair for pair, one in found.items() if one.states or one.possible}
    signed = signed_pairs(found)
    factions = sorted({faction for pair in known for faction in pair})
    return sum(
        all(side in known for side in sides)
        and any(frozenset(side) in chosen for side in sides)
        and not all(side in signed for side in sides)
        for sides in (list(combinations(triad, 2)) for triad in combinations(factions, 3))
    )
