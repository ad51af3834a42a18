"""Runs the command line once: what it returns is the exit code; every mistake of a user ends as two lines on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from ikhtilaf.errors import Exit, IkhtilafError


def run(arguments: Sequence[str]) -> int:
    """Run `ikhtilaf` with these arguments and return its exit code (`errors.Exit`)."""
    _prepare_streams()
    debug = "--debug" in arguments
    from typer import Abort, TyperException

    from ikhtilaf.cli.app import app

    try:
        code = app(list(arguments), prog_name="ikhtilaf", standalone_mode=False)
        sys.stdout.flush()
    except IkhtilafError as error:
        if debug:
            raise
        return _complain(error.name, error.message, error.remedy, error.exit_code)
    except TyperException as error:
        if debug:
            raise
        return _complain("usage", *_worded(error), Exit.USAGE)
    except (Abort, KeyboardInterrupt):
        return int(Exit.INTERRUPTED)
    except Exception as error:  # a defect of ours: say so in two lines, and keep the traceback for those who ask
        if debug:
            raise
        said = f"{type(error).__name__}: {error}"
        return _complain(
            "internal", said, "This is a defect of ikhtilaf: report it with what --debug shows.", Exit.DEFECT
        )
    return int(code) if isinstance(code, int) else int(Exit.DONE)


def _prepare_streams() -> None:
    """Pipes carry UTF-8 whatever the locale; a terminal that cannot show a letter gets it escaped rather than an
    error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
            else:
                stream.reconfigure(errors="backslashreplace")


def _complain(name: str, message: str, remedy: str, code: Exit) -> int:
    from ikhtilaf.render.escape import visible

    sys.stdout.flush()
    sys.stderr.write(f"error[{name}]: {visible(message)}\n")
    if remedy:
        sys.stderr.write(f"remedy: {visible(remedy)}\n")
    return int(code)


def _worded(error: Exception) -> tuple[str, str]:
    """What the command-line library says of a wrong option or command, as a message and a remedy."""
    said = getattr(error, "format_message", lambda: str(error))().rstrip(".")
    option = getattr(error, "option_name", None)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ikhtilaf"
    remedy = f"`{command} --help` shows what there is."
    possibilities = getattr(error, "possibilities", None) or ()
    if option == "--between":
        return "--between takes two names", "Name two factions, as in --between quetta isk-f."
    if said.startswith("No such command"):
        from ikhtilaf.cli.app import COMMANDS
        from ikhtilaf.model.names import nearest

        near = nearest(said.split("'")[1], COMMANDS)
        remedy = f"Did you mean {' or '.join(near)}?" if near else remedy
    elif possibilities:
        from ikhtilaf.model.names import nearest

        near = nearest(str(option), possibilities) or sorted(possibilities)
        said, remedy = said.split(" (Possible options")[0], f"Did you mean {' or '.join(near)}?"
    return said[:1].lower() + said[1:], remedy
