"""What a command line can get wrong besides names and dates: words that do not go together."""

from __future__ import annotations

from collections.abc import Sequence

from ikhtilaf.errors import IkhtilafError


class OneDayError(IkhtilafError):
    """Only one of --from and --to was given."""

    name = "one-day-only"

    def __init__(self) -> None:
        super().__init__(
            "--from and --to compare two days, and only one was given", "Give both, or use --since and --until."
        )


class OnePlaceError(IkhtilafError):
    """An answer about one place was asked of several."""

    name = "one-place-only"

    def __init__(self, option: str) -> None:
        super().__init__(f"{option} answers for one place, and several were given", "Name one place, or none.")


class UnknownFieldError(IkhtilafError):
    """--fields names a column that the answer does not have."""

    name = "unknown-field"

    def __init__(self, field: str, known: Sequence[str]) -> None:
        super().__init__(f'there is no field "{field}" here', f"The fields are {', '.join(known)}.")


class NoFieldsError(IkhtilafError):
    """--fields with a command whose answer has no columns."""

    name = "no-fields"

    def __init__(self, command: str) -> None:
        super().__init__(
            f"`{command}` prints things whole, and has no fields to choose from", "Leave --fields out, or use `list`."
        )


class OneFormError(IkhtilafError):
    """More than one of the options that each ask for another form of the answer."""

    name = "one-form-only"

    def __init__(self, options: Sequence[str]) -> None:
        super().__init__(f"{' and '.join(options)} ask for different answers", "Give one of them.")


class BadColorError(IkhtilafError):
    """--color with another word than its three."""

    name = "bad-color"

    def __init__(self, typed: str) -> None:
        super().__init__(f'--color does not take "{typed}"', "Use auto, always or never.")


class UnheededFilterError(IkhtilafError):
    """A filter that the answer asked for does not look at."""

    name = "unheeded-filter"

    def __init__(self, answer: str, options: Sequence[str]) -> None:
        super().__init__(
            f"{answer} does not look at {' or '.join(options)}", "Leave it out, or ask for another answer."
        )


class StandardInputTwiceError(IkhtilafError):
    """Two logs would both be read from standard input."""

    name = "standard-input-twice"

    def __init__(self) -> None:
        super().__init__("both logs are to be read from standard input", "Name a file or folder for one of them.")


class FileExistsAlreadyError(IkhtilafError):
    """A file would be overwritten."""

    name = "file-exists"

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is there already", "Name another path, or add --force.")


class UnwritablePathError(IkhtilafError):
    """The system will not write there."""

    name = "unwritable-path"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} cannot be written: {why.lower()}", "Name a path in a folder that you can write to.")


def why_unwritten(error: Exception) -> str:
    """Return what the system, or SQLite, said of something that it could not write; empty for errors of other kinds."""
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    of_writing = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
    return str(error) if getattr(error, "sqlite_errorname", "").startswith(of_writing) else ""


class UnknownPictureError(IkhtilafError):
    """`draw` was asked for a kind of picture that there is none of."""

    name = "unknown-picture"

    def __init__(self, typed: str, known: Sequence[str], what: str = "picture") -> None:
        from ikhtilaf.model.names import nearest

        near = nearest(typed, known, limit=1)
        remedy = f"Did you mean {near[0]}?" if near else f"There is {', '.join(known)}."
        super().__init__(f'there is no {what} "{typed}"', remedy)


class UnknownFormError(IkhtilafError):
    """-o names a file whose ending does not say what to write into it, or that this picture cannot be written as."""

    name = "unknown-form"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)


class NobodyNamedError(IkhtilafError):
    """A map of a state or of a presence was asked for, and not whose."""

    name = "nobody-named"

    def __init__(self, show: str, option: str) -> None:
        super().__init__(f"--show {show} needs {option}", "Name whose, or leave --show out.")


class NoProvincesError(IkhtilafError):
    """A map was asked of a log that has none of the provinces that it draws."""

    name = "no-provinces"

    def __init__(self) -> None:
        super().__init__(
            "this log has none of the provinces of Afghanistan, which are all that `draw map` draws",
            "Give its provinces their codes, as in `iso: AF-KAB`, or use `list places`.",
        )
