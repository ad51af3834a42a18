"""Which assertions can have a say in the answers of one day: most of a long history is past, and need not be read.

An assertion is past where two assertions of different states certainly began later than it, and by the day; both said
in general, unended and spoken for (the store's table `assertion_plain`). Then it falls to the one that says otherwise
than it does (rule 2), in whatever place. What would have fallen to it falls to one of the two as well, for they began
later still. So leaving out what is past changes no answer; it does change since when one has held.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from ikhtilaf.query.candidates import Among
from ikhtilaf.query.parts import NEVER, Lineages
from ikhtilaf.store import Store

# Of all plain assertions, and of those that are certainly handed on to all who come from one of the two factions: the
# latest beginning of each state that has begun by the day.
_OWN = """
  SELECT x.low, x.high, x.state, MAX(x.begin_earliest) AS first FROM asked p
  CROSS JOIN assertion_plain x ON x.low = p.low AND x.high = p.high
  WHERE x.begin_latest <= ? GROUP BY x.low, x.high, x.state
"""
_HANDED_ON = """
  SELECT p.low, p.high, p.state, MAX(p.begin_earliest) AS first FROM line l
  CROSS JOIN assertion_plain p ON p.low = l.low AND p.high = l.high
  WHERE p.begin_latest <= MIN(l.surely, ?)  GROUP BY p.low, p.high, p.state
"""
# The pairs that are asked for: those whose first faction is among some, and those of any that others come from.
_PAIRS = """
  SELECT low, high FROM pair
  WHERE low IN (SELECT n FROM faction WHERE id IN (SELECT value FROM json_each(?)))
    OR low IN (SELECT faction FROM parent) OR high IN (SELECT faction FROM parent)
"""
_SECOND = """
  SELECT low, high, first FROM (
    SELECT low, high, first, ROW_NUMBER() OVER (PARTITION BY low, high ORDER BY first DESC) AS rank FROM {latest}
  ) WHERE rank = 2
  UNION ALL SELECT low, high, ? FROM {pairs}
"""
# By pair, so that only what is left is looked at. What was declared to come after something else beats that whatever
# the dates are. Mostly that is past as well, having begun no later; else what beats it stays.
_LASTING = f"""
WITH parent AS (
  SELECT f.n AS faction, json_extract(x.value, '$[0]') AS surely, json_extract(x.value, '$[1]') AS until
  FROM json_each(?) x JOIN faction f ON f.id = x.key
),
asked AS ({_PAIRS}),
line AS (
  SELECT low, high, MIN(surely) AS surely, MAX(until) AS until FROM (
    SELECT p.low, p.high, x.surely, x.until FROM asked p JOIN parent x ON x.faction = p.low
    UNION ALL SELECT p.low, p.high, x.surely, x.until FROM asked p JOIN parent x ON x.faction = p.high
  ) GROUP BY low, high
),
own AS ({_OWN}),
handed_on AS ({_HANDED_ON}),
past AS (SELECT low, high, MAX(first) AS first FROM ({_SECOND.format(latest="own", pairs="asked")}) GROUP BY low, high),
line_past AS (
  SELECT low, high, MAX(first) AS first FROM ({_SECOND.format(latest="handed_on", pairs="line")}) GROUP BY low, high
)
SELECT a.n FROM past p CROSS JOIN assertion a ON a.low = p.low AND a.high = p.high AND a.begin_latest >= p.first
UNION SELECT a.n FROM line_past p JOIN line l ON l.low = p.low AND l.high = p.high
  CROSS JOIN assertion a ON a.low = p.low AND a.high = p.high AND a.begin_latest >= p.first
  WHERE a.begin_earliest IS NULL OR a.begin_earliest <= l.until
UNION SELECT n FROM assertion WHERE begin_latest IS NULL
UNION SELECT a.n FROM event e CROSS JOIN assertion a ON a.event = e.n
  WHERE (e.last IS NULL OR e.began < e.last) AND a.dated = 0
    AND EXISTS (SELECT 1 FROM event_after x WHERE x.later = e.n)
"""  # noqa: S608 -- pieces of our own


def lasting(store: Store, day: int, lineages: Lineages, firsts: Collection[str] | None = None) -> Among:
    """Return the assertions that can have a say in the answers of a day, in everybody's words; with `firsts`, in those
    on the pairs whose first faction, by the alphabet, is one of these.

    What is handed on at a split must leave no other answer there either: with those that come from a faction, only what
    was certainly handed on to all of them makes anything past.
    """
    asked = json.dumps(sorted(firsts) if firsts is not None else store.column("SELECT id FROM faction"))
    numbers = store.column(_LASTING, (json.dumps(lineages.handed_on(day)), asked, day, day, NEVER, NEVER))
    # What certainly ended before has no say either, and nothing falls to it.
    return Among(
        "a.n IN (SELECT value FROM json_each(?)) AND (a.until IS NULL OR a.end_latest IS NULL OR a.end_latest >= ?)",
        (json.dumps(numbers), day),
    )
