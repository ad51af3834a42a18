"""What takes too long, or too much room, for the suite: `make hostile` runs each case as a process with 2 GiB of
address space, and prints what came of it. The exit code is 1 where one was not answered as it should be.

Names of cases may be given, or parts of them; else all run.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

from hostile.databases import compiled, flipped, page_size
from hostile.logs import ALIASES, EVENT, HEAD, LOG
from hostile.processes import Said, run
from hostile.test_hostile_tables import HEADER, ROW

MIB = 2**20
GIB = 2**30
LIMIT = 2048
TIMELINE = ("timeline", "--log", "x.yaml", "--fields", "id")
CHECK = ("check", "x.yaml")
DATABASE = ("timeline", "--log", "x.db")
IMPORT = ("import", "acled", "x.csv", "-o", "out.db")


class Heavy(NamedTuple):
    """A case: what the command is asked, what lays the file down, what is wanted (the exit code, and a piece of what is
    said), how much memory it may take in MiB, and what is fed to it.
    """

    arguments: tuple[str, ...]
    make: Callable[[Path], object]
    code: int
    said: str
    most: int = 250
    feed: Callable[[IO[bytes]], None] | None = None


def written(name: str, pieces: Callable[[], Iterable[bytes]]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.writelines(pieces())

    return make


def log(*pieces: str | bytes) -> Callable[[Path], None]:
    return written("x.yaml", lambda: (piece.encode() if isinstance(piece, str) else piece for piece in pieces))


def filled(before: str, filling: str, size: int, after: str) -> Callable[[Path], None]:
    """Write so many bytes of a filling between the beginning and the end of a log."""
    block = filling.encode() * (MIB // len(filling.encode()))
    return written("x.yaml", lambda: (before.encode(), *(block for _ in range(size // len(block))), after.encode()))


def sparse(name: str, start: bytes, size: int) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.write(start)
            file.truncate(size)

    return make


def numbered(before: str, each: Callable[[int], str], count: int, after: str = "") -> Callable[[Path], None]:
    def pieces() -> Iterator[bytes]:
        yield before.encode()
        for start in range(0, count, 10_000):
            yield "".join(each(n) for n in range(start, min(count, start + 10_000))).encode()
        yield after.encode()

    return written("x.yaml", pieces)


def packed(block: bytes, times: int) -> Callable[[Path], None]:
    """Write a gzip that unpacks to a header and so many times the block."""
    member = gzip.compress(block)
    return written("x.csv", lambda: (gzip.compress(HEADER), *(member for _ in range(times))))


def zip_bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "x.csv", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.csv", "w") as member:
        member.write(HEADER)
        for _ in range(1024):
            member.write(ROW[:1] * MIB)


def database(sql: str = "", size: int = 0) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        compiled(folder / "x.db")
        connection = sqlite3.connect(folder / "x.db")
        connection.executescript(sql)
        connection.close()
        if size:
            os.truncate(folder / "x.db", size)

    return make


def piped(block: bytes) -> Callable[[IO[bytes]], None]:
    def feed(stream: IO[bytes]) -> None:
        while True:  # until nobody listens any more
            stream.write(block)

    return feed


BEGUN = f"{HEAD}events:\n{EVENT}".removesuffix("  claims: [{cites: [p1]}]\n")
OPEN = BEGUN.replace("  text: They fought.\n", "") + "  claims: [{cites: [p1]}]\n"
CASES = {
    "a gigabyte in quotes": Heavy(CHECK, filled(f'{OPEN}  text: "', "x", GIB, '"\n'), 3, "error[too-large]"),
    "a gigabyte without quotes": Heavy(CHECK, filled(f"{OPEN}  text: ", "x ", GIB, "\n"), 3, "error[too-large]"),
    "a gigabyte in lines": Heavy(CHECK, filled(f"{OPEN}  text: |\n", "    word\n", GIB, ""), 3, "error[too-large]"),
    "a gigabyte for a key": Heavy(CHECK, filled(f"{OPEN}  ", "x", GIB, ": y\n"), 3, "error[too-large]"),
    "a gigabyte for a remark": Heavy(CHECK, filled(f"{LOG}#", "x", GIB, "\n"), 3, "error[too-large]"),
    "a gigabyte of spaces": Heavy(CHECK, filled(LOG, " ", GIB, "\n"), 3, "error[too-large]"),
    "a gigabyte of zeros": Heavy(CHECK, sparse("x.yaml", b"", GIB), 3, "error[binary]"),
    "a gigabyte of zeros, asked": Heavy(TIMELINE, sparse("x.yaml", b"", GIB), 3, "error[binary]"),
    "a gigabyte of zeros behind a log": Heavy(CHECK, sparse("x.yaml", LOG.encode(), GIB), 3, "error[binary]"),
    "a terabyte of zeros": Heavy(TIMELINE, sparse("x.yaml", b"", 1024 * GIB), 2, "error[too-much]"),
    "a pipe without an end": Heavy(
        ("check", "-"), lambda _: None, 2, "error[too-much]", 700, piped(b"# and so on\n" * 10_000)
    ),
    "zeros without an end": Heavy(("check", "-"), lambda _: None, 2, "error[too-much]", 700, piped(bytes(MIB))),
    "an alias bomb": Heavy(CHECK, log(ALIASES, LOG), 3, "error[unknown-key]"),
    "ten million brackets": Heavy(CHECK, log(LOG, "more: ", b"[" * 10_000_000), 3, "error[bad-yaml]"),
    "ten million hyphens": Heavy(CHECK, log(LOG, "more:\n  ", b"- " * 10_000_000), 3, "error[too-deep]"),
    "a million things": Heavy(
        TIMELINE, numbered(f"{LOG}people:\n", "  p{0}: {{name: P {0}}}\n".format, 1_000_000), 0, "", 600
    ),
    "a million unknown keys": Heavy(
        CHECK, numbered(OPEN, "  k{0}: v\n".format, 1_000_000), 3, "error[more-of-the-same]"
    ),
    "a million unknown sections": Heavy(
        CHECK, numbered(LOG, "k{0}: v\n".format, 1_000_000), 3, "error[more-of-the-same]"
    ),
    "a million empty events": Heavy(
        CHECK, numbered(f"{HEAD}events:\n", lambda _: "-\n", 1_000_000), 3, "error[more-of-the-same]"
    ),
    "a hundred thousand wrong events": Heavy(
        CHECK,
        numbered(f"{HEAD}events:\n", lambda n: EVENT.replace("id: fight", f"id: f{n}").replace("red", "read"), 100_000),
        3,
        "error[unknown-faction]",
        500,
    ),
    "a hundred thousand events": Heavy(
        TIMELINE,
        numbered(f"{HEAD}events:\n", lambda n: EVENT.replace("id: fight", f"id: f{n}"), 100_000),
        0,
        "",
        500,
    ),
    "ten gigabytes of lines in a gzip": Heavy(IMPORT, packed(b"\n" * 64 * MIB, 160), 2, "error[packed-too-tight]"),
    "ten gigabytes of zeros in a gzip": Heavy(IMPORT, packed(bytes(64 * MIB), 160), 2, "error[not-a-table]"),
    "ten gigabytes of rows in a gzip": Heavy(IMPORT, packed(ROW * 150_000, 160), 2, "error[packed-too-tight]"),
    "a gigabyte in a zip": Heavy(IMPORT, zip_bomb, 2, "error[not-a-table]"),
    "a line of a gigabyte": Heavy(IMPORT, sparse("x.csv", HEADER + ROW, GIB), 2, "error[not-a-table]"),
    "a million columns": Heavy(IMPORT, written("x.csv", lambda: (b"a," * 10**6, b"\n")), 2, "error[not-a-table]"),
    "a value of 200 megabytes": Heavy(
        DATABASE, database("UPDATE event_text SET text = CAST(zeroblob(200000000) AS TEXT) WHERE n = 1"), 3, "too big"
    ),
    "a database of 100 gigabytes of nothing": Heavy(DATABASE, database(size=100 * GIB), 3, "error[not-a-store]"),
    "a database that says it has no end": Heavy(
        DATABASE, database("PRAGMA user_version = 0", 100 * GIB), 0, "", 100
    ),
    "a database with twenty thousand tables": Heavy(
        DATABASE,
        database("BEGIN;" + "".join(f"CREATE TABLE t{n} (x);" for n in range(20_000)) + "COMMIT;"),
        3,
        "error[not-a-store]",
    ),
}  # fmt: skip


def show(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(asked: list[str]) -> int:
    """Run the cases asked for, print the table, and return the exit code."""
    show(f"{'case':42} {'exit':>4} {'s':>6} {'MiB':>5}  what was said")
    wrong = 0
    for name, case in CASES.items():
        if asked and not any(word in name for word in asked):
            continue
        with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
            case.make(Path(folder))
            said = run(case.arguments, folder=Path(folder), feed=case.feed, limit=LIMIT, hang=600)
        wrong += not told(name, case, said)
    if not asked or "flipped" in asked:
        wrong += not flips(1000)
    show(f"{wrong} wrong" if wrong else "all as they should be")
    return 1 if wrong else 0


def told(name: str, case: Heavy, said: Said) -> bool:
    """Print the line of one case; return whether it was answered as it should be."""
    both = said.out + said.err
    right = said.code == case.code and case.said in both and said.megabytes <= case.most and "Traceback" not in both
    lines = [line for line in both.splitlines() if "error[" in line]
    first = (lines or both.splitlines() or [""])[-1][:110]
    show(f"{name:42} {said.code!s:>4} {said.seconds:6.1f} {said.megabytes:5.0f}  {'' if right else 'WRONG: '}{first}")
    return right


def flips(times: int) -> bool:
    """Change one byte of a compiled log at a time, all over it, and cut it off at every page; print how many of these
    were refused.
    """
    from ikhtilaf.errors import IkhtilafError
    from ikhtilaf.store.opening import is_database, open_store

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        path = Path(folder) / "x.db"
        content = compiled(path)
        cuts = [content[:length] for length in range(page_size(content), len(content), page_size(content))]
        refused = 0
        for changed in (*flipped(content, times, 1), *cuts):
            path.write_bytes(changed)
            if not is_database(str(path)):
                refused += 1  # read as YAML, it is binary
                continue
            try:
                open_store(str(path)).close()
            except IkhtilafError:
                refused += 1
    all_of_them = times + len(cuts)
    show(f"{'flipped bytes, and cut off at each page':42} {'':>4} {time.monotonic() - began:6.1f} {'':>5}  "
          f"{refused:,} of {all_of_them:,} refused")  # fmt: skip
    return refused == all_of_them


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
