"""Relations: how every two factions stood on a day, over all assertions of the largest log, beside DuckDB."""

from __future__ import annotations

import answers
import peer_commands
from answers import separated
from report import Figure
from setting import Setting
from timing import Command, interleaved

DAYS = ("2005-06-30", "2020-12-31")
"""The days on which the answers must agree; the last is the one that is timed: by then most has begun."""
FIELDS = ("--fields", "between,place,state,states")


def commands(setting: Setting, count: int, day: str) -> dict[str, Command]:
    """Return who is asked: ourselves first, then DuckDB from Python, then its command line."""
    folder, sql = setting.parquet(count), peer_commands.relations_sql(day)
    log = setting.warm_log(count, lambda command: answers.output("compiling", command))
    return {
        "ikhtilaf": setting.ikhtilaf("relations", "--as-of", day, *FIELDS, "--log", log, timeout=600),
        "DuckDB": peer_commands.duckdb_python(setting, sql, folder),
        "DuckDB's command line": peer_commands.duckdb_cli(setting, sql, folder),
    }


def check(setting: Setting, count: int) -> int | None:
    """Return how many rows all agree on, on the day that is timed; None where one runs into its time-out."""
    rows = None
    for day in DAYS:
        told = {name: answers.output(name, command) for name, command in commands(setting, count, day).items()}
        late = [name for name, out in told.items() if out is None]
        if late:
            setting.note(Figure("relations-duckdb", None, note=f"time-out of {late[0]}"))
            return None
        rows = answers.agree({name: separated(out) for name, out in told.items() if out is not None})
    return rows


def measure(setting: Setting) -> None:
    """Measure the answer for the last of the days; first check that all give the same on each of them."""
    check(setting, setting.size["middle"])
    count = setting.size["large"]
    rows = check(setting, count)
    if rows is None:
        return
    series = interleaved(commands(setting, count, DAYS[-1]), setting.rounds, warm=False)
    setting.compare("relations-duckdb", series, "ikhtilaf", "DuckDB", f"{rows:,} rows")
    setting.compare("relations-duckdb-cli", series, "ikhtilaf", "DuckDB's command line")
