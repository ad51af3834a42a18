-- Made when the tables are filled: sorting once is quicker than keeping order at every row.

CREATE INDEX place_covers_outward ON place_covers (place);
CREATE INDEX tie_faction ON tie (faction);
CREATE INDEX tie_other ON tie (other);
CREATE INDEX fact_faction ON fact (faction);
CREATE UNIQUE INDEX event_id ON event (id);
CREATE INDEX event_type ON event (type);
CREATE INDEX event_span ON event (first, last);
CREATE INDEX event_last ON event (last) WHERE first IS NULL;
CREATE INDEX event_faction_back ON event_faction (faction, event);
CREATE INDEX event_person_back ON event_person (person, event);
CREATE INDEX event_ends_back ON event_ends (event);
CREATE INDEX claim_event ON claim (event) WHERE event IS NOT NULL;
CREATE INDEX claim_tie ON claim (tie) WHERE tie IS NOT NULL;
CREATE INDEX claim_fact ON claim (fact) WHERE fact IS NOT NULL;
CREATE INDEX claim_source ON claim (source, event);
CREATE INDEX claim_against ON claim (event) WHERE stance IN ('doubts', 'denies');
CREATE INDEX assertion_pair ON assertion (low, high);
CREATE INDEX assertion_high ON assertion (high);
CREATE INDEX assertion_event ON assertion (event);

-- Where an event, or what it says of a relation, is set: the two tables of places seen from the places.
CREATE TABLE event_where (
  place INTEGER NOT NULL REFERENCES place (n), event INTEGER NOT NULL REFERENCES event (n), PRIMARY KEY (place, event)
) WITHOUT ROWID;
INSERT INTO event_where
SELECT place, event FROM event_place
UNION SELECT x.place, a.event FROM assertion_place x JOIN assertion a ON a.n = x.assertion;
