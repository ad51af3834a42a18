"""The wheel and the source archive of the last commit, built twice and compared: the same bytes, or an error.

    python tools/wheels.py dist

Each time it is another folder, with other times and rights of the files, another time zone, language and order of
hashes; what stays is `SOURCE_DATE_EPOCH`, the second of the last commit. What is not committed is not in it. Beside the
two files stands `SHA256SUMS`.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Kabul", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
)
TIMES = (1_000_000_000, 1_500_000_000)
RIGHTS = (0o022, 0o077)


def main(folder: str) -> int:
    """Build twice, compare, and put the files into the folder; 1 where the two differ."""
    epoch = git("log", "-1", "--format=%ct").decode().strip()
    if git("status", "--porcelain"):
        print("note: what is not committed is left out", file=sys.stderr)
    content = git("archive", "--format=tar", "HEAD")
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        places = [Path(first) / "a", Path(second) / "quite" / "another place"]
        built = [build(content, place, number, epoch) for number, place in enumerate(places)]
        digests = [{path.name: digest(path) for path in sorted(one.iterdir())} for one in built]
        if digests[0] != digests[1] or len(digests[0]) != 2:
            print(f"error: built twice, and not the same bytes: {digests[0]} and {digests[1]}", file=sys.stderr)
            return 1
        target = Path(folder)
        target.mkdir(exist_ok=True)
        for old in [*target.glob("ikhtilaf-*.whl"), *target.glob("ikhtilaf-*.tar.gz")]:
            old.unlink()
        for path in built[0].iterdir():
            shutil.copyfile(path, target / path.name)
    sums = "".join(f"{one}  {name}\n" for name, one in digests[0].items())
    (target / "SHA256SUMS").write_text(sums, "utf-8")
    print(f"built twice, the same bytes; SOURCE_DATE_EPOCH={epoch}\n{sums}", end="")
    return 0


def git(*words: str) -> bytes:
    """What git says of the checkout."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S603, S607


def build(content: bytes, place: Path, number: int, epoch: str) -> Path:
    """Unpack the commit and build both archives of it; return the folder that they are in."""
    source, built = place / "source", place / "built"
    source.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        archive.extractall(source, filter="data")
    for path in source.rglob("*"):
        path.chmod(path.stat().st_mode & ~RIGHTS[number] | 0o600)
        os.utime(path, (TIMES[number], TIMES[number]))
    surroundings = {**os.environ, **SURROUNDINGS[number], "SOURCE_DATE_EPOCH": epoch}
    # Without a network and with the hatchling that is here: both must be built by the same.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(built), str(source)]
    before = os.umask(RIGHTS[number])
    try:
        done = subprocess.run(command, env=surroundings, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    finally:
        os.umask(before)
    if done.returncode:
        raise SystemExit(f"error: it cannot be built\n{done.stdout}{done.stderr}")
    return built


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
