"""What could stand at the cursor of a command line that is still being typed: words, each with what it means.

Only the words before the cursor count. Names come from the log that the line, or the surroundings, name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ikhtilaf.cli.completion_words import FROM_LOG, WORDS, Item, Name, kinds_of, one_each, stem
from ikhtilaf.model.names import normalise

if TYPE_CHECKING:
    from ikhtilaf.render.sheets import Sheet
    from ikhtilaf.store import Store


class Offer(NamedTuple):
    """What could stand at the cursor.

    `kept` characters of the word that was begun stay as they are, and the values follow them: `--province=` of
    `--province=nan`. With `files` the shell is to offer names of files; with `open_end` the word may go on.
    """

    items: tuple[Item, ...] = ()
    kept: str = ""
    files: bool = False
    open_end: bool = False


NOTHING = Offer()
_FILE_NAMES = frozenset({"PATH", "FILE", "FOLDER", "DIR", "OTHER"})
_FILES = Offer(files=True)


class Line(NamedTuple):
    """A command line up to the word at the cursor: what was given to each option and argument, by its name, and the
    parameter that the next word belongs to, where an option waits for a value.
    """

    command: str
    given: dict[str, list[str]]
    positional: int
    waiting: Any
    only_arguments: bool


def offer(words: Sequence[str], begun: str) -> Offer:
    """Return what could stand in place of `begun`, the word at the cursor, after `words`: those before it, without the
    program's own name.
    """
    from ikhtilaf.cli.app import COMMANDS

    at = next((n for n, word in enumerate(words) if word in COMMANDS), None)
    if at is None:
        return _offer_commands(words, begun)
    params = _parameters(words[at])
    line = _read(words[at], params, words[at + 1 :])
    if line.waiting is not None:
        return _values(line, line.waiting, begun)
    if begun.startswith("-") and not line.only_arguments:
        name, equals, value = begun.partition("=")
        if not equals:
            return Offer(tuple(_options(params, line, begun)))
        param = _named(params).get(name)
        if param is None or param.is_flag:
            return NOTHING
        found = _values(line, param, value)
        return found._replace(kept=f"{name}={found.kept}")
    arguments = [param for param in params if param.param_type_name == "argument"]
    if not arguments or (line.positional >= len(arguments) and arguments[-1].nargs != -1):
        return NOTHING
    return _values(line, arguments[min(line.positional, len(arguments) - 1)], begun)


# The line -------------------------------------------------------------------------------------------------------------


def _parameters(command: str) -> list[Any]:
    from ikhtilaf.cli.app import build

    params: list[Any] = build(command).params
    return params


def _named(params: Sequence[Any]) -> dict[str, Any]:
    options = [param for param in params if param.param_type_name == "option"]
    return {name: param for param in options for name in (*param.opts, *param.secondary_opts)}


def _read(command: str, params: Sequence[Any], words: Sequence[str]) -> Line:
    options, arguments = _named(params), [param for param in params if param.param_type_name == "argument"]
    given: dict[str, list[str]] = {}
    waiting, left, positional, only_arguments = None, 0, 0, False
    for word in words:
        if waiting is not None:
            given[waiting.name].append(word)
            left -= 1
            waiting = waiting if left else None
        elif word == "--" and not only_arguments:
            only_arguments = True
        elif word.startswith("-") and word != "-" and not only_arguments:
            name, equals, value = word.partition("=")
            param = options.get(name)
            if param is None:
                continue
            values = given.setdefault(param.name, [])
            values.extend([value] if equals else [])
            left = 0 if param.is_flag else param.nargs - bool(equals)
            waiting = param if left else None
        else:
            if arguments:
                given.setdefault(arguments[min(positional, len(arguments) - 1)].name, []).append(word)
            positional += 1
    return Line(command, given, positional, waiting, only_arguments)


def _offer_commands(words: Sequence[str], begun: str) -> Offer:
    from importlib import import_module

    from ikhtilaf.cli.app import COMMANDS
    from ikhtilaf.cli.shells import SHELLS

    if words and words[-1] in {"--install-completion", "--show-completion"}:
        return _starting(begun, (Item(shell) for shell in SHELLS))
    if any(not word.startswith("-") for word in words):
        return NOTHING
    if begun.startswith("-"):
        from ikhtilaf.cli.app import build

        params = build("").params
        return Offer(tuple(_options(params, _read("", params, words), begun)))

    def commands() -> Iterator[Item]:
        for name, entry in COMMANDS.items():
            if name.startswith(begun.lower()):
                function = getattr(import_module(f"ikhtilaf.cli.{entry.module}"), entry.function)
                yield Item(name, (function.__doc__ or "").split("\n\n")[0])

    return Offer(tuple(commands()))


def _options(params: Sequence[Any], line: Line, begun: str) -> Iterator[Item]:
    """The options that begin so, without those that were given and can be given once only."""
    for name, param in _named(params).items():
        repeatable = param.multiple or param.name not in line.given
        if repeatable and name.startswith(begun.lower()) and not param.hidden and len(name) > 2:
            yield Item(name, param.help or "")
    if "--help".startswith(begun.lower()):
        yield Item("--help", "Show this message and exit.")


# The values -----------------------------------------------------------------------------------------------------------


def _values(line: Line, param: Any, begun: str) -> Offer:
    """What a parameter takes: by its name, else by the words that its type or its metavar names."""
    option = param.opts[0] if param.param_type_name == "option" else f"{line.command} {param.name}"
    if option == "--fields":
        return _fields(line, begun)
    if option in FROM_LOG:
        found = _from_log(line, begun, FROM_LOG[option])
        taken = {normalise(name) for name in line.given.get(param.name, ())} if option == "--between" else set()
        return Offer(tuple(item for item in found if item.value not in taken))
    if option in WORDS:
        return _starting(begun, WORDS[option]())
    if option == "--kind":
        return _starting(begun, kinds_of("".join(line.given.get("what", ()))))
    choices = getattr(param.type, "choices", None)
    if choices:
        return _starting(begun, (Item(str(getattr(choice, "value", choice))) for choice in choices))
    return _FILES if (param.metavar or "").strip("[].").upper() in _FILE_NAMES else NOTHING


def _starting(begun: str, items: Iterator[Item]) -> Offer:
    form = stem(begun)
    return Offer(tuple(item for item in items if normalise(item.value).startswith(form)))


def _from_log(line: Line, begun: str, names: Callable[[Store], Iterator[Name]]) -> tuple[Item, ...]:
    """Names of the log in use; raises what opening it raises. Standard input is left for the command itself."""
    import os

    from ikhtilaf.store.opening import log_path, open_store

    given = line.given.get("log", [])
    path = log_path(os.path.expandvars(os.path.expanduser(given[-1])) if given else None)  # noqa: PTH111
    if path == "-":
        return ()
    store = open_store(path, cached="no_cache" not in line.given)
    try:
        return tuple(one_each(begun, names(store)))
    finally:
        store.close()


# The fields -----------------------------------------------------------------------------------------------------------


def _fields(line: Line, begun: str) -> Offer:
    """The columns that the command's answer has, for the last of those begun, without the ones before it."""
    before, comma, last = begun.rpartition(",")
    sheet = _sheet(line)
    if sheet is None:
        return NOTHING
    taken = {key.strip().replace("-", "_") for key in before.split(",")}
    wanted = last.strip().replace("-", "_").lower()
    titles = {column.key: column.title for column in (*sheet.table, *sheet.more, *sheet.record)}
    items = tuple(Item(key, titles[key]) for key in sheet.keys if key.startswith(wanted) and key not in taken)
    return Offer(items, kept=before + comma, open_end=True)


def _sheet(line: Line) -> Sheet | None:
    """The columns that the command line as far as given would answer with; None where it has none to pick from."""
    from ikhtilaf.render import sheets_of_events, sheets_of_relations, sheets_of_things
    from ikhtilaf.render.sheets import with_bounds

    given = line.given
    if line.command == "timeline" and "dates" in given:
        return with_bounds(sheets_of_events.TIMELINE)
    if line.command == "relations":
        forms = {"explain": "VERDICTS", "matrix": "", "balance": "TRIADS", "between": "STANDING"}
        form = next((form for option, form in forms.items() if option in given), "RELATIONS")
    elif line.command == "list":
        return sheets_of_things.LISTS.get("".join(given.get("kind", [])[:1]).lower())
    elif line.command == "changes":
        form = "DAYS" if "first" in given or "second" in given else "CHANGES"
    elif line.command == "check":
        form = "COVERAGE" if "coverage" in given else "PROBLEMS"
    else:
        form = {"timeline": "TIMELINE", "summary": "SUMMARIES", "disputes": "DISPUTES"}.get(line.command, "")
    modules = (sheets_of_events, sheets_of_relations, sheets_of_things)
    return next((sheet for module in modules if (sheet := getattr(module, form, None))), None)
