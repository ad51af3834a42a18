"""The software bill of materials of a wheel, as CycloneDX: what is there once it is installed with all its extras.

    python tools/sbom.py dist

The packages are those of `requirements-dev.txt`, each of which pip has checked against its hash, in an environment that
holds nothing else. The file is validated against the schema of CycloneDX, carries the hash of the wheel, and is the
same for the same commit and lock file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SPEC = "1.6"
"""The version of CycloneDX."""


def main(folder: str) -> int:
    """Write the bill beside the wheel that lies in the folder; 1 where it is not sound."""
    (wheel,) = Path(folder).glob("ikhtilaf-*.whl")
    target = Path(folder) / f"{'-'.join(wheel.name.split('-')[:2])}.cdx.json"
    with tempfile.TemporaryDirectory() as place:
        installed(wheel, Path(place))
        bill = described(Path(place) / "environment")
    finish(bill, wheel)
    text = json.dumps(bill, indent=2, sort_keys=True) + "\n"
    wrong = [*problems(text), *missing(bill)]
    for one in wrong:
        print(f"error: {one}", file=sys.stderr)
    if wrong:
        return 1
    target.write_text(text, "utf-8")
    print(f"{target}: CycloneDX {SPEC}, {len(bill['components'])} packages, valid")
    return 0


def project() -> Any:
    """What pyproject.toml says of the project."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def locked() -> Iterator[tuple[Requirement, list[str]]]:
    """What the lock file has: each package, with the lines of its hashes."""
    for block in re.split(r"\n(?=\S)", (ROOT / "requirements-dev.txt").read_text("utf-8")):
        if block and not block.startswith("#"):
            head, *hashes = re.sub(r" \\$", "", block, flags=re.MULTILINE).splitlines()
            yield Requirement(head.strip()), [one.strip() for one in hashes if "--hash" in one]


def needed() -> list[str]:
    """The lines of the lock file for what the wheel and its extras need, directly or not, on this Python."""
    pins = {
        canonicalize_name(pin.name): (pin, hashes)
        for pin, hashes in locked()
        if not pin.marker or pin.marker.evaluate()
    }
    about = project()
    extras = about["optional-dependencies"].values()
    waiting = [Requirement(one) for one in (*about["dependencies"], *(one for extra in extras for one in extra))]
    found: dict[str, str] = {}
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in found or (wanted.marker and not applies(wanted.marker)):
            continue
        pin, hashes = pins[name]
        found[name] = " ".join([f"{pin.name}{pin.specifier}", *hashes])
        waiting += requirements(name)
    return sorted(found.values())


def applies(marker: Marker) -> bool:
    """Whether a marker holds here without any extra."""
    return marker.evaluate({"extra": ""})


def requirements(name: str) -> list[Requirement]:
    """What an installed package needs; the development environment has all of them."""
    from importlib.metadata import requires

    return [Requirement(one) for one in requires(name) or ()]


def installed(wheel: Path, place: Path) -> None:
    """Install the wheel and what it needs into an environment of its own."""
    venv.create(place / "environment", with_pip=False)
    listed = place / "requirements.txt"
    listed.write_text("".join(f"{line}\n" for line in needed()), "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(place / "environment"), "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(listed)], check=True)  # noqa: S603
    # By its name from this folder alone: a path would stand in what is installed, and so in the bill.
    version = wheel.name.split("-")[1]
    links = ["--no-index", "--find-links", str(wheel.parent.resolve())]
    subprocess.run([*pip, *links, f"ikhtilaf=={version}"], check=True)  # noqa: S603


def described(environment: Path) -> Any:
    """The bill as the library makes it, the same each time."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--spec-version", SPEC]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--mc-type", "application", "--validate"]
    command += ["--output-file", "-", str(environment / "bin" / "python")]
    epoch = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": epoch.stdout.decode().strip()}
    done = subprocess.run(command, capture_output=True, env=surroundings, check=True)  # noqa: S603
    return json.loads(done.stdout)


def finish(bill: Any, wheel: Path) -> None:
    """Give the program itself the hash of its wheel."""
    content = hashlib.sha256(wheel.read_bytes()).hexdigest()
    bill["metadata"]["component"]["hashes"] = [{"alg": "SHA-256", "content": content}]


def problems(text: str) -> Iterator[str]:
    """What the schema of CycloneDX has against the bill, and paths of this machine in it."""
    from cyclonedx.schema import OutputFormat, SchemaVersion
    from cyclonedx.validation import make_schemabased_validator

    if wrong := make_schemabased_validator(OutputFormat.JSON, SchemaVersion.from_version(SPEC)).validate_str(text):
        yield str(wrong)
    if "file://" in text:
        yield "a path of this machine is in it"


def missing(bill: Any) -> Iterator[str]:
    """Packages that pyproject.toml names and the bill has not, or that have no version."""
    has = {canonicalize_name(one["name"]): one.get("version") for one in bill["components"]}
    about = project()
    for one in (*about["dependencies"], *(one for extra in about["optional-dependencies"].values() for one in extra)):
        wanted = Requirement(one)
        version = has.get(canonicalize_name(wanted.name))
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            yield f"it has no {one}"


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
