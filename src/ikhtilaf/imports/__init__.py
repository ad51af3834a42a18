"""Event data that others have coded, made into a log: each row an event, with the precision that the row has."""
