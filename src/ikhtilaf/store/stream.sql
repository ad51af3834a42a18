-- What a stream of events is kept in until their order is known: temporary tables, which end with the connection. Events,
-- dates, casts, factions, places and sources have numbers in the order in which they came; the tables `final_*` have those
-- of the compiled log.

CREATE TEMP TABLE came (
  s INTEGER PRIMARY KEY, id TEXT NOT NULL, span INTEGER NOT NULL, cast_ INTEGER NOT NULL, place INTEGER, line INTEGER NOT NULL,
  title TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TEMP TABLE came_claim (
  s INTEGER NOT NULL, position INTEGER NOT NULL, source INTEGER NOT NULL, cites TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (s, position)
) WITHOUT ROWID;
CREATE TEMP TABLE span (
  n INTEGER PRIMARY KEY, date TEXT NOT NULL, earliest INTEGER, latest INTEGER, began INTEGER,
  until TEXT, end_earliest INTEGER, end_latest INTEGER
);
CREATE TEMP TABLE cast_ (n INTEGER PRIMARY KEY, type TEXT NOT NULL);
CREATE TEMP TABLE cast_part (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, faction INTEGER NOT NULL, role TEXT NOT NULL, PRIMARY KEY (cast_, position)
) WITHOUT ROWID;
CREATE TEMP TABLE cast_pair (
  cast_ INTEGER NOT NULL, position INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, state TEXT NOT NULL,
  PRIMARY KEY (cast_, position)
) WITHOUT ROWID;
CREATE TEMP TABLE final_faction (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TEMP TABLE final_place (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TEMP TABLE final_source (came INTEGER PRIMARY KEY, n INTEGER NOT NULL);
CREATE TEMP TABLE final_event (n INTEGER PRIMARY KEY, s INTEGER NOT NULL);
