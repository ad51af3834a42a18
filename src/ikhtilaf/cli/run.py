"""Runs the command line once: what it returns is the exit code; every mistake of a user ends as two lines on stderr."""

from __future__ import annotations

import os
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
        _complain(error.name, error.message, error.remedy)
        return int(error.exit_code)
    except Abort:
        return int(Exit.INTERRUPTED)
    except TyperException as error:
        if debug:
            raise
        _complain("usage", *_worded(error))
        return int(Exit.USAGE)
    except KeyboardInterrupt:
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        # The reader went away. Python would complain once more when it closes stdout: give it nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
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


def _complain(name: str, message: str, remedy: str) -> None:
    from ikhtilaf.render.escape import visible

    sys.stdout.flush()
    sys.stderr.write(f"error[{name}]: {visible(message)}\n")
    if remedy:
        sys.stderr.write(f"remedy: {visible(remedy)}\n")


def _worded(error: Exception) -> tuple[str, str]:
    """What the command-line library says of a wrong option or command, as a message and a remedy."""
    said = getattr(error, "format_message", lambda: str(error))().rstrip(".")
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "ikhtilaf"
    remedy = f"`{command} --help` shows what there is"
    possibilities = sorted(getattr(error, "possibilities", None) or ())
    if possibilities:
        said, remedy = said.split(" (Possible options")[0], f"did you mean {' or '.join(possibilities)}?"
    elif "Did you mean" in said:
        said, _, near = said.partition(". Did you mean")
        remedy = f"did you mean{near}"
        remedy = remedy if remedy.endswith("?") else f"{remedy}?"
    return said[:1].lower() + said[1:], remedy
