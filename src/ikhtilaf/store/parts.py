"""The files of a log that is a folder, each kept as it was read: when one changes, the others are not parsed again.

`NAME.part` in the cache's folder, named by a hash of the file's bytes and of the version that read them; in it a check
sum, then the packing. As with all of the cache, what cannot be read, written or trusted is as if it were not there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

from ikhtilaf.store import cache


class Parts:
    """The kept files in one folder, as one version of the program reads them."""

    def __init__(self, folder: str, version: str) -> None:
        self.folder, self.version = folder, version

    def take(self, content: bytes) -> Iterator[bytes]:
        """Yield the packing of a file with this content, where one is kept that is whole."""
        try:
            with open(self._path(content), "rb") as file:  # noqa: PTH123 -- no pathlib in the cache
                found = file.read()
            os.utime(self._path(content))
        except OSError:
            return
        check, _, packed = found.partition(b"\n")
        if check == _check(packed):
            yield packed

    def keep(self, content: bytes, packed: bytes) -> None:
        """Keep the packing of a file with this content, if it can be written."""
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)  # noqa: PTH103
            cache.replace(self._path(content), _check(packed) + b"\n" + packed)
        except OSError:
            return

    def _path(self, content: bytes) -> str:
        digest = blake2b(content, digest_size=20, key=blake2b(self.version.encode(), digest_size=20).digest())
        return os.path.join(self.folder, digest.hexdigest() + ".part")  # noqa: PTH118


def _check(packed: bytes) -> bytes:
    return f"{cache.FORMAT} {len(packed)} {crc32(packed):08x}".encode()
