"""What can be wrong with a file that is to be imported, and with what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.model.names import nearest

_MOST_LISTED = 12
"""Columns that a message lists."""


class ImportFileError(IkhtilafError):
    """A file that cannot be imported."""


class NoSuchFileError(ImportFileError):
    """There is no file at the path."""

    name = "no-such-file"

    def __init__(self, path: str) -> None:
        super().__init__(f"there is no file {path}", "Correct the path.")


class UnreadableFileError(ImportFileError):
    """A file that the system will not read."""

    name = "unreadable-file"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be read: {why}", "Name a file that you can read.")


class EmptyFileError(ImportFileError):
    """A file with nothing in it, or with no rows below the header."""

    name = "empty-file"

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} {what}", "Download it again, or name another file.")


class NotATableError(ImportFileError):
    """A file that holds no comma-separated text."""

    name = "not-a-table"

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} is {what}; it has to be CSV in UTF-8", "Save it as that, and import it again.")


class DamagedFileError(ImportFileError):
    """A packed file that ends in the middle, or whose bytes are not what was packed."""

    name = "damaged-file"

    def __init__(self, path: str, after: int, why: str) -> None:
        where = f"after row {after:,}" if after else "before the first row"
        super().__init__(f"{path} cannot be unpacked {where}: {why}", "Download it again; nothing was written.")


class PackedTooTightError(ImportFileError):
    """A packed file that would unpack to more than any table of events does."""

    name = "packed-too-tight"

    def __init__(self, path: str, times: int) -> None:
        super().__init__(
            f"{path} unpacks to more than {times} times its size, which no table of events does",
            "Unpack it, if you trust it, and import the CSV file.",
        )


class ArchiveError(ImportFileError):
    """A zip archive that does not hold one CSV file."""

    name = "several-files"

    def __init__(self, path: str, names: Sequence[str]) -> None:
        found = f"{len(names)} CSV files: {_listed(names)}" if names else "no CSV file"
        super().__init__(f"{path} holds {found}", "Unpack it, and import one CSV file.")


class MissingColumnsError(ImportFileError):
    """A table without columns that its kind has."""

    name = "missing-columns"

    def __init__(self, path: str, missing: Sequence[str], header: Sequence[str], other: str = "") -> None:
        what = "this column is" if len(missing) == 1 else "these columns are"
        near = nearest(missing[0], header, 1) if missing else []
        if other:
            remedy = f"It looks like a file for `ikhtilaf import {other}`."
        elif near:
            remedy = f"Did you mean {near[0]} by {missing[0]}? The file has {_listed(header)}."
        else:
            remedy = f"The file has {_listed(header)}."
        super().__init__(f"{path}, line 1: {what} missing: {_listed(missing)}", remedy)


class ColumnTwiceError(ImportFileError):
    """A table with two columns of one name, of which it is not known which is meant."""

    name = "column-twice"

    def __init__(self, path: str, column: str) -> None:
        super().__init__(f'{path}, line 1: two columns are called "{column}"', "Rename one of them.")


class NothingTakenError(ImportFileError):
    """No row is left to make a log of."""

    name = "nothing-taken"

    def __init__(self, path: str, rows: int, left_out: int, refused: int, remedy: str) -> None:
        super().__init__(
            f"none of the {rows:,} rows of {path} was taken: {left_out:,} left out by filters, {refused:,} refused",
            remedy,
        )


class ReaderEndedError(ImportFileError):
    """The second process, which reads, was ended from outside."""

    name = "reader-ended"

    def __init__(self) -> None:
        super().__init__("the process that reads the rows was ended too early", "Import again; nothing was written.")


class NoSuchOutputError(ImportFileError):
    """-o with a name that does not say what is to be written."""

    name = "bad-output"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} says neither YAML nor a store", "Name a file that ends in .yaml, .yml or .db.")


class MapNeededError(ImportFileError):
    """`import csv` without a mapping, or a mapping for a dataset whose columns are known."""

    name = "map"

    def __init__(self, kind: str) -> None:
        if kind == "csv":
            super().__init__(
                "`import csv` has to be told what the columns mean",
                "Add --map MAP.yaml; docs/import.md has an example.",
            )
        else:
            super().__init__(f"--map is for `import csv`; the columns of {kind} are known", "Leave it out.")


class BadMapError(ImportFileError):
    """A mapping that is not one."""

    name = "bad-map"

    def __init__(self, path: str, count: int, described: Sequence[str]) -> None:
        what = "1 error" if count == 1 else f"{count:,} errors"
        super().__init__(f"the mapping {path} has {what}", "Mend the mapping, and import again.")
        self.described = described
        """Each of them, with its place and a remedy."""


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_LISTED:,} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more
