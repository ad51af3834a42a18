"""A file of comma-separated values, plain, gzipped or zipped, read row by row; what is wrong with it is said."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from ikhtilaf.imports.cells import Reader, parted
from ikhtilaf.imports.errors import (
    ArchiveError,
    ColumnTwiceError,
    DamagedFileError,
    EmptyFileError,
    ImportFileError,
    MissingColumnsError,
    NoSuchFileError,
    NotATableError,
    PackedTooTightError,
    UnreadableFileError,
)

_LONGEST_LINE = 2**24
"""How many characters a line may have; a row of the known tables has some thousand."""
_LONGEST_HEADER = 2**18
_MOST_BYTES = 4
"""Bytes of one character."""
_PIECE = 2**15
"""Bytes that are read at once."""
_UNPACKED_PIECE = 2**13
"""Of a packed file, as many as are unpacked at once: where it is damaged, all before that is still read."""
_UNPACKED = 100
"""How many times its size a packed file may unpack to: tables of events come to about ten times theirs."""
_ALWAYS_UNPACKED = 2**26
"""How many bytes it may unpack to, however small it is."""

_DELIMITERS = (",", ";", "\t", "|")
_OTHER_FILES = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"PAR1", "a Parquet file"),
)
_REPLACED = "\ufffd"


class Rows:
    """Some rows: the `cells` of those that have as many as the header, row behind row, with the `numbers` of these
    rows, 1 for the first below the header, and the `lines` of the file on which they end; and of each other row its
    number, its line and what is `wrong` with it.
    """

    __slots__ = ("cells", "lines", "numbers", "wrong")

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.numbers: list[int] = []
        self.lines: list[int] = []
        self.wrong: list[tuple[int, int, str]] = []


class Table:
    """An open file: `header` are its columns. `replaced` counts the rows with bytes that are no UTF-8, each read as
    U+FFFD, and `first_replaced` is the number of the first; `size` is that of the file in bytes, at least 1.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.replaced, self.first_replaced, self.rows_read = 0, 0, 0
        self._bad = _Bad.count
        self._raw, self.size = _opened(path)
        try:
            unpacked = _unpacked(path, self._raw)
            if unpacked is not self._raw:
                most = max(self.size * _UNPACKED, _ALWAYS_UNPACKED)
                unpacked = _Bounded(path, unpacked, most)  # type: ignore[assignment]  # it reads as a file does
            self._lines = _lines(path, unpacked, _PIECE if unpacked is self._raw else _UNPACKED_PIECE)
            self._delimiter, self.header = _first_line(path, next(self._lines, "").removeprefix("\ufeff"))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            self.close()
            raise self._explained(error) from error
        except ImportFileError:
            self.close()
            raise

    def columns(self, needed: Sequence[str], optional: Sequence[str] = (), other: str = "") -> dict[str, int]:
        """Return where the columns stand, by name, without those that are optional and not there.

        Raises `MissingColumnsError`; `other` is the kind of import that the file looks like. Raises `ColumnTwiceError`.
        """
        missing = [name for name in needed if name not in self.header]
        if missing:
            raise MissingColumnsError(self.path, missing, self.header, other)
        found = {name: self.header.index(name) for name in (*needed, *optional) if name in self.header}
        for name in found:
            if self.header.count(name) > 1:
                raise ColumnTwiceError(self.path, name)
        return found

    def rows(self, together: int) -> Iterator[Rows]:
        """Yield the rows below the header, so many at a time; lines with nothing in them are none. Raises the errors of
        a bad file, after the rows before.
        """
        lines, delimiter, width = self._lines, self._delimiter, len(self.header)
        reader, some, bad, number, line_num = Reader(lines, delimiter), Rows(), self._bad, 0, 1
        try:
            for line in lines:
                cells, wrong, line_num = parted(line, delimiter), "", line_num + 1
                if cells is None:
                    before = reader.lines
                    cells, wrong = reader.row(line)
                    line_num += reader.lines - before - 1
                elif not cells:
                    continue
                number += 1
                if bad != _Bad.count and any(_REPLACED in cell for cell in cells):
                    self.replaced += 1
                    self.first_replaced = self.first_replaced or number
                if len(cells) == width:
                    some.cells += cells
                    some.numbers.append(number)
                    some.lines.append(line_num)
                else:
                    counted = f"it has {_counted(len(cells), 'cell')}, and the header {_counted(width, 'column')}"
                    some.wrong.append((number, line_num, wrong or counted))
                if number % together == 0:
                    yield some
                    some = Rows()
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            yield some
            self.rows_read = number
            raise self._explained(error) from error
        except ImportFileError:
            yield some
            raise
        if not number:
            raise EmptyFileError(self.path, "has a header and no rows")
        yield some

    @property
    def done(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return self._raw.tell() / self.size

    def close(self) -> None:
        """Close the file."""
        self._raw.close()

    def _explained(self, error: Exception) -> ImportFileError:
        if isinstance(error, OSError) and error.errno:
            return UnreadableFileError(self.path, (error.strerror or str(error)).lower())
        return DamagedFileError(self.path, self.rows_read, str(error).rstrip(".").lower() or "it ends too early")


def _first_line(path: str, first: str) -> tuple[str, list[str]]:
    """Return what stands between two cells, and the names of the columns."""
    first = first[:_LONGEST_HEADER]
    if not first.strip():
        raise EmptyFileError(path, "is empty" if not first else "has no header in its first line")
    if "\0" in first:
        raise NotATableError(path, "in another encoding or no text")
    if len(first) == _LONGEST_HEADER:
        raise NotATableError(path, f"no table: its first line has {_LONGEST_HEADER:,} characters and more")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return delimiter, [name.strip() for name in next(csv.reader([first], delimiter=delimiter, strict=True))]
    except csv.Error as error:
        raise NotATableError(path, f"no table: its first line cannot be read ({error})") from error


def _lines(path: str, file: IO[bytes], at_once: int = _PIECE) -> Iterator[str]:
    """Yield the lines of a file, each with its end: LF, CR or both. Raises `NotATableError` where there is one without
    an end; the first is then yielded as far as it was read.

    Lines are told apart as bytes, which takes a third of the time that a file of text takes for it.
    """
    held: list[bytes] = []  # of the line that is not yet at its end
    size, most = 0, _LONGEST_HEADER * _MOST_BYTES
    piece = None
    while piece != b"":
        piece = file.read1(at_once)  # type: ignore[attr-defined]  # all the kinds of files have it
        held.append(piece)
        size += len(piece)
        if piece and b"\n" not in piece and b"\r" not in piece and size < most:
            continue
        lines = b"".join(held).splitlines(keepends=True)
        # Of a CR LF the other half may be to come.
        whole = not piece or size >= most or lines[-1].endswith(b"\n")
        held = [] if whole else [lines.pop()]
        size, most = sum(map(len, held)), _LONGEST_LINE * _MOST_BYTES
        for line in lines:
            text = line.decode("utf-8", "ikhtilaf-replace")
            if len(text) >= _LONGEST_LINE:
                raise NotATableError(path, f"no table: it has a line of {_LONGEST_LINE:,} characters and more")
            yield text


class _Bounded(io.BufferedIOBase):
    """What is unpacked from a file, up to as many bytes as it may have."""

    def __init__(self, path: str, packed: IO[bytes], most: int) -> None:
        self._path, self._packed, self._left = path, packed, most

    def readable(self) -> bool:
        return True

    def read1(self, size: int = -1, /) -> bytes:
        data: bytes = self._packed.read1(size)  # type: ignore[attr-defined]  # both kinds of packed files have it
        self._left -= len(data)
        if self._left < 0:
            raise PackedTooTightError(self._path, _UNPACKED)
        return data


class _Bad:
    """How many bytes were no UTF-8 so far."""

    count = 0


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _Bad.count += 1
    return _REPLACED, error.end


codecs.register_error("ikhtilaf-replace", _replace)


def _opened(path: str) -> tuple[IO[bytes], int]:
    """Open a file; return it and its size, at least 1."""
    try:
        status = Path(path).stat()
        if stat.S_ISREG(status.st_mode):
            return Path(path).open("rb"), max(status.st_size, 1)
        # Whoever opens a pipe waits for somebody to write into it, and what is packed cannot be unpacked from one.
        what = "is a directory" if stat.S_ISDIR(status.st_mode) else "it is a pipe or device, not a file"
        raise UnreadableFileError(path, what)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NoSuchFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, (error.strerror or str(error)).lower()) from error


def _unpacked(path: str, raw: IO[bytes]) -> IO[bytes]:
    """Return the bytes of the CSV file, by what the file begins with, whatever it is called."""
    start = raw.read(16)
    raw.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw, mode="rb")  # type: ignore[return-value]  # it reads as a file does
    if start.startswith(b"PK"):
        return _from_archive(path, raw)
    for magic, what in _OTHER_FILES:
        if start.startswith(magic):
            raise NotATableError(path, what)
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise NotATableError(path, "in UTF-16")
    return raw


def _from_archive(path: str, raw: IO[bytes]) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(raw)
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            raise NotATableError(path, "an Excel workbook")
        tables = [name for name in names if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")]
        if len(tables) != 1:
            raise ArchiveError(path, tables)
        return archive.open(tables[0])
    except zipfile.BadZipFile as error:
        raise DamagedFileError(path, 0, str(error).lower()) from error
    except (RuntimeError, NotImplementedError) as error:  # with a password, or packed in a way that we cannot unpack
        raise UnreadableFileError(path, str(error)) from error


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
