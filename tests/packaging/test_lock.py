"""The lock file fits what pyproject.toml asks for, on every Python, and names packages and hashes only."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHONS = ["3.11", "3.12", "3.13"]


@pytest.fixture
def lines(root: Path) -> list[str]:
    return (root / "requirements-dev.txt").read_text("utf-8").splitlines()


@pytest.fixture
def pins(lines: list[str]) -> list[Requirement]:
    return [Requirement(line.removesuffix("\\").strip()) for line in lines if line and line[0] not in "# "]


def holds(marker: Marker | None, python: str, extra: str = "") -> bool:
    return marker is None or marker.evaluate(
        {"python_version": python, "python_full_version": f"{python}.0", "extra": extra}
    )


def on(python: str, pins: list[Requirement]) -> dict[str, str]:
    """The versions that the lock file has for a Python."""
    return {canonicalize_name(pin.name): next(iter(pin.specifier)).version for pin in pins if holds(pin.marker, python)}


def wanted(root: Path) -> list[Requirement]:
    """What pyproject.toml asks for: the program, its extras, and the groups that are locked."""
    said: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    groups, extras = said["dependency-groups"], said["project"]["optional-dependencies"]
    listed = [said["project"]["dependencies"], *extras.values(), groups["dev"], groups["provenance"]]
    return [Requirement(one) for part in (*listed, said["build-system"]["requires"]) for one in part]


@pytest.mark.parametrize("python", PYTHONS)
def test_it_has_what_is_asked_for(python: str, pins: list[Requirement], root: Path) -> None:
    has = on(python, pins)
    for one in wanted(root):
        version = has.get(canonicalize_name(one.name))
        assert version, f"{one} is not locked: make lock"
        assert one.specifier.contains(version), f"{one} is locked at {version}: make lock"


@pytest.mark.parametrize("python", PYTHONS)
def test_it_has_what_that_needs(python: str, pins: list[Requirement]) -> None:
    """As far as the very versions are installed here."""
    has, looked = on(python, pins), 0
    for name, version in has.items():
        try:
            made = distribution(name)
        except PackageNotFoundError:
            continue
        if made.version != version:
            continue
        looked += 1
        for need in map(Requirement, made.requires or ()):
            if holds(need.marker, python):
                assert need.specifier.contains(has[canonicalize_name(need.name)], prereleases=True), f"{name}: {need}"
    assert looked > 3


def test_every_package_has_one_version_and_its_hashes(lines: list[str], pins: list[Requirement]) -> None:
    assert len(pins) > 50
    assert all([one.operator for one in pin.specifier] == ["=="] and not pin.url for pin in pins)
    text = "\n".join(lines)
    for block in re.split(r"\n(?=\S)", text):
        if not block.startswith("#"):
            head, *hashes = [line.removesuffix("\\").strip() for line in block.splitlines()]
            assert hashes, head
            assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", one) for one in hashes), head


def test_no_host_stands_in_it(lines: list[str]) -> None:
    """Where packages come from is each developer's own business: pip's settings say it."""
    assert [line for line in lines if re.search(r"://|\s--(?!hash=)|^-|@|/", line)] == []
    assert [line for line in lines if line.startswith("#") and not re.search("make lock|uv via", line)] == []
