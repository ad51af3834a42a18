"""Entry point of the command `ikhtilaf` and of `python -m ikhtilaf`."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from types import FrameType


class _Ended(BaseException):
    """Another program wants this one to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _end(number: int, _frame: FrameType | None) -> None:
    """End as for an interrupt, so that no temporary file is left behind; asked again, end at once."""
    signal.signal(number, signal.SIG_DFL)
    raise _Ended(number)


def _heed() -> None:
    """Set what signals do. Before, while nothing is written, they do what they do to any process."""
    if hasattr(signal, "SIGPIPE"):
        # As any Unix filter: when the reader goes away, so do we, quietly.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, _end)


def main() -> None:
    """Run the command line with the arguments of the process, and end the process with its exit code."""
    try:
        # Until the log is open (`cli.context.open_log`) nothing is garbage; looking for it takes a tenth of the time.
        gc.disable()
        from ikhtilaf.cli.run import run

        _heed()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except _Ended as ended:
        os.kill(os.getpid(), ended.number)  # so that whoever asked sees that it was done
        code = 128 + ended.number
    # All is written and closed; taking a large log apart object by object would only keep the reader waiting.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
