"""A copy of a process: what it sends arrives whole and in order, or the end is missing; it never outlives its use."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from textwrap import dedent

import pytest

from ikhtilaf.log.copies import may_copy

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="this system copies no processes"
)


def told(code: str) -> str:
    """What a process of its own prints: the tests' own has threads, and may not be copied."""
    start = "import os, sys, time\nfrom ikhtilaf.log.copies import copy, may_copy\n"
    found = subprocess.run(
        [sys.executable, "-c", start + dedent(code)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
    return found.stdout


def test_all_pieces_arrive_in_order() -> None:
    assert (
        told("""
        sizes = [1, 200_000, 3, 1_000_000]
        with copy(lambda: (bytes([n]) * size for n, size in enumerate(sizes))) as beside:
            print([(len(piece), piece[0]) for piece in beside.pieces()] == [(s, n) for n, s in enumerate(sizes)])
        """)
        == "True\n"
    )


def test_no_piece_is_an_answer_too() -> None:
    assert (
        told("""
        with copy(lambda: []) as beside:
            print(list(beside.pieces()))
        """)
        == "[]\n"
    )


@pytest.mark.parametrize("end", ["1 / 0", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_where_a_copy_comes_to_grief_the_end_is_missing(end: str) -> None:
    assert (
        told(f"""
        def work():
            yield b"first"
            {end}
        with copy(work) as beside:
            try:
                print(list(beside.pieces()))
            except EOFError:
                print("no end")
        """)
        == "no end\n"
    )


def test_a_copy_that_is_not_wanted_any_more_is_ended() -> None:
    assert (
        told("""
        def work():
            while True:
                yield b"more"
        with copy(work) as beside:
            print(next(beside.pieces()))
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            print("none left")
        """)
        == "b'more'\nnone left\n"
    )


def test_a_process_with_threads_is_not_copied() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert not may_copy()
    finally:
        waiting.set()
        thread.join()
    assert told("print(may_copy())") == "True\n"
