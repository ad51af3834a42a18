-- Made when the tables are filled: sorting once is quicker than keeping order at every row.

CREATE INDEX place_covers_outward ON place_covers (place);
CREATE INDEX tie_faction ON tie (faction);
CREATE INDEX tie_other ON tie (other);
CREATE INDEX fact_faction ON fact (faction);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX event_type ON event (type);
CREATE INDEX event_span ON event (first, last);
CREATE INDEX event_last ON event (last) WHERE first IS NULL;
CREATE INDEX event_vague ON event (n) WHERE last IS NULL OR began < last;
CREATE INDEX event_faction_back ON event_faction (faction, event);
CREATE INDEX event_person_back ON event_person (person, event);
CREATE INDEX event_ends_back ON event_ends (event);
CREATE INDEX claim_event ON claim (event) WHERE event IS NOT NULL;
CREATE INDEX claim_tie ON claim (tie) WHERE tie IS NOT NULL;
CREATE INDEX claim_fact ON claim (fact) WHERE fact IS NOT NULL;
CREATE INDEX claim_source ON claim (source, event);
CREATE INDEX claim_against ON claim (event) WHERE stance IN ('doubts', 'denies');
CREATE INDEX assertion_pair ON assertion (low, high, begin_latest, begin_earliest, state);
CREATE INDEX assertion_high ON assertion (high);
CREATE INDEX assertion_event ON assertion (event);
CREATE INDEX assertion_unbounded ON assertion (begin_latest) WHERE begin_latest IS NULL;

-- Every two factions of which something is asserted.
CREATE TABLE pair (
  low INTEGER NOT NULL REFERENCES faction (n), high INTEGER NOT NULL REFERENCES faction (n), PRIMARY KEY (low, high)
) WITHOUT ROWID;
INSERT INTO pair SELECT DISTINCT low, high FROM assertion ORDER BY low, high;

-- Where an event, or what it says of a relation, is set: the two tables of places seen from the places.
CREATE TABLE event_where (
  place INTEGER NOT NULL REFERENCES place (n), event INTEGER NOT NULL REFERENCES event (n), PRIMARY KEY (place, event)
) WITHOUT ROWID;
INSERT INTO event_where
SELECT place, event FROM event_place
UNION SELECT x.place, a.event FROM assertion_place x JOIN assertion a ON a.n = x.assertion;

-- The assertions that are said in general, that a source speaks for, and that nothing ends: from when one of them has begun,
-- all that certainly began earlier and says otherwise falls, wherever it is said of. In the order in which they began.
CREATE TABLE assertion_plain (
  low INTEGER NOT NULL REFERENCES faction (n), high INTEGER NOT NULL REFERENCES faction (n),
  begin_earliest INTEGER NOT NULL, begin_latest INTEGER NOT NULL, state TEXT NOT NULL,
  assertion INTEGER NOT NULL REFERENCES assertion (n),
  PRIMARY KEY (low, high, begin_earliest, begin_latest, state, assertion)
) WITHOUT ROWID;
INSERT INTO assertion_plain
SELECT a.low, a.high, a.begin_earliest, a.begin_latest, a.state, a.n FROM assertion a NOT INDEXED
WHERE a.begin_earliest IS NOT NULL AND a.begin_latest IS NOT NULL AND a.until IS NULL
  AND NOT EXISTS (SELECT 1 FROM assertion_place x WHERE x.assertion = a.n)
  AND NOT EXISTS (SELECT 1 FROM event_ends x WHERE x.ended = a.event)
  AND EXISTS (SELECT 1 FROM claim x WHERE x.event = a.event AND x.stance IN ('asserts', 'admits', 'alleges'))
ORDER BY 1, 2, 3, 4, 5, 6;
