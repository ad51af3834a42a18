-- The compiled form of a log: its tables; `indexes.sql` has what is made of them once they are filled. Days are numbers
-- (1 is 0001-01-01), first and last possible day, both inclusive; NULL is open. `at` is the place in the log, as file:line.
-- Lists are JSON arrays of text. Tables with a row for each event and more refer to other things by their numbers `n`; the
-- small ones by their identifiers `id`.

CREATE TABLE log (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The files of the log, by the names that the user knows them by.
CREATE TABLE file (n INTEGER PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE source (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, title TEXT NOT NULL, author TEXT NOT NULL,
  date TEXT, earliest INTEGER, latest INTEGER,
  affiliation TEXT, place TEXT, reported_by TEXT, same_words_as TEXT,
  note TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE passage (
  source TEXT NOT NULL, position INTEGER NOT NULL, passage TEXT NOT NULL, holds_nothing TEXT,
  PRIMARY KEY (source, position)
) WITHOUT ROWID;

CREATE TABLE place (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, within TEXT, iso TEXT NOT NULL,
  latitude REAL, longitude REAL, note TEXT NOT NULL, cites TEXT NOT NULL, at TEXT NOT NULL
);
-- Every pair in which `place` takes in all of `inner_place`; each place takes in itself.
CREATE TABLE place_covers (inner_place TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (inner_place, place)) WITHOUT ROWID;

-- Numbered in the order of their identifiers.
CREATE TABLE faction (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
  note TEXT NOT NULL, cites TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE tie (
  n INTEGER PRIMARY KEY, faction TEXT NOT NULL, kind TEXT NOT NULL, other TEXT NOT NULL,
  date TEXT, earliest INTEGER, latest INTEGER, wording TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL
);
CREATE TABLE fact (
  n INTEGER PRIMARY KEY, faction TEXT NOT NULL, kind TEXT NOT NULL,
  date TEXT, earliest INTEGER, latest INTEGER, wording TEXT NOT NULL, text TEXT NOT NULL,
  figure INTEGER, hedge TEXT NOT NULL, of_faction TEXT, person TEXT, at TEXT NOT NULL
);
CREATE TABLE fact_place (
  fact INTEGER NOT NULL, position INTEGER NOT NULL, place TEXT NOT NULL, main INTEGER NOT NULL,
  PRIMARY KEY (fact, position)
) WITHOUT ROWID;

CREATE TABLE person (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  note TEXT NOT NULL, cites TEXT NOT NULL, at TEXT NOT NULL
);

-- Every name by which a thing may be called: `form` is how names are compared, `name` how it is written.
-- `rank` is 0 for the identifier, 1 for the name, 2 for an alias.
CREATE TABLE name (
  kind TEXT NOT NULL, form TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, rank INTEGER NOT NULL,
  PRIMARY KEY (kind, form)
) WITHOUT ROWID;
CREATE TABLE alias (
  kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, alias TEXT NOT NULL,
  PRIMARY KEY (kind, id, position)
) WITHOUT ROWID;

-- `n` numbers the events in the order of a timeline. `first` and `last` are `earliest` and `latest` narrowed by the declared
-- order; `began` is the last day on which something that the event began can have begun.
CREATE TABLE event (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL,
  date TEXT NOT NULL, earliest INTEGER, latest INTEGER, first INTEGER, last INTEGER, began INTEGER,
  postscript INTEGER NOT NULL, background INTEGER NOT NULL,
  title TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file (n), line INTEGER NOT NULL
);
-- What is read only of events that are shown, apart from what they are found by.
CREATE TABLE event_text (
  n INTEGER PRIMARY KEY REFERENCES event (n), wording TEXT NOT NULL, text TEXT NOT NULL, slip TEXT NOT NULL
);
CREATE TABLE event_faction (
  event INTEGER NOT NULL REFERENCES event (n), position INTEGER NOT NULL,
  faction INTEGER NOT NULL REFERENCES faction (n), role TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_person (
  event INTEGER NOT NULL REFERENCES event (n), position INTEGER NOT NULL,
  person INTEGER NOT NULL REFERENCES person (n), role TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_place (
  event INTEGER NOT NULL REFERENCES event (n), position INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES place (n), PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE TABLE event_term (
  event INTEGER NOT NULL REFERENCES event (n), position INTEGER NOT NULL, term TEXT NOT NULL, PRIMARY KEY (event, position)
) WITHOUT ROWID;
-- Every pair that follows from the declared order, also through several steps.
CREATE TABLE event_after (
  later INTEGER NOT NULL REFERENCES event (n), earlier INTEGER NOT NULL REFERENCES event (n), PRIMARY KEY (later, earlier)
) WITHOUT ROWID;
CREATE TABLE event_ends (
  ended INTEGER NOT NULL REFERENCES event (n), event INTEGER NOT NULL REFERENCES event (n), PRIMARY KEY (ended, event)
) WITHOUT ROWID;

-- A claim is about one event, one tie or one fact.
CREATE TABLE claim (
  n INTEGER PRIMARY KEY,
  event INTEGER REFERENCES event (n), tie INTEGER REFERENCES tie (n), fact INTEGER REFERENCES fact (n),
  source INTEGER NOT NULL REFERENCES source (n),
  stance TEXT NOT NULL, hedge TEXT NOT NULL, note TEXT NOT NULL, cites TEXT NOT NULL
);

-- `a` and `b` as the log writes them, `low` and `high` in alphabetical order. `dated` is 1 where the assertion has a beginning
-- of its own; else it begins with its event, whose declared order counts then.
CREATE TABLE assertion (
  n INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (n),
  a INTEGER NOT NULL REFERENCES faction (n), b INTEGER NOT NULL REFERENCES faction (n),
  low INTEGER NOT NULL REFERENCES faction (n), high INTEGER NOT NULL REFERENCES faction (n),
  state TEXT NOT NULL, dated INTEGER NOT NULL,
  begins TEXT NOT NULL, begin_earliest INTEGER, begin_latest INTEGER,
  until TEXT, end_earliest INTEGER, end_latest INTEGER,
  note TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file (n), line INTEGER NOT NULL
);
CREATE TABLE assertion_place (
  assertion INTEGER NOT NULL REFERENCES assertion (n), position INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES place (n), PRIMARY KEY (assertion, position)
) WITHOUT ROWID;
