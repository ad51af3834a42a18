"""Tables that were made to hurt whoever imports them: packed, cut, endless or no tables at all."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ikhtilaf.cli import run as command_line
from ikhtilaf.imports import table

TABLES = Path(__file__).parents[1] / "imports"
HEADER, ROW, OTHER = (TABLES / "acled.csv").read_bytes().splitlines(keepends=True)[:3]
ACLED = HEADER + ROW + OTHER
MANY = 20_000


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return a zip with the bit set that says that its member has a password."""
    packed = bytearray(zipped(("acled.csv", content)))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = packed.index(signature) + place
        packed[at : at + 2] = struct.pack("<H", struct.unpack("<H", packed[at : at + 2])[0] | 1)
    return bytes(packed)


def lying(content: bytes) -> bytes:
    """Return a zip that says that its member is a byte long."""
    packed = bytearray(zipped(("acled.csv", content)))
    at = packed.index(b"PK\1\2") + 24
    packed[at : at + 4] = struct.pack("<I", 1)
    return bytes(packed)


CASES: dict[str, tuple[bytes, int, str]] = {
    # What it holds, the exit code, and the error, or what is said where there is none.
    "nothing": (b"", 2, "empty-file"),
    "a header and nothing": (HEADER, 2, "empty-file"),
    "line breaks": (b"\n" * MANY, 2, "empty-file"),
    "a header and line breaks": (HEADER + b"\r\n" * MANY, 2, "empty-file"),
    "zeros": (bytes(MANY), 2, "not-a-table"),
    "zeros without an end": (bytes(2**20), 2, "not-a-table"),
    "NUL in a cell": (ACLED.replace(b"they fought", b"they\0fought", 1), 0, "0 refused"),
    "UTF-16": (b"\xff\xfe" + ACLED.decode().encode("utf-16-le"), 2, "not-a-table"),
    "UTF-16 without a mark": (ACLED.decode().encode("utf-16-le"), 2, "not-a-table"),
    "UTF-32": (ACLED.decode().encode("utf-32"), 2, "not-a-table"),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + ACLED, 0, "0 refused"),
    "Latin-1": (ACLED.replace(b"they fought", b"they k\xe4mpften", 1), 0, "bytes that are no UTF-8"),
    "half a character": (ACLED.replace(b"they fought", b"they \xed\xa0\x80", 1), 0, "bytes that are no UTF-8"),
    "CRLF": (ACLED.replace(b"\n", b"\r\n"), 0, "0 refused"),
    "CR": (ACLED.replace(b"\n", b"\r"), 0, "0 refused"),
    "LF, then CR": (HEADER + ACLED[len(HEADER) :].replace(b"\n", b"\r"), 0, "0 refused"),
    "no end of the last line": (ACLED.rstrip(b"\n"), 0, "0 refused"),
    "a million columns": (b"a," * 2**20 + b"\n", 2, "not-a-table"),
    "many columns": (HEADER.rstrip(b"\n") + b",x" * MANY + b"\n" + ROW, 2, "nothing-taken"),
    "many cells": (HEADER + ROW.rstrip(b"\n") + b"," * 2**21 + b"\n" + ROW, 0, "1 refused"),
    "a long cell": (HEADER + ROW.replace(b"they fought", b"x" * (2**20 + 1)) + ROW, 0, "1 refused"),
    "a line without an end": (HEADER + ROW + b"x" * (2**24 + 1), 2, "not-a-table"),
    "a quote that never ends": (HEADER + ROW + b'"' + ROW * 3, 0, "1 refused"),
    "a formula": (ACLED.replace(b"Hill Front", b"=cmd|' /C calc'!A0", 1), 0, "0 refused"),
    "an escape code": (ACLED.replace(b"FRE1", b"FRE1\x1b[2J", 1), 0, "taken"),
    "a gzip": (gzip.compress(ACLED), 0, "0 refused"),
    "several gzips": (gzip.compress(HEADER) + gzip.compress(ACLED[len(HEADER) :]), 0, "0 refused"),
    "a gzip cut off": (gzip.compress(ACLED)[:-20], 2, "damaged-file"),
    "a gzip of nothing": (gzip.compress(b""), 2, "empty-file"),
    "a gzip in a gzip": (gzip.compress(gzip.compress(ACLED)), 2, "not-a-table"),
    "a gzip with rubbish behind it": (gzip.compress(ACLED) + b"rubbish", 2, "damaged-file"),
    "a gzip with a wrong sum": (gzip.compress(ACLED)[:-8] + bytes(8), 2, "damaged-file"),
    "a gzip bomb": (gzip.compress(HEADER + b"\n" * 2**22), 2, "packed-too-tight"),
    "a zip": (zipped(("acled.csv", ACLED)), 0, "0 refused"),
    "a zip bomb": (zipped(("acled.csv", HEADER + b"\n" * 2**22)), 2, "packed-too-tight"),
    "a zip of nothing": (zipped(), 2, "several-files"),
    "a zip of two tables": (zipped(("a.csv", ACLED), ("b.csv", ACLED)), 2, "several-files"),
    "a zip with one name twice": (zipped(("a.csv", ACLED), ("A.CSV", b"x")), 2, "several-files"),
    "a zip with a path": (zipped(("/etc/acled.csv", ACLED)), 0, "0 refused"),
    "a zip with a way out": (zipped(("../../acled.csv", ACLED)), 0, "0 refused"),
    "a zip with a password": (encrypted(ACLED), 2, "unreadable-file"),
    "a zip that lies about its size": (lying(ACLED), 2, "damaged-file"),
    "a zip cut off": (zipped(("acled.csv", ACLED))[:-30], 2, "damaged-file"),
    "a zip in a zip": (zipped(("a.zip", zipped(("a.csv", ACLED)))), 2, "several-files"),
    "a workbook": (zipped(("xl/workbook.xml", b"")), 2, "not-a-table"),
    "a database": (b"SQLite format 3\0" + bytes(100), 2, "not-a-table"),
}

Import = Callable[[bytes], tuple[int, str, str]]


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import a table as ACLED's into out.db, in a folder of its own that then holds nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(table, "_ALWAYS_UNPACKED", 2**20)

    def call(content: bytes) -> tuple[int, str, str]:
        Path("table").write_bytes(content)
        code = command_line.run(["import", "acled", "table", "-o", "out.db"])
        assert {path.name for path in tmp_path.iterdir()} == ({"table", "out.db"} if code == 0 else {"table"})
        return code, *capsys.readouterr()

    return call


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_table_is_answered_as_the_table_says(
    name: str, imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    content, wanted, said = CASES[name]
    code, out, err = imported(content)
    assert (code, out) == (wanted, "")
    assert (f"error[{said}]: " if code else said) in err
    assert "\x1b" not in err
    assert "\0" not in err
    if code == 0:
        assert command_line.run(["timeline", "--log", "out.db", "--format", "table"]) == 0
        assert not {"\x1b", "\0"} & set(capsys.readouterr().out)
        assert command_line.run(["import", "acled", "table", "-o", "out.yaml"]) == 0
        assert command_line.run(["check", "out.yaml"]) == 0


def test_what_unpacks_to_ten_times_its_size_is_no_bomb(imported: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_ALWAYS_UNPACKED", 1)
    rows = b"".join(ROW.replace(b"FRE1", b"FRE%d" % n) for n in range(300))
    packed = gzip.compress(HEADER + rows)
    assert len(rows) > 10 * len(packed)
    assert imported(packed)[0] == 0
