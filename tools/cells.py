"""The Python examples of a page, run from top to bottom like the cells of one notebook."""

from __future__ import annotations

import ast
import io
from contextlib import redirect_stdout
from importlib.util import find_spec
from typing import Any

_OPTIONAL = ("pandas", "polars")


def missing_packages(cell: str) -> list[str]:
    """Return the optional packages that a cell names and that are not installed."""
    return [package for package in _OPTIONAL if package in cell and find_spec(package) is None]


def run_cell(cell: str, names: dict[str, Any]) -> str:
    """Run a cell with and on `names`; return what it prints, and what its last expression comes to, as a notebook does.

    An error in a cell is not caught: no example may raise one.
    """
    module = ast.parse(cell)
    last = module.body.pop() if module.body and isinstance(module.body[-1], ast.Expr) else None
    out = io.StringIO()
    with redirect_stdout(out):
        exec(compile(module, "<cell>", "exec"), names)  # noqa: S102 -- the project's own examples
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 -- as above
            if value is not None:
                print(repr(value))
    return out.getvalue()
