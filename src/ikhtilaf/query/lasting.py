"""Which assertions can have a say in the answers of one day: most of a long history is past, and need not be read.

An assertion is past where two assertions of different states certainly began later than it, and by the day; both said
in general, unended and spoken for (the store's table `assertion_plain`). Then it falls to the one that says otherwise
than it does (rule 2), in whatever place. What would have fallen to it falls to one of the two as well, for they began
later still. So leaving out what is past changes no answer; it does change since when one has held.
"""

from __future__ import annotations

import json

from ikhtilaf.query.candidates import Among
from ikhtilaf.query.parts import Lineages
from ikhtilaf.store import Store

_LATEST = """
  SELECT p.low, p.high, p.state, MAX(p.begin_earliest) AS first FROM assertion_plain p
  LEFT JOIN bound one ON one.faction = p.low LEFT JOIN bound other ON other.faction = p.high
  WHERE p.begin_latest <= ?2 AND (one.day IS NULL OR p.begin_latest <= one.day)
    AND (other.day IS NULL OR p.begin_latest <= other.day)
  GROUP BY p.low, p.high, p.state
"""
_SECOND = """
  SELECT low, high, first FROM (
    SELECT low, high, first, ROW_NUMBER() OVER (PARTITION BY low, high ORDER BY first DESC) AS rank FROM latest
  ) WHERE rank = 2
  UNION ALL SELECT DISTINCT low, high, ?3 FROM assertion
"""
# By pair, so that only what is left is looked at. What was declared to come after something else beats that whatever
# the dates are. Mostly that is past as well, having begun no later; else what beats it stays.
_LASTING = f"""
WITH bound AS (SELECT f.n AS faction, x.value AS day FROM json_each(?1) x JOIN faction f ON f.id = x.key),
latest AS ({_LATEST}),
past AS (SELECT low, high, MAX(first) AS first FROM ({_SECOND}) GROUP BY low, high)
SELECT a.n FROM past p CROSS JOIN assertion a ON a.low = p.low AND a.high = p.high AND a.begin_latest >= p.first
UNION SELECT n FROM assertion WHERE begin_latest IS NULL
UNION SELECT a.n FROM event e JOIN assertion a ON a.event = e.n
  WHERE (e.last IS NULL OR e.began < e.last) AND a.dated = 0
    AND EXISTS (SELECT 1 FROM event_after x WHERE x.later = e.n)
"""  # noqa: S608 -- pieces of our own

_NEVER = -(10**9)


def lasting(store: Store, day: int, lineages: Lineages) -> Among:
    """Return the assertions that can have a say in the answers of a day, in everybody's words.

    What is handed on at a split must leave no other answer there either: of factions that others come from, only what
    was certainly handed on to all of them makes anything past.
    """
    bounds = {faction: _NEVER if by is None else by for faction, by in lineages.handed_on(day).items()}
    numbers = store.column(_LASTING, (json.dumps(bounds), day, _NEVER))
    return Among("a.n IN (SELECT value FROM json_each(?))", (json.dumps(numbers),))
