-- What a stream of events is kept in until their order is known: the tables of a file of its own, which is thrown away.
-- Events, claims, dates, casts, factions, places and sources have numbers in the order in which they came; `final_event` is
-- in the order of the compiled log, with all that is short, so that the long texts are read only where they are needed.

CREATE TABLE staged.came (
  s INTEGER PRIMARY KEY, id TEXT NOT NULL, span INTEGER NOT NULL, cast_ INTEGER NOT NULL, place INTEGER, line INTEGER NOT NULL,
  first_claim INTEGER NOT NULL, last_claim INTEGER NOT NULL
);
CREATE TABLE staged.came_text (s INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);
-- The claims of an event are those from its `first_claim` to its `last_claim`.
CREATE TABLE staged.came_claim (n INTEGER PRIMARY KEY, source INTEGER NOT NULL, cites TEXT NOT NULL, note TEXT NOT NULL);
CREATE TABLE staged.span (
  n INTEGER PRIMARY KEY, date TEXT NOT NULL, earliest INTEGER, latest INTEGER, began INTEGER,
  until TEXT, end_earliest INTEGER, end_latest INTEGER
);
CREATE TABLE staged.cast_ (n INTEGER PRIMARY KEY, type TEXT NOT NULL);
CREATE TABLE staged.cast_part (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, faction INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (cast_, position)
) WITHOUT ROWID;
CREATE TABLE staged.cast_pair (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (cast_, position)
) WITHOUT ROWID;
CREATE TABLE staged.final_event (
  n INTEGER PRIMARY KEY, s INTEGER NOT NULL, id TEXT NOT NULL, span INTEGER NOT NULL, cast_ INTEGER NOT NULL, place INTEGER,
  line INTEGER NOT NULL, first_claim INTEGER NOT NULL, last_claim INTEGER NOT NULL
);

-- The factions of a cast, and its pairs, by their numbers in the compiled log.
CREATE TEMP TABLE final_part (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, faction INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (cast_, position)
) WITHOUT ROWID;
CREATE TEMP TABLE final_pair (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL,
  low INTEGER NOT NULL, high INTEGER NOT NULL, state TEXT NOT NULL, PRIMARY KEY (cast_, position)
) WITHOUT ROWID;

-- Of each faction, place and source its number in the compiled log.
CREATE TEMP TABLE final_faction (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TEMP TABLE final_place (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TEMP TABLE final_source (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
