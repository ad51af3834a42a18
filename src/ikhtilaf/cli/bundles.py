"""Options that several commands share, each group stated once and handed to a command as one value."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, get_type_hints

Command = TypeVar("Command", bound=Callable[..., Any])


def takes(**bundles: type[Any]) -> Callable[[Command], Command]:
    """Give a command the options of some bundles: `@takes(output=OutputOptions)` fills its parameter `output`.

    A bundle is a NamedTuple; each field is an option, annotated as the command-line library wants it, with its default.
    Which options those are is worked out by `signed`, when the command is asked for.
    """

    def decorate(command: Command) -> Command:
        def run(**values: Any) -> Any:
            made = {
                name: bundle(**{field: values.pop(field) for field in bundle._fields})
                for name, bundle in bundles.items()
            }
            return command(**values, **made)

        run.__name__, run.__doc__, run.__module__ = command.__name__, command.__doc__, command.__module__
        run.parts = (command, bundles)  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return decorate


def signed(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with the signature that the command-line library reads: its own options, then those of its
    bundles.
    """
    if hasattr(run, "parts"):
        command, bundles = run.parts
        hints = _hints(command)
        own = [
            parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
            for name, parameter in signature(command).parameters.items()
            if name not in bundles
        ]
        shared = [option for bundle in bundles.values() for option in _options(bundle)]
        run.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *shared)}
    return run


@cache
def _options(bundle: Any) -> list[Parameter]:
    hints, defaults = _hints(bundle), bundle._field_defaults
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=defaults.get(name, Parameter.empty), annotation=hints[name])
        for name in bundle._fields
    ]


def _hints(thing: Any) -> dict[str, Any]:
    return get_type_hints(thing, include_extras=True)
