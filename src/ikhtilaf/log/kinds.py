"""Every kind of problem that there is, for the pages and tests that list them."""

from __future__ import annotations

from ikhtilaf.log import form_problems, name_problems, sense_problems
from ikhtilaf.log.problems import Problem


def kinds() -> list[type[Problem]]:
    """Return every kind of problem there is, sorted by name."""
    modules = (form_problems, name_problems, sense_problems)
    classes = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    return sorted((kind for kind in classes if issubclass(kind, Problem) and kind.kind), key=lambda kind: kind.kind)
