"""What prose sources say about who fought, tolerated or allied with whom, where, when and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ikhtilaf.errors import IkhtilafError
    from ikhtilaf.library import LoadedLog, Rows, load

__version__ = "0.1.0"
__all__ = ["IkhtilafError", "LoadedLog", "Rows", "__version__", "load"]


def __getattr__(name: str) -> object:
    """Import what a notebook asks for when it asks: the command line needs none of it."""
    if name == "IkhtilafError":
        from ikhtilaf.errors import IkhtilafError

        return IkhtilafError
    if name in __all__:
        from ikhtilaf import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
