"""What is to be reached: each goal with its name, what is measured beside what, and the ratio that it asks for."""

from __future__ import annotations

from typing import NamedTuple


class Goal(NamedTuple):
    """One line of the report. `limit` is the ratio asked for, at most that much, or with `at_least` at least; None
    where the figure is only told.
    """

    key: str
    what: str
    limit: float | None = None
    at_least: bool = False


class Part(NamedTuple):
    """A part of the report: its heading and its goals, in order."""

    heading: str
    goals: tuple[Goal, ...]


PARTS = (
    Part(
        "Start: the shipped log, compiled before",
        (
            Goal("start-piped", "`timeline --province nangarhar` into a pipe ÷ `python -c 'import typer'`", 1.25),
            Goal("start-terminal", "the same as a table on a terminal ÷ `python -c 'import typer'`", 1.75),
            Goal("start-help", "`--help` on a terminal ÷ that table", 1.0),
            Goal("start-version", "`--version` ÷ that table", 1.0),
            Goal("start-completion", "an answer to a shell's completion ÷ that table", 1.0),
            Goal("start-error", "a misspelt option, answered on a terminal ÷ that table", 1.0),
        ),
    ),
    Part(
        "Warm: the largest log ÷ the smallest, equal rows out",
        (
            Goal("warm-province", "`timeline --province p-rare`", 1.5),
            Goal("warm-since", "`timeline --faction f-rare-a --since 2005`", 1.5),
            Goal("warm-text", '`timeline --text "a rare phrase"`', 1.5),
            Goal("warm-between", "`relations --between f-rare-a f-rare-b`", 1.5),
            Goal("warm-summary", "`summary f-rare-a`", 1.5),
        ),
    ),
    Part(
        "The same filter, whole process: ikhtilaf ÷ the peer",
        (
            Goal("filter-duckdb", "DuckDB over Parquet, the largest log", 0.5),
            Goal("filter-duckdb-cli", "DuckDB's command line over Parquet, the largest log"),
            Goal("filter-sqlite-utils", "sqlite-utils on a plain database, the middle log"),
            Goal("filter-jq", "jq on JSON Lines, the middle log"),
            Goal("filter-miller", "Miller on CSV, the middle log"),
            Goal("filter-bean-query", "bean-query without its cache, the middle log"),
            Goal("filter-bean-query-cache", "bean-query with its cache, the middle log"),
            Goal("filter-hledger", "hledger, the middle log"),
        ),
    ),
    Part(
        "Cold: nothing compiled before, one filter",
        (
            Goal("cold-events", "the middle log ÷ bare iteration over CParser's events", 2.5),
            Goal("cold-safe-load", "the middle log ÷ CSafeLoader (`yaml.load`), which checks and answers nothing"),
            Goal("cold-memory", "peak memory above the start, the middle log ÷ the file's size", 5.0),
            Goal("cold-memory-large", "the same of the largest log", 5.0),
            Goal("cold-linear", "seconds an event, the largest log ÷ the middle one (linear: no more than 1.25)", 1.25),
            Goal("cold-folder", "a folder of ten files, one of them changed ÷ the folder cold"),
        ),
    ),
    Part(
        "Output: as many rows as the middle log has events",
        (
            Goal(
                "output-jsonl",
                "speed of jsonl ÷ that of `csv.writer` over the same cells, in memory",
                0.5,
                at_least=True,
            ),
            Goal("output-csv", "speed of csv ÷ that of `csv.writer`", 0.5, at_least=True),
            Goal("output-tsv", "speed of tsv ÷ that of `csv.writer`", 0.5, at_least=True),
            Goal(
                "output-jsonl-whole",
                "`timeline --format jsonl`, whole process ÷ a process that copies the csv",
            ),
            Goal("output-csv-whole", "`timeline --format csv`, whole process ÷ the same copy"),
            Goal("output-tsv-whole", "`timeline --format tsv`, whole process ÷ the same copy"),
            Goal("output-table-first", "a table on a terminal: until rows appear ÷ until it is whole", 0.1),
            Goal(
                "output-table-memory",
                "its peak memory ÷ that of a tenth as many rows (flat: no more than 1.1)",
                1.1,
            ),
        ),
    ),
    Part(
        "Relations: every pair as of a day, the largest log",
        (
            Goal("relations-duckdb", "whole process ÷ DuckDB over Parquet", 1.0),
            Goal("relations-duckdb-cli", "whole process ÷ DuckDB's command line over Parquet"),
        ),
    ),
)

GOALS = {goal.key: goal for part in PARTS for goal in part.goals}
