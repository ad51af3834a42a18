-- How every two factions stood on a day, in general and in each place of which something else is known: the rules of
-- docs/relations.md in DuckDB's SQL over the Parquet files of `peer_files`. $day is the day, as a number.
-- Out: between (two names and a blank), place (empty: in general), state, states (with blanks between).

WITH
support AS (
  SELECT event,
    bool_or(stance IN ('asserts', 'admits', 'alleges')) AS supported,
    bool_or(stance IN ('asserts', 'admits') AND hedge = '') AND NOT bool_or(stance IN ('doubts', 'denies')) AS vouched
  FROM 'claim.parquet' GROUP BY event
),
-- An end counts where somebody speaks for the event that brings it; where nobody vouches for it, it may never come.
ending AS (
  SELECT x.ended, e.first, CASE WHEN s.vouched THEN e.began END AS last
  FROM 'ends.parquet' x JOIN 'event.parquet' e ON e.n = x.event JOIN support s ON s.event = x.event
  WHERE s.supported
),
ended AS (SELECT ended, min(last) AS last FROM ending GROUP BY ended),
-- A state began before it ended: a certain end bounds the beginning too.
said AS (
  SELECT a.n, a.event, a.low, a.high, a.state, a.dated, a.first, a.places,
    least(
      a.last,
      CASE WHEN a.first IS NULL OR a.until_last >= a.first THEN a.until_last END,
      (SELECT min(x.last) FROM ending x WHERE x.ended = a.event AND (a.first IS NULL OR x.last >= a.first))
    ) AS last,
    a.until_last < $day IS TRUE AS over,
    z.last < $day IS TRUE AS ended,
    coalesce(s.supported, false) AS supported
  FROM 'assertion.parquet' a
  LEFT JOIN support s ON s.event = a.event
  LEFT JOIN ended z ON z.ended = a.event
),
-- Rule 7: an offshoot takes over what may have begun by the split; not how it ended certainly after that.
taken AS (
  SELECT
    least(one.faction, other.faction) AS low, greatest(one.faction, other.faction) AS high,
    s.n, s.event, s.state, s.dated, s.first, s.last, s.places, s.supported,
    one.steps + other.steps AS steps,
    greatest(s.first, one.born_first, other.born_first) AS held_first,
    CASE
      WHEN (one.steps = 0 OR s.last <= one.born_first) AND (other.steps = 0 OR s.last <= other.born_first)
      THEN greatest(s.last, one.born_last, other.born_last)
    END AS held_last,
    s.over OR CASE
      WHEN NOT s.ended OR one.steps + other.steps = 0 THEN s.ended
      ELSE EXISTS (
        SELECT 1 FROM ending x
        WHERE x.ended = s.event AND x.last < $day
          AND (one.steps = 0 OR x.first IS NULL OR x.first <= one.born_last)
          AND (other.steps = 0 OR x.first IS NULL OR x.first <= other.born_last)
      )
    END AS gone
  FROM said s
  JOIN 'line.parquet' one ON one.ancestor = s.low
  JOIN 'line.parquet' other ON other.ancestor = s.high
  WHERE one.faction <> other.faction
    AND (one.steps = 0 OR s.first IS NULL OR s.first <= one.born_last)
    AND (other.steps = 0 OR s.first IS NULL OR s.first <= other.born_last)
),
placed AS (
  SELECT * EXCLUDE (places), unnest(CASE WHEN len(places) = 0 THEN [NULL] ELSE places END) AS place FROM taken
),
-- Rule 1, as far as the question's place does not come in. `begun`: certainly begun by the day.
live AS (
  SELECT *, held_last <= $day IS TRUE AS begun FROM placed
  WHERE supported AND NOT gone AND (held_first IS NULL OR held_first <= $day)
),
question AS (
  SELECT row_number() OVER () AS q, low, high, place FROM (SELECT DISTINCT low, high, place FROM placed
    UNION SELECT DISTINCT low, high, NULL FROM placed)
),
-- What is general is an answer to every question of its pair, and by far the most: it is expanded as late as can be.
general AS (SELECT * FROM live WHERE place IS NULL),
near AS (
  SELECT q.q, l.*
  FROM live l
  JOIN 'covers.parquet' c ON c.place = l.place
  JOIN question q ON q.low = l.low AND q.high = l.high AND q.place = c.inner_place
),
-- Rule 7: nothing that came down through more splits than `steps`.
nearest AS (
  SELECT q.q, q.low, q.high, q.place AS asked, least(g.steps, n.steps) AS steps
  FROM question q
  LEFT JOIN (SELECT low, high, min(steps) AS steps FROM general WHERE begun GROUP BY low, high) g
    ON g.low = q.low AND g.high = q.high
  LEFT JOIN (SELECT q, min(steps) AS steps FROM near WHERE begun GROUP BY q) n ON n.q = q.q
),
-- Rule 2, by dates: the latest beginning of every state that has begun, beside each of another state.
latest_general AS (
  SELECT low, high, steps, state, max(first) AS first FROM general WHERE begun GROUP BY low, high, steps, state
),
latest AS (
  SELECT q, state, max(first) AS first
  FROM (
    SELECT f.q, g.state, g.first
    FROM nearest f JOIN latest_general g ON g.low = f.low AND g.high = f.high
    WHERE g.steps <= coalesce(f.steps, g.steps)
    UNION ALL
    SELECT f.q, n.state, n.first FROM nearest f JOIN near n ON n.q = f.q
    WHERE n.begun AND n.steps <= coalesce(f.steps, n.steps)
  )
  GROUP BY q, state
),
-- What falls to something general of the pair's own falls whatever the place.
lasting AS (
  SELECT g.* FROM general g
  WHERE NOT EXISTS (
    SELECT 1 FROM latest_general r
    WHERE r.low = g.low AND r.high = g.high AND r.steps = 0 AND r.state <> g.state AND r.first > g.last
  )
),
own AS (
  SELECT f.q, f.asked, f.steps AS fewest, g.* FROM nearest f JOIN lasting g ON g.low = f.low AND g.high = f.high
  WHERE g.steps <= coalesce(f.steps, g.steps)
  UNION ALL BY NAME
  SELECT f.asked, f.steps AS fewest, n.* FROM nearest f JOIN near n ON n.q = f.q
  WHERE n.steps <= coalesce(f.steps, n.steps)
),
in_time AS (
  SELECT c.* FROM own c
  WHERE NOT EXISTS (SELECT 1 FROM latest r WHERE r.q = c.q AND r.state <> c.state AND r.first > c.last)
),
-- Rule 2, by the declared order, which counts between what begins with its event.
outrun AS (
  SELECT DISTINCT c.q, c.n, c.place
  FROM in_time c
  JOIN 'follows.parquet' f ON f.earlier = c.event
  JOIN live o ON o.event = f.later AND o.low = c.low AND o.high = c.high
  WHERE o.begun AND o.state <> c.state AND NOT o.dated AND NOT c.dated AND o.steps <= coalesce(c.fewest, o.steps)
    AND (o.place IS NULL OR (o.place, c.asked) IN (SELECT (place, inner_place) FROM 'covers.parquet'))
),
left_over AS (
  SELECT c.* FROM in_time c
  WHERE NOT EXISTS (SELECT 1 FROM outrun x WHERE x.q = c.q AND x.n = c.n AND x.place IS NOT DISTINCT FROM c.place)
),
-- Rule 3: the narrower place wins, unless the wider one's began certainly later.
narrowed AS (
  SELECT DISTINCT c.q, c.n, c.place
  FROM left_over c
  JOIN left_over o ON o.q = c.q
  LEFT JOIN 'follows.parquet' f ON f.later = c.event AND f.earlier = o.event AND NOT c.dated AND NOT o.dated
  WHERE o.begun AND o.place IS NOT NULL AND o.place IS DISTINCT FROM c.place
    AND (c.place IS NULL OR (c.place, o.place) IN (SELECT (place, inner_place) FROM 'covers.parquet'))
    AND (c.first > o.last) IS NOT TRUE AND f.later IS NULL
),
standing AS (
  SELECT c.* FROM left_over c
  WHERE NOT EXISTS (SELECT 1 FROM narrowed x WHERE x.q = c.q AND x.n = c.n AND x.place IS NOT DISTINCT FROM c.place)
),
-- Rules 4 and 5.
answer AS (
  SELECT q,
    list_sort(list(DISTINCT state) FILTER (begun)) AS states,
    list_sort(list(DISTINCT state) FILTER (NOT begun)) AS perhaps,
    list_sort(list(n) FILTER (begun)) AS rests_on,
    bool_or(NOT begun AND steps = 0) AS own_perhaps
  FROM standing GROUP BY q
),
whole AS (
  SELECT q.low, q.high, q.place, coalesce(a.states, []) AS states, coalesce(a.rests_on, []) AS rests_on,
    list_sort(list_filter(coalesce(a.perhaps, []), lambda s: NOT list_contains(coalesce(a.states, []), s))) AS possible,
    coalesce(a.own_perhaps, false) AS own_perhaps
  FROM question q LEFT JOIN answer a ON a.q = q.q
)
SELECT w.low || ' ' || w.high AS between, coalesce(w.place, '') AS place,
  CASE len(w.states) WHEN 0 THEN 'unknown' WHEN 1 THEN w.states[1] ELSE 'contested' END AS state,
  array_to_string(list_filter(
    ['war', 'clashes', 'tension', 'tolerance', 'ceasefire', 'cordial', 'cooperation', 'alliance'],
    lambda s: list_contains(w.states, s)
  ), ' ') AS states
FROM whole w
JOIN whole general ON general.low = w.low AND general.high = w.high AND general.place IS NULL
WHERE (len(w.states) > 0 OR w.own_perhaps)
  AND (w.place IS NULL OR w.states <> general.states OR w.possible <> general.possible OR w.rests_on <> general.rests_on)
ORDER BY w.low, w.high, w.place NULLS FIRST;
