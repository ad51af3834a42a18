"""The targets that read: the date parser, the loader, the layout of `fmt`, the importers and their map."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from zlib import crc32

import corpus
from limits import Target

from ikhtilaf.errors import IkhtilafError
from ikhtilaf.imports.run import Tally
from ikhtilaf.log.problems import Problem
from ikhtilaf.log.read import Reading

_READ_BACK = 1 << 16
"""What is made of an input longer than this is not read back: that would count as the time of making it."""


class WrongAnswerError(Exception):
    """No crash, but no right answer either."""


def scratch() -> Path:
    """Return a new folder for the files of a target, where the system has its temporary files (`TMPDIR`)."""
    return Path(tempfile.mkdtemp(prefix="ikhtilaf-fuzz-"))


def dates() -> Target:
    """Return the parser of dates: EDTF and English, the words for what was read, and its comparisons."""
    from ikhtilaf.dates import after, before, in_words, parse, parse_typed, within

    known = [parse(text) for text in ("2014-12~", "2016-23/..", "../..")]

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")  # as arguments of a command line are
        try:
            date = parse_typed(text)
        except IkhtilafError as error:
            _worded(error)
            return
        if date.earliest is not None and date.latest is not None and date.earliest > date.latest:
            raise WrongAnswerError("it ends before it begins")
        if parse(date.text) != date:
            raise WrongAnswerError("its own text means another date")
        if not in_words(date):
            raise WrongAnswerError("there are no words for it")
        for other in known:
            before(date, other), after(date, other), within(date, other)

    return run


def loader() -> Target:
    """Return the loader: a log, compiled, or all its problems, each as it is shown."""
    from ikhtilaf.store.compile import compile_log

    def run(data: bytes) -> None:
        reading = _read(data)
        _described(reading)
        if reading.log is not None:
            compile_log(reading.log).close()

    return run


def parsers() -> Target:
    """Return the loader on YAML's parser in Python: the same log as libyaml's with the same warnings, or errors from
    both. Where a text is no YAML the two may find the fault in different places.
    """

    def run(data: bytes) -> None:
        pure = _read(data, pure=True)
        _described(pure)
        if len(data) > _READ_BACK:
            return
        quick = _read(data)
        if (
            pure.log != quick.log
            or bool(pure.errors) != bool(quick.errors)
            or (pure.log and pure.problems != quick.problems)
        ):
            raise WrongAnswerError(f"the parsers differ: {_first(pure.problems, quick.problems)}")

    return run


def layout() -> Target:
    """Return `fmt`: what has no error of form is laid out, means the same, and is laid out already then."""
    from ikhtilaf.cli.formatting import meaning, moments_of
    from ikhtilaf.log.canonical import canonical
    from ikhtilaf.log.document import Draft, read_document

    def draft_of(content: bytes) -> Draft:
        draft = Draft()
        read_document(io.BytesIO(content), "log.yaml", draft)
        return draft

    def run(data: bytes) -> None:
        draft = draft_of(data)
        if draft.problems:
            return
        laid_out = canonical(data, moments_of(draft.events))
        if len(data) > _READ_BACK:
            return
        again = draft_of(laid_out.encode())
        if meaning(again) != meaning(draft):
            raise WrongAnswerError("laid out it means something else")
        if canonical(laid_out.encode(), moments_of(again.events)) != laid_out:
            raise WrongAnswerError("laid out twice it is another text")

    return run


def table(kind: str) -> Target:
    """Return an importer: a table in, a log out that has no errors, and every row accounted for.

    Seven tables of eight are read row by row and not compiled, which takes ten times as long.
    """
    from ikhtilaf.imports.decoding import Decoder
    from ikhtilaf.imports.kinds import codebook_of
    from ikhtilaf.imports.only import Only
    from ikhtilaf.imports.run import Refusal, import_rows
    from ikhtilaf.imports.table import Table
    from ikhtilaf.imports.yaml_log import write_yaml

    folder = scratch()
    path, made_at = str(folder / "table.csv"), folder / "made.db"
    mapping = str(corpus.TESTS / "imports" / "raids-map.yaml") if kind == "csv" else None

    def run(data: bytes) -> None:
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 -- pathlib takes longer
            file.write(data)
        opened, refused = Table(path), list[Refusal]()
        try:
            codebook, columns = codebook_of(kind, opened, 365, mapping)
            if crc32(data) % 8:
                for chunk in Decoder(opened, codebook, columns, Only()).chunks():
                    if chunk.rows != chunk.taken + chunk.left_out + len(chunk.refused):
                        raise WrongAnswerError("the rows do not add up")
                return
            made_at.unlink(missing_ok=True)
            store, tally = import_rows(
                opened, codebook, columns, str(made_at), only=Only(), refuse=refused.append, told=_nobody
            )
        finally:
            opened.close()
        with closing(store):
            _adds_up(tally, refused)
            out = io.StringIO()
            write_yaml(store, out)
        if len(data) > _READ_BACK:
            return
        made = _read(out.getvalue().encode())
        if made.errors:
            raise WrongAnswerError(f"the log that was made has an error: {made.errors[0]}")

    return run


def _adds_up(tally: Tally, refused: Sequence[object]) -> None:
    if not tally.adds_up() or len(refused) != tally.refused:
        raise WrongAnswerError("the rows do not add up")


def mapping() -> Target:
    """Return the map of `import csv`, with a table that goes with it where it names the columns that are there."""
    from ikhtilaf.imports.kinds import codebook_of
    from ikhtilaf.imports.only import Only
    from ikhtilaf.imports.run import Refusal, import_rows
    from ikhtilaf.imports.table import Table

    folder = scratch()
    path, made_at = str(folder / "map.yaml"), folder / "made.db"
    rows = str(corpus.TESTS / "imports" / "raids.csv")

    def run(data: bytes) -> None:
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123 -- pathlib takes longer
            file.write(data)
        opened = Table(rows)
        try:
            codebook, columns = codebook_of("csv", opened, 365, path)
            refuse = list[Refusal]().append
            made_at.unlink(missing_ok=True)
            store, _ = import_rows(opened, codebook, columns, str(made_at), only=Only(), refuse=refuse, told=_nobody)
            store.close()
        finally:
            opened.close()

    return run


def _nobody(_what: str, _done: float) -> None:
    """Hear how far an import has come, and say nothing."""


def _read(content: bytes, *, pure: bool = False) -> Reading:
    from ikhtilaf.log.read import read

    return read("-", stdin=io.BytesIO(content), pure=pure)


def _described(reading: Reading) -> None:
    """Show every problem, and hold that nothing in it acts on a terminal."""
    from ikhtilaf.log.describe import describe

    if reading.log is None and not reading.errors:
        raise WrongAnswerError("there is neither a log nor an error")
    for problem in reading.problems:
        shown = describe(problem, reading.line_of(problem))
        shown.encode()
        if "\x1b" in shown or "\0" in shown:
            raise WrongAnswerError("a control character is shown")


def _first(pure: Sequence[Problem], quick: Sequence[Problem]) -> str:
    """The first problems in which two outcomes differ."""
    told = [str(problem.as_tuple()) for problem in (*pure, *quick) if (problem in pure) != (problem in quick)]
    return "; ".join(told[:2]) or "the logs"


def _worded(error: IkhtilafError) -> None:
    """Hold that an error says something, on one line."""
    if not error.message or not error.remedy or "\n" in error.message + error.remedy:
        raise WrongAnswerError(f"the error {error.name} has no message or no remedy of one line") from error


def free(folder: Path) -> None:
    """Delete what is in a folder, and leave the folder."""
    for name in os.listdir(folder):  # noqa: PTH208 -- quicker
        (folder / name).unlink()
