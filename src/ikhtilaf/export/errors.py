"""What an export can want besides a log: a kind that there is, a place for its files, a package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ikhtilaf.errors import IkhtilafError, MissingPackageError
from ikhtilaf.model.names import nearest


class UnknownExportError(IkhtilafError):
    """`export` was asked for a format that there is none of."""

    name = "unknown-kind"

    def __init__(self, typed: str, kinds: Sequence[str]) -> None:
        near = nearest(typed, kinds, limit=1)
        remedy = f"Did you mean {near[0]}?" if near else f"The kinds are {', '.join(kinds)}."
        super().__init__(f'there is no kind of export "{typed}"', remedy)


class NoFolderError(IkhtilafError):
    """Several files were to go where there is room for one."""

    name = "no-folder"

    def __init__(self, kind: str) -> None:
        super().__init__(f"`export {kind}` writes several files, and needs a folder for them", "Name one: -o FOLDER.")


class TerminalError(IkhtilafError):
    """Bytes that are no text were to go to a terminal."""

    name = "not-for-a-terminal"

    def __init__(self, kind: str) -> None:
        super().__init__(f"`export {kind}` writes no text that a terminal could show", "Name a file: -o FILE.")


def needed(module: str, kind: str, extra: str) -> Any:
    """Import a package of an extra and return it; raises `MissingPackageError` where it is not installed.

    A package that is there but broken raises its own error.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name is None or error.name.partition(".")[0] != package:
            raise
        raise MissingPackageError(f"export {kind}", package, extra) from None
