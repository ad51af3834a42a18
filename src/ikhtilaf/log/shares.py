"""A large file is read by several processes at once: its list of events is cut into shares, one for each.

It is done where all that stands behind the line `events:` is that list. Then a cut before one of its items leaves two
lists, of which either can be read by itself. Whatever else a file holds (a quotation over several lines that looks like
an item, say) leaves a share that is no sound YAML, or none that a log can be made of. So where there is any problem in
any share, nothing comes of it: the caller reads the file in one piece, and words the problem.
"""

from __future__ import annotations

import gc
import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from ikhtilaf.log.document import Draft, read_document
from ikhtilaf.log.packed import Unpacker, hand_over, take_over
from ikhtilaf.log.pieces import received, send
from ikhtilaf.log.processors import processors

if TYPE_CHECKING:
    from subprocess import Popen

SMALLEST = 4 << 20
"""A share has at least as many bytes: a smaller one is read before a process has started."""

MOST = 4
"""More processes than that win little: the shares come together in one."""

TOGETHER = 1000
"""How many events are handed over at once."""

_MORE = 0.05
"""How much larger the first share is: whoever reads it needs no start."""

_CHUNK, _HEAD = 1 << 20, 4 << 20
"""How many bytes are looked at at once, and within how many from the start the events must begin."""
_EVENTS = re.compile(rb"^events:[ ]*(?:#[^\n]*)?\n", re.MULTILINE)
_SECTION = re.compile(rb"\n[^ \n#-]")
"""A line that may begin another section, or end the document."""
_ITEM = re.compile(rb"\n( *)- ")
_WORKER = "from ikhtilaf.log.shares import main; main()"

Counted = Callable[[BinaryIO, int], BinaryIO]
"""Makes of a file one that tells how much of it has been read, each byte of it so many times."""


class Share(NamedTuple):
    """A part of a file: from the byte `start` (inclusive) to `end` (exclusive), with so many lines before it."""

    start: int
    end: int
    lines: int


class Part(io.RawIOBase):
    """The bytes of one share of a file, as a file of their own in which every line has the number that it has there."""

    def __init__(self, file: BinaryIO, share: Share) -> None:
        file.seek(share.start)
        self._file, self._left = file, share.end - share.start
        self._before = b"\n" * (share.lines - 1) + b"events:\n" if share.start else b""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to so many bytes; of less than none, all."""
        most = self._left + len(self._before) if size < 0 else size
        data, self._before = self._before[:most], self._before[most:]
        if not data:
            data = self._file.read(min(most, self._left))
            self._left -= len(data)
        return data


def shares_of(file: BinaryIO, count: int) -> list[Share]:
    """Return a file cut into at most so many shares of about one size, the first the largest.

    There is one share alone where the file is too small (see `SMALLEST`), or such that it cannot be cut.
    """
    size = os.fstat(file.fileno()).st_size
    count = max(min(count, size // SMALLEST), 1)
    whole = [Share(0, size, 0)]
    item = _first_item(file) if count > 1 else None
    if item is None:
        return whole
    begin, mark = item
    cuts = _cuts(file, begin, mark, [int(size * (number + _MORE) / (count + _MORE)) for number in range(1, count)])
    if not cuts or not _is_list(file, begin):
        return whole
    starts = [0, *(start for start, _ in cuts)]
    lines = [0, *(before for _, before in cuts)]
    return list(map(Share, starts, [*starts[1:], size], lines))


def _first_item(file: BinaryIO) -> tuple[int, bytes] | None:
    """Where the list of events begins, and what every line that begins an item begins with, after its line break."""
    file.seek(0)
    start = file.read(_HEAD)
    section = _EVENTS.search(start)
    if section is None or start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    item = _ITEM.search(start, section.end() - 1)
    return None if item is None else (section.end() - 1, item.group())


def _cuts(file: BinaryIO, begin: int, mark: bytes, wanted: Sequence[int]) -> list[tuple[int, int]]:
    """Places of items near the wanted ones, each with the number of lines before it."""
    file.seek(0)
    found: list[tuple[int, int]] = []
    place = lines = 0
    rest = b""
    goals = [max(goal, begin) for goal in wanted]
    while goals and (data := file.read(_CHUNK)):
        data = rest + data
        cut = data.find(mark, max(goals[0] - place, 0))
        while cut >= 0:
            start = place + cut + 1
            found.append((start, lines + data.count(b"\n", 0, cut + 1)))
            goals = [goal for goal in goals[1:] if goal > start]
            cut = data.find(mark, max(goals[0] - place, cut + 1)) if goals else -1
        # A mark may stand across two pieces.
        keep = max(len(data) - len(mark) + 1, 0)
        lines += data.count(b"\n", 0, keep)
        place, rest = place + keep, data[keep:]
    return found


def _is_list(file: BinaryIO, begin: int) -> bool:
    """Whether nothing but one list can stand behind this place: no line without indentation, unless it is an item."""
    file.seek(begin)
    rest = b""
    while data := file.read(_CHUNK):
        data = rest + data
        if b"\r" in data or _SECTION.search(data):
            return False
        rest = data[-1:]
    return True


def read_in_shares(path: str, shown: str, counted: Counted, count: int | None = None) -> Draft | None:
    """Read a large file by several processes, by as many as there are processors (`MOST` at most); `counted` follows
    how far this one has come.

    Returns None where the file is better read in one piece: too small, not to be cut, a problem in it, changed
    meanwhile, no process to be had. Raises OSError where the file cannot be read.
    """
    with ExitStack() as stack:
        file = stack.enter_context(open(path, "rb"))  # noqa: PTH123 -- its number of bytes is asked of the open file
        before = os.fstat(file.fileno())
        shares = shares_of(file, min(processors(), MOST) if count is None else count)
        if len(shares) < 2:
            return None
        try:
            workers = [stack.enter_context(_worker(path, share)) for share in shares[1:]]
        except OSError:
            return None
        draft = Draft()
        part = cast("BinaryIO", Part(file, shares[0]))
        read_document(counted(part, len(shares)), shown, draft)
        if not draft.clean:
            return None
        unpacker = Unpacker(shown, exact=True)
        try:
            for worker in workers:
                assert worker.stdout is not None  # noqa: S101 -- a pipe, see `_worker`
                for packed in received(worker.stdout):
                    draft.add(take_over(packed, unpacker))
        except (EOFError, ValueError, TypeError, KeyError):
            return None
        after = os.stat(path)  # noqa: PTH116
        same = (after.st_ino, after.st_size, after.st_mtime_ns) == (before.st_ino, before.st_size, before.st_mtime_ns)
        return draft if same else None


@contextmanager
def _worker(path: str, share: Share) -> Iterator[Popen[bytes]]:
    """A process that reads one share, for as long as it is wanted. It imports nothing from the folder that it is
    started in. Raises OSError where it cannot be started.
    """
    from subprocess import DEVNULL, PIPE, Popen

    if not sys.executable:
        raise OSError("no Python that could be started")
    command = [sys.executable, "-P", "-c", _WORKER, path, *map(str, share)]
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL) as process:  # noqa: S603 -- code of our own
        try:
            yield process
        finally:
            process.kill()


def main() -> None:
    """Read the share of the file that the arguments name, and send what it holds on standard output, `TOGETHER` events
    a piece; where there is a problem in the share, nothing.
    """
    gc.disable()
    path, *numbers = sys.argv[1:]
    with open(path, "rb") as file:  # noqa: PTH123 -- without pathlib it starts sooner
        draft = Draft()
        read_document(cast("BinaryIO", Part(file, Share(*map(int, numbers)))), "", draft)
    if draft.clean:
        send(packed_pieces(draft), sys.stdout.buffer)
        sys.stdout.buffer.flush()
    os._exit(0)


def packed_pieces(draft: Draft) -> Iterator[bytes]:
    """Yield the events of a share, packed, some a piece; they leave the draft, to make room for their copies."""
    events, draft.events, draft.files = draft.events, [], []
    events.reverse()
    while events:
        draft.events = events[: -TOGETHER - 1 : -1]
        del events[-TOGETHER:]
        yield hand_over(draft)
