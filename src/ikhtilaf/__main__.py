"""Entry point of the command `ikhtilaf` and of `python -m ikhtilaf`."""

from __future__ import annotations

import gc
import signal
import sys


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
    sys.exit(code)


if __name__ == "__main__":
    main()
