"""What people install: the wheel that the source archive makes, in an environment of its own, and the same from the
checkout.
"""

from __future__ import annotations

import email
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from ikhtilaf import __version__

DEPENDENCIES = {"typer", "rich", "pyyaml", "python-dateutil"}
EXTRAS = {"report": {"jinja2"}, "graph": {"networkx"}, "parquet": {"pyarrow"}, "calendar": {"icalendar"}}


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """What a command says, run in a folder with nothing of the checkout in its environment."""
    given = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment}
    for name in ("PYTHONPATH", "IKHTILAF_LOG", "VIRTUAL_ENV"):
        given.pop(name, None)
    done = subprocess.run(
        command, cwd=folder, env=given, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def need_an_index(folder: Path) -> None:
    """Skip where pip, as it is set up here, cannot get what builds the package."""
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), "hatchling"]
    said = subprocess.run(probe, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
    if said.returncode:
        pytest.skip(f"no package index can be reached: {said.stderr.strip().splitlines()[-1:]}")


def build(root: Path, kind: str, folder: Path) -> Path:
    """Build a wheel: straight from the checkout, or from the source archive that the checkout makes."""
    folder.mkdir()
    command = [sys.executable, "-m", "build", "--outdir", str(folder)]
    run([*command, "--wheel", str(root)] if kind == "wheel" else [*command, str(root)], folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_installed(root: Path, tmp_path: Path) -> None:
    """One test, so that each is built once, however the tests are shared out. What holds the same is installed once."""
    need_an_index(tmp_path)
    wheels = {kind: build(root, kind, tmp_path / kind) for kind in ("wheel", "sdist")}
    assert contents(wheels["wheel"]) == contents(wheels["sdist"])
    wheel = wheels["sdist"]
    holds_what_it_should(wheel, root)
    (archive,) = wheel.parent.glob("*.tar.gz")
    archive_holds_what_it_should(archive)
    programs = installed(wheel, tmp_path / "environment")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    answers(programs, elsewhere)
    reports(programs, wheel, elsewhere)


def contents(wheel: Path) -> dict[str, bytes]:
    """What is in a wheel, file by file."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holds_what_it_should(wheel: Path, root: Path) -> None:
    assert wheel.name == f"ikhtilaf-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = email.message_from_bytes(archive.read(f"ikhtilaf-{__version__}.dist-info/METADATA"))
        log = archive.read("ikhtilaf/data/events.yaml")
    own = f"ikhtilaf-{__version__}"
    shared = {name for name in names if name.startswith(f"{own}.data/")}
    assert {name.split("/")[0] for name in names - shared} == {"ikhtilaf", f"{own}.dist-info"}
    assert not [name for name in shared if not name.startswith(f"{own}.data/data/share/man/")]
    assert {
        "ikhtilaf/store/tables.sql",
        "ikhtilaf/store/indexes.sql",
        "ikhtilaf/py.typed",
        "ikhtilaf/__main__.py",
    } <= names
    assert not [name for name in names if "__pycache__" in name or "test" in name]
    source = root / "src"
    ours = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    assert {name for name in names if name.endswith(".py")} == ours
    assert log == (root / "data" / "events.yaml").read_bytes()
    needed: dict[str, set[str]] = {}
    for line in metadata.get_all("Requires-Dist", []):
        package, _, condition = line.partition(";")
        extra = re.search(r"extra == ['\"](\w+)['\"]", condition)
        needed.setdefault(extra[1] if extra else "", set()).add(re.split(r"[^\w-]", package)[0].lower())
    assert needed == {"": DEPENDENCIES, **EXTRAS}
    assert sorted(metadata.get_all("Provides-Extra", [])) == sorted(EXTRAS)
    templates = {path.relative_to(source).as_posix() for path in (source / "ikhtilaf/report/templates").iterdir()}
    assert templates <= names
    described = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert metadata["Version"] == described["version"] == __version__
    assert metadata["Requires-Python"] == described["requires-python"]


def archive_holds_what_it_should(archive: Path) -> None:
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "data/events.yaml", "src/ikhtilaf/py.typed"} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist", "bench")) or "__pycache__" in name]
    assert not [name for name in names if "node_modules" in name]


def installed(wheel: Path, folder: Path) -> Path:
    """Install a wheel with what it depends on, and return the folder of programs."""
    venv.create(folder)
    install(str(wheel), folder / "bin")
    return folder / "bin"


def install(what: str, programs: Path) -> None:
    """Install into the environment of some programs, by a pip outside, and without compiling what may never run."""
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    run([*pip, "install", "--quiet", "--no-compile", what], programs)


def answers(programs: Path, folder: Path) -> None:
    """Run the examples of the manual from a folder that has nothing in it."""
    surroundings: Mapping[str, str] = {"IKHTILAF_CACHE": str(folder / "cache"), "HOME": str(folder)}
    ikhtilaf = programs / "ikhtilaf"
    where = run([programs / "python", "-c", "import ikhtilaf; print(ikhtilaf.__file__)"], folder, **surroundings)
    assert where.startswith(str(programs.parent.resolve()))
    assert run([ikhtilaf, "--version"], folder, **surroundings) == f"ikhtilaf {__version__}\n"
    events = run([ikhtilaf, "timeline", "--province", "nangarhar"], folder, **surroundings)
    assert events.count("\n") > 5
    assert "open-war-in-nangarhar\t" in events
    pair = run([ikhtilaf, "relations", "--between", "quetta", "isk-f"], folder, **surroundings)
    assert "now\tquetta isk-f\t\tceasefire\tceasefire\t2017-10-18\t" in pair
    assert "no errors" in run([ikhtilaf, "check"], folder, **surroundings)
    assert "$schema" in run([ikhtilaf, "schema"], folder, **surroundings)
    by_module = run(
        [programs / "python", "-m", "ikhtilaf", "timeline", "--province", "nangarhar"], folder, **surroundings
    )
    assert by_module == events
    notebook = "import ikhtilaf; print(len(ikhtilaf.load().timeline(province='nangarhar')))"
    assert int(run([programs / "python", "-c", notebook], folder, **surroundings)) == events.count("\n") - 1


def reports(programs: Path, wheel: Path, folder: Path) -> None:
    """Ask for a page without the extra, get the extra as the program says, and ask again."""
    command: list[str | Path] = [programs / "ikhtilaf", "report", "-o", "page.html"]
    without = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert without.stderr.endswith("remedy: Run `pip install 'ikhtilaf[report]'`.\n")
    install(f"{wheel}[report]", programs)
    run(command, folder, IKHTILAF_CACHE=str(folder / "cache"))
    assert (folder / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
