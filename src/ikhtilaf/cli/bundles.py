"""Options that several commands share, each group stated once and handed to a command as one value."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, get_type_hints

Command = TypeVar("Command", bound=Callable[..., Any])


def takes(**bundles: type[Any]) -> Callable[[Command], Command]:
    """Give a command the options of some bundles: `@takes(output=OutputOptions)` fills its parameter `output`.

    A bundle is a NamedTuple; each field is an option, annotated as the command-line library wants it, with its default.
    """

    def decorate(command: Command) -> Command:
        fields = {name: _options(bundle) for name, bundle in bundles.items()}  # type: ignore[arg-type] # classes are hashable

        @wraps(command)
        def run(**values: Any) -> Any:
            made = {
                name: bundles[name](**{field: values.pop(field) for field in options})
                for name, options in fields.items()
            }
            return command(**values, **made)

        hints = _hints(command)
        own = [
            parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
            for name, parameter in signature(command).parameters.items()
            if name not in bundles
        ]
        shared = [option for options in fields.values() for option in options.values()]
        run.__signature__ = Signature([*own, *shared])  # type: ignore[attr-defined]
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in (*own, *shared)}
        del run.__wrapped__
        return run  # type: ignore[return-value]

    return decorate


@cache
def _options(bundle: type[Any]) -> dict[str, Parameter]:
    defaults = bundle._field_defaults
    hints = _hints(bundle)
    return {
        name: Parameter(
            name, Parameter.KEYWORD_ONLY, default=defaults.get(name, Parameter.empty), annotation=hints[name]
        )
        for name in bundle._fields
    }


def _hints(thing: Any) -> dict[str, Any]:
    return get_type_hints(thing, include_extras=True)
