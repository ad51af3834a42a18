"""Which assertions can have a say in the answers of one day: most of a long history is past, and need not be read.

What falls wherever is past, where nothing stands that would have fallen to it alone. What it falls to is plain: said in
general, spoken for, unended, certainly begun by the day (the store's table `assertion_plain`). Of a pair's plain
assertions the newest matters, and the newest that says otherwise than that one, here called the second.

- What began certainly earlier than both falls to the one that says otherwise than it does (rule 2). What would have
  fallen to it falls to one of the two as well, for they began later still.
- What began certainly earlier than the newest, and says otherwise, falls to that. What would have fallen to it does so
  to the newest too, unless it says the same as that: where there is no such assertion, the second aside, it is past.
- What came down from others falls to the pair's own newest (rule 7): only pairs without one can be heirs.

So leaving out what is past changes no answer; it does change since when one has held.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from ikhtilaf.query.candidates import Among, Pair, sorted_pair
from ikhtilaf.query.parts import NEVER, Lineages
from ikhtilaf.store import Store

# The parameters: the factions `asked` that a pair may have first, the `lines` of pairs that something came down from.
# Of each pair asked for, its newest plain assertion that has begun by the day, and when the second began.
_NEWEST = f"""
  SELECT one.low, one.high, COALESCE(a.state, '') AS state, COALESCE(a.begin_earliest, {NEVER}) AS first, COALESCE((
    SELECT x.begin_earliest FROM assertion_plain x WHERE x.low = one.low AND x.high = one.high
      AND x.begin_latest <= :day AND x.state <> a.state ORDER BY x.begin_earliest DESC LIMIT 1
  ), {NEVER}) AS second
  FROM (
    SELECT p.low, p.high, (
      SELECT x.assertion FROM assertion_plain x WHERE x.low = p.low AND x.high = p.high AND x.begin_latest <= :day
      ORDER BY x.begin_earliest DESC LIMIT 1
    ) AS n FROM pair p
    WHERE p.low IN (SELECT n FROM faction WHERE id IN (SELECT value FROM json_each(:asked)))
  ) one LEFT JOIN assertion a ON a.n = one.n LIMIT -1
"""  # noqa: S608 -- pieces of our own; the limit is none, but keeps what is found here from being found more than once
# Whether something says the same as the newest, and would fall to what says otherwise: by its dates (what began earlier
# than the second falls to that), or by the declared order.
_NEEDED = """
  EXISTS (
    SELECT 1 FROM assertion d WHERE d.low = a.low AND d.high = a.high
      AND d.begin_latest >= p.second AND d.begin_latest < a.begin_earliest AND d.state = p.state
  ) OR (a.dated = 0 AND EXISTS (
    SELECT 1 FROM event_after x CROSS JOIN assertion d ON d.event = x.earlier
    WHERE x.later = a.event AND +d.low = a.low AND +d.high = a.high AND d.state = p.state AND d.dated = 0
  ))
"""
# Of each pair that something came down from: what certainly began earlier than two of those that were certainly handed
# on is past.
_LINE = f"""
  SELECT low, high, MAX(until) AS until, COALESCE(MIN(CASE place WHEN 2 THEN first END), {NEVER}) AS past FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY low, high ORDER BY first DESC) AS place FROM (
      SELECT one.n AS low, other.n AS high, MAX(json_extract(l.value, '$[3]')) AS until, MAX(x.begin_earliest) AS first
      FROM json_each(:lines) l JOIN faction one ON one.id = json_extract(l.value, '$[0]')
      JOIN faction other ON other.id = json_extract(l.value, '$[1]')
      LEFT JOIN assertion_plain x ON x.low = one.n AND x.high = other.n
        AND x.begin_latest <= MIN(json_extract(l.value, '$[2]'), :day)
      GROUP BY one.n, other.n, x.state
    )
  ) GROUP BY low, high
"""  # noqa: S608
# Rule 1, as far as it is about the assertion alone and its own pair.
_MAY_STAND = """
  (a.begin_earliest IS NULL OR a.begin_earliest <= :day)
  AND (a.until IS NULL OR a.end_latest IS NULL OR a.end_latest >= :day)
"""
# By pair, so that only what is left is looked at. What was declared to come after something else beats that whatever
# the dates are. Mostly that is past as well, having begun no later; else what beats it stays.
_LASTING = f"""
SELECT a.n, a.event FROM ({_NEWEST}) p
  CROSS JOIN assertion a ON a.low = p.low AND a.high = p.high AND a.begin_latest >= p.second
  WHERE {_MAY_STAND} AND (a.state = p.state OR a.begin_latest >= p.first OR a.begin_earliest = p.second OR {_NEEDED})
UNION SELECT a.n, a.event FROM ({_LINE}) p
  CROSS JOIN assertion a ON a.low = p.low AND a.high = p.high AND a.begin_latest >= p.past
  WHERE {_MAY_STAND} AND (a.begin_earliest IS NULL OR a.begin_earliest <= p.until)
UNION SELECT a.n, a.event FROM assertion a WHERE a.begin_latest IS NULL AND {_MAY_STAND}
UNION SELECT a.n, a.event FROM event e CROSS JOIN assertion a ON a.event = e.n
  WHERE (e.last IS NULL OR e.began < e.last) AND a.dated = 0 AND {_MAY_STAND}
    AND EXISTS (SELECT 1 FROM event_after x WHERE x.later = e.n)
"""  # noqa: S608


def lasting(
    store: Store, day: int, lineages: Lineages, heirs: Iterable[Pair] = (), firsts: Collection[str] | None = None
) -> Among:
    """Return the assertions that can have a say in the answers of a day, in everybody's words, with what came down to
    `heirs`; with `firsts`, of the pairs whose first faction, by the alphabet, is one of these.

    What was handed on at a split must leave no other answer there either: with what heirs come from, only what was
    certainly handed on to all of them makes anything past.
    """
    asked = json.dumps(sorted(firsts) if firsts is not None else store.column("SELECT id FROM faction"))
    lines = json.dumps(_lines(lineages, heirs, day))
    found = list(store.rows(_LASTING, {"asked": asked, "lines": lines, "day": day}))
    numbers, events = [n for n, _ in found], sorted({event for _, event in found})
    return Among("a.n IN (SELECT value FROM json_each(?))", (json.dumps(numbers),), json.dumps(events))


def heirs_on(store: Store, day: int, lineages: Lineages, firsts: Collection[str] | None = None) -> set[Pair]:
    """Return the pairs, each in alphabetical order, that something asserted of others may have come down to, and that
    had no plain assertion of their own by the day; with `firsts`, those whose first faction is one of these.
    """
    parents, children = (json.dumps(names) for names in (lineages.parents(), lineages.children()))
    asserted = store.rows(_PAIRS_OF, (parents, parents))
    found = {heir for pair in asserted for heir in lineages.heirs(pair) if firsts is None or heir[0] in firsts}
    if found:
        found.difference_update(store.rows(f"{_PAIRS_OF} AND {_HAS_PLAIN}", (children, children, day)))
    return found


_PAIRS_OF = """
  SELECT one.id, other.id FROM pair p JOIN faction one ON one.n = p.low JOIN faction other ON other.n = p.high
  WHERE (one.id IN (SELECT value FROM json_each(?)) OR other.id IN (SELECT value FROM json_each(?)))
"""
_HAS_PLAIN = "EXISTS (SELECT 1 FROM assertion_plain x WHERE x.low = p.low AND x.high = p.high AND x.begin_latest <= ?)"


def _lines(lineages: Lineages, heirs: Iterable[Pair], day: int) -> list[tuple[str, str, int, int]]:
    """The pairs that heirs have anything from, each with two days: what began by the first was certainly handed on to
    all of them, what began after the second to none.
    """
    handed_on = lineages.handed_on(day)
    found: dict[Pair, tuple[int, int]] = {}
    for heir in heirs:
        for one, other in lineages.lines(heir):
            pair = sorted_pair(one.faction, other.faction)
            days = [handed_on[ancestor.faction] for ancestor in (one, other) if ancestor.steps]
            if pair in found:
                days.append(found[pair])
            found[pair] = (min(surely for surely, _ in days), max(until for _, until in days))
    return [(*pair, *days) for pair, days in found.items()]
