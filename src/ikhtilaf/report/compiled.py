"""The templates as the code that Jinja2 makes of them, kept in the user's cache: to make it takes longer than a page.

Code is only taken from a folder that nobody else can write to, and only for the very same template and versions.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from io import BytesIO
from zlib import crc32

import jinja2
from jinja2.bccache import Bucket

from ikhtilaf.store import cache


class KeptTemplates(jinja2.BytecodeCache):
    """Compiled templates in a folder of the cache; `made_by` says for which program and settings they hold.

    What cannot be read, written or trusted is as if it were not there.
    """

    def __init__(self, folder: str, made_by: str) -> None:
        self._folder = os.path.join(folder, "templates")  # noqa: PTH118 -- no pathlib in what has to be quick
        self._made_by = f"{made_by} {jinja2.__version__}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template, where it is kept."""
        with suppress(OSError):
            if not _is_private(self._folder):
                return
            with open(self._path(bucket), "rb") as file:  # noqa: PTH123
                content = file.read()
            check, code = content[:8], content[8:]
            if check == _check(code):
                bucket.load_bytecode(BytesIO(code))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        with suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)  # noqa: PTH103
            if _is_private(self._folder):
                code = bucket.bytecode_to_string()
                cache.replace(self._path(bucket), _check(code) + code)

    def _path(self, bucket: Bucket) -> str:
        name = f"{bucket.key[:16]}-{crc32(self._made_by.encode()):08x}.code"
        return os.path.join(self._folder, name)  # noqa: PTH118


def _check(code: bytes) -> bytes:
    return f"{crc32(code):08x}".encode()


def _is_private(folder: str) -> bool:
    """Whether a folder is the user's own and nobody else can write to it."""
    state = os.stat(folder)  # noqa: PTH116
    return state.st_uid == os.geteuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
