"""Entry point of the command `ikhtilaf` and of `python -m ikhtilaf`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the arguments of the process, and end the process with its exit code."""
    from ikhtilaf.cli.run import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
