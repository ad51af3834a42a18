"""Entry point of the command `ikhtilaf` and of `python -m ikhtilaf`."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """Run the command line with the arguments of the process, and end the process with its exit code."""
    # Until the log is open (`cli.context.open_log`) nothing is garbage, and looking for it takes a tenth of the time.
    gc.disable()
    if hasattr(signal, "SIGPIPE"):
        # As any Unix filter: when the reader goes away, so do we, quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        from ikhtilaf.cli.run import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    # All is written and closed; taking a large log apart object by object would only keep the reader waiting.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
