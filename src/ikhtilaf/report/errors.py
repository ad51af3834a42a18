"""What can keep a report from being made."""

from __future__ import annotations

from ikhtilaf.errors import IkhtilafError


class MissingPackageError(IkhtilafError):
    """A package that only one command needs is not installed."""

    name = "missing-package"

    def __init__(self, command: str, package: str, extra: str) -> None:
        super().__init__(
            f"`{command}` needs {package}, which is not installed", f"Run `pip install 'ikhtilaf[{extra}]'`."
        )
