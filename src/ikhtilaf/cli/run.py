"""Runs the command line once: what it returns is the exit code; every mistake of a user ends as two lines on stderr."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
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
            traceback()
        return _complain(error.name, error.message, error.remedy, error.exit_code)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # its message is the help, which says it all
            sys.stdout.write(f"{error}\n")
            return int(Exit.USAGE)
        if debug:
            traceback()
        return _complain("usage", *_worded(error, arguments), Exit.USAGE)
    except (Abort, KeyboardInterrupt):
        return int(Exit.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 -- a defect of ours, most likely; the traceback is kept for those who ask
        if debug:
            traceback()
        return _complain(*_unforeseen(error, arguments))
    finally:
        _close()
    return int(code) if isinstance(code, int) else int(Exit.DONE)


def _close() -> None:
    """Close the logs that the command opened, if it came so far."""
    context = sys.modules.get("ikhtilaf.cli.context")
    while context is not None and context.OPENED:
        context.OPENED.pop().close()


def _foreign() -> IkhtilafError | None:
    """What to say of an error that came of asking a database which somebody handed us; None where there is none."""
    context = sys.modules.get("ikhtilaf.cli.context")
    path = next((str(store.path) for store in context.OPENED if not store.trusted), None) if context else None
    if path is None:
        return None
    from ikhtilaf.store.foreign import NotAStoreError

    return NotAStoreError(path, "what it holds does not go together")


def traceback() -> None:
    """Print the traceback of the error at hand on stderr."""
    from traceback import print_exc

    print_exc()


def _unforeseen(error: Exception, arguments: Sequence[str]) -> tuple[str, str, str, Exit]:
    """What to say of an error that is none of ours: no room on disk or in memory, bytes for letters, else a defect."""
    from ikhtilaf.cli.errors import why_unwritten

    of_room = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
    why = why_unwritten(error)
    if why and (not isinstance(error, OSError) or error.errno in of_room):
        return "cannot-write", f"the answer could not be written: {why}", "Make room, or send it elsewhere.", Exit.USAGE
    if isinstance(error, UnicodeEncodeError) and any(map(_undecoded, (*arguments, error.object))):
        typed = next(filter(_undecoded, (*arguments, error.object)))
        return "not-utf-8", f'"{typed}" is not text in UTF-8', "Type it in UTF-8.", Exit.USAGE
    if isinstance(error, MemoryError):
        remedy = "Ask a smaller log, or on a machine with more memory."
        return "out-of-memory", "there is not enough memory for this log", remedy, Exit.USAGE
    foreign = _foreign()
    if foreign is not None:
        return foreign.name, f"{foreign.message} ({type(error).__name__})", foreign.remedy, foreign.exit_code
    remedy = "This is a defect of ikhtilaf: report it with what --debug shows."
    return "internal", f"{type(error).__name__}: {error}", remedy, Exit.DEFECT


def _undecoded(argument: str) -> bool:
    """Whether an argument, or the name of a file, has bytes that the system could not read as letters."""
    return any("\ud800" <= char <= "\udfff" for char in argument)


def _prepare_streams() -> None:
    """Pipes carry UTF-8 whatever the locale; a terminal that cannot show a letter gets it escaped rather than an
    error; one that was closed by the caller swallows what is written.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
            else:
                stream.reconfigure(errors="backslashreplace")


def _complain(name: str, message: str, remedy: str, code: Exit) -> int:
    from ikhtilaf.render.escape import visible

    with suppress(OSError):  # a disk without room has been told of
        sys.stdout.flush()
    said = f"error[{name}]: {visible(message)}\n" + (f"remedy: {visible(remedy)}\n" if remedy else "")
    with suppress(OSError):  # where it cannot be said, the exit code says it
        sys.stderr.write(said)
        sys.stderr.flush()
    return int(code)


def _worded(error: Exception, arguments: Sequence[str]) -> tuple[str, str]:
    """What the command-line library says of a wrong option or command, as a message and a remedy."""
    said = getattr(error, "format_message", lambda: str(error))().rstrip(".")
    option = getattr(error, "option_name", None)
    context = getattr(error, "ctx", None)
    from ikhtilaf.cli.app import COMMANDS

    named = next((argument for argument in arguments if argument in COMMANDS), "")
    command = context.command_path if context is not None else f"ikhtilaf {named}".rstrip()
    remedy = f"`{command} --help` shows what there is."
    possibilities = getattr(error, "possibilities", None) or ()
    after = arguments[arguments.index("--between") + 1 :][:2] if "--between" in arguments else ()
    if option == "--between" or any(name.startswith("-") for name in after):
        from ikhtilaf.query.errors import OneNameError

        one = OneNameError()
        return one.message, one.remedy
    if "unexpected extra argument" in said and named in {"timeline", "relations", "changes", "disputes", "draw"}:
        names = said.rsplit("(", 1)[-1].rstrip(")").split()
        use = f"--between {' '.join(names)}" if len(names) == 2 else f"--faction {names[0]}, or --place {names[0]}"
        return f"{named} takes no names without an option", f"Use {use}."
    param = getattr(error, "param", None)
    wanted = getattr(param, "help", None) or ""
    if said.startswith("Missing argument") and wanted:
        remedy = f"Give {wanted[:1].lower()}{wanted[1:].rstrip('.')}; {remedy}"
    if said.startswith("No such command"):
        from ikhtilaf.model.names import nearest

        near = nearest(said.split("'")[1], COMMANDS)
        remedy = f"Did you mean {' or '.join(near)}?" if near else remedy
    elif possibilities:
        from ikhtilaf.model.names import nearest

        near = nearest(str(option), possibilities) or sorted(possibilities)
        said, remedy = said.split(" (Possible options")[0], f"Did you mean {' or '.join(near)}?"
    return said[:1].lower() + said[1:], remedy
